"""Tables 7 and 11: projects of the general public budget by unit, and carry-over by project."""

from __future__ import annotations

from collections.abc import Mapping

import attrs

from reportgen.compute.context import Context
from reportgen.compute.pivot import CODE_LEVELS, Amounts, roll_up
from reportgen.compute.selections import FISCAL_CARRYOVER, GENERAL, NON_FISCAL_CARRYOVER, PROJECT
from reportgen.compute.tables_function import columns_of_fund
from reportgen.model.budget import Project
from reportgen.model.codelist import ECONOMIC_CLASSES, LEVEL_LENGTHS
from reportgen.model.disclosure import Row, Table
from reportgen.model.figure import Selection
from reportgen.model.records import Unit


def project_columns(context: Context) -> dict[str, Selection]:
    """The eleven columns of table 7: total and the economic classes (rule 11)."""
    whole = attrs.evolve(context.current, source=GENERAL, kind=PROJECT)
    return {"total": whole, **{code: attrs.evolve(whole, economic=(code,)) for code in ECONOMIC_CLASSES}}


def amounts_by_project(context: Context, columns: Mapping[str, Selection]) -> dict[str, Amounts]:
    """Sums by project id, ``""`` for lines without one; only those with money."""
    sums: dict[str, Amounts] = {}
    for column, selection in columns.items():
        for project, fen in context.lines.sums(selection, "project").items():
            sums.setdefault(project, {})[column] = fen
    return sums


def projects_by_unit(context: Context) -> Table:
    """Table 7 (一般公共预算项目支出情况表): units in table order, within them codes, within them statement seven's order."""
    columns = project_columns(context)
    register = context.register
    totals = {column: register.total(selection) for column, selection in columns.items()}
    rows = [Row("total", "total", register.cells("t7/total", totals, columns))]
    sums = amounts_by_project(context, columns)
    projects = [project for project in context.ordered_projects() if project.id in sums]
    units = sorted(context.declaration.units, key=lambda unit: (unit.order is None, unit.order or 0))
    for unit in units:
        rows += _unit_rows(context, unit, [project for project in projects if project.unit == unit.id], columns, sums)
    return Table("t7", tuple(columns), tuple(rows), empty=not any(totals.values()))


def _unit_rows(
    context: Context,
    unit: Unit,
    projects: list[Project],
    columns: Mapping[str, Selection],
    sums: Mapping[str, Amounts],
) -> list[Row]:
    """The name row of a unit, its 类 and 款, and under each 款 its projects by function code (rule 14)."""
    if not projects:
        return []
    register, functions = context.register, context.budget.functions
    own = {column: attrs.evolve(selection, unit=(unit.id,)) for column, selection in columns.items()}
    triples = [
        (project.function or "", column, fen) for project in projects for column, fen in sums[project.id].items()
    ]
    totals: Amounts = {}
    for _, column, fen in triples:
        totals[column] = totals.get(column, 0) + fen
    rows = [Row(unit.id, "unit", register.cells(f"t7/{unit.id}", totals, own), {"name": unit.name})]
    for code, amounts in roll_up(triples, LEVEL_LENGTHS["function"]).items():
        key, labels = f"{unit.id}/{code}", {"code": code, "name": functions.name(code)}
        under = {column: attrs.evolve(selection, function=(code,)) for column, selection in own.items()}
        if len(code) < 7:
            rows.append(Row(key, CODE_LEVELS[len(code)], register.cells(f"t7/{key}", amounts, under), labels))
            continue
        for project in (project for project in projects if project.function == code):
            selections = {column: attrs.evolve(selection, project=(project.id,)) for column, selection in under.items()}
            cells = register.cells(f"t7/{key}/{project.id}", sums[project.id], selections)
            rows.append(Row(f"{key}/{project.id}", "project", cells, {**labels, "project": project.name}))
    return rows


def carryover_columns(context: Context) -> dict[str, Selection]:
    """The nine columns of table 11: total, then 财政拨款 and 非财政拨款, each with 人员, 公用 and 项目支出."""
    whole = attrs.evolve(context.current, source=FISCAL_CARRYOVER + NON_FISCAL_CARRYOVER)
    columns = {"total": whole}
    for name, sources in (("fiscal", FISCAL_CARRYOVER), ("non-fiscal", NON_FISCAL_CARRYOVER)):
        for column, selection in columns_of_fund(attrs.evolve(whole, source=sources)).items():
            columns[name if column == "total" else f"{name}-{column}"] = selection
    return columns


def carryover_by_project(context: Context) -> Table:
    """Table 11 (上年结转结余情况明细表): one row a project, in the order of ``projects`` (output contract).

    Carry-over of basic expenditure names no project: it counts in 总计 and has no row, which `check` tells.
    """
    columns = carryover_columns(context)
    register = context.register
    totals = {column: register.total(selection) for column, selection in columns.items()}
    rows = [Row("total", "total", register.cells("t11/total", totals, columns))]
    sums = amounts_by_project(context, columns)
    names = {project.id: project.name for project in context.declaration.projects}
    for project, name in names.items():
        if project not in sums:
            continue
        selections = {column: attrs.evolve(selection, project=(project,)) for column, selection in columns.items()}
        cells = register.cells(f"t11/{project}", sums[project], selections)
        rows.append(Row(project, "project", cells, {"project": name}))
    return Table("t11", tuple(columns), tuple(rows), empty=not any(totals.values()))
