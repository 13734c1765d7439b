"""People told in reasons and goals against 人员情况 of part one (T02)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from reportgen.check.context import Context
from reportgen.check.registry import Finding, rule
from reportgen.check.words.clauses import before, clauses
from reportgen.check.words.numbers import Pattern
from reportgen.check.words.reasons import Reason, all_reasons
from reportgen.model.diagnostic import Note
from reportgen.model.language import say
from reportgen.model.records import Headcount, Staffing

GROUPS: Final = {
    "离退休": ("retired", "retired_veterans"), "在职": ("in_service",), "退休": ("retired",), "离休": ("retired_veterans",),
}  # fmt: skip
"""Word → the groups of `department.staffing` that it means."""
_HEADS = Pattern(
    r"(?P<group>离退休|在职|退休|离休)(?:在编)?(?:干部职工|教职工|职工|干部|人员|教师|民警|干警|法官)?(?:人数|数量|数)?(?P<link>[^0-9，。]{0,14}?)"
    r"(?P<word>增加|增长|增多|上升|减少|下降|降低)(?:了)?(?:\s*(?P<number>[0-9]+)\s*(?:人|名))?(?P<after>[^，。]{0,2})"
)
_COUNT = Pattern(
    r"(?P<group>离退休|在职|退休|离休)(?:在编)?(?:干部职工|职工|干部|人员)?(?:实有)?(?:人数)?(?:共有?|共计|为|合计)?\s*"
    r"(?P<number>[0-9]+)\s*(?:人|名)(?!次)"
)
_UP: Final = frozenset({"增加", "增长", "增多", "上升"})
_ANYBODY = re.compile("^(?:人员|职工|教职工|干部职工|在编人员)(增加|减少)(?:了)?([0-9]+)(?:人|名)$")
"""People of the department without a word for the group are those in service."""
_LINK = Pattern(
    r"(?:(?:20[0-9]{2}|上|去|本|今)\s*年度?(?:相比)?|年[初末底]|较|比|与|同比|同期|相比|预算|有所|略有|均|都|也|相应|随之|净|进一步|逐年|自然|\s)*"
)
_HEAD = Pattern(
    r"(?:20[0-9]{2}|[上去本今]|各)\s*年度?[初末底]?|[一二三四五六]是|由于|因为?|随着|我|本|全|部门|局|单位|机关|厅|委|及所属|系统|主要|原因|是|的|，|\s|"
    r"人员|职工|在职|和|与|、|及|实有|现有"
)
_NEGATED = re.compile(r"不再|没有|未|不|无")


class _People(NamedTuple):
    """A declared group: people, change, its path, and its name."""

    number: int
    change: int | None
    paths: tuple[str, ...]
    name: str


@rule(
    "T02",
    "warning",
    "文字里的人员增减和人数与人员情况一致",
    "people told in texts agree with the staffing of part one",
)
def heads(context: Context) -> Iterator[Finding]:
    """在职, 退休, 离休 人员增加 or 减少 in a reason agrees with the declared change (also by how many), 在职 N 人 with the count.

    Only what is said of the whole department is judged: a clause that names a unit (某中心在职人员增加) is passed over, as
    is anything about groups or changes that are not declared. 离退休 is both groups together; where they move in
    opposite directions nothing is compared. A change of 0 agrees with neither direction.

    Basis: 第一部分人员情况：人数和比上年增减数；规则 25 | part one: people and their change; rule 25
    Help: 核对人员增减，改写原因或改正 department.staffing | check the heads; correct the reason or department.staffing
    Wrong: 退休人员较上年增加（人员情况：退休人员减少 2 人） | 退休人员较上年增加, while staffing says −2
    Right: 退休人员较上年减少 2 人
    """
    staffing = context.declaration.department.staffing
    if staffing is None:
        return
    for reason in all_reasons(context):
        if "在职" in reason.text or "休" in reason.text:
            yield from _of_reason(context, reason, staffing)
        elif reason.path.endswith(".基本支出"):
            yield from _of_anybody(context, reason, staffing)


def _of_reason(context: Context, reason: Reason, staffing: Staffing) -> Iterator[Finding]:
    for clause in clauses(reason.text):
        for match in _HEADS.compiled.finditer(clause.text):
            people = _people(context, staffing, match["group"])
            if people is None or not _whole(before(clause.text, match.start())) or _NEGATED.search(match["link"]):
                continue
            if _LINK.compiled.fullmatch(match["link"]) and not match["after"].startswith(("的", "%")):
                yield from _change(context, reason, match, people)
        for match in _COUNT.compiled.finditer(clause.text):
            people = _people(context, staffing, match["group"])
            if people is not None and _whole(before(clause.text, match.start())):
                yield from _count(context, reason, match, people)


def _of_anybody(context: Context, reason: Reason, staffing: Staffing) -> Iterator[Finding]:
    """人员减少 2 人, said of the department's basic expenditure, is said of the people in service."""
    for clause in clauses(reason.text):
        match = _ANYBODY.match(clause.text.strip())
        people = _people(context, staffing, "在职")
        if match is None or people is None or people.change is None:
            continue
        told = int(match[2]) * (1 if match[1] == "增加" else -1)
        if told != people.change:
            yield Finding(
                say(
                    f"原因说“{match[0]}”，而人员情况里在职人员{_told(people.change)}。",
                    f"The reason says {match[0]}, but by part one the people in service changed so: {_told(people.change)}.",
                ),
                reason.place,
                match[0],
                _told(people.change),
                notes=_notes(context, people),
            )


