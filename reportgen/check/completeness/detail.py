"""What the tables must hold at all, and how far they break it down: to 项 and to 款 (C25, C26, C29)."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.check.context import Context
from reportgen.check.groups import grouped
from reportgen.check.registry import Finding, rule
from reportgen.model.language import say
from reportgen.model.money import Money
from reportgen.model.place import Place
from reportgen.model.source import SOURCE_BY_KEY

FUNCTION_DIGITS = 7
ECONOMIC_DIGITS = 5


@rule("C25", "warning", "支出按功能分类列到项", "expenditure is broken down to 项 (7 digits)")
def functions_to_item(context: Context) -> Iterator[Finding]:
    """Article 6 of the regulations: a department's expenditure is published to 项, that is to 7-digit codes.

    Loading refuses shorter codes; a code that all the same comes short, or is blank this year, is told with its money.

    Basis: 《预算法实施条例》第六条：部门预算支出按其功能分类公开到项；《预算法》第四十六条 | 预算法实施条例 (State
        Council order 729), article 6: published to 项; 预算法, article 46
    Help: 功能科目写到项，七位数字 | write the functional code to 项, seven digits
    Wrong: 功能科目 20103 | function 20103
    Right: 功能科目 2010301 | function 2010301
    """
    for (year, function, _kind, _source), group in context.lines_by_function.items():
        if year == context.year and group.fen and len(function) != FUNCTION_DIGITS:
            yield Finding(
                say(
                    f"功能科目“{function}”没有列到项，涉及 {Money(group.fen).text('元')} 元。",
                    f"The functional code {function!r} does not reach 项; {Money(group.fen).text('元')} yuan stand on it.",
                ),
                group.place,
                function,
                say("七位科目", "a 7-digit code"),
            )


@rule("C26", "warning", "基本支出按经济分类列到款", "basic expenditure is broken down to 款 (5 digits)")
def basic_to_section(context: Context) -> Iterator[Finding]:
    """Article 6 of the regulations: basic expenditure is published to 款 of the economic classification, 5-digit codes.

    Project expenditure may stop at 类 (3 digits). Appropriations only: other money may leave the economic code out.

    Basis: 《预算法实施条例》第六条：基本支出按其经济性质分类公开到款；《预算法》第四十六条 | 预算法实施条例 (State
        Council order 729), article 6: basic expenditure to 款; 预算法, article 46
    Help: 基本支出的经济科目写到款，五位数字 | write the economic code of basic expenditure to 款, five digits
    Wrong: 基本支出的经济科目 302 | economic 302 of basic expenditure
    Right: 基本支出的经济科目 30201 | economic 30201 of basic expenditure
    """
    short = any(
        year == context.year and group.fen and len(economic) != ECONOMIC_DIGITS and SOURCE_BY_KEY[source].appropriation
        for (year, economic, source), group in context.lines_by_economic.items()
    )
    if not short:
        return
    for (year, kind, economic, source), group in grouped(
        context.budget.lines, "year", "kind", "economic", "source"
    ).items():
        if (
            year == context.year
            and kind == "basic"
            and group.fen
            and len(economic) != ECONOMIC_DIGITS
            and SOURCE_BY_KEY[source].appropriation
        ):
            yield Finding(
                say(
                    f"基本支出的经济科目“{economic}”没有列到款，涉及 {Money(group.fen).text('元')} 元。",
                    f"The economic code {economic!r} of basic expenditure does not reach 款; "
                    f"{Money(group.fen).text('元')} yuan stand on it.",
                ),
                group.place,
                economic,
                say("五位科目", "a 5-digit code"),
            )


@rule("C29", "warning", "收支明细里有本年的金额", "the tables hold money of the budget year")
def money_at_all(context: Context) -> Iterator[Finding]:
    """Without money in the budget year every table is empty: most likely the rows are still to be filled in.

    Basis: 《预算法实施条例》第六条：公开的是部门收入和支出预算；只有表头的表什么也没有公开 | 预算法实施条例, article 6: what is
        published is income and expenditure; tables with headings alone publish nothing
    Help: 在收支明细和收入表里填上本年的行；年度写错的，改正年度 | fill in the rows of the budget year, or put the year right
    Wrong: lines.csv 只有表头 | lines.csv with its headings alone
    Right: 2025,U1,2010301,基本支出,,一般公共预算,30101,3250000.00
    """
    if any(group.fen for (year, *_), group in context.lines_by_source.items() if year == context.year):
        return
    files = context.budget.lines.files
    yield Finding(
        say(
            f"收支明细里没有 {context.year} 年的金额，十一张表都是空的。",
            f"The money lines hold no amount of {context.year}: all eleven tables are empty.",
        ),
        Place(files[0].name, 1, sheet=files[0].sheet) if files else context.place("data.lines"),
    )
