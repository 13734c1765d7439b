"""Phrases of a layout: fixed wording with named places for what is computed or declared."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from typing import Final

import attrs

from reportgen.render.direction import without_marks

COMMON: Final = frozenset({"dept", "department", "year", "prior_year", "unit"})
"""Places that every phrase may have: short name, full name, budget year, year before, unit of amounts in text."""

LONGEST: Final = 10_000
"""Characters of a wording."""
MOST: Final = 100
"""Places of a wording."""

_PLACE: Final = re.compile(r"\{([a-z_]+)\}")


@attrs.frozen
class Phrase:
    """A wording such as ``收支总预算 {amount} {unit}。``, taken apart once: literals and names take turns."""

    text: str
    parts: tuple[str, ...]
    """literal, name, literal, name, …, literal"""
    escaped: tuple[str, ...]
    """The same with the literals escaped for HTML."""

    @property
    def places(self) -> frozenset[str]:
        """Names of the places."""
        return frozenset(self.parts[1::2])

    def plain(self, values: Mapping[str, object]) -> str:
        """As plain text. Raises KeyError for a place without a value."""
        return without_marks("".join(str(values[part]) if i % 2 else part for i, part in enumerate(self.parts)))


def parse_phrase(text: str) -> Phrase:
    """Take a wording apart. Raises ValueError when it holds a brace that is not part of ``{name}``, or is too long."""
    parts = tuple(_PLACE.split(text))
    if len(text) > LONGEST or len(parts) > 2 * MOST + 1:
        raise ValueError(text)
    if any("{" in literal or "}" in literal for literal in parts[::2]):
        raise ValueError(text)
    escaped = tuple(part if i % 2 else html.escape(part) for i, part in enumerate(parts))
    return Phrase(text, parts, escaped)
