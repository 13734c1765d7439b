"""Chinese numerals for headings and ordinals, from the words a layout gives."""

from __future__ import annotations

import attrs


@attrs.frozen
class Numerals:
    """The words for numbers: ``digits`` from zero to nine, ``powers`` for ten, hundred and thousand."""

    digits: tuple[str, ...]
    powers: tuple[str, ...]

    def text(self, number: int, *, full: bool = False) -> str:
        """``11`` as ``十一``, or ``一十一`` when ``full`` (the house style of rule 18, with 10 still ``十``).

        What the words cannot say is written in digits.
        """
        if not 0 <= number < 10 ** (len(self.powers) + 1):
            return str(number)
        if number < 10:
            return self.digits[number]
        text, gap = "", False
        for power in range(len(str(number)) - 1, -1, -1):
            digit = number // 10**power % 10
            if not digit:
                gap = True
                continue
            if gap and text:
                text += self.digits[0]
            gap = False
            text += self.digits[digit] + (self.powers[power - 1] if power else "")
        shortened = number == 10 or (not full and 10 < number < 20)
        return text.removeprefix(self.digits[1]) if shortened else text
