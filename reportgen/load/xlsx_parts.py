"""One XML part of a workbook read as a stream: what its cells hold besides values, and the limits of what is read."""

from __future__ import annotations

import re
from array import array
from typing import Final
from xml.parsers import expat

import attrs

from reportgen.load.header import MOST_COLUMNS

MOST_CELLS: Final = 8_000_000
"""A sheet whose outermost cells span more is refused: it is sparse, and reading it would fill the memory."""
MOST_SHEET_ROWS: Final = 1_048_576
"""Rows that the format has."""
MOST_TOLD: Final = 100_000
"""Of faulty or merged cells no more are taken down: a sheet with more is refused."""
MOST_STRINGS: Final = 1_500_000
"""Shared strings: one and a cell that shows it take forty bytes, of 60 MB in all."""
MOST_ELEMENTS: Final = 3_000_000
"""Elements of a part that is no worksheet."""
MOST_INLINE: Final = 10_000
"""Elements of a text that stands in its cell."""
LONGEST_TOKEN: Final = 1 << 20
"""A tag or comment that goes on for longer, in bytes, is refused: the parser begins it anew with every piece."""
MOST_IN_CELL: Final = 8
"""Values and formulas that one cell may have, with room to spare."""
DEEPEST: Final = 1000
"""Elements inside each other, outside of worksheets, whose elements are counted instead."""
_TRUE: Final = ("1", "true")
_LETTERS: Final = re.compile(r"[A-Z]{1,3}")
_ROW: Final = re.compile(r"[1-9][0-9]{0,6}")


class PackageError(Exception):
    """A workbook that is refused as a whole: code, message in both languages, and the cell where there is one."""

    def __init__(
        self, code: str, zh: str, en: str, cell: str | None = None, right: tuple[str, str] | None = None
    ) -> None:
        super().__init__(en)
        self.code = code
        self.zh = zh
        self.en = en
        self.cell = cell
        self.right = right or ("用表格软件打开，另存为 .xlsx", "open it in a spreadsheet and save it anew as .xlsx")


@attrs.define
class SheetScan:
    """What one sheet's part holds besides values."""

    unstored: list[tuple[int, int]] = attrs.field(factory=list)
    """(row, column) of formulas without a stored value."""
    errors: dict[tuple[int, int], str] = attrs.field(factory=dict)
    """(row, column) of error cells → the error, such as ``#N/A``."""
    merged: list[tuple[int, int, int, int]] = attrs.field(factory=list)
    """First row, first column, last row, last column."""
    strings: dict[int, int] = attrs.field(factory=dict)
    """Number of a shared string → how many cells show it."""
    hidden_rows: set[int] = attrs.field(factory=set)
    hidden_columns: list[tuple[int, int]] = attrs.field(factory=list)
    """First and last column of each hidden run."""
    hidden: bool = False
    """Whether the sheet itself is hidden."""
    path: str = ""
    """The part of the archive."""
    bounds: tuple[int, int, int, int] | None = None
    """First row, first column, last row, last column of the cells with content."""


def damaged(cell: str | None = None) -> PackageError:
    """The error for a file, or a cell of it, that cannot be made sense of."""
    if cell is not None:
        zh, en = "这个单元格的内容读不懂，工作簿已损坏", "this cell cannot be made sense of: the workbook is damaged"
        return PackageError("L221", zh, en, cell)
    return PackageError("L221", "这不是 .xlsx 工作簿，或文件已损坏", "this is not an .xlsx workbook, or it is damaged")


def overfull(zh: str, en: str) -> PackageError:
    """The error for a workbook in which there is too much of something."""
    return PackageError("L224", zh, en)


