"""The ten-minute way of the README works as it is told, step by step."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
FRONTS = ("README.md", "README.en.md")
FOLDER = "我的预算"
EDIT = ("lines.csv", "400000.00", "450000.00")
REPAIRS = (("income.csv", "3230000.00", "3280000.00"), ("budget.yaml", "260000", "310000"))


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """The command as a user gives it in ``folder``."""
    environment = {**os.environ, "REPORTGEN_LANG": "zh", "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "reportgen", *arguments]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, encoding="utf-8")


def replace(folder: Path, name: str, old: str, new: str) -> None:
    """Change one amount of a file, which must stand there once."""
    path = folder / FOLDER / name
    text = path.read_bytes().decode("utf-8")
    assert text.count(old) == 1, (name, old)
    path.write_bytes(text.replace(old, new).encode("utf-8"))


def errors(folder: Path) -> list[tuple[str, str]]:
    """Code and file of each finding of level error."""
    done = run(folder, "check", FOLDER, "--format", "json")
    found = json.loads(done.stdout)["diagnostics"]
    assert done.returncode == (1 if any(each["level"] == "error" for each in found) else 0), done.stderr
    return [(each["code"], each["file"]) for each in found if each["level"] == "error"]


@pytest.mark.parametrize("front", FRONTS)
def test_both_fronts_tell_the_same_way(front: str) -> None:
    text = (ROOT / front).read_text(encoding="utf-8")
    for name, old, new in (EDIT, *REPAIRS):
        assert f"`{name}`" in text
        assert old in text
        assert new in text
    blocks = re.findall(r"^```(\w+)\n(.*?)^```", text, flags=re.M | re.S)
    chinese = re.findall(r"^```(\w+)\n(.*?)^```", (ROOT / FRONTS[0]).read_text(encoding="utf-8"), flags=re.M | re.S)
    assert [re.sub(r"#.*", "", code) for _, code in blocks] == [re.sub(r"#.*", "", code) for _, code in chinese]
    assert blocks[0] == ("sh", "scripts/demo\nscripts/test\n")


def test_the_ten_minute_way(tmp_path: Path) -> None:
    assert run(tmp_path, "init", FOLDER).returncode == 0
    assert errors(tmp_path) == []

    replace(tmp_path, *EDIT)
    line = re.search(r"^```csv\n(.*?)\n```", (ROOT / FRONTS[0]).read_text(encoding="utf-8"), flags=re.M | re.S)
    assert line is not None
    assert line[1] in (tmp_path / FOLDER / "lines.csv").read_text(encoding="utf-8-sig").splitlines()
    assert {"income.csv", "budget.yaml"} <= {file for _, file in errors(tmp_path)}
    refused = run(tmp_path, "build", FOLDER, "--output", "out", "--format", "html")
    assert refused.returncode == 1
    assert not (tmp_path / "out").exists()

    for repair in REPAIRS:
        replace(tmp_path, *repair)
    assert errors(tmp_path) == []
    built = run(tmp_path, "build", FOLDER, "--output", "out", "--format", "html")
    assert built.returncode == 0, built.stderr
    assert ">45.00</data>" in (tmp_path / "out" / "disclosure-2025.html").read_text(encoding="utf-8")


def test_a_figure_is_explained(tmp_path: Path) -> None:
    run(tmp_path, "init", FOLDER)
    key = "expenditure/project/growth"
    for front in FRONTS:
        assert f"reportgen explain {key} {FOLDER}" in (ROOT / front).read_text(encoding="utf-8")
    told = run(tmp_path, "explain", key, FOLDER)
    assert told.returncode == 0, told.stderr
    assert "400000.00" in told.stdout
    assert "320000.00" in told.stdout
    assert "lines.csv" in told.stdout


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_shell_completion_is_made(tmp_path: Path, shell: str) -> None:
    variable = "_REPORTGEN_COMPLETE"
    for front in FRONTS:
        assert f"{variable}={shell}_source reportgen" in (ROOT / front).read_text(encoding="utf-8")
    environment = {**os.environ, variable: f"{shell}_source", "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "reportgen"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert f"{variable}={shell}_complete" in done.stdout
