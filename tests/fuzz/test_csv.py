"""The CSV reader: any bytes give a grid or coded errors, and a table that was written is read again as it was."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given
from hypothesis import strategies as st

from reportgen.load.grid import Grid, read_grid
from reportgen.load.header import Heading
from reportgen.load.report import Report
from tests.fuzz.support import fuzzed, outcome, pieces, refused

HEADINGS = (Heading("year", "年度"), Heading("name", "项目"), Heading("amount", "金额", required=False))
TEXTS = pieces(
    "年度,项目,金额\n", "年度", "项目", "金额", ",", ",", "\n", "\n", "\r\n", "\r", '"', '""', '",', '\n"', "2024", "P01", "1,234.50", ";", "\t", "\0", " ", "合计",
    "=1+1", "-1", "\x1a",
)  # fmt: skip


def read(data: bytes) -> tuple[Grid | None, Report]:
    report = Report()
    with TemporaryDirectory() as folder:
        (Path(folder) / "t.csv").write_bytes(data)
        grid, _ = outcome(lambda: read_grid(Path(folder), "t.csv", HEADINGS, report))
    return grid, report


def judge(data: bytes) -> None:
    grid, report = read(data)
    if not refused(report):
        assert grid is not None
    if grid is not None:
        assert {len(cells) for cells in grid.columns.values()} <= {len(grid.rows)}
        assert grid.rows == sorted(set(grid.rows))


@fuzzed(300)
@given(TEXTS, st.sampled_from(["utf-8", "utf-8-sig", "gb18030", "utf-16"]), st.booleans())
def test_any_text(text: str, encoding: str, headed: bool) -> None:
    judge(("年度,项目,金额\n" * headed + text).encode(encoding, "replace"))


@fuzzed(100)
@given(st.binary(max_size=300), st.booleans())
def test_any_bytes(data: bytes, headed: bool) -> None:
    judge("年度,项目,金额\n".encode() * headed + data)


CELL = st.text(
    st.characters(codec="gb18030", exclude_categories=["Cc", "Cf", "Zs", "Zl", "Zp"]), min_size=1, max_size=8
)


@fuzzed(150)
@given(st.lists(st.tuples(CELL, CELL, CELL), min_size=1, max_size=6), st.sampled_from(["utf-8-sig", "gb18030"]))
def test_what_is_written_is_read(rows: list[tuple[str, str, str]], encoding: str) -> None:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n", quoting=csv.QUOTE_ALL).writerows([("年度", "项目", "金额"), *rows])
    grid, report = read(text.getvalue().encode(encoding))
    if not refused(report):
        assert grid is not None
        assert list(zip(*(grid.columns[heading.key] for heading in HEADINGS), strict=True)) == rows
