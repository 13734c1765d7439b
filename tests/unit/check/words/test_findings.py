"""What the findings of T01-T08, E14 and E57 tell: level, place, value, expected, evidence and help."""

from __future__ import annotations

from collections.abc import Callable

import attrs
import pytest

from reportgen.check import RULES
from reportgen.check.registry import SECTIONS, Finding
from reportgen.model.disclosure import Disclosure
from tests.unit.check.support import Example
from tests.unit.check.words.speech import WORDS, findings, said


def only(disclosure: Disclosure, where: str, sentence: str, code: str) -> Finding:
    """The one finding of a rule in a sentence."""
    (found,) = [finding for known, finding in findings(said(disclosure, where, sentence)) if known == code]
    return found


def test_the_levels_of_the_family() -> None:
    levels = {rule.code: rule.level for rule in WORDS}
    errors, infos = {"N10", "N11", "N12", "E05"}, {"E70"}
    warnings = {"T01", "T02", "T03", "T04", "T05", "T06", "T07", "T08", "W05", "E14", "E57"}
    assert levels == {
        **dict.fromkeys(errors, "error"), **dict.fromkeys(infos, "info"), **dict.fromkeys(warnings, "warning"),
    }  # fmt: skip


@pytest.mark.parametrize("code", [rule.code for rule in WORDS])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_rule_of_the_family_is_explained(code: str, language: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REPORTGEN_LANG", language)
    assert len(RULES[code].about) > 60
    for section in SECTIONS:
        assert RULES[code].section(section), section


@pytest.mark.parametrize(
    ("where", "sentence", "code", "value", "expected"),
    [
        ("function.2080505", "缴费支出较上年增长 11.32%。", "T01", "增长 11.32%", "11.23%"),
        ("function.2080505", "缴费支出同比增长１２．２％。", "T01", "增长１２．２％", "11.2%"),
        ("income.一般公共预算", "占收入支出总额的 78.42%。", "T01", "占收入支出总额的 78.42%", "87.41%"),
        ("function.2080501", "退休人员较上年增加。", "T02", "增加", "减少 2 人"),
        ("function.2080501", "退休人员减少 12 人。", "T02", "12 人", "减少 2 人"),
        ("function.2080501", "离休人员减少。", "T02", "减少", "no change"),
        ("function.2080505", "在职 568 人，支出增加。", "T02", "568 人", "586 人"),
        ("function.2080505", "较 2022 年有所增加。", "T03", "较 2022 年", "2023 年"),
        ("goal.P01", "2023 年计划完成采购。", "T03", "2023 年计划", "2024 年"),
        ("function.2130299", "2204 年安排。", "T03", "2204 年", None),
        ("function.2010304", "本科目不再安排支出。", "T04", "不再安排", "1,130.00 万元"),
        ("function.2101102", "上年没有安排，支出增加。", "T04", "没有安排", "99.03 万元"),
        ("function.2080506", "与上年基本持平。", "T05", "基本持平", "下降 19.97%"),
        ("appropriation.项目支出", "预算数大幅增加。", "T05", "大幅增加", "增长 0.04%"),
        ("function.2080501", "由 337.88 万元增加到 245.50 万元。", "T06", "增加", "减少"),
        ("function.2080501", "由 337.88 万元减少到 254.50 万元。", "T06", "254.50 万元", "245.50 万元"),
        ("function.2080501", "由 337.88 万元减少到 245.50 万元，减少 93.38 万元。", "T06", "93.38 万元", "92.38 万元"),
        ("function.2080501", "上年安排 245.50 万元。", "T06", "245.50 万元", "337.88 万元"),
        ("travel.公务用车运行费", "保有公务用车 39 辆。", "T08", "保有公务用车 39 辆", "29 辆"),
        ("goal.P14", "安排 226 万元。", "W05", "226 万元", "262 万元"),
        ("goal.P14", "安排 2,260,000 元。", "W05", "2,260,000 元", "2620000 元"),
        ("goal.P14", "安排 77 万元。", "W05", "77 万元", None),
        ("uses.201", "行政运行、专项服务和事业运行", "E57", None, "其他政府办公厅（室）及相关机构事务支出、机关服务"),
    ],
)  # fmt: skip
def test_what_a_finding_tells(
    reference: Disclosure, where: str, sentence: str, code: str, value: str | None, expected: str | None
) -> None:
    found = only(reference, where, sentence, code)
    assert (found.value, found.expected) == (value, expected)
    assert found.place is not None
    assert value is None or value in sentence.replace(" ", "") or value in sentence


def test_messages_are_chinese_where_the_reader_is(reference: Disclosure, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REPORTGEN_LANG", "zh")
    found = only(reference, "function.2080505", "缴费支出较上年增长 11.32%。", "T01")
    assert found.message == "文字里的“增长 11.32%”与计算的比率不符，应为 11.23%。"
    assert found.help == "把“增长 11.32%”里的数改为 11.23%，或核实后改写。"
    assert [note.message for note in found.notes][-1] == "增长 11.23%（appropriation/2080505/growth）"
    assert found.figures == ("appropriation/2080505/growth",)
    found = only(reference, "function.2080501", "退休人员较上年增加。", "T02")
    assert found.message == "原因说“退休人员较上年增加”，而人员情况里退休人员减少 2 人。"
    assert found.notes[0].place is not None
    assert found.notes[0].place.path == "department.staffing.retired"


def test_purchased_vehicles_that_are_not_planned(example: Example) -> None:
    example.append("lines.csv", "2024,U1,2010301,基本支出,,一般公共预算,31013,200000.00\n")
    example.edit("income.csv", "2024,一般公共预算,,160005149.00", "2024,一般公共预算,,160205149.00")
    example.edit("budget.yaml", "  travel:\n", "  travel:\n    公务用车购置费: 更新公务用车 2 辆\n")
    example.edit("budget.yaml", "planned: {vehicles: 0", "planned: {vehicles: 1")
    (found,) = example.found("T08")
    assert (found.level, found.value, found.expected) == ("warning", "更新公务用车 2 辆", "1 辆")
    assert example.edit("budget.yaml", "planned: {vehicles: 1", "planned: {vehicles: 2").found("T08") == []


def test_no_staffing_no_judgement(reference: Disclosure) -> None:
    wrong = said(reference, "function.2080501", "退休人员较上年增加，支出减少。")
    declaration = wrong.budget.declaration
    silent = attrs.evolve(declaration, department=attrs.evolve(declaration.department, staffing=None))
    budget = attrs.evolve(wrong.budget, declaration=silent)
    assert {code for code, _ in findings(wrong)} == {"T02"}
    assert findings(attrs.evolve(wrong, budget=budget)) == []


def test_the_period_of_a_project(example: Example) -> None:
    assert example.found("T07") == []
    old = "    allocation: [{item: 根据《房地产租赁合同》约定价格, amount: 2828100}]\n    period: {from: 2024-01-01, to: 2024-12-31}"
    example.edit("budget.yaml", old, old.replace("2024-01-01, to: 2024", "2023-01-01, to: 2023"))
    (found,) = example.found("T07")
    assert (found.level, found.value, found.expected) == (
        "warning",
        "2023-01-01 — 2023-12-31",
        "2024-01-01 — 2024-12-31",
    )
    assert found.place.path == "projects[11].period"


def test_a_period_of_several_years_is_right(example: Example) -> None:
    old = "    allocation: [{item: 根据《房地产租赁合同》约定价格, amount: 2828100}]\n    period: {from: 2024-01-01, to: 2024-12-31}"
    new = old.replace("from: 2024-01-01, to: 2024", "from: 2022-07-01, to: 2026")
    assert example.edit("budget.yaml", old, new).found("T07") == []


def test_a_per_head_project_changes_with_its_heads(example: Example) -> None:
    (found,) = example.found("E14")
    assert (found.level, found.value, found.expected) == ("warning", "6 万元", "no change")
    assert found.place.path == "reasons.expenditure.项目支出"
    assert [note.place.path for note in found.notes if note.place] == [
        "last_year", "reasons.appropriation.项目支出", "reasons.function.2010399",
    ]  # fmt: skip
    example.edit("indicators.csv", "补助离休干部数量(人),=1人,历史标准,1人", "补助离休干部数量(人),=1人,历史标准,2人")
    assert example.found("E14") == []


@pytest.mark.parametrize(
    ("edit", "found"),
    [
        (lambda e: e.edit("budget.yaml", "standard: 每人每年 6 万元", "standard: 每人每月 5,000 元"), 1),
        (lambda e: e.edit("budget.yaml", "standard: 每人每年 6 万元", "standard: 60000 元/人·年"), 1),
        (lambda e: e.edit("indicators.csv", "=1人,历史标准,1人", "=1人,历史标准,-"), 0),
        (lambda e: e.edit("budget.yaml", "people: 1\n", "people: 3\n"), 0),
    ],
)
def test_a_per_head_rate_is_read_as_written(example: Example, edit: Callable[[Example], Example], found: int) -> None:
    """The other texts of the project tell no rate then."""
    for old in ("按每人 6 万元的标准拨付医疗金", "离休人员医疗金按每人每年 6 万元补助，共补助 1 人"):
        example.edit("budget.yaml", old, "据实拨付医疗金")
    assert len(edit(example).found("E14")) == found


def test_a_per_head_project_whose_lines_of_last_year_are_named(example: Example) -> None:
    for old in (
        "自收自支事业单位离休人员医疗金较上年减少 6 万元。四是",
        "自收自支事业单位离休人员医疗金较上年减少 6 万元。三项",
    ):
        example.edit("budget.yaml", old, old.replace("自收自支事业单位离休人员医疗金", "离休医疗金"))
    example.edit(
        "budget.yaml",
        "二是自收自支事业单位离休人员医疗金较上年减少 6 万元。两项",
        "二是离休医疗金较上年减少 6 万元。两项",
    )
    assert example.found("E14") == []
    example.edit(
        "lines.csv",
        "2023,,2010399,项目支出,,一般公共预算,,89091700.00",
        "2023,,2010399,项目支出,,一般公共预算,,89031700.00",
    )
    example.append("lines.csv", "2023,,2010399,项目支出,P08,一般公共预算,,60000.00\n")
    assert example.found("E14") == []
    example.edit("indicators.csv", "补助离休干部数量(人),=1人,历史标准,1人", "补助离休干部数量(人),=1人,历史标准,2人")
    (found,) = example.found("E14")
    assert (found.value, found.expected) == ("no change", "减少 6 万元")


def test_amounts_of_a_goal_that_are_sums_of_items(reference: Disclosure) -> None:
    """The first three items of P01 are 30, 25 and 30; 85 equals no figure of the report."""
    right = said(reference, "goal.P01", "其中运维服务 85 万元。")
    assert {code for code, _ in findings(right)} == set()


def test_a_long_text_takes_the_time_of_its_length(reference: Disclosure) -> None:
    clause = "由上年安排 1,234.56 万元较上年增加到 2,000 万元，占 12%，2023 年在职人员增加 3 人；"
    found = findings(said(reference, "function.2080505", clause * 4_000))
    assert {code for code, _ in found} == {"T02", "W05"}
    assert sorted(finding.value or "" for code, finding in found if code == "W05") == ["1,234.56 万元", "2,000 万元"]
