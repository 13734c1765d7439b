"""Levels told in a reason (由 A 减少到 B, 上年安排 A) against both years (T06), and what is said to be gone or new (T04)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from reportgen.check.context import Context
from reportgen.check.registry import Finding, rule
from reportgen.check.words.clauses import Clause, clauses, is_own, names_nothing
from reportgen.check.words.directions import SIGNS, WORD, conclusion
from reportgen.check.words.numbers import MONEY_UNIT, NUMBER, PLACES, WAN, Pattern, at_places, decimal_of, folded
from reportgen.check.words.passages import Passage, passages
from reportgen.check.words.reasons import FEN_PER_WAN, Reason, all_reasons, page_figures, stem_notes
from reportgen.model.language import say
from reportgen.model.money import Money

_PAIR = Pattern(
    rf"[由从](?P<head>[^0-9，,。；;由从]{{0,14}})(?P<a>{NUMBER})\s*(?P<ua>{MONEY_UNIT})?[^0-9，,。；;]{{0,10}}?"
    rf"(?P<word>{WORD})了?[到至为][^0-9，,。；;]{{0,8}}(?P<b>{NUMBER})\s*(?P<ub>{MONEY_UNIT})(?!\s*/|\s*每)"
    rf"(?:[，,]\s*(?:净|共|合计)?(?P<word2>{WORD})了?\s*(?P<c>{NUMBER})\s*(?P<uc>{MONEY_UNIT}))?"
)
_CLAIM = Pattern(
    rf"(?P<year>上年|去年|本年|今年|20[0-9]{{2}}\s*年)度?(?P<mid>[^0-9，,。；;]{{0,24}}?)(?P<number>{NUMBER})\s*(?P<unit>{MONEY_UNIT})"
    r"(?!\s*/|\s*每)(?P<after>[^，,。；;）)]?)"
)
_COUNT_PAIR = Pattern(
    rf"[由从][^0-9，,。；;由从]{{0,14}}(?P<a>{NUMBER})\s*(?P<ua>[人名个家户辆台套件所场次部栋间])[^0-9，,。；;]{{0,10}}?"
    rf"(?P<word>{WORD})了?[到至为][^0-9，,。；;]{{0,8}}(?P<b>{NUMBER})\s*(?P<ub>[人名个家户辆台套件所场次部栋间])"
)
_LEVEL = re.compile(r"安排|预算|编列|列支|下达|批复")
_CHANGE = Pattern(rf"{WORD}|较|比|多|少|超|其中|结转")
_PER_HEAD = re.compile(r"人均|每[人户平次辆台月]|单价|标准")
_GONE = re.compile(
    r"不再安排|未安排|没有安排|不安排|未再安排|没有预算|无预算安排|未编列|不再编列|不再列支|无此项|没有此项"
)
_FIRST = re.compile(
    r"首次(?:安排|编列|列示|纳入预算)|(?:本科目|该科目|本项)(?:为|是|属)?(?:本年|今年)?新增(?:科目|项目)?$"
)
_NEW = re.compile(r"新增|新设|首次|另行安排|改由|转入|划入")
_ELSEWHERE = re.compile(r"表|科目余额|其他科目|原科目|在[^，。]{0,12}科目")


@rule("T06", "warning", "文字里写的两年数与上年、本年预算数一致", "levels told in a reason are those of the two years")
def levels(context: Context) -> Iterator[Finding]:
    """由 A 减少到 B goes down, and by C where that is told; of the item itself A is last year's budget and B this year's.
    Of counts (由 560 人增加到 620 人) the direction is compared.

    上年安排 A is last year's budget where the clause says nothing else (no part, no 用于); nowhere is it this year's.

    Basis: 规则 2：增减额 = 本年预算数 − 上年预算数；规则 25 | rule 2: change = this year's budget − last year's; rule 25
    Help: 核对两年的数和方向 | check both amounts and the direction
    Wrong: 由 300 万元减少到 226 万元，减少 38 万元 | from 300 down to 226, by 38
    Right: 由 300 万元减少到 262 万元，减少 38 万元
    """
    for passage in passages(context):
        yield from level_findings(context, passage)


def level_findings(context: Context, passage: Passage) -> Iterator[Finding]:
    """What T06 finds in one text."""
    text = folded(passage.text)
    for match in _COUNT_PAIR.compiled.finditer(text) if "由" in text or "从" in text else ():
        yield from _count_pair(passage, match)
    if "元" not in passage.text:
        return
    for match in _PAIR.compiled.finditer(text) if "由" in text or "从" in text else ():
        if not _PER_HEAD.search(match["head"]):
            yield from _pair(context, passage, match)
    if passage.kind == "reason" and "年" in text:
        for match in _CLAIM.compiled.finditer(text):
            yield from _claim(context, passage, match)


def _wan(digits: str, unit: str) -> tuple[Decimal, int]:
    value, decimals = decimal_of(digits)
    return value * WAN[unit], decimals + PLACES[unit]


def _pair(context: Context, passage: Passage, match: re.Match[str]) -> Iterator[Finding]:
    unit = match["ua"] or match["ub"]
    (before, before_places), (now, now_places) = _wan(match["a"], unit), _wan(match["b"], match["ub"])
    told, sign = match["word"], (now > before) - (now < before)
    written = passage.text[match.start("a") : match.end("ub")]
    notes = stem_notes(context, passage.stems)
    if sign * SIGNS[told] <= 0:
        right = {1: "增加", 0: "持平", -1: "减少"}[sign]
        yield Finding(
            say(
                f"“{written}”的方向与两个数不符，应为{right}。",
                f"{written}: by its two amounts the direction is {right}.",
            ),
            passage.place,
            told,
            right,
            say(
                f"把“{told}”改为“{right}”，或核对两个数。", f"Write {right} in place of {told}, or check both amounts."
            ),
            notes,
        )
    elif match["c"] and _wan(match["c"], match["uc"])[0] != abs(now - before):
        gap = f"{abs(now - before).normalize():,f} 万元"
        value = passage.text[match.start("c") : match.end("uc")]
        yield Finding(
            say(f"“{written}”相差 {gap}，文字却写 {value}。", f"{written} differ by {gap}, but the text says {value}."),
            passage.place,
            value,
            gap,
            say(f"把“{value}”改为“{gap}”，或核对两个数。", f"Write {gap} in place of {value}, or check both amounts."),
            notes,
        )
    elif passage.kind == "reason" and not passage.subject.elsewhere(match["head"]):
        first = passage.text[match.start("a") : match.end("ua" if match["ua"] else "a")]
        second = passage.text[match.start("b") : match.end("ub")]
        yield from _own_pair(context, passage, (before, before_places, first), (now, now_places, second))


def _count_pair(passage: Passage, match: re.Match[str]) -> Iterator[Finding]:
    """由 650 人增加到 620 人: the direction of two counts."""
    before, now = decimal_of(match["a"])[0], decimal_of(match["b"])[0]
    sign = (now > before) - (now < before)
    if match["ua"] != match["ub"] or sign * SIGNS[match["word"]] > 0:
        return
    written = passage.text[match.start("a") : match.end("ub")]
    right = {1: "增加", 0: "持平", -1: "减少"}[sign]
    yield Finding(
        say(
            f"“{written}”的方向与两个数不符，应为{right}。", f"{written}: by its two numbers the direction is {right}."
        ),
        passage.place,
        match["word"],
        right,
        say(
            f"把“{match['word']}”改为“{right}”，或核对两个数。",
            f"Write {right} in place of {match['word']}, or check both.",
        ),
    )


def _own_pair(
    context: Context, passage: Passage, before: tuple[Decimal, int, str], now: tuple[Decimal, int, str]
) -> Iterator[Finding]:
    """One of both amounts is the item's own: then the other must be, too."""
    for stem in passage.stems:
        keys = f"{stem}/prior", f"{stem}/amount"
        fits = [_equals(context, key, told[0], told[1]) for key, told in zip(keys, (before, now), strict=True)]
        if fits[0] != fits[1]:
            odd, key, year = (now, keys[1], context.year) if fits[0] else (before, keys[0], context.year - 1)
            yield _level(context, passage, stem, odd[2], key, year)
            return


