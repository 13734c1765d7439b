"""The limits of what a part of a workbook may hold: beyond them it is refused before it fills the memory."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportgen.load import xlsx_package, xlsx_parts
from reportgen.load.grid import read_grid
from reportgen.load.header import Heading
from reportgen.load.report import Report
from tests.unit.load.tables import MAIN, sheet_part, workbook

HEADINGS = (Heading("year", "年度"), Heading("unit", "单位"), Heading("amount", "金额"))
HEAD = ["年度", "单位", "金额"]
ROW = [2024, "U1", 1]


def told(folder: Path, part: str, shared: str | None = None) -> list[str]:
    report = Report()
    workbook(folder / "b.xlsx", {"S": part}, shared)
    read_grid(folder, "b.xlsx", HEADINGS, report)
    return [d.code for d in report.diagnostics]


def of(rows: int = 1, after: str = "") -> str:
    return sheet_part([HEAD, *[ROW] * rows], after)


@pytest.mark.parametrize(
    ("limit", "value", "part"),
    [
        ("MOST_SHEET_ROWS", 3, of(3)),
        ("MOST_TOLD", 2, of(after="<a/>" * 3)),
        ("MOST_TOLD", 1, of(after='<mergeCells><mergeCell ref="A9:B9"/><mergeCell ref="A8:B8"/></mergeCells>')),
        (
            "MOST_TOLD",
            1,
            sheet_part([HEAD, *[[2024, "U1", '<c r="C9"><f>1</f></c>'.replace("9", str(n))] for n in (2, 3)]]),
        ),
        (
            "MOST_INLINE",
            3,
            sheet_part([HEAD, [2024, "U1", '<c r="C2" t="inlineStr"><is><r><t>1</t></r><r><t>2</t></r></is></c>']]),
        ),
    ],
)
def test_too_much_in_a_sheet(
    limit: str, value: int, part: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert set(told(tmp_path, part)) <= {"L229"}
    monkeypatch.setattr(xlsx_parts, limit, value)
    assert told(tmp_path, part) == ["L224"]


def test_too_many_texts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shared = f"<sst {MAIN}>" + "<si><t>a</t></si>" * 3 + "</sst>"
    assert told(tmp_path, of(), shared) == []
    monkeypatch.setattr(xlsx_parts, "MOST_STRINGS", 2)
    assert told(tmp_path, of(), shared) == ["L224"]


@pytest.mark.parametrize("limit", ["DEEPEST", "MOST_ELEMENTS"])
def test_too_much_in_other_parts(limit: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert told(tmp_path, of()) == []
    monkeypatch.setattr(xlsx_parts, limit, 1)
    assert told(tmp_path, of()) in (["L221"], ["L224"])


@pytest.mark.parametrize(("limit", "value"), [("MOST_PARTS", 3), ("MOST_INDEX", 10)])
def test_too_much_in_the_package(limit: str, value: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx_package, limit, value)
    assert told(tmp_path, of()) == ["L224"]


def test_a_tag_without_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    part = of(after=f"<!--{'x' * 300_000}-->")
    assert told(tmp_path, part) == []
    monkeypatch.setattr(xlsx_parts, "LONGEST_TOKEN", 100_000)
    assert told(tmp_path, part) == ["L221"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('<row r="3">', '<row r="2">'), ('r="A3"', 'r="A2"'), ('r="B3"', 'r="A3"'), ('r="C3"', 'r="A3"'),
        ('<row r="3">', '<row r="1">'), ("<v>1</v></c>", "<v>1</v>" + "<v>1</v>" * 8 + "</c>"),
    ],
)  # fmt: skip
def test_cells_twice_or_out_of_order(old: str, new: str, tmp_path: Path) -> None:
    part = of(2)
    assert old in part
    assert told(tmp_path, part.replace(old, new, 1)) == ["L221"]


def test_rows_without_number_follow_each_other_or_their_cells(tmp_path: Path) -> None:
    part = of(2)
    for number in (1, 2, 3):
        part = part.replace(f'<row r="{number}">', "<row>")
    assert told(tmp_path, part) == []
    assert (
        told(tmp_path, part.replace('r="A3"', 'r="A9"').replace('r="B3"', 'r="B9"').replace('r="C3"', 'r="C9"')) == []
    )
    assert told(tmp_path, part.replace('r="A3"', 'r="A2"')) == ["L221"]


def test_a_workbook_is_looked_over_once_for_all_its_sheets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    workbook(tmp_path / "b.xlsx", {"S": of(), "T": of()})
    scans: list[bytes] = []
    scan = xlsx_package.scan_package
    monkeypatch.setattr("reportgen.load.xlsx_grid.scan_package", lambda data: (scans.append(data), scan(data))[1])
    report = Report()
    for sheet in "STS":
        assert read_grid(tmp_path, f"b.xlsx#{sheet}", HEADINGS, report) is not None
    assert len(scans) == 1
