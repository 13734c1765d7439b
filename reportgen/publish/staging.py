"""A hidden folder in which a set is made ready, and the removal of those that a killed build left."""

from __future__ import annotations

import os
import re
import shutil
import stat
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from reportgen.publish.lock import Claim

SET: Final = "set"
"""In the staging folder: the new set; after an exchange the old folder."""
OLD: Final = "old"
"""In the staging folder: old files that renames have put aside."""
JOURNAL: Final = "journal.json"
KNOWN: Final = frozenset({SET, OLD, JOURNAL, f"{JOURNAL}.new"})
SUFFIX: Final = re.compile(r"[a-z0-9_]{8}")
"""What the system adds to a prefix."""


def prefix_beside(place: Path) -> str:
    """How the names of staging folders beside ``place`` begin; short enough for any name of a folder."""
    return f".{os.fsencode(place.name)[:180].decode('utf-8', 'ignore')}.reportgen-"


PREFIX_INSIDE: Final = ".reportgen-"
"""The same for those in the output folder itself."""


@contextmanager
def staging(parent: Path, prefix: str, claim: Claim) -> Iterator[Path]:
    """A new staging folder with an empty `SET` in it, removed at the end unless a journal is left in it.

    The set has the mode of any new folder. Raises OSError when it cannot be made.
    """
    box = _new(parent, prefix, claim)
    try:
        os.mkdir(box / SET)
        yield box
    finally:
        if not (box / JOURNAL).exists():
            remove(box)


def _new(parent: Path, prefix: str, claim: Claim) -> Path:
    while True:
        box = Path(tempfile.mkdtemp(prefix=prefix, dir=parent))
        try:
            if claim.add(box):
                return box
        except FileNotFoundError:
            continue  # until it is locked, a build that cleans up takes it for left behind
        except OSError:
            os.rmdir(box)
            raise


def write_set(folder: Path, contents: Mapping[str, bytes]) -> None:
    """Write every file, readable for all whatever the umask, and see it on the disk."""
    for name, data in contents.items():
        handle = os.open(folder / name, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o644)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.chmod(folder / name, 0o644)
            os.fsync(handle)
    sync(folder)


def sync(folder: Path) -> None:
    """See the names in a folder on the disk, where the system can."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def left_behind(parent: Path, prefix: str) -> list[Path]:
    """Staging folders that are there: by name, and by holding nothing else than such a folder does."""
    found = []
    with suppress(OSError), os.scandir(parent) as entries:
        for entry in entries:
            name = entry.name
            if name.startswith(prefix) and SUFFIX.fullmatch(name.removeprefix(prefix)):
                with suppress(OSError):
                    if entry.is_dir(follow_symlinks=False) and set(os.listdir(entry.path)) <= KNOWN:
                        found.append(parent / name)
    return sorted(found)


def sweep(claim: Claim) -> None:
    """Remove the staging folders beside the claimed folder that no running build holds."""
    place = claim.folder
    for box in left_behind(place.parent, prefix_beside(place)):
        with suppress(OSError):
            if claim.add(box):
                remove(box)


def remove(box: Path) -> None:
    """Remove a staging folder with all below it; links in it are not followed.

    Foreign files in it are second names of those in the output folder.
    """
    for folder, names, _ in os.walk(box):
        for name in names:
            path = os.path.join(folder, name)
            with suppress(OSError):
                if stat.S_IMODE(os.lstat(path).st_mode) & 0o700 != 0o700 and not os.path.islink(path):
                    os.chmod(path, 0o700)  # a folder that was carried along may be read-only
    shutil.rmtree(box, ignore_errors=True)
