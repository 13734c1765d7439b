"""Part one: the counts that are computed, of people, offices and units."""

from __future__ import annotations

from typing import Final

from reportgen.compute.context import Context
from reportgen.model.disclosure import Staffing
from reportgen.model.figure import Term

UNIT_TYPES: Final = {"行政": "administrative-units", "参公": "civil-service-units", "事业": "public-institutions"}
"""Type of a unit as declared → last part of its figure key, in the order they are told."""


def staffing(context: Context) -> Staffing:
    """实有人数, offices, subordinate units and units by type; None where there is nothing to count.

    One of the units is the department's own (本级), so that the subordinate ones are all but one.
    """
    units = context.declaration.units
    offices = context.declaration.department.offices
    register, place = context.register, context.budget.place
    return Staffing(
        _people(context),
        register.count(
            "staffing/offices",
            [Term("department.offices", len(offices))],
            "个",
            [place("department.offices")],
        )
        if offices
        else None,
        register.count("staffing/subordinate-units", [Term("units - 1", len(units) - 1)], "家", [place("units")])
        if len(units) > 1
        else None,
        tuple(
            (type_, _units_of(context, type_, f"staffing/{name}"))
            for type_, name in UNIT_TYPES.items()
            if any(unit.type == type_ for unit in units)
        ),
    )


def _people(context: Context) -> str | None:
    given = context.declaration.department.staffing
    if given is None:
        return None
    groups = {
        "in_service": given.in_service,
        "retired": given.retired,
        "retired_veterans": given.retired_veterans,
    }
    counts = {f"department.staffing.{name}.count": group.count for name, group in groups.items() if group is not None}
    if not counts:
        return None
    terms = [Term(path, count) for path, count in counts.items()]
    return context.register.count("staffing/total", terms, "人", [context.budget.place(path) for path in counts])


def _units_of(context: Context, type_: str, key: str) -> str:
    indices = [index for index, unit in enumerate(context.declaration.units) if unit.type == type_]
    places = [context.budget.place(f"units[{index}]") for index in indices]
    return context.register.count(key, [Term("units", len(indices))], "家", places, f"type={type_}")
