"""The nearest thing to an exchange, for folders that cannot be exchanged: file by file, the manifest last, with a way back.

A journal stands in the folder while the files change; who finds one puts the old files back.
"""

from __future__ import annotations

import json
import os
import stat
from collections.abc import Collection, Mapping
from contextlib import suppress
from pathlib import Path

from reportgen.publish.lock import Claim
from reportgen.publish.manifest import MANIFEST, is_plain
from reportgen.publish.staging import JOURNAL, OLD, PREFIX_INSIDE, SET, left_behind, remove, staging, sync, write_set


def replace_each(claim: Claim, contents: Mapping[str, bytes], replaced: Collection[str]) -> None:
    """Put each file in place of the old one, and take the other ``replaced`` ones away.

    Raises OSError when that fails; the old files are back then.
    """
    place = claim.folder
    with staging(place, PREFIX_INSIDE, claim) as box:
        write_set(box / SET, contents)
        os.mkdir(box / OLD)
        _write_journal(box, contents)
        try:
            for name in sorted(contents.keys() | replaced, key=lambda name: (name == MANIFEST, name)):
                _put_aside(place / name, box / OLD / name, gone=name not in contents)
                if name in contents:
                    os.replace(box / SET / name, place / name)
            sync(place)
            os.unlink(box / JOURNAL)  # from here on the new set stands
        except BaseException:
            _put_back(place, box)
            raise


def repair(place: Path) -> None:
    """Put back the old files of builds that were killed while they replaced them. Raises OSError when that fails."""
    for box in left_behind(place, PREFIX_INSIDE):
        _put_back(place, box)
        remove(box)


def _write_journal(box: Path, names: Collection[str]) -> None:
    """The new files by name and mark: one that replaced nothing is known by its mark when it has to go again."""
    marks = {name: _mark(box / SET / name) for name in sorted(names)}
    draft = box / f"{JOURNAL}.new"
    with open(draft, "w", encoding="utf-8") as file:
        json.dump({"format": 1, "files": marks}, file)
        file.flush()
        os.fsync(file.fileno())
    os.replace(draft, box / JOURNAL)
    sync(box)


def _mark(path: Path) -> list[int]:
    """What tells a file from another one of its name: number and time."""
    there = os.lstat(path)
    return [there.st_ino, there.st_mtime_ns]


def _read_journal(box: Path) -> dict[str, list[int]] | None:
    """The journal; None when there is none, or it is none that this program writes."""
    path = box / JOURNAL
    try:
        if not stat.S_ISREG(os.lstat(path).st_mode):
            return None
        marks = dict(json.loads(path.read_text(encoding="utf-8"))["files"])
    except (OSError, ValueError, TypeError, LookupError, RecursionError):
        return None
    return marks if all(is_plain(name) or name == MANIFEST for name in marks) else None


def _put_aside(path: Path, aside: Path, *, gone: bool) -> None:
    """Keep the file at ``path``, where there is one, also as ``aside``; there alone if it is to be ``gone``."""
    try:
        if gone:
            os.replace(path, aside)
            return
        try:
            os.link(path, aside, follow_symlinks=False)
        except FileNotFoundError:
            raise
        except (OSError, NotImplementedError):  # a file system without hard links
            os.replace(path, aside)
    except FileNotFoundError:
        pass


def _put_back(place: Path, box: Path) -> None:
    """Let the old files stand again, as far as the journal in ``box`` tells of new ones; then the journal goes."""
    marks = _read_journal(box)
    if marks is not None and stat.S_ISDIR(os.lstat(box / OLD).st_mode):
        for name, mark in marks.items():
            if not (box / OLD / name).exists():
                with suppress(FileNotFoundError):
                    if _mark(place / name) == mark:
                        os.unlink(place / name)
        for name in os.listdir(box / OLD):
            if is_plain(name) or name == MANIFEST:
                os.replace(box / OLD / name, place / name)
        sync(place)
    with suppress(OSError):
        os.unlink(box / JOURNAL)
