"""XLSX tables: the cells of one sheet as texts, numbers to 15 significant digits."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable
from decimal import Decimal
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, Final

from reportgen.load.header import LOOK, Headings
from reportgen.load.raw import Fault, RawTable, cell_place, nearest, note_title_rows, shown
from reportgen.load.report import Report
from reportgen.load.xlsx_package import Package, check_extent, scan_package, unreadable_cell
from reportgen.load.xlsx_parts import PackageError, SheetScan, damaged
from reportgen.model.language import say
from reportgen.model.place import Place, SourceFile

if TYPE_CHECKING:
    from python_calamine import CalamineWorkbook

_CONTROL: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


class Opened:
    """A workbook that has been looked over; its cells are read sheet by sheet. One load keeps the last one open."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.package = scan_package(data)
        self._book: CalamineWorkbook | None = None

    def cells(self, sheet: str) -> tuple[int, int, list[list[Any]]]:
        """First row, first column and the rectangle of values; raises PackageError when the library gives up."""
        from python_calamine import CalamineWorkbook

        try:
            if self._book is None:
                self._book = CalamineWorkbook.from_filelike(io.BytesIO(self.data))
            cells = self._book.get_sheet_by_name(sheet)
            first = cells.start or (0, 0)
            return first[0] + 1, first[1] + 1, cells.to_python()
        except BaseException as error:
            # The library reports its own faults (a "panic") past Exception; only what stops the program goes on.
            if isinstance(error, KeyboardInterrupt | SystemExit | MemoryError):
                raise
            raise damaged(unreadable_cell(self.data, self.package.sheets[sheet])) from None


def read_xlsx(data: bytes, name: str, sheet: str | None, report: Report, headings: Headings) -> RawTable | None:
    """The sheet named ``sheet`` (the first when None) of the workbook ``data``, file ``name``.

    None, with errors noted, when the workbook or the sheet cannot be read. Error cells and formulas without a stored
    value are the table's faults.
    """
    chosen: str | None = None
    try:
        if PurePath(name).name.startswith("~$"):
            raise PackageError(
                "L221", "这是表格软件打开文件时的临时文件", "this is the lock file of an open workbook", right=_REAL
            )
        if report.workbook is None or report.workbook.data != data:
            report.workbook = None
            report.workbook = Opened(data)
        package = report.workbook.package
        chosen = next(iter(package.sheets)) if sheet is None else _chosen(sheet, package)
        if chosen is None:
            _note_missing(package, name, sheet or "", report)
            return None
        scan = package.sheets[chosen]
        check_extent(package, scan)
        source = SourceFile(name, chosen)
        if _note_strange_errors(scan, source, report):
            return None
        return _table(report.workbook.cells(chosen), scan, source, report, headings)
    except PackageError as error:
        place = Place(name, sheet=chosen, cell=error.cell) if error.cell else Place(name)
        report.error(error.code, error.zh, error.en, place, expected=say(*error.right))
        return None


_REAL: Final = ("去掉文件名前面的 ~$", "the name without ~$ before it")


def _chosen(sheet: str, package: Package) -> str | None:
    """The sheet that is meant: names differ by more than case and blanks around them."""
    if sheet in package.sheets:
        return sheet
    alike = [name for name in package.sheets if name.strip().casefold() == sheet.strip().casefold()]
    return alike[0] if len(alike) == 1 else None


def _note_missing(package: Package, name: str, sheet: str, report: Report) -> None:
    names = list(package.sheets)
    near = nearest(sheet, names)
    report.error(
        "L226",
        f"工作簿里没有工作表“{shown(sheet)}”",
        f'the workbook has no sheet "{shown(sheet)}"',
        Place(name),
        shown(sheet),
        shown(near) if near else "、".join(shown(known) for known in names[:10]),
    )


def _note_strange_errors(scan: SheetScan, source: SourceFile, report: Report) -> bool:
    """Tell error cells of a kind that the library does not know, for which it would give up the whole sheet."""
    strange = {place: error for place, error in scan.errors.items() if error not in KNOWN_ERRORS}
    for (row, column), error in sorted(strange.items()):
        fault = _error_fault(error)
        report.error(fault.code, fault.zh, fault.en, cell_place(source, row, column), fault.value, fault.expected)
    return bool(strange)


