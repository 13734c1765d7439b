"""Words of direction in a reason (增加, 减少 …): signed amounts, and which way the reason concludes."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Literal, NamedTuple

Sign = Literal[1, -1]

_UP = ["增加", "增长", "增多", "上升", "略增", "净增", "微增", "递增"]
_DOWN = ["减少", "下降", "降低", "减低", "略减", "略降", "净减", "递减"]
_WEAK_UP = ["提高", "上涨", "上调", "调增", "调高", "扩大", "追加", "新增", "增大"]
_WEAK_DOWN = ["压减", "压缩", "削减", "缩减", "调减", "核减", "下调", "调低", "回落", "缩小"]
_SIGNS: dict[str, Sign] = {**dict.fromkeys(_UP + _WEAK_UP, 1), **dict.fromkeys(_DOWN + _WEAK_DOWN, -1)}
_STRONG = frozenset(_UP + _DOWN)
_WORD = re.compile("|".join(sorted(_SIGNS, key=len, reverse=True)))

_FOLDED = str.maketrans("０１２３４５６７８９．％", "0123456789.%")
_THOUSANDS = re.compile(r"(?<=[0-9])[,，](?=[0-9]{3}(?:[^0-9]|$))")
_AMOUNT = re.compile(r"([0-9]+(?:\.[0-9]+)?)\s*(万元|亿元|元)(?!\s*/|\s*每)")
_UNITS = {"万元": Decimal(1), "亿元": Decimal(10_000), "元": Decimal(1) / 10_000}
_CLAUSE_END = re.compile(r"[，,。；;：:！!？?、（）()\n]|导致|致使|使得|造成|引起|带动|使(?!用|命|馆|领)|但|而且|同时")
_SENTENCE_END = re.compile(r"[。；;\n]")

_NEGATED = re.compile(r"(?:不再|不会|不|未|没有|无|零)$|防止|避免|控制|严控|遏制")
_TAIL = re.compile(r"^(?:了|的|较多|较大|较快|明显|所致|等|原因|影响|因素|较上年|比上年)*")
_TO_A_LEVEL = re.compile(r"[到至为达]\s*$")
_PER_HEAD = re.compile(r"人均|每人|每年每|每套|每平方米|分别")
_OBJECT_MONEY = re.compile(r"(?:支出|经费|预算|资金|收入|拨款|投入|安排|(?<![浪消免])费用?|补助|结转|开支)$")
_MONEY = re.compile(r"支出|经费|预算|资金|收入|拨款|投入|安排|(?<![浪消免])费|补助|结转|开支|金额|缴存|本科目|本项")
_MARKED = re.compile(r"因此|所以|从而|因而|相应|随之|总体|相抵|综上|合计|以上|总额|总量|预算数")
_CONCLUDES = re.compile(r"因此|所以|从而|因而|总体|相抵|综上|合计|以上各|总额|总量")
_SAME = re.compile(r"(?<!基本)(?<!大致)(?<!大体)持平")


class Amount(NamedTuple):
    """An amount typed into a text, in 万元, with its decimals as written and its sign where a direction word gives one."""

    value: Decimal
    decimals: int
    unit: str
    sign: Sign | None = None
    part: bool = False
    """A part of an amount before it (其中 …)."""

    @property
    def signed(self) -> Decimal:
        """The value with its sign; of an amount without direction the value."""
        return self.value * (self.sign or 1)


class _Word(NamedTuple):
    word: str
    sign: Sign
    clause: str
    sentence: str
    amount: bool


def plain(text: str) -> str:
    """Digits folded to plain ones and thousands separators taken out."""
    return _THOUSANDS.sub("", text.translate(_FOLDED))


def amounts(text: str) -> list[Amount]:
    """The amounts of money in a text, rates a head (6 万元/人) left out."""
    found: list[Amount] = []
    for sentence in _SENTENCE_END.split(plain(text)):
        part = False
        for clause in _CLAUSE_END.split(sentence):
            part = part or "其中" in clause
            found.extend(_clause_amounts(clause, part))
    return found


def _clause_amounts(clause: str, part: bool) -> list[Amount]:
    found, start = [], 0
    for match in _AMOUNT.finditer(clause):
        sign = _sign_before(clause[start : match.start()])
        decimals = len(match[1].partition(".")[2])
        found.append(Amount(Decimal(match[1]) * _UNITS[match[2]], decimals, match[2], sign, part))
        start = match.end()
    return found


def _sign_before(text: str) -> Sign | None:
    """The sign that the words before an amount give it; none for a level (减少到 62 万元) or a rate a head."""
    words = list(_WORD.finditer(text))
    if not words or _TO_A_LEVEL.search(text) or _PER_HEAD.search(text):
        return None
    last = words[-1]
    return None if _NEGATED.search(text[: last.start()]) else _SIGNS[last[0]]


def conclusion(text: str, year: int) -> tuple[Sign, str] | None:
    """Which way a reason concludes, and the word that says so; None when it names no direction or balances several.

    Causes (人员减少) count only where no clause speaks of money; where clauses about money disagree, only a word that sums
    up (因此, 总体, 相抵 …) decides. Clauses about the year before ``year`` tell nothing of the change.
    """
    words = _words(text, year)
    effects = [word for word in words if word.amount or _MONEY.search(word.clause) or _MARKED.search(word.clause)]
    decisive = effects or words
    if not decisive:
        return None
    last = decisive[-1]
    if len({word.sign for word in decisive}) == 1 or (not last.amount and _CONCLUDES.search(last.sentence)):
        return last.sign, last.word
    return None


def says_unchanged(text: str) -> bool:
    """Whether a reason says 持平 and names no direction besides."""
    return _SAME.search(text) is not None and _WORD.search(text) is None


def _words(text: str, year: int) -> list[_Word]:
    past = re.compile(rf"^\s*(?:上年|去年|上一年|以前年度|{year - 1}\s*年)(?!.*[较比同])")
    found: list[_Word] = []
    for sentence in _SENTENCE_END.split(plain(text)):
        clauses = _CLAUSE_END.split(sentence)
        for index, clause in enumerate(clauses):
            if past.search(clause):
                continue
            final = index == len(clauses) - 1
            summed = "".join(clauses[max(0, index - 1) : index + 1])
            found.extend(_clause_words(clause, summed, final))
    return found


def _clause_words(clause: str, sentence: str, final: bool) -> list[_Word]:
    found = []
    for match in _WORD.finditer(clause):
        if _NEGATED.search(clause[: match.start()]):
            continue
        after = clause[match.end() :].strip()
        rest = _TAIL.sub("", after).strip()
        amount = _AMOUNT.search(rest) is not None
        strong = match[0] in _STRONG
        ends = not rest or (strong and rest[0].isdigit() and not amount)
        if amount or ends or (strong and final and after[0] != "的" and _OBJECT_MONEY.search(rest)):
            found.append(_Word(match[0], _SIGNS[match[0]], clause, sentence, amount))
    return found
