"""The words and small facts of a random budget.yaml, chosen so that they contradict none of its figures."""

from __future__ import annotations

from random import Random
from typing import Any

from tests.support.budget_money import LIMIT, pieces, plain_text
from tests.support.budget_rows import APPROPRIATION, CARRY_OVER, GENERAL, Entry, ProjectPlan, UnitPlan
from tests.support.budget_shape import Shape
from tests.support.budget_yaml import Code, Number

WORDS = "综合业务信息档案会务宣传培训后勤安全统计规划研究服务监测评审巡查养护数据平台运行保障管理协作中心站所院馆"
MARKS = ["（一期）", "、", "“示范”", "A&B", "<试点>", "'24"]


class Namer:
    """Names that do not repeat: short ones, or of exactly 60 characters."""

    def __init__(self, rng: Random, long: bool) -> None:
        self.rng, self.long = rng, long
        self.used: set[str] = set()

    def __call__(self, ending: str) -> str:
        """A new name that ends in ``ending``."""
        while True:
            length = 60 - len(ending) if self.long else self.rng.randint(4, 14)
            body = "".join(self.rng.choices(WORDS, k=length))
            mark = self.rng.choice(MARKS)
            if self.rng.random() < 0.2 and len(mark) < length:
                body = body[: length - len(mark)] + mark
            if body not in self.used:
                self.used.add(body)
                return body + ending


def amount(fen: int, shape: Shape) -> Number:
    """An amount of budget.yaml."""
    return Number(plain_text(min(fen, LIMIT), shape.amount_unit))


def department(rng: Random, shape: Shape, namer: Namer) -> dict[str, Any]:
    """The department block, with what is optional in it now and then."""
    block: dict[str, Any] = {"name": namer("局"), "short_name": "示例局"}
    if rng.random() < 0.5:
        block["published"] = Number(f"{shape.year}-02-{rng.randint(1, 28):02d}")
    if shape.words:
        block["functions"] = ["承担本领域的综合协调工作。", "承办上级交办的其他事项。"]
        block["offices"] = ["办公室", "综合处"][: rng.randint(1, 2)]
        serving = rng.randint(1, 300)
        people = {"count": serving, "change": rng.randint(-9, 9)}
        block["staffing"] = {"establishment": serving + rng.randint(0, 50), "in_service": people}
    return block


def unit_blocks(rng: Random, units: list[UnitPlan], namer: Namer) -> list[dict[str, Any]]:
    """The units in the order of part one; table 7 has an order of its own, or none is given."""
    places = rng.sample(range(1, len(units) + 1), len(units)) if rng.random() < 0.6 else [None] * len(units)
    blocks = []
    for unit, place in zip(units, places, strict=True):
        block: dict[str, Any] = {"id": unit.id, "name": namer("中心"), "type": unit.type}
        if place is not None:
            block["order"] = place
        blocks.append(block)
    return blocks


def project_blocks(
    rng: Random, shape: Shape, plans: list[ProjectPlan], lines: list[Entry], namer: Namer
) -> list[dict[str, Any]]:
    """The projects, in random order of ``order`` and, like many lists, not sorted by id."""
    places = rng.sample(range(1, 2 * len(plans) + 1), len(plans))
    blocks: list[dict[str, Any]] = []
    for plan, place in zip(plans, places, strict=True):
        own = [line for line in lines if line.project == plan.id]
        # One name for two projects happens: only the id tells them apart.
        name = blocks[-1]["name"] if blocks and rng.random() < 0.1 else namer("项目")
        block: dict[str, Any] = {"id": plan.id, "name": name}
        if not plan.carry_over_only or rng.random() < 0.5:
            block |= {"unit": plan.unit, "function": Code(plan.function)}
        appropriation = any(line.fen and line.source in APPROPRIATION for line in own)
        if shape.orders == "all" or (shape.orders == "appropriation" and appropriation):
            block["order"] = place
        if shape.withheld and rng.random() < 0.3:
            block |= _withheld(rng)
        elif shape.words:
            block |= _details(rng, shape, [line for line in own if line.source in GENERAL])
            if rng.random() < 0.2:
                block["indicators"] = "by-authority"
        blocks.append(block)
    if shape.idle_project:
        function = Code(rng.choice(lines).function)
        blocks.append({"id": "P99", "name": namer("项目"), "unit": "U1", "function": function, "order": 999})
    rng.shuffle(blocks)
    return blocks


def _withheld(rng: Random) -> dict[str, Any]:
    """Withheld fields are dropped before they are validated: a wrong type among them is no error."""
    fields: dict[str, Any] = {"disclosure": "withheld", "indicators": rng.choice(["withheld", "published"])}
    if rng.random() < 0.5:
        fields |= {"basis": "内部文件。", "allocation": 7, "period": "另行通知", "subsidy": ["内部"]}
    if fields["indicators"] == "withheld":
        fields["goal"] = "内部目标。"
    return fields


