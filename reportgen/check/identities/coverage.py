"""Performance management: which projects are covered, and the money of the indicator tables (N32-N39, E18)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from reportgen.check.compare import Side, counted, unequal, yuan
from reportgen.check.context import Context
from reportgen.check.registry import Finding, rule
from reportgen.compute.selections import APPROPRIATION, CURRENT, NOT_APPROPRIATION, PROJECT
from reportgen.model.budget import Project
from reportgen.model.diagnostic import Note
from reportgen.model.figure import Selection
from reportgen.model.language import say
from reportgen.model.money import Money


class _Money(NamedTuple):
    """Current money of a project in 分: of the six appropriation sources, and of 财政专户 and 单位资金."""

    fiscal: int
    other: int


def _projects(context: Context) -> Mapping[str, _Money]:
    """Project id → its money, of the projects with any; read off the money lines (rule 32)."""
    sums: dict[str, list[int]] = {}
    for (year, project, source), group in context.lines_by_project.items():
        if year == context.year and project and source in CURRENT:
            sums.setdefault(project, [0, 0])[source in NOT_APPROPRIATION] += group.fen
    return {project: _Money(*parts) for project, parts in sums.items() if any(parts)}


def _count(context: Context, key: str | None) -> int:
    figure = context.figure(key) if key is not None else None
    return figure.value if figure is not None and isinstance(figure.value, int) else 0


def _group(
    context: Context,
    keys: tuple[str | None, str | None],
    projects: Mapping[str, int],
    sources: tuple[str, ...],
    zh: str,
    en: str,
) -> Iterator[Finding]:
    """Count and amount of a group of projects, as printed and as the money lines have them."""
    count, amount = keys
    place = next((context.place(context.project_path(project)) for project in projects), None)
    yield from counted(
        context, f"{zh}个数", f"number of {en}", _count(context, count), len(projects), (count,) if count else (), place
    )
    printed = context.fen(amount) or 0 if amount is not None else 0
    rows = Selection("lines", context.year, source=sources, project=tuple(projects))
    yield from unequal(
        context,
        [
            Side(f"{zh}金额", f"amount of {en}", printed, (amount,) if amount else (), rows=(rows,)),
            Side("明细合计", "their money lines", sum(projects.values()), rows=(rows,)),
        ],
    )


@rule(
    "N32",
    "error",
    "绩效管理的财政拨款项目：个数、金额与明细一致",
    "fiscal projects under performance management: number and amount",
)
def fiscal_coverage(context: Context) -> Iterator[Finding]:
    """N32, rule 32: projects with money of any of the six appropriation sources, and that money.

    Basis: 第十二项（四）绩效管理覆盖全部财政拨款项目（N32） | statement twelve (4) covers all fiscal projects (N32)
    Help: 数字由程序计算；出现这条说明程序有误，请反馈 | the numbers are computed; report this finding as a fault of the program
    Wrong: 写 17 个项目，明细有 18 个 | 17 projects are told, the lines have 18
    Right: 写 18 个项目，明细有 18 个 | 18 projects in both
    """
    told = context.disclosure.statements.performance
    fiscal = {project: money.fiscal for project, money in _projects(context).items() if money.fiscal}
    yield from _group(
        context, (told.fiscal_count, told.fiscal_amount), fiscal, APPROPRIATION, "财政拨款项目", "fiscal projects"
    )


@rule(
    "N33", "error", "绩效管理的非财政拨款项目：个数、金额与明细一致", "non-fiscal projects under performance management"
)
def other_coverage(context: Context) -> Iterator[Finding]:
    """N33, rule 32: projects with money of 财政专户 or 单位资金 and none of the six appropriation sources.

    Basis: 第十二项（四）绩效管理覆盖非财政拨款项目（N33） | statement twelve (4) covers the non-fiscal projects (N33)
    Help: 数字由程序计算；出现这条说明程序有误，请反馈 | the numbers are computed; report this finding as a fault of the program
    Wrong: 写 1 个项目，明细有 2 个 | one project is told, the lines have two
    Right: 写 2 个项目，明细有 2 个 | two projects in both
    """
    told = context.disclosure.statements.performance
    other = {project: money.other for project, money in _projects(context).items() if not money.fiscal}
    keys = told.non_fiscal_count, told.non_fiscal_amount
    yield from _group(context, keys, other, NOT_APPROPRIATION, "非财政拨款项目", "non-fiscal projects")


def _covered(context: Context) -> tuple[list[Project], set[str]]:
    """The projects with current money, and the ids of those with an indicator table."""
    money = _projects(context)
    covered = [project for project in context.declaration.projects if project.id in money]
    tables = context.disclosure.statements.performance.tables
    return covered, {table.project.id for table in tables if table.project is not None}


@rule(
    "N34",
    "error",
    "绩效目标表个数 + 不公开个数 = 项目个数",
    "indicator tables and unpublished ones cover every project",
)
def tables_cover(context: Context) -> Iterator[Finding]:
    """N34 in its general form: tables, withheld, by authority, and published without goal and targets (W03 tells those).

    Basis: 每个项目或公开绩效目标表，或计入不公开的个数（N34） | every project has a table or counts as unpublished (N34)
    Help: 数字由程序计算；出现这条说明程序有误，请反馈 | the numbers are computed; report this finding as a fault of the program
    Wrong: 11 张表 + 涉密 6 个，项目 18 个 | 11 tables and 6 withheld, 18 projects
    Right: 11 张表 + 涉密 6 个 + 大专项 1 个，项目 18 个 | 11 tables, 6 withheld and one by authority, 18 projects
    """
    told = context.disclosure.statements.performance
    covered, tables = _covered(context)
    idle = sum(project.indicators == "published" and project.id not in tables for project in covered)
    parts = len(tables) + idle + _count(context, told.withheld_count) + _count(context, told.by_authority_count)
    whole = _count(context, told.fiscal_count) + _count(context, told.non_fiscal_count)
    keys = tuple(key for key in (told.fiscal_count, told.withheld_count, told.by_authority_count) if key is not None)
    yield from counted(
        context, "绩效目标表和不公开的项目数", "indicator tables and unpublished projects", parts, whole, keys
    )


@rule(
    "N35",
    "error",
    "绩效目标表金额 + 不公开金额 = 项目金额",
    "the money of indicator tables and unpublished projects is all project money",
)
def amounts_cover(context: Context) -> Iterator[Finding]:
    """N35 in its general form: as N34, with the current money of each project, all eight sources.

    Basis: 每个项目的金额或在绩效目标表里，或计入不公开的金额（N35） | the money of every project is in a table or unpublished (N35)
    Help: 数字由程序计算；出现这条说明程序有误，请反馈 | the numbers are computed; report this finding as a fault of the program
    Wrong: 表内 5,236.81 + 不公开 5,016.36，项目 10,343.17 | tables 5,236.81 and unpublished 5,016.36, projects 10,343.17
    Right: 表内 5,236.81 + 不公开 5,106.36，项目 10,343.17 | tables 5,236.81 and unpublished 5,106.36, projects 10,343.17
    """
    told = context.disclosure.statements.performance
    money = _projects(context)
    covered, tables = _covered(context)
    idle = sum(sum(money[p.id]) for p in covered if p.indicators == "published" and p.id not in tables)
    keys = [table.amounts["total"] for table in told.tables if table.project is not None]
    keys += [key for key in (told.withheld_amount, told.by_authority_amount) if key is not None]
    rows = (Selection("lines", context.year, source=CURRENT, project=tuple(money)),)
    yield from unequal(
        context,
        [
            Side(
                "绩效目标表和不公开金额",
                "tables and unpublished",
                sum(context.fen(key) or 0 for key in keys) + idle,
                tuple(keys),
                rows=rows,
            ),
            Side(
                "各项目明细合计", "money lines of the projects", sum(sum(parts) for parts in money.values()), rows=rows
            ),
        ],
    )


@rule(
    "N36",
    "error",
    "每张绩效目标表：年度预算 = 财政拨款 + 其他资金 = 项目明细",
    "each indicator table: total = fiscal + other = its money lines",
)
def table_amounts(context: Context) -> Iterator[Finding]:
    """N36: the money at the head of every project's table, without carry-over.

    Basis: 绩效目标表的年度预算与表7、表2 一致（N36） | the money of an indicator table is that of tables 7 and 2 (N36)
    Help: 数字由程序计算；出现这条说明程序有误，请反馈 | the numbers are computed; report this finding as a fault of the program
    Wrong: 年度预算 215，财政拨款 251 | total 215, fiscal 251
    Right: 年度预算 215，财政拨款 215 | total 215, fiscal 215
    """
    money = _projects(context)
    for table in context.disclosure.statements.performance.tables:
        if table.project is None:
            continue
        project = table.project.id
        keys = tuple(table.amounts[part] for part in ("fiscal", "other"))
        parts = money.get(project, _Money(0, 0))
        lines = Selection("lines", context.year, source=CURRENT, project=(project,))
        total = table.amounts["total"]
        yield from unequal(
            context,
            [
                Side(f"{project} 年度预算", f"{project}, total", context.fen(total) or 0, (total,)),
                Side(
                    f"{project} 财政拨款 + 其他资金",
                    f"{project}, fiscal + other",
                    sum(context.fen(key) or 0 for key in keys),
                    keys,
                ),
                Side(f"{project} 明细", f"{project}, money lines", sum(parts), rows=(lines,)),
            ],
        )


def _unpublished(context: Context, switch: str) -> dict[str, int]:
    money = _projects(context)
    return {
        project.id: sum(money[project.id])
        for project in context.declaration.projects
        if project.id in money and project.indicators == switch
    }


@rule(
    "N37",
    "error",
    "不予公开绩效目标表的项目：个数、金额与明细一致",
    "projects with withheld indicators: number and amount",
)
def withheld_coverage(context: Context) -> Iterator[Finding]:
    """N37, rule 32: counted from ``indicators: withheld`` and the current money of those projects (E01 looks at the blocks).

    Basis: 第十二项（五）涉密项目的个数和金额（N37） | statement twelve (5): number and money of the secret projects (N37)
    Help: 数字由程序计算；出现这条说明程序有误，请反馈 | the numbers are computed; report this finding as a fault of the program
    Wrong: 写 6 个、4,844.36，项目有 5 个、4,823.36 | six and 4,844.36 are told, there are five with 4,823.36
    Right: 写 5 个、4,823.36，项目有 5 个、4,823.36 | five and 4,823.36 in both
    """
    told = context.disclosure.statements.performance
    keys = told.withheld_count, told.withheld_amount
    yield from _group(context, keys, _unpublished(context, "withheld"), CURRENT, "不予公开的项目", "withheld projects")


@rule(
    "N38",
    "error",
    "由主管部门公开的项目：个数、金额与明细一致",
    "projects published by the authority in charge: number and amount",
)
def authority_coverage(context: Context) -> Iterator[Finding]:
    """N38, rule 32: counted from ``indicators: by-authority`` and the current money of those projects.

    Basis: 第十二项（五）大专项的个数和金额（N38） | statement twelve (5): number and money of the large programmes (N38)
    Help: 数字由程序计算；出现这条说明程序有误，请反馈 | the numbers are computed; report this finding as a fault of the program
    Wrong: 写 1 个、226.00，项目明细 262.00 | one and 226.00 are told, its lines are 262.00
    Right: 写 1 个、262.00，项目明细 262.00 | one and 262.00 in both
    """
    told = context.disclosure.statements.performance
    keys = told.by_authority_count, told.by_authority_amount
    yield from _group(
        context, keys, _unpublished(context, "by-authority"), CURRENT, "由主管部门公开的项目", "projects by authority"
    )


@rule(
    "N39",
    "error",
    "绩效管理覆盖的金额 + 未计入的资金 = 表3 项目支出",
    "money under performance management and what it leaves out = table 3, projects",
)
def coverage_is_project_money(context: Context) -> Iterator[Finding]:
    """N39 in its general form: what is left out is the carry-over and the own money of projects that count as fiscal (rule 32).

    Basis: 绩效管理覆盖结转以外的全部项目支出（N39） | performance management covers all project money but the carry-over (N39)
    Help: 数字由程序计算；出现这条说明程序有误，请反馈 | the numbers are computed; report this finding as a fault of the program
    Wrong: 覆盖 12,283.27 + 结转 336.41，表3 项目支出 12,646.68 | covered 12,283.27 and carry-over 336.41, table 3 has 12,646.68
    Right: 覆盖 12,283.27 + 结转 363.41，表3 项目支出 12,646.68 | covered 12,283.27 and carry-over 363.41, table 3 has 12,646.68
    """
    told = context.disclosure.statements.performance
    own = sum(money.other for money in _projects(context).values() if money.fiscal)
    left = sum(
        group.fen
        for (year, _, kind, source), group in context.lines_by_function.items()
        if year == context.year and kind == "project" and source not in CURRENT
    )
    keys = (told.fiscal_amount, told.non_fiscal_amount)
    covered = sum(context.fen(key) or 0 for key in keys)
    rows = (Selection("lines", context.year, kind=PROJECT),)
    yield from unequal(
        context,
        [
            Side("绩效管理覆盖的金额 + 未计入的资金", "covered and left out", covered + own + left, keys, rows=rows),
            Side("表3 项目支出", "table 3, projects", context.cell("t3", "total", "project"), ("t3/total/project",)),
        ],
    )


@rule(
    "E18",
    "info",
    "部门整体绩效的年度预算是否含上年结转",
    "whether the department's performance budget holds the carry-over",
)
def department_budget(context: Context) -> Iterator[Finding]:
    """E18: the department's goal budget is 本年收入 (R07), so that money carried over, though spent this year, is outside.

    Basis: 部门整体绩效的年度预算按本年收入列示，上年结转不在内（R07、E18） | the department's goal budget is the current income (R07, E18)
    Help: 如需说明，在部门整体绩效目标里写明“本年预算，不含上年结转” | say in the department's goal that it leaves the carry-over out
    Wrong: 年度预算 17,940.61，收入总计 18,304.02，没有说明 | budget 17,940.61, total income 18,304.02, no word about it
    Right: 绩效目标写明不含上年结转 363.41 | the goal says that 363.41 of carry-over is outside
    """
    tables = context.disclosure.statements.performance.tables
    carried = context.fen("carryover/total/amount") or 0
    if not carried or not any(table.project is None for table in tables):
        return
    goal = context.declaration.performance.goal if context.declaration.performance is not None else None
    if goal is not None and "结转" in goal.raw:
        return
    keys = tuple(f"performance/department/{part}" for part in ("superior", "own", "other"))
    budget = sum(context.fen(key) or 0 for key in keys)
    yield Finding(
        say(
            f"部门整体绩效的年度预算 {yuan(budget)} 元是本年收入，不含上年结转结余 {yuan(carried)} 元。",
            f"The department's performance budget of {yuan(budget)} yuan is the current income, without the {yuan(carried)} yuan "
            "carried over.",
        ),
        context.place("performance.goal"),
        Money(budget).yuan(),
        Money(budget + carried).yuan(),
        notes=(
            Note(
                say(f"上年结转结余 {yuan(carried)} 元", f"carried over: {yuan(carried)} yuan"),
                context.figure_place("carryover/total/amount"),
            ),
        ),
        figures=keys,
    )
