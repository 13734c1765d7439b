"""Reading a built HTML report back: tables, figures and sentences as a reader sees them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from xml.etree.ElementTree import Element

import tinyhtml5

SKIPPED = {"style", "svg", "script", "title", "head"}


class PrintedFigure(NamedTuple):
    """One ``<data class="figure">`` element."""

    key: str
    value: str
    text: str


class Report:
    """A parsed report."""

    def __init__(self, html: str) -> None:
        self.html = html
        self.root: Element = tinyhtml5.parse(html, namespace_html_elements=False)

    @classmethod
    def read(cls, path: Path) -> Report:
        """The report in a file."""
        return cls(path.read_text(encoding="utf-8"))

    def by_id(self, name: str) -> Element:
        """The element with an id. Raises LookupError when there is none, or more than one."""
        found = [element for element in self.root.iter() if element.get("id") == name]
        if len(found) != 1:
            raise LookupError(f"{len(found)} elements with id {name}")
        return found[0]

    def rows(self, number: int) -> list[list[str]]:
        """Body rows of table ``number`` as cell texts."""
        return [[text(cell) for cell in row] for row in body_rows(self.by_id(f"table-{number}"))]

    def row_classes(self, number: int) -> list[str]:
        """The class of each body row."""
        return [row.get("class", "") for row in body_rows(self.by_id(f"table-{number}"))]

    def header(self, number: int) -> list[list[str]]:
        """Header rows (numbering row included) as cell texts."""
        return [[text(cell) for cell in row] for head in self.by_id(f"table-{number}").iter("thead") for row in head]

    def indicator_tables(self) -> list[list[list[str]]]:
        """Every performance table as rows of cell texts, header rows included."""
        return [
            [[text(cell) for cell in row] for row in table.iter("tr")]
            for table in self.root.iter("table")
            if "indicators" in (table.get("class") or "").split()
        ]

    def figures(self) -> list[PrintedFigure]:
        """Every figure element, in order."""
        return [
            PrintedFigure(element.get("data-key") or "", element.get("value") or "", text(element))
            for element in self.root.iter("data")
            if "figure" in (element.get("class") or "").split()
        ]

    def statement(self, number: int) -> str:
        """The whole text of statement ``number``, without blanks."""
        return squeezed(text(self.by_id(f"statement-{number}")))

    def part(self, number: int) -> str:
        """The whole text of part ``number``, without blanks."""
        return squeezed(text(self.by_id(f"part-{number}")))


def body_rows(table: Element) -> Iterator[Element]:
    """Rows of a table's bodies."""
    for body in table.iter("tbody"):
        yield from body


def text(element: Element) -> str:
    """What an element shows: blanks folded, drawings and styles left out."""
    return " ".join("".join(_pieces(element)).split())


def _pieces(element: Element) -> Iterator[str]:
    if not isinstance(element.tag, str) or element.tag in SKIPPED:
        return
    yield element.text or ""
    for child in element:
        yield from _pieces(child)
        yield child.tail or ""
        if child.tag in {"p", "div", "li", "tr", "h1", "h2", "h3", "h4", "dt", "dd", "section", "td", "th", "caption"}:
            yield "\n"


def squeezed(text: str) -> str:
    """Without any blank, for comparing sentences whatever their spacing."""
    return re.sub(r"\s+", "", text)
