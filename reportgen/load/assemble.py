"""What no value tells on its own: checks across the declaration and its tables, and the finished Budget."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable
from pathlib import Path

from reportgen.load.declared import YEARS, Declared, check_units
from reportgen.load.pictures import BadPicture, read_picture
from reportgen.load.prior import Prior, joined
from reportgen.load.reading import nearest, placed
from reportgen.load.report import Report
from reportgen.load.scalars import code_hint
from reportgen.load.tables import Tables
from reportgen.model.budget import Budget, Declaration
from reportgen.model.codelist import CodeList
from reportgen.model.facts import FactTable
from reportgen.model.language import say
from reportgen.model.place import HiddenCells
from reportgen.model.source import SOURCES
from reportgen.model.withheld import Withheld

FORMAT = 1
LAYOUT_NAME = re.compile(r"[^\W_][\w-]{0,63}")


class _Checks:
    """The checks of one budget; each notes its errors at the value that would have to change."""

    def __init__(self, declared: Declared, declaration: Declaration, report: Report) -> None:
        self.declared = declared
        self.declaration = declaration
        self.report = report

    def error(
        self, code: str, zh: str, en: str, path: str, value: str | None = None, expected: str | None = None
    ) -> None:
        place = self.declared.place(path)
        self.report.error(code, f"{path} {zh}", f"{path} {en}", place, value, expected)

    def head(self) -> None:
        """L090-L092, L021: format, year, layout name, units."""
        declaration = self.declaration
        if declaration.format != FORMAT:
            zh, en = "应是 1：本程序只认识这一种格式", "must be 1, the one format that is known"
            self.error("L090", zh, en, "format", str(declaration.format), str(FORMAT))
        if declaration.year not in YEARS:
            zh = f"应在 {YEARS.start} 到 {YEARS.stop - 1} 之间"
            en = f"must lie between {YEARS.start} and {YEARS.stop - 1}"
            self.error("L091", zh, en, "year", str(declaration.year), "2024")
        if not LAYOUT_NAME.fullmatch(declaration.layout):
            zh, en = "应是一个文件夹名，不带路径", "must be the name of a folder, not a path"
            self.error("L092", zh, en, "layout", declaration.layout, "four-part")
        check_units(self.declared, self.report)

    def ids(self) -> None:
        """L093: an id twice among units, or among projects."""
        self._unique("units", "id", "L093", enumerate(unit.id for unit in self.declaration.units))
        self._unique("projects", "id", "L093", enumerate(project.id for project in self.declaration.projects))

    def _unique(self, block: str, key: str, code: str, values: Iterable[tuple[int, object]]) -> None:
        first: dict[object, int] = {}
        for index, value in values:
            if value in first:
                place = self.declared.place(f"{block}[{first[value]}].{key}")
                zh, en = f"与另一处相同（另见 {place}）", f"is the same as elsewhere (see {place})"
                right = say(f"各条的 {key} 互不相同", f"a {key} of its own for each")
                self.error(code, zh, en, f"{block}[{index}].{key}", str(value), right)
            first.setdefault(value, index)

    def references(self) -> None:
        """L095: a project's unit is none of the units; L098: a carry-over use names no project."""
        units = [unit.id for unit in self.declaration.units]
        for index, project in enumerate(self.declaration.projects):
            if units and project.unit is not None and project.unit not in units:
                zh, en = "不是 units 里的单位编号", "is no id of `units`"
                near = nearest(project.unit, units) or None
                self.error("L095", zh, en, f"projects[{index}].unit", project.unit, near)
        projects = [project.id for project in self.declaration.projects]
        for key in self.declaration.uses.carryover:
            if key not in projects:
                zh, en = "不是项目编号", "is no project id"
                self.error("L098", zh, en, f"uses.carryover.{key}", key, nearest(key, projects) if projects else None)
        functions = self.declared.codes("function")
        for key in self.declaration.uses.function:
            if key not in functions:
                zh, en = "不在科目表和 codes 里", "is a code neither of the shipped list nor of `codes`"
                self.error("L032", zh, en, f"uses.function.{key}", key, code_hint(functions, key))

    def dates(self) -> None:
        """L097: a period that ends before it begins; L100: a corrected edition before the second."""
        for index, project in enumerate(self.declaration.projects):
            period = project.period
            if period is not None and period.to < period.from_:
                zh, en = "早于开始日期", "is before the first day"
                self.error("L097", zh, en, f"projects[{index}].period.to", str(period.to), _not_before(period.from_))
        edition = self.declaration.department.edition
        if edition is not None and edition.number < 2:
            zh, en = (
                "应从 2 起：更正后的版本至少是第二版",
                "must be 2 at least: a corrected edition is the second or later",
            )
            self.error("L100", zh, en, "department.edition.number", str(edition.number), "2")

    def pictures(self) -> None:
        """L001, L054-L057: a picture of the cover that cannot be used."""
        for key, file in _pictures(self.declared).items():
            try:
                self.declared.pictures[key] = read_picture(file)
            except BadPicture as error:
                shown = error.value or getattr(self.declaration.cover, key)
                self.error(error.code, *error.words, f"cover.{key}", shown, error.expected)

    def projects_with_lines(self, lines: FactTable) -> None:
        """L096: unit or function needed, unless a project lives on carry-over alone; L094: an order twice."""
        carryover, appropriation = _projects_by_money(lines, self.declaration.year)
        for index, project in enumerate(self.declaration.projects):
            for key in ("unit", "function") if project.id not in carryover else ():
                if getattr(project, key) is None:
                    zh = f"必须填写：项目 {project.id} 不是只用结转资金的项目"
                    en = f"is needed: the project {project.id} does not live on carry-over alone"
                    self._needed(f"projects[{index}]", key, zh, en)
        orders = (
            (index, project.order)
            for index, project in enumerate(self.declaration.projects)
            if project.order is not None and project.id in appropriation
        )
        self._unique("projects", "order", "L094", orders)

    def _needed(self, project: str, key: str, zh: str, en: str) -> None:
        path = f"{project}.{key}"
        place = self.declared.place(f"{project}.id")
        example = {"unit": "unit: U1", "function": "function: 2010399"}[key]
        here = None if place is None else placed(place, path)
        self.report.error("L096", f"{path} {zh}", f"{path} {en}", here, None, example)

    def reasons_with_lines(self, lines: FactTable) -> None:
        """L099: a reason for a function code that no line of either year has."""
        used = set(lines.frame["function"].unique())
        for key in self.declaration.reasons.function:
            if key not in used:
                zh, en = "在两年的明细里都没有", "is in the lines of neither year"
                near = nearest(key, sorted(used - {""})) if used - {""} else None
                self.error("L099", zh, en, f"reasons.function.{key}", key, near)


