"""E09, E15, E16, Q08: cost ceilings against budget, last year, rate × heads, and allocation."""

from __future__ import annotations

import pytest

from tests.unit.check.plausibility.tables import about, cost, only, put, row
from tests.unit.check.support import Example


def test_ceilings_over_the_budget(example: Example) -> None:
    (found,) = only(example, "E09")
    assert (found.level, found.value) == ("warning", "≤160万元")
    assert found.expected == "sum ≤ 300 万元"
    assert "70 + 75 + 160 = 305 万元, its budget is 300 万元: 5 over" in found.message
    assert found.place is not None
    assert (found.place.line, found.place.path) == (example.line("indicators.csv", "重点业务工作成本"), "value")
    assert len(found.notes) == 3
    assert found.figures == ("performance/P03/total",)


def test_the_message_in_chinese(example: Example, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REPORTGEN_LANG", "zh")
    (found,) = only(example, "E09")
    assert "70 + 75 + 160 = 305 万元，预算 300 万元，超出 5 万元" in found.message


def test_ceilings_within_the_budget(example: Example) -> None:
    example.edit("indicators.csv", "≤160万元", "≤155万元")
    assert only(example, "E09") == []
    example.edit("indicators.csv", "≤155万元", "≤155.02万元")
    assert len(only(example, "E09")) == 1


@pytest.mark.parametrize(
    "extra",
    [
        cost("P12", "人均租金（万元/人）", "≤0.5万元/人"),
        cost("P12", "每平方米租金（元/平方米）", "≤400元/平方米"),
        cost("P12", "成本节约额（万元）", "≥20万元"),
        cost("P12", "节约租金（万元）", "20万元"),
        cost("P12", "其中：空置期租金（万元）", "≤100万元"),
        cost("P12", "项目总成本（万元）", "≤282.81万元"),
        row("P12", "碳排放治理成本（万元）", "≤50万元", group="成本指标/生态环境成本指标"),
        row("P12", "带动社会投入（万元）", "≥500万元", group="效益指标/经济效益指标"),
        cost("P12", "租金水平", "不高于市场价"),
    ],
)
def test_what_is_no_part_of_the_budget(example: Example, extra: str) -> None:
    put(example, "P12", cost("P12", "每年大院租赁费用（万元）", "=282.81万元"), extra)
    assert about(only(example, "E09"), "P12") == []


def test_a_total_and_other_units_of_money(example: Example) -> None:
    put(example, "P12", cost("P12", "项目总成本", "≤2828200元"), cost("P12", "租金（万元）", "≤282.81"))
    (found,) = about(only(example, "E09"), "P12")
    assert found.value == "≤2828200元"
    assert "282.82 万元, its budget is 282.81 万元" in found.message


def test_a_rate_times_the_heads(example: Example) -> None:
    (found,) = only(example, "E16")
    assert (found.level, found.value, found.expected) == ("warning", "≤3万元", "together ≤ 1,655 万元")
    assert "905 + 300 + 3 × 400 = 2,405 万元" in found.message
    assert found.place is not None
    assert found.place.line == example.line("indicators.csv", "人均运转经费")
    example.edit("indicators.csv", "≤3万元,预算支出标准", "≤1万元,预算支出标准")
    assert only(example, "E16") == []


@pytest.mark.parametrize(("rate", "told"), [("≤0.06万元/人", 0), ("≤600元/人", 0), ("≤0.12万元/人", 1)])
def test_a_rate_that_restates_the_budget(example: Example, rate: str, told: int) -> None:
    put(
        example,
        "P08",
        row("P08", "补助离休干部数量（人）", "=100人"),
        cost("P08", "人均补助", rate),
        cost("P08", "补助成本（万元）", "≤6万元"),
    )
    assert len(about(only(example, "E16"), "P08")) == told


def test_several_head_counts_are_left_alone(example: Example) -> None:
    example.edit("indicators.csv", "工资社保发放次数(次),≥12次,历史标准,12次", "在职人数(人),≥12人,历史标准,12人")
    assert only(example, "E16") == []


def test_items_that_do_not_divide_among_the_ceilings(example: Example) -> None:
    (found,) = only(example, "Q08")
    assert (found.level, found.value) == ("warning", "≤30万元")
    assert "30、85、100 万元" in found.message
    assert found.place is not None
    assert found.place.line == example.line("indicators.csv", "设备采购成本")
    example.edit("indicators.csv", "≤30万元", "≤23.36万元").edit("indicators.csv", "≤85万元", "≤91.64万元")
    assert only(example, "Q08") == []


def test_few_items_may_be_split_over_ceilings(example: Example) -> None:
    put(example, "P12", cost("P12", "租金（万元）", "≤200万元"), cost("P12", "物业（万元）", "≤82.81万元"))
    assert about(only(example, "Q08"), "P12") == []


def test_an_item_above_the_ceiling_of_its_name(example: Example) -> None:
    example.edit(
        "indicators.csv", "经营性用房维护与运营管理成本（万元）,≤70万元", "经营性用房维护与运营管理成本（万元）,≤60万元"
    )
    (found,) = about(only(example, "Q08"), "P03")
    assert (found.value, found.expected) == ("≤60万元", "≥ 61 万元")
    assert "61 万元" in found.message


def test_last_years_costs_over_last_years_budget(example: Example) -> None:
    (found,) = only(example, "E15")
    assert (found.level, found.value, found.expected) == ("warning", "60万元", "together ≤ 150 万元")
    assert "60 + 60 + 70 = 190 万元" in found.message
    assert found.place is not None
    assert (found.place.line, found.place.path) == (example.line("indicators.csv", "房屋管理物业费成本"), "last_year")
    example.edit("indicators.csv", "≤20万元,历史标准,60万元", "≤20万元,历史标准,20万元")
    assert only(example, "E15") == []


def test_last_years_budget_that_nothing_tells(example: Example) -> None:
    example.edit("budget.yaml", "二是自收自支事业单位离休人员医疗金较上年减少 6 万元。两项相抵", "两项相抵")
    assert only(example, "E15") == []


def test_a_reason_that_names_the_unit_tells_nothing_of_the_project(example: Example) -> None:
    example.edit(
        "budget.yaml",
        '"2010399": 一是省级干部住宅小区管理服务中心项目支出',
        '"2010399": 一是机关事务管理局项目支出',
    )
    assert only(example, "E15") == []


def test_last_years_budget_from_its_lines(example: Example) -> None:
    example.edit(
        "lines.csv",
        "2023,,2010399,项目支出,,一般公共预算,,89091700.00",
        "2023,,2010399,项目支出,P02,一般公共预算,,1900000.00\n2023,,2010399,项目支出,,一般公共预算,,87191700.00",
    )
    assert only(example, "E15") == []
    example.edit("lines.csv", "P02,一般公共预算,,1900000.00", "P02,一般公共预算,,1800000.00")
    example.edit("lines.csv", ",87191700.00", ",87291700.00")
    assert [d.expected for d in only(example, "E15")] == ["together ≤ 180 万元"]
