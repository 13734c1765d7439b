"""What the tables are validated against, and what reading one gives."""

from __future__ import annotations

from collections.abc import Mapping

import attrs

from reportgen.model.budget import Options
from reportgen.model.codelist import CodeList
from reportgen.model.facts import FactTable
from reportgen.model.money import AmountUnit
from reportgen.model.place import Place


@attrs.frozen
class TableContext:
    """What budget.yaml says that the rows of its tables must agree with."""

    year: int
    amount_unit: AmountUnit
    units: Mapping[str, str]
    """Unit id → type (行政, 参公, 事业)."""
    projects: Mapping[str, tuple[str | None, str | None]]
    """Project id → the unit and the function code it declares (None for one that lives on carry-over alone)."""
    withheld_indicators: frozenset[str]
    """Ids of the projects with ``indicators: withheld``."""
    functions: CodeList
    economics: CodeList
    options: Options
    prior_rows: bool
    """False when ``prior`` is given: rows of the year before are then an error."""


@attrs.frozen(eq=False)
class LinesResult:
    """The money lines of one table; ``repeated_rows`` are (row, earlier row) pairs that are the same to the letter."""

    table: FactTable
    repeated_rows: tuple[tuple[Place, Place], ...] = ()