def _not_before(day: datetime.date) -> str:
    return say(f"{day} 或以后", f"{day} or later")


def _projects_by_money(lines: FactTable, year: int) -> tuple[set[str], set[str]]:
    """Ids of the projects that live on carry-over alone, and of those with appropriation in the year.

    A project without lines in the year, such as one just taken over into a new budget, is what it was the year before.
    """
    now, before = _sources(lines, year), _sources(lines, year - 1)
    carryover = {source.key for source in SOURCES if source.carryover}
    appropriation = {source.key for source in SOURCES if source.appropriation}
    return (
        {project for project, keys in {**before, **now}.items() if keys <= carryover},
        {project for project, keys in now.items() if keys & appropriation},
    )


def _sources(lines: FactTable, year: int) -> dict[str, set[str]]:
    """Project id → keys of the sources of its lines in a year."""
    frame = lines.frame
    pairs = frame.loc[frame["year"] == year, ["project", "source"]].drop_duplicates()
    sources: dict[str, set[str]] = {}
    for project, source in zip(pairs["project"], pairs["source"], strict=True):
        sources.setdefault(project, set()).add(source)
    return sources


def check_declaration(declared: Declared, report: Report) -> None:
    """Check what budget.yaml says across its own blocks."""
    if declared.declaration is not None:
        checks = _Checks(declared, declared.declaration, report)
        checks.head()
        checks.ids()
        checks.references()
        checks.dates()
        checks.pictures()


def check_tables(declared: Declared, lines: FactTable, report: Report) -> None:
    """Check budget.yaml against the money lines of both years."""
    if declared.declaration is not None:
        checks = _Checks(declared, declared.declaration, report)
        checks.projects_with_lines(lines)
        checks.reasons_with_lines(lines)


def with_prior(tables: Tables, prior: Prior | None, year: int) -> tuple[FactTable, FactTable]:
    """Lines and income of both years."""
    lines, income = tables.lines.table, tables.income.table
    if prior is None:
        return lines, income
    return joined(lines, prior.tables.lines.table, year), joined(income, prior.tables.income.table, year)


def budget(
    declared: Declared,
    declaration: Declaration,
    tables: Tables,
    facts: tuple[FactTable, FactTable],
    prior: Prior | None,
    hidden: Iterable[HiddenCells],
) -> Budget:
    """The finished Budget of what has been read without an error."""
    lines, income = facts
    own = {unit.id: str(unit.type) for unit in declaration.units}
    return Budget(
        declaration=declaration,
        lines=lines,
        income=income,
        indicators=tables.indicators,
        functions=_codes(declared.codes("function"), prior),
        economics=_codes(declared.codes("economic"), prior),
        folder=declared.reading.folder,
        templates=_file(declared, "templates"),
        places=declared.reading.places,
        repeated_rows=(*tables.lines.repeated_rows, *tables.income.repeated_rows),
        prior_unit_types=own if prior is None else prior.unit_types,
        hidden=tuple(hidden),
        theme=_file(declared, "theme"),
        pictures=declared.pictures,
        prior_staffing=None if prior is None else prior.staffing,
        withheld=declared.withheld.prints.finish() if declared.withheld.prints else Withheld(),
    )


def _codes(codes: CodeList, prior: Prior | None) -> CodeList:
    """The year's codes, and those that only last year's budget knew: its rows may be under them."""
    if prior is None:
        return codes
    return codes.with_names({code: name for code, name in prior.codes[codes.kind].names.items() if code not in codes})


def _file(declared: Declared, path: str) -> Path | None:
    """The file or folder that the value at ``path`` names, if it is given."""
    file = declared.reading.files.get(path)
    return None if file is None else file.resolve()


def _pictures(declared: Declared) -> dict[str, Path]:
    """Field of `Cover` → the file it names."""
    return {key: file for key in ("emblem", "image") if (file := _file(declared, f"cover.{key}"))}
