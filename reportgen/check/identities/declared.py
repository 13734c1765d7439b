"""Declared facts against each other and against the tables: procurement, assets, vehicles (N26-N31)."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.check.compare import Side, counted, notes_of, unequal, yuan
from reportgen.check.context import Context
from reportgen.check.registry import Finding, rule
from reportgen.model.diagnostic import Note
from reportgen.model.language import say
from reportgen.model.money import Money

VEHICLE_PURCHASE = "31013"


@rule("N26", "error", "政府采购预算 = 货物 + 工程 + 服务", "procurement = goods + works + services")
def procurement_sum(context: Context) -> Iterator[Finding]:
    """N26: the procurement budget is the sum of the kinds that are given.

    Basis: 第十二项（二）政府采购预算按货物、工程、服务列示（N26） | statement twelve (2) lists procurement by kind (N26)
    Help: 合计由程序相加；出现这条说明程序有误，请反馈 | the sum is computed; report this finding as a fault of the program
    Wrong: 采购 100，货物 60 + 服务 30 | procurement 100, goods 60 + services 30
    Right: 采购 90，货物 60 + 服务 30 | procurement 90, goods 60 + services 30
    """
    given, printed = context.declaration.procurement, context.disclosure.statements.procurement
    if given is None or printed is None or printed.total is None:
        return
    kinds = {"goods": given.goods, "works": given.works, "services": given.services}
    listed = sum(amount.fen for amount in kinds.values() if amount is not None)
    keys = tuple(f"procurement/{name}" for name, amount in kinds.items() if amount is not None)
    whole = Side("政府采购预算", "procurement", context.fen(printed.total) or 0, (printed.total,))
    yield from unequal(context, [whole, Side("货物、工程、服务之和", "goods, works and services", listed, keys)])


@rule(
    "N27",
    "error",
    "预留小微企业 ≤ 预留中小企业 ≤ 政府采购预算",
    "reserved for micro enterprises ≤ reserved for SMEs ≤ procurement",
)
def reserved_procurement(context: Context) -> Iterator[Finding]:
    """N27: what is reserved is part of what is bought.

    Basis: 政府采购促进中小企业发展的预留份额是采购预算的一部分（N27） | what is reserved for SMEs is part of procurement (N27)
    Help: 核对预留金额和采购预算的口径、单位 | check what is reserved and the procurement budget, and their unit
    Wrong: 采购 100 万元，面向中小企业预留 120 万元 | procurement 100, reserved for SMEs 120
    Right: 采购 100 万元，面向中小企业预留 80 万元，其中小微 60 万元 | procurement 100, reserved 80, of it micro 60
    """
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
                notes=tuple(_amount_note(context, name) for name in ("goods", "works", "services", *FIELDS)),
                figures=(f"procurement/{field.replace('_', '-')}",),
            )


FIELDS = ("reserved_sme", "reserved_micro")


def _amount_note(context: Context, name: str) -> Note:
    """One declared amount of procurement, with its place."""
    amount = getattr(context.declaration.procurement, name)
    told = say("未填", "not given") if amount is None else say(f"{yuan(amount.fen)} 元", f"{yuan(amount.fen)} yuan")
    return Note(f"procurement.{name} {told}", context.place(f"procurement.{name}"))


@rule("N28", "error", "车辆合计 = 各类车辆之和", "vehicles in all = the kinds of vehicles")
def vehicles_sum(context: Context) -> Iterator[Finding]:
    """N28: the number of vehicles is the sum over their kinds.

    Basis: 第十二项（三）国有资产占用：车辆按类别列示（N28） | statement twelve (3) lists vehicles by kind (N28)
    Help: 合计由程序相加；出现这条说明程序有误，请反馈 | the sum is computed; report this finding as a fault of the program
    Wrong: 车辆 30 辆，19 + 1 + 9 | 30 vehicles, 19 + 1 + 9
    Right: 车辆 29 辆，19 + 1 + 9 | 29 vehicles, 19 + 1 + 9
    """
    assets, printed = context.declaration.assets, context.disclosure.statements.assets
    figure = context.figure(printed.vehicles_count) if printed is not None and printed.vehicles_count else None
    if assets is not None and figure is not None:
        listed = sum(vehicles.count for vehicles in assets.vehicles)
        yield from counted(context, "车辆合计", "vehicles in all", int(_plain(figure.value)), listed, (figure.key,))


def _plain(value: object) -> int:
    return value if isinstance(value, int) else 0


@rule("N29", "error", "车辆价值 = 各类车辆价值之和", "value of vehicles = the values of their kinds")
def vehicle_values(context: Context) -> Iterator[Finding]:
    """N29: the value of the vehicles is the sum over their kinds, where each kind has one.

    Basis: 第十二项（三）国有资产占用：车辆价值按类别列示（N29） | statement twelve (3) lists the value of vehicles by kind (N29)
    Help: 合计由程序相加；出现这条说明程序有误，请反馈 | the sum is computed; report this finding as a fault of the program
    Wrong: 价值 800，402.82 + 56.15 + 338.42 | value 800, 402.82 + 56.15 + 338.42
    Right: 价值 797.39，402.82 + 56.15 + 338.42 | value 797.39, 402.82 + 56.15 + 338.42
    """
    assets, printed = context.declaration.assets, context.disclosure.statements.assets
    if assets is None or printed is None or printed.vehicles_value is None:
        return
    listed = sum(vehicles.value.fen for vehicles in assets.vehicles if vehicles.value is not None)
    keys = tuple(key for key in printed.vehicle_values if key is not None)
    whole = Side("车辆价值", "value of vehicles", context.fen(printed.vehicles_value) or 0, (printed.vehicles_value,))
    yield from unequal(context, [whole, Side("各类车辆价值之和", "the values of the kinds", listed, keys)])


@rule(
    "N30",
    "error",
    "单价 100 万元以上设备台数 ≤ 50 万元以上台数",
    "equipment over 1m yuan ≤ equipment over 500k yuan",
)
def expensive_equipment(context: Context) -> Iterator[Finding]:
    """N30: what costs more than 100 万元 costs more than 50 万元; held and planned.

    Basis: 单价 100 万元以上的设备包含在 50 万元以上的设备里（N30） | equipment over 1m yuan is part of that over 500k yuan (N30)
    Help: 核对两个台数，看是否填反 | check both counts; they may have been swapped
    Wrong: 50 万元以上 15 台，100 万元以上 20 台 | 15 over 500k, 20 over 1m
    Right: 50 万元以上 20 台，100 万元以上 15 台 | 20 over 500k, 15 over 1m
    """
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
                notes=(
                    Note(
                        say(f"50 万元以上 {over_500k} 台", f"over 500k yuan: {over_500k}"),
                        context.place(f"{path}.equipment_over_500k"),
                    ),
                ),
            )


@rule(
    "N31",
    "error",
    "计划购置车辆为零，当且仅当表10 没有公务用车购置费",
    "no vehicles are planned exactly when table 10 has no vehicle purchase",
)
def planned_vehicles(context: Context) -> Iterator[Finding]:
    """N31: planned vehicles against table 10; a purchase from other money (31013 of any source) explains them too.

    Basis: 第十二项（三）计划购置车辆与表10 公务用车购置费一致（N31） | planned vehicles agree with table 10 (N31)
    Help: 核对计划购置辆数，或购置费明细的经济科目（31013） | check the number planned, or the economic code (31013) of the money
    Wrong: 计划购置 1 辆，表10 没有公务用车购置费 | one vehicle planned, table 10 has no vehicle purchase
    Right: 计划购置 1 辆，表10 公务用车购置费 18.00 万元 | one vehicle planned, table 10 has 18.00
    """
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
            notes=notes_of(
                context,
                [Side("表10 公务用车购置费", "table 10, vehicle purchase", money, ("t10/vehicle-purchase/total",))],
            ),
            figures=("t10/vehicle-purchase/total",) if money else (),
        )
