"""CSV tables: UTF-8 or GB18030, LF or CRLF, read strictly, with the line where each row starts."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from contextlib import suppress
from itertools import accumulate, islice
from typing import TYPE_CHECKING, Final

from reportgen.load.raw import RawTable
from reportgen.load.report import Report
from reportgen.model.language import say
from reportgen.model.place import Place, SourceFile

if TYPE_CHECKING:
    import _csv

CONTROLS: Final = bytes(code for code in range(32) if chr(code) not in "\t\r\n")
"""Bytes that no text holds: NUL and the other control characters."""
CHUNK: Final = 500
"""So many rows are turned into columns at a time, to keep few row lists alive."""
POOL: Final = 10_000
"""A column with more different texts than this shares none: it is the amounts."""
_LINE_BREAK: Final = re.compile(r"\r\n|\r|\n")
FEW: Final = 10
"""So many rows of a wrong length are told one by one."""


def read_csv(data: bytes, name: str, report: Report) -> RawTable | None:
    """The table in ``data``, the bytes of file ``name``; None, with errors noted, when it cannot be read as one."""
    if data.startswith(b"PK\x03\x04"):
        report.error(
            "L202",
            "文件名是 .csv，内容却是工作簿",
            "the file is named .csv but holds a workbook",
            Place(name),
            expected=say("改名为 .xlsx，或另存为 CSV UTF-8", "name it .xlsx, or save it as CSV UTF-8"),
        )
        return None
    encoding = _encoding(data, name, report)
    if encoding is None or _holds_controls(data, name, report):
        return None
    table = _Collector(name, report)
    reader = _reader(data, encoding)
    start = 1
    try:
        while chunk := list(islice(reader, CHUNK)):
            table.add(chunk, start, reader.line_num)
            start = reader.line_num + 1
    except csv.Error:
        _note_broken(data, encoding, name, report)
        return None
    return table.finish()


def _reader(data: bytes, encoding: str) -> _csv.Reader:
    return csv.reader(io.TextIOWrapper(io.BytesIO(data), encoding, newline=""), strict=True)


def _note_broken(data: bytes, encoding: str, name: str, report: Report) -> None:
    """Tell the row that cannot be read: a cell is too long for the reader, or quotes do not pair up."""
    reader = _reader(data, encoding)
    start = 1
    with suppress(csv.Error):
        for _row in reader:
            start = reader.line_num + 1
    line = next(islice(io.TextIOWrapper(io.BytesIO(data), encoding, newline=""), start - 1, None), "")
    if len(line) > csv.field_size_limit():  # a quote that is open to the end of the file makes a long cell too
        most = f"{csv.field_size_limit():,}"
        zh, en = f"这一行有一格超过 {most} 个字符", f"a cell of this row has more than {most} characters"
        report.error("L206", zh, en, Place(name, line=start), expected=say("缩短内容", "a shorter text"))
        return
    report.error(
        "L206",
        "引号不配对，从这一行起读不下去",
        "quotes do not pair up: the row that starts here cannot be read",
        Place(name, line=start),
        expected=say(
            "含逗号或换行的内容放在一对引号里，里面的引号写两个",
            "one pair of quotes around a text with commas or line breaks, quotes inside it doubled",
        ),
    )


class _Collector:
    """Gathers rows into columns; notes rows whose number of cells is not the heading's."""

    def __init__(self, name: str, report: Report) -> None:
        self.name = name
        self.report = report
        self.header: list[str] = []
        self.header_row = 0
        self.columns: list[list[str]] = []
        self.pools: list[dict[str, str]] = []
        self.rows: list[int] = []
        self.ragged = 0

    def add(self, chunk: list[list[str]], start: int, end: int) -> None:
        """Take the rows that stand on the lines from ``start`` to ``end``."""
        starts: Sequence[int] = range(start, end + 1)
        if len(starts) != len(chunk):  # a cell goes over several lines
            starts = list(accumulate((_height(row) for row in chunk[:-1]), initial=start))
        if not self.header or not self._plain(chunk):
            rows = [(row, line) for row, line in zip(chunk, starts, strict=True) if self._is_data(row, line)]
            chunk, starts = [row for row, _ in rows], [line for _, line in rows]
        self.rows.extend(starts)
        for column, pool, texts in zip(self.columns, self.pools, zip(*chunk, strict=True), strict=False):
            # Equal texts become one object: a column of 200,000 codes then takes little memory.
            column.extend(map(pool.setdefault, texts, texts) if len(pool) < POOL else texts)

    def _plain(self, chunk: list[list[str]]) -> bool:
        """Whether all rows have the heading's length, and a first cell, so that none is blank: the common case."""
        return set(map(len, chunk)) == {len(self.header)} and all(text.strip() for text in {row[0] for row in chunk})

    def _is_data(self, row: list[str], line: int) -> bool:
        """Whether a row is neither blank nor the heading, which is taken, nor of a wrong length, which is noted."""
        if not "".join(row).strip():
            return False
        if not self.header:
            self.header, self.header_row = row, line
            self.columns = [[] for _ in row]
            self.pools = [{} for _ in row]
            return False
        if len(row) != len(self.header):
            self._note_ragged(len(row), line)
            return False
        return True

    def finish(self) -> RawTable | None:
        """The table, or None when there is not even a heading."""
        if self.ragged > FEW:
            more = self.ragged - FEW
            self.report.error(
                "L205",
                f"还有 {more} 行的格数与表头不同",
                f"{more} more rows have another number of cells than the heading",
                Place(self.name),
            )
        if not self.header:
            self.report.error("L207", "表格是空的", "the table is empty", Place(self.name, line=1))
            return None
        return RawTable(SourceFile(self.name), self.header, self.header_row, 1, self.columns, self.rows)

    def _note_ragged(self, cells: int, start: int) -> None:
        # Of the cells nothing is shown: the row may belong to a project whose matter is withheld.
        self.ragged += 1
        if self.ragged <= FEW:
            wanted = len(self.header)
            self.report.error(
                "L205",
                f"这一行有 {cells} 格，表头有 {wanted} 格",
                f"the row has {cells} cells, the heading has {wanted}",
                Place(self.name, line=start),
                str(cells),
                str(wanted),
            )


