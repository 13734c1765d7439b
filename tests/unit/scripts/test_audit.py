"""The audit of dependencies: fails for a vulnerability that is mended elsewhere, and passes with a line where it learns nothing."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

AUDIT = Path(__file__).parents[3] / "scripts" / "audit"
SOUND = {"name": "sound", "version": "1.0", "vulns": []}
UNKNOWN = {"name": "unknown", "version": "1.0", "skip_reason": "not found"}


def holed(*fixes: str) -> dict[str, Any]:
    return {"name": "holed", "version": "2.0", "vulns": [{"id": "PYSEC-0000-1", "fix_versions": list(fixes)}]}


def audit(folder: Path, told: str) -> subprocess.CompletedProcess[str]:
    """The script with a stand-in for pip-audit that tells ``told``."""
    package = folder / "pip_audit"
    package.mkdir()
    (package / "__init__.py").touch()
    (package / "__main__.py").write_text(f"import sys\nprint({told!r})\nsys.exit(1)\n", encoding="utf-8")
    environment = {**os.environ, "PYTHONPATH": str(folder), "PYTHONUTF8": "1"}
    return subprocess.run(
        [sys.executable, AUDIT], capture_output=True, text=True, encoding="utf-8", env=environment, check=False
    )


@pytest.mark.parametrize(
    ("requirements", "code", "words"),
    [
        ([SOUND, holed("2.1")], 1, "holed 2.0: PYSEC-0000-1; 修复版本 / mended in: 2.1"),
        ([SOUND, holed()], 0, "holed 2.0: PYSEC-0000-1; 修复版本 / mended in: 无 / none"),
        ([SOUND, UNKNOWN], 0, "1 of 2 looked up, passed"),
        ([UNKNOWN], 0, "skipped"),
    ],
)
def test_what_is_known(requirements: list[dict[str, Any]], code: int, words: str, tmp_path: Path) -> None:
    done = audit(tmp_path, json.dumps({"dependencies": requirements, "fixes": []}))
    assert (done.returncode, done.stderr) == (code, "")
    assert words in done.stdout


@pytest.mark.parametrize("told", ["", "ConnectionError: no route", "[]"])
def test_nothing_learned_is_said_in_one_line(told: str, tmp_path: Path) -> None:
    done = audit(tmp_path, told)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.count("\n") == 1
    assert "skipped" in done.stdout


def test_the_list_is_locked() -> None:
    """Every requirement has its hashes, and no address is written down."""
    for name in ("requirements.txt", "requirements-dev.txt"):
        text = (AUDIT.parents[1] / name).read_text(encoding="utf-8")
        pinned = [block for block in text.split("\n") if "==" in block]
        assert len(pinned) > 30
        assert text.count("--hash=sha256:") >= len(pinned)
        assert "://" not in text
