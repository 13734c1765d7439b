"""How far expenditure is broken down: functional codes to 项, basic expenditure to 款 (C25, C26)."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.check.context import Context
from reportgen.check.groups import grouped
from reportgen.check.registry import Finding, rule
from reportgen.model.language import say
from reportgen.model.money import Money
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
