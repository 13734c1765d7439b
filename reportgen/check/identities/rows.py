"""Rows of the tables against the totals that hold them (W01, W07, W09)."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.check.compare import Side, notes_of, table_side
from reportgen.check.context import Context
from reportgen.check.registry import Finding, rule
from reportgen.compute.selections import BASIC, CARRYOVER
from reportgen.model.diagnostic import Note
from reportgen.model.figure import Selection
from reportgen.model.language import say
from reportgen.model.money import Money
from reportgen.model.source import SOURCE_BY_KEY


@rule("W01", "warning", "表里没有逐字重复的行", "no row of a table is repeated to the letter")
def repeated_rows(context: Context) -> Iterator[Finding]:
    """A row repeated to the letter is two lines that add up (input contract, lines.csv); more likely one was copied.

    Basis: 逐字相同的两行会相加（填报说明） | two equal rows add up (input contract)
    Help: 确是两笔的可以保留或合并，重复录入的删去一行 | keep or merge two real amounts, delete a row entered twice
    Wrong: 同一行 2024,,2080505,基本支出,,一般公共预算,30108,100.00 出现两次 | the same row twice
    Right: 每行只出现一次 | each row once
    """
    for place, earlier in context.budget.repeated_rows:
        yield Finding(
            say(
                f"这一行与 {earlier} 逐字相同，两行会相加，请核对。",
                f"This row repeats {earlier} to the letter; both count.",
            ),
            place,
            notes=(Note(say("前面相同的一行", "the earlier row"), earlier),),
        )


@rule(
    "W07",
    "warning",
    "表 11 的总计等于各项目之和（结转的基本支出没有项目行）",
    "the total of table 11 is the sum of its projects (carried-over basic expenditure has no row)",
)
def carryover_without_row(context: Context) -> Iterator[Finding]:
    """Table 11 has one row a project (output contract), so carried-over basic expenditure shows in its total alone.

    Basis: 表11 按项目列示，结转的基本支出没有行 | table 11 lists projects, carried-over basic expenditure has no row
    Help: 核对这些行的支出类别；确是基本支出的不用改 | check the kind of these rows; real basic expenditure may stay
    Wrong: 财政拨款结转 5,000.00 列为基本支出 | carry-over of 5,000.00 as basic expenditure
    Right: 财政拨款结转 5,000.00 列在某个项目 | carry-over of 5,000.00 under a project
    """
    groups = [
        group
        for (year, project, source), group in context.lines_by_project.items()
        if year == context.year and not project and SOURCE_BY_KEY[source].carryover and group.fen
    ]
    if groups:
        fen = sum(group.fen for group in groups)
        amount, selection = Money(fen).text("元"), Selection("lines", context.year, source=CARRYOVER, kind=BASIC)
        yield Finding(
            say(
                f"结转资金里有 {amount} 元是基本支出；表 11 按项目列示，这笔钱只在总计里。",
                f"{amount} yuan of the carry-over is basic expenditure; table 11 lists projects, so only its total holds it.",
            ),
            groups[0].place,
            amount,
            notes=notes_of(context, [Side("结转的基本支出", "carried-over basic expenditure", fen, rows=(selection,))]),
            figures=("t11/total/total",),
        )


@rule(
    "W09",
    "warning",
    "表8、表9 的合计 = 人员经费 + 公用经费 + 项目支出",
    "in tables 8 and 9 the total is staff + operating + project expenditure",
)
def basic_of_no_column(context: Context) -> Iterator[Finding]:
    """Basic expenditure of a fund on other classes than 301, 302, 303 and 310 stands in the total alone.

    Basis: 表8、表9 只有人员、公用、项目三栏 | tables 8 and 9 have columns for staff, operating and project money alone
    Help: 核对这些行的经济科目和支出类别 | check the economic code and the kind of these rows
    Wrong: 政府性基金基本支出列 31201 | basic fund expenditure on 31201
    Right: 政府性基金基本支出列 30201 | basic fund expenditure on 30201
    """
    for table in ("t8", "t9"):
        whole = context.cell(table, "total", "total")
        left = whole - context.cell(table, "total", "staff", "operating", "project")
        if left:
            amount = Money(left).text("元")
            sides = [
                table_side(context, table, "total", ["total"], "合计", "total"),
                table_side(context, table, "total", ["staff", "operating", "project"], "三栏之和", "its three columns"),
            ]
            yield Finding(
                say(
                    f"表{table[1:]} 有 {amount} 元基本支出，经济科目既不是人员（301、303）也不是公用（302、310），只在合计里。",
                    f"Table {table[1:]}: {amount} yuan of basic expenditure is on neither staff classes (301, 303) nor "
                    "operating ones (302, 310); only the total holds it.",
                ),
                context.figure_place(f"{table}/total/total"),
                amount,
                notes=notes_of(context, sides),
                figures=(f"{table}/total/total",),
            )
