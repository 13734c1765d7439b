"""Good input: every way of writing that the contract admits gives the figures it should; tests/corpus/good holds them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.acceptance.conftest import CORPUS
from tests.support.command import run

GOOD = CORPUS / "good"


def texts(folder: Path) -> dict[str, str]:
    """Key → printed text of every figure of a budget."""
    done = run("figures", folder, "--format", "json")
    assert done.returncode == 0, done.stderr
    return {figure["key"]: figure["text"] for figure in json.loads(done.stdout)}


@pytest.mark.parametrize("name", [path.name for path in sorted(GOOD.iterdir())])
def test_no_errors_are_found(name: str) -> None:
    folder = GOOD / name if (GOOD / name / "budget.yaml").exists() else GOOD / name / "2024"
    done = run("check", folder, "--format", "json")
    assert done.returncode == 0, done.stdout
    assert not [d for d in json.loads(done.stdout)["diagnostics"] if d["level"] == "error"]


def test_small() -> None:
    figures = texts(GOOD / "small")
    expected = {
        "t1/current-income/amount": "150.00", "t1/207/amount": "150.00", "t2/2070308/own-funds": None,
        "t3/total/basic": "120.00", "t3/20703/project": "30.00", "t5/2070101/basic": "120.00", "t6/301/staff": "120.00",
        "t7/U1/2070308/P01/302": "30.00", "income/general-public-budget/change": "40.00",
        "income/general-public-budget/growth": "36.36", "expenditure/project/growth": "100.00",
        "operating-funds/amount": "0.00", "performance/fiscal/count": "1",
    }  # fmt: skip
    assert {key: figures.get(key) for key in expected} == expected


@pytest.mark.parametrize("name", ["gb18030", "other-spelling", "ten-thousand"])
def test_the_same_facts_written_otherwise(name: str) -> None:
    """Encodings, line ends, aliases, column order, quotes, blanks, full-width digits, separators, blank rows, 万元."""
    assert texts(GOOD / name) == texts(GOOD / "small")


def test_every_source() -> None:
    """The n-th of the thirteen sources has n 万元, so that a column tells by its sum what it holds."""
    figures = texts(GOOD / "every-source")
    expected = {
        "t1/appropriation-general-public-budget/amount": "3.00", "t1/government-fund/amount": "3.00",
        "t1/government-fund-transfer/amount": "4.00", "t1/state-capital-transfer/amount": "6.00",
        "t1/fiscal-account/amount": "7.00", "t1/own-funds/amount": "8.00", "t1/other-income/amount": "8.00",
        "t1/current-income/amount": "36.00", "t1/fiscal-carryover/amount": "30.00",
        "t1/fiscal-carryover-government-fund/amount": "10.00", "t1/non-fiscal-carryover/amount": "25.00",
        "t1/carryover/amount": "55.00", "t1/total-income/amount": "91.00", "t1/total-expenditure/amount": "91.00",
        "t2/total/total": "91.00", "t2/total/appropriation": "21.00", "t2/total/general-public-budget-transfer": "2.00",
        "t2/total/fiscal-carryover": "30.00", "t2/total/non-fiscal-carryover": "25.00",
        "t4/total/income": "21.00", "t4/207/government-fund": "7.00", "t4/207/state-capital": "11.00",
        "t5/total/total": "3.00", "t8/total/project": "7.00", "t9/total/project": "11.00", "t7/total/302": "3.00",
        "t11/P01/total": "55.00", "t11/P01/fiscal-project": "30.00", "t11/P01/non-fiscal": "25.00",
        "performance/P01/fiscal": "21.00", "performance/P01/other": "15.00", "performance/P01/total": "36.00",
    }  # fmt: skip
    assert {key: figures.get(key) for key in expected} == expected


def test_last_year_in_a_budget_of_its_own() -> None:
    """The prior amounts of the neighbour folder; 公用经费 by economic code, which prior rows could not tell."""
    figures = texts(GOOD / "last-year" / "2024")
    expected = {
        "expenditure/basic/change": "20.00", "expenditure/basic/growth": "20.00", "expenditure/project/change": "5.00",
        "expenditure/project/growth": "20.00", "operating-funds/amount": "0.00", "operating-funds/change": "20.00",
        "operating-funds/growth": "100.00", "appropriation/2070308/growth": "20.00",
    }  # fmt: skip
    assert {key: figures.get(key) for key in expected} == expected
