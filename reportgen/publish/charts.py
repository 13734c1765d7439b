"""Where the drawn charts of a build come from: this process, or one of their own."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from reportgen.publish.workers import End, Failure, Pipe, portable, process_ended

if TYPE_CHECKING:
    from reportgen.render.chart_data import ChartSpec


class Charts(Protocol):
    """Takes specifications and gives SVG texts by chart id."""

    def submit(self, specs: tuple[ChartSpec, ...]) -> None:
        """Tell which charts will be wanted."""

    def svg(self, chart: str) -> str:
        """The SVG text of a submitted chart; waits until it is drawn. Raises KeyError for an unknown id."""


class LocalCharts:
    """Draws in this process, when first asked."""

    def __init__(self) -> None:
        self._specs: dict[str, ChartSpec] = {}
        self._drawn: dict[str, str] = {}

    def submit(self, specs: tuple[ChartSpec, ...]) -> None:
        """Remember the specifications."""
        self._specs = {spec.id: spec for spec in specs}

    def svg(self, chart: str) -> str:
        """Draw the chart, once."""
        if chart not in self._drawn:
            from reportgen.render.charts import draw

            self._drawn[chart] = draw(self._specs[chart], chart_font())
        return self._drawn[chart]


class RemoteCharts:
    """Reads charts from the drawing process; ``orders`` is where specifications go (None for a mere reader)."""

    def __init__(self, drawn: Pipe, orders: Pipe | None) -> None:
        self._pipe = drawn
        self._orders = orders
        self._drawn: dict[str, str] = {}

    def submit(self, specs: tuple[ChartSpec, ...]) -> None:
        """Send the specifications to the drawing process."""
        if self._orders is not None:
            self._orders.send(specs)

    def svg(self, chart: str) -> str:
        """Read drawn charts until the wanted one is among them."""
        while chart not in self._drawn:
            try:
                message = self._pipe.receive()
            except EOFError as error:
                raise process_ended() from error
            if isinstance(message, Failure):
                raise message.error
            if isinstance(message, End):
                raise KeyError(chart)
            self._drawn[message[0]] = message[1]
        return self._drawn[chart]


def draw_orders(orders: Pipe, readers: list[Pipe]) -> None:
    """In the drawing process: get ready, wait for the specifications, send each chart to every reader."""
    try:
        logging.getLogger("matplotlib").setLevel(logging.ERROR)  # it advises on its cache, which nobody asked for
        from reportgen.render.charts import draw, warm_up

        font = chart_font()
        warm_up(font)  # while the specifications are still being computed
        for spec in orders.receive():
            drawn = (spec.id, draw(spec, font))
            for reader in readers:
                reader.send(drawn)
        last: Failure | End = End()
    except EOFError:
        last = End()  # nothing was ordered: the budget has errors
    except Exception as error:  # whatever it is, the readers tell it
        last = Failure(portable(error))
    for reader in readers:
        reader.send(last)
        reader.close()


def chart_font() -> Path:
    """The face of the charts: that of headings, which is as clear in small type."""
    from reportgen.render.resources import resource_dir

    return resource_dir("styles") / "fonts" / "ReportgenHei-Regular.ttf"
