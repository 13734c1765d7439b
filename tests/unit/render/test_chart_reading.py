"""Drawn charts read back, and that the reading sees faults: where texts and bars stand, in what colours, and how colours differ to the eye."""

from __future__ import annotations

import re
from functools import cache
from itertools import combinations
from pathlib import Path
from xml.etree.ElementTree import Element, fromstring

import attrs
import pytest
from fontTools.ttLib import TTFont

STYLES = Path(__file__).parents[3] / "styles"
FONT = STYLES / "fonts" / "ReportgenHei-Regular.ttf"
SVG = "{http://www.w3.org/2000/svg}"
_ABOVE, _BELOW = 0.80, 0.12
"""Em that ideographs of the face reach above and below the baseline; brackets go a little lower."""


@attrs.frozen
class Box:
    """Something drawn, in points from the upper left corner; ``colour`` of the fill, of the pen where there is one."""

    left: float
    top: float
    right: float
    bottom: float
    colour: str
    text: str = ""
    outlined: bool = False

    @property
    def width(self) -> float:
        return self.right - self.left


@cache
def _face() -> tuple[dict[int, str], dict[str, tuple[int, int]], int]:
    font = TTFont(FONT)
    return font.getBestCmap(), font["hmtx"].metrics, font["head"].unitsPerEm


def advance(text: str) -> float:
    """Width of a text in em, as the bundled face sets it."""
    glyphs, metrics, em = _face()
    return sum(metrics[glyphs[ord(character)]][0] for character in text) / em


def size(svg: str) -> tuple[float, float]:
    """Width and height of the drawing."""
    _, _, width, height = map(float, fromstring(svg).get("viewBox", "").split())
    return width, height


def texts(svg: str) -> list[Box]:
    """The texts, in order, with the room that their glyphs take."""
    found = []
    for element in fromstring(svg).iter(f"{SVG}text"):
        style, words = element.get("style", ""), "".join(element.itertext())
        assert "text-anchor: start" in style
        type_size = float(re.search(r"font-size: ([\d.]+)px", style)[1])  # type: ignore[index]
        x, y = float(element.get("x", "nan")), float(element.get("y", "nan"))
        right = x + advance(words) * type_size
        found.append(Box(x, y - _ABOVE * type_size, right, y + _BELOW * type_size, _colour(element, "fill"), words))
    return found


def bars(svg: str) -> list[Box]:
    """The bars from the top, the ground left out; an outline counts up to the outer edge of its pen."""
    found = []
    for path in list(fromstring(svg).iter(f"{SVG}path"))[1:]:
        numbers = [float(number) for number in re.findall(r"-?[\d.]+", path.get("d", ""))]
        style = path.get("style", "")
        outlined = "stroke:" in style and "stroke: none" not in style
        pen = float((re.search(r"stroke-width: ([\d.]+)", style) or ["", "1"])[1]) / 2 if outlined else 0.0
        found.append(
            Box(
                min(numbers[::2]) - pen, min(numbers[1::2]) - pen, max(numbers[::2]) + pen, max(numbers[1::2]) + pen,
                _colour(path, "stroke" if outlined else "fill"), outlined=outlined,
            )
        )  # fmt: skip
    return found


def _colour(element: Element, name: str) -> str:
    return re.search(rf"\b{name}: [^;]*?(#[0-9a-f]{{6}})", element.get("style", ""))[1]  # type: ignore[index]


def faults(svg: str) -> list[str]:
    """Texts over one another, over a bar, or outside the drawing, in words."""
    width, height = size(svg)
    words, marks = texts(svg), bars(svg)
    found = [
        f"{box.text or 'bar'} outside: {box}"
        for box in [*words, *marks]
        if box.left < -0.01 or box.top < -0.01 or box.right > width + 0.01 or box.bottom > height + 0.01
    ]
    pairs = [*combinations(words, 2), *((word, mark) for word in words for mark in marks), *combinations(marks, 2)]
    return found + [f"{one} over {other}" for one, other in pairs if _overlap(one, other)]


def _overlap(one: Box, other: Box) -> bool:
    across = min(one.right, other.right) - max(one.left, other.left)
    down = min(one.bottom, other.bottom) - max(one.top, other.top)
    return across > 0.01 and down > 0.01


def luminance(colour: str) -> float:
    """Relative luminance of ``#rrggbb`` (WCAG 2.2)."""
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours, 1 to 21 (WCAG 2.2)."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def lightness(colour: str) -> float:
    """CIE L*, 0 to 100: the grey that a printer makes of a colour."""
    y = luminance(colour)
    return 116 * y ** (1 / 3) - 16 if y > 0.008856 else 903.3 * y


PICTURE = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 30"><path d="M 0 0 L 1 1"/>'
    '<path d="M 0 20 L 40 20 L 40 10 L 0 10 z" style="fill: #1d3f72"/>'
    '<text style="font-size: 10px; text-anchor: start; fill: #1a1f26" x="{x}" y="{y}">甲 12</text></svg>'
)


@pytest.mark.parametrize(
    ("x", "y", "fault"), [(45, 19, None), (35, 19, "over"), (85, 19, "outside"), (45, 5, "outside"), (0, 27, "over")]
)
def test_faults_are_found(x: int, y: int, fault: str | None) -> None:
    found = faults(PICTURE.format(x=x, y=y))
    assert [fault in each for each in found] == ([True] if fault else [])


def test_boxes_are_read() -> None:
    svg = PICTURE.format(x=45, y=19)
    assert size(svg) == (100, 30)
    (bar,), (text,) = bars(svg), texts(svg)
    assert (bar.left, bar.top, bar.right, bar.bottom, bar.colour, bar.outlined) == (0, 10, 40, 20, "#1d3f72", False)
    assert (text.text, text.left, text.colour) == ("甲 12", 45, "#1a1f26")
    assert text.width == pytest.approx(10 + 10 * advance(" 12"))


def test_contrast_is_computed_rightly() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)
    assert lightness("#ffffff") == pytest.approx(100)
    assert lightness("#777777") == pytest.approx(50, abs=0.5)
