"""XLSX tables: the cells of one sheet as texts, numbers to 15 significant digits."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable
from decimal import Decimal
from typing import Any, Final

from reportgen.load.raw import Fault, RawTable, nearest, shown
from reportgen.load.report import Report
from reportgen.load.xlsx_package import Package, PackageError, SheetScan, check_extent, damaged, scan_package
from reportgen.model.language import say
from reportgen.model.place import Place, SourceFile

_CONTROL: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


def read_xlsx(data: bytes, name: str, sheet: str | None, report: Report) -> RawTable | None:
    """The sheet named ``sheet`` (the first when None) of the workbook ``data``, file ``name``.

    None, with errors noted, when the workbook or the sheet cannot be read. Error cells and formulas without a stored
    value are the table's faults.
    """
    chosen: str | None = None
    try:
        package = scan_package(data)
        chosen = next(iter(package.sheets)) if sheet is None else sheet
        if chosen not in package.sheets:
            _note_missing(package, name, chosen, report)
            return None
        scan = package.sheets[chosen]
        check_extent(package, scan)
        return _table(_cells(data, chosen), scan, SourceFile(name, chosen), report)
    except PackageError as error:
        place = Place(name, sheet=chosen, cell=error.cell) if error.cell else Place(name)
        again = say("用表格软件另存为 .xlsx", "save it anew as .xlsx")
        report.error(error.code, error.zh, error.en, place, expected=again)
        return None


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


def _cells(data: bytes, sheet: str) -> tuple[int, int, list[list[Any]]]:
    """First row, first column and the rectangle of values; raises PackageError when the library gives up."""
    from python_calamine import CalamineWorkbook

    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(data)) as workbook:
            cells = workbook.get_sheet_by_name(sheet)
            first = cells.start or (0, 0)
            return first[0] + 1, first[1] + 1, cells.to_python()
    except BaseException as error:
        # The library reports its own faults (a "panic") past Exception; only what stops the program goes on.
        if isinstance(error, KeyboardInterrupt | SystemExit | MemoryError):
            raise
        raise damaged() from None


def _table(
    cells: tuple[int, int, list[list[Any]]], scan: SheetScan, source: SourceFile, report: Report
) -> RawTable | None:
    first_row, first_column, values = cells
    columns = [_texts(column) for column in zip(*values, strict=True)]
    blank = [not "".join(row).strip() for row in zip(*columns, strict=True)]
    if all(blank):
        report.error("L207", "工作表是空的", "the sheet is empty", Place(source.name, sheet=source.sheet))
        return None
    top = blank.index(False)
    below = [index for index in range(top + 1, len(blank)) if not blank[index]]
    return RawTable(
        source,
        [column[top] for column in columns],
        first_row + top,
        first_column,
        [[column[index] for index in below] for column in columns],
        [first_row + index for index in below],
        _faults(scan) | _controls(columns, first_row, first_column),
        tuple(scan.merged),
    )


def _faults(scan: SheetScan) -> dict[tuple[int, int], Fault]:
    faults = {
        place: Fault(
            "L228",
            f"单元格里是错误值 {shown(error)}",
            f"the cell holds the error {shown(error)}",
            shown(error),
            say("改正公式，或直接填写", "correct the formula, or type the value"),
        )
        for place, error in scan.errors.items()
    }
    unstored = Fault(
        "L229",
        "公式没有存下计算结果",
        "the formula has no stored value",
        "",
        say("用表格软件打开、重算后保存", "open it in a spreadsheet, recalculate and save"),
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
