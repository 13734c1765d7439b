"""Changes: the one place that decides difference, growth, zero base and direction (rules 2, 4, 5 and 27)."""

from __future__ import annotations

from fractions import Fraction
from typing import Literal

import attrs

from reportgen.compute.register import Register
from reportgen.model.disclosure import Direction
from reportgen.model.figure import Figure, Formula
from reportgen.model.money import Money

ZeroBase = Literal["hundred", "none"]


@attrs.frozen
class Comparison:
    """An amount against last year's: ``difference`` in 分 and ``growth`` as a ratio, both signed and exact.

    ``growth`` is None where last year had nothing to grow from and the house style says so (``zero_base: none``).
    """

    difference: int
    growth: Fraction | None
    direction: Direction


def compare(now: int, before: int, zero_base: ZeroBase) -> Comparison:
    """Compare two amounts in 分.

    Rule 2: current − prior, and that over prior, unrounded. Rule 4: from nothing to something grows by 100 % (rule 27:
    by no rate under ``zero_base: none``); from nothing to nothing by 0 %. Rules 5 and 27: the direction follows the
    exact difference, zero counting as up, and holds for the rate too.
    """
    difference = now - before
    growth: Fraction | None
    if before:
        growth = Fraction(difference, before)
    elif now:
        growth = Fraction(1) if zero_base == "hundred" else None
    else:
        growth = Fraction(0)
    return Comparison(difference, growth, "down" if difference < 0 else "up")


@attrs.frozen
class Change:
    """The registered figures of a comparison, and what the wording depends on."""

    change: str
    growth: str | None
    direction: Direction
    now: bool
    before: bool


def add_change(register: Register, stem: str, amount: str, prior: str, zero_base: ZeroBase) -> Change:
    """Enter ``stem/change`` and ``stem/growth`` of two registered amounts."""
    now, before = register.fen(amount), register.fen(prior)
    comparison = compare(now, before, zero_base)
    terms = (register.term(amount), register.term(prior))
    change = register.add(
        Figure(f"{stem}/change", "amount", Money(comparison.difference), Formula("difference", terms))
    )
    growth = None
    if comparison.growth is not None:
        convention = "" if before else f"prior=0, growth={comparison.growth}"
        formula = Formula("growth", terms, convention)
        growth = register.add(Figure(f"{stem}/growth", "rate", comparison.growth, formula))
    return Change(change, growth, comparison.direction, bool(now), bool(before))
