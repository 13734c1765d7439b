"""Two environments that differ in everything give the same bytes: page, PDF and manifest, of a report and of a draft."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from tests.acceptance.conftest import REFERENCE, Made, contents, copied
from tests.acceptance.test_same_report import install

OLD, NEW = 315_532_800, 4_070_908_800
"""Seconds of 1980 and of 2099."""


def budget_in(folder: Path, when: int, mode: int) -> Path:
    """The reference budget, in git at one and the same revision, its files of that time and mode."""
    copied(REFERENCE, folder)
    moment = "2024-02-01T00:00:00+00:00"
    environment = {
        **os.environ, "GIT_AUTHOR_DATE": moment, "GIT_COMMITTER_DATE": moment, "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_SYSTEM": os.devnull,
    }  # fmt: skip
    identity = ["-c", "user.name=x", "-c", "user.email=x@example.org", "-c", "core.filemode=false"]
    for command in (["init", "-q", "-b", "main"], ["add", "."], [*identity, "commit", "-q", "-m", "x"]):
        subprocess.run(["git", "-C", folder, *command], check=True, env=environment)
    for path in folder.rglob("*"):
        if ".git" not in path.parts and path.is_file():
            path.chmod(mode)
            os.utime(path, (when, when))
    return folder


def plain(folder: Path, *arguments: str) -> Path:
    """A bare environment: no home, C locale, pipes, one processor, one process, strict umask, far east, a checkout."""
    budget = budget_in(folder / "a", OLD, 0o600)
    (folder / "tmp").mkdir()
    environment = {
        "PATH": os.environ["PATH"], "PYTHONPATH": str(REFERENCE.parents[1]), "PYTHONHASHSEED": "1", "PYTHONUTF8": "1",
        "TZ": "Pacific/Kiritimati", "LC_ALL": "C", "HOME": "/nonexistent", "USER": "a", "LOGNAME": "a", "TMPDIR": str(folder / "tmp"),
        "REPORTGEN_LANG": "zh", "REPORTGEN_PROCESSES": "1", "PYTHONDONTWRITEBYTECODE": "1", "GIT_CONFIG_GLOBAL": os.devnull,
    }  # fmt: skip

    def prepare() -> None:
        os.umask(0o077)
        if hasattr(os, "sched_setaffinity"):
            os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})

    command = [sys.executable, "-m", "reportgen", "build", "budget.yaml", "--output", "../out", *arguments]
    done = subprocess.run(
        command,
        cwd=budget,
        env=environment,
        preexec_fn=prepare,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return folder / "out"


def rich(folder: Path, site: Path, *arguments: str) -> Path:
    """A user's desk: a terminal, UTF-8, all processors, loose umask, far west, the installed package, a long path."""
    budget = budget_in(folder / "二〇二四 年" / "部门 预算", NEW, 0o666)
    for name in ("家", "临时"):
        (folder / name).mkdir()
    environment = {
        "PATH": os.environ["PATH"], "PYTHONPATH": str(site), "PYTHONHASHSEED": "4242", "PYTHONUTF8": "0", "TZ": "Pacific/Pago_Pago",
        "LANG": "C.UTF-8", "HOME": str(folder / "家"), "USER": "b", "LOGNAME": "b", "TMPDIR": str(folder / "临时"), "TERM": "xterm-256color",
        "REPORTGEN_LANG": "zh", "COLUMNS": "40", "PYTHONOPTIMIZE": "1", "MPLBACKEND": "svg", "OMP_NUM_THREADS": "2",
    }  # fmt: skip
    master, terminal = pty.openpty()
    command = [sys.executable, "-m", "reportgen", "build", str(budget), "--output", str(folder / "输出"), *arguments]
    with subprocess.Popen(
        command,
        cwd=folder,
        env=environment,
        preexec_fn=lambda: os.umask(0) and None,
        stdin=terminal,
        stdout=terminal,
        stderr=terminal,
    ) as process:
        os.close(terminal)
        told = b""
        try:
            while piece := os.read(master, 65536):
                told += piece
        except OSError:  # the other end is closed
            pass
        os.close(master)
    assert process.returncode == 0, told.decode("utf-8", "replace")
    return folder / "输出"


@pytest.mark.skipif(sys.platform != "linux", reason="sets processors and terminals as Linux does")
@pytest.mark.parametrize("arguments", [[], ["--draft"]], ids=["report", "draft"])
def test_the_same_bytes(arguments: list[str], made: Made, tmp_path: Path) -> None:
    site = made("wheel", install) / "site"
    (tmp_path / "one").mkdir()
    (tmp_path / "two").mkdir()
    if not arguments:
        arguments = ["--format", "pdf,html"]
    one = contents(plain(tmp_path / "one", *arguments))
    two = contents(rich(tmp_path / "two", site, *arguments))
    assert sorted(one) == ["disclosure-2024.html", "disclosure-2024.pdf", "manifest.json"]
    assert [name for name in one if one[name] != two.get(name)] == []
    assert sorted(one) == sorted(two)
