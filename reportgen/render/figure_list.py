"""The list of figures: every figure on the page, with its value, formula and input rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

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


class FigureList:
    """The figures of a report by key, in order; rows are worked out as they are asked for."""

    def __init__(
        self, disclosure: Disclosure, layout: Layout, keys: Sequence[str], labels: Labels | None = None
    ) -> None:
        self._disclosure = disclosure
        self._layout = layout
        self._keys = keys
        self._labels = labels or Labels(disclosure, layout)

    @property
    def input_rows(self) -> int:
        """How many money lines the figures come from."""
        return len(self._disclosure.budget.lines.frame)

    def halves(self) -> tuple[FigureList, FigureList]:
        """The list in two, for two processes."""
        middle = len(self._keys) // 2
        parts = (self._keys[:middle], self._keys[middle:])
        first, second = (FigureList(self._disclosure, self._layout, keys, self._labels) for keys in parts)
        return first, second

    def __iter__(self) -> Iterator[PrintedFigure]:
        for key in self._keys:
            figure = self._disclosure.figure(key)
            unit = self._layout.unit_of(figure.key)
            yield PrintedFigure(
                key=figure.key,
                label=self._labels.of(figure.key),
                value=figure.machine_value,
                text=figure.text(unit),
                unit=figure.unit(unit),
                formula=formula_text(figure),
                runs=self._disclosure.rows_of.runs(figure),
            )
