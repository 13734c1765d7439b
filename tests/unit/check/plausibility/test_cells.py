"""E10, E11, E41, E44, Q02, Q03: the cells of one indicator against each other."""

from __future__ import annotations

import pytest

from tests.unit.check.plausibility.tables import about, cost, only, put, row
from tests.unit.check.support import Example

REPAIR = "房屋修缮成本(元/m²),≤1300元/平方米"


def test_a_value_in_another_unit_than_its_name(example: Example) -> None:
    (known,) = only(example, "E10")
    assert (known.value, known.expected) == ("≤3万元", "≤3万元/人")
    example.edit("indicators.csv", REPAIR, "房屋修缮成本(元/m²),≤1300平方米")
    found = about(only(example, "E10"), "P13")
    assert [(d.level, d.value, d.expected) for d in found] == [("warning", "≤1300平方米", "≤1300元/平方米")]
    assert found[0].place is not None
    assert (found[0].place.line, found[0].place.column) == (example.line("indicators.csv", "房屋修缮成本"), 5)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("补助人数（名）", "≥5人"),
        ("维护面积（㎡）", "≥500平方米"),
        ("服务器（台/套）", "≥5套"),
        ("次数（次/年）", "12次"),
        ("系统（项）", "5个"),
        ("满意度（%）", "≥95"),
        ("工程（一期）", "≥5处"),
        ("完成时间（月）", "2024年12月底前"),
        ("材料（份）", "≥5份高质量"),
    ],
)
def test_units_that_agree(example: Example, name: str, value: str) -> None:
    put(example, "P12", row("P12", name, value))
    assert about(only(example, "E10"), "P12") == []


def test_money_in_another_unit_than_its_name(example: Example) -> None:
    put(example, "P12", cost("P12", "租金（万元）", "≤2828100元"))
    assert [d.expected for d in about(only(example, "E10"), "P12")] == ["≤2828100万元"]


def test_last_year_in_another_unit(example: Example) -> None:
    found = only(example, "E44")
    assert [(d.level, d.value) for d in found] == [("warning", "15台"), ("warning", "100%"), ("warning", "100%")]
    assert found[0].place is not None
    assert (found[0].place.line, found[0].place.path) == (example.line("indicators.csv", "购置设备（个）"), "last_year")


@pytest.mark.parametrize(
    ("value", "last", "expected"),
    [
        ("≤1%", "0.01", ["1%"]),
        ("≥95%", "0.95", ["95%"]),
        ("≤1%", "0.8", []),
        ("≥95%", "94", []),
        ("≥12次", "12次/年", []),
        ("≥12台", "-", []),
        ("≥12台", "12万元", ["in 台"]),
        ("持续提升", "显著提升", []),
        ("2024年12月底前", "100%", []),
        ("显著提升", "95%", ["words"]),
        ("≥95%", "良好", ["a number"]),
    ],
)
def test_years_that_can_be_compared(example: Example, value: str, last: str, expected: list[str]) -> None:
    put(example, "P12", row("P12", "工作情况", value, last))
    assert [d.expected for d in about(only(example, "E44"), "P12")] == expected


def test_a_unit_that_the_name_admits(example: Example) -> None:
    put(example, "P12", row("P12", "服务器（台/套）", "≥5台", "5套"))
    assert about(only(example, "E44"), "P12") == []


def test_a_year_against_a_term(example: Example) -> None:
    assert only(example, "E11") == []
    example.edit("indicators.csv", "=5年,历史标准,5年", "=5年,历史标准,=2023年")
    (found,) = only(example, "E11")
    assert (found.level, found.value) == ("warning", "=2023年")
    assert "calendar year against a term" in found.message
    assert found.place is not None
    assert (found.place.line, found.place.column) == (example.line("indicators.csv", "合同约定租赁期限"), 7)


def test_a_sign_in_last_years_value(example: Example) -> None:
    example.edit("indicators.csv", "大院投入使用率（%）,≥90%,历史标准,-", "大院投入使用率（%）,≥90%,历史标准,≥91%")
    (found,) = only(example, "E11")
    assert (found.value, found.expected) == ("≥91%", "91%")


def test_rates_among_quantities(example: Example) -> None:
    found = only(example, "E41")
    assert [(d.level, d.value) for d in found] == [("warning", "=100%"), ("warning", "≥1.2%")]
    path = example.folder / "indicators.csv"
    text = path.read_text(encoding="utf-8")
    for value in ("=100%,《新疆", "≥1.2%,《新疆"):
        line = next(line for line in text.splitlines() if value in line)
        text = text.replace(line, line.replace("数量指标", "质量指标"))
    path.write_text(text, encoding="utf-8")
    assert only(example, "E41") == []


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (row("P12", "职工满意度（%）", "≤95%", group="满意度指标/满意度指标"), ["≥95%"]),
        (row("P12", "验收合格率", "<100%", group="产出指标/质量指标"), ["≥100%"]),
        (row("P12", "政务接待差错率", "≥1%", group="产出指标/质量指标"), ["≤1%"]),
        (cost("P12", "租金（万元）", "≥282.81万元"), ["≤282.81万元"]),
        (row("P12", "职工满意度（%）", "≥95%", group="满意度指标/满意度指标"), []),
        (row("P12", "差错率", "=0%", group="产出指标/质量指标"), []),
        (row("P12", "财政供养人员控制率", "≤100%", group="产出指标/质量指标"), []),
        (cost("P12", "成本节约率", "≥5%"), []),
        (cost("P12", "资金到位率", "≥95%"), []),
        (row("P12", "产品不合格率", "≤5%", group="产出指标/质量指标"), []),
        (row("P12", "床位利用率", "≤93%", group="效益指标/社会效益指标"), []),
        (cost("P12", "租金压减（万元）", "≥5万元"), []),
        (row("P12", "投诉处理满意度", "≥90%", group="满意度指标/满意度指标"), []),
    ],
)
def test_the_sense_of_a_sign(example: Example, line: str, expected: list[str]) -> None:
    assert only(example, "Q02") == []
    put(example, "P12", line)
    assert [d.expected for d in only(example, "Q02")] == expected


@pytest.mark.parametrize(
    ("name", "value", "last", "told"),
    [
        ("职工满意度", "≥950%", "95%", ["≥950%"]),
        ("验收合格率", "=100%", "1000%", ["1000%"]),
        ("任务完成率", "≥105%", "100%", []),
        ("设备利用率", "≥120%", "", []),
        ("收入增长", "≥150%", "", []),
        ("验收合格率", "=100%", "100%", []),
    ],
)
def test_shares_of_a_whole(example: Example, name: str, value: str, last: str, told: list[str]) -> None:
    put(example, "P12", row("P12", name, value, last, group="产出指标/质量指标"))
    assert [d.value for d in only(example, "Q03")] == told
