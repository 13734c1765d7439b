"""Workbooks as they come from Excel, WPS and other programs: what is odd but right is read, what is wrong is told with its cell."""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from tests.acceptance.conftest import run_here
from tests.acceptance.workbooks import Change, changed, told

Told = list[tuple[str, str | None]]
"""Code and cell of all that is told."""


def put(cell: str, value: object, number_format: str | None = None) -> Change:
    def mutate(book: Any) -> None:
        book["明细"][cell] = value
        if number_format:
            book["明细"][cell].number_format = number_format

    return mutate


def error(cell: str, value: str) -> Change:
    def mutate(book: Any) -> None:
        book["明细"][cell].value = value
        book["明细"][cell].data_type = "e"

    return mutate


def of_sheet(act: Callable[[Any], object]) -> Change:
    def mutate(book: Any) -> None:
        act(book["明细"])

    return mutate


def above(*titles: str) -> Change:
    def mutate(book: Any) -> None:
        sheet = book["明细"]
        sheet.insert_rows(1, len(titles))
        for number, title in enumerate(titles, 1):
            sheet.cell(number, 1).value = title

    return mutate


def below(*rows: list[object]) -> Change:
    def mutate(book: Any) -> None:
        for row in rows:
            book["明细"].append(row)

    return mutate


def rename(title: str) -> Change:
    return of_sheet(lambda sheet: setattr(sheet, "title", title))


def merged_title(book: Any) -> None:
    above("支出明细表")(book)
    book["明细"].merge_cells("A1:H1")


def several(book: Any) -> None:
    sheet = book["明细"]
    sheet["C2"], sheet["H3"], sheet["D4"] = "20701", "=A1", "基本"
    sheet.append(["合计", None, None, None, None, None, None, 1500000])
    book["收入"]["D2"] = "150万元"


