"""Growth that its reason does not carry (E21, E23, E24)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from typing import Final, NamedTuple

from reportgen.check.context import Context
from reportgen.check.plausibility.measures import mentions
from reportgen.check.registry import Finding, rule
from reportgen.check.words.reasons import ITEM_STATEMENTS, expanded
from reportgen.model.diagnostic import Note
from reportgen.model.language import say
from reportgen.model.money import half_up, percent_text
from reportgen.model.place import Place
from reportgen.model.records import Headcount

PER_HEAD: Final = ("20805", "21011", "22102")
"""款 whose money goes by heads: 养老, 医疗, 住房."""
FACTOR: Final = 5
LEAST, LEAST_WITH_WAGES = Fraction(1, 5), Fraction(1, 3)
"""Changes up to a fifth are left alone, up to a third where the reason names wages or the base of contributions too."""
_WAGES: Final = ("工资", "基数", "晋升", "晋级", "薪", "津贴", "待遇")
_RETIRED: Final = re.compile(
    r"(?:离退休|退休|离休)(?:人员|干部|职工|人数)?[^，。；]{0,12}(?:增加|减少|增多|下降|变动|变化|增长)"
)
_IN_SERVICE: Final = re.compile(
    r"(?:在职|人员|职工|人数|编制|干部)[^，。；退离]{0,14}(?:增加|减少|增多|下降|变动|变化|增长)|(?:增加|新增|减少)(?:了)?(?:在职)?人员"
)
_OTHER: Final = (
    "科目", "编列", "改列", "列支", "核算", "调整", "口径", "划转", "转隶", "政策", "标准", "比例", "费率", "清算", "补缴",
    "补发", "一次性", "机构", "改革", "职能", "制度", "绩效", "抚恤", "丧葬", "项目", "结转", "纳入", "单位性质", "新成立",
    "新设", "合并", "并入", "首次", "职级", "做实", "记账", "虚账", "上缴", "追加", "统筹",
)  # fmt: skip
"""Causes besides heads and wages."""


class Told(NamedTuple):
    """An item of an appropriation whose reason names heads alone: its growth (None for a zero base) and where it stands."""

    code: str
    stem: str
    growth: Fraction | None
    least: Fraction
    """Up to this growth heads and wages may do."""
    place: Place | None

    @property
    def text(self) -> str:
        """The growth as printed, without direction."""
        return f"{percent_text(half_up(abs(self.growth) * 100, 2) if self.growth is not None else 10_000)}%"


def _items(context: Context, cause: re.Pattern[str]) -> Iterator[Told]:
    """Items of per-head codes whose reason names a change of heads, and no cause besides heads and wages."""
    for code, prose in context.declaration.reasons.function.items():
        text = expanded(context, prose) if prose and code.startswith(PER_HEAD) else ""
        if not cause.search(text) or mentions(text, _OTHER):
            continue
        for stem in (f"{statement}/{code}" for statement in ITEM_STATEMENTS):
            amount, prior = context.fen(f"{stem}/amount"), context.fen(f"{stem}/prior")
            if amount is None or prior is None or amount == prior:
                continue
            growth = Fraction(amount - prior, prior) if prior else None
            place = context.place(f"reasons.function.{code}") or prose.place
            yield Told(code, stem, growth, LEAST_WITH_WAGES if mentions(text, _WAGES) else LEAST, place)


def _rate(*groups: Headcount | None) -> Fraction | None:
    """The change of heads against the year before; None where it is not told."""
    known = [(group.count, group.change) for group in groups if group is not None and group.change is not None]
    before = sum(count - change for count, change in known)
    return Fraction(sum(change for _, change in known), before) if known and before > 0 else None


def _findings(
    context: Context, items: Iterator[Told], heads: Fraction | None, who: tuple[str, str], path: str
) -> Iterator[Finding]:
    for item in items:
        new = item.growth is None
        if item.growth is not None and (heads is None or abs(item.growth) <= max(item.least, FACTOR * abs(heads))):
            continue
        name = context.budget.functions.name(item.code) if item.code in context.budget.functions else item.code
        shown = f"{percent_text(half_up(abs(heads) * 100, 2))}%" if heads is not None else ""
        word = ("减少", "down") if heads is not None and heads < 0 else ("增加", "up")
        grown = ("下降", "down") if item.growth is not None and item.growth < 0 else ("增长", "up")
        told = (f"，而{who[0]}只{word[0]} {shown}", f", but {who[1]} are {word[1]} {shown}") if shown else ("", "")
        change = (
            ("上年没有、今年新列", "is new this year")
            if new
            else (f"{grown[0]} {item.text}", f"is {grown[1]} {item.text}")
        )
        yield Finding(
            say(
                f"{item.code}“{name}”{change[0]}，理由只说人数和工资{told[0]}，解释不了这么大的变化。",
                f"{item.code} ({name}) {change[1]}; the reason names heads and wages alone{told[1]}, which does not carry it.",
            ),
            item.place,
            item.text,
            say("与人数变动相称的幅度，或写明其他原因", "a change like that of the heads, or another reason"),
            notes=(Note(say(f"{who[0]}{word[0]} {shown}", f"{who[1]} are {word[1]} {shown}"), context.place(path)),)
            if shown
            else (),
            figures=(f"{item.stem}/growth",),
        )


@rule(
    "E23",
    "warning",
    "离退休支出的变化与离退休人数的变化相称",
    "money for retired people changes as their number does",
)
def retired_heads(context: Context) -> Iterator[Finding]:
    """E23: a code that goes by heads (20805, 21011, 22102) changes by more than a fifth and five times as much as the retired
    people, while its reason names nothing but their number (a third, where it names wages or the base too). A reason that
    names 离休 is carried by a change of the veterans the same way: few of them cost as much as many others.

    Basis: 按人头安排的支出，变动幅度应与人数变动相称；差得多的要写明其他原因 | Money a head changes as the heads do, or there is another
        reason
    Help: 补写真正的原因（如政策调整、科目变化、一次性支出），或核对人数和金额。 | Give the real reason, or check heads and amounts.
    Wrong: 退休人员减少 2 人（0.66%），“退休人员减少，支出下降 77.05%” | 2 of 301 left, "fewer retired people: down 77.05%"
    Right: “上年含一次性补发，本年不再安排” | "last year held a payment made once"
    """
    staffing = context.declaration.department.staffing
    heads = _rate(staffing.retired, staffing.retired_veterans) if staffing is not None else None
    path = "department.staffing.retired"
    veterans = staffing.retired_veterans if staffing is not None else None
    items = (item for item in _items(context, _RETIRED) if not _veterans_tell(context, item, veterans))
    yield from _findings(context, items, heads, ("离退休人数", "retired people"), path)


def _veterans_tell(context: Context, item: Told, veterans: Headcount | None) -> bool:
    """Whether a reason that names 离休 goes the way of the veterans' number."""
    prose = context.declaration.reasons.function.get(item.code)
    named = prose is not None and "离休" in expanded(context, prose).replace("离退休", "").replace("离休退休", "")
    change = veterans.change if veterans is not None else None
    return named and bool(change) and item.growth is not None and (change or 0) * item.growth > 0


