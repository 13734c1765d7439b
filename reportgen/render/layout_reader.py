"""A layout's tree of nodes, validated and made into a `Layout`."""

from __future__ import annotations

import difflib
from pathlib import Path
from typing import Final, cast, get_args

from reportgen.load.nodes import Node, Scalar
from reportgen.load.report import Report
from reportgen.model.money import AmountUnit
from reportgen.render.chart_data import SELECTIONS
from reportgen.render.fields import Fields, list_items, phrase_of, plain_text
from reportgen.render.header import header_columns
from reportgen.render.layout import (
    ChartLayout,
    HeaderCell,
    LabelColumn,
    LabelKind,
    Layout,
    Line,
    Part,
    Section,
    Side,
    TableLayout,
    Units,
)
from reportgen.render.layout_files import Layers
from reportgen.render.numerals import Numerals
from reportgen.render.phrase import COMMON, Phrase

ROOT: Final = (
    "format", "extends", "units", "numerals", "parts", "tables", "charts", "phrases", "names", "labels", "glossary",
)  # fmt: skip
TABLE: Final = (
    "number", "title", "orientation", "numbering", "header", "labels", "columns", "side", "lines", "empty",
)  # fmt: skip
PLACES: Final = {
    "table-number": frozenset({"number"}),
    "chart-alt": frozenset({"title", "items"}),
    "chart-item": frozenset({"label", "values"}),
    "chart-value": frozenset({"series", "amount"}),
    "chart-item-separator": frozenset[str](),
    "chart-value-separator": frozenset[str](),
}
"""Phrases that every layout needs, because no template asks for them, and their places."""


def read_layout(
    name: str, folders: tuple[Path, ...], own: Path | None, layers: Layers, report: Report
) -> Layout | None:
    """The layout, or None when an error was noted (L503-L508)."""
    root = Fields(layers.merged, report, ROOT)
    root.choice("format", ("1",))
    tables = {key: _table(key, node, report) for key, node in _blocks(root, "tables")}
    groups = root.mapping("names")
    names = {key: groups.words(key) for key in groups}
    charts = {key: _chart(key, node, report, names) for key, node in _blocks(root, "charts")}
    parts = tuple(_part(node, report, tables) for node in root.items("parts"))
    phrases = _phrases(root, layers, report)
    units = root.record("units", ("tables", "text"))
    sizes: tuple[AmountUnit, ...] = get_args(AmountUnit)
    tables_unit, text_unit = (cast(AmountUnit, units.choice(key, sizes)) for key in ("tables", "text"))
    numerals = _numerals(root, report)
    if report.failed:
        return None
    return Layout(
        name=name, folders=folders, own=own, units=Units(tables_unit, text_unit), numerals=numerals, parts=parts,
        tables=tables, charts=charts, phrases=phrases, names=names, labels=root.words("labels"),
        glossary=root.words("glossary"),
    )  # fmt: skip


def _blocks(fields: Fields, key: str) -> list[tuple[str, Node]]:
    return [(name, entry.value) for name, entry in fields.mapping(key).entries.items()]


def _numerals(root: Fields, report: Report) -> Numerals:
    fields = root.record("numerals", ("digits", "powers"))
    digits, powers = fields.texts("digits"), fields.texts("powers")
    if "digits" in fields and len(digits) != 10:
        zh, en = "数字用词应有十个，从零到九。", "There should be ten digits, from zero to nine."
        report.error("L505", zh, en, fields.place_of("digits"), str(len(digits)), "10")
    return Numerals(digits, powers)


def _phrases(root: Fields, layers: Layers, report: Report) -> dict[str, Phrase]:
    """All phrases. One that the department changed may only have the places that the shipped one has (L506)."""
    shipped, fields = Fields(layers.shipped, report).mapping("phrases"), root.mapping("phrases")
    phrases = {}
    for key, entry in fields.entries.items():
        places: frozenset[str] | None = PLACES.get(key)
        if places is None and key in shipped and shipped.entries[key] is not entry:
            places = phrase_of(shipped.entries[key].value, report).places
        phrases[key] = phrase_of(entry.value, report, None if places is None else places | COMMON)
    for key in PLACES:
        fields.node(key)
    return phrases


