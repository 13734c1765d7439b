"""Reasons on changed input: N10-N12 and E05; the reading of single texts is in test_directions.py."""

from __future__ import annotations

import pytest

from tests.unit.check.support import Example, of

CODE_REASON = "一是省级干部住宅小区管理服务中心项目支出较上年增加 48 万元。二是自收自支事业单位离休人员医疗金较上年减少 6 万元。两项相抵"


def test_expressions_are_put_in_before_the_sum_is_made(example: Example) -> None:
    written = "专项资金支出加快使财政拨款结转较上年减少 "
    example.edit("budget.yaml", written + '{{ change("income/fiscal-carryover") }}', written + "1,672.80 万元")
    assert example.found("N10") == []
    example.edit("budget.yaml", "减少 1,672.80 万元", "减少 1,672.71 万元")
    (found,) = example.found("N10")
    assert (found.level, found.value, found.expected) == ("error", "-1569.78 万元", "-1,569.88 万元")
    assert found.place.path == "reasons.expenditure.项目支出"


def test_the_signed_amounts_of_an_appropriation_reason_sum_to_its_change(example: Example) -> None:
    example.edit("budget.yaml", "较上年减少 6 万元。三项相抵", "较上年减少 16 万元。三项相抵")
    (found,) = example.found("N11")
    assert (found.value, found.expected) == ("-6 万元", "4.00 万元")
    assert found.place.path == "reasons.appropriation.项目支出"


def test_the_signed_amounts_of_a_code_reason_sum_to_its_change(example: Example) -> None:
    example.edit("budget.yaml", CODE_REASON, CODE_REASON.replace("增加 48", "增加 84"))
    (found,) = example.found("N12")
    assert (found.value, found.expected) == ("78 万元", "42.00 万元")
    assert (found.place.file, found.place.path) == ("budget.yaml", "reasons.function.2010399")
    assert found.place.line == example.line("budget.yaml", '"2010399": 一是')


def test_a_wrong_direction_of_an_amount_is_a_wrong_sum(example: Example) -> None:
    example.edit("budget.yaml", CODE_REASON, CODE_REASON.replace("增加 48", "减少 48"))
    assert [d.value for d in example.found("N12")] == ["-54 万元"]


@pytest.mark.parametrize(
    ("path", "old", "new", "word", "change"),
    [
        ("function.2080506", "缴费支出较上年减少", "缴费支出较上年增加", "增加", "减少 19.13 万元"),
        ("function.2010304", "两年安排数持平", "预算数因此有所增长", "增长", "持平"),
        ("function.2010304", "两年安排数持平", "预算数因此有所下降", "下降", "持平"),
        ("function.2080501", "支出随之减少", "支出与上年持平", "减少", None),
        ("income.单位资金", "经营收入增长", "经营收入下降", "下降", "增加 98.93 万元"),
        ("income.财政拨款结转", "2022 年底减少", "2022 年底增加", "增加", "减少 1,672.81 万元"),
        ("expenditure.项目支出", "项目支出总体减少", "项目支出总体增加", "增加", "减少 1,569.88 万元"),
        ("appropriation.项目支出", "项目支出略有增加", "项目支出略有减少", "减少", "增加 4.00 万元"),
        ("travel.公务用车运行费", "运行费用相应增加", "运行费用相应减少", "减少", "增加 3.30 万元"),
        ("operating_funds", "单位运行所需经费相应增加", "单位运行所需经费相应减少", "减少", "增加 17.88 万元"),
    ],
)
def test_the_conclusion_of_a_reason_agrees_with_the_change(
    example: Example, path: str, old: str, new: str, word: str, change: str | None
) -> None:
    found = example.edit("budget.yaml", old, new).found("E05")
    if change is None:
        assert found == []
        return
    assert [(d.level, d.place.path, d.value, d.expected) for d in found] == [("error", f"reasons.{path}", word, change)]


def test_unchanged_is_said_of_a_change(example: Example) -> None:
    example.edit("budget.yaml", "退休人员较上年减少，行政单位离退休支出随之减少", "行政单位离退休支出与上年持平")
    assert [(d.value, d.expected) for d in example.found("E05")] == [("持平", "减少 92.38 万元")]


def test_an_amount_that_equals_no_figure_is_a_warning(example: Example) -> None:
    example.edit("budget.yaml", "安排 2024 年森林植被恢复费 262 万元", "安排 2024 年森林植被恢复费 226 万元")
    diagnostics = example.check()
    (found,) = of(diagnostics, "W05")
    assert (found.level, found.value, found.place.path) == ("warning", "226 万元", "reasons.function.2130299")
    assert not [d for d in diagnostics if d.level == "error"]


def test_amounts_of_goals_and_allocations_are_compared(example: Example) -> None:
    example.edit("budget.yaml", "核拨业务补助经费 215 万元", "核拨业务补助经费 0.0251 亿元")
    (found,) = example.found("W05")
    assert (found.value, found.place.path) == ("251 万元", "projects[0].goal")


@pytest.mark.parametrize("key", ["income: {政府性基金预算: 项目增加", "travel: {公务接待费: 接待增加"])
def test_a_reason_of_nothing_is_not_printed_and_not_compared(example: Example, key: str) -> None:
    block = key.split(":")[0]
    example.edit("budget.yaml", f"\n  {block}:\n", f"\n  {block}:\n    {key.split('{')[1]}\n")
    assert example.found("E05") == []
