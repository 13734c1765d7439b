"""Paths stay where the contract lets them, and messages repeat them as written."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportgen.load import load_budget
from reportgen.load.paths import resolve
from reportgen.load.report import Report
from reportgen.model.place import Place
from reportgen.model.schema import FilePath
from tests.unit.load.folder import BUDGET, LINES, changed, errors, write

PLACE = Place("budget.yaml", 3, 5)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "budget"
    (folder / "sub").mkdir(parents=True)
    (folder / "a.csv").touch()
    (folder / "sub" / "b.xlsx").touch()
    (tmp_path / "out.csv").touch()
    (tmp_path / "templates").mkdir()
    (folder / "link.csv").symlink_to(tmp_path / "out.csv")
    (folder / "inner.csv").symlink_to(folder / "a.csv")
    (folder / "away").symlink_to(tmp_path, target_is_directory=True)
    (folder / "loop").symlink_to(folder / "loop")
    return folder


def code(folder: Path, written: str, kind: FilePath) -> str | None:
    report = Report()
    found = resolve(folder, written, kind, PLACE, report)
    assert (found is None) == report.failed
    if report.failed:
        (diagnostic,) = report.diagnostics
        assert diagnostic.value == (written if len(written) < 256 else written[:254] + "…")
        assert diagnostic.place == PLACE
        assert str(folder) not in diagnostic.message
    return report.diagnostics[0].code if report.failed else None


@pytest.mark.parametrize("written", ["a.csv", "./a.csv", "sub/b.xlsx", "sub/b.xlsx#收支 明细", "inner.csv"])
def test_inside(written: str, folder: Path) -> None:
    assert code(folder, written, FilePath(sheet=True)) is None


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("/etc/passwd", "L050"),
        ("../out.csv", "L050"),
        ("sub/../a.csv", "L050"),
        ("C:\\data\\a.csv", "L050"),
        ("\\\\host\\share\\a.csv", "L050"),
        ("..\\out.csv", "L050"),
        ("link.csv", "L051"),
        ("away/out.csv", "L051"),
        ("away/none.csv", "L051"),
        ("none.csv", "L052"),
        ("sub", "L052"),
        ("loop", "L052"),
        ("x" * 5000, "L052"),
        ("a.csv#x", None),
    ],
)
def test_outside(written: str, expected: str | None, folder: Path) -> None:
    assert code(folder, written, FilePath(sheet=True)) == expected


def test_folders(folder: Path) -> None:
    kind = FilePath(folder=True)
    assert code(folder, "sub", kind) is None
    assert code(folder, "a.csv", kind) == "L053"
    assert code(folder, "away/templates", kind) == "L051"
    assert code(folder, "../templates", kind) == "L050"


def test_a_neighbour_may_be_named_by_prior(folder: Path) -> None:
    kind = FilePath(inside=False)
    assert code(folder, "../out.csv", kind) is None
    assert code(folder, str(folder.parent / "out.csv"), kind) == "L050"
    assert code(folder, "../none.yaml", kind) == "L052"


def test_the_nearest_file_is_named(folder: Path) -> None:
    report = Report()
    resolve(folder, "aa.csv", FilePath(sheet=True), PLACE, report)
    assert report.diagnostics[0].expected == "a.csv"


def test_a_folder_reached_by_a_link_is_a_folder(tmp_path: Path) -> None:
    write(tmp_path / "real")
    (tmp_path / "link").symlink_to(tmp_path / "real", target_is_directory=True)
    assert len(load_budget(tmp_path / "link" / "budget.yaml").lines.frame) == 4


def test_data_in_a_subfolder(tmp_path: Path) -> None:
    path = write(tmp_path, changed(("lines: lines.csv", "lines: tables/lines.csv")))
    (tmp_path / "tables").mkdir()
    (tmp_path / "tables" / "lines.csv").write_text(LINES, encoding="utf-8")
    assert load_budget(path).lines.files[0].name == "tables/lines.csv"


def test_one_error_a_path(tmp_path: Path) -> None:
    text = BUDGET.replace("income: income.csv}", "income: income.csv, projects: ../p.csv}")
    assert [d.code for d in errors(write(tmp_path, text))] == ["L050"]


def test_a_file_of_another_kind_is_not_named(tmp_path: Path) -> None:
    (tmp_path / "income.csv").touch()
    report = Report()
    assert resolve(tmp_path, "lines.csv", FilePath(sheet=True), PLACE, report) is None
    assert [(d.code, d.expected) for d in report.diagnostics] == [("L052", None)]
