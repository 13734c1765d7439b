"""What is marked in an excerpt: the text that a finding is about."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from reportgen.model.diagnostic import Diagnostic


class Shown(NamedTuple):
    """A line as it may be shown, with its mark.

    ``start`` and ``length`` are characters of ``text`` (first is 0); ``column`` is the file's own column (first is 1) of
    the marked text where the file holds it so.
    """

    line: int | None
    text: str
    start: int
    length: int
    column: int | None = None


def wanted(diagnostic: Diagnostic, raw: str) -> Iterator[tuple[str, int]]:
    """The texts to look for, best first, each with how many of the same stand before it in ``raw``, the whole value."""
    edit = diagnostic.edit
    if edit is not None and edit.old and raw.startswith(edit.old, edit.start):
        yield edit.old, raw.count(edit.old, 0, edit.start)
    value = (diagnostic.value or "").removesuffix("…").strip()
    if value:
        yield value, 0


def mark_in(diagnostic: Diagnostic, cell: str) -> tuple[int, int]:
    """Start and length of what a finding is about in a cell: a part of it, else all of it without the blanks around."""
    text = cell.strip()
    before = len(cell) - len(cell.lstrip())
    for word, ordinal in wanted(diagnostic, text):
        at = text.find(word)
        for _ in range(ordinal):
            at = text.find(word, at + len(word))
        if at >= 0:
            return before + at, len(word)
    return before, len(text)
