"""Reasons and uses that are right as they stand in clean budgets, and the slips beside them that are still found."""

from __future__ import annotations

import pytest

from tests.unit.check.support import Example

CODE = '"2010399": 一是省级干部住宅小区管理服务中心项目支出较上年增加 48 万元。二是自收自支事业单位离休人员医疗金较上年减少 6 万元。两项相抵，支出有所增加'


@pytest.mark.parametrize(
    ("reason", "told"),
    [
        ("天山大厦专项补助费增加 30 万元，公路养护人员支出正常增长", 0),
        ("一是天山大厦专项补助费增加 30 万元；二是在职人员工资提高", 0),
        ("在职人员增加，天山大厦专项补助费增加 30 万元", 0),
        ("天山大厦专项补助费增加 30 万元，支出相应增加", 1),
        ("天山大厦专项补助费增加 30 万元，因此项目支出总体增加", 1),
        ("接待批次增加，支出增加 30 万元", 1),
    ],
)
def test_a_list_with_a_cause_without_amount_is_open(example: Example, reason: str, told: int) -> None:
    example.edit("budget.yaml", CODE, f'"2010399": {reason}')
    assert len(example.found("N12")) == told


@pytest.mark.parametrize(
    ("use", "told"),
    [
        ("行政单位离退休，以及基本养老保险和职业年金缴费", 0),
        ("行政单位离退休和职业年金缴费", 1),
    ],
)
def test_who_pays_a_contribution_goes_without_saying(example: Example, use: str, told: int) -> None:
    example.edit("budget.yaml", "行政和事业单位离退休，以及机关事业单位基本养老保险和职业年金缴费", use)
    assert len(example.found("E57")) == told


def test_a_use_may_name_a_project_in_place_of_its_code(example: Example) -> None:
    old = "行政运行、机关服务、专项服务、事业运行和其他政府办公厅（室）及相关机构事务"
    example.edit("budget.yaml", old, "行政运行、机关服务和公车、公房管理和维护专项经费")
    assert example.found("E57") == []


@pytest.mark.parametrize(
    ("reason", "value"),
    [
        ("人员由 560 人增加到 620 人", []),
        ("人员由 650 人增加到 620 人", ["增加"]),
        ("编制由 12 名减少到 15 名", ["减少"]),
        ("车辆由 3 辆增加到 4 台", []),
    ],
)
def test_counts_of_two_years_go_the_way_that_is_told(example: Example, reason: str, value: list[str]) -> None:
    example.edit("budget.yaml", CODE, f'"2010399": {reason}')
    assert [found.value for found in example.found("T06")] == value


@pytest.mark.parametrize(
    ("goal", "value"),
    [
        ("确保工程 2023 年 6 月开工", ["2023 年 6 月开工"]),
        ("确保工程 2024 年 6 月开工", []),
        ("工程已于 2023 年 6 月开工", []),
    ],
)
def test_a_time_limit_of_a_goal_is_not_over(example: Example, goal: str, value: list[str]) -> None:
    example.edit(
        "budget.yaml", "落实天山大厦 98 名离退休人员的各项待遇", f"落实天山大厦 98 名离退休人员的各项待遇，{goal}"
    )
    assert [found.value for found in example.found("T03")] == value


def test_a_document_of_a_year_to_come(example: Example) -> None:
    example.edit("budget.yaml", "新政阅〔2017〕44 号", "新政阅〔2071〕44 号")
    assert [(found.level, found.value) for found in example.found("T03")] == [("warning", "〔2071〕")]


def test_a_level_vouched_for_by_the_other_and_the_change(example: Example) -> None:
    example.edit("budget.yaml", CODE, '"2010399": 装修工程上年安排 160.7 万元，本年安排 300.9 万元，增加 140.2 万元')
    assert [found.value for found in example.found("W05")] == []
    example.edit("budget.yaml", "增加 140.2 万元", "增加 104.2 万元")
    assert "104.2 万元" in [found.value for found in example.found("W05")]


def test_a_project_is_a_part_of_its_code(example: Example) -> None:
    example.edit("budget.yaml", CODE, '"2010399": 天山大厦专项补助费 2024 年预算安排 208 万元，人员支出增长')
    assert example.found("T06") == []


def test_a_level_that_is_no_figure_is_told(example: Example) -> None:
    example.edit("budget.yaml", "安排森林植被恢复费 300 万元", "安排森林植被恢复费 326.5 万元")
    assert [found.value for found in example.found("W05")] == ["326.5 万元"]


def test_cases_that_grow_do_not_explain_a_fall(example: Example) -> None:
    example.edit("budget.yaml", CODE, '"2010399": 救助人次减少')
    assert [(found.level, found.value) for found in example.found("E05")] == [("error", "减少")]
    example.edit("budget.yaml", "救助人次减少", "救助人次增加")
    assert example.found("E05") == []
