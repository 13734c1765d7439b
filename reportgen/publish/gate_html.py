"""Every text that a page of HTML holds, be it shown or not."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any, Final
from urllib.parse import unquote

from reportgen.publish.passages import Passage, Spot

_HEADINGS: Final = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "caption"})
_WORD: Final = re.compile(r"[a-z][a-z-]{0,15}")
"""A name of an element or attribute that may be told."""
_ESCAPE: Final = re.compile(r"\\(?:([0-9A-Fa-f]{1,6})[ \t\r\n\f]?|\r?\n)")
"""How style sheets write a character by its number; and a line that goes on."""


def html_passages(html: str) -> Iterator[Passage]:
    """The text of all elements as one passage, then each attribute, comment, style sheet, script, and text of data."""
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
        self._script: list[str] | None = None

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
        self._styles = tag == "style"
        self._script = [] if tag == "script" else None
        self._other(tag, "<…>")

    def handle_endtag(self, tag: str) -> None:
        self._styles = False
        self._end_script()
        if tag in _HEADINGS and self._heading is not None:
            self._here = self._here._replace(heading=" ".join("".join(self._heading).split()))
            self._heading = None

    def close(self) -> None:
        super().close()
        if self.rawdata:  # a style sheet or script that is never closed is left aside by the parser
            self.handle_data(self.rawdata)
        self._end_script()

    def _end_script(self) -> None:
        """A script as it is written; of data what it says, for its escapes could hide anything from the eye."""
        if self._script is None:
            return
        text, self._script = "".join(self._script), None
        self._other(text, "script")
        try:
            value, _ = json.JSONDecoder().raw_decode(text.lstrip())
        except (ValueError, RecursionError):
            return
        self._other("".join(_texts_of(value)), "script")

    def handle_data(self, data: str) -> None:
        if self._script is not None:
            self._script.append(data)
            return
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


def _texts_of(value: Any) -> Iterator[str]:
    """Names and texts in a value of JSON, in the order in which they stand."""
    waiting = [value]
    while waiting:
        part = waiting.pop()
        if isinstance(part, str):
            yield part
        elif isinstance(part, dict):
            waiting += [half for pair in reversed(part.items()) for half in reversed(pair)]
        elif isinstance(part, list):
            waiting += reversed(part)


def _character(match: re.Match[str]) -> str:
    number = int(match[1], 16) if match[1] else 0
    return chr(number) if 0 < number <= 0x10FFFF else ""
