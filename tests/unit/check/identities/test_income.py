"""Declared income against money lines: S01, R01-R07, and units that are off by 10,000."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.unit.check.support import Example, of

INCOME = "2024,一般公共预算,,160005149.00"


def test_a_source_that_does_not_balance_is_told_with_both_sums(example: Example) -> None:
    example.edit("income.csv", INCOME, "2024,一般公共预算,,160005150.00")
    (found,) = example.found("S01")
    assert found.level == "error"
    assert (found.place.file, found.place.line) == ("income.csv", 2)
    assert (found.value, found.expected) == ("160005150.00", "160005149.00")
    assert "一般公共预算" in found.message
    assert "160,005,150.00" in found.message
    assert "160,005,149.00" in found.message
    assert "differ by 1.00 yuan" in found.message


def test_last_year_balances_too(example: Example) -> None:
    example.edit("income.csv", "2023,单位资金,,18411700.00", "2023,单位资金,,18411700.01")
    (found,) = example.found("S01")
    assert (found.place.line, found.value, found.expected) == (7, "18411700.01", "18411700.00")
    assert found.message.startswith("2023, 单位资金")


def test_a_source_only_in_the_lines_is_placed_there(example: Example) -> None:
    example.edit("income.csv", "2024,财政拨款结转(一般公共预算),,3634100.00\n", "")
    (found,) = example.found("S01")
    assert (found.place.file, found.place.line) == ("lines.csv", example.line("lines.csv", "财政拨款结转"))
    assert (found.value, found.expected) == ("0.00", "3634100.00")


@pytest.mark.parametrize(
    ("old", "new", "codes"),
    [
        (INCOME, "2024,一般公共预算,,160005150.00", {"R01", "R02", "R03", "R07"}),
        ("2024,单位资金,其他收入,64000.00", "2024,单位资金,其他收入,64001.00", {"R01", "R04", "R07"}),
        ("(一般公共预算),,3634100.00", "(一般公共预算),,3634101.00", {"R01", "R05", "R06"}),
    ],
)
def test_the_totals_of_a_changed_income_disagree(example: Example, old: str, new: str, codes: set[str]) -> None:
    diagnostics = example.edit("income.csv", old, new).check()
    assert {d.code for d in diagnostics if d.code[0] == "R" and d.level == "error"} == codes
    (total,) = of(diagnostics, "R01")
    assert (total.value, total.expected) == ("183040250.00", "183040249.00")
    assert (total.place.file, total.place.line) == ("income.csv", 2)


def test_a_changed_money_line_is_the_side_that_differs(example: Example) -> None:
    example.edit("lines.csv", "P21,财政拨款结转(一般公共预算),,254500.00", "P21,财政拨款结转(一般公共预算),,254600.00")
    diagnostics = example.check()
    assert {d.code for d in diagnostics if d.level == "error"} == {"S01", "R01", "R05", "R06"}
    (fiscal,) = of(diagnostics, "R06")
    assert (fiscal.value, fiscal.expected) == ("3634100.00", "3634200.00")
    assert "differ by 100.00 yuan" in fiscal.message


def divide(folder: Path, file: str, year: str) -> None:
    """Write the amounts of one year of a table in 万元."""
    path = folder / file
    rows = []
    for row in path.read_text(encoding="utf-8").splitlines():
        if row.startswith(year):
            head, _, amount = row.rpartition(",")
            row = f"{head},{int(amount.split('.')[0]) / 10_000:.2f}"
        rows.append(row)
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")


def test_income_in_another_unit_is_told_once_a_year(example: Example) -> None:
    divide(example.folder, "income.csv", "2024")
    diagnostics = example.check()
    (found,) = of(diagnostics, "U01")
    assert (found.level, found.place.file, found.place.line) == ("error", "income.csv", 2)
    assert (found.value, found.expected) == ("18304.02", "183040249.00")
    assert "amount_unit" in found.message
    assert of(diagnostics, "S01") == []


def test_one_source_in_another_unit_is_told(example: Example) -> None:
    example.edit("income.csv", "(一般公共预算),,3634100.00", "(一般公共预算),,363.41")
    diagnostics = example.check()
    (found,) = of(diagnostics, "U01")
    assert (found.place.line, found.value, found.expected) == (5, "363.41", "3634100.00")
    assert of(diagnostics, "S01") == []


def test_last_year_in_another_unit_is_a_warning(example: Example) -> None:
    for file in ("income.csv", "lines.csv"):
        divide(example.folder, file, "2023")
    found = example.found("U02")
    assert [(d.level, d.place.file, d.place.line) for d in found] == [
        ("warning", "lines.csv", example.line("lines.csv", "2023,"))
    ]
    assert found[0].value == "19563.75"
    assert "183,040,249.00" in found[0].message


def test_a_comparative_in_another_unit_is_a_warning(example: Example) -> None:
    example.edit("budget.yaml", "operating_funds: 2905372", "operating_funds: 290.54")
    (found,) = example.found("U02")
    assert (found.place.path, found.value) == ("comparatives.operating_funds", "290.54")
