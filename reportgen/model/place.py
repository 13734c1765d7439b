"""Where a value stands in the user's files."""

from __future__ import annotations

from collections.abc import Mapping

import attrs


@attrs.frozen
class Place:
    """A spot in an input file: line and column (first is 1) of a text file, or sheet and cell of a workbook."""

    file: str
    """File name as the user wrote it, relative to the folder of budget.yaml."""
    line: int | None = None
    column: int | None = None
    sheet: str | None = None
    cell: str | None = None
    """Spreadsheet address such as ``H12``."""
    path: str | None = None
    """Dotted path inside budget.yaml, such as ``projects[3].unit``."""

    def __str__(self) -> str:
        if self.sheet is not None:
            return f"{self.file}#{self.sheet}" + (f"!{self.cell}" if self.cell else "")
        parts = [self.file, *(str(n) for n in (self.line, self.column) if n is not None)]
        return ":".join(parts)


def column_letters(column: int) -> str:
    """The letters of a column number: 1 → ``A``, 28 → ``AB``."""
    letters = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


@attrs.frozen
class SourceFile:
    """A table that money lines came from: a CSV file, or one sheet of a workbook."""

    name: str
    sheet: str | None = None
    columns: Mapping[str, int] = attrs.field(factory=dict, eq=False, repr=False)
    """Key of a column → its number (first is 1)."""

    def cell(self, row: int, key: str) -> Place:
        """The cell of a row under a column; the row alone where the column is not there."""
        column = self.columns.get(key)
        if self.sheet is None:
            return Place(self.name, line=row, column=column)
        return Place(self.name, sheet=self.sheet, cell=f"{column_letters(column or 1)}{row}")


@attrs.frozen
class HiddenCells:
    """What a spreadsheet hides of a table and the program reads all the same."""

    source: SourceFile
    rows: tuple[int, ...]
    """Numbers of the hidden rows with values, rising."""
    columns: tuple[str, ...]
    """Keys of the hidden columns."""
    sheet: bool
    """Whether the whole sheet is hidden."""


@attrs.frozen
class RowRange:
    """A run of input rows that a figure comes from; ``first`` = ``last`` for a single row (first line of the file = 1)."""

    file: str
    sheet: str | None
    first: int
    last: int
