"""Statements one to five (一) against the tables and against each other (N01-N09)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reportgen.check.compare import Side, gaps, unequal
from reportgen.check.context import Context
from reportgen.check.registry import Finding, rule
from reportgen.compute.selections import GENERAL
from reportgen.model.disclosure import Entry
from reportgen.model.figure import Selection
from reportgen.model.language import say
from reportgen.model.money import decimal_text
from reportgen.model.source import SOURCES

WHOLE = 10_000
"""100.00 % in hundredths of a percent."""
REST = tuple(source.key for source in SOURCES if source.key not in GENERAL)
"""All sources but the general public budget: columns 5 to 12 of table 2."""
KINDS = {"basic": ("基本支出", "basic"), "project": ("项目支出", "project")}


@rule("N01", "error", "说明里的金额 = 它所指的表格单元", "amounts of the statements = their table cells")
def amounts_are_cells(context: Context) -> Iterator[Finding]:
    """N01: what statements one to six, eight and nine print is the cell of the table that it names; a blank cell is zero.

    Basis: 第三部分的金额都取自第二部分的表格（N01） | every amount of part three stands in a table of part two (N01)
    Help: 数字由程序计算；出现这条说明程序有误，请反馈 | the numbers are computed; report this finding as a fault of the program
    Wrong: 表5 总计 16,000.51，第五项写 16,000.15 | table 5 total 16,000.51, statement five says 16,000.15
    Right: 表5 总计 16,000.51，第五项写 16,000.51 | table 5 total 16,000.51, statement five says 16,000.51
    """
    for amount, table, row, column in _cells(context):
        printed, cell = context.fen(amount), context.cell(table, row, column)
        if printed != cell:
            yield from unequal(
                context,
                [
                    Side(f"说明 {amount}", f"statement {amount}", printed or 0, (amount,)),
                    Side(
                        f"表{table[1:]} {row} {column}",
                        f"table {table[1:]}, {row} {column}",
                        cell,
                        (f"{table}/{row}/{column}",),
                    ),
                ],
            )


def _cells(context: Context) -> Iterator[tuple[str, str, str, str]]:
    """(printed amount, table, row, column) of the statements."""
    told = context.disclosure.statements
    yield told.overview.total, "t1", "total-income", "amount"
    yield told.income_total, "t1", "total-income", "amount"
    yield from ((entry.amount, "t1", entry.key, "amount") for entry in told.income)
    yield told.expenditure_total, "t3", "total", "total"
    yield from ((entry.amount, "t3", "total", entry.key) for entry in told.expenditure)
    yield told.fiscal_total, "t4", "total", "income"
    for budget in told.fiscal:
        yield budget.amount, "t4", budget.key, "income"
        yield from ((entry.amount, "t4", entry.key, budget.key) for entry in budget.classes)
    yield told.appropriation.total, "t5", "total", "total"
    yield from ((entry.amount, "t5", "total", entry.key) for entry in told.appropriation.kinds)
    for table, statement in (("t5", told.appropriation), ("t8", told.government_fund), ("t9", told.state_capital)):
        if statement is not None:
            yield statement.total, table, "total", "total"
            for entry in (*statement.classes, *statement.items):
                yield entry.amount, table, entry.key, "total"
    yield told.basic.total, "t6", "total", "total"
    yield told.basic.staff, "t6", "total", "staff"
    yield told.basic.operating, "t6", "total", "operating"


@rule("N02", "error", "第二项各来源金额之和 = 收入总计", "the sources of statement two sum to the total income")
def income_parts(context: Context) -> Iterator[Finding]:
    """N02: the ten sources of statement two.

    Basis: 第二项说明按资金来源列示全部收入（N02） | statement two lists the whole income by source (N02)
    Help: 数字由程序计算；出现这条说明程序有误，请反馈 | the numbers are computed; report this finding as a fault of the program
    Wrong: 收入总计 100，各来源 60 + 30 | total 100, sources 60 + 30
    Right: 收入总计 100，各来源 60 + 40 | total 100, sources 60 + 40
    """
    told = context.disclosure.statements
    yield from unequal(
        context,
        [
            _sum(context, "第二项各来源之和", "the sources of statement two", [entry.amount for entry in told.income]),
            Side("收入总计", "total income", context.fen(told.income_total) or 0, (told.income_total,)),
        ],
    )


def _sum(context: Context, zh: str, en: str, keys: Sequence[str | None], extra: int = 0) -> Side:
    """The sum of some amounts as a side."""
    known = tuple(key for key in keys if key is not None)
    return Side(zh, en, sum(context.fen(key) or 0 for key in known) + extra, known)


def _shares(context: Context, entries: Sequence[Entry], zh: str, en: str) -> Iterator[Finding]:
    keys = [entry.share for entry in entries if entry.share is not None]
    figures = [figure for figure in map(context.figure, keys) if figure is not None]
    printed = [figure.hundredths for figure in figures if figure.hundredths is not None]
    money = any(context.fen(entry.amount) for entry in entries)
    if context.declaration.options.shares == "balance" and money and sum(printed) != WHOLE:
        total = decimal_text(sum(printed), 2)
        yield Finding(
            say(
                f"{zh}的占比之和为 {total}%，应为 100.00%。",
                f"The shares of {en} sum to {total} %; they must sum to 100.00 %.",
            ),
            context.figure_place(*(entry.amount for entry in entries)),
            total,
            "100.00",
            figures=tuple(keys),
        )


@rule("N03", "error", "第二项各来源占比之和 = 100.00%", "the shares of statement two sum to 100.00 %")
def income_shares(context: Context) -> Iterator[Finding]:
    """N03, rule 3: unless ``options.shares`` is ``plain``.

    Basis: 占比各自四舍五入，差额由最大的一项承担，合计 100.00%（N03） | shares are rounded singly, the largest takes the residual (N03)
    Help: 数字由程序计算；出现这条说明程序有误，请反馈 | the numbers are computed; report this finding as a fault of the program
    Wrong: 87.42% + 12.59% = 100.01% | 87.42 + 12.59 = 100.01
    Right: 87.41% + 12.59% = 100.00% | 87.41 + 12.59 = 100.00
    """
    yield from _shares(context, context.disclosure.statements.income, "第二项各来源", "statement two")


@rule("N04", "error", "第三项基本、项目支出占比之和 = 100.00%", "the shares of statement three sum to 100.00 %")
def expenditure_shares(context: Context) -> Iterator[Finding]:
    """N04: as N03, for basic and project expenditure.

    Basis: 占比各自四舍五入，差额由最大的一项承担，合计 100.00%（N04） | shares are rounded singly, the largest takes the residual (N04)
    Help: 数字由程序计算；出现这条说明程序有误，请反馈 | the numbers are computed; report this finding as a fault of the program
    Wrong: 30.91% + 69.10% = 100.01% | 30.91 + 69.10 = 100.01
    Right: 30.91% + 69.09% = 100.00% | 30.91 + 69.09 = 100.00
    """
    yield from _shares(context, context.disclosure.statements.expenditure, "第三项", "statement three")


@rule("N05", "error", "第五项（二）各类占比之和 = 100.00%", "the shares of statement five (2) sum to 100.00 %")
def class_shares(context: Context) -> Iterator[Finding]:
    """N05: as N03, for the function classes of the general public budget.

    Basis: 占比各自四舍五入，差额由最大的一项承担，合计 100.00%（N05） | shares are rounded singly, the largest takes the residual (N05)
    Help: 数字由程序计算；出现这条说明程序有误，请反馈 | the numbers are computed; report this finding as a fault of the program
    Wrong: 88.32% + 5.21% + 6.46% = 99.99% | 88.32 + 5.21 + 6.46 = 99.99
    Right: 88.33% + 5.21% + 6.46% = 100.00% | 88.33 + 5.21 + 6.46 = 100.00
    """
    yield from _shares(
        context, context.disclosure.statements.appropriation.classes, "第五项（二）各类", "statement five (2)"
    )


@rule(
    "N06", "error", "第二项各来源增减之和 = 第三项增减之和", "changes of statement two sum to those of statement three"
)
def changes_balance(context: Context) -> Iterator[Finding]:
    """N06: income and expenditure change alike; where a year does not balance, S01 alone tells.

    Basis: 两年收支各自平衡，增减额也就相等（N06） | both years balance, so that the changes are equal (N06)
    Help: 数字由程序计算；出现这条说明程序有误，请反馈 | the numbers are computed; report this finding as a fault of the program
    Wrong: 收入减少 1,259.73，支出减少 1,295.73 | income falls by 1,259.73, expenditure by 1,295.73
    Right: 收入减少 1,259.73，支出减少 1,259.73 | both fall by 1,259.73
    """
    told = context.disclosure.statements
    if not gaps(context):
        yield from unequal(
            context,
            [
                _sum(context, "第二项增减之和", "changes of statement two", [entry.change for entry in told.income]),
                _sum(
                    context,
                    "第三项增减之和",
                    "changes of statement three",
                    [entry.change for entry in told.expenditure],
                ),
            ],
        )


@rule(
    "N07",
    "error",
    "第二项一般公共预算增减 = 第五项（一）基本、项目支出增减之和",
    "the change of the general public budget = those of its basic and project expenditure",
)
def general_changes(context: Context) -> Iterator[Finding]:
    """N07 with transfers from above (rule 26); where the source does not balance, S01 alone tells.

    Basis: 一般公共预算收入与支出的增减额相等（N07） | income and expenditure of the general public budget change alike (N07)
    Help: 数字由程序计算；出现这条说明程序有误，请反馈 | the numbers are computed; report this finding as a fault of the program
    Wrong: 收入增加 314.15，基本 +310.15、项目 +40.00 | income +314.15, basic +310.15, project +40.00
    Right: 收入增加 314.15，基本 +310.15、项目 +4.00 | income +314.15, basic +310.15, project +4.00
    """
    told = context.disclosure.statements
    if not any(source in GENERAL for _, source in gaps(context)):
        income = [entry.change for entry in told.income if entry.key in GENERAL]
        kinds = [entry.change for entry in told.appropriation.kinds]
        yield from unequal(
            context,
            [
                _sum(context, "第二项一般公共预算增减", "change of the general public budget", income),
                _sum(context, "第五项（一）增减之和", "changes of statement five (1)", kinds),
            ],
        )


def rest_lines(context: Context, kind: str, year: int) -> int:
    """Money lines of a kind and year on all sources but the general public budget, in 分."""
    return sum(
        group.fen
        for (of_year, _, of_kind, source), group in context.lines_by_function.items()
        if of_year == year and of_kind == kind and source not in GENERAL
    )


def _kind_changes(context: Context, kind: str) -> Iterator[Finding]:
    zh, en = KINDS[kind]
    told = context.disclosure.statements
    whole = next(entry for entry in told.expenditure if entry.key == kind)
    general = next(entry for entry in told.appropriation.kinds if entry.key == kind)
    rest = rest_lines(context, kind, context.year) - rest_lines(context, kind, context.year - 1)
    lines = tuple(Selection("lines", year, source=REST, kind=(kind,)) for year in (context.year, context.year - 1))
    yield from unequal(
        context,
        [
            _sum(context, f"第三项{zh}增减", f"change of {en} expenditure in statement three", [whole.change]),
            _sum(
                context,
                f"第五项（一）{zh}增减 + 其他来源{zh}增减",
                f"change of {en} expenditure in statement five (1) and of other sources",
                [general.change],
                rest,
            )._replace(rows=(*_rows_of(context, general), *lines)),
        ],
    )


def _rows_of(context: Context, entry: Entry) -> tuple[Selection, ...]:
    """The rows of an entry's amount in both years."""
    figure = context.figure(entry.amount)
    selection = figure.origin.selection if figure is not None else None
    if selection is None:
        return ()
    return tuple(
        Selection("lines", year, selection.source, selection.kind, selection.function)
        for year in (context.year, context.year - 1)
    )


