"""What a rendered report must agree with the oracle on."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.model.disclosure import Disclosure
from tests.support.oracle import Expected
from tests.support.page import Report, squeezed

UP = {"增加", "增长"}


def disagreements(expected: Expected, disclosure: Disclosure, report: Report) -> Iterator[str]:
    """Everything in which the page or the register differs from the oracle, in words."""
    yield from _tables(expected, report)
    yield from _cells(expected, report)
    yield from _statement_figures(expected, disclosure)
    yield from _directions(expected, disclosure)
    yield from _lists(expected, report)


def _tables(expected: Expected, report: Report) -> Iterator[str]:
    for number, rows in expected.tables.items():
        found = [[squeezed(cell) for cell in row] for row in report.rows(number)]
        wanted = [[squeezed(cell) for cell in row] for row in rows]
        if found != wanted:
            pairs = zip(found, wanted, strict=False)
            first = next(((a, b) for a, b in pairs if a != b), (len(found), len(wanted)))
            yield f"table {number}: page {first[0]}, oracle {first[1]}"


def _cells(expected: Expected, report: Report) -> Iterator[str]:
    shown = {figure.key: figure for figure in report.figures()}
    for key, text in expected.cells.items():
        if key not in shown or (shown[key].text, shown[key].value) != (text, expected.values[key]):
            yield f"{key}: page {shown.get(key)}, oracle {text} {expected.values[key]}"
    known = {key for key in shown if key[0] == "t" and key[1].isdigit() and not key.startswith(("t1/", "t4/"))}
    yield from (f"{key}: on the page, not in the oracle" for key in known - set(expected.cells))


def _statement_figures(expected: Expected, disclosure: Disclosure) -> Iterator[str]:
    for key, text in expected.figures.items():
        try:
            figure = disclosure.figure(key)
        except KeyError:
            yield f"{key}: not registered, oracle {text}"
            continue
        if (figure.text(), figure.machine_value) != (text, expected.values[key]):
            yield f"{key}: registered {figure.text()} {figure.machine_value}, oracle {text} {expected.values[key]}"
    for key in expected.without_growth:
        if f"{key}/growth" in disclosure.figures:
            yield f"{key}: has a growth, though there was nothing to grow from"


def _directions(expected: Expected, disclosure: Disclosure) -> Iterator[str]:
    statements = disclosure.statements
    funds = [fund for fund in (statements.government_fund, statements.state_capital) if fund is not None]
    entries = [
        *statements.income,
        *statements.expenditure,
        *statements.appropriation.kinds,
        *statements.appropriation.items,
        *statements.travel,
        statements.travel_total,
        statements.operating_funds,
        *(entry for fund in funds for entry in fund.items),
    ]
    directions = {entry.change: entry.direction for entry in entries if entry.change}
    for key, word in expected.directions.items():
        if key.endswith("/change") and directions.get(key) != ("up" if word in UP else "down"):
            yield f"{key}: {directions.get(key)}, oracle {word}"


def _lists(expected: Expected, report: Report) -> Iterator[str]:
    for name, statement in (
        ("statement-1/income", 1),
        ("statement-1/expenditure", 1),
        ("statement-6/staff", 6),
        ("statement-6/operating", 6),
    ):
        names = expected.lists.get(name, [])
        if names and squeezed("、".join(names)) + "。" not in report.statement(statement):
            yield f"{name}: {names} is not what statement {statement} says"
