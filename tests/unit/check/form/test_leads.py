"""Words that the report would print twice."""

from __future__ import annotations

import pytest

from reportgen.check.form.leads import _REASON
from reportgen.model.diagnostic import Edit
from tests.unit.check.form.small import Check
from tests.unit.check.support import Example


def test_a_lead_of_ones_own_is_told(example: Example) -> None:
    example.edit(
        "budget.yaml",
        "    基本支出: 在职人员增加，人员经费和公用经费随之",
        "    基本支出: 是在职人员增加，人员经费和公用经费随之",
    )
    (found,) = example.found("E53")
    assert (found.level, found.value, found.place.path) == ("warning", "是", "reasons.expenditure.基本支出")
    assert found.edit == Edit(0, "是", "")


def test_a_use_may_not_begin_with_what_it_is_for(example: Example) -> None:
    text = example.folder.joinpath("budget.yaml").read_text(encoding="utf-8")
    use = next(line for line in text.splitlines() if line.strip().startswith("P21:"))
    example.edit("budget.yaml", use, use.replace("P21: ", "P21: 主要用于"))
    (found,) = example.found("E53")
    assert (found.value, found.place.path) == ("主要用于", "uses.carryover.P21")
    assert found.edit == Edit(0, "主要用于", "")


def test_the_reference_repeats_nothing(example: Example) -> None:
    assert example.found("E53") == []


@pytest.mark.parametrize(
    ("text", "lead"),
    [("主要原因是甲", "主要原因是"), ("主要原因：甲", "主要原因："), ("主要是甲", "主要是"), ("原因在于甲", "原因在于"),
     ("一是甲", None), ("是否甲", None), ("人员增加", None)],
)  # fmt: skip
def test_leads(text: str, lead: str | None) -> None:
    found = _REASON.match(text)
    assert (found[0] if found else None) == lead


@pytest.mark.parametrize("reason", ["是", "主要原因是，甲"])
def test_a_lead_with_nothing_behind_it_is_not_taken_away(find: Check, reason: str) -> None:
    (found,) = find("E53", "甲。", reasons={"expenditure": {"基本支出": reason}})
    assert found.edit is None


@pytest.mark.parametrize(
    ("text", "found", "right"),
    [("主要原因是是在职人数增加。", "是是", "是"), ("机关的的支出。", "的的", "的"), ("完成了了任务。", "了了", "了"),
     ("用于于机关运转。", "于于", "于"), ("其其他支出。", "其其", "其"), ("主要用于用于办公。", "用于用于", "用于"),
     ("减少的主要原因是一是人员减少。", "原因是一是", "原因一是"), ("增加增加 3 万元。", "增加增加", "增加")],
)  # fmt: skip
def test_doubled_words(find: Check, text: str, found: str, right: str) -> None:
    (told,) = find("E53", text)
    assert (told.level, told.value, told.expected) == ("warning", found, right)
    assert told.edit == Edit(text.index(found), found, right)


@pytest.mark.parametrize(
    "text",
    ["以服务为目的的活动。", "采购标的的数量。", "的的确确。", "是是非非。", "为了了解情况。", "完成了了解。", "用于于田县。",
     "常常、往往、种种。", "研究研究。", "局机关机关党委。", "一一落实。", "2024 年 1 月至 2024 年 12 月。", "00000000。", "……——。"],
)  # fmt: skip
def test_words_that_may_follow_themselves(find: Check, text: str) -> None:
    assert find("E53", text) == []


def test_a_longer_phrase_twice_in_a_row(find: Check) -> None:
    (told,) = find("E53", "负责办公用房办公用房管理。")
    assert (told.value, told.expected, told.edit) == ("办公用房办公用房", "办公用房", None)


def test_a_phrase_three_times_in_a_row_is_told_once(find: Check) -> None:
    found = find("E53", "负责办公用房办公用房办公用房办公用房管理，" + "哈" * 50)
    assert {d.value for d in found} == {"办公用房办公用房", "哈哈哈哈哈哈"}
    assert len(found) == 2


def test_a_year_twice_in_a_sentence(find: Check) -> None:
    (told,) = find("E53", "2024 年，按照要求2024 年，本年度实行。")
    assert (told.value, told.edit) == ("2024 年，", None)
    assert find("E53", "2024 年，按照要求实行。2024 年，继续。2023 年，2024 年，都实行。") == []
