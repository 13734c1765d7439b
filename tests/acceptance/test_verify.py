"""``reportgen verify``: whether a folder is as it was written."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path

import pytest

from tests.acceptance.conftest import built, copied, run_here
from tests.support.command import run


@pytest.fixture
def output(small_files: Path, tmp_path: Path) -> Path:
    return copied(small_files, tmp_path / "out")


def test_a_whole_set(output: Path) -> None:
    done = run("verify", output)
    assert (done.returncode, done.stdout, done.stderr) == (0, "2 个文件都与清单一致。\n", "")
    found = json.loads(run_here("verify", output, "--format", "json").stdout)
    assert found["format"] == 1
    assert (found["whole"], found["files"]) == (True, 2)
    assert (found["changed"], found["missing"], found["added"]) == ([], [], [])


def test_each_deviation_is_named(output: Path) -> None:
    page = output / "disclosure-2024.html"
    page.write_bytes(page.read_bytes().replace(b"150.00", b"150.01", 1))
    (output / "disclosure-2024.pdf").unlink()
    (output / "notes.txt").write_text("mine", encoding="utf-8")
    (output / "\x1b[2J").write_text("", encoding="utf-8")
    for lang, words in (("zh", ("已改动", "缺少", "多出")), ("en", ("changed", "missing", "added"))):
        done = run_here("verify", output, lang=lang)
        assert (done.returncode, done.stderr) == (1, "")
        lines = [re.split(r" +|：|: ", line)[:2] for line in done.stdout.splitlines()]
        assert lines == [
            [words[0], "disclosure-2024.html"],
            [words[1], "disclosure-2024.pdf"],
            [words[2], "\\x1b[2J"],
            [words[2], "notes.txt"],
        ]
    done = run_here("verify", output, "--format", "json")
    found = json.loads(done.stdout)
    assert (done.returncode, found["whole"]) == (1, False)
    assert (found["changed"], found["missing"]) == (["disclosure-2024.html"], ["disclosure-2024.pdf"])
    assert found["added"] == ["\x1b[2J", "notes.txt"]


@pytest.mark.parametrize(
    "content",
    [
        None, b"", b"[]", b"{", b"[" * 100_000, b"\xff", b" " * 5_000_000, b'{"format": 1, "files": []}',
        b'{"format": 1, "generator": "reportgen 1", "files": [{"name": "../../etc/passwd", "sha256": "0", "size": 1}]}',
        b'{"format": 2, "generator": "reportgen 9", "files": []}',
    ],
    ids=lambda content: None if content is None else str(content[:20]),
)  # fmt: skip
def test_no_manifest_or_a_bad_one(content: bytes | None, output: Path) -> None:
    manifest = output / "manifest.json"
    manifest.unlink() if content is None else manifest.write_bytes(content)
    for form in ("text", "json"):
        done = run_here("verify", output, "--format", form)
        assert (done.returncode, done.stdout) == (2, "")
        assert "manifest.json" in done.stderr
        assert str(output) in done.stderr


def test_wrong_usage(output: Path, tmp_path: Path) -> None:
    for arguments in ([tmp_path / "none"], [output / "manifest.json"], [], [output, "--format", "xml"]):
        done = run_here("verify", *arguments)
        assert (done.returncode, done.stdout) == (2, ""), arguments


def test_what_the_manifest_tells(small: Path, tmp_path: Path) -> None:
    """Beside the files: the version, the formats, the year, the department; the same inputs give the same bytes."""
    for name in ("one", "two"):
        built(small, tmp_path / name)
    manifest = json.loads((tmp_path / "one" / "manifest.json").read_text(encoding="utf-8"))
    version = run("--version").stdout.split()[1]
    assert (manifest["format"], manifest["version"], manifest["generator"]) == (1, version, f"reportgen {version}")
    assert (manifest["year"], manifest["formats"]) == (2024, ["html"])
    assert manifest["department"]
    page = (tmp_path / "one" / "disclosure-2024.html").read_bytes()
    listed = {"name": "disclosure-2024.html", "sha256": hashlib.sha256(page).hexdigest(), "size": len(page)}
    assert manifest["files"] == [listed]
    assert (tmp_path / "one" / "manifest.json").read_bytes() == (tmp_path / "two" / "manifest.json").read_bytes()
