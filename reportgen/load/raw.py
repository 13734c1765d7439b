"""A table as it stands in a file, before its headings and cells are understood."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Sequence
from typing import Final

import attrs

from reportgen.load.report import Report
from reportgen.model.language import say
from reportgen.model.place import Place, SourceFile, column_letters

SHOWN = 40
"""Messages show no more of a cell than so many characters."""
FULL_WIDTH: Final = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0xFEFF: None, 0x200B: None}
"""Full-width letters, digits and brackets → half-width ones; marks without width are dropped."""
_TOTALS: Final = re.compile(r"(?:合计|总计|小计|共计|累计)(?:数|金额|额|行)?(?:\([^()]{0,12}\))?[:：]?")
"""How the label of a row of sums ends: 合计, 本页小计：, 合计（元）."""


@attrs.frozen
class Fault:
    """What is wrong with one workbook cell. It is told only once it is known that the cell is not withheld."""

    code: str
    zh: str
    en: str
    value: str
    expected: str


@attrs.frozen(eq=False)
class RawTable:
    """The heading row and the rows below that are not blank, column by column."""

    source: SourceFile
    header: list[str]
    header_row: int
    first_column: int
    """Number of the first column (first is 1)."""
    columns: list[list[str]]
    """A list of cell texts per heading, a text per row."""
    rows: list[int]
    """Line of the file where the row starts, or row of the sheet (first is 1)."""
    faults: dict[tuple[int, int], Fault] = attrs.field(factory=dict)
    """(row, column) numbers → fault."""
    merged: tuple[tuple[int, int, int, int], ...] = ()
    """Merged ranges: first row, first column, last row, last column."""
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    hidden_sheet: bool = False

    def place(self, row: int, position: int) -> Place:
        """Where the cell under the heading at ``position`` (first is 0) stands in row number ``row``."""
        return cell_place(self.source, row, self.first_column + position)


def cell_place(source: SourceFile, row: int, column: int) -> Place:
    """The place of a cell: line and number of the cell in it for CSV, an address such as ``H12`` for a sheet."""
    if source.sheet is None:
        return Place(source.name, line=row, column=column)
    return Place(source.name, sheet=source.sheet, cell=f"{column_letters(column)}{row}")


def clean(text: str) -> str:
    """A label (id, code, name of a fixed list) without blanks around and full-width forms."""
    return text.translate(FULL_WIDTH).strip()


def clean_name(text: str) -> str:
    """A name of a fixed list, such as a source: `clean`, and no blanks inside either."""
    return "".join(clean(text).split())


def names_total(text: str) -> bool:
    """Whether the text is the label of a row of sums, such as 合计."""
    if "计" not in text or len(text) > SHOWN:
        return False
    name = clean_name(text)
    return any(found.end() == len(name) for found in _TOTALS.finditer(name))


def note_title_rows(source: SourceFile, above: Sequence[int], header_row: int, report: Report) -> None:
    """Tell that rows stand above the headings, if any do: ``above`` are their numbers."""
    if not above:
        return
    count = len(above)
    report.error(
        "L207",
        f"表头在第 {header_row} 行，它上面还有 {count} 行别的内容（如标题、单位）",
        f"the headings stand in row {header_row}; {count} other row(s), such as a title, stand above them",
        cell_place(source, above[0], 1),
        expected=say("删去表头上面的行，使表头成为第一行", "delete the rows above, so that the headings come first"),
    )


def total_words() -> tuple[str, str, str]:
    """What is told of a row of sums: the sentence in both languages, and what would be right."""
    return (
        "合计行不能放在表里：合计由程序计算",
        "a row of totals cannot stand in the table: totals are computed",
        say("删去这一行", "delete the row"),
    )


def shown(text: str) -> str:
    """A cell's text as messages show it: on one line, at most `SHOWN` characters."""
    line = " ".join(text[: 25 * SHOWN].split())
    line = "".join(character if character.isprintable() else "?" for character in line[: SHOWN + 1])
    return line if len(line) <= SHOWN else line[: SHOWN - 1] + "…"


def nearest(text: str, known: Iterable[str]) -> str | None:
    """The known name most like ``text``, if one is like it at all; of equally like ones the first."""
    matcher = difflib.SequenceMatcher(b=text[: 2 * SHOWN])
    best, likeness = None, 0.4
    for name in known:
        matcher.set_seq1(name)
        ratio = matcher.ratio()
        if ratio > likeness:
            best, likeness = name, ratio
    return best
