"""Statements five (三) to nine against tables 5 to 9 and last year's rows (N13-N20)."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.check.compare import Side, unequal
from reportgen.check.context import Context
from reportgen.check.identities.codes import same_lists
from reportgen.check.identities.statements import KINDS
from reportgen.check.registry import Finding, rule
from reportgen.compute.selections import BUDGET_SOURCES, GENERAL
from reportgen.model.disclosure import Appropriation
from reportgen.model.figure import Selection
from reportgen.model.language import say
from reportgen.model.source import BudgetKind

STATEMENTS: tuple[tuple[str, BudgetKind, str, str], ...] = (
    ("t5", "general-public-budget", "第五项（三）", "statement five (3)"),
    ("t8", "government-fund", "第八项", "statement eight"),
    ("t9", "state-capital", "第九项", "statement nine"),
)
"""Table, budget and names of the statements that list 7-digit codes."""


def _told(context: Context) -> Iterator[tuple[Appropriation, str, BudgetKind, str, str]]:
    told = context.disclosure.statements
    parts = (told.appropriation, told.government_fund, told.state_capital)
    for part, (table, budget, zh, en) in zip(parts, STATEMENTS, strict=True):
        if part is not None:
            yield part, table, budget, zh, en


def _lines(context: Context, year: int, budget: BudgetKind, kind: str | None = None) -> dict[str, int]:
    """Money lines of a budget by function code, in 分; only codes with money."""
    sums: dict[str, int] = {}
    for (of_year, function, of_kind, source), group in context.lines_by_function.items():
        if of_year == year and source in BUDGET_SOURCES[budget] and kind in (None, of_kind):
            sums[function] = sums.get(function, 0) + group.fen
    return {code: fen for code, fen in sums.items() if fen}


@rule(
    "N13",
    "error",
    "第五项（三）的科目 = 表5 的项级科目和只有上年才有的科目，按科目次序",
    "the items of statement five (3) are the codes of table 5 and those of last year alone, in order",
)
def items_listed(context: Context) -> Iterator[Finding]:
    """N13, rule 12, for statements eight and nine too: the codes are read off the money lines of both years.

    Basis: 第五项（三）按科目逐项说明两年的变化（N13） | statement five (3) explains the change of every code (N13)
    Help: 数字由程序计算；出现这条说明程序有误，请反馈 | the numbers are computed; report this finding as a fault of the program
    Wrong: 上年有 2139999，第五项（三）没有列 | last year had 2139999, the statement leaves it out
    Right: 2139999 列为 0.00，减少 300.00 | 2139999 is listed with 0.00 and a fall of 300.00
    """
    for part, table, budget, zh, en in _told(context):
        now = {code for code in context.rows(table, 7) if context.cell(table, code, "total")}
        before = {code[:7] for code in _lines(context, context.year - 1, budget) if len(code) >= 7}
        listed = [entry.key for entry in part.items]
        names = (zh, f"表{table[1:]} 和上年明细", en, f"table {table[1:]} and last year's lines")
        yield from same_lists(listed, sorted(now | before), *names)


@rule("N14", "error", "第五项（三）各科目金额之和 = 表5 总计", "the items of statement five (3) sum to table 5")
def items_sum(context: Context) -> Iterator[Finding]:
    """N14, for statements eight and nine too.

    Basis: 逐项列示的科目覆盖全部支出（N14） | the listed codes cover all expenditure (N14)
    Help: 数字由程序计算；出现这条说明程序有误，请反馈 | the numbers are computed; report this finding as a fault of the program
    Wrong: 各项 60 + 30，总计 100 | items 60 + 30, total 100
    Right: 各项 60 + 40，总计 100 | items 60 + 40, total 100
    """
    for part, table, _, zh, en in _told(context):
        keys = tuple(entry.amount for entry in part.items)
        listed = Side(f"{zh}各科目之和", f"the items of {en}", _total(context, keys), keys)
        number = table[1:]
        whole = Side(
            f"表{number} 总计",
            f"table {number}, total",
            context.cell(table, "total", "total"),
            (f"{table}/total/total",),
        )
        yield from unequal(context, [listed, whole])


def _total(context: Context, keys: tuple[str, ...]) -> int:
    return sum(context.fen(key) or 0 for key in keys)


@rule(
    "N15", "error", "第五项（三）各科目增减之和 = 该预算的增减", "changes of the items sum to the change of the budget"
)
def item_changes(context: Context) -> Iterator[Finding]:
    """N15, for statements eight and nine too: against the money lines of both years.

    Basis: 各科目增减相加等于一般公共预算的增减（N15） | the changes of the codes add up to that of the budget (N15)
    Help: 数字由程序计算；出现这条说明程序有误，请反馈 | the numbers are computed; report this finding as a fault of the program
    Wrong: 各项 +10 - 4，合计 +5 | items +10 - 4, in all +5
    Right: 各项 +10 - 4，合计 +6 | items +10 - 4, in all +6
    """
    for part, _, budget, zh, en in _told(context):
        keys = tuple(entry.change for entry in part.items if entry.change is not None)
        years = (context.year, context.year - 1)
        now, before = (sum(_lines(context, year, budget).values()) for year in years)
        rows = tuple(Selection("lines", year, source=BUDGET_SOURCES[budget]) for year in years)
        listed = Side(f"{zh}各科目增减之和", f"changes of the items of {en}", _total(context, keys), keys, rows=rows)
        yield from unequal(
            context, [listed, Side("两年支出明细之差", "this year's lines less last year's", now - before, rows=rows)]
        )


@rule(
    "N16",
    "error",
    "第五项（三）各科目上年数之和 = 上年支出明细",
    "last year's amounts of the items sum to last year's lines",
)
def item_priors(context: Context) -> Iterator[Finding]:
    """N16, for statements eight and nine too.

    Basis: 逐项列示的科目覆盖上年全部支出（N16） | the listed codes cover all expenditure of last year (N16)
    Help: 数字由程序计算；出现这条说明程序有误，请反馈 | the numbers are computed; report this finding as a fault of the program
    Wrong: 各项上年 50 + 30，上年明细 100 | items 50 + 30, last year's lines 100
    Right: 各项上年 70 + 30，上年明细 100 | items 70 + 30, last year's lines 100
    """
    for part, _, budget, zh, en in _told(context):
        keys = tuple(f"{_stem(entry.change)}/prior" for entry in part.items if entry.change is not None)
        listed = Side(f"{zh}各科目上年数之和", f"last year's amounts of {en}", _total(context, keys), keys)
        before = sum(_lines(context, context.year - 1, budget).values())
        rows = (Selection("lines", context.year - 1, source=BUDGET_SOURCES[budget]),)
        yield from unequal(context, [listed, Side("上年支出明细", "last year's lines", before, rows=rows)])


def _stem(key: str) -> str:
    return key.rpartition("/")[0]


def _kind_prior(context: Context, kind: str) -> Iterator[Finding]:
    zh, en = KINDS[kind]
    entry = next(entry for entry in context.disclosure.statements.appropriation.kinds if entry.key == kind)
    if entry.change is None:
        return
    now, before = (_lines(context, year, "general-public-budget", kind) for year in (context.year, context.year - 1))
    rows = tuple(Selection("lines", year, source=GENERAL, kind=(kind,)) for year in (context.year, context.year - 1))
    prior = f"{_stem(entry.change)}/prior"
    for key, expected, of, selections in (
        (prior, sum(before.values()), ("上年数", "last year's amount"), rows[1:]),
        (entry.change, sum(now.values()) - sum(before.values()), ("增减", "change"), rows),
    ):
        told = Side(
            f"第五项（一）{zh}{of[0]}", f"{of[1]} of {en} expenditure", context.fen(key) or 0, (key,), rows=selections
        )
        lines = Side(f"支出明细{zh}", f"money lines, {en}", expected, rows=selections)
        yield from unequal(context, [told, lines])


@rule(
    "N17",
    "error",
    "第五项（一）基本支出的上年数和增减 = 支出明细",
    "last year and change of basic expenditure = the money lines",
)
def basic_prior(context: Context) -> Iterator[Finding]:
    """N17, N18b: recomputed from the general public budget's basic lines of both years.

    Basis: 基本支出的上年数按上年明细相加（N17） | last year's basic expenditure is the sum of last year's lines (N17)
    Help: 数字由程序计算；出现这条说明程序有误，请反馈 | the numbers are computed; report this finding as a fault of the program
    Wrong: 上年明细 5,347.19，第五项按 5,374.19 计算 | last year's lines 5,347.19, the statement reckons with 5,374.19
    Right: 上年明细 5,347.19，第五项按 5,347.19 计算 | both 5,347.19
    """
    yield from _kind_prior(context, "basic")


@rule(
    "N18",
    "error",
    "第五项（一）项目支出的上年数和增减 = 支出明细",
    "last year and change of project expenditure = the money lines",
)
def project_prior(context: Context) -> Iterator[Finding]:
    """N18: as N17, for project expenditure.

    Basis: 项目支出的上年数按上年明细相加（N18） | last year's project expenditure is the sum of last year's lines (N18)
    Help: 数字由程序计算；出现这条说明程序有误，请反馈 | the numbers are computed; report this finding as a fault of the program
    Wrong: 上年明细 10,339.17，第五项按 10,393.17 计算 | last year's lines 10,339.17, the statement reckons with 10,393.17
    Right: 上年明细 10,339.17，第五项按 10,339.17 计算 | both 10,339.17
    """
    yield from _kind_prior(context, "project")


@rule(
    "N19",
    "error",
    "第六项列的名称 = 表6 有人员、公用经费的款，按科目次序",
    "the names of statement six are the 款 of table 6, in order",
)
def basic_names(context: Context) -> Iterator[Finding]:
    """N19: staff (人员) and operating (公用) 款 of table 6 with money, by code.

    Basis: 第六项按表6 的款级科目列示（N19） | statement six lists the 款 of table 6 (N19)
    Help: 数字由程序计算；出现这条说明程序有误，请反馈 | the numbers are computed; report this finding as a fault of the program
    Wrong: 表6 有 30216 培训费，第六项没有列 | table 6 has 30216, the statement leaves it out
    Right: 第六项公用经费里列“培训费” | the statement names it
    """
    basic, names = context.disclosure.statements.basic, context.budget.economics
    for column, told, zh, en in (
        ("staff", basic.staff_names, "人员经费", "staff"),
        ("operating", basic.operating_names, "公用经费", "operating"),
    ):
        codes = sorted(code for code in context.rows("t6", 5) if context.cell("t6", code, column))
        expected = [names.name(code) for code in codes]
        yield from same_lists(told, expected, f"第六项{zh}", "表6", f"statement six, {en}", "table 6")


@rule(
    "N20",
    "error",
    "第七项的项目 = 表7 的项目行：金额、名称、单位一致",
    "the blocks of statement seven are the projects of table 7",
)
def blocks_are_rows(context: Context) -> Iterator[Finding]:
    """N20, E02, E03: one block a project row, with the same amount, name and unit; their sum is table 7's total.

    Basis: 第七项逐个说明表7 的项目（N20） | statement seven explains every project of table 7 (N20)
    Help: 数字由程序计算；出现这条说明程序有误，请反馈 | the numbers are computed; report this finding as a fault of the program
    Wrong: 表7 有项目 P05，第七项没有 | table 7 has project P05, statement seven does not
    Right: 两处项目相同，金额、名称、单位一致 | the same projects, with the same amounts, names and units
    """
    table, blocks = context.disclosure.tables["t7"], context.disclosure.statements.projects
    units = {row.key: row.labels["name"] for row in table.rows if row.level == "unit"}
    rows = {row.key.rpartition("/")[2]: row for row in table.rows if row.level == "project"}
    told = sorted(block.project.id for block in blocks)
    yield from same_lists(told, sorted(rows), "第七项", "表7", "statement seven", "table 7", ("项目", "project"))
    for block in blocks:
        row = rows.get(block.project.id)
        if row is None:
            continue
        key = f"t7/{row.key}/total"
        told_side = Side(
            f"第七项 {block.project.id}",
            f"statement seven, {block.project.id}",
            context.fen(block.amount) or 0,
            (block.amount,),
        )
        yield from unequal(
            context,
            [
                told_side,
                Side(
                    f"表7 {block.project.id}",
                    f"table 7, {block.project.id}",
                    context.cell("t7", row.key, "total"),
                    (key,),
                ),
            ],
        )
        names = (block.project.name, block.unit.name if block.unit is not None else "")
        printed = (row.labels["project"], units.get(row.key.partition("/")[0], ""))
        if names != printed:
            yield Finding(
                say(
                    f"项目 {block.project.id} 在第七项是“{'，'.join(names)}”，在表7 是“{'，'.join(printed)}”。",
                    f"Project {block.project.id} is {', '.join(names)} in statement seven and {', '.join(printed)} in table 7.",
                ),
                context.place(context.project_path(block.project.id, "name")),
                "，".join(names),
                "，".join(printed),
            )
    keys = tuple(block.amount for block in blocks)
    whole = Side("表7 总计", "table 7, total", context.cell("t7", "total", "total"), ("t7/total/total",))
    yield from unequal(
        context, [Side("第七项各项目之和", "the projects of statement seven", _total(context, keys), keys), whole]
    )
