"""What a department's own templates must not put on the page: what runs, sends, or is fetched from outside of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NoReturn
from xml.etree.ElementTree import Element

from reportgen.model.diagnostic import RenderError
from reportgen.model.language import say
from reportgen.render.guard_styles import addresses_of, faults_of

LONGEST: Final = 4_000_000
"""Characters of a page with own templates."""
TAGS: Final = 250_000
"""Tags of one."""
DEEPEST: Final = 150
"""Elements in one another."""
SPAN: Final = 100
"""Columns or rows that a cell fills."""
INLINE: Final = 2_000_000
"""Characters of a picture that is written into the page."""
_COPIES: Final = 10_000
"""Elements that a drawing shows by referring to others."""
_FORBIDDEN: Final = frozenset({
    "script", "iframe", "frame", "frameset", "noframes", "object", "embed", "noembed", "applet", "base", "form", "link", "param",
    "portal", "fencedframe", "noscript", "template", "slot", "plaintext", "xmp", "math", "dialog", "marquee",
    "foreignobject", "handler", "listener", "discard", "set", "animate", "animatemotion", "animatetransform", "animatecolor",
    "input", "button", "textarea", "select", "audio", "video", "source", "track", "isindex", "bgsound", "keygen",
})  # fmt: skip
"""What runs, embeds, fetches, sends, moves, or is read in one way with scripts and in another without."""
_ADDRESSES: Final = frozenset({
    "src", "href", "poster", "background", "data", "action", "formaction", "ping", "manifest", "longdesc", "lowsrc", "dynsrc",
    "classid", "codebase", "archive", "profile", "usemap", "icon", "attributionsrc",
})  # fmt: skip
_REFUSED: Final = frozenset({"srcset", "imagesrcset", "srcdoc", "base", "is", "autofocus", "contenteditable"})
"""Attributes that are refused whatever they hold; ``base`` is xml:base, by which addresses change their meaning."""
_SAID: Final = frozenset({"srcset", "imagesrcset", "srcdoc", "content", "to", "from", "by", "values"})
"""Further attributes that tell what a refused element is for."""
_LINKS: Final = frozenset({"a", "area"})
_SVG: Final = "{http://www.w3.org/2000/svg}"
_INSIDE: Final = re.compile(r"#|data:image/(png|jpeg|gif|webp)[;,]|report:(?!.*\.\.)", re.IGNORECASE | re.DOTALL)
"""Addresses that are part of the page itself."""
_LINKED: Final = re.compile(r"#|https?://|mailto:|tel:", re.IGNORECASE)
"""Addresses a reader may follow: nothing is fetched until then."""


def check_page(html: str, styles: str) -> None:
    """Raise RenderError naming the first thing on the page that is not allowed; ``styles`` are our own and trusted.

    The page is read as browsers read it (by the HTML standard's parser), so that nothing they would see escapes.
    """
    import tinyhtml5

    if len(html) > LONGEST or html.count("<") > TAGS:
        _refuse_size(say("页面太长", "the page is too long"))
    root = tinyhtml5.parse(html, namespace_html_elements=False)
    charts: set[str] = set()
    for element, depth in _walk(root):
        if depth > DEEPEST:
            _refuse_size(say("元素嵌套太深", "elements are nested too deeply"))
        if isinstance(element.tag, str):
            _check_element(element, styles)
        elif (element.text or "").startswith("chart "):
            if element.text in charts:
                _refuse_size(say("同一张图印了两次", "a chart is printed twice"))
            charts.add(str(element.text))
    _check_copies(root)


def _walk(root: Element) -> Iterator[tuple[Element, int]]:
    """Every element with its depth, without recursion."""
    waiting = [(root, 0)]
    while waiting:
        element, depth = waiting.pop()
        yield element, depth
        waiting += [(child, depth + 1) for child in reversed(element)]


def _check_element(element: Element, styles: str) -> None:
    tag = _local(element.tag)
    values = {_local(name): value or "" for name, value in element.attrib.items()}
    if tag in _FORBIDDEN or (tag == "meta" and "http-equiv" in values):
        _refuse(f"<{tag}> {_first_address(element)}".strip())
    if "attachment" in values.get("rel", "").lower().split():
        _refuse(f'<{tag} rel="attachment"> {values.get("href", "")}'.strip())
    for name, value in values.items():
        if name.startswith("on") or name in _REFUSED:
            _refuse(f'<{tag} {name}="{value}">')
        elif name in _ADDRESSES:
            _check(value, _LINKED if tag in _LINKS and name == "href" else _INSIDE)
        elif name == "style" or element.tag.startswith(_SVG):
            _check_style(value)
        elif name in ("colspan", "rowspan", "span", "size") and not _is_small(value):
            _refuse(f'<{tag} {name}="{value}">')
    if tag == "style":
        text = "".join(element.itertext())
        if text != styles:
            _check_style(text)


def _first_address(element: Element) -> str:
    """The address for which an element is there, its own or that of one inside of it, or its text."""
    for part in element.iter():
        for name, value in part.attrib.items():
            if value and (_local(name) in _ADDRESSES or _local(name) in _SAID):
                return value.strip()
    return " ".join("".join(element.itertext()).split())


def _local(name: str) -> str:
    """A tag or attribute name without its name space, in lower case."""
    return name.rpartition("}")[2].rpartition(":")[2].lower()


def _is_small(value: str) -> bool:
    digits = value.strip()
    return not digits.isdecimal() or (len(digits) <= 4 and int(digits) <= SPAN)


def _check(address: str, allowed: re.Pattern[str]) -> None:
    bare = re.sub(r"[\x00-\x20]+", "", address)
    if bare and (not allowed.match(bare) or len(bare) > INLINE):
        _refuse(address.strip())


def _check_style(css: str) -> None:
    try:
        for address in addresses_of(css):
            _check(address or "url()", _INSIDE)
        for fault in faults_of(css):
            _refuse(fault)
    except RecursionError:
        _refuse_size(say("样式嵌套太深", "styles are nested too deeply"))


def _check_copies(root: Element) -> None:
    """Refuse drawings that refer to themselves, or multiply by references to what refers to more."""
    if next(root.iter(f"{_SVG}use"), None) is None:
        return
    named = {element.get("id"): element for element in root.iter() if element.get("id")}
    left = _COPIES
    waiting = [(element, 0) for element in root.iter(f"{_SVG}use")]
    while waiting:
        use, depth = waiting.pop()
        target = named.get(
            next((value for name, value in use.attrib.items() if _local(name) == "href"), "").strip()[1:]
        )
        shown = [] if target is None else list(target.iter())
        left -= 1 + len(shown)
        if left < 0 or depth > DEEPEST:
            _refuse("<use>")
        waiting += [(element, depth + 1) for element in shown if element.tag == f"{_SVG}use"]


def _refuse(what: str) -> NoReturn:
    shown = what if len(what) <= 200 else what[:200] + "…"
    raise RenderError(
        say(
            f"自己的模板用了“{shown}”，已拒绝：报告不含脚本，也不从外面读取任何东西。",
            f"Refused “{shown}” of the department's own templates: a report holds no script and reads nothing from outside.",
        )
    )


def _refuse_size(what: str) -> NoReturn:
    raise RenderError(
        say(
            f"自己的模板做出的页面超出限度：{what}。",
            f"The department's own templates made a page beyond measure: {what}.",
        )
    )
