"""Facts that people write, against each other and against the figures (N21, N27, N30, N31, N43, E07)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from decimal import Decimal

from reportgen.check.compare import yuan
from reportgen.check.context import Context
from reportgen.check.registry import Finding, rule
from reportgen.check.units import unit_hint
from reportgen.model.disclosure import IndicatorTable, ProjectBlock
from reportgen.model.language import say
from reportgen.model.money import Money

WEIGHTS = Decimal(90)
"""Sum of the weights of an indicator table; the other 10 of 100 is the standing score for budget execution."""
VEHICLE_PURCHASE = "31013"
_WEIGHT = re.compile(r"([0-9]+(?:\.[0-9]+)?)\s*[%分]?")


@rule(
    "N21",
    "error",
    "资金分配逐项之和 = 项目的预算安排规模",
    "the allocation items of a project sum to its amount",
)
def allocation_sums(context: Context) -> Iterator[Finding]:
    """N21: itemised lists of the blocks of statement seven, on exact amounts."""
    for block in context.disclosure.statements.projects:
        amount = context.fen(block.amount)
        if not block.items or amount is None:
            continue
        listed = sum(item.amount.fen for item in block.items)
        if listed != amount:
            project = block.project
            yield Finding(
                say(
                    f"项目 {project.id}“{project.name}”的资金分配各项之和为 {yuan(listed)} 元，预算安排规模为 {yuan(amount)} 元，"
                    f"相差 {yuan(abs(listed - amount))} 元。",
                    f"The allocation of project {project.id} ({project.name}) sums to {yuan(listed)} yuan, its amount is "
                    f"{yuan(amount)} yuan; they differ by {yuan(abs(listed - amount))} yuan.",
                )
                + unit_hint(listed, amount),
                context.place(context.project_path(project.id, "allocation")),
                Money(listed).yuan(),
                Money(amount).yuan(),
            )


@rule(
    "E07",
    "warning",
    "写明经济科目的资金分配，按类之和 = 表7 的该类",
    "allocation items with an economic code sum to table 7's classes",
)
def allocation_classes(context: Context) -> Iterator[Finding]:
    """E07: where every item of a list names its economic code, each class agrees with the project's row of table 7."""
    for block in context.disclosure.statements.projects:
        tagged = [(item.economic[:3], item.amount.fen) for item in block.items if item.economic]
        if not tagged or len(tagged) < len(block.items):
            continue
        row = _table_row(context, block)
        classes = sorted({code for code, _ in tagged} | (set(context.tables.get("t7", {}).get(row, {})) - {"total"}))
        for code in classes:
            listed, printed = sum(fen for tag, fen in tagged if tag == code), context.cell("t7", row, code)
            if listed != printed:
                yield Finding(
                    say(
                        f"项目 {block.project.id} 资金分配中 {code} 类之和为 {yuan(listed)} 元，表7 该类为 {yuan(printed)} 元。",
                        f"The items of class {code} of project {block.project.id} sum to {yuan(listed)} yuan, table 7 has "
                        f"{yuan(printed)} yuan.",
                    ),
                    context.place(context.project_path(block.project.id, "allocation")),
                    Money(listed).yuan(),
                    Money(printed).yuan(),
                )


def _table_row(context: Context, block: ProjectBlock) -> str:
    """The row of table 7 that holds a block's amount."""
    key = context.disclosure.aliases.get(block.amount, block.amount)
    return key.removeprefix("t7/").rpartition("/")[0]


@rule(
    "N27",
    "error",
    "预留小微企业 ≤ 预留中小企业 ≤ 政府采购预算",
    "reserved for micro enterprises ≤ reserved for SMEs ≤ procurement",
)
def reserved_procurement(context: Context) -> Iterator[Finding]:
    """N27: what is reserved is part of what is bought."""
    procurement, printed = context.declaration.procurement, context.disclosure.statements.procurement
    if procurement is None or printed is None:
        return
    total = context.fen(printed.total) if printed.total else None
    sme, micro = procurement.reserved_sme, procurement.reserved_micro
    whole = ("政府采购预算", "procurement", total)
    small = ("面向中小企业预留", "money reserved for SMEs", sme.fen if sme is not None else None)
    least = ("面向小微企业预留", "money reserved for micro enterprises", micro.fen if micro is not None else None)
    pairs = [("reserved_sme", small, whole), ("reserved_micro", least, small if sme is not None else whole)]
    for field, (zh, en, part), (whole_zh, whole_en, limit) in pairs:
        if part is not None and limit is not None and part > limit:
            yield Finding(
                say(
                    f"{zh} {yuan(part)} 元，大于{whole_zh} {yuan(limit)} 元。",
                    f"The {en} ({yuan(part)} yuan) exceeds the {whole_en} ({yuan(limit)} yuan).",
                ),
                context.place(f"procurement.{field}"),
                Money(part).yuan(),
                f"≤ {Money(limit).yuan()}",
            )


