"""The tables of one budget, read against what its budget.yaml says."""

from __future__ import annotations

import attrs

from reportgen.load.context import LinesResult, TableContext
from reportgen.load.declared import Declared, table_context
from reportgen.load.nodes import Block, Scalar
from reportgen.load.report import Report
from reportgen.model.budget import Indicator


@attrs.frozen(eq=False)
class Tables:
    """Money lines, declared income and indicators as read."""

    lines: LinesResult
    income: LinesResult
    indicators: tuple[Indicator, ...]
    sound: bool
    """False when lines or income hold an error; a table with errors has no rows."""


def load_tables(declared: Declared, report: Report, *, prior_rows: bool, indicators: bool = True) -> Tables | None:
    """Read the tables that ``data`` names; None when one could not be read at all, or budget.yaml is too broken."""
    context = table_context(declared, prior_rows=prior_rows)
    lines, income = _reference(declared, "lines"), _reference(declared, "income")
    if context is None or lines is None or income is None:
        return None
    from reportgen.load.lines import load_income, load_lines

    folder = declared.reading.folder
    told = report.told
    money = load_lines(folder, lines, context, report), load_income(folder, income, context, report)
    sound = report.told == told
    return Tables(*money, _indicators(declared, context, report) if indicators else (), sound)


def _indicators(declared: Declared, context: TableContext, report: Report) -> tuple[Indicator, ...]:
    reference = _reference(declared, "indicators")
    if reference is None or not declared.withheld.certain:
        return ()
    from reportgen.load.indicators import load_indicators

    return load_indicators(declared.reading.folder, reference, context, report)


def _reference(declared: Declared, name: str) -> str | None:
    """The table's reference as written, when its file is there."""
    data = declared.root.get("data")
    entry = data.value.get(name) if data and isinstance(data.value, Block) else None
    if entry is None or declared.reading.files.get(f"data.{name}") is None or not isinstance(entry.value, Scalar):
        return None
    return entry.value.text.strip()
