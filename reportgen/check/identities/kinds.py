"""Basic and project expenditure, the three public funds (三公) and the fund tables (R17-R22, R27-R29, R31)."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.check.compare import Side, notes_of, table_side, unequal
from reportgen.check.context import Context
from reportgen.check.registry import Finding, rule
from reportgen.compute.selections import BUDGET_SOURCES
from reportgen.model.budget import TRAVEL_ITEMS
from reportgen.model.codelist import OPERATING_CLASSES, STAFF_CLASSES
from reportgen.model.figure import Selection
from reportgen.model.language import say
from reportgen.model.money import Money
from reportgen.model.source import BUDGETS, SOURCES, BudgetKind

TRAVEL_CODES = {"overseas": "30212", "reception": "30217", "vehicle-purchase": "31013", "vehicle-running": "30231"}
"""Item of 三公 → its economic code (rule 30)."""
TRAVEL_NAMES = {key: name for name, key in TRAVEL_ITEMS.items()}
BUDGET_NAMES = {
    "general-public-budget": "一般公共预算",
    "government-fund": "政府性基金预算",
    "state-capital": "国有资本经营预算",
}
FUND_LINES = {"government-fund": "t8", "state-capital": "t9"}


@rule("R17", "error", "表6 总计 = 表5 总计基本支出", "table 6 total = table 5 total, basic")
def basic_totals_agree(context: Context) -> Iterator[Finding]:
    """R17 in its general form: table 6 breaks table 5's basic expenditure down.

    Basis: 表6 是表5 基本支出的经济分类（R17） | table 6 breaks down the basic expenditure of table 5 (R17)
    Help: 数字由程序计算；出现这条说明程序有误，请反馈 | the numbers are computed; report this finding as a fault of the program
    Wrong: 表6 5,657.34，表5 基本支出 5,675.34 | table 6 5,657.34, table 5 basic 5,675.34
    Right: 两表都是 5,657.34 | both 5,657.34
    """
    yield from unequal(
        context,
        [
            table_side(context, "t6", "total", ["total"], "总计", "total"),
            table_side(context, "t5", "total", ["basic"], "总计基本支出", "total, basic"),
        ],
    )


@rule("R18", "error", "表6 总计 = 人员经费 + 公用经费", "table 6 total = staff + operating")
def staff_and_operating(context: Context) -> Iterator[Finding]:
    """R18, on exact amounts: basic expenditure is staff (人员) and operating (公用) money.

    Basis: 基本支出分为人员经费和公用经费（R18） | basic expenditure is staff and operating money (R18)
    Help: 数字由程序计算；出现这条说明程序有误，请反馈 | the numbers are computed; report this finding as a fault of the program
    Wrong: 总计 100，人员 60 + 公用 30 | total 100, staff 60 + operating 30
    Right: 总计 100，人员 60 + 公用 40 | total 100, staff 60 + operating 40
    """
    for row in ("total", *context.codes("t6")):
        name = "总计" if row == "total" else row
        yield from unequal(
            context,
            [
                table_side(context, "t6", row, ["total"], f"{name} 合计", f"{row}, total"),
                table_side(context, "t6", row, ["staff", "operating"], f"{name} 人员 + 公用", f"{row}, staff + operating"),
            ],
        )  # fmt: skip


def _classes_of(context: Context, column: str, classes: frozenset[str], zh: str, en: str) -> Iterator[Finding]:
    codes = sorted(classes)
    keys = tuple(f"t6/{code}/total" for code in codes)
    parts = sum(context.cell("t6", code, "total") for code in codes)
    yield from unequal(
        context,
        [
            table_side(context, "t6", "total", [column], f"总计{zh}", f"total, {en}"),
            Side(f"表6 {' + '.join(codes)}", f"table 6 {' + '.join(codes)}", parts, keys),
        ],
    )


@rule("R19", "error", "表6 人员经费 = 301 + 303", "table 6 staff = 301 + 303")
def staff_classes(context: Context) -> Iterator[Finding]:
    """R19: 人员经费.

    Basis: 人员经费是 301 和 303（R19） | staff money is 301 and 303 (R19)
    Help: 数字由程序计算；出现这条说明程序有误，请反馈 | the numbers are computed; report this finding as a fault of the program
    Wrong: 人员 100，301 60 + 303 30 | staff 100, 301 60 + 303 30
    Right: 人员 100，301 60 + 303 40 | staff 100, 301 60 + 303 40
    """
    yield from _classes_of(context, "staff", STAFF_CLASSES, "人员经费", "staff")


@rule("R20", "error", "表6 公用经费 = 302 + 310", "table 6 operating = 302 + 310")
def operating_classes(context: Context) -> Iterator[Finding]:
    """R20 in its general form: 公用经费 with 310 (资本性支出).

    Basis: 公用经费是 302 和 310（R20） | operating money is 302 and 310 (R20)
    Help: 数字由程序计算；出现这条说明程序有误，请反馈 | the numbers are computed; report this finding as a fault of the program
    Wrong: 公用 100，302 60 + 310 30 | operating 100, 302 60 + 310 30
    Right: 公用 100，302 60 + 310 40 | operating 100, 302 60 + 310 40
    """
    yield from _classes_of(context, "operating", OPERATING_CLASSES, "公用经费", "operating")


@rule("R21", "error", "表7 总计 = 表5 总计项目支出", "table 7 total = table 5 total, projects")
def project_totals_agree(context: Context) -> Iterator[Finding]:
    """R21: table 7 lists the projects of table 5.

    Basis: 表7 列示表5 的全部项目支出（R21） | table 7 lists all project expenditure of table 5 (R21)
    Help: 数字由程序计算；出现这条说明程序有误，请反馈 | the numbers are computed; report this finding as a fault of the program
    Wrong: 表7 10,343.17，表5 项目支出 10,334.17 | table 7 10,343.17, table 5 projects 10,334.17
    Right: 两表都是 10,343.17 | both 10,343.17
    """
    yield from unequal(
        context,
        [
            table_side(context, "t7", "total", ["total"], "总计", "total"),
            table_side(context, "t5", "total", ["project"], "总计项目支出", "total, projects"),
        ],
    )


@rule("R22", "error", "表7 各项目按科目相加 = 表5 该科目项目支出", "table 7 projects by code = table 5, projects")
def project_codes_agree(context: Context) -> Iterator[Finding]:
    """R22: the project rows of table 7, added up by 类, 款 and 项.

    Basis: 表7 各项目按科目相加等于表5（R22） | table 7's projects by code add up to table 5 (R22)
    Help: 数字由程序计算；出现这条说明程序有误，请反馈 | the numbers are computed; report this finding as a fault of the program
    Wrong: 2010304：表7 1,130.00，表5 1,103.00 | 2010304: table 7 1,130.00, table 5 1,103.00
    Right: 2010304：两表都是 1,130.00 | 2010304: both 1,130.00
    """
    sums: dict[str, int] = {}
    keys: dict[str, tuple[str, ...]] = {}
    for row in context.rows("t7"):
        if row.count("/") == 2:
            _, function, _ = row.split("/")
            for code in (function[:3], function[:5], function):
                sums[code] = sums.get(code, 0) + context.cell("t7", row, "total")
                keys.setdefault(code, (f"t7/{row}/total",))
    for code in sorted({*sums, *context.codes("t5")}):
        zh, en = f"表7 {code} 各项目", f"table 7 projects of {code}"
        budget = table_side(context, "t5", code, ["project"], f"{code} 项目支出", f"{code}, projects")
        yield from unequal(context, [Side(zh, en, sums.get(code, 0), keys.get(code, ())), budget])


def _travel(context: Context, item: str) -> Iterator[Finding]:
    """Table 10's row of an item, budget by budget, against the lines of its economic code."""
    code, name = TRAVEL_CODES[item], TRAVEL_NAMES[item]
    for budget in BUDGETS:
        lines, place = 0, None
        for source in SOURCES:
            group = context.lines_by_economic.get((context.year, code, source.key))
            if source.appropriation and source.budget == budget and group is not None:
                lines, place = lines + group.fen, place or group.place
        yield from unequal(
            context,
            [
                table_side(context, "t10", item, [budget], f"{name} {BUDGET_NAMES[budget]}", f"{item}, {budget}"),
                Side(
                    f"支出明细 {code}",
                    f"money lines of {code}",
                    lines,
                    (),
                    place,
                    (_travel_rows(context, code, budget),),
                ),
            ],
        )


