"""Punctuation marks."""

from __future__ import annotations

import pytest

from reportgen.model.diagnostic import Edit
from tests.unit.check.form.small import Check
from tests.unit.check.support import Example

HEADINGS = "项目,一级指标,二级指标,三级指标,指标值,设置依据,上年完成值,权重,赋分规则,佐证资料\n"


@pytest.mark.parametrize(
    ("text", "old", "new"),
    [
        ("满足办公需要,使各单位履职。", ",", "，"),
        ("满足办公需要, 使各单位履职。", ", ", "，"),
        ("其中:5 万元。", ":", "："),
        ("增长5%,主要是人员增加。", ",", "，"),
        ("做好保障;做好服务。", ";", "；"),
        ("按照《机关事务管理条例》,做好保障。", ",", "，"),
        ("各单位(含派驻机构)履职。", "(含派驻机构)", "（含派驻机构）"),
        ("各单位（含派驻机构)履职。", "（含派驻机构)", "（含派驻机构）"),
        ('落实"十四五"规划。', '"十四五"', "“十四五”"),
        ('落实“十四五"规划。', '“十四五"', "“十四五”"),
        ("做好保障.做好服务。", ".", "。"),
        ("做好保障，做好服务", "务", "务。"),
        ("做好保障，落实《机关事务管理条例》", "》", "》。"),
    ],
)
def test_half_width_marks_and_closing_ones(find: Check, text: str, old: str, new: str) -> None:
    (found,) = find("E64", text)
    assert (found.level, found.value, found.expected) == ("warning", old, new)
    assert found.edit == Edit(text.rindex(old), old, new)


@pytest.mark.parametrize(
    "text",
    ["8:30至17:30开放。", "比例为3:2:1。", "共1,672.81万元，增长3.5%。", "见 https://example.org/a,b。", "邮箱 a.b@example.org。",
     "APN (access point, name) 通道。", "《党政机关(试行)办法,一》。", "成本=(收入-支出)/收入。", "第(1)项。", "做好保障", "一、二、三",
     "做好保障；", "做好“服务。”", "5\" 屏幕。", '{{ amount("expenditure/total") }}，增加。', "做好保障...做好服务。"],
)  # fmt: skip
def test_marks_that_are_right(find: Check, text: str) -> None:
    assert find("E64", text) == []


def test_reasons_and_subsidies_take_no_closing_mark(find: Check) -> None:
    project = {"id": "P1", "name": "购书", "unit": "U1", "function": "2070104", "subsidy": {"scope": "甲，乙"}}
    assert find("E64", "甲。", reasons={"expenditure": {"基本支出": "甲，乙"}}, projects=[project]) == []
    (found,) = find("E64", "甲。", projects=[{**project, "goal": "甲，乙"}])
    assert found.place is not None
    assert found.place.path == "projects[0].goal"


def test_the_unit_of_an_indicator_keeps_its_brackets(find: Check) -> None:
    row = ",产出指标,数量指标,%s,≥3家,,,90,,\n"
    assert find("E64", "甲。", indicators=HEADINGS + row % "租赁合同数(家)") == []
    (found,) = find("E64", "甲。", indicators=HEADINGS + row % "租赁(含续签)合同数(家)")
    assert found.place is not None
    assert (found.value, found.place.file, found.place.line, found.place.column) == ("(含续签)", "indicators.csv", 2, 4)


def test_a_text_that_stands_in_two_places_ends_where_it_must(find: Check) -> None:
    found = find("E64", "甲，乙", reasons={"expenditure": {"基本支出": "甲，乙"}})
    assert [d.place.path for d in found if d.place] == ["department.functions[0]"]


@pytest.mark.parametrize(
    ("text", "marks", "right"),
    [("保障运转，。", "，。", "。"), ("保障，，运转。", "，，", "，"), ("保障；。", "；。", "。"), ("保障运转。。", "。。", "。"),
     ("保障。，运转。", "。，", None), ("保障。。。", "。。。", None)],
)  # fmt: skip
def test_two_marks_together(find: Check, text: str, marks: str, right: str | None) -> None:
    (found,) = find("F01", text)
    assert (found.level, found.value, found.expected) == ("warning", marks, right)
    assert found.edit == (None if right is None else Edit(text.index(marks), marks, right))


@pytest.mark.parametrize("text", ["保障运转。", "何以保障？！", "甲……乙——丙。", "甲，“乙”，《丙》。", "甲：“乙。”丙。"])
def test_marks_that_stand_alone(find: Check, text: str) -> None:
    assert find("F01", text) == []


@pytest.mark.parametrize(
    ("text", "marks"),
    [("《机关事务管理条例", "《"), ("机关事务管理条例》", "》"), ("（含派驻机构", "（"), ("含派驻机构）", "）"), ("“十四五规划", "“"),
     ("”十四五“", "”“"), ("《机关（试行》）", "）"), ("《机关》（试行》", "》（")],
)  # fmt: skip
def test_marks_without_their_other_half(find: Check, text: str, marks: str) -> None:
    found = find("F02", text)
    assert "".join(str(d.value) for d in found) == marks
    assert {(d.level, d.edit) for d in found} == {("warning", None)}


@pytest.mark.parametrize(
    "text",
    [
        "1）甲；2）乙。",
        "（一）甲（含乙（丙））。",
        "《关于印发《办法》的通知》。",
        "“甲‘乙’丙”。",
        "（甲)。",
        "a) 甲。",
    ],
)
def test_pairs(find: Check, text: str) -> None:
    assert find("F02", text) == []


def test_ordinals(find: Check) -> None:
    (found,) = find("F03", "（一）、保障运转。")
    assert (found.level, found.edit) == ("info", Edit(0, "（一）、", "（一）"))
    (mixed,) = find("F03", "1、保障运转。2.做好服务。")
    assert (mixed.value, mixed.edit) == ("2.", None)
    assert find("F03", "1、保障运转。2、做好服务，增长 3.5%。", "1.保障。", "（一）保障。") == []


def test_the_reference_is_well_punctuated(example: Example) -> None:
    found = example.check()
    assert {d.code for d in found} & {"E64", "F01", "F02", "F03"} == set()
