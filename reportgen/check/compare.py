"""Sides that must be equal, and how their difference is told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from reportgen.check.context import Context
from reportgen.check.registry import Finding
from reportgen.model.language import say
from reportgen.model.money import Money, decimal_text
from reportgen.model.place import Place


class Side(NamedTuple):
    """One side of an identity: its name in both languages, its exact amount in 分, and the figures it is made of."""

    zh: str
    en: str
    fen: int
    keys: tuple[str, ...] = ()
    place: Place | None = None


def yuan(fen: int) -> str:
    """An amount for a message: 元 with thousands separators and the sign."""
    return decimal_text(fen, 2, thousands=True)


def table_side(context: Context, table: str, row: str, columns: Sequence[str], zh: str, en: str) -> Side:
    """The cells of one row of a table as a side; the name gets the table's number in front."""
    number = table.removeprefix("t")
    keys = tuple(f"{table}/{row}/{column}" for column in columns)
    return Side(f"表{number} {zh}", f"table {number}, {en}", context.cell(table, row, *columns), keys)


def unequal(context: Context, sides: Sequence[Side]) -> Iterator[Finding]:
    """A finding when the sides are not all equal, to the 分.

    The amount that most sides share is the expected one; of two sides the second. The place is the first row behind a
    side that deviates, else behind any side.
    """
    amounts = Counter(side.fen for side in sides)
    if len(amounts) < 2:
        return
    most = max(amounts.values())
    expected = next(side.fen for side in reversed(sides) if amounts[side.fen] == most)
    odd = next(side for side in sides if side.fen != expected)
    place = next((p for p in (_place(context, side) for side in (odd, *sides)) if p is not None), None)
    zh = "；".join(f"{side.zh} {yuan(side.fen)} 元" for side in sides)
    en = "; ".join(f"{side.en} {yuan(side.fen)} yuan" for side in sides)
    gap = yuan(max(amounts) - min(amounts))
    yield Finding(
        say(f"应当相等，却相差 {gap} 元：{zh}。", f"These must be equal but differ by {gap} yuan: {en}."),
        place,
        Money(odd.fen).yuan(),
        Money(expected).yuan(),
    )


def _place(context: Context, side: Side) -> Place | None:
    return side.place or context.figure_place(*side.keys)
