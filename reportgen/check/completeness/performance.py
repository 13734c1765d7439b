"""Performance goals and their tables (C21-C23, C28)."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.check.completeness.missing import missing_place
from reportgen.check.context import Context
from reportgen.check.plausibility.measures import is_blank
from reportgen.check.registry import Finding, rule
from reportgen.check.texts import INDICATOR_CELLS
from reportgen.model.disclosure import IndicatorTable
from reportgen.model.language import say
from reportgen.model.place import Place

FEWEST = 2
"""Tables of so few rows have no habit."""


@rule("C21", "warning", "写明部门整体绩效目标", "the department's goal is given")
def department_goal(context: Context) -> Iterator[Finding]:
    """Performance goals are published with the budget, the department's own among them: 中发〔2018〕34 号.

    Basis: 中发〔2018〕34 号《关于全面实施预算绩效管理的意见》：重要绩效目标与预算草案同步向社会公开 | 中发〔2018〕34
        号: important performance goals are published together with the budget
    Help: 在 performance.goal 里写部门整体年度绩效目标 | write the department's goal of the year in `performance.goal`
    Wrong: budget.yaml 里没有 performance | no `performance` in budget.yaml
    Right: performance: {goal: 丰富群众文化生活，提高公共文化服务水平。, department_goals: 1}
    """
    given = context.declaration.performance
    if given is None or not given.goal:
        yield Finding(
            say(
                "没有写部门整体绩效目标（performance.goal）。",
                "The department's performance goal (`performance.goal`) is not given.",
            ),
            missing_place(context, "performance.goal"),
            expected="performance: {goal: …, department_goals: 1}" if given is None else "goal: …",
        )


@rule("C22", "warning", "部门整体绩效目标有指标", "the department's goal has indicators")
def department_indicators(context: Context) -> Iterator[Finding]:
    """A goal is shown by indicators: the department's table is rows of indicators.csv without a project (rule 23).

    Basis: 中发〔2018〕34 号《关于全面实施预算绩效管理的意见》：绩效目标要有绩效指标 | 中发〔2018〕34 号: goals are shown by indicators; the layout's department table
    Help: 在绩效指标表里加上项目一栏为空的行 | add rows with a blank project to the table of indicators
    Wrong: 写了 performance.goal，指标表里没有整个部门的行 | `performance.goal` is given, no row has a blank project
    Right: ,履职效能,数量指标,全年服务群众人次,≥6万人次,年度工作计划,5.4万人次,45,按照完成比例赋分,活动记录
    """
    for table in context.disclosure.statements.performance.tables:
        if table.project is None and not table.rows:
            yield Finding(
                say(
                    "部门整体绩效目标没有一条指标，目标表会印“没有填报绩效指标”。",
                    "The department's goal has no indicator; its table will say so.",
                ),
                context.place("performance.goal"),
                figures=tuple(table.amounts.values()),
            )


@rule(
    "C23", "warning", "公开的项目绩效目标表既有目标也有指标", "a published indicator table has both goal and indicators"
)
def half_tables(context: Context) -> Iterator[Finding]:
    """A project's table needs its overall goal and at least one indicator (rule 23); W03 tells of those with neither.

    Where no project has any indicator, or none a goal, it is told once.

    Basis: 中发〔2018〕34 号《关于全面实施预算绩效管理的意见》：绩效目标同步公开；规则 23 | 中发〔2018〕34 号:
        performance goals are published; rule 23
    Help: 目标写在项目的 goal，指标写在绩效指标表；不公开的写 indicators: withheld 或 by-authority | write the goal in
        the project, the indicators in their table; else `indicators: withheld` or `by-authority`
    Wrong: P03 写了 goal，指标表里没有 P03 的行 | P03 has a goal and no row of indicators
    Right: P03,产出指标,数量指标,举办演出场次,≥20场,计划标准,16场,30,按照完成比例赋分,活动记录
    """
    tables = [table for table in context.disclosure.statements.performance.tables if table.project is not None]
    bare = [table for table in tables if not table.rows]
    aimless = [table for table in tables if table.rows and table.goal is None]
    if len(bare) > 1 and len(bare) == len(tables):
        zh, en = "都没有指标（data.indicators）", "has an indicator (`data.indicators`)"
        expected = "indicators: indicators.csv" if context.declaration.data.indicators is None else None
        yield _all(bare, zh, en, missing_place(context, "data.indicators"), expected)
    else:
        yield from (_half(context, table, "没有一条指标", "has no indicator") for table in bare)
    if len(aimless) > 1 and len(aimless) == len(tables):
        yield _all(
            aimless,
            "都没有写总体目标（goal）",
            "has an overall goal (`goal`)",
            missing_place(context, "projects"),
            "goal: …",
        )
    else:
        yield from (
            _half(context, table, "没有写总体目标（goal）", "has no overall goal (`goal`)", "goal: …")
            for table in aimless
        )


def _all(tables: list[IndicatorTable], zh: str, en: str, place: Place, expected: str | None) -> Finding:
    return Finding(
        say(f"{len(tables)} 张项目绩效目标表{zh}。", f"None of the {len(tables)} projects' tables {en}."),
        place,
        expected=expected,
        figures=tuple(figure for table in tables for figure in table.amounts.values()),
    )


def _half(context: Context, table: IndicatorTable, zh: str, en: str, expected: str | None = None) -> Finding:
    project = table.project
    assert project is not None, "the department's table is told by C21 and C22"
    return Finding(
        say(
            f"项目 {project.id}“{project.name}”公开绩效目标表，但{zh}。",
            f"Project {project.id} ({project.name}) publishes an indicator table but {en}.",
        ),
        context.place(context.project_path(project.id, "goal")),
        project.id,
        expected,
        figures=tuple(table.amounts.values()),
    )


@rule("C28", "warning", "指标各栏填写完整", "no cell of an indicator is blank where all others of its table are filled")
def blank_cells(context: Context) -> Iterator[Finding]:
    """Where every other row of a table tells 一级指标, 二级指标, 设置依据 or 赋分规则, a row that does not has a cell left out.

    Basis: 财预〔2021〕101 号：每项指标有类别、依据和赋分规则；规则 23 | Guide 财预〔2021〕101号: each indicator has its class, basis
        and rule; rule 23
    Help: 补填这一格 | fill in the cell
    Wrong: 三条指标里有一条没有写设置依据 | one of three indicators has no 设置依据
    Right: 每条指标都写设置依据 | each has one
    """
    for table in context.disclosure.statements.performance.tables:
        for field in ("level1", "level2", "basis", "rule"):
            blank = [row for row in table.rows if is_blank(getattr(row, field))]
            if len(blank) == 1 and len(table.rows) > FEWEST:
                heading, name = INDICATOR_CELLS[field], blank[0].level3
                yield Finding(
                    say(
                        f"指标“{name}”没有填{heading}，同一张表其余各条都填了。",
                        f"{heading} of the indicator {name} is blank; the others are filled.",
                    ),
                    blank[0].cell(field),
                    expected=heading,
                )
