"""A copy of the reference example that tests change, and its disclosure with tampered cells."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path

import attrs

from reportgen.check import run
from reportgen.compute import disclose
from reportgen.load import load_budget
from reportgen.model.diagnostic import Diagnostic
from reportgen.model.disclosure import Disclosure
from reportgen.model.figure import Figure, Formula
from reportgen.model.money import Money

EXAMPLES = Path(__file__).parents[3] / "examples"


class Example:
    """An example in a folder of its own, whose files can be edited before they are checked."""

    def __init__(self, folder: Path, name: str = "reference") -> None:
        self.folder = folder / name
        shutil.copytree(EXAMPLES / name, self.folder)

    def edit(self, file: str, old: str, new: str) -> Example:
        """Replace the one occurrence of ``old``."""
        path = self.folder / file
        text = path.read_text(encoding="utf-8")
        assert text.count(old) == 1, (file, old, text.count(old))
        path.write_text(text.replace(old, new), encoding="utf-8")
        return self

    def append(self, file: str, text: str) -> Example:
        """Put text at the end of a file."""
        path = self.folder / file
        path.write_text(path.read_text(encoding="utf-8") + text, encoding="utf-8")
        return self

    def line(self, file: str, text: str) -> int:
        """The number of the first line that holds ``text``."""
        lines = (self.folder / file).read_text(encoding="utf-8").splitlines()
        return next(number for number, line in enumerate(lines, 1) if text in line)

    def disclosure(self) -> Disclosure:
        """Load and compute."""
        return disclose(load_budget(self.folder / "budget.yaml"))

    def check(self) -> tuple[Diagnostic, ...]:
        """Load, compute and check."""
        disclosure = self.disclosure()
        return run(disclosure.budget, disclosure)

    def found(self, code: str) -> list[Diagnostic]:
        """The findings of one rule."""
        return of(self.check(), code)


def of(diagnostics: tuple[Diagnostic, ...], code: str) -> list[Diagnostic]:
    """The findings of one rule."""
    return [diagnostic for diagnostic in diagnostics if diagnostic.code == code]


def tampered(disclosure: Disclosure, cells: Mapping[str, int | None]) -> Disclosure:
    """The disclosure with cells of other amounts in 分; None makes a cell blank."""
    figures = dict(disclosure.figures)
    for key, fen in cells.items():
        if fen is None:
            del figures[key]
        else:
            known = figures.get(key)
            value = Money(fen)
            figures[key] = attrs.evolve(known, value=value) if known else Figure(key, "amount", value, Formula("sum"))
    return attrs.evolve(disclosure, figures=figures)
