"""Sheets for words: projects, reasons and small facts that stand in a workbook become nodes of the one tree.

They join the tree before withholding and validation, so that a cell and a YAML value are treated alike.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import TYPE_CHECKING, Final

import attrs

from reportgen.load.fingerprints import Fingerprints, Piece, parts
from reportgen.load.nodes import Block, Entry, Flaw, Listing, Node, Scalar, is_blank
from reportgen.load.reading import Reading, nearest
from reportgen.load.structure import yaml_fields
from reportgen.load.withhold import CLOSING, FIELDS, NOUNS, OPEN
from reportgen.model.budget import Declaration, Project, Reasons
from reportgen.model.language import say
from reportgen.model.place import Place
from reportgen.model.schema import Choice, Date, FilePath, Kind, ListOf, MapOf, OneOf, Record

if TYPE_CHECKING:
    from reportgen.load.grid import Grid
    from reportgen.load.header import Heading

OWN_SHEET: Final = frozenset({"data", "projects", "reasons"})
"""Blocks that the facts sheet does not hold."""


@attrs.frozen
class Column:
    """A column of the projects sheet: where its cells go, and its headings."""

    keys: tuple[str, ...]
    heading: str
    kind: Kind

    @property
    def alias(self) -> str:
        """The dotted YAML key, which may head the column too."""
        return ".".join(self.keys)


@cache
def project_columns() -> tuple[Column, ...]:
    """The columns of the projects sheet: the labels of a project's keys, those of nested keys behind their block's.

    ``period.from`` is 资金执行时间开始; a label that already begins with its block's stays (补贴人数).
    """
    return tuple(column for key, kind, label in _labelled(Project) for column in _columns((key,), kind, label))


def _labelled(cls: type) -> list[tuple[str, Kind, str]]:
    return [(key, spec.kind, spec.label) for key, (_, spec) in yaml_fields(cls).items()]


def _columns(keys: tuple[str, ...], kind: Kind, label: str) -> Iterator[Column]:
    options = kind.options if isinstance(kind, OneOf) else (kind,)
    for option in options:
        inner = option.item if isinstance(option, ListOf) else option
        if not isinstance(inner, Record):
            yield Column(keys, label, inner)
            continue
        for key, child, own in _labelled(inner.cls):
            yield Column((*keys, key), own if own.startswith(label) else label + own, child)


@cache
def _item_columns() -> frozenset[str]:
    """Aliases of the columns that hold one item of a list, for which a project may take several rows."""
    return frozenset(column.alias for column in project_columns() if _list_of(column.keys[0]))


def _list_of(key: str) -> bool:
    kind = yaml_fields(Project)[key][1].kind
    return isinstance(kind, OneOf) and any(isinstance(option, ListOf) for option in kind.options)


def add_sheets(data: Block, root: Block, reading: Reading, prints: Fingerprints | None = None) -> bool:
    """Put what the sheets of ``data`` hold into the tree; False when one could not be read (its error is noted).

    ``prints`` takes the withheld texts of the projects sheet, which never reach the tree.

    L070: unknown category; L071: item needed or not wanted; L072: given in both places; L073: unknown fact;
    L074: a row without project id; L075: list numbers with a gap.
    """
    good = True
    for name, add in _ADDERS.items():
        entry = data.get(name)
        if entry is None or is_blank(entry.value) or (reading.last_year and name == "reasons"):
            continue
        grid = _grid(name, entry.value, reading, prints)
        if grid is None:
            good = False
        else:
            add(grid, root, reading)
    return good


def _grid(name: str, node: Node, reading: Reading, prints: Fingerprints | None) -> Grid | None:
    from reportgen.load.grid import read_grid

    if not isinstance(node, Scalar) or node.flaw is not None:
        return None
    if reading.file(node, FilePath(sheet=True), f"data.{name}") is None:
        return None
    told = reading.report.told
    hide = _Hide(prints) if name == "projects" else None
    grid = read_grid(reading.folder, node.text.strip(), headings(name), reading.report, hide)
    # A switch may be among what could not be read: then nothing of the sheet is looked at any further.
    return grid if reading.report.told == told else None


class _Hide:
    """Names the cells of a projects row that are withheld; a row that continues a project shares its switches."""

    def __init__(self, prints: Fingerprints | None) -> None:
        self.keys: frozenset[str] = frozenset()
        self.prints = prints
        self.half = False
        """Whether the project withholds its indicators alone."""

    def __call__(self, row: Mapping[str, str]) -> frozenset[str]:
        if row["id"].strip():
            kinds = {column.alias: column.kind for column in project_columns()}
            closed = [
                switch
                for switch, open_ in OPEN.items()
                if (text := row[switch].strip()) and _word(text, kinds[switch]) not in open_
            ]
            if any(row[key].strip() in CLOSING for key in row.keys() - OPEN.keys()):
                closed = list(OPEN)  # the row has slipped to the side, and its switches with it
            self.keys = frozenset(
                column.alias for column in project_columns() for s in closed if column.keys[0] in FIELDS[s]
            )
            self.half = closed == ["indicators"]
        if self.prints is not None and self.keys:
            own = parts(text for key, text in row.items() if key not in self.keys) if self.half else frozenset()
            for key in self.keys & row.keys():
                self.prints.add(Piece(row[key], short=key.partition(".")[0] in NOUNS, own=own))
        return self.keys


def headings(name: str) -> tuple[Heading, ...]:
    """The headings of the sheet that ``data.<name>`` names."""
    from reportgen.load.header import Heading

    if name == "projects":
        return tuple(
            Heading(column.alias, column.heading, required=column.alias in ("id", "name"))
            for column in project_columns()
        )
    if name == "reasons":
        return (
            Heading("category", "类别"),
            Heading("item", "项目", ("科目",)),
            Heading("reason", "理由"),
        )
    return (Heading("item", "项目"), Heading("value", "值"))


def _cell(grid: Grid, index: int, key: str, kind: Kind) -> Scalar | None:
    """The cell as a node; None when it is blank or its column is not there."""
    text = grid.columns[key][index] if key in grid.columns else ""
    return Scalar(_word(text.strip(), kind), grid.place(index, key)) if text.strip() else None


def _word(text: str, kind: Kind) -> str:
    """What a cell says in budget.yaml's words: a choice may stand there by its Chinese meaning (完全不予公开)."""
    if isinstance(kind, Date):
        return text.removesuffix(" 00:00:00")
    if isinstance(kind, Choice) and text not in kind.values:
        return next((word for word, (zh, _) in kind.values.items() if zh == text), text)
    return text


