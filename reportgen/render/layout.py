"""The layout: how a disclosure is divided, worded and tabulated. Data from ``layout.yaml`` and its sisters, no code."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final, Literal

import attrs

from reportgen.model.language import say
from reportgen.model.money import AmountUnit
from reportgen.render.numerals import Numerals
from reportgen.render.phrase import Phrase

LabelKind = Literal["class", "section", "item", "name", "project", "line", "coded-name"]
"""What a label column shows: a part of the split code, a name, a project, a line of a fixed form, code and name."""
CODE_KINDS: Final = ("class", "section", "item")


@attrs.frozen
class Units:
    """Units of amounts: in tables, and in running text and charts."""

    tables: AmountUnit
    text: AmountUnit


@attrs.frozen
class HeaderCell:
    """One cell of a table's header; spans are None where the cell fills one column or row."""

    text: str
    colspan: int | None = None
    rowspan: int | None = None


@attrs.frozen
class LabelColumn:
    """A column of labels; ``total``: what it says in the row of the total."""

    kind: LabelKind
    total: str = ""


@attrs.frozen
class Line:
    """Wording of one line of a fixed form, and its depth (1 = outermost)."""

    text: str
    level: int = 1


@attrs.frozen
class Side:
    """Label columns and value columns that belong together; ``columns`` are column keys of compute."""

    labels: tuple[LabelColumn, ...]
    columns: tuple[str, ...]

    @property
    def width(self) -> int:
        """Number of columns."""
        return len(self.labels) + len(self.columns)


@attrs.frozen
class TableLayout:
    """How one table is printed. A two-sided table has its income in ``side``, left of the rest."""

    id: str
    number: int
    title: Phrase
    landscape: bool
    numbering: bool
    """Whether a row ※ … 1 2 3 stands under the header (rule 17)."""
    header: tuple[tuple[HeaderCell, ...], ...]
    main: Side
    side: Side | None
    lines: Mapping[str, Line]
    """Lines of a fixed form: last part of the row's key → wording."""
    empty: Phrase | None
    """The sentence under the table when it holds nothing (rule 9)."""

    def line(self, key: str) -> Line:
        """The wording of the line that a row's key ends in. Raises LookupError in words when there is none."""
        try:
            return self.lines[key.rpartition("/")[2]]
        except KeyError:
            raise LookupError(
                say(f"版式的表格 {self.id} 没有写“{key}”这一行", f"table {self.id} of the layout has no line `{key}`")
            ) from None

    @property
    def sides(self) -> tuple[Side, ...]:
        """The sides from left to right."""
        return (self.side, self.main) if self.side else (self.main,)

    @property
    def names(self) -> int:
        """The place of the first column that tells what its rows are, after those of split codes."""
        kinds = [label.kind for label in self.sides[0].labels]
        return next((place for place, kind in enumerate(kinds) if kind not in CODE_KINDS), 0)

    @property
    def heads(self) -> Iterator[list[tuple[bool, HeaderCell]]]:
        """The rows of the header; with each cell whether it stands above the first column of names alone."""
        taken: dict[int, int] = {}
        for row in self.header:
            left, cells = 0, []
            for cell in row:
                while taken.get(left):
                    left += 1
                span = range(left, left + (cell.colspan or 1))
                cells.append((span == range(self.names, self.names + 1), cell))
                taken |= dict.fromkeys(span, cell.rowspan or 1)
                left = span.stop
            taken = {column: count - 1 for column, count in taken.items()}
            yield cells


@attrs.frozen
class Section:
    """A section of a part, with a template of its own."""

    id: str
    title: Phrase
    template: str


@attrs.frozen
class Part:
    """A part of the report: its template, and the tables and sections that the template goes through."""

    id: str
    title: Phrase
    template: str
    tables: tuple[str, ...] = ()
    sections: tuple[Section, ...] = ()


@attrs.frozen
class ChartLayout:
    """A chart: which figures (``data``), and the wording of title, series, and of there being nothing to show."""

    id: str
    data: str
    title: Phrase
    empty: Phrase
    now: Phrase
    """Name of the series of the budget year."""
    before: Phrase | None
    """Name of the series of the year before; None where there is only one series."""
    names: str
    """Group of `Layout.names` that names the bars; empty where names come with the figures."""


@attrs.frozen(eq=False)
class Layout:
    """A layout with the department's own changes merged in. Made by `load_layout`."""

    name: str
    folders: tuple[Path, ...]
    """Where templates are looked for, in this order."""
    own: Path | None
    """The department's own folder, the first of ``folders``; None where there is none."""
    units: Units
    numerals: Numerals
    parts: tuple[Part, ...]
    tables: Mapping[str, TableLayout]
    charts: Mapping[str, ChartLayout]
    phrases: Mapping[str, Phrase]
    names: Mapping[str, Mapping[str, str]]
    """Groups of names: of funding sources, kinds of expenditure, directions and so on."""
    labels: Mapping[str, str]
    """Names of the parts of figure keys, for lists of figures."""
    glossary: Mapping[str, str]

    def unit_of(self, key: str) -> AmountUnit:
        """The unit in which the amount of that figure key is listed: table cells in the tables' unit."""
        return self.units.tables if key.partition("/")[0] in self.tables else self.units.text


def check_layout(name: str, own: Path | None) -> None:
    """Raise what `load_layout` would; a layout as shipped is sound, so that only its folder is looked for."""
    from reportgen.load.report import Report
    from reportgen.render.layout_files import find_folders

    if own is not None:
        load_layout(name, own)
        return
    report = Report()
    find_folders(name, own, report)
    report.stop_if_failed()


def load_layout(name: str, own: Path | None) -> Layout:
    """The layout ``templates/NAME``, or ``NAME`` in the department's ``own`` folder, with the changes in ``own``.

    ``layout.yaml``, ``tables.yaml``, ``phrases.yaml`` and ``glossary.yaml`` in ``own`` replace single keys; a key set to
    null is taken out. Raises InputError (L001-L013, L501-L509) naming file, line and column.
    """
    from reportgen.load.report import Report
    from reportgen.render.layout_files import find_folders, read_layers
    from reportgen.render.layout_reader import read_layout

    report = Report()
    folders = find_folders(name, own, report)
    report.stop_if_failed()
    layers = read_layers(folders, own, report)
    report.stop_if_failed()
    layout = read_layout(name, folders, own, layers, report)
    report.stop_if_failed()
    assert layout is not None, "a layout without errors was read"
    return layout
