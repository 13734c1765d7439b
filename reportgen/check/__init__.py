"""Rules over a budget and its disclosure: one rule, one function, one code, yielding diagnostics.

The modules that are imported here register their rules; the order of the imports is the order of the findings.
"""

from __future__ import annotations

from collections.abc import Iterator

import attrs

# isort: off
from reportgen.check import (
    identities_income,
    magnitude,
    identities_codes,
    identities_kinds,
    facts,
    people,
    reasons,
    wording,
    privacy,
    ties,
    warnings,
)

# isort: on
from reportgen.check.accept import apply_accepted
from reportgen.check.context import Context
from reportgen.check.page import rules_page
from reportgen.check.privacy import mask
from reportgen.check.registry import RULES, Finding, Rule, rule
from reportgen.model.budget import Budget
from reportgen.model.diagnostic import Diagnostic
from reportgen.model.disclosure import Disclosure

__all__ = ["RULES", "Rule", "rules_page", "run"]

RULE_MODULES = (
    identities_income,
    magnitude,
    identities_codes,
    identities_kinds,
    facts,
    people,
    reasons,
    wording,
    privacy,
    ties,
    warnings,
)


@rule(
    "W06",
    "warning",
    "accept 里的每一条都对应一个检查结果",
    "every accept entry matches a finding",
)
def unused_acceptances(context: Context) -> Iterator[Finding]:
    """An acceptance that matches nothing any more can go; it is told by `run`, which alone knows all findings."""
    yield from ()


def run(budget: Budget, disclosure: Disclosure) -> tuple[Diagnostic, ...]:
    """All findings of all rules, in the order of the rules; accepted ones at level info with the reason.

    No message, value or path repeats a mobile number or a citizen id.
    """
    context = Context(budget, disclosure)
    found = [diagnostic for known in RULES.values() for diagnostic in known.apply(context)]
    return tuple(_masked(diagnostic) for diagnostic in apply_accepted(budget, found, RULES["W06"]))


def _masked(diagnostic: Diagnostic) -> Diagnostic:
    place = diagnostic.place
    if place is not None and place.path is not None:
        place = attrs.evolve(place, path=mask(place.path))
    value, expected = (mask(text) if text is not None else None for text in (diagnostic.value, diagnostic.expected))
    return attrs.evolve(diagnostic, message=mask(diagnostic.message), place=place, value=value, expected=expected)
