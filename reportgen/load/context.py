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
    """What budget.yaml says that the rows of its tables must agree with; None where it does not say it readably.

    What rests on something that is None is not checked: the slip in budget.yaml is told, and everything else too.
    """

    year: int | None
    amount_unit: AmountUnit | None
    units: Mapping[str, str] | None
    """Unit id → type (行政, 参公, 事业)."""
    projects: Mapping[str, tuple[str | None, str | None]] | None
    """Project id → the unit and the function code it declares (None for one that lives on carry-over alone)."""
    withheld_indicators: frozenset[str]
    """Ids of the projects with ``indicators: withheld``."""
    functions: CodeList
    economics: CodeList
    options: Options
    prior_rows: bool
    """False when ``prior`` is given: rows of the year before are then an error."""
    names: Mapping[str, Mapping[str, str]] = attrs.field(factory=dict)
    """``unit`` and ``project``: name → id, for those who write the name."""
    codes_known: bool = True
    """False where the budget may add codes that cannot be read."""

    @property
    def complete(self) -> bool:
        """Whether everything is known, so that rows without an error are right."""
        return None not in (self.year, self.amount_unit, self.units, self.projects)


@attrs.frozen(eq=False)
class LinesResult:
    """The money lines of one table; ``repeated_rows`` are (row, earlier row) pairs that are the same to the letter."""

    table: FactTable
    repeated_rows: tuple[tuple[Place, Place], ...] = ()
