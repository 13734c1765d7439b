"""Punctuation (E64 and others): half-width marks in Chinese text, doubled marks, marks that do not pair, closing marks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from reportgen.check.context import Context
from reportgen.check.form.passages import END, HIDDEN, Hit, Passage, findings, has_han, is_han, passages
from reportgen.check.registry import Finding, rule
from reportgen.check.texts import Text

FULL: Final = str.maketrans(",;:?!.", "，；：？！。")
_CLOSING: Final = "”’）》】〕" + HIDDEN
_OPENING: Final = "“‘（《【〔\n" + HIDDEN + END
_MARK: Final = re.compile("[,;:?!] *|[.]")
_BRACKETS: Final = re.compile(rf"(?:\([^()（）{END}\n]{{1,80}}[)）]|（[^()（）{END}\n]{{1,80}}\))(?![=+\-*/×÷])")
_OPERATORS: Final = frozenset("=+-*/×÷<>≥≤")
_QUOTES: Final = re.compile(rf"[\"“][^\"“”{END}\n]{{1,60}}\"|\"[^\"“”{END}\n]{{1,60}}”")
_FORMULA: Final = re.compile(r"[=+*/×÷]")
_UNIT: Final = 8
"""A bracket of no more characters at the end of an indicator's name holds its unit: (家), (万元/人)."""

_DOUBLED: Final = re.compile(r"[，、；：。！？]{2,}")
_ONE: Final = {"，。": "。", "、。": "。", "；。": "。", "：。": "。", "，；": "；", "、；": "；", "、，": "，"}
_EMPHASIS: Final = frozenset({"？！", "！？", "！！", "！！！", "？？"})
_PAIRS: Final = {
    "）": "（",
    ")": "(",
    "》": "《",
    "】": "【",
    "〕": "〔",
    "”": "“",
    "〉": "〈",
    "」": "「",
    "』": "『",
    "]": "[",
}
_SAME: Final = {"(": "（", ")": "）"}
_PAIRED: Final = re.compile(f"[{re.escape(''.join(_PAIRS) + ''.join(_PAIRS.values()))}{END}]")
_ORDINAL: Final = re.compile(r"(?:^|[\s。；：，、（(])[0-9A-Za-z一二三四五六七八九十]{1,3}$")
_SENTENCES: Final = re.compile(
    r"^(?:department\.functions\[\d+\]|projects\[\d+\]\.(?:basis|goal|allocation|subsidy\.benefit)|performance\.goal|glossary\..+)$"
)
"""Texts that the report prints as they are, without a 。 of its own."""


@rule(
    "E64",
    "warning",
    "中文文字用全角标点，句末有句号",
    "Chinese text has full-width punctuation, and its sentences end in 。",
)
def punctuation(context: Context) -> Iterator[Finding]:
    """E64: half-width commas and brackets, a missing 。 at the end. Looked at: , ; : ? ! and brackets and straight quotes
    beside Chinese characters, and the end of texts of several clauses that the report prints as they are. Decimal points,
    times, formulas, English, units in brackets at the end of an indicator's name are left alone.

    Basis: 《标点符号用法》（GB/T 15834） | GB/T 15834, use of punctuation
    Help: 改成全角标点，句末加句号；check --fix 可以自动改 | Use full-width punctuation and end in 。; `check --fix` does it
    Wrong: 满足各单位(含派驻机构)办公需要,保障有力
    Right: 满足各单位（含派驻机构）办公需要，保障有力。
    """
    known = passages(context)
    for hit in known.find(_MARK):
        if _among_han(hit.before, hit.behind, stop=hit.found == "."):
            yield from _told(hit, hit.found.strip().translate(FULL))
    for hit in known.find(_BRACKETS):
        inside = hit.match[0][1:-1]
        formula = hit.passage.plain[hit.start - 1 : hit.start] in _OPERATORS or _FORMULA.search(inside)
        if has_han(hit.found) and not formula and not _is_unit(hit):
            yield from _told(hit, f"（{hit.found[1:-1]}）")
    for hit in known.find(_QUOTES):
        if has_han(hit.found):
            yield from _told(hit, f"“{hit.found[1:-1]}”")
    for passage in known.all:
        ends = tuple(t for t in passage.where if _SENTENCES.match(t.path)) if _unfinished(passage.plain) else ()
        if ends:
            yield from _without_stop(passage, ends)


def _among_han(before: str, behind: str, stop: bool) -> bool:
    """Whether a mark between these characters belongs to Chinese text; a ``stop`` may be a decimal point or English."""
    after_han = is_han(before) or before in _CLOSING
    if stop or (after_han and not (behind.isascii() and behind.isalnum())):
        return after_han and (is_han(behind) or behind in _OPENING) and (before != HIDDEN or not stop)
    if after_han:
        return True
    return (before in "%％)" or (before.isascii() and before.isalnum())) and (is_han(behind) or behind in "“《（")


def _told(hit: Hit, right: str) -> Iterator[Finding]:
    zh, en = f"“{{}}”里的“{hit.found}”应为“{right}”。", f"“{hit.found}” in “{{}}” should be “{right}”."
    return findings(hit.passage, hit.start, hit.found, right, zh, en)


