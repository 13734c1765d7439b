"""Column widths and type sizes of the printed tables: no figure is ever clipped, broken or laid over its neighbour.

The PDF engine could find widths by itself, but it would set each cell three times to do so and would squeeze names to
one character a line. Widths of figures are known (every digit of the bundled faces is equally wide), so they are
computed here, and the engine's fixed table layout only has to obey. From the widths follow the heights, and so which
tables fit on a page: those are not parted. A longer one is, and shall not leave the rest of a page blank before.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final
from xml.etree.ElementTree import Element

import attrs

from reportgen.model.diagnostic import RenderError
from reportgen.model.language import say

PAGES: Final = ("portrait", "landscape", "sheet", "broadsheet")
"""Pages a table can stand on, narrowest first; the names are classes, page names and tokens of paged.css."""

# Advance widths in em, the widest of the bundled faces: what is computed here must never be too little.
_DIGIT: Final = 0.6
_WIDTHS: Final = {
    **dict.fromkeys(",.;:'!| ", 0.36),
    **dict.fromkeys("()[]", 0.41),
    **dict.fromkeys("%@MWm", 1.1),
    "⸺": 2.0,
}
_LATIN: Final = 0.95
_OTHER_SCRIPT: Final = 1.2
_FIRST_IDEOGRAPH: Final = "\u2e80"
_INDENT: Final = {"level-2": 1.0, "level-3": 2.0, "level-4": 3.0}
"""Em by which document.css moves the lines of tables 1 and 4 in."""
_RUN: Final = re.compile(r"[!-~≥≤≈±·]+")

_NAME_MIN: Final = 6.0
"""Em that a column of text keeps at the least, when its text has as much."""
_RUN_MAX: Final = 9.0
"""Em up to which an unbroken run (a word, a typed value) is kept whole; a longer one is broken."""
_HEADER_LINES: Final = 5
"""Lines a header cell may take before a smaller type is tried."""
_GOOD_HEADER_LINES: Final = 3
"""Lines a header cell takes at the most where there is room."""
_COMFORTABLE: Final = 8.0
"""Points down to which type is made smaller only to save lines."""
_MOST_LINES: Final = 60
_BORDER: Final = 1.0
_KEPT: Final = frozenset(("budget", "indicators"))
"""Classes of the tables that are kept on one page when they fit."""
_SERIES: Final = "indicators"
"""Class of the tables that come many in a row, which are set in one type size."""
_UNBROKEN: Final = ("num", "code")
"""Classes of the cells that take one line."""
_TITLE: Final = 34.0
"""Points that a title above a table takes with the space below it and the caption."""


@attrs.frozen
class Measures:
    """What paged.css offers: width and height of the text area by page and type sizes, largest first, in points.

    ``padding`` is beside the text of a cell; ``leading`` (in em) are its lines apart, ``edge`` is what a row takes more.
    """

    widths: Mapping[str, float]
    heights: Mapping[str, float]
    sizes: tuple[float, ...]
    padding: float
    leading: float
    edge: float

    @classmethod
    def of(cls, tokens: Mapping[str, str]) -> Measures:
        """Read from the tokens ``width-<page>``, ``height-<page>``, ``table-sizes`` and those of cells and rows."""
        return cls(
            {page: _points(tokens[f"width-{page}"]) for page in PAGES},
            {page: _points(tokens[f"height-{page}"]) for page in PAGES},
            tuple(_points(size) for size in tokens["table-sizes"].split()),
            _points(tokens["cell-padding"]),
            float(tokens["table-leading"]),
            _points(tokens["row-edge"]),
        )


@attrs.frozen
class Column:
    """What a column needs, in em: figures and codes whole, text and header on one line, the longest unbroken run."""

    figures: float
    text: float
    run: float
    header: float

    @property
    def narrow(self) -> bool:
        """A column of codes: it gets what it needs, and nothing of what is left."""
        return self.text == 0 and self.header < 2

    def least(self) -> float:
        """The narrowest the column may become."""
        return max(self.figures, min(self.text, _NAME_MIN), self.run, self.header / _HEADER_LINES, 1.0)

    def for_lines(self, lines: int) -> float:
        """The width at which text takes about ``lines`` lines, and the header not many more."""
        return max(self.least(), self.text / lines, self.header / (lines + 1))


@attrs.frozen
class Cell:
    """A cell of text: its first row and column, how many of them it takes, and the width of its text in em."""

    row: int
    rows: int
    column: int
    columns: int
    text: float


@attrs.frozen
class Contents:
    """What a table holds: what its columns need, how many rows it has, its cells of text, and its caption's paragraphs."""

    columns: tuple[Column, ...]
    rows: int
    cells: tuple[Cell, ...]
    caption: tuple[float, ...]
    """Width of the text of each paragraph in em."""

    def height(self, widths: Sequence[float], size: float, page: str, measures: Measures) -> float:
        """Points that the table takes with title and caption on that page, its columns being ``widths`` em wide."""
        lines = [1] * self.rows
        for cell in self.cells:
            needed = math.ceil(cell.text / sum(widths[cell.column : cell.column + cell.columns]))
            last = cell.row + cell.rows - 1
            lines[last] = max(lines[last], needed - sum(lines[cell.row : last]))
        room = measures.widths[page] / measures.sizes[0]
        above = sum(math.ceil(text / room) for text in self.caption)
        return (sum(lines) * size + above * measures.sizes[0]) * measures.leading + self.rows * measures.edge + _TITLE


