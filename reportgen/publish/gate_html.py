"""Every text that a page of HTML holds, be it shown or not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Final
from urllib.parse import unquote

from reportgen.publish.passages import Passage, Spot

_HEADINGS: Final = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "caption"})
_WORD: Final = re.compile(r"[a-z][a-z-]{0,15}")
"""A name of an element or attribute that may be told."""
_ESCAPE: Final = re.compile(r"\\(?:([0-9A-Fa-f]{1,6})[ \t\r\n\f]?|\r?\n)")
"""How style sheets write a character by its number; and a line that goes on."""


def html_passages(html: str) -> Iterator[Passage]:
    """The text of all elements as one passage, then each attribute, comment and style sheet."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    yield Passage(reader.body)
    for text, spot in reader.others.items():
        yield Passage([(text, spot)])


class _Reader(HTMLParser):
    """Collects texts; of equal ones outside of the body's text only the first."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.body: list[tuple[str, Spot]] = []
        self.others: dict[str, Spot] = {}
        self._here = Spot()
        self._heading: list[str] | None = None
        self._styles = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name == "id" and value:
                self._here = self._here._replace(id=value)
        for name, value in attrs:
            shown = " ".join(word for word in (tag, name) if _WORD.fullmatch(word))
            self._other(value or "", f"<{shown}>")
            self._other(name, "<…>")
        if tag in _HEADINGS:
            self._heading = []
        self._styles = tag in ("style", "script")
        self._other(tag, "<…>")

    def handle_endtag(self, tag: str) -> None:
        self._styles = False
        if tag in _HEADINGS and self._heading is not None:
            self._here = self._here._replace(heading=" ".join("".join(self._heading).split()))
            self._heading = None

    def handle_data(self, data: str) -> None:
        if self._styles:
            self._other(data, "style")
            return
        self.body.append((data, self._here))
        if self._heading is not None:
            self._heading.append(data)

    def handle_comment(self, data: str) -> None:
        self._other(data, "<!-- -->")

    def handle_decl(self, decl: str) -> None:
        self._other(decl, "<!>")

    def unknown_decl(self, data: str) -> None:
        self._other(data, "<!>")

    def handle_pi(self, data: str) -> None:
        self._other(data, "<?>")

    def _other(self, text: str, kind: str) -> None:
        spot = self._here._replace(zh=kind, en=kind)
        self.others.setdefault(text, spot)
        if "%" in text:
            self.others.setdefault(unquote(text), spot)
        if "\\" in text:
            self.others.setdefault(_ESCAPE.sub(_character, text), spot)


def _character(match: re.Match[str]) -> str:
    number = int(match[1], 16) if match[1] else 0
    return chr(number) if 0 < number <= 0x10FFFF else ""
