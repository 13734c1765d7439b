"""Declared facts that need an answer: operating funds, procurement, vehicles (E25, E26, E27, Q01)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from reportgen.check.compare import yuan
from reportgen.check.context import Context
from reportgen.check.groups import grouped
from reportgen.check.plausibility.measures import mentions
from reportgen.check.registry import Finding, rule
from reportgen.check.words.reasons import expanded
from reportgen.model.language import say
from reportgen.model.money import Money, percent_text
from reportgen.model.prose import Prose

OPERATING: Final = ("302", "310")
VEHICLE_PURCHASE: Final = "31013"
SME_SHARE, MICRO_SHARE = 30, 60
"""Per cent of procurement for SMEs, and of that for micro enterprises."""
_MORE_VEHICLES: Final = re.compile(
    r"(?:新增|新购|添置|购入)[^，。；、]{0,8}?(?:公务用车|公车|执勤用车|车辆)(?!运行|维护|维修|费|购置费|保险|管理|租)"
)
_NOT: Final = ("不", "未", "没有", "无", "不再")
_EXPLAINED: Final = (
    "划转", "调拨", "调入", "划入", "无偿", "捐赠", "受赠", "租赁", "租用", "接收", "移交", "上年", "去年", "以前年度",
)  # fmt: skip


@rule(
    "E25",
    "info",
    "机关运行经费只计行政和参公单位",
    "operating funds are those of administrative and civil-service units",
)
def operating_funds_of_institutions(context: Context) -> Iterator[Finding]:
    """E25: ``options.operating_funds: all`` counts all 公用 money, also that of 事业 units, which by definition have none. Lines
    that name units are believed: when none of a 事业 unit has 公用 money, nothing is told.

    Basis: 名词解释：机关运行经费是行政单位（含参照公务员法管理的事业单位）的公用经费（规则 33） | The glossary: 机关运行经费 are the 公用
        funds of administrative units, those managed as civil service included (rule 33)
    Help: 事业单位不是参公管理的，设 options.operating_funds: administrative，公用明细写明单位；是参公的，把 type 改为参公。 | Set
        `options.operating_funds: administrative` and name the unit in the 公用 lines, or give the units the type 参公.
    Wrong: 5 个单位中 4 个是事业单位，机关运行经费 = 全部公用经费 | four of five units are 事业, operating funds = all 公用
    Right: operating_funds: administrative
    """
    institutions = [unit for unit in context.declaration.units if unit.type == "事业"]
    total = context.fen("operating-funds/amount")
    if context.declaration.options.operating_funds != "all" or not institutions or not total:
        return
    ids = {unit.id for unit in institutions}
    groups = grouped(context.budget.lines, "year", "kind", "unit", "economic").items()
    units = {
        u
        for (year, kind, u, e), g in groups
        if (year, kind) == (context.year, "basic") and e[:3] in OPERATING and g.fen
    }
    if "" not in units and not units & ids:
        return
    yield Finding(
        say(
            f"机关运行经费 {yuan(total)} 元是全部公用经费，而 {len(context.declaration.units)} 个单位里有 {len(institutions)} 个事业单位。",
            f"Operating funds of {yuan(total)} yuan are all 公用 money, but {len(institutions)} of "
            f"{len(context.declaration.units)} units are 事业.",
        ),
        context.place("options.operating_funds") or context.place("units"),
        "all",
        "administrative",
        figures=("operating-funds/amount",),
    )


@rule("E26", "warning", "面向中小企业预留不等于全部政府采购", "what is reserved for SMEs is not all of procurement")
def everything_reserved(context: Context) -> Iterator[Finding]:
    """E26: all of procurement reserved for SMEs is possible, but more often a cell copied. More than all is N27.

    Basis: 财库〔2020〕46 号：预留的是适宜由中小企业提供的那一部分 | Measure 财库〔2020〕46号: what suits SMEs is reserved
    Help: 核对预留金额；确实全部预留的，在 accept 里写明理由。 | Check it; where all is reserved, accept it with the reason.
    Wrong: 政府采购 4726.80 万元，面向中小企业预留 4726.80 万元 | procurement 4726.80, reserved 4726.80
    Right: 政府采购 4726.80 万元，面向中小企业预留 1890.72 万元 | procurement 4726.80, reserved 1890.72
    """
    declared, printed = context.declaration.procurement, context.disclosure.statements.procurement
    total = context.fen(printed.total) if printed is not None and printed.total else None
    reserved = declared.reserved_sme if declared is not None else None
    if total and reserved is not None and reserved.fen == total:
        yield Finding(
            say(
                f"面向中小企业预留 {yuan(total)} 元，等于全部政府采购预算。",
                f"{yuan(total)} yuan are reserved for SMEs: all of procurement.",
            ),
            context.place("procurement.reserved_sme"),
            reserved.yuan(),
            f"< {Money(total).yuan()}",
            figures=("procurement/reserved-sme", "procurement/total"),
        )


@rule(
    "Q01",
    "info",
    "预留份额：中小企业 30% 以上，其中小微企业 60% 以上",
    "reserved: 30 % for SMEs, of it 60 % for micro enterprises",
)
def reserved_shares(context: Context) -> Iterator[Finding]:
    """The measure asks 30 % of larger purchases that suit SMEs, of which 60 % for micro enterprises. The total of procurement
    holds more than that, so that a smaller share is no fault by itself.

    Basis: 财库〔2020〕46 号第八条：适宜由中小企业提供的，预留预算总额的 30% 以上，其中预留给小微企业的不低于 60% | Measure 财库〔2020〕46号,
        article 8: 30 % of what suits SMEs is reserved, of it 60 % for micro enterprises
    Help: 对照财库〔2020〕46 号核对预留份额；按适宜部分计算已达到的不用改。 | Check the shares of what suits SMEs; where they are
        reached, nothing has to be done.
    Wrong: 采购 1000 万元，预留中小企业 200 万元 | procurement 1000, reserved for SMEs 200
    Right: 采购 1000 万元，预留中小企业 300 万元，其中小微企业 180 万元 | procurement 1000, for SMEs 300, of it for micro enterprises 180
    """
    declared, printed = context.declaration.procurement, context.disclosure.statements.procurement
    total = context.fen(printed.total) if printed is not None and printed.total else None
    if declared is None or not total or declared.reserved_sme is None:
        return
    sme, micro = declared.reserved_sme, declared.reserved_micro
    pairs = [("reserved_sme", ("政府采购预算", "procurement"), sme, total, SME_SHARE)]
    if micro is not None and sme:
        pairs.append(("reserved_micro", ("面向中小企业预留", "the money for SMEs"), micro, sme.fen, MICRO_SHARE))
    for field, (zh, en), part, whole, least in pairs:
        if part.fen * 100 < whole * least:
            share = percent_text(part.fen * 10_000 // whole)
            yield Finding(
                say(
                    f"预留 {yuan(part.fen)} 元，占{zh} {yuan(whole)} 元的 {share}%，不到 {least}%。",
                    f"{yuan(part.fen)} yuan are {share} % of {en} ({yuan(whole)} yuan), less than {least} %.",
                ),
                context.place(f"procurement.{field}"),
                part.yuan(),
                f"≥ {least}%",
            )


@rule("E27", "warning", "新增公务用车有购置费或来源说明", "a new vehicle has purchase money or an origin")
def vehicles_from_nowhere(context: Context) -> Iterator[Finding]:
    """E27: a reason says that vehicles are new, while none is planned and no money buys one: it came from elsewhere, which the
    reason should say.

    Basis: 表10 公务用车购置费、计划购置车辆（N31）与增减理由说的是同一件事 | Vehicle purchase in table 10, planned vehicles (N31) and the
        reasons speak of one thing
    Help: 写明车辆来源（划转、调拨、上年购置），或安排购置费。 | Say where the vehicle comes from, or plan its purchase.
    Wrong: 未安排购置费；“新增公务用车 1 辆，运行费增加” | no purchase; "one more vehicle"
    Right: “上年购置的公务用车 1 辆本年投入使用” | "a vehicle bought last year is put to use"
    """
    assets = context.declaration.assets
    planned = assets.planned.vehicles if assets is not None and assets.planned is not None else None
    bought = context.cell("t10", "vehicle-purchase", "total") or any(
        year == context.year and economic == VEHICLE_PURCHASE and group.fen
        for (year, economic, _), group in context.lines_by_economic.items()
    )
    if planned or bought:
        return
    for path, prose in _reasons(context):
        text = expanded(context, prose)
        match = _MORE_VEHICLES.search(text)
        if (
            match is None
            or text[: match.start()].endswith(_NOT)
            or mentions(text, _EXPLAINED)
            or f"{context.year - 1}" in text
        ):
            continue
        yield Finding(
            say(
                f"理由说“{match[0]}”，但没有计划购置车辆，也没有公务用车购置费。",
                f"The reason says {match[0]}, but no vehicle is planned and no money buys one.",
            ),
            context.place(path) or prose.place,
            match[0],
            say("车辆来源，或购置费", "where it comes from, or purchase money"),
            figures=("travel/vehicle-purchase/amount",),
        )


def _reasons(context: Context) -> Iterator[tuple[str, Prose]]:
    reasons = context.declaration.reasons
    for block in ("income", "expenditure", "appropriation", "function", "travel"):
        for name, prose in getattr(reasons, block).items():
            yield f"reasons.{block}.{name}", prose
    if reasons.operating_funds is not None:
        yield "reasons.operating_funds", reasons.operating_funds
