"""Sides that must be equal, and how their difference is told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from reportgen.check.context import Context
from reportgen.check.registry import Finding
from reportgen.model.diagnostic import Note
from reportgen.model.figure import Selection
from reportgen.model.language import say
from reportgen.model.money import Money, decimal_text
from reportgen.model.place import Place
from reportgen.model.source import SOURCES


class Side(NamedTuple):
    """One side of an identity: its name in both languages, its exact amount in 分, and the figures it is made of.

    ``rows``: the input rows it sums, where they are not just those of its figures; ``items``: what is declared behind it.
    """

    zh: str
    en: str
    fen: int
    keys: tuple[str, ...] = ()
    place: Place | None = None
    rows: tuple[Selection, ...] = ()
    items: tuple[Note, ...] = ()


def yuan(fen: int) -> str:
    """An amount for a message: 元 with thousands separators and the sign."""
    return decimal_text(fen, 2, thousands=True)


def table_side(context: Context, table: str, row: str, columns: Sequence[str], zh: str, en: str) -> Side:
    """The cells of one row of a table as a side; the name gets the table's number in front."""
    number = table.removeprefix("t")
    keys = tuple(f"{table}/{row}/{column}" for column in columns)
    return Side(f"表{number} {zh}", f"table {number}, {en}", context.cell(table, row, *columns), keys)


def gaps(context: Context) -> dict[tuple[int, str], int]:
    """Declared income less money lines, in 分, of every (year, source key) that does not balance (S01)."""
    income, lines = context.income_by_source, context.lines_by_source
    found = {}
    for year in (context.year, context.year - 1):
        for source in SOURCES:
            sides = [sums.get((year, source.key)) for sums in (income, lines)]
            declared, spent = (group.fen if group else 0 for group in sides)
            if declared != spent:
                found[year, source.key] = declared - spent
    return found


def notes_of(context: Context, sides: Sequence[Side]) -> tuple[Note, ...]:
    """The evidence of a failed identity: both sides with the rows behind them, and the row that explains it, if one does."""
    # Only a failure pays for the machinery of the evidence.
    from reportgen.check.evidence import side_notes

    return side_notes(context, sides)


def differ(context: Context, message: str, left: Side, right: Side, place: Place | None = None) -> Iterator[Finding]:
    """A finding with the evidence of two sides when they are not equal; ``message`` tells both amounts."""
    if left.fen != right.fen:
        sides = (left, right)
        yield Finding(
            message,
            place or next((found for side in sides if (found := _place(context, side)) is not None), None),
            Money(left.fen).yuan(),
            Money(right.fen).yuan(),
            notes=notes_of(context, sides),
            figures=_printed(context, sides),
        )


def counted(
    context: Context,
    zh: str,
    en: str,
    found: int,
    expected: int,
    keys: tuple[str, ...] = (),
    place: Place | None = None,
) -> Iterator[Finding]:
    """A finding when a count of things is not what it should be; ``zh`` and ``en`` name what is counted."""
    if found != expected:
        yield Finding(
            say(f"{zh}是 {found}，应为 {expected}。", f"{en}: {found}, but it should be {expected}."),
            place or context.figure_place(*keys),
            str(found),
            str(expected),
            figures=keys,
        )


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
        notes=notes_of(context, sides),
        figures=_printed(context, sides),
    )


def _printed(context: Context, sides: Sequence[Side]) -> tuple[str, ...]:
    """The figures of the sides; a blank cell has none."""
    figures = (context.figure(key) for side in sides for key in side.keys)
    return tuple(dict.fromkeys(figure.key for figure in figures if figure is not None))


def _place(context: Context, side: Side) -> Place | None:
    return side.place or context.figure_place(*side.keys)
