"""CSV: encodings, line ends, quoting, headings and places."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportgen.load.grid import Grid, Heading, read_grid, split_reference
from reportgen.load.report import Report
from reportgen.model.diagnostic import Diagnostic
from reportgen.model.place import Place
from tests.unit.load.tables import found

HEADINGS = (
    Heading("year", "年度"),
    Heading("unit", "单位"),
    Heading("amount", "金额"),
    Heading("note", "备注", (), False),
)


def read(folder: Path, data: bytes | str, name: str = "t.csv") -> tuple[Grid | None, list[Diagnostic]]:
    (folder / name).write_bytes(data.encode() if isinstance(data, str) else data)
    report = Report()
    return read_grid(folder, name, HEADINGS, report), report.diagnostics


def good(folder: Path, data: bytes | str) -> Grid:
    grid, diagnostics = read(folder, data)
    assert diagnostics == []
    assert grid is not None
    return grid


TEXT = "年度,单位,金额\n2024,局机关,1.00\n2023,中心,2.00\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_encodings_and_line_ends(tmp_path: Path, encoding: str, end: str) -> None:
    grid = good(tmp_path, TEXT.replace("\n", end).encode(encoding))
    assert grid.columns == {
        "year": ["2024", "2023"],
        "unit": ["局机关", "中心"],
        "amount": ["1.00", "2.00"],
        "note": ["", ""],
    }
    assert grid.rows == [2, 3]


def test_columns_in_any_order_under_either_heading(tmp_path: Path) -> None:
    grid = good(tmp_path, "　AMOUNT　, 单　位 ,ｙｅａｒ\n1,U1,2024\n")
    assert [grid.columns[key] for key in ("year", "unit", "amount")] == [["2024"], ["U1"], ["1"]]
    assert grid.place(0, "year") == Place("t.csv", line=2, column=3)
    assert grid.place(0) == Place("t.csv", line=2)


def test_rows_are_numbered_by_the_line_they_start_on(tmp_path: Path) -> None:
    text = '年度,单位,金额\n\n2024,"a\nb""c""\r\nd",1\n , ,\u3000\n2023,"x,y",2\n,,\n2022,z,3'
    grid = good(tmp_path, text)
    assert grid.rows == [3, 7, 9]
    assert grid.columns["unit"] == ['a\nb"c"\r\nd', "x,y", "z"]


def test_places_hold_over_many_rows_with_quoted_line_breaks(tmp_path: Path) -> None:
    rows = [f'2024,"u\n{n}",{n}\n' if n % 700 == 0 else f"2024,u,{n}\n" for n in range(3000)]
    grid = good(tmp_path, "年度,单位,金额\n" + "".join(rows))
    assert grid.columns["amount"] == [str(n) for n in range(3000)]
    assert grid.rows == [2 + n + sum(1 for k in range(n) if k % 700 == 0) for n in range(3000)]


@pytest.mark.parametrize("blank", ["", ",,", " ,,\u3000", '"",""'])
def test_blank_rows_are_skipped_wherever_they_stand(tmp_path: Path, blank: str) -> None:
    grid = good(tmp_path, f"{blank}\n年度,单位,金额\n{blank}\n2024,U1,1\n{blank}\n")
    assert grid.rows == [4]


def test_columns_without_heading_and_values_are_ignored(tmp_path: Path) -> None:
    grid = good(tmp_path, "年度,单位,金额,,\n2024,U1,1,,\n")
    assert grid.columns["amount"] == ["1"]


@pytest.mark.parametrize(
    ("text", "errors"),
    [
        ("年度,单位\n2024,U1\n", [("L208", "t.csv:1:1")]),
        ("年度,单位,金客\n2024,U1,1\n", [("L209", "t.csv:1:3")]),
        ("年度,单位,金额,金额\n2024,U1,1,1\n", [("L210", "t.csv:1:4")]),
        ("年度,单位,金额,year\n2024,U1,1,1\n", [("L210", "t.csv:1:4")]),
        ("年度,单位,金额,\n2024,U1,1,\n2024,U1,1,x\n", [("L211", "t.csv:3:4")]),
        ("年度,单位,金额\n2024,U1\n2024,U1,1,2\n", [("L205", "t.csv:2"), ("L205", "t.csv:3")]),
        ('年度,单位,金额\n2024,U1,1\n2024,"U1,1\n2023,U1,2\n', [("L206", "t.csv:3")]),
        ('年度,单位,金额\n2024,"U1"x,1\n', [("L206", "t.csv:2")]),
        ("年度,单位,金额\n2024,U\x001,1\n", [("L204", "t.csv:2")]),
        ("年度,单位,金额\n2024,U1,\x081\n", [("L204", "t.csv:2")]),
        ("", [("L207", "t.csv:1")]),
        (" \n,,\n", [("L207", "t.csv:1")]),
        ("2024,U1,1\n2023,U1,2\n", [("L207", "t.csv:1:1")]),
        ("PK\x03\x04", [("L202", "t.csv")]),
    ],
)
def test_what_is_no_table(tmp_path: Path, text: str, errors: list[tuple[str, str]]) -> None:
    _, diagnostics = read(tmp_path, text)
    assert found(diagnostics) == errors


def test_the_nearest_heading_is_told(tmp_path: Path) -> None:
    _, diagnostics = read(tmp_path, "年度,单位,全额\n2024,U1,1\n")
    assert (diagnostics[0].value, diagnostics[0].expected) == ("全额", "金额")
    _, diagnostics = read(tmp_path, "year,unit,ammount\n2024,U1,1\n")
    assert (diagnostics[0].value, diagnostics[0].expected) == ("ammount", "金额")


def test_a_ragged_row_tells_what_was_expected_and_no_cell(tmp_path: Path) -> None:
    grid, diagnostics = read(tmp_path, "年度,单位,金额\n2024,机密内容\n2024,U1,5\n")
    assert (diagnostics[0].value, diagnostics[0].expected) == ("2", "3")
    assert "机密" not in str(diagnostics)
    assert grid is not None
    assert grid.rows == [3]  # the others can still be checked


def test_many_ragged_rows_are_counted(tmp_path: Path) -> None:
    _, diagnostics = read(tmp_path, "年度,单位,金额\n" + "2024,U1\n" * 500)
    assert len(diagnostics) == 11
    assert "490" in diagnostics[-1].message


def test_a_first_row_that_is_data_is_not_repeated(tmp_path: Path) -> None:
    _, diagnostics = read(tmp_path, "2024,机密内容,1\n")
    assert "机密" not in str(diagnostics)


@pytest.mark.parametrize(
    ("data", "line", "byte"),
    [
        ("年度,单位,金额\n2024,好".encode() + b"\xff,1\n", 2, 30),
        ("\ufeff年度,单位,金额\n2024,好".encode() + b"\xff,1\n", 2, 33),
        (b"year,unit,amount\n2024," + b"\xb5\xff,1\n", 2, 23),
        (b"\xff\xfe" + TEXT.encode("utf-16-le"), 1, 1),
    ],
)
def test_neither_utf8_nor_gb18030(tmp_path: Path, data: bytes, line: int, byte: int) -> None:
    _, diagnostics = read(tmp_path, data)
    assert found(diagnostics) == [("L204", f"t.csv:{line}")]
    assert f"{byte}" in diagnostics[0].message
    assert diagnostics[0].value == f"0x{data[byte - 1]:02X}"


def test_a_utf8_file_with_a_bad_byte_is_not_taken_for_gb18030(tmp_path: Path) -> None:
    damaged = "年度,单位,金额\n2024,局机关,1\n".encode().replace("局".encode(), "局".encode()[:2])
    _, diagnostics = read(tmp_path, damaged)
    assert found(diagnostics) == [("L204", "t.csv:2")]


@pytest.mark.parametrize(
    ("reference", "code"),
    [
        ("none.csv", "L201"),
        ("none.xlsx", "L201"),
        ("folder.csv", "L201"),
        ("a\0b.csv", "L201"),
        ("old.xls", "L202"),
        ("lines.txt", "L202"),
        ("t.csv#Sheet1", "L203"),
    ],
)
def test_files_that_cannot_be_tables(tmp_path: Path, reference: str, code: str) -> None:
    (tmp_path / "folder.csv").mkdir()
    (tmp_path / "t.csv").write_text(TEXT, encoding="utf-8")
    report = Report()
    assert read_grid(tmp_path, reference, HEADINGS, report) is None
    assert [each.code for each in report.diagnostics] == [code]


def test_references() -> None:
    assert split_reference("lines.csv") == ("lines.csv", None)
    assert split_reference("a/b.XLSX#收支 明细#2") == ("a/b.XLSX", "收支 明细#2")
    assert split_reference("no#1.xlsx") == ("no#1.xlsx", None)
    assert split_reference("no#1.xlsx#S") == ("no#1.xlsx", "S")


def test_hidden_cells_are_blank_and_unmentioned(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text(TEXT, encoding="utf-8")
    grid = read_grid(tmp_path, "t.csv", HEADINGS, Report(), lambda row: {"amount"} if row["unit"] == "中心" else ())
    assert grid is not None
    assert grid.columns["amount"] == ["1.00", ""]


def test_a_wide_cell_past_the_limit_is_an_error_not_a_crash(tmp_path: Path) -> None:
    _, diagnostics = read(tmp_path, '年度,单位,金额\n2024,"' + "x" * 200_000 + '",1\n')
    assert found(diagnostics) == [("L206", "t.csv:2")]
    assert "131,072" in diagnostics[0].message
    _, diagnostics = read(tmp_path, '年度,单位,金额\n2024,"甲,1\n' + "2024,甲,1\n" * 20_000)
    assert found(diagnostics) == [("L206", "t.csv:2")]
    assert "131,072" not in diagnostics[0].message


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-be"])
def test_utf16_is_named(tmp_path: Path, encoding: str) -> None:
    _, diagnostics = read(
        tmp_path, ("\ufeff" if encoding == "utf-16-be" else "").encode(encoding) + TEXT.encode(encoding)
    )
    assert [each.code for each in diagnostics] == ["L204"]
    assert "UTF-16" in diagnostics[0].message


def test_data_in_the_heading_row_of_a_table_that_withholds_is_not_shown(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("年度,单位,金额中心,绝密,绝密甲,绝密乙\n", encoding="utf-8")
    for hide, shown in ((lambda _row: (), False), (None, True)):
        report = Report()
        read_grid(tmp_path, "t.csv", HEADINGS, report, hide)
        assert ("绝密" in str(report.diagnostics)) is shown
        assert found(report.diagnostics)[:2] == [("L209", "t.csv:1:3"), ("L209", "t.csv:1:4")]
