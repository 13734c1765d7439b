"""Collects load errors, so that the user is told all of them at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from reportgen.load.catalogue_help import HELP
from reportgen.model.diagnostic import Diagnostic, InputError
from reportgen.model.language import say
from reportgen.model.place import HiddenCells, Place

if TYPE_CHECKING:
    from reportgen.load.xlsx_grid import Opened

MOST = 200
"""After so many errors loading stops: the cause of the rest is the same, and looking for near names takes time."""


class Report:
    """The diagnostics of one load. Codes are ``L`` and three digits."""

    def __init__(self) -> None:
        self.diagnostics: list[Diagnostic] = []
        self.told = 0
        """How many errors were told, those noted already among them: what tells whether a step went well."""
        self.hidden: list[HiddenCells] = []
        """What workbooks hide of the tables that were read."""
        self.veil: Callable[[Diagnostic], Diagnostic] = lambda found: found
        """What is told of an error, where withheld matter may have slipped to its place."""
        self.workbook: Opened | None = None
        """The workbook read last: the next table is often another sheet of it."""

    def error(
        self,
        code: str,
        zh: str,
        en: str,
        place: Place | None = None,
        value: str | None = None,
        expected: str | None = None,
    ) -> None:
        """Note a load error; ``zh`` and ``en`` are the same full sentence in both languages.

        What is noted already is not noted again: a file that several tables stand in is wrong once. Raises InputError
        when there are `MOST` errors already.
        """
        help_ = say(*HELP[code]) if code in HELP else None
        self._take(Diagnostic(code, "error", say(zh, en), place, value, expected, help_))

    def _take(self, found: Diagnostic) -> None:
        self.told += 1
        found = self.veil(found)
        if found in self.diagnostics:
            return
        if len(self.diagnostics) >= MOST:
            raise self.failure()
        self.diagnostics.append(found)

    def extend(self, diagnostics: Iterable[Diagnostic]) -> None:
        """Take over what another report noted. Raises InputError when that makes more than `MOST` errors."""
        for found in diagnostics:
            self._take(found)

    @property
    def failed(self) -> bool:
        """Whether anything was noted."""
        return bool(self.diagnostics)

    def failure(self) -> InputError:
        """The exception that carries everything noted, file by file from top to bottom; raise it where loading ends."""
        files = list(dict.fromkeys(_file(found.place) for found in self.diagnostics))
        order = {file: number for number, file in enumerate(files)}
        return InputError(sorted(self.diagnostics, key=lambda found: (order[_file(found.place)], _spot(found.place))))

    def stop_if_failed(self) -> None:
        """Raise InputError with everything noted so far, if anything was."""
        if self.failed:
            raise self.failure()


def _file(place: Place | None) -> tuple[str, str | None]:
    return ("", None) if place is None else (place.file, place.sheet)


def _spot(place: Place | None) -> tuple[int, int]:
    """Row and column, 0 for what is about the whole file."""
    if place is None:
        return 0, 0
    if place.cell is None:
        return place.line or 0, place.column or 0
    letters = place.cell.rstrip("0123456789")
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(place.cell[len(letters) :] or 0), column
