"""Conditions in words of the tables."""

from __future__ import annotations

from reportgen.compute.selections import APPROPRIATION, BUDGET_SOURCES, CARRYOVER, COLUMN_SOURCES, CURRENT, condition
from reportgen.model.figure import Selection
from reportgen.model.source import SOURCES


def test_the_groups_partition_the_thirteen_sources() -> None:
    keys = [source.key for source in SOURCES]
    assert [*CURRENT, *CARRYOVER] == keys
    assert [key for sources in COLUMN_SOURCES.values() for key in sources] == keys
    assert [key for sources in BUDGET_SOURCES.values() for key in sources] == list(APPROPRIATION)
    assert len(APPROPRIATION) == 6


def test_condition_of_lines() -> None:
    selection = Selection(
        "lines", 2024, source=("own-funds", "fiscal-account"), kind=("basic",), function=("201",), economic=("30101",)
    )
    assert condition(selection) == "year=2024, source=单位资金|财政专户, kind=基本支出, function=201*, economic=30101"


def test_whole_codes_and_blank_cells() -> None:
    selection = Selection("lines", 2023, function=("2010301",), economic=("302", "310"), project=("",), unit=("U1",))
    assert condition(selection) == "year=2023, function=2010301, economic=302*|310*, project='', unit=U1"


def test_condition_of_income() -> None:
    selection = Selection("income", 2024, source=("own-funds",), item=("operating-income",))
    assert condition(selection) == "year=2024, source=单位资金, item=事业单位经营收入"
