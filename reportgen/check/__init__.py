"""Rules over a budget and its disclosure: one rule, one function, one code, yielding diagnostics.

Each family of rules is a package; importing it registers its rules, and the order of the imports is that of the findings.
"""

from __future__ import annotations

# isort: off
from reportgen.check import identities, words, plausibility, privacy, form, completeness

# isort: on
from reportgen.check.accept import apply_accepted
from reportgen.check.context import Context
from reportgen.check.page import rules_page
from reportgen.check.privacy.masking import masked
from reportgen.check.registry import EVERYTHING, RULES, Rule, Selection, rule
from reportgen.model.budget import Budget
from reportgen.model.diagnostic import Diagnostic
from reportgen.model.disclosure import Disclosure

__all__ = ["EVERYTHING", "RULES", "Rule", "Selection", "rule", "rules_page", "run"]

CONSEQUENCES = frozenset({"R01", "R02", "R03", "R04", "R05", "R06", "R07"})
"""Identities between what follows from income and from the money lines: they fail wherever S01 does."""
FAMILY_PACKAGES = (identities, words, plausibility, privacy, form, completeness)


def run(budget: Budget, disclosure: Disclosure, selection: Selection = EVERYTHING) -> tuple[Diagnostic, ...]:
    """All findings of the selected rules, in the order of the rules; accepted ones at level info with the reason.

    None repeats a private number or withheld matter.
    """
    context = Context(budget, disclosure)
    found = [d for code, known in RULES.items() if selection.takes(code) for d in known.apply(context)]
    return masked(context, apply_accepted(budget, found, RULES["W06"], selection))
