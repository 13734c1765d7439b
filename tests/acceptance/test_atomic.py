"""All or nothing: killed at any instant, short of room, or twice at once, a folder holds one whole set."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from reportgen.publish.files import output_folder
from tests.acceptance.conftest import ROOT, change, contents, copied
from tests.support.command import run

BUILD = [sys.executable, "-m", "reportgen", "build", "--format", "html", "--output"]


def start(budget: Path, output: Path) -> subprocess.Popen[str]:
    environment = {**os.environ, "REPORTGEN_LANG": "en"}
    return subprocess.Popen([*BUILD, str(output), str(budget)], stderr=subprocess.PIPE, text=True, env=environment)


def whole(output: Path) -> bool:
    return run("verify", output).returncode == 0


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


# Killed


@pytest.mark.parametrize("when", ["steps", "moments"])
@pytest.mark.parametrize("way", ["exchange", "journal"])
def test_killed_while_it_writes(way: str, when: str, tmp_path: Path) -> None:
    """Before every call of the system that the writing makes, and at random moments of writing again and again.

    Exchanged, the folder holds a whole set after each kill; file by file, after the next build has begun. Either way
    files of others are the same files all the time, and the next build leaves nothing of the killed one.
    """
    done = subprocess.run(
        [sys.executable, "-m", "tests.support.killed_writes", str(tmp_path / "work"), way, when],
        capture_output=True, text=True, timeout=120, cwd=ROOT, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    outcome = json.loads(done.stdout)
    assert outcome["wrong"] == []
    assert outcome["new"] >= (10 if when == "steps" else 1)
    assert outcome["old"] >= (40 if when == "steps" else 1)
    assert outcome["old"] + outcome["new"] >= 60


def test_a_killed_build(small: Path, tmp_path: Path) -> None:
    """At any time of a build, its further processes alive or not, the next one works at once."""
    output, chance = tmp_path / "out", random.Random(3)
    start_time = time.monotonic()
    assert start(small, output).wait() == 0
    takes = time.monotonic() - start_time
    before = contents(output)
    change(small / "budget.yaml", ("场馆开放补助", "场馆免费开放补助"))
    for _ in range(6):
        build = start(small, output)
        time.sleep(chance.random() * takes)
        build.send_signal(signal.SIGKILL)
        build.communicate()
        assert whole(output)
    assert set(names(output)) == before.keys()
    build = start(small, output)
    assert (build.communicate()[1].count("wrote"), build.returncode) == (1, 0)
    assert whole(output)
    assert contents(output) != before
    assert names(tmp_path) == ["budget", "out"]


# Twice at once


def test_two_builds_at_once(small: Path, small_files: Path, tmp_path: Path) -> None:
    """The second one is told at once, and changes nothing."""
    output = copied(small_files, tmp_path / "out")
    before = contents(output)
    with output_folder(output):
        for lang, words in (("zh", "另一次生成正在使用文件夹"), ("en", "another build is using the folder")):
            done = run("build", small, "--format", "html", "--output", output, lang=lang)
            assert (done.returncode, done.stdout) == (2, "")
            assert words in done.stderr
            assert str(output) in done.stderr
    assert contents(output) == before
    assert run("build", small, "--format", "html", "--output", output).returncode == 0


@pytest.mark.parametrize("there", [True, False])
def test_builds_that_race(there: bool, small: Path, tmp_path: Path) -> None:
    """One of them at least has its way, whoever is refused says so, and the set is whole."""
    output = tmp_path / "out"
    if there:
        output.mkdir()
        (output / "notes.txt").write_text("mine", encoding="utf-8")
    builds = [start(small, output) for _ in range(3)]
    told = [(build.communicate()[1], build.returncode) for build in builds]
    assert {code for _, code in told} <= {0, 2}
    assert 0 in {code for _, code in told}
    assert all("another build" in message for message, code in told if code == 2)
    found = json.loads(run("verify", output, "--format", "json").stdout)
    assert (found["changed"], found["missing"], found["added"]) == ([], [], ["notes.txt"] if there else [])
    assert names(tmp_path) == ["budget", "out"]


# What stands in the way


def test_no_room(small: Path, small_files: Path, tmp_path: Path) -> None:
    """The system refuses to let a file grow: told, and neither the old set nor the place beside it is touched."""
    output = copied(small_files, tmp_path / "out")
    before = contents(output)
    for place in (output, tmp_path / "new" / "out"):
        command = f'ulimit -f 16; exec "{sys.executable}" -m reportgen build "$0" --format html --output "$1"'
        done = subprocess.run(
            ["sh", "-c", command, str(small), str(place)], capture_output=True, text=True, check=False,
            env={**os.environ, "REPORTGEN_LANG": "en", "PYTHONDONTWRITEBYTECODE": "1"},
        )  # fmt: skip
        assert (done.returncode, done.stdout) == (2, ""), done.stderr
        assert "File too large" in done.stderr
        assert "What was there is unchanged" in done.stderr
    assert contents(output) == before
    assert names(tmp_path) == ["budget", "out"]


@pytest.mark.parametrize("obstacle", ["link", "folder", "stranger", "read-only"])
def test_an_obstacle(obstacle: str, small: Path, small_files: Path, tmp_path: Path) -> None:
    output = copied(small_files, tmp_path / "out")
    page = output / "disclosure-2024.html"
    victim = tmp_path / "victim.html"
    victim.write_text("mine", encoding="utf-8")
    if obstacle == "read-only":
        output.chmod(0o555)
    elif obstacle == "stranger":
        page.write_text("mine", encoding="utf-8")
        (output / "manifest.json").unlink()
    else:
        page.unlink()
        page.symlink_to(victim) if obstacle == "link" else page.mkdir()
    before = contents(output)
    done = run("build", small, "--format", "html", "--output", output)
    assert (done.returncode, done.stdout) == (2, "")
    assert "没有改动任何文件" in done.stderr
    assert str(output if obstacle == "read-only" else page) in done.stderr
    assert contents(output) == before
    assert victim.read_text(encoding="utf-8") == "mine"
    assert names(tmp_path) == ["budget", "out", "victim.html"]
    output.chmod(0o755)


def test_into_the_current_folder_and_through_a_link(small: Path, tmp_path: Path) -> None:
    folder = tmp_path / "site"
    folder.mkdir()
    (folder / "index.html").write_text("mine", encoding="utf-8")
    (tmp_path / "link").symlink_to("site")
    number = folder.stat().st_ino
    for output, cwd in ((".", folder), ("link", tmp_path), (tmp_path / "link", folder)):
        done = run("build", small, "--format", "html", "--output", output, cwd=cwd)
        assert done.returncode == 0, done.stderr
        assert names(folder) == ["disclosure-2024.html", "index.html", "manifest.json"]
        assert (folder.stat().st_ino == number) == (cwd == folder)
        number = folder.stat().st_ino
    assert names(tmp_path) == ["budget", "link", "site"]
