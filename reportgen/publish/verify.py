"""Whether a folder still holds the set that its manifest tells of, to the byte, and nothing else."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import attrs

from reportgen.model.diagnostic import UsageError
from reportgen.model.language import say
from reportgen.publish.manifest import MANIFEST, BadManifest, Entry, read_manifest

State = Literal["changed", "missing", "added"]
BLOCK = 1 << 20


@attrs.frozen
class Deviation:
    """A file that is not as the manifest tells."""

    name: str
    """Its path in the folder; a folder without files ends in ``/``."""
    state: State
    message: str
    """What is wrong, in the reader's language."""


@attrs.frozen
class Verification:
    """What `verify` found: the set is whole when nothing deviates."""

    version: str
    """The version of the program that wrote the set; empty when it is not told."""
    files: int
    """How many the manifest lists."""
    deviations: tuple[Deviation, ...]


def verify(folder: Path) -> Verification:
    """Compare every file in ``folder`` with its manifest: changed and missing ones in its order, then added ones.

    Links are not followed. Raises UsageError when there is no folder, or no manifest of ours in it that can be read.
    """
    while True:
        if not os.path.isdir(folder):
            raise UsageError(say(f"{folder} 不是文件夹", f"{folder} is not a folder"))
        before = os.stat(folder)
        found: Verification | UsageError
        try:
            found = _verify(folder)
        except (BadManifest, OSError) as error:
            reason = (error.strerror if isinstance(error, OSError) else None) or str(error)
            zh, en = f"无法核对 {folder}：{reason}", f"{folder} cannot be verified: {reason}"
            found = UsageError(say(zh, en))
        if os.path.isdir(folder) and not os.path.samestat(before, os.stat(folder)):
            continue  # a build has just put another set in place
        if isinstance(found, UsageError):
            raise found
        return found


def _verify(folder: Path) -> Verification:
    manifest = read_manifest(folder)
    deviations = [found for entry in manifest.entries if (found := _compared(folder, entry)) is not None]
    listed = {MANIFEST, *(entry.name for entry in manifest.entries)}
    message = say("清单里没有", "not in the manifest")
    deviations += [Deviation(name, "added", message) for name in _names(folder) if name not in listed]
    return Verification(manifest.version, len(manifest.entries), tuple(deviations))


def _compared(folder: Path, entry: Entry) -> Deviation | None:
    path = folder / entry.name
    try:
        mode = os.lstat(path).st_mode
        if not stat.S_ISREG(mode):
            return Deviation(entry.name, "changed", say("不再是普通文件", "no longer a plain file"))
        with open(path, "rb", opener=_opened) as file:
            size = os.fstat(file.fileno()).st_size
            if size != entry.size:
                zh, en = f"大小 {size} 字节，清单为 {entry.size}", f"{size} bytes, {entry.size} in the manifest"
                return Deviation(entry.name, "changed", say(zh, en))
            digest = hashlib.sha256()
            while block := file.read(BLOCK):
                digest.update(block)
    except FileNotFoundError:
        return Deviation(entry.name, "missing", say("清单里有，文件夹里没有", "in the manifest, not in the folder"))
    except OSError as error:
        reason = error.strerror or type(error).__name__
        return Deviation(entry.name, "changed", say(f"无法读取：{reason}", f"cannot be read: {reason}"))
    if digest.hexdigest() != entry.sha256:
        return Deviation(entry.name, "changed", say("SHA-256 与清单不符", "its SHA-256 is not the manifest's"))
    return None


def _opened(path: str, flags: int) -> int:
    return os.open(path, flags | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))


def _names(folder: Path) -> Iterator[str]:
    """Paths of everything in the folder, in order; of folders what they hold, or themselves when that is nothing."""
    for path, folders, files in os.walk(folder, onerror=_raise):
        inside = os.path.relpath(path, folder).replace(os.sep, "/")
        under = "" if inside == "." else f"{inside}/"
        folders.sort()
        links = [name for name in folders if os.path.islink(os.path.join(path, name))]
        yield from (f"{under}{name}" for name in sorted([*files, *links]))
        if under and not files and not folders:
            yield under


def _raise(error: OSError) -> None:
    raise error
