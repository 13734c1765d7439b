"""Phrases that stand twice in one paragraph."""

from __future__ import annotations

import pytest

from tests.unit.check.form.small import Check
from tests.unit.check.support import Example

PHRASE = "组织开展能耗统计、监测和评价考核工作"


def test_a_phrase_twice_in_a_paragraph(find: Check) -> None:
    (found,) = find("E54", f"{PHRASE}，制定规划，{PHRASE}。")
    assert (found.level, found.value, found.edit) == ("warning", PHRASE, None)
    assert found.place is not None
    assert found.place.path == "department.functions[0]"


@pytest.mark.parametrize(
    "text",
    [f"{PHRASE}。\n{PHRASE}。", "一二三四五六七八九十甲，一二三四五六七八九十甲。", "示例县图书馆阅览室办公用房，示例县图书馆阅览室办公室。",
     "《关于做好机关后勤服务保障工作的意见》，《关于做好机关后勤服务保障工作的意见》。",
     "面向中小企业预留政府采购项目预算金额 5 万元，小微企业预留政府采购项目预算金额 3 万元。",
     "公务用车购置费反映机关和参公事业单位购车支出，公务用车运行费反映机关和参公事业单位用车支出。",
     "组织开展能耗统计监测考核工作的单位，组织开展能耗统计监测考核工作的人员。", "哈" * 40],
)  # fmt: skip
def test_what_may_stand_twice(find: Check, text: str) -> None:
    assert find("E54", text) == []


def test_names_do_not_count(find: Check) -> None:
    name = "示例县图书馆古籍修复与数字化保护项目"
    project = {"id": "P1", "name": name, "unit": "U1", "function": "2070104"}
    assert find("E54", f"{name}，做好验收，{name}。", projects=[project]) == []
    assert len(find("E54", f"{name}，做好验收，{name}。")) == 1


def test_the_reference_repeats_no_phrase(example: Example) -> None:
    assert example.found("E54") == []
