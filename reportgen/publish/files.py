"""Writing a set of files with its manifest into a folder: all or nothing, killed at any instant.

Where the system can, the whole folder changes places with a finished one (`exchange`); elsewhere the files are replaced
one by one, and the next build puts an interrupted one right (`journal`).
"""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, nullcontext, suppress
from pathlib import Path
from typing import Any

from reportgen.model.diagnostic import UsageError
from reportgen.model.language import say
from reportgen.publish.exchange import Unfit, exchange, place_new
from reportgen.publish.journal import repair, replace_each
from reportgen.publish.lock import Claim, claimed
from reportgen.publish.manifest import MANIFEST, listed_files, manifest_bytes
from reportgen.publish.staging import sweep
from reportgen.publish.trouble import cannot_write


def refuse_input_folder(folder: Path, inputs: Iterable[Path]) -> None:
    """Raise UsageError when ``folder`` holds inputs: output is never mixed with what it is made from.

    An input that is itself a folder (own templates) holds everything below it.
    """
    resolved = Path(os.path.realpath(folder))
    held = [path for path in inputs if Path(os.path.realpath(path)).parent == resolved and not path.is_dir()]
    held += [path for path in inputs if path.is_dir() and resolved.is_relative_to(path.resolve())]
    if not held and os.path.isdir(resolved):
        held = [path for path in (resolved / "budget.yaml",) if os.path.exists(path)]
    if held:
        raise UsageError(
            say(
                f"输出文件夹 {folder} 里有输入文件 {held[0].name}，请换一个文件夹：--output out",
                f"the output folder {folder} holds the input file {held[0].name}; choose another: --output out",
            )
        )
    if os.path.exists(resolved) and not os.path.isdir(resolved):
        raise UsageError(say(f"{folder} 不是文件夹", f"{folder} is not a folder"))


@contextmanager
def output_folder(folder: Path) -> Iterator[Claim]:
    """The folder, for this process alone while the block runs; what a killed build left there is put right first.

    Raises UsageError when another build has it, or it cannot be opened or put right.
    """
    if os.path.islink(folder) and not os.path.isdir(folder):
        zh, en = f"{folder} 是符号链接，指向的不是文件夹", f"{folder} is a symbolic link that leads to no folder"
        raise UsageError(say(zh, en))
    with claimed(folder) as claim:
        sweep(claim)
        try:
            if claim.holds():
                repair(claim.folder)
        except OSError as error:
            raise cannot_write(folder, error) from error
        yield claim


def write_all(folder: Path, files: Mapping[str, bytes], facts: Mapping[str, Any], claim: Claim | None = None) -> None:
    """Write ``files`` (plain name → bytes) and their manifest, which tells ``facts`` too, into ``folder``, all or nothing.

    What an earlier manifest of ours listed and this set no longer holds is removed; every other file is left untouched.
    ``claim`` is the folder's from `output_folder`, where the caller has one. Raises UsageError when another build has the
    folder, something that no manifest lists is in the way, or the folder cannot be written; what was there then stands.
    """
    contents = {**files, MANIFEST: manifest_bytes(files, facts)}
    with output_folder(folder) if claim is None else nullcontext(claim) as held:
        try:
            _write(folder, held, contents)
        except OSError as error:
            raise cannot_write(folder, error) from error


def _write(folder: Path, claim: Claim, contents: Mapping[str, bytes]) -> None:
    place = claim.folder
    if not os.path.lexists(place):
        with _parents(place.parent):
            place_new(place, contents, claim)
        return
    if not os.path.isdir(place):
        raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR))
    if not claim.holds():
        _take_late(folder, claim)
    if not stat.S_IMODE(os.stat(place).st_mode) & 0o222 or not os.access(place, os.W_OK | os.X_OK):
        zh, en = f"文件夹 {folder} 是只读的，没有改动任何文件", f"the folder {folder} is read-only; nothing was changed"
        raise UsageError(say(zh, en))
    listed = listed_files(place)
    ours = {name for name in (*listed, MANIFEST) if _is_file(place / name)} if listed is not None else set()
    for name in sorted(contents, key=lambda name: name != MANIFEST):  # without it no other file is ours
        _refuse_stranger(folder, place / name, contents[name], name in ours)
    try:
        exchange(claim, contents, ours)
    except Unfit:
        replace_each(claim, contents, ours)


def _take_late(folder: Path, claim: Claim) -> None:
    """The folder has come since the build began: an empty one, or one with other files, is taken; a report is not replaced."""
    if os.path.lexists(claim.folder / MANIFEST):
        zh = f"文件夹 {folder} 里刚刚由另一次生成写出了报告，这一次没有写。需要的话请再生成一次。"
        en = (
            f"another build has just written its report into the folder {folder}; this one wrote nothing. Run it again."
        )
        raise UsageError(say(zh, en))
    claim.take()


def _is_file(path: Path) -> bool:
    try:
        return stat.S_ISREG(os.lstat(path).st_mode)
    except OSError:
        return False


def _refuse_stranger(folder: Path, path: Path, data: bytes, ours: bool) -> None:
    """Raise UsageError when what stands at ``path`` is not a file of ours, and not the very same file, either."""
    try:
        mode = os.lstat(path).st_mode
    except FileNotFoundError:
        return
    if stat.S_ISREG(mode) and (ours or (os.path.getsize(path) == len(data) and path.read_bytes() == data)):
        return
    if stat.S_ISLNK(mode):
        zh, en = "一个符号链接", "a symbolic link"
    elif stat.S_ISDIR(mode):
        zh, en = "一个文件夹", "a folder"
    else:
        zh, en = "一个不是由本程序的清单列出的文件", "a file that no manifest of this program lists"
    raise UsageError(
        say(
            f"{folder / path.name} 是{zh}，没有改动任何文件。请先把它移开，或用 --output 换一个文件夹。",
            f"{folder / path.name} is {en}; nothing was changed. Move it away, or choose another --output.",
        )
    )


@contextmanager
def _parents(folder: Path) -> Iterator[None]:
    """Make a folder with those above it; those that were made go again when the block fails."""
    missing = []
    for path in (folder, *folder.parents):
        if os.path.lexists(path):
            break
        missing.append(path)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        yield
    except BaseException:
        for path in missing:
            with suppress(OSError):
                os.rmdir(path)
        raise