def _add_projects(grid: Grid, root: Block, reading: Reading) -> None:
    blocks: list[Node] = []
    for index in range(len(grid.rows)):
        cells = {
            column.alias: cell
            for column in project_columns()
            if (cell := _cell(grid, index, column.alias, column.kind)) is not None
        }
        place = grid.place(index)
        if "id" in cells:
            blocks.append(Block([], place))
        elif not blocks or cells.keys() - _item_columns():
            zh = "这一行没有项目编号；续行只能填写分配事项"
            en = "the row has no project id; a row that continues one holds only items of its allocation"
            reading.report.error("L074", zh, en, grid.place(index, "id"))
            continue
        block = blocks[-1]
        assert isinstance(block, Block)
        _fill(block, cells, place)
    entry = root.get("projects")
    if entry is None or is_blank(entry.value):
        root.entries = [e for e in root.entries if e is not entry]
        root.entries.append(Entry("projects", grid.place(0) if grid.rows else root.place, Listing(blocks, root.place)))
    elif isinstance(entry.value, Listing):
        entry.value.items.extend(blocks)


def _fill(block: Block, cells: dict[str, Scalar], place: Place) -> None:
    """Put one row's cells into its project's block."""
    items: dict[str, Block] = {}
    for column in project_columns():
        cell = cells.get(column.alias)
        if cell is None:
            continue
        head = column.keys[0]
        if len(column.keys) == 1:
            block.entries.append(Entry(head, cell.place, cell, _both(block, head, cell.place)))
        elif _list_of(head):
            if head not in items:
                items[head] = Block([], place)
                _listing(block, head, cell.place).items.append(items[head])
            items[head].entries.append(Entry(column.keys[1], cell.place, cell))
        else:
            parent = block.get(head)
            if parent is None:
                parent = Entry(head, cell.place, Block([], cell.place))
                block.entries.append(parent)
            assert isinstance(parent.value, Block)
            parent.value.entries.append(Entry(column.keys[1], cell.place, cell))


