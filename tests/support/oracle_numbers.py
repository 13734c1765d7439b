"""How the oracle prints numbers: half up, from whole 分 and fractions (rules 1-5, 16 and 27)."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction


def half_up(value: Fraction) -> int:
    """The nearest whole number to a value that is not negative; a half goes up."""
    return (2 * value.numerator + value.denominator) // (2 * value.denominator)


def money(fen: int) -> str:
    """The magnitude of an amount in 万元 with thousands commas and two decimals."""
    hundredths = half_up(Fraction(abs(fen), 10_000))
    return f"{hundredths // 100:,}.{hundredths % 100:02d}"


def cell(fen: int) -> str:
    """A table cell: blank for exact zero, while what rounds to nothing prints 0.00 (rule 7)."""
    return money(fen) if fen else ""


def percent(hundredths: int) -> str:
    """A share or rate in per cent, two decimals, without thousands separator."""
    return f"{hundredths // 100}.{hundredths % 100:02d}"


def yuan(fen: int) -> str:
    """The exact value for machines: 元 with two decimals, signed."""
    return f"{'-' if fen < 0 else ''}{abs(fen) // 100}.{abs(fen) % 100:02d}"


def ratio(value: Fraction) -> str:
    """The exact ratio for machines: 12 places half up, trailing zeros dropped, signed."""
    scaled = half_up(abs(value) * 10**12)
    text = f"{scaled // 10**12}.{scaled % 10**12:012d}".rstrip("0").rstrip(".")
    return f"-{text}" if value < 0 and scaled else text


def shares(amounts: list[int], balance: bool) -> list[str]:
    """Printed shares of a list: rounded singly; with ``balance`` the residual to 100.00 goes to the largest amount,
    ties to the first printed; a zero total gives 0.00 throughout (rules 3 and 27)."""
    total = sum(amounts)
    if not total:
        return ["0.00"] * len(amounts)
    rounded = [half_up(Fraction(amount * 10_000, total)) for amount in amounts]
    if balance:
        rounded[amounts.index(max(amounts))] += 10_000 - sum(rounded)
    return [percent(hundredths) for hundredths in rounded]


@dataclass(frozen=True)
class Change:
    """Change and growth of one amount against last year; the words carry the sign (rules 2, 4, 5 and 27)."""

    now: int
    before: int

    @property
    def difference(self) -> int:
        """Current minus prior, in 分."""
        return self.now - self.before

    @property
    def text(self) -> str:
        """The printed change."""
        return money(self.difference)

    @property
    def rate(self) -> Fraction:
        """The signed growth as a ratio; 1 from nothing to something, 0 from nothing to nothing."""
        if self.before:
            return Fraction(self.difference, self.before)
        return Fraction(1 if self.now else 0)

    @property
    def growth(self) -> str:
        """The printed growth."""
        return percent(half_up(abs(self.rate) * 10_000))

    @property
    def words(self) -> tuple[str, str]:
        """The direction words of change and growth."""
        return ("减少", "下降") if self.difference < 0 else ("增加", "增长")
