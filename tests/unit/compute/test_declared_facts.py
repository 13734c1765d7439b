"""Statement twelve (二) and (三)."""

from __future__ import annotations

from reportgen.compute import disclose
from reportgen.model.place import Place, RowRange
from reportgen.model.records import Assets, Buildings, Procurement, Vehicles
from tests.unit.compute.small import small, wan_money


def test_procurement_adds_what_is_given() -> None:
    places = {"procurement.goods": Place("budget.yaml", 40, 3), "procurement.services": Place("budget.yaml", 41, 3)}
    given = Procurement(goods=wan_money(917), services=wan_money(2409), reserved_sme=wan_money(3000))
    disclosure = disclose(small(procurement=given, places=places))
    found = disclosure.statements.procurement
    assert found is not None
    assert (found.works, found.reserved_micro) == (None, None)
    assert found.total == "procurement/total"
    assert disclosure.figure("procurement/total").text() == "3,326.00"
    assert disclosure.figure("procurement/reserved-sme").text() == "3,000.00"
    assert disclosure.rows_of(disclosure.figure("procurement/total")) == (RowRange("budget.yaml", None, 40, 41),)
    assert [term.name for term in disclosure.figure("procurement/total").formula.terms] == [
        "procurement/goods",
        "procurement/services",
    ]


def test_procurement_without_amounts_has_no_total() -> None:
    found = disclose(small(procurement=Procurement())).statements.procurement
    assert found is not None
    assert found.total is None
    assert disclose(small()).statements.procurement is None


def test_assets() -> None:
    given = Assets(
        buildings=Buildings(value=wan_money(148)),
        vehicles=(Vehicles("一般公务用车", 19, wan_money(402)), Vehicles("其他车辆", 9, wan_money(338))),
        other=wan_money(0),
    )
    disclosure = disclose(small(assets=given))
    found = disclosure.statements.assets
    assert found is not None
    assert found.vehicle_values == ("assets/vehicles/1/value", "assets/vehicles/2/value")
    assert (found.furniture, found.other) == (None, "assets/other")
    keys = ("buildings/value", "vehicles/count", "vehicles/value", "vehicles/2/value", "other")
    assert [disclosure.figure(f"assets/{key}").text() for key in keys] == ["148.00", "28", "740.00", "338.00", "0.00"]
    assert disclosure.figure("assets/vehicles/count").unit() == "辆"


def test_a_missing_value_is_not_zero() -> None:
    given = Assets(vehicles=(Vehicles("一般公务用车", 19, wan_money(402)), Vehicles("其他车辆", 9)))
    found = disclose(small(assets=given)).statements.assets
    assert found is not None
    assert found.vehicles_count == "assets/vehicles/count"
    assert found.vehicles_value is None
    assert found.vehicle_values == ("assets/vehicles/1/value", None)


def test_assets_without_vehicles() -> None:
    found = disclose(small(assets=Assets())).statements.assets
    assert found is not None
    assert (found.vehicles_count, found.vehicles_value, found.vehicle_values) == (None, None, ())
    assert disclose(small()).statements.assets is None
