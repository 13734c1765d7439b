"""Writing a set: all or nothing, our stale files gone, strangers untouched, inputs refused, nothing left when it fails."""

from __future__ import annotations

import errno
import hashlib
import json
import os
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from reportgen.model.diagnostic import UsageError
from reportgen.publish import exchange, files, journal, staging
from reportgen.publish.files import output_folder, refuse_input_folder, write_all
from reportgen.publish.manifest import MANIFEST, listed_files

OLD = {"a.html": b"old a", "b.pdf": b"old b"}
NEW = {"a.html": b"new a", "b.pdf": b"new b"}


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REPORTGEN_LANG", "en")


@pytest.fixture(params=["exchange", "journal"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Both ways to put a set in place."""
    if request.param == "journal":

        def refuse(*_: object) -> None:
            raise exchange.Unfit("as wanted")

        monkeypatch.setattr(files, "exchange", refuse)
    return str(request.param)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def test_writes_files_and_manifest(tmp_path: Path) -> None:
    write_all(tmp_path / "a" / "out", {"b.html": b"page", "a.pdf": b"pages"}, {"year": 2024})
    folder = tmp_path / "a" / "out"
    assert names(tmp_path / "a") == ["out"]
    assert names(folder) == ["a.pdf", "b.html", MANIFEST]
    document = json.loads((folder / MANIFEST).read_text("utf-8"))
    assert document["format"] == 1
    assert document["year"] == 2024
    assert document["files"] == [
        {"name": "a.pdf", "sha256": hashlib.sha256(b"pages").hexdigest(), "size": 5},
        {"name": "b.html", "sha256": hashlib.sha256(b"page").hexdigest(), "size": 4},
    ]


def test_modes_whatever_the_umask(tmp_path: Path, way: str) -> None:
    """Files can be read by a web server; the folder has the mode of any new one, and later keeps its own."""
    before = os.umask(0o027)
    try:
        write_all(tmp_path / "out", OLD, {})
        write_all(tmp_path / "plain" / "out", OLD, {})
        assert stat.S_IMODE((tmp_path / "out").stat().st_mode) == 0o750
        os.chmod(tmp_path / "out", 0o2771)
        write_all(tmp_path / "out", NEW, {})
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "out").stat().st_mode) == 0o2771
    assert {oct(stat.S_IMODE(path.stat().st_mode)) for path in (tmp_path / "out").iterdir()} == {"0o644"}


def test_stale_files_of_ours_go_and_others_stay(tmp_path: Path, way: str) -> None:
    folder = tmp_path / "out"
    write_all(folder, {"old.pdf": b"1", "same.html": b"1"}, {})
    (folder / "mine.txt").write_text("mine")
    write_all(folder, {"same.html": b"2"}, {})
    assert names(folder) == [MANIFEST, "mine.txt", "same.html"]
    assert (folder / "same.html").read_bytes() == b"2"
    assert listed_files(folder) == ("same.html",)


def test_foreign_files_stay_the_same_files(tmp_path: Path, way: str) -> None:
    """Number, mode, time and number of names, of folders too; what is open stays open."""
    folder = tmp_path / "out"
    write_all(folder, OLD, {})
    (folder / "sub" / "deeper").mkdir(parents=True)
    for name in ("notes.txt", "sub/x.txt", "sub/deeper/y.txt"):
        (folder / name).write_text(name)
        os.utime(folder / name, (10**9, 10**9))
    os.symlink("notes.txt", folder / "link")
    os.mkfifo(folder / "pipe")
    os.utime(folder / "sub", (10**9, 10**9))
    os.chmod(folder / "sub", 0o700)

    def look() -> dict[str, tuple[int, ...]]:
        facts = {
            str(path): os.lstat(path) for path in folder.rglob("*") if path.suffix not in (".html", ".pdf", ".json")
        }
        return {name: (f.st_ino, f.st_mode, f.st_mtime_ns, f.st_nlink) for name, f in facts.items()}

    before = look()
    assert len(before) == 7
    with (folder / "sub" / "x.txt").open("a") as log:
        write_all(folder, NEW, {})
        log.write(" and more")
    assert (folder / "sub" / "x.txt").read_text() == "sub/x.txt and more"
    os.utime(folder / "sub" / "x.txt", (10**9, 10**9))
    assert look() == before
    assert contents(folder)["a.html"] == b"new a"


def test_a_manifest_that_is_not_ours_deletes_nothing(tmp_path: Path, way: str) -> None:
    (tmp_path / "kept.txt").write_text("x")
    for content in (
        '{"format": 1, "generator": "other 1", "files": [{"name": "kept.txt"}]}',
        '{"format": 1, "generator": "reportgen 9", "files": [{"name": "../kept.txt"}]}',
        "[]",
        "not json",
    ):
        (tmp_path / MANIFEST).write_text(content)
        assert listed_files(tmp_path) is None
        with pytest.raises(UsageError, match=r"manifest\.json is a file that no manifest of this program lists"):
            write_all(tmp_path, NEW, {})
        assert contents(tmp_path) == {"kept.txt": b"x", MANIFEST: content.encode()}


def test_a_strangers_file_of_our_name_is_not_overwritten(tmp_path: Path, way: str) -> None:
    """Unless it is the very same file, as when somebody lost the manifest alone."""
    (tmp_path / "b.pdf").write_bytes(b"signed and stamped")
    with pytest.raises(UsageError, match=r"b\.pdf is a file that no manifest"):
        write_all(tmp_path, NEW, {})
    assert contents(tmp_path) == {"b.pdf": b"signed and stamped"}
    (tmp_path / "b.pdf").write_bytes(NEW["b.pdf"])
    write_all(tmp_path, NEW, {})
    assert names(tmp_path) == ["a.html", "b.pdf", MANIFEST]


@pytest.mark.parametrize("name", ["a.html", MANIFEST])
def test_a_link_in_the_way_is_not_followed(tmp_path: Path, way: str, name: str) -> None:
    folder = tmp_path / "out"
    write_all(folder, OLD, {})
    victim = tmp_path / "victim"
    victim.write_bytes((folder / name).read_bytes())
    (folder / name).unlink()
    (folder / name).symlink_to(victim)
    before = victim.read_bytes()
    with pytest.raises(UsageError, match=f"{name} is a symbolic link"):
        write_all(folder, NEW, {})
    assert victim.read_bytes() == before
    assert names(tmp_path) == ["out", "victim"]
    assert (folder / "b.pdf").read_bytes() == b"old b"


def test_a_folder_in_the_place_of_a_file(tmp_path: Path, way: str) -> None:
    write_all(tmp_path, OLD, {})
    (tmp_path / "b.pdf").unlink()
    (tmp_path / "b.pdf").mkdir()
    (tmp_path / "b.pdf" / "x").write_text("x")
    with pytest.raises(UsageError, match=r"b\.pdf is a folder"):
        write_all(tmp_path, NEW, {})
    assert (tmp_path / "a.html").read_bytes() == b"old a"
    write_all(tmp_path, {"a.html": b"new a"}, {})
    assert (tmp_path / "b.pdf" / "x").read_text() == "x"


def test_through_a_link_to_the_folder_itself(tmp_path: Path, way: str) -> None:
    """An output folder may be named by a link, which stays; a link that leads nowhere is told."""
    (tmp_path / "site").mkdir()
    (tmp_path / "out").symlink_to("site")
    write_all(tmp_path / "out", OLD, {})
    write_all(tmp_path / "out", NEW, {})
    assert os.readlink(tmp_path / "out") == "site"
    assert contents(tmp_path / "site")["a.html"] == b"new a"
    assert names(tmp_path) == ["out", "site"]
    for target in ("nowhere", "loop", "site/a.html"):
        (tmp_path / "loop").unlink(missing_ok=True)
        (tmp_path / "loop").symlink_to(target)
        with pytest.raises(UsageError, match="leads to no folder"):
            write_all(tmp_path / "loop", NEW, {})
    assert names(tmp_path) == ["loop", "out", "site"]


def test_the_current_folder_stays_the_current_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An exchange would leave the shell in a folder that is gone."""
    monkeypatch.chdir(tmp_path)
    number = tmp_path.stat().st_ino
    write_all(Path("."), OLD, {})
    write_all(Path("."), NEW, {})
    assert tmp_path.stat().st_ino == number
    assert contents(tmp_path)["b.pdf"] == b"new b"
    assert names(tmp_path) == ["a.html", "b.pdf", MANIFEST]


def test_a_full_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, way: str) -> None:
    """While the files are made ready: told in words, the old set stands, nothing is left, no parent either."""
    folder = tmp_path / "out"
    write_all(folder, OLD, {})
    before = contents(folder)

    def full(handle: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(staging.os, "fsync", full)
    for place in (folder, tmp_path / "parent" / "other"):
        with pytest.raises(UsageError, match="No space left on device; make room"):
            write_all(place, NEW, {})
    monkeypatch.setenv("REPORTGEN_LANG", "zh")
    with pytest.raises(UsageError, match=r"磁盘空间或配额不够.*原有的文件没有改动"):
        write_all(folder, NEW, {})
    assert contents(folder) == before
    assert (names(tmp_path), names(folder)) == (["out"], ["a.html", "b.pdf", MANIFEST])


def test_a_read_only_folder(tmp_path: Path, way: str) -> None:
    """Also for the superuser, whom the system would let through."""
    write_all(tmp_path / "out", OLD, {})
    before = contents(tmp_path / "out")
    os.chmod(tmp_path / "out", 0o555)
    with pytest.raises(UsageError, match="read-only"):
        write_all(tmp_path / "out", NEW, {})
    os.chmod(tmp_path / "out", 0o755)
    assert contents(tmp_path / "out") == before
    assert names(tmp_path) == ["out"]


def test_names_of_any_length(tmp_path: Path) -> None:
    """As long as the system allows; a longer one is told."""
    for name in ("x" * 255, "年" * 85):
        write_all(tmp_path / name, OLD, {})
        write_all(tmp_path / name, NEW, {})
        assert contents(tmp_path / name)["a.html"] == b"new a"
    with pytest.raises(UsageError, match="name too long"):
        write_all(tmp_path / ("x" * 256) / "out", OLD, {})
    assert len(names(tmp_path)) == 2


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
    for place in (tmp_path / "file" / "out", tmp_path / "file"):
        with pytest.raises(UsageError, match="a file of that name is in the way"):
            write_all(place, {"a": b""}, {})
    assert names(tmp_path) == ["file"]


def test_a_report_that_came_meanwhile_is_not_replaced(tmp_path: Path) -> None:
    """Two builds for a folder that is not there yet: who comes second is told. Another new folder is simply used."""
    folder = tmp_path / "out"
    with output_folder(folder) as claim:
        write_all(folder, OLD, {})
        with pytest.raises(UsageError, match="another build has just written"):
            write_all(folder, NEW, {}, claim)
    assert contents(folder)["a.html"] == b"old a"
    with output_folder(tmp_path / "second") as claim:
        (tmp_path / "second").mkdir()
        (tmp_path / "second" / "notes.txt").write_text("mine")
        write_all(tmp_path / "second", NEW, {}, claim)
    assert names(tmp_path / "second") == ["a.html", "b.pdf", MANIFEST, "notes.txt"]


@pytest.mark.parametrize("sort", ["beside", "inside"])
def test_only_leftovers_of_ours_are_removed(tmp_path: Path, sort: str) -> None:
    folder = tmp_path / "out"
    write_all(folder, OLD, {})
    where, prefix = (tmp_path, ".out.reportgen-") if sort == "beside" else (folder, ".reportgen-")
    (where / f"{prefix}aaaaaaaa" / "set").mkdir(parents=True)
    (where / f"{prefix}aaaaaaaa" / "set" / "a.html").write_text("half")
    (where / f"{prefix}bbbbbbbb").mkdir()
    kept: dict[str, Callable[[Path], object]] = {
        f"{prefix}cccccccc": lambda path: (path.mkdir(), (path / "thesis.txt").write_text("mine")),
        f"{prefix}toolongname": Path.mkdir,
        f"{prefix}dddddddd": Path.touch,
        f"{prefix}eeeeeeee": lambda path: path.symlink_to(tmp_path),
        ".other.reportgen-aaaaaaaa": Path.mkdir,
    }
    for name, make in kept.items():
        make(where / name)
    write_all(folder, NEW, {})
    assert {name for name in names(where) if "reportgen-" in name} == kept.keys()
    assert (where / f"{prefix}cccccccc" / "thesis.txt").read_text() == "mine"


def test_a_running_build_keeps_its_staging_folder(tmp_path: Path) -> None:
    with (
        output_folder(tmp_path / "out") as claim,
        staging.staging(tmp_path, staging.prefix_beside(tmp_path / "out"), claim) as box,
    ):
        (box / "set" / "a.html").write_text("being written")
        write_all(tmp_path / "out", OLD, {})
        assert (box / "set" / "a.html").read_text() == "being written"
    assert names(tmp_path) == ["out"]
    assert journal.left_behind(tmp_path, ".out.reportgen-") == []
