"""Tables 6 and 10: basic expenditure by economic classification, and the four items of 三公."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import attrs

from reportgen.compute.context import Context
from reportgen.compute.pivot import code_table
from reportgen.compute.selections import APPROPRIATION, BASIC, BUDGET_SOURCES, GENERAL
from reportgen.compute.tables_function import columns_of_fund
from reportgen.model.disclosure import Row, Table
from reportgen.model.figure import Selection
from reportgen.model.source import BUDGETS

TRAVEL_CODES: Final[Mapping[str, str]] = {
    "overseas": "30212",
    "reception": "30217",
    "vehicle-purchase": "31013",
    "vehicle-running": "30231",
}
"""The items of 三公 and the economic codes they are read off (rule 30)."""
TRAVEL_ROWS: Final[Mapping[str, tuple[str, ...]]] = {
    "total": tuple(TRAVEL_CODES),
    "overseas": ("overseas",),
    "reception": ("reception",),
    "vehicles": ("vehicle-purchase", "vehicle-running"),
    "vehicle-purchase": ("vehicle-purchase",),
    "vehicle-running": ("vehicle-running",),
}
"""The six rows of table 10, always printed (rule 11), and their items."""


def travel_selection(current: Selection, row: str) -> Selection:
    """The rows of lines.csv that a row of table 10 holds: its codes over the six appropriation sources (rule 30)."""
    codes = tuple(TRAVEL_CODES[item] for item in TRAVEL_ROWS[row])
    return attrs.evolve(current, source=APPROPRIATION, economic=codes)


def basic_by_economic(context: Context) -> Table:
    """Table 6 (一般公共预算基本支出情况表): 类 and 款 with money, split into 人员经费 and 公用经费."""
    whole = attrs.evolve(context.current, source=GENERAL, kind=BASIC)
    columns = columns_of_fund(whole)
    return code_table(context, 6, {name: columns[name] for name in ("total", "staff", "operating")}, "economic")


def travel(context: Context) -> Table:
    """Table 10 (财政拨款“三公”经费预算情况表): six rows over the three budgets, no carry-over (rule 30)."""
    rows = []
    for key in TRAVEL_ROWS:
        whole = travel_selection(context.current, key)
        columns: dict[str, Selection] = {
            "total": whole,
            **{budget: attrs.evolve(whole, source=BUDGET_SOURCES[budget]) for budget in BUDGETS},
        }
        amounts = {column: context.register.total(selection) for column, selection in columns.items()}
        cells = context.register.cells(f"t10/{key}", amounts, columns)
        rows.append(Row(key, "total" if key == "total" else "line", cells))
    return Table("t10", ("total", *BUDGETS), tuple(rows), empty=not any(row.cells for row in rows))
