"""Findings as text for people: the message, the line of the input with a mark under the value, evidence and help."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

import click

from reportgen.cli.diagnostics_words import NO_LINES, counts, facts, level_name, note_texts, shown, width
from reportgen.model.diagnostic import Diagnostic, Level
from reportgen.model.language import say

if TYPE_CHECKING:
    from reportgen.cli.diagnostics_words import Line, Lines

WIDE: Final = 96
"""Columns of a terminal that a line of the input may take."""
CAUSE: Final = "S01"
BEFORE: Final = 40
"""Columns of a long line that are shown before the mark."""
COLOURS: Final[dict[Level, str]] = {"error": "red", "warning": "yellow", "info": "cyan"}


def as_text(diagnostics: Sequence[Diagnostic], lines: Lines = NO_LINES, *, colour: bool = False) -> str:
    """``place: level code: message``; below it the line of ``lines``, notes, what is right and help; a count at the end.

    Control characters are shown as escapes, so that nothing in the input can steer a terminal. What only follows from
    another finding is told in a line.
    """
    paint = _Paint(colour)
    cause = any(diagnostic.code == CAUSE for diagnostic in diagnostics)
    told = []
    for diagnostic in diagnostics:
        place = shown(f"{diagnostic.place}: ") if diagnostic.place is not None else ""
        head = paint.level(f"{level_name(diagnostic.level)} {shown(diagnostic.code)}", diagnostic.level)
        told.append(f"{paint.bold(place)}{head}: {shown(diagnostic.message)}")
        if cause and diagnostic.code in consequences():
            told.append(
                f"    {paint.faint('=')} {say('随 S01 而来，S01 改正后自然消失', 'follows from S01 and goes with it')}"
            )
            continue
        line = lines.of(diagnostic)
        if line is not None:
            told += _excerpt(line, diagnostic.level, paint)
        told += [f"    {paint.faint('=')} {shown(note)}" for note in note_texts(diagnostic)]
        told += [f"    {paint.faint(f'{fact.name}:')} {shown(fact.text)}" for fact in facts(diagnostic, line)]
    if len(diagnostics) > 1:
        told.append(counts(diagnostics))
    return "\n".join(told)


def consequences() -> frozenset[str]:
    """Codes of the rules that fail wherever `CAUSE` does."""
    from reportgen.check import CONSEQUENCES

    return CONSEQUENCES


def changes_text(applied: Sequence[tuple[object, str, str]], left: Sequence[tuple[object, str, str, str]]) -> str:
    """What ``--fix`` did: (place, old, new) of each change made, and with the reason of each that was left."""
    told = [
        say(f"已改 {place}：“{old}” → “{new}”", f'changed {place}: "{old}" → "{new}"') for place, old, new in applied
    ]
    told += [
        say(f"未改 {place}：“{old}” → “{new}”：{why}", f'left {place}: "{old}" → "{new}": {why}')
        for place, old, new, why in left
    ]
    return "\n".join(map(shown, told))


class _Paint:
    """Colours, where they are wanted."""

    def __init__(self, colour: bool) -> None:
        self.colour = colour

    def level(self, text: str, level: Level) -> str:
        return click.style(text, fg=COLOURS[level], bold=True) if self.colour else text

    def bold(self, text: str) -> str:
        return click.style(text, bold=True) if self.colour and text else text

    def faint(self, text: str) -> str:
        return click.style(text, dim=True) if self.colour else text


def _excerpt(line: Line, level: Level, paint: _Paint) -> list[str]:
    """The line behind its number, and a mark below the value."""
    before, marked, after = clipped(line.text, line.start, line.length)
    number = "" if line.line is None else str(line.line)
    bar, gap = paint.faint(f"{number:>5} |"), paint.faint("      |")
    rows = [f"{bar} {before}{marked}{after}".rstrip()]
    if line.length:
        rows.append(f"{gap} {' ' * width(before)}{paint.level('^' * max(width(marked), 1), level)}")
    return rows


def clipped(text: str, start: int, length: int) -> tuple[str, str, str]:
    """What stands before, under and behind the mark, safe to show, and no wider than `WIDE` columns in all."""
    before, marked, after = text[:start], text[start : start + length], text[start + length :]
    before, marked, after = before[-4 * WIDE :], marked[: 4 * WIDE], after[: 4 * WIDE]
    whole = len(before) == start
    indent = len(before) - len(before.lstrip()) if whole else 0
    before, marked, after = (shown(part) for part in (before[indent:], marked, after.rstrip()))
    marked = _head(marked, WIDE - BEFORE)
    room = max(BEFORE, WIDE - width(marked) - width(after))
    if not whole or width(before) > room:
        before = "…" + _tail(before, room - 1)
    return before, marked, _head(after, WIDE - width(before) - width(marked))


def _head(text: str, room: int) -> str:
    """As much of the beginning as fits, with ``…`` where something is left out."""
    if width(text) <= room:
        return text
    while text and width(text) > room - 1:
        text = text[: -max(1, (width(text) - room) // 2)]
    return text + "…"


def _tail(text: str, room: int) -> str:
    """As much of the end as fits."""
    while text and width(text) > room:
        text = text[max(1, (width(text) - room) // 2) :]
    return text
