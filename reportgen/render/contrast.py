"""Which colours stand on which ground, and how much contrast they need (WCAG 2.2: texts 4.5 : 1, marks 3 : 1)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import attrs

TEXT: Final = 4.5
MARK: Final = 3.0
APART: Final = 1.5
"""What tells two bars apart in grey print; one is thinner, too."""
MIXED: Final = {"tint": 7, "marked": 20}
"""Grounds that screen/page.css mixes of the paper and so many hundredths of the accent."""


@attrs.frozen
class Pair:
    """A token on a ground; ``made_of``: the tokens that the ground is made of."""

    mark: str
    ground: str
    least: float

    @property
    def made_of(self) -> tuple[str, ...]:
        """The tokens behind the ground."""
        return ("accent", "paper") if self.ground in MIXED else (self.ground,)


def _pairs(marks: str, grounds: str, least: float = TEXT) -> list[Pair]:
    return [Pair(mark, ground, least) for mark in marks.split() for ground in grounds.split()]


PAIRS: Final = (
    *_pairs("ink", "paper head total note finding tint marked"),
    *_pairs("muted", "paper head total note tint marked"),
    *_pairs("accent", "paper total tint marked"),
    *_pairs("error warning info accepted", "paper note total"),
    *_pairs("draft-ink", "draft-ground"),
    *_pairs("chart-ink chart-muted", "chart-ground"),
    *_pairs("chart-now chart-before", "chart-ground", MARK),
    *_pairs("chart-now", "chart-before", APART),
)
"""Everything that is printed or shown in one colour on another. What is light on dark has the contrast of dark on light."""


def grounds(tokens: Mapping[str, str]) -> dict[str, str]:
    """The colours of tokens (``#rrggbb``), and the grounds that are mixed of them."""
    mixed = {name: _mixed(tokens["accent"], tokens["paper"], percent) for name, percent in MIXED.items()}
    return {**tokens, **mixed}


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours ``#rrggbb``, from 1 to 21."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _channels(colour: str) -> list[int]:
    return [int(colour[at : at + 2], 16) for at in (1, 3, 5)]


def _luminance(colour: str) -> float:
    """The relative luminance by WCAG, from 0 to 1."""
    parts = [channel / 255 for channel in _channels(colour)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _mixed(one: str, other: str, percent: int) -> str:
    pairs = zip(_channels(one), _channels(other), strict=True)
    return "#" + "".join(f"{round((a * percent + b * (100 - percent)) / 100):02x}" for a, b in pairs)
