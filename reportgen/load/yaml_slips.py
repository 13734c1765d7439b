"""Slips of the hand that no YAML parser understands, found line by line: wrong blanks, dashes, colons and brackets.

A parser stops at the first of them and often points elsewhere. Here each is told at its place, and mended in a copy, so
that the rest of the file can be read and its own errors told in the same run.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import Final, NamedTuple

from reportgen.load.nodes import Block, parse
from reportgen.load.report import Report
from reportgen.model.place import Place

MOST: Final = 50
"""So many slips are looked for."""
_BLANKS: Final = "\t\xa0\u1680\u2000-\u200b\u202f\u205f\u3000\ufeff"
_OTHER_DASHES: Final = "－—–−‐•●"
_QUOTED: Final = re.compile(r"""\"(?:[^"\\]|\\.)*\"|'[^']*'""")
_MAY_WITHHOLD: Final = re.compile("withh|disclos|authority", re.IGNORECASE)


class Slip(NamedTuple):
    """A slip: where it is, what it is in both languages, and what belongs between two offsets of the text instead."""

    line: int
    column: int
    zh: str
    en: str
    start: int
    end: int
    right: str


class _Words(NamedTuple):
    zh: str
    en: str


_TAB: Final = _Words("缩进用了制表符（Tab），要用空格", "tabs cannot indent; use blanks")
_BLANK: Final = _Words(
    "缩进里有全角空格或别的空白字符，要用半角空格", "the indentation holds blanks of another kind; use plain ones"
)
_DASH: Final = _Words("列表的“-”写成了别的横线，要用半角“-”加一个空格", "another dash stands for the `-` of a list")
_DASH_GAP: Final = _Words("列表的“-”后面要空一格", "a blank must follow the `-` of a list")
_COLON: Final = _Words("冒号写成了全角“：”，要用半角“:”加一个空格", "a full-width colon stands for `:` and a blank")
_COLON_GAP: Final = _Words("冒号后面要有一个半角空格", "a plain blank must follow the colon")
_BRACKET: Final = _Words("花括号或方括号写成了全角，要用半角", "a full-width brace or bracket stands for a plain one")
_COMMA: Final = _Words(
    "花括号里的逗号写成了全角“，”，要用半角“,”加一个空格", "a full-width comma stands for `,` and a blank inside braces"
)
_PLAIN: Final = {"｛": "{", "｝": "}", "［": "[", "］": "]"}


def parse_budget(text: str, name: str, names: Collection[str], report: Report) -> Block | None:
    """The node tree of a budget.yaml, with the slips in its way told and mended; None when there is no way."""
    first = Report()
    root = parse(text, name, first)
    found = [] if root is not None or [d.code for d in first.diagnostics] != ["L004"] else slips(text, names)
    if not found:
        report.extend(first.diagnostics)
        return root
    for slip in found:
        place = Place(name, slip.line, slip.column)
        report.error("L004", f"YAML 语法错误：{slip.zh}", f"YAML syntax error: {slip.en}", place)
    again = Report()
    root = parse(mended(text, found), name, again)
    told = {slip.line for slip in found}
    report.extend(d for d in again.diagnostics if d.place is None or d.place.line not in told)
    return None if may_withhold(text) else root


def slips(text: str, names: Collection[str]) -> list[Slip]:
    """The slips of a text that is no YAML; ``names`` are the keys that it may have."""
    known = "|".join(sorted(map(re.escape, names), key=len, reverse=True))
    line_form = re.compile(
        rf"(?P<indent>[ {_BLANKS}]*)(?P<dash>[-{_OTHER_DASHES}][ {_BLANKS}]*)?(?P<key>(?:{known}))(?P<colon>[ {_BLANKS}]*[:：])(?P<gap>.?)"
    )
    inner_form = re.compile(rf"(?P<mark>[{{,，｛])[ {_BLANKS}]*(?P<key>(?:{known}))(?P<colon>[ ]*[:：])(?P<gap>.?)")
    found: list[Slip] = []
    offset, before = 0, (0, False)
    for number, line in enumerate(re.split(r"(?<=\n)|(?<=\r)(?!\n)", text), 1):
        head = line_form.match(line)
        if head is not None:
            told = [*_in_head(head, before), *_in_braces(line, head.end("colon"), inner_form)]
            found += [
                Slip(number, start + 1, words.zh, words.en, offset + start, offset + end, right)
                for start, end, right, words in told
            ]
            before = _column(head, before), not line[head.end("colon") :].strip()
        offset += len(line)
        if len(found) >= MOST:
            break
    return sorted(found[:MOST])


def _column(head: re.Match[str], before: tuple[int, bool]) -> int:
    """In which column a line's key stands, or should."""
    return _width(head["indent"], before, head["dash"]) + (2 if head["dash"] else 0)


def _width(indent: str, before: tuple[int, bool], dash: str | None) -> int:
    """How wide an indentation is meant; one with tabs follows the line before it."""
    if "\t" not in indent:
        return sum(2 if blank == "\u3000" else 0 if blank in "\u200b\ufeff" else 1 for blank in indent)
    column, opens = before
    if opens:
        return column + 2
    return max(column - 2, 0) if dash else column


def _in_head(head: re.Match[str], before: tuple[int, bool]) -> Iterator[tuple[int, int, str, _Words]]:
    """(start, end, what is right, words) of the slips before a line's value."""
    indent, dash, colon, gap = head["indent"], head["dash"], head["colon"], head["gap"]
    if indent.strip(" "):
        right = " " * _width(indent, before, dash)
        yield 0, len(indent), right, _TAB if "\t" in indent else _BLANK
    if dash and dash != "-" + " " * (len(dash) - 1):
        yield *head.span("dash"), "- ", _DASH if dash[0] != "-" else _DASH_GAP
    elif dash == "-":
        yield *head.span("dash"), "- ", _DASH_GAP
    yield from _in_colon(head, colon, gap)


def _in_colon(found: re.Match[str], colon: str, gap: str) -> Iterator[tuple[int, int, str, _Words]]:
    end = found.end("colon")
    if colon.endswith("："):
        yield end - 1, end, ":" if gap in (" ", "\r", "\n", "") else ": ", _COLON
    elif gap and gap not in " \t\r\n":
        other = re.match(f"[{_BLANKS}]", gap) is not None
        yield end, end + other, " ", _COLON_GAP


def _in_braces(line: str, start: int, form: re.Pattern[str]) -> Iterator[tuple[int, int, str, _Words]]:
    """The slips in the braces or brackets that follow a key on its line."""
    if not line[start:].lstrip().startswith(("{", "[", "｛", "［")):
        return
    line = _QUOTED.sub(lambda quoted: "x" * len(quoted[0]), line)
    for at in range(start, len(line)):
        if line[at] in _PLAIN:
            yield at, at + 1, _PLAIN[line[at]], _BRACKET
    for found in form.finditer(line, start):
        if found["mark"] == "，":
            yield *found.span("mark"), ", ", _COMMA
        yield from _in_colon(found, found["colon"], found["gap"])


def mended(text: str, found: Collection[Slip]) -> str:
    """The text with what is right in place of the slips."""
    done, pieces = 0, []
    for slip in sorted(found, key=lambda slip: slip.start):
        if slip.start >= done:
            pieces += [text[done : slip.start], slip.right]
            done = slip.end
    return "".join([*pieces, text[done:]])


def may_withhold(text: str) -> bool:
    """Whether anything might be withheld: then a text that had to be mended is not read any further.

    A key may have come apart from the project whose matter it withholds.
    """
    return _MAY_WITHHOLD.search(text) is not None
