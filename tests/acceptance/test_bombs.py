"""Input made to take endless time or memory, or to read other files: refused with a code in a moment."""

from __future__ import annotations

import csv
import json
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
    "a very wide heading": (lambda lines: "年度" + ",x" * 40_000 + "\n", {"L208", "L209", "L210"}),
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
NO_STRINGS = b'<?xml version="1.0"?><sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"/>'
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


@pytest.mark.parametrize("name", WORKBOOKS)
def test_workbook_tricks(name: str, small: Path) -> None:
    part, change_part, more, expected = WORKBOOKS[name]
    path = small / "budget.xlsx"
    book = Workbook()
    assert book.active is not None
    with (small / "lines.csv").open(encoding="utf-8", newline="") as stream:
        for row in csv.reader(stream):
            book.active.append(row)
    book.save(path)
    change(small / "budget.yaml", ("lines.csv", "budget.xlsx"))
    assert run_here("check", small).returncode == 0
    rewritten(path, part, change_part, more)
    began = time.monotonic()
    done = run_here("check", small, "--format", "json")
    assert done.returncode == 2, done.stdout
    assert set(codes(done)) & expected, codes(done)
    assert time.monotonic() - began < SECONDS
    assert "root:" not in done.stdout
