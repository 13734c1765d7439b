"""One term for one notion."""

from __future__ import annotations

import pytest

from reportgen.check.form.terms import TERMS
from reportgen.model.diagnostic import Edit
from tests.unit.check.form.small import Check


def test_the_name_of_operating_funds(find: Check) -> None:
    reasons = {"operating_funds": "在职人员增加，单位运行经费相应增加"}
    (found,) = find("E60", "保障单位运行经费。", reasons=reasons)
    assert (found.level, found.value, found.expected, found.edit) == ("info", "单位运行经费", "机关运行经费", None)
    assert found.place is not None
    assert found.place.path == "reasons.operating_funds"


@pytest.mark.parametrize(
    ("text", "other", "term"),
    [("公务用车购置及运行维护费减少。", "公务用车购置及运行维护费", "公务用车购置及运行费"), ("用其他资金安排。", "其他资金", "单位资金"),
     ("公共财政预算增加。", "公共财政预算", "一般公共预算")],
)  # fmt: skip
def test_other_names(find: Check, text: str, other: str, term: str) -> None:
    (found,) = find("E60", text)
    assert (found.value, found.expected, found.edit) == (other, term, None)


def test_the_three_public_expenses_take_quotation_marks(find: Check) -> None:
    (found,) = find("E60", "压减三公经费，“三公”经费下降。")
    assert found.edit == Edit(2, "三公经费", "“三公”经费")


@pytest.mark.parametrize(
    "text",
    ["财政拨款及其他资金。", "自有资金等其他资金。", "公务用车运行维护费。", "“三公”经费。", "对个人和家庭的补助。"],
)
def test_names_that_are_right(find: Check, text: str) -> None:
    assert find("E60", text) == []


def test_terms_in_two_spellings(find: Check) -> None:
    found = find(
        "E60",
        "甲。",
        glossary={"三公经费": "甲。", "其他": "乙。", "“其他”": "丙。", "政府基金预算": "丁。", "机关运行经费": "戊。"},
    )
    assert [(d.value, d.expected) for d in found] == [
        ("三公经费", "“三公”经费"),
        ("“其他”", "其他"),
        ("政府基金预算", "政府性基金预算"),
    ]
    assert found[0].place is not None
    assert found[0].place.path == "glossary.三公经费"


def test_budgets_side_by_side(find: Check) -> None:
    text = "没有政府性基金预算拨款和国有资本经营预算。"
    (found,) = find("E58", text)
    assert (found.level, found.edit) == ("warning", Edit(2, text[2:-1], f"{text[2:-1]}拨款"))
    assert find("E58", "没有政府性基金预算拨款和国有资本经营预算拨款。", "政府性基金预算和国有资本经营预算。") == []


def test_no_standard_term_is_another_name() -> None:
    assert not set(TERMS) & set(TERMS.values())
