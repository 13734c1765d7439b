"""Changes: difference, growth, zero base and direction (rules 2, 4, 5 and 27)."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportgen.compute import disclose
from reportgen.compute.change import ZeroBase, compare
from reportgen.model.budget import Options
from tests.unit.compute.small import YEAR, Line, small, wan

amounts = st.integers(0, 10**15)


@pytest.mark.parametrize(
    ("now", "before", "difference", "growth", "direction"),
    [
        (150, 100, 50, Fraction(1, 2), "up"),
        (100, 150, -50, Fraction(-1, 3), "down"),
        (7, 0, 7, Fraction(1), "up"),
        (0, 7, -7, Fraction(-1), "down"),
        (0, 0, 0, Fraction(0), "up"),
        (7, 7, 0, Fraction(0), "up"),
    ],
)
def test_the_convention(now: int, before: int, difference: int, growth: Fraction, direction: str) -> None:
    comparison = compare(now, before, "hundred")
    assert (comparison.difference, comparison.growth, comparison.direction) == (difference, growth, direction)


def test_from_nothing_there_is_no_rate_in_the_other_house_style() -> None:
    assert compare(7, 0, "none").growth is None
    assert compare(0, 0, "none").growth == 0
    assert compare(0, 7, "none").growth == -1


@settings(deadline=None)
@given(amounts, amounts, st.sampled_from(["hundred", "none"]))
def test_growth_brings_the_base_to_the_present(now: int, before: int, zero_base: ZeroBase) -> None:
    comparison = compare(now, before, zero_base)
    assert before + comparison.difference == now
    assert (comparison.direction == "down") == (now < before)
    if before:
        assert comparison.growth is not None
        assert before * (1 + comparison.growth) == now


def entry_texts(now: int, before: int, zero_base: ZeroBase = "hundred") -> tuple[str, str | None, str]:
    lines = [Line(now), Line(before, year=YEAR - 1)]
    disclosure = disclose(small(lines, options=Options(zero_base=zero_base)))
    entry = disclosure.statements.expenditure[0]
    assert entry.change is not None
    growth = None if entry.growth is None else disclosure.figure(entry.growth).text()
    return disclosure.figure(entry.change).text(), growth, entry.direction


def test_figures_are_magnitudes_rounded_half_up() -> None:
    assert entry_texts(wan(100) - 5_000, wan(100)) == ("0.01", "0.01", "down")
    assert entry_texts(wan(100) + 4_999, wan(100)) == ("0.00", "0.00", "up")
    assert entry_texts(wan(12_345), wan(10_000)) == ("2,345.00", "23.45", "up")
    assert entry_texts(wan(300_000), wan(10)) == ("299,990.00", "2999900.00", "up")


def test_the_word_follows_the_exact_difference() -> None:
    assert entry_texts(wan(100) - 1, wan(100)) == ("0.00", "0.00", "down")


def test_registered_values_are_signed() -> None:
    disclosure = disclose(small([Line(wan(50)), Line(wan(80), year=YEAR - 1)]))
    change, growth = (disclosure.figure(f"expenditure/basic/{part}") for part in ("change", "growth"))
    assert (change.machine_value, growth.machine_value) == ("-300000.00", "-0.375")
    assert [term.name for term in change.formula.terms] == ["t3/total/basic", "expenditure/basic/prior"]
    assert (change.formula.operation, growth.formula.operation) == ("difference", "growth")


def test_zero_base() -> None:
    assert entry_texts(wan(3), 0) == ("3.00", "100.00", "up")
    assert entry_texts(wan(3), 0, zero_base="none") == ("3.00", None, "up")
    assert entry_texts(0, wan(3)) == ("3.00", "100.00", "down")
    assert entry_texts(0, 0) == ("0.00", "0.00", "up")


@pytest.mark.parametrize(
    ("now", "before", "condition"), [(3, 0, "prior=0, growth=1"), (0, 0, "prior=0, growth=0"), (0, 3, ""), (3, 2, "")]
)
def test_the_formula_of_a_rate_tells_what_a_zero_base_counts_as(now: int, before: int, condition: str) -> None:
    disclosure = disclose(small([Line(now), Line(before, year=YEAR - 1)]))
    assert disclosure.figure("expenditure/basic/growth").formula.condition == condition
    assert disclosure.figure("expenditure/basic/change").formula.condition == ""