WRONG: dict[str, tuple[Change, Told]] = {
    "cells merged": (of_sheet(lambda sheet: sheet.merge_cells("A2:A3")), [("L227", "A2")]),
    "headings merged": (of_sheet(lambda sheet: sheet.merge_cells("A1:B1")), [("L227", "A1")]),
    "a merged title": (merged_title, [("L207", "A1")]),
    "a title and a unit": (above("支出明细表", "单位：元"), [("L207", "A1")]),
    "headings in two rows": (
        of_sheet(lambda sheet: (sheet.insert_rows(2), sheet.cell(2, 1, "（代码）"))), [("L214", "A2")]
    ),
    "a numbering row": (
        of_sheet(lambda sheet: (sheet.insert_rows(2), [sheet.cell(2, n, n) for n in range(1, 9)])), [("L214", "A2")]
    ),
    "a second table": (
        below([], ["年度", "资金来源", "收入项目", "金额"], [2024, "一般公共预算", None, 1]), [("L214", "A6")]
    ),
    "a note": (below([None, "注：本表不含结转"]), [("L214", "B5")]),
    "a signature far below": (put("B30", "制表人"), [("L214", "B30")]),
    "a column of remarks": (put("I1", "备注"), [("L209", "I1")]),
    "a column without heading": (put("K3", "x"), [("L211", "K3")]),
    "a column twice": (put("I1", "金额"), [("L210", "I1")]),
    "a heading with its unit": (put("H1", "金额（元）"), [("L209", "H1")]),
    "no such sheet": (rename("支出"), [("L226", None)]),
    "an empty sheet": (of_sheet(lambda sheet: sheet.delete_rows(1, 9)), [("L207", None)]),
    "a row of totals": (below(["合计", *[None] * 6, "=SUM(H2:H4)"]), [("L212", "A5")]),
    "totals in another column": (below([None, "合  计", *[None] * 5, 5]), [("L212", "B5")]),
    "#N/A": (error("H3", "#N/A"), [("L228", "H3")]),
    "#SPILL!": (error("H3", "#SPILL!"), [("L228", "H3")]),
    "#REF! in a code": (error("C3", "#REF!"), [("L228", "C3")]),
    "a formula without value": (put("H3", "=SUM(1,2)"), [("L229", "H3")]),
    "TRUE": (put("H3", True), [("L241", "H3")]),
    "a date": (put("H3", datetime.date(2024, 3, 1)), [("L241", "H3")]),
    "a date and time": (put("H3", datetime.datetime(2024, 3, 1, 12)), [("L241", "H3")]),
    "a time": (put("H3", datetime.time(12, 30)), [("L241", "H3")]),
    "a number formatted as date": (put("H3", 45350, "yyyy-mm-dd"), [("L241", "H3")]),
    "a year formatted as date": (put("A3", 2024, "yyyy"), [("L251", "A3")]),
    "a negative number in brackets": (put("H3", -300000, "#,##0_);(#,##0)"), [("L241", "H3")]),
    "a third of a number": (put("H3", 100000 / 3), [("L241", "H3")]),
    "a number past all limits": (put("H3", 1e20), [("L241", "H3")]),
    "a text with exponent": (put("H3", "3E+05"), [("L241", "H3")]),
    "a text in words": (put("H3", "三十万"), [("L241", "H3")]),
    "an apostrophe that is there": (put("C3", "'2070308"), [("L256", "C3")]),
    "a code with exponent": (put("C3", "2.07E+06"), [("L256", "C3")]),
    "a code with a fraction": (put("C3", 2070308.5), [("L256", "C3")]),
    "several in two sheets": (
        several, [("L256", "C2"), ("L229", "H3"), ("L254", "D4"), ("L212", "A5"), ("L241", "D2")]
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", WRONG)
def test_told_with_sheet_and_cell(name: str, small: Path) -> None:
    mutate, expected = WRONG[name]
    changed(small, mutate)
    found = told(small)
    assert [(d["code"], d["cell"]) for d in found] == expected
    for diagnostic in found:
        assert diagnostic["file"] == "budget.xlsx"
        assert diagnostic["line"] is None
        assert diagnostic["sheet"] == (None if diagnostic["code"] == "L226" else diagnostic["sheet"] or "")
        assert diagnostic["expected"]
        assert diagnostic["help"]


@pytest.mark.parametrize(
    ("name", "advice"),
    [
        ("a number formatted as date", "45350"),
        ("a third of a number", "33333.33"),
        ("an apostrophe that is there", "2070308"),
        ("a negative number in brackets", "300000，如果本来不是负数"),
        ("a column of remarks", "删去这一列"),
        ("a heading with its unit", "金额"),
        ("a title and a unit", "删去表头上面的行"),
    ],
)
def test_what_would_be_right(name: str, advice: str, small: Path) -> None:
    changed(small, WRONG[name][0])
    assert advice in told(small)[0]["expected"]


# What is odd, but right


def formats(book: Any) -> None:
    sheet = book["明细"]
    sheet["H3"].number_format = '0!.0,"万"'
    sheet["A3"], sheet["A3"].number_format = 2024, '0000"年"'
    sheet["C3"], sheet["C3"].number_format = 2070308, "@"


def furniture(book: Any) -> None:
    sheet = book["明细"]
    sheet["H3"].comment = Comment("说明", "作者")
    sheet["H3"].hyperlink = "https://example.org/"
    sheet.freeze_panes, sheet.print_title_rows = "A2", "1:1"
    sheet.auto_filter.ref = "A1:H4"
    sheet.protection.sheet = True
    sheet.protection.password = "x"
    chart = BarChart()
    chart.add_data(Reference(sheet, min_col=8, min_row=1, max_row=4))
    sheet.add_chart(chart, "K2")
    book.create_chartsheet("图").add_chart(BarChart())


ODD: dict[str, Change] = {
    "formats of numbers": formats,
    "comments, links, charts, protection": furniture,
    "a blank row above": of_sheet(lambda sheet: sheet.insert_rows(1)),
    "a blank column before": of_sheet(lambda sheet: sheet.insert_cols(1)),
    "dates from 1904": lambda book: setattr(book, "epoch", CALENDAR_MAC_1904),
    "an amount as text": put("H3", "300,000.00"),
    "an amount in full-width digits": put("H3", "３００，０００．００"),
    "blanks that do not break": put("C3", "2070308\u00a0"),
    "line breaks in a name": put("F3", "一般公共\n预算"),
    "a sheet's name with a blank": rename("明细 "),
    "noise of binary numbers": put("H3", 300000.00000000001),
    "an exponent as number": put("H3", 3e5, "0.00E+00"),
}


@pytest.mark.parametrize("name", ODD)
def test_odd_but_right(name: str, small: Path) -> None:
    changed(small, ODD[name])
    assert told(small) == []
    listed = json.loads(run_here("figures", small, "--format", "json").stdout)
    assert {figure["key"]: figure["value"] for figure in listed}["t1/total-expenditure/amount"] == "1500000.00"
