"""Sums inside the tables, on exact amounts: every total is the sum of the cells that the layout puts below it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from reportgen.check.compare import yuan
from reportgen.check.context import Context
from reportgen.model.codelist import ECONOMIC_CLASSES
from reportgen.model.language import say
from reportgen.model.source import BUDGETS, OWN_FUNDS_ITEMS, SOURCES

APPROPRIATION_COLUMNS = tuple(dict.fromkeys(source.column for source in SOURCES if source.appropriation))
BREAKDOWN: Mapping[str, Mapping[str, Sequence[str]]] = {
    "t2": {
        "total": ("appropriation", "fiscal-account", "own-funds", "fiscal-carryover", "non-fiscal-carryover"),
        "appropriation": APPROPRIATION_COLUMNS,
    },
    "t3": {"total": ("basic", "project")},
    "t4": {"total": BUDGETS},
    "t5": {"total": ("basic", "project")},
    "t6": {"total": ("staff", "operating")},
    "t7": {"total": ECONOMIC_CLASSES},
    "t8": {"total": ("staff", "operating", "project")},
    "t9": {"total": ("staff", "operating", "project")},
    "t10": {"total": BUDGETS},
    "t11": {
        "total": ("fiscal", "non-fiscal"),
        "fiscal": ("fiscal-staff", "fiscal-operating", "fiscal-project"),
        "non-fiscal": ("non-fiscal-staff", "non-fiscal-operating", "non-fiscal-project"),
    },
}
"""Table → column → the columns that it is the sum of."""
INCOME: Mapping[str, Sequence[str]] = {
    "total-income": ("current-income", "carryover"),
    "current-income": (*(f"appropriation-{budget}" for budget in BUDGETS), "fiscal-account", "own-funds"),
    **{f"appropriation-{budget}": (budget, f"{budget}-transfer") for budget in BUDGETS},
    "own-funds": tuple(OWN_FUNDS_ITEMS.values()),
    "carryover": ("fiscal-carryover", "non-fiscal-carryover"),
    **{
        column: tuple(source.key for source in SOURCES if source.column == column)
        for column in ("fiscal-carryover", "non-fiscal-carryover")
    },
}
"""Line of table 1's left side → the lines that it is the sum of."""
TRAVEL: Mapping[str, Sequence[str]] = {
    "total": ("overseas", "reception", "vehicles"),
    "vehicles": ("vehicle-purchase", "vehicle-running"),
}
UNTOLD = {"t8": ("total",), "t9": ("total",), "t11": ("fiscal", "non-fiscal")}
"""Totals that may hold more than what is printed below them, which W07 and W09 tell."""
CODED = ("t2", "t3", "t5", "t6", "t8", "t9")
LENGTHS: Mapping[str, Sequence[int]] = {"t6": (3, 5)}


def wrong_sum(context: Context, table: str) -> str | None:
    """The first total of a table that is not the sum of its parts, in words; None where all are."""
    for name, whole, parts in _equations(context, table):
        if whole != parts:
            return say(
                f"表{table[1:]} {name} 为 {yuan(whole)} 元，各部分之和为 {yuan(parts)} 元",
                f"table {table[1:]} {name} is {yuan(whole)} yuan, its parts sum to {yuan(parts)} yuan",
            )
    return None


def _equations(context: Context, table: str) -> Iterator[tuple[str, int, int]]:
    rows = context.tables.get(table, {})
    for column, parts in BREAKDOWN.get(table, {}).items():
        for row, cells in rows.items():
            whole, below = cells.get(column, 0), sum(cells.get(part, 0) for part in parts)
            if column not in UNTOLD.get(table, ()) or whole < below:
                yield f"{row}/{column}", whole, below
    if table in CODED:
        yield from _code_sums(rows, LENGTHS.get(table, (3, 5, 7)))
    elif table == "t1":
        yield from _line_sums(rows, INCOME, "amount")
        yield from _class_sums(rows, "total-expenditure", ("amount",))
    elif table == "t4":
        yield from _class_sums(rows, "total", ("total", *BUDGETS))
        yield "income", *_pair(rows, "total", ("appropriation",), "income")
        yield "income", *_pair(rows, "appropriation", BUDGETS, "income")
    elif table == "t7":
        yield from _unit_sums(rows)
    elif table == "t10":
        for column in ("total", *BUDGETS):
            yield from _line_sums(rows, TRAVEL, column)
    elif table == "t11":
        for column in _columns(rows.values()):
            whole, below = _pair(rows, "total", [row for row in rows if row != "total"], column)
            if whole < below:
                yield f"total/{column}", whole, below


def _columns(rows: Iterable[Mapping[str, int]]) -> list[str]:
    return list(dict.fromkeys(column for cells in rows for column in cells))


def _pair(rows: Mapping[str, Mapping[str, int]], whole: str, parts: Iterable[str], column: str) -> tuple[int, int]:
    """A cell, and the sum of the cells of other rows in the same column."""
    return rows.get(whole, {}).get(column, 0), sum(rows.get(part, {}).get(column, 0) for part in parts)


def _line_sums(
    rows: Mapping[str, Mapping[str, int]], lines: Mapping[str, Sequence[str]], column: str
) -> Iterator[tuple[str, int, int]]:
    for whole, parts in lines.items():
        yield f"{whole}/{column}", *_pair(rows, whole, parts, column)


def _class_sums(
    rows: Mapping[str, Mapping[str, int]], total: str, columns: Sequence[str]
) -> Iterator[tuple[str, int, int]]:
    classes = [row for row in rows if row.isdigit()]
    for column in columns:
        yield f"{total}/{column}", *_pair(rows, total, classes, column)


def _code_sums(rows: Mapping[str, Mapping[str, int]], lengths: Sequence[int]) -> Iterator[tuple[str, int, int]]:
    """Total = its 类, each 类 = its 款, each 款 = its 项, in every column."""
    sums: dict[tuple[str, str], int] = {}
    parent = {length: above for above, length in zip((0, *lengths), lengths, strict=False)}
    for row, cells in rows.items():
        if not row.isdigit() or len(row) not in parent:
            continue
        above = row[: parent[len(row)]] or "total"
        for column, fen in cells.items():
            sums[above, column] = sums.get((above, column), 0) + fen
    for row, cells in rows.items():
        if row.isdigit() and len(row) == lengths[-1]:
            continue
        for column, fen in cells.items():
            yield f"{row}/{column}", fen, sums.pop((row, column), 0)
    for (row, column), fen in sums.items():
        yield f"{row}/{column}", 0, fen


def _unit_sums(rows: Mapping[str, Mapping[str, int]]) -> Iterator[tuple[str, int, int]]:
    """Table 7: the total is the sum of the projects' rows."""
    projects = [row for row in rows if row.count("/") > 1]
    for column in _columns(rows.values()):
        yield f"total/{column}", *_pair(rows, "total", projects, column)
