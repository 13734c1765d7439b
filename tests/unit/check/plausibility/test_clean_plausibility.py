"""What stands rightly in clean budgets, and the slips beside it that are still found."""

from __future__ import annotations

import pytest

from tests.unit.check.plausibility.tables import about, cost, goal, only, put, row
from tests.unit.check.support import Example

REASON = '"2130299": 为新疆迎宾馆安排'


@pytest.mark.parametrize(("rate", "told"), [("≤9.43万元/人", 0), ("≤9.53万元/人", 1), ("≤10万元/人", 1)])
def test_a_rate_rounded_up_in_its_last_place(example: Example, rate: str, told: int) -> None:
    # 282.81 万元 for 30 people is 9.427 万元 a head.
    put(example, "P12", row("P12", "保障人数（人）", "≥30人"), cost("P12", "人均成本（万元/人）", rate))
    assert len(about(only(example, "E16"), "P12")) == told


def test_the_department_counts_what_a_project_does(example: Example) -> None:
    goal(example, "以提高资产管理水平为重点", "维护 6 个信息系统，以提高资产管理水平为重点")
    assert [d.value for d in only(example, "E12") if d.place and d.place.path == "performance.goal"] == []
    goal(example, "维护 6 个信息系统", "维护 61 个信息系统")
    assert [d.value for d in only(example, "E12") if d.place and d.place.path == "performance.goal"] == ["61 个"]


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("接入信息系统 6 个", []),
        ("维护信息系统数量 9 个", ["9 个"]),
        ("机关食堂 9 个", []),
    ],
)
def test_a_number_beside_the_words_of_an_indicator(example: Example, words: str, value: list[str]) -> None:
    goal(example, "推动年度重点工作完成。", f"推动年度重点工作完成；{words}。")
    assert [d.value for d in about(only(example, "E12"), "P01") if d.value != "22 项"] == value


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("故障响应时间（小时）", "≥4小时", 1),
        ("故障响应时间（小时）", "≤4小时", 0),
        ("药占比（%）", "≥30%", 1),
        ("服务时间（小时）", "≥4小时", 0),
    ],
)
def test_signs_of_times(example: Example, name: str, value: str, told: int) -> None:
    put(example, "P12", row("P12", name, value))
    assert len(about(only(example, "Q02"), "P12")) == told


def test_a_target_below_last_year_with_the_reason_told(example: Example) -> None:
    put(example, "P14", row("P14", "绿化养护面积（亩）", "≥18亩", "30亩"))
    example.edit(
        "budget.yaml", "    indicators: by-authority\n", "    indicators: published\n    goal: 做好绿化养护。\n"
    )
    assert len(about(only(example, "E43"), "P14")) == 1
    example.edit("budget.yaml", REASON, '"2130299": 养护面积由 30 亩调整为 18 亩，为新疆迎宾馆安排')
    assert about(only(example, "E43"), "P14") == []


def test_a_veteran_costs_as_much_as_many_others(example: Example) -> None:
    example.edit("budget.yaml", "retired_veterans: {count: 2, change: 0}", "retired_veterans: {count: 2, change: -1}")
    assert "27.34%" in [d.value for d in only(example, "E23")]
    old = "退休人员较上年减少，行政单位离退休支出随之减少"
    example.edit("budget.yaml", old, "离休人员减少 1 人，行政单位离退休支出随之减少")
    assert "27.34%" not in [d.value for d in only(example, "E23")]


def test_a_line_under_a_unit_that_runs_elsewhere(example: Example) -> None:
    path = example.folder / "lines.csv"
    lines = path.read_text(encoding="utf-8").splitlines()
    codes = {"2010301": "U1", "2010303": "U3"}
    named = [
        line.replace("2024,,", f"2024,{codes[line.split(',')[2]]},", 1)
        if line.startswith("2024,,") and line.split(",")[2] in codes
        else line
        for line in lines
    ]
    path.write_text("\n".join(named) + "\n", encoding="utf-8")
    assert only(example, "Q09") == []
    example.edit(
        "lines.csv", "2024,U3,2010303,基本支出,,一般公共预算,30107,", "2024,U1,2010303,基本支出,,一般公共预算,30107,"
    )
    (found,) = only(example, "Q09")
    assert (found.level, found.value, found.expected) == ("warning", "U1", "U3")


@pytest.mark.parametrize(
    ("standard", "told"), [("每人每年 6 万元", 0), ("每人每年 5 万元", 1), ("每人每年不超过 5 万元", 0)]
)
def test_rate_times_people_is_the_money(example: Example, standard: str, told: int) -> None:
    example.edit("budget.yaml", "      standard: 每人每年 6 万元\n", f"      standard: {standard}\n")
    path = example.folder / "lines.csv"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace(",P08,一般公共预算,301,", ",P08,一般公共预算,303,"), encoding="utf-8")
    found = only(example, "Q11")
    assert len(found) == told
    assert [d.value for d in found] == ["每人每年 5 万元"] * told


@pytest.mark.parametrize(("code", "told"), [("2120801", 1), ("2120501", 0)])
def test_a_fund_code_with_general_money(example: Example, code: str, told: int) -> None:
    example.append("lines.csv", f"2024,,{code},基本支出,,一般公共预算,30201,1000.00\n")
    found = only(example, "Q12")
    assert [(d.level, d.expected) for d in found] == [("warning", "政府性基金预算")] * told