def _table(key: str, node: Node, report: Report) -> TableLayout:
    fields = Fields(node, report, TABLE)
    main = Side(_labels(fields, report), fields.texts("columns"))
    side = None
    if "side" in fields:
        part = Fields(fields.entries["side"].value, report, ("labels", "columns"))
        side = Side(_labels(part, report), part.texts("columns"))
    header = tuple(_header_row(row, report) for row in fields.items("header"))
    width = main.width + (side.width if side else 0)
    if not report.failed and header_columns(header, width) is None:
        report.error(
            "L507",
            f"表头的单元格没有正好铺满 {width} 列。",
            f"The header's cells do not exactly cover the {width} columns.",
            fields.place_of("header"),
            key,
            str(width),
        )
    return TableLayout(
        id=key,
        number=fields.number("number", needed=True) or 0,
        title=fields.phrase("title"),
        landscape=fields.choice("orientation", ("portrait", "landscape"), "portrait") == "landscape",
        numbering=fields.flag("numbering", True),
        header=header,
        main=main,
        side=side,
        lines={name: _line(entry.value, report) for name, entry in fields.mapping("lines").entries.items()},
        empty=fields.phrase("empty") if "empty" in fields else None,
    )


def _labels(fields: Fields, report: Report) -> tuple[LabelColumn, ...]:
    """Label columns: ``class``, or ``{kind: name, total: 总计}``."""
    kinds: tuple[str, ...] = get_args(LabelKind)
    columns = []
    for item in fields.items("labels"):
        node = Fields(item, report, ("kind", "total"))
        columns.append(LabelColumn(cast(LabelKind, node.choice("kind", kinds)), node.text("total", "")))
    return tuple(columns)


def _header_row(node: Node, report: Report) -> tuple[HeaderCell, ...]:
    """A row of cells: a text, or ``{text: …, colspan: 2, rowspan: 2}``."""
    cells = []
    for item in list_items(node, report):
        if isinstance(item, Scalar):
            cells.append(HeaderCell(item.text))
            continue
        fields = Fields(item, report, ("text", "colspan", "rowspan"))
        colspan, rowspan = fields.number("colspan"), fields.number("rowspan")
        cells.append(HeaderCell(fields.text("text"), colspan, rowspan))
    return tuple(cells)


def _line(node: Node, report: Report) -> Line:
    """A text, or ``{text: …, level: 2}``."""
    if isinstance(node, Scalar):
        return Line(node.text)
    fields = Fields(node, report, ("text", "level"))
    return Line(fields.text("text"), fields.number("level") or 1)


def _part(node: Node, report: Report, tables: dict[str, TableLayout]) -> Part:
    fields = Fields(node, report, ("id", "title", "template", "tables", "sections"))
    names = fields.items("tables", default=True)
    for item in names:
        if plain_text(item, report) not in tables:
            _missing(report, item, "表格", "table", sorted(tables))
    return Part(
        fields.identifier("id"),
        fields.phrase("title"),
        fields.text("template"),
        tuple(plain_text(item, report) for item in names),
        tuple(_section(item, report) for item in fields.items("sections", default=True)),
    )


def _section(node: Node, report: Report) -> Section:
    fields = Fields(node, report, ("id", "title", "template"))
    return Section(fields.identifier("id"), fields.phrase("title"), fields.text("template"))


def _chart(key: str, node: Node, report: Report, names: dict[str, dict[str, str]]) -> ChartLayout:
    fields = Fields(node, report, ("data", "title", "empty", "now", "before", "names"))
    group = fields.text("names", "")
    if group and group not in names:
        _missing(report, fields.entries["names"].value, "名称组", "group of names", sorted(names))
    return ChartLayout(
        id=key,
        data=fields.choice("data", tuple(SELECTIONS)),
        title=fields.phrase("title"),
        empty=fields.phrase("empty"),
        now=fields.phrase("now"),
        before=fields.phrase("before") if "before" in fields else None,
        names=group,
    )


def _missing(report: Report, node: Node, zh: str, en: str, known: list[str]) -> None:
    """Note L508: a name that refers to nothing."""
    found = node.text if isinstance(node, Scalar) else ""
    near = difflib.get_close_matches(found, known, 1, 0.4) or known
    report.error("L508", f"版式里没有这个{zh}。", f"The layout has no such {en}.", node.place, found, "、".join(near))
