"""Writing lists of figures: JSON and CSV for programs, a table for people."""

from __future__ import annotations

import csv
import json
import unicodedata
from collections.abc import Iterable, Iterator
from os import SEEK_END
from shutil import copyfileobj
from tempfile import TemporaryFile
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from reportgen.model.disclosure import Runs
    from reportgen.model.place import SourceFile
    from reportgen.render.figure_list import FigureList, PrintedFigure


MANY_ROWS = 50_000
"""From so many input rows on, a JSON list is written by two processes."""


def write_json(figures: FigureList, stream: TextIO) -> None:
    """A JSON list, one figure a line: with a few hundred thousand input rows it is long, so it is written as it comes."""
    from reportgen.publish.workers import can_fork

    stream.write("[\n")
    if figures.input_rows < MANY_ROWS or not can_fork():
        _write_objects(figures, stream)
    else:
        _write_halves(figures, stream)
    stream.write("\n]\n")


def _write_halves(figures: FigureList, stream: TextIO) -> None:
    """A second process writes the second half into a temporary file, which is put behind the first."""
    from reportgen.publish.workers import Child, End, Pipe, received, relay

    first, second = figures.halves()
    pipe = Pipe()
    with TemporaryFile("w+", encoding="utf-8", newline="") as file:

        def rest() -> None:
            pipe.keep_writer()
            relay(pipe, _written(second, file))

        with Child(rest):
            pipe.keep_reader()
            some = _write_objects(first, stream)
            for _ in received(pipe, End):
                pass
            pipe.close()
        if some and file.seek(0, SEEK_END):
            stream.write(",\n")
        file.seek(0)
        copyfileobj(file, stream, 1 << 20)


def _written(figures: Iterable[PrintedFigure], file: TextIO) -> Iterator[None]:
    """Write into the file when run through; yields nothing."""
    _write_objects(figures, file)
    file.flush()
    yield from ()


def _write_objects(figures: Iterable[PrintedFigure], stream: TextIO) -> bool:
    """Write the figures as JSON objects, a line each; tells whether there were any."""
    some = False
    for figure in figures:
        if some:
            stream.write(",\n")
        stream.write(_json(figure))
        some = True
    return some


def _json(figure: PrintedFigure) -> str:
    facts = {
        "key": figure.key,
        "label": figure.label,
        "value": figure.value,
        "text": figure.text,
        "unit": figure.unit,
        "formula": figure.formula,
    }
    rows = ",".join([_json_rows(runs) for runs in figure.runs])
    return f'{json.dumps(facts, ensure_ascii=False)[:-1]}, "rows": [{rows}]}}'


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
