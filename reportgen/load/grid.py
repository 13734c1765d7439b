"""Tables of the input, CSV or a workbook's sheet: the cells under known headings, with the place of each."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Collection, Mapping, Sequence
from pathlib import Path
from typing import Final

import attrs

from reportgen.load.raw import RawTable, cell_place, names_total, nearest, shown, total_words
from reportgen.load.report import Report
from reportgen.model.language import say
from reportgen.model.place import Place, SourceFile

Hide = Callable[[Mapping[str, str]], Collection[str]]
"""Given a row's texts by key, the keys whose cells are withheld: they become blank and nothing is told of them."""


@attrs.frozen
class Heading:
    """A column: ``key`` in the program, ``zh`` and ``aliases`` as the heading may be spelt."""

    key: str
    zh: str
    aliases: tuple[str, ...] = ()
    required: bool = True

    @property
    def spellings(self) -> tuple[str, ...]:
        """Every way to write the heading."""
        return (self.zh, self.key, *self.aliases)


@attrs.frozen(eq=False)
class Grid:
    """A table whose headings are understood; blank rows are gone."""

    source: SourceFile
    columns: dict[str, list[str]]
    """Key → cell texts as written, one per data row; all blank for an optional column that is not there."""
    rows: list[int]
    """Line of the file where the row starts, or row of the sheet (first is 1)."""
    positions: Mapping[str, int]
    """Key → number of its column (first is 1)."""

    def __len__(self) -> int:
        return len(self.rows)

    def place(self, index: int, key: str | None = None) -> Place:
        """Where data row ``index`` (first is 0) stands, or its cell under ``key``; CSV counts cells of a line."""
        if key is not None and key in self.positions:
            return cell_place(self.source, self.rows[index], self.positions[key])
        if self.source.sheet is None:
            return Place(self.source.name, line=self.rows[index])
        return cell_place(self.source, self.rows[index], min(self.positions.values(), default=1))


def split_reference(reference: str) -> tuple[str, str | None]:
    """``budget.xlsx#收支明细`` → file and sheet; the sheet is None when none is named."""
    found = re.match(r"(.*?\.(?:xlsx|csv))#(.*)", reference, re.IGNORECASE | re.DOTALL)
    return (found[1], found[2]) if found else (reference, None)


MANY: Final = 3
"""So many unknown columns of a table that may withhold matter are taken for data that slipped into the heading row."""


def read_grid(
    folder: Path,
    reference: str,
    headings: Sequence[Heading],
    report: Report,
    hide: Hide | None = None,
    labels: Sequence[str] = (),
) -> Grid | None:
    """The table at ``reference`` (``lines.csv``, ``budget.xlsx``, ``budget.xlsx#收支明细``) in ``folder``.

    Every error is noted in ``report``; None when the file or its headings could not be understood. Rows with an error
    of their own are left out of the result, so that the others can still be checked. What ``hide`` names is blank in
    the result and in no message. ``labels`` are the columns whose cell names a row of totals (合计): of such a row with
    merged or faulty cells that alone is told; without them it is left to the caller.
    """
    name, sheet = split_reference(reference)
    suffix = Path(name).suffix.lower()
    data = _read(folder / name, name, suffix, report)
    if data is None:
        return None
    raw: RawTable | None
    if suffix == ".csv":
        from reportgen.load.csv_grid import read_csv

        raw = read_csv(data, name, report) if _has_no_sheet(name, sheet, report) else None
    else:
        from reportgen.load.xlsx_grid import read_xlsx

        raw = read_xlsx(data, name, sheet, report)
    return None if raw is None else _understand(raw, headings, report, hide, labels)


