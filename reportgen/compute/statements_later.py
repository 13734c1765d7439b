"""Statements ten, eleven and twelve (一): 三公, carry-over and operating funds."""

from __future__ import annotations

from collections.abc import Mapping

import attrs

from reportgen.compute.context import Context
from reportgen.compute.selections import BASIC, GENERAL
from reportgen.compute.tables_economic import travel_selection
from reportgen.compute.tables_projects import amounts_by_project, carryover_columns
from reportgen.model.budget import TRAVEL_ITEMS
from reportgen.model.codelist import OPERATING_CLASSES
from reportgen.model.disclosure import Carryover, Entry
from reportgen.model.figure import Selection
from reportgen.model.money import Money
from reportgen.model.records import Comparatives

ADMINISTRATIVE_TYPES = frozenset({"行政", "参公"})
"""Unit types whose 公用经费 is 机关运行经费 in the narrow sense (rule 33)."""


def travel(context: Context) -> tuple[tuple[Entry, ...], Entry]:
    """Statement ten: the four items in statement order, and their total (rule 30).

    Rule 7: an item with nothing prints a bare 0, the total 0.00.
    """
    register, reasons = context.register, context.declaration.reasons.travel
    total = register.amount("travel/total/amount", travel_selection(context.current, "total"), "t10/total/total")
    entries = []
    for name, item in TRAVEL_ITEMS.items():
        stem, selection = f"travel/{item}", travel_selection(context.current, item)
        amount = register.amount(f"{stem}/amount", selection, f"t10/{item}/total", bare_zero=True)
        prior = _comparative(context, stem, item.replace("-", "_"), selection)
        entries.append(context.compared(item, stem, amount, prior, text=reasons.get(name)))
    prior = register.terms("travel/total/prior", [f"travel/{item}/prior" for item in TRAVEL_ITEMS.values()])
    return tuple(entries), context.compared("total", "travel/total", total, prior)


def carryover(context: Context) -> Carryover:
    """Statement eleven: carry-over by project, in the order of table 11, with its uses."""
    register, uses = context.register, context.declaration.uses.carryover
    columns = carryover_columns(context)
    total, fiscal, non_fiscal = (
        register.amount(f"carryover/{name}/amount", columns[name], f"t11/total/{name}")
        for name in ("total", "fiscal", "non-fiscal")
    )
    with_money = amounts_by_project(context, {"total": columns["total"]})
    names = {project.id: project.name for project in context.declaration.projects}
    entries = []
    for project, name in names.items():
        if project not in with_money:
            continue
        selection = attrs.evolve(columns["total"], project=(project,))
        amount = register.amount(f"carryover/{project}/amount", selection, f"t11/{project}/total")
        entries.append(Entry(project, amount, name, text=uses.get(project) or None))
    return Carryover(total, fiscal, non_fiscal, tuple(entries))


def operating_funds(context: Context) -> Entry:
    """Statement twelve (一): 机关运行经费 is the 公用经费 of table 6, or that of administrative units alone (rule 33)."""
    selection = attrs.evolve(context.current, source=GENERAL, kind=BASIC, economic=tuple(sorted(OPERATING_CLASSES)))
    before = selection
    cell: str | None = "t6/total/operating"
    if context.options.operating_funds == "administrative":
        types = {unit.id: unit.type for unit in context.declaration.units}
        selection = attrs.evolve(selection, unit=_administrative(types))
        before = attrs.evolve(selection, unit=_administrative(context.budget.prior_unit_types))
        cell = None
    amount = context.register.amount("operating-funds/amount", selection, cell)
    prior = _comparative(context, "operating-funds", "operating_funds", before)
    text = context.declaration.reasons.operating_funds
    return context.compared("operating-funds", "operating-funds", amount, prior, text=text)


def _administrative(types: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(unit for unit, type_ in types.items() if type_ in ADMINISTRATIVE_TYPES)


def _comparative(context: Context, stem: str, name: str, selection: Selection) -> str:
    """Last year's amount: as declared, else from last year's rows by economic code (and zero where they have none)."""
    comparatives: Comparatives = context.declaration.comparatives
    given: Money | None = getattr(comparatives, name)
    if given is None:
        return context.prior(stem, selection)
    path = f"comparatives.{name}"
    return context.register.fact(f"{stem}/prior", path, given, context.budget.place(path))
