"""Functional codes to 项 and basic expenditure to 款 (C25, C26), and no money at all (C29): what loading refuses is found in a table that has it."""

from __future__ import annotations

import attrs

from reportgen.check import run
from reportgen.model.diagnostic import Diagnostic
from reportgen.model.disclosure import Disclosure
from reportgen.model.facts import FactTable
from tests.unit.check.support import of


def recoded(disclosure: Disclosure, column: str, old: str, new: str, kind: str, code: str) -> list[Diagnostic]:
    """The findings of a rule after a code of one kind of expenditure was shortened in the money lines."""
    frame = disclosure.budget.lines.frame.copy()
    plain = frame[column].astype(object)
    plain[(plain == old) & (frame["kind"] == kind)] = new
    frame[column] = plain.astype("category")
    lines = FactTable(frame, disclosure.budget.lines.files)
    changed = attrs.evolve(disclosure, budget=attrs.evolve(disclosure.budget, lines=lines))
    return of(run(changed.budget, changed), code)


def test_the_reference_goes_to_the_lowest_level(reference: Disclosure) -> None:
    found = run(reference.budget, reference)
    assert of(found, "C25") == [] == of(found, "C26")


def test_a_functional_code_that_ends_above_its_items(reference: Disclosure) -> None:
    (found,) = recoded(reference, "function", "2210201", "22102", "basic", "C25")
    assert (found.level, found.value, found.expected) == ("warning", "22102", "a 7-digit code")
    assert found.place is not None
    assert found.place.file == "lines.csv"
    assert "3,463,600.00" in found.message


def test_basic_expenditure_that_ends_above_its_sections(reference: Disclosure) -> None:
    (found,) = recoded(reference, "economic", "30113", "301", "basic", "C26")
    assert (found.level, found.value, found.expected) == ("warning", "301", "a 5-digit code")
    assert "3,463,600.00" in found.message


def test_projects_may_stop_at_the_class(reference: Disclosure) -> None:
    assert recoded(reference, "economic", "30113", "301", "project", "C26") == []


def test_tables_with_headings_alone(reference: Disclosure) -> None:
    assert of(run(reference.budget, reference), "C29") == []
    lines = attrs.evolve(reference.budget.lines, frame=reference.budget.lines.frame.iloc[:0])
    changed = attrs.evolve(reference, budget=attrs.evolve(reference.budget, lines=lines))
    (found,) = of(run(changed.budget, changed), "C29")
    assert found.level == "warning"
    assert found.place is not None
    assert (found.place.file, found.place.line) == ("lines.csv", 1)
    assert "2024" in found.message
