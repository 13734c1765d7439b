"""The rate of a subsidy times its people against the project's money (Q11)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from typing import Final

from reportgen.check.context import Context
from reportgen.check.registry import Finding, rule
from reportgen.check.words.numbers import NUMBER, WAN, Pattern, decimal_of, folded
from reportgen.check.words.reasons import FEN_PER_WAN, expanded
from reportgen.model.language import say
from reportgen.model.money import Money

_RATE: Final = Pattern(rf"(?:平均)?每人(?:每年|一年|年)\s*(?P<a>{NUMBER})\s*(?P<ua>万元|元)")
_LOOSE: Final = re.compile("不超过|最高|以内|左右|不低于|至少|以上|约|分档|档|[-~～—–至]")
GRANTS: Final = "303"


@rule("Q11", "warning", "补贴标准 × 补贴人数 = 项目预算", "rate × people of a subsidy is the project's money")
def rates_times_people(context: Context) -> Iterator[Finding]:
    """Where all the money of a project goes to persons (303) at one yearly rate, rate times people is its amount.

    Rates that are limits, ranges or averages of several are left alone, as are projects with other money too.

    Basis: 补贴标准、补贴人数和预算安排规模（规则 20）说的是同一笔钱 | rate, people and amount of the block (rule 20) tell the same money
    Help: 核对补贴标准、补贴人数和预算，改错的一处 | check rate, people and amount; put the wrong one right
    Wrong: 每人每年 0.36 万元，补贴 1500 人，预算 495 万元 | 0.36 万元 a head, 1500 people, budget 495 万元
    Right: 每人每年 0.33 万元，补贴 1500 人，预算 495 万元 | 0.33 万元 a head, 1500 people, budget 495 万元
    """
    for project in context.declaration.projects:
        subsidy = project.subsidy
        amount = context.fen(f"project/{project.id}/amount")
        if subsidy is None or not subsidy.people or subsidy.standard is None or not amount:
            continue
        key = context.disclosure.aliases.get(f"project/{project.id}/amount", "").removeprefix("t7/").rpartition("/")[0]
        if context.cell("t7", key, GRANTS) != amount:
            continue
        text = folded(expanded(context, subsidy.standard))
        rates = list(_RATE.compiled.finditer(text))
        if len(rates) != 1 or _LOOSE.search(text):
            continue
        value, _ = decimal_of(rates[0]["a"])
        product = Fraction(value * WAN[rates[0]["ua"]]) * FEN_PER_WAN * subsidy.people
        if product != amount and product.denominator == 1:
            yield Finding(
                say(
                    f"项目 {project.id}“{project.name}”：{rates[0][0]} × {subsidy.people} 人 = {Money(int(product)).text()} 万元，"
                    f"预算是 {Money(amount).text()} 万元。",
                    f"Project {project.id} ({project.name}): {rates[0][0]} × {subsidy.people} people = "
                    f"{Money(int(product)).text()} 万元, its budget is {Money(amount).text()} 万元.",
                ),
                context.place(context.project_path(project.id, "subsidy.standard")) or subsidy.standard.place,
                rates[0][0],
                say(f"标准 × 人数 = {Money(amount).text()} 万元", f"rate × people = {Money(amount).text()} 万元"),
            )
