"""What a published project must tell (W02-W04, E01)."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.check.context import Context
from reportgen.check.registry import Finding, rule
from reportgen.model.budget import Project
from reportgen.model.language import say
from reportgen.model.source import SOURCE_BY_KEY


@rule("W02", "warning", "每个项目在支出明细里都有金额", "every project has money lines")
def idle_projects(context: Context) -> Iterator[Finding]:
    """A project without lines in the budget year is printed nowhere."""
    named = {project for year, project, _ in context.lines_by_project if year == context.year}
    for project in context.declaration.projects:
        if project.id not in named:
            yield Finding(
                say(
                    f"项目 {project.id}“{project.name}”在本年支出明细里没有一行。",
                    f"Project {project.id} ({project.name}) has no line in the budget year.",
                ),
                context.place(context.project_path(project.id)),
                project.id,
            )


@rule(
    "W03",
    "warning",
    "公开绩效目标表的项目写了目标或指标",
    "a project with a published indicator table has a goal or indicators",
)
def empty_indicator_tables(context: Context) -> Iterator[Finding]:
    """Rule 23: fiscal and non-fiscal projects publish a table, carry-over has none; told once where none has anything."""
    declaration = context.declaration
    tables = context.disclosure.statements.performance.tables
    printed = {table.project.id for table in tables if table.project is not None}
    current = {
        project
        for (year, project, source), group in context.lines_by_project.items()
        if year == context.year and group.fen and not SOURCE_BY_KEY[source].carryover
    }
    empty = [
        project
        for project in declaration.projects
        if project.indicators == "published" and project.id in current - printed
    ]
    if empty and declaration.data.indicators is None and not printed:
        yield Finding(
            say(
                f"{len(empty)} 个项目应公开绩效目标表，但没有给出目标和指标（data.indicators）。",
                f"{len(empty)} projects are to publish indicator tables, but no goals or indicators are given.",
            ),
            context.place("data"),
        )
        return
    for project in empty:
        yield Finding(
            say(
                f"项目 {project.id}“{project.name}”要公开绩效目标表，但目标和指标都没有。",
                f"Project {project.id} ({project.name}) publishes an indicator table but has neither goal nor indicators.",
            ),
            context.place(context.project_path(project.id)),
            project.id,
        )


@rule(
    "W04",
    "warning",
    "公开的项目写明依据、资金分配和执行时间",
    "a published project gives its basis, allocation and period",
)
def incomplete_blocks(context: Context) -> Iterator[Finding]:
    """Rule 20: the fields of a block of statement seven that is published in full."""
    for block in context.disclosure.statements.projects:
        project = block.project
        if project.disclosure == "withheld":
            continue
        missing = _missing(project)
        if missing:
            yield Finding(
                say(
                    f"项目 {project.id}“{project.name}”公开详情，但没有写{'、'.join(zh for zh, _ in missing)}。",
                    f"Project {project.id} ({project.name}) is published but lacks {', '.join(en for _, en in missing)}.",
                ),
                context.place(context.project_path(project.id)),
                expected=", ".join(en for _, en in missing),
            )


def _missing(project: Project) -> list[tuple[str, str]]:
    fields = [
        (project.basis, "设立的政策依据", "basis"),
        (project.allocation, "资金分配情况", "allocation"),
        (project.period, "资金执行时间", "period"),
    ]
    return [(zh, en) for value, zh, en in fields if not value]


@rule(
    "E01",
    "warning",
    "绩效目标表不公开的项目，七中的内容也不公开",
    "a project whose indicator table is withheld withholds its block too",
)
def half_withheld(context: Context) -> Iterator[Finding]:
    """E01: indicators withheld for secrecy while basis, allocation and period are published in full."""
    for block in context.disclosure.statements.projects:
        project = block.project
        if project.disclosure == "full" and project.indicators == "withheld":
            yield Finding(
                say(
                    f"项目 {project.id}“{project.name}”的绩效目标表不公开，详情却全部公开；涉密项目数和金额因此对不上。",
                    f"Project {project.id} ({project.name}) withholds its indicator table but publishes its details; the "
                    "count of withheld projects then differs.",
                ),
                context.place(context.project_path(project.id, "indicators")),
                "indicators: withheld",
                "disclosure: withheld",
            )
