"""Builds that many acceptance tests look at: each is made once a session, also when the session runs in several processes."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from functools import cache
from io import StringIO
from pathlib import Path
from typing import NamedTuple

import pytest

from reportgen.cli.main import run as run_in_this_process
from tests.acceptance.pdf_reader import Pdf
from tests.support.budgets import write_budget
from tests.support.command import run
from tests.support.page import Report

ROOT = Path(__file__).parents[2]
REFERENCE = ROOT / "examples" / "reference"
CORPUS = ROOT / "tests" / "corpus"

Made = Callable[[str, Callable[[Path], None]], Path]
"""Name and maker of a folder → the folder, made."""


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """Makes a folder once for all processes of the session: the first one makes it, the others wait for it."""
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base

    @cache
    def make_once(name: str, make: Callable[[Path], None]) -> Path:
        folder = shared / f"made-{name}"
        try:
            folder.mkdir()
        except FileExistsError:
            _wait_for(folder / ".done")
            return folder
        make(folder)
        (folder / ".done").touch()
        return folder

    return make_once


def _wait_for(path: Path, seconds: float = 120) -> None:
    end = time.monotonic() + seconds
    while not path.exists():
        assert time.monotonic() < end, f"{path.parent} was not made"
        time.sleep(0.1)


def _build_reference(folder: Path) -> None:
    done = run("build", REFERENCE, "--output", folder / "out")
    assert done.returncode == 0, done.stderr
    listed = run("figures", REFERENCE, "--format", "json")
    assert listed.returncode == 0, listed.stderr
    (folder / "figures.json").write_text(listed.stdout, encoding="utf-8")


def _build_wide(folder: Path) -> None:
    """Amounts of up to 10^15 分 from every source, eight units, names of 60 characters."""
    write_budget(
        folder / "budget", 5, year=2024, units=8, codes=24, projects=18, amounts="huge", amount_unit="元",
        long_names=True, government_fund=True, state_capital=True, transfers=True, fiscal_account=True, own_funds=True,
        carry_over=True, prior="rows", withheld=False, words=True, indicators=True,
    )  # fmt: skip
    done = run("build", folder / "budget", "--output", folder / "out")
    assert done.returncode == 0, done.stderr


@pytest.fixture(scope="session")
def reference_files(made: Made) -> Path:
    """A folder with ``out`` (the reference report in both formats) and ``figures.json`` (its figures)."""
    return made("reference", _build_reference)


@pytest.fixture(scope="session")
def reference_report(reference_files: Path) -> Report:
    return Report.read(reference_files / "out" / "disclosure-2024.html")


@pytest.fixture(scope="session")
def reference_pdf(reference_files: Path) -> Pdf:
    return Pdf(reference_files / "out" / "disclosure-2024.pdf")


def _build_small(folder: Path) -> None:
    done = run("build", CORPUS / "good" / "small", "--output", folder / "out")
    assert done.returncode == 0, done.stderr


@pytest.fixture(scope="session")
def small_files(made: Made) -> Path:
    """The folder with the report of the small budget in both formats; copy it before changing anything."""
    return made("small", _build_small) / "out"


@pytest.fixture(scope="session")
def wide_report(made: Made) -> Report:
    return Report.read(made("wide", _build_wide) / "out" / "disclosure-2024.html")


@pytest.fixture(scope="session")
def wide_pdf(made: Made) -> Pdf:
    return Pdf(made("wide", _build_wide) / "out" / "disclosure-2024.pdf")


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A copy of the small budget of the corpus, to change."""
    return copied(CORPUS / "good" / "small", tmp_path / "budget")


@pytest.fixture
def reference(tmp_path: Path) -> Path:
    """A copy of the reference budget, to change."""
    return copied(REFERENCE, tmp_path / "budget")


class Done(NamedTuple):
    """Exit code and output of a command."""

    returncode: int
    stdout: str
    stderr: str


def run_here(*arguments: str | Path, lang: str = "zh") -> Done:
    """One run of the command in this process, without a second one: for the many runs whose start would cost most.

    What is unforeseen raises, as with REPORTGEN_DEBUG.
    """
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(StringIO()) as out, redirect_stderr(StringIO()) as err:
        patch.setenv("REPORTGEN_LANG", lang)
        patch.setenv("REPORTGEN_PROCESSES", "1")
        patch.setenv("REPORTGEN_DEBUG", "1")
        code = run_in_this_process(list(map(str, arguments)))
    return Done(code, out.getvalue(), err.getvalue())


def copied(source: Path, folder: Path, *changes: Path) -> Path:
    """A copy of a budget folder, the files of ``changes`` laid over it."""
    for origin in (source, *changes):
        shutil.copytree(origin, folder, dirs_exist_ok=True)
    return folder


def change(path: Path, *replacements: tuple[str, str]) -> None:
    """Replace pieces of a UTF-8 file; each must be there."""
    text = path.read_text(encoding="utf-8")
    for old, new in replacements:
        assert old in text, old
        text = text.replace(old, new, 1)
    path.write_text(text, encoding="utf-8")


def contents(folder: Path) -> dict[str, bytes]:
    """Every file below a folder."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def built(budget: Path, output: Path, *options: str, year: int = 2024) -> Report:
    """The report of a budget as HTML alone, which is quick."""
    done = run("build", budget, "--format", "html", "--output", output, *options)
    assert done.returncode == 0, done.stderr
    return Report.read(output / f"disclosure-{year}.html")


def figures(report: Report) -> dict[str, tuple[str, str]]:
    """Key → value and printed text of every figure on the page."""
    return {figure.key: (figure.value, figure.text) for figure in report.figures()}


def own_file(folder: Path, name: str, body: str) -> None:
    """Put a file into the department's own templates, and name these in budget.yaml."""
    (folder / "own").mkdir(exist_ok=True)
    (folder / "own" / name).write_text(body, encoding="utf-8")
    budget = folder / "budget.yaml"
    if "templates: own" not in budget.read_text(encoding="utf-8"):
        with budget.open("a", encoding="utf-8") as stream:
            stream.write("\ntemplates: own\n")