def _read(path: Path, name: str, suffix: str, report: Report) -> bytes | None:
    """The file's bytes, or None with an error noted."""
    if suffix not in (".csv", ".xlsx"):
        report.error(
            "L202",
            f"表格文件“{shown(name)}”不是 .csv 或 .xlsx",
            f'the table file "{shown(name)}" is neither .csv nor .xlsx',
            Place(name),
            expected=say("另存为 .xlsx 或 CSV UTF-8", "save it as .xlsx or as CSV UTF-8"),
        )
        return None
    try:
        if not path.exists():
            report.error(
                "L201", f"找不到表格文件“{shown(name)}”", f'there is no table file "{shown(name)}"', Place(name)
            )
            return None
        if not path.is_file():  # a folder, or a pipe that would be waited for
            raise OSError
        return path.read_bytes() if suffix == ".csv" else _read_workbook(path, name, report)
    except (OSError, ValueError):  # ValueError: a NUL in the name
        report.error(
            "L201", f"读不了表格文件“{shown(name)}”", f'the table file "{shown(name)}" cannot be read', Place(name)
        )
    return None


def _read_workbook(path: Path, name: str, report: Report) -> bytes | None:
    """The bytes of a workbook that is not already larger, packed, than it may be unpacked."""
    from reportgen.load.xlsx_package import MOST_BYTES, TOO_LARGE

    if path.stat().st_size > MOST_BYTES:
        report.error("L223", *TOO_LARGE, Place(name))
        return None
    return path.read_bytes()


def _has_no_sheet(name: str, sheet: str | None, report: Report) -> bool:
    """Whether no sheet is asked of a CSV file; else an error is noted."""
    if sheet is None:
        return True
    report.error(
        "L203",
        "CSV 文件没有工作表，不能写 #",
        "a CSV file has no sheets: nothing may follow a #",
        Place(name),
        shown(f"{name}#{sheet}"),
        name,
    )
    return False


def _normal(heading: str) -> str:
    """A heading without blanks, full-width forms and case, as headings are compared."""
    import unicodedata

    return "".join(unicodedata.normalize("NFKC", heading).split()).strip("\ufeff").casefold()


def _understand(
    raw: RawTable, headings: Sequence[Heading], report: Report, hide: Hide | None, labels: Sequence[str]
) -> Grid | None:
    positions = _match(raw, headings, report, discreet=hide is not None)
    if positions is None:
        return None
    blank = [""] * len(raw.rows)
    columns = {h.key: raw.columns[positions[h.key]] if h.key in positions else list(blank) for h in headings}
    numbers = {key: raw.first_column + position for key, position in positions.items()}
    grid = Grid(attrs.evolve(raw.source, columns=numbers), columns, raw.rows, numbers)
    hidden = _blank_hidden(grid, hide) if hide else {}
    bad = _note_totals(grid, labels, report) if raw.faults or raw.merged else set()
    bad |= _note_faults(raw, grid, hidden, bad, report) | _note_merged(raw, grid, bad, report)
    return _without(grid, bad) if bad else grid


def _without(grid: Grid, rows: set[int]) -> Grid:
    """The grid without the rows of these numbers: what is wrong with them is told already."""
    kept = [index for index, row in enumerate(grid.rows) if row not in rows]
    columns = {key: [texts[index] for index in kept] for key, texts in grid.columns.items()}
    return attrs.evolve(grid, columns=columns, rows=[grid.rows[index] for index in kept])


def _match(raw: RawTable, headings: Sequence[Heading], report: Report, *, discreet: bool) -> dict[str, int] | None:
    """Key → position of its column; None when a column is missing or stands twice."""
    known = {_normal(spelling): heading for heading in headings for spelling in heading.spellings}
    found = [known.get(_normal(text)) for text in raw.header]
    if not any(found):
        # Not a heading row, so perhaps data: nothing of it is shown.
        zh, en = "第一行里没有一个认识的表头", "the first row holds none of the known headings"
        report.error("L207", zh, en, raw.place(raw.header_row, 0), expected=_names(headings))
        return None
    positions: dict[str, int] = {}
    complete = True
    free = [heading for heading in headings if heading not in found] or headings
    strangers = sum(heading is None and bool(text.strip()) for heading, text in zip(found, raw.header, strict=True))
    discreet = discreet and strangers >= MANY
    for position, heading in enumerate(found):
        if heading is None:
            _note_unknown(raw, position, free, report, discreet=discreet)
        elif heading.key in positions:
            complete = False
            report.error(
                "L210",
                f"“{heading.zh}”列出现了两次",
                f'the column "{heading.zh}" stands twice',
                raw.place(raw.header_row, position),
                shown(raw.header[position]),
                say("每列只出现一次", "each column once"),
            )
        else:
            positions[heading.key] = position
    for heading in headings:
        if heading.required and heading.key not in positions:
            complete = False
            zh, en = f"缺少“{heading.zh}”列", f'the column "{heading.zh}" is missing'
            report.error("L208", zh, en, raw.place(raw.header_row, 0), expected=_names(headings))
    return positions if complete else None