def fit_tables(root: Element, measures: Measures) -> None:
    """Give every table of the document its type size and column widths, and the page that it needs.

    A table starts on the page that its section names (class ``landscape`` or none) and goes to the next wider one only
    when its figures do not fit in the smallest type. What holds a table that fits on one page gets the class ``whole``;
    after each comes an empty element of class ``table-end``. Raises RenderError when no page is wide enough.
    """
    tables = [(*found, _contents(found[0])) for found in _tables(root, root)]
    alike = _sizes_of_a_kind([contents for table, *_, contents in tables if table.get("class") == _SERIES], measures)
    for table, parent, holder, contents in tables:
        if contents.columns:
            _fit(table, holder, contents, alike if table.get("class") == _SERIES else measures)
        parent.insert(list(parent).index(table) + 1, Element("div", {"class": "table-end"}))


def _sizes_of_a_kind(series: Sequence[Contents], measures: Measures) -> Measures:
    """Measures with the type sizes from the one on that every table of a series can be set in."""
    best = [
        best_size(each.columns, measures.widths[PAGES[0]] - _edges(each, measures), measures.sizes) for each in series
    ]
    largest = min((size for size in best if size is not None), default=measures.sizes[0])
    return attrs.evolve(measures, sizes=tuple(size for size in measures.sizes if size <= largest))


def _edges(contents: Contents, measures: Measures) -> float:
    """Points of a table's width that its borders and the space beside texts take."""
    return len(contents.columns) * (2 * measures.padding + _BORDER)


def _fit(table: Element, holder: Element, contents: Contents, measures: Measures) -> None:
    classes = holder.get("class", "").split()
    asked = next((page for page in PAGES if page in classes), PAGES[0])
    edges = _edges(contents, measures)
    for page in PAGES[PAGES.index(asked) :]:
        room = measures.widths[page] - edges
        size = best_size(contents.columns, room, measures.sizes)
        if size is not None:
            names = [*(name for name in classes if name != asked), page] if page != asked else classes
            if table.get("class") in _KEPT:
                whole = _whole_size(contents, room, size, page, measures)
                names = names if whole is None else [*names, "whole"]
                size = whole or size
            if names != classes:
                holder.set("class", " ".join(names))
            edge = edges / len(contents.columns) / size
            _write(table, size, [width + edge for width in share_out(contents.columns, room / size)])
            return
    caption = table.find("caption")
    name = "" if caption is None else " ".join("".join(caption.itertext()).split())
    raise RenderError(
        say(
            f"表格“{name}”的数字太宽，最大的纸张也放不下。", f"The figures of table “{name}” are too wide for any page."
        )
    )


def _whole_size(contents: Contents, room: float, size: float, page: str, measures: Measures) -> float | None:
    """The largest comfortable type, ``size`` or smaller, in which a table fits on one page; None: in no such."""
    for each in measures.sizes:
        if each == size or _COMFORTABLE <= each < size:
            height = contents.height(share_out(contents.columns, room / each), each, page, measures)
            if height <= measures.heights[page]:
                return each
    return None


def best_size(columns: Sequence[Column], room: float, sizes: Sequence[float]) -> float | None:
    """The type size for a text width of ``room`` points; None when even the smallest is too large.

    Of the comfortable sizes the one with the fewest lines, the largest of equals; a smaller one only out of need.
    """
    fitting = [size for size in sizes if sum(column.least() for column in columns) <= room / size]
    comfortable = [size for size in fitting if size >= _COMFORTABLE]
    if not comfortable:
        return fitting[0] if fitting else None
    return min(comfortable, key=lambda size: (_lines(columns, room / size), -size))


