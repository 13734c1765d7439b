"""The counts of part one."""

from __future__ import annotations

from reportgen.compute import disclose
from reportgen.model.place import Place, RowRange
from reportgen.model.records import Department, Headcount, Staffing, Unit
from tests.unit.compute.small import small

UNITS = (
    Unit("U1", "本级", "行政"),
    Unit("U2", "中心", "事业"),
    Unit("U3", "支队", "参公"),
    Unit("U4", "学校", "事业"),
)


def test_people_are_added_up() -> None:
    staffing = Staffing(362, Headcount(586, 14), Headcount(299, -2), Headcount(2, 0))
    department = Department("某某局", "某局", staffing=staffing, offices=("办公室", "财务处"))
    disclosure = disclose(small(department=department))
    found = disclosure.statements.staffing
    assert (found.total, found.offices) == ("staffing/total", "staffing/offices")
    assert disclosure.figure("staffing/total").text() == "887"
    assert disclosure.figure("staffing/total").unit() == "人"
    assert disclosure.figure("staffing/offices").text() == "2"
    assert [term.value for term in disclosure.figure("staffing/total").formula.terms] == [586, 299, 2]


def test_what_is_not_declared_is_not_counted() -> None:
    found = disclose(small()).statements.staffing
    assert (found.total, found.offices, found.subordinate_units) == (None, None, None)
    empty = Department("某某局", "某局", staffing=Staffing(establishment=3))
    assert disclose(small(department=empty)).statements.staffing.total is None


def test_units_by_type_in_fixed_order() -> None:
    places = {f"units[{index}]": Place("budget.yaml", 20 + 2 * index, 3) for index in range(4)}
    disclosure = disclose(small(units=UNITS, places=places))
    found = disclosure.statements.staffing
    assert [(type_, disclosure.figure(key).text()) for type_, key in found.unit_types] == [
        ("行政", "1"),
        ("参公", "1"),
        ("事业", "2"),
    ]
    assert found.unit_types[2][1] == "staffing/public-institutions"
    assert disclosure.figure("staffing/subordinate-units").text() == "3"
    assert disclosure.rows_of(disclosure.figure("staffing/public-institutions")) == (
        RowRange("budget.yaml", None, 22, 22),
        RowRange("budget.yaml", None, 26, 26),
    )


def test_types_without_units_are_left_out() -> None:
    found = disclose(small()).statements.staffing
    assert found.unit_types == (("行政", "staffing/administrative-units"),)
