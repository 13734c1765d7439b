"""Ties between codes that hold in most departments, not in all: warnings (R14, R23-R26)."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from reportgen.check.compare import Side, differ, notes_of, table_side, yuan
from reportgen.check.context import Context
from reportgen.check.groups import Group, grouped
from reportgen.check.identities.statements import REST
from reportgen.check.registry import Finding, rule
from reportgen.compute.selections import GENERAL
from reportgen.model.codelist import OPERATING_CLASSES
from reportgen.model.figure import Selection
from reportgen.model.language import say
from reportgen.model.money import Money

PENSION, ANNUITY, MEDICAL, CIVIL_MEDICAL, HOUSING = "30108", "30109", "30110", "30111", "30113"
TIED = {PENSION: ("2080505",), ANNUITY: ("2080506",), CIVIL_MEDICAL: ("2101103",), HOUSING: ("2210201",)}
"""Economic code → the function code that its money stands on (R23)."""
RETIREMENT = ("2080501", "2080502")
OPERATING = tuple(sorted(OPERATING_CLASSES))
PENSIONS = ("30301", "30302")
HOUSING_RATIO = Fraction(5, 16), Fraction(12, 16)
"""Housing fund (5 % to 12 %) against pension contributions (16 %) of one base."""
MEDICAL_FUNCTIONS = ("2101101", "2101102")


def _tie(context: Context, economic: str, functions: tuple[str, ...]) -> Iterator[Finding]:
    """Table 6's row of an economic code against table 5's basic expenditure on its function codes."""
    left = table_side(context, "t6", economic, ["total"], economic, economic)
    keys = tuple(f"t5/{code}/basic" for code in functions)
    basic = sum(context.cell("t5", code, "basic") for code in functions)
    name = " + ".join(functions)
    right = Side(f"表5 {name} 基本支出", f"table 5 {name}, basic", basic, keys)
    yield from differ(
        context,
        say(
            f"{left.zh} {yuan(left.fen)} 元，{right.zh} {yuan(right.fen)} 元，通常相等，这里相差 "
            f"{yuan(abs(left.fen - right.fen))} 元，请核对。",
            f"Usually equal, but {left.en} is {yuan(left.fen)} yuan and {right.en} {yuan(right.fen)} yuan: they differ "
            f"by {yuan(abs(left.fen - right.fen))} yuan.",
        ),
        left,
        right,
    )


def _basic_general(context: Context, year: int) -> bool:
    """Whether all basic expenditure of a year is general public budget."""
    return not any(
        of_year == year and kind == "basic" and source not in GENERAL and group.fen
        for (of_year, _, kind, source), group in context.lines_by_function.items()
    )


@rule(
    "R14",
    "warning",
    "基本支出通常全部来自一般公共预算：表3 与表5 的基本支出相等",
    "basic expenditure is usually all general public budget: tables 3 and 5 agree",
)
def basic_is_general(context: Context) -> Iterator[Finding]:
    """R14: told once, with the first codes that differ; not where last year's basic expenditure had other money too.

    Basis: 基本支出一般全部由一般公共预算安排（R14） | basic expenditure is general public budget as a rule (R14)
    Help: 核对下面这些行的资金来源；确实用其他资金的，写进 accept | check the source of the rows below; accept the finding where it is right
    Wrong: 2010303 基本支出列在单位资金 | basic expenditure of 2010303 on own funds
    Right: 2010303 基本支出列在一般公共预算 | basic expenditure of 2010303 on the general public budget
    """
    if not _basic_general(context, context.year - 1):
        return
    whole, general = (table_side(context, table, "total", ["basic"], "基本支出", "basic") for table in ("t3", "t5"))
    codes = [
        code for code in context.rows("t3", 7) if context.cell("t3", code, "basic") != context.cell("t5", code, "basic")
    ]
    if not codes:
        return
    told = "、".join(codes[:5]) + ("……" if len(codes) > 5 else "")
    rest = Selection("lines", context.year, source=REST, kind=("basic",))
    sides = (
        Side("其他资金的基本支出", "basic expenditure of other money", whole.fen - general.fen, rows=(rest,)),
        general,
    )
    yield Finding(
        say(
            f"表3 基本支出 {yuan(whole.fen)} 元，表5 基本支出 {yuan(general.fen)} 元：基本支出用了一般公共预算以外的资金（{told}），请核对。",
            f"Basic expenditure is {yuan(whole.fen)} yuan in table 3 and {yuan(general.fen)} yuan in table 5: other money than "
            f"the general public budget pays for it ({told}).",
        ),
        context.figure_place(f"t3/{codes[0]}/basic"),
        Money(whole.fen).yuan(),
        Money(general.fen).yuan(),
        notes=notes_of(context, sides),
        figures=(*whole.keys, *general.keys),
    )


@rule(
    "R23",
    "warning",
    "养老保险、职业年金、公务员医疗、住房公积金：经济科目与功能科目通常相等",
    "pension, annuity, civil servants' medical and housing: economic and function code usually agree",
)
def contributions(context: Context) -> Iterator[Finding]:
    """R23: T6.30108 = T5.2080505, 30109 = 2080506, 30111 = 2101103, 30113 = 2210201, basic expenditure.

    Basis: 社会保险、住房公积金的经济科目与功能科目一一对应（R23） | contributions stand on one economic and one function code (R23)
    Help: 核对下面这些行的功能科目和经济科目；确有其他列支的，写进 accept | check both codes of the rows below; accept the finding where it is right
    Wrong: 30113 住房公积金列在 2010301 | 30113 (housing fund) on 2010301
    Right: 30113 住房公积金列在 2210201 | 30113 (housing fund) on 2210201
    """
    for economic, functions in TIED.items():
        yield from _tie(context, economic, functions)


@rule(
    "R24",
    "warning",
    "对个人和家庭的补助（303）通常等于离退休科目（2080501、2080502）",
    "303 usually equals retirement (2080501, 2080502)",
)
def retirement(context: Context) -> Iterator[Finding]:
    """R24: T6.303 = T5.2080501 + T5.2080502, but for what is usual: 302 and 310 under the retirement codes (离退休公用经费),
    and 303 other than 30301 and 30302 under other codes (抚恤, 奖励金, 生活补助).

    Basis: 离退休科目的支出一般是对个人和家庭的补助（R24） | money of the retirement codes is class 303 as a rule (R24)
    Help: 核对下面这些行的科目；确有其他列支的，写进 accept | check the codes of the rows below; accept the finding where it is right
    Wrong: 2080502 列了 301 工资 | wages (301) on 2080502
    Right: 2080502 列 303 对个人和家庭的补助 | class 303 on 2080502
    """
    for finding in _tie(context, "303", RETIREMENT):
        if any(_out_of_place(function, economic) for function, economic, _ in _basic_lines(context)):
            yield finding


@rule(
    "S04",
    "info",
    "离退休科目（2080501、2080502）只有对个人和家庭的补助（303）",
    "the retirement codes (2080501, 2080502) hold class 303 alone",
)
def retirement_operating(context: Context) -> Iterator[Finding]:
    """What R24 leaves alone: operating money (302, 310) of retired people, usual in many departments and a slip in others.

    Basis: 离退休科目以 303 为主，离退休公用经费也可列 302（R24） | the retirement codes are 303 for the most part, 302 may occur (R24)
    Help: 确是离退休公用经费的不用改；原应列 303 的改经济科目 | leave real operating money; put pensions under 303
    Wrong: 退休费列 2080502、30201 | pensions on 2080502 and 30201
    Right: 退休费列 2080502、30302 | pensions on 2080502 and 30302
    """
    basic = sum(context.cell("t5", code, "basic") for code in RETIREMENT)
    if context.cell("t6", "303", "total") == basic:
        return
    rows = Selection("lines", context.year, source=GENERAL, kind=("basic",), function=RETIREMENT, economic=OPERATING)
    groups = [
        group
        for function, economic, group in _basic_lines(context)
        if function in RETIREMENT and economic[:3] in OPERATING
    ]
    if fen := sum(group.fen for group in groups):
        yield Finding(
            say(
                f"离退休科目里有公用经费 {yuan(fen)} 元（302、310）。",
                f"The retirement codes hold {yuan(fen)} yuan of operating money (302, 310).",
            ),
            groups[0].place,
            Money(fen).yuan(),
            notes=notes_of(
                context, [Side("离退休科目的公用经费", "operating money of the retirement codes", fen, rows=(rows,))]
            ),
            figures=tuple(f"t5/{code}/basic" for code in RETIREMENT if context.cell("t5", code, "basic")),
        )


def _basic_lines(context: Context) -> Iterator[tuple[str, str, Group]]:
    """(function, economic) of this year's basic lines of the general public budget with money, and the lines."""
    lines = grouped(context.budget.lines, "year", "function", "kind", "source", "economic")
    for (year, function, kind, source, economic), group in lines.items():
        if year == context.year and kind == "basic" and source in GENERAL and group.fen:
            yield function, economic, group


