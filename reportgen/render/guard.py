"""What a department's own templates must not put on the page: scripts, and anything fetched from outside of it."""

from __future__ import annotations

import re
from typing import Final
from xml.etree.ElementTree import Element

from reportgen.model.diagnostic import RenderError
from reportgen.model.language import say

_FORBIDDEN: Final = frozenset({"script", "iframe", "frame", "frameset", "object", "embed", "applet", "base", "form"})
"""What runs, embeds or sends."""
_ANIMATED: Final = frozenset({"set", "animate", "animatemotion", "animatetransform"})
"""What in a drawing can change an address after it was looked at."""
_CHANGES: Final = frozenset({"to", "from", "by", "values"})
"""The attributes by which it does."""
_ADDRESSES: Final = frozenset(
    {"src", "href", "poster", "background", "data", "action", "formaction", "ping", "manifest"}
)
_LINKS: Final = frozenset({"a", "area"})
_STYLED: Final = frozenset(
    {"style", "fill", "stroke", "filter", "mask", "clip-path", "cursor", "marker-start", "marker-mid", "marker-end"}
)
_INSIDE: Final = re.compile(r"#|data:image/(png|jpeg|gif|webp)[;,]|report:", re.IGNORECASE)
"""Addresses that are part of the page itself."""
_LINKED: Final = re.compile(r"#|https?://|mailto:|tel:", re.IGNORECASE)
"""Addresses a reader may follow: nothing is fetched until then."""
_ESCAPE: Final = re.compile(r"\\(?:([0-9a-f]{1,6})\s?|(.))", re.IGNORECASE | re.DOTALL)
_FETCHED: Final = re.compile(
    r"@import\s*(?:url\()?\s*[\"']?(?P<sheet>[^\"');\s]*)|(?:url|src|image|image-set|-webkit-image-set)\(\s*[\"']?(?P<address>[^\"')]*)",
    re.IGNORECASE,
)


def check_page(html: str, styles: str) -> None:
    """Raise RenderError naming the first thing on the page that is not allowed; ``styles`` are our own and trusted.

    The page is read as browsers read it (by the HTML standard's parser), so that nothing they would see escapes.
    """
    import tinyhtml5

    for element in tinyhtml5.parse(html, namespace_html_elements=False).iter():
        if isinstance(element.tag, str):
            _check_element(element, styles)


def _check_element(element: Element, styles: str) -> None:
    tag = _local(element.tag)
    values = {_local(name): value or "" for name, value in element.attrib.items()}
    refresh = tag == "meta" and values.get("http-equiv", "").lower() == "refresh"
    if tag in _FORBIDDEN or refresh:
        _refuse(f"<{tag}>")
    for name, value in values.items():
        if name.startswith("on") or name in ("srcset", "imagesrcset"):
            _refuse(f'<{tag} {name}="{value}">')
        elif name in _CHANGES and tag in _ANIMATED:
            for step in value.split(";"):
                _check(step, _INSIDE)
        elif name in _ADDRESSES:
            _check(value, _LINKED if tag in _LINKS and name == "href" else _INSIDE)
        elif name in _STYLED:
            _check_style(value)
    text = "".join(element.itertext()) if tag == "style" else ""
    if text != styles:
        _check_style(text)


def _local(name: str) -> str:
    """A tag or attribute name without its name space, in lower case."""
    return name.rpartition("}")[2].rpartition(":")[2].lower()


def _check(address: str, allowed: re.Pattern[str]) -> None:
    bare = re.sub(r"[\x00-\x20]+", "", address)
    if bare and not allowed.match(bare):
        _refuse(address.strip())


def _check_style(css: str) -> None:
    def character(match: re.Match[str]) -> str:
        return chr(min(int(match[1], 16), 0x10FFFF)) if match[1] else match[2]

    for match in _FETCHED.finditer(_ESCAPE.sub(character, re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL))):
        _check(match["address"] if match["sheet"] is None else match["sheet"] or "@import", _INSIDE)


def _refuse(what: str) -> None:
    shown = what if len(what) <= 200 else what[:200] + "…"
    raise RenderError(
        say(
            f"自己的模板用了“{shown}”，已拒绝：报告不含脚本，也不从外面读取任何东西。",
            f"Refused “{shown}” of the department's own templates: a report holds no script and reads nothing from outside.",
        )
    )
