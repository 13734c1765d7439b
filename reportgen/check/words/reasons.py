"""Reasons against the changes they explain: signed amounts (N10-N12) and the concluding direction (E05, E06)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from reportgen.check.context import Context
from reportgen.check.registry import Finding, rule
from reportgen.check.words.directions import Amount, amounts, conclusion, says_unchanged
from reportgen.model.budget import INCOME_REASONS, KINDS, TRAVEL_ITEMS
from reportgen.model.language import say
from reportgen.model.money import FEN_PER_UNIT, Money, half_up
from reportgen.model.place import Place
from reportgen.model.prose import FigureRef, Prose

FEN_PER_WAN = FEN_PER_UNIT["万元"]
ITEM_STATEMENTS = ("appropriation", "government-fund", "state-capital")
"""Statements whose items are 7-digit codes with a reason."""


class Reason(NamedTuple):
    """A reason: its dotted path, its text with expressions expanded, and the exact changes it can mean (one, as a rule)."""

    path: str
    text: str
    changes: tuple[int, ...]
    place: Place | None


def expanded(context: Context, prose: Prose) -> str:
    """The text with each expression as number and unit; amounts are exact (up to six decimals of 万元)."""
    parts = []
    for part in prose.parts:
        if isinstance(part, FigureRef):
            figure = context.figure(part.key)
            if figure is None:
                continue
            exact = abs(figure.value).plain("万元") if isinstance(figure.value, Money) else figure.text()
            parts.append(f"{exact}{figure.unit()}")
        else:
            parts.append(part)
    return "".join(parts)


def reasons(context: Context, block: str) -> Iterator[Reason]:
    """The reasons of one block of budget.yaml whose change is computed."""
    given = getattr(context.declaration.reasons, block)
    if isinstance(given, Prose):
        given = {"": given}
    for name, prose in (given or {}).items():
        changes = [fen for stem in _stems(block, name) if (fen := _change(context, stem)) is not None]
        if prose and changes:
            path = f"reasons.{block}.{name}".rstrip(".")
            place = context.place(path) or prose.place
            yield Reason(path, expanded(context, prose), tuple(changes), place)


def _change(context: Context, stem: str) -> int | None:
    """The exact change of a figure; None where nothing stands in either year: its reason is not printed (rules 8, 10)."""
    change = context.fen(f"{stem}/change")
    return change if change or context.fen(f"{stem}/amount") else None


def _stems(block: str, name: str) -> list[str]:
    stems: Mapping[str, list[str]] = {
        "income": [f"income/{INCOME_REASONS.get(name)}"],
        "expenditure": [f"expenditure/{KINDS.get(name)}"],
        "appropriation": [f"appropriation/{KINDS.get(name)}"],
        "function": [f"{statement}/{name}" for statement in ITEM_STATEMENTS],
        "travel": [f"travel/{TRAVEL_ITEMS.get(name)}"],
        "operating_funds": ["operating-funds"],
    }
    return stems[block]


def signed_sum(text: str) -> list[Amount]:
    """The amounts of a text that list a change: all of them carry a direction; parts of an amount (其中) left out.

    Empty when any amount is without direction: levels (安排 262 万元) are no changes, and the list may then be incomplete.
    """
    found = [amount for amount in amounts(text) if not amount.part]
    return found if all(amount.sign is not None for amount in found) else []


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


def _sums(context: Context, *blocks: str) -> Iterator[Finding]:
    for block in blocks:
        for reason in reasons(context, block):
            found = signed_sum(reason.text)
            if not found or any(explains(found, fen) for fen in reason.changes):
                continue
            total = sum((amount.signed for amount in found), Decimal(0))
            listed, change = f"{total.normalize():f} 万元", f"{Money(reason.changes[0]).text()} 万元"
            yield Finding(
                say(
                    f"理由里逐项写明的增减之和为 {listed}，而这里的变化额为 {change}。",
                    f"The increases and decreases in the reason sum to {listed}, but the change is {change}.",
                ),
                reason.place,
                listed,
                change,
            )


@rule(
    "N10",
    "error",
    "收入、支出（第二、三项）理由中的增减数之和 = 变化额",
    "amounts in the reasons of statements two and three sum to the change",
)
def income_and_expenditure_reasons(context: Context) -> Iterator[Finding]:
    """N10: the signed 万元 amounts of one reason add up to its change; expressions are put in first."""
    yield from _sums(context, "income", "expenditure")


@rule(
    "N11",
    "error",
    "一般公共预算（第五项（一））理由中的增减数之和 = 变化额",
    "amounts in the reasons of statement five (1) sum to the change",
)
def appropriation_reasons(context: Context) -> Iterator[Finding]:
    """N11: as N10, for 基本支出 and 项目支出 of the appropriation."""
    yield from _sums(context, "appropriation")


@rule(
    "N12",
    "error",
    "各科目、三公和机关运行经费理由中的增减数之和 = 变化额",
    "amounts in the reasons of codes, 三公 and operating funds sum to the change",
)
def item_reasons(context: Context) -> Iterator[Finding]:
    """N12: as N10, for 7-digit codes, the items of 三公 and operating funds."""
    yield from _sums(context, "function", "travel", "operating_funds")


@rule(
    "E05",
    "error",
    "理由的结论方向（增加、减少）与变化额一致，零也算",
    "the concluding direction of a reason agrees with the exact change, zero included",
)
def directions(context: Context) -> Iterator[Finding]:
    """E05, E06: a reason that concludes 增加 needs a change above zero, 减少 one below; 持平 one that prints 0.00."""
    for block in ("income", "expenditure", "appropriation", "function", "travel", "operating_funds"):
        for reason in reasons(context, block):
            told = conclusion(reason.text, context.year)
            if told is not None and not any(told[0] * fen > 0 for fen in reason.changes):
                yield _direction(reason, told[1])
            elif told is None and says_unchanged(reason.text) and not any(map(_prints_zero, reason.changes)):
                yield _direction(reason, "持平")


def _prints_zero(fen: int) -> bool:
    return half_up(Fraction(fen, FEN_PER_WAN), 2) == 0


def _direction(reason: Reason, word: str) -> Finding:
    fen = reason.changes[0]
    right = {1: "增加", 0: "持平", -1: "减少"}[(fen > 0) - (fen < 0)]
    change = f"{right} {abs(Money(fen)).text()} 万元" if fen else right
    return Finding(
        say(f"理由说“{word}”，而变化额是：{change}。", f"The reason says {word}, but the change is: {change}."),
        reason.place,
        word,
        change,
    )
