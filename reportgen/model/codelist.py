"""The shipped code lists: 支出功能分类 (functional) and 部门预算支出经济分类 (economic) codes with their names."""

from __future__ import annotations

import csv
import difflib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Final, Literal

import attrs

CodeKind = Literal["function", "economic"]

LEVEL_LENGTHS: Final[dict[CodeKind, tuple[int, ...]]] = {"function": (3, 5, 7), "economic": (3, 5)}
"""Lengths of 类, 款 (and 项) codes."""

PRINTED_CLASSES: Final[tuple[str, ...]] = tuple(
    str(code) for code in range(201, 235) if code not in (218, 225, 226, 228)
)
"""The function classes that tables 1 and 4 always print (rule 11)."""

ECONOMIC_CLASSES: Final[tuple[str, ...]] = ("301", "302", "303", "307", "309", "310", "311", "312", "313", "399")
"""The economic classes that are columns of table 7 (rule 11)."""

STAFF_CLASSES: Final = frozenset({"301", "303"})
"""人员经费 of basic expenditure."""

OPERATING_CLASSES: Final = frozenset({"302", "310"})
"""公用经费 of basic expenditure."""


@attrs.frozen
class CodeList:
    """Codes and names of one classification, with what a budget added or renamed for its year."""

    kind: CodeKind
    names: Mapping[str, str]

    def __contains__(self, code: object) -> bool:
        return code in self.names

    def name(self, code: str) -> str:
        """The name of a code (科目名称). Raises KeyError for an unknown code; loading has refused those."""
        return self.names[code]

    def with_names(self, added: Mapping[str, str]) -> CodeList:
        """A list in which ``added`` codes are known or renamed."""
        return CodeList(self.kind, {**self.names, **added})

    def nearest(self, code: str, count: int = 3) -> list[str]:
        """The ``count`` known codes of the same length nearest to ``code``: same parents first, then by digits."""
        same = [known for known in self.names if len(known) == len(code)] or list(self.names)

        def distance(known: str) -> tuple[int, int, str]:
            common = next((i for i, (a, b) in enumerate(zip(known, code, strict=False)) if a != b), len(known))
            near = difflib.SequenceMatcher(None, known, code).ratio()
            return (-common, -round(near * 1000), known)

        return sorted(same, key=distance)[:count]

    def search(self, word: str) -> list[tuple[str, str]]:
        """(code, name) pairs whose name contains ``word`` or whose code starts with it, in code order."""
        return sorted((code, name) for code, name in self.names.items() if word in name or code.startswith(word))


@cache
def shipped(kind: CodeKind) -> CodeList:
    """The code list that travels with the package."""
    text = (files("reportgen.model") / "codes" / f"{kind}.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(text.splitlines())
    return CodeList(kind, {row["code"]: row["name"] for row in rows})


def parents(code: str) -> tuple[str, ...]:
    """The 类 and 款 above a code: ``2010399`` → ``("201", "20103")``."""
    return tuple(code[:length] for length in (3, 5) if length < len(code))


def split(code: str) -> tuple[str, str, str]:
    """类, 款, 项 cells of a code, blank below its own level: ``20103`` → ``("201", "03", "")`` (output contract)."""
    return code[:3], code[3:5], code[5:7]