def _lines(columns: Sequence[Column], room: float) -> int:
    """The least number of lines that the text columns need in ``room`` em."""
    for lines in range(1, _MOST_LINES):
        if sum(column.for_lines(lines) for column in columns) <= room:
            return lines
    return _MOST_LINES


def share_out(columns: Sequence[Column], room: float) -> list[float]:
    """Widths in em that fill ``room``: as few lines as possible in the text columns, the rest in proportion.

    What is left first brings headers on few lines, then texts on one, those that lack least before others.
    """
    lines = _lines(columns, room)
    widths = [column.least() if lines == _MOST_LINES else column.for_lines(lines) for column in columns]
    spare = room - sum(widths)
    wanted = [(column.header / _GOOD_HEADER_LINES - widths[place], place) for place, column in enumerate(columns)]
    wanted += sorted((column.text - widths[place], place) for place, column in enumerate(columns))
    for lack, place in wanted:
        more = min(max(lack, 0.0), spare)
        widths[place] += more
        spare -= more
    growing = [0.0 if column.narrow else width for column, width in zip(columns, widths, strict=True)]
    whole = sum(growing) or 1.0
    return [width + spare * part / whole for width, part in zip(widths, growing, strict=True)]


def _write(table: Element, size: float, widths: Sequence[float]) -> None:
    table.set("style", f"font-size:{size:g}pt")
    group = Element("colgroup")
    whole = sum(widths)
    for width in widths:
        group.append(Element("col", {"style": f"width:{100 * width / whole:.3f}%"}))
    table.insert(1 if len(table) and table[0].tag == "caption" else 0, group)


def _tables(element: Element, holder: Element) -> Iterator[tuple[Element, Element, Element]]:
    """Every table, with its parent, and the section of its own that holds heading and table, or else the parent again."""
    for child in element:
        if child.tag == "table":
            yield child, element, holder
        elif child.tag in ("section", "div", "main", "body", "article"):
            own = "table-section" in holder.get("class", "").split()
            yield from _tables(child, holder if own else child)


def _contents(table: Element) -> Contents:
    """What is in a table; columns are measured by the cells that stand in one column only."""
    needs: dict[int, list[float]] = {}
    cells: list[Cell] = []
    rows = count = 0
    for group in table:
        spans: dict[tuple[int, int], bool] = {}
        for number, row in enumerate(group if group.tag in ("thead", "tbody", "tfoot") else ()):
            column = 0
            for cell in row:
                while (number, column) in spans:
                    column += 1
                wide, high = int(cell.get("colspan", 1)), int(cell.get("rowspan", 1))
                spans.update(
                    {(number + down, column + right): True for down in range(1, high) for right in range(wide)}
                )
                if text := _text(cell):
                    width = text_width(text)
                    if wide == 1:
                        _need(needs.setdefault(column, [0.0, 0.0, 0.0, 0.0]), cell, text, width, group.tag == "thead")
                    if cell.get("class") not in _UNBROKEN:
                        cells.append(Cell(rows, high, column, wide, width))
                column += wide
            count = max(count, column)
            rows += 1
    columns = tuple(Column(*needs.get(index, (0.0, 0.0, 0.0, 0.0))) for index in range(count))
    return Contents(columns, rows, tuple(cells), _caption(table))


def _caption(table: Element) -> tuple[float, ...]:
    found = table.find("caption")
    if found is None:
        return ()
    own = " ".join(_text(part) for part in found if part.tag != "p")
    return text_width(own), *(text_width(_text(part)) for part in found if part.tag == "p")


def _text(element: Element) -> str:
    return "".join(element.itertext()).strip() if len(element) else (element.text or "").strip()


def _need(need: list[float], cell: Element, text: str, width: float, heading: bool) -> None:
    if heading:
        need[3] = max(need[3], width)
    elif cell.get("class") in _UNBROKEN:
        need[0] = max(need[0], width)
    else:
        need[1] = max(need[1], width + _INDENT.get(cell.get("class", "").rpartition(" ")[2], 0.0))
        runs = max((text_width(run) for run in _RUN.findall(text)), default=0.0)
        need[2] = max(need[2], min(runs, _RUN_MAX))


def text_width(text: str) -> float:
    """Width of a text in em, never less than the bundled faces set it."""
    return sum(_character_width(character) for character in text)


def _character_width(character: str) -> float:
    if "0" <= character <= "9":
        return _DIGIT
    if character in _WIDTHS:
        return _WIDTHS[character]
    if character.isascii():
        return _LATIN
    return 1.0 if character >= _FIRST_IDEOGRAPH else _OTHER_SCRIPT


def _points(length: str) -> float:
    return float(length.strip().removesuffix("pt"))
