"""Rows of the money lines whose key stands out among the others (W10, W11)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from reportgen.check.compare import yuan
from reportgen.check.context import Context
from reportgen.check.groups import coded
from reportgen.check.registry import Finding, rule
from reportgen.model.diagnostic import Note
from reportgen.model.language import say

if TYPE_CHECKING:
    import pandas as pd

KEY = ("year", "unit", "function", "kind", "project", "source", "economic")
RARE = 50
"""One in so many rows: a table with more twins than that is kept so on purpose."""
ENOUGH = 6
"""Fewer basic rows of a year tell no habit."""


@rule(
    "W10",
    "warning",
    "支出明细里科目、来源等都相同的只有一行",
    "no two money lines share every code",
)
def twin_rows(context: Context) -> Iterator[Finding]:
    """Two rows with the same key add up (input contract, lines.csv); where that is rare, one has the code of another.

    Told when at most one row in fifty has a twin; rows repeated to the letter are W01. Rows of the year before and of
    projects are left out where their economic code is blank or a class, as several contracts may stand under it.

    Basis: 明细表一键一行；两行同键会相加，常见于抄错科目 | one row a key: twins add up, and one of them often has a wrong code
    Help: 核对两行的科目；确是两笔的，合并成一行或写进 accept | compare the codes of both rows; merge them, or accept the finding
    Wrong: 2010301,30102 100.00 和 2010301,30102 90.00 两行 | 2010301,30102 twice, 100.00 and 90.00
    Right: 2010301,30102 100.00 和 2010301,30103 90.00 | 2010301,30102 100.00 and 2010301,30103 90.00
    """
    frame = context.budget.lines.frame
    frame = frame[(frame["economic"].astype(str).str.len() == 5).to_numpy()]
    key = _keys(frame)
    if key is None:
        return
    import numpy as np

    numbers, counts = np.unique(key, return_inverse=True)[1], np.unique(key, return_counts=True)[1]
    twins = np.flatnonzero(counts[numbers] > 1)
    if not len(twins) or len(twins) - (counts > 1).sum() > max(1, len(frame) // RARE):
        return
    for number in dict.fromkeys(numbers[twins].tolist()):
        rows = frame.iloc[np.flatnonzero(numbers == number)]
        if len(set(rows["amount"])) > 1:
            yield _twin(context, rows)


def _twin(context: Context, rows: pd.DataFrame) -> Finding:
    files = context.budget.lines.files
    places = [files[f].cell(r, "function") for f, r in zip(rows["file"].tolist(), rows["row"].tolist(), strict=True)]
    first, last = rows.iloc[0], places[-1]
    name = f"{first['function']} {first['economic']}"
    amounts = [yuan(int(fen)) for fen in rows["amount"].tolist()]
    notes = tuple(
        Note(say(f"{amount} 元", f"{amount} yuan"), place) for amount, place in zip(amounts, places, strict=True)
    )
    return Finding(
        say(
            f"{first['year']} 年 {name} 有 {len(rows)} 行，单位、项目和来源也都相同，会相加；其中一行的科目可能写错。",
            f"{len(rows)} rows of {first['year']} are under {name}, with the same unit, project and source: they add up, or "
            "one has a wrong code.",
        ),
        last,
        name,
        notes=notes,
    )


def _keys(frame: pd.DataFrame) -> Any:
    """One integer a row for all codes of the key; None for a table without rows."""
    import numpy as np

    if not len(frame):
        return None
    key = np.zeros(len(frame), dtype=np.int64)
    for column in KEY:
        codes, values = coded(frame[column])
        key = key * (len(values) + 1) + codes
    return key


@rule(
    "W11",
    "warning",
    "基本支出各行要么都写单位，要么都不写",
    "basic lines name their unit everywhere or nowhere",
)
def lone_unit(context: Context) -> Iterator[Finding]:
    """One basic row of a year names a unit and the others do not, or the other way round (input contract, lines.csv).

    Basis: 基本支出的单位可以不填；只有一行与众不同，多半填错 | the unit of basic lines may be blank; a lone exception is a slip
    Help: 与其他行取齐：都填单位，或都留空 | make the row like the others: all with a unit, or all without
    Wrong: 40 行没有单位，第 41 行写 U2 | 40 rows without a unit, the 41st says U2
    Right: 41 行都没有单位 | all 41 rows without a unit
    """
    frame = context.budget.lines.frame
    basic = frame[(frame["kind"] == "basic").to_numpy()]
    for year in (context.year, context.year - 1):
        rows = basic[(basic["year"] == year).to_numpy()]
        blank = (rows["unit"] == "").to_numpy()
        for odd, names_one in ((rows[~blank], True), (rows[blank], False)):
            if len(rows) >= ENOUGH and len(odd) == 1:
                row = odd.iloc[0]
                yield Finding(
                    _lone(year, len(rows), row["unit"], names_one),
                    context.budget.lines.files[row["file"]].cell(int(row["row"]), "unit"),
                    row["unit"] or None,
                    say("留空", "blank") if names_one else say("单位编号", "a unit id"),
                )


def _lone(year: int, count: int, unit: str, names_one: bool) -> str:
    if names_one:
        return say(
            f"{year} 年基本支出 {count} 行里只有这一行写了单位（{unit}），其余都没有写，请核对。",
            f"Of {count} basic lines of {year} this one alone names a unit ({unit}).",
        )
    return say(
        f"{year} 年基本支出 {count} 行里只有这一行没有写单位，请核对。",
        f"Of {count} basic lines of {year} this one alone names no unit.",
    )
