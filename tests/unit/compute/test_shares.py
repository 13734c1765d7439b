"""Shares: exact ratios, printed shares that sum to 100.00 (rules 3 and 27)."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal, localcontext

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportgen.compute import disclose
from reportgen.compute.shares import balanced
from reportgen.model.budget import Options
from tests.unit.compute.small import Line, small

REFERENCE = [16_000_514_900, 1_940_100_000, 363_410_000]
"""Income by source of the published report, in 分."""


def test_the_residual_goes_to_the_largest() -> None:
    assert balanced(REFERENCE) == [8741, 1060, 199]
    assert balanced([1, 1, 1]) == [3334, 3333, 3333]
    assert balanced([1, 2, 2, 1]) == [1667, 3333, 3333, 1667]


def test_ties_go_to_the_first_printed() -> None:
    assert balanced([2, 7, 7, 7]) == [870, 3044, 3043, 3043]
    assert balanced([7, 7, 2, 7]) == [3044, 3043, 870, 3043]


def test_a_zero_total_gives_nothing() -> None:
    assert balanced([0, 0, 0]) == [0, 0, 0]
    assert balanced([]) == []


@settings(deadline=None)
@given(st.lists(st.integers(0, 10**15), min_size=1, max_size=40))
def test_balanced_shares_against_decimal_arithmetic(amounts: list[int]) -> None:
    shares = balanced(amounts)
    if not any(amounts):
        assert shares == [0] * len(amounts)
        return
    assert sum(shares) == 10_000
    with localcontext(prec=60):
        total = Decimal(sum(amounts))
        single = [
            int((Decimal(amount) * 10_000 / total).quantize(Decimal(1), rounding=ROUND_HALF_UP)) for amount in amounts
        ]
    moved = [index for index, (a, b) in enumerate(zip(shares, single, strict=True)) if a != b]
    assert moved in ([], [amounts.index(max(amounts))])


@pytest.mark.parametrize(
    ("style", "texts"), [("balance", ["87.41", "10.60", "1.99"]), ("plain", ["87.42", "10.60", "1.99"])]
)
def test_house_style(style: str, texts: list[str]) -> None:
    sources = ("general-public-budget", "own-funds", "fiscal-carryover-general-public-budget")
    columns = {"fiscal-carryover-general-public-budget": "fiscal-carryover"}
    lines = [Line(fen, source=source) for source, fen in zip(sources, REFERENCE, strict=True)]
    options = Options(shares="plain") if style == "plain" else Options()
    disclosure = disclose(small(lines, options=options))
    found = [disclosure.figure(f"income/{columns.get(source, source)}/share") for source in sources]
    assert [figure.text() for figure in found] == texts
    assert found[0].machine_value == "0.874152815428"
    residuals = ["residual=-0.01%" if style == "balance" else "", "", ""]
    assert [figure.formula.condition for figure in found] == residuals
    assert [term.name for term in found[0].formula.terms] == [
        "t1/general-public-budget/amount",
        "t1/total-income/amount",
    ]


def test_shares_of_an_empty_budget() -> None:
    disclosure = disclose(small())
    figure = disclosure.figure("expenditure/basic/share")
    assert (figure.text(), figure.machine_value) == ("0.00", "0")
    assert figure.formula.condition == "total=0, share=0"
