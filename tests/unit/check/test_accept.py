"""What an entry of ``accept`` matches: the place, a path, a figure key, an id or a code, and nothing by chance."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportgen.check import RULES
from reportgen.check.accept import Accepted, apply_accepted
from reportgen.check.registry import EVERYTHING
from reportgen.load import load_budget
from reportgen.model.budget import Budget
from reportgen.model.diagnostic import Diagnostic
from reportgen.model.place import Place
from tests.unit.check.support import Example, of

GOAL = Diagnostic(
    "E12", "warning", "The goal says 120.", Place("budget.yaml", 70, 11, path="projects[2].goal"), "120",
    figures=("t7/U1/2010399/P03/total",),
)  # fmt: skip
ROW = Diagnostic("E12", "warning", "m", Place("budget.xlsx", sheet="明细", cell="H17"))


@pytest.fixture(scope="module")
def budget(tmp_path_factory: pytest.TempPathFactory) -> Budget:
    example = Example(tmp_path_factory.mktemp("accept"))
    example.append("budget.yaml", "\naccept: [{code: E12, where: WHERE, reason: 按规定}]\n")
    return load_budget(example.folder / "budget.yaml")


def accepted(budget: Budget, where: str, diagnostic: Diagnostic) -> bool:
    object.__setattr__(budget.declaration.accept[0], "where", where)
    first, *rest = apply_accepted(budget, [diagnostic], RULES["W06"], EVERYTHING)
    assert [d.code for d in rest] == ([] if isinstance(first, Accepted) else ["W06"])
    return isinstance(first, Accepted)


@pytest.mark.parametrize(
    "where",
    ["budget.yaml:70:11", "budget.yaml:70", "budget.yaml", "projects[2].goal", "projects[2]", "goal", "P03", "U1",
     "2010399", "t7/U1/2010399/P03/total", "2010399/P03", "120"],
)  # fmt: skip
def test_matches(budget: Budget, where: str) -> None:
    assert accepted(budget, where, GOAL)


@pytest.mark.parametrize(
    "where",
    ["budget.yaml:7", "budget.yaml:70:1", "projects[20].goal", "projects[2].go", "2", "P0", "P030", "P04", "U2", "says",
     "12", "total", "t7/U1/2010399/P03/tot", "201", "The goal"],
)  # fmt: skip
def test_does_not_match_by_chance(budget: Budget, where: str) -> None:
    assert not accepted(budget, where, GOAL)


@pytest.mark.parametrize(
    ("where", "matches"),
    [
        ("budget.xlsx#明细!H17", True),
        ("明细!H17", True),
        ("budget.xlsx#明细", True),
        ("明细!H1", False),
        ("H17", False),
    ],
)
def test_cells_of_a_workbook(budget: Budget, where: str, matches: bool) -> None:
    assert accepted(budget, where, ROW) is matches


def test_a_row_of_the_indicators_belongs_to_its_project(budget: Budget) -> None:
    row = next(indicator for indicator in budget.indicators if indicator.project == "P03")
    found = Diagnostic("E12", "warning", "m", row.cell("value"))
    assert accepted(budget, "P03", found)
    assert not accepted(budget, "P04", found)


def test_the_reason_is_told_without_private_numbers(tmp_path: Path) -> None:
    example = Example(tmp_path)
    number = "138" + "0013" + "8000"
    example.append("budget.yaml", f"\naccept: [{{code: R25, reason: 问 {number}}}]\n")
    (found,) = example.found("R25")
    assert isinstance(found, Accepted)
    assert found.accepted == "问 …"
    assert number not in found.message


def test_an_entry_that_matches_nothing_tells_where_the_rule_found_something(tmp_path: Path) -> None:
    example = Example(tmp_path)
    example.append("budget.yaml", "\naccept: [{code: R25, where: P01, reason: 按规定}, {code: R26, reason: 按规定}]\n")
    there, nowhere = of(example.check(), "W06")
    assert (there.value, there.expected) == ("R25", "where: lines.csv:7:8")
    assert (nowhere.value, nowhere.expected) == ("R26", None)
