"""The money tables: lines.csv (支出明细) and income.csv (收入), validated, as integer columns of a data frame."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from reportgen.load.amount import parse_amounts
from reportgen.load.columns import Checker, Column, Message, factorise, repeated_rows, stray_rows, totals_rows
from reportgen.load.context import LinesResult, TableContext
from reportgen.load.grid import OtherTable, read_grid
from reportgen.load.header import Heading
from reportgen.load.line_rules import check_lines
from reportgen.load.raw import clean, clean_name
from reportgen.load.report import Report
from reportgen.load.row_rules import check_income
from reportgen.model.budget import KINDS
from reportgen.model.facts import FactTable
from reportgen.model.source import OWN_FUNDS_ITEMS, SOURCE_BY_NAME

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["INCOME_HEADINGS", "LINE_HEADINGS", "LinesResult", "TableContext", "load_income", "load_lines"]

LINE_HEADINGS: Final = (
    Heading("year", "年度"),
    Heading("unit", "单位"),
    Heading("function", "功能科目"),
    Heading("kind", "支出类别"),
    Heading("project", "项目"),
    Heading("source", "资金来源"),
    Heading("economic", "经济科目"),
    Heading("amount", "金额"),
)
"""Columns of lines.csv."""
INCOME_HEADINGS: Final = (
    Heading("year", "年度"),
    Heading("source", "资金来源"),
    Heading("item", "收入项目"),
    Heading("amount", "金额"),
)
"""Columns of income.csv."""

_LINES: Final = OtherTable("支出明细表（lines）", "the table of money lines (`lines`)", LINE_HEADINGS)
_INCOME: Final = OtherTable("收入表（income）", "the table of income (`income`)", INCOME_HEADINGS)

_SOURCE_KEYS: Final = {name: source.key for name, source in SOURCE_BY_NAME.items()}
_SAFE_SUM: Final = 2**62
"""From here on a sum of the column might not fit 64 bits."""


def load_lines(folder: Path, reference: str, context: TableContext, report: Report) -> LinesResult:
    """The money lines of the table at ``reference`` in ``folder``, validated against ``context``.

    What breaks a rule of the contract's table of lines.csv is noted in ``report``; then the result holds no rows.
    """
    told = report.told
    checker, amounts = _start(folder, reference, LINE_HEADINGS, _INCOME, context, report)
    if checker is None:
        return _nothing(LINE_HEADINGS)
    check_lines(checker, context)
    if report.told > told or not context.complete:
        return _nothing(LINE_HEADINGS)
    columns = dict(checker.columns)
    columns["unit"] = _filled_units(columns["unit"], columns["project"], context)
    columns["kind"] = columns["kind"].translated(KINDS)
    return _result(checker, columns, amounts)


def load_income(folder: Path, reference: str, context: TableContext, report: Report) -> LinesResult:
    """The declared income of the table at ``reference``, validated against ``context``; errors as in `load_lines`."""
    told = report.told
    checker, amounts = _start(folder, reference, INCOME_HEADINGS, _LINES, context, report)
    if checker is None:
        return _nothing(INCOME_HEADINGS)
    check_income(checker, context)
    if report.told > told or not context.complete:
        return _nothing(INCOME_HEADINGS)
    columns = dict(checker.columns)
    columns["item"] = columns["item"].translated(OWN_FUNDS_ITEMS)
    return _result(checker, columns, amounts)


def _start(
    folder: Path,
    reference: str,
    headings: Sequence[Heading],
    other: OtherTable,
    context: TableContext,
    report: Report,
) -> tuple[Checker | None, list[int]]:
    """Read the table, factorise its columns and read its amounts; no checker when there is no table to check."""
    labels = [heading.key for heading in headings if heading.key != "amount"]
    grid = read_grid(folder, reference, headings, report, labels=labels, guess=True, other=other)
    if grid is None:
        return None, []
    cleaned: dict[str, Callable[[str], str] | None] = {
        "amount": None,
        "kind": clean_name,
        "source": clean_name,
        "item": clean_name,
    }
    columns = {key: factorise(texts, cleaned.get(key, clean)) for key, texts in grid.columns.items()}
    totals = totals_rows(grid, columns, labels, report)
    skipped = totals | stray_rows(grid, columns, totals, report)
    checker = Checker(grid, report, columns, skipped)
    return checker, _amounts(checker, context)


def _amounts(checker: Checker, context: TableContext) -> list[int]:
    """The 金额 column in 分; notes what is no amount."""
    import numpy as np

    if context.amount_unit is None:
        return []
    amounts, errors = parse_amounts(checker.grid.columns["amount"], context.amount_unit)
    if errors:
        bad = np.zeros(len(amounts), dtype=bool)
        bad[list(errors)] = True
        checker.tell(bad, "amount", "L241", lambda row: Message(errors[row].zh, errors[row].en, errors[row].expected))
    return amounts


def _filled_units(unit: Column, project: Column, context: TableContext) -> Column:
    """The 单位 column, with the project's unit where a project's line leaves it blank."""
    import numpy as np

    declared = context.projects or {}
    own = [declared.get(value, (None, None))[0] or "" for value in project.values]
    values = list(dict.fromkeys([*unit.values, *own]))
    index = {value: number for number, value in enumerate(values)}
    projects = np.array([index[value] for value in own], dtype=np.int32)[project.codes]
    return Column(values, np.where(unit.blank, projects, unit.codes), unit.raw_codes)


def _result(checker: Checker, columns: Mapping[str, Column], amounts: list[int]) -> LinesResult:
    """The frame of a table without errors."""
    import numpy as np
    import pandas as pd

    grid = checker.grid
    data: dict[str, Any] = {}
    for key in grid.columns:
        if key == "year":
            years = np.array([int(value) for value in columns[key].values], dtype=np.int64)
            data[key] = years[columns[key].codes]
        elif key == "amount":
            data[key] = _money(amounts)
        elif key == "source":
            data[key] = _categorical(columns[key].translated(_SOURCE_KEYS))
        else:
            data[key] = _categorical(columns[key])
    data["file"] = np.zeros(len(grid), dtype=np.int32)
    data["row"] = np.array(grid.rows, dtype=np.int32)
    table = FactTable(pd.DataFrame(data), (grid.source,))
    return LinesResult(table, repeated_rows(grid, checker.columns))


def _money(amounts: list[int]) -> Any:
    """Amounts as a column: 64-bit integers, or Python's own where their sum could pass 64 bits."""
    import numpy as np

    return np.array(amounts, dtype=np.int64 if sum(amounts) < _SAFE_SUM else object)


def _categorical(column: Column) -> pd.Categorical[str]:
    """A column of repeated texts, its values in order."""
    import numpy as np
    import pandas as pd

    order = sorted(range(len(column.values)), key=column.values.__getitem__)
    place = np.empty(len(order), dtype=np.int32)
    place[order] = np.arange(len(order), dtype=np.int32)
    names = pd.Index([column.values[number] for number in order], dtype=object)
    return pd.Categorical.from_codes(place[column.codes], names)


def _nothing(headings: Sequence[Heading]) -> LinesResult:
    """A result without rows."""
    import pandas as pd

    keys = [*(heading.key for heading in headings), "file", "row"]
    return LinesResult(FactTable(pd.DataFrame({key: [] for key in keys}), ()))
