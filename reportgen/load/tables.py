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
    """False when lines or income hold an error, or were read without knowing what they must agree with: no rows then."""


def load_tables(declared: Declared, report: Report, *, prior_rows: bool, indicators: bool = True) -> Tables | None:
    """Read the tables that ``data`` names; None when lines or income could not be read at all.

    Whatever budget.yaml lacks, the errors of the tables that do not rest on it are told.
    """
    context = table_context(declared, prior_rows=prior_rows)
    lines, income = _reference(declared, "lines"), _reference(declared, "income")
    told = report.told
    money = _money(declared, lines, income, context, report)
    sound = report.told == told and context.complete
    targets = _indicators(declared, context, report) if indicators else ()
    return None if money is None else Tables(*money, targets, sound)


def _money(
    declared: Declared, lines: str | None, income: str | None, context: TableContext, report: Report
) -> tuple[LinesResult, LinesResult] | None:
    if lines is None and income is None:
        return None
    from reportgen.load.lines import load_income, load_lines

    folder = declared.reading.folder
    spent = None if lines is None else load_lines(folder, lines, context, report)
    earned = None if income is None else load_income(folder, income, context, report)
    return None if spent is None or earned is None else (spent, earned)


def _indicators(declared: Declared, context: TableContext, report: Report) -> tuple[Indicator, ...]:
    reference = _reference(declared, "indicators")
    if reference is None or not declared.withheld.certain or context.projects is None:
        return ()
    from reportgen.load.indicators import load_indicators

    return load_indicators(declared.reading.folder, reference, context, report, declared.withheld.prints)


def _reference(declared: Declared, name: str) -> str | None:
    """The table's reference as written, when its file is there."""
    data = declared.root.get("data")
    entry = data.value.get(name) if data and isinstance(data.value, Block) else None
    if entry is None or declared.reading.files.get(f"data.{name}") is None or not isinstance(entry.value, Scalar):
        return None
    return entry.value.text.strip()
