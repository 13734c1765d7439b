"""Texts of the user: prose with figure expressions, and plain texts in which nothing may look like one."""

from __future__ import annotations

import difflib
import re
from typing import Final, cast

from reportgen.load.nodes import FORBIDDEN, Scalar
from reportgen.load.report import Report
from reportgen.model.language import say
from reportgen.model.place import Place
from reportgen.model.prose import MEASURES, FigureRef, Measure, Prose

EXAMPLE: Final = '{{ change("income/fiscal-carryover") }}'
MARK: Final = re.compile(r"\{\{|\{%|\{#")
"""What looks like the beginning of an expression."""
_EXPRESSION: Final = re.compile(r"""\{\{\s*([A-Za-z_]\w*)\s*\(\s*(?:"([^"{}]*)"|'([^'{}]*)')\s*\)\s*\}\}""")
LONGEST_TEXT: Final = 20_000
"""Characters of one text, several pages of print. A longer one is a file pasted into a cell, and slow to set."""
_SHOWN: Final = 60
_LOOKED_AT: Final = 1000
"""Of a longer text no more is looked at to show it."""


def read_prose(node: Scalar, path: str, report: Report) -> Prose | None:
    """The text of ``node`` split into plain parts and figure references; None when an error was noted (L039, L040, L042)."""
    text = node.text.strip()
    if not plain_text(node, path, report):
        return None
    parts: list[str | FigureRef] = []
    done = 0
    good = True
    for mark in MARK.finditer(text):
        if mark.start() < done:
            continue
        found = _EXPRESSION.match(text, mark.start())
        if found is None or not _is_reference(found):
            good = False
            _refuse(node, path, text, mark.start(), found, report)
            continue
        if mark.start() > done:
            parts.append(text[done : mark.start()])
        stem = (found[2] or found[3]).strip()
        parts.append(FigureRef(cast(Measure, found[1]), stem, found[0]))
        done = found.end()
    if done < len(text):
        parts.append(text[done:])
    return Prose(tuple(parts), _with_path(node.place, path)) if good else None


def _is_reference(found: re.Match[str]) -> bool:
    return found[1] in MEASURES and bool((found[2] or found[3] or "").strip())


def _refuse(node: Scalar, path: str, text: str, position: int, found: re.Match[str] | None, report: Report) -> None:
    written = found[0] if found else fragment(text, position)
    expected = EXAMPLE
    if found and found[1] not in MEASURES:
        near = difflib.get_close_matches(found[1], MEASURES, n=1)
        expected = near[0] if near else " | ".join(MEASURES)
    report.error(
        "L040",
        f"{path} 里的表达式无效：只能引用一个数",
        f"{path} holds an expression that is not allowed: only a figure can be referred to",
        _place_at(node, path, position),
        written,
        expected,
    )


def fragment(text: str, position: int) -> str:
    """The piece of ``text`` from a mark to the one that closes it, or to the end, as messages show it."""
    closing = {"{{": "}}", "{%": "%}", "{#": "#}"}[text[position : position + 2]]
    text = text[position : position + _LOOKED_AT]
    end = text.find(closing)
    return shorten(text[: end + 2] if end >= 0 else text)


def _place_at(node: Scalar, path: str, position: int) -> Place:
    place = _with_path(node.place, path)
    if node.begin is None:
        return place
    leading = len(node.text) - len(node.text.lstrip())
    return Place(place.file, place.line, node.begin + leading + position, path=path)


def _with_path(place: Place, path: str) -> Place:
    return Place(place.file, place.line, place.column, place.sheet, place.cell, path)


def plain_text(node: Scalar, path: str, report: Report) -> bool:
    """Whether the text is no longer than a text can be, and holds no control character; notes L042 or L039 otherwise."""
    if len(node.text) > LONGEST_TEXT:
        report.error("L042", *too_long(path, len(node.text)), _with_path(node.place, path), *length_told(node.text))
        return False
    found = FORBIDDEN.search(node.text)
    if found is None:
        return True
    report.error(
        "L039",
        f"{path} 含有不允许的控制字符",
        f"{path} holds a control character that is not allowed",
        _with_path(node.place, path),
        f"U+{ord(found.group()):04X}",
        say("删去这个字符", "delete it"),
    )
    return False


def too_long(what: str, length: int) -> tuple[str, str]:
    """L042 in both languages; ``what`` is the path or column of the text."""
    return (
        f"{what} 有 {length:,} 个字，一段文字最多 {LONGEST_TEXT:,} 个字",
        f"{what} has {length:,} characters; a text may have {LONGEST_TEXT:,} at the most",
    )


def length_told(text: str) -> tuple[str, str]:
    """Of L042: the value found (how the text begins), and what is expected."""
    return shorten(text), f"≤ {LONGEST_TEXT:,}"


def without_marks(node: Scalar, path: str, report: Report) -> bool:
    """Whether a text that is no prose is free of ``{{``, ``{%`` and ``{#``; notes L041 (or L039, L042) otherwise."""
    if not plain_text(node, path, report):
        return False
    found = MARK.search(node.text)
    if found is None:
        return True
    leading = len(node.text) - len(node.text.lstrip())
    report.error(
        "L041",
        f"{path} 不能含有表达式，只有说明文字可以引用数字",
        f"{path} must not hold expressions; only prose can refer to figures",
        _place_at(node, path, found.start() - leading),
        fragment(node.text, found.start()),
        say("直接写出内容", "the text itself"),
    )
    return False


def shorten(text: str) -> str:
    """A found value for a message: one line, not longer than a glance."""
    line = " ".join(text[:_LOOKED_AT].split())
    return line if len(line) <= _SHOWN else line[: _SHOWN - 1] + "…"
