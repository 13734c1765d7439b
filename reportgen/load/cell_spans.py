"""Where each character of a cell stands in the source of a CSV table, so that it can be replaced and nothing else."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping
from typing import Any, Final

from reportgen.load.spans import Span, Spot

_BREAK: Final = re.compile(r"\r\n|\r|\n")
_PLAIN: Final = re.compile(r"[^,\r\n]*")
_QUOTED: Final = re.compile(r'"(?:[^"]|"")*"')


class CsvSource:
    """The text of a CSV file (without BOM) and the cells in it."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._starts = [0, *(found.end() for found in _BREAK.finditer(text))]

    def spot(self, line: int, column: int) -> Spot | None:
        """The cell of that number (first is 1) in the row that begins on that line; None when there is none."""
        if not 0 < line <= len(self._starts):
            return None
        at = self._starts[line - 1]
        for number in range(1, column + 1):
            found = _QUOTED.match(self.text, at) or _PLAIN.match(self.text, at)
            assert found is not None, "an empty cell is a cell"
            if number == column:
                return self._cell((line, column), found.span(), found.re is _QUOTED)
            at = found.end()
            if not self.text.startswith(",", at):
                return None
            at += 1
        return None

    def _cell(self, number: tuple[int, int], whole: Span, quoted: bool) -> Spot:
        start, end = whole
        if not quoted:
            return Spot(number, self.text[start:end], whole, "cell", tuple((i, i + 1) for i in range(start, end)))
        spans: list[Span | None] = []
        at = start + 1
        while at < end - 1:
            width = 2 if self.text[at] == '"' else 1
            spans.append((at, at + width))
            at += width
        value = self.text[start + 1 : end - 1].replace('""', '"')
        return Spot(number, value, whole, "quoted cell", tuple(spans))

    def became(self, text: str, values: Mapping[Any, str]) -> bool:
        """Whether ``text`` says the same as this source but for these cells, (line, column) → value, which are as given."""
        try:
            old, new = _rows(self.text), _rows(text)
        except csv.Error:
            return False
        left = dict(values)
        for line, cells in old:
            for column in range(1, len(cells) + 1):
                cells[column - 1] = left.pop((line, column), cells[column - 1])
        return not left and [cells for _, cells in old] == [cells for _, cells in new]


def _rows(text: str) -> list[tuple[int, list[str]]]:
    """The rows of a CSV text as loading reads them, and the line on which each begins."""
    rows: list[tuple[int, list[str]]] = []
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    line = 1
    for cells in reader:
        rows.append((line, cells))
        line = reader.line_num + 1
    return rows
