"""Which items the charts show, and the keys of their figures."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

import attrs

from reportgen.model.codelist import LEVEL_LENGTHS
from reportgen.model.disclosure import Disclosure, Entry


@attrs.frozen
class Bar:
    """A label with the figure keys of its amounts and of their change; None where there is no such figure.

    ``owner``: the unit that a namesake is told by; empty where names are unique.
    """

    label: str
    now: str | None
    before: str | None = None
    change: str | None = None
    growth: str | None = None
    owner: str = ""


def _known(key: str, disclosure: Disclosure) -> str | None:
    """The key itself, or of the cell it stands for, if there is such a figure."""
    key = disclosure.aliases.get(key, key)
    return key if key in disclosure.figures else None


def _entries(entries: tuple[Entry, ...], stem: str, disclosure: Disclosure, names: Mapping[str, str]) -> list[Bar]:
    """A bar for each entry, with its amounts of both years."""
    bars = []
    for entry in entries:
        key = entry.key.rpartition("/")[2]
        before = _known(f"{stem}/{key}/prior", disclosure)
        bars.append(Bar(names.get(key, entry.name), entry.amount, before, entry.change, entry.growth))
    return bars


def _income(disclosure: Disclosure, names: Mapping[str, str]) -> list[Bar]:
    """Income by source, of both years, as statement two gives it."""
    return _entries(disclosure.statements.income, "income", disclosure, names)


def _expenditure_kinds(disclosure: Disclosure, names: Mapping[str, str]) -> list[Bar]:
    """Basic and project expenditure of both years."""
    return _entries(disclosure.statements.expenditure, "expenditure", disclosure, names)


def _expenditure_classes(disclosure: Disclosure, _names: Mapping[str, str]) -> list[Bar]:
    """Expenditure by function class, of every source: the right side of table 1."""
    rows = [row for row in disclosure.tables["t1"].rows if row.level == "class"]
    return [Bar(row.labels["name"], next(iter(row.cells.values()), None)) for row in rows]


def _appropriation_classes(disclosure: Disclosure, _names: Mapping[str, str]) -> list[Bar]:
    """The general public budget's current appropriation by class, of both years, classes of last year alone included."""
    functions = disclosure.functions
    codes = [code for code in functions.names if len(code) == LEVEL_LENGTHS["function"][0]]
    bars = []
    for code in sorted(codes):
        now, before = (_known(f"appropriation/{code}/{measure}", disclosure) for measure in ("amount", "prior"))
        if now or before:
            bars.append(Bar(functions.name(code), now, before))
    return bars


def _projects(disclosure: Disclosure, _names: Mapping[str, str]) -> list[Bar]:
    """The projects of statement seven by their appropriation, as table 7 names them."""
    return [
        Bar(block.project.name, block.amount, owner=block.unit.name if block.unit else "")
        for block in disclosure.statements.projects
    ]


def _travel(disclosure: Disclosure, names: Mapping[str, str]) -> list[Bar]:
    """The four items of 三公, of both years."""
    return _entries(disclosure.statements.travel, "travel", disclosure, names)


SELECTIONS: Final[Mapping[str, Callable[[Disclosure, Mapping[str, str]], list[Bar]]]] = {
    "income": _income,
    "expenditure-classes": _expenditure_classes,
    "expenditure-kinds": _expenditure_kinds,
    "appropriation-classes": _appropriation_classes,
    "projects": _projects,
    "travel": _travel,
}
"""``data`` of a chart → the bars it shows."""
