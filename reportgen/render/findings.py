"""What check found, made ready for a draft: numbered, grouped, fit to print, with what each finding is about on the page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import groupby
from typing import Any, Final, Literal

import attrs
from markupsafe import Markup

from reportgen.model.diagnostic import Diagnostic
from reportgen.model.disclosure import Disclosure, IndicatorTable, Statements
from reportgen.model.ledger import STATUSES, LedgerEntry
from reportgen.model.place import Place
from reportgen.render.beside import DraftBody, Wanted, Words, sign, without_signs
from reportgen.render.coverage import covered
from reportgen.render.layout import Layout
from reportgen.render.page import Purpose
from reportgen.render.resources import resource_dir

Standing = Literal["error", "warning", "info", "accepted"]
STANDINGS: Final[tuple[Standing, ...]] = ("error", "warning", "info", "accepted")
"""Groups of the appendix in their order; ``accepted``: a finding that budget.yaml lets stand, with its reason."""
LISTED: Final = 200
"""So many findings are listed, the rest only counted."""
NOTES: Final = 10
"""So many lines of evidence are listed for one finding, the rest only counted."""
_LONGEST: Final = 600
"""Characters of a text of a finding that are printed."""
_KEYS: Final = 12
"""Figures of one finding that are looked for on the page."""
_WHY: Final = 160
"""Characters of the ledger's reasons that are printed; the findings in them stand in the appendix before."""
_RULES: Final = 3
"""Rules of an obligation that are named, the rest only counted."""
_PROJECT: Final = re.compile(r"projects\[(\d+)\]")
_CELLS: Final = ("level1", "level2", "level3", "value", "basis", "last_year", "weight", "rule", "evidence")
"""Columns of the indicator tables."""


@attrs.frozen
class Evidence:
    """One line of evidence and where it stands."""

    message: str
    place: str


@attrs.frozen
class Item:
    """A finding as it is printed; ``found`` and ``expected`` are empty where the message tells them."""

    number: int
    standing: Standing
    code: str
    message: str
    place: str
    found: str
    expected: str
    notes: tuple[Evidence, ...]
    more_notes: int
    help: str


@attrs.frozen
class Obligation:
    """A line of the ledger as it is printed: the first of its rules, and the first of its figures that can be gone to."""

    entry: LedgerEntry
    rules: tuple[str, ...]
    figure: str

    @property
    def more_rules(self) -> bool:
        """Whether it has more rules than are named."""
        return len(self.entry.rules) > len(self.rules)


