"""How a text is cut into sentences and clauses, and what a clause is about."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final, NamedTuple

from reportgen.check.words.numbers import Pattern, folded

KEPT: Final = 256
"""So many texts are kept as read: each rule asks for the same ones."""
WINDOW: Final = 80
"""So many characters beside a word are looked at."""
_CLAUSE_END = re.compile(
    r"[，,。；;：:！!？?、（）()\n]|导致|致使|使得|造成|引起|带动|使(?!用|命|馆|领)|但是|但|而且|同时"
)
_SENTENCE_END = frozenset("。；;\n")

_TIME = r"20[0-9]{2}\s*年(?:度)?(?:初|末|底)?|(?:上一?|去|本|今|当|两|近两)年(?:度)?(?:初|末|底)?|上年度?|年初|年末|年底|年度|以前年度"
_COMPARED = r"相比之下|相比|相较|相对于|对比|同比|环比|较|比|与|和|同期|同"
_GENERAL = (
    r"支出|预算数|预算|经费|资金|收入|拨款|补助|总额|总量|规模|安排数|安排|执行数|决算数|决算|金额|费用|费|款项|缴存|缴费|数额|"
    r"总数|数|额|(?:本|该|此|现)?科目|(?:本|该|此)项|各项|以上|上述|[一两二三四五六七八九]项|相抵后?|增减|合计|总计|共计|总体上?|整体|综上|"
    r"(?:我|本|全)?(?:部门|局|单位|厅|委|办|机关)|财政"
)
_LINKS = (
    r"因此|所以|从而|因而|相应地?|随之|故而|故|使|均|也|又|将|已|都|有所|略有|稍有|略|稍|小幅|大幅度?|大幅|明显|显著|微幅|逐年|相对|"
    r"实际|主要|原因|是由于|由于|由|因|是|的|了|呈现?|出现|为|在|并|再|则|就|年"
)
_MARKS = r"[一二三四五六七八九十]是|[\s“”\"《》0-9.'%]"
_EMPTY = re.compile(rf"{_TIME}|{_COMPARED}|{_GENERAL}|{_LINKS}|{_MARKS}")
_NO_NOUN = Pattern(rf"{_TIME}|{_COMPARED}|{_LINKS}|{_MARKS}")
_MEASURE = re.compile(r"基数|比例|标准|费率|税率|单价|价格|人数|人员|工资|编制|数量|面积|比重|幅度|增速|人均")


class Clause(NamedTuple):
    """A clause of a text: its folded text and where it starts, its sentence, and whether it ends that sentence."""

    text: str
    start: int
    sentence: int
    first: bool
    last: bool


class Subject(NamedTuple):
    """What a text explains: its own name (None where that is not known), and names that mean something else."""

    own: str | None = None
    others: tuple[str, ...] = ()

    def elsewhere(self, clause: str) -> bool:
        """Whether a clause names something else and not what the text explains."""
        return any(name in clause for name in self.others) and not (self.own and self.own in clause)


@lru_cache(maxsize=KEPT)
def clauses(text: str) -> tuple[Clause, ...]:
    """The clauses of a text that are not empty, in order."""
    return tuple(_clauses(folded(text)))


def _clauses(text: str) -> Iterator[Clause]:
    sentence, start, first = 0, 0, True
    pending: Clause | None = None
    for match in _CLAUSE_END.finditer(text):
        ends = match[0] in _SENTENCE_END
        part = text[start : match.start()]
        if part.strip():
            if pending is not None:
                yield pending
            pending, first = Clause(part, start, sentence, first, False), False
        if ends:
            if pending is not None:
                yield pending._replace(last=True)
                pending = None
            sentence, first = sentence + 1, True
        start = match.end()
    if text[start:].strip():
        if pending is not None:
            yield pending
        pending = Clause(text[start:], start, sentence, first, False)
    if pending is not None:
        yield pending._replace(last=True)


def before(text: str, end: int) -> str:
    """The words of a clause before a character of it, at most `WINDOW`: a clause may be endless."""
    return text[:end] if end <= WINDOW else f"…{text[end - WINDOW : end]}"


def behind(text: str, start: int) -> str:
    """The words of a clause from a character of it on, at most `WINDOW`."""
    return text[start:] if len(text) - start <= WINDOW else f"{text[start : start + WINDOW]}…"


def is_own(words: str, own: str | None) -> bool:
    """Whether the words before a verb say nothing but what the text explains: time, comparison, 支出, its own name."""
    said = words.replace(own, "") if own else words
    if _MEASURE.search(said):
        return False
    rest = _EMPTY.sub("", said)
    return not rest.strip("".join(own or "") + "员费用类款项")


def names_nothing(words: str) -> bool:
    """Whether words tell time and comparison alone (较上年): what they are about stands before them."""
    return not _NO_NOUN.compiled.sub("", words)
