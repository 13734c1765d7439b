"""Cells: the rows of a fact table added up by everything but their place, and sums of any selection of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reportgen.model.facts import FactTable
from reportgen.model.figure import Selection

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

PREFIXED = frozenset({"function", "economic"})
"""Dimensions whose conditions are code prefixes."""
MOST_KEYS = 2**62


class Cells:
    """A fact table grouped once by all its dimensions; tables, statements and origins read the groups alone.

    ``dimensions``: columns of the frame besides ``year``. Sums are exact: int64 where the table's total fits, Python
    ints otherwise (as `FactTable` says), and handed out as int 分.
    """

    def __init__(self, facts: FactTable, year: int, dimensions: tuple[str, ...]) -> None:
        import numpy as np
        import pandas as pd

        frame = facts.frame
        self.categories: dict[str, list[str]] = {"year": [str(year - 1), str(year)]}
        rows: dict[str, NDArray[Any]] = {"year": frame["year"].to_numpy() - (year - 1)}
        for name in dimensions:
            column: Any = frame[name].array
            self.categories[name] = [str(category) for category in column.categories]
            rows[name] = column.codes
        keys: NDArray[Any] = np.zeros(len(frame), dtype=np.int64)
        size = 1
        for name, codes in rows.items():
            width = max(len(self.categories[name]), 1)
            if size > MOST_KEYS // width:
                # Numbering anew the combinations that occur keeps the key within 64 bits.
                keys, distinct = pd.factorize(keys)
                size = len(distinct)
            keys = keys * width + codes
            size *= width
        self.cell_of_row: NDArray[np.intp]
        self.cell_of_row, distinct = pd.factorize(keys)
        first = np.zeros(len(distinct), dtype=np.intp)
        first[self.cell_of_row[::-1]] = np.arange(len(frame), dtype=np.intp)[::-1]
        self.codes = {name: codes[first] for name, codes in rows.items()}
        self.amounts: NDArray[Any] = frame["amount"].groupby(self.cell_of_row).sum().to_numpy()
        self._masks: dict[tuple[str, tuple[str, ...]], NDArray[np.bool_]] = {}

    def mask(self, selection: Selection) -> NDArray[np.bool_]:
        """Which cells a selection holds, as a truth value a cell."""
        mask = self._holds("year", (str(selection.year),))
        for name in self.categories:
            wanted = None if name == "year" else getattr(selection, name)
            if wanted is not None:
                mask = mask & self._holds(name, wanted)
        return mask

    def total(self, selection: Selection) -> int:
        """The exact sum of a selection in 分."""
        return int(self.amounts[self.mask(selection)].sum())

    def sums(self, selection: Selection, dimension: str) -> dict[str, int]:
        """The sums of a selection in 分 by the values of a dimension; values without money are left out."""
        import numpy as np

        mask = self.mask(selection)
        values = self.categories[dimension]
        sums = np.zeros(len(values), dtype=self.amounts.dtype)
        np.add.at(sums, self.codes[dimension][mask], self.amounts[mask])
        return {value: fen for value, fen in zip(values, sums.tolist(), strict=True) if fen}

    def _holds(self, name: str, wanted: tuple[str, ...]) -> NDArray[np.bool_]:
        import numpy as np

        key = (name, wanted)
        if key not in self._masks:
            values = self.categories[name]
            chosen = frozenset(wanted)
            admitted = [value.startswith(wanted) if name in PREFIXED else value in chosen for value in values]
            self._masks[key] = np.array(admitted, dtype=np.bool_)[self.codes[name]]
        return self._masks[key]
