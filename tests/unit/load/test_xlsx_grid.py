"""Workbooks: which text a cell has, where it stands, and what is refused."""

from __future__ import annotations

import datetime
import random
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from reportgen.load import xlsx_package
from reportgen.load.grid import Grid, Heading, read_grid
from reportgen.load.report import Report
from reportgen.load.xlsx_grid import number_text
from reportgen.model.diagnostic import Diagnostic
from reportgen.model.place import Place, SourceFile
from tests.unit.load.tables import MAIN, found, sheet_part, workbook

HEADINGS = (Heading("year", "年度"), Heading("unit", "单位"), Heading("amount", "金额"))
HEAD = ["年度", "单位", "金额"]


def read(folder: Path, reference: str = "b.xlsx", **options: Any) -> tuple[Grid | None, list[Diagnostic]]:
    report = Report()
    return read_grid(folder, reference, HEADINGS, report, **options), report.diagnostics


def of_rows(folder: Path, *rows: list[object], after: str = "") -> tuple[Grid | None, list[Diagnostic]]:
    workbook(folder / "b.xlsx", {"明细": sheet_part([HEAD, *rows], after)})
    return read(folder)


def good(outcome: tuple[Grid | None, list[Diagnostic]]) -> Grid:
    grid, diagnostics = outcome
    assert diagnostics == []
    assert grid is not None
    return grid


def test_a_workbook_of_a_spreadsheet_library(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active.title = "说明"
    sheet = book.create_sheet("收支 明细")
    for row in (["单位", "金额", "年度", None], [], ["U1", 0.1 + 0.2, 2024], ["U2", 1423212.5, "２０２３"]):
        sheet.append(row)
    book.save(tmp_path / "b.xlsx")
    grid = good(read(tmp_path, "b.xlsx#收支 明细"))
    assert grid.columns == {"unit": ["U1", "U2"], "amount": ["0.3", "1423212.5"], "year": ["2024", "２０２３"]}
    assert grid.source == SourceFile("b.xlsx", "收支 明细")
    assert grid.rows == [3, 4]
    assert grid.place(1, "amount") == Place("b.xlsx", sheet="收支 明细", cell="B4")
    assert grid.place(1) == Place("b.xlsx", sheet="收支 明细", cell="A4")


def test_without_a_name_the_first_sheet_is_read(tmp_path: Path) -> None:
    workbook(tmp_path / "b.xlsx", {"一": sheet_part([HEAD, [2024, "U1", 1]]), "二": sheet_part([["x"]])})
    grid = good(read(tmp_path))
    assert grid.source.sheet == "一"
    assert grid.columns["amount"] == ["1"]


def test_a_table_need_not_start_in_the_corner(tmp_path: Path) -> None:
    rows: list[list[object]] = [[], [None, None, *HEAD], [None, None, 2024, "U1", 5]]
    workbook(tmp_path / "b.xlsx", {"S": sheet_part(rows)})
    grid = good(read(tmp_path))
    assert grid.place(0, "amount").cell == "E3"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.1 + 0.2, "0.3"),
        (2024.0, "2024"),
        (2010399, "2010399"),
        (1423212.5, "1423212.5"),
        (9999999999999.99, "9999999999999.99"),
        (1e15, "1000000000000000"),
        (1.5e-7, "0.00000015"),
        (-0.0, "0"),
        (-12.5, "-12.5"),
        (1e22, "10000000000000000000000"),
        (0.07 * 100, "7"),
        (1.1 * 3, "3.3"),
        (4.35 * 100, "435"),
    ],
)
def test_numbers_count_to_fifteen_digits(value: float, text: str) -> None:
    assert number_text(value) == text


def test_each_kind_of_cell_has_its_text(tmp_path: Path) -> None:
    grid = good(
        of_rows(
            tmp_path,
            [2024, True, '<c r="C2"><f>1/10+2/10</f><v>0.30000000000000004</v></c>'],
            [2023.0, " U1 ", '<c r="C3" t="str"><f>IF(1,"","")</f><v></v></c>'],
            [1, '<c r="B4" t="d"><v>2024-01-05</v></c>', "１，０００"],
        )
    )
    assert grid.columns == {
        "year": ["2024", "2023", "1"],
        "unit": ["TRUE", " U1 ", "2024-01-05"],
        "amount": ["0.3", "", "１，０００"],
    }


