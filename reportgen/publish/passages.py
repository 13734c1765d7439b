"""What the last gate reads: the texts of a finished file, each with the spot where it stands."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from itertools import accumulate
from typing import NamedTuple

from reportgen.model.language import say


class Spot(NamedTuple):
    """A spot of a finished file, as far as it is known."""

    zh: str = ""
    en: str = ""
    """What kind of spot, such as 批注; a mere text when empty."""
    page: int = 0
    """Page of a PDF, from 1."""
    id: str = ""
    """The last element of HTML before it that has an id."""
    heading: str = ""
    """The last heading before it."""

    @property
    def names(self) -> tuple[str, ...]:
        """What may itself be withheld matter, and so must be looked at before it is told."""
        return tuple(text for text in (self.id, self.heading) if text)

    def told(self, clean: frozenset[str]) -> str:
        """The spot in words, with those of its names that are ``clean``."""
        named = [f"#{self.id}" if self.id in clean else "", f"“{self.heading}”" if self.heading in clean else ""]
        page = say(f"第 {self.page} 页", f"page {self.page}") if self.page else ""
        words = [word for word in (page, say(self.zh, self.en), *named) if word]
        return " ".join(words) or say("文字", "text")


class Passage:
    """Texts that are read as one, laid end to end, so that what is broken over lines, cells or pages is seen whole."""

    def __init__(self, parts: Iterable[tuple[str, Spot]]) -> None:
        listed = [(text, spot) for text, spot in parts if text]
        self.text = "".join(text for text, _ in listed)
        self._spots = [spot for _, spot in listed]
        self._starts = list(accumulate((len(text) for text, _ in listed[:-1]), initial=0))

    def spot(self, at: int) -> Spot:
        """The spot of the character at index ``at`` of the text."""
        return self._spots[bisect_right(self._starts, at) - 1]
