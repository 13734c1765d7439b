"""budget.yaml as a tree of nodes with places, built from the YAML event stream; what the contract forbids is flagged."""

from __future__ import annotations

import errno
import re
import stat
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from reportgen.load.report import Report
from reportgen.load.yaml_problems import BLANK_IN_BRACES, explain
from reportgen.model.language import say
from reportgen.model.place import Place

if TYPE_CHECKING:
    from yaml.events import Event

MAX_DEPTH: Final = 40
"""Levels of nesting that the input contract admits."""

MOST_NODES: Final = 300_000
"""Values and keys that a budget.yaml may hold: as many as a table may have rows; more would fill the memory."""
MOST_BYTES: Final = 60 * 1024 * 1024
"""A larger budget.yaml is refused, as a workbook that unpacks to more is."""
SLOW: Final = 200_000
"""A text longer than this is not left to the parser written in Python."""

TOO_MUCH: Final = (
    "文件太大：超过 60 MB，或超过 300,000 个键和值",
    "the file is too large: more than 60 MB, or more than 300,000 keys and values",
)

NULLS: Final = frozenset({"", "~", "null", "Null", "NULL"})
"""Unquoted scalars that YAML reads as nothing."""

FORBIDDEN: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]")
"""Characters that are no text: NUL, control characters, odd line separators, surrogates."""


# Plain classes with slots: there are thousands of nodes, and none is ever compared, hashed or shown.


class Flaw:
    """Something YAML allows and the contract does not. Told only if the node outlives the dropping of withheld matter.

    ``found`` is what stands there and ``right`` what should, in (Chinese, English); neither is matter of the user's.
    """

    __slots__ = ("code", "en", "found", "place", "right", "zh")

    def __init__(
        self, code: str, zh: str, en: str, place: Place, found: str | None = None, right: tuple[str, str] | None = None
    ) -> None:
        self.code = code
        self.zh = zh
        self.en = en
        self.place = place
        self.found = found
        self.right = right

    def tell(self, report: Report) -> None:
        """Report it."""
        report.error(self.code, self.zh, self.en, self.place, self.found, say(*self.right) if self.right else None)


class Scalar:
    """A value without parts, as its raw text.

    ``quoted`` is False for an unquoted scalar, which may be null. ``begin`` is the column of the first character when
    the source holds the text as it is, on one line; else None.
    """

    __slots__ = ("begin", "flaw", "place", "quoted", "text")

    def __init__(
        self, text: str, place: Place, quoted: bool = True, begin: int | None = None, flaw: Flaw | None = None
    ) -> None:
        self.text = text
        self.place = place
        self.quoted = quoted
        self.begin = begin
        self.flaw = flaw

    @property
    def blank(self) -> bool:
        """Whether nothing is given: null, empty, or blanks only."""
        return (not self.quoted and self.text in NULLS) or not self.text.strip()


class Listing:
    """A list (YAML sequence)."""

    __slots__ = ("flaw", "items", "place")

    def __init__(self, items: list[Node], place: Place, flaw: Flaw | None = None) -> None:
        self.items = items
        self.place = place
        self.flaw = flaw


class Entry:
    """One ``key: value``; ``place`` is the key's."""

    __slots__ = ("flaw", "key", "place", "value")

    def __init__(self, key: str, place: Place, value: Node, flaw: Flaw | None = None) -> None:
        self.key = key
        self.place = place
        self.value = value
        self.flaw = flaw


class Block:
    """A mapping; repeated keys are kept, flagged, so that withholding sees them.

    ``discreet``: withheld matter was dropped from it; its unknown keys are then not repeated in messages.
    """

    __slots__ = ("discreet", "entries", "flaw", "place")

    def __init__(self, entries: list[Entry], place: Place, flaw: Flaw | None = None) -> None:
        self.entries = entries
        self.place = place
        self.flaw = flaw
        self.discreet = False

    def get(self, key: str) -> Entry | None:
        """The first entry of that key."""
        return next((entry for entry in self.entries if entry.key == key), None)


Node: TypeAlias = Scalar | Listing | Block


def is_blank(node: Node) -> bool:
    """Whether the node says nothing: null or an empty text."""
    return isinstance(node, Scalar) and node.flaw is None and node.blank


