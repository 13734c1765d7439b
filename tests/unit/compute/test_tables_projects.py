"""Tables 7 and 11."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from reportgen.compute import disclose
from reportgen.model.budget import Project
from reportgen.model.codelist import ECONOMIC_CLASSES
from reportgen.model.money import Money
from reportgen.model.records import Unit
from tests.unit.compute.small import YEAR, Line, project_line, small, wan

UNITS = (Unit("U1", "本级", "行政", 2), Unit("U2", "中心", "事业", 1), Unit("U3", "学校", "事业"))
PROJECTS = (
    Project("P1", "一", "U1", "2010399", order=3),
    Project("P2", "二", "U1", "2010399", order=1),
    Project("P3", "三", "U1", "2010301", order=4),
    Project("P4", "四", "U2", "2050203", order=2),
    Project("P5", "五", "U1", "2010399"),
    Project("P6", "六", "U3", "2050203"),
)


def test_table_seven_orders_units_codes_and_projects() -> None:
    lines = [project_line(wan(2**index), project) for index, project in enumerate(PROJECTS[:5])]
    table = disclose(small(lines, units=UNITS, projects=PROJECTS)).tables["t7"]
    assert [(row.level, row.key) for row in table.rows] == [
        ("total", "total"),
        ("unit", "U2"),
        ("class", "U2/205"),
        ("section", "U2/20502"),
        ("project", "U2/2050203/P4"),
        ("unit", "U1"),
        ("class", "U1/201"),
        ("section", "U1/20103"),
        ("project", "U1/2010301/P3"),
        ("project", "U1/2010399/P2"),
        ("project", "U1/2010399/P1"),
        ("project", "U1/2010399/P5"),
    ]
    assert table.columns == ("total", *ECONOMIC_CLASSES)
    assert len(table.columns) == 11
    assert table.rows[1].labels == {"name": "中心"}
    assert table.rows[4].labels == {"code": "2050203", "name": "初中教育", "project": "四"}


def test_units_without_order_come_last_as_listed() -> None:
    lines = [project_line(wan(1), project) for project in (PROJECTS[5], PROJECTS[0], PROJECTS[3])]
    table = disclose(small(lines, units=(UNITS[2], *UNITS[:2]), projects=PROJECTS)).tables["t7"]
    assert [row.key for row in table.rows if row.level == "unit"] == ["U2", "U1", "U3"]


def test_table_seven_sums() -> None:
    one, two = PROJECTS[0], PROJECTS[2]
    lines = [
        project_line(wan(1), one, "30101"),
        project_line(wan(2), one, "302"),
        project_line(wan(4), two, "31003", "general-public-budget-transfer"),
        project_line(wan(800), one, "302", "own-funds"),
        project_line(wan(800), one, "302", "government-fund"),
        project_line(wan(800), one, "302", "fiscal-carryover-general-public-budget"),
        project_line(wan(800), one, "302", year=YEAR - 1),
        Line(wan(800), unit="U1"),
    ]
    disclosure = disclose(small(lines, units=UNITS, projects=PROJECTS))
    found = {
        row.key: {column: disclosure.figures[key].text() for column, key in row.cells.items()}
        for row in disclosure.tables["t7"].rows
    }
    whole = {"total": "7.00", "301": "1.00", "302": "2.00", "310": "4.00"}
    assert found == {
        "total": whole,
        "U1": whole,
        "U1/201": whole,
        "U1/20103": whole,
        "U1/2010301/P3": {"total": "4.00", "310": "4.00"},
        "U1/2010399/P1": {"total": "3.00", "301": "1.00", "302": "2.00"},
    }
    figure = disclosure.figure("t7/U1/2010399/P1/302")
    assert figure.formula.condition == (
        "year=2024, source=一般公共预算|上级一般公共预算转移支付, kind=项目支出, function=2010399, economic=302*, "
        "project=P1, unit=U1"
    )


project_lines = st.lists(
    st.builds(
        project_line,
        amount=st.integers(0, 10**12),
        project=st.sampled_from(PROJECTS),
        economic=st.sampled_from(["30101", "302", "30201", "39999"]),
        source=st.sampled_from(["general-public-budget", "general-public-budget-transfer", "own-funds"]),
    ),
    max_size=30,
)


@settings(deadline=None, max_examples=50)
@given(project_lines)
def test_table_seven_against_plain_sums(lines: list[Line]) -> None:
    disclosure = disclose(small(lines, units=UNITS, projects=PROJECTS))
    held = [line for line in lines if line.source != "own-funds"]
    expected: dict[str, int] = {}
    for line in held:
        keys = ["total", line.unit, f"{line.unit}/{line.function[:3]}", f"{line.unit}/{line.function[:5]}"]
        for key in [*keys, f"{line.unit}/{line.function}/{line.project}"]:
            for column in ("total", line.economic[:3]):
                name = f"t7/{key}/{column}"
                expected[name] = expected.get(name, 0) + line.amount
    found = {key: figure.value for key, figure in disclosure.figures.items() if key.startswith("t7/")}
    assert found == {key: Money(fen) for key, fen in expected.items() if fen}


def test_table_eleven() -> None:
    fiscal, other = "fiscal-carryover-government-fund", "non-fiscal-carryover-own-funds"
    lines = [
        project_line(wan(1), PROJECTS[1], "", fiscal),
        project_line(wan(2), PROJECTS[0], "302", other),
        project_line(wan(4), PROJECTS[0], "302", fiscal),
        Line(wan(8), fiscal, economic="30101"),
        Line(wan(16), other, economic="30201"),
        Line(wan(32), other, economic=""),
        Line(wan(700)),
    ]
    disclosure = disclose(small(lines, units=UNITS, projects=PROJECTS))
    table = disclosure.tables["t11"]
    found = {
        row.key: {column: disclosure.figures[key].text() for column, key in row.cells.items()} for row in table.rows
    }
    assert found == {
        "total": {
            "total": "63.00",
            "fiscal": "13.00",
            "fiscal-staff": "8.00",
            "fiscal-project": "5.00",
            "non-fiscal": "50.00",
            "non-fiscal-operating": "16.00",
            "non-fiscal-project": "2.00",
        },
        "P1": {
            "total": "6.00",
            "fiscal": "4.00",
            "fiscal-project": "4.00",
            "non-fiscal": "2.00",
            "non-fiscal-project": "2.00",
        },
        "P2": {"total": "1.00", "fiscal": "1.00", "fiscal-project": "1.00"},
    }
    assert list(found) == ["total", "P1", "P2"]
    assert [row.level for row in table.rows] == ["total", "project", "project"]
    assert [dict(row.labels) for row in table.rows] == [{}, {"project": "一"}, {"project": "二"}]
    assert len(table.columns) == 9
