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
    assert found.help == "With 增加 48 万元 in place of 增加 84 万元 the list adds up: verify, then correct it."
    assert found.notes[0].message == "Listed: 增加 84 万元，减少 6 万元."
    assert found.figures == ("appropriation/2010399/change",)
    assert (found.place.file, found.place.path) == ("budget.yaml", "reasons.function.2010399")
    assert found.place.line == example.line("budget.yaml", '"2010399": 一是')


def test_a_wrong_direction_of_an_amount_is_a_wrong_sum(example: Example) -> None:
    example.edit("budget.yaml", CODE_REASON, CODE_REASON.replace("增加 48", "减少 48"))
    (found,) = example.found("N12")
    assert found.value == "-54 万元"
    assert found.help is not None
    assert found.help.startswith("With 增加 48 万元 in place of 减少 48 万元")


@pytest.mark.parametrize(
    ("path", "old", "new", "word", "change"),
    [
        ("function.2080506", "缴费支出较上年减少", "缴费支出较上年增加", "增加", "减少 19.13 万元"),
        ("function.2010304", "两年安排数持平", "预算数因此有所增长", "增长", "持平"),
        ("function.2010304", "两年安排数持平", "预算数因此有所下降", "下降", "持平"),
        ("function.2080501", "支出随之减少", "支出与上年持平", "持平", "减少 92.38 万元"),
        ("income.单位资金", "经营收入增长", "经营收入下降", "下降", "增加 98.93 万元"),
        ("income.财政拨款结转", "2022 年底减少", "2022 年底增加", "增加", "减少 1,672.81 万元"),
        ("expenditure.项目支出", "项目支出总体减少", "项目支出总体增加", "增加", "减少 1,569.88 万元"),
        ("appropriation.项目支出", "项目支出略有增加", "项目支出略有减少", "减少", "增加 4.00 万元"),
        ("travel.公务用车运行费", "运行费用相应增加", "运行费用相应减少", "减少", "增加 3.30 万元"),
        ("operating_funds", "单位运行所需经费相应增加", "单位运行所需经费相应减少", "减少", "增加 17.88 万元"),
    ],
)
def test_the_conclusion_of_a_reason_agrees_with_the_change(
    example: Example, path: str, old: str, new: str, word: str, change: str
) -> None:
    found = example.edit("budget.yaml", old, new).found("E05")
    assert [(d.level, d.place.path, d.value, d.expected) for d in found] == [("error", f"reasons.{path}", word, change)]


def test_unchanged_is_said_of_a_change(example: Example) -> None:
    example.edit("budget.yaml", "退休人员较上年减少，行政单位离退休支出随之减少", "行政单位离退休支出与上年持平")
    assert [(d.value, d.expected) for d in example.found("E05")] == [("持平", "减少 92.38 万元")]


def test_an_amount_that_equals_no_figure_is_a_warning(example: Example) -> None:
    example.edit("budget.yaml", "安排 2024 年森林植被恢复费 262 万元", "安排 2024 年森林植被恢复费 226 万元")
    diagnostics = example.check()
    (found,) = of(diagnostics, "W05")
    assert (found.level, found.value, found.place.path) == ("warning", "226 万元", "reasons.function.2130299")
    assert found.expected == "262 万元"
    assert found.notes[0].message == "nearest: budget of 2024 262 万元 (t5/2130299/total)"
    assert found.help == "Write 262 万元 in place of 226 万元, or verify it."
    assert not [d for d in diagnostics if d.level == "error"]


def test_amounts_of_goals_and_allocations_are_compared(example: Example) -> None:
    example.edit("budget.yaml", "核拨业务补助经费 215 万元", "核拨业务补助经费 0.0251 亿元")
    (found,) = example.found("W05")
    assert (found.value, found.expected, found.place.path) == ("0.0251 亿元", "215 万元", "projects[0].goal")


@pytest.mark.parametrize("key", ["income: {政府性基金预算: 项目增加", "travel: {公务接待费: 接待增加"])
def test_a_reason_of_nothing_is_told_and_not_compared(example: Example, key: str) -> None:
    block = key.split(":")[0]
    example.edit("budget.yaml", f"\n  {block}:\n", f"\n  {block}:\n    {key.split('{')[1]}\n")
    diagnostics = example.check()
    assert of(diagnostics, "E05") == []
    (found,) = of(diagnostics, "E70")
    name, text = key.split("{")[1].split(": ")
    assert (found.level, found.value) == ("info", text)
    assert found.place is not None
    assert found.place.path == f"reasons.{block}.{name}"


def test_the_evidence_of_a_direction(example: Example, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REPORTGEN_LANG", "zh")
    (found,) = example.edit("budget.yaml", "缴费支出较上年减少", "缴费支出较上年有所增长").found("E05")
    assert found.message == "理由说“增长”，而变化额是：减少 19.13 万元（2023 年 95.81，2024 年 76.68）。"
    assert found.help == "把“增长”改为“下降”，或改写原因。"
    assert [note.message for note in found.notes] == [
        "2023 年预算数 95.81 万元（appropriation/2080506/prior）",
        "2024 年预算数 76.68 万元（t5/2080506/total）",
        "减少 19.13 万元（appropriation/2080506/change）",
        "下降 19.97%（appropriation/2080506/growth）",
    ]
    assert found.notes[0].place is not None
    assert found.notes[0].place.line == example.line("lines.csv", "2023,,2080506,")
    assert found.figures == ("appropriation/2080506/change", "appropriation/2080506/growth")
