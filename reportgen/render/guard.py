"""What a department's own templates must not put on the page: scripts, and anything fetched from outside of it."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import Final

from reportgen.model.diagnostic import RenderError
from reportgen.model.language import say

_FORBIDDEN: Final = frozenset({"script", "iframe", "frame", "frameset", "object", "embed", "applet", "base", "form"})
_ADDRESSES: Final = frozenset(
    {"src", "href", "xlink:href", "poster", "background", "data", "action", "formaction", "ping", "manifest"}
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
    """Raise RenderError naming the first thing on the page that is not allowed; ``styles`` are our own and trusted."""
    guard = _Guard(styles)
    guard.feed(html)
    guard.close()


class _Guard(HTMLParser):
    def __init__(self, styles: str) -> None:
        super().__init__()
        self._styles = styles
        self._sheet = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        refresh = tag == "meta" and values.get("http-equiv", "").lower() == "refresh"
        if tag in _FORBIDDEN or refresh:
            _refuse(f"<{tag}>")
        self._sheet = tag == "style"
        for name, value in values.items():
            if name.startswith("on") or name in ("srcset", "imagesrcset"):
                _refuse(f'<{tag} {name}="{value}">')
            elif name in _ADDRESSES:
                _check(value, _LINKED if tag in _LINKS and name in ("href", "xlink:href") else _INSIDE)
            elif name in _STYLED:
                _check_style(value)

    def handle_data(self, data: str) -> None:
        if self._sheet and data != self._styles:
            _check_style(data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "style":
            self._sheet = False


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