@rule(
    "N08",
    "error",
    "第三项项目支出增减 = 第五项（一）项目支出增减 + 其他来源项目支出增减",
    "the change of project expenditure = that of statement five (1) and of the other sources",
)
def project_changes(context: Context) -> Iterator[Finding]:
    """N08 in its general form: the project lines of all other sources, recomputed from the money lines.

    Basis: 第三项含全部来源，第五项只含一般公共预算（N08） | statement three holds all sources, five the general public budget (N08)
    Help: 数字由程序计算；出现这条说明程序有误，请反馈 | the numbers are computed; report this finding as a fault of the program
    Wrong: -1,569.88 与 4.00 - 1,500.00 | -1,569.88 against 4.00 - 1,500.00
    Right: -1,569.88 与 4.00 - 1,573.88 | -1,569.88 against 4.00 - 1,573.88
    """
    yield from _kind_changes(context, "project")


@rule(
    "N09",
    "error",
    "第三项基本支出增减 = 第五项（一）基本支出增减 + 其他来源基本支出增减",
    "the change of basic expenditure = that of statement five (1) and of the other sources",
)
def basic_changes(context: Context) -> Iterator[Finding]:
    """N09 in its general form: where all basic expenditure is general public budget, the two are the same.

    Basis: 基本支出通常全部来自一般公共预算，两处应当一致（N09） | basic expenditure is general public budget as a rule (N09)
    Help: 数字由程序计算；出现这条说明程序有误，请反馈 | the numbers are computed; report this finding as a fault of the program
    Wrong: 第三项增加 310.15，第五项增加 301.15 | statement three +310.15, statement five +301.15
    Right: 第三项增加 310.15，第五项增加 310.15 | both +310.15
    """
    yield from _kind_changes(context, "basic")
