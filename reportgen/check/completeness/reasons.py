"""A reason for every change that needs one (C10-C16)."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from reportgen.check.completeness.changes import BLOCKS, LEAST_RATE, Change, changes, has_year_before
from reportgen.check.completeness.comparatives import operating_unknown, travel_unknown
from reportgen.check.completeness.missing import missing_place
from reportgen.check.context import Context
from reportgen.check.registry import Finding, rule
from reportgen.model.budget import TRAVEL_ITEMS, Reasons
from reportgen.model.diagnostic import Note
from reportgen.model.language import say

MOST_NOTES = 10
ANY: Fraction = Fraction(0)
"""三公: every change that is printed is explained."""
DECLARED = frozenset({"travel", "operating_funds"})
"""Blocks whose amounts of last year may be declared, so that they need no rows of the year before."""


def _lacking(context: Context, block: str) -> list[Change]:
    """The changes of a block that need a reason and have none; none where nothing is there to compare with."""
    if not has_year_before(context) and not (block in DECLARED and _declared(context, block)):
        return []
    least = ANY if block == "travel" else LEAST_RATE
    unknown = _unknown(context, block)
    lacking: dict[str, Change] = {}
    for change in changes(context, block):
        if change.key not in unknown and not change.given and change.notable(least):
            known = lacking.setdefault(change.key, change)
            if known is not change:
                lacking[change.key] = known._replace(figures=known.figures + change.figures)
    return list(lacking.values())


def _unknown(context: Context, block: str) -> set[str]:
    """Keys whose amount of last year is not known, which C08 and C09 tell: there is no change to explain yet."""
    if block == "operating_funds":
        return {""} if operating_unknown(context) is not None else set()
    if block == "travel":
        names = {item: name for name, item in TRAVEL_ITEMS.items()}
        return {names[entry.key] for entry in travel_unknown(context)}
    return set()


def _declared(context: Context, block: str) -> bool:
    given = context.declaration.comparatives
    if block == "operating_funds":
        return given.operating_funds is not None
    items = (given.overseas, given.reception, given.vehicle_purchase, given.vehicle_running)
    return any(item is not None for item in items)


def _missing(context: Context, block: str) -> Iterator[Finding]:
    """One finding for each reason that is missing; one for the whole block where nothing of it is written."""
    reasons = context.declaration.reasons
    if reasons == Reasons():
        return
    lacking = _lacking(context, block)
    if len(lacking) > 1 and not getattr(reasons, block):
        yield _whole(context, f"reasons.{block}", lacking, f"{block}: {{{', '.join(c.line for c in lacking)}}}")
        return
    for change in lacking:
        path = f"reasons.{block}.{change.key}".rstrip(".")
        inside = bool(getattr(reasons, block)) or not change.key
        yield Finding(
            say(f"{change.told}，没有写主要原因。", f"{change.told}: the reason is missing."),
            missing_place(context, path),
            expected=change.line if inside else f"{block}: {{{change.line}}}",
            help=_help(context, f"reasons.{block}" if change.key and inside else "reasons"),
            figures=change.figures,
        )


def _whole(context: Context, path: str, lacking: list[Change], expected: str) -> Finding:
    notes = [Note(change.told) for change in lacking[:MOST_NOTES]]
    if len(lacking) > MOST_NOTES:
        more = len(lacking) - MOST_NOTES
        notes.append(Note(say(f"另有 {more} 处。", f"And {more} more.")))
    block = path.rpartition(".")[2]
    zh, en = BLOCKS.get(block, ("", ""))
    return Finding(
        say(
            f"没有写 {path}：{zh.strip()}有 {len(lacking)} 处增减需要写明主要原因。",
            f"`{path}` is not given: {len(lacking)} changes{f' of {en}' if en else ''} need a reason.",
        ),
        missing_place(context, path),
        expected=expected,
        help=_help(context, path.rpartition(".")[0]),
        notes=tuple(notes),
        figures=tuple(figure for change in lacking for figure in change.figures),
    )


def _help(context: Context, parent: str) -> str:
    if context.declaration.data.reasons is not None:
        return say("在理由表里加一行，写明主要原因。", "Add a row with the reason to the table of reasons.")
    if not parent:
        return say(
            "在 budget.yaml 里加上这一块，把“…”换成原因。", "Add this block to budget.yaml; put the reasons for “…”."
        )
    return say(
        f"在 budget.yaml 的 {parent} 下加上这一行，把“…”换成原因。",
        f"Add this line below `{parent}` in budget.yaml; put the reason for “…”.",
    )


@rule("C10", "warning", "有重大增减的预算写明原因（reasons）", "a budget with notable changes gives reasons")
def no_reasons(context: Context) -> Iterator[Finding]:
    """Increases and decreases are explained beside the figures: 财预〔2016〕143 号; told once where `reasons` is absent.

    Changes of 10 % or more, items that are new and items that are gone count; of 三公 every change that is printed.

    Basis: 财预〔2016〕143 号《地方预决算公开操作规程》：公开预算时说明收支增减变化；第二、三、五、八至十、十二项 | 财预〔2016〕143 号: increases and decreases are explained; statements two, three, five, eight, nine,
        ten, twelve
    Help: 在 budget.yaml 里加上 reasons，逐项写明原因；增减多少由程序计算，不用写 | add `reasons` to budget.yaml; only
        the cause is written, the amounts are computed
    Wrong: 项目支出比上年增加 40%，budget.yaml 里没有 reasons | project expenditure up 40 %, no `reasons`
    Right: reasons: {expenditure: {项目支出: 新增信息系统建设}}
    """
    if context.declaration.reasons != Reasons():
        return
    lacking = {block: found for block in BLOCKS if (found := _lacking(context, block))}
    if lacking:
        parts = [
            found[0].line if block == "operating_funds" else f"{block}: {{{', '.join(c.line for c in found)}}}"
            for block, found in lacking.items()
        ]
        every = [change for found in lacking.values() for change in found]
        yield _whole(context, "reasons", every, f"reasons: {{{', '.join(parts)}}}")


@rule(
    "C11",
    "warning",
    "第二项：收入来源增减 10% 以上、新增或取消，写明原因",
    "income up or down by 10 %, new or gone: a reason",
)
def income_reasons(context: Context) -> Iterator[Finding]:
    """Income by source: a change of 10 % or more, a new source, or one that is gone (statement two, rules 4 and 19).

    A source with nothing in both years takes its fixed sentence (rule 8), and what prints 0.00 needs no reason (E70).

    Basis: 财预〔2016〕143 号《地方预决算公开操作规程》：说明收支增减变化；规则 8、19 | 财预〔2016〕143 号: increases
        and decreases are explained; rules 8 and 19
    Help: 在 reasons.income 下按资金来源写明原因 | write the cause below `reasons.income`, by source
    Wrong: 单位资金减少 45%，reasons.income 里没有单位资金 | 单位资金 down 45 %, no such key in `reasons.income`
    Right: reasons: {income: {单位资金: 对外出租的场地收回自用，租金收入减少}}
    """
    yield from _missing(context, "income")


@rule("C12", "warning", "第三项：基本支出、项目支出增减 10% 以上写明原因", "expenditure up or down by 10 %: a reason")
def expenditure_reasons(context: Context) -> Iterator[Finding]:
    """Basic and project expenditure of all sources: a change of 10 % or more, new or gone (statement three).

    Basis: 财预〔2016〕143 号《地方预决算公开操作规程》：说明收支增减变化；规则 19 | 财预〔2016〕143 号: increases and
        decreases are explained; rule 19
    Help: 在 reasons.expenditure 下写明原因 | write the cause below `reasons.expenditure`
    Wrong: 项目支出增加 25%，没有写原因 | project expenditure up 25 %, no reason
    Right: reasons: {expenditure: {项目支出: 新增办公楼消防改造}}
    """
    yield from _missing(context, "expenditure")


@rule(
    "C13",
    "warning",
    "第五项（一）：一般公共预算增减 10% 以上写明原因",
    "the appropriation up or down by 10 %: a reason",
)
def appropriation_reasons(context: Context) -> Iterator[Finding]:
    """Basic and project expenditure of the general public budget: 10 % or more, new or gone (statement five, 一).

    Basis: 财预〔2016〕143 号《地方预决算公开操作规程》：说明收支增减变化；规则 6、19 | 财预〔2016〕143 号: increases
        and decreases are explained; rules 6 and 19
    Help: 在 reasons.appropriation 下写明原因 | write the cause below `reasons.appropriation`
    Wrong: 基本支出增加 12%，没有写原因 | basic expenditure up 12 %, no reason
    Right: reasons: {appropriation: {基本支出: 新录用人员工资}}
    """
    yield from _missing(context, "appropriation")


@rule(
    "C14",
    "warning",
    "第五、八、九项：科目增减 10% 以上、新增或取消，写明原因",
    "a code up or down by 10 %, new or gone: a reason",
)
def item_reasons(context: Context) -> Iterator[Finding]:
    """7-digit codes of statements five (三), eight and nine, those that only last year had included (rule 12).

    Basis: 财预〔2016〕143 号《地方预决算公开操作规程》：说明收支增减变化；规则 12、29 | 财预〔2016〕143 号: increases
        and decreases are explained; rules 12 and 29
    Help: 在 reasons.function 下按七位科目写明原因 | write the cause below `reasons.function`, by 7-digit code
    Wrong: 2130299 上年没有、本年 262 万元，reasons.function 里没有这个科目 | 2130299 is new with 262 万元, and not in
        `reasons.function`
    Right: reasons: {function: {"2130299": 新设森林植被恢复项目}}
    """
    yield from _missing(context, "function")


@rule("C15", "warning", "第十项：“三公”经费有增减的，逐项写明原因", "every change of 三公 has a reason")
def travel_reasons(context: Context) -> Iterator[Finding]:
    """Every item of 三公 whose printed change is not 0.00; one with nothing in both years takes rule 10's sentence.

    Basis: 财预〔2016〕143 号《地方预决算公开操作规程》：公开“三公”经费时说明增减变化的原因；规则 10 | 财预〔2016〕143
        号: changes of 三公 are explained; rule 10
    Help: 在 reasons.travel 下按“三公”各项写明原因 | write the cause below `reasons.travel`, by item
    Wrong: 公务用车运行费增加 3.30 万元，没有写原因 | vehicle running up by 3.30 万元, no reason
    Right: reasons: {travel: {公务用车运行费: 车辆老化，维修费用增加}}
    """
    yield from _missing(context, "travel")


@rule(
    "C16",
    "warning",
    "第十二项（一）：机关运行经费增减 10% 以上写明原因",
    "operating funds up or down by 10 %: a reason",
)
def operating_reasons(context: Context) -> Iterator[Finding]:
    """The law asks for words on operating funds: a change of 10 % or more, new or gone (statement twelve, 一).

    Basis: 《预算法》第十四条：对机关运行经费的安排等重要事项作出说明；规则 33 | 预算法 (Budget Law), article 14:
        operating funds are explained; rule 33
    Help: 在 reasons.operating_funds 里写明原因 | write the cause in `reasons.operating_funds`
    Wrong: 机关运行经费增加 15%，没有写原因 | operating funds up 15 %, no reason
    Right: reasons: {operating_funds: 在职人员增加，公用经费按定额相应增加}
    """
    yield from _missing(context, "operating_funds")
