"""What a PDF carries along (``options.attach``): its figures, and the money lines they come from."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

import attrs

from reportgen.model.budget import KINDS
from reportgen.model.disclosure import Disclosure
from reportgen.model.facts import FactTable
from reportgen.model.money import Money
from reportgen.model.source import OWN_FUNDS_ITEMS, SOURCE_BY_KEY
from reportgen.render.labels import Labels, formula_text
from reportgen.render.layout import Layout

KIND_NAMES = {kind: name for name, kind in KINDS.items()}
ITEM_NAMES = {key: name for name, key in OWN_FUNDS_ITEMS.items()}
FIGURE_HEADINGS = ("key", "label", "value", "text", "unit", "formula")
"""Those of the command ``figures``, without the input rows."""
LINE_HEADINGS = ("年度", "单位", "功能科目", "支出类别", "项目", "资金来源", "经济科目", "金额")
INCOME_HEADINGS = ("年度", "资金来源", "收入项目", "金额")


@attrs.frozen
class Attachment:
    """A file inside the PDF."""

    name: str
    data: bytes
    relationship: str
    """As PDF/A-3 names it: ``Data`` for figures, ``Source`` for what they are made from."""
    description: str
    """What it is, in the language of the report."""


def attachments(disclosure: Disclosure, layout: Layout, used: Iterable[str]) -> tuple[Attachment, ...]:
    """The attachments that the budget wants: none, the figures on the page, or the figures and the money lines.

    Written anew from what was loaded, so that nothing withheld, no note and no stray column of a file goes along.
    """
    wanted = disclosure.budget.declaration.options.attach
    if wanted == "none":
        return ()
    budget = disclosure.budget
    figures = Attachment(
        f"figures-{budget.year}.csv", _figures(disclosure, layout, used), "Data", f"{budget.year} 年公开的全部数据"
    )
    if wanted == "figures":
        return (figures,)
    return (
        figures,
        Attachment("lines.csv", _lines(budget.lines), "Source", "收支明细（本报告数据的来源）"),
        Attachment("income.csv", _income(budget.income), "Source", "收入明细（本报告数据的来源）"),
    )


def _figures(disclosure: Disclosure, layout: Layout, used: Iterable[str]) -> bytes:
    """The list of figures without input rows, which a published file does not tell (output contract)."""
    labels = Labels(disclosure, layout)
    rows = []
    for key in used:
        figure = disclosure.figure(key)
        unit = layout.unit_of(figure.key)
        shown = (figure.machine_value, figure.text(unit), figure.unit(unit))
        rows.append([_harmless(text) for text in (figure.key, labels.of(figure.key), *shown, formula_text(figure))])
    return _table(FIGURE_HEADINGS, zip(*rows, strict=True) if rows else ())


def _harmless(text: str) -> str:
    """The text, with an apostrophe before what a spreadsheet would take for a formula; numbers keep their minus."""
    number = text[:1] == "-" and text[1:].replace(".", "", 1).isdigit()
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") and not number else text


def _lines(table: FactTable) -> bytes:
    frame = table.frame
    text = {name: frame[name].astype(str) for name in ("year", "unit", "function", "kind", "project", "economic")}
    columns: list[Iterable[str]] = [
        text["year"],
        text["unit"].map(_harmless),
        text["function"],
        text["kind"].map(KIND_NAMES),
    ]
    columns += [text["project"].map(_harmless), _source_names(table), text["economic"], _amounts(table)]
    return _table(LINE_HEADINGS, columns)


def _income(table: FactTable) -> bytes:
    frame = table.frame
    items = frame["item"].astype(str).map(lambda key: ITEM_NAMES.get(key, ""))
    return _table(INCOME_HEADINGS, [frame["year"].astype(str), _source_names(table), items, _amounts(table)])


def _source_names(table: FactTable) -> list[str]:
    return [SOURCE_BY_KEY[key].name for key in table.frame["source"].astype(str)]


def _amounts(table: FactTable) -> list[str]:
    return [Money(int(fen)).yuan() for fen in table.frame["amount"]]


def _table(headings: Iterable[str], columns: Iterable[Iterable[str]]) -> bytes:
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(headings)
    writer.writerows(zip(*columns, strict=True))
    return stream.getvalue().encode("utf-8-sig")
