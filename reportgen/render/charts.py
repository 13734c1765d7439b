"""Charts: horizontal bars from zero, each labelled with the figure that the report prints, as SVG with live text."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from warnings import catch_warnings, simplefilter
from xml.sax.saxutils import escape

import attrs

from reportgen.render.chart_plan import Block, Label, Plan, plan_chart

if TYPE_CHECKING:
    from reportgen.render.chart_data import ChartSpec


@attrs.frozen
class Palette:
    """The colours of a chart, as ``#rrggbb``: ground, text, text of lesser weight, bars of this and of last year.

    Bars have a contrast of 3 : 1 against the ground at the least, texts 4.5 : 1, and the two bars are told apart in grey.
    """

    ground: str
    ink: str
    muted: str
    now: str
    before: str


LIGHT: Final = Palette(ground="#ffffff", ink="#1a1f26", muted="#525c68", now="#1d3f72", before="#7890b4")
"""For print, and for a light screen. A page may put its own in their place: ``--chart-ground`` and so on."""


def draw(spec: ChartSpec, font: Path) -> str:
    """The chart as an ``<svg>`` element: for the screen with a description, its colours open to the page's style.

    For print it is a file of its own, for a picture whose alternative text stands beside it. ``font``: the one face that
    the document uses for labels. The same spec and font give the same text. Raises ValueError for an empty spec: then
    a sentence is printed, and no frame.
    """
    if spec.empty or not spec.labels:
        raise ValueError(f"chart {spec.id} has nothing to show")
    svg = _drawn(plan_chart(spec), font, spec.id)
    return _as_element(svg, spec) if spec.medium == "print" else _themed(_as_element(svg, spec, spec.alt))


def painted(svg: str, tokens: Mapping[str, str]) -> str:
    """A chart for print in the colours of a theme: its tokens ``chart-ground`` and so on; what is not given stays."""
    colours = {colour: tokens.get(f"chart-{name}", colour) for name, colour in attrs.asdict(LIGHT).items()}
    return _coloured(svg, lambda colour: colours[colour])


def warm_up(font: Path) -> None:
    """Load the library and the font by drawing a chart that nobody sees: the first one takes far longer than others."""
    block, label = Block(0, 0, 1, 1, "now"), Label("1", 0, 0, 9)
    _drawn(Plan(9, 9, 9, (block,), (label,)), font, "warm-up")


def _drawn(plan: Plan, font: Path, salt: str) -> str:
    from matplotlib import rc_context
    from matplotlib.backends.backend_svg import FigureCanvasSVG
    from matplotlib.figure import Figure

    settings: Any = {"svg.fonttype": "none", "svg.hashsalt": salt, "font.family": [_family(font)]}
    # The library warns of glyphs that the face lacks; the whole document is checked for them before printing.
    with rc_context(settings), catch_warnings():
        simplefilter("ignore", UserWarning)
        # 72 dots an inch: one dot is one point.
        figure = Figure(figsize=(plan.width / 72, plan.height / 72), dpi=72, facecolor=LIGHT.ground)
        canvas: Any = FigureCanvasSVG(figure)
        _add_blocks(figure, plan)
        _add_labels(figure, plan)
        text = StringIO()
        canvas.print_svg(text, metadata={"Date": None})
    return text.getvalue()


def _family(font: Path) -> str:
    from matplotlib import font_manager

    known = {entry.fname: entry.name for entry in font_manager.fontManager.ttflist}
    if str(font) not in known:
        font_manager.fontManager.addfont(str(font))
        known = {entry.fname: entry.name for entry in font_manager.fontManager.ttflist}
    return known[str(font)]


def _add_blocks(figure: Any, plan: Plan) -> None:
    """The bars. One for several items is an outline, drawn inside its edges, so that no bar is longer than its amount."""
    from matplotlib.patches import Rectangle
    from matplotlib.transforms import IdentityTransform

    for block in plan.blocks:
        colour = LIGHT.now if block.year == "now" else LIGHT.before
        pen = min(1.0, block.width / 2) if block.outlined else 0.0
        corner = (block.left + pen / 2, plan.height - block.top - block.height + pen / 2)
        patch = Rectangle(
            corner,
            block.width - pen,
            block.height - pen,
            facecolor=LIGHT.ground if block.outlined else colour,
            edgecolor=colour if block.outlined else "none",
            linewidth=pen,
            transform=IdentityTransform(),
        )
        figure.add_artist(patch)


def _add_labels(figure: Any, plan: Plan) -> None:
    """The texts, from their left end on their baseline."""
    from matplotlib.transforms import IdentityTransform

    for label in plan.labels:
        figure.text(
            label.left,
            plan.height - label.baseline,
            label.text,
            size=label.size,
            color=LIGHT.ink if label.tone == "ink" else LIGHT.muted,
            va="baseline",
            transform=IdentityTransform(),
            parse_math=False,
        )


def _as_element(svg: str, spec: ChartSpec, description: str = "") -> str:
    """The root element alone, with title and description, and with ids that no other chart has.

    The style sheet that the library writes into each chart would hold for a whole page, so it becomes an attribute.
    """
    text = svg[svg.index("<svg") :]
    text = re.sub(r"\s*<metadata>.*?</metadata>", "", text, flags=re.DOTALL)
    text = re.sub(r"\s*<defs>\s*<style.*?</style>\s*</defs>", "", text, count=1, flags=re.DOTALL)
    text = text.replace('transform="rotate(-0 ', 'transform="rotate(0 ')
    prefix = f"chart-{spec.id.rpartition('/')[2]}-"
    text = re.sub(r'\bid="', f'id="{prefix}', text)
    named = f'role="img" aria-labelledby="{prefix}title" stroke-linejoin="miter"'
    heading = f'\n <title id="{prefix}title">{escape(spec.title)}</title>'
    if description:
        named += f' aria-describedby="{prefix}desc"'
        heading += f'\n <desc id="{prefix}desc">{escape(description)}</desc>'
    head, _, rest = text.partition(">")
    return f"{head} {named}>{heading}{rest}"


def _themed(svg: str) -> str:
    """Each colour may be set by the page, for dark screens and themes; without that it is what it was."""
    names = {colour: name for name, colour in attrs.asdict(LIGHT).items()}
    return _coloured(svg, lambda colour: f"var(--chart-{names[colour]}, {colour})")


def _coloured(svg: str, paint: Callable[[str], str]) -> str:
    def styled(style: re.Match[str]) -> str:
        return re.sub(r"#[0-9a-f]{6}\b", lambda colour: paint(colour[0]), style[0])

    return re.sub(r'style="[^"]*"', styled, svg)
