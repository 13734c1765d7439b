"""A folder changes places with another: what others do meanwhile is kept, and where it cannot be done that is known."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from reportgen.publish import exchange as module
from reportgen.publish.exchange import Unfit, exchange, swap
from reportgen.publish.files import write_all
from reportgen.publish.lock import Claim, claimed

NEW = {"a.html": b"new", "manifest.json": b"{}"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    out = tmp_path / "out"
    (out / "sub").mkdir(parents=True)
    for name in ("a.html", "b.html", "notes.txt", "sub/x.txt"):
        (out / name).write_text("old")
    return out


@pytest.fixture
def claim(folder: Path) -> Iterator[Claim]:
    with claimed(folder) as held:
        yield held


def test_two_names_change_places(tmp_path: Path) -> None:
    (tmp_path / "one").mkdir()
    (tmp_path / "two").write_text("2")
    number = (tmp_path / "one").stat().st_ino
    swap(tmp_path / "one", tmp_path / "two")
    assert (tmp_path / "one").read_text() == "2"
    assert (tmp_path / "two").stat().st_ino == number
    with pytest.raises(FileNotFoundError):
        swap(tmp_path / "one", tmp_path / "three")


def test_replaced_files_go_and_others_come_along(folder: Path, claim: Claim) -> None:
    number = folder.stat().st_ino
    exchange(claim, NEW, {"a.html", "b.html"})
    assert folder.stat().st_ino != number
    assert {path.name for path in folder.iterdir()} == {"a.html", "manifest.json", "notes.txt", "sub"}
    assert (folder / "a.html").read_text() == "new"
    assert claim.holds()
    assert [path.name for path in folder.parent.iterdir()] == ["out"]


def test_what_others_write_meanwhile_is_kept(folder: Path, claim: Claim, monkeypatch: pytest.MonkeyPatch) -> None:
    """Before the step, by names in the old folder; after it, by names in the new one, also in a stand-in."""
    real, steps = module.swap, []

    def replace(path: Path, text: str) -> None:
        path.with_name("tmp").write_text(text)
        os.replace(path.with_name("tmp"), path)

    def busy(one: Path, other: Path) -> None:
        first = not steps
        steps.append(other)
        if first:
            (folder / "came.txt").write_text("before")
            (folder / "sub" / "came.txt").write_text("before")
            replace(folder / "notes.txt", "replaced")
        real(one, other)
        if first:
            (folder / "later.txt").write_text("after")
            (folder / "sub" / "later.txt").write_text("after")
            replace(folder / "sub" / "x.txt", "replaced")

    monkeypatch.setattr(module, "swap", busy)
    exchange(claim, NEW, {"a.html", "b.html"})
    texts = {str(path.relative_to(folder)): path.read_text() for path in folder.rglob("*.txt")}
    assert texts == {
        "came.txt": "before", "later.txt": "after", "notes.txt": "replaced",
        "sub/came.txt": "before", "sub/later.txt": "after", "sub/x.txt": "replaced",
    }  # fmt: skip
    assert steps == [folder, folder / "sub"]


def test_a_folder_that_cannot_come_back_itself_leaves_its_stand_in(
    folder: Path, claim: Claim, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = module.swap

    def once(one: Path, other: Path) -> None:
        if other != folder:
            raise PermissionError(errno.EACCES, "no")
        real(one, other)

    monkeypatch.setattr(module, "swap", once)
    number = (folder / "sub" / "x.txt").stat().st_ino
    exchange(claim, NEW, {"a.html", "b.html"})
    assert (folder / "sub" / "x.txt").stat().st_ino == number
    assert (folder / "sub" / "x.txt").stat().st_nlink == 1


def unchanged(folder: Path) -> bool:
    texts = {str(path.relative_to(folder)): path.read_text() for path in folder.rglob("*") if path.is_file()}
    return set(texts.values()) == {"old"} and len(texts) == 4 and [p.name for p in folder.parent.iterdir()] == ["out"]


@pytest.mark.parametrize(
    ("name", "stand_in"),
    [
        ("swap", OSError(errno.EINVAL, "no such flag")),
        ("os.link", PermissionError(errno.EPERM, "not yours")),
        ("os.chmod", PermissionError(errno.EPERM, "not yours")),
        ("os.access", False),
        ("tempfile", PermissionError(errno.EACCES, "no")),
        ("MOST", 2),
        ("DEEPEST", 0),
        ("_mounts", "mounts"),
        ("sys.platform", "sunos5"),
    ],
)
def test_where_it_cannot_be_done(
    name: str, stand_in: object, folder: Path, claim: Claim, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is changed or left, and the set is written the other way."""

    def fail(*_: object, **__: object) -> object:
        if isinstance(stand_in, Exception):
            raise stand_in
        return [folder / "sub"] if stand_in == "mounts" else stand_in

    (folder / "sub" / "deeper").mkdir()
    with monkeypatch.context() as patch:
        if name in ("MOST", "DEEPEST", "sys.platform"):
            patch.setattr(f"reportgen.publish.exchange.{name}", stand_in)
        elif name == "tempfile":
            patch.setattr("reportgen.publish.staging.tempfile.mkdtemp", fail)
        else:
            patch.setattr(f"reportgen.publish.exchange.{name}", fail)
        with pytest.raises(Unfit):
            exchange(claim, NEW, {"a.html"})
    assert unchanged(folder)


def test_a_file_system_without_exchange(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(one: Path, other: Path) -> None:
        raise OSError(errno.EINVAL, "no such flag")

    for name in ("a.html", "b.html"):
        (folder / name).unlink()
    monkeypatch.setattr(module, "swap", refuse)
    number = folder.stat().st_ino
    write_all(folder, {"a.html": b"new"}, {})
    assert folder.stat().st_ino == number
    assert {path.name for path in folder.iterdir()} == {"a.html", "manifest.json", "notes.txt", "sub"}


def test_attributes_of_the_folder_are_kept(folder: Path, claim: Claim, monkeypatch: pytest.MonkeyPatch) -> None:
    """Extended attributes, access lists among them, as far as the file system has any."""
    given = {folder: {"user.note": b"mine"}}

    def removed(path: Path, name: str) -> None:
        del given[path][name]

    monkeypatch.setattr(module.os, "listxattr", lambda path: list(given.setdefault(path, {"user.from_parent": b"x"})))
    monkeypatch.setattr(module.os, "getxattr", lambda path, name: given[path][name])
    monkeypatch.setattr(module.os, "setxattr", lambda path, name, value: given[path].update({name: value}))
    monkeypatch.setattr(module.os, "removexattr", removed)
    exchange(claim, NEW, {"a.html"})
    made = [attributes for path, attributes in given.items() if path.name == "set"]
    assert made == [{"user.note": b"mine"}]