def _height(row: list[str]) -> int:
    """On how many lines a row stands."""
    return 1 + sum(len(_LINE_BREAK.findall(cell)) for cell in row)


def _encoding(data: bytes, name: str, report: Report) -> str | None:
    """The encoding that reads all of ``data``, or None with an error noted."""
    try:
        data.decode("utf-8-sig")
        return "utf-8-sig"
    except UnicodeDecodeError as error:
        bad = error.start + (3 if data.startswith(b"\xef\xbb\xbf") else 0)
    if not _starts_as_utf8(data):
        try:
            data.decode("gb18030")
            return "gb18030"
        except UnicodeDecodeError as error:
            bad = error.start if bad < error.start else bad
    line = data.count(b"\n", 0, bad) + 1
    utf16 = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    zh, en = ("是 UTF-16，", ", but UTF-16") if utf16 else ("", "")
    report.error(
        "L204",
        f"文件{zh}不是 UTF-8，也不是 GB18030：第 {bad + 1} 个字节读不出",
        f"the file is neither UTF-8 nor GB18030{en}: byte {bad + 1} cannot be read",
        Place(name, line=line),
        f"0x{data[bad]:02X}",
        say("另存为 CSV UTF-8", "save it as CSV UTF-8"),
    )
    return None


def _starts_as_utf8(data: bytes) -> bool:
    """Whether the first line is Chinese in UTF-8: a bad byte further down is then damage, not another encoding."""
    first = data.split(b"\n", 1)[0]
    try:
        return not first.decode("utf-8").isascii()
    except UnicodeDecodeError:
        return False


def _holds_controls(data: bytes, name: str, report: Report) -> bool:
    """Whether there is a control character, which is then noted. Neither encoding uses these bytes inside a character."""
    if len(data.translate(None, CONTROLS)) == len(data):
        return False
    at = next(index for index, byte in enumerate(data) if byte in CONTROLS)
    report.error(
        "L204",
        f"文件里有控制字符 U+{data[at]:04X}",
        f"the file holds the control character U+{data[at]:04X}",
        Place(name, line=data.count(b"\n", 0, at) + 1),
        expected=say("另存为 CSV UTF-8", "save it as CSV UTF-8"),
    )
    return True
