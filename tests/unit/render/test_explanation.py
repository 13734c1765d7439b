"""Where a figure comes from, in words."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportgen.compute import disclose
from reportgen.load import load_budget
from reportgen.model.diagnostic import UsageError
from reportgen.model.disclosure import Disclosure
from reportgen.render.explanation import explanation
from reportgen.render.layout import load_layout

REFERENCE = Path(__file__).parents[3] / "examples" / "reference"


@pytest.fixture(scope="module")
def reference() -> Disclosure:
    return disclose(load_budget(REFERENCE / "budget.yaml"))


@pytest.fixture(autouse=True)
def _chinese(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REPORTGEN_LANG", "zh")


def lines(reference: Disclosure, key: str, most: int | None = 20) -> list[str]:
    return explanation(reference, load_layout("four-part", None), key, most).splitlines()


def test_a_change_with_its_numbers_and_rows(reference: Disclosure) -> None:
    told = lines(reference, "income/own-funds/change")
    assert "印出：98.93 万元" in told
    assert "精确值：989300.00 元" in told
    assert "代入：19401000.00 − 18411700.00 = 989300.00" in told
    assert told[told.index("来源：3 行") :] == [
        "来源：3 行",
        "  income.csv:3  19,337,000.00 元",
        "  income.csv:4  64,000.00 元",
        "  income.csv:7  18,411,700.00 元",
    ]


def test_an_alias_is_the_table_cell(reference: Disclosure) -> None:
    assert lines(reference, "income/own-funds/amount")[0] == "键：t1/own-funds/amount"


def test_many_rows_are_counted(reference: Disclosure) -> None:
    told = lines(reference, "t2/total/total")
    assert "来源：63 行" in told
    assert told[-1] == "  …… 其余 43 行用 --all 列出"
    assert len([line for line in lines(reference, "t2/total/total", None) if line.startswith("  lines.csv:")]) == 63


def test_a_declared_fact_names_its_place(reference: Disclosure) -> None:
    told = lines(reference, "staffing/total")
    assert "代入：586 + 299 + 2 = 887" in told
    assert [line for line in told if line.startswith("  budget.yaml:")]


def test_an_unknown_key_has_near_ones(reference: Disclosure) -> None:
    with pytest.raises(UsageError, match="income/own-funds/change"):
        lines(reference, "income/own-fund/change")
