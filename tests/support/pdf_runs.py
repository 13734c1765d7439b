"""What is drawn in a tagged PDF, text by text: where each stands, in which size, and to which element it belongs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

import attrs
import pikepdf

from tests.support.pdf_structure import Mark, Structure, Tag

Matrix = tuple[float, float, float, float, float, float]

_ASCENT, _DESCENT = 0.88, 0.12
"""Em that an ideograph reaches above its baseline, and below."""
_BLOCKS = {"P", "TD", "TH", "Caption", "LBody", "Lbl", "Figure", "TOCI", *(f"H{level}" for level in range(1, 7))}
_SAME_LINE = 5.0
"""Points by which a note's number may stand above the baseline of its line."""


@attrs.frozen(eq=False)
class Run:
    """A piece of text as it is drawn at once, in points from the upper left corner of its page (index from 0).

    ``places`` are the left edges of its characters, ``right`` is where the last one ends, blanks apart; ``mark`` is its marked content, None in what is drawn on every page.
    """

    page: int
    text: str
    places: tuple[float, ...]
    right: float
    baseline: float
    size: float
    mark: Mark | None
    turned: bool = False

    @property
    def left(self) -> float:
        return self.places[0]

    @property
    def top(self) -> float:
        return self.baseline - _ASCENT * self.size

    @property
    def bottom(self) -> float:
        return self.baseline + _DESCENT * self.size


@attrs.frozen(eq=False)
class Line:
    """A line of an element: its runs from left to right."""

    runs: tuple[Run, ...]

    @property
    def text(self) -> str:
        """Without blanks at the ends."""
        return "".join(run.text for run in self.runs).strip()

    @property
    def page(self) -> int:
        return self.runs[0].page

    @property
    def baseline(self) -> float:
        return max(run.baseline for run in self.runs)

    @property
    def size(self) -> float:
        """Of its largest type."""
        return max(run.size for run in self.runs)


@attrs.frozen(eq=False)
class Block:
    """An element that holds text: a paragraph, heading, cell, caption, term, chart."""

    tag: Tag
    runs: tuple[Run, ...]

    @property
    def role(self) -> str:
        return self.tag.role

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs).strip()

    @property
    def pages(self) -> list[int]:
        """Every page that a part of it stands on."""
        return sorted({run.page for run in self.runs})

    def lines(self) -> list[Line]:
        """Its lines, in order; those of a chart mean nothing."""
        found: list[list[Run]] = []
        for run in self.runs:
            last = found[-1][0] if found else None
            if last is not None and last.page == run.page and abs(last.baseline - run.baseline) < _SAME_LINE:
                found[-1].append(run)
            else:
                found.append([run])
        return [Line(tuple(sorted(runs, key=lambda run: run.left))) for runs in found]

    def around(self, role: str) -> Tag | None:
        """The nearest element of a role around it."""
        tag: Tag | None = self.tag
        while tag is not None and tag.role != role:
            tag = tag.parent
        return tag


