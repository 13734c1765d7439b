"""What is printed, before any words: tables as rows of figure keys, statements as entries, and the register of figures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal, Protocol

import attrs

from reportgen.model.budget import Budget, Indicator, Project
from reportgen.model.codelist import CodeList
from reportgen.model.figure import Figure
from reportgen.model.place import RowRange, SourceFile
from reportgen.model.prose import Prose
from reportgen.model.records import AllocationItem, Unit

RowLevel = Literal["total", "class", "section", "item", "unit", "project", "line"]
Direction = Literal["up", "down"]


@attrs.frozen
class Row:
    """One row of a table. ``cells``: column → figure key; a blank cell (exact zero, rule 7) has no entry.

    ``labels`` by level: ``code`` (3, 5 or 7 digits), ``name`` (of the code, the unit or the total: then empty, the
    layout words it), ``project``. A row of a fixed form (tables 1, 4, 10) has only its ``key``; the layout words it.
    """

    key: str
    level: RowLevel
    cells: Mapping[str, str]
    labels: Mapping[str, str] = attrs.field(factory=dict)


@attrs.frozen
class Table:
    """One of the eleven tables. ``side``: the left-hand rows of the two-sided tables 1 and 4 (income)."""

    id: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    side: tuple[Row, ...] = ()
    empty: bool = False
    """No money at all (tables 8 and 9 then print a sentence, rule 9)."""


@attrs.frozen
class Entry:
    """One item of a statement: the keys of its figures, and what the wording depends on.

    ``amount``, ``share``, ``change``, ``growth`` are keys into the register (``growth`` None under ``zero_base: none``
    with a zero base and money now). ``direction`` follows the exact difference, zero counting as up (rules 5 and 27).
    """

    key: str
    amount: str
    name: str = ""
    """Name of a code or project; empty where the layout words it from ``key``."""
    names: tuple[str, ...] = ()
    """類, 款, 项 names of a 7-digit code, from the top."""
    share: str | None = None
    change: str | None = None
    growth: str | None = None
    direction: Direction = "up"
    now: bool = True
    """Money this year (exact value not zero)."""
    before: bool = True
    """Money last year."""
    text: Prose | None = None
    """The reason of the change, or the use, as the statement wants."""


@attrs.frozen
class FiscalBudget:
    """One of the three budgets in statement four: its appropriation, and its classes with their uses (rule 29)."""

    key: str
    amount: str
    classes: tuple[Entry, ...]


@attrs.frozen
class ProjectBlock:
    """One block of statement seven: the project and its appropriation."""

    project: Project
    unit: Unit | None
    amount: str
    items: tuple[AllocationItem, ...]
    """Allocation as a list; empty when it is one text (``project.allocation``) or withheld."""


@attrs.frozen
class IndicatorTable:
    """A performance table: of the department (``project`` None) or of a project, with its money."""

    project: Project | None
    unit: Unit | None
    amounts: Mapping[str, str]
    """Figure keys: ``superior``, ``own``, ``other`` for the department; ``total``, ``fiscal``, ``other`` for a project."""
    goal: Prose | None
    rows: tuple[Indicator, ...]


@attrs.frozen
class Overview:
    """Statement one: total, and the keys/names of the lists (rule 13)."""

    total: str
    sources: tuple[str, ...]
    """Columns of table 2 with money, in order."""
    classes: tuple[str, ...]
    """Names of function classes with money, in code order."""


@attrs.frozen
class Appropriation:
    """Statement five, and in its general form eight and nine."""

    total: str
    kinds: tuple[Entry, ...]
    classes: tuple[Entry, ...]
    items: tuple[Entry, ...]


@attrs.frozen
class Basic:
    """Statement six: 人员 and 公用, each with the names of its 款."""

    total: str
    staff: str
    staff_names: tuple[str, ...]
    operating: str
    operating_names: tuple[str, ...]


@attrs.frozen
class Carryover:
    """Statement eleven."""

    total: str
    fiscal: str
    non_fiscal: str
    projects: tuple[Entry, ...]


@attrs.frozen
class Procurement:
    """Statement twelve (二): figure keys, None where a fact is not given."""

    total: str | None
    goods: str | None
    works: str | None
    services: str | None
    reserved_sme: str | None
    reserved_micro: str | None


@attrs.frozen
class Assets:
    """Statement twelve (三): figure keys of values and sums; plain counts are read from the budget."""

    buildings_value: str | None
    vehicles_count: str | None
    vehicles_value: str | None
    vehicle_values: tuple[str | None, ...]
    furniture: str | None
    other: str | None


@attrs.frozen
class Performance:
    """Statement twelve (四) and (五), rule 32."""

    fiscal_count: str
    fiscal_amount: str
    non_fiscal_count: str
    non_fiscal_amount: str
    withheld_count: str | None
    withheld_amount: str | None
    by_authority_count: str | None
    by_authority_amount: str | None
    tables: tuple[IndicatorTable, ...]


@attrs.frozen
class Staffing:
    """Part one: counts that are computed (figure keys); None where nothing is declared."""

    total: str | None
    offices: str | None
    subordinate_units: str | None
    unit_types: tuple[tuple[str, str], ...]
    """(type as declared, figure key of its count), types with units only, in the order 行政, 参公, 事业."""


@attrs.frozen
class Statements:
    """The twelve statements of part three and the computed counts of part one."""

    overview: Overview
    income: tuple[Entry, ...]
    """Ten sources in table 2's order; the wording (rules 8 and 28) depends on ``now`` and ``before``."""
    income_total: str
    expenditure: tuple[Entry, ...]
    expenditure_total: str
    fiscal_total: str
    fiscal: tuple[FiscalBudget, ...]
    """Budgets with money."""
    appropriation: Appropriation
    basic: Basic
    projects: tuple[ProjectBlock, ...]
    government_fund: Appropriation | None
    """None when table 8 is empty."""
    state_capital: Appropriation | None
    travel: tuple[Entry, ...]
    """Four items in statement order."""
    travel_total: Entry
    carryover: Carryover
    operating_funds: Entry
    procurement: Procurement | None
    assets: Assets | None
    performance: Performance
    staffing: Staffing


@attrs.frozen(eq=False)
class Runs:
    """Runs of rows of one input file: ``first[i]`` to ``last[i]``, rising; what `RowRange` says one by one."""

    source: SourceFile
    first: Sequence[int]
    last: Sequence[int]


class RowsOf(Protocol):
    """The input rows of a figure, computed when asked."""

    def __call__(self, figure: Figure) -> tuple[RowRange, ...]:
        """The rows as ranges."""

    def runs(self, figure: Figure) -> tuple[Runs, ...]:
        """The same, a file at a time: what a listing of very many rows reads."""


@attrs.frozen(eq=False)
class Disclosure:
    """Everything a layout can print. ``figures`` is the one register that checks, prose, charts and templates read."""

    budget: Budget
    tables: Mapping[str, Table]
    statements: Statements
    figures: Mapping[str, Figure]
    """Key → figure, in the order of the report."""
    aliases: Mapping[str, str]
    """Statement key of an amount → key of the table cell that it is (the cell's key is used everywhere)."""
    rows_of: RowsOf = attrs.field(repr=False)
    """The input rows of a figure, as runs; computed when asked."""

    @property
    def functions(self) -> CodeList:
        """Function codes of the year."""
        return self.budget.functions

    def figure(self, key: str) -> Figure:
        """The figure of a key or of its alias. Raises KeyError when there is none."""
        return self.figures[self.aliases.get(key, key)]