def _travel_rows(context: Context, code: str, budget: BudgetKind) -> Selection:
    return Selection("lines", context.year, source=BUDGET_SOURCES[budget], economic=(code,))


@rule("R27", "error", "表10 公务用车运行费 = 明细 30231", "table 10 vehicle running = lines of 30231")
def vehicle_running(context: Context) -> Iterator[Finding]:
    """R27 in its general form: basic and project lines of the six appropriation sources (rule 30).

    Basis: 表10 的公务用车运行费取自经济科目 30231（R27） | vehicle running of table 10 is economic code 30231 (R27)
    Help: 数字由程序计算；出现这条说明程序有误，请反馈 | the numbers are computed; report this finding as a fault of the program
    Wrong: 表10 68.30，30231 63.80 | table 10 68.30, 30231 63.80
    Right: 两者都是 68.30 | both 68.30
    """
    yield from _travel(context, "vehicle-running")


@rule(
    "R28",
    "error",
    "表10 因公出国、公务接待、公务用车购置 = 明细 30212、30217、31013",
    "table 10 overseas, reception and vehicle purchase = lines of 30212, 30217 and 31013",
)
def other_travel(context: Context) -> Iterator[Finding]:
    """R28 in its general form: as R27, for the other three items.

    Basis: 表10 的其他三项取自 30212、30217、31013（R28） | the other items of table 10 are 30212, 30217 and 31013 (R28)
    Help: 数字由程序计算；出现这条说明程序有误，请反馈 | the numbers are computed; report this finding as a fault of the program
    Wrong: 表10 公务接待费 5.00，30217 没有 | table 10 reception 5.00, no 30217
    Right: 表10 公务接待费 5.00，30217 5.00 | both 5.00
    """
    for item in ("overseas", "reception", "vehicle-purchase"):
        yield from _travel(context, item)


