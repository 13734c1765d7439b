"""What a published project must tell (W02-W04, E01, C24)."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.check.context import Context
from reportgen.check.registry import Finding, rule
from reportgen.model.budget import Project
from reportgen.model.language import say
from reportgen.model.prose import Prose
from reportgen.model.source import SOURCE_BY_KEY

EMPTY = Prose(())
SUBSIDY_FIELDS = {
    "funding": "资金来源", "people": "补贴人数", "standard": "补贴标准", "scope": "补贴范围", "method": "补贴方式",
    "procedure": "发放程序", "benefit": "受益人群和社会效益",
}  # fmt: skip
"""Fields of `Subsidy` → heading, in the order of rule 20."""


@rule("W02", "warning", "每个项目在支出明细里都有金额", "every project has money lines")
def idle_projects(context: Context) -> Iterator[Finding]:
    """A project without lines in the budget year is printed nowhere.

    Basis: 《预算法实施条例》第六条：公开基本支出和项目支出；版式：只列有金额的项目 | 预算法实施条例, article 6; only
        projects with money are printed
    Help: 在支出明细里补上这个项目的行，或删去这个项目 | add its lines to the table, or take the project out
    Wrong: projects 里有 P23，lines.csv 里没有一行写 P23 | P23 under `projects`, and in no row of lines.csv
    Right: 2025,U1,2010399,项目支出,P23,一般公共预算,302,50000.00
    """
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
    """Rule 23: fiscal and non-fiscal projects publish a table, carry-over has none; told once where none has anything.

    Basis: 中发〔2018〕34 号《关于全面实施预算绩效管理的意见》：绩效目标同步公开；规则 23 | 中发〔2018〕34 号:
        performance goals are published; rule 23
    Help: 写项目的 goal，并在绩效指标表里加上它的行；不公开的写 indicators: withheld 或 by-authority | give the
        project a `goal` and rows of indicators; else `indicators: withheld` or `by-authority`
    Wrong: {id: P03, name: 公共机构节能, indicators: published}，没有 goal，也没有指标 | neither `goal` nor indicators
    Right: {id: P03, name: 公共机构节能, goal: 全年节电 5%。}，指标表里有 P03 的行 | a `goal`, and rows of P03 among
        the indicators
    """
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
    """Rule 20: the fields of a block of statement seven that is published in full.

    Basis: 版式第七项“一般公共预算项目支出情况说明”，规则 20；《预算法实施条例》第六条：公开项目支出 | the layout's
        statement seven, rule 20; 预算法实施条例, article 6
    Help: 补上所缺的各栏；按规定不公开的写 disclosure: withheld | add what is missing; `disclosure: withheld` where
        the law withholds it
    Wrong: {id: P03, name: 公共机构节能, unit: U1, function: "2010399"}
    Right: {id: P03, name: 公共机构节能, …, basis: 年度计划。, allocation: 节能改造。, period: {from: …, to: …}}
    """
    blocks = [block for block in context.disclosure.statements.projects if block.project.disclosure != "withheld"]
    lacking = [(block, missing) for block in blocks if (missing := _missing(block.project))]
    if len(lacking) > 1 and len(lacking) == len(blocks) and all(len(missing) == 3 for _, missing in lacking):
        yield Finding(
            say(
                f"{len(lacking)} 个公开详情的项目都没有写设立的政策依据、资金分配情况和资金执行时间。",
                f"None of the {len(lacking)} published projects gives its basis, allocation and period.",
            ),
            context.place("projects"),
            expected="basis, allocation, period",
            figures=tuple(block.amount for block, _ in lacking),
        )
        return
    for block, missing in lacking:
        project = block.project
        yield Finding(
            say(
                f"项目 {project.id}“{project.name}”公开详情，但没有写{'、'.join(zh for zh, _ in missing)}。",
                f"Project {project.id} ({project.name}) is published but lacks {', '.join(en for _, en in missing)}.",
            ),
            context.place(context.project_path(project.id)),
            expected=", ".join(en for _, en in missing),
            figures=(block.amount,),
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
    """E01: indicators withheld for secrecy while basis, allocation and period are published in full.

    Basis: 《预算法》第十四条：涉及国家秘密的除外；规则 21：涉密项目数、金额与不公开的项目一致 | 预算法, article 14:
        state secrets are left out; rule 21: the count of secret projects is that of withheld blocks
    Help: 涉密项目写 disclosure: withheld；绩效目标表另行公开的写 indicators: by-authority；否则写 accept | a secret
        project takes `disclosure: withheld`; a table published elsewhere `indicators: by-authority`; else `accept`
    Wrong: disclosure: full, indicators: withheld
    Right: disclosure: withheld, indicators: withheld
    """
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
                figures=(block.amount,),
            )


@rule("C24", "warning", "补助到人的项目写全补贴要素", "a grant to persons tells all that rule 20 asks")
def incomplete_subsidies(context: Context) -> Iterator[Finding]:
    """Rule 20: grants to persons add source, number of people, rate, scope, way, procedure and benefit.

    Only projects that give a `subsidy` block are looked at; one that withholds its details has none.

    Basis: 版式第七项，规则 20：补助到人的项目另列资金来源、补贴人数、标准、范围、方式、程序和受益情况 | the layout's
        statement seven, rule 20: the seven fields of grants to persons
    Help: 在项目的 subsidy 里补上所缺的各栏 | add what is missing to the project's `subsidy`
    Wrong: subsidy: {funding: 一般公共预算, people: 98}
    Right: subsidy: {funding: …, people: 98, standard: 每人每月 500 元, scope: …, method: …, procedure: …, benefit: …}
    """
    for block in context.disclosure.statements.projects:
        project = block.project
        if project.subsidy is None:
            continue
        missing = [
            (zh, field) for field, zh in SUBSIDY_FIELDS.items() if getattr(project.subsidy, field) in (None, EMPTY)
        ]
        if missing:
            yield Finding(
                say(
                    f"项目 {project.id}“{project.name}”的补贴没有写{'、'.join(zh for zh, _ in missing)}。",
                    f"The grants of project {project.id} ({project.name}) lack {', '.join(field for _, field in missing)}.",
                ),
                context.place(context.project_path(project.id, "subsidy")),
                expected=", ".join(f"{field}: …" for _, field in missing),
                figures=(block.amount,),
            )
