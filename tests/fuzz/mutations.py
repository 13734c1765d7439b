"""Damage to a budget folder: in the structure of its YAML, in the cells of its tables, in the bytes of its files."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable
from datetime import date, datetime, time
from pathlib import Path
from random import Random
from typing import Any

import yaml
from openpyxl import Workbook, load_workbook

from tests.fuzz.odd import KEYS, PIECES, VALUES

Damage = Callable[[Path, Random], None]


def _positions(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    found = [path] if path else []
    if isinstance(value, dict):
        for key in value:
            found += _positions(value[key], (*path, key))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            found += _positions(item, (*path, index))
    return found


def yaml_structure(folder: Path, chance: Random) -> None:
    """A value of budget.yaml replaced, removed, renamed or given twice."""
    path = folder / "budget.yaml"
    document = yaml.safe_load(path.read_text(encoding="utf-8"))
    positions = _positions(document)
    if not isinstance(document, dict) or not positions:
        return
    *parents, last = chance.choice(positions)
    holder = document
    for key in parents:
        holder = holder[key]
    match chance.randrange(4):
        case 0:
            holder[last] = chance.choice(VALUES)
        case 1:
            del holder[last]
        case 2 if isinstance(holder, dict):
            holder[chance.choice(KEYS)] = holder.pop(last)
        case _:
            holder[last] = [holder[last], holder[last]]
    text = yaml.dump(
        document, allow_unicode=True, sort_keys=False, default_flow_style=chance.choice((None, False, True))
    )
    path.write_text(text, encoding="utf-8", errors="surrogatepass")


def yaml_slip(folder: Path, chance: Random) -> None:
    """Marks of budget.yaml as people mistype them: full-width, without blanks, tabs."""
    path = folder / "budget.yaml"
    text = path.read_bytes().decode("utf-8", "surrogateescape")
    old, new = chance.choice(
        ((": ", "："), (": ", ":"), ("- ", "-"), ("- ", "－ "), ("{", "｛"), ("}", "｝"), (", ", "，"), ("    ", "\t"),
         ("  ", "\u3000"), ("\n", "\r"), ("\n", "\r\n"), ("\n", "\u2028"), ("'", "’"), ('"', "“"), ("\n", "\n\n"), ("#", "")),
    )  # fmt: skip
    places = [n for n in range(len(text)) if text.startswith(old, n)]
    for at in sorted(chance.sample(places, min(len(places), chance.randrange(1, 4))), reverse=True):
        text = text[:at] + new + text[at + len(old) :]
    path.write_bytes(text.encode("utf-8", "surrogateescape"))


def yaml_text(folder: Path, chance: Random) -> None:
    """A line of budget.yaml doubled, lost, indented, or cut; YAML marks strewn in."""
    path = folder / "budget.yaml"
    lines = path.read_bytes().decode("utf-8", "surrogateescape").split("\n")
    number = chance.randrange(len(lines))
    match chance.randrange(6):
        case 0:
            lines.insert(number, lines[number])
        case 1:
            del lines[number]
        case 2:
            lines[number] = chance.choice((" ", "\t", "    ")) + lines[number]
        case 3:
            lines[number] = lines[number][: chance.randrange(len(lines[number]) + 1)]
        case 4:
            lines[number] += chance.choice(
                (" &a", " *a", " !!python/object:os.system", " |", " >", " '", ' "', " [", " {", ":", " #", "---")
            )
        case _:
            lines[number] = lines[number].strip()
    path.write_bytes("\n".join(lines).encode("utf-8", "surrogateescape"))


def _tables(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.csv"))


def csv_cells(folder: Path, chance: Random) -> None:
    """A cell, a row or a column of a table changed."""
    path = chance.choice(_tables(folder))
    data = path.read_bytes()
    encoding = "utf-8-sig" if _decodes(data) else "gb18030"
    rows = list(csv.reader(io.StringIO(data.decode(encoding, "replace"))))
    if not rows or not any(rows):
        return
    row = chance.randrange(len(rows))
    column = chance.randrange(len(rows[row]) or 1)
    match chance.randrange(8):
        case 0 | 1 | 2:
            if rows[row]:
                rows[row][column] = str(chance.choice(VALUES))
        case 3:
            rows[row].append("x")
        case 4:
            rows.insert(row, list(chance.choice(rows)))
        case 5:
            del rows[row]
        case 6:
            for each in rows:
                if column < len(each):
                    each.insert(column, each[column])
        case _:
            for each in rows:
                del each[column : column + 1]
    text = io.StringIO()
    try:
        csv.writer(text, lineterminator="\n").writerows(rows)
    except csv.Error:
        return
    path.write_bytes(text.getvalue().encode(encoding, "replace"))


def _decodes(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def csv_form(folder: Path, chance: Random) -> None:
    """A table with other separators, line ends, encodings, with rows above, between and below."""
    path = chance.choice(_tables(folder))
    data = path.read_bytes()
    text = data.decode("utf-8-sig" if _decodes(data) else "gb18030", "replace")
    lines = text.splitlines()
    match chance.randrange(6):
        case 0:
            text = text.replace(",", chance.choice("\t;|，、"))
        case 1:
            text = chance.choice("\r\x85\u2028\x0b").join(lines)
        case 2:
            lines.insert(
                chance.randrange(3),
                chance.choice(("支出明细表", "支出明细表,,,,", ",,,", "1,2,3,4,5,6,7,8", "sep=,", *lines[:1])),
            )
            text = "\n".join(lines)
        case 3:
            text += chance.choice(
                (
                    "合计,,,,,,,1\n",
                    "注：略,,,,,,,\n",
                    "\n\n年度,资金来源,收入项目,金额\n",
                    "\x1a",
                    '"',
                    ",,,,\n",
                    *lines[:1],
                )
            )
        case 4:
            text = "\n".join(line + chance.choice((",", "")) for line in lines)
        case _:
            text = text.replace('"', chance.choice(("", "“", "'")))
    encoding = chance.choice(("utf-8", "utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "big5", "utf-7"))
    path.write_bytes(text.encode(encoding, "replace"))


def any_bytes(folder: Path, chance: Random) -> None:
    """Bytes of any file flipped, lost, doubled, or put in."""
    path = chance.choice([p for p in sorted(folder.rglob("*")) if p.is_file()])
    data = bytearray(path.read_bytes())
    for _ in range(chance.randrange(1, 6)):
        at = chance.randrange(len(data) + 1)
        match chance.randrange(5):
            case 0:
                data[at : at + 1] = bytes([chance.randrange(256)])
            case 1:
                del data[at : at + chance.randrange(1, 40)]
            case 2:
                data[at:at] = data[max(0, at - 30) : at]
            case 3:
                data[at:at] = chance.choice(
                    (
                        b"\x00",
                        b"\xff\xfe",
                        b"\xef\xbb\xbf",
                        b"\r",
                        b"\n\n",
                        b'"',
                        b",",
                        b"\xe4\xb8",
                        b"\x1b[2J",
                        b"PK\x03\x04",
                    )
                )
            case _:
                del data[at:]
    path.write_bytes(data)


def workbook(folder: Path, chance: Random) -> None:
    """A table as a workbook, with odd cells, or with damage to its parts."""
    path = chance.choice(_tables(folder))
    name = path.stem
    budget = folder / "budget.yaml"
    text = budget.read_bytes().decode("utf-8", "surrogateescape").replace(path.name, f"{name}.xlsx")
    budget.write_bytes(text.encode("utf-8", "surrogateescape"))
    book = Workbook()
    for row in csv.reader(
        io.StringIO(
            path.read_bytes().decode("gb18030", "replace")
            if not _decodes(path.read_bytes())
            else path.read_text("utf-8-sig")
        )
    ):
        book.active.append([_cell(value, chance) for value in row])
    if chance.random() < 0.3:
        book.active.merge_cells(
            start_row=2, start_column=1, end_row=chance.randrange(2, 5), end_column=chance.randrange(1, 4)
        )
    target = folder / f"{name}.xlsx"
    book.save(target)
    if chance.random() < 0.5:
        _damage_parts(target, chance)
    if chance.random() < 0.2:
        any_bytes(folder, chance)


def _cell(value: str, chance: Random) -> Any:
    if chance.random() < 0.02:
        odd = chance.choice(VALUES)
        return odd if isinstance(odd, (int, float, bool)) else "".join(c for c in str(odd) if c.isprintable())
    return value if chance.random() < 0.9 or not value.replace(".", "", 1).isdigit() else float(value)


def _damage_parts(path: Path, chance: Random) -> None:
    with zipfile.ZipFile(path) as archive:
        parts = {entry: archive.read(entry) for entry in archive.namelist()}
    victim = chance.choice(sorted(parts))
    data = bytearray(parts[victim])
    at = chance.randrange(len(data) + 1)
    data[at : at + chance.randrange(20)] = chance.choice(
        (b"", b"<", b"&#0;", b"1e999", b'r="A0"', b"<!DOCTYPE a>", b"\xff", b't="e"')
    )
    parts[victim] = bytes(data)
    if chance.random() < 0.1:
        del parts[victim]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)


def prose(folder: Path, chance: Random) -> None:
    """Pieces put into, doubled in, or cut out of a text of budget.yaml."""
    path = folder / "budget.yaml"
    document = yaml.safe_load(path.read_text(encoding="utf-8"))
    for _ in range(chance.randrange(1, 6)):
        places = [place for place in _positions(document) if isinstance(_at(document, place), str)]
        *parents, last = chance.choice(places)
        holder = _at(document, tuple(parents))
        text = holder[last]
        at = chance.randrange(len(text) + 1)
        match chance.randrange(4):
            case 0 | 1:
                text = text[:at] + chance.choice(PIECES) + text[at:]
            case 2:
                text = text[:at] + text[max(0, at - 6) :]
            case _:
                text = text[:at] + text[at + chance.randrange(1, 9) :]
        holder[last] = text
    path.write_text(yaml.dump(document, allow_unicode=True, sort_keys=False), encoding="utf-8")


def _at(document: Any, place: tuple[Any, ...]) -> Any:
    for key in place:
        document = document[key]
    return document


def table_texts(folder: Path, chance: Random) -> None:
    """Pieces in the texts of indicators, other amounts, codes and years of lines that are there: most of it loads."""
    path = chance.choice(_tables(folder))
    rows = list(csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig"), newline="")))
    for _ in range(chance.randrange(1, 4)):
        row, other = chance.choice(rows[1:]), chance.choice(rows[1:])
        column = chance.randrange(len(row))
        if len(row) > 9:
            row[column] += chance.choice(PIECES)
        elif chance.random() < 0.5:
            row[-1] = chance.choice((row[-1] + "0", "0", "1", row[-1][1:], "9" * 12, other[-1]))
        else:
            row[column] = other[column]
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows(rows)


SOFT: tuple[Damage, ...] = (prose, prose, table_texts)


def sheet_cells(folder: Path, chance: Random) -> None:
    """Cells, rows, columns and names of the sheets of a workbook that is there."""
    path = chance.choice(sorted(folder.glob("*.xlsx")))
    book = load_workbook(path)
    sheet = chance.choice(book.worksheets)
    row, column = chance.randrange(1, sheet.max_row + 2), chance.randrange(1, sheet.max_column + 2)
    match chance.randrange(12):
        case 0 | 1 | 2 | 3:
            value = chance.choice(VALUES)
            odd = value if isinstance(value, (int, float, bool)) else "".join(c for c in str(value) if c.isprintable())
            sheet.cell(row, column).value = odd
        case 4:
            sheet.cell(row, column).value = chance.choice(
                (datetime(2024, 2, 28), date(2024, 1, 1), time(12, 30), "=1+1")
            )
        case 5:
            sheet.insert_rows(row)
        case 6:
            sheet.delete_cols(column)
        case 7:
            sheet.append([chance.choice(VALUES[:6]) for _ in range(3)])
        case 8:
            sheet.merge_cells(
                start_row=row, start_column=column, end_row=row + 1, end_column=column + chance.randrange(2)
            )
        case 9:
            sheet.title = chance.choice(("明细", "收入 ", "Sheet", "项目", "理由1"))
        case 10:
            sheet.row_dimensions[row].hidden = True
            sheet.sheet_state = chance.choice(("visible", "hidden"))
        case _:
            sheet.cell(row, column).value, sheet.cell(row, column).data_type = chance.choice(("#N/A", "#SPILL!")), "e"
    book.save(path)
    if chance.random() < 0.3:
        _damage_parts(path, chance)


def file_itself(folder: Path, chance: Random) -> None:
    """A file gone, empty, a folder, a link, or under another name."""
    path = chance.choice([p for p in sorted(folder.iterdir()) if p.is_file()])
    data = path.read_bytes()
    path.unlink()
    match chance.randrange(6):
        case 0:
            path.write_bytes(b"")
        case 1:
            path.mkdir()
        case 2:
            path.symlink_to(chance.choice(("/etc/hosts", path.name, "none", ".")))
        case 3:
            path.with_suffix(chance.choice((".xls", ".CSV", ".xlsx", ""))).write_bytes(data)
        case 4:
            path.write_bytes(
                chance.choice((b"%PDF-1.4", b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"<html>", b"\x00" * 100, b"\xff\xfe"))
            )
        case _:
            path.write_bytes(data + data)


DAMAGES: tuple[Damage, ...] = (
    yaml_structure, yaml_structure, yaml_structure, yaml_text, yaml_slip, csv_cells, csv_cells, csv_form, any_bytes, workbook,
    sheet_cells, sheet_cells, file_itself,
)  # fmt: skip


def damage(folder: Path, chance: Random) -> None:
    """One damage of any kind; where an earlier one left no structure to work on, bytes are damaged."""
    try:
        chance.choice(SOFT if chance.random() < 0.5 else DAMAGES)(folder, chance)
    except Exception:  # whatever a library makes of what was damaged before
        _whatever(folder, chance)


def _whatever(folder: Path, chance: Random) -> None:
    if any(path.is_file() and path.stat().st_size for path in folder.rglob("*")):
        any_bytes(folder, chance)
