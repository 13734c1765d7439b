"""Amounts typed into prose against the figures of the report (W05)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import NamedTuple

from reportgen.check.context import Context
from reportgen.check.registry import Finding, rule
from reportgen.check.words.directions import Amount, amounts
from reportgen.check.words.levels import level_findings
from reportgen.check.words.numbers import PLACES, at_places, slips
from reportgen.check.words.passages import Passage, passages
from reportgen.check.words.reasons import page_figures, stem_notes
from reportgen.check.words.sums import explains, signed_sum
from reportgen.model.diagnostic import Note
from reportgen.model.language import say
from reportgen.model.money import FEN_PER_UNIT, Money
from reportgen.model.records import AllocationItem

FEN_PER_WAN = FEN_PER_UNIT["万元"]
TELLING_DIGITS = 4
"""An amount of so many digits is no chance hit among the figures of other things."""
FEW = 20
"""So many levels of one text are held against its changes."""
_PER_UNIT = re.compile(r"(?:人均|每[人户平次辆台间套名个月公亩吨度例件项处所班生床]|单价|均价|单位成本|标准)[^，。]*$")
_OTHER_MONEY = re.compile(
    r"营业|经营收入|税收|产值|销售|消费|贷款|投资额|总投资|完成投资|引资|招商|节约|节省|创收|收益|利润|罚没|拉动|撬动|募集|融资|征收|收缴|上缴|"
    r"回收|挽回|损失|成交|交易|成本|工资|收费"
)


class Known(NamedTuple):
    """An amount that a text can mean: its magnitude in 分, what it is, and its figure key where it has one."""

    fen: int
    name: str
    key: str = ""


class _Register:
    """The amounts of the whole report, rounded at the places that texts write."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._rounded: dict[int, dict[int, int]] = {}

    @cached_property
    def _all(self) -> Mapping[int, str]:
        """Magnitude in 分 → key, of every amount that is printed or declared, and of those in the indicators."""
        figures = self._context.disclosure.figures
        known = {abs(f.value.fen): key for key, f in figures.items() if isinstance(f.value, Money)}
        for project in self._context.declaration.projects:
            if isinstance(project.allocation, tuple):
                known.update((item.amount.fen, "") for item in project.allocation)
        for cell in (cell for row in self._context.budget.indicators for cell in (row.value, row.last_year)):
            known.update((_fen(amount), "") for amount in amounts(cell) if "元" in cell)
        known.update(dict.fromkeys(_project_changes(self._context), ""))
        return known

    def at(self, places: int) -> Mapping[int, int]:
        """Every amount rounded at so many decimals of 万元 → one exact amount in 分 that rounds so."""
        if places not in self._rounded:
            self._rounded[places] = {at_places(Fraction(fen, FEN_PER_WAN), places): fen for fen in self._all}
        return self._rounded[places]

    def key(self, fen: int) -> str:
        """The figure of an exact amount, empty where it is declared and not printed."""
        return self._all[fen]


@rule(
    "W05",
    "warning",
    "文字里写的金额与某个数字相符",
    "an amount typed into prose equals some figure",
)
def unknown_amounts(context: Context) -> Iterator[Finding]:
    """Amounts in reasons, uses, allocations and goals equal a figure or a declared amount at the places written.

    A text is held against its own figures first: a reason against both years and the change of what it explains, a use
    against its class, a goal or an allocation against the project's amount, items (also several in a row), indicator
    values and classes of table 7. Other figures of the report count as well; for the text of a project only amounts of
    four digits or more, since a short number equals something by chance. A reason that lists a change is left to
    N10-N12, a level of the wrong year to T06. Two levels and the change between them vouch for each other. Left out: rates
    a head, rounded talk (约, 以上), and money that no budget holds (营业收入, 贷款). An amount is told once a text. The
    nearest figure is told where one slip of the hand explains the difference.

    Basis: 规则 25：手写的数字要与计算的数字一致；检查级别：与任何数字都不相符的，提示 | rule 25: typed numbers are held against figures
    Help: 核对这个金额；报告里的数可以用 {{ amount("…") }} 引用，不必手抄
        | check the amount; a figure of the report can be cited with {{ amount("…") }}
    Wrong: 安排森林植被恢复费 226 万元（本科目预算数 262.00 万元） | 安排 226 万元, while the budget of the code is 262.00
    Right: 安排森林植被恢复费 262 万元
    """
    register = _Register(context)
    for passage in passages(context):
        if passage.kind == "reason" and signed_sum(passage.text):
            continue
        written = [amount for amount in amounts(passage.text) if _is_compared(amount, passage)]
        if not written:
            continue
        if passage.kind == "reason" and _lists_change(context, passage, written):
            written = [amount for amount in written if amount.sign is None]
        told = {finding.value for finding in level_findings(context, passage)}
        written = [amount for amount in written if amount.written not in told]
        own = own_amounts(context, passage)
        agreeing = _agreeing(passage.text)
        written = [amount for amount in written if amount.value not in agreeing]
        for amount in {amount.written: amount for amount in written}.values():
            finding = _compare(context, passage, amount, own, register)
            if finding is not None:
                yield finding


def _agreeing(text: str) -> frozenset[Decimal]:
    """Two levels of a text and the change between them, which vouch for each other: 上年 160 万元，本年 300 万元，增加 140 万元."""
    found = amounts(text)
    levels = [amount.value for amount in found if amount.sign is None][:FEW]
    changes = {amount.value for amount in found if amount.sign is not None}
    told = ((a, b, a - b) for a in levels for b in levels if a > b and a - b in changes)
    return frozenset(value for three in told for value in three)


