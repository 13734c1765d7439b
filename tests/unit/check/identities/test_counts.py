"""Units and offices told in words (E51, N41), last year's declared amounts (S02), the department's budget (E18)."""

from __future__ import annotations

import pytest

from tests.unit.check.support import Example

DUTY = "统一管理自治区本级党政机关的公务用车，制定公务用车管理制度并抓好落实，"


def with_duty(example: Example, text: str) -> Example:
    return example.edit("budget.yaml", DUTY, f"{text}{DUTY}")


@pytest.mark.parametrize(
    "text",
    [
        "指导 5 家下属预算单位开展工作。", "下属单位共 6 家。", "本部门下设三家预算单位，", "自治区机关事务管理局下辖 7 个预算单位。",
        "管理 3 个直属事业单位，", "直属预算单位 6 家。", "所属 3 家单位。", "指导５家下属预算单位。", "共有十二家下属单位。",
    ],
)  # fmt: skip
def test_another_number_of_subordinate_units(example: Example, text: str) -> None:
    (found,) = with_duty(example, text).found("E51")
    assert (found.level, found.expected) == ("warning", "4")
    assert found.place.path == "department.functions[1]"
    assert found.notes[0].message == "新疆维吾尔自治区机关事务管理局"


@pytest.mark.parametrize(
    "text",
    [
        "指导 4 家下属预算单位开展工作。", "下属单位共四家。", "所属 5 家预算单位。", "下属 5 家预算单位（含局本级）。",
        "新疆迎宾馆下设 2 个单位，", "服务保障中心下属 3 家单位。", "其中 2 家下属单位独立核算。", "为 7 家单位提供保障，",
        "指导 20 家以上单位，", "下属部分 2 家单位，", "协调所属单位做好工作，2 个项目完工。",
    ],
)  # fmt: skip
def test_the_right_number_and_numbers_of_something_else(example: Example, text: str) -> None:
    assert with_duty(example, text).found("E51") == []


@pytest.mark.parametrize("text", ["内设 14 个处室，", "我局内设机构共 16 个处室，", "下设四个职能科室。"])
def test_another_number_of_offices(example: Example, text: str) -> None:
    (found,) = with_duty(example, text).found("N41")
    assert (found.level, found.expected) == ("warning", "15")
    assert found.figures == ("staffing/offices",)


@pytest.mark.parametrize(
    "text",
    [
        "内设 15 个处室，", "内设 13 个处室，", "内设十五个处室。", "新疆迎宾馆内设 3 个科室。", "内设 3 个科级岗位。",
        "另设 2 个处室，", "设立 5 个工作组，",
    ],
)  # fmt: skip
def test_the_right_number_of_offices_with_or_without_party_bodies(example: Example, text: str) -> None:
    assert with_duty(example, text).found("N41") == []


def test_offices_are_not_compared_where_none_are_listed(tmp_path_factory: pytest.TempPathFactory) -> None:
    example = Example(tmp_path_factory.mktemp("minimal"), "minimal")
    example.append("budget.yaml", "performance: {goal: 内设 9 个处室各司其职。}\n")
    assert example.found("N41") == []


def test_a_comparative_against_last_years_rows(example: Example) -> None:
    example.append("lines.csv", "2023,,2010303,基本支出,,一般公共预算,30231,640000.00\n")
    example.append("income.csv", "2023,一般公共预算,,640000.00\n")
    found = example.found("S02")
    assert [(d.level, d.value, d.expected, d.place.path) for d in found] == [
        ("info", "2905372.00", "640000.00", "comparatives.operating_funds"),
        ("info", "650000.00", "640000.00", "comparatives.vehicle_running"),
    ]
    assert found[1].notes[0].message == "2010303 30231 640,000.00 yuan"


def test_the_departments_budget_leaves_the_carry_over_out(example: Example) -> None:
    (found,) = example.found("E18")
    assert (found.level, found.value, found.expected) == ("info", "179406149.00", "183040249.00")
    assert found.place.path == "performance.goal"


def test_a_goal_that_says_so_is_enough(example: Example) -> None:
    path = example.folder / "budget.yaml"
    head, _, tail = path.read_text(encoding="utf-8").rpartition("\n  goal: ")
    path.write_text(f"{head}\n  goal: 年度预算不含上年结转资金。{tail}", encoding="utf-8")
    assert example.found("E18") == []
