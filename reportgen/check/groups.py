"""Exact sums of fact table rows by key, in one pass over integer columns."""

from __future__ import annotations

from typing import Any, NamedTuple

from reportgen.model.facts import FactTable
from reportgen.model.place import Place


class Group(NamedTuple):
    """The rows of one key: their exact sum in 分, and where the amount of the first of them stands."""

    fen: int
    place: Place


def grouped(table: FactTable, *columns: str) -> dict[tuple[Any, ...], Group]:
    """Key of the ``columns`` → group, in the order of the keys' first rows; sums of any size stay exact."""
    import numpy as np
    import pandas as pd

    frame = table.frame
    if not len(frame):
        return {}
    key = np.zeros(len(frame), dtype=np.int64)
    names: list[list[Any]] = []
    for column in columns:
        codes, values = coded(frame[column])
        names.append(values)
        key = key * len(values) + codes
    group_of_row, keys = pd.factorize(key)
    amounts = frame["amount"].to_numpy()
    sums = np.zeros(len(keys), dtype=amounts.dtype)
    np.add.at(sums, group_of_row, amounts)
    first = np.zeros(len(keys), dtype=np.intp)
    first[group_of_row[::-1]] = np.arange(len(frame) - 1, -1, -1)
    files, rows = frame["file"].to_numpy()[first].tolist(), frame["row"].to_numpy()[first].tolist()
    groups: dict[tuple[Any, ...], Group] = {}
    for key_of_group, fen, file, row in zip(keys.tolist(), sums.tolist(), files, rows, strict=True):
        source = table.files[file]
        groups[_decoded(key_of_group, names)] = Group(int(fen), source.cell(row, "amount"))
    return groups


def coded(series: Any) -> tuple[Any, list[Any]]:
    """Small integers for the values of a column, and the value of each integer."""
    import pandas as pd

    if hasattr(series, "cat"):
        return series.array.codes.astype("int64"), list(series.array.categories)
    codes, values = pd.factorize(series.to_numpy())
    return codes, values.tolist()


def _decoded(key: int, names: list[list[Any]]) -> tuple[Any, ...]:
    parts: list[Any] = []
    for values in reversed(names):
        key, code = divmod(key, len(values))
        parts.append(values[code])
    return tuple(reversed(parts))
