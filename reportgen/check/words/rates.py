"""Rates typed into prose, of growth and of shares, against the rates of what the text is about (T01)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from functools import cached_property
from typing import Final, NamedTuple

from reportgen.check.context import Context
from reportgen.check.registry import Finding, rule
from reportgen.check.words.clauses import Clause, before, clauses, is_own, names_nothing
from reportgen.check.words.directions import SIGNS, WORD
from reportgen.check.words.numbers import NUMBER, Pattern, at_places, decimal_of
from reportgen.check.words.passages import Passage, passages
from reportgen.check.words.reasons import page_figures, stem_notes
from reportgen.model.figure import Figure
from reportgen.model.language import say
from reportgen.model.money import decimal_text

_GROWTH = Pattern(rf"({WORD})了?(?:幅度)?(?:为|达到?)?\s*({NUMBER})\s*%(?!\s*(?:以上|以下|以内|左右))")
_SHARE = Pattern(rf"占(?:比)?(?P<whole>[^0-9%占]{{0,16}})(?P<number>{NUMBER})\s*%(?!\s*(?:以上|以下|以内|左右))")
_ABOUT = re.compile(r"约|近|超|不低于|不少于|不超过|至少|高于|低于|大于|小于")
TOTALS: Final = (
    "income/total/amount", "expenditure/total/amount", "fiscal/total/amount", "appropriation/total/amount",
    "expenditure/basic/amount", "expenditure/project/amount", "appropriation/basic/amount", "appropriation/project/amount",
)  # fmt: skip
"""What a share can be a share of, besides what the report prints."""


class _Rate(NamedTuple):
    """A rate in a text: whether of a share or of growth (with its sign), and how it is written."""

    share: bool
    value: Fraction
    decimals: int
    written: str
    sign: int


class _Printed:
    """The rates that the report prints: as hundredths of a percent and exact."""

    def __init__(self, context: Context) -> None:
        self._figures = context.disclosure.figures

    @cached_property
    def growth(self) -> list[Figure]:
        """Every growth rate."""
        return [figure for key, figure in self._figures.items() if key.endswith("/growth")]

    @cached_property
    def share(self) -> list[Figure]:
        """Every share."""
        return [figure for key, figure in self._figures.items() if key.endswith("/share")]


@rule(
    "T01",
    "warning",
    "文字里写的增减率、占比与计算的一致",
    "a rate of growth or a share typed into prose equals the computed one",
)
def rates(context: Context) -> Iterator[Finding]:
    """A per cent behind 增长, 下降, 增加, 减少 … or 占, told of the very item, equals its rate at the decimals written.

    Judged only where the words before it say nothing but the item: time, comparison, 支出, 预算数, the item's own name. So
    rates of policies (缴费比例提高到 16%), prices, heads, satisfaction or of parts (差旅费增长 12%) are passed over, as are
    约, 以上 and 百分点. A share may be one of any total of the report; a growth with two decimals may be another item's.

    Basis: 规则 2、3：增减率和占比由未取整的数算出 | rules 2 and 3: rates follow from exact amounts
    Help: 改为计算出的比率，或用 {{ growth("…") }}、{{ share("…") }} 引用
        | write the computed rate, or cite it with {{ growth("…") }} or {{ share("…") }}
    Wrong: 缴费支出较上年增长 11.32%（计算为 11.23%） | 缴费支出较上年增长 11.32%, computed: 11.23 %
    Right: 缴费支出较上年增长 11.23%
    """
    printed = _Printed(context)
    for passage in passages(context):
        if "%" not in passage.text and "％" not in passage.text:
            continue
        for rate in _rates(passage):
            finding = _compare(context, passage, rate, printed)
            if finding is not None:
                yield finding


def _rates(passage: Passage) -> Iterator[_Rate]:
    """The rates that a text tells of its own subject."""
    last: Clause | None = None
    for clause in clauses(passage.text):
        previous = last.text if last is not None and not clause.first else ""
        for match in _GROWTH.compiled.finditer(clause.text):
            head = before(clause.text, match.start())
            if _is_about(head, previous, passage) and not _ABOUT.search(head):
                yield _rate(passage, clause, match, match[2], SIGNS[match[1]])
        for match in _SHARE.compiled.finditer(clause.text):
            head = before(clause.text, match.start())
            if _is_about(head, previous, passage) and not _ABOUT.search(head + match["whole"]):
                yield _rate(passage, clause, match, match["number"], 0)
        last = clause


def _rate(passage: Passage, clause: Clause, match: re.Match[str], digits: str, sign: int) -> _Rate:
    value, decimals = decimal_of(digits)
    written = passage.text[clause.start + match.start() : clause.start + match.end()]
    return _Rate(sign == 0, Fraction(value), decimals, written, sign)


def _is_about(head: str, previous: str, passage: Passage) -> bool:
    """Whether the words before a rate speak of the item itself; without a word of comparison the clause before does."""
    own = passage.subject.own
    if passage.subject.elsewhere(head) or not is_own(head, own):
        return False
    bare = names_nothing(head)
    return not bare or passage.kind in ("use", "carryover") or is_own(previous, own)


def _compare(context: Context, passage: Passage, rate: _Rate, printed: _Printed) -> Finding | None:
    measure = "share" if rate.share else "growth"
    own = [f for stem in passage.stems if (f := context.figure(f"{stem}/{measure}")) is not None]
    if rate.share:
        candidates = [*_exact(own), *_exact(printed.share), *_parts(context, passage)]
    else:
        candidates = [*_exact(own), *(_exact(printed.growth) if rate.decimals > 1 else [])]
    if not candidates or (not own and not rate.share):
        return None
    scaled = at_places(rate.value, rate.decimals)
    if any(at_places(abs(value) * 100, rate.decimals) == scaled for value in candidates):
        return None
    if rate.decimals == 2 and rate.share and any(figure.text() == rate.written for figure in own):
        return None
    right = _text(own[0], rate) if own else None
    word = rate.written
    return Finding(
        say(
            f"文字里的“{word}”与计算的比率不符" + (f"，应为 {right}。" if right else "。"),
            f"{word} in this text is not the computed rate" + (f", which is {right}." if right else "."),
        ),
        passage.place,
        word,
        right,
        say(f"把“{word}”里的数改为 {right}，或核实后改写。", f"Write {right} there, or verify it.") if right else None,
        stem_notes(context, passage.stems, "prior", "amount", measure),
        figures=page_figures(context, passage.stems, measure),
    )


def _exact(figures: list[Figure]) -> Iterator[Fraction]:
    """The exact ratios, and those printed where a share was balanced (rule 3)."""
    for figure in figures:
        if isinstance(figure.value, Fraction | int):
            yield Fraction(figure.value)
            if figure.hundredths is not None:
                yield Fraction(figure.hundredths, 10_000)


def _parts(context: Context, passage: Passage) -> Iterator[Fraction]:
    """The passage's own amounts as parts of the totals."""
    for total in (context.fen(key) for key in TOTALS):
        for stem in passage.stems if total else ():
            for measure in ("amount", "total"):
                part = context.fen(f"{stem}/{measure}")
                if part is not None and total:
                    yield Fraction(part, total)


def _text(figure: Figure, rate: _Rate) -> str:
    value = abs(Fraction(figure.value)) if isinstance(figure.value, Fraction | int) else Fraction(0)
    if rate.decimals == 2:
        return f"{figure.text()}%"
    return f"{decimal_text(at_places(value * 100, rate.decimals), rate.decimals)}%"
