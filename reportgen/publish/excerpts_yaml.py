"""Lines of budget.yaml as they may be shown: the keys and values that outlive withholding, and ``…`` for the rest."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import Any, Final, NamedTuple

from reportgen.load.declared import SHEETS
from reportgen.load.nodes import Block, Listing, Node, Scalar, is_blank, note_flaws, parse, read_text
from reportgen.load.reading import Reading
from reportgen.load.report import Report
from reportgen.load.structure import vocabulary, yaml_fields
from reportgen.load.withhold import OPEN, Withheld, drop_withheld, is_switch_word
from reportgen.model.budget import Declaration, Project
from reportgen.model.diagnostic import Diagnostic
from reportgen.model.place import Place
from reportgen.publish.excerpts_marks import Shown, wanted

ELLIPSIS: Final = "…"
_BREAK: Final = re.compile(r"\r\n|\r|\n")
_HEADER: Final = re.compile(r"[|>][0-9+-]{0,2}")
"""What begins a block scalar; only a comment may stand behind it."""
_MARKS: Final = r"\s\-?:,\[\]{}"
_ALL_MARKS: Final = re.compile(rf"[{_MARKS}]*")
_LEADING: Final = re.compile(rf"[{_MARKS}]*")
_TRAILING: Final = re.compile(r"[\s,\[\]{}]*\Z")


class Tree(NamedTuple):
    """A budget.yaml without an error in its syntax, withheld matter gone."""

    name: str
    text: str
    root: Block
    withheld: Withheld

    def word(self, *keys: str) -> str:
        """The single value at nested keys; empty where there is none."""
        node: Node = self.root
        for key in keys:
            entry = node.get(key) if isinstance(node, Block) else None
            if entry is None:
                return ""
            node = entry.value
        return node.text.strip() if isinstance(node, Scalar) else ""

    def project_ids(self) -> frozenset[str]:
        """The ids of the declared projects."""
        projects = self.root.get("projects")
        items = projects.value.items if projects is not None and isinstance(projects.value, Listing) else ()
        blocks = (item.get("id") for item in items if isinstance(item, Block))
        return frozenset(e.value.text.strip() for e in blocks if e is not None and isinstance(e.value, Scalar))


def read_tree(path: Path) -> Tree | None:
    """The surviving tree of a budget.yaml, with its sheets for words; None where anything about it is in doubt."""
    report = Report()
    text = read_text(path, path.name, report)
    root = None if text is None else parse(text, path.name, report)
    if text is None or root is None:
        return None
    data = root.get("data")
    if data is not None and isinstance(data.value, Block) and any(map(data.value.get, SHEETS)):
        from reportgen.load.sheets import add_sheets

        if not add_sheets(data.value, root, Reading(report, path.absolute().parent, None, {})):
            return None
    withheld = drop_withheld(root)
    note_flaws(root, report)
    return None if report.failed else Tree(path.name, text, root, withheld)


class Survivor(NamedTuple):
    """A key or value that may be shown, in its own place."""

    text: str
    place: Place
    key: bool


def survivors(node: Node, known: frozenset[str] | None = None) -> Iterator[Survivor]:
    """All keys and values below a node.

    Where withheld matter was dropped from a project, what stands under other than its own keys may be a piece of it
    that came apart by a slip, and is left out.
    """
    if isinstance(node, Scalar):
        yield Survivor(node.text, node.place, False)
    elif isinstance(node, Listing):
        for item in node.items:
            yield from survivors(item)
    else:
        project = frozenset(yaml_fields(Project)) if node.discreet else known
        for entry in node.entries:
            if project is None or entry.key in project:
                yield Survivor(entry.key, entry.place, True)
                if not (node.discreet and entry.key in OPEN and _is_strange(entry.value)):
                    yield from survivors(entry.value)


def _is_strange(node: Node) -> bool:
    """Whether a switch says anything but its words."""
    return not isinstance(node, Scalar) or not (is_blank(node) or is_switch_word(node.text))


class _Piece(NamedTuple):
    """A run of characters of one line (first is 0) that belongs to a survivor."""

    start: int
    end: int
    survivor: Survivor


class _Extent(NamedTuple):
    """Where a scalar stands in the source: first line and column, last line and the column behind it (first is 0)."""

    line: int
    column: int
    last: int
    end: int
    block: bool


class YamlLines:
    """The lines of one budget.yaml, ready to be shown."""

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self.lines = _BREAK.split(tree.text)

    @cached_property
    def _extents(self) -> dict[tuple[int, int], _Extent]:
        """(line, column), first is 1, of each scalar's beginning → its extent."""
        import yaml

        def read(loader: Any) -> dict[tuple[int, int], _Extent]:
            found = {}
            for event in yaml.parse(self.tree.text, Loader=loader):
                if isinstance(event, yaml.ScalarEvent):
                    start: Any = event.start_mark
                    end: Any = event.end_mark
                    extent = _Extent(start.line, start.column, end.line, end.column, event.style in ("|", ">"))
                    found[start.line + 1, start.column + 1] = extent
            return found

        try:
            return read(getattr(yaml, "CSafeLoader", yaml.SafeLoader))
        except yaml.YAMLError:  # a blank value in braces, which the fast parser takes for an error
            return read(yaml.SafeLoader)

    @cached_property
    def _pieces(self) -> dict[int, list[_Piece]]:
        """Line (first is 0) → the pieces on it, in order."""
        pieces: dict[int, list[_Piece]] = {}
        for survivor in survivors(self.tree.root):
            for line, start, end in self._runs(survivor.place):
                pieces.setdefault(line, []).append(_Piece(start, end, survivor))
        return {line: sorted(found, key=lambda piece: piece.start) for line, found in pieces.items()}

    def _runs(self, place: Place) -> Iterator[tuple[int, int, int]]:
        """Line, start and end (first is 0) of the characters of the scalar that begins at a place."""
        extent = self._extents.get((place.line or 0, place.column or 0))
        if extent is None or place.file != self.tree.name:
            return
        for line in range(extent.line, extent.last + 1):
            text = self.lines[line]
            start = extent.column if line == extent.line else len(text) - len(text.lstrip())
            end = extent.end if line == extent.last else len(text)
            if extent.block and line == extent.line:
                header = _HEADER.match(text, start)
                end = header.end() if header else start
            if start < end:
                yield line, start, end

    def lines_of(self, place: Place) -> range:
        """The lines (first is 1) of the value at a place."""
        survivor = self._at(place)
        lines = [line + 1 for line, _, _ in self._runs(survivor.place)] if survivor is not None else []
        line = place.line or 1
        return range(min(lines, default=line), max(lines, default=line) + 1)

    def _at(self, place: Place) -> Survivor | None:
        """The survivor that stands at a line and column."""
        line, column = (place.line or 0) - 1, (place.column or 0) - 1
        return next((p.survivor for p in self._pieces.get(line, ()) if p.start <= column < p.end), None)

    def shown(self, diagnostic: Diagnostic, place: Place) -> Shown | None:
        """The line with the found value; None where nothing of it may be shown."""
        if place.line is None or not 0 < place.line <= len(self.lines):
            return None
        line, start, end = self._mark(diagnostic, place)
        pieces = self._told(line, diagnostic) if diagnostic.code.startswith("L") else self._pieces.get(line, [])
        if not pieces:
            return None
        text, columns = compose(self.lines[line], [(piece.start, piece.end) for piece in pieces])
        first = columns[min(start, len(columns) - 1)]
        length = columns[min(end, len(columns) - 1)] - first
        literal = text[first : first + length] == self.lines[line][start:end]
        return Shown(line + 1, text, first, max(length, 1), start + 1 if literal and end > start else None)

    def _mark(self, diagnostic: Diagnostic, place: Place) -> tuple[int, int, int]:
        """Line, start and end (first is 0) of what the finding is about."""
        survivor = self._at(place)
        runs = list(self._runs(survivor.place)) if survivor is not None else []
        texts = [self.lines[line][start:end] for line, start, end in runs]
        raw = survivor.text.strip() if survivor is not None else ""
        for word, ordinal in wanted(diagnostic, raw):
            for (line, start, _), text in zip(runs, texts, strict=True):
                here = text.count(word)
                if ordinal < here:
                    at = start + _nth(text, word, ordinal)
                    return line, at, at + len(word)
                ordinal -= here
        line, column = (place.line or 1) - 1, (place.column or 1) - 1
        return next(((row, start, end) for row, start, end in runs if row == line), (line, column, column + 1))

    def _told(self, line: int, diagnostic: Diagnostic) -> list[_Piece]:
        """Of a load error: the words of the contract on a line, and the value that the message tells."""
        words = vocabulary(Declaration)
        value = next((word for word, _ in wanted(diagnostic, "")), None)
        pieces: list[_Piece] = []
        for piece in self._pieces.get(line, []):
            if piece.survivor.key and piece.survivor.text in words:
                pieces.append(piece)
            elif value is not None:
                at = self.lines[line].find(value, piece.start, piece.end)
                if at >= 0:
                    pieces.append(_Piece(at, at + len(value), piece.survivor))
        return pieces


