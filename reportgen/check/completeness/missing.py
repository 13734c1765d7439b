"""Where something that is missing would stand."""

from __future__ import annotations

from reportgen.check.context import Context
from reportgen.model.place import Place


def missing_place(context: Context, path: str) -> Place:
    """The nearest parent of a dotted path that is there; the file alone, with the path, where none is."""
    found = context.place(path)
    if found is not None:
        return found
    first = context.place("format")
    return Place(first.file if first is not None else "budget.yaml", path=path)
