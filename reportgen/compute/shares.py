"""Shares of a list: exact ratios, and printed shares that sum to 100.00 (rules 3 and 27)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from reportgen.compute.register import Register
from reportgen.model.figure import Figure, Formula
from reportgen.model.money import decimal_text, half_up

WHOLE = 10_000
"""100.00 % in hundredths of a percent."""


def balanced(amounts: Sequence[int]) -> list[int]:
    """Printed shares in hundredths of a percent: each rounded half up, the residual to 100.00 on the largest amount.

    Rule 27: of equal largest amounts the first printed takes it; a zero total gives 0.00 throughout.
    """
    total = sum(amounts)
    if not total:
        return [0] * len(amounts)
    shares = [half_up(Fraction(amount, total), 4) for amount in amounts]
    shares[amounts.index(max(amounts))] += WHOLE - sum(shares)
    return shares


def add_shares(register: Register, amounts: Mapping[str, str], total: str, *, balance: bool) -> dict[str, str]:
    """Enter ``STEM/share`` of a list of registered amounts (stem → key of the amount) that make up ``total``.

    Without ``balance`` (``shares: plain``) each is rounded on its own. Returns stem → key of the share.
    """
    fen = [register.fen(key) for key in amounts.values()]
    whole = register.fen(total)
    printed: Sequence[int | None] = balanced(fen) if balance else [None] * len(fen)
    shares = {}
    for (stem, key), part, hundredths in zip(amounts.items(), fen, printed, strict=True):
        ratio = Fraction(part, whole) if whole else Fraction(0)
        terms = (register.term(key), register.term(total))
        formula = Formula("share", terms, _convention(ratio, whole, hundredths))
        shares[stem] = register.add(Figure(f"{stem}/share", "rate", ratio, formula, hundredths=hundredths))
    return shares


def _convention(ratio: Fraction, whole: int, hundredths: int | None) -> str:
    """What else a share rests on: a zero total, or the residual to 100.00 that it took."""
    if not whole:
        return "total=0, share=0"
    residual = 0 if hundredths is None else hundredths - half_up(ratio, 4)
    return f"residual={decimal_text(residual, 2)}%" if residual else ""