def _nth(text: str, word: str, ordinal: int) -> int:
    """Where ``word`` stands for the time ``ordinal`` (first is 0)."""
    at = text.find(word)
    for _ in range(ordinal):
        at = text.find(word, at + len(word))
    return at


def compose(line: str, pieces: list[tuple[int, int]]) -> tuple[str, list[int]]:
    """A line with its pieces, and the marks and blanks between them; anything else is ``…``.

    Returns the text and, for each column of the line and the one behind it, the column of the text.
    """
    text = ""
    columns: list[int] = []
    done = 0
    for start, end in [*pieces, (len(line), len(line))]:
        gap, where = _gap(line[done:start])
        columns += [len(text) + column for column in where]
        text += gap
        columns += range(len(text), len(text) + end - start)
        text += line[start:end]
        done = end
    return text, [*columns, len(text)]


def _gap(text: str) -> tuple[str, list[int]]:
    """What is shown between two pieces, and where each of its columns went."""
    if _ALL_MARKS.fullmatch(text):
        return text, list(range(len(text)))
    leading, trailing = _LEADING.match(text), _TRAILING.search(text)
    first = leading.end() if leading else 0
    last = max(trailing.start() if trailing else len(text), first)
    columns = [*range(first), *[first] * (last - first), *range(first + 1, first + 1 + len(text) - last)]
    return text[:first] + ELLIPSIS + text[last:], columns
