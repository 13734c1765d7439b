"""Amounts of the year before (C07-C09, W08)."""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from reportgen.check.completeness.changes import has_year_before
from reportgen.check.completeness.comparatives import operating_unknown, travel_unknown, uncoded_appropriation
from reportgen.check.completeness.missing import missing_place
from reportgen.check.context import Context
from reportgen.check.groups import Group
from reportgen.check.registry import Finding, rule
from reportgen.model.budget import TRAVEL_ITEMS, Reasons
from reportgen.model.diagnostic import Note
from reportgen.model.language import say
from reportgen.model.money import Money


@rule(
    "W08",
    "warning",
    "写了增减理由的预算给出上年数",
    "a budget that gives reasons of changes gives amounts of the year before",
)
def no_year_before(context: Context) -> Iterator[Finding]:
    """Without any amount of last year every change is told against zero (rule 4): reasons show that this is not meant.

    Basis: 规则 2、4：增减额和增减率与上年预算比较；上年没有数，就与零比较 | rules 2 and 4: changes are told against
        last year
    Help: 在明细和收入表里补上年各行，或用 prior 指向上年的 budget.yaml | add last year's rows to both tables, or
        point `prior` at last year's budget.yaml
    Wrong: 写了 reasons，lines.csv 里只有本年的行 | `reasons` is given, lines.csv holds this year's rows only
    Right: prior: ../2024/budget.yaml
    """
    declaration = context.declaration
    if has_year_before(context) or declaration.reasons == Reasons() or any(attrs.astuple(declaration.comparatives)):
        return
    if is_new_department(context):
        return
    yield Finding(
        say(
            f"写了增减的理由，却没有 {context.year - 1} 年的任何数：报告里的增减都是与零相比。请补上年各行，或写 prior。",
            f"Reasons of changes are given, but no amount of {context.year - 1}: every change is told against zero. Add "
            "last year's rows, or `prior`.",
        ),
        context.place("reasons"),
    )


@rule(
    "C07",
    "warning",
    "预算给出上年数，能说明增减变化",
    "a budget gives last year's amounts, so that changes can be told",
)
def nothing_to_compare(context: Context) -> Iterator[Finding]:
    """A disclosure tells how income and expenditure changed; without last year's rows every change is against zero.

    Silent where W08 tells the same, and for a new department: all its people in service came this year.

    Basis: 财预〔2016〕143 号《地方预决算公开操作规程》：说明收支增减变化；规则 2、4 | 财预〔2016〕143 号: increases
        and decreases are told; rules 2 and 4
    Help: 在明细和收入表里补上年各行，或用 prior 指向上年的 budget.yaml；新成立的部门在人员情况里写明在职人数全部为增加，就不再提示 | add last
        year's rows to both tables, or `prior`; a new department tells that all its people
        in service came this year
    Wrong: 年度一栏只有 2025，没有 2024 | the year column holds 2025 only
    Right: prior: ../2024/budget.yaml
    """
    declaration = context.declaration
    told_by_reasons = declaration.reasons != Reasons() and not any(attrs.astuple(declaration.comparatives))
    if has_year_before(context) or told_by_reasons or is_new_department(context):
        return
    before = context.year - 1
    yield Finding(
        say(
            f"没有 {before} 年的任何收支：各项增减都印成与零相比，增长 100.00%。",
            f"There is no income or expenditure of {before}: every change is printed against zero, up 100.00 %.",
        ),
        context.place("data"),
        expected=f"prior: ../{before}/budget.yaml",
    )


def is_new_department(context: Context) -> bool:
    """Whether the department had nobody in service the year before: then it had no budget either."""
    staffing = context.declaration.department.staffing
    serving = staffing.in_service if staffing is not None else None
    return serving is not None and serving.count > 0 and serving.change == serving.count


@rule("C08", "warning", "给出上年公用经费，机关运行经费才有可比数", "last year's operating funds are given")
def operating_funds_before(context: Context) -> Iterator[Finding]:
    """Last year's basic rows without economic codes cannot tell 公用经费 (input contract, comparatives).

    Statement twelve (一) then compares this year's operating funds with too little.

    Basis: 《预算法》第十四条：对机关运行经费的安排作出说明；规则 2、33 | 预算法, article 14: operating funds are
        explained; rules 2 and 33
    Help: 在 comparatives.operating_funds 里写上年公用经费，没有就写 0 | write last year's 公用经费 in
        `comparatives.operating_funds`; 0 when there was none
    Wrong: 上年基本支出各行没有经济科目，也没有写 comparatives | last year's basic rows lack economic codes, nothing
        is declared
    Right: comparatives: {operating_funds: 132000}
    """
    uncoded, entry = operating_unknown(context), context.disclosure.statements.operating_funds
    if uncoded is not None:
        yield Finding(
            say(
                "上年基本支出有的行没有经济科目，算不出上年公用经费，也没有写 comparatives.operating_funds："
                "机关运行经费的增减没有依据。",
                "Some of last year's basic rows have no economic code, so they cannot tell operating funds, and "
                "`comparatives.operating_funds` is not given: the printed change has no ground.",
            ),
            missing_place(context, "comparatives.operating_funds"),
            expected="operating_funds: …" if _has_comparatives(context) else "comparatives: {operating_funds: …}",
            notes=(_evidence(uncoded),),
            figures=tuple(figure for figure in (entry.change, entry.growth) if figure),
        )


@rule("C09", "warning", "给出上年“三公”经费，各项才有可比数", "last year's 三公 is given")
def travel_before(context: Context) -> Iterator[Finding]:
    """Last year's appropriation rows without economic codes cannot tell 三公 (input contract, comparatives).

    Items with money this year are named, all in one finding: statement ten would compare them with zero.

    Basis: 财预〔2016〕143 号《地方预决算公开操作规程》：说明“三公”经费增减变化；规则 2、30 | 财预〔2016〕143 号:
        changes of 三公 are explained; rules 2 and 30
    Help: 在 comparatives 里写上年各项“三公”经费，没有就写 0 | write last year's items in `comparatives`; 0 when there
        was none
    Wrong: 上年各行没有经济科目，本年有公务接待费，没有写 comparatives.reception | last year's rows lack economic
        codes, there is reception money, `comparatives.reception` is not given
    Right: comparatives: {reception: 15000, vehicle_running: 650000}
    """
    names = {item: name for name, item in TRAVEL_ITEMS.items()}
    lacking, uncoded = travel_unknown(context), uncoded_appropriation(context)
    if lacking and uncoded is not None:
        lines = ", ".join(f"{entry.key.replace('-', '_')}: …" for entry in lacking)
        told = "、".join(names[entry.key] for entry in lacking)
        yield Finding(
            say(
                f"上年有的行没有经济科目，算不出上年“三公”经费，也没有写 comparatives：{told}的增减没有依据。",
                f"Some of last year's rows have no economic code, so they cannot tell 三公, and comparatives are not given: "
                f"the printed change of {told} has no ground.",
            ),
            missing_place(context, "comparatives"),
            expected=lines if _has_comparatives(context) else f"comparatives: {{{lines}}}",
            notes=(_evidence(uncoded),),
            figures=tuple(figure for entry in lacking for figure in (entry.change, entry.growth) if figure),
        )


def _has_comparatives(context: Context) -> bool:
    return context.place("comparatives") is not None


def _evidence(uncoded: Group) -> Note:
    amount = Money(uncoded.fen).text("元")
    told = say(
        f"没有经济科目的上年各行共 {amount} 元。", f"Last year's rows without economic code sum to {amount} yuan."
    )
    return Note(told, uncoded.place)
