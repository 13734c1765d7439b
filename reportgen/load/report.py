"""Collects load errors, so that the user is told all of them at once."""

from __future__ import annotations

from collections.abc import Iterable

from reportgen.model.diagnostic import Diagnostic, InputError, Level
from reportgen.model.language import say
from reportgen.model.place import Place

MOST = 200
"""After so many errors the rest is not told: the cause is the same."""


class Report:
    """The diagnostics of one load. Codes are ``L`` and three digits."""

    def __init__(self) -> None:
        self.diagnostics: list[Diagnostic] = []

    def error(
        self,
        code: str,
        zh: str,
        en: str,
        place: Place | None = None,
        value: str | None = None,
        expected: str | None = None,
    ) -> None:
        """Note a load error; ``zh`` and ``en`` are the same full sentence in both languages."""
        self._add("error", code, say(zh, en), place, value, expected)

    def _add(
        self, level: Level, code: str, message: str, place: Place | None, value: str | None, expected: str | None
    ) -> None:
        if len(self.diagnostics) < MOST:
            self.diagnostics.append(Diagnostic(code, level, message, place, value, expected))

    def extend(self, diagnostics: Iterable[Diagnostic]) -> None:
        """Take over what another report noted."""
        self.diagnostics.extend(list(diagnostics)[: MOST - len(self.diagnostics)])

    @property
    def failed(self) -> bool:
        """Whether anything was noted."""
        return bool(self.diagnostics)

    def failure(self) -> InputError:
        """The exception that carries everything noted; raise it where loading ends."""
        return InputError(self.diagnostics)

    def stop_if_failed(self) -> None:
        """Raise InputError with everything noted so far, if anything was."""
        if self.failed:
            raise self.failure()
