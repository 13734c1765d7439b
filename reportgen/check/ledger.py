"""The ledger: every obligation of a disclosure held against the findings of the rules."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from reportgen.check.context import Context
from reportgen.check.obligations import GROUPS, INFORMATION, Obligation
from reportgen.check.obligations_report import (
    PART_FOUR,
    PART_ONE,
    PERFORMANCE_GOALS,
    PROJECTS,
    PUBLICATION,
    WITHHELD,
    WORDS,
    rule_obligations,
)
from reportgen.check.obligations_statements import STATEMENTS
from reportgen.check.obligations_tables import table_obligations
from reportgen.check.registry import EVERYTHING, RULES, Rule, Selection
from reportgen.model.budget import Budget
from reportgen.model.diagnostic import Diagnostic
from reportgen.model.disclosure import Disclosure
from reportgen.model.language import say
from reportgen.model.ledger import LedgerEntry, Status

_TABLE = re.compile(r"表\s?([0-9]+)")
MOST_TOLD = 3
"""So many findings are told beside an obligation; the others are counted."""


def obligations(rules: Mapping[str, Rule] = RULES) -> tuple[Obligation, ...]:
    """Every obligation, in the order of the ledger; identities and privacy have one for each rule."""
    return (
        *PUBLICATION,
        *PART_ONE,
        *table_obligations(),
        *STATEMENTS,
        *PROJECTS,
        *PERFORMANCE_GOALS,
        *PART_FOUR,
        *rule_obligations(rules, "identities", "K", ("勾稽关系", "identities of the tables")),
        *rule_obligations(rules, "privacy", "H", INFORMATION),
        WITHHELD,
        *WORDS,
    )


def codes_of(obligation: Obligation, rules: Mapping[str, Rule] = RULES) -> tuple[str, ...]:
    """The codes of the rules that look at an obligation, those named first."""
    return _codes(obligation, rules, _sets_of(rules))


def _codes(obligation: Obligation, rules: Mapping[str, Rule], sets: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    named = [name for name in obligation.rules if name in rules]
    return tuple(dict.fromkeys([*named, *(code for name in obligation.rules for code in sets.get(name, ()))]))


def _sets_of(rules: Mapping[str, Rule]) -> dict[str, list[str]]:
    """``family:NAME`` and ``table:N`` → the codes that they stand for."""
    sets: dict[str, list[str]] = {}
    for code, known in rules.items():
        family = known.family
        sets.setdefault(f"family:{family}", []).append(code)
        for table in _TABLE.findall(known.zh) if family == "identities" else ():
            sets.setdefault(f"table:{table}", []).append(code)
    return sets


def ledger(
    budget: Budget, disclosure: Disclosure, diagnostics: Sequence[Diagnostic], selection: Selection = EVERYTHING
) -> tuple[LedgerEntry, ...]:
    """Every obligation in the order of the report; ``diagnostics`` are those of `run` with the same ``selection``.

    Not met: an error or warning that is not accepted touches it, or the disclosure itself lacks what is demanded.
    Not checked: one of its rules did not run, or a program cannot know. It never counts as met.
    """
    context, figures, sets = Context(budget, disclosure), _Figures(disclosure), _sets_of(RULES)
    by_code: dict[str, list[Diagnostic]] = {}
    for diagnostic in diagnostics:
        by_code.setdefault(diagnostic.code, []).append(diagnostic)
    return tuple(
        _entry(context, figures, by_code, selection, obligation, _codes(obligation, RULES, sets))
        for obligation in obligations()
    )


class _Figures:
    """The keys of the printed figures by the first part of the key; an alias leads to the key that is printed."""

    def __init__(self, disclosure: Disclosure) -> None:
        self.aliases = disclosure.aliases
        self.by_head: dict[str, list[tuple[str, str]]] = {}
        for key in disclosure.figures:
            self.by_head.setdefault(key.partition("/")[0], []).append((key, key))
        for alias, key in disclosure.aliases.items():
            self.by_head.setdefault(alias.partition("/")[0], []).append((alias, key))

    def of(self, beginnings: Sequence[str]) -> tuple[str, ...]:
        """The figures whose key, or alias, has one of these beginnings, each once."""
        found: dict[str, None] = {}
        for beginning in beginnings:
            for name, key in self.by_head.get(beginning.partition("/")[0], ()):
                if name.startswith(beginning):
                    found.setdefault(key)
        return tuple(found)


def _entry(
    context: Context,
    figures: _Figures,
    by_code: Mapping[str, Sequence[Diagnostic]],
    selection: Selection,
    obligation: Obligation,
    codes: Sequence[str],
) -> LedgerEntry:
    shown = figures.of(obligation.figures)
    ours = frozenset(shown)
    touching = [d for code in codes for d in by_code.get(code, ()) if _concerns(obligation, ours, figures.aliases, d)]
    status, why = _judged(context, obligation, codes, touching, selection)
    return LedgerEntry(
        obligation.id,
        say(*GROUPS[obligation.group]),
        obligation.demand,
        obligation.basis,
        tuple(codes),
        shown,
        status,
        why,
    )


def _concerns(obligation: Obligation, ours: frozenset[str], aliases: Mapping[str, str], diagnostic: Diagnostic) -> bool:
    """Whether a finding is about the obligation: by its figures or path where it names some, else unless we are strict.

    A finding about a whole block (``reasons``) is about each part of it (``reasons.income``).
    """
    path = diagnostic.place.path if diagnostic.place is not None else None
    if path is not None and obligation.paths and path.startswith(obligation.paths):
        return True
    if diagnostic.figures and obligation.figures:
        return any(aliases.get(key, key) in ours for key in diagnostic.figures)
    if path is not None and obligation.paths:
        return any(beginning.startswith((f"{path}.", f"{path}[")) for beginning in obligation.paths)
    return not obligation.strict


def _judged(
    context: Context, obligation: Obligation, codes: Sequence[str], touching: Sequence[Diagnostic], selection: Selection
) -> tuple[Status, str]:
    absent = obligation.absent(context) if obligation.absent is not None else None
    against = [d for d in touching if d.level != "info"]
    if absent is not None and not against:
        return "not-applicable", absent
    lacking = obligation.lacking(context) if obligation.lacking is not None and absent is None else None
    if against or lacking is not None:
        return "not-met", say("；", "; ").join([*([lacking] if lacking else []), *_told(against)])
    left = [code for code in codes if not selection.takes(code)]
    if left:
        return "not-checked", say(f"规则 {'、'.join(left)} 没有运行", f"not run: {', '.join(left)}")
    unknown = obligation.unknown(context) if obligation.unknown is not None else None
    if unknown is not None:
        return "not-checked", unknown
    accepted = [d for d in touching if RULES[d.code].level != "info"]
    return "met", say("；", "; ").join(_told(accepted))


def _told(diagnostics: Sequence[Diagnostic]) -> Iterator[str]:
    for diagnostic in diagnostics[:MOST_TOLD]:
        yield f"{diagnostic.code} {diagnostic.message.rstrip('。.')}"
    if (more := len(diagnostics) - MOST_TOLD) > 0:
        yield say(f"另有 {more} 处", f"{more} more")
