"""A whole folder put in the place of another by one step of the file system, foreign files carried along.

A foreign file gets a second name (a hard link) in the new folder before the step, so it has one at every instant, and is
the same file all the time. A foreign folder cannot have two names: a copy of links stands in for it, and after the step
it changes places with its stand-in.
"""

from __future__ import annotations

import errno
import os
import stat
import sys
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from reportgen.publish.lock import Claim
from reportgen.publish.staging import SET, prefix_beside, staging, sync, write_set

MOST: Final = 20_000
"""With more foreign files than this in a folder, carrying them along would take longer than writing the set."""
DEEPEST: Final = 40
"""Levels of foreign folders."""


class Unfit(Exception):
    """The folder cannot be exchanged; nothing was changed."""


def place_new(place: Path, contents: Mapping[str, bytes], claim: Claim) -> None:
    """Put a folder with these files at a name that is free, by one rename. Raises OSError; nothing is left then."""
    with staging(place.parent, prefix_beside(place), claim) as box:
        write_set(box / SET, contents)
        claim.add(box / SET)
        os.rename(box / SET, place)
        sync(place.parent)


def exchange(claim: Claim, contents: Mapping[str, bytes], replaced: Collection[str]) -> None:
    """Put a folder with these files, and all but the ``replaced`` ones of the old folder, in its place.

    Raises Unfit where that cannot be done, OSError when the files cannot be written; the old folder then stands.
    """
    place = claim.folder
    _refuse_unfit(place)
    left_out = {*contents, *replaced}
    box: Path | None = None
    try:
        with staging(place.parent, prefix_beside(place), claim) as box:
            new = box / SET
            with _or_unfit():
                _copy_attributes(place, new)
            write_set(new, contents)
            claim.add(new)  # whoever comes after the step finds the folder locked
            with _or_unfit():
                carried = _carry(place, new, left_out)
                sync(new)
                swap(new, place)
            sync(place.parent)
            sync(box)
            _give_back(new, place, carried, left_out)
    except OSError as error:
        if box is None:  # nothing can be made beside the folder
            raise Unfit(str(error)) from error
        raise


@contextmanager
def _or_unfit() -> Iterator[None]:
    try:
        yield
    except (OSError, NotImplementedError) as error:
        raise Unfit(str(error)) from error


def _refuse_unfit(place: Path) -> None:
    """Raise Unfit where the step is known to fail, or would leave somebody in the old folder."""
    if sys.platform not in ("linux", "darwin"):
        raise Unfit("no such call")
    if not os.access(place.parent, os.W_OK | os.X_OK):
        raise Unfit("read-only parent")
    with suppress(OSError):
        if Path(os.getcwd()).is_relative_to(place):
            raise Unfit("it is the current folder, of the shell as well")
    if os.path.ismount(place) or any(path.is_relative_to(place) for path in _mounts()):
        raise Unfit("a mount point")


def _mounts() -> list[Path]:
    """Where anything is mounted, as far as the system tells."""
    try:
        with open("/proc/self/mountinfo", "rb") as file:
            fields = [line.split(b" ")[4] for line in file]
    except (OSError, IndexError):
        return []
    return [Path(os.fsdecode(field.decode("unicode_escape").encode("latin-1"))) for field in fields]


def swap(one: Path, other: Path) -> None:
    """Let two names of one file system change places, in one step. Raises OSError where that cannot be done."""
    import ctypes

    libc = ctypes.CDLL(None, use_errno=True)
    here, first, second = -100, os.fsencode(one), os.fsencode(other)  # AT_FDCWD
    try:
        if sys.platform == "linux":
            failed = libc.renameat2(here, first, here, second, 2)  # RENAME_EXCHANGE
        else:
            failed = libc.renamex_np(first, second, 2)  # RENAME_SWAP
    except AttributeError as error:  # an old or a small C library
        raise OSError(errno.ENOSYS, os.strerror(errno.ENOSYS)) from error
    if failed:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number), str(other))


def _carry(source: Path, target: Path, left_out: Collection[str] = (), under: str = "") -> dict[str, int]:
    """Give every file below ``source`` a second name below ``target``; returns relative path → number in ``target``.

    Raises OSError when a file cannot have one, Unfit when there are too many.
    """
    if under.count("/") > DEEPEST:
        raise Unfit("too deep")
    carried: dict[str, int] = {}
    for name in sorted(os.listdir(source)):
        if name in left_out:
            continue
        origin, copy, path = source / name, target / name, f"{under}{name}"
        if stat.S_ISDIR(os.lstat(origin).st_mode):
            os.mkdir(copy, 0o700)
            carried |= _carry(origin, copy, (), f"{path}/")
            _copy_attributes(origin, copy)
            sync(copy)
        else:
            os.link(origin, copy, follow_symlinks=False)
        carried[path] = os.lstat(copy).st_ino
        if len(carried) > MOST:
            raise Unfit("too many foreign files")
    return carried


def _copy_attributes(source: Path, target: Path) -> None:
    """Owner, extended attributes (access lists among them), mode and times of a folder. Raises OSError when one differs."""
    wanted = os.stat(source)
    if (os.stat(target).st_uid, os.stat(target).st_gid) != (wanted.st_uid, wanted.st_gid):
        os.chown(target, wanted.st_uid, wanted.st_gid)
    if sys.platform == "linux":
        given, there = _attributes(source), _attributes(target)
        for name in there.keys() - given.keys():
            os.removexattr(target, name)
        for name, value in given.items():
            if there.get(name) != value:
                os.setxattr(target, name, value)
    os.chmod(target, stat.S_IMODE(wanted.st_mode))
    os.utime(target, ns=(wanted.st_atime_ns, wanted.st_mtime_ns))
    if os.stat(target).st_mode != wanted.st_mode:  # the system may drop a bit without saying so
        raise PermissionError(errno.EPERM, os.strerror(errno.EPERM), str(target))


def _attributes(folder: Path) -> dict[str, bytes]:
    if sys.platform != "linux":
        return {}
    try:
        return {name: os.getxattr(folder, name) for name in os.listxattr(folder)}
    except OSError as error:
        if error.errno == errno.ENOTSUP:
            return {}
        raise


def _give_back(old: Path, place: Path, carried: Mapping[str, int], left_out: Collection[str]) -> None:
    """After the step: foreign folders come back themselves, and so does what others wrote into the old folder meanwhile."""
    for path, number in carried.items():
        if "/" not in path:
            with suppress(OSError):  # then the stand-in stays, which has all that the folder had
                if stat.S_ISDIR(os.lstat(old / path).st_mode) and os.lstat(place / path).st_ino == number:
                    swap(old / path, place / path)
    with suppress(OSError):
        _merge(old, place, carried, left_out)


def _merge(displaced: Path, live: Path, carried: Mapping[str, int], left_out: Collection[str], under: str = "") -> None:
    """Move what came into ``displaced``, or was replaced there, since it was carried, and is not newer in ``live``."""
    for name in os.listdir(displaced):
        if name in left_out:
            continue
        path = f"{under}{name}"
        mine, there = os.lstat(displaced / name), _lstat(live / name)
        if there is not None and stat.S_ISDIR(mine.st_mode) and stat.S_ISDIR(there.st_mode):
            _merge(displaced / name, live / name, carried, (), f"{path}/")
        elif mine.st_ino != carried.get(path) and (there and there.st_ino) == carried.get(path):
            with suppress(OSError):
                os.rename(displaced / name, live / name)


def _lstat(path: Path) -> os.stat_result | None:
    try:
        return os.lstat(path)
    except FileNotFoundError:
        return None
