"""``codes``: classification codes that a budget adds or renames for its year, as a block or a table."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

import attrs

from reportgen.load.nodes import Block, Node, Scalar, is_blank
from reportgen.load.prose import without_marks
from reportgen.load.raw import clean
from reportgen.load.reading import BAD, Bad, Reading, found, nearest, placed
from reportgen.load.scalars import FIRST_DIGIT, near_code, well_formed
from reportgen.load.structure import read
from reportgen.model.codelist import LEVEL_LENGTHS, CodeKind, parents
from reportgen.model.language import say
from reportgen.model.place import Place
from reportgen.model.schema import Code, FilePath

if TYPE_CHECKING:
    from reportgen.load.header import Heading

CODES: Final = "codes"
KINDS: Final[tuple[CodeKind, ...]] = ("function", "economic")
LABELS: Final = {"function": ("功能科目", "function code"), "economic": ("经济科目", "economic code")}

Added = dict[CodeKind, dict[str, str]]


@attrs.frozen
class _Given:
    kind: CodeKind
    code: str
    name: str
    place: Place


def read_codes(root: Block, reading: Reading) -> Any | Bad:
    """Read ``codes`` and make its codes known to ``reading``; the value declared: a mapping, a file name or None.

    L031: not the digits of such a code; L038: neither function nor economic; L060: no name; L061: a parent is
    unknown; L062: a code twice.
    """
    entry = root.get(CODES)
    if entry is None or is_blank(entry.value) or entry.value.flaw is not None:
        return None
    node = entry.value
    reading.places[CODES] = placed(node.place, CODES)
    declared: Any
    if isinstance(node, Block):
        rows = [row for inner in node.entries for row in _inner(inner.key, inner.value, inner.place, reading)]
        failed = False
    elif isinstance(node, Scalar):
        rows_or_none = _table(node, reading)
        rows, failed = rows_or_none or [], rows_or_none is None
    else:
        zh, en = "应是若干“键: 值”或一个表格文件", "must be a mapping or the name of a table"
        reading.error("L022", zh, en, node, CODES, found(node), say(zh, en))
        return BAD
    added = _collect(rows, reading)
    reading.codes = {kind: reading.codes[kind].with_names(added[kind]) for kind in KINDS}
    _check_parents(rows, reading)
    if failed:
        return BAD
    declared = node.text.strip() if isinstance(node, Scalar) else added
    return declared


def _inner(kind: str, node: Node, key_place: Place, reading: Reading) -> Iterator[_Given]:
    path = f"{CODES}.{kind}"
    if kind not in LEVEL_LENGTHS:
        zh, en = "codes 里没有这个键", "`codes` has no such key"
        reading.report.error("L038", zh, en, placed(key_place, path), kind, nearest(kind, KINDS))
        return
    if is_blank(node):
        return
    if not isinstance(node, Block):
        zh, en = "应是“编码: 名称”", "must be `code: name` pairs"
        reading.error("L022", zh, en, node, path, found(node), say("编码: 名称", "code: name"))
        return
    which: CodeKind = "function" if kind == "function" else "economic"
    for entry in node.entries:
        if entry.flaw is not None:
            continue
        where = f"{path}.{entry.key}"
        if not isinstance(entry.value, Scalar) or is_blank(entry.value):
            _no_name(entry.key, placed(entry.value.place, where), reading)
        elif without_marks(entry.value, where, reading.report):
            reading.places[where] = placed(entry.value.place, where)
            yield _Given(which, entry.key.strip(), entry.value.text.strip(), placed(entry.place, where))


def _no_name(code: str, place: Place, reading: Reading) -> None:
    zh, en = "新增的科目要写名称", "a code that is added needs its name"
    reading.report.error("L060", zh, en, place, code, say("科目名称", "a name"))


def code_headings() -> tuple[Heading, ...]:
    """The columns of a table of codes."""
    from reportgen.load.header import Heading

    return (Heading("code", "科目编码", ("编码", "科目代码", "代码")), Heading("name", "科目名称", ("名称",)))


def _table(node: Scalar, reading: Reading) -> list[_Given] | None:
    from reportgen.load.grid import read_grid

    declared = read(node, FilePath(sheet=True), CODES, reading)
    if declared is BAD:
        return None
    grid = read_grid(reading.folder, declared, code_headings(), reading.report)
    if grid is None:
        return None
    rows = []
    for index, (code, name) in enumerate(zip(grid.columns["code"], grid.columns["name"], strict=True)):
        text = clean(code)
        place = placed(grid.place(index, "code"), f"{CODES}.{text}")
        kind: CodeKind = "economic" if text[:1] == FIRST_DIGIT["economic"] else "function"
        cell = Scalar(name, grid.place(index, "name"))
        if is_blank(cell):
            _no_name(text, cell.place, reading)
        elif without_marks(cell, f"{CODES}.{text}", reading.report):
            rows.append(_Given(kind, text, name.strip(), place))
    return rows


def _collect(rows: list[_Given], reading: Reading) -> Added:
    added: Added = {kind: {} for kind in KINDS}
    for row in rows:
        code = Code(row.kind, LEVEL_LENGTHS[row.kind])
        zh, en = LABELS[row.kind]
        if not well_formed(row.code, code) or row.code[0] != FIRST_DIGIT[row.kind]:
            digits = " / ".join(map(str, code.lengths))
            reading.report.error(
                "L031",
                f"{zh}编码应是 {digits} 位数字，以 {FIRST_DIGIT[row.kind]} 开头",
                f"a {en} has {digits} digits and begins with {FIRST_DIGIT[row.kind]}",
                row.place,
                row.code,
                near_code(reading.codes[row.kind], row.code, code.lengths),
            )
        elif row.code in added[row.kind]:
            reading.report.error(
                "L062", f"{zh} {row.code} 写了两次", f"The {en} {row.code} is given twice", row.place, row.code
            )
        else:
            added[row.kind][row.code] = row.name
    return added


def _check_parents(rows: list[_Given], reading: Reading) -> None:
    for row in rows:
        codes = reading.codes[row.kind]
        if row.code not in codes:
            continue
        for parent in parents(row.code):
            if parent not in codes:
                zh, en = LABELS[row.kind]
                reading.report.error(
                    "L061",
                    f"新增{zh} {row.code} 的上级科目 {parent} 不在科目表里，也要新增",
                    f"{parent}, the parent of the added {en} {row.code}, is unknown and must be added too",
                    row.place,
                    row.code,
                    f'codes: {{{row.kind}: {{"{parent}": {say("科目名称", "name")}}}}}',
                )
