"""What deviates from a manifest is named: changed, missing, added."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from reportgen.model.diagnostic import UsageError
from reportgen.publish import verify as module
from reportgen.publish.files import write_all
from reportgen.publish.verify import verify


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("REPORTGEN_LANG", "en")
    write_all(tmp_path / "out", {"a.html": b"page", "b.pdf": b"pages"}, {})
    return tmp_path / "out"


def found(folder: Path) -> list[tuple[str, str]]:
    return [(deviation.state, deviation.name) for deviation in verify(folder).deviations]


def test_a_whole_set(folder: Path) -> None:
    assert verify(folder).deviations == ()
    assert verify(folder).files == 2


CHANGES: dict[str, tuple[Callable[[Path], object], list[tuple[str, str]], str]] = {
    "same size": (lambda d: (d / "a.html").write_bytes(b"pagE"), [("changed", "a.html")], "SHA-256"),
    "longer": (lambda d: (d / "a.html").write_bytes(b"pages"), [("changed", "a.html")], "5 bytes, 4 in"),
    "missing": (lambda d: (d / "b.pdf").unlink(), [("missing", "b.pdf")], "not in the folder"),
    "added": (lambda d: (d / "c.txt").touch(), [("added", "c.txt")], "not in the manifest"),
    "hidden": (lambda d: (d / ".c").touch(), [("added", ".c")], "not in the manifest"),
    "empty folder": (lambda d: (d / "sub" / "x").mkdir(parents=True), [("added", "sub/x/")], "not in"),
    "link to a folder": (lambda d: (d / "l").symlink_to(d.parent), [("added", "l")], "not in"),
    "dangling link": (lambda d: (d / "l").symlink_to("x"), [("added", "l")], "not in"),
    "pipe in the place": (
        lambda d: ((d / "a.html").unlink(), os.mkfifo(d / "a.html")),
        [("changed", "a.html")],
        "plain file",
    ),
    "folder in the place": (
        lambda d: ((d / "a.html").unlink(), (d / "a.html" / "b").mkdir(parents=True)),
        [("changed", "a.html"), ("added", "a.html/b/")],
        "plain file",
    ),
}


@pytest.mark.parametrize("change", CHANGES)
def test_what_deviates(change: str, folder: Path) -> None:
    make, expected, message = CHANGES[change]
    make(folder)
    assert found(folder) == expected
    assert message in verify(folder).deviations[0].message


def test_a_link_to_the_very_same_bytes_is_a_change(folder: Path) -> None:
    (folder / "a.html").rename(folder.parent / "elsewhere")
    (folder / "a.html").symlink_to("../elsewhere")
    assert found(folder) == [("changed", "a.html")]


def test_all_at_once_in_order(folder: Path) -> None:
    (folder / "b.pdf").unlink()
    (folder / "a.html").write_bytes(b"")
    (folder / "sub").mkdir()
    for name in ("z", "sub/y", "b"):
        (folder / name).touch()
    states = [("changed", "a.html"), ("missing", "b.pdf"), ("added", "b"), ("added", "z"), ("added", "sub/y")]
    assert found(folder) == states


def test_a_file_that_cannot_be_read(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: str, flags: int) -> int:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(module, "_opened", refuse)
    assert [d.message for d in verify(folder).deviations] == ["cannot be read: Permission denied"] * 2


def test_no_folder_and_no_manifest(folder: Path) -> None:
    for place in (folder / "none", folder / "a.html", folder.parent):
        with pytest.raises(UsageError, match=r"is not a folder|there is no manifest\.json"):
            verify(place)


def test_a_set_that_is_exchanged_meanwhile(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A build in between: nobody is told of a mixture of two sets."""
    real, builds = module.read_manifest, []

    def reading(place: Path) -> object:
        manifest = real(place)
        if not builds:
            builds.append(1)
            write_all(folder, {"a.html": b"a longer page"}, {})
        return manifest

    monkeypatch.setattr(module, "read_manifest", reading)
    assert (verify(folder).deviations, verify(folder).files) == ((), 1)
