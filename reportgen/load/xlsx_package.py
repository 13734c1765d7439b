"""A workbook file looked over before it is read: size, document types, and what the reading library would not tell.

The library that reads the cells gives neither the formulas without a stored value nor the error cells, and makes room
for every cell between the first and the last; so a workbook is scanned first, part by part, with little memory.
"""

from __future__ import annotations

import io
import posixpath
import re
import struct
import zipfile
import zlib
from array import array
from collections.abc import Sequence
from typing import Final
from xml.etree import ElementTree
from xml.parsers import expat

import attrs

from reportgen.model.place import column_letters

MOST_BYTES: Final = 60 * 1024 * 1024
"""A workbook that unpacks to more is refused."""
TOO_LARGE: Final = ("工作簿解压后超过 60 MB", "the workbook unpacks to more than 60 MB")
MOST_ROWS: Final = 300_000
"""A sheet with more rows is refused."""
MOST_CELLS: Final = 8_000_000
"""A sheet whose outermost cells span more is refused: it is sparse, and reading it would fill the memory."""
MOST_COLUMNS: Final = 16_384
_BOM: Final = b"\xef\xbb\xbf"
_CHUNK: Final = 1 << 16
_LETTERS: Final = re.compile(r"[A-Z]{1,3}")
_ROW: Final = re.compile(r"[1-9][0-9]{0,6}")
_DAMAGE: Final = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    expat.ExpatError,
    ElementTree.ParseError,
    EOFError,
    OSError,
    ValueError,
    LookupError,
    ArithmeticError,
    RuntimeError,  # among them NotImplementedError: a kind of compression that is not known
)
"""What reading a broken archive or broken XML raises."""


class PackageError(Exception):
    """A workbook that is refused as a whole: code, message in both languages, and the cell where there is one."""

    def __init__(self, code: str, zh: str, en: str, cell: str | None = None) -> None:
        super().__init__(en)
        self.code = code
        self.zh = zh
        self.en = en
        self.cell = cell


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
    bounds: tuple[int, int, int, int] | None = None
    """First row, first column, last row, last column of the cells with content."""


@attrs.frozen
class Package:
    """A workbook's worksheets in order, name → what the scan of its part found; and its shared strings."""

    sheets: dict[str, SheetScan]
    strings: Sequence[int]
    """How long each shared string is."""


def scan_package(data: bytes) -> Package:
    """Look over a workbook. Raises PackageError when it is no workbook, damaged, encrypted, too large or holds a DTD."""
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise PackageError(
            "L222", "工作簿加了密码，或是旧的 .xls 格式", "the workbook is encrypted or in the old .xls format"
        )
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _scan(archive)
    except _DAMAGE:
        raise damaged() from None


def damaged() -> PackageError:
    """The error for a file that cannot be made sense of."""
    return PackageError("L221", "这不是 .xlsx 工作簿，或文件已损坏", "this is not an .xlsx workbook, or it is damaged")


def _scan(archive: zipfile.ZipFile) -> Package:
    entries = archive.infolist()
    if any(entry.flag_bits & 1 for entry in entries):
        raise PackageError("L222", "工作簿加了密码", "the workbook is encrypted")
    if sum(entry.file_size for entry in entries) > MOST_BYTES:
        raise PackageError("L223", *TOO_LARGE)
    names = [entry.filename.lower() for entry in entries]
    if len(set(names)) < len(names):
        raise damaged()
    scanned = {entry.filename: _scan_part(archive, entry) for entry in entries}
    strings = [part.strings for part in scanned.values() if part is not None and part.strings is not None]
    if len(strings) > 1:
        raise damaged()
    sheets: dict[str, SheetScan] = {}
    for name, path in _worksheets(archive):
        part = scanned[path]
        if part is None:
            raise damaged()
        sheets[name] = part.sheet
    return Package(sheets, strings[0] if strings else ())


def _scan_part(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> _PartScanner | None:
    """What is in one part; None when it is no XML, such as a picture."""
    named = entry.filename.lower().endswith((".xml", ".rels"))
    scanner = _PartScanner()
    with archive.open(entry) as part:
        data = part.read(_CHUNK)
        if not named and not data.removeprefix(_BOM).lstrip().startswith(b"<"):
            return None
        try:
            while data:
                scanner.feed(data)
                data = part.read(_CHUNK)
            scanner.finish()
        except expat.ExpatError:
            if named:
                raise
            return None  # old drawings (.vml) are often not well-formed, and are not read
    return scanner


def _worksheets(archive: zipfile.ZipFile) -> list[tuple[str, str]]:
    """(name, path of the part) of the worksheets, in the workbook's order."""
    relations = {
        element.get("Id"): (element.get("Type", ""), element.get("Target", ""))
        for element in ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    }
    found: list[tuple[str, str]] = []
    for element in ElementTree.fromstring(archive.read("xl/workbook.xml")).iter():
        if element.tag.rpartition("}")[2] != "sheet":
            continue
        relation = next((v for k, v in element.attrib.items() if k.endswith("relationships}id")), None)
        kind, target = relations.get(relation, ("", ""))
        if kind.endswith("/worksheet"):
            path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"xl/{target}")
            found.append((element.get("name", ""), path))
    if not found or len(dict(found)) < len(found):
        raise damaged()
    return found


