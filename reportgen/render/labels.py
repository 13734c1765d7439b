"""What figures are called in lists, and their formulas in one line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from reportgen.model.disclosure import Disclosure, Row, Table
from reportgen.model.figure import Figure, Term
from reportgen.model.language import say
from reportgen.model.money import Money, ratio_value
from reportgen.render.header import column_names
from reportgen.render.layout import Layout, Side, TableLayout
from reportgen.render.table_view import row_label

VEHICLES: Final = "assets/vehicles/"
"""Keys below count the kinds of vehicles from 1, in the order of budget.yaml."""

OF_PROJECTS: Final = frozenset({"project", "carryover", "performance"})
"""First parts of keys whose second part is the id of a project, whatever it looks like."""

_SIGNS: Final = {"sum": " + ", "difference": " − ", "share": " ÷ "}


def label(key: str, disclosure: Disclosure, layout: Layout) -> str:
    """The name of one figure in the report's language: ``表 2 一般公共服务支出 单位资金``. For many, use `Labels`."""
    return Labels(disclosure, layout).of(key)


class Labels:
    """The names of all figures of a disclosure. Namesakes are told apart by their code or id."""

    def __init__(self, disclosure: Disclosure, layout: Layout) -> None:
        self._disclosure = disclosure
        self._layout = layout
        self._codes = _code_names(disclosure)
        self._projects = _told_apart({project.id: project.name for project in disclosure.budget.declaration.projects})
        self._cells: dict[str, str] = {}
        for id, form in layout.tables.items():
            if id in disclosure.tables:
                number = layout.phrases["table-number"].plain({"number": form.number})
                self._cells |= {key: f"{number} {name}" for key, name in _cells(disclosure.tables[id], form)}

    def of(self, key: str) -> str:
        """The name of a figure: of a table cell by table, row and column, of any other by the parts of its key."""
        key = self._disclosure.aliases.get(key, key)
        return self._cells.get(key) or " ".join(dict.fromkeys(word for word in self._words(key) if word))

    def _words(self, key: str) -> Iterator[str]:
        labels = self._layout.labels
        head, *rest = key.split("/")
        yield labels.get(f"{head}/", head)
        if head in OF_PROJECTS and rest[0] in self._projects:
            yield self._projects[rest.pop(0)]
        for part in rest:
            if key.startswith(VEHICLES) and part.isdigit():
                yield self._vehicle(int(part))
            else:
                yield labels[part] if part in labels else self._codes.get(part, part)

    def _vehicle(self, number: int) -> str:
        assets = self._disclosure.budget.declaration.assets
        return assets.vehicles[number - 1].kind if assets else str(number)


def _code_names(disclosure: Disclosure) -> dict[str, str]:
    """Names of the function codes that keys of figures hold."""
    functions = disclosure.functions
    parts = {part for key in disclosure.figures for part in key.split("/") if part in functions}
    return _told_apart({part: functions.name(part) for part in sorted(parts)})


def _told_apart(names: Mapping[str, str]) -> dict[str, str]:
    """The names by key, with the last part of the key behind those that occur more than once."""
    counts = Counter(names.values())
    return {key: name if counts[name] == 1 else f"{name}（{key.rpartition('/')[2]}）" for key, name in names.items()}


def _cells(table: Table, form: TableLayout) -> Iterator[tuple[str, str]]:
    """(key, row and column name) of every cell that is not blank."""
    columns = column_names(form.header, sum(side.width for side in form.sides))
    left = 0
    for side in form.sides:
        rows = table.side if side is form.side else table.rows
        names = _row_names(rows, form, side)
        for row in rows:
            for column, words in zip(side.columns, columns[left + len(side.labels) :], strict=False):
                if column in row.cells:
                    yield row.cells[column], f"{names[row.key]} {words}"
        left += side.width


def _row_names(rows: Iterable[Row], form: TableLayout, side: Side) -> dict[str, str]:
    """Key of a row → its name; a row below a unit's is told with the unit."""
    names, unit = {}, ""
    for row in rows:
        name = row_label(row, form, side)
        if row.level in ("unit", "total"):
            unit = name if row.level == "unit" else ""
        elif unit:
            name = f"{unit} {name}"
        names[row.key] = name
    return _told_apart(names)


def formula_text(figure: Figure, *, numbers: bool = False) -> str:
    """The formula in one line: figure keys with signs; with ``numbers``, exact values (元, ratios) in their place."""
    formula = figure.formula
    terms = [_value(term) if numbers else term.name for term in formula.terms]
    if formula.operation == "growth":
        first, second = terms
        text = f"({first} − {second}) ÷ {second}"
    else:
        text = _SIGNS.get(formula.operation, " + ").join(terms)
    if not text:
        names = {"fact": say("填报", "as declared"), "count": say("计数", "count")}
        text = names.get(formula.operation, "Σ")
    return f"{text}（{formula.condition}）" if formula.condition else text


def _value(term: Term) -> str:
    if isinstance(term.value, Money):
        return term.value.yuan()
    return str(term.value) if isinstance(term.value, int) else ratio_value(term.value)
