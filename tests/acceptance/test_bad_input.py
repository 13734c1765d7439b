"""Bad input: every mistake is a coded message with its place, in both languages; exit 2, no traceback, nothing written.

Each folder of tests/corpus/bad holds the files in which a budget differs from tests/corpus/good/small, and in
expected.json all that must be told: code, file, line and column, the value found, and what the advice must hold.
"""

from __future__ import annotations

import csv
import json
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from tests.acceptance.conftest import CORPUS, change, contents, copied, run_here
from tests.support.command import run

CASES = sorted((CORPUS / "bad").iterdir())
HAN = re.compile("[\u4e00-\u9fff]")


def refused(folder: Path) -> list[dict[str, Any]]:
    """What check tells of a folder that no command takes; build and figures refuse it with the same codes in English."""
    before = contents(folder)
    checked = run("check", folder, "--format", "json")
    assert (checked.returncode, checked.stderr) == (2, "")
    document = json.loads(checked.stdout)
    found: list[dict[str, Any]] = document["diagnostics"]
    assert document["format"] == 1
    assert found
    output = folder.parent / "out"
    commands: list[list[str | Path]] = [["build", folder, "--format", "html", "--output", output], ["figures", folder]]
    for arguments in commands:
        done = run_here(*arguments, lang="en")
        assert (done.returncode, done.stdout) == (2, "")
        told = re.findall(r"error (L\d{3}): (.*)", done.stderr)
        assert [code for code, _ in told] == [diagnostic["code"] for diagnostic in found]
        for _, message in told:
            assert re.search("[a-z]{3}", message), message
    for diagnostic in found:
        assert diagnostic["level"] == "error"
        assert HAN.search(diagnostic["message"]), diagnostic
    assert not output.exists()
    assert contents(folder) == before
    return found


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_refused_with_its_place(case: Path, tmp_path: Path) -> None:
    folder = copied(CORPUS / "good" / "small", tmp_path / "budget", case)
    (folder / "expected.json").unlink()
    expected = json.loads((case / "expected.json").read_text(encoding="utf-8"))
    found = refused(folder)
    places = [(d["code"], d["file"], d["line"], d["column"]) for d in found]
    assert sorted(places, key=str) == sorted(
        ((e["code"], e["file"], e.get("line"), e.get("column")) for e in expected), key=str
    )
    values = [(d["code"], d["value"]) for d in found]
    assert {(e["code"], e["value"]) for e in expected if "value" in e} <= set(values)
    for entry in expected:
        if "expected" in entry:
            advice = [d["expected"] for d in found if (d["code"], d["value"]) == (entry["code"], entry.get("value"))]
            assert any(entry["expected"] in text for text in advice), advice


def test_the_corpus_is_there() -> None:
    codes = {entry["code"] for case in CASES for entry in json.loads((case / "expected.json").read_text("utf-8"))}
    assert len(CASES) >= 60
    assert len(codes) >= 55


@pytest.mark.parametrize("command", ["build", "check", "figures"])
def test_what_is_no_budget_at_all(command: str, tmp_path: Path) -> None:
    for path in (tmp_path / "nowhere", tmp_path):
        done = run(command, path, lang="en")
        assert done.returncode == 2
        assert str(path) in (done.stdout if command == "check" else done.stderr)
        assert "Traceback" not in done.stderr


def test_pdf_too_is_not_written(small: Path) -> None:
    """With the page engine in a process of its own a refusal ends both."""
    change(small / "budget.yaml", ("year: 2024", "year: 2O24"))
    done = run("build", small, "--output", small.parent / "out")
    assert (done.returncode, done.stdout) == (2, "")
    assert "budget.yaml:2:7: 错误 L034" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (small.parent / "out").exists()


def test_several_mistakes_are_told_at_once(small: Path) -> None:
    change(small / "budget.yaml", ("type: 行政", "type: 企业"), ("name: 场馆", "nome: 场馆"))
    change(small / "lines.csv", ("30101", "30197"))
    found = {(d["code"], d["file"]) for d in refused(small)}
    assert {("L037", "budget.yaml"), ("L020", "budget.yaml"), ("L266", "lines.csv")} <= found


def as_workbook(folder: Path) -> Path:
    """The tables of a budget folder as sheets of one workbook, which budget.yaml then names."""
    book = Workbook()
    assert book.active is not None
    book.remove(book.active)
    for name, title in (("lines", "明细"), ("income", "收入")):
        sheet = book.create_sheet(title)
        with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
            for row in csv.reader(stream):
                sheet.append([float(cell) if re.fullmatch(r"\d+\.\d\d", cell) else cell or None for cell in row])
        change(folder / "budget.yaml", (f"{name}.csv", f"budget.xlsx#{title}"))
    book.save(folder / "budget.xlsx")
    return folder / "budget.xlsx"


def amount(value: object) -> Callable[[Any], None]:
    def put(book: Any) -> None:
        book["明细"]["H3"] = value

    return put


def merge(book: Any) -> None:
    book["明细"].merge_cells("A2:A3")


def rename(book: Any) -> None:
    book["明细"].title = "明细表"


def total(book: Any) -> None:
    book["明细"].append(["合计", None, None, None, None, None, None, 1500000])


def second_heading(book: Any) -> None:
    book["明细"]["I1"] = "金额"


WORKBOOKS: dict[str, tuple[Callable[[Any], None], str, str | None]] = {
    "merged cells": (merge, "L227", "A2"),
    "an error cell": (amount("#N/A"), "L228", "H3"),
    "a boolean": (amount(True), "L241", "H3"),
    "a negative amount": (amount(-5), "L241", "H3"),
    "a formula without value": (amount("=SUM(1,2)"), "L229", "H3"),
    "a text": (amount("三十万"), "L241", "H3"),
    "no such sheet": (rename, "L226", None),
    "a row of totals": (total, "L212", "A5"),
    "a column twice": (second_heading, "L210", "I1"),
}


@pytest.mark.parametrize("name", WORKBOOKS)
def test_workbook_refused_with_sheet_and_cell(name: str, small: Path) -> None:
    mutate, code, cell = WORKBOOKS[name]
    path = as_workbook(small)
    assert run("check", small).returncode == 0
    book = load_workbook(path)
    mutate(book)
    book.save(path)
    first = refused(small)[0]
    assert (first["code"], first["file"], first["cell"]) == (code, "budget.xlsx", cell)
    if cell is not None:
        assert (first["sheet"], first["line"]) == ("明细", None)


def test_workbook_that_is_none(small: Path) -> None:
    path = as_workbook(small)
    path.write_bytes(b"PK\x03\x04 not really")
    assert refused(small)[0]["code"] == "L221"
    path.write_bytes(bytes.fromhex("d0cf11e0a1b11ae1") + b"\x00" * 600)
    assert refused(small)[0]["code"] == "L222"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("hello.txt", "hello")
    assert refused(small)[0]["code"] == "L221"