def _out_of_place(function: str, economic: str) -> bool:
    """Pensions under another code than retirement (20805), or wages under the two retirement codes."""
    if function in RETIREMENT:
        return economic.startswith("301")
    return economic in PENSIONS and not function.startswith("20805")


@rule(
    "R25",
    "warning",
    "职工基本医疗保险缴费（30110）通常等于行政、事业单位医疗（2101101、2101102）",
    "30110 usually equals medical insurance (2101101, 2101102)",
)
def medical(context: Context) -> Iterator[Finding]:
    """R25, E17: T6.30110 = T5.2101101 + T5.2101102, less grants to persons (303, such as 30307 医疗费补助) under these codes;
    a difference is charged elsewhere.

    Basis: 职工基本医疗保险缴费一般列在 2101101、2101102（R25、E17） | medical contributions stand on 2101101 and 2101102 (R25, E17)
    Help: 核对下面这些行的科目；部分缴费列在其他科目的，写进 accept | check the codes of the rows below; accept the finding where it is right
    Wrong: 30110 共 240.94，医疗科目 224.15 | 30110 is 240.94, the medical codes 224.15
    Right: 30110 共 240.94，医疗科目 240.94 | both 240.94
    """
    basic = sum(context.cell("t5", code, "basic") for code in MEDICAL_FUNCTIONS)
    if context.cell("t6", MEDICAL, "total") == basic - _grants(context, MEDICAL_FUNCTIONS):
        return
    yield from _tie(context, MEDICAL, MEDICAL_FUNCTIONS)