def test_shared_strings_and_prefixes(tmp_path: Path) -> None:
    shared = f"<sst {MAIN}><si><t>年度</t></si><si><r><t>单</t></r><r><t>位</t></r><rPh><t>拼</t></rPh></si></sst>"
    part = sheet_part([['<c r="A1" t="s"><v>0</v></c>', '<c r="B1" t="s"><v>1</v></c>', "金额"], [2024, "U1", 3]])
    for tag in ("worksheet", "sheetData", "row", "c", "v", "is", "t"):
        part = (
            part.replace(f"<{tag} ", f"<x:{tag} ").replace(f"<{tag}>", f"<x:{tag}>").replace(f"</{tag}>", f"</x:{tag}>")
        )
    part = part.replace("xmlns=", "xmlns:x=")
    workbook(tmp_path / "b.xlsx", {"S": part}, shared)
    grid = good(read(tmp_path))
    assert grid.columns == {"year": ["2024"], "unit": ["U1"], "amount": ["3"]}


@pytest.mark.parametrize("count", ["4294967295", "8000001", "many"])
def test_a_false_count_of_shared_strings(tmp_path: Path, count: str) -> None:
    shared = f'<sst {MAIN} count="1" uniqueCount="{count}"><si><t>年度</t></si></sst>'
    workbook(tmp_path / "b.xlsx", {"S": sheet_part([HEAD])}, shared)
    _, diagnostics = read(tmp_path)
    assert found(diagnostics) == [("L221", "b.xlsx")]


def test_columns_without_heading_and_values_are_ignored(tmp_path: Path) -> None:
    part = sheet_part([[*HEAD, None, " "], [2024, "U1", 1, None, ""]])
    workbook(tmp_path / "b.xlsx", {"S": part})
    assert good(read(tmp_path)).columns["amount"] == ["1"]


@pytest.mark.parametrize(
    ("rows", "after", "errors"),
    [
        ([[2024, "U1", '<c r="C2"><f>1+1</f></c>'], [2024, "U1", 1]], "", [("L229", "b.xlsx#明细!C2")]),
        ([[2024, "U1", '<c r="C2"><f>1+1</f><v></v></c>']], "", [("L229", "b.xlsx#明细!C2")]),
        ([[2024, "U1", '<c r="C2"><f>1+1</f><v/></c>']], "", [("L229", "b.xlsx#明细!C2")]),
        (
            [['<c r="A2" t="e"><v>#N/A</v></c>', "U1", '<c r="C2" t="e"><f>1/0</f><v>#DIV/0!</v></c>']],
            "",
            [("L228", "b.xlsx#明细!A2"), ("L228", "b.xlsx#明细!C2")],
        ),
        ([[2024, "U1", 1, "x"]], "", [("L211", "b.xlsx#明细!D2")]),
        ([[2024, "U1", 1], [None, None, 2]], '<mergeCells><mergeCell ref="B2:B3"/></mergeCells>', [("L227", "b.xlsx#明细!B2")]),
        ([[2024, "U_x0001_", 1]], "", [("L204", "b.xlsx#明细!B2")]),
    ],
)  # fmt: skip
def test_cells_that_cannot_be_read(
    tmp_path: Path, rows: list[list[object]], after: str, errors: list[tuple[str, str]]
) -> None:
    _, diagnostics = of_rows(tmp_path, *rows, after=after)
    assert found(diagnostics) == errors


def test_an_error_cell_is_told_by_its_name(tmp_path: Path) -> None:
    _, diagnostics = of_rows(tmp_path, [2024, '<c r="B2" t="e"><v>#NAME?</v></c>', 1])
    assert diagnostics[0].value == "#NAME?"


