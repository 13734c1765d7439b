"""Uses of statements four and eleven (C17, C18)."""

from __future__ import annotations

from pathlib import Path

from tests.unit.check.support import Example


def test_the_reference_tells_every_use(example: Example) -> None:
    assert example.found("C17") == [] == example.found("C18")


def test_a_class_with_money_says_what_it_is_for(example: Example) -> None:
    (found,) = example.edit("budget.yaml", '    "210": 在职和退休人员的基本医疗保险、公务员医疗补助等\n', "").found(
        "C17"
    )
    assert (found.level, found.expected, found.place and found.place.path) == ("warning", '"210": …', "uses.function")
    assert found.figures == ("t4/210/general-public-budget",)
    assert "卫生健康支出" in found.message
    assert "426.19 万元" in found.message


def test_no_use_at_all_is_told_once(tmp_path: Path) -> None:
    (found,) = Example(tmp_path, "minimal").found("C17")
    assert found.expected == 'uses: {function: {"207": …, "208": …, "221": …}}'
    assert found.place is not None
    assert found.place.path == "uses.function"
    assert len(found.figures) == 3


def test_a_carried_over_project_says_what_it_is_for(example: Example) -> None:
    (found,) = example.edit("budget.yaml", "    P21: 自治区公共机构碳普惠体系的课题研究和成果应用\n", "").found("C18")
    assert (found.level, found.expected, found.place and found.place.path) == ("warning", "P21: …", "uses.carryover")
    assert "25.45 万元" in found.message
