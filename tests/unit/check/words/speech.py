"""A sentence put in its place in the reference example, and what the rules of words say of it."""

from __future__ import annotations

from typing import Any

import attrs

from reportgen.check import RULES
from reportgen.check.context import Context
from reportgen.check.registry import Finding
from reportgen.model.disclosure import Disclosure
from reportgen.model.place import Place
from reportgen.model.prose import Prose
from reportgen.model.records import Department

WORDS = tuple(rule for rule in RULES.values() if rule.family == "words")
MUTE = Place("budget.yaml", line=1)


def said(disclosure: Disclosure, where: str, sentence: str) -> Disclosure:
    """The disclosure with ``sentence`` as its only text of the kind: ``function.2080505``, ``uses.201``, ``goal.P14``, ``duty``."""
    declaration = disclosure.budget.declaration
    prose = Prose((sentence,), MUTE)
    block, _, name = where.partition(".")
    empty: dict[str, Any] = {"income": {}, "expenditure": {}, "appropriation": {}, "function": {}, "travel": {}}
    reasons: dict[str, Any] = {**empty, "operating_funds": None}
    uses: dict[str, Any] = {}
    goal, department = None, declaration.department
    if block == "uses":
        uses = {name: prose}
    elif block == "goal":
        goal = prose
    elif block == "duty":
        department = _with_duty(department, prose)
    else:
        reasons[block] = {name: prose} if name else prose
    projects = tuple(
        attrs.evolve(project, goal=goal if project.id == name else None) for project in declaration.projects
    )
    changed = attrs.evolve(
        declaration,
        department=department,
        projects=projects,
        reasons=attrs.evolve(declaration.reasons, **reasons),
        uses=attrs.evolve(declaration.uses, function=uses, carryover={}),
        performance=None,
    )
    return attrs.evolve(disclosure, budget=attrs.evolve(disclosure.budget, declaration=changed))


def _with_duty(department: Department, prose: Prose) -> Department:
    return attrs.evolve(department, functions=(prose,))


def findings(disclosure: Disclosure) -> list[tuple[str, Finding]]:
    """(Code, finding) of every rule of the family."""
    context = Context(disclosure.budget, disclosure)
    return [(rule.code, finding) for rule in WORDS for finding in rule.function(context)]


def codes(disclosure: Disclosure, where: str, sentence: str) -> set[str]:
    """The codes of what is found in a sentence; E70 and what other rules say of the example itself left out."""
    return {code for code, _ in findings(said(disclosure, where, sentence))}
