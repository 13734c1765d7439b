"""Codes of one budget with the money of another (Q12)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from reportgen.check.context import Context
from reportgen.check.registry import Finding, rule
from reportgen.model.language import say

FUND: Final = ("21208", "21210", "21211", "21213", "21214", "22904", "22908", "22960")
"""款 of the classification that hold government funds alone."""
STATE_CAPITAL: Final = ("223",)
_GENERAL: Final = ("general-public-budget", "general-public-budget-transfer")


@rule(
    "Q12",
    "warning",
    "政府性基金、国有资本经营预算的科目不用一般公共预算安排",
    "codes of the funds take no general public budget money",
)
def sources_of_codes(context: Context) -> Iterator[Finding]:
    """Money of the general public budget under a code that the classification keeps for a government fund or for state capital.

    Told once a code.

    Basis: 《政府收支分类科目》：一般公共预算、政府性基金预算、国有资本经营预算各有支出功能科目 | The classification has codes of its own for
        each of the three budgets
    Help: 核对这一行的功能科目和资金来源，改错的一处 | check code and source of the line; put the wrong one right
    Wrong: 2120801 征地和拆迁补偿支出，资金来源：一般公共预算 | 2120801 with the source 一般公共预算
    Right: 2120801 征地和拆迁补偿支出，资金来源：政府性基金预算 | 2120801 with the source 政府性基金预算
    """
    told: set[str] = set()
    for (year, function, _, source), group in context.lines_by_function.items():
        if year != context.year or source not in _GENERAL or not function or function in told:
            continue
        own = (
            "政府性基金预算"
            if function.startswith(FUND)
            else "国有资本经营预算"
            if function.startswith(STATE_CAPITAL)
            else ""
        )
        if own:
            told.add(function)
            name = context.budget.functions.name(function)
            yield Finding(
                say(
                    f"{function}“{name}”是{own}的科目，这一行的资金来源却是一般公共预算。",
                    f"{function} ({name}) is a code of {own}, but the source of this line is 一般公共预算.",
                ),
                group.place,
                "一般公共预算",
                own,
            )
