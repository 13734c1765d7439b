"""Figures in prose: every expression must name a registered figure (codes L401 and L402)."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping, Set
from typing import Any, Final

import attrs

from reportgen.compute.register import Register
from reportgen.model.budget import Budget
from reportgen.model.diagnostic import Diagnostic, InputError
from reportgen.model.language import say
from reportgen.model.prose import FigureRef, Prose

CODES: Final[Mapping[str, tuple[str, str]]] = {
    "L401": ("文字里的算式引用了不存在的数据", "an expression in prose names a figure that does not exist"),
    "L402": ("编号与公开表的固定行名相同", "an id is the name of a fixed row of the tables"),
}
"""Load errors that only the computation can find: code → (Chinese, English)."""
MOST: Final = 200
"""After so many errors the rest is not told."""

RESERVED_UNITS: Final = frozenset({"total"})
RESERVED_PROJECTS: Final = frozenset({"total", "fiscal", "non-fiscal", "department"})
"""Ids that would make two figures share one key."""


def check_ids(budget: Budget) -> None:
    """Refuse ids that are names of fixed rows. Raises InputError (L402)."""
    declaration = budget.declaration
    ids = [(f"units[{index}].id", unit.id, RESERVED_UNITS) for index, unit in enumerate(declaration.units)]
    ids += [(f"projects[{index}].id", item.id, RESERVED_PROJECTS) for index, item in enumerate(declaration.projects)]
    found = [_reserved(budget, path, id_) for path, id_, reserved in ids if id_ in reserved]
    if found:
        raise InputError(found)


def _reserved(budget: Budget, path: str, id_: str) -> Diagnostic:
    message = say(
        f"编号 {id_} 与公开表的固定行名相同，数据键会重复",
        f"the id {id_} is the name of a fixed row, so that figure keys would repeat",
    )
    return Diagnostic("L402", "error", message, budget.place(path), id_, say("换一个编号", "another id"))


def check_prose(budget: Budget, register: Register) -> None:
    """Refuse expressions of unknown figures, all at once. Raises InputError (L401) with place and nearest keys."""
    known = register.figures.keys() | register.aliases.keys()
    unknown = [(prose, ref) for prose in _prose(budget.declaration) for ref in prose.refs if ref.key not in known]
    if unknown:
        raise InputError([_unknown(prose, ref, known) for prose, ref in unknown[:MOST]])


def _unknown(prose: Prose, ref: FigureRef, known: Set[str]) -> Diagnostic:
    suffix = f"/{ref.measure}"
    if ref.measure == "growth" and f"{ref.stem}/change" in known:
        message = say(
            f"{ref.stem} 上年为零，没有增减率（options.zero_base: none）",
            f"{ref.stem} was zero last year and has no rate of growth (options.zero_base: none)",
        )
        return Diagnostic("L401", "error", message, prose.place, " ".join(ref.source.split()), f'change("{ref.stem}")')
    stems = sorted(key.removesuffix(suffix) for key in known if key.endswith(suffix))
    nearest = difflib.get_close_matches(ref.stem, stems, n=3, cutoff=0)
    message = say(f"没有 {ref.key} 这个数据", f"there is no figure {ref.key}")
    expected = say("、", ", ").join(f'{ref.measure}("{stem}")' for stem in nearest)
    return Diagnostic("L401", "error", message, prose.place, " ".join(ref.source.split()), expected)


def _prose(value: Any) -> Iterator[Prose]:
    """Every text of a record, depth first."""
    if isinstance(value, Prose):
        yield value
    elif isinstance(value, Mapping):
        for item in value.values():
            yield from _prose(item)
    elif isinstance(value, tuple):
        for item in value:
            yield from _prose(item)
    elif attrs.has(type(value)):
        for attribute in attrs.fields(type(value)):
            yield from _prose(getattr(value, attribute.name))
