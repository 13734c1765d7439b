"""``prior``: last year's budget, whose own year's lines and income stand in for the rows of the year before."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from pathlib import Path

import attrs

from reportgen.load.declared import Declared, check_units, declare
from reportgen.load.nodes import Node, Scalar
from reportgen.load.reading import placed
from reportgen.load.report import Report
from reportgen.load.tables import Tables, load_tables
from reportgen.model.codelist import CodeKind, CodeList
from reportgen.model.diagnostic import InputError
from reportgen.model.facts import FactTable
from reportgen.model.place import Place
from reportgen.model.records import Staffing

PRIOR = "prior"
MAX_INT64 = 2**63 - 1


@attrs.frozen(eq=False)
class Prior:
    """Last year's budget, as far as this year's needs it."""

    tables: Tables
    """Its tables; files are named as seen from this year's budget.yaml (``../2023/lines.csv``)."""
    codes: Mapping[CodeKind, CodeList]
    """Its code lists, with what it added."""
    unit_types: Mapping[str, str]
    """Unit id → type, as it was."""
    staffing: Staffing | None
    """Its people."""


def load_prior(declared: Declared, report: Report) -> Prior | None:
    """Last year's budget named by ``prior``; None when none is named or it could not be read.

    Its own ``prior`` is not followed, and of its files only the tables are opened. L080: it is this budget itself;
    L081: it is not of the year before. Its own errors are noted with its files' names as seen from here.
    """
    entry = declared.root.get(PRIOR)
    path = declared.reading.files.get(PRIOR)
    if entry is None or path is None or not isinstance(entry.value, Scalar):
        return None
    own = declared.place(PRIOR)
    if own is not None and path.resolve() == (declared.reading.folder / own.file).resolve():
        zh, en = "上年预算不能是本文件自己", "last year's budget cannot be this file itself"
        report.error("L080", zh, en, own, entry.value.text.strip())
        return None
    written = entry.value.text.strip()
    inner = Report()
    last, tables = _read(path, declared, inner)
    report.extend(attrs.evolve(d, place=_seen(d.place, written)) for d in inner.diagnostics)
    for hidden in inner.hidden:
        source = attrs.evolve(hidden.source, name=_as_seen(hidden.source.name, written))
        report.hidden.append(attrs.evolve(hidden, source=source))
    if last is None or not _year_before(last, declared, entry.value, report) or tables is None or not tables.sound:
        return None
    declaration = last.declaration
    types = {unit.id: str(unit.type) for unit in declaration.units} if declaration else {}
    staffing = declaration.department.staffing if declaration else None
    return Prior(_renamed(tables, written), last.reading.codes, types, staffing)


def _read(path: Path, declared: Declared, report: Report) -> tuple[Declared | None, Tables | None]:
    """Last year's declaration and tables, as far as they can be read; of another year's the tables are not looked at."""
    last: Declared | None = None
    try:
        last = declare(path, report, last_year=True)
        if last is None or last.year is None or last.year != _last(declared):
            return last, None
        check_units(last, report)
        return last, load_tables(last, report, prior_rows=not last.gives(PRIOR), indicators=False)
    except InputError:  # so many errors that no more are taken; they are in the report
        return last, None


def _last(declared: Declared) -> int | None:
    return None if declared.year is None else declared.year - 1


def _year_before(last: Declared, declared: Declared, node: Node, report: Report) -> bool:
    wanted = _last(declared)
    year = last.declaration.year if last.year is None and last.declaration is not None else last.year
    if year is None or wanted is None:
        return False
    if year != wanted:
        zh, en = f"上年预算的年度应是 {wanted}", f"last year's budget must be of {wanted}"
        report.error("L081", zh, en, placed(node.place, PRIOR), str(year), str(wanted))
    return year == wanted


def _as_seen(name: str, written: str) -> str:
    return posixpath.normpath(posixpath.join(posixpath.dirname(written), name))


def _seen(place: Place | None, written: str) -> Place | None:
    return None if place is None else attrs.evolve(place, file=_as_seen(place.file, written))


def _renamed(tables: Tables, written: str) -> Tables:
    def renamed(table: FactTable) -> FactTable:
        files = tuple(attrs.evolve(file, name=_as_seen(file.name, written)) for file in table.files)
        return attrs.evolve(table, files=files)

    lines = attrs.evolve(tables.lines, table=renamed(tables.lines.table))
    income = attrs.evolve(tables.income, table=renamed(tables.income.table))
    return attrs.evolve(tables, lines=lines, income=income)


def joined(current: FactTable, last: FactTable, year: int) -> FactTable:
    """The budget year's rows of ``current`` and, as the rows of the year before, those that ``last`` has of it."""
    import pandas as pd
    from pandas.api.types import union_categoricals

    now = current.frame
    before = last.frame[last.frame["year"] == year - 1]
    before = before.assign(file=before["file"] + len(current.files))
    columns = {}
    for name in now.columns:
        parts = [now[name], before[name]]
        if isinstance(now[name].dtype, pd.CategoricalDtype):
            columns[name] = pd.Series(union_categoricals(parts))
        else:
            columns[name] = pd.concat(parts, ignore_index=True)
    frame = pd.DataFrame(columns)
    amounts = frame["amount"]
    if amounts.dtype != object and sum(int(part["amount"].sum()) for part in (now, before)) > MAX_INT64:
        frame["amount"] = amounts.astype(object)
    return FactTable(frame, (*current.files, *last.files))
