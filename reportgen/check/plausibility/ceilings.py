"""Cost ceilings (成本指标) against the budget, the allocation and the year before (E09, E15, E16, Q08)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

from reportgen.check.context import Context
from reportgen.check.plausibility.measures import MONEY, number_text, sum_text
from reportgen.check.plausibility.sheets import Line, Sheet, budget_of, sheets, stem, value_place
from reportgen.check.registry import Finding, rule
from reportgen.check.words.reasons import expanded
from reportgen.check.words.sums import explains, signed_sum
from reportgen.model.diagnostic import Note
from reportgen.model.language import say
from reportgen.model.money import FEN_PER_UNIT, half_up
from reportgen.model.prose import Prose
from reportgen.model.records import AllocationItem

ROUNDING = Fraction(1, 200)
"""Half of the last place of an amount in 万元 with two decimals."""
MOST_ITEMS = 20
FINER = 2
"""An allocation list is divided among the ceilings where it has so many times more items."""
MOST_WAYS = 2_000
"""Divisions of an allocation list among ceilings that are looked at before the question is left open."""
NAMED_BY = 6
"""So many characters of a name in common say that a text speaks of that unit or project."""


class Ceiling(NamedTuple):
    """A cost indicator that tells an amount, in 万元."""

    line: Line
    amount: Fraction


def _ceilings(sheet: Sheet, *, whole: bool = False) -> list[Ceiling]:
    """The ceilings of a table that are parts of its money, or those that are by name the whole of it."""
    told = ((line, line.amount) for line in sheet.lines)
    return [Ceiling(line, amount) for line, amount in told if amount is not None and line.whole == whole]


def _notes(ceilings: Sequence[Ceiling]) -> tuple[Note, ...]:
    return tuple(Note(f"{c.line.row.level3} {c.line.row.value}", value_place(c.line)) for c in ceilings[:10])


@rule("E09", "warning", "成本指标之和不超过项目预算", "the cost ceilings of a project do not exceed its budget")
def ceilings_within_budget(context: Context) -> Iterator[Finding]:
    """E09: the amounts in 万元 or 元 under 成本指标 are parts of the project's money: their sum is at most its budget.

    Rates (a head, a square metre), lower limits, 社会成本 and 生态环境成本 do not count; a total (总成本) is compared alone.

    Basis: 财预〔2021〕101 号《中央部门项目支出核心绩效目标和指标设置及取值指引（试行）》：成本指标反映项目预算的支出上限，各项
        之和不应大于年度预算 | Guide 财预〔2021〕101号: cost indicators are limits of what the budget pays; together they are at
        most the budget of the year
    Help: 核对各项成本指标和项目预算：调低指标值，或者说明超出部分由什么资金承担。 | Lower a ceiling, or say which other money
        pays for the rest.
    Wrong: 预算 300 万元，成本指标 ≤70万元、≤75万元、≤160万元（合计 305 万元） | budget 300; ≤70, ≤75, ≤160 (305 together)
    Right: 预算 300 万元，成本指标 ≤65万元、≤75万元、≤160万元 | budget 300; ≤65, ≤75, ≤160
    """
    for sheet in sheets(context):
        known = budget_of(context, sheet)
        if known is None:
            continue
        parts = _ceilings(sheet)
        for group in (parts, *([one] for one in _ceilings(sheet, whole=True))):
            if (total := sum(c.amount for c in group)) > known[0] + ROUNDING * len(group):
                yield _over_budget(sheet, group, Fraction(total), known)


def _over_budget(sheet: Sheet, group: Sequence[Ceiling], total: Fraction, known: tuple[Fraction, str]) -> Finding:
    budget, key = known
    reading = sum_text([c.amount for c in group])
    reading = f"{reading} = {number_text(total)}" if len(group) > 1 else reading
    most = max(group, key=lambda c: c.amount)
    over = number_text(total - budget)
    return Finding(
        say(
            f"{sheet.name}的成本指标 {reading} 万元，预算 {number_text(budget)} 万元，超出 {over} 万元。",
            f"The cost ceilings of {sheet.name} are {reading} 万元, its budget is {number_text(budget)} 万元: {over} over.",
        ),
        value_place(most.line),
        most.line.row.value,
        say(f"各项之和 ≤ {number_text(budget)} 万元", f"sum ≤ {number_text(budget)} 万元"),
        notes=_notes(group) if len(group) > 1 else (),
        figures=(key,),
    )


@rule(
    "E16",
    "warning",
    "成本指标加“人均标准 × 人数”不超过项目预算",
    "cost ceilings and rate × heads do not exceed the budget",
)
def rates_within_budget(context: Context) -> Iterator[Finding]:
    """E16: a ceiling a head times the one head count of the table, with the other ceilings, is at most the budget.

    A rate that only restates another amount (the budget, a ceiling, their sum or the rest, divided by the heads) is none
    more; tables with several head counts are left alone.

    Basis: 财预〔2021〕101 号：成本指标反映项目预算的支出上限；人均标准 × 人数也是其中一项 | Guide 财预〔2021〕101号: cost indicators
        are limits of what the budget pays; a rate times the heads is one of them
    Help: 核对人均标准、人数和其他成本指标：三者合起来要在预算之内；人均标准如果已经包含在别的指标里，请在指标名称里写明。 | Check
        rate, heads and the other ceilings; if the rate restates one of them, say so in its name.
    Wrong: 预算 1655 万元：≤905万元、≤300万元、人均 ≤3万元/人、保障 ≥400人（合计 2405 万元） | budget 1655; ≤905, ≤300, ≤3 a head,
        400 heads (2405 together)
    Right: 预算 1655 万元：≤905万元、≤300万元、人均 ≤1万元/人、保障 ≥400人 | budget 1655; ≤905, ≤300, ≤1 a head, 400 heads
    """
    for sheet in sheets(context):
        known = budget_of(context, sheet)
        heads = [line for line in sheet.lines if line.value is not None and line.quantity and line.unit == "人"]
        if known is None or len(heads) != 1 or heads[0].value is None:
            continue
        people, parts = heads[0].value.number, _ceilings(sheet)
        for line in sheet.lines:
            rate = _rate(line)
            if rate is None or line.value is None:
                continue
            rest = sum((c.amount for c in parts), Fraction(0))
            total, budget = rest + rate * people, known[0]
            others = [budget, rest, budget - rest, *(c.amount for c in parts)]
            if total <= budget + _rounded_up(line, people) or any(
                _restates(rate, people, other, line) for other in others
            ):
                continue
            reading = " + ".join(
                [
                    *([sum_text([c.amount for c in parts])] if parts else []),
                    f"{number_text(rate)} × {number_text(people)}",
                ]
            )
            yield Finding(
                say(
                    f"{sheet.name}的成本指标连同人均标准 {reading} = {number_text(total)} 万元，超出预算 {number_text(budget)} 万元。",
                    f"The cost ceilings of {sheet.name} with the rate a head are {reading} = {number_text(total)} 万元, its "
                    f"budget is {number_text(budget)} 万元.",
                ),
                value_place(line),
                line.row.value,
                say(f"合计 ≤ {number_text(budget)} 万元", f"together ≤ {number_text(budget)} 万元"),
                notes=(*_notes([*parts]), Note(f"{heads[0].row.level3} {heads[0].row.value}", value_place(heads[0]))),
                figures=(known[1],),
            )


def _rate(line: Line) -> Fraction | None:
    """万元 a head that a cost indicator allows."""
    unit, _, per = line.unit.partition("/")
    if line.value is None or not line.cost or line.value.sign in ("≥", ">") or unit not in MONEY or per != "人":
        return None
    return line.value.number * MONEY[unit]


def _rounded_up(line: Line, people: Fraction) -> Fraction:
    """How far rate × heads may lie above the budget: one last place of a rate with decimals, rounded up, a head."""
    decimals = line.value.decimals if line.value is not None else 0
    return people * MONEY[line.unit.partition("/")[0]] / 10**decimals if decimals else ROUNDING


def _restates(rate: Fraction, people: Fraction, amount: Fraction, line: Line) -> bool:
    """Whether a rate is an amount divided by the heads: exactly, or rounded where it is written with decimals."""
    decimals = line.value.decimals if line.value is not None else 0
    if rate * people == amount or not people:
        return True
    unit = MONEY[line.unit.partition("/")[0]]
    return decimals > 0 and half_up(amount / people / unit, decimals) == half_up(rate / unit, decimals)


@rule(
    "Q08",
    "warning",
    "每项成本指标不小于它对应的资金分配",
    "each cost ceiling covers the allocation items that it is about",
)
def ceilings_cover_items(context: Context) -> Iterator[Finding]:
    """E08: an item of the allocation with the words of a ceiling is within it; and where the ceilings of a project add up
    to its budget, each of them is spent to the full: a list with at least twice as many items divides among them.

    Basis: 资金分配（第七项）与成本指标说的是同一笔钱；各上限之和等于预算时，每项上限都恰好用完 | Allocation (statement seven)
        and cost indicators speak of the same money; where the limits add up to the budget, each is spent to the full
    Help: 对照资金分配逐项核对成本指标：改指标值，或改分配金额。 | Hold the ceilings against the allocation item by item.
    Wrong: 分配：运转 91.64、设备 23.36、系统 100；成本指标 ≤85万元、≤30万元、≤100万元 | items 91.64, 23.36, 100; ceilings 85, 30, 100
    Right: 成本指标 ≤91.64万元、≤23.36万元、≤100万元 | ceilings 91.64, 23.36, 100
    """
    items_of = {block.project.id: block.items for block in context.disclosure.statements.projects if block.items}
    for sheet in sheets(context):
        items = items_of.get(sheet.project.id, ()) if sheet.project is not None else ()
        parts = _ceilings(sheet)
        if not items or not parts or max(len(items), len(parts)) > MOST_ITEMS:
            continue
        named = list(_named_items(sheet, parts, items))
        yield from named
        known = budget_of(context, sheet)
        if not named and known is not None and sum(c.amount for c in parts) == known[0]:
            yield from _indivisible(sheet, parts, items, known)


def _wan(item: AllocationItem) -> Fraction:
    return Fraction(item.amount.fen, FEN_PER_UNIT["万元"])


def _named_items(sheet: Sheet, parts: Sequence[Ceiling], items: Sequence[AllocationItem]) -> Iterator[Finding]:
    for ceiling in parts:
        about = stem(ceiling.line.row.level3)
        matching = [item for item in items if len(about) >= 3 and about == stem(item.item)]
        total = sum((_wan(item) for item in matching), Fraction(0))
        if total > ceiling.amount + ROUNDING:
            yield Finding(
                say(
                    f"{sheet.name}的资金分配“{matching[0].item}” {number_text(total)} 万元，成本指标“{ceiling.line.row.level3}”"
                    f"只有 {number_text(ceiling.amount)} 万元。",
                    f"The allocation of {sheet.name} gives {number_text(total)} 万元 to {matching[0].item}, the cost ceiling "
                    f"allows {number_text(ceiling.amount)} 万元.",
                ),
                value_place(ceiling.line),
                ceiling.line.row.value,
                f"≥ {number_text(total)} 万元",
            )


def _indivisible(
    sheet: Sheet, parts: Sequence[Ceiling], items: Sequence[AllocationItem], known: tuple[Fraction, str]
) -> Iterator[Finding]:
    amounts = sorted((_wan(item) for item in items), reverse=True)
    finer = len(items) >= FINER * len(parts)
    if not finer or sum(amounts) != known[0] or _divisible(amounts, [c.amount for c in parts]) is not False:
        return
    limits = "、".join(number_text(c.amount) for c in parts)
    yield Finding(
        say(
            f"{sheet.name}的成本指标 {limits} 万元合计正好是预算 {number_text(known[0])} 万元，但资金分配的 {len(items)} 项怎样归并"
            "都凑不成这几个数，可能有一项超出上限。",
            f"The cost ceilings of {sheet.name} ({limits} 万元) add up to its budget of {number_text(known[0])} 万元, but its "
            f"{len(items)} allocation items cannot be divided so: one of the ceilings may be exceeded.",
        ),
        value_place(parts[0].line),
        parts[0].line.row.value,
        notes=(*_notes(parts), *(Note(f"{item.item} {number_text(_wan(item))} 万元") for item in items[:10])),
        figures=(known[1],),
    )


def _divisible(amounts: Sequence[Fraction], limits: Sequence[Fraction]) -> bool | None:
    """Whether amounts can be divided into groups with exactly these sums; None when there are too many ways to try."""
    scale = FEN_PER_UNIT["万元"]
    if any((limit * scale).denominator != 1 for limit in limits):
        return None
    states = {tuple(sorted(int(limit * scale) for limit in limits))}
    for amount in (int(amount * scale) for amount in amounts):
        states = {
            tuple(sorted((*state[:i], state[i] - amount, *state[i + 1 :])))
            for state in states
            for i in range(len(state))
            if state[i] >= amount and state[i] not in state[:i]
        }
        if len(states) > MOST_WAYS:
            return None
    return bool(states)


@rule(
    "E15",
    "warning",
    "成本指标的上年完成值之和与项目上年预算相符",
    "last year's costs add up to the project's budget of last year",
)
def costs_of_last_year(context: Context) -> Iterator[Finding]:
    """E15: where this year's ceilings are the whole budget and all have a value of last year, those sum to at most what the
    project had last year: its lines of that year or, where the reason of its code lists every change without naming the
    project or its unit, this year's budget.

    Basis: 成本指标合计等于预算的项目，上年完成值合计也不应大于上年预算 | Where the ceilings are the whole budget, last year's values
        are at most last year's budget
    Help: 核对各项“上年完成值”和项目的上年预算，多半有一格抄错。 | Check the cells of 上年完成值; one of them is likely miscopied.
    Wrong: 预算两年都是 150 万元；上年完成值 60、60、70 万元（合计 190 万元） | 150 in both years; last year's values 60, 60, 70 (190)
    Right: 上年完成值 20、60、70 万元 | last year's values 20, 60, 70
    """
    priors: dict[str, int] = {}
    for (year, name, _), group in context.lines_by_project.items() if sheets(context) else ():
        if year == context.year - 1:
            priors[name] = priors.get(name, 0) + group.fen
    for sheet in sheets(context):
        known = budget_of(context, sheet)
        parts = _ceilings(sheet)
        last = [c.line.amount_before for c in parts if c.line.amount_before is not None]
        if known is None or len(last) < len(parts) or len(parts) < 2 or sum(c.amount for c in parts) != known[0]:
            continue
        before = _prior(context, sheet, known[0], priors)
        if before is None or sum(last) <= before + ROUNDING * len(last):
            continue
        most = max(zip(last, parts, strict=True), key=lambda pair: pair[0] - pair[1].amount)[1].line
        total = number_text(Fraction(sum(last)))
        yield Finding(
            say(
                f"{sheet.name}成本指标的上年完成值 {sum_text(last)} = {total} 万元，上年预算 {number_text(before)} 万元。",
                f"Last year's costs of {sheet.name} are {sum_text(last)} = {total} 万元, its budget of last year is "
                f"{number_text(before)} 万元.",
            ),
            most.row.cell("last_year"),
            most.row.last_year,
            say(f"合计 ≤ {number_text(before)} 万元", f"together ≤ {number_text(before)} 万元"),
            notes=tuple(
                Note(f"{c.line.row.level3} {c.line.row.last_year}", c.line.row.cell("last_year")) for c in parts
            ),
        )


def _prior(context: Context, sheet: Sheet, now: Fraction, priors: Mapping[str, int]) -> Fraction | None:
    """A project's money of the year before in 万元; None when nothing tells it."""
    project = sheet.project
    if project is None:
        return None
    if fen := priors.get(project.id):
        return Fraction(fen, FEN_PER_UNIT["万元"])
    reason = context.declaration.reasons.function.get(project.function or "")
    change = context.fen(f"appropriation/{project.function}/change")
    if reason is None or change is None or not context.fen(f"appropriation/{project.function}/prior"):
        return None
    listed = signed_sum(expanded(context, reason))
    if not listed or not explains(listed, change) or _speaks_of(context, reason, sheet):
        return None
    return now


def _speaks_of(context: Context, reason: Prose, sheet: Sheet) -> bool:
    """Whether a reason names the project or its unit, be it by a part of the name."""
    project = sheet.project
    unit = next((u.name for u in context.declaration.units if project is not None and u.id == project.unit), "")
    names = [name for name in (project.name if project is not None else "", unit) if name]
    text = reason.raw
    return any(name[i : i + NAMED_BY] in text for name in names for i in range(max(1, len(name) - NAMED_BY + 1)))
