"""Declared income against money lines: tables 1 and 4 on the left, tables 2, 3, 5 and 11 on the other side (R01-R07)."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.check.compare import Side, notes_of, table_side, unequal, yuan
from reportgen.check.context import Context
from reportgen.check.registry import Finding, rule
from reportgen.check.units import off_by_ten_thousand
from reportgen.model.figure import Selection
from reportgen.model.language import say
from reportgen.model.money import Money
from reportgen.model.source import SOURCES

FISCAL_COLUMNS = (
    "general-public-budget", "general-public-budget-transfer", "government-fund", "government-fund-transfer",
    "state-capital", "state-capital-transfer",
)  # fmt: skip
"""Columns 3-8 of table 2: the six appropriation sources."""
GENERAL_COLUMNS = FISCAL_COLUMNS[:2]
CARRYOVER_COLUMNS = ("fiscal-carryover", "non-fiscal-carryover")
TOTAL_ZH, TOTAL_EN = "总计", "total"


@rule(
    "S01",
    "error",
    "按年度和资金来源，收入表的合计等于支出明细的合计",
    "by year and source, the sum of the income table equals that of the money lines",
)
def income_equals_lines(context: Context) -> Iterator[Finding]:
    """Income and expenditure balance per year and source (input contract, income.csv; basis of R01-R07).

    Basis: 部门预算收支平衡；收入表与支出明细按年度、资金来源逐一核对 | a budget balances, by year and by source of funds
    Help: 按下面列出的行核对；两张表各自的合计应当相等 | check the rows below: both tables must sum to the same amount
    Wrong: 收入表 一般公共预算 100.00，支出明细 一般公共预算 60.00 + 30.00 | income 100.00, money lines 60.00 + 30.00
    Right: 收入表 一般公共预算 100.00，支出明细 一般公共预算 60.00 + 40.00 | income 100.00, money lines 60.00 + 40.00
    """
    income, lines = context.income_by_source, context.lines_by_source
    for year in (context.year, context.year - 1):
        for source in SOURCES:
            declared, spent = income.get((year, source.key)), lines.get((year, source.key))
            a, b = declared.fen if declared else 0, spent.fen if spent else 0
            if a == b or off_by_ten_thousand(a, b):
                continue
            group = declared or spent
            yield Finding(
                say(
                    f"{year} 年“{source.name}”：收入表合计 {yuan(a)} 元，支出明细合计 {yuan(b)} 元，相差 {yuan(abs(a - b))} 元。",
                    f"{year}, {source.name}: the income table sums to {yuan(a)} yuan, the money lines to {yuan(b)} yuan; "
                    f"they differ by {yuan(abs(a - b))} yuan.",
                ),
                group.place if group else None,
                Money(a).yuan(),
                Money(b).yuan(),
                _remedy(context, (year, source.key)),
                notes_of(context, balance_sides(year, source.key, a, b)),
            )


def _remedy(context: Context, key: tuple[int, str]) -> str | None:
    """What the culprit, if one row stands out, would have to be; else the general help."""
    from reportgen.check.culprit import culprit_note, searches

    culprit = searches(context)[key].culprit
    if culprit is None:
        return None
    note = culprit_note(context, culprit)
    return say(f"先核对 {note.place} {note.message}。", f"Look at {note.place} first: {note.message}.")


def balance_sides(year: int, source: str | None, income: int, lines: int) -> list[Side]:
    """Declared income and money lines of a year and a source, or of all sources, as sides with their rows."""
    sources = None if source is None else (source,)
    return [
        Side("收入表合计", "income table", income, rows=(Selection("income", year, source=sources),)),
        Side("支出明细合计", "money lines", lines, rows=(Selection("lines", year, source=sources),)),
    ]


@rule(
    "R01",
    "error",
    "表1 收入总计 = 表1 支出总计 = 表2 总计 = 表3 总计",
    "table 1 total income = table 1 total expenditure = table 2 total = table 3 total",
)
def totals_agree(context: Context) -> Iterator[Finding]:
    """R01: the report has one grand total.

    Basis: 四张表的总计是同一个数（R01） | the four tables have one grand total (R01)
    Help: 数字由程序计算；先看 S01，没有 S01 却有这一条说明程序有误 | look at S01 first; without S01 this is a fault of the program
    Wrong: 收入总计 18,304.02，支出总计 18,304.20 | total income 18,304.02, total expenditure 18,304.20
    Right: 收入总计 18,304.02，支出总计 18,304.02 | both 18,304.02
    """
    yield from unequal(
        context,
        [
            table_side(context, "t1", "total-income", ["amount"], "收入总计", "total income"),
            table_side(context, "t1", "total-expenditure", ["amount"], "支出总计", "total expenditure"),
            table_side(context, "t2", "total", ["total"], TOTAL_ZH, TOTAL_EN),
            table_side(context, "t3", "total", ["total"], TOTAL_ZH, TOTAL_EN),
        ],
    )


@rule(
    "R02",
    "error",
    "表1 一般公共预算拨款 = 表2 第3、4列 = 表4 收入、支出的一般公共预算 = 表5 总计",
    "table 1 general public budget = table 2 columns 3+4 = table 4 income and expenditure = table 5 total",
)
def general_public_budget_agrees(context: Context) -> Iterator[Finding]:
    """R02 in the general form of rule 26: transfers from above belong to the general public budget.

    Basis: 一般公共预算在表1、表2、表4、表5 是同一个数（R02） | the general public budget is one amount in tables 1, 2, 4 and 5 (R02)
    Help: 数字由程序计算；先看 S01，没有 S01 却有这一条说明程序有误 | look at S01 first; without S01 this is a fault of the program
    Wrong: 表1 16,000.51，表5 16,000.15 | table 1 16,000.51, table 5 16,000.15
    Right: 表1 16,000.51，表5 16,000.51 | both 16,000.51
    """
    line = "appropriation-general-public-budget"
    yield from unequal(
        context,
        [
            table_side(context, "t1", line, ["amount"], "一般公共预算拨款", "general public budget"),
            table_side(context, "t2", "total", GENERAL_COLUMNS, "总计第 3、4 列", "total, columns 3+4"),
            table_side(context, "t4", "general-public-budget", ["income"], "收入一般公共预算", "income, general public budget"),
            table_side(context, "t4", "total", ["general-public-budget"], "支出总计一般公共预算", "expenditure total, general public budget"),
            table_side(context, "t5", "total", ["total"], TOTAL_ZH, TOTAL_EN),
        ],
    )  # fmt: skip


@rule(
    "R03",
    "error",
    "表4 收入总计 = 表4 支出总计 = 表2 财政拨款小计",
    "table 4 total income = table 4 total expenditure = table 2 appropriations",
)
def appropriations_agree(context: Context) -> Iterator[Finding]:
    """R03: table 4 holds the six appropriation sources and no carry-over (rule 6).

    Basis: 表4 只含财政拨款，不含结转（R03） | table 4 holds appropriations without carry-over (R03)
    Help: 数字由程序计算；先看 S01，没有 S01 却有这一条说明程序有误 | look at S01 first; without S01 this is a fault of the program
    Wrong: 表4 收入 16,000.51，支出 15,900.51 | table 4 income 16,000.51, expenditure 15,900.51
    Right: 表4 收入 16,000.51，支出 16,000.51 | both 16,000.51
    """
    yield from unequal(
        context,
        [
            table_side(context, "t4", "total", ["income"], "收入总计", "total income"),
            table_side(context, "t4", "total", ["total"], "支出总计", "total expenditure"),
            table_side(context, "t2", "total", ["appropriation"], "总计财政拨款小计", "total, appropriations"),
        ],
    )


@rule("R04", "error", "表1 单位资金 = 表2 单位资金", "table 1 own funds = table 2 own funds")
def own_funds_agree(context: Context) -> Iterator[Finding]:
    """R04: 单位资金.

    Basis: 单位资金在表1、表2 是同一个数（R04） | own funds are one amount in tables 1 and 2 (R04)
    Help: 数字由程序计算；先看 S01，没有 S01 却有这一条说明程序有误 | look at S01 first; without S01 this is a fault of the program
    Wrong: 表1 1,940.10，表2 1,904.10 | table 1 1,940.10, table 2 1,904.10
    Right: 表1 1,940.10，表2 1,940.10 | both 1,940.10
    """
    yield from unequal(
        context,
        [
            table_side(context, "t1", "own-funds", ["amount"], "单位资金", "own funds"),
            table_side(context, "t2", "total", ["own-funds"], "总计单位资金", "total, own funds"),
        ],
    )


@rule(
    "R05",
    "error",
    "表1 上年结转结余 = 表2 第11、12列 = 表11 总计",
    "table 1 carry-over = table 2 columns 11+12 = table 11 total",
)
def carryover_agrees(context: Context) -> Iterator[Finding]:
    """R05: 上年结转结余.

    Basis: 上年结转结余在表1、表2、表11 是同一个数（R05） | the carry-over is one amount in tables 1, 2 and 11 (R05)
    Help: 数字由程序计算；先看 S01，没有 S01 却有这一条说明程序有误 | look at S01 first; without S01 this is a fault of the program
    Wrong: 表1 363.41，表11 336.41 | table 1 363.41, table 11 336.41
    Right: 表1 363.41，表11 363.41 | both 363.41
    """
    yield from unequal(
        context,
        [
            table_side(context, "t1", "carryover", ["amount"], "上年结转结余", "carry-over"),
            table_side(context, "t2", "total", CARRYOVER_COLUMNS, "总计第 11、12 列", "total, columns 11+12"),
            table_side(context, "t11", "total", ["total"], TOTAL_ZH, TOTAL_EN),
        ],
    )


@rule(
    "R06",
    "error",
    "表1 财政拨款结转 = 表2 财政拨款结转 = 表11 财政拨款合计",
    "table 1 fiscal carry-over = table 2 fiscal carry-over = table 11 fiscal",
)
def fiscal_carryover_agrees(context: Context) -> Iterator[Finding]:
    """R06: 财政拨款结转.

    Basis: 财政拨款结转在表1、表2、表11 是同一个数（R06） | the fiscal carry-over is one amount in tables 1, 2 and 11 (R06)
    Help: 数字由程序计算；先看 S01，没有 S01 却有这一条说明程序有误 | look at S01 first; without S01 this is a fault of the program
    Wrong: 表1 363.41，表11 财政拨款 336.41 | table 1 363.41, table 11 fiscal 336.41
    Right: 表1 363.41，表11 财政拨款 363.41 | both 363.41
    """
    yield from unequal(
        context,
        [
            table_side(context, "t1", "fiscal-carryover", ["amount"], "财政拨款结转", "fiscal carry-over"),
            table_side(context, "t2", "total", ["fiscal-carryover"], "总计财政拨款结转", "total, fiscal carry-over"),
            table_side(context, "t11", "total", ["fiscal"], "总计财政拨款", "total, fiscal"),
        ],
    )


@rule(
    "R07",
    "error",
    "表1 本年收入 = 表2 第2、9、10列 = 部门整体绩效的上级、本级和其他安排",
    "table 1 current income = table 2 columns 2+9+10 = the department's performance budget",
)
def current_income_agrees(context: Context) -> Iterator[Finding]:
    """R07: 本年收入, also as the department's performance table divides it (rule 32).

    Basis: 本年收入等于财政拨款、财政专户、单位资金之和（R07） | current income is appropriations, fiscal account and own funds (R07)
    Help: 数字由程序计算；先看 S01，没有 S01 却有这一条说明程序有误 | look at S01 first; without S01 this is a fault of the program
    Wrong: 本年收入 17,940.61，表2 17,904.61 | current income 17,940.61, table 2 17,904.61
    Right: 本年收入 17,940.61，表2 17,940.61 | both 17,940.61
    """
    sides = [
        table_side(context, "t1", "current-income", ["amount"], "本年收入", "current income"),
        table_side(
            context, "t2", "total", ["appropriation", "fiscal-account", "own-funds"],
            "总计第 2、9、10 列", "total, columns 2+9+10",
        ),
    ]  # fmt: skip
    keys = tuple(f"performance/department/{part}" for part in ("superior", "own", "other"))
    parts = [fen for fen in map(context.fen, keys) if fen is not None]
    if len(parts) == len(keys):
        sides.append(Side("部门整体绩效预算", "the department's performance budget", sum(parts), keys))
    yield from unequal(context, sides)
