"""Rules over a budget and its disclosure: one rule, one function, one code, yielding diagnostics.

Each family of rules is a package; importing it registers its rules, and the order of the imports is that of the findings.
"""

from __future__ import annotations

import attrs

# isort: off
from reportgen.check import identities, words, plausibility, privacy, form, completeness

# isort: on
from reportgen.check.accept import apply_accepted
from reportgen.check.context import Context
from reportgen.check.page import rules_page
from reportgen.check.privacy.numbers import mask
from reportgen.check.registry import EVERYTHING, RULES, Rule, Selection, rule
from reportgen.model.budget import Budget
from reportgen.model.diagnostic import Diagnostic, Note
from reportgen.model.disclosure import Disclosure
from reportgen.model.place import Place

__all__ = ["EVERYTHING", "RULES", "Rule", "Selection", "rule", "rules_page", "run"]

FAMILY_PACKAGES = (identities, words, plausibility, privacy, form, completeness)


def run(budget: Budget, disclosure: Disclosure, selection: Selection = EVERYTHING) -> tuple[Diagnostic, ...]:
    """All findings of the selected rules, in the order of the rules; accepted ones at level info with the reason.

    No message, value, note or path repeats a private number.
    """
    context = Context(budget, disclosure)
    found = [d for code, known in RULES.items() if selection.takes(code) for d in known.apply(context)]
    return tuple(_masked(diagnostic) for diagnostic in apply_accepted(budget, found, RULES["W06"], selection))


def _masked(diagnostic: Diagnostic) -> Diagnostic:
    def masked(text: str | None) -> str | None:
        return None if text is None else mask(text)

    return attrs.evolve(
        diagnostic,
        message=mask(diagnostic.message),
        place=_masked_place(diagnostic.place),
        value=masked(diagnostic.value),
        expected=masked(diagnostic.expected),
        help=masked(diagnostic.help),
        notes=tuple(Note(mask(note.message), _masked_place(note.place)) for note in diagnostic.notes),
    )


def _masked_place(place: Place | None) -> Place | None:
    if place is None or place.path is None:
        return place
    return attrs.evolve(place, path=mask(place.path))
