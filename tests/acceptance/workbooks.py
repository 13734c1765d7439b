"""Budgets whose tables and words stand in workbooks, to be broken; and what check tells of them."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from openpyxl import Workbook, load_workbook

from tests.acceptance.conftest import change, run_here

Change = Callable[[Any], None]
"""Changes the workbook, whose sheet 明细 holds the money lines from A1 to H4."""


def as_workbook(folder: Path) -> Path:
    """The tables of a budget folder as sheets of one workbook, which budget.yaml then names."""
    book = Workbook()
    assert book.active is not None
    book.remove(book.active)
    for name, title in (("lines", "明细"), ("income", "收入")):
        sheet = book.create_sheet(title)
        with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
            for row in csv.reader(stream):
                sheet.append([float(cell) if re.fullmatch(r"\d+\.\d\d", cell) else cell or None for cell in row])
        change(folder / "budget.yaml", (f"{name}.csv", f"budget.xlsx#{title}"))
    book.save(folder / "budget.xlsx")
    return folder / "budget.xlsx"


def changed(folder: Path, mutate: Change) -> Path:
    path = as_workbook(folder)
    book = load_workbook(path)
    mutate(book)
    book.save(path)
    return path


def told(folder: Path) -> list[dict[str, Any]]:
    """The load errors of a folder; none when it loads."""
    done = run_here("check", folder, "--format", "json")
    assert done.stderr == ""
    found: list[dict[str, Any]] = json.loads(done.stdout)["diagnostics"]
    return found if done.returncode == 2 else []


def words(folder: Path, **sheets: list[list[object]]) -> None:
    book = Workbook()
    assert book.active is not None
    book.remove(book.active)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    book.save(folder / "words.xlsx")
    named = ", ".join(f"{title}: words.xlsx#{title}" for title in sheets)
    change(folder / "budget.yaml", ("income: income.csv", f"income: income.csv, {named}"))
