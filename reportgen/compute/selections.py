"""Selections of input rows: groups of funding sources, and the condition of a selection in words of the tables."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from reportgen.model.budget import KINDS
from reportgen.model.figure import Selection
from reportgen.model.source import BUDGETS, INCOME_COLUMNS, OWN_FUNDS_ITEMS, SOURCE_BY_KEY, SOURCES

BUDGET_SOURCES: Final[Mapping[str, tuple[str, ...]]] = {
    budget: tuple(source.key for source in SOURCES if source.appropriation and source.budget == budget)
    for budget in BUDGETS
}
"""The two current sources of each budget: columns 3+4, 5+6, 7+8 of table 2 (rule 26)."""
GENERAL: Final = BUDGET_SOURCES["general-public-budget"]
APPROPRIATION: Final = tuple(source.key for source in SOURCES if source.appropriation)
"""The six appropriation sources (财政拨款)."""
NOT_APPROPRIATION: Final = ("fiscal-account", "own-funds")
CURRENT: Final = APPROPRIATION + NOT_APPROPRIATION
"""The eight sources of 本年收入."""
COLUMN_SOURCES: Final[Mapping[str, tuple[str, ...]]] = {
    column: tuple(source.key for source in SOURCES if source.column == column) for column in INCOME_COLUMNS
}
"""Column of table 2 → its sources."""
FISCAL_CARRYOVER: Final = COLUMN_SOURCES["fiscal-carryover"]
NON_FISCAL_CARRYOVER: Final = COLUMN_SOURCES["non-fiscal-carryover"]
CARRYOVER: Final = FISCAL_CARRYOVER + NON_FISCAL_CARRYOVER

BASIC: Final = ("basic",)
PROJECT: Final = ("project",)

LINE_DIMENSIONS: Final = ("source", "kind", "function", "economic", "project", "unit")
INCOME_DIMENSIONS: Final = ("source", "item")

_KIND_NAMES: Final[Mapping[str, str]] = {kind: name for name, kind in KINDS.items()}
_ITEM_NAMES: Final = {item: name for name, item in OWN_FUNDS_ITEMS.items()}
_WHOLE_LENGTH: Final = {"function": 7, "economic": 5}
_SPELLINGS: Final[Mapping[str, Callable[[str], str]]] = {
    "source": lambda key: SOURCE_BY_KEY[key].name,
    "kind": lambda key: _KIND_NAMES[key],
    "item": lambda key: _ITEM_NAMES.get(key, key),
}


def condition(selection: Selection) -> str:
    """The condition as a formula shows it: ``year=2024, source=单位资金, function=201*``; a blank cell is ``''``."""
    parts = [f"year={selection.year}"]
    for name in ("source", "item") if selection.table == "income" else LINE_DIMENSIONS:
        wanted: tuple[str, ...] | None = getattr(selection, name)
        if wanted is not None:
            parts.append(f"{name}={'|'.join(_spelling(name, value) for value in wanted)}")
    return ", ".join(parts)


def _spelling(name: str, value: str) -> str:
    if not value:
        return "''"
    if name in _WHOLE_LENGTH:
        return value if len(value) == _WHOLE_LENGTH[name] else f"{value}*"
    spell = _SPELLINGS.get(name)
    return spell(value) if spell else value
