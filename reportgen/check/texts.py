"""Every text of the user that survives loading, with its dotted path and place."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

import attrs

from reportgen.model.budget import Budget
from reportgen.model.place import Place
from reportgen.model.prose import Prose

INDICATOR_CELLS = {
    "project": "项目", "level1": "一级指标", "level2": "二级指标", "level3": "三级指标", "value": "指标值",
    "basis": "设置依据", "last_year": "上年完成值", "weight": "权重", "rule": "赋分规则", "evidence": "佐证资料",
}  # fmt: skip
"""Field of an `Indicator` → heading."""


class Text(NamedTuple):
    """A text, where it came from and its place.

    ``path`` is a dotted path of budget.yaml, or the heading of an indicator cell; ``key`` tells a key of a mapping of
    budget.yaml from a value; ``field`` and ``project`` are those of an indicator cell.
    """

    text: str
    path: str
    place: Place | None
    key: bool = False
    field: str = ""
    project: str = ""


def folded(text: str) -> str:
    """A text with full-width digits, blanks and dashes as plain ones."""
    return text if text.isascii() else unicodedata.normalize("NFKC", text)


def texts(budget: Budget) -> Iterator[Text]:
    """All strings of budget.yaml, keys of mappings included, and all indicator cells."""
    for text, path, place, key in _walk(budget.declaration, ""):
        yield Text(text, path, place or budget.place(path), key)
    for row in budget.indicators:
        for field, heading in INDICATOR_CELLS.items():
            if value := getattr(row, field):
                yield Text(value, heading, row.cell(field), field=field, project=row.project)


def _walk(value: Any, path: str) -> Iterator[tuple[str, str, Place | None, bool]]:
    if isinstance(value, str):
        yield value, path, None, False
    elif isinstance(value, Prose):
        yield value.raw, path, value.place, False
    elif isinstance(value, Mapping):
        for key, item in value.items():
            below = f"{path}.{key}"
            yield str(key), below, None, True
            yield from _walk(item, below)
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from _walk(item, f"{path}[{index}]")
    elif attrs.has(type(value)):
        for attribute in attrs.fields(type(value)):
            name = attribute.name.rstrip("_")
            yield from _walk(getattr(value, attribute.name), f"{path}.{name}" if path else name)
