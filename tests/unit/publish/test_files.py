"""Atomic writing: all or nothing, our stale files gone, strangers untouched, inputs refused."""

from __future__ import annotations

import hashlib
import json
import os
from pathlib import Path

import pytest

from reportgen.model.diagnostic import UsageError
from reportgen.publish import files
from reportgen.publish.files import MANIFEST, listed_files, refuse_input_folder, write_all


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_writes_files_and_manifest(tmp_path: Path) -> None:
    write_all(tmp_path / "a" / "out", {"b.html": b"page", "a.pdf": b"pages"}, {"year": 2024})
    folder = tmp_path / "a" / "out"
    assert names(folder) == ["a.pdf", "b.html", MANIFEST]
    document = json.loads((folder / MANIFEST).read_text("utf-8"))
    assert document["format"] == 1
    assert document["year"] == 2024
    assert document["files"] == [
        {"name": "a.pdf", "sha256": hashlib.sha256(b"pages").hexdigest(), "size": 5},
        {"name": "b.html", "sha256": hashlib.sha256(b"page").hexdigest(), "size": 4},
    ]
    assert oct((folder / "a.pdf").stat().st_mode & 0o777) == "0o644"


def test_stale_files_of_ours_go_and_others_stay(tmp_path: Path) -> None:
    write_all(tmp_path, {"old.pdf": b"1", "same.html": b"1"}, {})
    (tmp_path / "mine.txt").write_text("mine")
    write_all(tmp_path, {"same.html": b"2"}, {})
    assert names(tmp_path) == [MANIFEST, "mine.txt", "same.html"]
    assert (tmp_path / "same.html").read_bytes() == b"2"
    assert listed_files(tmp_path) == ("same.html",)


def test_a_manifest_that_is_not_ours_deletes_nothing(tmp_path: Path) -> None:
    (tmp_path / "kept.txt").write_text("x")
    for content in (
        '{"format": 1, "generator": "other 1", "files": [{"name": "kept.txt"}]}',
        '{"format": 1, "generator": "reportgen 9", "files": [{"name": "../kept.txt"}]}',
        "[]",
        "not json",
    ):
        (tmp_path / MANIFEST).write_text(content)
        assert listed_files(tmp_path) == ()


def test_a_failure_restores_the_earlier_state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_all(tmp_path, {"a.html": b"old", "b.html": b"old"}, {})
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    replace, calls = os.replace, []

    def failing(source: Path, target: Path) -> None:
        calls.append(target)
        if len(calls) == 5:
            raise OSError(28, "No space left on device")
        replace(source, target)

    monkeypatch.setattr(files.os, "replace", failing)
    with pytest.raises(UsageError, match="No space left"):
        write_all(tmp_path, {"a.html": b"new", "b.html": b"new"}, {})
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_output_is_kept_apart_from_input(tmp_path: Path) -> None:
    (tmp_path / "budget.yaml").write_text("format: 1\n")
    (tmp_path / "tables").mkdir()
    (tmp_path / "tables" / "lines.csv").write_text("")
    inputs = [tmp_path / "budget.yaml", tmp_path / "tables" / "lines.csv"]
    for folder in (tmp_path, tmp_path / "tables", tmp_path / "tables" / ".."):
        with pytest.raises(UsageError):
            refuse_input_folder(folder, inputs)
    with pytest.raises(UsageError):
        refuse_input_folder(tmp_path, [])
    with pytest.raises(UsageError):
        refuse_input_folder(tmp_path / "budget.yaml", [])
    refuse_input_folder(tmp_path / "out", inputs)


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(UsageError):
        write_all(tmp_path / "file" / "out", {"a": b""}, {})
