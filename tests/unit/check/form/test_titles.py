"""Titles and numbers of documents."""

from __future__ import annotations

import pytest

from reportgen.check.form.titles import _same_document
from reportgen.model.diagnostic import Edit
from tests.unit.check.form.small import Check
from tests.unit.check.support import Example


def test_two_spellings_of_a_title(find: Check) -> None:
    long, short = "公共机构节约能源资源“十四五”规划", "公共机构节能资源“十四五”规划"
    (found,) = find("E55", f"落实《{long}》。", f"按照《{short}》执行。", f"依据《{long}》。")
    assert (found.level, found.value, found.expected, found.edit) == ("warning", short, long, None)
    assert found.place is not None
    assert found.place.path == "department.functions[1]"
    assert found.notes[0].place is not None
    assert found.notes[0].place.path == "department.functions[0]"


@pytest.mark.parametrize(
    ("one", "two", "same"),
    [
        ("机关事务“十四五”规划纲要", "机关事务十四五规划纲要", True),
        ("机关后勤服务管理办法全文", "机关后勤服务管里办法全文", True),
        ("机关事务“十三五”规划纲要", "机关事务“十四五”规划纲要", False),
        ("行政单位国有资产管理办法", "事业单位国有资产管理办法", False),
        ("党政机关公务用车管理办法", "党政机关公务用车管理暂行办法", False),
        ("关于公务用车管理的通知", "关于印发公务用车管理的通知", False),
        ("省级机关会议费管理办法", "市级机关会议费管理办法", False),
        ("2023年部门预算编制通知", "2024年部门预算编制通知", False),
        ("机关事务管理条例", "机关事务管理条例实施办法", False),
        ("机关会议费管理办法文本", "机关差旅费管理办法文本", False),
    ],
)
def test_titles_of_one_document_and_of_two(one: str, two: str, same: bool) -> None:
    assert _same_document(one, two) is same


def test_a_list_of_titles_is_not_compared(find: Check) -> None:
    many = "".join(f"《{chr(0x4E00 + i // 20)}{chr(0x5E00 + i % 20)}部门预算管理办法》" for i in range(301))
    assert find("E55", many) == []


@pytest.mark.parametrize(
    ("text", "old", "new"),
    [("新政阅[2017]44 号", "[2017]", "〔2017〕"), ("编办【2017】170 号", "【2017】", "〔2017〕"), ("财预(2017)44号", "(2017)", "〔2017〕"),
     ("财预（2017）44号", "（2017）", "〔2017〕"), ("财预〔 2017 ]44号", "〔 2017 ]", "〔2017〕"), ("财预［2017］44号", "［2017］", "〔2017〕")],
)  # fmt: skip
def test_document_numbers(find: Check, text: str, old: str, new: str) -> None:
    (found,) = find("E56", f"见{text}文。")
    assert (found.level, found.value, found.expected) == ("warning", old, new)
    assert found.edit == Edit(text.index(old) + 1, old, new)
    assert find("E64", f"见{text}文。") == []


@pytest.mark.parametrize(
    "text",
    ["财预〔2017〕44 号。", "（2017）44 人。", "公告（2017）第 5 号。", "（2017）京01民初44号。", "于2017年（2017）。"],
)
def test_numbers_that_are_right(find: Check, text: str) -> None:
    assert find("E56", text) == []


def test_the_reference_cites_well(example: Example) -> None:
    assert (example.found("E55"), example.found("E56")) == ([], [])
