"""Tables 1 and 4: income as declared on the left side, expenditure by function class on the right."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import attrs

from reportgen.compute.context import Context
from reportgen.compute.selections import (
    APPROPRIATION,
    BUDGET_SOURCES,
    CARRYOVER,
    CURRENT,
    FISCAL_CARRYOVER,
    NON_FISCAL_CARRYOVER,
)
from reportgen.model.codelist import PRINTED_CLASSES
from reportgen.model.disclosure import Row, RowLevel, Table
from reportgen.model.figure import Selection
from reportgen.model.source import BUDGETS, OWN_FUNDS_ITEMS

_OWN: Final = ("own-funds",)

INCOME_LINES: Final[Mapping[str, tuple[tuple[str, ...], str | None]]] = {
    "current-income": (CURRENT, None),
    "appropriation-general-public-budget": (BUDGET_SOURCES["general-public-budget"], None),
    "general-public-budget": (("general-public-budget",), None),
    "general-public-budget-transfer": (("general-public-budget-transfer",), None),
    "appropriation-government-fund": (BUDGET_SOURCES["government-fund"], None),
    "government-fund": (("government-fund",), None),
    "government-fund-transfer": (("government-fund-transfer",), None),
    "appropriation-state-capital": (BUDGET_SOURCES["state-capital"], None),
    "state-capital": (("state-capital",), None),
    "state-capital-transfer": (("state-capital-transfer",), None),
    "fiscal-account": (("fiscal-account",), None),
    "own-funds": (_OWN, None),
    **{item: (_OWN, item) for item in OWN_FUNDS_ITEMS.values()},
    "carryover": (CARRYOVER, None),
    "fiscal-carryover": (FISCAL_CARRYOVER, None),
    **{source: ((source,), None) for source in FISCAL_CARRYOVER},
    "non-fiscal-carryover": (NON_FISCAL_CARRYOVER, None),
    **{source: ((source,), None) for source in NON_FISCAL_CARRYOVER},
}
"""Lines of the left side of table 1, in order: sources, and the 收入项目 of a line below 单位资金."""


def income_and_expenditure(context: Context) -> Table:
    """Table 1 (部门收支总体情况表): all income lines and all printed classes, blank or not (rule 11)."""
    income = context.current_income
    side = [
        _row(context, f"t1/{line}", line, "line", {"amount": _of_item(income, sources, item)})
        for line, (sources, item) in INCOME_LINES.items()
    ]
    side.append(_row(context, "t1/total-income", "total-income", "total", {"amount": income}))
    rows = _class_rows(context, "t1", {"amount": context.current})
    rows.append(_row(context, "t1/total-expenditure", "total-expenditure", "total", {"amount": context.current}))
    return Table("t1", ("amount",), tuple(rows), tuple(side), empty=_blank(rows) and _blank(side))


def appropriation(context: Context) -> Table:
    """Table 4 (财政拨款收支预算总体情况表): the six appropriation sources, no carry-over (rules 6 and 26)."""
    groups: dict[str, tuple[str, ...]] = {"appropriation": APPROPRIATION, **BUDGET_SOURCES, "total": APPROPRIATION}
    side = [
        _row(
            context,
            f"t4/{key}",
            key,
            "total" if key == "total" else "line",
            {"income": attrs.evolve(context.current_income, source=sources)},
        )
        for key, sources in groups.items()
    ]
    columns: dict[str, Selection] = {
        "total": attrs.evolve(context.current, source=APPROPRIATION),
        **{budget: attrs.evolve(context.current, source=BUDGET_SOURCES[budget]) for budget in BUDGETS},
    }
    rows = _class_rows(context, "t4", columns)
    rows.append(_row(context, "t4/total", "total", "total", columns))
    return Table("t4", tuple(columns), tuple(rows), tuple(side), empty=_blank(rows) and _blank(side))


def _of_item(income: Selection, sources: tuple[str, ...], item: str | None) -> Selection:
    return attrs.evolve(income, source=sources, item=None if item is None else (item,))


def _row(context: Context, prefix: str, key: str, level: RowLevel, columns: Mapping[str, Selection]) -> Row:
    amounts = {column: context.register.total(selection) for column, selection in columns.items()}
    return Row(key, level, context.register.cells(prefix, amounts, columns))


def _class_rows(context: Context, table: str, columns: Mapping[str, Selection]) -> list[Row]:
    """The classes of the printed form, and any further class with money, in code order."""
    by_class: dict[str, dict[str, int]] = {code: {} for code in PRINTED_CLASSES}
    for column, selection in columns.items():
        for code, fen in context.lines.sums(selection, "function").items():
            amounts = by_class.setdefault(code[:3], {})
            amounts[column] = amounts.get(column, 0) + fen
    rows = []
    for code, amounts in sorted(by_class.items()):
        selections = {column: attrs.evolve(selection, function=(code,)) for column, selection in columns.items()}
        cells = context.register.cells(f"{table}/{code}", amounts, selections)
        rows.append(Row(code, "class", cells, {"code": code, "name": context.budget.functions.name(code)}))
    return rows


def _blank(rows: list[Row]) -> bool:
    return not any(row.cells for row in rows)
