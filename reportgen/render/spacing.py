"""Blanks in Chinese text: none between two Chinese characters, one between a word and the number behind it."""

from __future__ import annotations

import re
from typing import Final

_CHINESE: Final = "[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff“”‘’…—]"
_BLANKS: Final = re.compile(rf"(?<={_CHINESE})(?=\s)[ \t]*(?:\r?\n[ \t]*)?(?={_CHINESE})")


def close_up(text: str) -> str:
    """The text without blanks between Chinese characters: what a line folded in the input file leaves behind.

    An empty line, which begins another paragraph, stays a blank.
    """
    return _BLANKS.sub("", text)


def before_number(text: str, *, tight: bool = False) -> str:
    """The text, with a blank at its end when a letter stands there and a number is to follow.

    ``tight``: Chinese characters touch the number (rule 31); only a Latin letter or a digit, which would run into it,
    keeps its distance.
    """
    last = text[-1:]
    return f"{text} " if last.isalnum() and (last.isascii() or not tight) else text


def after_word(text: str) -> str:
    """``" "`` when the text begins with a Latin letter or a digit and is to stand behind a Chinese word, else nothing."""
    return " " if text[:1].isascii() and text[:1].isalnum() else ""
