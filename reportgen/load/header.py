"""Headings of tables: how they may be spelt, which row of a file holds them, and which rows repeat them."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from itertools import islice
from typing import Final

import attrs

LOOK: Final = 20
"""So many rows that are not blank are looked through for the headings."""
MOST_COLUMNS: Final = 16_384
"""A table with more columns is refused: no sheet has as many."""


@attrs.frozen
class Heading:
    """A column: ``key`` in the program, ``zh`` and ``aliases`` as the heading may be spelt."""

    key: str
    zh: str
    aliases: tuple[str, ...] = ()
    required: bool = True

    @property
    def spellings(self) -> tuple[str, ...]:
        """Every way to write the heading."""
        return (self.zh, self.key, *self.aliases)


class Headings:
    """The headings of one table, to be found again among texts."""

    def __init__(self, headings: Sequence[Heading]) -> None:
        self.all = headings
        self._known = {normal(spelling): heading for heading in headings for spelling in heading.spellings}

    def match(self, text: str) -> Heading | None:
        """The heading that a text is."""
        return self._known.get(normal(text))

    def count(self, cells: Sequence[str]) -> int:
        """How many different headings stand in a row."""
        return len({heading.key for cell in cells[:MOST_COLUMNS] if (heading := self.match(cell)) is not None})

    def are(self, cells: Sequence[str]) -> bool:
        """Whether a row is made of headings: two of them at least, and half of what stands there."""
        known = self.count(cells)
        return known >= min(2, len(self.all)) and 2 * known >= sum(
            map(bool, map(str.strip, islice(cells, MOST_COLUMNS)))
        )


def normal(heading: str) -> str:
    """A heading without blanks, marks without width, full-width forms and case, as headings are compared."""
    text = unicodedata.normalize("NFKC", heading[:200])
    return "".join(text.split()).replace("\ufeff", "").replace("\u200b", "").casefold()


def counts_up(cells: Sequence[str]) -> bool:
    """Whether a row numbers the columns, as printed tables do below their heading: 栏次, 1, 2, 3 …"""
    texts = [cell.strip() for cell in cells if cell.strip()]
    if texts and not texts[0].isdecimal():
        texts = texts[1:]
    return len(texts) >= 3 and texts == [str(number) for number in range(1, len(texts) + 1)]
