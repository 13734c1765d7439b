"""The tables of a budget.yaml that cannot be parsed: what is wrong with them in any case is told in the same run."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from reportgen.load.context import TableContext
from reportgen.load.declared import YEARS
from reportgen.load.nodes import read_text
from reportgen.load.paths import resolve
from reportgen.load.report import Report
from reportgen.model.budget import Options
from reportgen.model.codelist import shipped
from reportgen.model.money import FEN_PER_UNIT
from reportgen.model.place import Place
from reportgen.model.schema import FilePath

_TABLE: Final = re.compile(
    r"""\b(lines|income)\s*[:：]\s*["']?([^\s"',，}#]{1,200}\.(?:csv|xlsx)(?:#[^\s"',，}]{1,60})?)"""
)
_YEAR: Final = re.compile(r"^year\s*[:：]\s*([0-9]{4})\s*(?:#.*)?$", re.MULTILINE)
_UNIT: Final = re.compile(r"^amount_unit\s*[:：]\s*(\S+)", re.MULTILINE)


def check_named_tables(path: Path, report: Report) -> None:
    """Tell the errors of the money tables that the text of budget.yaml seems to name; nothing is withheld in those."""
    text = read_text(path, path.name, Report())
    named = dict(reversed(_TABLE.findall(text or "")))
    if text is None or not named:
        return
    from reportgen.load.lines import load_income, load_lines

    context = _context(text)
    folder = path.absolute().parent
    for kind, load in (("lines", load_lines), ("income", load_income)):
        reference = named.get(kind)
        if reference and resolve(folder, reference, FilePath(sheet=True), Place(path.name), Report()) is not None:
            load(folder, reference, context, report)


def _context(text: str) -> TableContext:
    years, unit = _YEAR.findall(text), _UNIT.search(text)
    return TableContext(
        year=int(years[0]) if len(years) == 1 and int(years[0]) in YEARS else None,
        amount_unit="元" if unit is None else next((each for each in FEN_PER_UNIT if each == unit[1]), None),
        units=None,
        projects=None,
        withheld_indicators=frozenset(),
        functions=shipped("function"),
        economics=shipped("economic"),
        options=Options(),
        prior_rows=not _gives("prior", text),
        codes_known=not _gives("codes", text),
    )


def _gives(key: str, text: str) -> bool:
    return re.search(rf"^{key}\s*[:：]", text, re.MULTILINE) is not None
