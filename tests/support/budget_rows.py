"""Random money lines of the budget year, valid and consistent by construction."""

from __future__ import annotations

from dataclasses import dataclass, replace
from random import Random

from tests.support.budget_money import LIMIT, Draw, drawing, pieces
from tests.support.budget_shape import Shape
from tests.support.codes import of_length, shipped

GENERAL = ("一般公共预算", "上级一般公共预算转移支付")
APPROPRIATION = (
    *GENERAL, "政府性基金预算", "上级政府性基金转移支付", "国有资本经营预算", "上级国有资本经营预算转移支付",
)  # fmt: skip
OTHER = ("财政专户", "单位资金")
CARRY_OVER = (
    "财政拨款结转(一般公共预算)", "财政拨款结转(政府性基金预算)", "财政拨款结转(国有资本经营预算)",
    "非财政拨款结转结余(财政专户)", "非财政拨款结转结余(单位资金)",
)  # fmt: skip
BASIC_CLASSES = ("301", "302", "303", "310")
TRAVEL_CODES = ("30212", "30217", "31013", "30231")


@dataclass(frozen=True)
class Entry:
    """One money line: the columns of lines.csv, the amount in 分."""

    year: int
    unit: str
    function: str
    kind: str
    project: str
    source: str
    economic: str
    fen: int


@dataclass(frozen=True)
class UnitPlan:
    """A unit before it has words."""

    id: str
    type: str


@dataclass(frozen=True)
class ProjectPlan:
    """A project before it has words."""

    id: str
    unit: str
    function: str
    sources: tuple[str, ...]

    @property
    def carry_over_only(self) -> bool:
        """Whether all its money was carried over."""
        return all(source in CARRY_OVER for source in self.sources)


def sources_of(rng: Random, shape: Shape) -> tuple[list[str], list[str]]:
    """The sources that the shape admits: of the year, and carried over."""
    switches = (shape.general_budget, shape.government_fund, shape.state_capital)
    current: list[str] = []
    for n, switch in enumerate(switches):
        if switch:
            current += APPROPRIATION[2 * n : 2 * n + (2 if shape.transfers else 1)]
    current += [s for s, switch in zip(OTHER, (shape.fiscal_account, shape.own_funds), strict=True) if switch]
    carried = rng.sample(CARRY_OVER, rng.randint(1, len(CARRY_OVER))) if shape.carry_over else []
    return current or [GENERAL[0]], carried


def plan_projects(rng: Random, shape: Shape, units: list[UnitPlan], codes: list[str]) -> list[ProjectPlan]:
    """Projects that between them use every source; without basic expenditure also every code."""
    current, carried = sources_of(rng, shape)
    count = shape.projects if shape.basic else max(shape.projects, len(codes))
    if carried and not shape.basic_carry_over:
        count = max(count, 1)
    queue = [*current, *carried]
    rng.shuffle(queue)
    plans = []
    for n in range(count):
        # Each source once, then at random; the last project takes what is left of the queue.
        share = queue[n::count]
        if not share:
            share = rng.sample([*current, *current, *carried], 1)
        if rng.random() < 0.3:
            share = [*share, rng.choice([*current, *carried])]
        function = codes[n] if not shape.basic and n < len(codes) else rng.choice(codes)
        plans.append(ProjectPlan(f"P{n + 1:02d}", rng.choice(units).id, function, tuple(dict.fromkeys(share))))
    return plans


def current_lines(
    rng: Random, shape: Shape, units: list[UnitPlan], codes: list[str], projects: list[ProjectPlan]
) -> list[Entry]:
    """The lines of the budget year: every code has money."""
    draw = drawing(rng, shape.amounts)
    lines = [line for plan in projects for line in _project_lines(rng, shape, plan, draw)]
    if shape.basic:
        used = {line.function for line in lines}
        for code in codes:
            if code not in used or rng.random() < 0.5:
                lines += _basic_lines(rng, shape, units, code, draw)
        for source in sorted(set(sources_of(rng, shape)[0]) - {line.source for line in lines}):
            lines.append(_basic_line(rng, shape, units, rng.choice(codes), source, draw()))
    if shape.amounts == "ties":
        lines = _to_ties(rng, lines)
    if shape.repeated_lines:
        again = rng.sample(lines, min(len(lines), 3))
        lines += [again[0], *(replace(line, fen=draw()) for line in again[1:])]
    if shape.zero_lines:
        lines += _zero_lines(rng, shape, lines, codes)
    rng.shuffle(lines)
    return lines