def _lists_change(context: Context, passage: Passage, written: list[Amount]) -> bool:
    """Whether the amounts with a direction, beside levels, add up to the change."""
    listed = [amount for amount in written if amount.sign is not None and not amount.part]
    changes = [context.fen(f"{stem}/change") or 0 for stem in passage.stems]
    return bool(listed) and any(explains(listed, fen) for fen in changes)


def _is_compared(amount: Amount, passage: Passage) -> bool:
    if amount.rough or _PER_UNIT.search(amount.before):
        return False
    return passage.kind == "reason" or not _OTHER_MONEY.search(amount.before)


def own_amounts(context: Context, passage: Passage) -> list[Known]:
    """The amounts of what a passage speaks of, the nearest first."""
    year = context.year
    names = {
        "amount": say(f"{year} 年预算数", f"budget of {year}"),
        "prior": say(f"{year - 1} 年预算数", f"budget of {year - 1}"),
        "change": say("增减额", "change"),
        "total": say("绩效目标表预算总额", "total of the indicator table"),
        "fiscal": say("绩效目标表财政拨款", "appropriation of the indicator table"),
        "other": say("绩效目标表其他资金", "other money of the indicator table"),
    }
    keys = [(f"{stem}/{measure}", name) for stem in passage.stems for measure, name in names.items()]
    known = [Known(abs(fen), name, key) for key, name in keys if (fen := context.fen(key)) is not None]
    return known + (_of_project(context, passage) if passage.project is not None else [])


def _of_project(context: Context, passage: Passage) -> list[Known]:
    project = passage.project
    assert project is not None
    known: list[Known] = []
    if isinstance(project.allocation, tuple):
        known += _runs(project.allocation)
    row = context.disclosure.aliases.get(f"project/{project.id}/amount", "").removeprefix("t7/").rpartition("/")[0]
    known += [
        Known(fen, say(f"表7 {column} 类", f"table 7, class {column}"), f"t7/{row}/{column}")
        for column, fen in context.tables.get("t7", {}).get(row, {}).items()
    ]
    for indicator in context.budget.indicators:
        if indicator.project == project.id:
            cells = [amount for cell in (indicator.value, indicator.last_year) for amount in amounts(cell)]
            known += [Known(_fen(amount), indicator.level3) for amount in cells]
    return known


def _runs(items: tuple[AllocationItem, ...]) -> list[Known]:
    """The items of an allocation, and the sums of several in a row."""
    known = [Known(item.amount.fen, item.item) for item in items]
    if len(items) <= 40:
        for first in range(len(items)):
            total = items[first].amount.fen
            for last in range(first + 1, len(items)):
                total += items[last].amount.fen
                name = say(f"资金分配第 {first + 1}—{last + 1} 项之和", f"sum of items {first + 1} to {last + 1}")
                known.append(Known(total, name))
    return known


def _project_changes(context: Context) -> Iterator[int]:
    """How the money of each project changed, where last year's rows name projects."""
    sums: dict[str, dict[int, int]] = {}
    for (year, project, _), group in context.lines_by_project.items():
        if project:
            years = sums.setdefault(project, {})
            years[year] = years.get(year, 0) + group.fen
    for years in sums.values():
        before = years.get(context.year - 1, 0)
        if before:
            yield before
            yield abs(years.get(context.year, 0) - before)


def _fen(amount: Amount) -> int:
    return int(amount.value * FEN_PER_WAN)


def _compare(
    context: Context, passage: Passage, amount: Amount, own: list[Known], register: _Register
) -> Finding | None:
    places = amount.decimals + PLACES[amount.unit]
    scaled = at_places(Fraction(amount.value), places)
    if any(at_places(Fraction(known.fen, FEN_PER_WAN), places) == scaled for known in own):
        return None
    digits = len(str(scaled).rstrip("0"))
    if scaled in register.at(places) and (passage.project is None or digits >= TELLING_DIGITS):
        return None
    near = _nearest(scaled, places, own, register)
    right = _like(near.fen, amount) if near is not None else None
    notes = list(stem_notes(context, passage.stems))
    if near is not None:
        figure = context.figure(near.key) if near.key else None
        key = say(f"（{figure.key}）", f" ({figure.key})") if figure is not None else ""
        told = say(f"最接近的是{near.name}", f"nearest: {near.name}")
        notes.insert(0, Note(f"{told} {right}{key}", context.figure_place(near.key) if figure is not None else None))
    of = (
        say("本项目的任何数字", "figure of the project")
        if passage.project
        else say("报告中任何数字", "figure of the report")
    )
    return Finding(
        say(f"文字里的 {amount.written} 与{of}都不相符，请核对。", f"{amount.written} in this text equals no {of}."),
        passage.place,
        amount.written,
        right,
        say(
            f"把“{amount.written}”改为“{right}”，或核实后改写。",
            f"Write {right} in place of {amount.written}, or verify it.",
        )
        if right
        else None,
        tuple(notes),
        figures=page_figures(context, passage.stems[:1], "amount"),
    )


def _nearest(scaled: int, places: int, own: list[Known], register: _Register) -> Known | None:
    """The figure that one slip of the hand turns into the number: an own one, else one of the report that is telling."""
    slipped = set(slips(scaled))
    for known in own:
        if known.fen and at_places(Fraction(known.fen, FEN_PER_WAN), places) in slipped:
            return known
    everywhere = register.at(places)
    for near in sorted(slipped):
        if near in everywhere and len(str(near).rstrip("0")) >= TELLING_DIGITS:
            fen = everywhere[near]
            key = register.key(fen)
            return Known(fen, key or say("申报的金额", "a declared amount"), key)
    return None


def _like(fen: int, amount: Amount) -> str:
    """An exact amount in the unit and, at least, the decimals that the text writes."""
    if amount.unit == "元":
        return f"{Money(fen).plain('元')} 元"
    return f"{Money(fen).plain()} 万元"
