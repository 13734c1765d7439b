"""Charts: horizontal bars from zero, each labelled with the figure that the report prints, as SVG with live text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from warnings import catch_warnings, simplefilter
from xml.sax.saxutils import escape

import attrs

from reportgen.render.columns import text_width

if TYPE_CHECKING:
    from reportgen.render.chart_data import ChartSpec, Series

WIDTH: Final = 442.0
"""Points: the text width of an upright page, so that type comes out at its own size."""
_TALLEST: Final = 560.0
"""Points for all bars: chart and caption fit on one page."""
_STEPS: Final = ((9.0, 14), (9.0, 18), (8.0, 20), (8.0, 24), (7.0, 28), (7.0, 31))
"""(type size, characters a line) of the labels, tried in turn until all of them find room."""
_LEADING: Final = 1.15
_COLOURS: Final = (("#1d3f72", "深色"), ("#b9cce6", "浅色"))
"""Of clearly different lightness, and named in the legend: the chart is read in grey, too."""
_INK: Final = "#1a1f26"
_GRID: Final = "#d5dae1"
_SERIES: Final = "{}（{}）"
_NOT_FIRST: Final = "，。、；：！？）》」』”’"


@attrs.frozen
class Plan:
    """Sizes of a chart, in points: type, one item with its bars, label column, room for the texts at the bars' ends."""

    size: float
    labels: tuple[str, ...]
    pitch: float
    left: float
    right: float
    top: float
    bottom: float

    @property
    def plot(self) -> float:
        """Width between the zero line and the end of the longest bar."""
        return WIDTH - self.left - self.right

    @property
    def height(self) -> float:
        """Height of the whole chart."""
        return self.top + self.pitch * len(self.labels) + self.bottom


def draw(spec: ChartSpec, font: Path) -> str:
    """The chart as an ``<svg>`` element that can stand in a page or be a file of its own.

    ``font``: the one face that the document uses for labels. The same spec and font give the same text. Raises
    ValueError for an empty spec: then a sentence is printed, and no frame.
    """
    if spec.empty or not spec.labels:
        raise ValueError(f"chart {spec.id} has nothing to show")
    from matplotlib import rc_context
    from matplotlib.backends.backend_svg import FigureCanvasSVG
    from matplotlib.figure import Figure

    plan = plan_chart(spec)
    settings: Any = {
        "svg.fonttype": "none",
        "svg.hashsalt": spec.id,
        "font.family": [_family(font)],
        "font.size": plan.size,
        "axes.unicode_minus": False,
    }
    # The library warns of glyphs that the face lacks; the whole document is checked for them before printing.
    with rc_context(settings), catch_warnings():
        simplefilter("ignore", UserWarning)
        figure = Figure(figsize=(WIDTH / 72, plan.height / 72), facecolor="white")
        canvas: Any = FigureCanvasSVG(figure)
        frame = (
            plan.left / WIDTH,
            plan.bottom / plan.height,
            plan.plot / WIDTH,
            1 - (plan.top + plan.bottom) / plan.height,
        )
        axes = figure.add_axes(frame)
        _scale(axes, plan, max(value for series in spec.series for value in series.values))
        _bars(axes, plan, spec.series)
        _legend(figure, plan, spec)
        text = StringIO()
        canvas.print_svg(text, metadata={"Date": None})
    return _as_element(text.getvalue(), spec)


def warm_up(font: Path) -> None:
    """Load the library and the font by drawing a chart that nobody sees: the first one takes twice as long as others."""
    from reportgen.render.chart_data import ChartSpec, Series

    series = Series("", (None,), (Fraction(1),), ("1.00",))
    draw(ChartSpec("warm-up", "", "万元", ("",), (series,), ""), font)


def plan_chart(spec: ChartSpec) -> Plan:
    """Sizes for a spec: large type for a few items, smaller type and wider labels for many or for long names."""
    bars = len(spec.series)
    room = _TALLEST / len(spec.labels)
    for size, characters in _STEPS:
        labels = tuple(wrap(label, characters) for label in spec.labels)
        lines = max(label.count("\n") + 1 for label in labels)
        least = max(bars * size * _LEADING, lines * size * _LEADING) + 2
        if least <= room:
            break
    pitch = max(least, min(room, bars * size * 1.5 + 8))
    longest = max(text_width(line) for label in labels for line in label.split("\n"))
    ends = max(text_width(text) for series in spec.series for text in series.texts)
    return Plan(
        size,
        labels,
        pitch,
        left=longest * size + 8,
        right=ends * size + 8,
        top=22.0 if bars > 1 else 4.0,
        bottom=size * 2.2 + 2,
    )


