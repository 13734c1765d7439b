"""What a row of lines.csv must agree with: budget.yaml, the code lists and its own other cells."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Final

import attrs

from reportgen.load.columns import Checker, Column, Message
from reportgen.load.context import TableContext
from reportgen.load.row_rules import check_names, check_source, check_year, near_id, shown_value, wrong
from reportgen.load.scalars import code_hint, code_meant
from reportgen.model.budget import KINDS
from reportgen.model.codelist import OPERATING_CLASSES, STAFF_CLASSES, CodeList
from reportgen.model.language import say
from reportgen.model.source import SOURCE_BY_NAME, SOURCES

if TYPE_CHECKING:
    from reportgen.load.columns import Codes, Mask

APPROPRIATION: Final = frozenset(source.name for source in SOURCES if source.appropriation)
GENERAL_PUBLIC_BUDGET: Final = frozenset(
    source.name for source in SOURCES if source.appropriation and source.budget == "general-public-budget"
)
UNCODED: Final = frozenset(SOURCE_BY_NAME) - APPROPRIATION
"""财政专户, 单位资金 and carry-over: the sources whose lines may lack codes."""
BASIC_CLASSES: Final = STAFF_CLASSES | OPERATING_CLASSES
"""The economic classes of basic expenditure of the general public budget."""


_EXPONENT: Final = re.compile(r"[0-9.]+[eE][+-]?[0-9]+$")


@attrs.frozen(eq=False)
class Lines:
    """The rows of lines.csv by what they are; a row whose year, kind or source is not valid is in no mask of it."""

    checker: Checker
    context: TableContext
    budget: Mask
    """Rows of the budget year."""
    prior: Mask
    """Rows of the year before."""
    basic: Mask
    project: Mask
    uncoded: Mask
    known_project: Mask

    def column(self, key: str) -> Column:
        """A factorised column."""
        return self.checker.columns[key]


def check_lines(checker: Checker, context: TableContext) -> None:
    """All rules of lines.csv; notes what breaks them."""
    budget, prior = check_year(checker, context)
    check_names(checker, "kind", "支出类别", "L254", KINDS)
    check_source(checker)
    columns = checker.columns
    lines = Lines(
        checker,
        context,
        budget,
        prior,
        basic=columns["kind"].among(("基本支出",)),
        project=columns["kind"].among(("项目支出",)),
        uncoded=columns["source"].among(UNCODED),
        known_project=columns["project"].among(context.projects or ()),
    )
    _check_unit(lines)
    _check_function(lines)
    _check_project(lines)
    _check_declared(lines)
    _check_economic_form(lines)
    _check_economic_use(lines)
    _check_operating_units(lines)


def _check_unit(lines: Lines) -> None:
    """A unit is one of ``units``, or blank."""
    unit, known = lines.column("unit"), lines.context.units
    if known is None:
        return

    def message(row: int) -> Message:
        named = _by_name(lines, row, "unit", "单位")
        if named is not None:
            return named
        right = near_id(lines.checker.value(row, "unit"), known, say("units 里的编号", "an id of `units`"))
        zh, en = "不在 budget.yaml 的 units 里", "is not among the units of budget.yaml"
        return wrong(lines.checker, row, "unit", "单位", zh, en, right)

    lines.checker.tell(~unit.blank & ~unit.among(known), "unit", "L253", message)


def _by_name(lines: Lines, row: int, key: str, label: str) -> Message | None:
    """The message for a cell that holds the name of what it should hold the id of."""
    value = lines.checker.value(row, key)
    own = lines.context.names.get(key, {}).get(value)
    if own is None:
        return None
    shown = shown_value(lines.checker, row, key)
    return Message(f"{label}“{shown}”是名称，这里写编号", f'{key} "{shown}" is the name; its id must stand here', own)


def _check_function(lines: Lines) -> None:
    """A 7-digit function code that is known; blank only in prior-year rows of the uncoded sources."""
    checker, codes = lines.checker, lines.context.functions
    function = lines.column("function")
    formed = function.where(lambda value: re.fullmatch(r"[0-9]{7}", value) is not None)

    def malformed(row: int) -> Message:
        if _EXPONENT.match(checker.value(row, "function")):
            return _lost_digits(checker, row, "function", "功能科目")
        right = code_meant(codes, checker.value(row, "function"), (7,)) or say("如 2010301", "such as 2010301")
        return wrong(checker, row, "function", "功能科目", "不是七位数字", "has not seven digits", right)

    checker.tell(~function.blank & ~formed, "function", "L256", malformed)
    checker.tell(
        formed & ~function.among(codes.names) & lines.context.codes_known,
        "function",
        "L257",
        lambda row: _unknown_code(checker, row, "function", codes),
    )
    sourced = lines.column("source").among(SOURCE_BY_NAME)
    checker.tell(
        function.blank & sourced & (lines.budget | (lines.prior & ~lines.uncoded)),
        "function",
        "L258",
        lambda row: Message(
            f"功能科目是空的：只有上年的财政专户、单位资金和结转结余可以留空（这一行是{checker.value(row, 'year')} 年"
            f"{checker.value(row, 'source')}）",
            "function is blank: only last year's rows of 财政专户, 单位资金 and carry-over may leave it out (this row is "
            f"{checker.value(row, 'source')} of {checker.value(row, 'year')})",
            say("七位功能科目代码", "a 7-digit function code"),
        ),
        by=("year", "source"),
    )


def _lost_digits(checker: Checker, row: int, key: str, name: str) -> Message:
    zh, en = "是科学记数法，后面几位数字已经丢了", "is written with an exponent and has lost its last digits"
    right = say("把单元格设为“文本”格式，重新填写编码", "format the cell as text and type the code again")
    return wrong(checker, row, key, name, zh, en, right)


def _unknown_code(checker: Checker, row: int, key: str, codes: CodeList) -> Message:
    """The message for a code that is in no list: three near ones, and the line that would add it."""
    code = checker.value(row, key)
    zh_name = "功能科目" if key == "function" else "经济科目"
    return Message(
        f"{zh_name} {code} 不在科目表里，也没有在 codes 里添加",
        f"{key} code {code} is neither in the list nor added under codes",
        code_hint(codes, code),
    )


def _check_project(lines: Lines) -> None:
    """A project is declared; in the budget year every project line names one, and no basic line does."""
    checker, known = lines.checker, lines.context.projects
    project = lines.column("project")

    def message(row: int) -> Message:
        named = _by_name(lines, row, "project", "项目")
        if named is not None:
            return named
        right = near_id(checker.value(row, "project"), known or (), say("先声明项目", "declare it first"))
        zh, en = "没有在 budget.yaml 的 projects 里声明", "is not declared under projects in budget.yaml"
        return wrong(checker, row, "project", "项目", zh, en, right)

    if known is not None:
        checker.tell(~project.blank & ~lines.known_project, "project", "L259", message)
    checker.tell(
        lines.budget & lines.project & project.blank,
        "project",
        "L260",
        lambda _row: Message(
            "项目支出没有写项目编号", "a line of project expenditure names no project", say("项目编号", "a project id")
        ),
    )
    checker.tell(
        lines.budget & lines.basic & ~project.blank,
        "project",
        "L261",
        lambda _row: Message(
            "基本支出不能写项目编号",
            "a line of basic expenditure names a project",
            say("留空，或改为项目支出", "blank, or 项目支出"),
        ),
    )


def _check_declared(lines: Lines) -> None:
    """In the budget year the function and unit of a project's line are the project's.

    A project that lives on carry-over alone need not declare them; then those of its lines stand, which may differ.
    """
    checker, context = lines.checker, lines.context
    rows = lines.budget & lines.project & lines.known_project
    functions = {key: function for key, (_unit, function) in (context.projects or {}).items()}
    units = {key: unit for key, (unit, _function) in (context.projects or {}).items()}
    for key, name, code, declared, known in (
        ("function", "功能科目", "L262", functions, context.functions.names),
        ("unit", "单位", "L263", units, context.units or {}),
    ):
        differ = _differs(lines.column(key), lines.column("project"), declared)

        def message(
            row: int, key: str = key, name: str = name, declared: Mapping[str, str | None] = declared
        ) -> Message:
            project = checker.value(row, "project")
            return Message(
                f"{name} {shown_value(checker, row, key)} 与项目 {project} 声明的 {declared[project]} 不同",
                f"{key} {shown_value(checker, row, key)} is not the {declared[project]} that project {project} declares",
                declared[project],
            )

        checker.tell(rows & differ & lines.column(key).among(known), key, code, message, by=("project",))


def _differs(column: Column, project: Column, declared: Mapping[str, str | None]) -> Mask:
    """The rows whose value is not the one their project declares (False where it declares none)."""
    import numpy as np

    undeclared, elsewhere = -2, -1
    index = {value: number for number, value in enumerate(column.values)}
    wanted: list[int] = []
    for value in project.values:
        own = declared.get(value)
        wanted.append(undeclared if own is None else index.get(own, elsewhere))
    per_row: Codes = np.array(wanted, dtype=np.int32)[project.codes]
    differs: Mask = (per_row != undeclared) & (per_row != column.codes)
    return differs


def _check_economic_form(lines: Lines) -> None:
    """An economic code has five digits, or three for projects, and is known."""
    checker, codes = lines.checker, lines.context.economics
    economic = lines.column("economic")
    five = economic.where(lambda value: re.fullmatch(r"[0-9]{5}", value) is not None)
    three = economic.where(lambda value: re.fullmatch(r"[0-9]{3}", value) is not None)

    def right(row: int) -> str:
        return code_meant(codes, checker.value(row, "economic"), (5, 3)) or _economic_example()

    def malformed(zh: str, en: str) -> Callable[[int], Message]:
        def message(row: int) -> Message:
            if _EXPONENT.match(checker.value(row, "economic")):
                return _lost_digits(checker, row, "economic", "经济科目")
            return wrong(checker, row, "economic", "经济科目", zh, en, right(row))

        return message

    checker.tell(
        ~economic.blank & ~five & ~three,
        "economic",
        "L265",
        malformed("不是五位或三位数字", "has neither five nor three digits"),
    )
    checker.tell(
        three & lines.basic & economic.among(codes.names),
        "economic",
        "L265",
        malformed("只有三位：基本支出要写到款（五位）", "has three digits: basic expenditure takes five"),
    )
    checker.tell(
        (five | three) & ~economic.among(codes.names) & lines.context.codes_known,
        "economic",
        "L266",
        lambda row: _unknown_code(checker, row, "economic", codes),
    )


def _check_economic_use(lines: Lines) -> None:
    """Budget-year lines of the six appropriation sources have an economic code; basic ones of four classes only."""
    checker = lines.checker
    economic, source = lines.column("economic"), lines.column("source")
    checker.tell(
        economic.blank & lines.budget & source.among(APPROPRIATION),
        "economic",
        "L267",
        lambda row: Message(
            f"经济科目是空的：预算年度的{checker.value(row, 'source')}要写经济科目",
            f"economic is blank: lines of {checker.value(row, 'source')} in the budget year need it",
            _economic_example(),
        ),
        by=("source",),
    )
    known = economic.where(lambda value: len(value) == 5 and value in lines.context.economics)
    checker.tell(
        known
        & lines.basic
        & source.among(GENERAL_PUBLIC_BUDGET)
        & ~economic.where(lambda value: value[:3] in BASIC_CLASSES),
        "economic",
        "L268",
        lambda row: wrong(
            checker,
            row,
            "economic",
            "经济科目",
            "不能用于一般公共预算的基本支出",
            "is not for basic expenditure of the general public budget",
            say("301、302、303 或 310 类", "301, 302, 303 or 310"),
        ),
        by=("source",),
    )


def _economic_example() -> str:
    return say("五位数字，如 30201；项目支出也可以是三位", "five digits, such as 30201; three will do for projects")


def _check_operating_units(lines: Lines) -> None:
    """With ``operating_funds: administrative`` (rule 33) the 公用 lines of basic expenditure name their unit."""
    if lines.context.options.operating_funds != "administrative":
        return
    operating = lines.column("economic").where(lambda value: value[:3] in OPERATING_CLASSES)
    lines.checker.tell(
        lines.basic
        & operating
        & lines.column("source").among(GENERAL_PUBLIC_BUDGET)
        & lines.column("unit").blank
        & (lines.budget | lines.prior),
        "unit",
        "L269",
        lambda _row: Message(
            "机关运行经费只计行政和参公单位（operating_funds: administrative），公用经费的行要写单位",
            "operating funds count administrative units only (operating_funds: administrative): this line must name its unit",
            "、".join(lines.context.units or ()),
        ),
    )
