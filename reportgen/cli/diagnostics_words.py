"""What all forms of the findings share: names of levels, what is told beside the message, and text that is safe to show."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from reportgen.model.diagnostic import Diagnostic, Level
from reportgen.model.language import say
from reportgen.model.place import Place

if TYPE_CHECKING:  # protocols take long to make
    from typing import Protocol

    class Mark(Protocol):
        """A stretch of a line of a file: line, first column and the column behind it (first is 1)."""

        @property
        def line(self) -> int: ...
        @property
        def start(self) -> int: ...
        @property
        def end(self) -> int: ...

    class Line(Protocol):
        """A line of the input as it may be shown, with the stretch of it that is marked."""

        @property
        def line(self) -> int | None: ...
        @property
        def text(self) -> str: ...
        @property
        def start(self) -> int: ...
        @property
        def length(self) -> int: ...
        @property
        def span(self) -> Mark | None: ...

    class Lines(Protocol):
        """Where the lines that findings are about come from."""

        def of(self, diagnostic: Diagnostic, /) -> Line | None: ...


class NoLines:
    """For findings that are told without the input."""

    def of(self, diagnostic: Diagnostic, /) -> Line | None:
        """No line."""
        return None


NO_LINES = NoLines()


class Fact(NamedTuple):
    """Something told beside the message: its name in the reader's language, and the text."""

    name: str
    text: str


def level_name(level: Level) -> str:
    """The level in the reader's language."""
    return {"error": say("错误", "error"), "warning": say("警告", "warning"), "info": say("提示", "info")}[level]


def accepted_reason(diagnostic: Diagnostic) -> str | None:
    """Why a finding is accepted in budget.yaml; None when it is not."""
    reason: str | None = getattr(diagnostic, "accepted", None)
    return reason


def facts(diagnostic: Diagnostic, line: Line | None = None) -> list[Fact]:
    """What was found, what is right or what replaces it, and what to do.

    What the message tells, or the line of the input that is shown with it, is not told again.
    """
    edit, value, message = diagnostic.edit, diagnostic.value or "", _compact(diagnostic.message)
    seen = line is not None and line.length > 0 and _compact(value) in _compact(line.text)
    told = [] if seen or edit is not None else [Fact(say("现为", "found"), value)]
    if edit is not None:
        told.append(Fact(say("改为", "change"), say(f"“{edit.old}” → “{edit.new}”", f'"{edit.old}" → "{edit.new}"')))
    elif diagnostic.expected:
        told.append(Fact(say("应为", "expected"), diagnostic.expected))
    new = [fact for fact in told if fact.text and _compact(fact.text) not in message]
    return [*new, Fact(say("帮助", "help"), diagnostic.help)] if diagnostic.help else new


def note_texts(diagnostic: Diagnostic) -> list[str]:
    """The evidence, each with its place."""
    texts = []
    for note in diagnostic.notes:
        place = f"{note.place}" if note.place is not None else ""
        if not place or place in note.message:
            texts.append(note.message)
        else:
            sentence = note.message.rstrip("。.")
            texts.append(say(f"{sentence}（{place}）", f"{sentence} ({place})"))
    return texts


def _compact(text: str) -> str:
    return "".join(text.replace(",", "").split())


def counts(diagnostics: Sequence[Diagnostic]) -> str:
    """How many findings there are of each level."""
    levels = [diagnostic.level for diagnostic in diagnostics]
    errors, warnings, notes = (levels.count(level) for level in ("error", "warning", "info"))
    accepted = sum(accepted_reason(diagnostic) is not None for diagnostic in diagnostics)
    zh = f"，其中已接受 {accepted} 个" if accepted else ""
    en = f" ({accepted} accepted)" if accepted else ""
    return say(
        f"共 {errors} 个错误、{warnings} 个警告" + (f"、{notes} 个提示{zh}" if notes else "") + "。",
        f"{errors} error(s), {warnings} warning(s)" + (f", {notes} note(s){en}" if notes else "") + ".",
    )


def shown(text: str) -> str:
    """Control, format and separator characters as escapes; everything else as it is."""
    if text.isprintable():
        return text
    kept = (" ", "\u3000", "\u00a0")
    return "".join(c if c in kept or unicodedata.category(c)[0] not in "CZ" else _escape(c) for c in text)


def _escape(character: str) -> str:
    return character.encode("unicode_escape").decode("ascii")


def under(folder: str, file: str) -> str:
    """A file's name seen from where the command runs."""
    return f"{folder.rstrip('/')}/{file}" if folder else file


def region_of(place: Place, mark: Mark | None) -> tuple[int | None, int | None, int | None]:
    """Line, first column and the column behind the value, for programs that count characters; unknown ones are None.

    The column of a place in a CSV file is the number of the cell, so that without a mark none is told of it.
    """
    if mark is not None:
        return mark.line, mark.start, mark.end
    return place.line, None if place.file.lower().endswith(".csv") else place.column, None


class _Widths(dict[str, int]):
    """Columns of a terminal by character, each looked up once."""

    def __missing__(self, character: str) -> int:
        wide = unicodedata.east_asian_width(character) in "WF"
        columns = 0 if unicodedata.combining(character) else 2 if wide else 1
        self[character] = columns
        return columns


_WIDTHS = _Widths()


def width(text: str) -> int:
    """Columns of a terminal that a text takes: wide characters, such as Chinese ones, take two."""
    return len(text) if text.isascii() else sum(map(_WIDTHS.__getitem__, text))
