"""Phrases that stand twice in one paragraph (E54)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from reportgen.check.context import Context
from reportgen.check.form.passages import END, Passage, findings, is_han, is_prose, passages
from reportgen.check.registry import Finding, rule

LENGTH: Final = 12
"""Characters of the shortest phrase that is told."""
_MARKS: Final = frozenset("，。；：、！？,;:（）()“” " + END)
REST: Final = 8
"""So many must be left of it without the names of units, projects and codes, which may stand as often as needed."""


@rule("E54", "warning", "同一段里没有重复的长句", "no long phrase stands twice in a paragraph")
def repeated_phrases(context: Context) -> Iterator[Finding]:
    """E54: 组织开展能耗统计、监测和评价考核工作 twice in one sentence. A run of at least 12 characters that comes again in the
    same paragraph and ends where a clause ends, both times; names of units, projects and codes do not count. What begins
    alike and goes on differently is a list.

    Basis: 行文规范：一段话里同一件事只说一次 | Good style: a paragraph says a thing once
    Help: 删去其中一处，或把两处合并 | Delete one of the two, or join them
    Wrong: 组织开展能耗统计和评价考核工作，制定规划，组织开展能耗统计和评价考核工作
    Right: 组织开展能耗统计和评价考核工作，制定规划
    """
    for passage in passages(context).all:
        if len(passage.plain) >= 2 * LENGTH and any(is_prose(text) for text in passage.where):
            yield from _repeated(context, passage)


def _repeated(context: Context, passage: Passage) -> Iterator[Finding]:
    offset = 0
    for paragraph in passage.plain.split("\n"):
        for start, end in _again(paragraph):
            phrase = paragraph[start:end]
            if len(_without_names(context, phrase)) >= REST:
                yield from findings(
                    passage, offset + start, phrase, None,
                    f"“{phrase}”在同一段里出现了两次。", f"{phrase} stands twice in one paragraph.",
                )  # fmt: skip
        offset += len(paragraph) + 1


def _again(paragraph: str) -> Iterator[tuple[int, int]]:
    """Where phrases stand that stood before in the paragraph, each as long as it is the same."""
    grams = [paragraph[i : i + LENGTH] for i in range(len(paragraph) - LENGTH + 1)]
    if len(set(grams)) == len(grams):
        return
    first: dict[str, int] = {}
    done = 0
    for start, gram in enumerate(grams):
        before = first.setdefault(gram, start)
        if start < done or before > start - LENGTH or not all(map(_counts, gram)):
            continue
        end = start + LENGTH
        while _counts(paragraph[end : end + 1]) and paragraph[end] == paragraph[before + end - start]:
            end += 1
        done = end
        ends = _bounds(paragraph, end) and _bounds(paragraph, before + end - start)
        if ends and (_bounds(paragraph, start - 1) or _bounds(paragraph, before - 1)):
            yield start, end


def _bounds(paragraph: str, position: int) -> bool:
    """Whether a clause ends at that character: a mark, or the edge of the paragraph."""
    return not 0 <= position < len(paragraph) or paragraph[position] in _MARKS


def _counts(character: str) -> bool:
    """Whether a character may be part of a phrase."""
    return is_han(character) or character == "、"


def _without_names(context: Context, phrase: str) -> str:
    budget, declaration = context.budget, context.declaration
    names = {declaration.department.name, declaration.department.short_name}
    names |= {unit.name for unit in declaration.units} | {project.name for project in declaration.projects}
    names |= {*budget.functions.names.values(), *budget.economics.names.values()}
    for name in sorted((name for name in names if len(name) > 3 and name in phrase), key=len, reverse=True):
        phrase = phrase.replace(name, END)
    return max(phrase.split(END), key=len)