def read_text(path: Path, name: str, report: Report) -> str | None:
    """The text of a YAML file, without BOM; None when an error was noted (L001-L003)."""
    try:
        status = path.stat()
        if not (stat.S_ISREG(status.st_mode) or stat.S_ISDIR(status.st_mode)):
            raise _NoFile
        with path.open("rb") as stream:
            data = stream.read(MOST_BYTES + 1)  # it may grow while it is read
        size = max(status.st_size, len(data))
    except (OSError, ValueError) as error:
        zh, en = _reason(error)
        zh, en = f"无法读取文件 {path}：{zh}", f"the file {path} cannot be read: {en}"
        report.error("L001", zh, en, Place(name), name, "budget.yaml" if isinstance(error, FileNotFoundError) else None)
        return None
    if size > MOST_BYTES:
        report.error("L014", *TOO_MUCH, Place(name), f"{size:,}", f"{MOST_BYTES:,}")
        return None
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8-sig", "replace")
        zh, en = _other_encoding(data)
        report.error(
            "L002",
            f"文件不是 UTF-8 编码{zh}",
            f"the file is not encoded in UTF-8{en}",
            _place_after(name, before),
            f"0x{data[error.start]:02X}",
            say("另存为 UTF-8 编码", "save it as UTF-8"),
        )
        return None
    found = FORBIDDEN.search(text)
    if found:
        report.error(
            "L003",
            "文件含有不允许的控制字符",
            "the file holds a control character that is not allowed",
            _place_after(name, text[: found.start()]),
            f"U+{ord(found.group()):04X}",
            say("删去这个字符", "delete it"),
        )
        return None
    return text