def _details(rng: Random, shape: Shape, general: list[Entry]) -> dict[str, Any]:
    details: dict[str, Any] = {"basis": "依据年度工作部署。", "goal": "按计划完成年度任务。"}
    details["period"] = {"from": Number(f"{shape.year}-01-01"), "to": Number(f"{shape.year}-12-31")}
    if rng.random() < 0.3:
        details["allocation"] = "按工作进度统筹安排。"
    elif total := sum(line.fen for line in general):
        details["allocation"] = _allocation(rng, shape, general, total)
    if rng.random() < 0.1:
        details["subsidy"] = {"funding": "本级财政", "people": rng.randint(1, 99), "method": "按月发放"}
    return details


def _allocation(rng: Random, shape: Shape, general: list[Entry], total: int) -> list[dict[str, Any]]:
    """Items that add up to the appropriation; when tagged, to each economic class of it as well."""
    by_class: dict[str, int] = {"": total}
    if rng.random() < 0.5:
        by_class = {}
        for line in general:
            by_class[line.economic[:3]] = by_class.get(line.economic[:3], 0) + line.fen
    items: list[dict[str, Any]] = []
    for economic, fen in by_class.items():
        for part in pieces(fen, rng.randint(1, 3), rng) if fen else []:
            item: dict[str, Any] = {"item": f"事项{len(items) + 1}", "amount": amount(part, shape)}
            if economic:
                item["economic"] = Code(economic)
            items.append(item)
    return items


def comparatives(rng: Random, shape: Shape, lines: list[Entry]) -> dict[str, Any]:
    """Some of last year's operating funds and items of 三公: equal to this year's, other, or zero."""
    codes = {"overseas": "30212", "reception": "30217", "vehicle_purchase": "31013", "vehicle_running": "30231"}
    now = {
        name: sum(line.fen for line in lines if line.economic == code and line.source in APPROPRIATION)
        for name, code in codes.items()
    }
    now["operating_funds"] = sum(line.fen for line in lines if line.kind == "基本支出" and line.economic[:3] == "302")
    values = {name: rng.choice([fen, fen * 3 // 2, fen // 3, 0, 6_500_000]) for name, fen in now.items()}
    return {name: amount(fen, shape) for name, fen in values.items() if rng.random() < 0.7}


def optional_blocks(rng: Random, shape: Shape, lines: list[Entry]) -> dict[str, Any]:
    """Reasons, uses, procurement, assets, performance and glossary."""
    reason = "工作任务安排有所调整。"
    money = [line for line in lines if line.fen]
    code, function_class = rng.choice(money).function, rng.choice(money).function[:3]
    reasons: dict[str, Any] = {
        "income": {"一般公共预算": '本项变化额为{{ change("income/general-public-budget") }}。', "单位资金": reason},
        "expenditure": {"基本支出": reason, "项目支出": "一是任务有所调整。二是标准有所调整。"},
        "appropriation": {"基本支出": reason},
        "function": {Code(code): reason},
        "travel": {"公务用车运行费": reason},
        "operating_funds": "办公安排有所调整",
    }
    blocks: dict[str, Any] = {"reasons": {k: v for k, v in reasons.items() if rng.random() < 0.7}}
    blocks["uses"] = {"function": {Code(function_class): "日常运行"}}
    if carried := {line.project: "续建工作" for line in lines if line.project and line.source in CARRY_OVER}:
        blocks["uses"]["carryover"] = carried
    blocks["procurement"] = _procurement(rng, shape)
    blocks["assets"] = _assets(rng, shape, lines)
    blocks["performance"] = {"goal": "完成年度重点工作。", "department_goals": 1}
    blocks["glossary"] = {"示例术语": "只在本报告中使用的说法。"}
    return {name: block for name, block in blocks.items() if rng.random() < 0.8 and block}


def _procurement(rng: Random, shape: Shape) -> dict[str, Any]:
    kinds = {name: rng.randint(0, 10**9) for name in ("goods", "works", "services")}
    small = rng.randint(0, sum(kinds.values()))
    reserved = {"reserved_sme": small, "reserved_micro": rng.randint(0, small)}
    return {name: amount(fen, shape) for name, fen in (kinds | reserved).items()}


def _assets(rng: Random, shape: Shape, lines: list[Entry]) -> dict[str, Any]:
    """Facts that agree with each other and, about vehicles to be bought, with table 10."""
    buys = any(line.fen and line.economic == "31013" and line.source in APPROPRIATION for line in lines)
    large = rng.randint(0, 20)
    vehicles = [
        {"kind": kind, "count": rng.randint(1, 20), "value": amount(rng.randint(1, 10**9), shape)}
        for kind in ("一般公务用车", "其他车辆")
    ]
    return {
        "buildings": {"area": Number(f"{rng.randint(1, 10**6)}.5"), "value": amount(rng.randint(1, 10**11), shape)},
        "vehicles": vehicles,
        "furniture": amount(rng.randint(0, 10**9), shape),
        "equipment_over_500k": large,
        "equipment_over_1m": rng.randint(0, large),
        "planned": {"vehicles": int(buys), "equipment_over_500k": 0, "equipment_over_1m": 0},
    }