def _grants(context: Context, functions: tuple[str, ...]) -> int:
    """Grants to persons (303) among the basic lines of function codes, in 分."""
    lines = _basic_lines(context)
    return sum(group.fen for function, code, group in lines if function in functions and code.startswith("303"))


@rule(
    "R26",
    "warning",
    "住房公积金与养老保险缴费的比例在 5% 至 12% 对 16% 之间",
    "housing fund against pension contributions lies between 5 % and 12 % to 16 %",
)
def housing_ratio(context: Context) -> Iterator[Finding]:
    """R26, plausibility only: both are a rate of one base; 2 % to either side for rounding and different heads.

    Not told where last year's ratio of the two function codes lay outside as well: supplementary funds, another base.

    Basis: 住房公积金 5% 至 12%，养老保险单位缴费 16%，同一基数（R26） | housing fund 5 % to 12 %, pension 16 %, of one base (R26)
    Help: 核对两项缴费的金额和科目 | check both amounts and their codes
    Wrong: 养老 160.00，住房公积金 12.00 | pension 160.00, housing fund 12.00
    Right: 养老 160.00，住房公积金 120.00 | pension 160.00, housing fund 120.00
    """
    housing, pension = (context.cell("t6", code, "total") for code in (HOUSING, PENSION))
    if not housing or not pension or _within(housing, pension) or _unusual_before(context):
        return
    left, right = (table_side(context, "t6", code, ["total"], code, code) for code in (HOUSING, PENSION))
    yield Finding(
        say(
            f"住房公积金 {yuan(housing)} 元与养老保险缴费 {yuan(pension)} 元不像出自同一缴费基数，请核对。",
            f"Housing fund {yuan(housing)} yuan and pension contributions {yuan(pension)} yuan hardly have one base.",
        ),
        context.figure_place(f"t6/{HOUSING}/total"),
        Money(housing).yuan(),
        notes=notes_of(context, (left, right)),
        figures=(*left.keys, *right.keys),
    )


def _within(housing: int, pension: int) -> bool:
    low, high = HOUSING_RATIO
    return low * Fraction(98, 100) <= Fraction(housing, pension) <= high * Fraction(102, 100)


def _unusual_before(context: Context) -> bool:
    """Whether last year's housing fund and pension codes were out of proportion too."""
    sums = {"2080505": 0, "2210201": 0}
    for (year, function, kind, source), group in context.lines_by_function.items():
        if year < context.year and kind == "basic" and source in GENERAL and function in sums:
            sums[function] += group.fen
    pension, housing = sums.values()
    return bool(pension and housing) and not _within(housing, pension)