def _other_encoding(data: bytes) -> tuple[str, str]:
    """What to add to the message, where the encoding can be told."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or data[:200].count(0) > 20:
        return "（看来是 UTF-16，记事本里叫“Unicode”）", " (it seems to be UTF-16)"
    try:
        data.decode("gb18030")
    except UnicodeDecodeError:
        return "", ""
    return "（看来是 GBK，记事本里叫“ANSI”）", " (it seems to be GBK)"


class _NoFile(OSError):
    """A pipe, which would be waited for, or a device, which may never end."""


def _reason(error: Exception) -> tuple[str, str]:
    reasons: dict[type[Exception], tuple[str, str]] = {
        FileNotFoundError: ("没有这个文件", "there is no such file"),
        IsADirectoryError: ("这是一个文件夹", "it is a folder"),
        PermissionError: ("没有读取的权限", "permission denied"),
        _NoFile: ("这是管道或设备，不是文件", "it is a pipe or a device, not a file"),
    }
    if isinstance(error, OSError) and error.errno in (errno.ELOOP, errno.ENAMETOOLONG):
        loop = error.errno == errno.ELOOP
        return ("链接绕成了圈", "its links lead in a circle") if loop else ("路径太长", "the path is too long")
    return reasons.get(type(error), ("系统不允许", "the system refuses"))


def _place_after(name: str, before: str) -> Place:
    lines = re.split("\r\n|\r|\n", before)
    return Place(name, len(lines), len(lines[-1]) + 1)


class _Stop(Exception):
    """Reading cannot go on; the error is noted."""


def parse(text: str, name: str, report: Report) -> Block | None:
    """The node tree of one YAML document; None when an error was noted (L004-L006, L011, L013, L014).

    Messages name the place alone and never a piece of the text: withheld matter may stand there.
    """
    import yaml

    try:
        try:
            return _Builder(
                yaml.parse(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)), name, report
            ).document()
        except yaml.MarkedYAMLError as error:
            # The fast parser takes a blank value in braces, {a:}, for an error; the one written in Python does not.
            if error.problem != BLANK_IN_BRACES or len(text) > SLOW:
                raise
            return _Builder(yaml.parse(text, Loader=yaml.SafeLoader), name, report).document()
    except yaml.MarkedYAMLError as error:
        # The context of an unclosed quote or bracket is where it opens, that of a missing colon the key; the problem
        # shows only where the next line begins, or the file ends.
        problem, context = error.problem or "", error.context or ""
        opens = any(word in context for word in ("scalar", "flow", "simple key")) and "tab character" not in problem
        mark = (error.context_mark if opens else None) or error.problem_mark or error.context_mark
        place = Place(name, mark.line + 1, mark.column + 1) if mark else Place(name)
        zh, en = explain(problem)
        report.error("L004", f"YAML 语法错误{zh}", f"YAML syntax error{en}", place)
    except yaml.YAMLError:
        report.error("L004", "YAML 语法错误", "YAML syntax error", Place(name))
    except _Stop:
        pass
    return None


class _Builder:
    """Events → nodes."""

    def __init__(self, events: Iterator[Any], name: str, report: Report) -> None:
        self.events = events
        self.name = name
        self.report = report
        self.nodes = 0

    def place(self, event: Any) -> Place:
        return Place(self.name, event.start_mark.line + 1, event.start_mark.column + 1)

    def document(self) -> Block | None:
        import yaml

        root: Node | None = None
        starts = 0
        for event in self.events:
            if isinstance(event, yaml.DocumentStartEvent):
                starts += 1
                if starts > 1:
                    self.stop("L006", "文件只能有一个 YAML 文档", "the file must hold one YAML document", event)
                if event.tags:
                    self.stop("L008", "不允许使用 YAML 标签", "YAML tags are not allowed", event)
                root = self.node(next(self.events), 1)
        if root is None or is_blank(root):
            self.report.error("L005", "文件没有内容", "the file is empty", Place(self.name, 1, 1))
            return None
        if not isinstance(root, Block):
            zh, en = "文件的最外层应是“键: 值”", "the outermost level of the file must be `key: value` pairs"
            self.report.error("L013", zh, en, root.place, expected="format: 1")
            return None
        return root

    def stop(self, code: str, zh: str, en: str, event: Event) -> None:
        self.report.error(code, zh, en, self.place(event))
        raise _Stop

    def node(self, event: Any, depth: int) -> Node:
        import yaml

        if depth > MAX_DEPTH and isinstance(event, yaml.CollectionStartEvent):
            self.stop("L011", "嵌套超过 40 层", "more than 40 levels of nesting", event)
        self.nodes += 1
        if self.nodes > MOST_NODES:
            self.stop("L014", *TOO_MUCH, event)
        place = self.place(event)
        if isinstance(event, yaml.ScalarEvent):
            return self.scalar(event, place)
        if isinstance(event, yaml.SequenceStartEvent):
            items: list[Node] = []
            while not isinstance(event_ := next(self.events), yaml.SequenceEndEvent):
                items.append(self.node(event_, depth + 1))
            return Listing(items, place, self.flaw(event, place))
        if isinstance(event, yaml.MappingStartEvent):
            entries, flaw = self.entries(depth), self.flaw(event, place)
            if (
                event.flow_style
                and len(entries) == 1
                and entries[0].flaw is not None
                and entries[0].flaw.code == "L012"
            ):
                # {{ … }} without quotes: it is told once, as what the value is.
                flaw, entries = flaw or entries[0].flaw, []
            return Block(entries, place, flaw)
        return Scalar("", place, flaw=self.flaw(event, place))

    def entries(self, depth: int) -> list[Entry]:
        import yaml

        entries: list[Entry] = []
        seen: dict[str, int] = {}
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            key = self.node(event, depth + 1)
            value = self.node(next(self.events), depth + 1)
            if not isinstance(key, Scalar):
                entries.append(Entry("", key.place, value, _no_key(key.place)))
                continue
            flaw = key.flaw
            if not key.quoted and key.text == "<<":
                flaw = _merge_key(key.place)
            elif key.text in seen:
                flaw = flaw or _repeated(key.place, seen[key.text])
            seen.setdefault(key.text, key.place.line or 0)
            entries.append(Entry(key.text, key.place, value, flaw))
        return entries

    def scalar(self, event: Any, place: Place) -> Scalar:
        start, end = event.start_mark, event.end_mark
        quotes = 0 if event.style in (None, "") else 1
        literal = start.line == end.line and end.column - start.column == len(event.value) + 2 * quotes
        begin = start.column + 1 + quotes if literal else None
        return Scalar(event.value, place, bool(quotes), begin, self.flaw(event, place))

    def flaw(self, event: Any, place: Place) -> Flaw | None:
        import yaml

        if isinstance(event, yaml.AliasEvent) or event.anchor is not None:
            zh, en = "不允许使用 YAML 锚点（&）和别名（*）", "YAML anchors (&) and aliases (*) are not allowed"
            mark = "*" if isinstance(event, yaml.AliasEvent) else "&"
            return Flaw("L007", zh, en, place, mark, ("把值再写一遍", "write the value itself"))
        if event.tag is not None:
            zh, en = "不允许使用 YAML 标签（!）", "YAML tags (!) are not allowed"
            return Flaw("L008", zh, en, place, "!", ("只写值", "the value alone"))
        return None


def _no_key(place: Place) -> Flaw:
    zh, en = "键应是一行文字", "a key must be plain text"
    right = ("以 { 或 [ 开头的文字要加引号", "a text that begins with { or [ needs quotes")
    return Flaw("L012", zh, en, place, right=right)


def _merge_key(place: Place) -> Flaw:
    zh, en = "不允许使用 YAML 合并键（<<）", "YAML merge keys (<<) are not allowed"
    return Flaw("L009", zh, en, place, "<<", ("把各个键写出来", "write the keys themselves"))


def _repeated(place: Place, line: int) -> Flaw:
    zh, en = f"同一个键写了两次（另见第 {line} 行）", f"the same key is given twice (see line {line})"
    return Flaw("L010", zh, en, place, right=("只留一处", "once"))


def note_flaws(node: Node, report: Report, names: Collection[str] = ()) -> None:
    """Report every flaw of the tree; called when withheld matter has been dropped from it.

    The place alone is told, and a key that is one of ``names``, the words of the contract: by a slip, what stands there
    may have come apart from the switch that withholds it.
    """
    if node.flaw is not None:
        node.flaw.tell(report)
    if isinstance(node, Listing):
        for item in node.items:
            note_flaws(item, report, names)
    elif isinstance(node, Block):
        for entry in node.entries:
            if entry.flaw is not None:
                if entry.key in names:
                    entry.flaw.found = entry.key
                entry.flaw.tell(report)
            note_flaws(entry.value, report, names)
