"""What a PDF carries along (``options.attach``): its figures, and the money lines they come from."""

from __future__ import annotations

import csv
import io
import json
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
LINE_HEADINGS = ("年度", "单位", "功能科目", "支出类别", "项目", "资金来源", "经济科目", "金额")
INCOME_HEADINGS = ("年度", "资金来源", "收入项目", "金额")


@attrs.frozen
class Attachment:
    """A file inside the PDF."""

    name: str
    data: bytes
    relationship: str
    """As PDF 2.0 names it: ``Data`` for figures, ``Source`` for what they are made from."""


def attachments(disclosure: Disclosure, layout: Layout, used: Iterable[str]) -> tuple[Attachment, ...]:
    """The attachments that the budget wants: none, the figures on the page, or the figures and the money lines.

    Written anew from what was loaded, so that nothing withheld, no note and no stray column of a file goes along.
    """
    wanted = disclosure.budget.declaration.options.attach
    if wanted == "none":
        return ()
    figures = Attachment(f"figures-{disclosure.budget.year}.json", _figures(disclosure, layout, used), "Data")
    if wanted == "figures":
        return (figures,)
    budget = disclosure.budget
    return (
        figures,
        Attachment("lines.csv", _lines(budget.lines), "Source"),
        Attachment("income.csv", _income(budget.income), "Source"),
    )


def _figures(disclosure: Disclosure, layout: Layout, used: Iterable[str]) -> bytes:
    """The list of figures without input rows, which a published file does not tell (output contract)."""
    labels = Labels(disclosure, layout)
    listed = []
    for key in used:
        figure = disclosure.figure(key)
        unit = layout.unit_of(figure.key)
        facts = {"value": figure.machine_value, "text": figure.text(unit), "unit": figure.unit(unit)}
        listed.append({"key": figure.key, "label": labels.of(figure.key), **facts, "formula": formula_text(figure)})
    document = {"format": 1, "year": disclosure.budget.year, "figures": listed}
    return (json.dumps(document, ensure_ascii=False, separators=(",", ":")) + "\n").encode()


def _lines(table: FactTable) -> bytes:
    frame = table.frame
    text = {name: frame[name].astype(str) for name in ("year", "unit", "function", "kind", "project", "economic")}
    columns: list[Iterable[str]] = [text["year"], text["unit"], text["function"], text["kind"].map(KIND_NAMES)]
    columns += [text["project"], _source_names(table), text["economic"], _amounts(table)]
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
