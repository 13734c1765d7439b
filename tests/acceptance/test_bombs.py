"""Input made to take endless time or memory, or to read other files: refused with a code in a moment."""

from __future__ import annotations

import csv
import json
import os
import struct
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook

from tests.acceptance.conftest import CORPUS, Done, change, run_here

HOSTILE = CORPUS / "hostile"
DOCUMENTS: dict[str, str] = json.loads((HOSTILE / "yaml" / "expected.json").read_text("utf-8"))
SECONDS = 10
"""So long a refusal may take on a busy machine; alone it takes less than one."""
MEMORY = 1_000_000_000
"""So many bytes a process may take at most."""


def codes(done: Done) -> list[str]:
    """The codes that ``check --format json`` told."""
    return [diagnostic["code"] for diagnostic in json.loads(done.stdout)["diagnostics"]]


@pytest.mark.parametrize("name", DOCUMENTS)
def test_yaml_tricks(name: str, small: Path) -> None:
    (small / "budget.yaml").write_bytes((HOSTILE / "yaml" / f"{name}.yaml").read_bytes())
    began = time.monotonic()
    done = run_here("check", small, "--format", "json")
    assert done.returncode == 2
    assert DOCUMENTS[name] in codes(done)
    assert time.monotonic() - began < SECONDS
    assert not list(small.rglob("hacked"))


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("[" * 200_000, "L011"),
        ("{a: " * 200_000, "L011"),
        ("\n" + "".join(f"{' ' * n}- \n" for n in range(2, 60)), "L011"),
        ("{" + "a: 1, " * 100_000 + "}", "L010"),
        ("- " * 100_000, "L004"),
    ],
    ids=["lists", "mappings", "indented lists", "repeated keys", "dashes"],
)
def test_yaml_without_measure(value: str, code: str, small: Path) -> None:
    with (small / "budget.yaml").open("a", encoding="utf-8") as stream:
        stream.write(f"glossary: {value}\n")
    began = time.monotonic()
    done = run_here("check", small, "--format", "json")
    assert done.returncode == 2
    assert codes(done)[0] == code
    assert time.monotonic() - began < SECONDS
    assert len(done.stdout) < 100_000


CSV_BOMBS: dict[str, tuple[Callable[[str], str], set[str]]] = {
    "a very wide row": (lambda lines: lines + "," * 1_000_000 + "x\n", {"L205"}),
    "a very wide heading": (lambda lines: "年度" + ",x" * 40_000 + "\n", {"L224"}),
    "a very long cell": (lambda lines: lines.replace("1200000.00", "1" * 2_000_000), {"L206", "L241"}),
    "a quote over everything": (lambda lines: lines.replace("U1", '"U1', 1) + "2024,x\n" * 200_000, {"L206", "L205"}),
    "many wrong rows": (lambda lines: lines + "2024,U9,1,x,P9,y,z,w\n" * 50_000, {"L253", "L254", "L255"}),
}


@pytest.mark.parametrize("name", CSV_BOMBS)
def test_tables_without_measure(name: str, small: Path) -> None:
    make, expected = CSV_BOMBS[name]
    path = small / "lines.csv"
    path.write_text(make(path.read_text(encoding="utf-8")), encoding="utf-8")
    began = time.monotonic()
    done = run_here("check", small, "--format", "json")
    assert done.returncode == 2
    assert set(codes(done)) & expected, set(codes(done))
    assert time.monotonic() - began < SECONDS
    assert len(done.stdout) < 500_000


# Workbooks


