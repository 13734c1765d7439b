"""The evidence of a failed identity: its sides, the input rows behind each, and the one row that would explain it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final, Literal
from weakref import WeakKeyDictionary

from reportgen.model.diagnostic import Note
from reportgen.model.facts import FactTable
from reportgen.model.figure import Figure, Selection
from reportgen.model.language import say
from reportgen.model.money import Money, decimal_text
from reportgen.model.place import Place
from reportgen.model.source import OWN_FUNDS_ITEMS, SOURCE_BY_KEY

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from reportgen.check.compare import Side
    from reportgen.check.context import Context
    from reportgen.compute.cells import Cells

TableName = Literal["lines", "income"]
TABLES: Final[tuple[TableName, ...]] = ("lines", "income")
MOST_ROWS = 10
"""So many rows of a side are told, the rest is counted."""
_ITEM_NAMES: Final = {item: name for name, item in OWN_FUNDS_ITEMS.items()}


class Facts:
    """A fact table by row: its columns as small integers, and which rows a selection holds."""

    def __init__(self, table: FactTable, year: int, dimensions: tuple[str, ...]) -> None:
        self.table = table
        self.dimensions = dimensions
        self._year = year
        self._columns: dict[str, Any] = {}

    @cached_property
    def cells(self) -> Cells:
        """The table as the computation groups it, so that the rows are those that a figure sums."""
        from reportgen.compute.cells import Cells

        return Cells(self.table, self._year, self.dimensions)

    @cached_property
    def amounts(self) -> NDArray[np.int64]:
        """Amounts in 分; each fits 64 bits, their sum need not."""
        import numpy as np

        return self.table.frame["amount"].to_numpy().astype(np.int64)

    def positions(self, selections: Iterable[Selection]) -> NDArray[np.intp]:
        """Rising positions of the rows that any of the selections holds."""
        import numpy as np

        mask = np.zeros(len(self.cells.amounts), dtype=bool)
        for selection in selections:
            mask |= self.cells.mask(selection)
        return np.flatnonzero(mask[self.cells.cell_of_row]) if len(mask) else np.zeros(0, dtype=np.intp)

    def total(self, positions: NDArray[np.intp]) -> int:
        """The exact sum of some rows in 分."""
        return int(self.table.frame["amount"].to_numpy()[positions].sum()) if len(positions) else 0

    def column(self, name: str) -> Any:
        """The array of a column, kept: a frame looks it up anew every time."""
        if name not in self._columns:
            self._columns[name] = self.table.frame[name].array
        return self._columns[name]

    def codes(self, name: str, positions: NDArray[np.intp]) -> NDArray[Any]:
        """The small integers of a column at some rows; `values` tells what they stand for."""
        codes: NDArray[Any] = self.column(name).codes[positions]
        return codes

    def values(self, name: str) -> list[str]:
        """The values of a column by their small integer."""
        return self.cells.categories[name]

    def value(self, name: str, position: int) -> str:
        """The value of a column at one row."""
        return str(self.column(name)[position])

    def place(self, position: int) -> Place:
        """Where the amount of a row stands."""
        source = self.table.files[int(self.column("file")[position])]
        return source.cell(int(self.column("row")[position]), "amount")

    def text(self, position: int, *, year: bool = False, source: bool = False) -> str:
        """The key cells of a row and its amount; year and source where they do not go without saying."""
        parts = [self.value("year", position)] if year else []
        if "item" in self.dimensions:
            item = self.value("item", position)
            parts += [SOURCE_BY_KEY[self.value("source", position)].name, _ITEM_NAMES.get(item, item)]
        else:
            parts += [self.value(name, position) for name in ("unit", "function", "project", "economic")]
            parts += [SOURCE_BY_KEY[self.value("source", position)].name] if source else []
        return f"{' '.join(part for part in parts if part)} {yuan_text(int(self.amounts[position]))}".strip()


Rows = Mapping[TableName, "NDArray[np.intp]"]
"""Positions of the rows behind a side, by table."""
First = Mapping[TableName, Sequence[int]]
"""Positions of the rows to tell before others, by table."""


class Evidence:
    """What the notes of several failed identities of one check share."""

    def __init__(self, context: Context) -> None:
        from reportgen.compute.selections import INCOME_DIMENSIONS, LINE_DIMENSIONS

        budget = context.budget
        self.facts: Mapping[TableName, Facts] = {
            "lines": Facts(budget.lines, budget.year, LINE_DIMENSIONS),
            "income": Facts(budget.income, budget.year, INCOME_DIMENSIONS),
        }

    def rows(self, selections: Sequence[Selection]) -> Rows:
        """The rows of some selections; tables without any are left out."""
        rows = {}
        for name in TABLES:
            wanted = [selection for selection in selections if selection.table == name]
            if wanted and len(positions := self.facts[name].positions(wanted)):
                rows[name] = positions
        return rows


_EVIDENCE: WeakKeyDictionary[Context, Evidence] = WeakKeyDictionary()


def evidence_of(context: Context) -> Evidence:
    """The evidence of a check; worked out when the first identity fails."""
    if context not in _EVIDENCE:
        _EVIDENCE[context] = Evidence(context)
    return _EVIDENCE[context]


def yuan_text(fen: int) -> str:
    """An amount with its unit, in the reader's language."""
    return decimal_text(fen, 2, thousands=True) + say(" 元", " yuan")