def test_merged_cells_outside_the_data_do_no_harm(tmp_path: Path) -> None:
    merged = '<mergeCells><mergeCell ref="E1:F1"/><mergeCell ref="A5:C6"/></mergeCells>'
    assert good(of_rows(tmp_path, [2024, "U1", 1], after=merged)).rows == [2]


def test_faults_in_columns_without_heading_do_no_harm(tmp_path: Path) -> None:
    assert good(of_rows(tmp_path, [2024, "U1", 1, '<c r="D2"><f>x</f></c>'])).columns["amount"] == ["1"]


def test_faults_of_hidden_cells_are_not_told(tmp_path: Path) -> None:
    broken = ['<c r="C2"><f>1</f></c>', '<c r="C3" t="e"><v>#REF!</v></c>', '<c r="C4" t="e"><v>#REF!</v></c>']
    rows = [[2024, unit, fault] for unit, fault in zip(("U1", "U1", "U2"), broken, strict=True)]
    workbook(tmp_path / "b.xlsx", {"明细": sheet_part([HEAD, *rows])})
    _, diagnostics = read(tmp_path, hide=lambda row: {"amount"} if row["unit"] == "U1" else ())
    assert found(diagnostics) == [("L228", "b.xlsx#明细!C4")]


def test_the_nearest_sheet_is_told(tmp_path: Path) -> None:
    workbook(tmp_path / "b.xlsx", {"收支明细": sheet_part([HEAD]), "收入": sheet_part([HEAD])})
    _, diagnostics = read(tmp_path, "b.xlsx#收支明晰")
    assert found(diagnostics) == [("L226", "b.xlsx")]
    assert (diagnostics[0].value, diagnostics[0].expected) == ("收支明晰", "收支明细")


