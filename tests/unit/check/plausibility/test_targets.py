"""E31, E32, E42, E43, E45, E46, Q42: targets against last year, unit costs, areas."""

from __future__ import annotations

import pytest

from tests.unit.check.plausibility.tables import about, cost, only, put, row
from tests.unit.check.support import Example

WORSE = [
    "≥12台", "=12组", "=15台", "≤11.81万元", "≥92%", "≥14套", "≥1000平方米", "≤1300元/平方米", "≥5栋", "≥400人",
    "≤905万元", "≤300万元", "≥10次",
]  # fmt: skip


def test_targets_behind_last_year(example: Example) -> None:
    found = only(example, "E43")
    assert [d.value for d in found] == WORSE
    assert {d.level for d in found} == {"warning"}
    assert (found[0].expected, found[3].expected) == ("≥ 15台", "≤ 2.64万元")
    assert found[0].place is not None
    assert (found[0].place.line, found[0].place.column) == (example.line("indicators.csv", "APN数据通道租赁数量"), 5)


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (row("P12", "职工满意度", "≥95%", "96%"), 1),
        (row("P12", "职工满意度", "≥95%", "95.0%"), 0),
        (row("P12", "职工满意度", "≥95%", "0.96"), 0),
        (row("P12", "差错率", "=2%", "1%"), 1),
        (row("P12", "投诉次数", "≤3次", "5次"), 0),
        (row("P12", "在职职工（人）", "=90人", "95人"), 0),
        (row("P12", "办结时间", "≤30天", "20天"), 1),
        (row("P12", "租赁期限", "=5年", "2023年"), 0),
        (row("P12", "购置设备", "≥10台", "12万元"), 0),
        (row("P12", "购置设备", "≥10台", "12"), 1),
        (row("P12", "保障工作", "有效保障", "100%"), 0),
        (cost("P12", "租金（万元）", "282.81万元", "282.80万元"), 1),
    ],
)
def test_one_target(example: Example, line: str, told: int) -> None:
    put(example, "P12", line)
    assert len(about(only(example, "E43"), "P12")) == told


def test_history_without_last_year(example: Example) -> None:
    (found,) = only(example, "E42")
    assert (found.level, found.value, found.expected) == ("warning", "-", "last year's value")
    assert found.place is not None
    assert (found.place.line, found.place.path) == (example.line("indicators.csv", "大院投入使用率"), "last_year")
    example.edit("indicators.csv", "大院投入使用率（%）,≥90%,历史标准,-", "大院投入使用率（%）,≥90%,计划标准,-")
    assert only(example, "E42") == []


def test_a_column_that_nobody_fills_in(example: Example) -> None:
    path = example.folder / "indicators.csv"
    head, *lines = path.read_text(encoding="utf-8").splitlines()
    rows = [line.split(",") for line in lines]
    path.write_text("\n".join([head, *(",".join([*c[:6], "", *c[7:]]) for c in rows)]), encoding="utf-8")
    assert only(example, "E42") == []


def test_plan_with_last_year_is_information(example: Example) -> None:
    found = only(example, "Q42")
    assert [(d.level, d.value, len(d.notes)) for d in found] == [
        ("info", "计划标准", 1), ("info", "其他标准", 1), ("info", "计划标准", 5),
    ]  # fmt: skip


def test_a_unit_cost_that_jumps(example: Example) -> None:
    (found,) = only(example, "E32")
    assert (found.level, found.value) == ("warning", "≤11.81万元")
    assert "11.81 万元 ÷ 27 = 0.4374 万元" in found.message
    assert "2.64 万元 ÷ 68 = 0.0388 万元: about 11 times" in found.message
    assert found.place is not None
    assert found.place.line == example.line("indicators.csv", "设备购置成本")
    example.edit("indicators.csv", "≤11.81万元", "≤5.2万元")
    assert only(example, "E32") == []


def test_a_unit_cost_without_all_quantities_of_last_year(example: Example) -> None:
    example.edit("indicators.csv", "购置办公家具(组),=12组,历史标准,39组", "购置办公家具(组),=12组,历史标准,-")
    assert only(example, "E32") == []


def test_area_and_price_against_the_allocation(example: Example) -> None:
    (found,) = only(example, "E31")
    assert (found.level, found.value, found.expected) == ("warning", "≥1000平方米", "quantity × price ≈ 152.83 万元")
    assert "1,000平方米 × 1,300元/平方米 = 130 万元" in found.message
    example.edit("indicators.csv", "≥1000平方米", "≥1100平方米")
    assert only(example, "E31") == []


def test_a_term_is_no_timeliness(example: Example) -> None:
    (found,) = only(example, "E46")
    assert (found.level, found.value) == ("warning", "=5年")
    put(example, "P12", row("P12", "建设周期（年）", "≤2年", group="产出指标/时效指标"))
    assert only(example, "E46") == []


def test_all_that_is_rented_is_repaired(example: Example) -> None:
    (found,) = only(example, "E45")
    assert (found.level, found.value) == ("info", "=8897平方米")
    assert found.place is not None
    assert found.place.line == example.line("indicators.csv", "房屋维修面积")
    example.edit("indicators.csv", "房屋维修面积(平方米),=8897平方米", "房屋维修面积(平方米),=1200平方米")
    assert only(example, "E45") == []
