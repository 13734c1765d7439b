"""The weights of indicator tables (N43)."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal

from reportgen.check.context import Context
from reportgen.check.evidence import listed
from reportgen.check.registry import Finding, rule
from reportgen.model.budget import Indicator
from reportgen.model.diagnostic import Note
from reportgen.model.disclosure import IndicatorTable
from reportgen.model.language import say

WEIGHTS = Decimal(90)
"""Sum of the weights of an indicator table; the other 10 of 100 is the standing score for budget execution."""
_WEIGHT = re.compile(r"([0-9]+(?:\.[0-9]+)?)\s*[%分]?")
_ROUND = Decimal(5)
"""Weights are multiples of this as a rule."""

Weighted = Sequence[tuple[Indicator, Decimal]]


@rule("N43", "error", "每张绩效目标表的权重之和为 90", "the weights of an indicator table sum to 90")
def weights(context: Context) -> Iterator[Finding]:
    """N43: every printed indicator table that has weights; a table without any leaves the column out of the check.

    The place is the weight that stands out, where one alone does: the others are equal, or multiples of five.

    Basis: 绩效指标权重合计 90 分，另 10 分为预算执行率（N43） | the weights sum to 90, the other 10 being budget execution (N43)
    Help: 改正写错的权重，使合计为 90 | correct the wrong weight so that the sum is 90
    Wrong: 40 + 20 + 20 + 20 = 100 | 40 + 20 + 20 + 20 = 100
    Right: 40 + 20 + 20 + 10 = 90 | 40 + 20 + 20 + 10 = 90
    """
    for table in context.disclosure.statements.performance.tables:
        yield from _weights(table)


def _weights(table: IndicatorTable) -> Iterator[Finding]:
    written = [(row, unicodedata.normalize("NFKC", row.weight).strip()) for row in table.rows]
    if not any(text for _, text in written):
        return
    name = table.project.id if table.project is not None else say("整个部门", "the department")
    weighted = []
    for row, text in written:
        match = _WEIGHT.fullmatch(text)
        if match is not None:
            weighted.append((row, Decimal(match[1])))
        elif text:
            message = say(
                f"{name} 的权重“{row.weight}”不是数字。", f"The weight {row.weight!r} of {name} is no number."
            )
            yield Finding(message, row.cell("weight"), row.weight, say("数字", "a number"))
            return
    total = sum((weight for _, weight in weighted), Decimal(0))
    if total == WEIGHTS:
        return
    odd = _odd(weighted, WEIGHTS - total)
    gap = f"{abs(total - WEIGHTS).normalize():f}"
    yield Finding(
        say(
            f"{name} 的指标权重之和为 {total}，应为 90，{'多' if total > WEIGHTS else '少'} {gap}。",
            f"The weights of {name} sum to {total}; they must sum to 90 ({gap} too {'much' if total > WEIGHTS else 'little'}).",
        ),
        (odd[0] if odd is not None else weighted[0][0]).cell("weight"),
        str(total),
        str(WEIGHTS),
        notes=tuple(_notes(weighted, odd, WEIGHTS - total)),
    )


def _odd(weighted: Weighted, correction: Decimal) -> tuple[Indicator, Decimal] | None:
    """The one row whose weight stands out and would not with the correction; None when none or several do."""
    counts = Counter(weight for _, weight in weighted)
    alike = [
        (row, weight)
        for row, weight in weighted
        if len(weighted) > 2 and counts[weight] == 1 and counts[weight + correction] == len(weighted) - 1
    ]
    uneven = [(row, weight) for row, weight in weighted if weight % _ROUND and not (weight + correction) % _ROUND]
    positive = [(row, weight) for row, weight in alike or uneven if weight + correction > 0]
    return positive[0] if len(positive) == 1 else None


def _notes(weighted: Weighted, odd: tuple[Indicator, Decimal] | None, correction: Decimal) -> Iterator[Note]:
    yield from listed([Note(f"{row.level3} {weight}", row.cell("weight")) for row, weight in weighted], "项", "items")
    if odd is not None:
        row, weight = odd
        right = weight + correction
        zh, en = (
            f"{row.level3}：把 {weight} 改为 {right}，合计就是 90",
            f"{row.level3}: with {right} for {weight} the sum is 90",
        )
        yield Note(say(zh, en), row.cell("weight"))