def _level(context: Context, passage: Passage, stem: str, written: str, key: str, year: int) -> Finding:
    right = f"{Money(context.fen(key) or 0).text()} 万元"
    return Finding(
        say(
            f"文字写的 {year} 年数是 {written}，而 {year} 年预算数为 {right}。",
            f"The text has {written} for {year}, but the budget of {year} is {right}.",
        ),
        passage.place,
        written,
        right,
        say(f"把“{written}”改为“{right}”，或核实后改写。", f"Write {right} in place of {written}, or verify it."),
        stem_notes(context, (stem,)),
        figures=page_figures(context, (stem,), "amount", "change"),
    )


def _equals(context: Context, key: str, value: Decimal, places: int) -> bool:
    fen = context.fen(key)
    return fen is not None and at_places(Fraction(fen, FEN_PER_WAN), places) == at_places(Fraction(value), places)


def _claim(context: Context, passage: Passage, match: re.Match[str]) -> Iterator[Finding]:
    """A level told of one year: of the item itself it is that year's budget; of a part it is not the other year's."""
    middle = match["mid"]
    if not _LEVEL.search(middle) or _CHANGE.compiled.search(middle) or _PER_HEAD.search(middle):
        return
    told = _year(match["year"], context.year)
    if told not in (context.year, context.year - 1) or passage.subject.elsewhere(middle):
        return
    if _of_project(context, passage, match.start()):
        return
    value, places = _wan(match["number"], match["unit"])
    claimed, other = ("amount", "prior") if told == context.year else ("prior", "amount")
    whole = is_own(middle, passage.subject.own) and not match["after"]
    if any(_equals(context, f"{stem}/{claimed}", value, places) for stem in passage.stems):
        return
    for stem in passage.stems:
        if whole or _equals(context, f"{stem}/{other}", value, places):
            written = passage.text[match.start("number") : match.end("unit")]
            yield _level(context, passage, stem, written, f"{stem}/{claimed}", told)
            return


