"""What a reader gets out of a PDF: words with their places, bookmarks, fonts."""

from __future__ import annotations

import html
import io
import re
import subprocess
from functools import cache
from typing import Any

import attrs
import pikepdf

MILLIMETRE = 72 / 25.4


@attrs.frozen
class Word:
    """A run of text without blanks, in points from the upper left corner of its page."""

    text: str
    left: float
    top: float
    right: float
    bottom: float


@attrs.frozen
class Sheet:
    """A page: size in points, and its words in reading order."""

    width: float
    height: float
    words: tuple[Word, ...]

    @property
    def text(self) -> str:
        """All words, one blank between two."""
        return " ".join(word.text for word in self.words)

    def find(self, text: str) -> list[Word]:
        """The words that are exactly ``text``."""
        return [word for word in self.words if word.text == text]


@cache
def sheets(pdf: bytes) -> tuple[Sheet, ...]:
    """The pages, as pdftotext reads them."""
    run = subprocess.run(["pdftotext", "-bbox", "-", "-"], input=pdf, capture_output=True, check=True)
    found = []
    for page in re.findall(r'<page width="([\d.]+)" height="([\d.]+)">(.*?)</page>', run.stdout.decode(), re.S):
        words = re.findall(
            r'<word xMin="(-?[\d.]+)" yMin="(-?[\d.]+)" xMax="(-?[\d.]+)" yMax="(-?[\d.]+)">(.*?)</word>', page[2]
        )
        found.append(
            Sheet(float(page[0]), float(page[1]), tuple(Word(html.unescape(w[4]), *map(float, w[:4])) for w in words))
        )
    return tuple(found)


def bookmarks(pdf: bytes) -> list[tuple[int, str, int]]:
    """(depth from 1, title, page from 1) of each bookmark, in order."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        numbers = {page.objgen: n + 1 for n, page in enumerate(document.pages)}

        def walk(items: Any, depth: int) -> list[tuple[int, str, int]]:
            found = []
            for item in items:
                found.append((depth, str(item.title), numbers[item.destination[0].objgen]))
                found += walk(item.children, depth + 1)
            return found

        with document.open_outline() as outline:
            return walk(outline.root, 1)


def fonts(pdf: bytes) -> dict[str, bool]:
    """Name of each font, without the subset's prefix → whether its program is in the file."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        found: dict[str, bool] = {}
        for entry in document.objects:
            if isinstance(entry, pikepdf.Dictionary) and entry.get("/Type") == "/FontDescriptor":
                name = str(entry.FontName).lstrip("/").partition("+")[2]
                found[name] = any(key in entry for key in ("/FontFile", "/FontFile2", "/FontFile3"))
        return found


def lines(sheet: Sheet) -> list[str]:
    """The words of a page by line, without blanks between them."""
    rows: dict[int, list[Word]] = {}
    for word in sheet.words:
        rows.setdefault(round(word.bottom), []).append(word)
    return ["".join(word.text for word in sorted(row, key=lambda w: w.left)) for _, row in sorted(rows.items())]
