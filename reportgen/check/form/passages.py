"""The texts of the user that the rules of form look at, in one string, so that each pattern runs once."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cached_property, lru_cache
from itertools import accumulate
from typing import Final, NamedTuple
from weakref import WeakKeyDictionary

from reportgen.check.context import Context
from reportgen.check.privacy.numbers import mask
from reportgen.check.registry import Finding
from reportgen.check.texts import Text, folded
from reportgen.model.diagnostic import Edit, Note
from reportgen.model.language import say

END: Final = "\x1e"
"""Stands between two texts: no text holds it."""
HIDDEN: Final = "\ue000"
"""Stands for each character of what is not ours to judge: titles in 《》, addresses, expressions."""

_OTHER: Final = frozenset(
    ("layout", "amount_unit", "prior", "templates", "theme", "data", "options", "accept", "confusables", "codes")
)
"""Blocks of switches and files, and of what is told to the program alone."""
_OTHER_KEYS: Final = frozenset(
    ("id", "unit", "function", "economic", "type", "disclosure", "indicators", "emblem", "image")
)
"""Keys whose values are ids, codes and switches."""
_OTHER_CELLS: Final = frozenset({"project", "weight"})
_NAME: Final = re.compile(r"\.(?:name|short_name)$|^department\.offices\[")
_HIDE: Final = re.compile(
    r"\{\{[^{}]*\}\}|《[^《》\n]{0,200}》|(?:https?|ftp)://[!-~]+|(?<![A-Za-z0-9._%+-])[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+"
)
_LONG_NUMBER: Final = re.compile(r"[0-9][0-9 -]{5,}[0-9]")
_SHOWN: Final = 8
"""Characters that messages show before and behind what was found."""


class Passage(NamedTuple):
    """A text, with what is not ours to judge hidden in ``plain`` (of the same length), and wherever it stands."""

    text: str
    plain: str
    where: tuple[Text, ...]


class Hit(NamedTuple):
    """Where a pattern matched in a passage: offsets there, and the match in the string of all passages."""

    passage: Passage
    start: int
    end: int
    match: re.Match[str]

    @property
    def found(self) -> str:
        """The text as written."""
        return self.passage.text[self.start : self.end]

    @property
    def before(self) -> str:
        """The character before it, `END` where there is none."""
        return self.match.string[self.match.start() - 1]

    @property
    def behind(self) -> str:
        """The character behind it, `END` where there is none."""
        return self.match.string[self.match.end()]


class Passages:
    """All texts that are looked at, each once."""

    def __init__(self, context: Context) -> None:
        by_text: dict[str, list[Text]] = {}
        for text in context.texts:
            if not text.key and not (text.field in _OTHER_CELLS if text.field else _is_other(text.path)):
                by_text.setdefault(text.text, []).append(text)
        self.all = tuple(Passage(text, hidden(text), tuple(where)) for text, where in by_text.items())

    @cached_property
    def plain(self) -> str:
        """The passages in one string, an `END` before and behind each."""
        return END.join(["", *(passage.plain for passage in self.all), ""])

    @cached_property
    def characters(self) -> frozenset[str]:
        """Every character that stands in `plain`."""
        return frozenset(self.plain)

    @cached_property
    def _starts(self) -> list[int]:
        return list(accumulate((len(passage.plain) + 1 for passage in self.all), initial=1))

    def at(self, position: int) -> tuple[Passage, int]:
        """The passage at a position of `plain`, and the position in it."""
        index = bisect_right(self._starts, position) - 1
        return self.all[index], position - self._starts[index]

    def find(self, pattern: re.Pattern[str]) -> Iterator[Hit]:
        """Every match of a pattern that keeps within one passage."""
        for match in pattern.finditer(self.plain):
            passage, start = self.at(match.start())
            yield Hit(passage, start, start + match.end() - match.start(), match)

    def words(self, word: str) -> Iterator[tuple[Passage, int]]:
        """Every place where a word stands."""
        position = self.plain.find(word) if self.characters.issuperset(word) else -1
        while position >= 0:
            yield self.at(position)
            position = self.plain.find(word, position + len(word))


def is_han(character: str) -> bool:
    """Whether it is a Han character (汉字). A class of them in a pattern would take long to compile."""
    return "\u3400" <= character <= "\u9fff" or character == "〇" or character >= "\U00020000"


def has_han(text: str) -> bool:
    """Whether a Han character stands in the text."""
    return any(map(is_han, text))


def _is_other(path: str) -> bool:
    """Whether what stands at a dotted path is no text to be printed."""
    block = path.partition(".")[0].partition("[")[0]
    return block in _OTHER or (block in ("units", "projects") and path.rpartition(".")[2] in _OTHER_KEYS)


def hidden(text: str) -> str:
    """The text with titles, addresses and expressions hidden, character by character."""
    if "《" not in text and "{{" not in text and "@" not in text and "://" not in text:
        return text
    once = _HIDE.sub(_cover, text)
    return _HIDE.sub(_cover, once) if "《" in once else once


def _cover(match: re.Match[str]) -> str:
    return HIDDEN * len(match[0])


_CACHE: WeakKeyDictionary[Context, Passages] = WeakKeyDictionary()


def passages(context: Context) -> Passages:
    """The passages of a budget, made once."""
    known = _CACHE.get(context)
    if known is None:
        known = _CACHE[context] = Passages(context)
    return known


def is_prose(text: Text) -> bool:
    """Whether it is running text: neither a name nor a cell of the indicator table."""
    return not text.field and not is_name(text)


def is_name(text: Text) -> bool:
    """Whether it is the name of a department, unit, office or project."""
    return not text.field and _NAME.search(text.path) is not None


def around(text: str, start: int, end: int) -> str:
    """What was found with a little of the text before and behind it, for a message; alone where numbers are private."""
    if _is_private(text):
        return text[start:end]
    before, behind = text[max(0, start - _SHOWN) : start], text[end : end + _SHOWN]
    return "".join(f"{before}{text[start:end]}{behind}".splitlines())


@lru_cache(maxsize=64)
def _is_private(text: str) -> bool:
    return _LONG_NUMBER.search(folded(text)) is not None and mask(text) != text


def findings(
    passage: Passage, start: int, old: str, new: str | None, zh: str, en: str, *,
    fix: bool = True, notes: tuple[Note, ...] = (), expected: str | None = None,
) -> Iterator[Finding]:  # fmt: skip
    """A finding wherever the passage stands: ``old``, from ``start`` of it, should be ``new``.

    ``zh`` and ``en`` are the message; ``{}`` in them is what was found with the text around it. With ``fix`` it carries
    the edit, unless the passage holds a private number, which no record of changes may repeat.
    """
    message = say(zh, en).replace("{}", around(passage.text, start, start + len(old)))
    edit = Edit(start, old, new) if fix and new is not None and not _is_private(passage.text) else None
    for text in passage.where:
        yield Finding(message, text.place, old, new if expected is None else expected, notes=notes, edit=edit)
