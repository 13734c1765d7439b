"""Reading a built PDF back: words with their place in the order in which they were drawn, tables found in them, bookmarks,
fonts and glyphs."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from functools import cached_property
from html import unescape
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

import pikepdf

from tests.support.page import squeezed

FURNITURE = re.compile(r"(续?表\d+编制部门：.{1,40}单位：万元|续表：.{1,80})?(—\d+—)?")
"""What stands between the rows of a table that goes on on the next page: the running head, and the page number."""


class Bookmark(NamedTuple):
    """One entry of the outline; pages count from 1."""

    title: str
    page: int
    level: int


class Word(NamedTuple):
    """A word of a page with its box, in points from the top left."""

    page: int
    left: float
    top: float
    right: float
    bottom: float
    text: str


class Row(NamedTuple):
    """A row of a table as it was found: its page, and of each cell where it begins and ends, None for a blank one."""

    page: int
    cells: list[tuple[float, float] | None]


class Pdf:
    """One PDF file, opened."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.file = pikepdf.open(path)
        self.numbers: dict[Any, int] = {page.objgen: number for number, page in enumerate(self.file.pages, 1)}
        self._maps: dict[Any, dict[int, str]] = {}

    @cached_property
    def text(self) -> str:
        """The text of all pages as pdftotext gives it, in the order in which it was drawn."""
        return _pdftotext(self.path, "-raw")

    @cached_property
    def words(self) -> list[Word]:
        """Every word with its box, in the order in which it was drawn."""
        found, page = [], 0
        for line in _pdftotext(self.path, "-raw", "-bbox").splitlines():
            if "<page " in line:
                page += 1
            elif "<word " in line:
                left, top, right, bottom = map(float, re.findall(r'[xy]M(?:in|ax)="([-\d.]+)"', line))
                text = unescape(line[line.index(">") + 1 : line.rindex("</word>")])
                found.append(Word(page, left, top, right, bottom, squeezed(text)))
        return found

    def size(self, page: int) -> tuple[float, float]:
        """Width and height of a page, in points."""
        box = [float(number) for number in self.file.pages[page - 1].mediabox.as_list()]
        return box[2] - box[0], box[3] - box[1]

    def bookmarks(self) -> list[Bookmark]:
        """The outline, in order; the top level is 1."""

        def walk(items: list[Any], level: int) -> Iterator[Bookmark]:
            for item in items:
                yield Bookmark(item.title, self.numbers[item.destination[0].objgen], level)
                yield from walk(item.children, level + 1)

        with self.file.open_outline() as outline:
            return list(walk(outline.root, 1))

    def fonts(self) -> list[Any]:
        """Every composite font of the file."""
        objects = (thing for thing in self.file.objects if isinstance(thing, pikepdf.Dictionary))
        return [thing for thing in objects if thing.get("/Type") == "/Font" and "/DescendantFonts" in thing]

    def glyphs(self) -> Iterator[tuple[int, str, int, str]]:
        """Every glyph drawn, charts included: page, base font, glyph number, and the character it stands for."""
        for number, page in enumerate(self.file.pages, 1):
            for content in (page, *_forms(page)):
                for font, code in _shown(content):
                    yield number, str(font.BaseFont), code, self._characters(font).get(code, "")

    def _characters(self, font: Any) -> dict[int, str]:
        """Glyph number → what it stands for, from the font's own map."""
        if font.objgen not in self._maps:
            self._maps[font.objgen] = to_unicode(font.ToUnicode.read_bytes().decode("ascii"))
        return self._maps[font.objgen]


