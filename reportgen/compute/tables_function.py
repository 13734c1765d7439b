"""Tables 2, 3, 5, 8 and 9: expenditure by functional classification, one code-tree pivot each."""

from __future__ import annotations

import attrs

from reportgen.compute.context import Context
from reportgen.compute.pivot import code_table
from reportgen.compute.selections import APPROPRIATION, BASIC, BUDGET_SOURCES, COLUMN_SOURCES, GENERAL, PROJECT
from reportgen.model.codelist import OPERATING_CLASSES, STAFF_CLASSES
from reportgen.model.disclosure import Table
from reportgen.model.figure import Selection
from reportgen.model.source import BudgetKind


def columns_by_source(current: Selection) -> dict[str, Selection]:
    """The twelve columns of table 2: total, 财政拨款小计, the ten sources."""
    sources = {column: attrs.evolve(current, source=keys) for column, keys in COLUMN_SOURCES.items()}
    return {"total": current, "appropriation": attrs.evolve(current, source=APPROPRIATION), **sources}


def columns_by_kind(whole: Selection) -> dict[str, Selection]:
    """The columns of tables 3 and 5: total, 基本支出, 项目支出."""
    return {"total": whole, "basic": attrs.evolve(whole, kind=BASIC), "project": attrs.evolve(whole, kind=PROJECT)}


def columns_of_fund(whole: Selection) -> dict[str, Selection]:
    """The columns of tables 8 and 9: total, 人员经费, 公用经费, 项目支出; the first two follow the economic code."""
    by_kind = columns_by_kind(whole)
    return {
        "total": whole,
        "staff": attrs.evolve(by_kind["basic"], economic=tuple(sorted(STAFF_CLASSES))),
        "operating": attrs.evolve(by_kind["basic"], economic=tuple(sorted(OPERATING_CLASSES))),
        "project": by_kind["project"],
    }


def income_by_function(context: Context) -> Table:
    """Table 2 (部门收入总体情况表)."""
    return code_table(context, 2, columns_by_source(context.current), "function")


def expenditure_by_function(context: Context) -> Table:
    """Table 3 (部门支出总体情况表): all thirteen sources."""
    return code_table(context, 3, columns_by_kind(context.current), "function")


def general_by_function(context: Context) -> Table:
    """Table 5 (一般公共预算支出情况表): the current general public budget (rules 6 and 26)."""
    return code_table(context, 5, columns_by_kind(attrs.evolve(context.current, source=GENERAL)), "function")


def fund_by_function(context: Context, number: int, budget: BudgetKind) -> Table:
    """Table 8 (政府性基金预算支出情况表) or 9 (国有资本经营预算支出情况表); without money it has no row (rule 9)."""
    whole = attrs.evolve(context.current, source=BUDGET_SOURCES[budget])
    table = code_table(context, number, columns_of_fund(whole), "function")
    return attrs.evolve(table, rows=()) if table.empty else table
