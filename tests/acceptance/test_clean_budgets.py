"""Complete, consistent budgets of very different departments: a checker has nothing to say, and the report is made."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportgen.check import run
from reportgen.compute import disclose
from reportgen.load import load_budget
from tests.acceptance.conftest import CORPUS, run_here

CLEAN = sorted(path.parent for path in (CORPUS / "clean").rglob("budget.yaml"))
BUILT = ("court", "education", "last-year/2024", "new-department", "transport", "workbook")


def test_the_corpus_is_there() -> None:
    assert len(CLEAN) >= 12


@pytest.mark.parametrize("folder", CLEAN, ids=lambda folder: str(folder.relative_to(CORPUS / "clean")))
def test_no_error_and_no_warning(folder: Path) -> None:
    disclosure = disclose(load_budget(folder / "budget.yaml"))
    found = run(disclosure.budget, disclosure)
    assert [(d.code, d.message) for d in found if d.level != "info"] == []


@pytest.mark.parametrize("name", BUILT)
def test_the_report_is_made(name: str, tmp_path: Path) -> None:
    done = run_here("build", CORPUS / "clean" / name, "--format", "html", "--output", tmp_path / "out")
    assert done.returncode == 0, done.stderr
    (page,) = (tmp_path / "out").glob("disclosure-*.html")
    assert page.stat().st_size > 50_000