def _listing(block: Block, key: str, place: Place) -> Listing:
    for entry in block.entries:
        if entry.key == key and isinstance(entry.value, Listing):
            return entry.value
    listing = Listing([], place)
    block.entries.append(Entry(key, place, listing, _both(block, key, place)))
    return listing


def _both(block: Block, key: str, place: Place) -> Flaw | None:
    """A flaw rather than an error: should the project withhold the field, nothing is said of it."""
    entry = block.get(key)
    return None if entry is None else Flaw("L072", *_twice(entry.place), place)


def _twice(other: Place) -> tuple[str, str]:
    return (
        f"同一个值在两处都填写了（另见 {other}）；请删去一处",
        f"the same value is given in two places (see {other}); remove one",
    )


def _add_reasons(grid: Grid, root: Block, reading: Reading) -> None:
    fields = yaml_fields(Reasons)
    by_name = {spec.label: key for key, (_, spec) in fields.items()} | {key: key for key in fields}
    for index in range(len(grid.rows)):
        category = grid.columns["category"][index].strip()
        item = grid.columns["item"][index].strip()
        reason = Scalar(grid.columns["reason"][index], grid.place(index, "reason"))
        key = by_name.get(category)
        if key is None:
            zh, en = "没有这个类别", "there is no such category"
            near = nearest(category, (spec.label for _, spec in fields.values()))
            reading.report.error("L070", zh, en, grid.place(index, "category"), category, near)
        elif isinstance(fields[key][1].kind, MapOf) != bool(item):
            zh = "这一类理由不填“项目”" if item else "这一类理由要填“项目”"
            en = "this category takes no item" if item else "this category needs an item"
            right = say("留空", "blank") if item else _items(fields[key][1].kind)
            reading.report.error("L071", zh, en, grid.place(index, "item"), item or None, right)
        else:
            keys = ("reasons", key, item) if item else ("reasons", key)
            put(root, keys, reason, reading, grid.place(index, "item" if item else "category"))


def _items(kind: Kind) -> str:
    """What may stand under 项目 for a category of reasons."""
    names = kind.names if isinstance(kind, MapOf) else None
    return "、".join(names) if names else say("功能科目编码，如 2010301", "a function code, such as 2010301")


def _add_facts(grid: Grid, root: Block, reading: Reading) -> None:
    for index in range(len(grid.rows)):
        label = grid.columns["item"][index].strip()
        target = find_fact(label)
        if target is None:
            zh, en = "没有这项基本信息", "there is no such fact"
            near = nearest(label, fact_labels())
            reading.report.error("L073", zh, en, grid.place(index, "item"), label, near)
            continue
        keys, kind = target
        cell = _cell(grid, index, "value", kind)
        if cell is not None:
            put(root, keys, cell, reading)


_ADDERS: Final = {"projects": _add_projects, "reasons": _add_reasons, "facts": _add_facts}


@cache
def fact_labels() -> tuple[str, ...]:
    """Every dotted label of the facts sheet; the first item stands for a list, and 名称 for a key that is data."""
    return tuple(_labels(Record(Declaration), ""))


