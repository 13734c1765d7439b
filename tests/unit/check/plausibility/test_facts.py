"""E25, E26, E27, Q01: operating funds, what is reserved, vehicles."""

from __future__ import annotations

import pytest

from tests.unit.check.plausibility.tables import only
from tests.unit.check.support import Example

VEHICLE = "区直机关后勤事务保障中心新增公务用车 1 辆，运行费用相应增加"


def test_operating_funds_of_institutions(example: Example) -> None:
    (found,) = only(example, "E25")
    assert (found.level, found.value, found.expected) == ("info", "all", "administrative")
    assert "3,084,198.00" in found.message
    assert "4 of 5 units" in found.message


def test_operating_funds_of_administrative_units(example: Example) -> None:
    path = example.folder / "budget.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("type: 事业", "type: 参公"), encoding="utf-8")
    assert only(example, "E25") == []


def test_lines_that_name_their_unit_are_believed(example: Example) -> None:
    path = example.folder / "lines.csv"
    rows = [line.split(",") for line in path.read_text(encoding="utf-8").splitlines()]
    for cells in rows:
        if cells[3] == "基本支出" and cells[6][:3] == "302":
            cells[1] = "U1"
    path.write_text("\n".join(map(",".join, rows)) + "\n", encoding="utf-8")
    assert only(example, "E25") == []


def test_all_of_procurement_reserved(example: Example) -> None:
    (found,) = only(example, "E26")
    assert (found.level, found.value, found.expected) == ("warning", "47268000.00", "< 47268000.00")
    assert found.place is not None
    assert found.place.path == "procurement.reserved_sme"
    example.edit("budget.yaml", "reserved_sme: 47268000 ", "reserved_sme: 46268000 ")
    assert only(example, "E26") == []


def test_shares_that_the_measure_asks(example: Example) -> None:
    assert only(example, "Q01") == []
    example.edit("budget.yaml", "reserved_sme: 47268000 ", "reserved_sme: 14180399 ")
    example.edit("budget.yaml", "reserved_micro: 45494000", "reserved_micro: 8508239")
    found = only(example, "Q01")
    assert [(d.level, d.value, d.expected) for d in found] == [
        ("info", "14180399.00", "≥ 30%"),
        ("info", "8508239.00", "≥ 60%"),
    ]
    assert "29.99 %" in found[0].message
    example.edit("budget.yaml", "reserved_sme: 14180399 ", "reserved_sme: 14180400 ")
    example.edit("budget.yaml", "reserved_micro: 8508239", "reserved_micro: 8508240")
    assert only(example, "Q01") == []


def test_a_vehicle_from_nowhere(example: Example) -> None:
    (found,) = only(example, "E27")
    assert (found.level, found.value) == ("warning", "新增公务用车")
    assert found.place is not None
    assert found.place.path == "reasons.travel.公务用车运行费"


@pytest.mark.parametrize(
    "reason",
    [
        "上年购置的 1 辆公务用车投入使用，运行费用增加",
        "从其他单位划转新增公务用车 1 辆，运行费用增加",
        "未新增公务用车，油价上涨，运行费用增加",
        "新增公务用车保险费，运行费用增加",
        "公务用车老化，运行费用增加",
    ],
)
def test_vehicles_with_an_origin(example: Example, reason: str) -> None:
    assert only(example.edit("budget.yaml", VEHICLE, reason), "E27") == []


def test_a_vehicle_that_is_planned(example: Example) -> None:
    example.edit("budget.yaml", "planned: {vehicles: 0,", "planned: {vehicles: 1,")
    assert only(example, "E27") == []