@pytest.mark.parametrize("part", ["xl/worksheets/sheet1.xml", "xl/theme.xml", "docProps/core.xml", "custom/item"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_a_document_type_in_any_part_is_refused(tmp_path: Path, part: str, encoding: str) -> None:
    evil = '<!DOCTYPE x [<!ENTITY a "aaaa">]>'
    sheet = sheet_part([HEAD, [2024, "U1", 1]], before=evil if "sheet1" in part else "")
    book = workbook(tmp_path / "b.xlsx", {"S": sheet})
    if "sheet1" not in part:
        with zipfile.ZipFile(book, "a") as archive:
            archive.writestr(part, f"{evil}<x>&a;</x>".encode(encoding))
    _, diagnostics = read(tmp_path)
    assert found(diagnostics) == [("L225", "b.xlsx")]


def test_pictures_and_old_drawings_do_no_harm(tmp_path: Path) -> None:
    book = workbook(tmp_path / "b.xlsx", {"S": sheet_part([HEAD, [2024, "U1", 1]])})
    with zipfile.ZipFile(book, "a") as archive:
        archive.writestr("xl/media/image1.png", b"\x89PNG\r\n\x1a\n" + bytes(500))
        archive.writestr("xl/drawings/vmlDrawing1.vml", b"<xml><br></xml>")
    assert good(read(tmp_path)).columns["amount"] == ["1"]


def test_too_large_when_unpacked(tmp_path: Path) -> None:
    book = workbook(tmp_path / "b.xlsx", {"S": sheet_part([HEAD])})
    with zipfile.ZipFile(book, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/media/big.bin", bytes(61 * 1024 * 1024))
    assert book.stat().st_size < 100_000
    _, diagnostics = read(tmp_path)
    assert found(diagnostics) == [("L223", "b.xlsx")]


def test_a_size_that_lies_is_refused(tmp_path: Path) -> None:
    book = workbook(tmp_path / "b.xlsx", {"S": sheet_part([HEAD, *([2024, "U1", n] for n in range(50))])})
    with zipfile.ZipFile(book) as archive:
        size = archive.getinfo("xl/worksheets/sheet1.xml").file_size
    data = book.read_bytes()
    assert data.count(size.to_bytes(4, "little")) == 2
    book.write_bytes(data.replace(size.to_bytes(4, "little"), (size // 2).to_bytes(4, "little")))
    _, diagnostics = read(tmp_path)
    assert found(diagnostics) == [("L221", "b.xlsx")]


def test_a_long_text_repeated_is_too_large_too(tmp_path: Path) -> None:
    shared = f"<sst {MAIN}>" + "".join(f"<si><t>{text}</t></si>" for text in (*HEAD, "长" * 30_000)) + "</sst>"
    head = [f'<c r="{"ABC"[n]}1" t="s"><v>{n}</v></c>' for n in range(3)]

    def of(rows: int) -> list[Diagnostic]:
        body = [[2024, f'<c r="B{n}" t="s"><v>3</v></c>', 1] for n in range(2, rows + 2)]
        workbook(tmp_path / "b.xlsx", {"S": sheet_part([head, *body])}, shared)
        return read(tmp_path)[1]

    assert of(2000) == []
    assert found(of(2200)) == [("L223", "b.xlsx")]


def test_too_many_rows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx_package, "MOST_ROWS", 4)
    assert good(of_rows(tmp_path, *([2024, "U1", n] for n in range(4)))).rows == [2, 3, 4, 5]
    _, diagnostics = of_rows(tmp_path, *([2024, "U1", n] for n in range(5)))
    assert found(diagnostics) == [("L224", "b.xlsx#明细!C6")]


def test_the_row_limit_is_that_of_the_contract() -> None:
    assert xlsx_package.MOST_ROWS == 300_000
    assert xlsx_package.MOST_BYTES == 60 * 1024 * 1024


@pytest.mark.parametrize("address", ["A900000", "XFD1048576", "XFD40000"])
def test_a_cell_far_away_does_not_fill_the_memory(tmp_path: Path, address: str) -> None:
    far = f'<row><c r="{address}"><v>1</v></c></row>'
    part = sheet_part([HEAD, [2024, "U1", 1]]).replace("</sheetData>", f"{far}</sheetData>")
    workbook(tmp_path / "b.xlsx", {"S": part})
    _, diagnostics = read(tmp_path)
    assert [each.code for each in diagnostics] == ["L224"]
    assert str(diagnostics[0].place).endswith(address[-4:])


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('r="A2"', 'r="A0"'),
        ('r="A2"', 'r="ZZZZZZ99999999999"'),
        ('r="A2"', 'r="XFE2"'),
        ('<row r="2"', '<row r="two"'),
        ("</sheetData>", ""),
        ("<v>2024</v>", "<v>&unknown;</v>"),
        ('r="A2"', 'r="A2" t="s"'),
        ('encoding="UTF-8"', 'encoding="none-such"'),
        ("</worksheet>", '<mergeCells><mergeCell ref="A1:ZZZZZ99999999"/></mergeCells></worksheet>'),
    ],
)
def test_damaged_sheets(tmp_path: Path, old: str, new: str) -> None:
    part = sheet_part([HEAD, [2024, "U1", 1]])
    assert old in part
    workbook(tmp_path / "b.xlsx", {"S": part.replace(old, new, 1)})
    _, diagnostics = read(tmp_path)
    assert found(diagnostics) == [("L221", "b.xlsx")]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('r="A2"', 'r="A2" t="never"'),
        ('r="A2"><v>2024</v>', 'r="A2" t="n"><v>2,024</v>'),
        ('r="A2"><v>2024</v>', 'r="A2" t="n"><v> </v>'),
        ('r="A2"><v>2024</v>', 'r="A2" t="n"><v>\u4e8c</v>'),
    ],
)
def test_the_cell_that_the_library_stumbles_over_is_told(tmp_path: Path, old: str, new: str) -> None:
    part = sheet_part([HEAD, [2024, "U1", 1]])
    assert old in part
    workbook(tmp_path / "b.xlsx", {"S": part.replace(old, new, 1)})
    _, diagnostics = read(tmp_path)
    assert found(diagnostics) == [("L221", "b.xlsx#S!A2")]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "L221"),
        (b"PK\x03\x04 and no more", "L221"),
        ("年度,单位,金额\n".encode(), "L221"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "L222"),
    ],
)
def test_files_that_are_no_workbook(tmp_path: Path, data: bytes, code: str) -> None:
    (tmp_path / "b.xlsx").write_bytes(data)
    _, diagnostics = read(tmp_path)
    assert found(diagnostics) == [(code, "b.xlsx")]