class Findings:
    """The findings of a draft and its ledger, as its templates see them, for one rendering."""

    def __init__(
        self,
        disclosure: Disclosure,
        layout: Layout,
        purpose: Purpose,
        diagnostics: Sequence[Diagnostic],
        ledger: Sequence[LedgerEntry],
    ) -> None:
        self._disclosure = disclosure
        self._layout = layout
        self._purpose = purpose
        found = sorted(((_standing(d), d) for d in diagnostics), key=lambda pair: STANDINGS.index(pair[0]))
        self.total = len(found)
        self.counts = [(one, count) for one in STANDINGS if (count := sum(each == one for each, _ in found))]
        """(standing, how many), of all findings."""
        listed = found[:LISTED]
        self._items = {n: _item(n, standing, d) for n, (standing, d) in enumerate(listed, 1)}
        self._signs: dict[tuple[object, ...], int] = {}
        self._wanted = {n: self._want(d) for n, (_, d) in enumerate(listed, 1)}
        self._homes: dict[int, str] = {}
        self._printed: set[str] = set()
        self._ledger = ledger

    # The appendix

    @property
    def groups(self) -> list[tuple[Standing, list[Item]]]:
        """The listed findings by standing."""
        return [(one, list(items)) for one, items in groupby(self._items.values(), key=lambda item: item.standing)]

    @property
    def unlisted(self) -> int:
        """How many findings are only counted."""
        return self.total - len(self._items)

    def item(self, number: int) -> Item:
        """A listed finding by its number."""
        return self._items[number]

    def home(self, number: int) -> str:
        """Id of the note, in print of the block, that the finding is about; empty where it has none on the page."""
        return self._homes.get(number, "")

    @property
    def ledger(self) -> list[tuple[str, list[Obligation]]]:
        """The obligations by group."""
        grouped = groupby(self._ledger, key=lambda entry: entry.group)
        return [(legible(group), [self._obligation(entry) for entry in entries]) for group, entries in grouped]

    def _obligation(self, entry: LedgerEntry) -> Obligation:
        texts: dict[str, Any] = {name: legible(getattr(entry, name)) for name in ("id", "demand", "basis")}
        printed = attrs.evolve(entry, **texts, why=legible(entry.why, _WHY))
        targets = (self._resolved(key) for key in entry.figures if self._purpose == "screen")
        figure = next((key for key in targets if key in self._printed), "")
        return Obligation(printed, tuple(map(legible, entry.rules[:_RULES])), figure)

    @property
    def statuses(self) -> list[tuple[str, int]]:
        """(status, how many obligations), in the order of the statuses, none left out."""
        counts = Counter(entry.status for entry in self._ledger)
        return [(status, counts[status]) for status in STATUSES]

    # The page

    def sign(self, place: Place | None) -> Markup:
        """The invisible mark behind a text of the user that a finding is about; nothing behind any other."""
        number = self._signs.get(("text", place.path)) if place is not None else None
        return Markup("") if number is None else Markup(sign(number))

    def signed(self, statements: Statements) -> Statements:
        """The statements with marks in the indicator cells that findings are about."""
        performance = statements.performance
        tables = tuple(self._signed_table(table) for table in performance.tables)
        return attrs.evolve(statements, performance=attrs.evolve(performance, tables=tables))

    def _signed_table(self, table: IndicatorTable) -> IndicatorTable:
        rows = []
        for row in table.rows:
            if ("row", *_row(row.place)) not in self._signs:
                rows.append(row)
                continue
            signs = {field: [("cell", *_spot(row.cell(field)))] for field in _CELLS}
            signs[_CELLS[0]].append(("row", *_row(row.place)))
            marks = {field: [self._signs[k] for k in keys if k in self._signs] for field, keys in signs.items()}
            texts: dict[str, Any] = {
                field: Markup.escape(getattr(row, field)) + Markup("".join(map(sign, numbers)))
                for field, numbers in marks.items()
                if numbers
            }
            rows.append(attrs.evolve(row, **texts))
        return attrs.evolve(table, rows=tuple(rows))

    def beside(self, body: str, words: Words) -> Markup:
        """The body of the report with the findings beside what they are about; from then on their homes are known."""
        page = DraftBody(str(body), self._wanted)
        written = page.written(words, self._purpose)
        self._homes, self._printed = page.homes, page.printed
        return Markup(written)

    def cleaned(self, html: str) -> str:
        """A page without the marks that `beside` did not get to see."""
        return without_signs(html)

    # What a finding is about

    def _want(self, diagnostic: Diagnostic) -> Wanted:
        place, figures = diagnostic.place, list(diagnostic.figures)
        places: list[str] = []
        if place is not None:
            keys = [("cell", *_spot(place)), ("row", *_row(place))] if place.line or place.cell else []
            keys += [("text", place.path)] if place.path else []
            places = [f"sign {self._signs.setdefault(key, len(self._signs))}" for key in keys]
            places += self._fallback(place.path or "")
        return Wanted(tuple(places), tuple(self._stand_ins(key) for key in figures[:_KEYS]))

    def _resolved(self, key: str) -> str:
        return self._disclosure.aliases.get(key, key)

    def _stand_ins(self, key: str) -> tuple[str, ...]:
        """A figure as the page knows it, and what stands for it where it is not printed: its table, or its sisters."""
        key = self._resolved(key)
        table, _, _ = key.partition("/")
        if table in self._layout.tables:
            return key, f"id table-{self._layout.tables[table].number}"
        stem = key.rpartition("/")[0]
        return key, *(self._resolved(f"{stem}/{measure}") for measure in ("change", "growth", "share", "amount"))

    @cached_property
    def _facts(self) -> dict[str, list[str]]:
        """Dotted path of a declared fact → keys of the figures that it is printed as."""
        keys: dict[str, list[str]] = {}
        for key, figure in self._disclosure.figures.items():
            for place in figure.origin.places:
                keys.setdefault(place.path or "", []).append(key)
        return keys

    def _fallback(self, path: str) -> Iterator[str]:
        """Where a value of budget.yaml is told that is no text of its own: its figure, its project, its paragraph."""
        statements = self._disclosure.statements
        if match := _PROJECT.match(path):
            project = self._disclosure.budget.declaration.projects[int(match[1])]
            yield from (f"project {self._resolved(b.amount)}" for b in statements.projects if b.project is project)
            yield f"id indicators-{project.id}"
            yield self._resolved(f"carryover/{project.id}/amount")
        yield from self._facts.get(path, ())
        staffing, performance = statements.staffing, statements.performance
        told: dict[str, tuple[str | None, ...]] = {
            "department.functions": ("id duties-title",),
            "department.offices": (staffing.offices, "id organisation-title"),
            "department.staffing": (staffing.total, "id organisation-title"),
            "units": (*(key for _, key in staffing.unit_types), "id organisation-title"),
            "procurement": ("id procurement",),
            "assets": ("id assets",),
            "performance": (performance.fiscal_count, "id performance"),
        }
        for prefix, names in told.items():
            if path == prefix or path.startswith((f"{prefix}.", f"{prefix}[")):
                yield from (self._resolved(name) for name in names if name)


def _standing(diagnostic: Diagnostic) -> Standing:
    from reportgen.check.accept import Accepted

    return "accepted" if isinstance(diagnostic, Accepted) else diagnostic.level


def _item(number: int, standing: Standing, diagnostic: Diagnostic) -> Item:
    told = _compact(diagnostic.message)
    values = (diagnostic.value, diagnostic.expected)
    found, expected = (legible(text) if text and _compact(text) not in told else "" for text in values)
    return Item(
        number, standing, legible(diagnostic.code), legible(diagnostic.message), _where(diagnostic.place), found, expected,
        tuple(Evidence(legible(note.message), _where(note.place)) for note in diagnostic.notes[:NOTES]),
        max(0, len(diagnostic.notes) - NOTES), legible(diagnostic.help or ""),
    )  # fmt: skip


def _compact(text: str) -> str:
    return "".join(text.replace(",", "").split())


def _where(place: Place | None) -> str:
    return "" if place is None else legible(str(place))


def _spot(place: Place) -> tuple[object, ...]:
    return place.file, place.line, place.column, place.sheet, place.cell


def _row(place: Place) -> tuple[object, ...]:
    return place.file, place.sheet, place.line or (place.cell or "").lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")


def legible(text: str, longest: int = _LONGEST) -> str:
    """A text cut to a length that can be read, with characters that the faces lack or nobody sees as their numbers."""
    if len(text) > longest:
        text = text[:longest] + "…"
    known = covered(resource_dir("styles") / "fonts" / "coverage.txt")
    if known.issuperset(text):
        return text
    return "".join(c if c in known else " " if c.isspace() else f"[U+{ord(c):04X}]" for c in text)