def side_notes(context: Context, sides: Sequence[Side]) -> tuple[Note, ...]:
    """A note a side with its amount and the rows behind it, then the row that alone explains the difference."""
    evidence = evidence_of(context)
    rows = [evidence.rows(selections_of(context, side)) for side in sides]
    amounts = [(side.fen, found) for side, found in zip(sides, rows, strict=True)]
    first, culprits = _explanation(context, amounts)
    notes: list[Note] = []
    for number, (side, found) in enumerate(zip(sides, rows, strict=True)):
        same = next((sides[i] for i in range(number) if found and _same(rows[i], found)), None)
        name = say(side.zh, side.en)
        told = say(f"{name}：", f"{name}: ") + yuan_text(side.fen)
        if same is not None:
            earlier = say(same.zh, same.en)
            notes.append(Note(told + say(f"（明细同“{earlier}”）", f" (the rows of {earlier})"), side.place))
            continue
        notes.append(Note(told, side.place))
        notes += row_notes(context, found, first)
        if not found:
            notes += listed(side.items or _declared(context, side), "项", "items")
    return (*notes, *culprits)


def _explanation(context: Context, sides: Sequence[tuple[int, Rows]]) -> tuple[First, tuple[Note, ...]]:
    """The rows to tell first, and notes on what explains the difference of some sides (amount, rows)."""
    from reportgen.check.compare import gaps

    first: First = {}
    culprits: tuple[Note, ...] = ()
    if gaps(context):
        # Only where income and lines do not balance is there an amount to search for.
        from reportgen.check.culprit import explanation

        first, culprits = explanation(context, sides)
    alone = _alone(context, sides) if not culprits else None
    return first, (alone,) if alone is not None else culprits


def _alone(context: Context, sides: Sequence[tuple[int, Rows]]) -> Note | None:
    """Of two amounts: the only row of the larger side that the smaller lacks and that is just the difference."""
    import numpy as np

    amounts = sorted({fen for fen, _ in sides})
    if len(amounts) != 2:
        return None
    (_, larger), (_, smaller) = (next(side for side in sides if side[0] == fen) for fen in reversed(amounts))
    found = []
    for name, positions in larger.items():
        facts = evidence_of(context).facts[name]
        own = positions[~np.isin(positions, smaller[name])] if name in smaller else positions
        found += [(facts, position) for position in own[facts.amounts[own] == amounts[1] - amounts[0]].tolist()]
    if len(found) != 1 or not smaller.keys() <= larger.keys():
        return None
    facts, position = found[0]
    row, words = (
        facts.text(position),
        say("只在一边的这一行，金额正好等于差额", "on one side alone, and just the difference"),
    )
    return Note(say(f"{row}：{words}", f"{row}: {words}"), facts.place(position))


