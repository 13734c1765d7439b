"""income.csv: what it gives, and every rule it must obey."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportgen.model.place import Place
from reportgen.model.source import OWN_FUNDS_ITEMS
from tests.unit.load.tables import CONTEXT, found, income, other


def test_the_frame(tmp_path: Path) -> None:
    result, diagnostics = income(
        tmp_path,
        "2024,一般公共预算,,100",
        *(f"2024,单位资金,{name},1" for name in OWN_FUNDS_ITEMS),
        "2023,单位资金,,0.5",
        "2023,单位资金,其他收入,",
        "2024,非财政拨款结转结余（单位资金）,,2",
    )
    assert diagnostics == []
    frame = result.table.frame
    assert list(frame.columns) == ["year", "source", "item", "amount", "file", "row"]
    assert frame["item"].tolist() == ["", *OWN_FUNDS_ITEMS.values(), "", "other-income", ""]
    assert frame["source"].tolist() == [
        "general-public-budget", *["own-funds"] * 7, "non-fiscal-carryover-own-funds",
    ]  # fmt: skip
    assert frame["amount"].tolist() == [10000, 100, 100, 100, 100, 100, 50, 0, 200]
    assert frame["row"].tolist() == list(range(2, 11))


@pytest.mark.parametrize(
    ("line", "code", "column", "expected"),
    [
        ("2025,一般公共预算,,1", "L251", 1, None),
        ("2024,一般公共,,1", "L255", 2, "一般公共预算"),
        ("2024,单位资金,事业性收入,1", "L271", 3, "事业收入"),
        ("2024,一般公共预算,其他收入,1", "L272", 3, None),
        ("2024,非财政拨款结转结余(单位资金),其他收入,1", "L272", 3, None),
        ("2023,财政专户,其他收入,1", "L272", 3, None),
        ("2024,单位资金,,1", "L273", 3, None),
        ("2024,一般公共预算,,-1", "L241", 4, None),
        ("2024,合计,,100", "L212", 2, None),
    ],
)
def test_a_row_that_breaks_a_rule(tmp_path: Path, line: str, code: str, column: int, expected: str | None) -> None:
    result, diagnostics = income(tmp_path, "2024,财政专户,,1", line)
    assert found(diagnostics) == [(code, f"income.csv:3:{column}")]
    assert expected is None or diagnostics[0].expected == expected
    assert len(result.table.frame) == 0


def test_prior_year_rows_beside_prior(tmp_path: Path) -> None:
    _, diagnostics = income(tmp_path, "2023,一般公共预算,,1", context=other(prior_rows=False))
    assert found(diagnostics) == [("L252", "income.csv:2:1")]


def test_repeated_rows(tmp_path: Path) -> None:
    result, diagnostics = income(tmp_path, "2024,财政专户,,1", "2024,财政专户,,1", context=CONTEXT)
    assert diagnostics == []
    assert result.repeated_rows == ((Place("income.csv", line=3), Place("income.csv", line=2)),)
