"""How much an own template may do: steps, printed text, sizes of values. Counted, so that every machine agrees."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, Final

import attrs
from jinja2.exceptions import SecurityError

from reportgen.model.language import say

STEPS: Final = 1_000_000
"""Rounds of loops, calls, filters and operations in one page, with something added for large values. The reference report takes
less than a fortieth of it."""
PRINTED: Final = 16_000_000
"""Characters printed in one page; text that is kept and printed again counts again."""
LARGEST: Final = 4_000_000
"""Weight of one value: a character weighs 1."""
_ELEMENT: Final = 16
"""Weight of an element of a list."""
SECONDS: Final = 6.0
"""Processor time for one page: the last resort where single steps are slow."""
BITS: Final = 4096
"""Size of a whole number."""
_PER_STEP: Final = 64
"""So much weight is handled in the time of a step."""
_CLOCK: Final = 2_000
"""So many steps lie between two looks at the clock."""


class TooMuch(SecurityError):
    """A template does more than it may."""


@attrs.define
class Meter:
    """What is left for the page that is being rendered."""

    steps: int = STEPS
    printed: int = PRINTED
    _clock: int = STEPS - _CLOCK
    _end: float = attrs.field(factory=lambda: time.thread_time() + SECONDS)

    def spend(self, weight: int, steps: int = 1) -> None:
        """Take so many steps, and some more to handle that much ``weight``. Raises TooMuch when none is left."""
        self.steps -= steps + weight // _PER_STEP
        if self.steps < self._clock:
            self._clock = max(self.steps - _CLOCK, 0)
            if self.steps < 0 or time.thread_time() > self._end:
                raise TooMuch(say("循环或计算太多", "too many rounds and operations"))

    def print(self, characters: int) -> None:
        """Print a text of that length. Raises TooMuch when the page grows too long."""
        self.printed -= characters
        if self.printed < 0:
            raise TooMuch(say("输出太长", "too much output"))


_METER: Final[ContextVar[Meter | None]] = ContextVar("meter", default=None)
"""The meter of the page; None where the layout is the shipped one alone, which is trusted."""
meter: Final = _METER.get


@contextmanager
def metered(limited: bool) -> Iterator[None]:
    """Count what is rendered inside, from the start, if it is to be ``limited``."""
    token = _METER.set(Meter() if limited else None)
    try:
        yield
    finally:
        _METER.reset(token)


def weigh(*values: Any) -> int:
    """The weight of values; what stands in them several times counts each time. Raises TooMuch above `LARGEST`."""
    weight = 0
    open_values = list(values)
    while open_values:
        value = open_values.pop()
        weight += _ELEMENT
        if isinstance(value, str):
            weight += len(value)
        elif isinstance(value, dict):
            open_values += [*value, *value.values()]
        elif isinstance(value, (list, tuple, set, frozenset)):
            open_values += value
        elif isinstance(value, int) and value.bit_length() > BITS:
            raise TooMuch(say("数太大", "a number is too large"))
        if weight > LARGEST or len(open_values) > LARGEST // _ELEMENT:
            raise TooMuch(say("文字或列表太长", "a text or list is too long"))
    return weight
