"""Tables of the input, CSV or a workbook's sheet: the cells under known headings, with the place of each."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Collection, Mapping, Sequence
from pathlib import Path
from typing import Final, NamedTuple

import attrs

from reportgen.load.csv_bytes import MOST_BYTES
from reportgen.load.header import Heading, Headings, counts_up, normal
from reportgen.load.raw import RawTable, cell_place, names_total, nearest, shown, total_words
from reportgen.load.report import Report
from reportgen.model.language import say
from reportgen.model.place import HiddenCells, Place, SourceFile

__all__ = ["Grid", "Heading", "Hide", "OtherTable", "read_grid", "split_reference"]

Hide = Callable[[Mapping[str, str]], Collection[str]]
"""Given a row's texts by key, the keys whose cells are withheld: they become blank and nothing is told of them."""


class OtherTable(NamedTuple):
    """A table that might stand in a table's place by mistake: its name in (Chinese, English), and its headings."""

    zh: str
    en: str
    headings: Sequence[Heading]


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


MOST_TEXTS: Final = 10_000
"""In a column with more different texts no more of them are compared with the headings."""
MANY: Final = 3
"""So many unknown columns of a table that may withhold matter are taken for data that slipped into the heading row."""


def read_grid(
    folder: Path,
    reference: str,
    headings: Sequence[Heading],
    report: Report,
    hide: Hide | None = None,
    labels: Sequence[str] = (),
    *,
    guess: bool = False,
    other: OtherTable | None = None,
) -> Grid | None:
    """The table at ``reference`` (``lines.csv``, ``budget.xlsx``, ``budget.xlsx#收支明细``) in ``folder``.

    Every error is noted in ``report``; None when the file or its headings could not be understood. Rows with an error
    of their own are left out of the result, so that the others can still be checked. What ``hide`` names is blank in
    the result and in no message. ``labels`` are the columns whose cell names a row of totals (合计): of such a row with
    merged or faulty cells that alone is told; without them it is left to the caller. With ``guess`` a column whose
    heading is wrong, which is told, is still read as the one that it is most like, so that its cells are checked too.
    ``other`` is the table that is told of when it stands here by mistake.
    """
    name, sheet = split_reference(reference)
    suffix = Path(name).suffix.lower()
    data = _read(folder / name, name, suffix, report)
    if data is None:
        return None
    raw: RawTable | None
    known = Headings(headings)
    if suffix == ".csv":
        from reportgen.load.csv_grid import read_csv

        raw = read_csv(data, name, report, known) if _has_no_sheet(name, sheet, report) else None
    else:
        from reportgen.load.xlsx_grid import read_xlsx

        raw = read_xlsx(data, name, sheet, report, known)
    if raw is None or (other is not None and _is_other(raw, known, other, report)):
        return None
    return _understand(raw, known, report, hide, labels, guess=guess)


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
    zh, en = "读不了表格文件", "the table file cannot be read"
    try:
        if not path.exists():
            zh, en = "找不到表格文件", "there is no table file"
        elif path.is_file():  # neither a folder, nor a pipe that would be waited for
            return _bytes(path, name, report)
    except PermissionError:
        zh, en = "没有权限读取表格文件", "no permission to read the table file"
    except (OSError, ValueError):  # ValueError: a NUL in the name
        pass
    report.error("L201", f"{zh}“{shown(name)}”", f'{en}: "{shown(name)}"', Place(name))
    return None


def _bytes(path: Path, name: str, report: Report) -> bytes | None:
    """The bytes of a file that is not already larger, packed, than it may be unpacked; it may grow while it is read."""
    with path.open("rb") as stream:
        data = stream.read(MOST_BYTES + 1)
    if len(data) <= MOST_BYTES:
        return data
    zh, en = "表格文件超过 60 MB", "the table file is larger than 60 MB"
    right = say(
        "不超过 60 MB：删去图片和不用的工作表，或拆开", "60 MB at most: remove images and sheets that are not needed"
    )
    report.error("L223", zh, en, Place(name), expected=right)
    return None


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


