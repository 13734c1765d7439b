"""The input line that a finding is about, for people to look at; what is withheld or private never stands in it."""

from __future__ import annotations

import posixpath
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from reportgen.load.grid import split_reference
from reportgen.model.diagnostic import Diagnostic, InputError
from reportgen.model.place import Place
from reportgen.publish.excerpts_tables import Tables
from reportgen.publish.excerpts_yaml import Tree, YamlLines, read_tree

PRIVATE = "P"
"""First letter of the rules of privacy: the lines that they find are shown to nobody."""


class Span(NamedTuple):
    """Where the marked text stands in its file: line, first column and the column behind it (first is 1)."""

    line: int
    start: int
    end: int


class Excerpt(NamedTuple):
    """One line of the input, or one cell of a workbook, as it may be shown."""

    line: int | None
    """Number of the line; None for a cell of a workbook."""
    text: str
    """What may be shown; ``…`` stands for everything else."""
    start: int
    """The first character under the mark (first is 0)."""
    length: int
    """How many characters are marked."""
    span: Span | None = None
    """Where the marked text stands in the file; None where the file does not hold it so."""


class Excerpts:
    """Excerpts for the findings on one budget. Files are read when the first excerpt is asked for.

    What may not be published is left out (input contract, "Withheld matter"): of YAML the surviving keys and values
    alone are shown, no comments; of a load error the words of the contract and the value told; of indicators the rows
    of projects that publish them. Nothing is shown of a line that holds private matter.
    """

    def __init__(self, budget: Path, diagnostics: Sequence[Diagnostic]) -> None:
        self._budget = budget
        self._diagnostics = diagnostics

    def of(self, diagnostic: Diagnostic) -> Excerpt | None:
        """The excerpt for one of the findings; None where there is none that could be shown."""
        place = diagnostic.place
        if place is None or _is_private(diagnostic):
            return None
        try:
            excerpt = self._excerpt(diagnostic, place)
            hidden = excerpt is None or bool(_spots(place, excerpt.line) & self._private)
        except (OSError, RuntimeError, ValueError, InputError):  # what cannot be read again, as a link to itself
            return None
        return None if hidden or excerpt is None or _holds_private_number(excerpt.text) else excerpt

    def _excerpt(self, diagnostic: Diagnostic, place: Place) -> Excerpt | None:
        for folder in (self._own, self._prior):
            if folder is not None and folder.knows(place):
                return folder.excerpt(diagnostic, place)
        return None

    @cached_property
    def _own(self) -> _Folder | None:
        return _Folder.read(self._budget, self._budget.name)

    @cached_property
    def _prior(self) -> _Folder | None:
        """Last year's budget, when one is named."""
        written = self._own.tree.word("prior") if self._own is not None else ""
        return _Folder.read(self._budget.parent / written, written) if written else None

    @cached_property
    def _private(self) -> frozenset[tuple[str, object]]:
        """Every line and cell that a finding on private matter is about."""
        found: set[tuple[str, object]] = set()
        for diagnostic in filter(_is_private, self._diagnostics):
            if diagnostic.place is not None:
                found |= _spots(diagnostic.place, diagnostic.place.line)
                for folder in (self._own, self._prior):
                    if folder is not None and folder.knows(diagnostic.place):
                        found |= {(diagnostic.place.file, line) for line in folder.lines(diagnostic.place)}
        return frozenset(found)


class _Folder(NamedTuple):
    """One budget.yaml with its tables; ``name`` is that of budget.yaml as findings name it."""

    name: str
    tree: Tree
    yaml: YamlLines
    tables: Tables

    @staticmethod
    def read(path: Path, name: str) -> _Folder | None:
        """None where the YAML cannot be read without an error, so that what it withholds is not certain."""
        tree = read_tree(path)
        if tree is None:
            return None
        return _Folder(posixpath.normpath(name), tree, YamlLines(tree), Tables(path.parent, tree))

    def knows(self, place: Place) -> bool:
        """Whether the place is in this budget.yaml or one of its tables."""
        return place.file == self.name or self._own_name(place) in self.tables.names

    def _own_name(self, place: Place) -> str:
        """The file of a place as this budget.yaml names it."""
        folder = posixpath.dirname(self.name)
        names = self.tables.names
        return next(
            (name for name in names if posixpath.normpath(posixpath.join(folder, name)) == place.file), place.file
        )

    def excerpt(self, diagnostic: Diagnostic, place: Place) -> Excerpt | None:
        """The excerpt of a finding at a place that it knows."""
        if place.file == self.name:
            shown = self.yaml.shown(diagnostic, place)
        else:
            name = split_reference(self._own_name(place))[0]
            shown = self.tables.shown(
                diagnostic, Place(name, place.line, place.column, place.sheet, place.cell, place.path)
            )
        if shown is None:
            return None
        span = None
        if shown.line is not None and shown.column is not None:
            span = Span(shown.line, shown.column, shown.column + shown.length)
        return Excerpt(shown.line, shown.text, shown.start, shown.length, span)

    def lines(self, place: Place) -> range:
        """The lines on which the value at a place stands."""
        if place.line is None:
            return range(0)
        return self.yaml.lines_of(place) if place.file == self.name else range(place.line, place.line + 1)


def _is_private(diagnostic: Diagnostic) -> bool:
    return bool(getattr(diagnostic, "discreet", False)) or diagnostic.code.startswith(PRIVATE)


def _spots(place: Place, line: int | None) -> set[tuple[str, object]]:
    """What is shown of a place: the lines, or the row of the sheet."""
    if place.sheet is not None:
        return {(place.file, (place.sheet, (place.cell or "").lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")))}
    return {(place.file, number) for number in (place.line, line) if number is not None}


def _holds_private_number(text: str) -> bool:
    from reportgen.check.privacy.numbers import mask

    return mask(text) != text
