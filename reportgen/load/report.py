"""Collects load errors, so that the user is told all of them at once."""

from __future__ import annotations

from collections.abc import Iterable

from reportgen.model.diagnostic import Diagnostic, InputError
from reportgen.model.language import say
from reportgen.model.place import Place

MOST = 200
"""After so many errors loading stops: the cause of the rest is the same, and looking for near names takes time."""


class Report:
    """The diagnostics of one load. Codes are ``L`` and three digits."""

    def __init__(self) -> None:
        self.diagnostics: list[Diagnostic] = []
        self.told = 0
        """How many errors were told, those noted already among them: what tells whether a step went well."""

    def error(
        self,
        code: str,
        zh: str,
        en: str,
        place: Place | None = None,
        value: str | None = None,
        expected: str | None = None,
    ) -> None:
        """Note a load error; ``zh`` and ``en`` are the same full sentence in both languages.

        What is noted already is not noted again: a file that several tables stand in is wrong once. Raises InputError
        when there are `MOST` errors already.
        """
        self._take(Diagnostic(code, "error", say(zh, en), place, value, expected))

    def _take(self, found: Diagnostic) -> None:
        self.told += 1
        if found in self.diagnostics:
            return
        if len(self.diagnostics) >= MOST:
            raise self.failure()
        self.diagnostics.append(found)

    def extend(self, diagnostics: Iterable[Diagnostic]) -> None:
        """Take over what another report noted. Raises InputError when that makes more than `MOST` errors."""
        for found in diagnostics:
            self._take(found)

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
