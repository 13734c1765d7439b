"""Amounts typed into prose against the figures of the report (W05)."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from reportgen.check.context import Context
from reportgen.check.registry import Finding, rule
from reportgen.check.words.directions import amounts
from reportgen.check.words.reasons import expanded, explains, reasons, signed_sum
from reportgen.model.language import say
from reportgen.model.money import FEN_PER_UNIT, Money, half_up
from reportgen.model.place import Place
from reportgen.model.prose import Prose

REASON_BLOCKS = ("income", "expenditure", "appropriation", "function", "travel", "operating_funds")
_PLACES = {"万元": 0, "元": 4, "亿元": -4}
"""How many more decimals of 万元 an amount written in another unit tells."""


@rule(
    "W05",
    "warning",
    "文字里写的金额与某个数字相符",
    "an amount typed into prose equals some figure",
)
def unknown_amounts(context: Context) -> Iterator[Finding]:
    """Amounts in reasons, uses, allocations and goals equal a figure or a declared amount at the places written.

    The list of a reason that adds up to its change (N10-N12) is explained, and rates a head are left out.
    """
    known = _known_amounts(context)
    rounded: dict[int, set[int]] = {}
    for text, place in _prose(context):
        for amount in amounts(text):
            places = amount.decimals + _PLACES[amount.unit]
            if places not in rounded:
                rounded[places] = {_at(Fraction(fen, FEN_PER_UNIT["万元"]), places) for fen in known}
            if _at(Fraction(amount.value), places) not in rounded[places]:
                written = f"{amount.value.normalize():f} 万元"
                yield Finding(
                    say(
                        f"文字里的 {written} 与报告中任何数字都不相符，请核对。",
                        f"{written} in this text equals no figure of the report.",
                    ),
                    place,
                    written,
                )


def _at(value: Fraction, places: int) -> int:
    """Rounded at a number of decimals, which is negative where only ten thousands are told."""
    return half_up(value, places) if places >= 0 else half_up(value / 10**-places, 0)


def _known_amounts(context: Context) -> set[int]:
    """Magnitudes in 分 of every amount that is printed or declared, and of those in the indicators."""
    known = {abs(f.value.fen) for f in context.disclosure.figures.values() if isinstance(f.value, Money)}
    for project in context.declaration.projects:
        if isinstance(project.allocation, tuple):
            known.update(item.amount.fen for item in project.allocation)
    for row in context.budget.indicators:
        for cell in (row.value, row.last_year):
            known.update(int(amount.value * FEN_PER_UNIT["万元"]) for amount in amounts(cell))
    return known


def _prose(context: Context) -> Iterator[tuple[str, Place | None]]:
    """The texts whose amounts are compared; a reason whose list is explained is none."""
    for block in REASON_BLOCKS:
        for reason in reasons(context, block):
            listed = signed_sum(reason.text)
            if not (listed and any(explains(listed, fen) for fen in reason.changes)):
                yield reason.text, reason.place
    for path, prose in _other_prose(context):
        yield expanded(context, prose), context.place(path) or prose.place


def _other_prose(context: Context) -> Iterator[tuple[str, Prose]]:
    declaration = context.declaration
    for name, uses in (("function", declaration.uses.function), ("carryover", declaration.uses.carryover)):
        for key, prose in uses.items():
            yield f"uses.{name}.{key}", prose
    for index, project in enumerate(declaration.projects):
        if isinstance(project.allocation, Prose):
            yield f"projects[{index}].allocation", project.allocation
        if project.goal is not None:
            yield f"projects[{index}].goal", project.goal
    if declaration.performance is not None and declaration.performance.goal is not None:
        yield "performance.goal", declaration.performance.goal
