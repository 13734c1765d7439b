"""Declared income against money lines: tables 1 and 4 on the left, tables 2, 3, 5 and 11 on the other side (R01-R07)."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.check.compare import Side, table_side, unequal, yuan
from reportgen.check.context import Context
from reportgen.check.registry import Finding, rule
from reportgen.check.units import off_by_ten_thousand
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
    """Income and expenditure balance per year and source (input contract, income.csv; basis of R01-R07)."""
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
            )


@rule(
    "R01",
    "error",
    "表1 收入总计 = 表1 支出总计 = 表2 总计 = 表3 总计",
    "table 1 total income = table 1 total expenditure = table 2 total = table 3 total",
)
def totals_agree(context: Context) -> Iterator[Finding]:
    """R01: the report has one grand total."""
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
    """R02 in the general form of rule 26: transfers from above belong to the general public budget."""
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
    """R03: table 4 holds the six appropriation sources and no carry-over (rule 6)."""
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
    """R04: 单位资金."""
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
    """R05: 上年结转结余."""
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
    """R06: 财政拨款结转."""
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
    """R07: 本年收入, also as the department's performance table divides it (rule 32)."""
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
