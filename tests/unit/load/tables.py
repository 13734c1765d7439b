"""Tables to load and to break: a context, CSV texts and workbooks written part by part."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import attrs

from reportgen.load.context import LinesResult, TableContext
from reportgen.load.lines import load_income, load_lines
from reportgen.load.report import Report
from reportgen.model.budget import Options
from reportgen.model.codelist import shipped
from reportgen.model.diagnostic import Diagnostic

CONTEXT = TableContext(
    year=2024,
    amount_unit="元",
    units={"U1": "行政", "U2": "事业"},
    projects={"P01": ("U1", "2010399"), "P02": ("U2", "2080505"), "P19": (None, None)},
    withheld_indicators=frozenset({"P02"}),
    functions=shipped("function"),
    economics=shipped("economic"),
    options=Options(),
    prior_rows=True,
)
LINES = "年度,单位,功能科目,支出类别,项目,资金来源,经济科目,金额\n"
INCOME = "年度,资金来源,收入项目,金额\n"


def other(**changes: Any) -> TableContext:
    """The context with other settings."""
    return attrs.evolve(CONTEXT, **changes)


def lines(folder: Path, *rows: str, context: TableContext = CONTEXT) -> tuple[LinesResult, list[Diagnostic]]:
    """What lines.csv with these rows gives, and the errors noted."""
    return _load(load_lines, folder, "lines.csv", LINES + "".join(f"{row}\n" for row in rows), context)


def income(folder: Path, *rows: str, context: TableContext = CONTEXT) -> tuple[LinesResult, list[Diagnostic]]:
    """What income.csv with these rows gives, and the errors noted."""
    return _load(load_income, folder, "income.csv", INCOME + "".join(f"{row}\n" for row in rows), context)


def _load(
    load: Callable[[Path, str, TableContext, Report], LinesResult],
    folder: Path,
    name: str,
    text: str,
    context: TableContext,
) -> tuple[LinesResult, list[Diagnostic]]:
    (folder / name).write_text(text, encoding="utf-8")
    report = Report()
    return load(folder, name, context, report), report.diagnostics


def found(diagnostics: Sequence[Diagnostic]) -> list[tuple[str, str]]:
    """(code, place) of each diagnostic."""
    return [(each.code, str(each.place)) for each in diagnostics]


MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


def cell(address: str, value: object) -> str:
    """A cell of a sheet's part: a number, a text, or ready-made XML that starts with ``<c``."""
    if isinstance(value, str):
        if value.startswith("<c "):
            return value
        return f'<c r="{address}" t="inlineStr"><is><t xml:space="preserve">{escape(value)}</t></is></c>'
    if isinstance(value, bool):
        return f'<c r="{address}" t="b"><v>{int(value)}</v></c>'
    return "" if value is None else f'<c r="{address}"><v>{value}</v></c>'


def sheet_part(rows: Sequence[Sequence[object]], after: str = "", before: str = "") -> str:
    """A worksheet's part with these rows from A1; ``after`` follows the data, ``before`` the XML declaration."""
    body = "".join(
        f'<row r="{number}">{"".join(cell(f"{chr(65 + i)}{number}", value) for i, value in enumerate(row))}</row>'
        for number, row in enumerate(rows, 1)
    )
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    return f"{head}{before}<worksheet {MAIN}><sheetData>{body}</sheetData>{after}</worksheet>"


def workbook(path: Path, sheets: Mapping[str, str], shared: str | None = None) -> Path:
    """A workbook with these worksheet parts by name; ``shared`` is the part of shared strings."""
    names = list(sheets)
    everything: dict[str, str] = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}"><Relationship Id="r" Type="{OFFICE}/officeDocument" '
        'Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook {MAIN} xmlns:r="{OFFICE}"><sheets>'
        + "".join(f'<sheet name="{escape(name)}" sheetId="{i}" r:id="r{i}"/>' for i, name in enumerate(names, 1))
        + "</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}">'
        + "".join(
            f'<Relationship Id="r{i}" Type="{OFFICE}/worksheet" Target="worksheets/sheet{i}.xml"/>'
            for i in range(1, len(names) + 1)
        )
        + f'<Relationship Id="s" Type="{OFFICE}/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
        "xl/sharedStrings.xml": shared or f"<sst {MAIN}/>",
        **{f"xl/worksheets/sheet{i}.xml": part for i, part in enumerate(sheets.values(), 1)},
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in everything.items():
            archive.writestr(name, part)
    return path
