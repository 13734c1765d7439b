"""A table made ready for its template: cells of labels and figure keys, row by row, both sides side by side."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest
from typing import NamedTuple

from reportgen.model.codelist import split
from reportgen.model.disclosure import Row, RowLevel, Table
from reportgen.model.language import say
from reportgen.render.layout import LabelColumn, Side, TableLayout

CODE_PARTS = {"class": 0, "section": 1, "item": 2}
"""Label columns that show one part of a split code."""


class LabelCell(NamedTuple):
    """A label with the class names of its cell."""

    css: str
    text: str


class Group(NamedTuple):
    """The cells of one side: labels, then figure keys (None = blank)."""

    labels: tuple[LabelCell, ...]
    keys: tuple[str | None, ...]


class RowView(NamedTuple):
    """A printed row and its level, which is the class name of its element."""

    level: RowLevel
    groups: tuple[Group, ...]


def row_views(table: Table, layout: TableLayout) -> Iterator[RowView]:
    """The rows as printed. The totals of both sides stand in the last row, whichever side is longer (rule 11).

    Raises LookupError in words for a column or line of the layout that is not there.
    """
    unknown = [column for column in layout.main.columns if column not in table.columns]
    if unknown:
        zh, en = f"表格 {table.id} 没有“{unknown[0]}”这一列", f"table {table.id} has no column `{unknown[0]}`"
        raise LookupError(say(zh, en))
    if layout.side is None:
        for row in table.rows:
            yield RowView(row.level, (_group(row, layout.main, layout),))
        return
    for left, right in _beside(table.side, table.rows):
        level: RowLevel = right.level if right else "line"
        yield RowView(level, (_group(left, layout.side, layout), _group(right, layout.main, layout)))


def _beside(left: tuple[Row, ...], right: tuple[Row, ...]) -> Iterator[tuple[Row | None, Row | None]]:
    bodies = ([row for row in side if row.level != "total"] for side in (left, right))
    totals = ([row for row in side if row.level == "total"] for side in (left, right))
    yield from zip_longest(*bodies)
    yield from zip_longest(*totals)


def _group(row: Row | None, side: Side, layout: TableLayout) -> Group:
    if row is None:
        return Group(tuple(LabelCell("name", "") for _ in side.labels), (None,) * len(side.columns))
    labels = tuple(_label(row, column, layout) for column in side.labels)
    return Group(labels, tuple(row.cells.get(column) for column in side.columns))


def _label(row: Row, column: LabelColumn, layout: TableLayout) -> LabelCell:
    code, name = row.labels.get("code", ""), row.labels.get("name", "")
    if column.kind in CODE_PARTS:
        return LabelCell("code", split(code)[CODE_PARTS[column.kind]])
    css = "project-name" if column.kind == "project" else "name"
    if row.level == "total":
        return LabelCell(css, column.total)
    if column.kind == "project":
        return LabelCell(css, row.labels.get("project", ""))
    if column.kind == "line":
        line = layout.line(row.key)
        return LabelCell(f"{css} level-{line.level}", line.text)
    return LabelCell(css, f"{code} {name}" if column.kind == "coded-name" else name)


def row_label(row: Row, layout: TableLayout, side: Side) -> str:
    """What a row is called in lists of figures: its most telling label."""
    cells = [_label(row, column, layout) for column in side.labels]
    texts = [cell.text for cell in cells if cell.css != "code" and cell.text]
    return texts[-1] if texts else row.key
