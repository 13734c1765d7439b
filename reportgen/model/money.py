"""Money: an exact count of 分 (0.01 元), and the half-up rounding of every printed number."""

from __future__ import annotations

from fractions import Fraction
from typing import Any, Final, Literal

import attrs

AmountUnit = Literal["元", "万元"]

FEN_PER_UNIT: Final[dict[AmountUnit, int]] = {"元": 100, "万元": 1_000_000}
"""How many 分 one unit of account holds."""

MAX_FEN: Final = 10**15
"""The largest single amount the input contract admits, in 分."""


def half_up(value: Fraction | int, places: int) -> int:
    """``value`` times 10**places, rounded half up in magnitude (ROUND_HALF_UP, rule 1); an integer of that last place."""
    scaled = Fraction(value) * int(10**places)
    magnitude = (abs(scaled.numerator) * 2 + scaled.denominator) // (2 * scaled.denominator)
    return magnitude if scaled >= 0 else -magnitude


def decimal_text(scaled: int, places: int, *, thousands: bool = False) -> str:
    """An integer of the last of ``places`` decimals as text: ``decimal_text(1634, 2)`` is ``16.34``."""
    digits = str(abs(scaled)).rjust(places + 1, "0")
    whole, part = (digits[:-places], digits[-places:]) if places else (digits, "")
    if thousands:
        whole = f"{int(whole):,}"
    return ("-" if scaled < 0 else "") + whole + (f".{part}" if places else "")


def _whole(_instance: Any, _attribute: Any, value: Any) -> None:
    if type(value) is not int:
        raise TypeError(f"Money takes an int of fen, not {type(value).__name__}")


@attrs.frozen(order=True)
class Money:
    """An amount of money: an exact count of 分 (0.01 元), negative only for differences; sums of any size stay exact."""

    fen: int = attrs.field(validator=_whole)

    def __add__(self, other: Money) -> Money:
        return Money(self.fen + other.fen)

    def __sub__(self, other: Money) -> Money:
        return Money(self.fen - other.fen)

    def __neg__(self) -> Money:
        return Money(-self.fen)

    def __abs__(self) -> Money:
        return Money(abs(self.fen))

    def __bool__(self) -> bool:
        return self.fen != 0

    def text(self, unit: AmountUnit = "万元") -> str:
        """As printed: thousands comma, two decimals of ``unit``, half up, with a minus sign when negative (rule 16)."""
        return decimal_text(half_up(Fraction(self.fen, FEN_PER_UNIT[unit]), 2), 2, thousands=True)

    def yuan(self) -> str:
        """In 元 with two decimals and no separator: the exact value for machines (``1423212.50``)."""
        return decimal_text(self.fen, 2)

    def plain(self, unit: AmountUnit = "万元") -> str:
        """In ``unit``, exact, without separator or trailing zeros, as a hand would write it (``37.5``, rule 31)."""
        places = len(str(FEN_PER_UNIT[unit])) - 1
        text = decimal_text(self.fen, places)
        return text.rstrip("0").rstrip(".")


ZERO: Final = Money(0)


def total(amounts: list[Money]) -> Money:
    """The exact sum; zero of nothing."""
    return Money(sum(amount.fen for amount in amounts))


def ratio_value(ratio: Fraction) -> str:
    """A share or growth for machines: 12 places half up, trailing zeros dropped (``0.874153``, ``1``, ``-0.05``)."""
    text = decimal_text(half_up(ratio, 12), 12)
    return text.rstrip("0").rstrip(".") if "." in text else text


def percent_text(hundredths: int) -> str:
    """Hundredths of a percent as printed, without sign or separator: 874 → ``8.74`` (rules 16 and 27)."""
    return decimal_text(abs(hundredths), 2)
