"""The forms of the findings: text for people, JSON, workflow commands and SARIF for machines."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from reportgen.cli.diagnostics_text import as_text
from reportgen.cli.diagnostics_words import (
    NO_LINES,
    accepted_reason,
    facts,
    note_texts,
    region_of,
    shown,
    under,
)
from reportgen.model.diagnostic import Diagnostic, Level
from reportgen.model.place import Place

if TYPE_CHECKING:
    from reportgen.cli.diagnostics_words import Lines
    from reportgen.model.ledger import LedgerEntry

__all__ = ["as_github", "as_json", "as_sarif", "as_text"]

FORMAT = 1
"""Version of the JSON document."""
GITHUB_COMMANDS: Mapping[Level, str] = {"error": "error", "warning": "warning", "info": "notice"}


def as_json(diagnostics: Sequence[Diagnostic], ledger: Sequence[LedgerEntry] | None = None) -> str:
    """The JSON document of the output contract (``check --format json``), with the ledger where one is asked for."""
    document: dict[str, Any] = {"format": FORMAT, "diagnostics": [_record(diagnostic) for diagnostic in diagnostics]}
    if ledger is not None:
        from reportgen.cli.ledger_output import ledger_record

        document["ledger"] = [ledger_record(entry) for entry in ledger]
    text = json.dumps(document, ensure_ascii=False, indent=2)
    # Half a character, as in a file name that is no text, becomes an escape: any stream can take it then.
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def _record(diagnostic: Diagnostic) -> dict[str, Any]:
    edit = diagnostic.edit
    return {
        "code": diagnostic.code,
        "level": diagnostic.level,
        "message": diagnostic.message,
        **_where(diagnostic.place),
        "path": diagnostic.place.path if diagnostic.place is not None else None,
        "value": diagnostic.value,
        "expected": diagnostic.expected,
        "help": diagnostic.help,
        "notes": [{"message": note.message, **_where(note.place)} for note in diagnostic.notes],
        "edit": None if edit is None else {"start": edit.start, "old": edit.old, "new": edit.new},
        "figures": list(diagnostic.figures),
        "accepted": accepted_reason(diagnostic),
    }


def _where(place: Place | None) -> dict[str, Any]:
    place = place or Place("")
    names = ("file", "line", "column", "sheet", "cell")
    return dict(zip(names, (place.file or None, place.line, place.column, place.sheet, place.cell), strict=True))


def as_github(diagnostics: Sequence[Diagnostic], folder: str = "", lines: Lines = NO_LINES) -> str:
    """Workflow commands (``::error file=…,line=…::message``), one a line; ``folder`` is put before file names."""
    told = []
    for diagnostic in diagnostics:
        place = diagnostic.place
        properties: dict[str, Any] = {"title": diagnostic.code}
        message = diagnostic.message
        if place is not None:
            line = lines.of(diagnostic)
            number, first, last = region_of(place, line.span if line is not None else None)
            properties |= {"file": under(folder, place.file), "line": number, "col": first}
            properties["endColumn"] = last - 1 if last is not None else None
            if place.sheet is not None:
                message = f"{place}: {message}"
        given = ",".join(f"{name}={_property(str(value))}" for name, value in properties.items() if value is not None)
        more = [*note_texts(diagnostic), *(f"{fact.name}: {fact.text}" for fact in facts(diagnostic))]
        text = "%0A".join(_data(part) for part in (message, *more))
        told.append(f"::{GITHUB_COMMANDS[diagnostic.level]} {given}::{text}")
    return "\n".join(told)


def as_sarif(diagnostics: Sequence[Diagnostic], folder: str = "", lines: Lines = NO_LINES) -> str:
    """A SARIF 2.1.0 log with one run; ``folder`` is put before file names."""
    from reportgen.cli.diagnostics_sarif import log

    return log(diagnostics, folder, lines)


def _data(text: str) -> str:
    """Text of a workflow command: line ends are shown as escapes, the per cent sign is its own escape."""
    return shown(text).replace("%", "%25")


def _property(text: str) -> str:
    """A property of a workflow command, which also must not end the property or the list."""
    return _data(text).replace(":", "%3A").replace(",", "%2C")
