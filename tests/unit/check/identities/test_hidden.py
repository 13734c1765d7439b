"""Hidden rows, columns and sheets of a workbook (W12)."""

from __future__ import annotations

import csv
from pathlib import Path

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from tests.unit.check.support import Example


def workbook(example: Example, *, rows: tuple[int, ...] = (), columns: str = "", hide_sheet: bool = False) -> Example:
    """The example with its lines in a workbook of two sheets, some of it hidden."""
    book = Workbook()
    book.active.title = "说明"
    sheet: Worksheet = book.create_sheet("明细")
    with (example.folder / "lines.csv").open(encoding="utf-8", newline="") as file:
        for line in csv.reader(file):
            sheet.append([*line[:-1], float(line[-1])] if line[-1] != "金额" else line)
    for row in rows:
        sheet.row_dimensions[row].hidden = True
    for column in columns:
        sheet.column_dimensions[column].hidden = True
    sheet.sheet_state = "hidden" if hide_sheet else "visible"
    book.save(Path(example.folder) / "lines.xlsx")
    return example.edit("budget.yaml", "lines: lines.csv", "lines: lines.xlsx#明细")


def test_nothing_hidden_nothing_told(example: Example) -> None:
    assert workbook(example).found("W12") == []


def test_hidden_rows_are_named_at_the_first(example: Example) -> None:
    (found,) = workbook(example, rows=(7, 9, 200)).found("W12")
    assert (found.level, str(found.place)) == ("warning", "lines.xlsx#明细!A7")
    assert "2 row(s)" in found.message
    assert "(7, 9)" in found.message


def test_a_hidden_column_is_told_at_its_heading(example: Example) -> None:
    (found,) = workbook(example, columns="C").found("W12")
    assert str(found.place) == "lines.xlsx#明细!C1"


def test_a_hidden_sheet_is_told(example: Example) -> None:
    (found,) = workbook(example, hide_sheet=True).found("W12")
    assert str(found.place) == "lines.xlsx#明细"
    assert "hidden" in found.message