def _economic(rng: Random, shape: Shape, classes: tuple[str, ...]) -> str:
    if shape.travel and rng.random() < 0.15:
        return rng.choice([code for code in TRAVEL_CODES if code[:3] in classes])
    admitted = [c for c in of_length("economic", 5) if c[:3] in classes and c not in TRAVEL_CODES]
    return rng.choice(admitted)


def _basic_lines(rng: Random, shape: Shape, units: list[UnitPlan], code: str, draw: Draw) -> list[Entry]:
    current, carried = sources_of(rng, shape)
    lines = []
    for _ in range(rng.randint(1, 4)):
        source = current[0] if rng.random() < 0.7 else rng.choice(current)
        if carried and shape.basic_carry_over and rng.random() < 0.2:
            source = rng.choice(carried)
        lines.append(_basic_line(rng, shape, units, code, source, draw()))
    return lines


def _basic_line(rng: Random, shape: Shape, units: list[UnitPlan], code: str, source: str, fen: int) -> Entry:
    economic = _economic(rng, shape, BASIC_CLASSES) if source in APPROPRIATION else ""
    named = shape.operating_funds == "administrative" and economic[:3] in ("302", "310")
    unit = rng.choice(units).id if named or rng.random() < 0.3 else ""
    return Entry(shape.year, unit, code, "基本支出", "", source, economic, fen)


def _project_lines(rng: Random, shape: Shape, plan: ProjectPlan, draw: Draw) -> list[Entry]:
    classes = of_length("economic", 3)
    lines = []
    for source in plan.sources:
        for _ in range(rng.randint(1, 3)):
            economic = ""
            if source in APPROPRIATION:
                economic = rng.choice(classes) if rng.random() < 0.6 else _economic(rng, shape, tuple(classes))
            unit = plan.unit if rng.random() < 0.6 and not plan.carry_over_only else ""
            lines.append(Entry(shape.year, unit, plan.function, "项目支出", plan.id, source, economic, draw()))
    return lines


def _to_ties(rng: Random, lines: list[Entry]) -> list[Entry]:
    """Raise one line a code so that the sum of the code stands at a rounding tie or one 分 beside it."""
    by_code: dict[str, list[int]] = {}
    for n, line in enumerate(lines):
        by_code.setdefault(line.function, []).append(n)
    lines = list(lines)
    for places in by_code.values():
        wanted = rng.choice([4_999, 5_000, 5_001])
        missing = (wanted - sum(lines[n].fen for n in places)) % 10_000
        chosen = rng.choice(places)
        lines[chosen] = replace(lines[chosen], fen=lines[chosen].fen + missing)
    return lines


def _zero_lines(rng: Random, shape: Shape, lines: list[Entry], codes: list[str]) -> list[Entry]:
    """Lines without money: beside others, under a code of their own, and of a fund that has nothing."""
    spare = rng.choice([code for code in shipped("function") if len(code) == 7 and code not in codes])
    zero = Entry(shape.year, "", spare, "基本支出", "", GENERAL[0], "30101", 0)
    extra = [replace(rng.choice(lines), fen=0), zero]
    if not shape.government_fund and rng.random() < 0.5:
        extra.append(replace(zero, function=rng.choice(codes), source="政府性基金预算"))
    return extra


def raise_total(rng: Random, lines: list[Entry], floor: int) -> list[Entry]:
    """Lines whose sum is at least ``floor``: a total 10,000 times last year's would look like a mistaken unit."""
    missing = floor - sum(line.fen for line in lines)
    money = [line for line in lines if line.fen]
    if missing <= 0 or not money:
        return lines
    pattern = rng.choice(money)
    return lines + [replace(pattern, fen=fen) for fen in pieces(missing, 1 + missing // LIMIT, rng)]
