"""Missing glyphs, found before rendering: a character that no bundled face has is named, with the place it stands at."""

from __future__ import annotations

import unicodedata
from functools import cache
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from typing import Final

import attrs

from reportgen.model.diagnostic import RenderError
from reportgen.model.language import say

_PLACES: Final = {"h1", "h2", "h3", "h4", "caption", "figcaption", "dt"}
"""Elements whose text tells the reader where something stands."""
_INVISIBLE: Final = frozenset("\t\n\f\r \u00ad\u202f\u205f\ufeff") | {
    chr(code)
    for first, last in (
        (0x180B, 0x180F),
        (0x200B, 0x200F),
        (0x202A, 0x202E),
        (0x2060, 0x206F),
        (0xFE00, 0xFE0F),
        (0xE0100, 0xE01EF),
    )
    for code in range(first, last + 1)
}
"""Blanks and marks that the engine sets without a glyph (default ignorable code points of Unicode)."""
_AROUND: Final = 12
_SHOWN: Final = 5


@attrs.frozen
class Missing:
    """A character that cannot be printed: the text around it, and the nearest heading or caption before it."""

    character: str
    around: str
    under: str

    def __str__(self) -> str:
        name = f"“{self.character}”（U+{ord(self.character):04X} {unicodedata.name(self.character, '')}".rstrip() + "）"
        return say(f"{name}，在“{self.under}”之下：{self.around}", f"{name}, under “{self.under}”: {self.around}")


def check_coverage(html: str, ranges: Path) -> None:
    """Raise RenderError naming the characters of a document that the bundled faces lack, if there are any."""
    missing = find_missing(html, ranges)
    if not missing:
        return
    shown = say("；", "; ").join(str(each) for each in missing[:_SHOWN])
    if (more := len(missing) - _SHOWN) > 0:
        shown += say(f"；另有 {more} 个字", f"; and {more} more")
    raise RenderError(say(f"字体里没有这些字：{shown}", f"The fonts lack these characters: {shown}"))


def find_missing(html: str, ranges: Path) -> tuple[Missing, ...]:
    """Characters of a document that the bundled faces lack, each once, in order; ``ranges`` is fonts/coverage.txt."""
    used = set(unescape(html) if "&" in html else html)
    unknown = {character for character in used - covered(ranges) if character not in _INVISIBLE}
    if not unknown:
        return ()
    finder = _Finder(unknown)
    finder.feed(html)
    finder.close()
    return tuple(finder.found.values())


@cache
def covered(ranges: Path) -> frozenset[str]:
    """The characters listed as ranges of code points, one range a line. Raises RenderError when the file is not there."""
    try:
        lines = ranges.read_text(encoding="ascii").splitlines()
    except OSError as error:
        raise RenderError(
            say(f"读不到字体清单 {ranges.name}。", f"The font list {ranges.name} cannot be read.")
        ) from error
    found: set[str] = set()
    for line in lines:
        if line and not line.startswith("#"):
            first, _, last = line.partition("-")
            found.update(map(chr, range(int(first, 16), int(last or first, 16) + 1)))
    return frozenset(found)


class _Finder(HTMLParser):
    """Walks a document and notes where the unknown characters stand in its text."""

    def __init__(self, unknown: set[str]) -> None:
        super().__init__()
        self._unknown = unknown
        self._under = ""
        self._title = False
        self._skip = False
        self.found: dict[str, Missing] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._skip = tag in ("style", "script")
        if tag in _PLACES:
            self._title, self._under = True, ""
        for _, value in attrs:
            self._note(value or "")

    def handle_endtag(self, tag: str) -> None:
        self._skip = False
        self._title = self._title and tag not in _PLACES

    def handle_data(self, data: str) -> None:
        if self._title:
            self._under += data
        if not self._skip:
            self._note(data)

    def _note(self, text: str) -> None:
        for at, character in enumerate(text):
            if character in self._unknown and character not in self.found:
                around = " ".join(text[max(0, at - _AROUND) : at + _AROUND + 1].split())
                self.found[character] = Missing(character, around, " ".join(self._under.split()))
