"""What is told to the user about the input: coded, placed, with what was found and what would be right."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import attrs

from reportgen.model.place import Place

Level = Literal["error", "warning", "info"]
LEVELS: tuple[Level, ...] = ("error", "warning", "info")


@attrs.frozen
class Note:
    """Evidence beside a finding: a side of an identity with its amount, a row behind it, the figure a text was held against."""

    message: str
    place: Place | None = None


@attrs.frozen
class Edit:
    """An exact replacement in the text at the diagnostic's place: ``old``, from character ``start`` of it, becomes ``new``.

    The text is a value of budget.yaml as loaded (`Prose.raw`; blanks around it gone) or an indicator cell as loaded.
    """

    start: int
    old: str
    new: str


@attrs.frozen
class Diagnostic:
    """One finding. Codes starting with ``L`` are load errors; all others are rules of ``check``."""

    code: str
    level: Level
    message: str
    """A full sentence in the reader's language."""
    place: Place | None = None
    value: str | None = None
    """What was found, as written or as printed; never withheld or private matter."""
    expected: str | None = None
    """What would be right: a value, a nearest name, or the line to add."""
    help: str | None = None
    """What to do about it, in the reader's language."""
    notes: tuple[Note, ...] = ()
    """The evidence, most telling first."""
    edit: Edit | None = None
    """What ``check --fix`` may write; None where a person has to decide."""
    figures: tuple[str, ...] = ()
    """Keys of the figures on the page that it concerns."""
    discreet: bool = False
    """Private or withheld matter stands at the place: no excerpt of it may be shown."""


class ReportgenError(Exception):
    """Base of every error a command reports in words.

    * InputError: the budget cannot be loaded (exit 2)
    * UsageError: the command was called wrongly, or a file it needs is missing (exit 2)
    * RenderError: HTML or PDF could not be made (exit 3)
    * WithheldError: something withheld would have been published (exit 4)
    """

    exit_code = 2


class InputError(ReportgenError):
    """The input cannot be loaded; carries every diagnostic found before giving up."""

    exit_code = 2

    def __init__(self, diagnostics: Sequence[Diagnostic]) -> None:
        super().__init__("; ".join(f"{d.code} {d.message}" for d in diagnostics))
        self.diagnostics = tuple(diagnostics)

    def __reduce__(self) -> tuple[type[InputError], tuple[tuple[Diagnostic, ...]]]:
        return InputError, (self.diagnostics,)


class UsageError(ReportgenError):
    """Wrong usage: an option, a folder or a name that cannot be."""

    exit_code = 2


class RenderError(ReportgenError):
    """A template, font, chart or page could not be rendered."""

    exit_code = 3


class WithheldError(ReportgenError):
    """Something withheld would have been published."""

    exit_code = 4
