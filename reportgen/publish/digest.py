"""The digest of the inputs in the manifest: the same facts give the same digest, wherever they lie."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import attrs

if TYPE_CHECKING:
    import pandas as pd

    from reportgen.model.budget import Budget

PLACES = frozenset({"file", "row"})
"""Columns of the fact tables that tell where a row stands, which is no fact."""


def inputs_digest(budget: Budget, theme: bytes = b"") -> str:
    """SHA-256, in hexadecimal, of everything that was loaded: texts, settings, money lines, codes, own templates,
    pictures, and the content of an own ``theme``.

    It is taken of what was loaded, not of the files. A published sum over files that hold withheld matter would let
    everybody who knows the rest try guesses at it (a withheld period has some thousand possibilities): withheld matter
    is dropped at load, so budgets that differ in it alone have the same digest. Neither do comments, the order of
    columns, encodings, file times nor the folder count.
    """
    digest = hashlib.sha256()
    for part in (*_parts(budget), theme):
        digest.update(len(part).to_bytes(8, "big"))  # so that no part can pass into the next one
        digest.update(part)
    return digest.hexdigest()


def _parts(budget: Budget) -> Iterator[bytes]:
    facts = [budget.declaration, budget.indicators, budget.functions, budget.economics]
    facts += [budget.prior_unit_types, budget.prior_staffing]
    yield json.dumps(_plain(facts), ensure_ascii=True, separators=(",", ":")).encode()
    for table in (budget.lines, budget.income):
        yield from _columns(table.frame)
    for name, picture in sorted(budget.pictures.items()):
        yield name.encode()
        yield picture
    if budget.templates is not None:
        yield from _files(budget.templates)


def _plain(value: Any) -> Any:
    """A value as JSON has it. Of records, the fields that make two of them equal: places are none."""
    if value is None or isinstance(value, (bool, int, str)):
        return value
    if attrs.has(type(value)):
        return [[field.name, _plain(getattr(value, field.name))] for field in attrs.fields(type(value)) if field.eq]
    if isinstance(value, Mapping):
        return [[_plain(key), _plain(item)] for key, item in value.items()]  # in order: the glossary is printed in it
    if isinstance(value, Sequence):
        return [_plain(item) for item in value]
    if isinstance(value, (date, Decimal)):
        return str(value)
    raise TypeError(f"no digest of {type(value).__name__}")


def _columns(frame: pd.DataFrame) -> Iterator[bytes]:
    """The columns of a table, row by row in its order."""
    for name in frame.columns:
        if name in PLACES:
            continue
        column = frame[name]
        yield str(name).encode()
        if hasattr(column, "cat"):
            yield json.dumps([str(text) for text in column.cat.categories]).encode()
            yield column.cat.codes.to_numpy().astype("<i4").tobytes()
        else:  # whole numbers, some wider than 64 bits
            yield ",".join(map(str, column.tolist())).encode()


def _files(folder: Path) -> Iterator[bytes]:
    """Names and contents of all files below a folder, by name."""
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        yield path.relative_to(folder).as_posix().encode("utf-8", "surrogateescape")
        yield path.read_bytes()