def _is_other(raw: RawTable, own: Headings, other: OtherTable, report: Report) -> bool:
    """Whether the headings are another table's, which is told."""
    theirs = Headings(other.headings)
    if own.count(raw.header) == len(own.all) or theirs.count(raw.header) < len(theirs.all):
        return False
    zh, en = (
        f"这是{other.zh}的表头，不是这里要的表",
        f"these are the headings of {other.en}, not of the table that is wanted here",
    )
    report.error("L207", zh, en, raw.place(raw.header_row, 0), expected=_names(own.all))
    return True


def _understand(
    raw: RawTable, headings: Headings, report: Report, hide: Hide | None, labels: Sequence[str], *, guess: bool
) -> Grid | None:
    positions = _match(raw, headings, report, discreet=hide is not None, guess=guess)
    if positions is None:
        return None
    blank = [""] * len(raw.rows)
    columns = {h.key: raw.columns[positions[h.key]] if h.key in positions else list(blank) for h in headings.all}
    numbers = {key: raw.first_column + position for key, position in positions.items()}
    grid = Grid(attrs.evolve(raw.source, columns=numbers), columns, raw.rows, numbers)
    _note_hidden(raw, grid, report)
    hidden = _blank_hidden(grid, hide) if hide else {}
    bad = _note_no_data(raw, grid, headings, report)
    bad |= _note_totals(grid, labels, report) if raw.faults or raw.merged else set()
    bad |= _note_faults(raw, grid, hidden, bad, report) | _note_merged(raw, grid, bad, report)
    return _without(grid, bad) if bad else grid


def _note_hidden(raw: RawTable, grid: Grid, report: Report) -> None:
    """Keep what the spreadsheet hides of the table, for a rule of check: people sum what they see."""
    rows = tuple(row for row in raw.rows if row in raw.hidden_rows)
    columns = tuple(key for key, number in grid.positions.items() if number in raw.hidden_columns)
    if rows or columns or raw.hidden_sheet:
        report.hidden.append(HiddenCells(grid.source, rows, columns, raw.hidden_sheet))


def _without(grid: Grid, rows: set[int]) -> Grid:
    """The grid without the rows of these numbers: what is wrong with them is told already."""
    kept = [index for index, row in enumerate(grid.rows) if row not in rows]
    columns = {key: [texts[index] for index in kept] for key, texts in grid.columns.items()}
    return attrs.evolve(grid, columns=columns, rows=[grid.rows[index] for index in kept])


def _match(raw: RawTable, headings: Headings, report: Report, *, discreet: bool, guess: bool) -> dict[str, int] | None:
    """Key → position of its column; None when one is missing, or, unless it is guessed, has a wrong heading or stands twice."""
    found = [headings.match(text) for text in raw.header]
    if not any(found):
        # Not a heading row, so perhaps data: nothing of it is shown.
        zh, en = "第一行里没有一个认识的表头", "the first row holds none of the known headings"
        report.error("L207", zh, en, raw.place(raw.header_row, 0), expected=_names(headings.all))
        return None
    covered = _merged_headings(raw, report)
    positions: dict[str, int] = {}
    complete = not covered
    free = [heading for heading in headings.all if heading not in found]
    strangers = sum(heading is None and bool(text.strip()) for heading, text in zip(found, raw.header, strict=True))
    discreet = discreet and strangers >= MANY
    meant: dict[str, int] = {}
    for position, heading in enumerate(found):
        if heading is None:
            near = None if position in covered else _note_unknown(raw, position, free, report, discreet=discreet)
            if near is not None and strangers < MANY:
                meant.setdefault(near.key, position)
        elif heading.key in positions:
            complete = complete and guess
            zh, en = f"“{heading.zh}”列出现了两次", f'the column "{heading.zh}" stands twice'
            place, right = raw.place(raw.header_row, position), say("每列只出现一次", "each column once")
            report.error("L210", zh, en, place, shown(raw.header[position]), right)
        else:
            positions[heading.key] = position
    lacking = [h for h in headings.all if h.required and h.key not in positions]
    for heading in lacking if not covered else ():
        if heading.key not in meant:
            complete = False
            zh, en = f"缺少“{heading.zh}”列", f'the column "{heading.zh}" is missing'
            report.error("L208", zh, en, raw.place(raw.header_row, 0), expected=_names(headings.all))
    complete = complete and (guess or not lacking)
    return {**meant, **positions} if complete and guess else positions if complete else None


