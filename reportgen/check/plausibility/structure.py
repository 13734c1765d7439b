"""Which groups of indicators a table has (E40, Q40)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from reportgen.check.context import Context
from reportgen.check.plausibility.sheets import Sheet, sheets
from reportgen.check.registry import Finding, rule
from reportgen.model.language import say

GROUPS: Final = ("产出", "成本", "效益", "满意度")
EVERY_PROJECT: Final = frozenset({"产出", "效益"})
"""Groups that each project has in principle; the other two where they fit."""


def _missing(sheet: Sheet) -> list[str]:
    """The groups that a project's table lacks; 成本 may stand under 产出, as in older forms."""
    names = [line.row.level1 + line.row.level2 for line in sheet.lines]
    found = {group for group in GROUPS if any(group in name for name in names)}
    if any("满意" in name for name in names):
        found.add("满意度")
    if any("效果" in name or "效应" in name for name in names):
        found.add("效益")
    return [group for group in GROUPS if group not in found]


def _told(sheet: Sheet, missing: list[str]) -> Finding:
    names = "、".join(missing)
    first = sheet.lines[0].row
    return Finding(
        say(
            f"{sheet.name}的绩效目标表没有{names}指标，只有{'、'.join(_groups(sheet))}。",
            f"The indicator table of {sheet.name} lacks {names}; it has {', '.join(_groups(sheet))}.",
        ),
        first.cell("level1"),
        "、".join(_groups(sheet)),
        "、".join(GROUPS),
    )


def _groups(sheet: Sheet) -> list[str]:
    return list(dict.fromkeys(line.row.level1 for line in sheet.lines if line.row.level1))


@rule("E40", "warning", "每张项目绩效目标表有产出指标和效益指标", "a project's indicator table has 产出 and 效益")
def needed_groups(context: Context) -> Iterator[Finding]:
    """E40: the first-level groups are 产出, 成本, 效益 and 满意度; the first and the third are set for each project in principle.
    One finding a table names all that are missing; tables that lack only 成本 or 满意度 are told as information (Q40).

    Basis: 财预〔2021〕101 号：原则上每一项目均应设置产出指标和效益指标，成本、满意度指标根据实际情况设置 | Guide 财预〔2021〕101号: 产出
        and 效益 are set for each project in principle, 成本 and 满意度 where they fit
    Help: 补上缺的指标并调整权重；确实没有的，在 accept 里写明理由。 | Add what is missing and set the weights again, or accept it
        with a reason.
    Wrong: 只有产出指标（权重 90） | 产出 alone (weight 90)
    Right: 产出 40、成本 20、效益 20、满意度 10
    """
    for sheet in sheets(context):
        missing = _missing(sheet) if sheet.project is not None else []
        if EVERY_PROJECT & set(missing):
            yield _told(sheet, missing)


@rule(
    "Q40",
    "info",
    "绩效目标表一般也有成本、满意度指标；部门整体不止一组指标",
    "an indicator table as a rule has 成本 and 满意度 too; the department's has more than one group",
)
def usual_groups(context: Context) -> Iterator[Finding]:
    """E40, E41: a project's table that has 产出 and 效益 but no 成本 or no 满意度, and a department's table of three or more rows
    that all stand in one group.

    Basis: 财预〔2021〕101 号：成本、满意度指标根据实际情况设置 | Guide 财预〔2021〕101号: 成本 and 满意度 are set where they fit
    Help: 适用的补上；不适用的不用改。 | Add them where they fit; else nothing has to be done.
    Wrong: 产出 60、效益 30
    Right: 产出 40、成本 20、效益 20、满意度 10
    """
    for sheet in sheets(context):
        missing = _missing(sheet)
        if sheet.project is None:
            if len(sheet.lines) > 2 and len(_groups(sheet)) == 1:
                group = _groups(sheet)[0]
                yield Finding(
                    say(
                        f"部门整体的 {len(sheet.lines)} 项指标都在“{group}”一组里。",
                        f"All {len(sheet.lines)} indicators of the department stand in one group, {group}.",
                    ),
                    sheet.lines[0].row.cell("level1"),
                    group,
                    say("两组以上，如产出、效益、满意度", "two groups or more"),
                )
        elif missing and not EVERY_PROJECT & set(missing):
            yield _told(sheet, missing)
