"""E12, E13: goals and allocation lists against the indicators."""

from __future__ import annotations

import pytest

from reportgen.check.plausibility.goals import targets
from tests.unit.check.plausibility.tables import goal, only
from tests.unit.check.support import Example


def test_counts_of_goals_that_no_indicator_has(example: Example) -> None:
    found = only(example, "E12")
    assert [(d.level, d.value) for d in found] == [("warning", "120 次"), ("warning", "7 家")]
    assert [d.place.path for d in found if d.place is not None] == ["projects[9].goal", "projects[11].goal"]
    assert "=12次" in found[0].message
    assert found[1].expected == "an indicator of 7 家"


def test_a_goal_put_right(example: Example) -> None:
    goal(example, "完成政务车辆维修保养 120 次以上", "完成 70 辆以上政务车辆的维修保养")
    goal(example, "满足大院内 7 家单位的办公需要", "满足大院各单位的办公需要")
    assert only(example, "E12") == []


@pytest.mark.parametrize(
    ("old", "new", "value"),
    [
        ("举办节能宣传活动 5 场", "举办节能宣传活动 6 场", "6 场"),
        ("98 名离退休人员", "99 名离退休人员", "99 名"),
        ("租赁 12 台 APN", "租赁 15 台 APN", "15 台"),
        ("完成 14 套以上周转房维修", "完成 1,400 套以上周转房维修", "1,400 套"),
        ("支持宾馆全年平稳运营", "使职工满意度达到 98%", "98%"),
    ],
)
def test_one_number_changed(example: Example, old: str, new: str, value: str) -> None:
    assert value in [d.value for d in only(goal(example, old, new), "E12")]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("完成维修 120 次以上", ["120 次"]),
        ("培训１２０人次", ["１２０人次"]),
        ("服务 3 万人次，举办 5 场活动", ["3 万人次", "5 场"]),
        ("对 10 家单位开展能源审计", ["10 家"]),
        ("合格率不低于 95%", ["95%"]),
        ("下设 4 个职能科室", []),
        ("2023 年已完成 5 次维修", []),
        ("目前共有 30 辆公务用车", []),
        ("分 3 个阶段实施，做好 2 个方面保障工作", []),
        ("为第 3 次会议提供保障", []),
        ("完成投资 300 万元", []),
        ("实现同比下降 5%", []),
        ("完成 3-5 次培训", []),
        ("在 12 个月、5 个工作日内完成", []),
        ("落实 2024 年 1 号文件", []),
        ("按 3 条例要求实施", []),
        ("机构运转正常", []),
    ],
)
def test_targets_of_a_text(text: str, found: list[str]) -> None:
    assert [told.written for told in targets(text, 2024)] == found


def test_a_sum_of_indicators_and_a_number_in_a_name(example: Example) -> None:
    goal(example, "完成政务车辆维修保养 120 次以上", "服务 175 人")
    goal(example, "满足大院内 7 家单位的办公需要", "租赁 3 间")
    example.edit("indicators.csv", "大院投入使用率（%）", "大院 3 间投入使用率（%）")
    assert only(example, "E12") == []


def test_projects_of_the_allocation_counted(example: Example) -> None:
    (found,) = only(example, "E13")
    assert (found.level, found.value, found.expected) == ("warning", "=11个", "=12个")
    assert found.place is not None
    assert found.place.line == example.line("indicators.csv", "计划实施项目个数")
    example.edit("indicators.csv", "计划实施项目个数(个),=11个", "计划实施项目个数(个),≥11个")
    assert only(example, "E13") == []
    example.edit("indicators.csv", "计划实施项目个数(个),≥11个", "计划实施示范项目个数(个),=11个")
    assert only(example, "E13") == []
