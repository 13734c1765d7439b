"""Figures: printed text, machine value and unit by kind."""

from __future__ import annotations

from fractions import Fraction

import pytest

from reportgen.model.figure import Figure, Formula
from reportgen.model.money import Money
from reportgen.model.source import INCOME_COLUMNS, SOURCES

FACT = Formula("fact")


def test_an_amount() -> None:
    figure = Figure("a", "amount", Money(-16728100_00), FACT)
    assert (figure.text(), figure.machine_value, figure.unit()) == ("1,672.81", "-16728100.00", "万元")
    assert (figure.text("元"), figure.unit("元")) == ("16,728,100.00", "元")


def test_a_bare_zero_is_only_for_exactly_nothing() -> None:
    assert Figure("a", "amount", Money(0), FACT, bare_zero=True).text() == "0"
    assert Figure("a", "amount", Money(1), FACT, bare_zero=True).text() == "0.00"
    assert Figure("a", "amount", Money(0), FACT).text() == "0.00"


@pytest.mark.parametrize(
    ("value", "text", "machine"),
    [
        (Fraction(1), "100.00", "1"),
        (Fraction(-8215271, 10_000_000), "82.15", "-0.8215271"),
        (Fraction(697583, 100_000), "697.58", "6.97583"),
        (Fraction(5, 100_000), "0.01", "0.00005"),
        (Fraction(123456), "12345600.00", "123456"),
    ],
)
def test_a_rate(value: Fraction, text: str, machine: str) -> None:
    figure = Figure("g", "rate", value, FACT)
    assert (figure.text(), figure.machine_value, figure.unit()) == (text, machine, "%")


def test_a_balanced_share_prints_its_hundredths() -> None:
    share = Figure("s", "rate", Fraction(8741528, 10_000_000), FACT, hundredths=8741)
    assert (share.text(), share.machine_value) == ("87.41", "0.8741528")


def test_a_count() -> None:
    count = Figure("c", "count", 1887, FACT, measure="人")
    assert (count.text(), count.machine_value, count.unit()) == ("1887", "1887", "人")


def test_thirteen_sources_in_ten_columns() -> None:
    assert len(SOURCES) == 13
    assert len(INCOME_COLUMNS) == 10
    assert sum(source.appropriation for source in SOURCES) == 6
    assert sum(source.carryover for source in SOURCES) == 5
    assert [source.column for source in SOURCES if source.transfer] == [s.key for s in SOURCES if s.transfer]
