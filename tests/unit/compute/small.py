"""Small budgets made by hand, without any file: a line of money a tuple, everything else by name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd

from reportgen.model.budget import Budget, Declaration, Indicator, Project
from reportgen.model.codelist import shipped
from reportgen.model.facts import FactTable
from reportgen.model.money import Money
from reportgen.model.place import Place, SourceFile
from reportgen.model.prose import MEASURES, FigureRef, Prose
from reportgen.model.records import Data, Department, Unit

YEAR = 2024
GPB = "general-public-budget"
FIRST_ROW = 2
"""Row of the first line of a table: the heading stands in row 1."""


class Line(NamedTuple):
    """A row of lines.csv; ``amount`` in 分."""

    amount: int
    source: str = GPB
    function: str = "2010301"
    kind: str = "basic"
    economic: str = "30101"
    project: str = ""
    unit: str = ""
    year: int = YEAR


class Income(NamedTuple):
    """A row of income.csv; ``amount`` in 分."""

    amount: int
    source: str = GPB
    item: str = ""
    year: int = YEAR


def project_line(amount: int, project: Project, economic: str = "30201", source: str = GPB, year: int = YEAR) -> Line:
    """A line of a project, with the project's unit and function; one that lives on carry-over may have none."""
    return Line(
        amount, source, project.function or "2010399", "project", economic, project.id, project.unit or "", year
    )


def table(
    rows: Sequence[NamedTuple], fields: Sequence[str], name: str, places: Sequence[tuple[int, int]] = ()
) -> FactTable:
    """The rows as a fact table of one file; ``places``: (file, row) of each row where they do not simply follow."""
    columns: dict[str, Any] = {field: [getattr(row, field) for row in rows] for field in fields}
    amounts = columns.pop("amount")
    wide = sum(amounts) >= 2**63
    where = list(places) or [(0, FIRST_ROW + index) for index in range(len(rows))]
    frame = pd.DataFrame(
        {
            "year": pd.Series(columns.pop("year"), dtype="int64"),
            **{field: pd.Categorical(values) for field, values in columns.items()},
            "amount": pd.Series(amounts, dtype=object if wide else "int64"),
            "file": pd.Series([file for file, _ in where], dtype="int64"),
            "row": pd.Series([row for _, row in where], dtype="int64"),
        }
    )
    return FactTable(frame, (SourceFile(name), SourceFile(f"second-{name}")))


def income_of(lines: Iterable[Line]) -> list[Income]:
    """Income that equals the lines by year and source."""
    sums: dict[tuple[int, str], int] = {}
    for line in lines:
        sums[line.year, line.source] = sums.get((line.year, line.source), 0) + line.amount
    return [
        Income(fen, source, "other-income" if source == "own-funds" else "", year)
        for (year, source), fen in sums.items()
    ]


def small(
    lines: Sequence[Line] = (),
    income: Sequence[Income] | None = None,
    *,
    units: Sequence[Unit] = (Unit("U1", "本级", "行政"),),
    indicators: Sequence[Indicator] = (),
    functions: Mapping[str, str] | None = None,
    line_places: Sequence[tuple[int, int]] = (),
    prior_unit_types: Mapping[str, str] | None = None,
    places: Mapping[str, Place] | None = None,
    department: Department | None = None,
    **declared: Any,
) -> Budget:
    """A budget of these lines; income follows from them unless given; ``declared``: further fields of budget.yaml."""
    declaration = Declaration(
        format=1,
        year=YEAR,
        department=department or Department("某某局", "某局"),
        units=tuple(units),
        data=Data("lines.csv", "income.csv"),
        **declared,
    )
    return Budget(
        declaration=declaration,
        lines=table(lines, Line._fields, "lines.csv", line_places),
        income=table(income_of(lines) if income is None else income, Income._fields, "income.csv"),
        indicators=tuple(indicators),
        functions=shipped("function").with_names(functions or {}),
        economics=shipped("economic"),
        folder=Path("/budget"),
        templates=None,
        places=places or {},
        prior_unit_types={unit.id: unit.type for unit in units} if prior_unit_types is None else prior_unit_types,
    )


def prose(text: str, place: Place | None = None) -> Prose:
    """Prose of plain text and ``measure(stem)`` in double braces, such as ``增加{{change(income/own-funds)}}``."""
    parts: list[str | FigureRef] = []
    for index, part in enumerate(text.replace("}}", "{{").split("{{")):
        if index % 2 == 0:
            parts.append(part)
            continue
        measure, _, stem = part.rstrip(")").partition("(")
        known = next(word for word in MEASURES if word == measure)
        parts.append(FigureRef(known, stem, f'{{{{ {measure}("{stem}") }}}}'))
    return Prose(tuple(parts), place)


def indicator(project: str, weight: str = "10") -> Indicator:
    """A row of indicators.csv."""
    return Indicator(project, "产出指标", "数量指标", "数量", "≥1", "", "", weight, "", "", Place("indicators.csv", 2))


def wan(amount: int) -> int:
    """万元 as 分."""
    return amount * 1_000_000


def wan_money(amount: int) -> Money:
    """万元 as Money."""
    return Money(wan(amount))