def _table(
    cells: tuple[int, int, list[list[Any]]], scan: SheetScan, source: SourceFile, report: Report, headings: Headings
) -> RawTable | None:
    first_row, first_column, values = cells
    columns = [_texts(column) for column in zip(*values, strict=True)]
    filled = [index for index, row in enumerate(zip(*columns, strict=True)) if "".join(row).strip()]
    if not filled:
        right = "、".join(heading.zh for heading in headings.all)
        place = Place(source.name, sheet=source.sheet)
        report.error("L207", "工作表是空的", "the sheet is empty", place, expected=right)
        return None
    top = _header_at(columns, filled, headings)
    above = [first_row + index for index in filled[:top]]
    note_title_rows(source, above, first_row + filled[top], report)
    below = filled[top + 1 :]
    return RawTable(
        source,
        [column[filled[top]] for column in columns],
        first_row + filled[top],
        first_column,
        [[column[index] for index in below] for column in columns],
        [first_row + index for index in below],
        _faults(scan) | _controls(columns, first_row, first_column),
        tuple(scan.merged),
        frozenset(scan.hidden_rows),
        frozenset(
            number
            for first, last in scan.hidden_columns
            for number in range(max(first, first_column), min(last, first_column + len(columns)) + 1)
        ),
        scan.hidden,
    )


def _header_at(columns: list[list[str]], filled: list[int], headings: Headings) -> int:
    """Which of the rows that are not blank holds the headings: the first of all with a word of them, or one below."""
    for number, index in enumerate(filled[:LOOK]):
        row = [column[index] for column in columns]
        if headings.are(row) or (number == 0 and headings.count(row)):
            return number
    return 0


KNOWN_ERRORS: Final = frozenset(("#N/A", "#VALUE!", "#REF!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!", "#GETTING_DATA"))
"""The errors that the reading library knows."""


def _error_fault(error: str) -> Fault:
    return Fault(
        "L228",
        f"单元格里是错误值 {shown(error)}",
        f"the cell holds the error {shown(error)}",
        shown(error),
        say("改正公式，或直接填写", "correct the formula, or type the value"),
    )


def _faults(scan: SheetScan) -> dict[tuple[int, int], Fault]:
    faults = {place: _error_fault(error) for place, error in scan.errors.items()}
    unstored = Fault(
        "L229",
        "公式没有存下计算结果",
        "the formula has no stored value",
        "",
        say(
            "用表格软件打开，按 F9 重算后保存，或直接填写数",
            "open it in a spreadsheet, recalculate (F9) and save, or type the value",
        ),
    )
    faults.update(dict.fromkeys(scan.unstored, unstored))
    return faults


def _controls(columns: list[list[str]], first_row: int, first_column: int) -> dict[tuple[int, int], Fault]:
    """Faults for the cells with a control character, which a workbook can hold in escaped form."""
    faults = {}
    for number, column in enumerate(columns, first_column):
        bad = {text: found[0] for text in set(column) if (found := _CONTROL.search(text))}
        for row, text in enumerate(column, first_row) if bad else ():
            if text in bad:
                name = f"U+{ord(bad[text]):04X}"
                faults[row, number] = Fault(
                    "L204",
                    f"单元格里有控制字符 {name}",
                    f"the cell holds the control character {name}",
                    name,
                    say("删去这个字符", "delete it"),
                )
    return faults


def _texts(values: Iterable[Any]) -> list[str]:
    """A column's values as texts; equal values become one object."""
    known: dict[tuple[type, Any], str] = {}
    texts: list[str] = []
    for value in values:
        key = (type(value), value)  # with its type: True is no 1
        text = known.get(key)
        if text is None:
            text = known[key] = _text(value)
        texts.append(text)
    return texts


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        return number_text(value)
    return str(value)  # dates and times print as ISO 8601


def number_text(value: float) -> str:
    """A number as the spreadsheet shows it: 15 significant digits, no exponent (0.30000000000000004 is ``0.3``)."""
    digits = f"{value:.15g}"
    if "e" in digits:
        digits = format(Decimal(digits), "f")
    return "0" if digits == "-0" else digits
