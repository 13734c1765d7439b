"""Paths written in budget.yaml: relative, and kept inside its folder where the contract says so."""

from __future__ import annotations

import difflib
from itertools import islice
from pathlib import Path, PureWindowsPath
from typing import Final

from reportgen.load.grid import split_reference
from reportgen.load.report import Report
from reportgen.model.place import Place
from reportgen.model.schema import FilePath

LONGEST: Final = 255
"""No more characters of a path are repeated: no name of a file is longer."""
MOST_NAMES: Final = 1000
"""So many files are compared with a name that is not there."""


def resolve(folder: Path, written: str, kind: FilePath, place: Place, report: Report) -> Path | None:
    """The existing file or folder that ``written`` names, relative to ``folder``; None when an error was noted.

    L050: an absolute path, or one that leaves the folder by ``..``; L051: a link leads out; L052, L053: not there.
    The message repeats the path as written, never where it leads.
    """
    file = split_reference(written)[0] if kind.sheet else written
    written = written if len(written) <= LONGEST else written[: LONGEST - 1] + "…"
    windows = PureWindowsPath(file)
    if windows.drive or windows.root or file.startswith("/"):
        report.error("L050", "路径应相对于 budget.yaml，不能写绝对路径",
                "the path must be relative to budget.yaml, not absolute", place, written)  # fmt: skip
        return None
    if kind.inside and ".." in windows.parts:
        report.error("L050", "路径不能离开 budget.yaml 所在的文件夹（..）",
                "the path must not leave the folder of budget.yaml (..)", place, written)  # fmt: skip
        return None
    target = folder / file
    why: tuple[str, str] | None = None
    try:
        real = target.resolve()
        there = bool(file) and (real.is_dir() if kind.folder else real.is_file())
        outside = kind.inside and not real.is_relative_to(folder.resolve())
        if not there and not outside:
            why = _instead(target, kind)
    except RuntimeError:
        there, outside, why = False, False, ("链接绕成了圈", "the links lead in a circle")
    except (OSError, ValueError):
        there, outside = False, False
    if outside:
        report.error("L051", "路径经由链接离开了 budget.yaml 所在的文件夹",
                "a link leads the path out of the folder of budget.yaml", place, written)  # fmt: skip
        return None
    if not there and kind.folder:
        report.error("L053", *(why or ("找不到这个文件夹", "there is no such folder")), place, written)
        return None
    if not there:
        near = _near(folder, file, kind) if why is None else None
        report.error("L052", *(why or ("找不到这个文件", "there is no such file")), place, written, near)
        return None
    return target


def _instead(target: Path, kind: FilePath) -> tuple[str, str] | None:
    """What stands there in place of the file or folder that is wanted; None where there is nothing."""
    if not target.exists():
        return ("链接指向不存在的文件", "a link that leads nowhere") if target.is_symlink() else None
    if kind.folder:
        return "这不是文件夹", "this is no folder"
    if target.is_dir():
        return "这是一个文件夹，不是文件", "this is a folder, not a file"
    return "这是管道或设备，不是文件", "this is a pipe or a device, not a file"


def _near(folder: Path, file: str, kind: FilePath) -> str | None:
    """The file beside budget.yaml whose name is most like the one written."""
    if not kind.inside:
        return None
    try:
        names = [path.name for path in islice(folder.iterdir(), MOST_NAMES) if path.is_file()]
    except OSError:
        return None
    alike = [name for name in names if name.casefold() == file.casefold()]
    return next(iter(alike or difflib.get_close_matches(file[:200], names, n=1, cutoff=0.75)), None)
