"""Where the bars and texts of a chart stand: plain geometry in points from the upper left corner, without a library.

Each item has its name with the change in words, the bar of the budget year with its figure at the end, and under it the
thinner and lighter bar of the year before with its own. Each mark is named beside it, so that there is no legend to
decode. On paper names have a column of their own; on the screen, which may be a phone's, they stand above their bars.
"""

from __future__ import annotations

import math
from fractions import Fraction
from typing import TYPE_CHECKING, Final, Literal

import attrs

from reportgen.render.columns import text_width

if TYPE_CHECKING:
    from reportgen.render.chart_data import ChartSpec

Year = Literal["now", "before"]
Tone = Literal["ink", "muted"]

_SMALL: Final = 0.92
"""Type of what is said beside the name and beside last year's bar, by the size of names."""
_LINE: Final = 1.35
_ROW: Final = {"now": 1.35, "before": 1.35}
_THICK: Final = {"now": 0.92, "before": 0.5}
"""Em: last year's bar is thinner as well as lighter, so that grey print and every eye tell the two apart."""
_SPACE: Final = 0.75
"""Em between two items."""
_GAP: Final = 0.5
"""Em between a bar and its figure, and twice that between a name and what follows it."""
_THINNEST: Final = 0.75
"""Points: money that would be thinner than a hair is still to be seen."""
_BASELINE: Final = 0.36
"""Em from the middle of a line down to its baseline, for figures and ideographs alike."""
_FEW_LINES: Final = 3
"""Lines of a name up to which its item still is one thing to the eye."""
_NOT_FIRST: Final = "，。、；：！？）〕】》〉」』”’%％"
_NOT_LAST: Final = "（〔【《〈「『“‘"


@attrs.frozen
class Format:
    """A size to draw for: width in points, steps to try in turn, most height in points (None: any).

    A step is a type size with the widest column of names in em, 0 when they stand above the bars. ``slack``: by how much
    the type on the reader's machine may be wider than the bundled one; ``step``: points of which each height is a multiple.
    """

    width: float
    steps: tuple[tuple[float, float], ...]
    tallest: float | None = None
    slack: float = 1.0
    step: float = 0.01


PRINT: Final = Format(442.0, ((9.5, 14), (9.5, 18), (9, 18), (8.5, 20), (8, 24), (7.5, 26), (7, 31)), 570.0, step=20.57)
"""The text width of an upright page, so that type comes out at its own size; chart and caption fit on one page. Its height
is one of full lines of text, so that the lines below a chart stand beside those of the facing page."""
SCREEN: Final = Format(320.0, ((12.5, 0),), slack=1.08)
"""About the width of a phone, where type comes out at its own size and the smaller one is 11.5 px still."""


@attrs.frozen
class Block:
    """A bar. ``outlined``: it stands for several items, and has no number."""

    left: float
    top: float
    width: float
    height: float
    year: Year
    outlined: bool = False


@attrs.frozen
class Label:
    """A line of text from ``left`` on, ``middle`` being the height of its middle."""

    text: str
    left: float
    middle: float
    size: float
    tone: Tone = "ink"

    @property
    def baseline(self) -> float:
        """The height of the baseline."""
        return self.middle + _BASELINE * self.size

    @property
    def right(self) -> float:
        """Where the text ends at the latest."""
        return self.left + text_width(self.text) * self.size


@attrs.frozen
class Plan:
    """A chart of that width and height, and the type size of its names."""

    width: float
    height: float
    size: float
    blocks: tuple[Block, ...]
    labels: tuple[Label, ...]


@attrs.frozen
class Item:
    """What one item shows: amounts and texts of one or two years; ``change`` in words."""

    name: str
    change: str
    values: tuple[Fraction, ...]
    texts: tuple[str, ...]
    outlined: bool = False


def plan_chart(spec: ChartSpec) -> Plan:
    """The geometry of a spec: the first step that is not too tall and has short names, else not too tall, else the last."""
    items, form = drawn_items(spec), PRINT if spec.medium == "print" else SCREEN
    fitting: Plan | None = None
    for size, column in form.steps:
        sheet = _Sheet(items, form, size, column)
        plan = sheet.plan()
        if form.tallest is None or plan.height <= form.tallest:
            if sheet.lines <= _FEW_LINES:
                return plan
            fitting = fitting or plan
    return fitting or plan


