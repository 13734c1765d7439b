"""E21, E23, E24: growth that its reason does not carry."""

from __future__ import annotations

import pytest

from tests.unit.check.plausibility.tables import only
from tests.unit.check.support import Example

RETIRED = '"2080502": 退休人员较上年减少，事业单位离退休支出随之下降'
MEDICAL = '"2101103": 在职人数增加、工资上调，公务员医疗补助缴费基数提高，补助支出相应增加'


def test_retired_people_do_not_carry_the_fall(example: Example) -> None:
    found = only(example, "E23")
    assert [(d.level, d.value, d.place.path) for d in found if d.place is not None] == [
        ("warning", "27.34%", "reasons.function.2080501"),
        ("warning", "77.05%", "reasons.function.2080502"),
    ]
    assert "down 77.05%" in found[1].message
    assert "retired people are down 0.66%" in found[1].message
    assert found[1].figures == ("appropriation/2080502/growth",)


@pytest.mark.parametrize(
    "reason",
    ["上年含一次性补发，本年不再安排，支出下降", "离退休人员减少，且部分支出改列其他科目，支出下降", "工作安排变化"],
)
def test_another_reason_carries_it(example: Example, reason: str) -> None:
    example.edit("budget.yaml", RETIRED, f'"2080502": {reason}')
    assert [d.value for d in only(example, "E23")] == ["27.34%"]


def test_so_many_fewer_people_carry_it(example: Example) -> None:
    example.edit("budget.yaml", "retired: {count: 299, change: -2}", "retired: {count: 299, change: -60}")
    assert only(example, "E23") == []


def test_people_in_service_do_not_carry_the_growth(example: Example) -> None:
    found = only(example, "E24")
    assert [(d.level, d.value) for d in found] == [
        ("warning", "100.00%"),
        ("warning", "40.02%"),
        ("warning", "697.58%"),
    ]
    assert "is new this year" in found[0].message
    assert "the people in service are up 2.45%" in found[2].message
    example.edit("budget.yaml", MEDICAL, '"2101103": 缴费政策调整，在职人数增加，支出增加')
    assert [d.value for d in only(example, "E24")] == ["100.00%", "40.02%"]


@pytest.mark.parametrize(("prior", "told"), [("1100000.00", 0), ("1050000.00", 0), ("990000.00", 1)])
def test_wages_carry_a_third(example: Example, prior: str, told: int) -> None:
    example.edit(
        "lines.csv", "2023,,2101102,基本支出,,一般公共预算,,990300.00", f"2023,,2101102,基本支出,,一般公共预算,,{prior}"
    )
    assert [d.value for d in only(example, "E24") if "2101102" in d.message] == (["40.07%"] if told else [])


def test_heads_that_are_not_told(example: Example) -> None:
    example.edit("budget.yaml", "in_service: {count: 586, change: 14}", "in_service: {count: 586}")
    assert [d.value for d in only(example, "E24")] == ["100.00%"]


def test_codes_of_a_zero_base_are_told_once(example: Example) -> None:
    (found,) = only(example, "E21")
    assert (found.level, found.value) == ("info", "100.00%")
    assert "2010350、2101101、2130299" in found.message
    assert found.figures[0] == "appropriation/2010350/growth"
    example.append("budget.yaml", "\noptions: {zero_base: none}\n")
    assert only(example, "E21") == []


def test_nothing_last_year_at_all(tmp_path_factory: pytest.TempPathFactory) -> None:
    minimal = Example(tmp_path_factory.mktemp("minimal"), "minimal")
    assert only(minimal, "E21") == []
