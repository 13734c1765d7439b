"""The BUDGET argument: a file or its folder; what cannot be read is told by loading, as JSON too."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import pytest

from reportgen.cli.parameters import BudgetFile
from tests.support.command import run

ROOT = Path(__file__).parents[3]


def test_a_folder_stands_for_its_budget(tmp_path: Path) -> None:
    assert BudgetFile().convert(str(tmp_path), None, None) == tmp_path / "budget.yaml"
    assert BudgetFile().convert("some/file.yaml", None, None) == Path("some/file.yaml")


def test_a_folder_without_permission_is_no_traceback(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(path: object) -> bool:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "is_dir", refused)
    assert BudgetFile().convert(os.devnull, None, None) == Path(os.devnull)


@pytest.mark.parametrize("name", ["missing.yaml", "."])
def test_a_missing_budget_is_a_diagnostic_like_any_other(tmp_path: Path, name: str) -> None:
    done = run("check", name, "--format", "json", cwd=tmp_path)
    (diagnostic,) = json.loads(done.stdout)["diagnostics"]
    assert (done.returncode, diagnostic["code"], diagnostic["level"]) == (2, "L001", "error")


def test_check_knows_an_unknown_layout(tmp_path: Path) -> None:
    folder = shutil.copytree(ROOT / "examples" / "minimal", tmp_path / "minimal")
    with (folder / "budget.yaml").open("a", encoding="utf-8") as stream:
        stream.write("layout: for-part\n")
    done = run("check", folder, "--format", "json")
    (diagnostic,) = json.loads(done.stdout)["diagnostics"]
    assert (done.returncode, diagnostic["code"], diagnostic["expected"]) == (2, "L501", "four-part")
