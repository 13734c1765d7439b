"""The signed amounts of a reason against its change (N10-N12)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from reportgen.check.context import Context
from reportgen.check.registry import Finding, rule
from reportgen.check.words.clauses import clauses, is_own
from reportgen.check.words.directions import Amount, amounts
from reportgen.check.words.numbers import slips
from reportgen.check.words.reasons import FEN_PER_WAN, Reason, page_figures, reasons, stem_notes
from reportgen.model.diagnostic import Note
from reportgen.model.language import say
from reportgen.model.money import Money, half_up

_OPPOSITE = {
    "增加": "减少",
    "减少": "增加",
    "增长": "下降",
    "下降": "增长",
    "调增": "调减",
    "调减": "调增",
    "压减": "增加",
}

SHORTEST = 4
"""A project's name of fewer characters is no name of a cause."""
_DIRECTION = re.compile("增加|增长|减少|下降|提高|上升|上调|压减|晋升")
_FOLLOWS = re.compile("因此|所以|从而|因而|相应|随之|总体|相抵|综上|合计|以上|总额|总量|抵减|扣除|净")
_NUMBERED = re.compile("[一二三四五六七八九十]是")
_SUMS_UP = re.compile("总体|相抵|综上|合计|持平")
_OTHER_MONEY = re.compile("支出|经费|资金|补助|补贴|费用")
_PEOPLE = re.compile("人员|人数|在职|职工|教师|工资|薪")


def signed_sum(text: str) -> list[Amount]:
    """The amounts of a text that list a change: all of them carry a direction; parts of an amount (其中) left out.

    Empty when any amount is without direction: levels (安排 262 万元) are no changes, and the list may then be incomplete;
    or when one is told roughly (约 18 万元).
    """
    found = [amount for amount in amounts(text) if not amount.part]
    return found if all(amount.sign is not None and not amount.rough for amount in found) else []


def is_open(context: Context, reason: Reason, found: list[Amount]) -> bool:
    """Whether a list leaves a cause without amount, so that its sum says nothing: 甲项目增加 240 万元，乙中心人员支出正常增长.

    Such a clause tells the direction of other money than the reason's own, or of people and wages beside amounts that all
    belong to projects; or it is a numbered cause (一是 …) of its own beside others with amounts. Clauses that follow from
    the others (相应, 因此, 相抵) leave nothing open.
    """
    own = reason.subject.own
    numbered = [item for item in _NUMBERED.split(reason.text)[1:] if not _SUMS_UP.search(item)]
    if any("元" in item for item in numbered) and any(
        "元" not in item and _DIRECTION.search(item) for item in numbered
    ):
        return True
    if any(is_own(amount.before, own) for amount in found):
        return False
    names = {project.name for project in context.declaration.projects if len(project.name) >= SHORTEST}
    of_projects = all(any(name in amount.before for name in names) for amount in found)
    said = "".join(clause.text for clause in clauses(reason.text))
    for clause in clauses(reason.text):
        told = _DIRECTION.search(clause.text)
        if told is None or "元" in clause.text or _FOLLOWS.search(clause.text):
            continue
        head = clause.text[: told.start()]
        other = _OTHER_MONEY.search(head) is not None and not is_own(head, own) and said.count(head) == 1
        if other or (of_projects and _PEOPLE.search(head)):
            return True
    return False


def explains(found: list[Amount], fen: int) -> bool:
    """Whether signed amounts add up to a change; one that tells the whole change before or after the list is allowed."""
    if _equal(found, fen):
        return True
    lists = (found[1:], found[:1]), (found[:-1], found[-1:])
    return any(rest and _equal(rest, fen) and _equal(whole, fen) for rest, whole in lists)


def _equal(found: list[Amount], fen: int) -> bool:
    """Equal at the printed places, or within half a last place for each amount that is itself written to two decimals."""
    total = sum((Fraction(amount.signed) for amount in found), Fraction(0))
    change = Fraction(fen, FEN_PER_WAN)
    rounded = sum(1 for amount in found if amount.decimals == 2 and amount.unit == "万元")
    return half_up(total, 2) == half_up(change, 2) or abs(total - change) <= Fraction(rounded, 200)


def _culprit(found: list[Amount], fen: int) -> tuple[Amount, str] | None:
    """The one amount that, put right, makes the list add up, and how it should read: turned round, or one slip away."""
    for index, amount in enumerate(found):
        turned = amount._replace(sign=1 if amount.sign == -1 else -1)
        if _equal([*found[:index], turned, *found[index + 1 :]], fen) and amount.word in _OPPOSITE:
            return amount, f"{_OPPOSITE[amount.word]} {amount.written}"
    for index, amount in enumerate(found):
        scale = 10**amount.decimals
        written = half_up(Fraction(amount.value) * scale, 0)
        for near in slips(written) if amount.unit == "万元" else ():
            other = amount._replace(value=Decimal(near) / scale)
            if _equal([*found[:index], other, *found[index + 1 :]], fen):
                return amount, f"{amount.word} {other.value:,f} 万元"
    return None


