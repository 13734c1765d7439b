"""Basic lines that stand under a unit to which they do not belong (Q09)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from reportgen.check.context import Context
from reportgen.check.groups import Group, grouped
from reportgen.check.registry import Finding, rule
from reportgen.model.language import say

SHARED: Final = ("208", "210", "221")
"""Classes under which every unit pays its contributions."""
USUAL: Final = 3
"""From so many economic codes on a unit is at home under a code."""


@rule("Q09", "warning", "基本支出各行写在本单位的科目下", "basic lines stand under the code of their own unit")
def strays(context: Context) -> Iterator[Finding]:
    """Where units run under different codes, a single line of one unit under another's code is likely the other unit's.

    Told only where the unit has at least three lines under a code of its own, the other unit has at least two under this
    one and lacks just this economic code; contributions (208, 210, 221) are left alone.

    Basis: 基本支出按单位编制：单位的运行支出列在本单位的科目下 | Basic expenditure is budgeted unit by unit, under the unit's own code
    Help: 核对这一行的单位，多半是填串了；属实的在 accept 里写明理由 | check the unit of this line; where it is right, accept it with the
        reason
    Wrong: 2050203 科目下第二中学的基本工资写成了第一中学（第一中学其余各行都在 2050204）
        | the pay of school 2 (2050203) stands under school 1, whose other lines are under 2050204
    Right: 这一行的单位是第二中学 | the line is school 2's
    """
    homes: dict[tuple[str, str], dict[str, Group]] = {}
    for (year, unit, function, kind, economic), group in grouped(
        context.budget.lines, "year", "unit", "function", "kind", "economic"
    ).items():
        if year == context.year and kind == "basic" and unit and economic and not function.startswith(SHARED):
            homes.setdefault((function, unit), {})[economic] = group
    for (function, unit), own in homes.items():
        if len(own) != 1 or not _at_home_elsewhere(homes, function, unit):
            continue
        ((economic, group),) = own.items()
        others = [u for (f, u), codes in homes.items() if f == function and u != unit and len(codes) > 1]
        if len(others) == 1 and economic not in homes[function, others[0]]:
            yield Finding(
                say(
                    f"{function} {economic} 这一行的单位是 {unit}，而本科目其余各行都是 {others[0]}，{unit} 的运行支出在别的科目。",
                    f"This line of {function} {economic} names unit {unit}; the others of the code are {others[0]}'s, and "
                    f"{unit} runs under another code.",
                ),
                group.place,
                unit,
                others[0],
            )


def _at_home_elsewhere(homes: dict[tuple[str, str], dict[str, Group]], function: str, unit: str) -> bool:
    return any(u == unit and f != function and len(codes) >= USUAL for (f, u), codes in homes.items())