def wrap(text: str, ems: float) -> str:
    """A label on lines of at most ``ems`` em, of about equal length; closing marks do not begin a line."""
    lines = max(1, -int(-text_width(text) // ems))
    target = text_width(text) / lines
    parts, line = [], ""
    for character in text:
        full = text_width(line) >= target - 0.01 or text_width(line + character) > ems
        if line and full and character not in _NOT_FIRST:
            parts.append(line)
            line = ""
        line += character
    return "\n".join([*parts, line])


def _family(font: Path) -> str:
    from matplotlib import font_manager

    known = {entry.fname: entry.name for entry in font_manager.fontManager.ttflist}
    if str(font) not in known:
        font_manager.fontManager.addfont(str(font))
        known = {entry.fname: entry.name for entry in font_manager.fontManager.ttflist}
    return known[str(font)]


def _scale(axes: Any, plan: Plan, largest: Fraction) -> None:
    """Both axes: items from the top, amounts from zero to the largest; ticks are whole numbers, or none but zero."""
    top = float(largest) or 1.0
    axes.set_xlim(0, top)
    axes.set_ylim(len(plan.labels) - 0.5, -0.5)
    axes.set_xticks(ticks(largest, plan.plot / (plan.size * 1.4)))
    axes.xaxis.set_major_formatter(lambda value, _: f"{value:,.0f}")
    axes.set_yticks(range(len(plan.labels)), plan.labels, linespacing=_LEADING)
    axes.tick_params(length=0, labelcolor=_INK, pad=4)
    axes.grid(axis="x", color=_GRID, linewidth=0.5)
    axes.set_axisbelow(True)
    axes.spines[["top", "right", "bottom"]].set_visible(False)
    axes.spines["left"].set_color(_INK)


def ticks(largest: Fraction, room: float) -> list[int]:
    """Zero and round whole numbers up to ``largest``, no more than ``room`` em of tick labels hold."""
    most = max(1, int(room / text_width(f"{int(largest):,}")))
    step = 1
    while largest / step > min(most, 5):
        step = step * 5 // 2 if str(step).startswith("2") else step * 2
    return list(range(0, int(largest) + 1, step))


def _bars(axes: Any, plan: Plan, series: Sequence[Series]) -> None:
    """The bars of each series, with the printed figure at the end of each."""
    thick = (0.64 if len(series) == 1 else 0.84) / len(series)
    for index, one in enumerate(series):
        offset = (index - (len(series) - 1) / 2) * thick
        places = [item + offset for item in range(len(plan.labels))]
        colour = _COLOURS[index][0]
        axes.barh(
            places,
            [float(value) for value in one.values],
            thick * 0.9,
            color=colour,
            edgecolor=_COLOURS[0][0],
            linewidth=0.5,
            clip_on=False,
        )
        for place, value, text in zip(places, one.values, one.texts, strict=True):
            axes.annotate(
                text,
                (float(value), place),
                (3, 0),
                textcoords="offset points",
                va="center",
                color=_INK,
                annotation_clip=False,
            )


def _legend(figure: Any, plan: Plan, spec: ChartSpec) -> None:
    """With two series: a swatch and the name of each, its colour in words."""
    from matplotlib.patches import Rectangle

    if len(spec.series) == 1:
        return
    y = plan.height - 12
    x = 2.0
    for series, (colour, word) in zip(spec.series, _COLOURS, strict=False):
        name = _SERIES.format(series.name, word)
        box = (x / WIDTH, (y - 4) / plan.height)
        swatch = Rectangle(
            box,
            14 / WIDTH,
            8 / plan.height,
            transform=figure.transFigure,
            facecolor=colour,
            edgecolor=_COLOURS[0][0],
            linewidth=0.5,
        )
        figure.add_artist(swatch)
        figure.text((x + 18) / WIDTH, y / plan.height, name, size=9, va="center", color=_INK)
        x += 18 + text_width(name) * 9 + 14


def _as_element(svg: str, spec: ChartSpec) -> str:
    """The root element alone, with title and description, and with ids that no other chart has.

    The style sheet that the library writes into each chart would hold for a whole page, so it becomes an attribute.
    """
    text = svg[svg.index("<svg") :]
    text = re.sub(r"\s*<metadata>.*?</metadata>", "", text, flags=re.DOTALL)
    text = re.sub(r"\s*<defs>\s*<style.*?</style>\s*</defs>", "", text, count=1, flags=re.DOTALL)
    prefix = f"chart-{spec.id}-"
    text = re.sub(r'\bid="', f'id="{prefix}', text)
    text = re.sub(r'href="#', f'href="#{prefix}', text).replace("url(#", f"url(#{prefix}")
    named = f'role="img" aria-labelledby="{prefix}title {prefix}desc" stroke-linejoin="round"'
    heading = (
        f'\n <title id="{prefix}title">{escape(spec.title)}</title>\n <desc id="{prefix}desc">{escape(spec.alt)}</desc>'
    )
    head, _, rest = text.partition(">")
    return f"{head} {named}>{heading}{rest}"
