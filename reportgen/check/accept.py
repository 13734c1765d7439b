"""Findings that stand, with the reason: the ``accept`` list of budget.yaml."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

import attrs

from reportgen.check.privacy.numbers import mask
from reportgen.check.registry import Rule, Selection
from reportgen.model.budget import Acceptance, Budget
from reportgen.model.diagnostic import Diagnostic
from reportgen.model.language import say
from reportgen.model.place import Place

ID_PART: Final = r"[0-9A-Za-z_\-]"
_STEP: Final = re.compile(r"[^.\[\]]+")
"""One key or number of a dotted path."""
_PROJECT: Final = re.compile(r"projects\[(\d+)\]")
_UNIT: Final = re.compile(r"units\[(\d+)\]")
SHOWN: Final = 3
"""So many places of a rule's findings are told for an entry that matches none of them."""


@attrs.frozen
class Accepted(Diagnostic):
    """A finding that budget.yaml accepts, at level info."""

    accepted: str = ""
    """The reason, as written."""


def apply_accepted(
    budget: Budget, found: Sequence[Diagnostic], unmatched: Rule, selection: Selection
) -> list[Diagnostic]:
    """The findings with accepted ones at level info, their reason in the message; entries that match nothing are told.

    ``unmatched`` is the rule whose code and level the latter get; of rules that did not run nothing is told.
    """
    accepted = budget.declaration.accept
    if not accepted:
        return list(found)
    names = _Names(budget)
    used: set[int] = set()
    told: list[Diagnostic] = []
    for diagnostic in found:
        matching = [index for index, entry in enumerate(accepted) if _matches(entry, diagnostic, names)]
        used.update(matching)
        told.append(_accepted(diagnostic, accepted[matching[0]]) if matching else diagnostic)
    if selection.takes(unmatched.code):
        told += _unmatched(budget, found, used, unmatched, selection)
    return told


def _accepted(diagnostic: Diagnostic, entry: Acceptance) -> Accepted:
    written = mask(entry.reason)
    reason = say(f"（已接受，理由：{written}）", f" (accepted: {written})")
    given = {field.name: getattr(diagnostic, field.name) for field in attrs.fields(Diagnostic)}
    return Accepted(**given | {"level": "info", "message": diagnostic.message + reason}, accepted=written)


class _Names:
    """What an id or code of a budget may be called by, and which findings are about it."""

    def __init__(self, budget: Budget) -> None:
        declaration = budget.declaration
        self.projects = [project.id for project in declaration.projects]
        self.units = [unit.id for unit in declaration.units]
        self.ids = frozenset((*self.projects, *self.units))
        self.codes = (budget.functions, budget.economics)
        self.rows = {str(row.place): row.project for row in budget.indicators}

    def known(self, word: str) -> bool:
        """Whether a word is an id of a project or unit, or a code."""
        return word in self.ids or any(word in codes for codes in self.codes)

    def of(self, place: Place | None) -> set[str]:
        """The ids of the project or unit that a place belongs to."""
        if place is None:
            return set()
        path = place.path or ""
        found = {self.projects[int(at)] for at in _PROJECT.findall(path) if int(at) < len(self.projects)}
        found |= {self.units[int(at)] for at in _UNIT.findall(path) if int(at) < len(self.units)}
        row = attrs.evolve(place, column=None, path=None)
        number = (place.cell or "").lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
        sheet_row = str(attrs.evolve(row, cell=f"A{number}")) if number else ""
        return found | {project for name in (str(row), sheet_row) if (project := self.rows.get(name))}


def _matches(entry: Acceptance, diagnostic: Diagnostic, names: _Names) -> bool:
    """Same code and, where the entry names a place, a path, a figure key, an id or a code, the one of the finding."""
    if entry.code.strip().upper() != diagnostic.code:
        return False
    where = (entry.where or "").strip()
    return not where or _at(where, diagnostic.place) or _concerns(where, diagnostic, names)


def _at(where: str, place: Place | None) -> bool:
    """Whether ``where`` is the place: its file, line, line and column, or cell; or its path, or keys in a row of it."""
    if place is None:
        return False
    spots = {place.file, str(place), f"{place.file}:{place.line}"}
    if place.sheet is not None:
        spots |= {f"{place.file}#{place.sheet}", f"{place.sheet}!{place.cell}"}
    return where in spots or (not where.isdigit() and _runs_in(_STEP.findall(where), _STEP.findall(place.path or "")))


def _concerns(where: str, diagnostic: Diagnostic, names: _Names) -> bool:
    """Whether ``where`` is the value, a figure key or steps of one, or an id or code that the finding is about."""
    if where == (diagnostic.value or "").strip():
        return True
    keys = [key.split("/") for key in diagnostic.figures]
    if "/" in where:
        return any(_runs_in(where.split("/"), key) for key in keys)
    if not names.known(where):
        return False
    if where in names.of(diagnostic.place) or any(where in key for key in keys):
        return True
    whole = re.compile(rf"(?<!{ID_PART}){re.escape(where)}(?!{ID_PART})")
    return any(whole.search(text) for text in (diagnostic.message, diagnostic.value, diagnostic.expected) if text)


def _runs_in(part: Sequence[str], whole: Sequence[str]) -> bool:
    """Whether the words of ``part`` stand in ``whole`` one behind the other."""
    size = len(part)
    return bool(size) and any(list(whole[at : at + size]) == list(part) for at in range(len(whole) - size + 1))


def _unmatched(
    budget: Budget, found: Sequence[Diagnostic], used: set[int], rule: Rule, selection: Selection
) -> Iterator[Diagnostic]:
    """Entries that match no finding, each with the places where its rule found something."""
    for index, entry in enumerate(budget.declaration.accept):
        code = entry.code.strip().upper()
        if index in used or not selection.takes(code):
            continue
        where = f" {entry.where}" if entry.where else ""
        places = [str(d.place) for d in found if d.code == code and d.place is not None]
        near = say("、", ", ").join(dict.fromkeys(places[:SHOWN]))
        yield Diagnostic(
            rule.code,
            rule.level,
            say(
                f"accept 里的 {entry.code}{where} 没有对应的检查结果，可以删去。",
                f"The accept entry {entry.code}{where} matches no finding; it can go.",
            ),
            budget.place(f"accept[{index}]"),
            entry.code,
            f"where: {near}" if near else None,
            rule.section("Help") or None,
        )
