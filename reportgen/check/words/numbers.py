"""Numbers as people type them: amounts of money and rates, where they stand and how they are written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import Final

from reportgen.model.money import half_up

SEPARATOR: Final = "'"
"""Stands for a thousands separator in a folded text: a comma ends a clause."""
NUMBER: Final = r"[0-9][0-9']*(?:\.[0-9]+)?"
MONEY_UNIT: Final = r"万元|亿元|元"
WAN: Final = {"万元": Decimal(1), "亿元": Decimal(10_000), "元": Decimal(1) / 10_000}
"""Unit as written → how many 万元 it is."""
PLACES: Final = {"万元": 0, "元": 4, "亿元": -4}
"""Unit as written → how many more decimals of 万元 it tells than it has itself."""

_FOLDED = str.maketrans("０１２３４５６７８９．％", "0123456789.%")
_THOUSANDS = re.compile(r"(?<=[0-9])[,，](?=[0-9]{3}(?:[^0-9]|$))")
_BETWEEN = re.compile(r"(?<=[0-9])[,，](?=[0-9]{3}[,，'])")


class Pattern:
    """A regular expression that is compiled when it is first used: most reports need few of them."""

    def __init__(self, source: str) -> None:
        self._source = source

    @cached_property
    def compiled(self) -> re.Pattern[str]:
        """The compiled expression."""
        return re.compile(self._source)


def folded(text: str) -> str:
    """The text with plain digits, and each thousands separator as `SEPARATOR`; every character keeps its place."""
    plain_digits = text.translate(_FOLDED)
    return _THOUSANDS.sub(SEPARATOR, _BETWEEN.sub(SEPARATOR, plain_digits))


def decimal_of(digits: str) -> tuple[Decimal, int]:
    """The value of a matched `NUMBER`, and its decimals."""
    bare = digits.replace(SEPARATOR, "")
    return Decimal(bare), len(bare.partition(".")[2])


def at_places(value: Fraction, places: int) -> int:
    """Rounded half up at a number of decimals, which is negative where only ten thousands are told."""
    return half_up(value, places) if places >= 0 else half_up(value / 10**-places, 0)


def slips(scaled: int) -> Iterator[int]:
    """Numbers that one slip of the hand away: one digit other, two swapped, one lost or doubled, a point moved."""
    digits = str(scaled)
    if len(digits) < 2:
        return
    for index, digit in enumerate(digits):
        head, tail = digits[:index], digits[index + 1 :]
        if tail and tail[0] != digit:
            yield int(head + tail[0] + digit + tail[1:])
        yield from (int(head + other + tail) for other in "0123456789" if other != digit)
        if len(digits) > 2:
            yield int(head + tail)
        yield from (int(head + other + digit + tail) for other in "0123456789")
    yield scaled * 10
    if scaled % 10 == 0:
        yield scaled // 10
