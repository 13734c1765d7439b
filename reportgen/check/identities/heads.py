"""People of this year against those of last year's budget (S03)."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.check.context import Context
from reportgen.check.registry import Finding, rule
from reportgen.model.language import say

GROUPS = {
    "in_service": ("在职", "in service"),
    "retired": ("退休", "retired"),
    "retired_veterans": ("离休", "retired veterans"),
}
"""Field of `Staffing` → its name in both languages."""


@rule(
    "S03",
    "warning",
    "上年预算的人数 + 增减人数 = 本年人数",
    "people of last year's budget + change = people of this year",
)
def heads_roll_forward(context: Context) -> Iterator[Finding]:
    """Where ``prior`` names last year's budget, each group of people follows from it by the change that is told.

    Basis: 人员情况：年初实有人数和比上年增减，与上年预算衔接 | people and their change, against last year's budget
    Help: 核对人数和增减数；上年预算公布后更正过的，写进 accept | check the count and the change, or accept the finding
    Wrong: 上年 572 人，增加 14 人，本年写 568 人 | 572 last year, 14 more, 568 this year
    Right: 上年 572 人，增加 14 人，本年写 586 人 | 572 last year, 14 more, 586 this year
    """
    before, now = context.budget.prior_staffing, context.declaration.department.staffing
    if before is None or now is None:
        return
    for field, (zh, en) in GROUPS.items():
        last, this = getattr(before, field), getattr(now, field)
        if last is None or this is None or this.change is None or last.count + this.change == this.count:
            continue
        right = last.count + this.change
        change = f"{this.change:+d}" if this.change else "0"
        yield Finding(
            say(
                f"{zh}：上年预算 {last.count} 人，增减 {change} 人，应为 {right} 人，本年写 {this.count} 人。",
                f"{en}: {last.count} in last year's budget and a change of {change} make {right}, not {this.count}.",
            ),
            context.place(f"department.staffing.{field}.count"),
            str(this.count),
            str(right),
        )
