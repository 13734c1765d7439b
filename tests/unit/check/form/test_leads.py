"""Words that the report would print twice."""

from __future__ import annotations

import pytest

from reportgen.check.form.leads import _REASON
from tests.unit.check.support import Example


def test_a_lead_of_ones_own_is_told(example: Example) -> None:
    example.edit(
        "budget.yaml",
        "    基本支出: 在职人员增加，人员经费和公用经费随之",
        "    基本支出: 是在职人员增加，人员经费和公用经费随之",
    )
    (found,) = example.found("E53")
    assert (found.level, found.value, found.place.path) == ("warning", "是", "reasons.expenditure.基本支出")


def test_a_use_may_not_begin_with_what_it_is_for(example: Example) -> None:
    text = example.folder.joinpath("budget.yaml").read_text(encoding="utf-8")
    use = next(line for line in text.splitlines() if line.strip().startswith("P21:"))
    example.edit("budget.yaml", use, use.replace("P21: ", "P21: 主要用于"))
    (found,) = example.found("E53")
    assert (found.value, found.place.path) == ("主要用于", "uses.carryover.P21")


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
