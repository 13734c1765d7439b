"""Statement twelve (二) and (三): procurement and assets, facts as declared and their sums."""

from __future__ import annotations

from reportgen.compute.context import Context
from reportgen.model.disclosure import Assets, Procurement
from reportgen.model.figure import Term
from reportgen.model.money import Money


def procurement(context: Context) -> Procurement | None:
    """Procurement: the kinds that are given, their sum, and what is reserved; None when nothing is declared."""
    given = context.declaration.procurement
    if given is None:
        return None
    goods, works, services = (
        _fact(context, f"procurement/{name}", f"procurement.{name}", value)
        for name, value in (("goods", given.goods), ("works", given.works), ("services", given.services))
    )
    kinds = [key for key in (goods, works, services) if key is not None]
    return Procurement(
        context.register.terms("procurement/total", kinds) if kinds else None,
        goods,
        works,
        services,
        _fact(context, "procurement/reserved-sme", "procurement.reserved_sme", given.reserved_sme),
        _fact(context, "procurement/reserved-micro", "procurement.reserved_micro", given.reserved_micro),
    )


def assets(context: Context) -> Assets | None:
    """Assets at the end of last year: values, and the sums over the kinds of vehicles; None when nothing is declared."""
    given = context.declaration.assets
    if given is None:
        return None
    buildings = given.buildings.value if given.buildings else None
    buildings_value = _fact(context, "assets/buildings/value", "assets.buildings.value", buildings)
    vehicles_count = None
    if given.vehicles:
        paths = [f"assets.vehicles[{index}].count" for index in range(len(given.vehicles))]
        terms = [Term(path, vehicles.count) for path, vehicles in zip(paths, given.vehicles, strict=True)]
        places = [context.budget.place(path) for path in paths]
        vehicles_count = context.register.count("assets/vehicles/count", terms, "辆", places)
    values = tuple(
        _fact(context, f"assets/vehicles/{index + 1}/value", f"assets.vehicles[{index}].value", vehicles.value)
        for index, vehicles in enumerate(given.vehicles)
    )
    # A value that is not given is not zero: with one missing there is no sum.
    known = [key for key in values if key is not None]
    complete = bool(known) and len(known) == len(values)
    return Assets(
        buildings_value,
        vehicles_count,
        context.register.terms("assets/vehicles/value", known) if complete else None,
        values,
        _fact(context, "assets/furniture", "assets.furniture", given.furniture),
        _fact(context, "assets/other", "assets.other", given.other),
    )


def _fact(context: Context, key: str, path: str, value: Money | None) -> str | None:
    if value is None:
        return None
    return context.register.fact(key, path, value, context.budget.place(path))
