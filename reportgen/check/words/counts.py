"""Counts of posts and vehicles told in texts against what is declared (T08)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from reportgen.check.context import Context
from reportgen.check.registry import Finding, rule
from reportgen.check.words.clauses import clauses
from reportgen.check.words.numbers import Pattern
from reportgen.check.words.passages import Passage, passages
from reportgen.model.diagnostic import Note
from reportgen.model.language import say

_CHINESE: Final = {"一": 1, "两": 2, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10}
_N = r"(?P<number>[0-9]+|[一二两三四五六七八九十])\s*"
_POSTS = Pattern(
    rf"^(?:[^0-9，。]{{0,6}}(?:部门|本局|我局|单位|机关))?(?:现有|核定|共有|批准)*编制(?:人数|数)?(?:为|共|总数)?\s*{_N}(?:人|名|个)"
)
_FLEET = Pattern(
    rf"(?:公务用车|车辆|公车)(?:保有量|实有数?|现有|共有?|共计|总数|编制数?|保有)+(?:为|是)?\s*{_N}辆|(?:现有|共有|保有)(?:公务用车|车辆|公车)\s*(?P<second>[0-9]+)\s*辆"
)
_BOUGHT = Pattern(
    rf"(?:购置|购买|采购|更新)(?:更新)?(?:公务用车|车辆|公车)\s*{_N}辆|{_N.replace('number', 'second')}辆(?:公务用车|车辆|公车)(?:购置|更新)"
    r"|(?:购置|购买|采购)\s*(?P<third>[0-9]+)\s*辆"
)

_PAST = re.compile(r"上年|去年|20[0-9]{2}\s*年")


class _Fact(NamedTuple):
    """What a count is held against: admitted numbers, the one told as right, its path, its name, and its measure word."""

    admitted: frozenset[int]
    right: int
    path: str
    zh: str
    en: str
    measure: str
    cue: str
    """Without it a text does not speak of this."""


@rule(
    "T08",
    "warning",
    "文字里的编制数、车辆数与申报的一致",
    "posts and vehicles told in texts are those declared",
)
def counts(context: Context) -> Iterator[Finding]:
    """编制 N 名 and 保有车辆 N 辆 equal the posts and vehicles declared; units and offices are E51 and N41.

    Duties and reasons are read, and of posts duties and the department's goal only: a project speaks of its own unit.
    购置公务用车 N 辆 must not exceed the vehicles that assets.planned buys.

    Basis: 第一部分人员情况、第十二项（三）资产情况 | part one, statement twelve (三)
    Help: 核对个数，改文字或改申报的数 | check the count; correct the text or what is declared
    Wrong: 保有公务用车 39 辆（assets.vehicles 共 29 辆） | 保有公务用车 39 辆, while assets.vehicles are 29
    Right: 保有公务用车 29 辆
    """
    facts = _facts(context)
    for passage in passages(context, duties=True):
        if passage.kind not in ("duty", "reason", "department-goal"):
            continue
        for clause in clauses(passage.text):
            yield from _clause(passage, clause.text, facts, context)


def _facts(context: Context) -> dict[str, tuple[Pattern, _Fact]]:
    declaration = context.declaration
    staffing, assets = declaration.department.staffing, declaration.assets
    posts = staffing.establishment if staffing is not None else None
    fleet = [vehicles.count for vehicles in assets.vehicles] if assets is not None else []
    bought = assets.planned.vehicles if assets is not None and assets.planned is not None else None
    facts: dict[str, tuple[Pattern, _Fact]] = {}
    if posts is not None:
        words = "department.staffing.establishment", "编制数", "posts", "人", "编制"
        facts["posts"] = _POSTS, _Fact(frozenset({posts}), posts, *words)
    if fleet:
        words = "assets.vehicles", "车辆数", "vehicles", "辆", "辆"
        facts["fleet"] = _FLEET, _Fact(frozenset({sum(fleet), *fleet}), sum(fleet), *words)
    if bought is not None:
        words = "assets.planned.vehicles", "计划购置车辆", "planned vehicles", "辆", "辆"
        facts["bought"] = _BOUGHT, _Fact(frozenset(range(bought + 1)), bought, *words)
    return facts


def _clause(
    passage: Passage, text: str, facts: dict[str, tuple[Pattern, _Fact]], context: Context
) -> Iterator[Finding]:
    for name, (pattern, fact) in facts.items():
        if name == "posts" and passage.kind == "reason":
            continue
        if name == "fleet" and not passage.path.startswith("reasons.travel.公务用车"):
            continue
        if name == "bought" and (passage.path != "reasons.travel.公务用车购置费" or _PAST.search(text)):
            continue
        if fact.cue not in text:
            continue
        match = pattern.compiled.search(text)
        if match is None:
            continue
        groups = match.groupdict()
        digits = groups.get("number") or groups.get("second") or groups.get("third") or ""
        number = _CHINESE.get(digits) or int(digits)
        if number not in fact.admitted:
            yield _finding(context, passage, match[0].strip(), number, fact)


def _finding(context: Context, passage: Passage, written: str, number: int, fact: _Fact) -> Finding:
    found, right = f"{number} {fact.measure}", f"{fact.right} {fact.measure}"
    return Finding(
        say(
            f"文字说“{written}”，而申报的{fact.zh}是 {right}。",
            f"The text says {written}, but declared {fact.en}: {fact.right}.",
        ),
        passage.place,
        written,
        right,
        say(f"把 {found}改为 {right}，或改正 {fact.path}。", f"Write {fact.right}, or correct {fact.path}."),
        (Note(say(f"{fact.zh}：{right}。", f"{fact.en}: {fact.right}."), context.place(fact.path)),),
    )
