"""What one pass over a node tree carries along: where to report, what is known, and the place of every value."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from enum import Enum
from pathlib import Path
from typing import Final

import attrs

from reportgen.load.nodes import Block, Listing, Node, Scalar
from reportgen.load.paths import resolve
from reportgen.load.prose import shorten
from reportgen.load.report import Report
from reportgen.model.codelist import CodeKind, CodeList
from reportgen.model.language import say
from reportgen.model.money import AmountUnit
from reportgen.model.place import Place
from reportgen.model.schema import FilePath


class Bad(Enum):
    """Stands for a value that could not be read; its error is noted."""

    BAD = 0


BAD: Final = Bad.BAD


@attrs.define(eq=False)
class Reading:
    """The state of reading one budget.yaml.

    ``amount_unit`` is the unit of its amounts (None: not readable, amounts are not checked), ``codes`` its code lists.
    """

    report: Report
    folder: Path
    amount_unit: AmountUnit | None
    codes: dict[CodeKind, CodeList]
    last_year: bool = False
    """Last year's budget is read for its tables alone: other files that it names need not be there any more."""
    places: dict[str, Place] = attrs.field(factory=dict)
    keys: dict[str, Place] = attrs.field(factory=dict)
    """Dotted path → where its key stands, of mappings whose keys are data."""
    files: dict[str, Path | None] = attrs.field(factory=dict)
    """Dotted path of a file reference → the file, None when it was refused; each is looked at once."""

    def error(
        self, code: str, zh: str, en: str, node: Node, path: str, value: str | None = None, expected: str | None = None
    ) -> None:
        """Note an error at the value ``node``, whose dotted path begins both sentences."""
        gap, blank = ("" if zh[0] in "：（" else " "), ("" if en[0] == ":" else " ")
        place = placed(node.place, path)
        self.report.error(code, f"{path}{gap}{zh}", f"{path}{blank}{en}", place, value, expected)

    def file(self, node: Scalar, kind: FilePath, path: str) -> Path | None:
        """The file that the value at ``path`` names; refused once, however often it is asked for."""
        if path not in self.files:
            place = placed(node.place, path)
            self.files[path] = resolve(self.folder, node.text.strip(), kind, place, self.report)
        return self.files[path]


def placed(place: Place, path: str) -> Place:
    """``place`` with the dotted path of the value that stands there."""
    return Place(place.file, place.line, place.column, place.sheet, place.cell, path)


def join(path: str, key: str) -> str:
    """The dotted path of ``key`` inside ``path``."""
    return f"{path}.{key}" if path else key


def found(node: Node) -> str:
    """What stands at a node, for a message: its text, or the name of its shape."""
    if isinstance(node, Block):
        return say("若干“键: 值”", "a mapping")
    if isinstance(node, Listing):
        return say("列表", "a list")
    return shorten(node.text)


def nearest(word: str, known: Iterable[str]) -> str:
    """The known name nearest to ``word``, and all of them when none is near and they are few."""
    names = list(known)
    word = word[:64]
    close = difflib.get_close_matches(word, names, n=1, cutoff=0.5)
    if close:
        return close[0]
    if len(names) <= 12:
        return " | ".join(names)
    return difflib.get_close_matches(word, names, n=1, cutoff=0.0)[0]
