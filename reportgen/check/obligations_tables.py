"""Part two: each of the eleven tables is there, complete, empty where it says so, adds up, and ties with the others."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.check.context import Context
from reportgen.check.obligations import PROCEDURE, REGULATION_6, Judge, Obligation, layout_part
from reportgen.check.obligations_sums import wrong_sum
from reportgen.model.codelist import ECONOMIC_CLASSES, PRINTED_CLASSES, parents
from reportgen.model.language import say

Text = tuple[str, str]

TABLES: tuple[tuple[int, Text, Text, Text, tuple[str, ...]], ...] = (
    (1, ("部门收支总体情况表", "income and expenditure"), ("列出全部收入项目和功能分类各类，没有金额的留空",
        "all lines of income and all functional classes, blank where there is nothing"), PROCEDURE, ("C29",)),
    (2, ("部门收入总体情况表", "income by code"), ("按功能分类列到项，分十种资金来源",
        "codes to 项, ten sources"), PROCEDURE, ("C25",)),
    (3, ("部门支出总体情况表", "expenditure by code"), ("按功能分类列到项，分基本支出和项目支出",
        "codes to 项, basic and project expenditure"), REGULATION_6, ("C25",)),
    (4, ("财政拨款收支预算总体情况表", "the appropriation"), ("列出财政拨款收入和功能分类各类，分三个预算",
        "appropriation and all functional classes, by budget"), PROCEDURE, ()),
    (5, ("一般公共预算支出情况表", "general public budget by code"), ("按功能分类列到项，分基本支出和项目支出",
        "codes to 项, basic and project expenditure"), REGULATION_6, ("C25",)),
    (6, ("一般公共预算基本支出情况表", "basic expenditure by economic code"), ("按经济分类列到款，分人员经费和公用经费",
        "economic codes to 款, staff and operating"), REGULATION_6, ("C26",)),
    (7, ("一般公共预算项目支出情况表", "project expenditure"), ("按单位列出每个项目，分经济分类各类",
        "every project by unit, by economic class"), REGULATION_6, ("N20",)),
    (8, ("政府性基金预算支出情况表", "government fund"), ("按功能分类列到项，分人员、公用和项目支出",
        "codes to 项, staff, operating and projects"), PROCEDURE, ("C25", "W09")),
    (9, ("国有资本经营预算支出情况表", "state capital budget"), ("按功能分类列到项，分人员、公用和项目支出",
        "codes to 项, staff, operating and projects"), PROCEDURE, ("C25", "W09")),
    (10, ("财政拨款“三公”经费支出情况表", "三公"), ("六行齐全：合计、出国、接待、车辆小计、购置、运行",
        "six rows: total, overseas, reception, vehicles, purchase, running"), PROCEDURE, ()),
    (11, ("上年结转结余情况明细表", "carry-over"), ("每个结转项目一行，分财政拨款和非财政拨款",
        "a row for each carried-over project, fiscal and non-fiscal"), layout_part("表 11", "table 11"), ("W07",)),
)  # fmt: skip
"""Number, name, what completes it, what demands it, and rules on its completeness."""

COLUMNS = {
    "t1": 1, "t2": 12, "t3": 3, "t4": 4, "t5": 3, "t6": 3, "t7": 1 + len(ECONOMIC_CLASSES), "t8": 4, "t9": 4, "t10": 4,
    "t11": 9,
}  # fmt: skip
"""Value columns of the printed form (tables 1 and 4: of the expenditure side)."""
INCOME_LINES = {"t1": 26, "t4": 5}
"""Lines of the income side of the printed form, its total included."""
TRAVEL_ROWS = {"total", "overseas", "reception", "vehicles", "vehicle-purchase", "vehicle-running"}
EMPTY_NOTES = {
    8: ("没有政府性基金预算拨款的，附空表并说明", "without government fund, an empty table says so"),
    9: ("没有国有资本经营预算拨款的，附空表并说明", "without state capital, an empty table says so"),
}


def table_obligations() -> Iterator[Obligation]:
    """The obligations of the tables, in order."""
    for number, name, complete, basis, rules in TABLES:
        table = f"t{number}"
        zh, en = f"表{number} {name[0]}：", f"Table {number}, {name[1]}: "
        yield Obligation(
            id=f"T{number:02d}", group="part-2", zh=zh + complete[0], en=en + complete[1],
            basis_zh=basis[0], basis_en=basis[1], rules=rules, figures=(f"{table}/",), lacking=_incomplete(table),
        )  # fmt: skip
        if number in EMPTY_NOTES:
            yield _empty_note(number, name)
        yield Obligation(
            id=f"T{number:02d}-sum", group="part-2", zh=zh + "合计等于各部分之和", en=en + "totals are the sums of their parts",
            basis_zh="勾稽关系", basis_en="identities", figures=(f"{table}/",), absent=_empty(table),
            lacking=_adds_up(table),
        )  # fmt: skip
        yield Obligation(
            id=f"T{number:02d}-tie", group="part-2", zh=zh + "与其他表和明细一致", en=en + "ties with the other tables and the lines",
            basis_zh="勾稽关系", basis_en="identities", rules=(f"table:{number}",), figures=(f"{table}/",),
        )  # fmt: skip


def _empty_note(number: int, name: Text) -> Obligation:
    table, (zh, en) = f"t{number}", EMPTY_NOTES[number]

    def has_money(context: Context) -> str | None:
        if context.disclosure.tables[table].empty:
            return None
        return say("本年有金额，不是空表", "there is money this year")

    return Obligation(
        id=f"T{number:02d}-empty", group="part-2", zh=f"表{number} {name[0]}：{zh}", en=f"Table {number}: {en}",
        basis_zh=PROCEDURE[0], basis_en=PROCEDURE[1], rules=("R31",), absent=has_money,
        lacking=lambda context: _rows_of_empty(context, table),
    )  # fmt: skip


def _rows_of_empty(context: Context, table: str) -> str | None:
    rows = [row for row in context.disclosure.tables[table].rows if row.cells]
    return say("空表里有金额", "the empty table holds amounts") if rows else None


def _empty(table: str) -> Judge:
    def judge(context: Context) -> str | None:
        if context.tables.get(table):
            return None
        return say("本年没有金额，没有可加的数", "there is no money, so there is nothing to add up")

    return judge


def _adds_up(table: str) -> Judge:
    return lambda context: wrong_sum(context, table)


def _incomplete(table: str) -> Judge:
    """What the printed form lacks: columns, rows of a fixed form, or a 类 or 款 above a code."""

    def judge(context: Context) -> str | None:
        found = context.disclosure.tables.get(table)
        if found is None or len(found.columns) != COLUMNS[table] or len(found.side) != INCOME_LINES.get(table, 0):
            return say("栏目不全", "columns or lines are missing")
        keys = {row.key for row in found.rows}
        codes = {row.labels["code"] for row in found.rows if "code" in row.labels}
        if table in INCOME_LINES:
            absent = set(PRINTED_CLASSES) - codes
        elif table == "t10":
            absent = TRAVEL_ROWS - keys
        elif table == "t11":
            absent = {entry.key for entry in context.disclosure.statements.carryover.projects} - keys
        else:
            absent = {above for code in codes for above in parents(code)} - codes
        return say(f"缺 {'、'.join(sorted(absent))}", f"lacks {', '.join(sorted(absent))}") if absent else None

    return judge
