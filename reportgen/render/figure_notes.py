"""What the page tells of each figure on demand: its label, how it follows from others, what it adds up. No input rows.

The script of the page reads it as JSON. Words that recur stand once, in ``texts``, and are told by their place there.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Final

from reportgen.model.budget import KINDS
from reportgen.model.disclosure import Disclosure
from reportgen.model.figure import Figure, Selection, Term
from reportgen.model.money import Money, decimal_text, half_up, percent_text
from reportgen.model.source import OWN_FUNDS_ITEMS, SOURCE_BY_KEY
from reportgen.render.labels import Labels
from reportgen.render.layout import Layout
from reportgen.render.page import SCRIPT_WORDS

SCALES: Final = (("元", 0, 2), ("万元", 4, 2), ("亿元", 8, 4))
"""Units that a reader can choose: name, how many powers of ten of 元, decimals."""
OPERATIONS: Final = ("sum", "difference", "growth", "share", "fact", "count", "rows")
"""What the first item of a note stands for; ``rows``: a sum of what the budget holds under some conditions."""
MOST_NAMES: Final = 4
"""So many codes are named in a condition; of more, their number is told."""
_ROWS: Final = OPERATIONS.index("rows")
_FINE: Final = 5
"""Digits of an economic code that is not told together with a unit or a project."""
_KIND_NAMES: Final[Mapping[str, str]] = {kind: name for name, kind in KINDS.items()}
_ITEM_NAMES: Final = {item: name for name, item in OWN_FUNDS_ITEMS.items()}
_UNSAFE: Final = re.compile("[<>&\u2028\u2029]")


def figure_notes(disclosure: Disclosure, layout: Layout, used: Iterable[str]) -> str:
    """The notes on the figures ``used`` as JSON that can stand in a ``<script>``.

    ``units``: of text and tables; ``keys`` and ``notes`` run alongside. A note is [place in `OPERATIONS`, label, what it
    is made of, remark]: label and remark as places in ``texts``; made of: terms (place in ``keys``, or label and value
    of a figure that is not printed), the measure of a count, or basis and conditions of ``rows``.
    """
    notes = _Notes(disclosure, layout, used)
    value = {
        "words": dict(layout.names[SCRIPT_WORDS]),
        "units": [layout.units.text, layout.units.tables],
        "scales": SCALES,
        "keys": list(notes.places),
        "notes": [notes.note(key) for key in notes.places],
        "texts": list(notes.texts),
    }
    return _safe(json.dumps(value, ensure_ascii=False, separators=(",", ":")))


def _safe(text: str) -> str:
    """JSON that holds nothing which ends a script or begins another element: such characters by their numbers."""
    return _UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


class _Notes:
    """Makes the notes one by one, and gathers their texts."""

    def __init__(self, disclosure: Disclosure, layout: Layout, used: Iterable[str]) -> None:
        self._disclosure = disclosure
        self._labels = Labels(disclosure, layout)
        self._words = layout.names[SCRIPT_WORDS]
        self._conditions = _Conditions(disclosure, self._words)
        known = (disclosure.aliases.get(key, key) for key in used)
        self.places = {key: place for place, key in enumerate(key for key in known if key in disclosure.figures)}
        self.texts: dict[str, int] = {}

    def note(self, key: str) -> list[Any]:
        """The note on one figure."""
        figure = self._disclosure.figures[key]
        operation, parts = OPERATIONS.index(figure.formula.operation), self._parts(figure)
        if operation == OPERATIONS.index("sum") and figure.origin.selection is not None:
            operation = _ROWS
        note: list[Any] = [operation, self._label(key), parts]
        remark = self._remark(figure)
        return [*note, self._text(remark)] if remark else note

    def _parts(self, figure: Figure) -> list[Any]:
        formula, selection = figure.formula, figure.origin.selection
        if formula.operation == "count":
            return [self._text(figure.measure)]
        if formula.operation == "fact":
            return []
        if selection is not None:
            return [self._text(text) for text in self._conditions.of(selection)]
        return [self._term(term) for term in formula.terms]

    def _term(self, term: Term) -> Any:
        """A figure that a formula takes: its place, or when it is not printed its label and value."""
        if term.name in self.places:
            return self.places[term.name]
        value = term.value.yuan() if isinstance(term.value, Money) else str(term.value)
        return [self._label(term.name), value]

    def _label(self, key: str) -> list[int]:
        return [self._text(word) for word in self._labels.of(key).split(" ")]

    def _text(self, text: str) -> int:
        return self.texts.setdefault(text, len(self.texts))

    def _remark(self, figure: Figure) -> str:
        """What a rate rests on beside its terms: a base of zero, or the residual to 100.00 % (rules 3, 4 and 27)."""
        formula = figure.formula
        if figure.kind != "rate" or isinstance(figure.value, Money):
            return ""
        if not formula.terms[1].value:
            percent = percent_text(half_up(figure.value, 4))
            return filled(self._words.get(f"zero-{formula.operation}", ""), percent=percent)
        residual = 0 if figure.hundredths is None else figure.hundredths - half_up(figure.value, 4)
        return filled(self._words.get("residual", ""), points=_signed(residual)) if residual else ""


class _Conditions:
    """Which part of the budget a sum takes, in words: what it is a sum of, then each condition."""

    def __init__(self, disclosure: Disclosure, words: Mapping[str, str]) -> None:
        budget = disclosure.budget
        declaration = budget.declaration
        self._words = words
        self._spell: Mapping[str, Callable[[str], str]] = {
            "source": lambda key: SOURCE_BY_KEY[key].name,
            "kind": _KIND_NAMES.__getitem__,
            "item": lambda key: _ITEM_NAMES.get(key, key),
            "function": lambda code: f"{code} {budget.functions.names.get(code, '')}".strip(),
            "economic": lambda code: f"{code} {budget.economics.names.get(code, '')}".strip(),
            "project": {project.id: project.name for project in declaration.projects}.__getitem__,
            "unit": {unit.id: unit.name for unit in declaration.units}.__getitem__,
        }
        self._told: dict[tuple[str, tuple[str, ...]], str] = {}

    def of(self, selection: Selection) -> Iterator[str]:
        """The texts of one selection of money lines."""
        yield self._word(f"basis-{selection.table}", year=selection.year)
        single = selection.unit is not None or selection.project is not None
        for name in self._spell:
            wanted: tuple[str, ...] | None = getattr(selection, name)
            if wanted is None or (name == "economic" and single and any(len(code) >= _FINE for code in wanted)):
                continue
            if (name, wanted) not in self._told:
                self._told[name, wanted] = self._condition(name, wanted)
            yield self._told[name, wanted]

    def _condition(self, name: str, wanted: tuple[str, ...]) -> str:
        many = name in ("project", "unit") and len(wanted) > 1
        if not wanted or many or (name in ("function", "economic") and len(wanted) > MOST_NAMES):
            return self._word(f"condition-{name}", names=self._word("several", count=len(wanted)))
        names = [self._spell[name](value) if value else self._word("blank") for value in wanted]
        return self._word(f"condition-{name}", names=self._word("enumeration").join(names))

    def _word(self, key: str, **values: object) -> str:
        """A word of the layout; nothing for one that the department took out."""
        return filled(self._words.get(key, ""), **values)


def filled(text: str, **values: object) -> str:
    """A wording with its places filled; a place that it should not have stays as it is written."""
    return re.sub(r"\{(\w+)\}", lambda place: str(values.get(place[1], place[0])), text)


def _signed(hundredths: int) -> str:
    """Hundredths with two decimals, and with a minus sign, which is no hyphen."""
    return decimal_text(hundredths, 2).replace("-", "\N{MINUS SIGN}")
