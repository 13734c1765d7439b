"""Slips of the hand: which written amounts become others by one, for whole columns of amounts at once."""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING, Any

from reportgen.model.language import say
from reportgen.model.money import AmountUnit

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Amounts = NDArray[np.int64]

MOST_DIGITS = 16
"""An amount of at most 10^15 分 has so many digits."""
POINT: dict[AmountUnit, int] = {"元": 2, "万元": 6}
"""Digits of 分 behind the decimal point of an amount as written."""
TEN_THOUSAND = 10_000


class Slip(IntEnum):
    """What may have happened to a row, the least accidental explanation first."""

    MOVED = 0
    REPEATED = 1
    POINT = 2
    EXTRA = 3
    LENGTH = 4
    SWAPPED = 5
    DIGIT = 6
    UNKNOWN = 7
    """The amount differs, in no typical way."""

    @property
    def chance(self) -> int:
        """How easily a row fits by accident: of slips that are alike in this the evidence has to choose."""
        return {Slip.MOVED: 0, Slip.REPEATED: 1, Slip.DIGIT: 3, Slip.UNKNOWN: 4}.get(self, 2)

    def words(self) -> str:
        """What the slip is called, in the reader's language; empty where there is nothing to say."""
        return {
            Slip.POINT: say("小数点错位", "the decimal point moved"),
            Slip.LENGTH: say("多写或漏写一位", "a digit lost or doubled"),
            Slip.SWAPPED: say("相邻两位写颠倒", "two digits swapped"),
            Slip.DIGIT: say("写错一位", "one digit wrong"),
        }.get(self, "")


def slips(written: Amounts, correction: int, unit: AmountUnit) -> NDArray[np.int8]:
    """The `Slip` that turns each right amount, ``written`` + ``correction``, into the written one; amounts in 分.

    Only `POINT`, `LENGTH`, `SWAPPED`, `DIGIT` and, where there is none, `UNKNOWN`; the least accidental of several.
    """
    import numpy as np

    right = written + correction
    kinds = np.full(len(written), Slip.UNKNOWN, dtype=np.int8)
    digit = _digit(written, right, correction)
    kinds[digit] = Slip.DIGIT
    kinds[_swapped(written, right, correction)] = Slip.SWAPPED
    # A last decimal that is missing is a wrong digit as well, and that is the weaker claim.
    kinds[(_lost(right, written, POINT[unit]) | _doubled(right, written, POINT[unit])) & ~digit] = Slip.LENGTH
    kinds[_point(written, right)] = Slip.POINT
    kinds[(right <= 0) | (written <= 0)] = Slip.UNKNOWN
    return kinds


def _digit(written: Amounts, right: Amounts, correction: int) -> Any:
    """One digit is another; the number of digits stays."""
    import numpy as np

    step = _step(correction, 1)
    if step is None:
        return np.zeros(len(written), dtype=bool)
    place, by = step
    digit = written // place % 10 + by
    return (digit >= 0) & (digit <= 9) & (written >= place) & (right >= place)


def _swapped(written: Amounts, right: Amounts, correction: int) -> Any:
    """Two neighbouring digits changed places."""
    import numpy as np

    step = _step(correction, 9)
    if step is None:
        return np.zeros(len(written), dtype=bool)
    place, by = step
    low, high = written // place % 10, written // (10 * place) % 10
    return (low - high == by) & (written >= 10 * place) & (right >= 10 * place)


def _step(correction: int, factor: int) -> tuple[int, int] | None:
    """The power of ten and the digit, 1 to 9 with the sign, whose product with ``factor`` is the correction."""
    for power in range(MOST_DIGITS):
        by, rest = divmod(abs(correction), factor * 10**power)
        if rest == 0 and 1 <= by <= 9:
            return 10**power, by if correction > 0 else -by
    return None


def _lost(whole: Amounts, short: Amounts, point: int) -> Any:
    """``short`` is ``whole`` without one digit: before the point the higher digits move down, behind it the lower ones up."""
    import numpy as np

    found = np.zeros(len(whole), dtype=bool)
    for power in range(MOST_DIGITS):
        place = 10**power
        above, below = whole // (10 * place), whole % place
        if power >= point:
            # Without its first digit an amount begins with another one, not with a zero or the point.
            begins = (above > 0) | ((below >= place // 10) if power > point else False)
            found |= (above * place + below == short) & begins & (whole != short)
        else:
            found |= (above * (10 * place) + below * 10 == short) & (whole != short)
    return found


def _doubled(single: Amounts, doubled: Amounts, point: int) -> Any:
    """``doubled`` is ``single`` with one digit typed twice."""
    import numpy as np

    found = np.zeros(len(single), dtype=bool)
    for power in range(MOST_DIGITS - 1):
        place = 10**power
        above, below = doubled // (10 * place), doubled % place
        rest = above * place + below if power >= point else above * (10 * place) + below * 10
        twice = doubled // place % 10 == doubled // (10 * place) % 10
        found |= (rest == single) & twice & (doubled != single) & (doubled >= 10 * place)
    return found


def _point(written: Amounts, right: Amounts) -> Any:
    """The decimal point stands one or two places off, or four, as between 元 and 万元."""
    import numpy as np

    found = np.zeros(len(written), dtype=bool)
    for factor in (10, 100, TEN_THOUSAND):
        # Dividing keeps within 64 bits where multiplying might not.
        found |= (written % factor == 0) & (written // factor == right)
        found |= (right % factor == 0) & (right // factor == written)
    return found
