"""CSV tables: UTF-8 or GB18030, LF or CRLF, read strictly, with the line where each row starts."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from contextlib import suppress
from itertools import accumulate, islice
from typing import TYPE_CHECKING, Final

from reportgen.load.csv_bytes import encoding_of, too_large
from reportgen.load.header import LOOK, MOST_COLUMNS, Headings
from reportgen.load.magic import WORKBOOK, content
from reportgen.load.raw import RawTable, note_title_rows
from reportgen.load.report import Report
from reportgen.model.language import say
from reportgen.model.place import Place, SourceFile

if TYPE_CHECKING:
    import _csv

CHUNK: Final = 500
"""So many rows are turned into columns at a time, to keep few row lists alive."""
POOL: Final = 10_000
"""A column with more different texts than this shares none: it is the amounts."""
SEPARATORS: Final = {
    "\t": ("制表符", "tabs"),
    ";": ("分号", "semicolons"),
    "|": ("竖线", "vertical bars"),
    "，": ("全角逗号", "full-width commas"),
    "、": ("顿号", "enumeration commas (、)"),
}
"""What may stand for the comma by mistake."""
_LINE_BREAK: Final = re.compile(r"\r\n|\r|\n")
FEW: Final = 10
"""So many rows of a wrong length are told one by one."""


def read_csv(data: bytes, name: str, report: Report, headings: Headings) -> RawTable | None:
    """The table in ``data``, the bytes of file ``name``; None, with errors noted, when it cannot be read as one."""
    what = content(data)
    if what is not None:
        report.error(
            "L202",
            f"文件名是 .csv，内容却是{what.zh}",
            f"the file is named .csv but holds {what.en}",
            Place(name),
            expected=say("改名为 .xlsx", "name it .xlsx")
            if what == WORKBOOK
            else say("CSV UTF-8（逗号分隔）文本", "text: CSV UTF-8 (comma delimited)"),
        )
        return None
    encoding = None if too_large(data, name, report) else encoding_of(data, name, report)
    if encoding is None:
        return None
    delimiter = _delimiter(data, encoding, name, report, headings)
    table = _Collector(name, report, headings)
    reader = _reader(data, encoding, delimiter)
    start = 1
    try:
        while not table.hopeless and (chunk := list(islice(reader, CHUNK))):
            table.add(chunk, start, reader.line_num)
            start = reader.line_num + 1
    except csv.Error:
        _note_broken(data, encoding, delimiter, name, report)
        return None
    return table.finish()


def _reader(data: bytes, encoding: str, delimiter: str) -> _csv.Reader:
    return csv.reader(io.TextIOWrapper(io.BytesIO(data), encoding, newline=""), delimiter=delimiter, strict=True)


def _delimiter(data: bytes, encoding: str, name: str, report: Report, headings: Headings) -> str:
    """What separates the cells: a comma, or, which is noted, what parts one of the first lines into headings."""
    lines = [line.strip("\r\n") for line in islice(io.TextIOWrapper(io.BytesIO(data), encoding), LOOK)]
    if any(headings.count(line.split(",")) for line in lines):
        return ","
    for mark, (zh, en) in SEPARATORS.items():
        for number, line in enumerate(lines, 1):
            if headings.are(line.split(mark)):
                report.error(
                    "L213",
                    f"各格之间是{zh}，不是逗号",
                    f"the cells are separated by {en}, not by commas",
                    Place(name, line=number),
                    expected=say("另存为 CSV UTF-8（逗号分隔）", "save it as CSV UTF-8 (comma delimited)"),
                )
                return mark
    return ","


def _note_broken(data: bytes, encoding: str, delimiter: str, name: str, report: Report) -> None:
    """Tell the row that cannot be read: a cell is too long for the reader, or quotes do not pair up."""
    reader = _reader(data, encoding, delimiter)
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

    def __init__(self, name: str, report: Report, headings: Headings) -> None:
        self.name = name
        self.report = report
        self.headings = headings
        self.header: list[str] = []
        self.header_row = 0
        self.above: list[tuple[list[str], int]] = []
        """Rows that are no headings, before any heading has been found."""
        self.hopeless = False
        """Whether no more rows need be looked at: there are no headings."""
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
        if self.hopeless or not "".join(row).strip():
            return False
        if not self.header:
            self._look_at(row, line)
            return False
        if len(row) != len(self.header):
            self._note_ragged(row, line)
            return False
        return True

    def _look_at(self, row: list[str], line: int) -> None:
        """Take the row for the heading if it is one: the first of all with a word of it, or one below with more."""
        if self.headings.are(row) or (not self.above and self.headings.count(row)):
            self._take(row, line)
            note_title_rows(SourceFile(self.name), [row for _, row in self.above], line, self.report)
            return
        self.above.append((row, line))
        self.hopeless = len(self.above) == LOOK

    def _take(self, row: list[str], line: int) -> None:
        self.header, self.header_row = row, line
        self.columns = [[] for _ in row]
        self.pools = [{} for _ in row]

    def finish(self) -> RawTable | None:
        """The table, or None when there is not even a heading, or one without measure."""
        if self.ragged > FEW:
            more = self.ragged - FEW
            self.report.error(
                "L205",
                f"还有 {more} 行的格数与表头不同",
                f"{more} more rows have another number of cells than the heading",
                Place(self.name),
            )
        if not self.header and self.above:
            self._take(*self.above[0])
        if not self.header:
            zh, en = "表格是空的", "the table is empty"
            right = "、".join(heading.zh for heading in self.headings.all)
            self.report.error("L207", zh, en, Place(self.name, line=1), expected=right)
            return None
        if len(self.header) > MOST_COLUMNS:
            zh, en = f"表格超过 {MOST_COLUMNS:,} 列", f"the table has more than {MOST_COLUMNS:,} columns"
            right = say("删去没有表头的空列", "delete the columns without heading")
            self.report.error("L224", zh, en, Place(self.name, line=self.header_row), f"{len(self.header):,}", right)
            return None
        return RawTable(SourceFile(self.name), self.header, self.header_row, 1, self.columns, self.rows)

    def _note_ragged(self, row: list[str], start: int) -> None:
        # Of the cells nothing is shown: the row may belong to a project whose matter is withheld.
        self.ragged += 1
        if self.ragged <= FEW:
            cells, wanted = len(row), len(self.header)
            only_blank = cells > wanted and not "".join(row[wanted:]).strip()
            right = say(
                f"{wanted} 格：{'删去行尾多出的逗号' if only_blank else '含逗号的内容要放在一对引号里'}",
                f"{wanted}: {'remove the commas at its end' if only_blank else 'a text with commas stands in quotes'}",
            )
            self.report.error(
                "L205",
                f"这一行有 {cells} 格，表头有 {wanted} 格",
                f"the row has {cells} cells, the heading has {wanted}",
                Place(self.name, line=start),
                str(cells),
                right if cells > wanted else say(f"{wanted} 格", str(wanted)),
            )


def _height(row: list[str]) -> int:
    """On how many lines a row stands."""
    return 1 + sum(len(_LINE_BREAK.findall(cell)) for cell in row)
