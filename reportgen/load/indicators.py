"""indicators.csv: performance targets (绩效指标) of the projects and of the whole department."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

from reportgen.load.columns import Checker, Column, Message, factorise, totals_rows
from reportgen.load.context import TableContext
from reportgen.load.fingerprints import Fingerprints, Piece
from reportgen.load.grid import Grid, read_grid
from reportgen.load.header import Heading
from reportgen.load.prose import LONGEST_TEXT, MARK, fragment, length_told, too_long
from reportgen.load.raw import FULL_WIDTH, clean
from reportgen.load.report import Report
from reportgen.load.row_rules import near_id
from reportgen.model.budget import Indicator
from reportgen.model.language import say

INDICATOR_HEADINGS: Final = (
    Heading("project", "项目"),
    Heading("level1", "一级指标"),
    Heading("level2", "二级指标"),
    Heading("level3", "三级指标"),
    Heading("value", "指标值"),
    Heading("basis", "设置依据"),
    Heading("last_year", "上年完成值"),
    Heading("weight", "权重"),
    Heading("rule", "赋分规则"),
    Heading("evidence", "佐证资料"),
)
"""Columns of indicators.csv."""

_WEIGHT: Final = re.compile(r"[0-9]{1,3}(\.[0-9]{1,2})?")
_ID: Final = re.compile(r"[A-Za-z0-9_-]{1,40}")


FORM_COLUMNS: Final = ("level1", "level2", "basis", "last_year", "rule", "evidence")
"""Columns in which the rows of all projects use the same words."""
OWN_COLUMNS: Final = ("level3", "value")
"""Columns that speak of the project itself."""


def load_indicators(
    folder: Path, reference: str, context: TableContext, report: Report, prints: Fingerprints | None = None
) -> tuple[Indicator, ...]:
    """The targets of the table at ``reference`` in ``folder``, in file order.

    Rows of a project with ``indicators: withheld`` are dropped before anything else of them is looked at. A target
    names a declared project, or none: then it is the whole department's. Its weight is a number or blank. What breaks
    a rule is noted in ``report``; texts are kept as written, without blanks around. ``prints`` takes the hashes of what
    is dropped.
    """
    withheld = context.withheld_indicators

    def hide(row: Mapping[str, str]) -> frozenset[str]:
        project = clean(row["project"])
        if project not in withheld:
            return frozenset()
        if prints is not None:
            own = prints.own.get(project, frozenset())
            for key in (*FORM_COLUMNS, *OWN_COLUMNS):
                prints.add(Piece(row[key], form=key in FORM_COLUMNS, short=key == "level3", own=own))
        return _ALL_BUT_PROJECT

    grid = read_grid(folder, reference, INDICATOR_HEADINGS, report, hide, LABELS)
    if prints is not None:
        prints.hash_waiting()
    if grid is None:
        return ()
    _check(grid, context, report)
    return tuple(
        _indicator(grid, index) for index in range(len(grid)) if clean(grid.columns["project"][index]) not in withheld
    )


LABELS: Final = ("project", "level1")
"""Columns in which a row of totals (合计) would be named."""
_ALL_BUT_PROJECT: Final = frozenset(heading.key for heading in INDICATOR_HEADINGS) - {"project"}


def _check(grid: Grid, context: TableContext, report: Report) -> None:
    columns: dict[str, Column] = {key: factorise(grid.columns[key]) for key in ("project", "level1", "weight")}
    project, weight = columns["project"], columns["weight"]
    checker = Checker(grid, report, columns, totals_rows(grid, columns, LABELS, report))
    projects = context.projects or {}
    unknown = ~project.blank & ~project.among(projects)
    named = project.where(lambda value: _ID.fullmatch(value) is not None)
    checker.tell(
        unknown & named & ~project.among(context.names.get("project", {})),
        "project",
        "L281",
        lambda row: Message(
            f"项目“{checker.value(row, 'project')}”没有在 budget.yaml 的 projects 里声明",
            f'project "{checker.value(row, "project")}" is not declared under projects in budget.yaml',
            near_id(checker.value(row, "project"), projects, say("已声明的项目编号", "a declared project id")),
        ),
    )
    ids = context.names.get("project", {})
    checker.tell(
        unknown & project.among(ids),
        "project",
        "L281",
        lambda row: Message(
            f"项目“{checker.value(row, 'project')}”是名称，这里写编号",
            f'project "{checker.value(row, "project")}" is the name; its id must stand here',
            ids[checker.value(row, "project")],
        ),
    )
    for row in (unknown & ~named & ~project.among(ids) & ~checker.skip).nonzero()[0].tolist():
        # Cells may have slipped, and the text be that of a withheld project: it is not shown.
        report.error(
            "L281",
            "“项目”列里不是项目编号",
            "what stands under 项目 is no project id",
            grid.place(row, "project"),
            expected=say(
                "已声明的项目编号，或留空（整个部门）", "a declared project id, or blank for the whole department"
            ),
        )

    def discreet(row: int) -> bool:
        # Where some project withholds its rows, one without an id may be a piece of them.
        return bool(context.withheld_indicators) and not checker.value(row, "project")

    _check_marks(grid, (~unknown & ~checker.skip).nonzero()[0].tolist(), discreet, report)
    checker.tell(
        ~unknown & ~weight.blank & ~weight.where(lambda value: _WEIGHT.fullmatch(value) is not None),
        "weight",
        "L282",
        lambda row: Message(
            "权重不是数",
            "the weight is not a number",
            say("数字，最多两位小数，如 10 或 7.5", "a number with at most two decimals, such as 10 or 7.5"),
            discreet(row),
        ),
        by=("project",),
    )


def _check_marks(grid: Grid, rows: list[int], discreet: Callable[[int], bool], report: Report) -> None:
    """L041, L042: these rows hold no ``{{``, ``{%`` or ``{#`` (only prose of budget.yaml can refer to figures), nor a
    text beyond measure."""
    for heading in INDICATOR_HEADINGS:
        texts = grid.columns[heading.key]
        for row in rows:
            if len(texts[row]) > LONGEST_TEXT:
                zh, en = too_long(say(f"“{heading.zh}”", heading.key), len(texts[row]))
                found_value, expected = length_told(texts[row])
                value = None if discreet(row) else found_value
                report.error("L042", zh, en, grid.place(row, heading.key), value, expected)
                continue
            found = MARK.search(texts[row])
            if found is not None:
                report.error(
                    "L041",
                    f"“{heading.zh}”不能含有表达式，只有说明文字可以引用数字",
                    f"{heading.key} must not hold expressions; only prose can refer to figures",
                    grid.place(row, heading.key),
                    None if discreet(row) else fragment(texts[row], found.start()),
                    say("直接写出内容", "the text itself"),
                )


def _indicator(grid: Grid, index: int) -> Indicator:
    cells = {key: texts[index].strip() for key, texts in grid.columns.items()}
    cells["project"] = clean(cells["project"])
    cells["weight"] = cells["weight"].translate(FULL_WIDTH)
    return Indicator(**cells, place=grid.place(index), source=grid.source)
