"""The workbook reader: a package damaged in its bytes, its parts or its markup gives a grid or coded errors."""

from __future__ import annotations

import zipfile
from functools import cache
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from reportgen.load.grid import read_grid
from reportgen.load.report import Report
from tests.fuzz.support import fuzzed, outcome, refused
from tests.fuzz.test_csv import HEADINGS

MARKUP = (
    "<row>", "</row>", "<c/>", '<c r="ZZZ99999999"><v>1</v></c>', '<c r="A1" t="s"><v>-1</v></c>', '<c t="b"><v>7</v></c>', '<c t="e"><v>#N/A</v></c>',
    '<c t="d"><v>2024-99-99</v></c>', "<f>1+1</f>", '<c r=""><v>NaN</v></c>', '<mergeCell ref="A1:XFD1048576"/>', "&#0;", "&x;", "<!-- ", "]]>", "<![CDATA[", "1e999", "",
    '<row r="-1">', '<row r="99999999999999999999">', 'xml:space="preserve"', "\ufffe", "<v>" + "9" * 400 + "</v>", '<!DOCTYPE x [<!ENTITY a "b">]>',
)  # fmt: skip


@cache
def parts() -> dict[str, bytes]:
    """The parts of a small workbook."""
    book, stream = Workbook(), BytesIO()
    assert book.active is not None
    for row in (
        ("年度", "项目", "金额"),
        (2024, "P01", 12.5),
        (2024, "P02", "1,000.00"),
        (None, None, None),
        (2023, "", 0.1),
    ):
        book.active.append(row)
    book.save(stream)
    with zipfile.ZipFile(stream) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def package(changed: dict[str, bytes]) -> bytes:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in changed.items():
            archive.writestr(zipfile.ZipInfo(name), data)
    return stream.getvalue()


def judge(data: bytes, sheet: str = "") -> None:
    report = Report()
    with TemporaryDirectory() as folder:
        (Path(folder) / "t.xlsx").write_bytes(data)
        grid, errors = outcome(lambda: read_grid(Path(folder), f"t.xlsx{sheet}", HEADINGS, report))
    if not refused(report) and not errors:
        assert grid is not None
    if grid is not None:
        assert {len(cells) for cells in grid.columns.values()} <= {len(grid.rows)}


def test_the_whole_one_is_read() -> None:
    judge(package(parts()))


@fuzzed(150)
@given(st.sampled_from(sorted(parts())), st.floats(0, 1), st.floats(0, 0.05), st.sampled_from(MARKUP))
def test_damaged_markup(part: str, where: float, width: float, markup: str) -> None:
    data = parts()[part]
    begin = int(where * len(data))
    changed = data[:begin] + markup.encode("utf-8", "replace") + data[begin + int(width * len(data)) :]
    judge(package({**parts(), part: changed}))


@fuzzed(100)
@given(st.lists(st.tuples(st.floats(0, 0.999), st.integers(0, 255)), min_size=1, max_size=4), st.floats(0.3, 1))
def test_damaged_bytes(flips: list[tuple[float, int]], kept: float) -> None:
    data = bytearray(package(parts()))
    for where, byte in flips:
        data[int(where * len(data))] = byte
    judge(bytes(data[: max(30, int(kept * len(data)))]) if kept < 0.5 else bytes(data))


@fuzzed(50)
@given(
    st.sampled_from(sorted(parts())),
    st.sampled_from(["", "../x", "/x", "xl\\x", "xl/workbook.xml"]),
    st.text(max_size=5),
)
def test_parts_missing_or_elsewhere(part: str, other: str, sheet: str) -> None:
    changed = dict(parts())
    data = changed.pop(part)
    judge(package({**changed, other: data} if other else changed), f"#{sheet}" if sheet else "")
