"""The PDF keeps PDF/A-3a and PDF/UA-1: what validators say, and what a screen reader gets.

REPORTGEN_STANDARD_BUDGETS sets how many random budgets are built and validated.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import page as validators
import pikepdf
import pytest

from tests.acceptance.conftest import REFERENCE, ROOT, Made
from tests.support.budgets import write_budget
from tests.support.command import run
from tests.support.page import Report, squeezed, text
from tests.support.pdf_structure import Structure, Tag, column_counts

RANDOM = [f"random-{seed}" for seed in range(int(os.environ.get("REPORTGEN_STANDARD_BUDGETS", "2")))]
BUILDS = ["reference", "minimal", "draft", *RANDOM]
SEMANTIC = {"FIG-012", "ORD-001", "TBL-012", "TBL-013", "TBL-014"}
"""Its warnings that are guesses, made for other reports: that words without Latin letters are no language, that blank
cells, tables close to each other and grids over several pages are no tables, that text is drawn in another order."""


def build(name: str) -> Callable[[Path], None]:
    """The maker of a build of that name: an example, a draft that tells its findings, or a random budget."""

    def make(folder: Path) -> None:
        budget, options = ROOT / "examples" / name, []
        if name == "draft":
            budget, options = REFERENCE, ["--draft"]
        elif name in RANDOM:
            budget = folder / "budget"
            write_budget(budget, int(name.rpartition("-")[2]))
        done = run("build", budget, "--output", folder / "out", *options)
        assert done.returncode == 0, done.stderr

    return make


@pytest.fixture(scope="module", params=BUILDS)
def which(request: pytest.FixtureRequest) -> str:
    name: str = request.param
    return name


@pytest.fixture(scope="module")
def folder(which: str, made: Made) -> Path:
    """The folder with the report in both formats."""
    return made(f"standard-{which}", build(which)) / "out"


@pytest.fixture(scope="module")
def pdf(folder: Path) -> Path:
    (found,) = folder.glob("*.pdf")
    return found


@pytest.fixture(scope="module")
def structure(pdf: Path) -> Structure:
    return Structure(pikepdf.open(pdf))


@pytest.fixture(scope="module")
def report(folder: Path) -> Report:
    (found,) = folder.glob("*.html")
    return Report.read(found)


@pytest.mark.parametrize("profile", ["PDF_A_3A", "PDF_UA_1"])
def test_a_validator_finds_no_failure(pdf: Path, profile: str) -> None:
    found = validators.validate_pdf(pdf, profile=validators.ValidationProfile[profile])
    assert [(failure.rule_id, failure.message) for failure in found.failures] == []
    assert found.is_compliant


def test_a_second_reader_finds_no_error(pdf: Path, tmp_path: Path) -> None:
    told = tmp_path / "told.json"
    command = [sys.executable, "-c", "from outloud.cli import main; main()", "--json", told, "--no-info", pdf]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
    (result,) = json.loads(told.read_text(encoding="utf-8"))["results"]
    assert result["counts"]["error"] == 0
    assert [finding for finding in result["findings"] if finding["rule"] not in SEMANTIC] == []


@pytest.mark.parametrize("flavour", ["3a", "ua1"])
def test_verapdf_agrees_where_it_is_installed(pdf: Path, flavour: str) -> None:
    program = shutil.which("verapdf")
    if program is None:
        pytest.skip("verapdf is not installed")
    done = subprocess.run([program, "--flavour", flavour, "--format", "json", pdf], capture_output=True, check=False)
    (job,) = json.loads(done.stdout)["report"]["jobs"]
    result = job["validationResult"]
    assert all(each["compliant"] for each in (result if isinstance(result, list) else [result])), result


def test_nothing_is_read_out_twice_or_never(structure: Structure) -> None:
    assert structure.stray == []
    claimed = list(structure.top.marks())
    assert len(claimed) > 200
    assert sorted(claimed) == sorted(structure.marked) == sorted(set(claimed))
    parents = structure.parents()
    for tag in structure.top.walk():
        for index, number in [kid for kid in tag.kids if not isinstance(kid, Tag)]:
            assert parents[index][number].objgen == tag.entry.objgen


def test_what_is_read_out_is_the_page_in_its_order(which: str, structure: Structure, report: Report) -> None:
    """In a draft, the numbers of the findings stand where the screen has notes, the cover bears the mark, and evidence is a list."""
    spoken, at, between = structure.top.text, 0, []
    for piece in pieces(report):
        found = spoken.find(piece, at)
        assert found >= 0, f"not read out, or out of order: {piece}"
        between.append(spoken[at:found])
        at = found + len(piece)
    assert at == len(spoken)
    following = [pair for tag in structure.top.walk() for pair in pairwise(tag.below)]
    lists = [after.text for chart, after in following if chart.role == "Div"]  # on the screen these are tables
    others = [gap for gap in between if gap and not gap.isdigit() and gap not in lists]  # digits: of the contents
    if which == "draft":
        marks = re.compile(r"(草稿版本[0-9a-f]+)?(\[\d+\])*•?")
        assert sum(gap.count("[") for gap in others) > 40
        others = [gap for gap in others if not marks.fullmatch(gap)]
    assert others == []


def pieces(report: Report) -> list[str]:
    """The texts of the page in order, without blanks: headings, paragraphs, cells, terms, captions; no charts."""
    return [piece for element in printed_elements(report.root) if (piece := squeezed(text(element)))]


def printed_elements(element: Any) -> Iterator[Any]:
    """Those that hold text of their own and are printed, too."""
    if element.get("class", "").split()[:1] in (["finding-notes"], ["draft-mark"]):
        return
    if element.tag in ("h1", "h2", "h3", "h4", "p", "li", "th", "td", "dt", "dd", "figcaption"):
        yield element
    elif element.tag == "nav":
        yield from (part for part in element.iter() if part.tag in ("h2", "a"))
    elif element.tag == "caption":
        spans = [part for part in element.iter() if part.tag in ("span", "p") and part.get("class") != "field-name"]
        names = [part.get("class") for part in spans]
        yield from (part for part in spans if "table-department" not in names or part.get("class") != "table-title")
        yield from () if spans else (element,)
    elif element.tag not in ("head", "details", "svg", "script", "button"):
        for child in element:
            yield from printed_elements(child)


def test_tables_have_headers_and_no_holes(structure: Structure, report: Report) -> None:
    tables = structure.top.find("Table")
    pages = [table for table in report.root.iter("table") if table.get("class") in ("budget", "indicators", "ledger")]
    assert len(tables) == len(pages) >= 11
    for table in tables:
        assert len(set(column_counts(table))) == 1, table.text[:60]
        assert [part.role for part in table.below[:2]] == ["Caption", "THead"]
        assert {part.role for part in table.below[2:]} == {"TBody"}
        heads = table.below[1].find("TH")
        assert heads
        assert {head.attribute("Scope") for head in heads} == {"Column"}
        assert {head.attribute("Scope") for head in table.find("TH")} <= {"Column", "Row"}
        assert "" not in {head.text for head in table.find("TH")}


def test_rows_are_headed_by_their_name(structure: Structure) -> None:
    tables = structure.top.find("Table")
    for number in (2, 3, 5, 6):
        rows = tables[number - 1].below[2].below
        names = [[cell.text for cell in row.below if cell.attribute("Scope") == "Row"] for row in rows]
        assert len(rows) == 1 or {len(name) for name in names} == {1}, number
        assert len(rows) == 1 or names[0] == ["总计"]


def test_headings_skip_no_level(structure: Structure) -> None:
    levels = [int(tag.role[1]) for tag in structure.top.walk() if tag.role in {f"H{level}" for level in range(1, 7)}]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert len(levels) > 20
    assert all(below <= above + 1 for above, below in pairwise(levels))


def test_figures_links_and_lists(structure: Structure) -> None:
    assert all(len(tag.alt) > 10 for tag in structure.top.find("Figure"))
    links = structure.top.find("Link")
    assert len(links) >= 20
    parents = structure.parents()
    annotations = [note for sheet in structure.file.pages for note in sheet.get("/Annots", [])]
    assert len(annotations) == sum(len(link.links) for link in links)
    for link in links:
        assert link.links
        for note in link.links:
            assert str(note.Contents).startswith("跳转到：")
            assert parents[int(note.StructParent)].objgen == link.entry.objgen
            assert int(note.F) == 4
    for item in structure.top.find("LI"):
        assert item.parent is not None
        assert item.parent.role == "L"
        assert [part.role for part in item.below] in (["LBody"], ["Lbl", "LBody"])
    assert all(tag.parent is not None and tag.parent.role == "TOC" for tag in structure.top.find("TOCI"))


def test_fonts_can_be_read_and_nothing_runs(structure: Structure) -> None:
    fonts = [
        entry for entry in structure.file.objects if isinstance(entry, pikepdf.Dictionary) and "/BaseFont" in entry
    ]
    assert [entry for entry in fonts if "/DescendantFonts" in entry and "/ToUnicode" not in entry] == []
    assert [entry for entry in fonts if "/FontDescriptor" in entry and "/FontFile2" not in entry.FontDescriptor] == []
    root = structure.file.Root
    assert not {"/OpenAction", "/AA", "/AcroForm"} & set(root.keys())
    assert "/JavaScript" not in root.Names
    assert str(root.Lang) == "zh-CN"


def test_the_figures_go_along(structure: Structure) -> None:
    (figures,) = structure.file.Root.AF
    assert str(figures.AFRelationship) == "/Data"
    assert str(figures.UF).endswith(".csv")
    assert "公开的全部数据" in str(figures.Desc)
    assert figures.EF.F.read_bytes().decode("utf-8-sig").startswith("key,label,value,text,unit,formula\r\n")
