"""Amounts of the year before (W08)."""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from reportgen.check.context import Context
from reportgen.check.registry import Finding, rule
from reportgen.model.budget import Reasons
from reportgen.model.language import say


@rule(
    "W08",
    "warning",
    "写了增减理由的预算给出上年数",
    "a budget that gives reasons of changes gives amounts of the year before",
)
def no_year_before(context: Context) -> Iterator[Finding]:
    """Without any amount of last year every change is told against zero (rule 4): reasons show that this is not meant."""
    declaration = context.declaration
    before = any(year < context.year and group.fen for (year, _), group in context.lines_by_source.items())
    if before or declaration.reasons == Reasons() or any(attrs.astuple(declaration.comparatives)):
        return
    yield Finding(
        say(
            f"写了增减的理由，却没有 {context.year - 1} 年的任何数：报告里的增减都是与零相比。请补上年各行，或写 prior。",
            f"Reasons of changes are given, but no amount of {context.year - 1}: every change is told against zero. Add "
            "last year's rows, or `prior`.",
        ),
        context.place("reasons"),
    )
