"""What the charts show: bars with exact values, the printed texts of figures as labels, and a text alternative."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from fractions import Fraction
from typing import Final, Literal

import attrs

from reportgen.model.disclosure import Disclosure
from reportgen.model.money import FEN_PER_UNIT, AmountUnit, Money
from reportgen.render.chart_bars import SELECTIONS, Bar
from reportgen.render.layout import ChartLayout, Layout
from reportgen.render.phrase import Phrase

__all__ = ["SELECTIONS", "Change", "ChartSpec", "Series", "chart_specs", "common_values"]

MOST_BARS: Final = 12
"""Bars of a chart, that of 其他 included: more of them make no picture, and two years of as many fill a page."""


@attrs.frozen
class Series:
    """One row of bars: budget year or year before. ``keys``, ``values`` and ``texts`` run along `ChartSpec.labels`.

    ``values`` are exact, in `ChartSpec.unit`; ``texts`` are what the figures print, empty (with key None) where there is
    no figure because there is no money. ``mark``: what the bars are called beside them, shorter than ``name``.
    """

    name: str
    keys: tuple[str | None, ...]
    values: tuple[Fraction, ...]
    texts: tuple[str, ...]
    mark: str = ""


@attrs.frozen
class Change:
    """How an item changed: all of it in words, its word (增加 or 减少) alone, and the keys of its figures.

    ``text`` is empty where there is nothing to compare with. Keys are None where the report has no such figure; then the
    direction alone is told.
    """

    text: str = ""
    word: str = ""
    change: str | None = None
    growth: str | None = None


@attrs.frozen
class ChartSpec:
    """A chart to be drawn: one or two series over the same labels, largest first, amounts not negative.

    ``empty``: nothing to show; then ``sentence`` is printed and nothing drawn. ``alt`` tells all values in words.
    ``shown``: how many items have a bar of their own; the others are gathered into one bar called ``rest``, without a
    number, because the report has no figure of their sum. ``changes`` run along ``labels``; none with a single series.
    ``medium``: what it is drawn for; the chart ``income`` is the one for print, ``screen/income`` that for the screen.
    """

    id: str
    title: str
    unit: AmountUnit
    labels: tuple[str, ...]
    series: tuple[Series, ...]
    alt: str
    empty: bool = False
    sentence: str = ""
    shown: int | None = None
    rest: str = ""
    changes: tuple[Change, ...] = ()
    medium: Literal["print", "screen"] = "print"

    @property
    def gathered(self) -> bool:
        """Whether there is a bar for several items."""
        return self.shown is not None and self.shown < len(self.labels)


@attrs.frozen
class Words:
    """The wording of charts: phrases and words of the layout with the values that every phrase may have."""

    layout: Layout
    common: Mapping[str, object]

    def fill(self, name: str, /, **values: object) -> str:
        """A phrase by name as plain text."""
        return self.layout.phrases[name].plain({**self.common, **values})

    def say(self, key: str, /, **values: object) -> str:
        """A wording of the group of names ``chart``; a place that it should not have stays as it is written."""
        known = {**self.common, **values}
        text = self.layout.names.get("chart", {}).get(key, "")
        return re.sub(r"\{(\w+)\}", lambda place: str(known.get(place[1], place[0])), text)

    def plain(self, phrase: Phrase) -> str:
        """A phrase of the chart itself as plain text."""
        return phrase.plain(self.common)

    def joined(self, items: list[str], separator: str) -> str:
        """Items with a phrase between them."""
        return self.layout.phrases[separator].text.join(items)


def chart_specs(disclosure: Disclosure, layout: Layout) -> tuple[ChartSpec, ...]:
    """All charts of the layout, in its order, the empty ones included: those for print, then those for the screen."""
    words = Words(layout, common_values(disclosure, layout))
    specs = [_spec(chart, disclosure, words) for chart in layout.charts.values()]
    return (*specs, *(attrs.evolve(spec, id=f"screen/{spec.id}", medium="screen") for spec in specs))


def common_values(disclosure: Disclosure, layout: Layout) -> dict[str, object]:
    """The values of the places that every phrase may have (`phrase.COMMON`)."""
    budget = disclosure.budget
    department = budget.declaration.department
    return {
        "dept": department.short_name,
        "department": department.name,
        "year": budget.year,
        "prior_year": budget.year - 1,
        "unit": layout.units.text,
    }


def _spec(chart: ChartLayout, disclosure: Disclosure, words: Words) -> ChartSpec:
    bars = _sorted_bars(chart, disclosure, words)
    series = [_series(chart.now, "now", [bar.now for bar in bars], disclosure, words)]
    changes: tuple[Change, ...] = ()
    if chart.before is not None:
        series.append(_series(chart.before, "before", [bar.before for bar in bars], disclosure, words))
        changes = tuple(_change(bar, disclosure, words) for bar in bars)
    spec = ChartSpec(
        id=chart.id,
        title=words.plain(chart.title),
        unit=words.layout.units.text,
        labels=_told_apart(bars, words),
        series=tuple(series),
        alt="",
        empty=not bars,
        sentence="" if bars else words.plain(chart.empty),
        shown=len(bars) if len(bars) <= MOST_BARS else MOST_BARS - 1,
        rest=words.say("rest"),
        changes=changes,
    )
    return attrs.evolve(spec, alt=_alternative(spec, words) if bars else "")


def _sorted_bars(chart: ChartLayout, disclosure: Disclosure, words: Words) -> list[Bar]:
    """The items with money in a year that the chart shows, the largest of the budget year first."""
    names = words.layout.names.get(chart.names, {})
    kept = []
    for bar in SELECTIONS[chart.data](disclosure, names):
        now, before = (_money(key, disclosure).fen for key in (bar.now, bar.before))
        if now or (before and chart.before is not None):
            kept.append((now, before, bar))
    kept.sort(key=lambda item: item[:2], reverse=True)  # stable: equal ones keep the report's order
    return [bar for *_, bar in kept]


def _told_apart(bars: list[Bar], words: Words) -> tuple[str, ...]:
    """The labels; namesakes are told apart by their owner, where there is one."""
    count = Counter(bar.label for bar in bars)
    return tuple(
        words.say("namesake", name=bar.label, owner=bar.owner) if bar.owner and count[bar.label] > 1 else bar.label
        for bar in bars
    )


def _money(key: str | None, disclosure: Disclosure) -> Money:
    if key is None:
        return Money(0)
    value = disclosure.figure(key).value
    assert isinstance(value, Money), f"{key} is no amount"
    return value


def _series(name: Phrase, mark: str, keys: list[str | None], disclosure: Disclosure, words: Words) -> Series:
    unit = words.layout.units.text
    figures = [None if key is None else disclosure.figure(key) for key in keys]
    amounts = [_money(key, disclosure) for key in keys]
    return Series(
        words.plain(name),
        tuple(figure.key if figure else None for figure in figures),
        tuple(Fraction(amount.fen, FEN_PER_UNIT[unit]) for amount in amounts),
        tuple(figure.text(unit) if figure else "" for figure in figures),
        words.say(mark),
    )


def _change(bar: Bar, disclosure: Disclosure, words: Words) -> Change:
    """The change of an item in words, by the exact difference: what rounds to 0.00 is still 增加 or 减少."""
    now, before = (_money(key, disclosure).fen for key in (bar.now, bar.before))
    if not before or not now or now == before:
        return Change(words.say("new" if not before else "gone" if not now else "same"))
    word = words.layout.names.get("change", {}).get("up" if now > before else "down", "")
    unit = words.layout.units.text
    change, growth = (None if key is None else disclosure.figure(key) for key in (bar.change, bar.growth))
    if change is None or growth is None:
        return Change(word, word)
    text = words.say("change", change_word=word, change=change.text(unit), growth=growth.text(unit))
    return Change(text, word, change.key, growth.key)


def _alternative(spec: ChartSpec, words: Words) -> str:
    """All values in words, for those who do not see the chart: what it shows, the largest, each item, what is gathered."""
    items = [_item(i, spec, words) for i in range(len(spec.labels))]
    joined = words.joined(items[: spec.shown], "chart-item-separator")
    if spec.gathered:
        rest = words.joined(items[spec.shown :], "chart-item-separator")
        joined = words.joined([joined, words.say("rest-lead") + rest], "chart-item-separator")
    lead = words.say("lead", label=spec.labels[0])
    return words.fill("chart-alt", title=spec.title, items=lead + joined)


def _item(i: int, spec: ChartSpec, words: Words) -> str:
    values = [words.fill("chart-value", series=one.name, amount=one.texts[i]) for one in spec.series if one.texts[i]]
    if spec.changes and spec.changes[i].text:
        values.append(spec.changes[i].text)
    return words.fill("chart-item", label=spec.labels[i], values=words.joined(values, "chart-value-separator"))
