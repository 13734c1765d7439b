"""The register: every figure that can be printed, by key, and the statement keys that stand for table cells."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from reportgen.compute.cells import Cells
from reportgen.compute.selections import condition
from reportgen.model.figure import Figure, Formula, Origin, Selection, Term
from reportgen.model.money import Money
from reportgen.model.place import Place

SUMS: Final = {"lines": "Σ lines.amount", "income": "Σ income.amount"}
"""Name of the term that is a sum of input rows, by fact table."""


class Register:
    """Figures in the order of the report; amounts that are table cells stand once, under the cell's key."""

    def __init__(self, lines: Cells, income: Cells) -> None:
        self.figures: dict[str, Figure] = {}
        self.aliases: dict[str, str] = {}
        self._cells: Mapping[str, Cells] = {"lines": lines, "income": income}

    def add(self, figure: Figure) -> str:
        """Enter a figure; returns its key."""
        self.figures[figure.key] = figure
        return figure.key

    def rows(self, key: str, fen: int, selection: Selection, *, bare_zero: bool = False) -> str:
        """Enter the sum ``fen`` of a selection of input rows; returns its key."""
        value = Money(fen)
        formula = Formula("sum", (Term(SUMS[selection.table], value),), condition(selection))
        return self.add(Figure(key, "amount", value, formula, Origin(selection), bare_zero=bare_zero))

    def cells(self, row: str, amounts: Mapping[str, int], selections: Mapping[str, Selection]) -> dict[str, str]:
        """Enter the cells of a table row, ``row/COLUMN``; returns column → key, a blank cell (exact zero) left out.

        Rule 7: exact zero is blank, while what rounds to nothing is printed.
        """
        return {
            column: self.rows(f"{row}/{column}", amounts[column], selection)
            for column, selection in selections.items()
            if amounts.get(column)
        }

    def amount(self, key: str, selection: Selection, cell: str | None = None, *, bare_zero: bool = False) -> str:
        """An amount of a statement; returns the key to print.

        That is the key of the table ``cell`` which the amount is, where the cell has money (``key`` is then its
        alias); else ``key`` itself, entered as the sum of ``selection``.
        """
        if cell is not None and cell in self.figures:
            self.aliases[key] = cell
            return cell
        return self.rows(key, self.total(selection), selection, bare_zero=bare_zero)

    def terms(self, key: str, operands: Sequence[str]) -> str:
        """Enter an amount that is the sum of other amounts of the register; returns its key."""
        value = Money(sum(self.fen(operand) for operand in operands))
        formula = Formula("sum", tuple(self.term(operand) for operand in operands))
        return self.add(Figure(key, "amount", value, formula))

    def fact(self, key: str, name: str, value: Money, place: Place | None) -> str:
        """Enter an amount that the user declared under the dotted path ``name``; returns its key."""
        return self.add(Figure(key, "amount", value, Formula("fact", (Term(name, value),)), _places(place)))

    def count(
        self, key: str, terms: Sequence[Term], measure: str, places: Sequence[Place | None], condition: str = ""
    ) -> str:
        """Enter a count of things, the sum of its terms; ``condition`` tells which things; returns its key."""
        value = sum(int(term.value) for term in terms if not isinstance(term.value, Money))
        formula = Formula("count", tuple(terms), condition)
        return self.add(Figure(key, "count", value, formula, _places(*places), measure))

    def total(self, selection: Selection) -> int:
        """The exact sum of a selection of input rows in 分."""
        return self._cells[selection.table].total(selection)

    def fen(self, key: str) -> int:
        """The exact value of an amount in 分. Raises KeyError for a key that is not registered."""
        value = self.figures[key].value
        assert isinstance(value, Money)
        return value.fen

    def term(self, key: str) -> Term:
        """A figure as an operand of a formula."""
        return Term(key, self.figures[key].value)


def _places(*places: Place | None) -> Origin:
    return Origin(places=tuple(place for place in places if place is not None))
