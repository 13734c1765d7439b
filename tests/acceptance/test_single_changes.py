"""One change of a clean budget at a time, each a slip that a clerk makes: the rule that must find it finds it.

tests/data/single_changes.csv names the budget of tests/corpus/clean, its file, what is replaced by what, and the code.
"""

from __future__ import annotations

import csv
from pathlib import Path
from typing import NamedTuple

import pytest

from reportgen.check import run
from reportgen.compute import disclose
from reportgen.load import load_budget
from reportgen.model.diagnostic import InputError
from tests.acceptance.conftest import CORPUS, copied

CLEAN = CORPUS / "clean"
TABLE = Path(__file__).parents[1] / "data" / "single_changes.csv"
NUMBERS = {"{mobile}": "138" + "12345678", "{citizen}": "11010519491231" + "002X", "{card}": "622202" + "1234567890128"}
"""Private numbers, put together here: none stands in a file."""


class Change(NamedTuple):
    kind: str
    budget: str
    file: str
    old: str
    new: str
    code: str


with TABLE.open(encoding="utf-8", newline="") as stream:
    CHANGES = [Change(*row) for row in list(csv.reader(stream))[1:]]


def codes(folder: Path) -> set[str]:
    """The codes of errors and warnings of a budget, those of loading too."""
    try:
        disclosure = disclose(load_budget(folder / "budget.yaml"))
    except InputError as error:
        return {d.code for d in error.diagnostics}
    return {d.code for d in run(disclosure.budget, disclosure) if d.level != "info"}


def test_the_table_is_there() -> None:
    assert len(CHANGES) >= 150
    assert len({change.kind for change in CHANGES}) >= 30


@pytest.mark.parametrize("change", CHANGES, ids=lambda c: f"{c.kind}-{c.budget}-{c.code}")
def test_a_single_change_is_found(change: Change, tmp_path: Path) -> None:
    path = copied(CLEAN / change.budget, tmp_path / "budget") / change.file
    text, new = path.read_text(encoding="utf-8"), change.new
    for placeholder, number in NUMBERS.items():
        new = new.replace(placeholder, number)
    assert text.count(change.old) == 1
    path.write_text(text.replace(change.old, new), encoding="utf-8")
    assert change.code in codes(path.parent)


@pytest.mark.parametrize(("sheet", "row", "code"), [("收支明细", 5, "W12"), ("绩效指标", 4, "W12")])
def test_a_hidden_row_of_a_workbook_is_found(sheet: str, row: int, code: str, tmp_path: Path) -> None:
    import openpyxl

    path = copied(CLEAN / "workbook", tmp_path / "budget") / "budget.xlsx"
    book = openpyxl.load_workbook(path)
    book[sheet].row_dimensions[row].hidden = True
    book.save(path)
    assert code in codes(path.parent)


@pytest.mark.parametrize(
    ("cell", "value", "code"),
    [("H3", 1, "S01"), ("H3", "2,3.5", "L241"), ("C2", 2130199, "C14"), ("A2", 2026, "L251")],
    ids=["amount", "separator", "function", "year"],
)
def test_a_cell_of_a_workbook_is_found(cell: str, value: object, code: str, tmp_path: Path) -> None:
    import openpyxl

    path = copied(CLEAN / "workbook", tmp_path / "budget") / "budget.xlsx"
    book = openpyxl.load_workbook(path)
    book["收支明细"][cell] = value
    book.save(path)
    assert code in codes(path.parent)
