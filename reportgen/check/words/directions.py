"""Words of direction in a reason (增加, 减少 …): signed amounts, and which way the reason concludes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache
from typing import Final, Literal, NamedTuple

from reportgen.check.words.clauses import KEPT, Clause, Subject, before, behind, clauses, is_own, names_nothing
from reportgen.check.words.numbers import MONEY_UNIT, NUMBER, WAN, decimal_of

Sign = Literal[1, 0, -1]

_UP = ["增加", "增长", "增多", "上升", "略增", "净增加", "净增", "微增", "递增"]
_DOWN = ["减少", "下降", "降低", "减低", "略减", "略降", "净减少", "净减", "递减", "负增长"]
_WEAK_UP = ["提高", "上涨", "上调", "调增", "调高", "扩大", "追加", "新增", "增大"]
_WEAK_DOWN = ["压减", "压缩", "削减", "缩减", "调减", "核减", "下调", "调低", "回落", "缩小"]
SIGNS: Final[dict[str, Sign]] = {**dict.fromkeys(_UP + _WEAK_UP, 1), **dict.fromkeys(_DOWN + _WEAK_DOWN, -1)}
"""Word → the sign of the change that it tells."""
WORD: Final = "|".join(sorted(SIGNS, key=len, reverse=True))
_STRONG = frozenset(_UP + _DOWN)
_WORD = re.compile(WORD)
_AMOUNT = re.compile(rf"({NUMBER})\s*({MONEY_UNIT})(?!\s*/|\s*每)")

_DOUBLE = re.compile(
    r"(?:不得不|不能不|不会不|不可能不|并非没有|并非未|不是没有|不可避免地?|无法避免地?|难以避免地?)[^0-9]{0,6}$"
)
_NEGATED = re.compile(
    r"((?:并没有|并未|没有|未能|没|未|不再|并非|不是|并不|无|零|不)(?:出现|发生|实现|任何|明显|大幅|较大|再|相应|继续)*)$"
)
_POLICY = re.compile(r"防止|避免|控制|严控|遏制|杜绝|力争|确保|不会$|不得$|不应$|不能$|禁止|原则上|要求")
_TAIL = re.compile(r"^(?:了|的|较多|较大|较快|明显|所致|等|原因|影响|因素|较上年|比上年)*")
_TO_A_LEVEL = re.compile(r"[到至为达]\s*$")
_PER_HEAD = re.compile(r"人均|每人|每年每|每套|每平方米|分别")
_ABOUT = re.compile(r"(?:约|近|超过?|不低于|不少于|不超过|至少|[0-9]\s*[-~～—–至到])\s*$")
_BOUND = re.compile(r"^\s*(?:以上|以下|以内|左右|多|余|[-~～—–至])")
_OBJECT_MONEY = re.compile(r"(?:支出|经费|预算|资金|收入|拨款|投入|安排|(?<![浪消免])费用?|补助|补贴|结转|开支)$")
_MONEY = re.compile(
    r"支出|经费|预算|资金|收入|拨款|投入|安排|(?<![浪消免])费|补助|(?<!亏损)补贴|结转|开支|金额|缴存|本科目|本项"
)
_MARKED = re.compile(r"因此|所以|从而|因而|相应|随之|总体|相抵|综上|合计|以上|总额|总量|预算数")
_CONCLUDES = re.compile(r"因此|所以|从而|因而|总体|相抵|综上|合计|以上各|总额|总量")
_DEGREE = re.compile(r"(基本|大致|大体|略有|稍有|略|稍|小幅|微幅|大幅度|大幅|显著|成倍)(?:地|的)?$")
_SAME = re.compile(r"持平|(?:没有|无|未发生|未有)(?:增减)?变化|(?:保持|维持)不变")
_RATE = re.compile(r"增幅|增速|涨幅|降幅|跌幅|增长率|下降率|幅度|增长速度")
_MEASURE = re.compile(
    r"(?:基数|比例|标准|费率|税率|单价|价格|占比|比重|人数|人员|编制|面积|数量|工资|任务量?)(?:总体|有所|均|也|较?大?幅)?$"
)
_CAUSE = re.compile(
    r"人员|人数|人次|批次|职工|教师|学生|工资|薪|基数|标准|比例|待遇|津贴|补贴|编制|任务|业务|工作量|项目|数量|面积|价格|单价|费率|车辆|规模|活动|"
    r"需求|对象|机构|职能"
)
_INVERSE = re.compile(r"退休|离职|调出|调离|减员|转出|划出|辞职|去世|死亡|报废|处置|空编|缺编|离岗")
_PAST = re.compile(r"^\s*(?:上一?年|去年|以前年度|(20[0-9]{2})\s*年)(?!.*[较比同与])")


class Amount(NamedTuple):
    """An amount typed into a text, in 万元, with its decimals as written and its sign where a direction word gives one."""

    value: Decimal
    decimals: int
    unit: str
    sign: Sign | None = None
    part: bool = False
    """A part of an amount before it (其中 …)."""
    written: str = ""
    """As it stands in the text, with its unit."""
    word: str = ""
    """The direction word that gives the sign."""
    before: str = ""
    """The clause up to the amount, from the amount before it on."""
    after: str = ""
    """The clause behind the amount."""

    @property
    def rough(self) -> bool:
        """Whether the text says about how much (约, 以上, 10 至 20)."""
        return _ABOUT.search(self.before) is not None or _BOUND.search(self.after) is not None

    @property
    def signed(self) -> Decimal:
        """The value with its sign; of an amount without direction the value."""
        return self.value * (self.sign or 1)


class Conclusion(NamedTuple):
    """Which way a reason concludes, and the word that says so as written."""

    sign: Sign
    word: str
    allowed: frozenset[int]
    """The signs of a change that it agrees with."""
    degree: str = ""
    """略有, 大幅, 基本 … before the word."""


class _Word(NamedTuple):
    sign: Sign
    word: str
    clause: Clause
    effect: bool
    concluding: bool
    amount: bool = False
    negated: bool = False
    degree: str = ""


@lru_cache(maxsize=KEPT)
def amounts(text: str) -> tuple[Amount, ...]:
    """The amounts of money in a text, rates a head (6 万元/人) left out."""
    found: list[Amount] = []
    sentence, part = -1, False
    for clause in clauses(text):
        part = "其中" in clause.text or (part and clause.sentence == sentence)
        sentence = clause.sentence
        found.extend(_clause_amounts(text, clause, part))
    return tuple(found)


def _clause_amounts(text: str, clause: Clause, part: bool) -> Iterator[Amount]:
    start = 0
    for match in _AMOUNT.finditer(clause.text):
        head = before(clause.text[start : match.start()], match.start() - start)
        word = _word_before(head)
        value, decimals = decimal_of(match[1])
        yield Amount(
            value * WAN[match[2]], decimals, match[2], SIGNS[word] if word else None, part,
            text[clause.start + match.start() : clause.start + match.end()], word, head, behind(clause.text, match.end()),
        )  # fmt: skip
        start = match.end()


def _word_before(text: str) -> str:
    """The direction word before an amount; empty before a level (减少到 62 万元) or a rate a head."""
    words = list(_WORD.finditer(text))
    if not words or _TO_A_LEVEL.search(text) or _PER_HEAD.search(text):
        return ""
    last = words[-1]
    head = text[: last.start()]
    return "" if (_NEGATED.search(head) and not _DOUBLE.search(head)) or _POLICY.search(head) else last[0]


@lru_cache(maxsize=KEPT)
def conclusion(text: str, year: int, subject: Subject | None = None) -> Conclusion | None:
    """Which way a reason concludes; None when it names no direction or balances several.

    Causes (人员减少) count only where no clause speaks of money; where clauses about money disagree, only a word that sums
    up (因此, 总体, 相抵 …) decides. Clauses about the year before ``year``, or about something else than ``subject``, tell
    nothing of the change. 持平 counts where its clause speaks of the subject; a negated word only where nothing else does.
    """
    words = _words(text, year, subject or Subject())
    told = [word for word in words if not word.negated]
    effects = [word for word in told if word.effect]
    decisive = effects or [word for word in words if word.negated] or told
    if not decisive:
        return None
    last = decisive[-1]
    if len({word.sign for word in decisive}) > 1 and (last.amount or not last.concluding):
        return None
    if last.negated:
        return Conclusion(0, last.word, frozenset({0, -last.sign}))
    hedged = last.sign == 0 and last.degree
    return Conclusion(last.sign, last.word, frozenset({-1, 0, 1} if hedged else {last.sign}), last.degree)


def _words(text: str, year: int, subject: Subject) -> list[_Word]:
    found: list[_Word] = []
    previous = ""
    for clause in clauses(text):
        summed = clause.text if clause.first else f"{previous} {clause.text}"
        concluding = _CONCLUDES.search(summed) is not None
        past = _PAST.search(clause.text)
        speaks = not (past and (past[1] is None or int(past[1]) < year))
        if speaks and (concluding or not subject.elsewhere(clause.text)):
            found.extend(_clause_words(clause, concluding, subject))
            found.extend(_unchanged(clause, previous, concluding, subject))
        previous = clause.text
    return found


def _clause_words(clause: Clause, concluding: bool, subject: Subject) -> Iterator[_Word]:
    text = clause.text
    money = _MONEY.search(text) is not None or _MARKED.search(text) is not None
    for match in _WORD.finditer(text):
        head = before(text, match.start())
        after = behind(text, match.end()).strip()
        rest = _TAIL.sub("", after).strip()
        amount = _AMOUNT.search(rest) is not None
        strong = match[0] in _STRONG
        ends = not rest or (strong and rest[0].isdigit() and not amount)
        outright = strong and clause.last and after[:1] != "的" and _OBJECT_MONEY.search(rest) is not None
        aimed = not strong and _OBJECT_MONEY.search(rest) is not None and is_own(rest, subject.own or "")
        tells = amount or ends or outright or aimed
        if not tells or _POLICY.search(head) or _RATE.search(head):
            continue
        effect = amount or (money and not aimed and _MEASURE.search(head.rstrip()) is None)
        negation = None if _DOUBLE.search(head) else _NEGATED.search(head)
        degree = _DEGREE.search(head)
        sign = SIGNS[match[0]]
        if negation is not None:
            if effect and strong and ends and is_own(head[: negation.start()], subject.own):
                yield _Word(sign, (negation[1] + match[0]).strip(), clause, True, concluding, negated=True)
        elif effect or _is_cause(head, match[0], subject):
            told = degree[1] if degree else ""
            yield _Word(sign, match[0], clause, effect, concluding, amount, degree=told)


def _is_cause(head: str, word: str, subject: Subject) -> bool:
    """Whether a clause that names no money can tell why money changed the same way."""
    if subject.own is not None and "退休" not in subject.own and _INVERSE.search(head):
        return False
    return word in _WEAK_DOWN or _CAUSE.search(head) is not None or is_own(head, subject.own)


def _unchanged(clause: Clause, previous: str, concluding: bool, subject: Subject) -> Iterator[_Word]:
    """持平 and the like, where the clause speaks of the subject itself."""
    match = _SAME.search(clause.text)
    if match is None:
        return
    head = before(clause.text, match.start())
    degree = _DEGREE.search(head)
    head = head[: degree.start()] if degree else head
    about = previous if names_nothing(head) and not clause.first else head
    if is_own(about, subject.own):
        yield _Word(0, match[0], clause, True, concluding, degree=degree[1] if degree else "")
