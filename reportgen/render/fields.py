"""Reading a layout's nodes: each accessor returns what it wants or notes a coded error and returns a stand-in."""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection, Iterator, Sequence
from typing import Final

from reportgen.load.nodes import Block, Entry, Listing, Node, Scalar
from reportgen.load.report import Report
from reportgen.model.place import Place
from reportgen.render.phrase import COMMON, Phrase, parse_phrase

_IDENTIFIER: Final = re.compile("[A-Za-z][A-Za-z0-9-]*")


class Fields:
    """A mapping of a layout with known keys; an unknown one is an error with the nearest known name (L503)."""

    def __init__(self, node: Node, report: Report, known: Sequence[str] | None = None) -> None:
        self.report = report
        self.place = node.place
        self.entries: dict[str, Entry] = {}
        if not isinstance(node, Block):
            wrong_shape(report, node, "键: 值", "key: value")
            return
        self.entries = {entry.key: entry for entry in node.entries}
        for key in [key for key in self.entries if known is not None and key not in known]:
            near = difflib.get_close_matches(key, known or (), 1, 0.4) or list(known or ())
            zh, en = f"版式里没有“{key}”这个键。", f"A layout has no key `{key}` here."
            report.error("L503", zh, en, self.entries[key].place, key, "、".join(near))

    def __contains__(self, key: str) -> bool:
        return key in self.entries

    def __iter__(self) -> Iterator[str]:
        return iter(self.entries)

    def node(self, key: str) -> Node | None:
        """The value of a needed key; L504 when it is missing."""
        if key in self.entries:
            return self.entries[key].value
        self.report.error("L504", f"版式缺少“{key}”。", f"The layout lacks `{key}`.", self.place, expected=f"{key}: …")
        return None

    def text(self, key: str, default: str | None = None) -> str:
        """A line of text; needed unless there is a default."""
        if default is not None and key not in self.entries:
            return default
        node = self.node(key)
        return plain_text(node, self.report) if node is not None else ""

    def phrase(self, key: str, places: Collection[str] = COMMON) -> Phrase:
        """A needed wording that may have these places."""
        node = self.node(key)
        return phrase_of(node, self.report, places) if node is not None else parse_phrase("")

    def number(self, key: str, needed: bool = False) -> int | None:
        """A whole number; None when there is none."""
        if key not in self.entries and not needed:
            return None
        text = self.text(key)
        if text.isascii() and text.isdigit():
            return int(text)
        if key in self.entries:
            wrong_shape(self.report, self.entries[key].value, "整数", "a whole number")
        return None

    def identifier(self, key: str) -> str:
        """A name that can be the id of an element."""
        text = self.text(key)
        if key in self.entries and not _IDENTIFIER.fullmatch(text):
            zh, en = "字母开头的编号（字母、数字、-）", "an id: a letter, then letters, digits or -"
            wrong_shape(self.report, self.entries[key].value, zh, en)
        return text

    def flag(self, key: str, default: bool) -> bool:
        """``true`` or ``false``."""
        return self.choice(key, ("true", "false"), "true" if default else "false") == "true"

    def choice(self, key: str, values: Sequence[str], default: str | None = None) -> str:
        """One of fixed words."""
        text = self.text(key, default)
        if text in values:
            return text
        if key in self.entries:
            wrong_shape(self.report, self.entries[key].value, "、".join(values), ", ".join(values))
        return values[0]

    def items(self, key: str, default: bool = False) -> list[Node]:
        """The items of a list; an empty one when it may be missing."""
        if default and key not in self.entries:
            return []
        node = self.node(key)
        return list_items(node, self.report) if node is not None else []

    def texts(self, key: str, default: bool = False) -> tuple[str, ...]:
        """A list of lines of text."""
        return tuple(plain_text(item, self.report) for item in self.items(key, default))

    def mapping(self, key: str) -> Fields:
        """A mapping with any keys; empty when the key is missing."""
        return Fields(self.entries[key].value if key in self.entries else Block([], self.place), self.report)

    def record(self, key: str, known: Sequence[str]) -> Fields:
        """A needed mapping with known keys."""
        node = self.node(key)
        return Fields(Block([], self.place) if node is None else node, self.report, known)

    def words(self, key: str) -> dict[str, str]:
        """A mapping of texts."""
        fields = self.mapping(key)
        return {name: fields.text(name) for name in fields}

    def place_of(self, key: str) -> Place:
        """Where a key stands, else where the mapping does."""
        return self.entries[key].place if key in self.entries else self.place


def list_items(node: Node, report: Report) -> list[Node]:
    """The items of a list node."""
    if isinstance(node, Listing):
        return node.items
    wrong_shape(report, node, "列表", "a list")
    return []


def plain_text(node: Node, report: Report) -> str:
    """The text of a scalar node."""
    if isinstance(node, Scalar):
        return node.text
    wrong_shape(report, node, "一行文字", "a line of text")
    return ""


def phrase_of(node: Node, report: Report, places: Collection[str] | None = None) -> Phrase:
    """A scalar node as a phrase; L506 for a brace out of place, or for a place that is not among ``places``."""
    text = plain_text(node, report)
    try:
        phrase = parse_phrase(text)
    except ValueError:
        zh = "短语里的花括号只能写成 {名称}，名称用小写字母和下划线。"
        en = "Braces in a phrase are written {name}, the name in small letters and underscores."
        report.error("L506", zh, en, node.place, text, "{amount}")
        return parse_phrase("")
    for name in sorted(phrase.places.difference(phrase.places if places is None else places)):
        near = difflib.get_close_matches(name, places or (), 1, 0.4) or sorted(places or ())
        zh = f"这条短语没有可以填进 {{{name}}} 的内容。"
        en = f"There is nothing to put into {{{name}}} of this phrase."
        report.error("L506", zh, en, node.place, f"{{{name}}}", "、".join(f"{{{word}}}" for word in near))
    return phrase


def wrong_shape(report: Report, node: Node, zh: str, en: str) -> None:
    """Note L505: what stands here is not what is wanted."""
    found = node.text if isinstance(node, Scalar) else None
    report.error("L505", f"此处应是{zh}。", f"This should be {en}.", node.place, found, zh)