def _sums(context: Context, *blocks: str) -> Iterator[Finding]:
    for reason in reasons(context, *blocks):
        found = signed_sum(reason.text)
        if not found or any(explains(found, fen) for fen in reason.changes):
            continue
        if not is_open(context, reason, found):
            yield _sum(context, reason, found)


def _sum(context: Context, reason: Reason, found: list[Amount]) -> Finding:
    total = sum((amount.signed for amount in found), Decimal(0))
    listed, change = f"{total.normalize():f} 万元", f"{Money(reason.changes[0]).text()} 万元"
    told = "，".join(f"{amount.word} {amount.written}" for amount in found)
    culprit = next((c for fen in reason.changes if (c := _culprit(found, fen)) is not None), None)
    if culprit is None:
        help_text = None
    else:
        wrong, right = f"{culprit[0].word} {culprit[0].written}", culprit[1]
        help_text = say(
            f"把“{wrong}”改为“{right}”，各项之和就等于变化额；请核实后改。",
            f"With {right} in place of {wrong} the list adds up: verify, then correct it.",
        )
    return Finding(
        say(
            f"理由里逐项写明的增减之和为 {listed}，而这里的变化额为 {change}。",
            f"The increases and decreases in the reason sum to {listed}, but the change is {change}.",
        ),
        reason.place,
        listed,
        change,
        help_text,
        (Note(say(f"理由逐项写的是：{told}。", f"Listed: {told}.")), *stem_notes(context, reason.stems)),
        figures=page_figures(context, reason.stems, "change"),
    )


@rule(
    "N10",
    "error",
    "收入、支出（第二、三项）理由中的增减数之和 = 变化额",
    "amounts in the reasons of statements two and three sum to the change",
)
def income_and_expenditure_reasons(context: Context) -> Iterator[Finding]:
    """N10: the signed 万元 amounts of one reason add up to its change; expressions are put in first.

    Compared only where every amount of the reason carries a direction; parts told after 其中 are left out. A list that
    names a further cause without its amount (人员支出正常增长) is open, and not added up.

    Basis: 勾稽关系 N10：第二、三项逐项写明的增减数之和 = 该项变化额 | identity N10: the listed changes sum to the change of the item
    Help: 核对每一项的增减数和方向；变化额也可以用 {{ change("…") }} 引用
        | check each amount and its direction; a computed change can be cited with {{ change("…") }}
    Wrong: 一是甲项目减少 38 万元。二是乙项目增加 84 万元（变化额：增加 10.00 万元）
        | 甲项目减少 38 万元, 乙项目增加 84 万元, while the change is +10.00
    Right: 一是甲项目减少 38 万元。二是乙项目增加 48 万元
    """
    yield from _sums(context, "income", "expenditure")


@rule(
    "N11",
    "error",
    "一般公共预算（第五项（一））理由中的增减数之和 = 变化额",
    "amounts in the reasons of statement five (1) sum to the change",
)
def appropriation_reasons(context: Context) -> Iterator[Finding]:
    """N11: as N10, for 基本支出 and 项目支出 of the appropriation: each listed change, with its sign, is part of the whole.

    Basis: 勾稽关系 N11：第五项（一）逐项写明的增减数之和 = 该项变化额 | identity N11: the listed changes sum to the change
    Help: 核对每一项的增减数和方向，补上漏写的一项 | check each amount and its direction; add the one left out
    Wrong: 一是甲项目增加 48 万元。二是乙项目减少 16 万元（变化额：增加 42.00 万元）
        | 甲项目增加 48 万元, 乙项目减少 16 万元, while the change is +42.00
    Right: 一是甲项目增加 48 万元。二是乙项目减少 6 万元
    """
    yield from _sums(context, "appropriation")


@rule(
    "N12",
    "error",
    "各科目、三公和机关运行经费理由中的增减数之和 = 变化额",
    "amounts in the reasons of codes, 三公 and operating funds sum to the change",
)
def item_reasons(context: Context) -> Iterator[Finding]:
    """N12: as N10, for 7-digit codes, the items of 三公 and operating funds.

    Basis: 勾稽关系 N12：第五项（三）、第十项、第十二项（一）逐项写明的增减数之和 = 该项变化额
        | identity N12: the listed changes sum to the change of the code or item
    Help: 核对每一项的增减数和方向，补上漏写的一项 | check each amount and its direction; add the one left out
    Wrong: 燃油费增加 5 万元，维修费减少 1 万元（变化额：增加 6.00 万元）
        | 燃油费增加 5 万元, 维修费减少 1 万元, while the change is +6.00
    Right: 燃油费增加 5 万元，维修费增加 1 万元
    """
    yield from _sums(context, "function", "travel", "operating_funds")