@rule(
    "N30",
    "error",
    "单价 100 万元以上设备台数 ≤ 50 万元以上台数",
    "equipment over 1m yuan ≤ equipment over 500k yuan",
)
def expensive_equipment(context: Context) -> Iterator[Finding]:
    """N30: what costs more than 100 万元 costs more than 50 万元; held and planned."""
    assets = context.declaration.assets
    if assets is None:
        return
    held = ("assets", assets.equipment_over_1m, assets.equipment_over_500k)
    planned = assets.planned
    counts = [held, ("assets.planned", planned.equipment_over_1m, planned.equipment_over_500k)] if planned else [held]
    for path, over_1m, over_500k in counts:
        if over_1m is not None and over_500k is not None and over_1m > over_500k:
            yield Finding(
                say(
                    f"单价 100 万元以上设备 {over_1m} 台，多于 50 万元以上设备 {over_500k} 台。",
                    f"{over_1m} pieces of equipment over 1m yuan are more than the {over_500k} over 500k yuan.",
                ),
                context.place(f"{path}.equipment_over_1m"),
                str(over_1m),
                f"≤ {over_500k}",
            )


@rule(
    "N31",
    "error",
    "计划购置车辆为零，当且仅当表10 没有公务用车购置费",
    "no vehicles are planned exactly when table 10 has no vehicle purchase",
)
def planned_vehicles(context: Context) -> Iterator[Finding]:
    """N31: planned vehicles against table 10; a purchase from other money (31013 of any source) explains them too."""
    assets = context.declaration.assets
    planned = assets.planned.vehicles if assets is not None and assets.planned is not None else None
    if planned is None:
        return
    money = context.cell("t10", "vehicle-purchase", "total")
    other = any(
        year == context.year and economic == VEHICLE_PURCHASE and group.fen
        for (year, economic, _), group in context.lines_by_economic.items()
    )
    if (planned == 0 and money) or (planned > 0 and not money and not other):
        yield Finding(
            say(
                f"计划购置车辆 {planned} 辆，表10 公务用车购置费为 {yuan(money)} 元，两者不符。",
                f"{planned} vehicles are planned, but table 10 has {yuan(money)} yuan for vehicle purchase.",
            ),
            context.place("assets.planned.vehicles"),
            str(planned),
            "0" if not money else "> 0",
        )


@rule("N43", "error", "每张绩效目标表的权重之和为 90", "the weights of an indicator table sum to 90")
def weights(context: Context) -> Iterator[Finding]:
    """N43: every printed indicator table that has weights; a table without any leaves the column out of the check."""
    for table in context.disclosure.statements.performance.tables:
        yield from _weights(table)


def _weights(table: IndicatorTable) -> Iterator[Finding]:
    written = [(row, unicodedata.normalize("NFKC", row.weight).strip()) for row in table.rows]
    if not any(text for _, text in written):
        return
    name = table.project.id if table.project is not None else say("整个部门", "the department")
    total = Decimal(0)
    for row, text in written:
        match = _WEIGHT.fullmatch(text)
        if match is not None:
            total += Decimal(match[1])
        elif text:
            message = say(
                f"{name} 的权重“{row.weight}”不是数字。", f"The weight {row.weight!r} of {name} is no number."
            )
            yield Finding(message, row.place, row.weight, say("数字", "a number"))
            return
    if total != WEIGHTS:
        message = say(
            f"{name} 的指标权重之和为 {total}，应为 90。", f"The weights of {name} sum to {total}; they must sum to 90."
        )
        yield Finding(message, table.rows[0].place, str(total), str(WEIGHTS))
