"""Statement twelve (四) and (五) (rule 32)."""

from __future__ import annotations

import attrs

from reportgen.compute import disclose
from reportgen.model.budget import Project
from reportgen.model.place import Place, RowRange
from reportgen.model.records import Performance
from tests.unit.compute.small import YEAR, Line, indicator, project_line, prose, small, wan

GOAL = prose("做好")
PROJECTS = (
    Project("P1", "一", "U1", "2010399", order=3, goal=GOAL),
    Project("P2", "二", "U1", "2010399", order=1, goal=GOAL),
    Project("P3", "三", "U1", "2010399", order=4, indicators="withheld"),
    Project("P4", "四", "U1", "2010399", order=2, indicators="by-authority", goal=GOAL),
    Project("P5", "五", "U1", "2010399", goal=GOAL),
    Project("P6", "六", "U1", "2010399", indicators="withheld"),
    Project("P7", "七", indicators="withheld"),
    Project("P8", "八", "U1", "2010399", goal=GOAL),
)
FISCAL_CARRYOVER = "fiscal-carryover-general-public-budget"
LINES = [
    project_line(wan(1), PROJECTS[0]),
    project_line(wan(2), PROJECTS[0], source="own-funds"),
    project_line(wan(4), PROJECTS[1], source="state-capital-transfer"),
    project_line(wan(8), PROJECTS[2]),
    project_line(wan(16), PROJECTS[2], "", FISCAL_CARRYOVER),
    project_line(wan(32), PROJECTS[3], source="government-fund"),
    project_line(wan(64), PROJECTS[4], "", "fiscal-account"),
    project_line(wan(128), PROJECTS[5], "", "own-funds"),
    project_line(wan(256), PROJECTS[6], "", FISCAL_CARRYOVER),
    project_line(wan(512), PROJECTS[7], year=YEAR - 1),
    Line(wan(1024)),
    Line(wan(2048), source="general-public-budget-transfer"),
    Line(wan(4096), source="own-funds"),
]


def test_coverage() -> None:
    disclosure = disclose(small(LINES, projects=PROJECTS))
    parts = ("fiscal", "non-fiscal", "withheld", "by-authority")
    found = {
        part: [disclosure.figure(f"performance/{part}/{name}").text() for name in ("count", "amount")] for part in parts
    }
    assert found == {
        "fiscal": ["4", "45.00"],
        "non-fiscal": ["2", "192.00"],
        "withheld": ["2", "136.00"],
        "by-authority": ["1", "32.00"],
    }
    assert disclosure.figure("performance/fiscal/count").unit() == "个"


def test_tables_stand_fiscal_first_each_by_order() -> None:
    rows = [indicator("P1"), indicator("P5"), indicator("P1", "20"), indicator("P8")]
    disclosure = disclose(small(LINES, projects=PROJECTS, indicators=rows))
    tables = disclosure.statements.performance.tables
    assert [table.project.id for table in tables if table.project] == ["P2", "P1", "P5"]
    assert [[row.weight for row in table.rows] for table in tables] == [[], ["10", "20"], ["10"]]
    found = [[disclosure.figure(key).text() for key in table.amounts.values()] for table in tables]
    assert found == [["4.00", "4.00", "0.00"], ["3.00", "1.00", "2.00"], ["64.00", "0.00", "64.00"]]
    assert list(tables[0].amounts) == ["total", "fiscal", "other"]
    assert tables[0].amounts["total"] == "performance/P2/total"


def test_a_project_without_goal_and_rows_has_no_table() -> None:
    bare = tuple(attrs.evolve(project, goal=None) for project in PROJECTS)
    tables = disclose(small(LINES, projects=bare, indicators=[indicator("P5")])).statements.performance.tables
    assert [table.project.id for table in tables if table.project] == ["P5"]


def test_the_departments_table_comes_first() -> None:
    budget = small(LINES, projects=PROJECTS, performance=Performance(goal=GOAL), indicators=[indicator("")])
    disclosure = disclose(budget)
    department = disclosure.statements.performance.tables[0]
    assert (department.project, department.goal, len(department.rows)) == (None, GOAL, 1)
    assert {name: disclosure.figure(key).text() for name, key in department.amounts.items()} == {
        "superior": "2,052.00",
        "own": "1,065.00",
        "other": "4,290.00",
    }


def test_the_departments_table_needs_a_goal_or_rows() -> None:
    by_rows = disclose(small(LINES, projects=PROJECTS, indicators=[indicator("")])).statements.performance.tables
    assert by_rows[0].project is None
    without = disclose(small(LINES, projects=PROJECTS)).statements.performance.tables
    assert without[0].project is not None


def test_nothing_covered() -> None:
    disclosure = disclose(small([Line(wan(1))]))
    found = disclosure.statements.performance
    assert (found.withheld_count, found.by_authority_amount, found.tables) == (None, None, ())
    assert [disclosure.figure(key).text() for key in (found.fiscal_count, found.fiscal_amount)] == ["0", "0.00"]
    assert disclosure.rows_of(disclosure.figure("performance/fiscal/amount")) == ()


def test_counts_come_from_the_declared_projects_and_amounts_from_their_lines() -> None:
    places = {f"projects[{index}]": Place("budget.yaml", 30 + index, 5) for index in range(8)}
    disclosure = disclose(small(LINES, projects=PROJECTS, places=places))
    assert disclosure.rows_of(disclosure.figure("performance/fiscal/count")) == (RowRange("budget.yaml", None, 30, 33),)
    assert disclosure.rows_of(disclosure.figure("performance/withheld/amount")) == (
        RowRange("lines.csv", None, 5, 5),
        RowRange("lines.csv", None, 9, 9),
    )
