"""Goals and their tables (C21-C23)."""

from __future__ import annotations

from pathlib import Path

from tests.unit.check.support import Example

GOAL = "    goal: 租赁 8897 平方米联合办公区，满足大院内 7 家单位的办公需要，使各单位持续有效履行职能。\n"


def keep_rows(example: Example, *beginnings: str) -> Example:
    """Only the rows of indicators.csv that begin so, and the heading."""
    path = example.folder / "indicators.csv"
    heading, *rows = path.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join([heading, *(r for r in rows if r.startswith(beginnings))]) + "\n", encoding="utf-8")
    return example


def test_the_reference_has_goals_and_indicators(example: Example) -> None:
    assert [d for code in ("C21", "C22", "C23") for d in example.found(code)] == []


def test_the_departments_goal_is_missed_with_the_block(tmp_path: Path) -> None:
    minimal = Example(tmp_path, "minimal")
    (found,) = minimal.found("C21")
    assert (found.level, found.expected) == ("warning", "performance: {goal: …, department_goals: 1}")
    (found,) = minimal.append("budget.yaml", "performance: {department_goals: 1}\n").found("C21")
    assert (found.expected, found.place and found.place.path) == ("goal: …", "performance")


def test_a_goal_of_the_department_without_indicators(example: Example) -> None:
    (found,) = keep_rows(example, "P").found("C22")
    assert (found.level, found.place and found.place.path) == ("warning", "performance.goal")
    assert found.figures == tuple(f"performance/department/{part}" for part in ("superior", "own", "other"))


def test_a_table_without_goal(example: Example) -> None:
    (found,) = example.edit("budget.yaml", GOAL, "").found("C23")
    assert (found.level, found.value, found.expected) == ("warning", "P12", "goal: …")
    assert found.place is not None
    assert found.place.path == "projects[11]"
    assert found.figures == tuple(f"performance/P12/{part}" for part in ("total", "fiscal", "other"))


def test_a_table_without_indicators(example: Example) -> None:
    rows = [f"P{number:02d}," for number in range(1, 23) if number != 12]
    (found,) = keep_rows(example, ",", *rows).found("C23")
    assert (found.value, found.expected) == ("P12", None)
    assert found.place is not None
    assert found.place.path == "projects[11].goal"


def test_no_indicator_of_any_project_is_told_once(example: Example) -> None:
    (found,) = keep_rows(example, ",").found("C23")
    assert found.message.startswith("None of the 13 projects' tables has an indicator")
    assert found.place is not None
    assert found.place.path == "data.indicators"
    assert len(found.figures) == 39


def test_no_goal_of_any_project_is_told_once(example: Example) -> None:
    path = example.folder / "budget.yaml"
    rows = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join(row for row in rows if not row.startswith("    goal:")), encoding="utf-8")
    (found,) = example.found("C23")
    assert (found.expected, found.place and found.place.path) == ("goal: …", "projects")
