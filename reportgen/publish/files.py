"""Atomic writing of a set of files into a folder, with a manifest of their SHA-256 sums."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from reportgen import __version__
from reportgen.model.diagnostic import UsageError
from reportgen.model.language import say

MANIFEST = "manifest.json"


def manifest_bytes(files: Mapping[str, bytes], facts: Mapping[str, Any]) -> bytes:
    """The manifest as written: names in order, sizes, SHA-256 sums; ``facts`` such as year and edition go beside them."""
    document = {
        "format": 1,
        "generator": f"reportgen {__version__}",
        **facts,
        "files": [
            {"name": name, "sha256": hashlib.sha256(files[name]).hexdigest(), "size": len(files[name])}
            for name in sorted(files)
        ],
    }
    return (json.dumps(document, ensure_ascii=False, indent=2) + "\n").encode()


def listed_files(folder: Path) -> tuple[str, ...]:
    """Names that a manifest of ours in ``folder`` lists; nothing where there is none or it is not ours."""
    try:
        document = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        if document["format"] != 1 or not str(document["generator"]).startswith("reportgen "):
            return ()
        names = tuple(str(entry["name"]) for entry in document["files"])
    except (OSError, ValueError, KeyError, TypeError):
        return ()
    return tuple(name for name in names if Path(name).name == name and name not in ("", ".", ".."))


def refuse_input_folder(folder: Path, inputs: Iterable[Path]) -> None:
    """Raise UsageError when ``folder`` holds inputs: output is never mixed with what it is made from.

    An input that is itself a folder (own templates) holds everything below it.
    """
    resolved = folder.resolve()
    held = [path for path in inputs if path.resolve().parent == resolved and not path.is_dir()]
    held += [path for path in inputs if path.is_dir() and resolved.is_relative_to(path.resolve())]
    if not held and resolved.is_dir():
        held = [path for path in (resolved / "budget.yaml",) if path.exists()]
    if held:
        raise UsageError(
            say(
                f"输出文件夹 {folder} 里有输入文件 {held[0].name}，请换一个文件夹：--output out",
                f"the output folder {folder} holds the input file {held[0].name}; choose another: --output out",
            )
        )
    if resolved.exists() and not resolved.is_dir():
        raise UsageError(say(f"{folder} 不是文件夹", f"{folder} is not a folder"))


def write_all(folder: Path, files: Mapping[str, bytes], facts: Mapping[str, Any]) -> None:
    """Write ``files`` and their manifest into ``folder``, all or nothing.

    What an earlier manifest of ours listed and this set no longer holds is removed; every other file is left untouched.
    Raises UsageError when the folder cannot be written; the earlier state then stands.
    """
    contents = {**files, MANIFEST: manifest_bytes(files, facts)}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        staging = Path(tempfile.mkdtemp(prefix=".reportgen-", dir=folder))
    except OSError as error:
        raise UsageError(_cannot_write(folder, error)) from error
    try:
        for name, data in contents.items():
            (staging / name).write_bytes(data)
            os.chmod(staging / name, 0o644)
        stale = [name for name in listed_files(folder) if name not in contents]
        _swap(folder, staging, list(contents), stale)
    except OSError as error:
        raise UsageError(_cannot_write(folder, error)) from error
    finally:
        shutil.rmtree(staging, ignore_errors=True)


def _swap(folder: Path, staging: Path, names: list[str], stale: list[str]) -> None:
    """Move the staged files in place of the old ones; on failure put every old file back."""
    backup = staging / "old"
    backup.mkdir()
    moved: list[str] = []
    placed: list[str] = []
    try:
        for name in [*names, *stale]:
            if (folder / name).exists():
                os.replace(folder / name, backup / name)
                moved.append(name)
        for name in names:
            os.replace(staging / name, folder / name)
            placed.append(name)
    except OSError:
        for name in placed:
            (folder / name).unlink(missing_ok=True)
        for name in moved:
            os.replace(backup / name, folder / name)
        raise


def _cannot_write(folder: Path, error: OSError) -> str:
    reason = error.strerror or type(error).__name__
    return say(f"无法写入文件夹 {folder}：{reason}", f"cannot write to the folder {folder}: {reason}")