class TableFinder:
    """Finds tables one after another in the words of a PDF. Raises AssertionError where they are not as they should be."""

    def __init__(self, pdf: Pdf, captions: list[str]) -> None:
        """``captions``: texts that may be drawn after the tables of a page, though they stand above them."""
        self.captions = captions
        self.words = pdf.words
        self.text = "".join(word.text for word in self.words)
        self.owners = [index for index, word in enumerate(self.words) for _ in word.text]
        self.position = 0

    def next(self, header: str, rows: list[list[str]]) -> list[Row]:
        """The rows of the next table, whose header has that text.

        Each row follows the one before it without anything between, but at the end of a page: there the header comes
        again. An empty table is its header alone.
        """
        self.position = self.text.index(header, self.position) + len(header)
        found: list[Row] = []
        for row in rows:
            found.append(self._row(header, "".join(row), row, found))
        return found

    def _row(self, header: str, text: str, cells: list[str], before: list[Row]) -> Row:
        start = self.text.find(text, self.position)
        assert start >= 0, f"not found: {cells}"
        gap, page = self.text[self.position : start], self.words[self.owners[start]].page
        if before and page != before[-1].page:
            assert gap.endswith(header), f"no header above {cells}: {gap!r}"
            gap = gap.removesuffix(header)
            for caption in self.captions:
                gap = gap.replace(caption, "")
            assert FURNITURE.fullmatch(gap), f"before {cells}: {gap!r}"
        else:
            assert gap == "", f"before {cells}: {gap!r}"
        self.position = start
        return Row(page, [self._cell(cell, page) for cell in cells])

    def _cell(self, cell: str, page: int) -> tuple[float, float] | None:
        """Where the next text stands across the page; its words are its own and on the page of the row."""
        if not cell:
            return None
        first, last = self.owners[self.position], self.owners[self.position + len(cell) - 1]
        self.position += len(cell)
        words = self.words[first : last + 1]
        assert "".join(word.text for word in words) == cell, f"{cell}: {words}"
        assert {word.page for word in words} == {page}, f"{cell} is cut"
        return min(word.left for word in words), max(word.right for word in words)


def columns_apart(rows: list[Row]) -> bool:
    """Whether no cell of any row reaches into the column of another: then each text stands in its own column."""
    columns: list[list[tuple[float, float]]] = [[] for _ in rows[0].cells]
    for row in rows:
        for column, cell in zip(columns, row.cells, strict=True):
            if cell is not None:
                column.append(cell)
    extents = [(min(left for left, _ in cells), max(right for _, right in cells)) for cells in columns if cells]
    return all(right <= left + 0.1 for (_, right), (left, _) in pairwise(extents))


def to_unicode(cmap: str) -> dict[int, str]:
    """The single and the range entries of a ToUnicode map."""
    found: dict[int, str] = {}
    for block in re.findall(r"beginbfchar(.*?)endbfchar", cmap, re.DOTALL):
        for code, target in re.findall(r"<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]*)>", block):
            found[int(code, 16)] = bytes.fromhex(target).decode("utf-16-be")
    for block in re.findall(r"beginbfrange(.*?)endbfrange", cmap, re.DOTALL):
        for first, last, target in re.findall(r"<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]+)>", block):
            for offset in range(int(last, 16) - int(first, 16) + 1):
                found[int(first, 16) + offset] = chr(int(target, 16) + offset)
    return found


def _shown(content: Any) -> Iterator[tuple[Any, int]]:
    """Font and number of every glyph that a page or a form shows."""
    font: Any = None
    instruction: Any
    for instruction in pikepdf.parse_content_stream(content, "Tf Tj TJ"):
        operand = instruction.operands[0]
        if str(instruction.operator) == "Tf":
            font = _resources(content).Font[operand]
            continue
        for piece in operand if isinstance(operand, pikepdf.Array) else [operand]:
            if isinstance(piece, pikepdf.String):
                data = bytes(piece)
                yield from ((font, int.from_bytes(data[at : at + 2], "big")) for at in range(0, len(data), 2))


def _resources(content: Any) -> Any:
    return content.resources if isinstance(content, pikepdf.Page) else content.get("/Resources", pikepdf.Dictionary())


def _forms(content: Any) -> Iterator[Any]:
    """The forms that a page or a form draws, at any depth."""
    for thing in _resources(content).get("/XObject", {}).values():
        if thing.get("/Subtype") == "/Form":
            yield thing
            yield from _forms(thing)


def _pdftotext(path: Path, *how: str) -> str:
    done = subprocess.run(["pdftotext", *how, path, "-"], capture_output=True, check=True)
    return done.stdout.decode("utf-8")
