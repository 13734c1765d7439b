"""Writing a new budget folder, with CSV tables or a workbook."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

from reportgen.model.diagnostic import UsageError
from reportgen.model.language import say

WORKBOOK = "budget.xlsx"
NUMBER_COLUMNS = frozenset({"年度", "金额", "权重"})
"""Cells of these columns are numbers in a workbook; all others are text, so that codes keep their digits."""


def write_starter(folder: Path, texts: Mapping[str, str], sheets: Mapping[str, str]) -> list[str]:
    """Write ``texts`` (file name → content) into ``folder``; tables named in ``sheets`` become sheets of one workbook.

    CSV files get a byte order mark, which Excel and WPS need to read Chinese. Returns the names written.
    Raises UsageError when a file of that name is already there, or the folder cannot be written.
    """
    contents: dict[str, bytes] = {}
    for name, text in texts.items():
        if name == "budget.yaml":
            for table, sheet in sheets.items():
                text = text.replace(table, f"{WORKBOOK}#{sheet}")
            contents[name] = text.encode()
        elif name not in sheets:
            contents[name] = text.replace("\n", "\r\n").encode("utf-8-sig")
    names = [*contents, *([WORKBOOK] if sheets else [])]
    taken = [name for name in names if (folder / name).exists()]
    if taken:
        raise UsageError(
            say(f"{folder / taken[0]} 已存在，没有改动任何文件", f"{folder / taken[0]} exists; nothing was changed")
        )
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, data in contents.items():
            (folder / name).write_bytes(data)
        if sheets:
            _write_workbook(folder / WORKBOOK, {sheet: texts[table] for table, sheet in sheets.items()})
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise UsageError(say(f"无法写入 {folder}：{reason}", f"cannot write {folder}: {reason}")) from error
    return names


def _write_workbook(path: Path, tables: Mapping[str, str]) -> None:
    """One sheet a table: headings, frozen below them, amounts as numbers."""
    from openpyxl import Workbook
    from openpyxl.utils import get_column_letter

    book = Workbook()
    assert book.active is not None
    book.remove(book.active)
    for title, text in tables.items():
        sheet = book.create_sheet(title)
        rows = list(csv.reader(text.splitlines()))
        for row in rows:
            sheet.append([_cell(heading, value) for heading, value in zip(rows[0], row, strict=True)])
            for cell in sheet[sheet.max_row]:
                if isinstance(cell.value, str):
                    cell.data_type = "s"  # a text such as =100% is no formula
        for index, heading in enumerate(rows[0], 1):
            width = max(len(row[index - 1].encode("gbk", "replace")) for row in rows)
            sheet.column_dimensions[get_column_letter(index)].width = width + 3
            if heading == "金额":
                for cell in sheet[get_column_letter(index)][1:]:
                    cell.number_format = "#,##0.00"
            else:
                for cell in sheet[get_column_letter(index)]:
                    cell.number_format = "@" if heading not in NUMBER_COLUMNS else "General"
        sheet.freeze_panes = "A2"
    book.save(path)


def _cell(heading: str, value: str) -> str | int | Decimal | None:
    if not value:
        return None
    if heading in NUMBER_COLUMNS and value != heading:
        return int(value) if value.isdigit() else Decimal(value)
    return value
