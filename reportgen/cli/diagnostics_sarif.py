"""Findings as a SARIF 2.1.0 log, which code review tools read."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

from reportgen import __version__
from reportgen.cli.diagnostics_words import accepted_reason, region_of, under
from reportgen.model.diagnostic import Diagnostic, Level
from reportgen.model.language import say
from reportgen.model.place import Place

if TYPE_CHECKING:
    from reportgen.cli.diagnostics_words import Lines, Mark

LEVELS: Final[Mapping[Level, str]] = {"error": "error", "warning": "warning", "info": "note"}
SCHEMA: Final = "https://json.schemastore.org/sarif-2.1.0.json"


def log(diagnostics: Sequence[Diagnostic], folder: str, lines: Lines) -> str:
    """A SARIF 2.1.0 log with one run; ``folder`` is put before file names."""
    codes = list(dict.fromkeys(diagnostic.code for diagnostic in diagnostics))
    driver = {"name": "reportgen", "version": __version__, "rules": [_rule(code) for code in codes]}
    driver["language"] = say("zh-CN", "en-US")
    seen: Counter[str] = Counter()
    results = [_result(diagnostic, codes.index(diagnostic.code), folder, lines, seen) for diagnostic in diagnostics]
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    text = json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=2)
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def _rule(code: str) -> dict[str, Any]:
    from reportgen.cli.diagnostics_rules import explained

    known = explained(code)
    if known is None:
        return {"id": code}
    rule: dict[str, Any] = {
        "id": code,
        "shortDescription": {"text": known.title},
        "fullDescription": {"text": known.basis or known.about or known.title},
        "defaultConfiguration": {"level": LEVELS[known.level]},
        "properties": {"family": known.family},
    }
    if known.help:
        rule["help"] = {"text": known.help}
    return rule


def _result(diagnostic: Diagnostic, index: int, folder: str, lines: Lines, seen: Counter[str]) -> dict[str, Any]:
    line = lines.of(diagnostic)
    mark = line.span if line is not None else None
    result: dict[str, Any] = {
        "ruleId": diagnostic.code,
        "ruleIndex": index,
        "level": LEVELS[diagnostic.level],
        "message": {"text": diagnostic.message},
        "partialFingerprints": {"finding/v1": _fingerprint(diagnostic, seen)},
    }
    if diagnostic.place is not None:
        result["locations"] = [_location(diagnostic.place, folder, mark)]
    if diagnostic.notes:
        result["relatedLocations"] = [
            {"id": number, "message": {"text": note.message}} | (_location(note.place, folder) if note.place else {})
            for number, note in enumerate(diagnostic.notes, 1)
        ]
    if fixes := _fixes(diagnostic, folder, mark):
        result["fixes"] = fixes
    reason = accepted_reason(diagnostic)
    if reason is not None:
        result["suppressions"] = [{"kind": "external", "status": "accepted", "justification": reason}]
    told = {"value": diagnostic.value, "expected": diagnostic.expected, "help": diagnostic.help}
    if properties := {name: text for name, text in told.items() if text is not None}:
        result["properties"] = properties
    return result


def _fingerprint(diagnostic: Diagnostic, seen: Counter[str]) -> str:
    """The same for the same finding when lines are added above it: code, file, and path or message; equal ones in order."""
    place = diagnostic.place or Place("")
    key = "\0".join((diagnostic.code, place.file, place.sheet or "", place.path or diagnostic.message))
    seen[key] += 1
    return hashlib.sha256(f"{key}\0{seen[key]}".encode("utf-8", "backslashreplace")).hexdigest()[:32]


def _fixes(diagnostic: Diagnostic, folder: str, mark: Mark | None) -> list[dict[str, Any]]:
    """The replacement, where the file holds the text exactly as it is to be replaced."""
    edit, place = diagnostic.edit, diagnostic.place
    if edit is None or place is None or mark is None or mark.end - mark.start != len(edit.old):
        return []
    region = {"startLine": mark.line, "startColumn": mark.start, "endLine": mark.line, "endColumn": mark.end}
    replacement = {"deletedRegion": region, "insertedContent": {"text": edit.new}}
    change = {"artifactLocation": _artifact(place, folder), "replacements": [replacement]}
    text = say(f"把“{edit.old}”改为“{edit.new}”", f'replace "{edit.old}" by "{edit.new}"')
    return [{"description": {"text": text}, "artifactChanges": [change]}]


def _artifact(place: Place, folder: str) -> dict[str, str]:
    return {"uri": quote(under(folder, place.file), errors="replace")}


def _location(place: Place, folder: str, mark: Mark | None = None) -> dict[str, Any]:
    physical: dict[str, Any] = {"artifactLocation": _artifact(place, folder)}
    line, first, last = region_of(place, mark)
    if line is not None:
        region = {"startLine": line, "startColumn": first, "endColumn": last}
        physical["region"] = {name: number for name, number in region.items() if number is not None}
    location: dict[str, Any] = {"physicalLocation": physical}
    name = f"{place.sheet}!{place.cell}" if place.sheet is not None and place.cell else place.sheet or place.path
    if name:
        location["logicalLocations"] = [{"fullyQualifiedName": name}]
    return location
