"""The concluding direction of a reason against its change (E05, E06), and how strongly it is said (T05)."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Final

from reportgen.check.context import Context
from reportgen.check.registry import Finding, rule
from reportgen.check.words.directions import Conclusion, conclusion
from reportgen.check.words.reasons import (
    Reason,
    all_reasons,
    direction_text,
    page_figures,
    prints_zero,
    stem_notes,
)
from reportgen.model.language import say
from reportgen.model.money import Money, half_up, percent_text

ABOUT_THE_SAME: Final = Fraction(5, 100)
"""The largest rate that 基本持平 covers."""
SLIGHT: Final = Fraction(20, 100)
"""The largest rate that 略有 or 小幅 covers."""
STRONG: Final = Fraction(10, 100)
"""The smallest rate that 大幅 or 显著 asks for."""
_WORDS: Final = {
    "增加": ("减少", "增加"), "减少": ("减少", "增加"), "增长": ("下降", "增长"), "下降": ("下降", "增长"),
    "上升": ("下降", "上升"), "降低": ("降低", "提高"), "增多": ("减少", "增多"), "提高": ("降低", "提高"),
    "略增": ("略减", "略增"), "略减": ("略减", "略增"), "略降": ("略降", "略增"), "净增": ("净减", "净增"),
    "净减": ("净减", "净增"), "调增": ("调减", "调增"), "调减": ("调减", "调增"),
}  # fmt: skip
"""Word → the words of the same kind for a decrease and an increase."""
_HEDGES: Final = frozenset({"基本", "大致", "大体"})
_SLIGHTLY: Final = frozenset({"略有", "稍有", "略", "稍", "小幅", "微幅"})
_STRONGLY: Final = frozenset({"大幅度", "大幅", "显著"})


@rule(
    "E05",
    "error",
    "理由的结论方向（增加、减少）与变化额一致，零也算",
    "the concluding direction of a reason agrees with the exact change, zero included",
)
def directions(context: Context) -> Iterator[Finding]:
    """E05, E06: a reason that concludes 增加 needs a change above zero, 减少 one below; 持平 one that prints 0.00.

    The concluding word is that of the clause about the money itself, after 因此, 所以, 相应, 总体; causes (人员减少) decide
    only where no clause speaks of money. Clauses about the year before, about another code, source or kind, about growth
    rates (增幅下降) or intentions (严控增长) tell nothing. Where clauses balance and no word sums up, nothing is compared.
    没有增加 needs a change not above zero; 不得不增加 is 增加. The direction follows the exact difference (rule 27).

    Basis: 规则 5、27：增减用语随实际差额；检查发现 E05、E06 | rules 5 and 27: words follow the exact difference; findings E05, E06
    Help: 把方向改对，或改写原因 | put the direction right, or write another reason
    Wrong: 缴费支出较上年有所增加（变化额：减少 19.13 万元） | 缴费支出较上年有所增加, while it fell by 19.13
    Right: 缴费支出较上年有所减少
    """
    for reason in all_reasons(context):
        told = conclusion(reason.text, context.year, reason.subject)
        if told is not None and not any(_agrees(told, fen) for fen in reason.changes):
            yield _direction(context, reason, told)


def _agrees(told: Conclusion, fen: int) -> bool:
    return (fen > 0) - (fen < 0) in told.allowed or (0 in told.allowed and prints_zero(fen))


def _direction(context: Context, reason: Reason, told: Conclusion) -> Finding:
    fen = reason.changes[0]
    change = direction_text(fen)
    years = _years(context, reason)
    if fen == 0:
        right = "持平"
    else:
        down, up = _WORDS.get(told.word, ("减少", "增加"))
        right = down if fen < 0 else up
    return Finding(
        say(
            f"理由说“{told.word}”，而变化额是：{change}{years}。",
            f"The reason says {told.word}, but the change is: {change}{years}.",
        ),
        reason.place,
        told.word,
        change,
        say(
            f"把“{told.word}”改为“{right}”，或改写原因。", f"Write {right} in place of {told.word}, or another reason."
        ),
        stem_notes(context, reason.stems[:1], "prior", "amount", "change", "growth"),
        figures=page_figures(context, reason.stems[:1], "change", "growth"),
    )


def _years(context: Context, reason: Reason) -> str:
    stem = reason.stems[0]
    before, now = context.fen(f"{stem}/prior"), context.fen(f"{stem}/amount")
    if before is None or now is None:
        return ""
    return f"（{context.year - 1} 年 {Money(before).text()}，{context.year} 年 {Money(now).text()}）"


@rule(
    "T05",
    "warning",
    "“基本持平”“略有”“大幅”等程度词与增减率相称",
    "基本持平, 略有, 大幅 and the like fit the rate of the change",
)
def degrees(context: Context) -> Iterator[Finding]:
    """The degree that a concluding word is given fits the growth: 基本持平 up to 5 %, 略有 up to 20 %, 大幅 from 10 % on.

    成倍 asks for a doubling. Only the word that concludes the reason is weighed; a zero base has no rate and is passed over.

    Basis: 规则 2：增减率由两年预算数算出，文字的程度应与它相称 | rule 2: the rate follows from both years; words should fit it
    Help: 换一个与增减率相称的词，或改写原因 | use a word that fits the rate, or write another reason
    Wrong: 预算数与上年基本持平（下降 19.97%） | 与上年基本持平, while it fell by 19.97 %
    Right: 预算数较上年有所下降
    """
    for reason in all_reasons(context):
        told = conclusion(reason.text, context.year, reason.subject)
        if told is None or not told.degree or not any(_agrees(told, fen) for fen in reason.changes):
            continue
        rates = [rate for stem in reason.stems if (rate := _rate(context, stem)) is not None]
        if rates and not any(_fits(told.degree, rate) for rate in rates):
            yield _degree(context, reason, told, rates[0])


def _rate(context: Context, stem: str) -> Fraction | None:
    """The growth of a stem; None over a zero base."""
    before, now = context.fen(f"{stem}/prior"), context.fen(f"{stem}/amount")
    return Fraction(now - before, before) if before and now is not None else None


def _fits(degree: str, rate: Fraction) -> bool:
    if degree in _HEDGES:
        return abs(rate) <= ABOUT_THE_SAME
    if degree in _SLIGHTLY:
        return abs(rate) <= SLIGHT
    if degree in _STRONGLY:
        return abs(rate) >= STRONG
    return degree != "成倍" or rate >= 1


def _degree(context: Context, reason: Reason, told: Conclusion, rate: Fraction) -> Finding:
    value = f"{told.degree}{told.word}"
    printed = f"{'下降' if rate < 0 else '增长'} {percent_text(half_up(rate, 4))}%"
    return Finding(
        say(
            f"理由说“{value}”，而实际{printed}，程度不相称。",
            f"The reason says {value}, but the rate is: {printed}.",
        ),
        reason.place,
        value,
        printed,
        notes=stem_notes(context, reason.stems[:1], "prior", "amount", "growth"),
        figures=page_figures(context, reason.stems[:1], "growth"),
    )
