"""Money and its rounding, against a second way to compute them."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.model.money import Money, decimal_text, half_up, percent_text, ratio_value, total

fen = st.integers(-(10**20), 10**20)


def by_decimal(value: int, divisor: int) -> str:
    """The printed amount by the decimal module."""
    with localcontext() as context:
        context.prec = 60
        return f"{(Decimal(value) / divisor).quantize(Decimal('0.01'), ROUND_HALF_UP):,}"


@given(fen)
def test_printed_in_ten_thousand_yuan(value: int) -> None:
    expected = by_decimal(value, 1_000_000)
    assert Money(value).text() == ("0.00" if expected == "-0.00" else expected)


@given(fen)
def test_printed_in_yuan_is_exact(value: int) -> None:
    assert Decimal(Money(value).text("元").replace(",", "")) == Decimal(value).scaleb(-2)
    assert Money(value).yuan() == Money(value).text("元").replace(",", "")


@given(st.lists(fen))
def test_sums_are_exact(values: list[int]) -> None:
    assert total([Money(value) for value in values]).fen == sum(values)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (160005149_00, "16,000.51"),
        (49_99, "0.00"),
        (50_00, "0.01"),
        (-50_00, "-0.01"),
        (0, "0.00"),
        (10**15, "1,000,000,000.00"),
    ],
)
def test_half_up_once(value: int, text: str) -> None:
    assert Money(value).text() == text


@pytest.mark.parametrize(
    ("value", "text"), [(375000_00, "37.5"), (2200_00, "0.22"), (1984_0000_00, "1984"), (1, "0.000001"), (0, "0")]
)
def test_written_as_by_hand(value: int, text: str) -> None:
    assert Money(value).plain() == text


@given(st.integers(-(10**9), 10**9), st.integers(1, 10**9), st.integers(0, 12))
def test_half_up_of_any_ratio(numerator: int, denominator: int, places: int) -> None:
    with localcontext() as context:
        context.prec = 80
        exact = Decimal(numerator) / denominator
        expected = exact.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    assert decimal_text(half_up(Fraction(numerator, denominator), places), places) in (
        f"{expected:f}",
        f"{abs(expected):f}" if expected == 0 else "",
    )


def test_ratios_and_percents() -> None:
    assert ratio_value(Fraction(1)) == "1"
    assert ratio_value(Fraction(-1, 3)) == "-0.333333333333"
    assert ratio_value(Fraction(2, 3)) == "0.666666666667"
    assert ratio_value(Fraction(0)) == "0"
    assert percent_text(69758) == "697.58"
    assert percent_text(-5) == "0.05"


@pytest.mark.parametrize("value", [1.0, "1", True, None])
def test_takes_whole_fen_only(value: object) -> None:
    with pytest.raises(TypeError):
        Money(value)  # type: ignore[arg-type]
