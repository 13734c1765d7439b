"""What is odd rather than wrong: repeated rows, projects and indicators that miss something, numbers without a figure."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

import attrs

from reportgen.check.context import Context
from reportgen.check.directions import amounts
from reportgen.check.facts import project_path
from reportgen.check.reasons import expanded, explains, reasons, signed_sum
from reportgen.check.registry import Finding, rule
from reportgen.model.budget import Project, Reasons
from reportgen.model.language import say
from reportgen.model.money import FEN_PER_UNIT, Money, half_up
from reportgen.model.place import Place
from reportgen.model.prose import Prose
from reportgen.model.source import SOURCE_BY_KEY

REASON_BLOCKS = ("income", "expenditure", "appropriation", "function", "travel", "operating_funds")
_PLACES = {"万元": 0, "元": 4, "亿元": -4}
"""How many more decimals of 万元 an amount written in another unit tells."""


@rule("W01", "warning", "表里没有逐字重复的行", "no row of a table is repeated to the letter")
def repeated_rows(context: Context) -> Iterator[Finding]:
    """A row repeated to the letter is two lines that add up (input contract, lines.csv); more likely one was copied."""
    for place, earlier in context.budget.repeated_rows:
        yield Finding(
            say(
                f"这一行与 {earlier} 逐字相同，两行会相加，请核对。",
                f"This row repeats {earlier} to the letter; both count.",
            ),
            place,
        )


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
                context.place(project_path(context, project.id)),
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
            context.place(project_path(context, project.id)),
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
                context.place(project_path(context, project.id)),
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
                context.place(project_path(context, project.id, "indicators")),
                "indicators: withheld",
                "disclosure: withheld",
            )


@rule(
    "W05",
    "warning",
    "文字里写的金额与某个数字相符",
    "an amount typed into prose equals some figure",
)
def unknown_amounts(context: Context) -> Iterator[Finding]:
    """Amounts in reasons, uses, allocations and goals equal a figure or a declared amount at the places written.

    The list of a reason that adds up to its change (N10-N12) is explained, and rates a head are left out.
    """
    known = _known_amounts(context)
    rounded: dict[int, set[int]] = {}
    for text, place in _prose(context):
        for amount in amounts(text):
            places = amount.decimals + _PLACES[amount.unit]
            if places not in rounded:
                rounded[places] = {_at(Fraction(fen, FEN_PER_UNIT["万元"]), places) for fen in known}
            if _at(Fraction(amount.value), places) not in rounded[places]:
                written = f"{amount.value.normalize():f} 万元"
                yield Finding(
                    say(
                        f"文字里的 {written} 与报告中任何数字都不相符，请核对。",
                        f"{written} in this text equals no figure of the report.",
                    ),
                    place,
                    written,
                )


def _at(value: Fraction, places: int) -> int:
    """Rounded at a number of decimals, which is negative where only ten thousands are told."""
    return half_up(value, places) if places >= 0 else half_up(value / 10**-places, 0)


def _known_amounts(context: Context) -> set[int]:
    """Magnitudes in 分 of every amount that is printed or declared, and of those in the indicators."""
    known = {abs(f.value.fen) for f in context.disclosure.figures.values() if isinstance(f.value, Money)}
    for project in context.declaration.projects:
        if isinstance(project.allocation, tuple):
            known.update(item.amount.fen for item in project.allocation)
    for row in context.budget.indicators:
        for cell in (row.value, row.last_year):
            known.update(int(amount.value * FEN_PER_UNIT["万元"]) for amount in amounts(cell))
    return known


def _prose(context: Context) -> Iterator[tuple[str, Place | None]]:
    """The texts whose amounts are compared; a reason whose list is explained is none."""
    for block in REASON_BLOCKS:
        for reason in reasons(context, block):
            listed = signed_sum(reason.text)
            if not (listed and any(explains(listed, fen) for fen in reason.changes)):
                yield reason.text, reason.place
    for path, prose in _other_prose(context):
        yield expanded(context, prose), context.place(path) or prose.place


def _other_prose(context: Context) -> Iterator[tuple[str, Prose]]:
    declaration = context.declaration
    for name, uses in (("function", declaration.uses.function), ("carryover", declaration.uses.carryover)):
        for key, prose in uses.items():
            yield f"uses.{name}.{key}", prose
    for index, project in enumerate(declaration.projects):
        if isinstance(project.allocation, Prose):
            yield f"projects[{index}].allocation", project.allocation
        if project.goal is not None:
            yield f"projects[{index}].goal", project.goal
    if declaration.performance is not None and declaration.performance.goal is not None:
        yield "performance.goal", declaration.performance.goal


@rule(
    "W07",
    "warning",
    "表 11 的总计等于各项目之和（结转的基本支出没有项目行）",
    "the total of table 11 is the sum of its projects (carried-over basic expenditure has no row)",
)
def carryover_without_row(context: Context) -> Iterator[Finding]:
    """Table 11 has one row a project (output contract), so carried-over basic expenditure shows in its total alone."""
    groups = [
        group
        for (year, project, source), group in context.lines_by_project.items()
        if year == context.year and not project and SOURCE_BY_KEY[source].carryover and group.fen
    ]
    if groups:
        amount = Money(sum(group.fen for group in groups)).text("元")
        yield Finding(
            say(
                f"结转资金里有 {amount} 元是基本支出；表 11 按项目列示，这笔钱只在总计里。",
                f"{amount} yuan of the carry-over is basic expenditure; table 11 lists projects, so only its total holds it.",
            ),
            groups[0].place,
            amount,
        )


@rule(
    "W08",
    "warning",
    "写了增减理由的预算给出上年数",
    "a budget that gives reasons of changes gives amounts of the year before",
)
def no_year_before(context: Context) -> Iterator[Finding]:
    """Without any amount of last year every change is told against zero (rule 4): reasons show that this is not meant."""
    declaration = context.declaration
    before = any(year < context.year and group.fen for (year, _), group in context.lines_by_source.items())
    if before or declaration.reasons == Reasons() or any(attrs.astuple(declaration.comparatives)):
        return
    yield Finding(
        say(
            f"写了增减的理由，却没有 {context.year - 1} 年的任何数：报告里的增减都是与零相比。请补上年各行，或写 prior。",
            f"Reasons of changes are given, but no amount of {context.year - 1}: every change is told against zero. Add "
            "last year's rows, or `prior`.",
        ),
        context.place("reasons"),
    )


@rule(
    "W09",
    "warning",
    "表8、表9 的合计 = 人员经费 + 公用经费 + 项目支出",
    "in tables 8 and 9 the total is staff + operating + project expenditure",
)
def basic_of_no_column(context: Context) -> Iterator[Finding]:
    """Basic expenditure of a fund on other classes than 301, 302, 303 and 310 stands in the total alone."""
    for table in ("t8", "t9"):
        whole = context.cell(table, "total", "total")
        left = whole - context.cell(table, "total", "staff", "operating", "project")
        if left:
            amount = Money(left).text("元")
            yield Finding(
                say(
                    f"表{table[1:]} 有 {amount} 元基本支出，经济科目既不是人员（301、303）也不是公用（302、310），只在合计里。",
                    f"Table {table[1:]}: {amount} yuan of basic expenditure is on neither staff classes (301, 303) nor "
                    "operating ones (302, 310); only the total holds it.",
                ),
                context.figure_place(f"{table}/total/total"),
                amount,
            )
