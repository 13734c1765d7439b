"""manifest.json: the files of a set with their SHA-256 sums, and what the set was made from."""

from __future__ import annotations

import hashlib
import json
import os
import re
import stat
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import attrs

from reportgen import __version__
from reportgen.model.language import say

MANIFEST: Final = "manifest.json"
FORMAT: Final = 1
"""Version of the document."""
GENERATOR: Final = "reportgen "
MOST_BYTES: Final = 4_000_000
"""A larger manifest is not read: ours has a few hundred bytes a file."""
SUM: Final = re.compile(r"[0-9a-f]{64}")


class BadManifest(Exception):
    """A manifest that is not there, cannot be read, or is not one of ours; the message is in the reader's language."""


@attrs.frozen
class Entry:
    """A file of the set."""

    name: str
    sha256: str
    size: int
    """Bytes."""


@attrs.frozen
class Manifest:
    """What a manifest of ours tells."""

    version: str
    """The version of the program that wrote the set; empty when the manifest does not tell it."""
    entries: tuple[Entry, ...]


def manifest_bytes(files: Mapping[str, bytes], facts: Mapping[str, Any]) -> bytes:
    """The manifest as written: names in order, sizes, SHA-256 sums; ``facts`` such as year and edition go beside them."""
    document = {
        "format": FORMAT,
        "generator": f"{GENERATOR}{__version__}",
        "version": __version__,
        **facts,
        "files": [
            {"name": name, "sha256": hashlib.sha256(files[name]).hexdigest(), "size": len(files[name])}
            for name in sorted(files)
        ],
    }
    return (json.dumps(document, ensure_ascii=False, indent=2) + "\n").encode()


def read_manifest(folder: Path) -> Manifest:
    """The manifest of ours in ``folder``. Raises BadManifest; what it holds is not trusted before it is checked."""
    return _checked(_document(_content(folder / MANIFEST)))


def listed_files(folder: Path) -> tuple[str, ...] | None:
    """Names that a manifest of ours in ``folder`` lists; None where there is none, or it is not ours."""
    try:
        return tuple(entry.name for entry in read_manifest(folder).entries)
    except BadManifest:
        return None


def is_plain(name: object) -> bool:
    """Whether a name is that of a file in the folder itself: no path, no device of any system, nothing unprintable."""
    return (
        isinstance(name, str)
        and 0 < len(name.encode("utf-8", "surrogatepass")) <= 255
        and name not in (".", "..", MANIFEST)
        and not set(name) & set('/\\:*?"<>|')
        and name.isprintable()
    )


def _content(path: Path) -> bytes:
    """The bytes of the manifest: of a plain file, never through a link, never more than it may have."""
    try:
        # O_NONBLOCK: a named pipe in its place must not stop the program
        flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
        handle = os.open(path, flags)
        with os.fdopen(handle, "rb") as file:
            if not stat.S_ISREG(os.fstat(handle).st_mode):
                raise BadManifest(say(f"{MANIFEST} 不是普通文件", f"{MANIFEST} is no plain file"))
            data = file.read(MOST_BYTES + 1)
    except FileNotFoundError as error:
        raise BadManifest(say(f"没有 {MANIFEST}", f"there is no {MANIFEST}")) from error
    except OSError as error:
        if path.is_symlink():
            raise BadManifest(say(f"{MANIFEST} 是符号链接", f"{MANIFEST} is a symbolic link")) from error
        reason = error.strerror or type(error).__name__
        raise BadManifest(say(f"无法读取 {MANIFEST}：{reason}", f"{MANIFEST} cannot be read: {reason}")) from error
    if len(data) > MOST_BYTES:
        raise BadManifest(say(f"{MANIFEST} 太大", f"{MANIFEST} is too large"))
    return data


def _document(data: bytes) -> dict[str, Any]:
    try:
        document = json.loads(data.decode("utf-8"), object_pairs_hook=_once)
    except (ValueError, RecursionError) as error:
        raise BadManifest(say(f"{MANIFEST} 不是合规的 JSON", f"{MANIFEST} is no valid JSON")) from error
    if not isinstance(document, dict) or not str(document.get("generator", "")).startswith(GENERATOR):
        raise BadManifest(say(f"{MANIFEST} 不是 reportgen 写的清单", f"{MANIFEST} is no manifest that reportgen wrote"))
    if type(document.get("format")) is not int or document["format"] != FORMAT:
        zh = f"{MANIFEST} 的格式版本不是 {FORMAT}，这个版本的程序不认识"
        raise BadManifest(say(zh, f"the format of {MANIFEST} is not {FORMAT}: this version cannot read it"))
    return document


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object; a key given twice, which two readers may read differently, is an error."""
    read = dict(pairs)
    if len(read) < len(pairs):
        raise ValueError("repeated key")
    return read


def _checked(document: Mapping[str, Any]) -> Manifest:
    listed = document.get("files")
    if not isinstance(listed, list):
        raise BadManifest(say(f"{MANIFEST} 里没有文件列表", f"{MANIFEST} has no list of files"))
    entries = tuple(_entry(item, number) for number, item in enumerate(listed, 1))
    if len({entry.name for entry in entries}) < len(entries):
        raise BadManifest(say(f"{MANIFEST} 里有重复的文件名", f"{MANIFEST} lists a file twice"))
    version = document.get("version", "")
    return Manifest(version if isinstance(version, str) else "", entries)


def _entry(item: object, number: int) -> Entry:
    if isinstance(item, dict):
        name, digest, size = item.get("name"), item.get("sha256"), item.get("size")
        good_sum = isinstance(digest, str) and SUM.fullmatch(digest) is not None
        if is_plain(name) and good_sum and type(size) is int and size >= 0:
            return Entry(str(name), str(digest), size)
    zh = f"{MANIFEST} 里的第 {number} 个文件写得不对：名称、SHA-256 和大小都要有，名称不能是路径"
    en = f"file {number} in {MANIFEST} is malformed: it needs name, sha256 and size, and the name may be no path"
    raise BadManifest(say(zh, en))
