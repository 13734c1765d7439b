"""Node tree and declarations → records: every field read, every error noted, the place of every value kept."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import cache
from typing import Any

from reportgen.load.nodes import Block, Entry, Listing, Node, Scalar, is_blank
from reportgen.load.prose import shorten, without_marks
from reportgen.load.reading import BAD, Bad, Reading, found, join, nearest, placed
from reportgen.load.scalars import INVISIBLE, READERS, near_code, read_scalar, well_formed
from reportgen.model.language import say
from reportgen.model.schema import Code, Identifier, Kind, ListOf, MapOf, OneOf, Record, Spec, specs


@cache
def yaml_fields(cls: type) -> Mapping[str, tuple[str, Spec]]:
    """Key as written in YAML → (attribute, declaration) of a record; ``from_`` is written ``from``."""
    return {name.rstrip("_"): (name, spec) for name, spec in specs(cls).items()}


@cache
def vocabulary(cls: type) -> frozenset[str]:
    """Every key that a record and those inside it may have; of mappings whose keys are data, the fixed names."""
    names: set[str] = set()
    kinds: list[Kind] = [Record(cls)]
    while kinds:
        kind = kinds.pop()
        if isinstance(kind, Record):
            fields = yaml_fields(kind.cls)
            names.update(fields)
            kinds.extend(spec.kind for _, spec in fields.values())
        elif isinstance(kind, MapOf):
            names.update(kind.names or ())
            kinds.append(kind.value)
        elif isinstance(kind, ListOf):
            kinds.append(kind.item)
        elif isinstance(kind, OneOf):
            kinds.extend(kind.options)
    return frozenset(names)


def read_record(block: Block, cls: type, path: str, reading: Reading, **given: Any) -> Any | Bad:
    """A ``cls`` from a mapping; BAD when any of its fields could not be read. ``given`` fields are not read again."""
    fields = yaml_fields(cls)
    values: dict[str, Any] = dict(given)
    good = True
    seen = set()
    meant: set[str | None] = set()
    for entry in block.entries:
        if entry.key not in fields:
            good = False
            meant.add(_unknown(entry, block, cls, path, reading))
            continue
        name, spec = fields[entry.key]
        if name in given or is_blank(entry.value):
            continue
        seen.add(name)
        value = read(entry.value, spec.kind, join(path, entry.key), reading)
        if value is BAD:
            good = False
        else:
            values[name] = value
    for key, (name, spec) in fields.items():
        if spec.required and name not in seen and name not in given:
            good = False
            if key not in meant or block.get(key) is not None:  # a slip in the key is told already
                _missing(key, spec, block, path, reading)
    return cls(**values) if good else BAD


def _missing(key: str, spec: Spec, block: Block, path: str, reading: Reading) -> None:
    entry = block.get(key)
    node: Node = entry.value if entry else block
    zh, en = f"（{spec.label}）必须填写", "is needed"
    reading.error(
        "L021", zh, en, node, join(path, key), expected=say(f"{key}: …（{spec.zh}）", f"{key}: … ({spec.en})")
    )


def _unknown(entry: Entry, block: Block, cls: type, path: str, reading: Reading) -> str | None:
    """Note an unknown key, and return the one that it surely means.

    Its value is never repeated, nor is the key itself where withheld matter stands.
    """
    if entry.flaw is not None:
        return None
    fields = yaml_fields(cls)
    by_label = {spec.label: key for key, (_, spec) in fields.items()}
    plain = unicodedata.normalize("NFKC", entry.key[:64]).translate(INVISIBLE).strip().casefold()
    sure = by_label.get(entry.key) or (plain if plain in fields else None)
    near = sure or nearest(entry.key, fields)
    where = placed(entry.place, path if block.discreet else join(path, entry.key))
    shown = None if block.discreet else visible(entry.key)
    zh, en = "没有这个键", "there is no such key"
    if re.fullmatch(r"[0-9]{3}(?:\.[0-9]+)?", entry.key):
        zh = "没有这个键；带分隔符的金额在花括号里要加引号"
        en = "there is no such key; an amount with separators needs quotes inside braces"
    elif not block.discreet and shown != entry.key:
        zh, en = "没有这个键：它含有看不见的字符", "there is no such key: it holds an invisible character"
    reading.report.error("L020", zh, en, where, shown, near)
    return near if sure or near in fields else None


def visible(text: str) -> str:
    """A key with its invisible characters as their numbers (U+200B), not longer than a glance."""
    return shorten(
        "".join(f"[U+{ord(c):04X}]" if ord(c) in INVISIBLE or not c.isprintable() else c for c in text[:200])
    )


def read(node: Node, kind: Kind, path: str, reading: Reading) -> Any | Bad:
    """The value at ``node`` as ``kind``; BAD when an error was noted. The place of what was read is kept."""
    if node.flaw is not None:
        return BAD
    if isinstance(kind, OneOf):
        kind = _option(node, kind)
    reading.places[path] = placed(node.place, path)
    if isinstance(node, Scalar) and type(kind) in READERS:
        return read_scalar(node, kind, path, reading)
    if isinstance(node, Block) and isinstance(kind, Record):
        return read_record(node, kind.cls, path, reading)
    if isinstance(node, Block) and isinstance(kind, MapOf):
        return _map(node, kind, path, reading)
    if isinstance(node, Listing) and isinstance(kind, ListOf):
        return _list(node, kind, path, reading)
    zh, en = shape(kind)
    reading.error("L022", f"应是{zh}", f"must be {en}", node, path, found(node), say(zh, en))
    return BAD


def _option(node: Node, kind: OneOf) -> Kind:
    for option in kind.options:
        if isinstance(node, _node_type(option)):
            return option
    return kind


def _node_type(kind: Kind) -> type[Node]:
    if isinstance(kind, ListOf):
        return Listing
    return Block if isinstance(kind, Record | MapOf) else Scalar


def shape(kind: Kind) -> tuple[str, str]:
    """What a value of that kind looks like, in (Chinese, English)."""
    if isinstance(kind, OneOf):
        zh, en = zip(*(shape(option) for option in kind.options), strict=True)
        return "或".join(zh), " or ".join(en)
    names: dict[type[Node], tuple[str, str]] = {
        Listing: ("列表（每条以“-”开头）", "a list (each item begins with `-`)"),
        Block: ("若干“键: 值”", "a mapping (`key: value`)"),
        Scalar: ("一个值", "one value"),
    }
    return names[_node_type(kind)]


def _list(node: Listing, kind: ListOf, path: str, reading: Reading) -> tuple[Any, ...] | Bad:
    values = []
    for index, item in enumerate(node.items):
        where = f"{path}[{index}]"
        if is_blank(item):
            reading.error("L023", "是空的；请填写或删去这一条", "is empty; fill it in or remove it", item, where)
            values.append(BAD)
        else:
            values.append(read(item, kind.item, where, reading))
    return BAD if BAD in values else tuple(values)


def _map(node: Block, kind: MapOf, path: str, reading: Reading) -> dict[str, Any] | Bad:
    values: dict[str, Any] = {}
    good = True
    seen: set[str] = set()
    for entry in node.entries:
        if entry.flaw is not None:
            good = False
            continue
        key = _key(entry, kind, path, reading)
        if key is None or not _once(key, seen, entry, path, reading):
            good = False
            continue
        if is_blank(entry.value):
            if kind.blanks:
                values[key] = ""
            continue
        reading.keys[join(path, key)] = placed(entry.place, join(path, key))
        value = read(entry.value, kind.value, join(path, key), reading)
        if value is BAD:
            good = False
        else:
            values[key] = value
    return values if good else BAD


def _once(key: str, seen: set[str], entry: Entry, path: str, reading: Reading) -> bool:
    if key in seen:
        zh, en = "同一个键换了写法又写了一次", "the same key is given twice, in another spelling"
        reading.report.error("L010", zh, en, placed(entry.place, join(path, key)), entry.key)
    known = key in seen
    seen.add(key)
    return not known


def _key(entry: Entry, kind: MapOf, path: str, reading: Reading) -> str | None:
    """The key of a mapping whose keys are data, in its canonical spelling; None when an error was noted."""
    key = kind.aliases.get(entry.key.strip(), entry.key.strip())
    where = placed(entry.place, join(path, key))
    if kind.names is not None:
        if key in kind.names:
            return key
        near = nearest(key, kind.names)
        zh, en = f"{path} 里没有这个键", f"{path} has no such key"
        reading.report.error("L038", zh, en, where, key, near)
        return None
    if isinstance(kind.key, Code) and not well_formed(key, kind.key):
        digits = " / ".join(map(str, kind.key.lengths))
        zh, en = f"{path} 的键应是 {digits} 位科目编码", f"a key of {path} must be a code of {digits} digits"
        near = near_code(reading.codes[kind.key.classification], key, kind.key.lengths)
        reading.report.error("L031", zh, en, where, key, near)
        return None
    if isinstance(kind.key, Identifier):
        value = read_scalar(Scalar(key, entry.place), kind.key, join(path, key), reading)
        return None if value is BAD else key
    if not key:
        zh, en = f"{path} 里有一个键是空的", f"{path} has an empty key"
        reading.report.error("L038", zh, en, where)
        return None
    return key if without_marks(Scalar(key, entry.place), join(path, key), reading.report) else None
