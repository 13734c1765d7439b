"""``reportgen build``: what it writes, and when it writes nothing."""

from __future__ import annotations

import hashlib
import json
import re
import subprocess
from pathlib import Path

import pytest

from tests.acceptance.conftest import CORPUS, ROOT, built, change, contents, copied, figures, own_file, run_here
from tests.acceptance.pdf_reader import Pdf
from tests.support.command import run
from tests.support.page import Report, squeezed, text

FILES = {"disclosure-2024.html", "disclosure-2024.pdf", "manifest.json"}


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


# What is written


def test_files_and_manifest(reference_files: Path) -> None:
    output = reference_files / "out"
    assert names(output) == FILES
    manifest = json.loads((output / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["format"] == 1
    assert manifest["year"] == 2024
    assert [entry["name"] for entry in manifest["files"]] == ["disclosure-2024.html", "disclosure-2024.pdf"]
    for entry in manifest["files"]:
        data = (output / entry["name"]).read_bytes()
        assert entry["sha256"] == hashlib.sha256(data).hexdigest()


def test_the_page_asks_for_nothing(reference_report: Report) -> None:
    """One self-contained file: no element loads anything, and links stay on the page."""
    for element in reference_report.root.iter():
        for name in ("src", "srcset", "data", "poster", "background"):
            assert element.get(name) is None, element.tag
        address = element.get("href") or element.get("{http://www.w3.org/1999/xlink}href") or "#"
        assert address.startswith("#"), address
    assert not re.search(r"@import|url\(\s*['\"]?(?!#)", reference_report.html)
    assert reference_report.html.count("<script") == 2  # its own script and the data of it


def test_figure_ids_stand_once(reference_report: Report) -> None:
    """The id of a figure is its key, on the first occurrence alone."""
    seen: set[str] = set()
    for element in reference_report.root.iter("data"):
        key = element.get("data-key")
        assert key is not None
        assert element.get("id") == (None if key in seen else key)
        seen.add(key)
    assert len(seen) > 500


def test_html_alone(small: Path, tmp_path: Path) -> None:
    built(small, tmp_path / "out")
    assert names(tmp_path / "out") == {"disclosure-2024.html", "manifest.json"}
    manifest = json.loads((tmp_path / "out" / "manifest.json").read_text(encoding="utf-8"))
    assert [entry["name"] for entry in manifest["files"]] == ["disclosure-2024.html"]


def test_pdf_alone_into_the_default_folder(small: Path, tmp_path: Path) -> None:
    done = run("build", small, "--format", "pdf", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (0, "")
    assert names(tmp_path / "out") == {"disclosure-2024.pdf", "manifest.json"}


def test_formats_are_cleared_away_together(small: Path, small_files: Path, tmp_path: Path) -> None:
    """A file of an earlier build that this one does not make is not left beside the new manifest; strangers' files are."""
    output = tmp_path / "out"
    output.mkdir()
    stranger = {"notes.txt": b"mine", "disclosure-2023.pdf": b"last year's", ".hidden": b"x"}
    for name, data in stranger.items():
        (output / name).write_bytes(data)
    (output / "folder").mkdir()
    copied(small_files, output)
    done = run("build", small, "--output", output)
    assert done.returncode == 0
    assert contents(small_files).items() <= contents(output).items()
    assert names(output) == FILES | stranger.keys() | {"folder"}
    built(small, output)
    assert names(output) == {"disclosure-2024.html", "manifest.json", "folder"} | stranger.keys()
    assert {name: (output / name).read_bytes() for name in stranger} == stranger


def test_minimal_example(tmp_path: Path) -> None:
    done = run("build", ROOT / "examples" / "minimal" / "budget.yaml", "--output", tmp_path / "out")
    assert done.returncode == 0, done.stderr
    assert done.stdout == ""
    report = Report.read(tmp_path / "out" / "disclosure-2025.html")
    assert figures(report)["t1/total-income/amount"] == ("818000.00", "81.80")
    assert figures(report)["t1/207/amount"] == ("650000.00", "65.00")
    assert "81.80" in Pdf(tmp_path / "out" / "disclosure-2025.pdf").text


def test_init_builds_at_once(tmp_path: Path) -> None:
    """With CSV tables and with a workbook, to the same figures; a folder that has one already is left alone."""
    reports = []
    for kind, options in (("csv", []), ("xlsx", ["--workbook"])):
        folder = tmp_path / kind
        done = run("init", folder, *options)
        assert (done.returncode, done.stdout) == (0, "")
        assert ("budget.xlsx" in names(folder)) == (kind == "xlsx")
        assert ("lines.csv" in names(folder)) == (kind == "csv")
        reports.append(built(folder, tmp_path / f"out-{kind}", year=2025))
        before = contents(folder)
        assert run("init", folder, *options).returncode == 2
        assert contents(folder) == before
    assert len(figures(reports[0])) > 50
    assert figures(reports[0]) == figures(reports[1])


# When nothing is written


def unbalance(folder: Path) -> None:
    """A finding of level error: income and expenditure differ."""
    change(folder / "income.csv", ("1500000.00", "1500001.00"))


def test_findings_stop_a_build(small: Path, tmp_path: Path) -> None:
    unbalance(small)
    done = run("build", small, "--output", tmp_path / "out")
    assert (done.returncode, done.stdout) == (1, "")
    assert "错误 R01" in done.stderr
    assert not (tmp_path / "out").exists()


def test_wrong_usage(small: Path, tmp_path: Path) -> None:
    for options in (["--format", "html,docx"], ["--format", ""], ["--frmat", "html"], ["--layout", "five-part"]):
        done = run("build", small, "--output", tmp_path / "out", *options)
        assert (done.returncode, done.stdout) == (2, ""), options
        assert "Traceback" not in done.stderr
    assert "five-part" in done.stderr
    assert "four-part" in done.stderr
    change(small / "budget.yaml", ("year: 2024", "layout: four-parts\nyear: 2024"))
    done = run("build", small, "--output", tmp_path / "out")
    assert done.returncode == 2
    assert "four-parts" in done.stderr
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("template", "code"), [("{{ nothing_of_that_name }}", 3), ("{% if %}", 2), ("{{ 1 / 0 }}", 3)], ids=str
)
def test_an_old_report_survives_a_failed_build(
    template: str, code: int, small: Path, small_files: Path, tmp_path: Path
) -> None:
    output = copied(small_files, tmp_path / "out")
    before = contents(output)
    own_file(small, "glossary.html.j2", template)
    for done in (
        run_here("build", small, "--output", output, "--format", "html"),
        run("build", small, "--output", output),
    ):
        assert (done.returncode, done.stdout) == (code, ""), done.stderr
        assert "own/glossary.html.j2" in done.stderr
        assert "Traceback" not in done.stderr
        assert contents(output) == before
        assert names(output) == FILES


def test_an_old_report_survives_bad_input_and_findings(small: Path, small_files: Path, tmp_path: Path) -> None:
    output = copied(small_files, tmp_path / "out")
    before = contents(output)
    unbalance(small)
    assert run("build", small, "--output", output).returncode == 1
    change(small / "income.csv", ("1500001.00", "1500001.0O"))
    assert run("build", small, "--output", output).returncode == 2
    assert contents(output) == before


@pytest.mark.parametrize("where", ["2024", "2024/tables", "2024/own", "2023", "codes"])
def test_a_folder_that_holds_inputs_is_refused(where: str, tmp_path: Path) -> None:
    """The budget's own folder, those of its tables, templates and codes, and that of last year's budget."""
    copied(CORPUS / "good" / "last-year", tmp_path)
    budget = tmp_path / "2024"
    (budget / "tables").mkdir()
    for name in ("lines.csv", "income.csv"):
        (budget / name).rename(budget / "tables" / name)
        change(budget / "budget.yaml", (name, f"tables/{name}"))
    own_file(budget, "phrases.yaml", "draft: 草稿\n")
    (tmp_path / "2023" / "budget.yaml").rename(tmp_path / "2023" / "last.yaml")
    change(budget / "budget.yaml", ("2023/budget.yaml", "2023/last.yaml"))
    if where == "codes":
        where = "2024/codes"
        (tmp_path / where).mkdir()
        (tmp_path / where / "codes.csv").write_text("code,name\n2070308,群众性体育\n", encoding="utf-8")
        change(budget / "budget.yaml", ("year: 2024", "year: 2024\ncodes: codes/codes.csv"))
    before = contents(tmp_path)
    done = run("build", budget, "--format", "html", "--output", tmp_path / where)
    assert done.returncode == 2
    assert str(tmp_path / where) in done.stderr
    assert contents(tmp_path) == before
    done = run("build", tmp_path / "2024", "--format", "html", "--output", ".", cwd=tmp_path / where)
    assert done.returncode == 2
    assert contents(tmp_path) == before


def test_a_place_that_cannot_be_written(small: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("taken", encoding="utf-8")
    for output in (tmp_path / "file", tmp_path / "file" / "out"):
        done = run("build", small, "--format", "html", "--output", output)
        assert done.returncode == 2
        assert "Traceback" not in done.stderr
    assert (tmp_path / "file").read_text(encoding="utf-8") == "taken"


# Drafts


def git(folder: Path, *arguments: str) -> str:
    settings = ["-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false"]
    done = subprocess.run(["git", *settings, *arguments], cwd=folder, capture_output=True, text=True, check=True)
    return done.stdout.strip()


def test_a_draft_is_written_in_spite_of_findings(small: Path, tmp_path: Path) -> None:
    unbalance(small)
    output = tmp_path / "out"
    done = run("build", small, "--draft", "--output", output, SOURCE_DATE_EPOCH="1709078400")
    assert done.returncode == 0
    assert "错误 R01" in done.stderr
    report = Report.read(output / "disclosure-2024.html")
    mark = next(element for element in report.root.iter() if element.get("class") == "draft-mark")
    assert text(mark) == "草稿 2024 年 2 月 28 日"
    pages = Pdf(output / "disclosure-2024.pdf").text.split("\f")[:-1]
    assert len(pages) > 10
    assert all("草稿" in squeezed(page) for page in pages)
    assert json.loads((output / "manifest.json").read_text(encoding="utf-8"))["draft"] == "2024-02-28"


def test_a_draft_bears_its_revision(small: Path, tmp_path: Path) -> None:
    git(small, "init", "-q")
    git(small, "add", ".")
    git(small, "commit", "-q", "-m", "first")
    revision = git(small, "rev-parse", "HEAD")[:10]
    page = built(small, tmp_path / "out", "--draft").html
    assert f"版本 {revision}<" in page
    change(small / "budget.yaml", ("场馆开放补助", "场馆免费开放补助"))
    assert f"版本 {revision}+<" in built(small, tmp_path / "out", "--draft").html
    assert "草稿" not in built(small, tmp_path / "out").html
