"""Facts that people write: allocation, procurement, equipment, vehicles, weights, people, posts."""

from __future__ import annotations

import pytest

from tests.unit.check.support import Example, of

FIRST_ITEM = "{item: 软件运维服务费用, amount: 300000}"


def test_allocation_items_sum_to_the_amount(example: Example) -> None:
    example.edit("budget.yaml", FIRST_ITEM, "{item: 软件运维服务费用, amount: 300000.01}")
    (found,) = example.found("N21")
    assert (found.level, found.value, found.expected) == ("error", "2150000.01", "2150000.00")
    assert found.place.path == "projects[0].allocation"
    assert "P01" in found.message
    assert "differ by 0.01 yuan" in found.message
    assert "amount_unit" not in found.message


def test_an_allocation_in_another_unit_says_so(example: Example) -> None:
    example.edit("budget.yaml", "约定价格, amount: 2828100}", "约定价格, amount: 282.81}")
    (found,) = example.found("N21")
    assert (found.value, found.expected) == ("282.81", "2828100.00")
    assert "amount_unit" in found.message


def test_allocation_is_not_compared_when_it_is_one_text(example: Example) -> None:
    example.edit("lines.csv", "P02,一般公共预算,302,1500000.00", "P02,一般公共预算,302,1500001.00")
    assert example.found("N21") == []


def test_a_class_of_a_tagged_allocation_agrees_with_table_7(example: Example) -> None:
    example.edit("budget.yaml", "{item: 购买碎纸机, amount: 8000, economic: \"310\"}", "{item: 购买碎纸机, amount: 8000, economic: \"302\"}")  # fmt: skip
    found = example.found("E07")
    assert [(d.level, d.value, d.expected) for d in found] == [
        ("warning", "210000.00", "202000.00"),
        ("warning", "0.00", "8000.00"),
    ]
    assert found[0].place.path == "projects[14].allocation"


def test_what_is_reserved_is_part_of_procurement(example: Example) -> None:
    example.edit("budget.yaml", "reserved_sme: 47268000", "reserved_sme: 47268001")
    (found,) = example.found("N27")
    assert (found.level, found.value, found.expected) == ("error", "47268001.00", "≤ 47268000.00")
    assert found.place.path == "procurement.reserved_sme"


def test_micro_enterprises_are_small_enterprises(example: Example) -> None:
    example.edit("budget.yaml", "reserved_micro: 45494000", "reserved_micro: 47268000.01")
    (found,) = example.found("N27")
    assert (found.place.path, found.value, found.expected) == (
        "procurement.reserved_micro", "47268000.01", "≤ 47268000.00",
    )  # fmt: skip


def test_expensive_equipment_is_part_of_the_less_expensive(example: Example) -> None:
    example.edit("budget.yaml", "equipment_over_1m: 15", "equipment_over_1m: 21")
    (found,) = example.found("N30")
    assert (found.level, found.value, found.expected) == ("error", "21", "≤ 20")
    assert found.place.path == "assets.equipment_over_1m"


def test_planned_equipment_is_compared_too(example: Example) -> None:
    example.edit(
        "budget.yaml", "equipment_over_500k: 0, equipment_over_1m: 0}", "equipment_over_500k: 0, equipment_over_1m: 1}"
    )
    (found,) = example.found("N30")
    assert (found.value, found.place.path) == ("1", "assets.planned.equipment_over_1m")


def test_vehicles_are_planned_without_money(example: Example) -> None:
    example.edit("budget.yaml", "planned: {vehicles: 0", "planned: {vehicles: 1")
    (found,) = example.found("N31")
    assert (found.level, found.value, found.expected) == ("error", "1", "0")
    assert found.place.path == "assets.planned.vehicles"


def test_vehicles_have_money_without_a_plan(example: Example) -> None:
    example.edit("lines.csv", "P15,一般公共预算,310,8000.00", "P15,一般公共预算,31013,8000.00")
    (found,) = example.found("N31")
    assert (found.value, found.expected) == ("0", "> 0")
    assert "8,000.00 yuan" in found.message


def test_the_weights_of_a_project_sum_to_90(example: Example) -> None:
    row = "P01,产出指标,数量指标,购置设备（个）,≥22个,计划标准,15台,"
    example.edit("indicators.csv", f"{row}10", f"{row}11")
    (found,) = example.found("N43")
    assert (found.level, found.value, found.expected) == ("error", "91", "90")
    assert (found.place.file, found.place.line) == ("indicators.csv", example.line("indicators.csv", "P01,"))
    assert "P01" in found.message


def test_the_weights_of_the_department_sum_to_90(example: Example) -> None:
    row = ",履职效能,数量指标,制定实施机关事务自治区地方标准,≥3个,《新疆维吾尔自治区机关事务工作“十四五”规划》,,"
    example.edit("indicators.csv", f"{row}18", f"{row}17.5")
    (found,) = example.found("N43")
    assert (found.place.line, found.place.path, found.value) == (3, "weight", "89.5")
    assert "the department" in found.message


def test_a_table_without_any_weight_is_not_compared(example: Example) -> None:
    path = example.folder / "indicators.csv"
    rows = [row for row in path.read_text(encoding="utf-8").splitlines() if not row.startswith("P12")]
    path.write_text(
        "\n".join([*rows, "P12,产出指标,数量指标,租赁大院面积数,=8897平方米,,,,,"]) + "\n", encoding="utf-8"
    )
    assert example.found("N43") == []


def test_the_people_of_a_subsidy_agree_with_the_indicators(example: Example) -> None:
    example.edit("budget.yaml", "people: 98", "people: 99")
    (found,) = example.found("E04")
    assert (found.level, found.value, found.expected) == ("error", "99", "=2人、=98人")
    assert found.place.path == "projects[6].subsidy.people"


@pytest.mark.parametrize(
    ("value", "codes"),
    [("≥98人", []), ("≤ 1,000 人", []), ("９８人", []), ("≥99人", ["E04"]), ("<98人", ["E04"]), ("=98人次", ["E04"])],
)
def test_the_sign_of_an_indicator_counts(example: Example, value: str, codes: list[str]) -> None:
    row = "P07,产出指标,数量指标,补助离退休干部职工数量(人),"
    quoted = f'"{value}"' if "," in value else value
    example.edit("indicators.csv", f"{row}=98人", f"{row}{quoted}")
    assert [d.code for d in example.found("E04")] == codes


def test_people_beyond_the_posts_are_a_warning(example: Example) -> None:
    (found,) = example.found("E22")
    assert (found.level, found.value, found.expected) == ("warning", "586", "≤ 362")
    assert found.place.path == "department.staffing.in_service.count"
    assert of(example.edit("budget.yaml", "establishment: 362", "establishment: 586").check(), "E22") == []
