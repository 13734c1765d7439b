"""Exact sums by key."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from reportgen.check.groups import Group, grouped
from reportgen.model.facts import FactTable
from reportgen.model.place import Place, SourceFile


def facts(amounts: list[int], dtype: Any) -> FactTable:
    """Four lines of two sources in two years; the last from a sheet."""
    frame = pd.DataFrame(
        {
            "year": [2024, 2024, 2023, 2024],
            "source": pd.Categorical(["b", "a", "b", "b"], categories=["a", "b", "unused"]),
            "amount": pd.Series(amounts, dtype=dtype),
            "file": [0, 0, 0, 1],
            "row": [2, 3, 4, 9],
        }
    )
    return FactTable(frame, (SourceFile("lines.csv"), SourceFile("book.xlsx", "上年")))


@pytest.mark.parametrize(("big", "dtype"), [(10**15, "int64"), (10**20, object)])
def test_sums_are_exact_and_in_the_order_of_first_rows(big: int, dtype: Any) -> None:
    groups = grouped(facts([big, 2, 3, 1], dtype), "year", "source")
    assert list(groups.items()) == [
        ((2024, "b"), Group(big + 1, Place("lines.csv", line=2))),
        ((2024, "a"), Group(2, Place("lines.csv", line=3))),
        ((2023, "b"), Group(3, Place("lines.csv", line=4))),
    ]
    assert {type(group.fen) for group in groups.values()} == {int}


def test_a_row_of_a_sheet_is_a_cell() -> None:
    groups = grouped(facts([1, 2, 3, 4], "int64"), "file")
    assert groups[(1,)] == Group(4, Place("book.xlsx", sheet="上年", cell="A9"))


def test_no_lines_are_no_groups() -> None:
    table = facts([1, 2, 3, 4], "int64")
    assert grouped(FactTable(table.frame.iloc[:0], table.files), "year") == {}
