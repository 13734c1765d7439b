"""Diagnostics as text for people, and as JSON, workflow commands and SARIF for machines."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import quote

from reportgen import __version__
from reportgen.model.diagnostic import Diagnostic, Level
from reportgen.model.language import say
from reportgen.model.place import Place

FORMAT = 1
"""Version of the JSON document."""
SARIF_LEVELS: Mapping[Level, str] = {"error": "error", "warning": "warning", "info": "note"}
GITHUB_COMMANDS: Mapping[Level, str] = {"error": "error", "warning": "warning", "info": "notice"}
SARIF_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def as_text(diagnostics: Sequence[Diagnostic]) -> str:
    """One line each, ``place: level code: message``, what was found and is expected below, and a count at the end.

    Control characters are shown as escapes, so that nothing in the input can steer a terminal.
    """
    lines = []
    for diagnostic in diagnostics:
        place = f"{diagnostic.place}: " if diagnostic.place is not None else ""
        lines.append(_shown(f"{place}{_level(diagnostic.level)} {diagnostic.code}: {diagnostic.message}"))
        lines.extend(_shown(f"    {line}") for line in _found_and_expected(diagnostic))
    if len(diagnostics) > 1:
        lines.append(_counts(diagnostics))
    return "\n".join(lines)


def as_json(diagnostics: Sequence[Diagnostic]) -> str:
    """The JSON document of the output contract (``check --format json``)."""
    document = {"format": FORMAT, "diagnostics": [_record(diagnostic) for diagnostic in diagnostics]}
    return _json(document)


def as_github(diagnostics: Sequence[Diagnostic], folder: str = "") -> str:
    """Workflow commands (``::error file=…,line=…::message``), one a line; ``folder`` is put before file names."""
    lines = []
    for diagnostic in diagnostics:
        place = diagnostic.place
        properties = {"title": diagnostic.code}
        if place is not None:
            located = {"file": _under(folder, place.file), "line": place.line, "col": place.column}
            properties |= {name: str(value) for name, value in located.items() if value is not None}
        told = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
        message = diagnostic.message
        if place is not None and place.sheet is not None:
            message = f"{place}: {message}"
        lines.append(f"::{GITHUB_COMMANDS[diagnostic.level]} {told}::{_data(message)}")
    return "\n".join(lines)


def as_sarif(diagnostics: Sequence[Diagnostic], folder: str = "") -> str:
    """A SARIF 2.1.0 log with one run; ``folder`` is put before file names."""
    codes = list(dict.fromkeys(diagnostic.code for diagnostic in diagnostics))
    driver = {"name": "reportgen", "version": __version__, "rules": [_sarif_rule(code) for code in codes]}
    results = [_sarif_result(diagnostic, codes.index(diagnostic.code), folder) for diagnostic in diagnostics]
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return _json({"$schema": SARIF_SCHEMA, "version": "2.1.0", "runs": [run]})


def _json(document: dict[str, Any]) -> str:
    """JSON that any stream can take: half a character, as in a file name that is no text, becomes an escape."""
    text = json.dumps(document, ensure_ascii=False, indent=2)
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def _record(diagnostic: Diagnostic) -> dict[str, Any]:
    place = diagnostic.place or Place("")
    return {
        "code": diagnostic.code,
        "level": diagnostic.level,
        "message": diagnostic.message,
        "file": place.file or None,
        "line": place.line,
        "column": place.column,
        "sheet": place.sheet,
        "cell": place.cell,
        "path": place.path,
        "value": diagnostic.value,
        "expected": diagnostic.expected,
    }


def _level(level: Level) -> str:
    return {"error": say("错误", "error"), "warning": say("警告", "warning"), "info": say("提示", "info")}[level]


def _found_and_expected(diagnostic: Diagnostic) -> list[str]:
    """What the message does not tell already."""
    message = _compact(diagnostic.message)
    told = [(say("现为", "found"), diagnostic.value), (say("应为", "expected"), diagnostic.expected)]
    return [f"{name}: {text}" for name, text in told if text and _compact(text) not in message]


def _compact(text: str) -> str:
    return "".join(text.replace(",", "").split())


def _counts(diagnostics: Sequence[Diagnostic]) -> str:
    levels = [diagnostic.level for diagnostic in diagnostics]
    errors, warnings, notes = (levels.count(level) for level in ("error", "warning", "info"))
    return say(
        f"共 {errors} 个错误、{warnings} 个警告" + (f"、{notes} 个提示" if notes else "") + "。",
        f"{errors} error(s), {warnings} warning(s)" + (f", {notes} note(s)" if notes else "") + ".",
    )


def _shown(text: str) -> str:
    """Control, format and separator characters as escapes; everything else as it is."""
    if text.isprintable():
        return text
    kept = (" ", "\u3000", "\u00a0")
    return "".join(c if c in kept or unicodedata.category(c)[0] not in "CZ" else _escape(c) for c in text)


def _escape(character: str) -> str:
    return character.encode("unicode_escape").decode("ascii")


def _under(folder: str, file: str) -> str:
    return f"{folder.rstrip('/')}/{file}" if folder else file


def _data(text: str) -> str:
    """Text of a workflow command: line ends are shown as escapes, the per cent sign is its own escape."""
    return _shown(text).replace("%", "%25")


def _property(text: str) -> str:
    """A property of a workflow command, which also must not end the property or the list."""
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def _sarif_rule(code: str) -> dict[str, Any]:
    from reportgen.check import RULES

    rule = RULES.get(code)
    return {"id": code} if rule is None else {"id": code, "shortDescription": {"text": say(rule.zh, rule.en)}}


def _sarif_result(diagnostic: Diagnostic, index: int, folder: str) -> dict[str, Any]:
    result: dict[str, Any] = {
        "ruleId": diagnostic.code,
        "ruleIndex": index,
        "level": SARIF_LEVELS[diagnostic.level],
        "message": {"text": diagnostic.message},
    }
    if diagnostic.place is not None:
        result["locations"] = [_sarif_location(diagnostic.place, folder)]
    told = {"value": diagnostic.value, "expected": diagnostic.expected}
    if properties := {name: text for name, text in told.items() if text is not None}:
        result["properties"] = properties
    return result


def _sarif_location(place: Place, folder: str) -> dict[str, Any]:
    physical: dict[str, Any] = {"artifactLocation": {"uri": quote(_under(folder, place.file))}}
    region = {"startLine": place.line, "startColumn": place.column}
    if place.line is not None:
        physical["region"] = {name: number for name, number in region.items() if number is not None}
    location: dict[str, Any] = {"physicalLocation": physical}
    name = f"{place.sheet}!{place.cell}" if place.sheet is not None and place.cell else place.sheet or place.path
    if name:
        location["logicalLocations"] = [{"fullyQualifiedName": name}]
    return location
