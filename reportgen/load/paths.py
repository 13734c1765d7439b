"""Paths written in budget.yaml: relative, and kept inside its folder where the contract says so."""

from __future__ import annotations

import difflib
from pathlib import Path, PureWindowsPath

from reportgen.load.grid import split_reference
from reportgen.load.report import Report
from reportgen.model.place import Place
from reportgen.model.schema import FilePath


def resolve(folder: Path, written: str, kind: FilePath, place: Place, report: Report) -> Path | None:
    """The existing file or folder that ``written`` names, relative to ``folder``; None when an error was noted.

    L050: an absolute path, or one that leaves the folder by ``..``; L051: a link leads out; L052, L053: not there.
    The message repeats the path as written, never where it leads.
    """
    file = split_reference(written)[0] if kind.sheet else written
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
    try:
        real = target.resolve()
        there = bool(file) and (real.is_dir() if kind.folder else real.is_file())
        outside = kind.inside and not real.is_relative_to(folder.resolve())
    except (OSError, RuntimeError, ValueError):
        there, outside = False, False
    if outside:
        report.error("L051", "路径经由链接离开了 budget.yaml 所在的文件夹",
                "a link leads the path out of the folder of budget.yaml", place, written)  # fmt: skip
        return None
    if not there and kind.folder:
        report.error("L053", "找不到这个文件夹", "there is no such folder", place, written)
        return None
    if not there:
        report.error("L052", "找不到这个文件", "there is no such file", place, written, _near(folder, file, kind))
        return None
    return target


def _near(folder: Path, file: str, kind: FilePath) -> str | None:
    """The file beside budget.yaml whose name is most like the one written."""
    if not kind.inside:
        return None
    try:
        names = [path.name for path in folder.iterdir() if path.is_file()]
    except OSError:
        return None
    return next(iter(difflib.get_close_matches(file, names, n=1, cutoff=0.75)), None)
