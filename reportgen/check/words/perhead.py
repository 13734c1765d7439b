"""The change of a project that pays so much a head, against the change in heads (E14)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from reportgen.check.context import Context
from reportgen.check.registry import Finding, rule
from reportgen.check.words.directions import Amount, amounts
from reportgen.check.words.numbers import NUMBER, WAN, Pattern, decimal_of, folded
from reportgen.check.words.reasons import FEN_PER_WAN, Reason, all_reasons, expanded
from reportgen.model.budget import Indicator, Project
from reportgen.model.diagnostic import Note
from reportgen.model.language import say
from reportgen.model.money import Money
from reportgen.model.place import Place
from reportgen.model.prose import Prose

_RATE = Pattern(
    rf"每人(?P<time>每?[年月])?(?:补助|补贴|按|发放|为|给予|\s)*(?P<a>{NUMBER})\s*(?P<ua>万元|元)(?P<month>\s*/?\s*每?月)?"
    rf"|(?P<b>{NUMBER})\s*(?P<ub>万元|元)\s*/\s*(?:每?人)(?P<per>\s*[/·.]?\s*每?[年月])?"
)
_PEOPLE = re.compile(r"^[^0-9]{0,3}([0-9]+)\s*[人名]$")


class _PerHead(NamedTuple):
    """A project that pays a rate a head and nothing else: the rate in 分 a year, this year's and last year's heads."""

    project: Project
    rate: int
    now: int
    before: int
    place: Place
    """Where last year's heads stand."""

    @property
    def change(self) -> int:
        """What the change of the project must be, in 分."""
        return self.rate * (self.now - self.before)


@rule(
    "E14",
    "warning",
    "按人头补助的项目：增减额 = 标准 × 人数的增减",
    "the change of a per-head project is its rate times the change in heads",
)
def per_head_changes(context: Context) -> Iterator[Finding]:
    """E14: a project with 补贴人数 and a rate a head explains its change by the heads that last year's value tells.

    Judged only where rate × heads is exactly the amount of the project and an indicator in 人 has the same heads and a
    上年完成值. The change is the project's own where last year's rows name it, else the signed amount that a reason tells
    right behind the project's name.

    Basis: 补贴标准 × 补贴人数 = 预算；检查发现 E14 | rate × heads = budget; finding E14
    Help: 核对上年人数（指标的上年完成值）、补贴标准和增减额 | check last year's heads, the rate and the change
    Wrong: 每人 6 万元，本年 1 人，上年完成值 1 人，原因写“较上年减少 6 万元” | 6 万元 a head, 1 person in both years, 较上年减少 6 万元
    Right: 上年完成值 2 人，原因写“较上年减少 6 万元” | last year's value is 2人
    """
    found = [per_head for project in context.declaration.projects if (per_head := _per_head(context, project))]
    if not found:
        return
    reasons = list(all_reasons(context))
    for per_head in found:
        wrong = [(r, a) for r in reasons for a in _told(r, per_head.project) if _differs(a, per_head.change)]
        change = _own_change(context, per_head.project)
        if wrong:
            yield _finding(context, per_head, wrong)
        elif change is not None and change != per_head.change:
            yield _of_lines(context, per_head, change)


def _per_head(context: Context, project: Project) -> _PerHead | None:
    if project.subsidy is None or not project.subsidy.people:
        return None
    amount = context.fen(f"project/{project.id}/amount")
    rates = {rate for text in _texts(context, project) for rate in _rates(text)}
    people = project.subsidy.people
    fitting = [rate for rate in rates if rate * people == amount]
    if not fitting:
        return None
    for row in context.budget.indicators:
        before = _people(row.last_year) if row.project == project.id and _people(row.value) == people else None
        if before is not None:
            return _PerHead(project, fitting[0], people, before, _cell(row))
    return None


def _cell(row: Indicator) -> Place:
    return row.cell("last_year")


def _texts(context: Context, project: Project) -> Iterator[str]:
    subsidy = project.subsidy
    for prose in (subsidy.standard, subsidy.method) if subsidy else ():
        if prose is not None:
            yield expanded(context, prose)
    if isinstance(project.allocation, Prose):
        yield expanded(context, project.allocation)


def _rates(text: str) -> Iterator[int]:
    """The rates a head of a text, in 分 a year; a monthly rate is paid twelve times."""
    for match in _RATE.compiled.finditer(folded(text)):
        value, _ = decimal_of(match["a"] or match["b"])
        monthly = "月" in (match["time"] or "") + (match["month"] or "") + (match["per"] or "")
        fen = Fraction(value * WAN[match["ua"] or match["ub"]]) * FEN_PER_WAN * (12 if monthly else 1)
        if fen.denominator == 1:
            yield int(fen)


def _people(cell: str) -> int | None:
    match = _PEOPLE.match(folded(cell).strip())
    return int(match[1]) if match else None


def _told(reason: Reason, project: Project) -> Iterator[Amount]:
    """The signed amounts that a reason tells right behind the project's name."""
    name = project.name.removesuffix("项目")
    if name in reason.text:
        for amount in amounts(reason.text):
            if amount.sign is not None and name in amount.before:
                yield amount


def _differs(amount: Amount, change: int) -> bool:
    return amount.signed != Decimal(change) / FEN_PER_WAN


def _own_change(context: Context, project: Project) -> int | None:
    """The change of the project's money; None where last year's rows do not name it."""
    years = {context.year: 0, context.year - 1: 0}
    named = False
    for (year, project_id, _), group in context.lines_by_project.items():
        if project_id == project.id and year in years:
            years[year] += group.fen
            named = named or year == context.year - 1
    return years[context.year] - years[context.year - 1] if named else None


def _finding(context: Context, per_head: _PerHead, wrong: list[tuple[Reason, Amount]]) -> Finding:
    reason, amount = wrong[0]
    told, right = f"{amount.word} {amount.written}", _change_text(per_head.change)
    others = tuple(
        Note(say(f"另一处同样写着“{a.word} {a.written}”。", f"Told so here too: {a.word} {a.written}."), r.place)
        for r, a in wrong[1:]
    )
    return Finding(
        _message(per_head, f"原因却说{told}", f"the reason says {told}"),
        reason.place,
        amount.written,
        right,
        notes=(_heads_note(per_head), *others),
    )


def _of_lines(context: Context, per_head: _PerHead, change: int) -> Finding:
    told, right = _change_text(change), _change_text(per_head.change)
    return Finding(
        _message(per_head, f"明细里却是：{told}", f"by the lines the change is: {told}"),
        context.figure_place(f"project/{per_head.project.id}/amount"),
        told,
        right,
        notes=(_heads_note(per_head),),
    )


def _message(per_head: _PerHead, zh: str, en: str) -> str:
    rate, right = Money(per_head.rate).plain(), _change_text(per_head.change)
    project, now, before = per_head.project, per_head.now, per_head.before
    return say(
        f"项目 {project.id}“{project.name}”每人 {rate} 万元，本年 {now} 人，上年 {before} 人，应{right}，{zh}。",
        f"Project {project.id} ({project.name}) pays {rate} 万元 a head, for {now} people after {before}: expected {right}, "
        f"but {en}.",
    )


def _heads_note(per_head: _PerHead) -> Note:
    return Note(
        say(f"上年完成值：{per_head.before} 人。", f"Last year's value: {per_head.before} people."),
        per_head.place,
    )


def _change_text(fen: int) -> str:
    if not fen:
        return say("没有增减", "no change")
    return f"{'增加' if fen > 0 else '减少'} {Money(abs(fen)).plain()} 万元"
