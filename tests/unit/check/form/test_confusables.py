"""Confused and mistyped words."""

from __future__ import annotations

import pytest

from reportgen.check.form.confusables import RIGHT_ALL_THE_SAME, SHIPPED, UNSURE
from reportgen.model.diagnostic import Edit
from tests.unit.check.form.small import Check
from tests.unit.check.support import Example


def test_a_word_of_the_list(find: Check) -> None:
    (found,) = find("E52", "推动机关后勤体质改革。")
    assert (found.level, found.value, found.expected) == ("warning", "体质改革", "体制改革")
    assert found.edit == Edit(6, "体质改革", "体制改革")
    assert found.place is not None
    assert (found.place.file, found.place.line, found.place.path) == ("budget.yaml", 4, "department.functions[0]")
    assert "推动机关后勤体质改革。" in found.message


def test_where_the_right_word_is_not_sure_nothing_is_replaced(find: Check) -> None:
    (found,) = find("E52", "缴费支出则更加。")
    assert (found.value, found.expected, found.edit) == ("则更加", "则增加", None)


@pytest.mark.parametrize(
    "text", ["公布署名文章。", "折归属单位所有。", "推进机关后勤体制改革。", "《体质改革方案》", "{{ amount(\"expenditure/total\") }}"]
)  # fmt: skip
def test_what_is_right(find: Check, text: str) -> None:
    assert find("E52", text) == []


def test_a_key_is_not_text(find: Check) -> None:
    assert find("E52", "甲。", glossary={"体质改革": "一项改革。"}) == []


def test_every_place_of_a_word_is_told(find: Check) -> None:
    found = find("E52", "核拔经费，核拔资金。", "核拔经费，核拔资金。")
    assert [(d.place.path, d.edit.start) for d in found if d.place and d.edit] == [
        ("department.functions[0]", 0),
        ("department.functions[1]", 0),
        ("department.functions[0]", 5),
        ("department.functions[1]", 5),
    ]


def test_words_of_ones_own(find: Check) -> None:
    own = {"甲已": "甲乙", "体质改革": None, "核拔": ""}
    found = find("E52", "甲已丙，核拔，体质改革。", confusables=own)
    assert [(d.value, d.expected) for d in found] == [("甲已", "甲乙")]
    (changed,) = find("E52", "核拔。", confusables={"核拔": "核发"})
    assert changed.expected == "核发"


def test_words_of_ones_own_are_part_of_longer_right_ones(find: Check) -> None:
    assert [d.value for d in find("E52", "机关服务局，服务局。", confusables={"服务局": "机关服务局"})] == ["服务局"]


def test_the_shipped_list_is_sound() -> None:
    assert len(SHIPPED) > 100
    for wrong, right in SHIPPED.items():
        assert wrong
        assert right
        assert wrong != right
        assert not any(other in right for other in SHIPPED), right
    assert set(SHIPPED) >= UNSURE
    assert all(any(wrong in longer for wrong in SHIPPED) for longer in RIGHT_ALL_THE_SAME)


def test_the_reference_has_none(example: Example) -> None:
    assert example.found("E52") == []
