"""Figures: every number that is printed, with its exact value, how it is printed, and where it comes from."""

from __future__ import annotations

from fractions import Fraction
from typing import Literal

import attrs

from reportgen.model.money import AmountUnit, Money, half_up, percent_text, ratio_value
from reportgen.model.place import Place

FigureKind = Literal["amount", "rate", "count"]


@attrs.frozen
class Term:
    """One operand of a formula: a figure's key, or a name such as ``Σ lines.amount``, with its value."""

    name: str
    value: Money | Fraction | int


@attrs.frozen
class Formula:
    """How a value follows from its terms.

    ``sum`` of input rows (``condition`` tells which) or of terms; ``difference`` a − b; ``growth`` (a − b) / b;
    ``share`` a / b; ``fact`` as declared by the user; ``count`` of things (``condition`` tells which). Of a rate,
    ``condition`` tells what b = 0 counts as, and the residual that its printed text took (rules 3, 4 and 27).
    """

    operation: Literal["sum", "difference", "growth", "share", "fact", "count"]
    terms: tuple[Term, ...] = ()
    condition: str = ""


@attrs.frozen
class Selection:
    """Which rows of a fact table: every condition holds; None does not restrict, an empty tuple admits no row.

    ``function`` and ``economic`` hold code prefixes (``201`` for a whole class), the others whole values as in
    `FactTable`, ``""`` for a blank cell.
    """

    table: Literal["lines", "income"]
    year: int
    source: tuple[str, ...] | None = None
    kind: tuple[str, ...] | None = None
    function: tuple[str, ...] | None = None
    economic: tuple[str, ...] | None = None
    project: tuple[str, ...] | None = None
    unit: tuple[str, ...] | None = None
    item: tuple[str, ...] | None = None


@attrs.frozen(eq=False)
class Origin:
    """Where a figure comes from: rows of a fact table, or places of declared facts; neither when it follows from terms."""

    selection: Selection | None = None
    places: tuple[Place, ...] = ()


@attrs.frozen
class Figure:
    """One printed number.

    ``value``: Money for ``amount`` (signed for changes), a ratio for ``rate`` (1 = 100 %), an int for ``count``.
    ``hundredths``: of a rate, the printed hundredths of a percent when shares were balanced (rules 3 and 27).
    ``bare_zero``: an exact zero prints as ``0`` (rule 7, statement ten).
    """

    key: str
    kind: FigureKind
    value: Money | Fraction | int
    formula: Formula
    origin: Origin = attrs.field(factory=Origin, eq=False)
    measure: str = ""
    """Measure word of a count (人, 个, 辆, 家); empty for amounts and rates, whose unit is the layout's or %."""
    hundredths: int | None = None
    bare_zero: bool = False

    def text(self, unit: AmountUnit = "万元") -> str:
        """The printed text, a magnitude without sign or unit (rules 5 and 16)."""
        if isinstance(self.value, Money):
            return "0" if self.bare_zero and not self.value else abs(self.value).text(unit)
        if self.kind == "rate":
            hundredths = self.hundredths if self.hundredths is not None else half_up(Fraction(self.value), 4)
            return percent_text(hundredths)
        return str(self.value)

    @property
    def machine_value(self) -> str:
        """The exact value for machines: 元 with two decimals; a ratio of up to 12 places; a plain count."""
        if isinstance(self.value, Money):
            return self.value.yuan()
        return ratio_value(Fraction(self.value)) if self.kind == "rate" else str(self.value)

    def unit(self, amount_unit: AmountUnit = "万元") -> str:
        """The unit printed behind the number."""
        return {"amount": amount_unit, "rate": "%", "count": self.measure}[self.kind]
