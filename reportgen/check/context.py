"""What the rules look at: printed cells by table, row and column, and the money lines in groups."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Any

from reportgen.check.groups import Group, grouped
from reportgen.check.texts import Text, texts
from reportgen.model.budget import Budget, Declaration
from reportgen.model.disclosure import Disclosure
from reportgen.model.figure import Figure
from reportgen.model.money import Money
from reportgen.model.place import Place, SourceFile

Sums = Mapping[tuple[Any, ...], Group]


class Context:
    """A budget and its disclosure, with what several rules need worked out once."""

    def __init__(self, budget: Budget, disclosure: Disclosure) -> None:
        self.budget = budget
        self.disclosure = disclosure

    @property
    def declaration(self) -> Declaration:
        """What budget.yaml says."""
        return self.budget.declaration

    @cached_property
    def project_index(self) -> dict[str, int]:
        """Project id → its place in the list of budget.yaml, from 0."""
        return {project.id: index for index, project in enumerate(self.declaration.projects)}

    @cached_property
    def sources(self) -> Mapping[SourceFile, SourceFile]:
        """The files of the fact tables, which know their columns, by themselves."""
        return {file: file for table in (self.budget.lines, self.budget.income) for file in table.files}

    def project_path(self, project_id: str, field: str = "") -> str:
        """The dotted path of a project of budget.yaml, or of one of its fields."""
        return f"projects[{self.project_index[project_id]}]" + (f".{field}" if field else "")

    @property
    def year(self) -> int:
        """The budget year."""
        return self.budget.year

    @cached_property
    def tables(self) -> Mapping[str, Mapping[str, Mapping[str, int]]]:
        """Table (``t2``) → row → column → 分, of every cell that is printed, rows in the order of the register."""
        tables: dict[str, dict[str, dict[str, int]]] = {}
        for key, figure in self.disclosure.figures.items():
            if key[:1] != "t" or not isinstance(figure.value, Money):
                continue
            table, _, rest = key.partition("/")
            if table[1:].isdigit():
                row, _, column = rest.rpartition("/")
                tables.setdefault(table, {}).setdefault(row, {})[column] = figure.value.fen
        return tables

    def cell(self, table: str, row: str, *columns: str) -> int:
        """The exact sum in 分 of the cells of one row; a blank cell is zero (rule 7)."""
        cells = self.tables.get(table, {}).get(row, {})
        return sum(cells.get(column, 0) for column in columns)

    def rows(self, table: str, digits: int | None = None) -> list[str]:
        """Row keys of a table that have a printed cell; with ``digits`` only codes of that length."""
        rows = self.tables.get(table, {})
        return [row for row in rows if digits is None or (row.isdigit() and len(row) == digits)]

    def codes(self, table: str) -> list[str]:
        """The code rows of a table, 类, 款 and 项."""
        return [row for row in self.tables.get(table, {}) if row.isdigit()]

    def figure(self, key: str) -> Figure | None:
        """The figure of a key or of its alias, None when it is not printed."""
        return self.disclosure.figures.get(self.disclosure.aliases.get(key, key))

    def fen(self, key: str) -> int | None:
        """The exact amount of a figure in 分; None when there is no such amount."""
        figure = self.figure(key)
        return figure.value.fen if figure is not None and isinstance(figure.value, Money) else None

    def figure_place(self, *keys: str) -> Place | None:
        """The first input row behind the first of the figures that has one."""
        for key in keys:
            figure = self.figure(key)
            for runs in self.disclosure.rows_of.runs(figure) if figure is not None else ():
                return self.sources.get(runs.source, runs.source).cell(runs.first[0], "amount")
        return None

    def place(self, path: str) -> Place | None:
        """Where a value of budget.yaml stands."""
        return self.budget.place(path)

    @cached_property
    def income_by_source(self) -> Sums:
        """(year, source key) → declared income."""
        return grouped(self.budget.income, "year", "source")

    @cached_property
    def lines_by_source(self) -> Sums:
        """(year, source key) → money lines."""
        return grouped(self.budget.lines, "year", "source")

    @cached_property
    def lines_by_function(self) -> Sums:
        """(year, function, kind, source key) → money lines."""
        return grouped(self.budget.lines, "year", "function", "kind", "source")

    @cached_property
    def lines_by_economic(self) -> Sums:
        """(year, economic, source key) → money lines."""
        return grouped(self.budget.lines, "year", "economic", "source")

    @cached_property
    def lines_by_project(self) -> Sums:
        """(year, project id, source key) → money lines; the id of basic lines is empty."""
        return grouped(self.budget.lines, "year", "project", "source")

    @cached_property
    def texts(self) -> tuple[Text, ...]:
        """Every text of the user that survived loading."""
        return tuple(texts(self.budget))
