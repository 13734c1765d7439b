"""Ties between codes: their evidence, and what is usual in other departments (R14, R23-R26, S04)."""

from __future__ import annotations

import pytest

from tests.unit.check.support import Example

RETIRED = "2024,,2080502,基本支出,,一般公共预算,30302"
HOUSING = "2024,,2210201,基本支出,,一般公共预算,30113,3463600.00"


def test_operating_money_of_retired_people_is_no_warning(example: Example) -> None:
    example.edit("lines.csv", RETIRED, RETIRED.replace("30302", "30201"))
    assert example.found("R24") == []
    (found,) = example.found("S04")
    assert (found.level, found.value) == ("info", "237349.00")
    assert found.place.line == example.line("lines.csv", "2080502,基本支出,,一般公共预算,30201")


def test_wages_under_a_retirement_code(example: Example) -> None:
    example.edit("lines.csv", RETIRED, RETIRED.replace("30302", "30199"))
    (found,) = example.found("R24")
    assert (found.level, found.value, found.expected) == ("warning", "2718802.00", "2956151.00")
    assert found.notes[-1].message.startswith("2080502 30199 237,349.00 yuan: on one side alone")
    assert example.found("S04") == []


def test_pensions_under_another_code(example: Example) -> None:
    example.edit("lines.csv", RETIRED, RETIRED.replace("2080502", "2010301"))
    (found,) = example.found("R24")
    assert (found.value, found.expected) == ("2956151.00", "2718802.00")


@pytest.mark.parametrize("economic", ["30305", "30309", "30399"])
def test_other_grants_to_persons_under_another_code_are_usual(example: Example, economic: str) -> None:
    example.edit("lines.csv", RETIRED, f"2024,,2080801,基本支出,,一般公共预算,{economic}")
    assert example.found("R24") == []


def test_a_contribution_under_another_code_is_named(example: Example) -> None:
    example.edit("lines.csv", HOUSING, HOUSING.replace("2210201", "2010301"))
    (found,) = example.found("R23")
    assert found.notes[-1].message.startswith("2010301 30113 3,463,600.00 yuan: on one side alone")
    assert found.figures == ("t6/30113/total",)


def test_a_ratio_that_was_unusual_before_is_not_told_again(example: Example) -> None:
    example.edit("lines.csv", HOUSING, HOUSING.replace("3463600", "4463600"))
    assert len(example.found("R26")) == 1
    text = (example.folder / "lines.csv").read_text(encoding="utf-8").splitlines()
    before = next(row for row in text if row.startswith("2023,,2210201,"))
    example.edit("lines.csv", before, before.rpartition(",")[0] + ",9999999.00")
    assert example.found("R26") == []


def test_other_money_for_basic_expenditure_is_told_when_it_is_new(example: Example) -> None:
    example.append("lines.csv", "2024,U2,2010303,基本支出,,单位资金,,100.00\n")
    (found,) = example.found("R14")
    assert [note.message for note in found.notes][:2] == [
        "basic expenditure of other money: 100.00 yuan",
        "U2 2010303 100.00 yuan",
    ]
    example.append("lines.csv", "2023,U2,2010303,基本支出,,单位资金,,90.00\n")
    assert example.found("R14") == []
