"""The direction of writing: nothing in a text may turn around what is printed beside it, least of all digits."""

from __future__ import annotations

import re
from typing import Final

_TURNING: Final = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""Marks of direction, overrides, embeddings and isolates (Unicode annex 9)."""
_RIGHT: Final = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefe\U00010800-\U00010fff\U0001e800-\U0001efff"
"""Letters that are written from the right."""
_LETTER: Final = re.compile(f"[{_RIGHT}]")
_WORDS: Final = re.compile(f"[{_RIGHT}]+(?: [{_RIGHT}]+)*")
_PIECE: Final = re.compile(r"<(?P<end>/?)(?P<tag>[a-zA-Z]*)[^<>]*>|[^<]+|<")
_OTHERWISE: Final = frozenset({"title", "style", "script", "svg"})
"""Elements whose text takes no element of HTML."""


def without_marks(text: str) -> str:
    """A text without marks of direction."""
    return _TURNING.sub("", text)


def one_direction(html: str) -> str:
    """A page whose text runs from left to right: marks of direction are gone, and words written from the right stand in
    ``<bdi>``, so that they keep their own order and change nobody else's.
    """
    html = without_marks(html)
    return _isolated(html) if _LETTER.search(html) else html


def _isolated(html: str) -> str:
    pieces: list[str] = []
    inside = ""
    for match in _PIECE.finditer(html):
        tag = (match["tag"] or "").lower()
        if inside:
            inside = "" if tag == inside and match["end"] else inside
        elif tag in _OTHERWISE and not match["end"]:
            inside = tag
        elif not match[0].startswith("<"):
            pieces.append(_WORDS.sub(r"<bdi>\g<0></bdi>", match[0]))
            continue
        pieces.append(match[0])
    return "".join(pieces)