def _names(headings: Sequence[Heading]) -> str:
    return "、".join(heading.zh for heading in headings)


def _note_unknown(raw: RawTable, position: int, free: Sequence[Heading], report: Report, *, discreet: bool) -> None:
    """An unknown heading is an error; so are values without one, but a column without both is ignored."""
    text = raw.header[position]
    if text.strip():
        place = raw.place(raw.header_row, position)
        if discreet:
            report.error("L209", "不认识的列", "unknown column", place, expected=_names(free))
            return
        spellings = {s: h.zh for h in free for s in h.spellings}
        near = nearest(text.strip(), spellings)
        zh, en = f"不认识的列“{shown(text)}”", f'unknown column "{shown(text)}"'
        report.error("L209", zh, en, place, shown(text), spellings[near] if near else _names(free))
        return
    row = next((r for r, cell in zip(raw.rows, raw.columns[position], strict=True) if cell.strip()), None)
    if row is not None:
        report.error(
            "L211",
            "这一列有内容，却没有表头",
            "this column has values but no heading",
            raw.place(row, position),
            expected=say("写上表头，或清空这一列", "give it a heading, or clear it"),
        )


def _blank_hidden(grid: Grid, hide: Hide) -> dict[int, frozenset[str]]:
    """Blank what is withheld; row number → its hidden keys."""
    hidden: dict[int, frozenset[str]] = {}
    for index, row in enumerate(grid.rows):
        keys = frozenset(hide({key: column[index] for key, column in grid.columns.items()}))
        if keys:
            hidden[row] = keys
            for key in keys & grid.columns.keys():
                grid.columns[key][index] = ""
    return hidden


def _note_totals(grid: Grid, labels: Sequence[str], report: Report) -> set[int]:
    """Tell the rows of totals; their numbers."""
    zh, en, right = total_words()
    rows: set[int] = set()
    for key in labels:
        names = {text for text in set(grid.columns[key]) if names_total(text)}
        for index, text in enumerate(grid.columns[key]) if names else ():
            if text in names and grid.rows[index] not in rows:
                rows.add(grid.rows[index])
                report.error("L212", zh, en, grid.place(index, key), shown(text), right)
    return rows


def _note_faults(
    raw: RawTable, grid: Grid, hidden: Mapping[int, frozenset[str]], done: Collection[int], report: Report
) -> set[int]:
    """Tell the cells that hold an error or an uncalculated formula, but in rows that are ``done``; their rows."""
    keys = {number: key for key, number in grid.positions.items()}
    rows: set[int] = set()
    for (row, column), fault in sorted(raw.faults.items()):
        key = keys.get(column)
        if key is not None and row not in done and key not in hidden.get(row, ()):
            rows.add(row)
            place = cell_place(raw.source, row, column)
            report.error(fault.code, fault.zh, fault.en, place, fault.value, fault.expected)
    return rows


def _note_merged(raw: RawTable, grid: Grid, done: Collection[int], report: Report) -> set[int]:
    """Tell the merged ranges among the data, but of rows that are ``done``; the numbers of the rows they touch."""
    columns = set(grid.positions.values())
    rows: set[int] = set()
    for top, left, bottom, right in raw.merged:
        between = grid.rows[bisect_left(grid.rows, top) : bisect_right(grid.rows, bottom)]
        touched = [row for row in between if row not in done]
        if touched and any(left <= column <= right for column in columns):
            rows.update(touched)
            first, last = cell_place(raw.source, top, left), cell_place(raw.source, bottom, right)
            report.error(
                "L227",
                "数据区里有合并单元格",
                "there are merged cells among the data",
                first,
                f"{first.cell}:{last.cell}",
                say("取消合并，每一行都填全", "unmerge them and fill in every row"),
            )
    return rows