class Drawn:
    """A file read back: ``runs`` in the order in which they are drawn, ``blocks`` in the order of the structure."""

    def __init__(self, file: pikepdf.Pdf) -> None:
        self.structure = Structure(file)
        self.sizes = [tuple(float(edge) for edge in page.mediabox.as_list()[2:]) for page in file.pages]
        self._widths: dict[Any, tuple[dict[int, float], float]] = {}
        self.runs = [run for index, page in enumerate(file.pages) for run in self._page(index, page)]
        self.owners: dict[Mark, Tag] = {
            kid: tag for tag in self.structure.top.walk() for kid in tag.kids if not isinstance(kid, Tag)
        }
        self.blocks = list(self._blocks())

    def _blocks(self) -> Iterator[Block]:
        by_tag: dict[int, list[Run]] = {}
        for run in self.runs:
            if run.mark is not None:
                by_tag.setdefault(id(block_of(self.owners[run.mark])), []).append(run)
        for tag in self.structure.top.walk():
            if id(tag) in by_tag:
                yield Block(tag, tuple(by_tag[id(tag)]))

    def furniture(self, page: int) -> str:
        """What is drawn on a page beside its content, without blanks."""
        return "".join("".join(run.text.split()) for run in self.runs if run.page == page and run.mark is None)

    def _page(self, index: int, page: Any) -> Iterator[Run]:
        height = self.sizes[index][1]
        # PDF counts from below.
        yield from self._content(index, page, page.resources, (1, 0, 0, -1, 0, height), None)

    def _content(self, index: int, content: Any, resources: Any, matrix: Matrix, mark: Mark | None) -> Iterator[Run]:
        kept, marks = [], [mark]
        font, size = None, 0.0
        text: Matrix = (1, 0, 0, 1, 0, 0)
        for instruction in pikepdf.parse_content_stream(content):
            operator, operands = str(instruction.operator), instruction.operands
            if operator == "q":
                kept.append(matrix)
            elif operator == "Q":
                matrix = kept.pop()
            elif operator == "cm":
                matrix = _product(_matrix(operands), matrix)
            elif operator in ("BMC", "BDC"):
                facts: Any = operands[1] if len(operands) > 1 else {}
                marks.append((index, int(facts["/MCID"])) if "/MCID" in facts else marks[-1])
            elif operator == "EMC":
                marks.pop()
            elif operator == "Tf":
                font, size = resources.Font[operands[0]], float(operands[1])
            elif operator == "Tm":
                text = _matrix(operands)
            elif operator in ("Tj", "TJ"):
                yield from self._run(index, font, size, operands[0], _product(text, matrix), marks[-1])
            elif operator == "Do":
                form = resources.XObject[operands[0]]
                if form.get("/Subtype") == "/Form":
                    inner = _product(_matrix(form.get("/Matrix", (1, 0, 0, 1, 0, 0))), matrix)
                    yield from self._content(index, form, form.get("/Resources", resources), inner, marks[-1])

    def _run(self, index: int, font: Any, size: float, shown: Any, matrix: Matrix, mark: Mark | None) -> Iterator[Run]:
        known, (widths, usual) = self.structure._map(font), self._font_widths(font)
        places, ends, text, along = [], [], "", 0.0
        for piece in shown if isinstance(shown, pikepdf.Array) else [shown]:
            if not isinstance(piece, pikepdf.String):
                along -= float(piece) / 1000 * size
                continue
            data = bytes(piece)
            for at in range(0, len(data), 2):
                character = known[data[at : at + 2]]
                places += [along] * len(character)
                text += character
                along += widths.get(int.from_bytes(data[at : at + 2], "big"), usual) / 1000 * size
                ends += [along] * len(character)
        if text.strip():
            across, up = matrix[0], -matrix[3]
            lefts = tuple(matrix[4] + across * place for place in places)
            end = matrix[4] + across * ends[len(text.rstrip()) - 1]
            yield Run(index, text, lefts, end, matrix[5], size * abs(up), mark, turned=abs(matrix[1]) > 1e-6)

    def _font_widths(self, font: Any) -> tuple[dict[int, float], float]:
        if font.objgen not in self._widths:
            below = font.DescendantFonts[0]
            self._widths[font.objgen] = (dict(_listed(below.get("/W", []))), float(below.get("/DW", 1000)))
        return self._widths[font.objgen]


def _listed(entries: Iterable[Any]) -> Iterator[tuple[int, float]]:
    """Glyph → width, of both forms of entries: first [width …], and first last width."""
    waiting: list[Any] = []
    for entry in entries:
        if isinstance(entry, pikepdf.Array):
            yield from ((int(waiting[0]) + at, float(width)) for at, width in enumerate(entry))
            waiting = []
        elif len(waiting) == 2:
            yield from ((glyph, float(entry)) for glyph in range(int(waiting[0]), int(waiting[1]) + 1))
            waiting = []
        else:
            waiting.append(entry)


def block_of(tag: Tag) -> Tag:
    """The block that a piece of content belongs to: of a link, the paragraph around it."""
    block: Tag | None = tag
    while block is not None and block.role not in _BLOCKS:
        block = block.parent
    return block or tag


def _matrix(operands: Any) -> Matrix:
    a, b, c, d, e, f = (float(number) for number in operands)
    return a, b, c, d, e, f


def _product(inner: Matrix, outer: Matrix) -> Matrix:
    """First ``inner``, then ``outer``."""
    (a, b, c, d, e, f), (g, h, i, j, k, m) = inner, outer
    return a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m


def by_page(runs: Iterable[Run]) -> Iterator[tuple[int, list[Run]]]:
    """The runs of each page."""
    for page, group in groupby(sorted(runs, key=lambda run: run.page), key=lambda run: run.page):
        yield page, list(group)