class _PartScanner:
    """Reads one XML part: refuses document types, and takes down what a `SheetScan` tells.

    Its handlers run for every cell, so they do little: the end of elements is listened to only where a value matters.
    """

    def __init__(self) -> None:
        self.sheet = SheetScan()
        self.strings: array[int] | None = None
        self.names: dict[str, str] = {}
        self.row = self.column = 0
        self.digits = ""
        self.letters: dict[str, int] = {}
        self.numbers: dict[str, int] = {}
        self.kind: str | None = None
        self.text: list[str] = []
        self.started = False
        self.parser = expat.ParserCreate()
        self.parser.buffer_text = True
        self.parser.StartDoctypeDeclHandler = self._refuse_doctype
        self.parser.StartElementHandler = self._root

    def feed(self, data: bytes) -> None:
        """Read the next bytes of the part."""
        if not self.started and data[:2] in (b"\xff\xfe", b"\xfe\xff"):
            raise damaged()  # UTF-16, which the reading library takes for an empty sheet
        self.started = True
        self.parser.Parse(data, False)

    def finish(self) -> None:
        """The part ends here."""
        self.parser.Parse(b"", True)

    def _refuse_doctype(self, *_: object) -> None:
        raise PackageError("L225", "工作簿里有文档类型声明（DTD）", "the workbook holds a document type (DTD)")

    def _root(self, name: str, attributes: dict[str, str]) -> None:
        prefix, _, local = name.rpartition(":")
        self.parser.StartElementHandler = None
        before = f"{prefix}:" if prefix else ""
        if local == "sst":
            if any(int(attributes.get(key, "0")) > MOST_CELLS for key in ("count", "uniqueCount")):
                raise damaged()  # the reading library makes room for as many as are announced
            self.strings = array("q")
            self.names = {f"{before}si": "si"}
            self.parser.StartElementHandler = self._string
            self.parser.CharacterDataHandler = self._string_text
        elif local == "worksheet":
            self.names = {before + each: each for each in ("c", "v", "is", "f", "row", "mergeCell")}
            self.parser.StartElementHandler = self._start

    def _string(self, name: str, _attributes: dict[str, str]) -> None:
        if name in self.names and self.strings is not None:
            self.strings.append(0)

    def _string_text(self, text: str) -> None:
        if self.strings:
            self.strings[-1] += len(text)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        local = self.names.get(name)
        if local == "c":
            self._cell(attributes)
        elif local == "v" or local == "is":
            self._content()
        elif local == "f":
            self.parser.EndElementHandler = self._end
        elif local == "row":
            self.column = 0
            if "r" in attributes:
                self._row(attributes["r"])
            else:
                self.row, self.digits = self.row + 1, ""
        elif local == "mergeCell":
            self._merge(attributes.get("ref", ""))

    def _cell(self, attributes: dict[str, str]) -> None:
        self.kind = attributes.get("t")
        self.parser.CharacterDataHandler = None
        address = attributes.get("r")
        if address is None:
            self.column += 1
        else:
            letters = address.rstrip("0123456789")
            digits = address[len(letters) :]
            if digits != self.digits:
                self._row(digits)
            self.column = self.letters.get(letters) or self._number(letters)
        if self.kind == "e":
            self.parser.EndElementHandler = self._end

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

    def _merge(self, reference: str) -> None:
        first, _, last = reference.partition(":")
        corners: list[int] = []
        for address in (first, last or first):
            letters = address.rstrip("0123456789")
            self._row(address[len(letters) :])
            corners += (self.row, self._number(letters))
        self.sheet.merged.append((corners[0], corners[1], corners[2], corners[3]))


def check_extent(package: Package, scan: SheetScan) -> None:
    """Raises PackageError when a sheet would fill the memory: too many rows, cells far apart, long texts repeated."""
    if scan.bounds is None:
        return
    top, left, bottom, right = scan.bounds
    cell = f"{column_letters(right)}{bottom}"
    if bottom - top > MOST_ROWS:
        raise PackageError("L224", "工作表超过 300,000 行", "the sheet has more than 300,000 rows", cell)
    if (bottom - top + 1) * (right - left + 1) > MOST_CELLS:
        raise PackageError("L224", "工作表的单元格散得太开", "the cells of the sheet are too far apart", cell)
    known = dict(enumerate(package.strings))
    characters = sum(count * known.get(number, 0) for number, count in scan.strings.items())
    if characters > MOST_BYTES:
        raise PackageError("L223", *TOO_LARGE)