def _merged_headings(raw: RawTable, report: Report) -> frozenset[int]:
    """Positions of the columns whose heading is merged into another's, which is told."""
    covered: set[int] = set()
    for top, left, bottom, right in raw.merged:
        begin, end = left - raw.first_column, min(right - raw.first_column, len(raw.header) - 1)
        if top <= raw.header_row <= bottom and 0 <= begin < end and raw.header[begin].strip():
            covered.update(range(begin + 1, end + 1))
            first, last = cell_place(raw.source, top, left), cell_place(raw.source, bottom, right)
            zh, en = "表头里有合并单元格", "there are merged cells among the headings"
            each = say("取消合并，每一列都写上表头", "unmerge them and give every column its heading")
            report.error("L227", zh, en, first, f"{first.cell}:{last.cell}", each)
    return frozenset(covered)


def _names(headings: Sequence[Heading]) -> str:
    return "、".join(heading.zh for heading in headings)


def _note_unknown(
    raw: RawTable, position: int, free: Sequence[Heading], report: Report, *, discreet: bool
) -> Heading | None:
    """An unknown heading is an error; so are values without one, but a column without both is ignored.

    Returns the heading that the unknown one is most like, when it is like one.
    """
    text = raw.header[position]
    if text.strip():
        place = raw.place(raw.header_row, position)
        others = _names(free) or say("删去这一列", "delete the column")
        if discreet:
            report.error("L209", "不认识的列", "unknown column", place, expected=others)
            return None
        spellings = {s: h for h in free for s in h.spellings}
        near = nearest(text.strip(), spellings)
        zh, en = f"不认识的列“{shown(text)}”", f'unknown column "{shown(text)}"'
        report.error("L209", zh, en, place, shown(text), spellings[near].zh if near else others)
        return spellings[near] if near else None
    row = next((r for r, cell in zip(raw.rows, raw.columns[position], strict=True) if cell.strip()), None)
    if row is not None:
        report.error(
            "L211",
            "这一列有内容，却没有表头",
            "this column has values but no heading",
            raw.place(row, position),
            expected=say("写上表头，或清空这一列", "give it a heading, or clear it"),
        )
    return None


def _note_no_data(raw: RawTable, grid: Grid, headings: Headings, report: Report) -> set[int]:
    """Tell the rows that repeat the headings, and the one that numbers the columns; theirs and what is to be skipped."""
    keys = [key for key in grid.columns if key in grid.positions]
    header = [normal(raw.header[grid.positions[key] - raw.first_column]) for key in keys]
    rows: set[int] = set()

    def cells(index: int) -> list[str]:
        return [grid.columns[key][index] for key in keys]

    def tell(index: int, zh: str, en: str, right: str) -> None:
        rows.add(grid.rows[index])
        report.error("L214", zh, en, grid.place(index, keys[0]), expected=right)

    away = say("删去这一行", "delete the row")
    if len(grid) and counts_up(cells(0)):
        tell(0, "这一行是列的编号（栏次），不是数据", "this row numbers the columns and is no data", away)
    different = [texts for key in keys[:2] if len(texts := set(grid.columns[key])) <= MOST_TEXTS]
    odd = {text for texts in different for text in texts if headings.match(text)}
    suspects = (i for i in range(len(grid)) if any(grid.columns[key][i] in odd for key in keys[:2])) if odd else ()
    for index in suspects:
        if not headings.are(cells(index)):
            continue
        if list(map(normal, cells(index))) == header:
            tell(index, "表头又出现了一次", "the headings stand here once more", away)
            continue
        right = say("一个文件或工作表只放一张表：把它移走", "one table in a file or sheet: move this one away")
        tell(index, "下面是另一张表", "another table begins here", right)
        rows.update(grid.rows[index:])
        break
    return rows


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
