"""Origins: the input rows of a figure, worked out when asked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from reportgen.compute.cells import Cells
from reportgen.model.disclosure import Runs
from reportgen.model.facts import FactTable
from reportgen.model.figure import Figure, Selection
from reportgen.model.place import Place, RowRange, SourceFile

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


class TableRows:
    """The rows of one fact table by cell, in the order of the files."""

    def __init__(self, facts: FactTable, cells: Cells) -> None:
        import numpy as np

        file, row = facts.frame["file"].to_numpy(), facts.frame["row"].to_numpy()
        order = np.lexsort((row, file))
        self._files = facts.files
        self._file, self._row = file[order], row[order]
        self._cell = cells.cell_of_row[order]
        self._by_cell = np.argsort(self._cell, kind="stable")
        self._counts = np.bincount(self._cell, minlength=len(cells.amounts))
        self._starts = np.cumsum(self._counts) - self._counts
        self._cells = cells

    def runs(self, selections: list[Selection]) -> Iterator[Runs]:
        """The rows that any of the selections holds, as runs, file by file."""
        import numpy as np

        mask = self._cells.mask(selections[0])
        for selection in selections[1:]:
            mask = mask | self._cells.mask(selection)
        positions = self._positions(mask)
        file, row = self._file[positions], self._row[positions]
        for number in np.unique(file).tolist():
            rows = row[file == number]
            gaps = np.flatnonzero(np.diff(rows) != 1)
            first = rows[np.concatenate(([0], gaps + 1))]
            last = rows[np.concatenate((gaps, [len(rows) - 1]))]
            yield Runs(self._files[number], first.tolist(), last.tolist())

    def _positions(self, mask: NDArray[np.bool_]) -> NDArray[Any]:
        """Rising positions of the rows of the marked cells."""
        import numpy as np

        cells = np.flatnonzero(mask)
        counts = self._counts[cells]
        many = int(counts.sum())
        if many > len(self._row) // 8:
            return np.flatnonzero(mask[self._cell])
        # Few rows: gather each cell's slice instead of walking the whole table.
        offsets = np.repeat(self._starts[cells] - (np.cumsum(counts) - counts), counts)
        return np.sort(self._by_cell[offsets + np.arange(many)])


class Origins:
    """From a figure to the rows it comes from: its own, or those of its operands."""

    def __init__(self, facts: Mapping[str, tuple[FactTable, Cells]], figures: Mapping[str, Figure]) -> None:
        self._facts = facts
        self._figures = figures
        self._tables: dict[str, TableRows] = {}

    def __call__(self, figure: Figure) -> tuple[RowRange, ...]:
        """The input rows of a figure, as ranges: rows of lines.csv, of income.csv, then declared facts."""
        return tuple(
            RowRange(runs.source.name, runs.source.sheet, first, last)
            for runs in self.runs(figure)
            for first, last in zip(runs.first, runs.last, strict=True)
        )

    def runs(self, figure: Figure) -> tuple[Runs, ...]:
        """The same, a file at a time."""
        selections: list[Selection] = []
        places: list[Place] = []
        self._collect(figure, selections, places)
        found: list[Runs] = []
        for table in ("lines", "income"):
            wanted = [selection for selection in selections if selection.table == table]
            if wanted:
                found += self._table(table).runs(wanted)
        return (*found, *_declared(places))

    def _collect(self, figure: Figure, selections: list[Selection], places: list[Place]) -> None:
        """Gather selections and places: a figure without its own follows from its terms."""
        origin = figure.origin
        places += origin.places
        if origin.selection is not None:
            selections.append(origin.selection)
            return
        for term in figure.formula.terms:
            if term.name in self._figures:
                self._collect(self._figures[term.name], selections, places)

    def _table(self, table: str) -> TableRows:
        if table not in self._tables:
            self._tables[table] = TableRows(*self._facts[table])
        return self._tables[table]


def _declared(places: list[Place]) -> Iterator[Runs]:
    """The lines (or sheet rows) of declared facts, adjoining ones as one run."""
    lines: dict[SourceFile, set[int]] = {}
    for place in places:
        number = place.line if place.line is not None else _sheet_row(place.cell)
        if number is not None:
            lines.setdefault(SourceFile(place.file, place.sheet), set()).add(number)
    for source, numbers in lines.items():
        first = sorted(number for number in numbers if number - 1 not in numbers)
        last = sorted(number for number in numbers if number + 1 not in numbers)
        yield Runs(source, first, last)


def _sheet_row(cell: str | None) -> int | None:
    digits = (cell or "").lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    return int(digits) if digits else None
