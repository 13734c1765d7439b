"""What the charts show: bars with exact values, the printed texts of figures as labels, and a text alternative."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Final

import attrs

from reportgen.model.codelist import LEVEL_LENGTHS
from reportgen.model.disclosure import Disclosure, Entry
from reportgen.model.money import FEN_PER_UNIT, AmountUnit, Money
from reportgen.render.layout import ChartLayout, Layout


@attrs.frozen
class Series:
    """One row of bars: budget year or year before. ``keys``, ``values`` and ``texts`` run along `ChartSpec.labels`.

    ``values`` are exact, in `ChartSpec.unit`; ``texts`` are what the figures print, empty (with key None) where there is
    no figure because there is no money.
    """

    name: str
    keys: tuple[str | None, ...]
    values: tuple[Fraction, ...]
    texts: tuple[str, ...]


@attrs.frozen
class ChartSpec:
    """A chart to be drawn: one or two series over the same labels, amounts not negative.

    ``empty``: nothing to show; then ``sentence`` is printed and nothing drawn. ``alt`` tells all values in words.
    """

    id: str
    title: str
    unit: AmountUnit
    labels: tuple[str, ...]
    series: tuple[Series, ...]
    alt: str
    empty: bool = False
    sentence: str = ""


@attrs.frozen
class Bar:
    """A label with the figure keys of its amounts; None where there is no such figure."""

    label: str
    now: str | None
    before: str | None = None


def chart_specs(disclosure: Disclosure, layout: Layout) -> tuple[ChartSpec, ...]:
    """All charts of the layout, in its order, the empty ones included."""
    return tuple(_spec(chart, disclosure, layout) for chart in layout.charts.values())


def _spec(chart: ChartLayout, disclosure: Disclosure, layout: Layout) -> ChartSpec:
    words = common_values(disclosure, layout)
    names = layout.names.get(chart.names, {})
    bars = [bar for bar in SELECTIONS[chart.data](disclosure, names) if _amounts(bar, disclosure)]
    series = [_series(chart.now.plain(words), [bar.now for bar in bars], disclosure, layout)]
    if chart.before is not None:
        series.append(_series(chart.before.plain(words), [bar.before for bar in bars], disclosure, layout))
    title, labels = chart.title.plain(words), tuple(bar.label for bar in bars)
    return ChartSpec(
        id=chart.id,
        title=title,
        unit=layout.units.text,
        labels=labels,
        series=tuple(series),
        alt=_alternative(title, labels, series, layout, words),
        empty=not bars,
        sentence="" if bars else chart.empty.plain(words),
    )


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


def _money(key: str | None, disclosure: Disclosure) -> Money:
    if key is None:
        return Money(0)
    value = disclosure.figure(key).value
    assert isinstance(value, Money), f"{key} is no amount"
    return value


def _amounts(bar: Bar, disclosure: Disclosure) -> bool:
    """Whether a bar has anything to show in either year."""
    return any(_money(key, disclosure) for key in (bar.now, bar.before))


def _series(name: str, keys: list[str | None], disclosure: Disclosure, layout: Layout) -> Series:
    unit = layout.units.text
    figures = [None if key is None else disclosure.figure(key) for key in keys]
    amounts = [_money(key, disclosure) for key in keys]
    return Series(
        name,
        tuple(figure.key if figure else None for figure in figures),
        tuple(Fraction(amount.fen, FEN_PER_UNIT[unit]) for amount in amounts),
        tuple(figure.text(unit) if figure else "" for figure in figures),
    )


def _alternative(
    title: str, labels: tuple[str, ...], series: list[Series], layout: Layout, words: Mapping[str, object]
) -> str:
    """All values in words, for those who do not see the chart."""
    phrases = layout.phrases
    items = []
    for i, label in enumerate(labels):
        values = [
            phrases["chart-value"].plain({**words, "series": one.name, "amount": one.texts[i]})
            for one in series
            if one.texts[i]
        ]
        joined = phrases["chart-value-separator"].text.join(values)
        items.append(phrases["chart-item"].plain({**words, "label": label, "values": joined}))
    joined = phrases["chart-item-separator"].text.join(items)
    return phrases["chart-alt"].plain({**words, "title": title, "items": joined})


def _known(key: str, disclosure: Disclosure) -> str | None:
    """The key itself, or of the cell it stands for, if there is such a figure."""
    key = disclosure.aliases.get(key, key)
    return key if key in disclosure.figures else None


def _entries(entries: tuple[Entry, ...], stem: str, disclosure: Disclosure, names: Mapping[str, str]) -> list[Bar]:
    """A bar for each entry, with its amounts of both years."""
    bars = []
    for entry in entries:
        key = entry.key.rpartition("/")[2]
        bars.append(Bar(names.get(key, entry.name), entry.amount, _known(f"{stem}/{key}/prior", disclosure)))
    return bars


def _income(disclosure: Disclosure, names: Mapping[str, str]) -> list[Bar]:
    """Income by source, as statement two gives it."""
    return [
        attrs.evolve(bar, before=None) for bar in _entries(disclosure.statements.income, "income", disclosure, names)
    ]


def _expenditure_kinds(disclosure: Disclosure, names: Mapping[str, str]) -> list[Bar]:
    """Basic and project expenditure of both years."""
    return _entries(disclosure.statements.expenditure, "expenditure", disclosure, names)


def _expenditure_classes(disclosure: Disclosure, _names: Mapping[str, str]) -> list[Bar]:
    """Expenditure by function class, of every source: the right side of table 1."""
    rows = [row for row in disclosure.tables["t1"].rows if row.level == "class"]
    return [Bar(row.labels["name"], next(iter(row.cells.values()), None)) for row in rows]


def _appropriation_classes(disclosure: Disclosure, _names: Mapping[str, str]) -> list[Bar]:
    """The general public budget's current appropriation by class, of both years, classes of last year alone included."""
    functions = disclosure.functions
    codes = [code for code in functions.names if len(code) == LEVEL_LENGTHS["function"][0]]
    bars = []
    for code in sorted(codes):
        now, before = (_known(f"appropriation/{code}/{measure}", disclosure) for measure in ("amount", "prior"))
        if now or before:
            bars.append(Bar(functions.name(code), now, before))
    return bars


def _travel(disclosure: Disclosure, names: Mapping[str, str]) -> list[Bar]:
    """The four items of 三公."""
    return [
        attrs.evolve(bar, before=None) for bar in _entries(disclosure.statements.travel, "travel", disclosure, names)
    ]


SELECTIONS: Final[Mapping[str, Callable[[Disclosure, Mapping[str, str]], list[Bar]]]] = {
    "income": _income,
    "expenditure-classes": _expenditure_classes,
    "expenditure-kinds": _expenditure_kinds,
    "appropriation-classes": _appropriation_classes,
    "travel": _travel,
}
"""``data`` of a chart → the bars it shows."""