def _whole(head: str) -> bool:
    """Whether the words before the group name no part of the department."""
    return not _HEAD.compiled.sub("", head)


def _people(context: Context, staffing: Staffing, group: str) -> _People | None:
    found: list[Headcount | None] = [getattr(staffing, field) for field in GROUPS[group]]
    given = [headcount for headcount in found if headcount is not None]
    if len(given) < len(found) and not (group == "离退休" and given):
        return None
    changes = [headcount.change for headcount in given if headcount.change is not None]
    mixed = any(c > 0 for c in changes) and any(c < 0 for c in changes)
    change = None if mixed or len(changes) < len(given) else sum(changes)
    paths = tuple(f"department.staffing.{field}" for field in GROUPS[group])
    return _People(sum(headcount.count for headcount in given), change, paths, group)


def _change(context: Context, reason: Reason, match: re.Match[str], people: _People) -> Iterator[Finding]:
    if people.change is None:
        return
    sign = 1 if match["word"] in _UP else -1
    number = int(match["number"]) if match["number"] else None
    if people.change * sign > 0 and number in (None, abs(people.change)):
        return
    told = match[0][: len(match[0]) - len(match["after"])]
    right = _told(people.change)
    if people.change * sign > 0:
        value, fix = f"{number} 人", say(f"把 {number} 人改为 {abs(people.change)} 人", f"write {abs(people.change)}")
    else:
        value = match["word"]
        word = ("增加" if people.change > 0 else "减少") if people.change else "持平"
        fix = say(f"把“{value}”改为“{word}”", f"write {word} in place of {value}")
    yield Finding(
        say(
            f"原因说“{told}”，而人员情况里{people.name}人员{right}。",
            f"The reason says {told}, but by part one the group {people.name} changed so: {right}.",
        ),
        reason.place,
        value,
        right,
        say(
            f"{fix}，或改写原因；人员情况填错的，改正人员情况。", f"{fix}, or another reason; or correct the staffing."
        ),
        _notes(context, people),
    )


def _count(context: Context, reason: Reason, match: re.Match[str], people: _People) -> Iterator[Finding]:
    number = int(match["number"])
    if number == people.number:
        return
    if people.change is not None and number == people.number - people.change:
        return
    yield Finding(
        say(
            f"原因说“{match[0]}”，人员情况里{people.name}人员为 {people.number} 人。",
            f"The reason says {match[0]}, but part one has {people.number} people of the group {people.name}.",
        ),
        reason.place,
        f"{number} 人",
        f"{people.number} 人",
        notes=_notes(context, people),
    )


def _told(change: int) -> str:
    if not change:
        return say("没有增减", "no change")
    return f"{'增加' if change > 0 else '减少'} {abs(change)} 人"


def _notes(context: Context, people: _People) -> tuple[Note, ...]:
    change = "" if people.change is None else say(f"，比上年{_told(people.change)}", f", {_told(people.change)}")
    return (
        Note(
            say(
                f"人员情况：{people.name}人员 {people.number} 人{change}。",
                f"Part one: {people.name} {people.number}{change}.",
            ),
            context.place(people.paths[0]),
        ),
    )