def row_notes(context: Context, rows: Rows, first: First) -> list[Note]:
    """At most `MOST_ROWS` rows: those of ``first`` before the others, then the largest; then how many are left."""
    evidence = evidence_of(context)
    notes: list[Note] = []
    total = sum(len(positions) for positions in rows.values())
    for name, positions in rows.items():
        facts = evidence.facts[name]
        mixed = {column: _mixed(facts, column, positions) for column in ("year", "source")}
        for position in _telling(facts, positions, first.get(name, ())):
            if len(notes) < MOST_ROWS:
                notes.append(Note(facts.text(position, **mixed), facts.place(position)))
    if total > len(notes):
        left = total - len(notes)
        notes.append(Note(say(f"共 {total} 行，另有 {left} 行未列出", f"{total} rows, {left} more not listed")))
    return notes


def listed(items: Sequence[Note], measure_zh: str, measure_en: str) -> list[Note]:
    """At most `MOST_ROWS` items of a declared list, then how many are left."""
    notes = list(items[:MOST_ROWS])
    if left := len(items) - len(notes):
        zh, en = (
            f"共 {len(items)} {measure_zh}，另有 {left} {measure_zh}未列出",
            f"{len(items)} {measure_en}, {left} more",
        )
        notes.append(Note(say(zh, en)))
    return notes


def _telling(facts: Facts, positions: NDArray[np.intp], first: Sequence[int]) -> list[int]:
    """The rows to tell, most telling first."""
    import numpy as np

    mine = positions[np.isin(positions, np.array(first, dtype=np.intp))].tolist() if len(first) else []
    chosen = [position for position in first if position in set(mine)][:MOST_ROWS]
    order = np.argsort(-facts.amounts[positions], kind="stable")[: MOST_ROWS + len(chosen)]
    others = [position for position in positions[order].tolist() if position not in chosen]
    return (chosen + others)[:MOST_ROWS]


def _mixed(facts: Facts, column: str, positions: NDArray[np.intp]) -> bool:
    values: Any = (
        facts.table.frame[column].to_numpy()[positions] if column == "year" else facts.codes(column, positions)
    )
    return bool((values != values[0]).any())


def _same(one: Rows, other: Rows) -> bool:
    import numpy as np

    return one.keys() == other.keys() and all(np.array_equal(one[name], other[name]) for name in one)


def selections_of(context: Context, side: Side) -> tuple[Selection, ...]:
    """The selections of rows that a side sums: its own, or those of its figures."""
    if side.rows:
        return side.rows
    found: dict[Selection, None] = {}
    for figure in _leaves(context, side.keys):
        if figure.origin.selection is not None:
            found[figure.origin.selection] = None
    return tuple(found)


def _leaves(context: Context, keys: Iterable[str]) -> Iterator[Figure]:
    """The figures that others follow from, by their terms."""
    for key in keys:
        figure = context.figure(key)
        if figure is None:
            continue
        if figure.origin.selection is not None or figure.origin.places:
            yield figure
        else:
            yield from _leaves(context, (term.name for term in figure.formula.terms))


def _declared(context: Context, side: Side) -> list[Note]:
    """Declared facts behind a side that rests on no rows."""
    items = []
    for figure in _leaves(context, side.keys):
        for place, term in zip(figure.origin.places, figure.formula.terms, strict=False):
            value = yuan_text(term.value.fen) if isinstance(term.value, Money) else str(term.value)
            items.append(Note(f"{term.name} {value}", place))
    return items
