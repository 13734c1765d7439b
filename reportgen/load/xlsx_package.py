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
from collections.abc import Sequence
from typing import Final
from xml.etree import ElementTree
from xml.parsers import expat

import attrs

from reportgen.load.csv_bytes import MOST_BYTES
from reportgen.load.magic import BROKEN, OLE, WORKBOOK, Content, content
from reportgen.load.xlsx_parts import MOST_CELLS, PackageError, PartScanner, SheetScan, damaged, overfull
from reportgen.model.place import column_letters

TOO_LARGE: Final = ("工作簿解压后超过 60 MB", "the workbook unpacks to more than 60 MB")
MOST_ROWS: Final = 300_000
"""A sheet with more rows is refused."""
MOST_PARTS: Final = 10_000
"""A workbook of more files is refused."""
MOST_INDEX: Final = 5 * 1024 * 1024
"""A larger list of sheets is refused: it is read as a whole."""
_BOM: Final = b"\xef\xbb\xbf"
_CHUNK: Final = 1 << 16
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


@attrs.frozen
class Package:
    """A workbook's worksheets in order, name → what the scan of its part found; and its shared strings."""

    sheets: dict[str, SheetScan]
    strings: Sequence[int]
    """How long each shared string is."""


def scan_package(data: bytes) -> Package:
    """Look over a workbook. Raises PackageError when it is no workbook, damaged, encrypted, too large or holds a DTD."""
    what = content(data)
    if what is not None and what.locked:
        raise PackageError("L222", "工作簿加了密码", "the workbook has a password", right=_UNLOCK)
    if data.startswith(OLE):
        kind = what or Content("旧格式的文件", "a file of an old format")
        raise PackageError("L222", f"文件名是 .xlsx，内容却是{kind.zh}", f"the file is named .xlsx but holds {kind.en}")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _scan(archive)
    except _DAMAGE:
        raise _no_workbook(data) from None


_UNLOCK: Final = (
    "打开后取消密码再保存（Excel：文件→信息→保护工作簿；WPS：文件→文档加密）",
    "open it, remove the password and save it (Excel: File, Info, Protect Workbook; WPS: File, Encryption)",
)


def _no_workbook(data: bytes) -> PackageError:
    """The error for a file that is no workbook: what it is instead, where that can be told."""
    what = content(data)
    if what is not None and what not in (WORKBOOK, BROKEN):
        return PackageError(
            "L221", f"文件名是 .xlsx，内容却是{what.zh}", f"the file is named .xlsx but holds {what.en}"
        )
    if not data:
        return PackageError("L221", "文件是空的（0 字节）", "the file is empty (0 bytes)")
    if not data.startswith(b"PK") and b"\0" not in data[:1000] and b"," in data[:1000]:
        zh, en = "文件名是 .xlsx，内容却是文本（CSV）", "the file is named .xlsx but holds text (CSV)"
        return PackageError("L221", zh, en, right=("改名为 .csv", "name it .csv"))
    return damaged()


def _scan(archive: zipfile.ZipFile) -> Package:
    entries = archive.infolist()
    if any(entry.flag_bits & 1 for entry in entries):
        raise PackageError("L222", "工作簿加了密码", "the workbook is encrypted", right=_UNLOCK)
    if sum(entry.file_size for entry in entries) > MOST_BYTES:
        raise PackageError("L223", *TOO_LARGE)
    if len(entries) > MOST_PARTS:
        raise overfull(f"工作簿里有 {MOST_PARTS:,} 个以上的文件", f"the workbook holds more than {MOST_PARTS:,} files")
    names = [entry.filename.lower() for entry in entries]
    if len(set(names)) < len(names):
        raise damaged()
    scanned = {entry.filename: _scan_part(archive, entry) for entry in entries}
    strings = [part.strings for part in scanned.values() if part is not None and part.strings is not None]
    if len(strings) > 1:
        raise damaged()
    sheets: dict[str, SheetScan] = {}
    for name, path, hidden in _worksheets(archive):
        part = scanned[path]
        if part is None:
            raise damaged()
        part.sheet.hidden = hidden
        part.sheet.path = path
        sheets[name] = part.sheet
    return Package(sheets, strings[0] if strings else ())


def _scan_part(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> PartScanner | None:
    """What is in one part; None when it is no XML, such as a picture."""
    named = entry.filename.lower().endswith((".xml", ".rels"))
    scanner = PartScanner()
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


def _worksheets(archive: zipfile.ZipFile) -> list[tuple[str, str, bool]]:
    """(name, path of the part, whether it is hidden) of the worksheets, in the workbook's order."""
    index = ("xl/_rels/workbook.xml.rels", "xl/workbook.xml")
    if any(archive.getinfo(name).file_size > MOST_INDEX for name in index):
        raise overfull("工作簿的目录太大", "the list of sheets in the workbook is too large")
    relations = {
        element.get("Id"): (element.get("Type", ""), element.get("Target", ""))
        for element in ElementTree.fromstring(archive.read(index[0]))
    }
    found: list[tuple[str, str, bool]] = []
    for element in ElementTree.fromstring(archive.read(index[1])).iter():
        if element.tag.rpartition("}")[2] != "sheet":
            continue
        relation = next((v for k, v in element.attrib.items() if k.endswith("relationships}id")), None)
        kind, target = relations.get(relation, ("", ""))
        if kind.endswith("/worksheet"):
            path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"xl/{target}")
            found.append((element.get("name", ""), path, element.get("state", "visible") != "visible"))
    if not found or len({name for name, _, _ in found}) < len(found):
        raise damaged()
    return found


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
    known = package.strings
    characters = sum(count * known[n] for n, count in scan.strings.items() if 0 <= n < len(known))
    if characters > MOST_BYTES:
        raise PackageError("L223", *TOO_LARGE)


def unreadable_cell(data: bytes, sheet: SheetScan) -> str | None:
    """The address of the first cell of a sheet whose value is not of the type that it says; None if all are."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive, archive.open(sheet.path) as part:
            address = ""
            for _, element in ElementTree.iterparse(part):
                local = element.tag.rpartition("}")[2]
                if local == "c":
                    address = element.get("r", "")
                    value = next((child.text or "" for child in element if child.tag.endswith("}v")), None)
                    if value is not None and not _readable(element.get("t", "n"), value):
                        return address or None
                if local != "v":
                    element.clear()
    except _DAMAGE:
        return None
    return None


def _readable(kind: str, value: str) -> bool:
    if kind == "n":
        return re.fullmatch(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?", value) is not None
    return kind in ("b", "d", "e", "str", "inlineStr") or (kind == "s" and value.isascii() and value.isdigit())
