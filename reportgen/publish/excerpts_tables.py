"""Rows of the tables as they may be shown: money lines whole, indicators only of projects that publish them."""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Final

from reportgen.load.declared import SHEETS
from reportgen.load.grid import Grid, Heading, read_grid, split_reference
from reportgen.load.indicators import INDICATOR_HEADINGS
from reportgen.load.raw import clean
from reportgen.load.report import Report
from reportgen.model.diagnostic import Diagnostic
from reportgen.model.place import Place
from reportgen.publish.excerpts_marks import Shown, mark_in
from reportgen.publish.excerpts_yaml import ELLIPSIS, Tree, survivors

LONGEST_ROW: Final = 200
"""Lines that a row of a CSV file may take to be shown."""
LARGE: Final = 4 * 1024 * 1024
"""A larger workbook is not read a second time for an excerpt."""


class Tables:
    """The tables that one budget.yaml names, by the kind of what they hold."""

    def __init__(self, folder: Path, tree: Tree) -> None:
        self.folder = folder
        self.tree = tree
        references = {kind: tree.word("data", kind) for kind in ("indicators", "lines", "income", *SHEETS)}
        references["codes"] = tree.word("codes")
        self.references: dict[str, tuple[str, str | None]] = {
            kind: split_reference(reference) for kind, reference in references.items() if reference
        }
        self._kinds: dict[str, str | None] = {}
        self._csv: dict[str, _Csv] = {}
        self._grids: dict[str, Grid | None] = {}

    @property
    def names(self) -> frozenset[str]:
        """The files' names, as budget.yaml has them."""
        return frozenset(name for name, _ in self.references.values())

    def shown(self, diagnostic: Diagnostic, place: Place) -> Shown | None:
        """The row of a CSV file, or the cell of a workbook, at a place; None where it may not be shown."""
        if place.sheet is not None:
            return self._cell(diagnostic, place)
        kind = self._kind(place.file)
        if kind is None or place.line is None:
            return None
        if place.file not in self._csv:
            self._csv[place.file] = _Csv(self.folder / place.file, _headings(kind))
        table = self._csv[place.file]
        if place.line == table.header_line:
            return table.heading(diagnostic, place)
        row = table.row(place.line)
        if not row or not table.understood or (kind == "indicators" and not self._publishes(table, row, diagnostic)):
            return None
        return table.shown(diagnostic, place, row)

    def _kind(self, file: str) -> str | None:
        """What a CSV file holds; one that two keys name is taken for indicators if one of them says so."""
        if file not in self._kinds:
            real = (self.folder / file).resolve()
            kinds = (kind for kind, (name, _) in self.references.items() if (self.folder / name).resolve() == real)
            self._kinds[file] = next(kinds, None)
        return self._kinds[file]

    def _publishes(self, table: _Csv, row: list[str], diagnostic: Diagnostic) -> bool:
        """Whether a row of indicators.csv is surely one of a project that publishes its indicators, or the department's."""
        if len(row) != len(table.header) or "project" not in table.columns:
            return False
        return self._published(row[table.columns["project"]], diagnostic)

    def _published(self, project: str, diagnostic: Diagnostic) -> bool:
        withheld, named = self.tree.withheld, clean(project)
        if not withheld.certain or named in withheld.indicators:
            return False
        if not named:  # the department's; of a row with an error it may be a withheld one that lost its project
            return not (withheld.indicators and diagnostic.code.startswith("L"))
        return named in self.tree.project_ids()

    def _cell(self, diagnostic: Diagnostic, place: Place) -> Shown | None:
        for kind, (name, _) in self.references.items():
            if name != place.file or (self.folder / name).stat().st_size > LARGE:
                continue
            if kind in SHEETS:
                text = self._words.get((place.file, place.sheet or "", place.cell or ""))
                if text is not None:
                    return _marked(diagnostic, "", text)
                continue
            grid = self._grid(kind)
            if grid is not None and grid.source.sheet == place.sheet:
                return self._grid_cell(diagnostic, place, grid, kind)
        return None

    def _grid(self, kind: str) -> Grid | None:
        if kind not in self._grids:
            name, sheet = self.references[kind]
            reference = name if sheet is None else f"{name}#{sheet}"
            self._grids[kind] = read_grid(self.folder, reference, _headings(kind), Report())
        return self._grids[kind]

    def _grid_cell(self, diagnostic: Diagnostic, place: Place, grid: Grid, kind: str) -> Shown | None:
        for heading in _headings(kind):
            if heading.key not in grid.positions:
                continue
            for index in _rows(grid, place):
                if grid.place(index, heading.key).cell != place.cell:
                    continue
                hidden = kind == "indicators" and not self._published(grid.columns["project"][index], diagnostic)
                return None if hidden else _marked(diagnostic, heading.zh, grid.columns[heading.key][index])
        return None

    @cached_property
    def _words(self) -> Mapping[tuple[str, str, str], str]:
        """(file, sheet, cell) → what survives of the sheets for words."""
        found = (survivor for survivor in survivors(self.tree.root) if survivor.place.sheet is not None)
        return {(s.place.file, s.place.sheet or "", s.place.cell or ""): s.text for s in found if not s.key}


