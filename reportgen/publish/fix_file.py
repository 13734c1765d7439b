"""One input file that replacements are written into: budget.yaml or a CSV table, kept to the byte elsewhere."""

from __future__ import annotations

import os
import stat
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, Final, NamedTuple

import attrs

from reportgen.load.cell_spans import CsvSource
from reportgen.load.spans import Spot, YamlSource
from reportgen.model.diagnostic import Edit
from reportgen.model.language import say
from reportgen.model.place import Place

BOM: Final = "\ufeff"


class Replacement(NamedTuple):
    """An edit, and the place of the value that it is in."""

    place: Place
    edit: Edit


class Refused(Exception):
    """A file that is not written; ``why``, in the reader's language."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class Written(NamedTuple):
    """A file that was written, and what it held before."""

    file: InputText
    now: bytes

    def take_back(self) -> None:
        """Put the old bytes in place again; what someone else wrote meanwhile stays."""
        with suppress(Refused):
            _replace(self.file.path, self.now, self.file.data)


@attrs.frozen
class _Group:
    """The edits of one value: (start, end, new, replacement), none overlapping."""

    spot: Spot
    edits: list[tuple[int, int, str, Replacement]]

    def rewritten(self, text: str) -> tuple[str, str] | None:
        """The value's piece of the source and the value, with all edits; None when that cannot be written."""
        return self.spot.rewritten(text, [edit[:3] for edit in sorted(self.edits, key=lambda edit: edit[:2])])


@attrs.frozen(eq=False)
class InputText:
    """A file as it was read: its bytes, its text without BOM, and where its values stand."""

    path: Path
    data: bytes
    encoding: str
    bom: str
    source: YamlSource | CsvSource

    @property
    def text(self) -> str:
        """What the file holds, without BOM."""
        return self.source.text

    def changed(self, wanted: Sequence[Replacement]) -> tuple[list[Replacement], list[tuple[Replacement, str]], str]:
        """Which replacements can be written, which cannot and why, and the text with them.

        Of two that overlap the first is taken; the other is left for another round.
        """
        groups, left = self._grouped(wanted)
        good = [group for group in groups if self._alone(group, left)]
        text = self._with(good)
        if text is None:  # the values do not stay apart from each other: each is looked at by itself
            good = [group for group in good if self._with([group]) is not None or _refuse(group, left)]
            text = self._with(good)
        if text is None:
            left += [(edit[3], _unsafe()) for group in good for edit in group.edits]
            return [], left, self.text
        return [edit[3] for group in good for edit in group.edits], left, text

    def _grouped(self, wanted: Sequence[Replacement]) -> tuple[list[_Group], list[tuple[Replacement, str]]]:
        groups: dict[Any, _Group] = {}
        left: list[tuple[Replacement, str]] = []
        for one in wanted:
            place, edit = one
            spot = None if place.line is None or place.column is None else self.source.spot(place.line, place.column)
            if spot is None:
                left.append((one, _moved()))
                continue
            start = len(spot.value) - len(spot.value.lstrip()) + edit.start
            end = start + len(edit.old)
            group = groups.setdefault(spot.number, _Group(spot, []))
            if not edit.old or spot.value[start:end] != edit.old:
                left.append((one, _moved()))
            elif spot.cut(start, end) is None:
                left.append((one, _scattered(spot)))
            elif any(start < other[1] and other[0] < end for other in group.edits):
                left.append((one, say("与另一处改动重叠", "it overlaps another replacement")))
            else:
                group.edits.append((start, end, edit.new, one))
        return [group for group in groups.values() if group.edits], left

    def _alone(self, group: _Group, left: list[tuple[Replacement, str]]) -> bool:
        """Keep those edits of a value that can be written in its style; whether any is left."""
        if group.rewritten(self.text) is None:
            edits = list(group.edits)
            group.edits.clear()
            for edit in edits:
                group.edits.append(edit)
                if group.rewritten(self.text) is None:
                    group.edits.pop()
                    left.append(
                        (edit[3], say("这里要先加引号才能改", "the text needs quotes before this can be written"))
                    )
        return bool(group.edits)

    def _with(self, groups: Sequence[_Group]) -> str | None:
        """The text with the edits of these values; None unless exactly those values then differ."""
        pieces: list[str] = []
        values: dict[Any, str] = {}
        done = 0
        for group in sorted(groups, key=lambda group: group.spot.whole):
            new = group.rewritten(self.text)
            if new is None:
                return None
            start, end = group.spot.whole
            pieces += [self.text[done:start], new[0]]
            values[group.spot.number] = new[1]
            done = end
        text = "".join([*pieces, self.text[done:]])
        return text if self.source.became(text, values) else None

    def write(self, text: str) -> Written:
        """Put ``text`` in place of the file's, at once. Raises Refused when the file may not be written or has changed."""
        now = (self.bom + text).encode(self.encoding)
        _replace(self.path, self.data, now)
        return Written(self, now)