class PartScanner:
    """Reads one XML part: refuses document types, and takes down what a `SheetScan` tells.

    Its handlers run for every cell, so they do little: the end of elements is listened to only where a value matters.
    """

    def __init__(self) -> None:
        self.sheet = SheetScan()
        self.strings: array[int] | None = None
        self.names: dict[str, str] = {}
        self.row = self.column = self.above = 0
        self.digits = ""
        self.letters: dict[str, int] = {}
        self.numbers: dict[str, int] = {}
        self.kind: str | None = None
        self.text: list[str] = []
        self.fed = 0
        self.depth = 0
        self.strange = 0
        """Elements of a worksheet that nothing is known of; many of them are no worksheet."""
        self.contents = 0
        """Values and formulas inside the present cell."""
        self.inline = -1
        """Elements of the text that stands in the present cell; -1 where there is none."""
        self.parser = expat.ParserCreate()
        self.parser.buffer_text = True
        self.parser.StartDoctypeDeclHandler = self._refuse_doctype
        self.parser.StartElementHandler = self._root

    def feed(self, data: bytes) -> None:
        """Read the next bytes of the part."""
        if not self.fed and data[:2] in (b"\xff\xfe", b"\xfe\xff"):
            raise damaged()  # UTF-16, which the reading library takes for an empty sheet
        self.parser.Parse(data, False)
        self.fed += len(data)
        if self.fed - self.parser.CurrentByteIndex > LONGEST_TOKEN:
            raise damaged()

    def finish(self) -> None:
        """The part ends here."""
        self.parser.Parse(b"", True)

    def _refuse_doctype(self, *_: object) -> None:
        raise PackageError("L225", "工作簿里有文档类型声明（DTD）", "the workbook holds a document type (DTD)")

    def _root(self, name: str, attributes: dict[str, str]) -> None:
        prefix, _, local = name.rpartition(":")
        self.parser.StartElementHandler = self._deeper
        self.parser.EndElementHandler = self._back
        before = f"{prefix}:" if prefix else ""
        if local == "sst":
            if any(int(attributes.get(key, "0")) > MOST_CELLS for key in ("count", "uniqueCount")):
                raise damaged()  # the reading library makes room for as many as are announced
            self.strings = array("q")
            self.names = {f"{before}si": "si"}
            self.parser.StartElementHandler = self._string
            self.parser.CharacterDataHandler = self._string_text
        elif local == "worksheet":
            self.names = {before + each: each for each in ("c", "v", "is", "f", "row", "mergeCell", "col")}
            self.parser.StartElementHandler = self._start
            self.parser.EndElementHandler = None

    def _deeper(self, _name: str, _attributes: dict[str, str]) -> None:
        self.depth += 1
        self.strange += 1
        if self.depth > DEEPEST:
            raise damaged()
        if self.strange > MOST_ELEMENTS:
            raise overfull("工作簿里的东西太多", "the workbook holds too much")

    def _back(self, _name: str) -> None:
        self.depth -= 1

    def _string(self, name: str, _attributes: dict[str, str]) -> None:
        self.depth += 1
        if self.depth > DEEPEST:
            raise damaged()
        if name in self.names and self.strings is not None:
            self.strings.append(0)
            if len(self.strings) > MOST_STRINGS:
                zh = f"工作簿里有 {MOST_STRINGS:,} 条以上的文字"
                raise overfull(zh, f"the workbook holds more than {MOST_STRINGS:,} texts")

    def _string_text(self, text: str) -> None:
        if self.strings:
            self.strings[-1] += len(text)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        local = self.names.get(name)
        if local == "c":
            self._cell(attributes)
        elif local == "v":
            self._content()
        elif local == "is":
            self._content()
            self.inline = 0
        elif local == "f":
            self._inside()
            self.parser.EndElementHandler = self._end
        elif local == "row":
            self._next_row(attributes)
        elif local == "mergeCell":
            self._merge(attributes.get("ref", ""))
        else:
            self._strange()
            if local == "col" and attributes.get("hidden") in _TRUE:
                self.sheet.hidden_columns.append((int(attributes.get("min", "0")), int(attributes.get("max", "0"))))

    def _strange(self) -> None:
        if self.inline >= 0:
            self.inline += 1
        else:
            self.strange += 1
        if self.strange > MOST_TOLD or self.inline > MOST_INLINE:
            raise overfull("工作表里的东西太多（不是单元格）", "the sheet holds too much besides cells")

    def _inside(self) -> None:
        self.contents += 1
        if self.contents > MOST_IN_CELL:
            raise damaged()

    def _next_row(self, attributes: dict[str, str]) -> None:
        self.above = self.row
        self.column = 0
        if "r" in attributes:
            self._row(attributes["r"])
        else:
            self.row, self.digits = self.row + 1, ""
        if self.row <= self.above:
            raise damaged()  # a row twice, or out of order: no one could say which of its cells count
        if self.row > MOST_SHEET_ROWS:
            raise overfull(f"工作表超过 {MOST_SHEET_ROWS:,} 行", f"the sheet has more than {MOST_SHEET_ROWS:,} rows")
        if attributes.get("hidden") in _TRUE:
            self.sheet.hidden_rows.add(self.row)

    def _cell(self, attributes: dict[str, str]) -> None:
        self.kind = attributes.get("t")
        self.contents, self.inline = 0, -1
        self.parser.CharacterDataHandler = None
        address = attributes.get("r")
        before = self.column
        if address is None:
            self.column += 1
        else:
            letters = address.rstrip("0123456789")
            digits = address[len(letters) :]
            if digits != self.digits:
                self._same_row(digits)
            self.column = self.letters.get(letters) or self._number(letters)
        if self.column <= before:
            raise damaged()  # a cell twice, or out of order
        if self.column > MOST_COLUMNS:
            raise overfull(f"工作表超过 {MOST_COLUMNS:,} 列", f"the sheet has more than {MOST_COLUMNS:,} columns")
        if self.kind == "e":
            self.parser.EndElementHandler = self._end

    def _same_row(self, digits: str) -> None:
        """The row that a cell says it is in must be the row that it is in, if that one says which it is."""
        row, told = self.row, bool(self.digits) or self.column > 0
        self._row(digits)
        if (told and self.row != row) or self.row <= self.above:
            raise damaged()

    def _row(self, digits: str) -> None:
        if _ROW.fullmatch(digits) is None:
            raise damaged()
        self.row, self.digits = int(digits), digits

    def _number(self, letters: str) -> int:
        """The column number of letters, ``A`` being 1."""
        number = 0
        for letter in letters if _LETTERS.fullmatch(letters) else "":
            number = number * 26 + ord(letter) - ord("A") + 1
        if not 0 < number <= MOST_COLUMNS:
            raise damaged()
        self.letters[letters] = number
        return number

    def _content(self) -> None:
        self._inside()
        row, column, bounds = self.row, self.column, self.sheet.bounds
        if bounds is None:
            self.sheet.bounds = (row, column, row, column)
        elif not (bounds[1] <= column <= bounds[3] and bounds[0] <= row <= bounds[2]):
            top, left, bottom, right = bounds
            self.sheet.bounds = (min(top, row), min(left, column), max(bottom, row), max(right, column))
        if self.parser.EndElementHandler is not None:
            self.parser.CharacterDataHandler = self.text.append
        elif self.kind == "s":
            self.parser.CharacterDataHandler = self._reference

    def _reference(self, text: str) -> None:
        number = self.numbers.get(text)
        if number is None:
            if not text.strip():
                return  # the blanks between two elements
            number = self.numbers[text] = int(text)
        self.sheet.strings[number] = self.sheet.strings.get(number, 0) + 1

    def _end(self, name: str) -> None:
        """An element ended in a cell that holds a formula or an error."""
        local = self.names.get(name)
        if local == "v":
            self.parser.CharacterDataHandler = None
        elif local == "c":
            value = "".join(self.text)
            if self.kind == "e":
                self.sheet.errors[self.row, self.column] = value
            elif not value and self.kind != "str":  # the empty text is a value, and then the kind is told
                self.sheet.unstored.append((self.row, self.column))
            self.text.clear()
            self.parser.EndElementHandler = None
            if len(self.sheet.errors) + len(self.sheet.unstored) > MOST_TOLD:
                zh = f"工作表里有 {MOST_TOLD:,} 个以上的错误值或没有结果的公式"
                raise overfull(zh, f"the sheet holds more than {MOST_TOLD:,} errors or formulas without a value")

    def _merge(self, reference: str) -> None:
        first, _, last = reference.partition(":")
        corners: list[int] = []
        for address in (first, last or first):
            letters = address.rstrip("0123456789")
            self._row(address[len(letters) :])
            corners += (self.row, self._number(letters))
        self.sheet.merged.append((corners[0], corners[1], corners[2], corners[3]))
        if len(self.sheet.merged) > MOST_TOLD:
            raise overfull(
                f"工作表里有 {MOST_TOLD:,} 处以上的合并单元格", f"the sheet holds more than {MOST_TOLD:,} merged ranges"
            )
