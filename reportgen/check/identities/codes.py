"""The tables against each other, code by code: tables 1 to 5 (R08-R13, R15, R16)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reportgen.check.compare import Side, table_side, unequal
from reportgen.check.context import Context
from reportgen.check.identities.income import GENERAL_COLUMNS
from reportgen.check.registry import Finding, rule
from reportgen.model.diagnostic import Note
from reportgen.model.figure import Selection
from reportgen.model.language import say
from reportgen.model.source import BUDGETS, INCOME_COLUMNS, SOURCES

REST_COLUMNS = tuple(column for column in INCOME_COLUMNS if column not in GENERAL_COLUMNS)
"""Columns 5-12 of table 2: all that table 5 leaves out."""
_REST_SOURCES = frozenset(source.key for source in SOURCES if source.column in REST_COLUMNS)


def _codes(context: Context, *tables: str, digits: int | None = None) -> list[str]:
    codes = {code for table in tables for code in context.codes(table)}
    return sorted(code for code in codes if digits is None or len(code) == digits)


def _row(context: Context, table: str, code: str, *columns: str, zh: str = "", en: str = "") -> Side:
    return table_side(context, table, code, columns, f"{code} {zh}".strip(), f"{code} {en}".strip())


@rule(
    "R08",
    "error",
    "表1 支出各类 = 表2 该类合计 = 表3 该类合计",
    "table 1 expenditure of a class = table 2 = table 3",
)
def classes_agree(context: Context) -> Iterator[Finding]:
    """R08: every function class that any of the three tables prints.

    Basis: 表1 支出按类列示，与表2、表3 一致（R08） | table 1 shows expenditure by class like tables 2 and 3 (R08)
    Help: 数字由程序计算；出现这条说明程序有误，请反馈 | the numbers are computed; report this finding as a fault of the program
    Wrong: 208 类：表1 834.11，表3 843.11 | class 208: table 1 834.11, table 3 843.11
    Right: 208 类：表1 834.11，表3 834.11 | class 208: both 834.11
    """
    for code in _codes(context, "t1", "t2", "t3", digits=3):
        sides = [
            _row(context, "t1", code, "amount"),
            _row(context, "t2", code, "total"),
            _row(context, "t3", code, "total"),
        ]
        yield from unequal(context, sides)


@rule("R09", "error", "表2 和表3 的科目相同、次序相同", "tables 2 and 3 list the same codes in the same order")
def same_codes(context: Context) -> Iterator[Finding]:
    """R09: both tables hold the codes with money, in code order (rules 11 and 14).

    Basis: 表2、表3 列示同样的科目（R09） | tables 2 and 3 list the same codes (R09)
    Help: 数字由程序计算；出现这条说明程序有误，请反馈 | the numbers are computed; report this finding as a fault of the program
    Wrong: 表2 有 2080502，表3 没有 | table 2 has 2080502, table 3 does not
    Right: 两表都有 2080502 | both have 2080502
    """
    yield from same_lists(_printed(context, "t2"), _printed(context, "t3"), "表2", "表3", "table 2", "table 3")


@rule("R10", "error", "表2 与表3 每个科目的合计相等", "tables 2 and 3 agree on every code")
def every_code_agrees(context: Context) -> Iterator[Finding]:
    """R10: T2[code].1 = T3[code].1.

    Basis: 表2、表3 每个科目的合计相等（R10） | tables 2 and 3 agree on every code (R10)
    Help: 数字由程序计算；出现这条说明程序有误，请反馈 | the numbers are computed; report this finding as a fault of the program
    Wrong: 2010304：表2 1,130.00，表3 1,103.00 | 2010304: table 2 1,130.00, table 3 1,103.00
    Right: 2010304：两表都是 1,130.00 | 2010304: both 1,130.00
    """
    for code in _codes(context, "t2", "t3"):
        yield from unequal(context, [_row(context, "t2", code, "total"), _row(context, "t3", code, "total")])


@rule(
    "R11",
    "error",
    "表2 每个科目的第3、4列 = 表5 该科目合计",
    "table 2 columns 3+4 of a code = table 5 of that code",
)
def general_codes_agree(context: Context) -> Iterator[Finding]:
    """R11 in the general form of rule 26: T2[code].(3+4) = T5[code].1.

    Basis: 表5 是表2 的一般公共预算部分（R11） | table 5 is the general public budget of table 2 (R11)
    Help: 数字由程序计算；出现这条说明程序有误，请反馈 | the numbers are computed; report this finding as a fault of the program
    Wrong: 2010304：表2 1,130.00，表5 1,103.00 | 2010304: table 2 1,130.00, table 5 1,103.00
    Right: 2010304：两表都是 1,130.00 | 2010304: both 1,130.00
    """
    for code in _codes(context, "t2", "t5"):
        general = _row(context, "t2", code, *GENERAL_COLUMNS, zh="第 3、4 列", en="columns 3+4")
        yield from unequal(context, [general, _row(context, "t5", code, "total")])


@rule(
    "R12",
    "error",
    "表5 的科目就是表2 中有一般公共预算的科目",
    "the codes of table 5 are those of table 2 with general public budget money",
)
def general_codes_listed(context: Context) -> Iterator[Finding]:
    """R12: a code stands in table 5 if and only if table 2 has money under columns 3 and 4.

    Basis: 表5 只列有一般公共预算的科目（R12） | table 5 lists the codes with general public budget money (R12)
    Help: 数字由程序计算；出现这条说明程序有误，请反馈 | the numbers are computed; report this finding as a fault of the program
    Wrong: 211 只有结转，却列在表5 | 211 has carry-over alone and stands in table 5
    Right: 表5 不列 211 | table 5 leaves 211 out
    """
    general = [
        code
        for code in _printed(context, "t2")
        if any(column in context.tables["t2"].get(code, {}) for column in GENERAL_COLUMNS)
    ]
    yield from same_lists(general, _printed(context, "t5"), "表2 第3、4列", "表5", "table 2, columns 3+4", "table 5")


@rule(
    "R13",
    "error",
    "表3 减表5 = 表2 第5至12列，每个科目",
    "table 3 less table 5 = table 2 columns 5-12, for every code",
)
def rest_agrees(context: Context) -> Iterator[Finding]:
    """R13 in its general form: T3[c].1 - T5[c].1 = T2[c].(5…12).

    Basis: 表3 比表5 多出的就是其他来源（R13） | what table 3 has more than table 5 is the other sources (R13)
    Help: 数字由程序计算；出现这条说明程序有误，请反馈 | the numbers are computed; report this finding as a fault of the program
    Wrong: 表3 减表5 363.41，表2 其他来源 336.41 | table 3 less table 5 363.41, other sources 336.41
    Right: 两者都是 363.41 | both 363.41
    """
    for code in _codes(context, "t2", "t3", "t5"):
        gap = context.cell("t3", code, "total") - context.cell("t5", code, "total")
        name = f"表3 减表5 {code}", f"table 3 less table 5, {code}"
        rest = _row(context, "t2", code, *REST_COLUMNS, zh="第 5 至 12 列", en="columns 5-12")
        rows = (Selection("lines", context.year, source=tuple(sorted(_REST_SOURCES)), function=(code,)),)
        if gap != rest.fen:
            yield from unequal(context, [Side(*name, gap, (f"t3/{code}/total",), rows=rows), rest])


@rule(
    "R15",
    "error",
    "表3 项目支出减表5 项目支出 = 其他来源的项目明细，每个科目",
    "project expenditure of table 3 less table 5 = project lines of the other sources, for every code",
)
def project_rest_agrees(context: Context) -> Iterator[Finding]:
    """R15 in its general form: over the project lines of the sources of columns 5 to 12.

    Basis: 表3 项目支出比表5 多出的就是其他来源的项目（R15） | project money that table 3 has more is of the other sources (R15)
    Help: 数字由程序计算；出现这条说明程序有误，请反馈 | the numbers are computed; report this finding as a fault of the program
    Wrong: 多出 2,303.51，其他来源项目 2,330.51 | more by 2,303.51, other sources 2,330.51
    Right: 两者都是 2,303.51 | both 2,303.51
    """
    lines: dict[str, int] = {}
    for (year, function, kind, source), group in context.lines_by_function.items():
        if year == context.year and kind == "project" and source in _REST_SOURCES:
            for row in ("total", function[:3], function[:5], function):
                lines[row] = lines.get(row, 0) + group.fen
    for row in ("total", *_codes(context, "t3", "t5")):
        gap = context.cell("t3", row, "project") - context.cell("t5", row, "project")
        name = f"表3 减表5 {row} 项目支出", f"table 3 less table 5, {row}, projects"
        sides = [
            Side(*name, gap, (f"t3/{row}/project",), rows=_rest_rows(context, row)),
            Side(
                "其他来源的项目明细",
                "project lines of the other sources",
                lines.get(row, 0),
                rows=_rest_rows(context, row),
            ),
        ]
        yield from unequal(context, sides)


def _rest_rows(context: Context, row: str) -> tuple[Selection, ...]:
    """The project lines of columns 5 to 12 under a code, or all of them."""
    code = None if row == "total" else (row,)
    return (Selection("lines", context.year, source=tuple(sorted(_REST_SOURCES)), kind=("project",), function=code),)


@rule(
    "R16",
    "error",
    "表4 支出各类 = 表2 该类财政拨款；其一般公共预算 = 表5 该类",
    "table 4 expenditure of a class = table 2 appropriations; its general public budget = table 5",
)
def appropriation_classes_agree(context: Context) -> Iterator[Finding]:
    """R16 in its general form, with the three budgets of table 4 against columns 3+4, 5+6 and 7+8 (rule 26).

    Basis: 表4 支出按类与表2、表5 一致（R16） | table 4 agrees with tables 2 and 5 by class (R16)
    Help: 数字由程序计算；出现这条说明程序有误，请反馈 | the numbers are computed; report this finding as a fault of the program
    Wrong: 213 类：表4 262.00，表2 226.00 | class 213: table 4 262.00, table 2 226.00
    Right: 213 类：两表都是 262.00 | class 213: both 262.00
    """
    for code in _codes(context, "t2", "t4", "t5", digits=3):
        yield from unequal(context, [_row(context, "t4", code, "total"), _row(context, "t2", code, "appropriation")])
        for budget in BUDGETS:
            sides = [
                _row(context, "t4", code, budget, zh=budget, en=budget),
                _row(context, "t2", code, budget, f"{budget}-transfer", zh=budget, en=budget),
            ]
            if budget == BUDGETS[0]:
                sides.append(_row(context, "t5", code, "total"))
            yield from unequal(context, sides)


def _printed(context: Context, table: str) -> list[str]:
    """The codes of a table in printed order."""
    return [row.key for row in context.disclosure.tables[table].rows if row.key.isdigit()]


def same_lists(
    first: Sequence[str],
    second: Sequence[str],
    zh1: str,
    zh2: str,
    en1: str,
    en2: str,
    of: tuple[str, str] = ("科目", "code"),
) -> Iterator[Finding]:
    """A finding when two lists differ in members or order; it names the first difference, and all members of one alone."""
    if list(first) == list(second):
        return
    at = next((i for i, (a, b) in enumerate(zip(first, second, strict=False)) if a != b), min(len(first), len(second)))
    a, b = (names[at] if at < len(names) else "—" for names in (first, second))
    alone = []
    for zh, en, own, other in ((zh1, en1, first, set(second)), (zh2, en2, second, set(first))):
        if only := [name for name in own if name not in other]:
            told = "、".join(only[:10]) + ("……" if len(only) > 10 else "")
            alone.append(Note(say(f"只在{zh}：{told}（{len(only)} 个）", f"only in {en}: {told} ({len(only)})")))
    yield Finding(
        say(
            f"{zh1}和{zh2}的{of[0]}应当相同：第 {at + 1} 个{of[0]}，{zh1}是 {a}，{zh2}是 {b}。",
            f"{en1} and {en2} must list the same {of[1]}s: {of[1]} {at + 1} is {a} in {en1} and {b} in {en2}.",
        ),
        value=a,
        expected=b,
        notes=tuple(alone),
    )
