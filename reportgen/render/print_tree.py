"""The print HTML as a tree for the PDF engine, read as XML where it can be: thirty times as fast as reading HTML."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, Final
from xml.etree.ElementTree import Element, ParseError, fromstring

_DOCTYPE: Final = "<!DOCTYPE html>"
_VOID: Final = re.compile(r"<(area|br|col|embed|hr|img|input|link|meta|wbr)\b([^<>]*?)/?>")
_ONLY_HTML: Final = re.compile(r"<(?:![^-]|[A-Z]|base\b|svg\b|math\b|script\b|style\b|template\b)")
"""What means something else in XML, or nothing: declarations, upper case, elements with rules of their own."""


def read_page(html: str, fetcher: Callable[[str], Any]) -> Any:
    """The engine's page of a document. Own templates may write any HTML; what is no XML is read by the engine's parser."""
    from cssselect2 import ElementWrapper  # type: ignore[import-untyped]
    from weasyprint import HTML

    root = read_xml(html)
    if root is None:
        return HTML(string=html, url_fetcher=fetcher)
    page = HTML.__new__(HTML)
    page.base_url, page.url_fetcher, page.media_type = None, fetcher, "print"
    page.wrapper_element = ElementWrapper.from_html_root(root, content_language=None)
    page.etree_element = page.wrapper_element.etree_element
    return page


def read_xml(html: str) -> Element | None:
    """The tree that an HTML parser would make of the document, or None where only an HTML parser can tell."""
    text = html.lstrip().removeprefix(_DOCTYPE)
    if _ONLY_HTML.search(text):
        return None
    try:
        root = fromstring(_VOID.sub(r"<\1\2/>", text))
    except ParseError:
        return None
    whole = root.tag == "html" and [child.tag for child in root] == ["head", "body"]
    loose = any(row.tag == "tr" for table in root.iter("table") for row in table)
    return root if whole and not loose else None
