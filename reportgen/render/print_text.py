"""Paragraphs and headings made ready for paper: what a browser does for Chinese text by itself and the PDF engine does not."""

from __future__ import annotations

import re
from typing import Final

HAN: Final = "[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
_PARAGRAPH: Final = re.compile(r"(<(p|dd|li|h[2-4])\b[^<>]*>)(.*?)(?=</\2>)", re.DOTALL)
_TAG: Final = re.compile(r"(<[^<>]*>)")
_TOUCHING: Final = re.compile(f"(?<={HAN})(?=[0-9A-Za-z])|(?<=[0-9A-Za-z%])(?={HAN})")
_TAIL: Final = re.compile(f"(?:[\\d,.]+ ?{HAN}|{HAN}{{2}})[。；：！？，、）》」』”’]{{0,2}}$")
_SHORT: Final = 24
"""Characters that fit on one line of the narrowest page in any case."""


def typeset(html: str) -> str:
    """The page with its paragraphs and headings ready for paper.

    Letters and digits stand off the Chinese text around them by a blank (clreq 6.2.2, as `text-autospace` does on a
    screen); the last two characters stay together, so that no last line holds a single one (clreq 6.1.2).
    """
    return _PARAGRAPH.sub(lambda match: match[1] + _paragraph(match[3]), html)


def _paragraph(content: str) -> str:
    pieces = _TAG.split(content)
    pieces[::2] = [_TOUCHING.sub(" ", piece) for piece in pieces[::2]]
    if len(content) > _SHORT:
        pieces[-1] = _TAIL.sub(r'<span class="tail">\g<0></span>', pieces[-1])
    return "".join(pieces)
