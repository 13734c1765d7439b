"""``reportgen build --draft``: what check found beside the page and in the appendix, and the ledger on the last page."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from xml.etree.ElementTree import Element

import pytest

from reportgen.check import run as check
from reportgen.check.ledger import ledger
from reportgen.compute import disclose
from reportgen.load import load_budget
from reportgen.model.diagnostic import Diagnostic
from reportgen.model.ledger import LedgerEntry
from tests.acceptance.conftest import REFERENCE, Made, change, figures, run_here
from tests.acceptance.pdf_reader import Pdf
from tests.support.command import run
from tests.support.page import Report, squeezed, text

OWN_FUNDS = "多渠道拓展经营业务，事业单位经营收入"
BESIDE = {
    "E05": ("statement-2", "单位资金 1,940.10"),
    "N21": ("statement-7", "（一）项目名称：机关业务补助经费"),
    "N43": ("statement-12", "部门整体绩效目标表"),
}
"""Code of a fault put in → the section that it stands in, and words of what it stands beside."""


def _build_faulty(folder: Path) -> None:
    """The reference with a direction word, an item of an allocation and a weight changed; its draft in ``out``."""
    shutil.copytree(REFERENCE, folder / "budget")
    change(
        folder / "budget" / "budget.yaml",
        (f"{OWN_FUNDS}增长", f"{OWN_FUNDS}减少"),
        ("amount: 756400", "amount: 766400"),
    )
    change(folder / "budget" / "indicators.csv", (",,18,,", ",,19,,"))
    done = run("build", folder / "budget", "--draft", "--output", folder / "out")
    assert done.returncode == 0, done.stderr


@pytest.fixture(scope="session")
def faulty(made: Made) -> Path:
    return made("faulty", _build_faulty)


@pytest.fixture(scope="session")
def report(faulty: Path) -> Report:
    return Report.read(faulty / "out" / "disclosure-2024.html")


@pytest.fixture(scope="session")
def pdf(faulty: Path) -> Pdf:
    return Pdf(faulty / "out" / "disclosure-2024.pdf")


@pytest.fixture
def expected(faulty: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[tuple[Diagnostic, ...], tuple[LedgerEntry, ...]]:
    """What check says of the faulty budget, and its ledger."""
    monkeypatch.setenv("REPORTGEN_LANG", "zh")
    budget = load_budget(faulty / "budget" / "budget.yaml")
    disclosure = disclose(budget)
    diagnostics = check(budget, disclosure)
    return diagnostics, ledger(budget, disclosure, diagnostics)


def classed(element: Element, name: str) -> list[Element]:
    return [child for child in element.iter() if name in (child.get("class") or "").split()]


def section_ids(report: Report) -> dict[Element, str]:
    """Every element in a section with an id → the id of the innermost one."""
    found: dict[Element, str] = {}
    for section in report.root.iter("section"):
        if id := section.get("id"):
            found |= dict.fromkeys(section.iter(), id)
    return found


def test_every_finding_is_in_the_appendix_of_both_files(
    report: Report, pdf: Pdf, expected: tuple[tuple[Diagnostic, ...], tuple[LedgerEntry, ...]]
) -> None:
    diagnostics, _ = expected
    assert {"E05", "N21", "N43"} <= {found.code for found in diagnostics if found.level == "error"}
    assert len(classed(report.by_id("findings"), "finding")) == len(diagnostics)
    on_screen, on_paper = squeezed(text(report.by_id("findings"))), squeezed(pdf.text)
    for found in diagnostics:
        assert squeezed(found.message) in on_screen
        assert found.place is None or squeezed(str(found.place)) in on_screen
    codes = [text(code) for code in classed(report.by_id("findings"), "finding-code")]
    assert sorted(codes) == sorted(found.code for found in diagnostics)
    for found in diagnostics:
        if found.level == "error":
            assert found.code in on_paper
            assert squeezed(found.message)[:12] in on_paper
    assert f"检查共有{len(diagnostics)}条发现" in on_paper


def test_the_ledger_is_whole_in_both_files_and_ends_them(
    report: Report, pdf: Pdf, expected: tuple[tuple[Diagnostic, ...], tuple[LedgerEntry, ...]]
) -> None:
    _, entries = expected
    assert len(entries) > 50
    assert {"met", "not-met", "not-applicable", "not-checked"} == {entry.status for entry in entries}
    assert list(next(report.root.iter("main")))[-1] is report.by_id("ledger")
    rows = [[text(cell) for cell in row.iter("td")] for row in report.by_id("ledger").iter("tr")]
    words = {"met": "做到", "not-met": "未做到", "not-applicable": "不适用", "not-checked": "未检查"}
    told = [(row[0], row[1], row[5]) for row in rows if len(row) == 6]
    assert told == [(entry.id, " ".join(entry.demand.split()), words[entry.status]) for entry in entries]

    bookmarks = pdf.bookmarks()
    assert [mark.title for mark in bookmarks if mark.level == 1][-2:] == ["附录一 检查发现", "附录二 公开义务对照表"]
    assert bookmarks[-1].title == "附录二 公开义务对照表"
    pages = pdf.text.split("\f")[:-1]
    on_paper = squeezed("".join(pages[bookmarks[-1].page - 1 :]))
    assert all(squeezed(entry.id) in on_paper for entry in entries)
    last = squeezed(pages[-1])
    assert squeezed(entries[-1].id) in last
    assert words[entries[-1].status] in last


def test_each_fault_is_told_beside_what_it_is_about(report: Report) -> None:
    parents = {child: parent for parent in report.root.iter() for child in parent}
    sections = section_ids(report)
    for code, (section, words) in BESIDE.items():
        notes = [note for note in classed(report.root, "finding-note") if code in text(note).split()]
        assert section in [sections[note] for note in notes], code
        note = next(note for note in notes if sections[note] == section)
        box = parents[note]
        siblings = list(parents[box])
        assert words in text(siblings[siblings.index(box) - 1]), code
        number = text(classed(note, "finding-number")[0])
        assert [link.get("href") for link in note.iter("a")] == [f"#finding-{number}"]
        assert f"#{note.get('id')}" in {mark.get("href") for mark in classed(report.root, "finding-mark")}
        assert code in text(report.by_id(f"finding-{number}"))


def test_figures_and_cells_are_those_of_a_final_report(report: Report, reference_report: Report) -> None:
    """Marks hold no text; of the cells only the weight was changed."""
    assert figures(report) == figures(reference_report)
    for number in range(1, 12):
        assert report.rows(number) == reference_report.rows(number)
    before = [cell for table in reference_report.indicator_tables() for row in table for cell in row]
    after = [cell for table in report.indicator_tables() for row in table for cell in row]
    assert [(old, new) for old, new in zip(before, after, strict=True) if old != new] == [("18", "19")]


def test_links_of_the_draft_lead_somewhere(report: Report) -> None:
    ids = [element.get("id") for element in report.root.iter() if element.get("id")]
    assert len(ids) == len(set(ids))
    assert {link.get("href", "")[1:] for link in report.root.iter("a")} <= set(ids)


def test_a_final_report_has_no_trace(reference_report: Report, reference_pdf: Pdf) -> None:
    page = re.sub("<style>.*?</style>", "", reference_report.html, flags=re.DOTALL)
    for word in ("finding", "附录", "ledger"):
        assert word not in page
    assert "附录" not in squeezed(reference_pdf.text)


def test_errors_stop_what_is_no_draft(faulty: Path, tmp_path: Path) -> None:
    done = run_here("build", faulty / "budget", "--format", "html", "--output", tmp_path / "out")
    assert (done.returncode, done.stdout) == (1, "")
    assert "错误 N21" in done.stderr
    assert not (tmp_path / "out").exists()


def test_accepted_findings_are_listed_with_their_reason(small: Path, tmp_path: Path) -> None:
    change(small / "income.csv", ("1500000.00", "1500001.00"))
    with (small / "budget.yaml").open("a", encoding="utf-8") as stream:
        stream.write("\naccept:\n  - {code: R01, reason: 尾数待财政部门核定}\n")
    done = run_here("build", small, "--draft", "--format", "html", "--output", tmp_path / "out")
    assert done.returncode == 0, done.stderr
    page = Report.read(tmp_path / "out" / "disclosure-2024.html")
    heading = page.by_id("findings-accepted")
    assert text(heading) == "已接受"
    items = [item for item in classed(page.by_id("findings"), "finding") if "R01" in text(item)]
    assert items
    assert all("已接受" in text(item) and "尾数待财政部门核定" in text(item) for item in items)
