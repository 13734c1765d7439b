"""Statement twelve (四) and (五): what performance management covers, and the indicator tables (rules 23 and 32)."""

from __future__ import annotations

import attrs

from reportgen.compute.context import Context
from reportgen.compute.selections import APPROPRIATION, CURRENT, NOT_APPROPRIATION, condition
from reportgen.model.budget import Indicator, Project
from reportgen.model.disclosure import IndicatorTable, Performance
from reportgen.model.figure import Selection, Term
from reportgen.model.source import SOURCES

TRANSFERS = tuple(source.key for source in SOURCES if source.appropriation and source.transfer)
OWN = tuple(source.key for source in SOURCES if source.appropriation and not source.transfer)


def performance(context: Context) -> Performance:
    """Coverage of fiscal and non-fiscal projects, what is not published, and the tables in order (rule 32)."""
    fiscal_rows = attrs.evolve(context.current, source=APPROPRIATION)
    other_rows = attrs.evolve(context.current, source=NOT_APPROPRIATION)
    fiscal, other = (context.lines.sums(rows, "project") for rows in (fiscal_rows, other_rows))
    projects = context.ordered_projects()
    fiscal_projects = tuple(project for project in projects if project.id in fiscal)
    other_projects = tuple(project for project in projects if project.id in other and project.id not in fiscal)
    covered = fiscal_projects + other_projects
    whole = attrs.evolve(context.current, source=CURRENT)
    fiscal_count, fiscal_amount = _coverage(context, "fiscal", fiscal_projects, fiscal_rows)
    other_count, other_amount = _coverage(context, "non-fiscal", other_projects, other_rows)
    withheld_count, withheld_amount = _unpublished(context, covered, "withheld", whole)
    authority_count, authority_amount = _unpublished(context, covered, "by-authority", whole)
    return Performance(
        fiscal_count,
        fiscal_amount,
        other_count,
        other_amount,
        withheld_count,
        withheld_amount,
        authority_count,
        authority_amount,
        _tables(context, covered),
    )


def _coverage(context: Context, name: str, projects: tuple[Project, ...], whole: Selection) -> tuple[str, str]:
    """Count and amount of a group of projects; ``whole``: the rows that their amount is read off."""
    ids = tuple(project.id for project in projects)
    rows = attrs.evolve(whole, project=ids)
    declared = {project.id: index for index, project in enumerate(context.declaration.projects)}
    places = [context.budget.place(f"projects[{declared[project]}]") for project in ids]
    key = f"performance/{name}"
    count = context.register.count(f"{key}/count", [Term("projects", len(ids))], "个", places, condition(rows))
    return count, context.register.amount(f"{key}/amount", rows)


def _unpublished(
    context: Context, covered: tuple[Project, ...], switch: str, rows: Selection
) -> tuple[str | None, str | None]:
    """Projects whose indicators are withheld or published by the authority in charge; None when there is none."""
    projects = tuple(project for project in covered if project.indicators == switch)
    return _coverage(context, switch, projects, rows) if projects else (None, None)


def _tables(context: Context, covered: tuple[Project, ...]) -> tuple[IndicatorTable, ...]:
    """The department's table, then those of published projects, fiscal before non-fiscal, each by ``order``."""
    by_project: dict[str, list[Indicator]] = {}
    for indicator in context.budget.indicators:
        by_project.setdefault(indicator.project, []).append(indicator)
    declared = context.declaration.performance
    goal = declared.goal if declared else None
    amounts = _amounts(context, "department", {"superior": TRANSFERS, "own": OWN, "other": NOT_APPROPRIATION}, None)
    tables = []
    if goal or "" in by_project:
        tables.append(IndicatorTable(None, None, amounts, goal or None, tuple(by_project.get("", ()))))
    units = {unit.id: unit for unit in context.declaration.units}
    for project in covered:
        rows = tuple(by_project.get(project.id, ()))
        if project.indicators != "published" or not (project.goal or rows):
            continue
        parts = {"total": CURRENT, "fiscal": APPROPRIATION, "other": NOT_APPROPRIATION}
        amounts = _amounts(context, project.id, parts, (project.id,))
        unit = units.get(project.unit or "")
        tables.append(IndicatorTable(project, unit, amounts, project.goal or None, rows))
    return tuple(tables)


def _amounts(
    context: Context, name: str, parts: dict[str, tuple[str, ...]], project: tuple[str, ...] | None
) -> dict[str, str]:
    """The money of an indicator table, without carry-over; zero prints 0.00 there (rule 7)."""
    return {
        part: context.register.amount(
            f"performance/{name}/{part}", attrs.evolve(context.current, source=sources, project=project)
        )
        for part, sources in parts.items()
    }