def drawn_items(spec: ChartSpec) -> tuple[Item, ...]:
    """The items with a bar of their own, and one for those that are gathered."""
    many = len(spec.series) > 1
    shown = spec.shown if spec.shown is not None else len(spec.labels)
    items = []
    for i, label in enumerate(spec.labels[:shown]):
        texts = tuple(f"{one.mark} {one.texts[i]}" if many and one.texts[i] else one.texts[i] for one in spec.series)
        values = tuple(one.values[i] for one in spec.series)
        change = spec.changes[i].text if spec.changes else ""
        items.append(Item(label, change, values, texts))
    if spec.gathered:
        sums = tuple(sum(one.values[shown:], Fraction()) for one in spec.series)
        items.append(Item(spec.rest, "", sums, tuple(one.mark if many else "" for one in spec.series), outlined=True))
    return tuple(items)


class _Sheet:
    """Sets items one below the other, in one type size; ``column``: widest column of names in em, 0 for none."""

    def __init__(self, items: tuple[Item, ...], form: Format, size: float, column: float) -> None:
        self._items, self._form, self._size = items, form, size
        self._names_beside = column > 0
        room = column or form.width / form.slack / size
        self._names = [wrap(item.name, room) for item in items]
        self._bar_left = 0.0
        if self._names_beside:
            widths = [text_width(line) * size for lines in self._names for line in lines]
            widths += [text_width(item.change) * size * _SMALL for item in items]
            self._bar_left = max(widths) + 2 * _GAP * size
        self.lines = max(len(lines) for lines in self._names)
        ends = max(
            text_width(text) * self._type(year) for item in items for year, text in zip(_ROW, item.texts, strict=False)
        )
        self._longest = form.width - self._bar_left - (ends + _GAP * size) * form.slack
        self._largest = max(value for item in items for value in item.values) or Fraction(1)

    def _type(self, year: str) -> float:
        return self._size if year == "now" else self._size * _SMALL

    def plan(self) -> Plan:
        """Everything in its place."""
        blocks: list[Block] = []
        labels: list[Label] = []
        top = 0.0
        for n, item in enumerate(self._items):
            top += _SPACE * self._size if n else 0
            named = self._named(item, self._names[n], top)
            labels += named
            below = named[-1].middle + _LINE * self._size / 2
            end = self._bars(item, top if self._names_beside else below, blocks, labels)
            top = max(below, end)
        height = math.ceil((top + 2) / self._form.step) * self._form.step
        return Plan(self._form.width, round(height, 2), self._size, tuple(blocks), tuple(labels))

    def _named(self, item: Item, lines: list[str], top: float) -> list[Label]:
        """The lines of the name, and the change: after a name above the bars where it finds room, else under it."""
        size, line = self._size, _LINE * self._size
        labels = [Label(text, 0.0, top + (n + 0.5) * line, size) for n, text in enumerate(lines)]
        if not item.change:
            return labels
        row, left = len(lines) - 1, labels[-1].right + 2 * _GAP * size
        end = left + text_width(item.change) * size * _SMALL
        if self._names_beside or end > self._form.width / self._form.slack:
            row, left = len(lines), 0.0
        lower = _BASELINE * size * (1 - _SMALL)  # smaller type on the same baseline
        return [*labels, Label(item.change, left, top + (row + 0.5) * line + lower, size * _SMALL, "muted")]

    def _bars(self, item: Item, top: float, blocks: list[Block], labels: list[Label]) -> float:
        """The bars of one item with what stands at their ends; returns where they end."""
        years: tuple[Year, ...] = ("now", "before")
        for year, value, text in zip(years, item.values, item.texts, strict=False):
            row, thick = _ROW[year] * self._size, _THICK[year] * self._size
            length = max(float(value / self._largest) * self._longest, _THINNEST) if value else 0.0
            if length:
                blocks.append(Block(self._bar_left, top + (row - thick) / 2, length, thick, year, item.outlined))
            if text:
                left = self._bar_left + (length + _GAP * self._size if length else 0.0)
                tone: Tone = "ink" if year == "now" else "muted"
                labels.append(Label(text, left, top + row / 2, self._type(year), tone))
            top += row
        return top


def wrap(text: str, ems: float) -> list[str]:
    """A label as lines of at most ``ems`` em (one more for a closing mark), of about equal length.

    Closing marks do not begin a line, opening ones do not end it, and words and numbers stay whole where they can.
    """
    count = max(1, -int(-text_width(text) // ems))
    target = text_width(text) / count
    parts, line = [], ""
    for character in text:
        width = text_width(line + character)
        if line and (text_width(line) >= target - 0.01 or width > ems):
            hangs = character in _NOT_FIRST and width <= ems + 1
            inside = _in_word(line[-1]) and _in_word(character) and width <= ems
            if not hangs and not inside:
                kept = line.rstrip(_NOT_LAST) or line
                parts.append(kept)
                line = line[len(kept) :]
        line += character
    return [*parts, line]


def _in_word(character: str) -> bool:
    return character.isascii() and (character.isalnum() or character in ".,-")
