"""One budget.yaml, read as far as it stands alone: its declaration, its code lists, and what its tables rest on."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import attrs

from reportgen.load.codes import read_codes
from reportgen.load.context import TableContext
from reportgen.load.fingerprints import Fingerprints
from reportgen.load.nodes import Block, Listing, Scalar, is_blank, note_flaws, read_text
from reportgen.load.reading import BAD, Reading
from reportgen.load.report import Report
from reportgen.load.scalars import COUNT
from reportgen.load.structure import read_record, vocabulary
from reportgen.load.withhold import Veil, Withheld, drop_withheld
from reportgen.load.yaml_slips import parse_budget
from reportgen.model.budget import Declaration, Options
from reportgen.model.codelist import CodeKind, CodeList, shipped
from reportgen.model.money import FEN_PER_UNIT, AmountUnit
from reportgen.model.place import Place

SHEETS = ("projects", "reasons", "facts")
"""Keys of ``data`` that name sheets for words."""
YEARS = range(2000, 2101)
"""Budget years that make sense; anything else is a slip of the hand."""


@attrs.frozen(eq=False)
class Declared:
    """What a budget.yaml says, before its tables are read."""

    declaration: Declaration | None
    """None when any of it could not be read; the errors are noted."""
    root: Block
    """The node tree, sheets for words merged in, withheld matter gone."""
    reading: Reading
    withheld: Withheld
    year: int | None
    sheets: bool
    """False when a sheet for words could not be read: what it withholds is then unknown."""
    pictures: dict[str, bytes] = attrs.field(factory=dict, repr=False)
    """Field of `Cover` → content of the file, once it was looked at."""

    def codes(self, kind: CodeKind) -> CodeList:
        """The code list with what this budget added."""
        return self.reading.codes[kind]

    def place(self, path: str) -> Place | None:
        """Where the value at a dotted path stands; where its key does, if the keys of its block are data."""
        return self.reading.keys.get(path) or self.reading.places.get(path)

    def gives(self, key: str) -> bool:
        """Whether a top-level key is given, be it readable or not."""
        entry = self.root.get(key)
        return entry is not None and not is_blank(entry.value)


def declare(path: Path, report: Report, *, last_year: bool = False) -> Declared | None:
    """Read one budget.yaml; None when it is no readable YAML file at all. Every error is noted in ``report``."""
    text = read_text(path, path.name, report)
    root = None if text is None else parse_budget(text, path.name, vocabulary(Declaration), report)
    if root is None:
        return None
    codes: dict[CodeKind, CodeList] = {"function": shipped("function"), "economic": shipped("economic")}
    reading = Reading(report, path.absolute().parent, None, codes, last_year)
    prints = None if last_year else Fingerprints()
    sheets = _add_sheets(root, reading, prints)
    withheld = drop_withheld(root, prints)
    report.veil = Veil(root)
    note_flaws(root, report, vocabulary(Declaration))
    reading.amount_unit = _amount_unit(root)
    added = read_codes(root, reading)
    declaration: Any = read_record(root, Declaration, "", reading, codes=added)
    if declaration is BAD or added is BAD:
        declaration = None
    return Declared(declaration, root, reading, withheld, _year(root), sheets)


def _add_sheets(root: Block, reading: Reading, prints: Fingerprints | None) -> bool:
    """Merge the sheets for words, if there are any; False when one could not be read."""
    data = root.get("data")
    if data is None or not isinstance(data.value, Block) or not any(map(data.value.get, SHEETS)):
        return True
    from reportgen.load.sheets import add_sheets

    return add_sheets(data.value, root, reading, prints)


def _amount_unit(root: Block) -> AmountUnit | None:
    entry = root.get("amount_unit")
    if entry is None or is_blank(entry.value):
        return "元"
    return next((unit for unit in FEN_PER_UNIT if unit == _text(entry.value)), None)


def _year(root: Block) -> int | None:
    entry = root.get("year")
    text = (entry and _text(entry.value)) or ""
    return int(text) if re.fullmatch(COUNT, text) and int(text) in YEARS else None


def _text(node: object) -> str | None:
    return node.text.strip() if isinstance(node, Scalar) and node.flaw is None else None


def check_units(declared: Declared, report: Report) -> None:
    """L021: there is not one unit."""
    if declared.declaration is not None and not declared.declaration.units:
        zh, en = "units 至少要有一个单位", "units needs one unit at least"
        report.error("L021", zh, en, declared.place("units"), "[]", "- {id: U1, name: …, type: 行政}")


def table_context(declared: Declared, *, prior_rows: bool) -> TableContext:
    """What the tables are validated against, as far as budget.yaml tells it.

    It is taken from the node tree, so that a slip elsewhere in budget.yaml does not keep the tables' own errors untold.
    """
    units = _named(declared.root, "units")
    projects = _named(declared.root, "projects") if declared.sheets else None
    return TableContext(
        year=declared.year,
        amount_unit=declared.reading.amount_unit,
        units={key: fields.get("type", "") for key, fields in units.items()} if units else None,
        projects=None
        if projects is None
        else {key: (fields.get("unit"), fields.get("function")) for key, fields in projects.items()},
        withheld_indicators=declared.withheld.indicators,
        functions=declared.codes("function"),
        economics=declared.codes("economic"),
        options=declared.declaration.options if declared.declaration else Options(),
        prior_rows=prior_rows,
        names={"unit": _ids_by_name(units or {}), "project": _ids_by_name(projects or {})},
    )


def _ids_by_name(items: Mapping[str, Mapping[str, str]]) -> dict[str, str]:
    return {fields[key]: id_ for id_, fields in items.items() for key in ("name",) if key in fields}


def _named(root: Block, key: str) -> dict[str, dict[str, str]] | None:
    """Id → the given single values of each item of ``units`` or ``projects``; None when an item has no readable id."""
    entry = root.get(key)
    if entry is None or is_blank(entry.value):
        return {}
    if not isinstance(entry.value, Listing):
        return None
    found: dict[str, dict[str, str]] = {}
    for item in entry.value.items:
        fields = dict(_singles(item)) if isinstance(item, Block) else {}
        if "id" not in fields:
            return None
        found.setdefault(fields["id"], fields)  # of an id given twice, which is an error, the first
    return found


def _singles(block: Block) -> Iterator[tuple[str, str]]:
    for entry in block.entries:
        text = _text(entry.value)
        if text and not is_blank(entry.value):
            yield entry.key, text
