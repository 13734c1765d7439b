"""Random amounts in 分, and the ways in which people write them."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

LIMIT = 10**15
"""The largest single amount that the input contract admits, in 分."""

FULL_WIDTH = str.maketrans("0123456789.,", "０１２３４５６７８９．，")

Draw = Callable[[], int]


def drawing(rng: Random, regime: str) -> Draw:
    """A source of amounts that are not zero, in one of the regimes of ``Shape.amounts``."""
    constant = rng.randint(1, 10**9)
    draws: dict[str, Draw] = {
        "plain": lambda: rng.randint(1, 5 * 10**9) * rng.choice([1, 1, 100]),
        "small": lambda: rng.choice([1, 49, 50, 4_999, 5_000, rng.randint(1, 20_000)]),
        "huge": lambda: rng.choice([LIMIT, LIMIT - rng.randint(0, 10**6), rng.randint(10**13, LIMIT)]),
        # One, two or three such amounts stand just below, on or just above a half of the last printed place.
        "ties": lambda: 10_000 * rng.randint(0, 10**5) + rng.choice([4_999, 5_000, 5_001, 2_500, 1_667, 3_334]),
        "equal": lambda: constant,
    }
    if regime == "mixed":
        names = sorted(draws)
        return lambda: draws[rng.choice(names)]()
    return draws[regime]


def pieces(fen: int, parts: int, rng: Random) -> list[int]:
    """``fen`` cut into about ``parts`` amounts that add up to it, none above the limit; one zero for zero."""
    cuts = sorted(rng.randint(0, fen) for _ in range(parts - 1))
    amounts = [b - a for a, b in zip([0, *cuts], [*cuts, fen], strict=True)]
    within: list[int] = []
    for amount in amounts:
        while amount > LIMIT:
            within.append(LIMIT)
            amount -= LIMIT
        within.append(amount)
    return [amount for amount in within if amount] or [0]


def plain_text(fen: int, unit: str, rng: Random | None = None) -> str:
    """An amount in ``unit`` without separators; with ``rng`` its trailing zeros may be dropped."""
    places = 2 if unit == "元" else 6
    whole, part = divmod(fen, 10**places)
    text = f"{whole}.{part:0{places}d}"
    if unit == "万元" or (rng and rng.random() < 0.5):
        text = text.rstrip("0").rstrip(".")
    return text


def written(fen: int, unit: str, rng: Random, thousands: bool, full_width: bool) -> str:
    """An amount as a clerk may write it in a table."""
    if not fen:
        return rng.choice(["", "0", "0.00"])
    text = plain_text(fen, unit, rng)
    if thousands and rng.random() < 0.6:
        whole, dot, part = text.partition(".")
        text = f"{int(whole):,}{dot}{part}"
    if full_width and rng.random() < 0.5:
        text = text.translate(FULL_WIDTH)
    if rng.random() < 0.05:
        text = f" {text} "
    return text
