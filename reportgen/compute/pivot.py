"""The code-tree pivot: sums by 类, 款 and 项, which tables 2, 3, 5, 6, 8 and 9 share."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

import attrs

from reportgen.compute.cells import Cells
from reportgen.compute.context import Context
from reportgen.model.codelist import LEVEL_LENGTHS, CodeKind
from reportgen.model.disclosure import Row, RowLevel, Table
from reportgen.model.figure import Selection

CODE_LEVELS: Final[Mapping[int, RowLevel]] = {3: "class", 5: "section", 7: "item"}
"""Length of a code → level of its row."""

Amounts = dict[str, int]
"""Column → sum in 分; columns without money are absent."""


def roll_up(amounts: Iterable[tuple[str, str, int]], lengths: tuple[int, ...]) -> dict[str, Amounts]:
    """Sum (code, column, 分) triples into each code and the codes above it; codes in code order (rule 14)."""
    tree: dict[str, Amounts] = {}
    for code, column, fen in amounts:
        for length in lengths:
            if length <= len(code):
                row = tree.setdefault(code[:length], {})
                row[column] = row.get(column, 0) + fen
    return dict(sorted(tree.items()))


def pivot(cells: Cells, columns: Mapping[str, Selection], dimension: CodeKind) -> dict[str, Amounts]:
    """Sums by code of each level for columns that are selections of rows; only codes with money (rule 11)."""
    sums = (
        (code, column, fen)
        for column, selection in columns.items()
        for code, fen in cells.sums(selection, dimension).items()
    )
    return roll_up(sums, LEVEL_LENGTHS[dimension])


def at_code(columns: Mapping[str, Selection], dimension: CodeKind, code: str) -> dict[str, Selection]:
    """The selections of the columns in the row of a code."""
    if dimension == "function":
        return {column: attrs.evolve(selection, function=(code,)) for column, selection in columns.items()}
    return {
        # A column of economic classes meets the row of a code in the narrower of the two.
        column: attrs.evolve(selection, economic=_narrower(selection.economic, code))
        for column, selection in columns.items()
    }


def code_table(context: Context, number: int, columns: Mapping[str, Selection], dimension: CodeKind) -> Table:
    """A table of a total row and a row a code with money (rules 11 and 14)."""
    table = f"t{number}"
    names = context.budget.functions if dimension == "function" else context.budget.economics
    register = context.register
    totals = {column: register.total(selection) for column, selection in columns.items()}
    rows = [Row("total", "total", register.cells(f"{table}/total", totals, columns))]
    for code, amounts in pivot(context.lines, columns, dimension).items():
        cells = register.cells(f"{table}/{code}", amounts, at_code(columns, dimension, code))
        rows.append(Row(code, CODE_LEVELS[len(code)], cells, {"code": code, "name": names.name(code)}))
    return Table(table, tuple(columns), tuple(rows), empty=not any(totals.values()))


def _narrower(classes: tuple[str, ...] | None, code: str) -> tuple[str, ...]:
    if classes is None or code.startswith(classes):
        return (code,)
    return tuple(known for known in classes if known.startswith(code))
