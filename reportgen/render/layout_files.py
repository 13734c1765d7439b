"""The files of a layout: found, read, and laid over one another as one tree of nodes."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

import attrs

from reportgen.load.nodes import Block, Entry, Scalar, note_flaws, parse, read_text
from reportgen.load.report import Report
from reportgen.model.place import Place
from reportgen.render.resources import resource_dir

FILES: Final = ("layout.yaml", "tables.yaml", "phrases.yaml", "glossary.yaml")
"""``layout.yaml`` is the whole; each of the others holds the block of its own name."""

_NAME: Final = re.compile(r"[\w-]+")


@attrs.frozen
class Layers:
    """A layout's tree, and the shipped part of it alone (what the department's own phrases may refer to)."""

    merged: Block
    shipped: Block


def file_name(path: Path, folders: Iterable[Path], own: Path | None) -> str:
    """How messages call a file: ``FOLDER/file``, with ``templates/`` before the folder when it is a shipped one."""
    for folder in folders:
        if path.is_relative_to(folder):
            shipped = own is None or not folder.is_relative_to(own)
            return f"{'templates/' if shipped else ''}{folder.name}/{path.relative_to(folder).as_posix()}"
    return path.name


def find_folders(name: str, own: Path | None, report: Report) -> tuple[Path, ...]:
    """The folders of a layout, the department's own first, the layout that others extend last."""
    folders: list[Path] = [own] if own else []
    wanted: str | None = name
    place: Place | None = None
    while wanted is not None:
        folder = _layout_folder(wanted, own if wanted == name else None, report, place)
        if folder is None:
            break
        if folder in folders:
            report.error(
                "L509",
                f"版式 {wanted} 沿用了自己。",
                f"The layout {wanted} extends itself.",
                place,
                wanted,
            )
            break
        folders.append(folder)
        wanted, place = _extended(folder, folders, own, report)
    return tuple(folders)


def _layout_folder(name: str, own: Path | None, report: Report, place: Place | None) -> Path | None:
    shipped = resource_dir("templates")
    if _NAME.fullmatch(name):
        for parent in (own, shipped):
            if parent and (parent / name / "layout.yaml").is_file():
                return parent / name
    known = sorted(folder.parent.name for parent in (own, shipped) if parent for folder in parent.glob("*/layout.yaml"))
    near = difflib.get_close_matches(name, known, 1, 0.4) or known
    report.error(
        "L501",
        f"没有名为 {name} 的版式。",
        f"There is no layout named {name}.",
        place,
        name,
        "、".join(near),
    )
    return None


def _extended(folder: Path, folders: list[Path], own: Path | None, report: Report) -> tuple[str | None, Place | None]:
    """The layout that this one extends, and where it says so."""
    block = _read(folder / "layout.yaml", folders, own, report)
    entry = block.get("extends") if block else None
    if entry is None:
        return None, None
    text = entry.value.text if isinstance(entry.value, Scalar) else ""
    return text, entry.value.place


def read_layers(folders: tuple[Path, ...], own: Path | None, report: Report) -> Layers:
    """Read all files and lay the earlier folders over the later ones."""
    if own:
        _refuse_unknown_files(own, folders, report)
        _refuse_links_out(own, folders, report)
    shipped = merged = Block([], Place(FILES[0]))
    for folder in reversed(folders):
        for block in _blocks(folder, folders, own, report):
            merged = merge(merged, block)
        if folder != own:
            shipped = merged
    return Layers(merged, shipped)


def _blocks(folder: Path, folders: tuple[Path, ...], own: Path | None, report: Report) -> Iterator[Block]:
    """The files of a folder; what stands in ``tables.yaml`` and the others is put under the file's name."""
    for name in FILES:
        block = _read(folder / name, folders, own, report) if (folder / name).is_file() else None
        if block is not None:
            key = name.removesuffix(".yaml")
            yield block if name == FILES[0] else Block([Entry(key, block.place, block)], block.place)


def _read(path: Path, folders: Iterable[Path], own: Path | None, report: Report) -> Block | None:
    name = file_name(path, folders, own)
    text = read_text(path, name, report)
    block = parse(text, name, report) if text is not None else None
    if block is not None:
        note_flaws(block, report)
    return block


def _refuse_unknown_files(own: Path, folders: tuple[Path, ...], report: Report) -> None:
    for path in sorted(own.iterdir()):
        if path.suffix in (".yaml", ".yml") and path.name not in FILES:
            near = difflib.get_close_matches(path.name, FILES, 1, 0.4) or FILES
            name = file_name(path, folders, own)
            report.error(
                "L502",
                f"模板文件夹里的 {path.name} 不会被读取。",
                f"{path.name} in the folder of templates would not be read.",
                Place(name),
                path.name,
                "、".join(near),
            )


def _refuse_links_out(own: Path, folders: tuple[Path, ...], report: Report) -> None:
    """Own templates stay in their folder: nothing in it may be a link that leads out of it."""
    inside = own.resolve()
    for path in sorted(own.rglob("*")):
        if not path.resolve().is_relative_to(inside):
            name = file_name(path, folders, own)
            report.error(
                "L512",
                f"模板 {name} 是通到模板文件夹以外的链接，已拒绝。",
                f"Refused the template {name}: it is a link that leads out of the folder of templates.",
                Place(name),
                path.name,
            )


def merge(under: Block, over: Block) -> Block:
    """``over`` laid over ``under``: blocks key by key, anything else replaced, null takes a key out."""
    merged = {entry.key: entry for entry in under.entries}
    for entry in over.entries:
        below = merged.get(entry.key)
        if isinstance(entry.value, Scalar) and not entry.value.quoted and entry.value.blank:
            merged.pop(entry.key, None)
        elif below is not None and isinstance(below.value, Block) and isinstance(entry.value, Block):
            merged[entry.key] = Entry(entry.key, entry.place, merge(below.value, entry.value))
        else:
            merged[entry.key] = entry
    return Block(list(merged.values()), over.place)