def _of_project(context: Context, passage: Passage, start: int) -> bool:
    """Whether the sentence up to a level speaks of a project that is only a part of the item: the level is the project's."""
    sentence = re.split("[。；;]", passage.text[:start])[-1]
    for project in context.declaration.projects:
        if len(project.name) < 4 or project.name not in sentence or not passage.path.endswith(f".{project.function}"):
            continue
        if context.fen(f"project/{project.id}/amount") not in (context.fen(f"{stem}/amount") for stem in passage.stems):
            return True
    return False


def _year(word: str, year: int) -> int:
    if word[0] == "2":
        return int(word[:4])
    return year if word in ("本年", "今年") else year - 1


@rule(
    "T04",
    "warning",
    "“不再安排”“上年没有安排”等说法与金额相符",
    "what is said to be gone or new has no money in that year",
)
def gone_or_new(context: Context) -> Iterator[Finding]:
    """本科目不再安排 needs no money this year, 上年本科目没有安排 and 首次安排 none last year.

    A reason that names nothing but something 不再安排 (of whatever part) does not explain an increase. A clause about a
    part (某项目不再安排) beside other causes, and one about another code, is passed over.

    Basis: 规则 2、4：本年为零是下降 100.00%，上年为零是增长 100.00% | rules 2 and 4: nothing now is −100 %, nothing before +100 %
    Help: 核对该年的金额，改写原因 | check the amount of that year and rewrite the reason
    Wrong: 2024 年本科目不再安排支出（本年预算数 20.00 万元） | 2024 年本科目不再安排支出, while 20.00 is budgeted
    Right: 2024 年本科目安排减少
    """
    for reason in all_reasons(context):
        before = ""
        for clause in clauses(reason.text):
            yield from _event(context, reason, clause, before)
            before = clause.text
        yield from _only_gone(context, reason)


def _event(context: Context, reason: Reason, clause: Clause, before: str) -> Iterator[Finding]:
    match = _GONE.search(clause.text) or _FIRST.search(clause.text)
    if match is None or _ELSEWHERE.search(clause.text):
        return
    rest = clause.text[: match.start()] + " " + clause.text[match.end() :]
    about = before if names_nothing(rest) and not clause.first else rest
    if not is_own(about, reason.subject.own) or reason.subject.elsewhere(clause.text):
        return
    past = re.search(rf"上年|去年|{context.year - 1}\s*年", rest) is not None or _FIRST.search(clause.text) is not None
    now = re.search(rf"本年|今年|{context.year}\s*年|不再", clause.text) is not None
    measure = "prior" if past and not (now and not _FIRST.search(clause.text)) else "amount" if now else None
    if measure is None or not reason.stems:
        return
    amounts = [context.fen(f"{stem}/{measure}") for stem in reason.stems]
    if all(amounts):
        year = context.year if measure == "amount" else context.year - 1
        money = f"{Money(amounts[0] or 0).text()} 万元"
        yield Finding(
            say(
                f"原因说“{clause.text.strip()}”，而 {year} 年预算数为 {money}。",
                f"The reason says {clause.text.strip()}, but the budget of {year} is {money}.",
            ),
            reason.place,
            match[0],
            money,
            notes=stem_notes(context, reason.stems[:1]),
            figures=page_figures(context, reason.stems[:1], "amount", "change"),
        )


def _only_gone(context: Context, reason: Reason) -> Iterator[Finding]:
    """不再安排 is all that the reason tells, and the money did not fall."""
    match = re.search(r"不再安排|未再安排", reason.text)
    if match is None or _NEW.search(reason.text) or not all(change > 0 for change in reason.changes):
        return
    told = conclusion(reason.text, context.year, reason.subject)
    if told is None and not re.search(WORD, reason.text) and reason.text.count("安排") == 1:
        change = f"增加 {Money(reason.changes[0]).text()} 万元"
        yield Finding(
            say(
                f"原因只说“{match[0]}”，而变化额是：{change}。",
                f"All the reason tells is {match[0]}, but the change is: {change}.",
            ),
            reason.place,
            match[0],
            change,
            notes=stem_notes(context, reason.stems[:1]),
            figures=page_figures(context, reason.stems[:1], "change"),
        )
