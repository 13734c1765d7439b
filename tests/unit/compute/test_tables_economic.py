"""Tables 6 and 10."""

from __future__ import annotations

from reportgen.compute import disclose
from reportgen.compute.tables_economic import TRAVEL_ROWS
from reportgen.model.budget import Project
from tests.unit.compute.small import YEAR, Line, project_line, small, wan
from tests.unit.compute.test_pivot import texts

PROJECT = Project("P1", "项目一", "U1", "2010399")


def test_table_six_splits_basic_expenditure_by_economic_code() -> None:
    lines = [
        Line(wan(40), economic="30101"),
        Line(wan(5), economic="30101", source="general-public-budget-transfer", function="2080505"),
        Line(wan(7), economic="30201"),
        Line(wan(2), economic="31002"),
        Line(wan(1), economic="30302"),
        Line(wan(900), economic="30101", source="own-funds"),
        Line(wan(900), economic="30101", source="fiscal-carryover-general-public-budget"),
        Line(wan(900), economic="30101", year=YEAR - 1),
        project_line(wan(900), PROJECT, "30201"),
    ]
    disclosure = disclose(small(lines, projects=(PROJECT,)))
    assert texts(disclosure, "t6") == [
        ["total", "55.00", "46.00", "9.00"],
        ["301", "45.00", "45.00", ""],
        ["30101", "45.00", "45.00", ""],
        ["302", "7.00", "", "7.00"],
        ["30201", "7.00", "", "7.00"],
        ["303", "1.00", "1.00", ""],
        ["30302", "1.00", "1.00", ""],
        ["310", "2.00", "", "2.00"],
        ["31002", "2.00", "", "2.00"],
    ]
    rows = disclosure.tables["t6"].rows
    assert [row.level for row in rows[:3]] == ["total", "class", "section"]
    assert rows[2].labels == {"code": "30101", "name": "基本工资"}
    conditions = [disclosure.figure(key).formula.condition for key in ("t6/total/staff", "t6/301/staff")]
    source = "year=2024, source=一般公共预算|上级一般公共预算转移支付, kind=基本支出"
    assert conditions == [f"{source}, economic=301*|303*", f"{source}, economic=301*"]


def test_table_ten() -> None:
    lines = [
        Line(wan(1), economic="30212"),
        Line(wan(2), economic="30217", source="government-fund"),
        project_line(wan(4), PROJECT, "31013", "state-capital-transfer"),
        project_line(wan(8), PROJECT, "30231"),
        Line(wan(16), economic="30231", source="general-public-budget-transfer"),
        Line(wan(500), economic="30231", source="own-funds"),
        Line(wan(500), economic="30231", source="fiscal-carryover-general-public-budget"),
        Line(wan(500), economic="30239"),
    ]
    disclosure = disclose(small(lines, projects=(PROJECT,)))
    assert disclosure.tables["t10"].columns == ("total", "general-public-budget", "government-fund", "state-capital")
    assert texts(disclosure, "t10") == [
        ["total", "31.00", "25.00", "2.00", "4.00"],
        ["overseas", "1.00", "1.00", "", ""],
        ["reception", "2.00", "", "2.00", ""],
        ["vehicles", "28.00", "24.00", "", "4.00"],
        ["vehicle-purchase", "4.00", "", "", "4.00"],
        ["vehicle-running", "24.00", "24.00", "", ""],
    ]


def test_table_ten_always_has_its_six_rows() -> None:
    disclosure = disclose(small())
    assert texts(disclosure, "t10") == [[key, "", "", "", ""] for key in TRAVEL_ROWS]
    assert disclosure.tables["t10"].empty
