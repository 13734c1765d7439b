"""The manifest: what it tells, and what is refused of one that somebody else wrote."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from reportgen import __version__
from reportgen.publish.manifest import MANIFEST, BadManifest, is_plain, listed_files, manifest_bytes, read_manifest

SUM = "0" * 64


def test_what_it_tells() -> None:
    facts = {"year": 2024, "department": "某局", "formats": ["html"]}
    document = json.loads(manifest_bytes({"b": b"", "a": b"x"}, facts))
    assert list(document) == ["format", "generator", "version", "year", "department", "formats", "files"]
    assert (document["format"], document["generator"]) == (1, f"reportgen {__version__}")
    assert [entry["name"] for entry in document["files"]] == ["a", "b"]


def test_is_read_back(tmp_path: Path) -> None:
    (tmp_path / MANIFEST).write_bytes(manifest_bytes({"报告.html": b"page"}, {}))
    manifest = read_manifest(tmp_path)
    assert manifest.version == __version__
    assert [(entry.name, entry.size) for entry in manifest.entries] == [("报告.html", 4)]
    assert listed_files(tmp_path) == ("报告.html",)


@pytest.mark.parametrize(
    "name",
    ["", ".", "..", "/etc/passwd", "../x", "a/b", "a\\b", "C:x", "a\0b", "a\nb", "\u202etxt", "x" * 256, "a\ud800",
     MANIFEST, 3, None, ["a"]],
)  # fmt: skip
def test_names_that_are_none(name: object) -> None:
    assert not is_plain(name)


def document(**changes: Any) -> dict[str, Any]:
    return {"format": 1, "generator": "reportgen 1.0", "files": [{"name": "a", "sha256": SUM, "size": 1}], **changes}


def entry(**changes: Any) -> dict[str, Any]:
    return document(files=[{"name": "a", "sha256": SUM, "size": 1, **changes}])


BAD: dict[str, tuple[object, str]] = {
    "no JSON": (b"not json", "no valid JSON"),
    "empty": (b"", "no valid JSON"),
    "not UTF-8": (json.dumps(document()).encode("utf-16"), "no valid JSON"),
    "deep": (b"[" * 100_000, "no valid JSON"),
    "number": (b'{"format": ' + b"9" * 5000 + b"}", "no valid JSON"),
    "key twice": (json.dumps(document())[:-1].encode() + b', "files": []}', "no valid JSON"),
    "huge": (b" " * 4_000_001, "too large"),
    "list": ([], "no manifest that reportgen wrote"),
    "other": (document(generator="webpack 5"), "no manifest that reportgen wrote"),
    "newer": (document(format=2), "format of manifest.json is not 1"),
    "true": (document(format=True), "format of manifest.json is not 1"),
    "no list": (document(files={"a": SUM}), "no list of files"),
    "no record": (document(files=["a"]), "file 1 in manifest.json is malformed"),
    "path": (entry(name="../../etc/passwd"), "the name may be no path"),
    "itself": (entry(name=MANIFEST), "malformed"),
    "sum": (entry(sha256="0" * 63), "malformed"),
    "sum type": (entry(sha256=None), "malformed"),
    "size": (entry(size=-1), "malformed"),
    "size type": (entry(size="1"), "malformed"),
    "twice": (document(files=entry()["files"] * 2), "lists a file twice"),
}


@pytest.mark.parametrize("case", BAD)
def test_what_is_refused(case: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REPORTGEN_LANG", "en")
    content, message = BAD[case]
    (tmp_path / MANIFEST).write_bytes(content if isinstance(content, bytes) else json.dumps(content).encode())
    with pytest.raises(BadManifest, match=message):
        read_manifest(tmp_path)
    assert listed_files(tmp_path) is None


def test_what_is_no_plain_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A link is not followed, a pipe does not stop the program."""
    monkeypatch.setenv("REPORTGEN_LANG", "en")
    (tmp_path / "good").write_bytes(manifest_bytes({}, {}))
    path = tmp_path / MANIFEST
    for make, message in (
        (lambda: path.symlink_to("good"), "a symbolic link"),
        (lambda: os.mkfifo(path), "no plain file"),
    ):
        make()
        with pytest.raises(BadManifest, match=message):
            read_manifest(tmp_path)
        path.unlink()
    with pytest.raises(BadManifest, match="there is no"):
        read_manifest(tmp_path)
    path.mkdir()
    with pytest.raises(BadManifest, match=r"no plain file|cannot be read"):
        read_manifest(tmp_path)
