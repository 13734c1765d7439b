"""Writing lists of figures: JSON and CSV for programs, a table for people."""

from __future__ import annotations

import csv
import json
import unicodedata
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from reportgen.model.disclosure import Runs
    from reportgen.model.place import SourceFile
    from reportgen.render.figure_list import PrintedFigure


def write_json(figures: Iterable[PrintedFigure], stream: TextIO) -> None:
    """A JSON list, one figure a line: with a few hundred thousand input rows it is long, so it is written as it comes."""
    stream.write("[")
    separator = "\n"
    for figure in figures:
        facts = {
            "key": figure.key,
            "label": figure.label,
            "value": figure.value,
            "text": figure.text,
            "unit": figure.unit,
            "formula": figure.formula,
        }
        head = json.dumps(facts, ensure_ascii=False)
        rows = ",".join([_json_rows(runs) for runs in figure.runs])
        stream.write(f'{separator}{head[:-1]}, "rows": [{rows}]}}')
        separator = ",\n"
    stream.write("\n]\n")


def _json_rows(runs: Runs) -> str:
    """Runs of rows of one file as JSON objects: millions in a large budget, so their constant parts are made once."""
    source = runs.source
    facts = {"file": source.name} if source.sheet is None else {"file": source.name, "sheet": source.sheet}
    head = json.dumps(facts, ensure_ascii=False, separators=(",", ":"))[:-1]
    line, span = f'{head},"line":', f'{head},"from":'
    pairs = zip(runs.first, runs.last, strict=True)
    return ",".join([f"{line}{a}}}" if a == b else f'{span}{a},"to":{b}}}' for a, b in pairs])


def rows_text(figure_runs: Iterable[Runs]) -> str:
    """Runs of rows for people: ``lines.csv:2-5、9；income.csv:3``."""
    return "；".join(f"{_name(runs.source)}:{'、'.join(_spans(runs))}" for runs in figure_runs)


def _spans(runs: Runs) -> Iterator[str]:
    for first, last in zip(runs.first, runs.last, strict=True):
        yield str(first) if first == last else f"{first}-{last}"


def _name(source: SourceFile) -> str:
    return source.name if source.sheet is None else f"{source.name}#{source.sheet}"


def write_csv(figures: Iterable[PrintedFigure], stream: TextIO) -> None:
    """CSV with a heading; no field begins with a character that a spreadsheet takes for a formula."""
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(["key", "label", "value", "text", "unit", "formula", "rows"])
    for figure in figures:
        fields = [
            figure.key,
            figure.label,
            figure.value,
            figure.text,
            figure.unit,
            figure.formula,
            rows_text(figure.runs),
        ]
        writer.writerow([_harmless(field) for field in fields])


def _harmless(field: str) -> str:
    """The field, with an apostrophe before what would be a formula; a minus sign stays before a number."""
    if field[:1] in ("=", "+", "@", "\t", "\r"):
        return "'" + field
    if field[:1] == "-" and not field[1:].replace(".", "", 1).replace(",", "").isdigit():
        return "'" + field
    return field


def write_table(figures: Iterable[PrintedFigure], stream: TextIO) -> None:
    """Aligned columns: key, printed text with unit, label."""
    rows = [(figure.key, f"{figure.text} {figure.unit}".strip(), figure.label) for figure in figures]
    key_width = max((width(row[0]) for row in rows), default=0)
    text_width = max((width(row[1]) for row in rows), default=0)
    for key, text, label in rows:
        pad = " " * (text_width - width(text))
        stream.write(f"{key}{' ' * (key_width - width(key))}  {pad}{text}  {label}\n")


def width(text: str) -> int:
    """Columns that a text takes on a terminal: Chinese characters take two."""
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)