def test_an_encrypted_archive(tmp_path: Path) -> None:
    book = workbook(tmp_path / "b.xlsx", {"S": sheet_part([HEAD])})
    data = bytearray(book.read_bytes())
    for mark, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(mark)
        while at >= 0:
            data[at + flags] |= 1
            at = data.find(mark, at + 1)
    book.write_bytes(data)
    _, diagnostics = read(tmp_path)
    assert found(diagnostics) == [("L222", "b.xlsx")]


@pytest.mark.parametrize("missing", ["xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/worksheets/sheet1.xml"])
def test_a_part_that_is_missing(tmp_path: Path, missing: str) -> None:
    source = workbook(tmp_path / "a.xlsx", {"S": sheet_part([HEAD])})
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(tmp_path / "b.xlsx", "w") as new:
        for name in old.namelist():
            if name != missing:
                new.writestr(name, old.read(name))
    _, diagnostics = read(tmp_path)
    assert found(diagnostics) == [("L221", "b.xlsx")]


def test_an_empty_sheet(tmp_path: Path) -> None:
    workbook(tmp_path / "b.xlsx", {"S": sheet_part([])})
    _, diagnostics = read(tmp_path)
    assert found(diagnostics) == [("L207", "b.xlsx#S")]


def test_dates_are_texts(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.create_sheet("S")
    for row in (HEAD, [datetime.date(2024, 1, 5), "U1", datetime.datetime(2024, 1, 5, 3, 4)]):
        sheet.append(row)
    book.save(tmp_path / "b.xlsx")
    grid = good(read(tmp_path, "b.xlsx#S"))
    assert grid.columns["year"] == ["2024-01-05"]
    assert grid.columns["amount"] == ["2024-01-05 03:04:00"]


def test_bytes_changed_at_random_give_messages_and_no_crash(tmp_path: Path) -> None:
    book = workbook(tmp_path / "b.xlsx", {"S": sheet_part([HEAD, *([2024, f"U{n}", n] for n in range(20))])})
    with zipfile.ZipFile(book) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    dice = random.Random(20240228)
    outcomes = set()
    for _ in range(300):
        name = dice.choice(list(parts))
        part = bytearray(parts[name])
        for _ in range(dice.randint(1, 4)):
            part[dice.randrange(len(part))] = dice.randrange(256)
        with zipfile.ZipFile(book, "w") as archive:
            for each, data in parts.items():
                archive.writestr(each, bytes(part) if each == name else data)
        grid, diagnostics = read(tmp_path)
        assert (grid is not None and not diagnostics) or all(each.code.startswith("L2") for each in diagnostics)
        outcomes |= {each.code for each in diagnostics}
    assert "L221" in outcomes


TOTAL = '<mergeCells count="1"><mergeCell ref="A3:B3"/></mergeCells>'


@pytest.mark.parametrize("amount", [8, '<c r="C3"><f>SUM(C2:C2)</f></c>', '<c r="C3" t="e"><v>#REF!</v></c>'])
def test_a_row_of_totals_says_so_merged_or_uncalculated(tmp_path: Path, amount: object) -> None:
    workbook(tmp_path / "b.xlsx", {"明细": sheet_part([HEAD, [2024, "U1", 8], ["合 计", None, amount]], TOTAL)})
    grid, diagnostics = read(tmp_path, labels=["year", "unit"])
    assert found(diagnostics) == [("L212", "b.xlsx#明细!A3")]
    assert grid is not None
    assert grid.rows == [2]
    assert "L227" in [each.code for each in read(tmp_path)[1]]  # where no column names a total
