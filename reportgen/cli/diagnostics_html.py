"""Findings as one page for people: by level and family, with the input lines, and the ledger."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import attrs

from reportgen import __version__
from reportgen.cli.diagnostics_rules import explained, families
from reportgen.cli.diagnostics_text import clipped
from reportgen.cli.diagnostics_words import (
    NO_LINES,
    Fact,
    accepted_reason,
    facts,
    level_name,
    note_texts,
    shown,
)
from reportgen.model.diagnostic import LEVELS, Diagnostic
from reportgen.model.language import say
from reportgen.model.ledger import STATUSES, LedgerEntry, Status

if TYPE_CHECKING:
    from reportgen.cli.diagnostics_words import Lines

PAGE: Final = Path(__file__).parent / "pages" / "check.html.j2"
ACCEPTED: Final = "accepted"
"""Behind the levels: findings that budget.yaml accepts."""


class _Line(NamedTuple):
    number: str
    before: str
    marked: str
    after: str


class _Finding(NamedTuple):
    code: str
    place: str
    message: str
    line: _Line | None
    notes: list[str]
    facts: list[Fact]
    accepted: str | None


class _Family(NamedTuple):
    name: str
    findings: list[_Finding]


@attrs.frozen
class _Level:
    key: str
    name: str
    count: int
    families: list[_Family]


def as_html(
    diagnostics: Sequence[Diagnostic],
    folder: str = "",
    lines: Lines = NO_LINES,
    ledger: Sequence[LedgerEntry] | None = None,
    *,
    loaded: bool = True,
) -> str:
    """The page: it needs no script and asks for nothing; ``folder`` is where the budget is."""
    from jinja2 import Environment, StrictUndefined

    environment = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True
    )
    environment.globals["say"] = say
    environment.filters["shown"] = shown
    page = environment.from_string(PAGE.read_text(encoding="utf-8"))
    levels = [_level(key, diagnostics, lines) for key in (*LEVELS, ACCEPTED)]
    entries = None if ledger is None or not loaded else _ledger(ledger)
    html = page.render(levels=levels, ledger=entries, loaded=loaded, folder=folder, version=__version__)
    return html.encode("utf-8", "replace").decode("utf-8")


def _level(key: str, diagnostics: Sequence[Diagnostic], lines: Lines) -> _Level:
    own = [d for d in diagnostics if (ACCEPTED if accepted_reason(d) is not None else d.level) == key]
    name = say("已接受", "accepted") if key == ACCEPTED else next(level_name(level) for level in LEVELS if level == key)
    return _Level(key, name, len(own), list(_by_family(own, lines)))


def _by_family(diagnostics: Sequence[Diagnostic], lines: Lines) -> Iterable[_Family]:
    known = {code: explained(code) for code in {d.code for d in diagnostics}}
    for key, name in families().items():
        own = [d for d in diagnostics if (found := known[d.code]) is not None and found.family == key]
        if own:
            yield _Family(name, [_finding(d, lines) for d in own])


def _finding(diagnostic: Diagnostic, lines: Lines) -> _Finding:
    line, place = lines.of(diagnostic), diagnostic.place
    told = None
    if line is not None:
        told = _Line("" if line.line is None else str(line.line), *clipped(line.text, line.start, line.length))
    where = "" if place is None else str(place)
    reason = accepted_reason(diagnostic)
    return _Finding(
        diagnostic.code, where, diagnostic.message, told, note_texts(diagnostic), facts(diagnostic, line), reason
    )


def _ledger(entries: Sequence[LedgerEntry]) -> dict[str, Any]:
    names: dict[Status, str] = {
        "met": say("已满足", "met"),
        "not-met": say("未满足", "not met"),
        "not-applicable": say("不适用", "not applicable"),
        "not-checked": say("未检查", "not checked"),
    }
    groups: dict[str, list[LedgerEntry]] = {}
    for entry in entries:
        groups.setdefault(entry.group, []).append(entry)
    counts = [(status, names[status], sum(e.status == status for e in entries)) for status in STATUSES]
    return {"groups": groups, "names": names, "counts": counts}
