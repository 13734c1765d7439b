"""Findings that stand, with the reason: the ``accept`` list of budget.yaml."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import attrs

from reportgen.check.registry import Finding, Rule, Selection
from reportgen.model.budget import Acceptance, Budget
from reportgen.model.diagnostic import Diagnostic
from reportgen.model.language import say

ID_PART = r"[0-9A-Za-z_\-]"


def apply_accepted(
    budget: Budget, found: Sequence[Diagnostic], unmatched: Rule, selection: Selection
) -> list[Diagnostic]:
    """The findings with accepted ones at level info, their reason in the message; entries that match nothing are told.

    ``unmatched`` is the rule whose code and level the latter get; of rules that did not run nothing is told.
    """
    accepted = budget.declaration.accept
    used: set[int] = set()
    told: list[Diagnostic] = []
    for diagnostic in found:
        matching = [index for index, entry in enumerate(accepted) if _matches(entry, diagnostic)]
        used.update(matching)
        told.append(_accepted(diagnostic, accepted[matching[0]]) if matching else diagnostic)
    for finding in _unmatched(budget, used, selection) if selection.takes(unmatched.code) else ():
        told.append(
            Diagnostic(unmatched.code, unmatched.level, finding.message, finding.place, finding.value, finding.expected)
        )
    return told


def _accepted(diagnostic: Diagnostic, entry: Acceptance) -> Diagnostic:
    reason = say(f"（已接受，理由：{entry.reason}）", f" (accepted: {entry.reason})")
    return attrs.evolve(diagnostic, level="info", message=diagnostic.message + reason)


def _matches(entry: Acceptance, diagnostic: Diagnostic) -> bool:
    """Same code and, where the entry names a place, a key or an id, that stands in the place or the message."""
    if entry.code.strip().upper() != diagnostic.code:
        return False
    if entry.where is None or not entry.where.strip():
        return True
    where, place = entry.where.strip(), diagnostic.place
    names = [diagnostic.message, *(n for n in (diagnostic.value, diagnostic.expected) if n)]
    if place is not None:
        names += [str(place), place.path or ""]
    whole = re.compile(rf"(?<!{ID_PART}){re.escape(where)}(?!{ID_PART})")
    return any(whole.search(name) for name in names)


def _unmatched(budget: Budget, used: set[int], selection: Selection) -> Iterator[Finding]:
    for index, entry in enumerate(budget.declaration.accept):
        if index not in used and selection.takes(entry.code.strip().upper()):
            where = f" {entry.where}" if entry.where else ""
            yield Finding(
                say(
                    f"accept 里的 {entry.code}{where} 没有对应的检查结果，可以删去。",
                    f"The accept entry {entry.code}{where} matches no finding; it can go.",
                ),
                budget.place(f"accept[{index}]"),
                entry.code,
            )