def _headings(kind: str) -> Sequence[Heading]:
    from reportgen.load.codes import code_headings
    from reportgen.load.lines import INCOME_HEADINGS, LINE_HEADINGS

    if kind == "codes":
        return code_headings()
    known = {"indicators": INDICATOR_HEADINGS, "lines": LINE_HEADINGS, "income": INCOME_HEADINGS}
    return known.get(kind, ())


def _rows(grid: Grid, place: Place) -> list[int]:
    """The index of the row of a cell, if it is one of the table's."""
    number = (place.cell or "").lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    return [grid.rows.index(int(number))] if number.isdigit() and int(number) in grid.rows else []


def _marked(diagnostic: Diagnostic, heading: str, text: str) -> Shown | None:
    """A cell on one line, behind the name of its column."""
    line = " ".join(text.split())
    if not line:
        return None
    lead = f"{heading}: " if heading else ""
    start, length = mark_in(diagnostic, line)
    return Shown(None, lead + line, len(lead) + start, length)


class _Csv:
    """A CSV file by its lines."""

    def __init__(self, path: Path, headings: Sequence[Heading]) -> None:
        self.path = path
        self.headings = headings

    @cached_property
    def _lines(self) -> list[str]:
        data = self.path.read_bytes()
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = data.decode("gb18030")
        return list(io.StringIO(text, newline=""))

    @cached_property
    def header_line(self) -> int:
        """The line of the headings, the first that is not blank (first is 1)."""
        return next((n for n, line in enumerate(self._lines, 1) if line.strip(" ,\t\r\n")), 0)

    @cached_property
    def header(self) -> list[str]:
        """The headings as written."""
        return self.row(self.header_line) or []

    @cached_property
    def columns(self) -> dict[str, int]:
        """Key → number of its column (first is 0)."""
        known = {_plain(spelling): heading.key for heading in self.headings for spelling in heading.spellings}
        return {known[_plain(text)]: i for i, text in enumerate(self.header) if _plain(text) in known}

    @property
    def understood(self) -> bool:
        """Whether every heading is known, so that the table is what budget.yaml takes it for."""
        return bool(self.header) and len(self.columns) == len([text for text in self.header if text.strip()])

    def row(self, line: int) -> list[str] | None:
        """The cells of the row that begins on a line; None where there is none that could be read."""
        try:
            return next(csv.reader(self._lines[line - 1 : line - 1 + LONGEST_ROW], strict=True), None) if line else None
        except csv.Error:
            return None

    def heading(self, diagnostic: Diagnostic, place: Place) -> Shown | None:
        """The row of headings: those that are known, and the one that the finding tells."""
        shown = set(self.columns.values())
        row = [
            text if i in shown or text.strip() == (diagnostic.value or "") else ELLIPSIS
            for i, text in enumerate(self.header)
        ]
        return self.shown(diagnostic, place, row) if shown else None

    def shown(self, diagnostic: Diagnostic, place: Place, row: list[str]) -> Shown:
        """A row on one line, the cell of the place marked."""
        assert place.line is not None
        text, mark = "", (0, 0)
        for number, cell in enumerate(row, 1):
            flat = cell.translate(_BREAKS)
            quoted = f'"{flat.replace(chr(34), chr(34) * 2)}"' if set(flat) & set(',"') else flat
            if number == place.column:
                start, length = mark_in(diagnostic, quoted)
                mark = (len(text) + start, length)
            text += quoted + ("," if number < len(row) else "")
        same = self._lines[place.line - 1].rstrip("\r\n") == text
        return Shown(place.line, text, *mark, mark[0] + 1 if same and mark[1] else None)


_BREAKS: Final = {ord("\r"): " ", ord("\n"): " "}


def _plain(heading: str) -> str:
    """A heading as headings are compared: without blanks, full-width forms and case."""
    return "".join(unicodedata.normalize("NFKC", heading).split()).casefold()
