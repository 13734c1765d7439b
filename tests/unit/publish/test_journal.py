"""File by file, with a way back: whatever step fails, the old set stands again."""

from __future__ import annotations

import errno
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from reportgen.publish import journal
from reportgen.publish.journal import repair, replace_each
from reportgen.publish.lock import Claim, claimed

OLD = {"a.html": b"old a", "b.pdf": b"old b", "gone.csv": b"old", "manifest.json": b"old m", "notes.txt": b"mine"}
NEW = {"a.html": b"new a", "c.json": b"new c", "manifest.json": b"new m"}
REPLACED = {"a.html", "b.pdf", "gone.csv", "manifest.json"}


@pytest.fixture
def claim(tmp_path: Path) -> Iterator[Claim]:
    (tmp_path / "out").mkdir()
    for name, data in OLD.items():
        (tmp_path / "out" / name).write_bytes(data)
    with claimed(tmp_path / "out") as held:
        yield held


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_replaces_each(claim: Claim) -> None:
    replace_each(claim, NEW, REPLACED)
    assert contents(claim.folder) == {**NEW, "notes.txt": b"mine"}
    assert sorted(path.name for path in claim.folder.iterdir()) == ["a.html", "c.json", "manifest.json", "notes.txt"]


def test_the_manifest_comes_last(claim: Claim, monkeypatch: pytest.MonkeyPatch) -> None:
    placed: list[str] = []
    real = os.replace

    def noted(source: Path, target: Path) -> None:
        if target.parent == claim.folder:
            placed.append(target.name)
        real(source, target)

    monkeypatch.setattr(journal.os, "replace", noted)
    replace_each(claim, NEW, REPLACED)
    assert placed == ["a.html", "c.json", "manifest.json"]


@pytest.mark.parametrize("links", [True, False])
@pytest.mark.parametrize("step", range(1, 8))
def test_a_file_open_elsewhere(step: int, links: bool, claim: Claim, monkeypatch: pytest.MonkeyPatch) -> None:
    """As on Windows, where it can be neither moved nor replaced; with hard links and without."""
    calls = []

    def failing(real: Any) -> Any:
        def call(*arguments: Any, **options: Any) -> None:
            calls.append(arguments)
            if len(calls) == step:
                raise PermissionError(errno.EACCES, "used by another process")
            real(*arguments, **options)

        return call

    def no_links(*_: object, **__: object) -> None:
        raise OSError(errno.EPERM, "no links here")

    monkeypatch.setattr(journal.os, "replace", failing(os.replace))
    if not links:
        monkeypatch.setattr(journal.os, "link", no_links)
    if links and step == 7:  # six steps with links: the journal, three new files, two that go
        replace_each(claim, NEW, REPLACED)
        assert contents(claim.folder) == {**NEW, "notes.txt": b"mine"}
        return
    with pytest.raises(PermissionError):
        replace_each(claim, NEW, REPLACED)
    assert contents(claim.folder) == OLD
    assert not [path for path in claim.folder.iterdir() if path.is_dir()]


def test_an_undo_that_fails_is_done_by_the_next_build(claim: Claim, monkeypatch: pytest.MonkeyPatch) -> None:
    calls = []
    real = os.replace

    def failing(source: Path, target: Path) -> None:
        calls.append(target)
        if len(calls) >= 5:
            raise PermissionError(errno.EACCES, "used by another process")
        real(source, target)

    with monkeypatch.context() as patch:
        patch.setattr(journal.os, "replace", failing)
        with pytest.raises(PermissionError):
            replace_each(claim, NEW, REPLACED)
        with pytest.raises(PermissionError):
            repair(claim.folder)
    assert contents(claim.folder) != OLD
    repair(claim.folder)
    assert contents(claim.folder) == OLD


def box(folder: Path, listed: object, old: dict[str, bytes]) -> Path:
    """What a killed build may have left, or somebody else put there."""
    left = folder / ".reportgen-abcd1234"
    (left / "old").mkdir(parents=True)
    (left / "set").mkdir()
    for name, data in old.items():
        (left / "old" / name).write_bytes(data)
    (left / "journal.json").write_text(listed if isinstance(listed, str) else json.dumps({"files": listed}))
    return left


def test_a_file_that_someone_put_since_stays(claim: Claim) -> None:
    """A new file goes again only if it is still the one that was put there."""
    mine, stranger = claim.folder / "c.json", claim.folder / "d.json"
    mine.write_bytes(b"new")
    stranger.write_bytes(b"not ours")
    facts = os.lstat(mine)
    box(claim.folder, {"c.json": [facts.st_ino, facts.st_mtime_ns], "d.json": [facts.st_ino, 0]}, {"a.html": b"older"})
    repair(claim.folder)
    assert contents(claim.folder) == {**OLD, "a.html": b"older", "d.json": b"not ours"}


@pytest.mark.parametrize("listed", ["", "[" * 5000, "[]", "{}", '{"files": 3}', {"../victim": [0, 0]}, {"a/b": [0, 0]}])
def test_a_journal_of_somebody_else_does_nothing(listed: object, claim: Claim) -> None:
    victim = claim.folder.parent / "victim"
    victim.write_bytes(b"x")
    box(claim.folder, listed, {"a.html": b"forged"})
    repair(claim.folder)
    assert contents(claim.folder) == OLD
    assert victim.read_bytes() == b"x"


def test_a_link_in_place_of_the_old_files_is_not_followed(claim: Claim) -> None:
    elsewhere = claim.folder.parent / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "a.html").write_bytes(b"elsewhere's")
    left = box(claim.folder, {}, {})
    (left / "old").rmdir()
    (left / "old").symlink_to(elsewhere)
    repair(claim.folder)
    assert contents(claim.folder) == OLD
    assert contents(elsewhere) == {"a.html": b"elsewhere's"}
