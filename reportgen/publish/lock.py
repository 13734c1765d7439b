"""One build at a time into a folder.

The folder itself is locked: nothing is left beside or in it, and the system lets go of the lock when its process ends,
however it ends. Where folders cannot be locked (Windows, some network drives) a file with a leading dot is, which the
next build takes over and removes.
"""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from reportgen.model.diagnostic import UsageError
from reportgen.model.language import say
from reportgen.publish.trouble import cannot_write

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

BUSY: Final = frozenset({errno.EAGAIN, errno.EWOULDBLOCK, errno.EACCES, errno.EDEADLK})
"""What the systems answer when another process holds a lock."""

_held: set[int] = set()
"""Handles of this process's locks."""


def _let_go() -> None:
    """In a forked child: a lock ends with the process that took it, not with the last of its children."""
    for handle in _held:
        with suppress(OSError):
            os.close(handle)
    _held.clear()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_let_go)


class Claim:
    """A folder that this process alone writes into. ``folder`` is where it really is, links resolved."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._handles: list[int] = []
        self._lock_file: Path | None = None

    def take(self) -> None:
        """Lock the folder, where there is one. Raises UsageError when another build has it, OSError when it is unreadable."""
        while self._lock_file is None:
            try:
                if self._add(self.folder):
                    return
            except (FileNotFoundError, NotADirectoryError):
                return  # it is put in place by a rename, which one build alone can win
            except _NoFolderLocks:
                self._lock_file = self._take_file()
                return
            raise self._busy()

    def add(self, folder: Path) -> bool:
        """Lock another folder too, one that is to take the place of this one. False when another process has it."""
        try:
            return self._add(folder)
        except _NoFolderLocks:
            return True  # the lock of the name holds for both

    def holds(self) -> bool:
        """Whether what now stands at the folder's name is what was locked."""
        return self._lock_file is not None or any(_is_at(handle, self.folder) for handle in self._handles)

    def release(self) -> None:
        """Let go of everything."""
        if self._lock_file is not None:
            with suppress(OSError):
                os.unlink(self._lock_file)
        for handle in self._handles:
            if handle in _held:
                _unlock(handle)
        if self._lock_file is not None:  # where an open file cannot be removed
            with suppress(OSError):
                os.unlink(self._lock_file)
        self._handles.clear()
        self._lock_file = None

    def _add(self, folder: Path) -> bool:
        handle = _lock_folder(folder)
        if handle is not None:
            self._handles.append(handle)
        return handle is not None

    def _take_file(self) -> Path | None:
        beside = self.folder.parent / f".{self.folder.name}.reportgen-lock"
        for path in (beside, self.folder / ".reportgen-lock"):
            try:
                handle = _lock_file(path)
            except OSError:
                continue  # a read-only parent, or a folder that is not there yet
            if handle is None:
                raise self._busy()
            self._handles.append(handle)
            return path
        return None

    def _busy(self) -> UsageError:
        folder = self.folder
        zh = f"另一次生成正在使用文件夹 {folder}，没有写出文件。等它结束后再试，或用 --output 换一个文件夹。"
        en = (
            f"another build is using the folder {folder}; nothing was written. Wait for it, or choose another --output."
        )
        return UsageError(say(zh, en))


@contextmanager
def claimed(folder: Path) -> Iterator[Claim]:
    """The folder for this process alone. Raises UsageError when another build has it, or it cannot be opened."""
    claim = Claim(Path(os.path.realpath(folder)))
    try:
        try:
            claim.take()
        except OSError as error:
            raise cannot_write(folder, error) from error
        yield claim
    finally:
        claim.release()


def _lock_folder(folder: Path) -> int | None:
    """Lock the folder of that name: a handle to close, or None when another process has it.

    Raises OSError when it cannot be opened, _NoFolderLocks where the system cannot lock it.
    """
    if sys.platform == "win32":
        raise _NoFolderLocks
    while True:
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
        _held.add(handle)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            if _is_at(handle, folder):
                return handle
        except OSError as error:
            if error.errno in BUSY:
                _unlock(handle)
                return None
            _unlock(handle)
            raise _NoFolderLocks from error
        _unlock(handle)  # another build put a new folder into its place before it let go of this one


def _unlock(handle: int) -> None:
    """Let go of a lock."""
    _held.discard(handle)
    os.close(handle)


def _lock_file(path: Path) -> int | None:
    """Lock a file made for the purpose; None when another process has it."""
    while True:
        handle = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o600)
        _held.add(handle)
        try:
            if sys.platform == "win32":
                msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
            else:
                fcntl.lockf(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            _unlock(handle)
            if error.errno in BUSY:
                return None
            raise
        if _is_at(handle, path):
            return handle
        _unlock(handle)  # it was removed by the build that held it


def _is_at(handle: int, path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(handle), os.lstat(path))
    except FileNotFoundError:
        return False


class _NoFolderLocks(OSError):
    """Folders cannot be locked here."""
