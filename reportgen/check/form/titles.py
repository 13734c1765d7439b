"""Titles of documents in 《》 and their numbers (E55, E56)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from itertools import combinations
from typing import Final

from reportgen.check.context import Context
from reportgen.check.form.passages import Passage, findings, is_han, passages
from reportgen.check.registry import Finding, rule
from reportgen.model.diagnostic import Note
from reportgen.model.language import say

SHORTEST: Final = 8
"""Characters of a title that is long enough to be told apart from another by its spelling."""
MOST_TITLES: Final = 300
"""A document with more titles is a list of them: comparing each with each would take long and tell little."""
_TITLE: Final = re.compile(r"《([^《》\n]{1,120})》")
_PUNCTUATION: Final = re.compile(r"[\s“”\"'‘’（）()〔〕\[\]、，,·—\-]+")
_TELLING: Final = re.compile(r"[0-9一二三四五六七八九十甲乙丙上下东西南北前中后省市县区乡镇州国局部厅委院处级]")
"""Characters by which titles of different documents differ."""
_EDITIONS: Final = frozenset(
    {"暂行", "试行", "印发", "修订", "补充", "实施", "修正", "调整", "做好", "加强", "进一步", "本级", "行政", "事业"}
)
_NUMBER: Final = re.compile(r"[\[［【〔(（] ?(?P<year>(?:19|20)[0-9]{2}) ?[\]］】〕)）](?= ?[0-9]{1,5} ?号)")


@rule("E55", "warning", "同一个文件名只有一种写法", "a document's title is spelt one way")
def titles_spelt_alike(context: Context) -> Iterator[Finding]:
    """E55: 《公共机构节能资源“十四五”规划》 beside 《公共机构节约能源资源“十四五”规划》. Two titles of at least eight characters that
    differ by no more than a character or two, or by punctuation alone; titles that differ by a number, a level of
    government or 暂行, 试行 and the like are two documents.

    Basis: 引用文件应写全称，前后一致 | A document is cited by its full title, the same everywhere
    Help: 核对原文件，把两处写成一样 | Look up the document, and spell both places like it
    Wrong: 《机关事务管理规定》……《机关事务管理规则定》
    Right: 《机关事务管理规定》……《机关事务管理规定》
    """
    where: dict[str, list[tuple[Passage, int]]] = {}
    for passage in passages(context).all:
        for match in _TITLE.finditer(passage.text) if "《" in passage.text else ():
            if len(match[1]) >= SHORTEST:
                where.setdefault(match[1], []).append((passage, match.start(1)))
    if len(where) > MOST_TITLES:
        return
    for one, two in combinations(where, 2):
        if _same_document(one, two):
            # Of two that stand equally often the longer one has lost nothing.
            rare, usual = sorted((one, two), key=lambda title: (_uses(where[title]), len(title)))
            place = where[usual][0][0].where[0].place
            note = Note(say(f"另一处写作《{usual}》。", f"Elsewhere it is 《{usual}》."), place)
            for passage, start in where[rare]:
                yield from findings(
                    passage, start, rare, None,
                    f"文件名《{rare}》在别处写作《{usual}》，应统一。", f"The title 《{rare}》 is 《{usual}》 elsewhere: use one spelling.",
                    notes=(note,), expected=usual,
                )  # fmt: skip


def _uses(where: list[tuple[Passage, int]]) -> int:
    return sum(len(passage.where) for passage, _ in where)


def _same_document(one: str, two: str) -> bool:
    """Whether two titles are two spellings of one."""
    if abs(len(one) - len(two)) > 4:
        return False
    one, two = _PUNCTUATION.sub("", one), _PUNCTUATION.sub("", two)
    if one == two:
        return True
    if min(len(one), len(two)) < SHORTEST or abs(len(one) - len(two)) > 2:
        return False
    steps = [step for step in SequenceMatcher(None, one, two, autojunk=False).get_opcodes() if step[0] != "equal"]
    pieces = [(one[a:b], two[c:d]) for _, a, b, c, d in steps]
    if sum(max(len(a), len(b)) for a, b in pieces) > 2 or any(_TELLING.search(a + b) for a, b in pieces):
        return False
    # One character for another, or one to two that are only in one of them.
    return all(not a or not b or len(a) == len(b) == 1 for a, b in pieces) and not any(
        a + b in _EDITIONS for a, b in pieces
    )


@rule("E56", "warning", "发文字号的年份用六角括号〔〕", "the year of a document number stands in 〔〕")
def document_numbers(context: Context) -> Iterator[Finding]:
    """E56: 新政阅[2017]44 号, 编办【2017】170 号. The year of a document number stands in 〔〕.

    Basis: 《党政机关公文格式》（GB/T 9704）：年份用六角括号〔〕括入 | GB/T 9704: the year stands in 〔〕
    Help: 改成六角括号；check --fix 可以自动改 | Write 〔〕; `check --fix` does it
    Wrong: 新政发[2017]44号
    Right: 新政发〔2017〕44号
    """
    for hit in passages(context).find(_NUMBER):
        right = f"〔{hit.match['year']}〕"
        if is_han(hit.before) and hit.found != right:
            zh, en = f"发文字号“{{}}”里的“{hit.found}”应为“{right}”。", f"{hit.found} in “{{}}” should be {right}."
            yield from findings(hit.passage, hit.start, hit.found, right, zh, en)
