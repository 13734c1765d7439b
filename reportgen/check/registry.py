"""The register of rules: one rule, one function, one stable code, one docstring that explains it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Final, NamedTuple

from reportgen.model.diagnostic import Diagnostic, Edit, Level, Note
from reportgen.model.language import say
from reportgen.model.place import Place

if TYPE_CHECKING:
    from reportgen.check.context import Context

MOST = 100
"""After so many findings of one rule the rest is only counted: the cause is the same."""

FAMILIES: Final[Mapping[str, tuple[str, str]]] = {
    "identities": ("勾稽关系", "identities"),
    "words": ("文字与数字", "words against numbers"),
    "plausibility": ("合理性", "plausibility"),
    "privacy": ("隐私与保密", "privacy and secrecy"),
    "form": ("文字规范", "form"),
    "completeness": ("完整性", "completeness"),
}
"""Package of the rules of one family → its name in both languages, in the order in which they are told."""
SECTIONS: Final = ("Basis", "Help", "Wrong", "Right")
EXAMPLES: Final = ("Wrong", "Right")
"""The sections whose lines are kept apart."""
_SECTION: Final = re.compile(rf"^({'|'.join(SECTIONS)}):", re.MULTILINE)


class Finding(NamedTuple):
    """What a rule found; the register adds the rule's code, level and, where ``help`` is None, its general help."""

    message: str
    place: Place | None = None
    value: str | None = None
    expected: str | None = None
    help: str | None = None
    notes: tuple[Note, ...] = ()
    edit: Edit | None = None
    figures: tuple[str, ...] = ()
    discreet: bool = False


RuleFunction = Callable[["Context"], Iterable[Finding]]


class Rule(NamedTuple):
    """A rule of ``check``: its code, the level of its findings, what it means in both languages, and its function."""

    code: str
    level: Level
    zh: str
    en: str
    function: RuleFunction

    @property
    def family(self) -> str:
        """A key of `FAMILIES`: the package that the rule's module is in."""
        return self.function.__module__.split(".")[2]

    @property
    def about(self) -> str:
        """What the docstring tells before its sections, in English."""
        return _SECTION.split(_docstring(self.function))[0].strip()

    def section(self, name: str) -> str:
        """A section of the docstring in the reader's language: one of `SECTIONS`; empty where there is none.

        A section is written ``Name: 中文 | English``, or one text where it serves both.
        """
        parts = _SECTION.split(_docstring(self.function))
        sections = dict(zip(parts[1::2], parts[2::2], strict=True))
        zh, bar, en = sections.get(name, "").strip().partition(" | ")
        text = (say(zh, en) if bar else zh).strip()
        return text if name in EXAMPLES else _joined(text)

    def apply(self, context: Context) -> list[Diagnostic]:
        """The findings as diagnostics, at most `MOST` of them and then one that counts the rest."""
        findings = list(self.function(context))
        left = len(findings) - MOST
        if left > 0:
            more = say(f"同一规则另有 {left} 处，未逐一列出。", f"The same rule found {left} more, not listed singly.")
            findings = [*findings[:MOST], Finding(more, findings[MOST].place)]
        general = self.section("Help") if findings else ""
        return [
            Diagnostic(
                self.code, self.level, f.message, f.place, f.value, f.expected, f.help or general or None, f.notes,
                f.edit, f.figures, f.discreet,
            )
            for f in findings
        ]  # fmt: skip


def _docstring(function: RuleFunction) -> str:
    """The docstring without the indentation of its lines; empty where the interpreter left it out."""
    return "\n".join(line.strip() for line in (function.__doc__ or "").splitlines())


def _joined(text: str) -> str:
    """Lines as one: with a blank between words, with nothing where Chinese or its punctuation ends and begins a line."""
    first, *others = text.split("\n")
    joined = first
    for line in others:
        beside = (joined[-1:] > "\u2fff" or joined[-1:] in "”’") and (line[:1] > "\u2fff" or line[:1] in "“‘")
        joined += line if beside else f" {line}"
    return joined


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


class Selection(NamedTuple):
    """Which rules run: those whose code begins with one of ``select`` (all when empty) and with none of ``ignore``."""

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()

    def takes(self, code: str) -> bool:
        """Whether the rule of that code runs."""
        return (not self.select or code.startswith(self.select)) and not (self.ignore and code.startswith(self.ignore))

    def unknown(self) -> list[str]:
        """The prefixes that no rule's code begins with."""
        return [prefix for prefix in (*self.select, *self.ignore) if not any(c.startswith(prefix) for c in RULES)]


EVERYTHING: Final = Selection()
