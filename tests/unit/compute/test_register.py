"""The register: one figure a number, table cells under their own keys."""

from __future__ import annotations

from reportgen.compute.context import Context
from reportgen.model.figure import Selection, Term
from reportgen.model.money import Money
from tests.unit.compute.small import YEAR, Line, small

CURRENT = Selection("lines", YEAR)
NOTHING = Selection("lines", YEAR, source=("own-funds",))


def test_an_amount_that_is_a_cell_keeps_the_cells_key() -> None:
    register = Context.of(small([Line(700)])).register
    assert register.cells("t9/x", {"total": 700}, {"total": CURRENT}) == {"total": "t9/x/total"}
    assert register.amount("some/amount", CURRENT, "t9/x/total") == "t9/x/total"
    assert register.aliases == {"some/amount": "t9/x/total"}
    assert list(register.figures) == ["t9/x/total"]


def test_a_blank_cell_has_no_figure_and_the_statement_a_zero() -> None:
    register = Context.of(small([Line(700)])).register
    assert register.cells("t9/x", {}, {"total": NOTHING}) == {}
    assert register.amount("some/amount", NOTHING, "t9/x/total") == "some/amount"
    assert register.aliases == {}
    assert register.figures["some/amount"].text() == "0.00"


def test_an_amount_without_a_cell_is_summed_from_its_rows() -> None:
    register = Context.of(small([Line(700)])).register
    key = register.amount("some/amount", CURRENT, "t9/not-there")
    figure = register.figures[key]
    assert figure.value == Money(700)
    assert figure.formula.terms == (Term("Σ lines.amount", Money(700)),)
    assert figure.formula.condition == "year=2024"


def test_sums_of_figures() -> None:
    register = Context.of(small()).register
    register.fact("a", "procurement.goods", Money(5), None)
    register.fact("b", "procurement.works", Money(8), None)
    total = register.figures[register.terms("c", ["a", "b"])]
    assert total.value == Money(13)
    assert total.formula.terms == (Term("a", Money(5)), Term("b", Money(8)))


def test_counts_add_their_terms() -> None:
    register = Context.of(small()).register
    figure = register.figures[register.count("n", [Term("x", 586), Term("y", 301)], "人", [None])]
    assert (figure.value, figure.text(), figure.unit(), figure.machine_value) == (887, "887", "人", "887")
