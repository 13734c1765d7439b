"""Repeated cell values, validated once each: a column as its different values and, per row, which one it is."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

import attrs

from reportgen.load.grid import Grid
from reportgen.load.raw import clean, names_total, shown, total_words
from reportgen.load.report import MOST, Report
from reportgen.model.language import say
from reportgen.model.place import Place

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Mask = npt.NDArray[np.bool_]
    Codes = npt.NDArray[np.int32]

FEW: Final = 10
"""So many rows with the same mistake are told one by one."""


@attrs.frozen(eq=False)
class Column:
    """One column: ``values`` are its different texts, cleaned; ``codes`` the index into them, per row."""

    values: list[str]
    codes: Codes
    raw_codes: Codes
    """The same for the texts to the letter."""

    def where(self, test: Callable[[str], bool]) -> Mask:
        """The rows whose value passes ``test``, which is asked once per different value."""
        import numpy as np

        return np.fromiter(map(test, self.values), dtype=bool, count=len(self.values))[self.codes]

    def among(self, values: Collection[str]) -> Mask:
        """The rows whose value is one of ``values``."""
        return self.where(values.__contains__)

    @property
    def blank(self) -> Mask:
        """The rows without a value."""
        return self.among(("",))

    def translated(self, names: Mapping[str, str]) -> Column:
        """The column with other values: ``names[value]``, or the value itself where there is none."""
        return _merged([names.get(value, value) for value in self.values], self.codes, self.raw_codes)


def factorise(texts: Sequence[str], cleaned: Callable[[str], str] | None = clean) -> Column:
    """The different values of ``texts``, each cleaned once; with ``cleaned`` None, as they are."""
    import numpy as np
    import pandas as pd

    cells = np.empty(len(texts), dtype=object)
    cells[:] = texts
    raw_codes, raw = pd.factorize(cells)
    codes = raw_codes.astype(np.int32)
    if cleaned is None:
        return Column(raw.tolist(), codes, codes)
    return _merged([cleaned(text) for text in raw], codes, codes)


def _merged(values: list[str], codes: Codes, raw_codes: Codes) -> Column:
    """A column in which equal values have one code."""
    import numpy as np

    different: dict[str, int] = {}
    numbers = [different.setdefault(value, len(different)) for value in values]
    return Column(list(different), np.array(numbers, dtype=np.int32)[codes], raw_codes)


@attrs.frozen
class Message:
    """What is wrong with a value, in both languages, and what would be right."""

    zh: str
    en: str
    expected: str | None = None
    discreet: bool = False
    """Whether the value is not shown."""


@attrs.frozen(eq=False)
class Checker:
    """Tells mistakes by value: the first few rows that have it, each with its place."""

    grid: Grid
    report: Report
    columns: Mapping[str, Column]
    skip: Mask
    """Rows of which nothing more is told, such as a row of totals."""

    def tell(
        self,
        bad: Mask,
        key: str,
        code: str,
        message: Callable[[int], Message],
        by: tuple[str, ...] = (),
    ) -> None:
        """Note an error for the cells under ``key`` of the ``bad`` rows.

        Rows with the same value there (and under the keys ``by``) have the same mistake; ``message`` is asked for the
        first of them.
        """
        rows = (bad & ~self.skip).nonzero()[0].tolist()
        if not rows:
            return
        groups = self._groups(rows, (key, *by))
        count = Counter(groups)
        seen: Counter[int] = Counter()
        messages: dict[int, Message] = {}
        for row, group in zip(rows, groups, strict=True):
            seen[group] += 1
            if seen[group] > FEW:
                continue
            if group not in messages:
                messages[group] = message(row)
            more = count[group] - FEW if seen[group] == FEW else 0
            self._note(row, key, code, messages[group], more)

    def _groups(self, rows: list[int], keys: tuple[str, ...]) -> list[int]:
        """A number for each of the rows, the same for rows with the same values under the keys."""
        import numpy as np

        groups = np.zeros(len(rows), dtype=np.int64)
        for key in keys:
            column = self.columns[key]
            groups = groups * len(column.values) + column.codes[rows]
        numbers: list[int] = groups.tolist()
        return numbers

    def _note(self, row: int, key: str, code: str, message: Message, more: int) -> None:
        zh = f"{message.zh}（另有 {more} 行相同）" if more > 0 else message.zh
        en = f"{message.en} (and {more} more rows)" if more > 0 else message.en
        value = None if message.discreet else shown(self.value(row, key))
        self.report.error(code, zh, en, self.grid.place(row, key), value or None, message.expected)

    def value(self, row: int, key: str) -> str:
        """The cleaned value of a cell."""
        column = self.columns[key]
        return column.values[int(column.codes[row])]


def totals_rows(grid: Grid, columns: Mapping[str, Column], keys: Sequence[str], report: Report) -> Mask:
    """The rows that are sums (合计), told as errors: a table holds single rows only, and sums are computed."""
    import numpy as np

    zh, en, right = total_words()
    found = np.zeros(len(grid), dtype=bool)
    for key in keys:
        mask = columns[key].where(names_total)
        Checker(grid, report, columns, found).tell(mask, key, "L212", lambda _row: Message(zh, en, right))
        found = found | mask
    return found


def stray_rows(grid: Grid, columns: Mapping[str, Column], done: Mask, report: Report) -> Mask:
    """The rows without year, source and amount, told as errors: notes, signatures, whatever stands below a table."""
    dated = columns["year"].where(lambda value: re.fullmatch(r"(?:19|20)[0-9]{2}年?", value) is not None)
    found = ~dated & columns["source"].blank & ~done
    if found.any():
        found &= columns["amount"].where(lambda text: not text.strip())
    zh, en = (
        "这一行不是数据：没有年度、资金来源和金额",
        "this row is no data: it has neither year nor source nor amount",
    )
    right = say("删去这一行；注释、制表人等写在表外", "delete the row; notes and signatures stand outside of the table")
    left = found
    for key in columns:  # told at the first cell that is not blank
        here = left & ~columns[key].blank
        Checker(grid, report, columns, ~found).tell(here, key, "L214", lambda _row: Message(zh, en, right))
        left = left & ~here
    return found


def repeated_rows(grid: Grid, columns: Mapping[str, Column]) -> tuple[tuple[Place, Place], ...]:
    """(row, earlier row) pairs that are the same to the letter; the first `MOST` of them, more having one cause."""
    import pandas as pd

    letters = pd.DataFrame({key: column.raw_codes for key, column in columns.items()})
    pairs: list[tuple[Place, Place]] = []
    first: dict[tuple[Any, ...], int] = {}
    repeated = letters[letters.duplicated(keep=False)]
    for row in repeated.itertuples(name=None):
        index, key = int(row[0]), row[1:]
        earlier = first.setdefault(key, index)
        if earlier != index:
            pairs.append((grid.place(index), grid.place(earlier)))
            if len(pairs) == MOST:
                break
    return tuple(pairs)
