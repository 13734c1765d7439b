"""Heads: the people of a subsidy against the indicators (E04), people in service against posts (E22)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from operator import eq, ge, gt, le, lt

from reportgen.check.context import Context
from reportgen.check.registry import Finding, rule
from reportgen.model.language import say

_PEOPLE = re.compile(r"(≥|≤|>=|<=|=|>|<)?\s*([0-9][0-9,]{0,15})\s*人")
_RELATIONS: dict[str, Callable[[int, int], bool]] = {
    "": eq, "=": eq, "≥": ge, ">=": ge, "≤": le, "<=": le, ">": gt, "<": lt,
}  # fmt: skip


@rule(
    "E04",
    "error",
    "补贴人数与同一项目以“人”为单位的指标值一致",
    "the people of a subsidy agree with an indicator value in 人 of the same project",
)
def subsidy_people(context: Context) -> Iterator[Finding]:
    """E04: where a project has indicator values that end in 人, its subsidy's people satisfy at least one of them.

    Basis: 补贴人数（第七项）与绩效目标表的人数说的是同一批人 | 补贴人数 (statement seven) and the indicator table count the same people
    Help: 核对补贴人数和绩效指标值，改错的一处；常见的是抄了上年数。 | Put the wrong one right; often it is last year's number.
    Wrong: 补贴人数 99 人；补助离退休干部职工数量 =98人 | subsidy.people 99; retired people =98人
    Right: 补贴人数 98 人；补助离退休干部职工数量 =98人 | subsidy.people 98; retired people =98人
    """
    values: dict[str, list[str]] = {}
    for row in context.budget.indicators:
        text = unicodedata.normalize("NFKC", row.value).strip()
        if text.endswith("人"):
            values.setdefault(row.project, []).append(text)
    for project in context.declaration.projects:
        people = project.subsidy.people if project.subsidy is not None else None
        matches = [match for match in map(_PEOPLE.fullmatch, values.get(project.id, [])) if match is not None]
        if people is None or not matches:
            continue
        if not any(_RELATIONS[match[1] or ""](people, int(match[2].replace(",", ""))) for match in matches):
            told = "、".join(match[0] for match in matches)
            yield Finding(
                say(
                    f"项目 {project.id} 的补贴人数为 {people} 人，绩效指标值为 {told}。",
                    f"Project {project.id} subsidises {people} people, but its indicators say {told}.",
                ),
                context.place(context.project_path(project.id, "subsidy.people")),
                str(people),
                told,
            )


@rule("E22", "warning", "在职人数不超过编制数", "people in service do not exceed the posts")
def over_establishment(context: Context) -> Iterator[Finding]:
    """E22: 在职 > 编制 needs an answer from the author.

    Basis: 机构编制管理：实有在职人数应在编制数之内 | Posts are allotted: the people in service stay within them
    Help: 核对编制数和在职人数（编外、工勤人员是否计入）；属实的在 accept 里写明理由。 | Check both counts (are people without a post
        counted?); where they are right, accept it with the reason.
    Wrong: 编制 362 人，在职 586 人 | 362 posts, 586 people
    Right: 编制 586 人，在职 586 人 | 586 posts, 586 people
    """
    staffing = context.declaration.department.staffing
    if staffing is None or staffing.establishment is None or staffing.in_service is None:
        return
    people, posts = staffing.in_service.count, staffing.establishment
    if people > posts:
        yield Finding(
            say(f"在职 {people} 人，超过编制 {posts} 人。", f"{people} people are in service for {posts} posts."),
            context.place("department.staffing.in_service.count"),
            str(people),
            f"≤ {posts}",
        )
