"""The list of figures: every figure on the page, with its value, formula and input rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import attrs

from reportgen.model.disclosure import Disclosure, Runs
from reportgen.render.labels import Labels, formula_text
from reportgen.render.layout import Layout


@attrs.frozen
class PrintedFigure:
    """One figure as lists show it: ``value`` exact (元, a ratio, a count), ``text`` as on the page."""

    key: str
    label: str
    value: str
    text: str
    unit: str
    formula: str
    runs: tuple[Runs, ...]
    """The input rows it comes from, a file at a time."""


def printed_figures(disclosure: Disclosure, layout: Layout, used: Iterable[str]) -> Iterator[PrintedFigure]:
    """One record per key of ``used``, in its order (output contract); rows are worked out as they are asked for."""
    labels = Labels(disclosure, layout)
    for key in used:
        figure = disclosure.figure(key)
        unit = layout.unit_of(figure.key)
        yield PrintedFigure(
            key=figure.key,
            label=labels.of(figure.key),
            value=figure.machine_value,
            text=figure.text(unit),
            unit=figure.unit(unit),
            formula=formula_text(figure),
            runs=disclosure.rows_of.runs(figure),
        )