@rule(
    "E24",
    "warning",
    "社保、公积金支出的变化与在职人数的变化相称",
    "contributions change as the people in service do",
)
def serving_heads(context: Context) -> Iterator[Finding]:
    """E24: as E23, for people in service; an item that is new this year is carried by no number of heads.

    Basis: 社会保险缴费和住房公积金按人数和缴费基数计算；增幅远大于人数变动，或上年没有，都另有原因 | Contributions go by heads and
        wages; growth far beyond, or from nothing, has another reason
    Help: 补写真正的原因（如科目调整、单位并入、补缴），或核对人数和金额。 | Give the real reason, or check heads and amounts.
    Wrong: 在职人数增加 2.45%，“在职人数增加，支出增长 697.58%” | 2.45% more people, "more people: up 697.58%"
    Right: “该项支出本年起改列本科目” | "from this year on told under this code"
    """
    staffing = context.declaration.department.staffing
    heads = _rate(staffing.in_service) if staffing is not None else None
    retired = {item.code for item in _items(context, _RETIRED)}
    items = (item for item in _items(context, _IN_SERVICE) if item.code not in retired)
    path = "department.staffing.in_service"
    yield from _findings(context, items, heads, ("在职人数", "the people in service"), path)


@rule("E21", "info", "上年为零的科目按惯例印增长 100.00%", "codes with nothing last year are printed as up 100.00 %")
def zero_base(context: Context) -> Iterator[Finding]:
    """E21: with nothing the year before, growth is undefined; the convention prints 100.00 % (rule 4). All codes in one finding;
    none where there are no amounts of last year at all, or under ``options.zero_base: none``.

    Basis: 上年为零，增长率没有意义；惯例写增长 100.00%（规则 4） | Growth from zero is undefined; by convention 100.00 % is printed (rule 4)
    Help: 不用改；要写“上年无此项预算”，设 options.zero_base: none。 | Nothing to do; `options.zero_base: none` words it otherwise.
    Wrong: 增长 100.00%（上年为 0） | up 100.00 % (nothing last year)
    Right: 上年无此项预算（options.zero_base: none） | options.zero_base: none
    """
    statements = context.disclosure.statements
    lists = (statements.appropriation, statements.government_fund, statements.state_capital)
    entries = [entry for listed in lists if listed is not None for entry in listed.items]
    new = [entry for entry in entries if entry.now and not entry.before and entry.growth is not None]
    if context.declaration.options.zero_base != "hundred" or not new or not any(entry.before for entry in entries):
        return
    names = list(dict.fromkeys(entry.key for entry in new))
    codes = "、".join(names[:8]) + ("…" if len(names) > 8 else "")
    yield Finding(
        say(
            f"{len(names)} 个科目上年没有预算，按惯例印增长 100.00%：{codes}。",
            f"{len(names)} codes had nothing last year and are printed as up 100.00 %: {codes}.",
        ),
        context.figure_place(new[0].amount),
        "100.00%",
        figures=tuple(entry.growth for entry in new if entry.growth is not None),
    )
