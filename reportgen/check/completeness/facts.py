"""Procurement and assets, which the disclosure must tell (C19, C20)."""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from reportgen.check.completeness.missing import missing_place
from reportgen.check.context import Context
from reportgen.check.registry import Finding, rule
from reportgen.model.language import say
from reportgen.model.records import Assets


@rule("C19", "warning", "第十二项（二）写明政府采购预算", "statement twelve tells procurement")
def procurement(context: Context) -> Iterator[Finding]:
    """Procurement is published: article 14 of the Budget Law, article 6 of its regulations. Nothing bought is told as 0.

    Basis: 《预算法》第十四条：政府采购的情况向社会公开；《预算法实施条例》第六条；财预〔2016〕143 号 | 预算法,
        article 14: procurement is published; 预算法实施条例, article 6; 财预〔2016〕143 号
    Help: 在 procurement 里写货物、工程、服务的预算，没有采购的写 0；有预留份额的一并写 | write goods, works and
        services in `procurement`, 0 where nothing is bought; what is reserved too
    Wrong: budget.yaml 里没有 procurement | no `procurement` in budget.yaml
    Right: procurement: {goods: 60000, works: 0, services: 90000, reserved_sme: 150000, reserved_micro: 90000}
    """
    given = context.declaration.procurement
    if given is None or (given.goods, given.works, given.services) == (None, None, None):
        expected = "goods: …, works: …, services: …"
        yield Finding(
            say(
                "没有写政府采购预算（procurement 的 goods、works、services），第十二项（二）没有金额。",
                "Procurement (`procurement`: goods, works, services) is not given; statement twelve (二) has no amount.",
            ),
            missing_place(context, "procurement"),
            expected=expected if context.place("procurement") is not None else f"procurement: {{{expected}}}",
        )


@rule("C20", "warning", "第十二项（三）写明国有资产占用使用情况", "statement twelve tells the assets")
def assets(context: Context) -> Iterator[Finding]:
    """State-owned assets in use at the end of last year are told: 财预〔2016〕143 号.

    Basis: 财预〔2016〕143 号《地方预决算公开操作规程》：说明国有资产占有使用情况 | 财预〔2016〕143 号: state-owned
        assets in use are told
    Help: 在 assets 里写上年末的房屋、车辆、大型设备和本年购置计划 | write buildings, vehicles, equipment and
        purchases in `assets`
    Wrong: budget.yaml 里没有 assets | no `assets` in budget.yaml
    Right: assets: {buildings: {area: 2150.40}, vehicles: [{kind: 一般公务用车, count: 1}], planned: {vehicles: 0}}
    """
    given = context.declaration.assets
    held = given is not None and any(attrs.astuple(attrs.evolve(given, planned=None), recurse=False))
    counted = given is not None and (given.equipment_over_500k, given.equipment_over_1m) != (None, None)
    if given is None or not (held or counted or _facts(given)):
        yield Finding(
            say(
                "没有写国有资产占用使用情况（assets 的房屋、车辆、设备），第十二项（三）没有内容。",
                "The assets in use (`assets`: buildings, vehicles, equipment) are not given; statement twelve (三) is empty.",
            ),
            missing_place(context, "assets"),
            expected="assets: {buildings: {area: …, value: …}, vehicles: [{kind: …, count: …, value: …}], planned: {vehicles: …}}",
        )


def _facts(given: Assets) -> bool:
    """Whether an amount of zero is declared, which is a fact as well."""
    return given.furniture is not None or given.other is not None