def read_input(path: Path) -> InputText:
    """The file at ``path``. Raises Refused when it cannot be read, or its bytes would not all come back."""
    import yaml

    path = path.resolve()
    try:
        data = path.read_bytes()
        encoding, text = _decoded(data, path.suffix.lower() == ".csv")
        bom = BOM if text.startswith(BOM) else ""
        text = text.removeprefix(BOM)
        source = CsvSource(text) if path.suffix.lower() == ".csv" else YamlSource(text)
    except OSError as error:
        raise Refused(_reason("无法读取", "cannot be read", path, error)) from error
    except (UnicodeDecodeError, yaml.YAMLError) as error:
        raise Refused(_moved()) from error
    if (bom + text).encode(encoding) != data:
        raise Refused(say("文件的编码不规范，改写会影响别处", "its encoding is irregular: more would change"))
    return InputText(path, data, encoding, bom, source)


def _decoded(data: bytes, table: bool) -> tuple[str, str]:
    try:
        return "utf-8", data.decode("utf-8")
    except UnicodeDecodeError:
        if not table:
            raise
        return "gb18030", data.decode("gb18030")


def _replace(path: Path, old: bytes, new: bytes) -> None:
    """Put a file with ``new`` in place of the one that holds ``old``, with its mode. Raises Refused."""
    temporary = ""
    try:
        mode = stat.S_IMODE(path.stat().st_mode)
        if not mode & 0o222 or not os.access(path, os.W_OK):
            raise Refused(say(f"文件 {path.name} 是只读的", f"the file {path.name} is read-only"))
        handle, temporary = tempfile.mkstemp(prefix=".reportgen-", dir=path.parent)
        with os.fdopen(handle, "wb") as file:
            file.write(new)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(temporary, mode)
        if path.read_bytes() != old:
            raise Refused(say(f"文件 {path.name} 刚刚被别的程序改过", f"the file {path.name} was changed meanwhile"))
        os.replace(temporary, path)
        temporary = ""
    except OSError as error:
        raise Refused(_reason("无法写入", "cannot be written", path, error)) from error
    finally:
        if temporary:
            with suppress(OSError):
                os.unlink(temporary)


def _reason(zh: str, en: str, path: Path, error: OSError) -> str:
    reason = error.strerror or type(error).__name__
    return say(f"文件 {path.name} {zh}：{reason}", f"the file {path.name} {en}: {reason}")


def _refuse(group: _Group, left: list[tuple[Replacement, str]]) -> bool:
    left += [(edit[3], _unsafe()) for edit in group.edits]
    return False


def _unsafe() -> str:
    return say("改写后别处的内容会跟着变", "more than this text would change")


def _moved() -> str:
    return say("文件在检查之后改动过，找不到原文", "the file has changed since it was checked")


def _scattered(spot: Spot) -> str:
    if spot.spans is None and spot.style == '"':
        return say("双引号里有转义（\\），请手工改", "the quoted text holds escapes (\\): change it by hand")
    return say(
        "原文在文件里不连在一起，请手工改", "the text does not stand in one piece in the file: change it by hand"
    )
