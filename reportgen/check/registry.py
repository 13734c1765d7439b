"""The register of rules: one rule, one function, one stable code."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, NamedTuple

from reportgen.model.diagnostic import Diagnostic, Level
from reportgen.model.language import say
from reportgen.model.place import Place

if TYPE_CHECKING:
    from reportgen.check.context import Context

MOST = 100
"""After so many findings of one rule the rest is only counted: the cause is the same."""


class Finding(NamedTuple):
    """What a rule found; the register adds the rule's code and level."""

    message: str
    place: Place | None = None
    value: str | None = None
    expected: str | None = None


RuleFunction = Callable[["Context"], Iterable[Finding]]


class Rule(NamedTuple):
    """A rule of ``check``: its code, the level of its findings, what it means in both languages, and its function."""

    code: str
    level: Level
    zh: str
    en: str
    function: RuleFunction

    def apply(self, context: Context) -> list[Diagnostic]:
        """The findings as diagnostics, at most `MOST` of them and then one that counts the rest."""
        findings = list(self.function(context))
        left = len(findings) - MOST
        if left > 0:
            more = say(f"同一规则另有 {left} 处，未逐一列出。", f"The same rule found {left} more, not listed singly.")
            findings = [*findings[:MOST], Finding(more, findings[MOST].place)]
        return [Diagnostic(self.code, self.level, f.message, f.place, f.value, f.expected) for f in findings]


RULES: dict[str, Rule] = {}
"""Code → rule, in the order in which findings are told."""


def rule(code: str, level: Level, zh: str, en: str) -> Callable[[RuleFunction], RuleFunction]:
    """Register the decorated function as the rule ``code``. Raises ValueError when the code is taken."""

    def register(function: RuleFunction) -> RuleFunction:
        if code in RULES:
            raise ValueError(f"rule {code} is registered twice")
        RULES[code] = Rule(code, level, zh, en, function)
        return function

    return register
