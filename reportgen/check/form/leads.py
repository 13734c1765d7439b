"""Words that would stand twice: what the report itself puts before a reason or a use, and slips of the hand (E53)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from reportgen.check.context import Context
from reportgen.check.form.passages import END, Passage, findings, is_han, passages
from reportgen.check.registry import Finding, rule
from reportgen.model.diagnostic import Edit
from reportgen.model.language import say
from reportgen.model.prose import Prose

_REASON: Final = re.compile(r"\s*(?:主要)?(?:原因(?:是|为|在于|：|:)?|是(?!否))")
_USE: Final = re.compile(r"\s*(?:主要)?用于")

_WORDS: Final = frozenset(
    re.findall(
        "..",
        "主要用于原因增加减少增长下降由于因为按照根据进行确保以及其中万元我局本级有关相关通过为了对于同比提升提高增强加强完善",
    )
)
"""Words of two characters that never follow themselves."""
_CHARACTERS: Final = {
    "是": re.compile("(?<!非)是是(?!非)"),
    "的": re.compile("(?<![目标])的的(?![确士])"),
    "了": re.compile("(?<!为)了了(?![解结断望却然])"),
    "其": re.compile("其其(?=他)"),
    "一": re.compile("一一(?=是)"),
    "于": re.compile("(?<=[用对])于于(?!田)"),
}
"""Characters that do not follow themselves, but for the words that the patterns leave out: 目的的, 为了了解."""
LONGEST: Final = 10
"""Of longer phrases the next rule tells (E54)."""
_LEAD: Final = re.compile("(?:原因|理由)是一是")
_YEAR: Final = re.compile(rf"(20[0-9]{{2}}) ?年，[^。；，{END}]{{0,40}}，?(?P<again>\1 ?年，)")


@rule(
    "E53",
    "warning",
    "没有重复的词；理由和用途不重复报告自己会写的“主要原因是”“主要用于”",
    "no word stands twice; reasons and uses do not repeat the words that the report puts before them",
)
def doubled_leads(context: Context) -> Iterator[Finding]:
    """E53: 主要原因是是在职人数增加, 主要原因是一是, 2024 年，…2024 年，. The lead of a reason and of a use belongs to the report
    (rule 19); several reasons begin with 一是. Elsewhere a word is not written twice.

    Basis: 规则 19：报告在理由前写“主要原因是”，在用途前写“主要用于” | Rule 19: the report itself puts 主要原因是 before a reason
        and 主要用于 before a use
    Help: 删去重复的词；理由直接从原因写起 | Delete the word that stands twice; a reason begins with the cause itself
    Wrong: 基本支出: 是在职人员增加
    Right: 基本支出: 在职人员增加
    """
    yield from _leads(context)
    yield from _doubled(context)


def _leads(context: Context) -> Iterator[Finding]:
    declaration = context.declaration
    reasons, uses = declaration.reasons, declaration.uses
    blocks: dict[str, Mapping[str, Prose]] = {
        "reasons.income": reasons.income,
        "reasons.expenditure": reasons.expenditure,
        "reasons.appropriation": reasons.appropriation,
        "reasons.function": reasons.function,
        "reasons.travel": reasons.travel,
        "uses.function": uses.function,
        "uses.carryover": uses.carryover,
    }
    texts = [(f"{block}.{key}", prose) for block, proses in blocks.items() for key, prose in proses.items()]
    if reasons.operating_funds:
        texts.append(("reasons.operating_funds", reasons.operating_funds))
    for path, prose in texts:
        lead, word = (_REASON, "主要原因是") if path.startswith("reasons") else (_USE, "主要用于")
        if found := lead.match(prose.raw):
            rest = prose.raw[found.end() :]
            yield Finding(
                say(
                    f"这段文字以“{found[0].strip()}”开头，而报告在它前面已经写了“{word}”，会重复。",
                    f"This text begins with {found[0].strip()}, and the report already puts {word} before it.",
                ),
                context.place(path) or prose.place,
                found[0].strip(),
                edit=Edit(0, found[0], "") if rest[:1].isalnum() else None,
            )


def _doubled(context: Context) -> Iterator[Finding]:
    known = passages(context)
    told = bytearray(len(known.plain))
    for start, length in _twice(known.plain):
        word = known.plain[start : start + length]
        if _is_slip(known.plain, start, word) and not any(told[start : start + 2 * length]):
            told[start : start + 2 * length] = b"1" * (2 * length)
            passage, position = known.at(start)
            # A longer phrase that repeats may be a list that lost its marks: a person looks at it.
            yield from _told(passage, position, word * 2, word, fix=length < 3)
    for hit in known.find(_LEAD):
        yield from _told(hit.passage, hit.start, hit.found, hit.found.replace("是一是", "一是"))
    for hit in known.find(_YEAR):
        again = hit.match["again"]
        yield from findings(
            hit.passage, hit.end - len(again), again, None,
            "“{}”：同一句里年份写了两次。", "“{}”: the sentence names the year twice.",
        )  # fmt: skip


def _told(passage: Passage, start: int, found: str, right: str, fix: bool = True) -> Iterator[Finding]:
    zh, en = f"“{{}}”里“{found}”重复，应为“{right}”。", f"“{{}}” says {found}: it should be {right}."
    return findings(passage, start, found, right, zh, en, fix=fix)


def _is_slip(text: str, start: int, word: str) -> bool:
    """Whether a word that follows itself is one that never should."""
    if len(word) == 1:
        return word in _CHARACTERS and _CHARACTERS[word].match(text, start) is not None
    return word in _WORDS if len(word) == 2 else all(map(is_han, word))


def _twice(text: str) -> Iterator[tuple[int, int]]:
    """Where up to `LONGEST` characters stand twice in a row: start and length; of a run that goes on, the first."""
    import numpy as np

    codes = np.frombuffer(text.encode("utf-32-le"), dtype=np.uint32)
    for length in range(1, LONGEST + 1):
        same = np.cumsum(np.concatenate(([0], codes[:-length] == codes[length:])))
        starts = np.flatnonzero(same[length:] - same[:-length] == length).tolist()
        before = -2
        for start in starts:
            if start > before + 1:
                yield start, length
            before = start
