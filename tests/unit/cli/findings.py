"""Findings that the tests of the forms share."""

from __future__ import annotations

from reportgen.model.diagnostic import Diagnostic, Edit, Note
from reportgen.model.place import Place
from reportgen.publish.excerpts import Excerpt, Span

FORM = Diagnostic(
    "F99", "warning", "The number stands in [].", Place("budget.yaml", 9, 7, path="projects[0].goal"), "[2017]", None,
    "Write 〔〕.", (Note("row 2", Place("lines.csv", 2, 8)), Note("all of it")), Edit(1, "[2017]", "〔2017〕"),
    ("t6/30110/total",),
)  # fmt: skip
"""A finding with everything that one can have."""


class OneLine:
    """Shows the same line for every finding."""

    def __init__(self, number: int | None, text: str, start: int, length: int) -> None:
        span = Span(number, start + 1, start + length + 1) if number else None
        self.excerpt = Excerpt(number, text, start, length, span)

    def of(self, diagnostic: Diagnostic, /) -> Excerpt | None:
        return self.excerpt