def _is_unit(hit: Hit) -> bool:
    passage = hit.passage
    in_cell = all(text.field == "level3" for text in passage.where)
    return in_cell and hit.end == len(passage.plain) and hit.end - hit.start <= _UNIT + 2


def _unfinished(plain: str) -> bool:
    """Whether a text of several clauses ends in a word, not in a mark."""
    return any(mark in plain for mark in "，。；") and (plain[-1].isalnum() or plain[-1] in "”）》%" + HIDDEN)


def _without_stop(passage: Passage, ends: tuple[Text, ...]) -> Iterator[Finding]:
    if passage.plain.endswith("。”"):
        return
    last = passage.text[-1]
    passage = passage._replace(where=ends)
    yield from findings(
        passage, len(passage.text) - 1, last, f"{last}。", "“{}”：句末缺句号。", "“{}”: the closing 。 is missing.",
        fix=passage.plain[-1] != HIDDEN or last == "》",
    )  # fmt: skip


@rule("F01", "warning", "标点没有连用", "no two marks stand together")
def doubled_marks(context: Context) -> Iterator[Finding]:
    """Two marks of punctuation together: 。。, ，，, ；。 and the like are left behind when a text is cut and joined.

    Basis: 《标点符号用法》（GB/T 15834） | GB/T 15834, use of punctuation
    Help: 只留一个标点；check --fix 可以自动改能确定的 | Keep one of them; `check --fix` does it where it is sure
    Wrong: 保障机关正常运转，。
    Right: 保障机关正常运转。
    """
    for hit in passages(context).find(_DOUBLED):
        found = hit.found
        if found in _EMPHASIS:
            continue
        right = found[0] if len(set(found)) == 1 and len(found) < 3 else _ONE.get(found)
        zh, en = f"“{{}}”里的标点“{found}”连用。", f"The marks {found} stand together in “{{}}”."
        yield from findings(hit.passage, hit.start, found, right, zh, en)


@rule("F02", "warning", "括号、引号、书名号成对", "brackets, quotation marks and title marks come in pairs")
def pairs(context: Context) -> Iterator[Finding]:
    """A bracket, quotation mark or title mark that opens and does not close, or the reverse. The bracket behind an ordinal,
    as in 1）, opens nowhere.

    Basis: 《标点符号用法》（GB/T 15834） | GB/T 15834, use of punctuation
    Help: 补上缺的一半，或删去多的一半 | Add the other half, or delete this one
    Wrong: 《机关事务管理条例
    Right: 《机关事务管理条例》
    """
    known = passages(context)
    opened: list[tuple[str, int]] = []
    for match in _PAIRED.finditer(known.plain):
        mark = match[0]
        if mark == END:
            for left, position in opened:
                yield from _unpaired(*known.at(position), left)
            opened.clear()
        elif mark in _PAIRS:
            if opened and _SAME.get(opened[-1][0], opened[-1][0]) == _SAME.get(_PAIRS[mark], _PAIRS[mark]):
                opened.pop()
            elif not (mark in "）)" and _ORDINAL.search(known.plain[max(0, match.start() - 5) : match.start()])):
                yield from _unpaired(*known.at(match.start()), mark)
        else:
            opened.append((mark, match.start()))


def _unpaired(passage: Passage, start: int, mark: str) -> Iterator[Finding]:
    zh, en = f"“{{}}”里的“{mark}”不成对。", f"“{mark}” in “{{}}” has no other half."
    return findings(passage, start, mark, None, zh, en)


_ORDINAL_STOP: Final = re.compile(r"（[一二三四五六七八九十]{1,3}）、")
_ITEMS: Final = re.compile(r"[1-9][0-9]?(?P<mark>[、.．])(?![0-9])")
_BEFORE_ITEM: Final = re.compile(r"(?:^|[\n。；：] ?)$")


@rule("F03", "info", "序号的写法前后一致", "ordinals are written one way")
def ordinals(context: Context) -> Iterator[Finding]:
    """Ordinals with a mark too many, （一）、, and 1、 beside 2. in one text.

    Basis: 《标点符号用法》（GB/T 15834）：带括号的序号后不加标点 | GB/T 15834: no mark behind an ordinal in brackets
    Help: 删去括号后的顿号；同一段文字的序号用一种写法 | Delete the mark; write all ordinals of a text one way
    Wrong: （一）、保障机关运转
    Right: （一）保障机关运转
    """
    known = passages(context)
    for hit in known.find(_ORDINAL_STOP):
        yield from _told(hit, hit.found[:-1])
    first: dict[int, str] = {}
    for hit in known.find(_ITEMS):
        if not _BEFORE_ITEM.search(hit.passage.plain[max(0, hit.start - 2) : hit.start]):
            continue
        mark = "." if hit.match["mark"] == "．" else hit.match["mark"]
        if first.setdefault(id(hit.passage), mark) != mark:
            zh, en = "“{}”：同一段文字的序号有两种写法。", "“{}”: the ordinals of this text are written two ways."
            yield from findings(hit.passage, hit.start, hit.found, None, zh, en)
