"""Whether last year's rows can tell 公用经费 and 三公, which are read off economic codes."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.check.context import Context
from reportgen.check.groups import Group, grouped
from reportgen.model.disclosure import Entry
from reportgen.model.source import SOURCE_BY_KEY

GENERAL = frozenset(
    key for key, source in SOURCE_BY_KEY.items() if source.appropriation and source.budget == "general-public-budget"
)


def uncoded_appropriation(context: Context) -> Group | None:
    """Last year's rows of the six appropriation sources without economic code: their sum, and the first of them."""
    return _together(_uncoded(context, frozenset(key for key, source in SOURCE_BY_KEY.items() if source.appropriation)))


def uncoded_basic(context: Context) -> Group | None:
    """The same of basic expenditure of the general public budget, which 公用经费 is part of."""
    before = context.year - 1
    uncoded = _together(_uncoded(context, GENERAL))
    kinds = {"basic": 0, "project": 0}
    for (year, _function, kind, source), group in context.lines_by_function.items():
        if year == before and source in GENERAL:
            kinds[kind] += group.fen
    if uncoded is None or not kinds["basic"]:
        return None
    if uncoded.fen > kinds["project"]:
        return uncoded
    # All of it may be project expenditure: only then the rows are grouped once more.
    groups = grouped(context.budget.lines, "year", "economic", "kind", "source")
    return _together(
        group
        for (year, economic, kind, source), group in groups.items()
        if year == before and not economic and kind == "basic" and source in GENERAL
    )


def operating_unknown(context: Context) -> Group | None:
    """The rows for which last year's operating funds are not known; None where they are, or nothing is there now."""
    entry = context.disclosure.statements.operating_funds
    if context.declaration.comparatives.operating_funds is not None or not context.fen(entry.amount):
        return None
    return uncoded_basic(context)


def travel_unknown(context: Context) -> list[Entry]:
    """The items of 三公 with money this year whose amount of last year is not known."""
    given = context.declaration.comparatives
    entries = [
        entry
        for entry in context.disclosure.statements.travel
        if context.fen(entry.amount) and getattr(given, entry.key.replace("-", "_")) is None
    ]
    return entries if entries and uncoded_appropriation(context) is not None else []


def _uncoded(context: Context, sources: frozenset[str]) -> Iterator[Group]:
    for (year, economic, source), group in context.lines_by_economic.items():
        if year == context.year - 1 and not economic and source in sources:
            yield group


def _together(groups: Iterator[Group]) -> Group | None:
    with_money = [group for group in groups if group.fen]
    return Group(sum(group.fen for group in with_money), with_money[0].place) if with_money else None
