"""Prose of the user: text with figures in it, ``…减少{{ change("income/fiscal-carryover") }}…``."""

from __future__ import annotations

from typing import Literal

import attrs

from reportgen.model.place import Place

Measure = Literal["amount", "change", "growth", "share"]
MEASURES: tuple[Measure, ...] = ("amount", "change", "growth", "share")


@attrs.frozen
class FigureRef:
    """An expression in prose: a measure of a figure key without its last part."""

    measure: Measure
    stem: str
    source: str
    """The expression as written, braces included, for messages."""

    @property
    def key(self) -> str:
        """The key of the figure meant."""
        return f"{self.stem}/{self.measure}"


@attrs.frozen
class Prose:
    """A text by the user, split into plain parts and figure references; never markup."""

    parts: tuple[str | FigureRef, ...]
    place: Place | None = attrs.field(default=None, eq=False)

    @property
    def raw(self) -> str:
        """The text as written, expressions included."""
        return "".join(part if isinstance(part, str) else part.source for part in self.parts)

    @property
    def refs(self) -> tuple[FigureRef, ...]:
        """The figure references, in order."""
        return tuple(part for part in self.parts if isinstance(part, FigureRef))

    def __bool__(self) -> bool:
        return any(part if isinstance(part, FigureRef) else part.strip() for part in self.parts)