@rule(
    "R29",
    "error",
    "表10 合计 = 三个预算之和 = 因公出国 + 公务接待 + 公务用车",
    "table 10 total = its three budgets = overseas + reception + vehicles",
)
def travel_sums(context: Context) -> Iterator[Finding]:
    """R29, for every row across and every column down.

    Basis: 表10 的合计等于各预算、各项之和（R29） | table 10 adds up across and down (R29)
    Help: 数字由程序计算；出现这条说明程序有误，请反馈 | the numbers are computed; report this finding as a fault of the program
    Wrong: 合计 100，三项 60 + 30 + 0 | total 100, items 60 + 30 + 0
    Right: 合计 100，三项 60 + 40 + 0 | total 100, items 60 + 40 + 0
    """
    for row in context.rows("t10"):
        total = table_side(context, "t10", row, ["total"], f"{row} 合计", f"{row}, total")
        yield from unequal(
            context, [total, table_side(context, "t10", row, BUDGETS, f"{row} 各预算", f"{row}, budgets")]
        )
    parents = {"total": ("overseas", "reception", "vehicles"), "vehicles": ("vehicle-purchase", "vehicle-running")}
    for parent, parts in parents.items():
        for column in ("total", *BUDGETS):
            keys = tuple(f"t10/{part}/{column}" for part in parts)
            below = sum(context.cell("t10", part, column) for part in parts)
            name = f"表10 {' + '.join(parts)} {column}", f"table 10 {' + '.join(parts)}, {column}"
            above = table_side(context, "t10", parent, [column], f"{parent} {column}", f"{parent}, {column}")
            yield from unequal(context, [above, Side(*name, below, keys)])


@rule(
    "R31",
    "error",
    "表8、表9 为空与表1、表2、表4 的对应栏为空一致",
    "tables 8 and 9 are empty exactly when tables 1, 2 and 4 have none of that budget",
)
def fund_tables_agree(context: Context) -> Iterator[Finding]:
    """R31, without table 10: a fund is empty everywhere or nowhere; its total is one amount (rule 26).

    Basis: 没有安排基金、国有资本的，各表对应栏都空（R31） | without fund or state capital money all tables are empty there (R31)
    Help: 数字由程序计算；先看 S01，没有 S01 却有这一条说明程序有误 | look at S01 first; without S01 this is a fault of the program
    Wrong: 表8 空表，表1 基金预算拨款 20.00 | table 8 empty, table 1 has fund money of 20.00
    Right: 表8 20.00，表1 基金预算拨款 20.00 | both 20.00
    """
    for budget, table in FUND_LINES.items():
        name = BUDGET_NAMES[budget]
        empty = context.disclosure.tables[table].empty
        printed = context.cell(table, "total", "total")
        if empty == bool(printed):
            yield Finding(
                say(f"表{table[1:]} 是否为空与其总计不符。", f"Table {table[1:]} is empty or not against its total."),
                context.figure_place(f"{table}/total/total"),
                Money(printed).yuan(),
                notes=notes_of(context, [table_side(context, table, "total", ["total"], "总计", "total")]),
            )
        yield from unequal(
            context,
            [
                table_side(context, "t1", f"appropriation-{budget}", ["amount"], f"{name}拨款", budget),
                table_side(context, "t4", "total", [budget], f"支出总计{name}", f"expenditure total, {budget}"),
                table_side(context, "t2", "total", [budget, f"{budget}-transfer"], f"总计{name}", f"total, {budget}"),
                table_side(context, table, "total", ["total"], "总计", "total"),
            ],
        )
