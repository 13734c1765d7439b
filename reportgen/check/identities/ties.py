"""Ties between codes that hold in most departments, not in all: warnings (R14, R23-R26)."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from reportgen.check.compare import Side, table_side, yuan
from reportgen.check.context import Context
from reportgen.check.registry import Finding, rule
from reportgen.model.language import say
from reportgen.model.money import Money

PENSION, ANNUITY, MEDICAL, CIVIL_MEDICAL, HOUSING = "30108", "30109", "30110", "30111", "30113"
TIED = {PENSION: ("2080505",), ANNUITY: ("2080506",), CIVIL_MEDICAL: ("2101103",), HOUSING: ("2210201",)}
"""Economic code → the function code that its money stands on (R23)."""
HOUSING_RATIO = Fraction(5, 16), Fraction(12, 16)
"""Housing fund (5 % to 12 %) against pension contributions (16 %) of one base."""


def _tie(context: Context, economic: str, functions: tuple[str, ...]) -> Iterator[Finding]:
    """Table 6's row of an economic code against table 5's basic expenditure on its function codes."""
    left = table_side(context, "t6", economic, ["total"], economic, economic)
    keys = tuple(f"t5/{code}/basic" for code in functions)
    basic = sum(context.cell("t5", code, "basic") for code in functions)
    name = " + ".join(functions)
    right = Side(f"表5 {name} 基本支出", f"table 5 {name}, basic", basic, keys)
    if left.fen != right.fen:
        yield Finding(
            say(
                f"{left.zh} {yuan(left.fen)} 元，{right.zh} {yuan(right.fen)} 元，通常相等，这里相差 "
                f"{yuan(abs(left.fen - right.fen))} 元，请核对。",
                f"Usually equal, but {left.en} is {yuan(left.fen)} yuan and {right.en} {yuan(right.fen)} yuan: they differ "
                f"by {yuan(abs(left.fen - right.fen))} yuan.",
            ),
            context.figure_place(*left.keys, *right.keys),
            Money(left.fen).yuan(),
            Money(right.fen).yuan(),
        )


@rule(
    "R14",
    "warning",
    "基本支出通常全部来自一般公共预算：表3 与表5 的基本支出相等",
    "basic expenditure is usually all general public budget: tables 3 and 5 agree",
)
def basic_is_general(context: Context) -> Iterator[Finding]:
    """R14: told once, with the first codes that differ; own funds for basic expenditure break it rightly."""
    whole, general = (context.cell(table, "total", "basic") for table in ("t3", "t5"))
    codes = [
        code for code in context.rows("t3", 7) if context.cell("t3", code, "basic") != context.cell("t5", code, "basic")
    ]
    if not codes:
        return
    told = "、".join(codes[:5]) + ("……" if len(codes) > 5 else "")
    yield Finding(
        say(
            f"表3 基本支出 {yuan(whole)} 元，表5 基本支出 {yuan(general)} 元：基本支出用了一般公共预算以外的资金（{told}），请核对。",
            f"Basic expenditure is {yuan(whole)} yuan in table 3 and {yuan(general)} yuan in table 5: other money than the "
            f"general public budget pays for it ({told}).",
        ),
        context.figure_place(f"t3/{codes[0]}/basic"),
        Money(whole).yuan(),
        Money(general).yuan(),
    )


@rule(
    "R23",
    "warning",
    "养老保险、职业年金、公务员医疗、住房公积金：经济科目与功能科目通常相等",
    "pension, annuity, civil servants' medical and housing: economic and function code usually agree",
)
def contributions(context: Context) -> Iterator[Finding]:
    """R23: T6.30108 = T5.2080505, 30109 = 2080506, 30111 = 2101103, 30113 = 2210201, basic expenditure."""
    for economic, functions in TIED.items():
        yield from _tie(context, economic, functions)


@rule(
    "R24",
    "warning",
    "对个人和家庭的补助（303）通常等于离退休科目（2080501、2080502）",
    "303 usually equals retirement (2080501, 2080502)",
)
def retirement(context: Context) -> Iterator[Finding]:
    """R24: T6.303 = T5.2080501 + T5.2080502."""
    yield from _tie(context, "303", ("2080501", "2080502"))


@rule(
    "R25",
    "warning",
    "职工基本医疗保险缴费（30110）通常等于行政、事业单位医疗（2101101、2101102）",
    "30110 usually equals medical insurance (2101101, 2101102)",
)
def medical(context: Context) -> Iterator[Finding]:
    """R25, E17: T6.30110 = T5.2101101 + T5.2101102; a difference is charged elsewhere."""
    yield from _tie(context, MEDICAL, ("2101101", "2101102"))


@rule(
    "R26",
    "warning",
    "住房公积金与养老保险缴费的比例在 5% 至 12% 对 16% 之间",
    "housing fund against pension contributions lies between 5 % and 12 % to 16 %",
)
def housing_ratio(context: Context) -> Iterator[Finding]:
    """R26, plausibility only: both are a rate of one base; 2 % to either side for rounding and different heads."""
    housing, pension = context.cell("t6", HOUSING, "total"), context.cell("t6", PENSION, "total")
    if not housing or not pension:
        return
    ratio, (low, high) = Fraction(housing, pension), HOUSING_RATIO
    if not low * Fraction(98, 100) <= ratio <= high * Fraction(102, 100):
        yield Finding(
            say(
                f"住房公积金 {yuan(housing)} 元与养老保险缴费 {yuan(pension)} 元不像出自同一缴费基数，请核对。",
                f"Housing fund {yuan(housing)} yuan and pension contributions {yuan(pension)} yuan hardly have one base.",
            ),
            context.figure_place(f"t6/{HOUSING}/total"),
            Money(housing).yuan(),
        )