def _labels(kind: Kind, label: str) -> Iterator[str]:
    kind = kind.options[0] if isinstance(kind, OneOf) else kind
    if isinstance(kind, Record):
        for key, child, own in _labelled(kind.cls):
            if label or key not in OWN_SHEET:
                yield from _labels(child, f"{label}.{own}" if label else own)
    elif isinstance(kind, ListOf):
        yield from _labels(kind.item, f"{label}.1" if isinstance(kind.item, Record) else label)
    elif isinstance(kind, MapOf):
        for name in kind.names or ("名称",):
            yield from _labels(kind.value, f"{label}.{name}")
    else:
        yield label


def find_fact(label: str) -> tuple[tuple[str | int, ...], Kind] | None:
    """A dotted label (部门.人员情况.编制数, or the YAML keys) → the keys of the value and its kind; None if unknown."""
    keys: list[str | int] = []
    kind: Kind = Record(Declaration)
    parts = label.split(".")
    while parts:
        part = parts.pop(0).strip()
        step = _step(kind, part, parts)
        if step is None or (not keys and step[0] in OWN_SHEET):
            return None
        keys.append(step[0])
        kind = step[1]
    if isinstance(kind, ListOf) and not isinstance(kind.item, Record):
        return (*keys, -1), kind.item
    return None if isinstance(kind, Record | ListOf | MapOf) else (tuple(keys), kind)


def _step(kind: Kind, part: str, rest: list[str]) -> tuple[str | int, Kind] | None:
    if isinstance(kind, OneOf):
        kind = kind.options[0]
    if isinstance(kind, Record):
        for key, child, label in _labelled(kind.cls):
            if part in (key, label):
                return key, child
    elif isinstance(kind, ListOf) and part.isascii() and part.isdigit() and len(part) < 4:
        return int(part) - 1, kind.item
    elif isinstance(kind, MapOf) and part:
        if not isinstance(kind.value, MapOf):
            part = ".".join((part, *rest))
            rest.clear()
        return part, kind.value
    return None


def put(
    root: Block, keys: tuple[str | int, ...], cell: Scalar, reading: Reading, key_place: Place | None = None
) -> None:
    """Put a cell's value at ``keys`` into the tree; an index one past the end, or -1, adds to a list of the sheet's.

    ``key_place`` is where the last key stands, where that is not the cell.
    """
    node: Node = root
    for key, following in zip(keys, (*keys[1:], None), strict=True):
        fresh: Node = cell if following is None else _empty(following, cell.place)
        inner: Node | None = None
        if isinstance(node, Block) and isinstance(key, str):
            inner = _entered(node, key, fresh, key_place if following is None and key_place else cell.place)
        elif isinstance(node, Listing) and isinstance(key, int) and node.place.file != root.place.file:
            if not -1 <= key <= len(node.items):
                zh, en = "序号应从 1 起连续", "the numbers must run on from 1"
                reading.report.error("L075", zh, en, cell.place, str(key + 1), str(len(node.items) + 1))
                return
            inner = _listed(node, key, fresh)
        if inner is None or (following is None and inner is not fresh):
            reading.report.error("L072", *_twice((inner or node).place), cell.place)
            return
        node = inner


def _entered(block: Block, key: str, fresh: Node, place: Place) -> Node:
    """The value of ``key``: what is given, else ``fresh``, its key being at ``place``."""
    entry = block.get(key)
    if entry is not None and not is_blank(entry.value):
        return entry.value
    if entry is not None:
        block.entries.remove(entry)
    block.entries.append(Entry(key, place, fresh))
    return fresh


def _listed(listing: Listing, index: int, fresh: Node) -> Node:
    if index in (-1, len(listing.items)):
        listing.items.append(fresh)
        return fresh
    return listing.items[index]


def _empty(following: str | int, place: Place) -> Node:
    return Listing([], place) if isinstance(following, int) else Block([], place)