def rewritten(path: Path, part: str, change_part: Callable[[str], str], more: dict[str, bytes]) -> None:
    """Write a workbook again with one of its parts changed and others added."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts[part] = change_part(parts.get(part, NO_STRINGS).decode("utf-8")).encode("utf-8")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in (parts | more).items():
            archive.writestr(name, data)


def after_declaration(added: str) -> Callable[[str], str]:
    return lambda xml: (
        xml[: xml.index("?>") + 2] + added + xml[xml.index("?>") + 2 :] if "<?xml" in xml else added + xml
    )


LAUGHS = "<!DOCTYPE x [<!ENTITY a 'lol'>" + "".join(
    f"<!ENTITY {chr(98 + n)} '{f'&{chr(97 + n)};' * 10}'>" for n in range(9)
) + "]>"  # fmt: skip
OUTSIDE = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
NO_STRINGS = b'<?xml version="1.0"?><sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"></sst>'
SHEET, STRINGS = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"
WORKBOOKS: dict[str, tuple[str, Callable[[str], str], dict[str, bytes], set[str]]] = {
    "laughs in a sheet": (SHEET, after_declaration(LAUGHS), {}, {"L225"}),
    "laughs in the texts": (STRINGS, after_declaration(LAUGHS), {}, {"L225"}),
    "a file as entity": (SHEET, after_declaration(OUTSIDE), {}, {"L225"}),
    "a document type in the workbook": ("xl/workbook.xml", after_declaration(OUTSIDE), {}, {"L225"}),
    "a part of 100 MB": (SHEET, lambda xml: xml, {"xl/media/zeros.bin": bytes(100_000_000)}, {"L223"}),
    "a sheet of 100 MB": (SHEET, lambda xml: xml.replace("<sheetData>", "<sheetData>" + " " * 100_000_000), {}, {"L223"}),
    "a row far down": (
        SHEET, lambda xml: xml.replace("</sheetData>", '<row r="1048576"><c r="A1048576"><v>1</v></c></row></sheetData>'), {},
        {"L224"},
    ),
    "a cell far right": (
        SHEET, lambda xml: xml.replace("</sheetData>", '<row r="5"><c r="XFD5"><v>1</v></c></row></sheetData>'), {},
        {"L224", "L211"},
    ),
    "a text that is not there": (
        SHEET, lambda xml: xml.replace("</sheetData>", '<row r="5"><c r="A5" t="s"><v>99999</v></c></row></sheetData>'), {},
        {"L221"},
    ),
    "broken markup": (SHEET, lambda xml: xml[: len(xml) // 2], {}, {"L221"}),
}  # fmt: skip


def as_workbook(folder: Path) -> Path:
    """The money lines of a budget as a workbook, which budget.yaml then names."""
    path = folder / "budget.xlsx"
    book = Workbook()
    assert book.active is not None
    with (folder / "lines.csv").open(encoding="utf-8", newline="") as stream:
        for row in csv.reader(stream):
            book.active.append(row)
    book.save(path)
    change(folder / "budget.yaml", ("lines.csv", "budget.xlsx"))
    return path


@pytest.mark.parametrize("name", WORKBOOKS)
def test_workbook_tricks(name: str, small: Path) -> None:
    part, change_part, more, expected = WORKBOOKS[name]
    path = as_workbook(small)
    assert run_here("check", small).returncode == 0
    rewritten(path, part, change_part, more)
    began = time.monotonic()
    done = run_here("check", small, "--format", "json")
    assert done.returncode == 2, done.stdout
    assert set(codes(done)) & expected, codes(done)
    assert time.monotonic() - began < SECONDS
    assert "root:" not in done.stdout


# The largest that there is room for: a process of its own each, its time and memory measured


def measured(folder: Path, output: Path) -> list[str]:
    """The codes that check tells, in a process that may take neither too long nor too much."""
    with output.open("wb") as stream:
        process = subprocess.Popen(
            [sys.executable, "-m", "reportgen", "check", folder, "--format", "json"], stdout=stream
        )
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 2
    assert usage.ru_utime + usage.ru_stime < SECONDS
    assert usage.ru_maxrss * 1024 < MEMORY
    assert output.stat().st_size < 1_000_000
    return codes(Done(2, output.read_text("utf-8"), ""))


ROOM = 58_000_000
"""Bytes that are added to a part: with the rest it stays below what a workbook may unpack to."""


def filled(piece: str) -> str:
    return piece * (ROOM // len(piece))


def put(mark: str, begin: str, piece: str, end: str = "") -> Callable[[str], str]:
    """Puts ``piece``, as often as there is room for, between ``begin`` and ``end`` before a mark in the part."""

    def change_part(xml: str) -> str:
        assert mark in xml
        return xml.replace(mark, begin + filled(piece) + end + mark)

    return change_part


def nested(mark: str) -> Callable[[str], str]:
    return lambda xml: xml.replace(mark, "<a>" * 6_000_000 + "</a>" * 6_000_000 + mark)


def attributes(xml: str) -> str:
    return xml.replace("<sheetData>", "<sheetData " + "".join(f'a{n}="" ' for n in range(3_000_000)) + ">")


END, LAST = "</sheetData>", "</worksheet>"
LARGE: dict[str, tuple[str, Callable[[str], str], set[str]]] = {
    "a comment without end": (SHEET, put(LAST, "<!--", " ", "-->"), {"L221"}),
    "attributes": (SHEET, attributes, {"L221"}),
    "rows": (SHEET, put(END, "", "<row><c><v>1</v></c></row>"), {"L224"}),
    "hidden rows": (SHEET, put(END, "", '<row hidden="1"/>'), {"L224"}),
    "cells of a row": (SHEET, put(END, "<row>", "<c/>", "</row>"), {"L224"}),
    "formulas": (SHEET, put(END, "", "<row><c><f/></c></row>"), {"L224"}),
    "errors": (SHEET, put(END, "", '<row><c t="e"><v>#N/A</v></c></row>'), {"L224"}),
    "texts in cells": (SHEET, put(END, "", '<row><c t="inlineStr"><is><t>ab</t></is></c></row>'), {"L224"}),
    "merged cells": (SHEET, put(LAST, "<mergeCells>", '<mergeCell ref="A2:H4"/>', "</mergeCells>"), {"L224"}),
    "elements inside each other": (SHEET, nested(LAST), {"L224"}),
    "elements": (SHEET, put(LAST, "", "<a/>"), {"L224"}),
    "shared texts": (STRINGS, put("</sst>", "", "<si><t>ab</t></si>"), {"L224"}),
    "deep styles": ("xl/styles.xml", nested("</styleSheet>"), {"L221"}),
    "names": ("xl/workbook.xml", put("</workbook>", "", "<definedName>x</definedName>"), {"L224"}),
}


@pytest.mark.parametrize("name", LARGE)
def test_the_largest_workbooks(name: str, small: Path) -> None:
    part, change_part, expected = LARGE[name]
    rewritten(as_workbook(small), part, change_part, {})
    assert set(measured(small, small.parent / "told")) == expected


def test_many_files_in_a_workbook(small: Path) -> None:
    with zipfile.ZipFile(as_workbook(small), "a") as archive:
        for number in range(20_000):
            archive.writestr(f"x/{number}", "")
    assert measured(small, small.parent / "told") == ["L224"]


@pytest.mark.parametrize("name", ["xl/z.bin", SHEET])
def test_a_part_that_is_larger_than_it_says(name: str, small: Path) -> None:
    path = as_workbook(small)
    large = b" " * 300_000_000
    rewritten(path, name, lambda xml: xml, {name: large})
    path.write_bytes(path.read_bytes().replace(struct.pack("<I", len(large)), struct.pack("<I", 1000)))
    assert measured(small, small.parent / "told") == ["L221"]


def test_files_over_each_other(small: Path) -> None:
    """Many entries of the directory that all unpack the same bytes."""
    path = as_workbook(small)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/media/a.bin", bytes(50_000_000))
    data = path.read_bytes()
    start = data.index(b"PK\x01\x02")
    entry = data[start : data.index(b"PK\x05\x06")]
    entries = b"".join(entry.replace(b"/a.bin", b"/%c.bin" % (97 + n)) for n in range(26))
    end = struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, 26, 26, len(entries), start, 0)
    path.write_bytes(data[:start] + entries + end)
    assert set(measured(small, small.parent / "told")) <= {"L221", "L223"}


TABLES: dict[str, tuple[Callable[[bytes], bytes], str]] = {
    "line breaks": (lambda lines: lines + b"\n" * 60_000_000, "L224"),
    "carriage returns": (lambda lines: lines + b"\r" * 60_000_000, "L224"),
    "commas": (lambda lines: lines + b"," * 60_000_000, "L206"),
    "commas in the heading": (lambda lines: b"," * 60_000_000 + b"\n" + lines, "L206"),
    "cells of a row": (lambda lines: lines + b"ab," * 20_000_000, "L206"),
    "a cell": (lambda lines: lines + b"x" * 60_000_000, "L206"),
    "quoted line breaks": (lambda lines: lines + b'"\n",ab,' * 490_000, "L205"),
    "wrong rows": (
        lambda lines: lines + b"".join(b"2024,U%d,1,x,P%d,y,z,w\n" % (n, n) for n in range(490_000)), "L253",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", TABLES)
def test_the_largest_tables(name: str, small: Path) -> None:
    make, expected = TABLES[name]
    path = small / "lines.csv"
    path.write_bytes(make(path.read_bytes()))
    assert expected in measured(small, small.parent / "told")


@pytest.mark.parametrize("name", ["lines.csv", "budget.yaml"])
def test_a_file_of_gigabytes(name: str, small: Path) -> None:
    with (small / name).open("ab") as stream:
        stream.truncate(5_000_000_000)  # a hole: it takes no room
    assert measured(small, small.parent / "told") == ["L223" if name == "lines.csv" else "L014"]


WORDS: dict[str, tuple[Callable[[], str], str]] = {
    "expressions": (lambda: "    goal: '" + "{{ " * 6_600 + "'\n", "L040"),
    "a text": (lambda: "    goal: '" + "{{ " * 1_000_000 + "'\n", "L042"),
    "keys": (lambda: "glossary:\n" + "".join(f"  k{n}: v\n" for n in range(1_000_000)), "L014"),
    "unknown keys": (lambda: "".join(f"k{n}: v\n" for n in range(140_000)), "L020"),
    "anchors": (
        lambda: "glossary:\n  a: &a [x]\n" + "".join(f"  b{n}: &b{n} [*a, *a]\n" for n in range(30_000)),
        "L007",
    ),
    "brackets": (lambda: "glossary: " + "[" * 20_000_000, "L011"),
    "quotes": (lambda: "glossary: " + "'" * 20_000_001, "L004"),
    "full-width colons": (lambda: "".join(f"year：{n}\n" for n in range(500_000)), "L004"),
}


@pytest.mark.parametrize("name", WORDS)
def test_the_largest_words(name: str, small: Path) -> None:
    make, expected = WORDS[name]
    with (small / "budget.yaml").open("a", encoding="utf-8") as stream:
        stream.write(make())
    assert measured(small, small.parent / "told")[0] == expected
