"""Statements ten, eleven and twelve (一)."""

from __future__ import annotations

from reportgen.compute import disclose
from reportgen.model.budget import Options, Project, Reasons, Uses
from reportgen.model.place import Place, RowRange
from reportgen.model.records import Comparatives, Unit
from tests.unit.compute.small import YEAR, Line, project_line, prose, small, wan, wan_money

TRAVEL = [
    Line(wan(3), economic="30217"),
    Line(wan(5), economic="30231", source="government-fund"),
    Line(wan(4), economic="30231", year=YEAR - 1),
    Line(wan(2), economic="30212", year=YEAR - 1),
    Line(wan(99), economic="30231", source="own-funds", year=YEAR - 1),
]
PROJECTS = (Project("P2", "二", "U1", "2010399"), Project("P1", "一"))


def test_travel_in_statement_order() -> None:
    reasons = Reasons(travel={"公务接待费": prose("来的人多")})
    disclosure = disclose(small(TRAVEL, reasons=reasons))
    entries = disclosure.statements.travel
    assert [entry.key for entry in entries] == ["overseas", "vehicle-purchase", "vehicle-running", "reception"]
    found = [
        [disclosure.figure(f"travel/{entry.key}/{part}").text() for part in ("amount", "prior", "change", "growth")]
        for entry in (*entries, disclosure.statements.travel_total)
    ]
    assert found == [
        ["0", "2.00", "2.00", "100.00"],
        ["0", "0.00", "0.00", "0.00"],
        ["5.00", "4.00", "1.00", "25.00"],
        ["3.00", "0.00", "3.00", "100.00"],
        ["8.00", "6.00", "2.00", "33.33"],
    ]
    assert [entry.direction for entry in entries] == ["down", "up", "up", "up"]
    assert [entry.now for entry in entries] == [False, False, True, True]
    assert entries[3].text == prose("来的人多")
    assert entries[2].amount == "t10/vehicle-running/total"


def test_the_total_of_nothing_prints_two_places() -> None:
    disclosure = disclose(small())
    assert disclosure.figure("travel/total/amount").text() == "0.00"
    assert disclosure.figure("travel/overseas/amount").text() == "0"
    assert disclosure.figure("travel/overseas/amount").machine_value == "0.00"


def test_a_given_comparative_wins_over_last_years_rows() -> None:
    place = Place("budget.yaml", 12, 3)
    comparatives = Comparatives(vehicle_running=wan_money(7), overseas=wan_money(0))
    budget = small(TRAVEL, comparatives=comparatives, places={"comparatives.vehicle_running": place})
    disclosure = disclose(budget)
    assert disclosure.figure("travel/vehicle-running/prior").text() == "7.00"
    assert disclosure.figure("travel/vehicle-running/change").machine_value == "-20000.00"
    assert disclosure.figure("travel/overseas/prior").text() == "0.00"
    assert disclosure.figure("travel/total/prior").text() == "7.00"
    prior = disclosure.figure("travel/vehicle-running/prior")
    assert prior.formula.operation == "fact"
    assert disclosure.rows_of(prior) == (RowRange("budget.yaml", None, 12, 12),)


def test_carry_over_in_the_order_of_projects() -> None:
    lines = [
        project_line(wan(25), PROJECTS[0], "", "fiscal-carryover-general-public-budget"),
        project_line(wan(30), PROJECTS[1], "", "non-fiscal-carryover-own-funds"),
        Line(wan(5), "fiscal-carryover-government-fund", economic=""),
        Line(wan(800)),
    ]
    disclosure = disclose(small(lines, projects=PROJECTS, uses=Uses(carryover={"P1": prose("课题")})))
    eleven = disclosure.statements.carryover
    texts = [disclosure.figure(key).text() for key in (eleven.total, eleven.fiscal, eleven.non_fiscal)]
    assert texts == ["60.00", "30.00", "30.00"]
    assert [(entry.key, entry.name, entry.amount, entry.text) for entry in eleven.projects] == [
        ("P2", "二", "t11/P2/total", None),
        ("P1", "一", "t11/P1/total", prose("课题")),
    ]
    assert disclosure.aliases["carryover/P2/amount"] == "t11/P2/total"


def test_no_carry_over() -> None:
    disclosure = disclose(small([Line(wan(1))], projects=PROJECTS))
    eleven = disclosure.statements.carryover
    assert eleven.projects == ()
    assert (eleven.total, disclosure.figure(eleven.total).text()) == ("carryover/total/amount", "0.00")


OPERATING = [
    Line(wan(10), economic="30201", unit="U1"),
    Line(wan(20), economic="31002", unit="U2", source="general-public-budget-transfer"),
    Line(wan(40), economic="30201", unit="U3"),
    Line(wan(500), economic="30101", unit="U1"),
    Line(wan(500), economic="30201", unit="U1", source="own-funds"),
    Line(wan(8), economic="30201", unit="U1", year=YEAR - 1),
    Line(wan(16), economic="31002", unit="U3", year=YEAR - 1),
]
UNITS = (Unit("U1", "本级", "行政"), Unit("U2", "支队", "参公"), Unit("U3", "中心", "事业"))


def test_operating_funds_are_those_of_table_six() -> None:
    disclosure = disclose(small(OPERATING, units=UNITS, reasons=Reasons(operating_funds=prose("人多了"))))
    entry = disclosure.statements.operating_funds
    assert (entry.key, entry.amount, entry.text) == ("operating-funds", "t6/total/operating", prose("人多了"))
    found = [disclosure.figure(f"operating-funds/{part}").text() for part in ("amount", "prior", "change", "growth")]
    assert found == ["70.00", "24.00", "46.00", "191.67"]


def test_operating_funds_of_administrative_units_alone() -> None:
    disclosure = disclose(small(OPERATING, units=UNITS, options=Options(operating_funds="administrative")))
    found = [disclosure.figure(f"operating-funds/{part}").text() for part in ("amount", "prior", "change", "growth")]
    assert found == ["30.00", "8.00", "22.00", "275.00"]
    assert disclosure.statements.operating_funds.amount == "operating-funds/amount"
    assert disclosure.figure("operating-funds/amount").formula.condition.endswith("economic=302*|310*, unit=U1|U2")


def test_last_years_rows_go_by_last_years_types() -> None:
    options = Options(operating_funds="administrative")
    budget = small(OPERATING, units=UNITS, options=options, prior_unit_types={"U1": "事业", "U3": "参公"})
    assert disclose(budget).figure("operating-funds/prior").text() == "16.00"


def test_operating_funds_against_a_given_comparative() -> None:
    disclosure = disclose(small(OPERATING, units=UNITS, comparatives=Comparatives(operating_funds=wan_money(35))))
    assert disclosure.figure("operating-funds/growth").text() == "100.00"
    assert disclosure.figure("operating-funds/prior").formula.terms[0].name == "comparatives.operating_funds"
