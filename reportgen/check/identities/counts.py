"""Counts of people, units and offices, computed and told in words (N40-N42, E51)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from reportgen.check.compare import counted
from reportgen.check.context import Context
from reportgen.check.registry import Finding, rule
from reportgen.check.texts import Text, folded
from reportgen.model.diagnostic import Note
from reportgen.model.language import say

_NUMBER = r"([0-9]{1,3}|[一二两三四五六七八九十]{1,3})"
_OFFICES = re.compile(
    rf"(?:内设|下设|设有)(?:机构|处室|科室)?(?:共|有|包括|为)?\s*{_NUMBER}\s*个(?:职能|内设|业务|正科级|处级|科级)*"
    r"(?:处室|科室|股室|部室|内设机构|部门|机构|处|科)(?![级长员研技普学])"
)
_KIND = r"(?:二级|基层|预算|事业)*"
_UNITS = re.compile(
    rf"{_NUMBER}\s*[家个](?:下属|所属|直属|下辖)的?{_KIND}单位"
    rf"|(?:下属|所属|直属|下辖|下设)的?(?:共|共有|有)?\s*{_NUMBER}\s*[家个]{_KIND}单位"
    rf"|(?:下属|所属|直属|下辖){_KIND}单位(?:共|共有|有|包括|为)?\s*{_NUMBER}\s*[家个]"
)
_CLAUSE = re.compile(r"[^，,。；;：:！!？?\n（）()]+")
_QUALIFIED = re.compile(r"其中|另有|另设|独立核算|非预算|未纳入|新增|撤销|合并|部分|等")
"""Words that make a count one of something else than all units or offices."""
_WITH_OWN = re.compile(r"(?:含|包括|包含)(?:局|厅|委|办|本)?(?:本级|机关|本部)")
_NO_OFFICES = ("党委", "纪委", "党总支", "党支部", "工会", "团委")
"""Bodies that a list of offices holds and their count may leave out."""
_NUMERALS = {"一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}


class _Told(NamedTuple):
    """A count told in a text: the number, the words around it, and the whole sentence's clause."""

    number: int
    words: str
    text: Text


def _number(text: str) -> int:
    if text.isdigit():
        return int(text)
    tens, ten, ones = text.partition("十")
    return (
        _NUMERALS.get(tens, 1 if ten and not tens else 0) * 10 + _NUMERALS.get(ones, 0)
        if ten
        else _NUMERALS.get(text, 0)
    )


def _counts(context: Context, pattern: re.Pattern[str]) -> Iterator[_Told]:
    """The counts that duties and the department's goal tell of the whole department."""
    for text in context.texts:
        if text.key or not text.path.lstrip(".").startswith(("department.functions", "performance.goal")):
            continue
        written = folded(text.text)
        if not pattern.search(written):
            continue
        for clause in _CLAUSE.finditer(written):
            for match in pattern.finditer(clause[0]):
                before, number = clause[0][: match.start()], next(group for group in match.groups() if group)
                if _number(number) and not _QUALIFIED.search(clause[0]) and not _of_another(context, before):
                    yield _Told(_number(number), match[0], text)


def _of_another(context: Context, before: str) -> bool:
    """Whether the words before a count name somebody else: a unit of the department, an office, or any other subject."""
    department = context.declaration.department
    own = before
    for name in (department.name, department.short_name):
        own = own.replace(name, "")
    if any(unit.name in own for unit in context.declaration.units) or any(
        office in own for office in department.offices
    ):
        return True
    return (
        re.search(r"(?:中心|学校|医院|大队|支队|总队|站|所|馆|院|公司|协会|每个|各(?:地|县|市|区|单位))", own)
        is not None
    )


@rule("N40", "error", "实有人数 = 在职 + 退休 + 离休", "people in all = in service + retired + retired veterans")
def people_sum(context: Context) -> Iterator[Finding]:
    """N40: the number of people that part one tells is the sum of its groups.

    Basis: 第一部分人员情况：实有人数等于各类人数之和（N40） | part one: the people are the sum of their groups (N40)
    Help: 数字由程序计算；出现这条说明程序有误，请反馈 | the numbers are computed; report this finding as a fault of the program
    Wrong: 实有 878 人，在职 586、退休 299、离休 2 | 878 people: 586 in service, 299 and 2 retired
    Right: 实有 887 人，在职 586、退休 299、离休 2 | 887 people: 586 in service, 299 and 2 retired
    """
    staffing, total = context.declaration.department.staffing, context.figure("staffing/total")
    if staffing is None or total is None or not isinstance(total.value, int):
        return
    groups = (staffing.in_service, staffing.retired, staffing.retired_veterans)
    people = sum(group.count for group in groups if group is not None)
    place = context.place("department.staffing")
    yield from counted(context, "实有人数", "people in all", total.value, people, ("staffing/total",), place)


@rule(
    "N42",
    "error",
    "各类单位之和 = 单位总数 = 本级 + 下属；表7 的单位都在其中",
    "units by type = all units = own + subordinate; table 7's units are among them",
)
def units_sum(context: Context) -> Iterator[Finding]:
    """N42: the counts of part one against the list of units, and the units of table 7 with their names (E03).

    Basis: 第一部分的单位构成与表7 的单位一致（N42） | the units of part one are those of table 7 (N42)
    Help: 数字由程序计算；出现这条说明程序有误，请反馈 | the numbers are computed; report this finding as a fault of the program
    Wrong: 行政 1 + 事业 3，单位 5 家 | one administrative and three public institutions, five units
    Right: 行政 1 + 事业 4，单位 5 家 | one administrative and four public institutions, five units
    """
    staffing, units = context.disclosure.statements.staffing, context.declaration.units
    place = context.place("units")
    values = [figure.value for _, key in staffing.unit_types if (figure := context.figure(key)) is not None]
    types = sum(value for value in values if isinstance(value, int))
    keys = tuple(key for _, key in staffing.unit_types)
    yield from counted(context, "各类单位之和", "units by type", types, len(units), keys, place)
    subordinate = context.figure(staffing.subordinate_units) if staffing.subordinate_units is not None else None
    if subordinate is not None and isinstance(subordinate.value, int):
        yield from counted(
            context, "下属单位数", "subordinate units", subordinate.value, len(units) - 1, (subordinate.key,), place
        )
    names = {unit.id: unit.name for unit in units}
    for row in context.disclosure.tables["t7"].rows:
        if row.level == "unit" and names.get(row.key) != row.labels["name"]:
            yield Finding(
                say(
                    f"表7 的单位“{row.labels['name']}”不在单位名单里。",
                    f"The unit {row.labels['name']} of table 7 is not in the list of units.",
                ),
                place,
                row.labels["name"],
                names.get(row.key),
            )


@rule(
    "E51",
    "warning",
    "文字里的下属单位数与单位名单一致",
    "the number of subordinate units told in words is that of the list",
)
def subordinate_units_told(context: Context) -> Iterator[Finding]:
    """E51: where duties or the department's goal count its own subordinate units; the department itself (本级) is none.

    A count of something narrower (其中, 独立核算 …) and one whose sentence speaks of another body are left alone.

    Basis: 第一部分：下属单位数等于名单里本级以外的单位数（E51） | part one: subordinate units are all of the list but the department's own (E51)
    Help: 改文字里的个数，或补齐单位名单 | correct the number, or complete the list of units
    Wrong: 指导 5 家下属预算单位，名单有本级和 4 家下属 | 5 subordinate units are told, the list has the department and four
    Right: 指导 4 家下属预算单位 | 4 subordinate units
    """
    units = context.declaration.units
    for told in _counts(context, _UNITS):
        right = len(units) if _WITH_OWN.search(told.text.text) else len(units) - 1
        # 所属 may or may not count the department's own unit.
        if told.number == right or ("所属" in told.words and told.number == len(units)):
            continue
        yield Finding(
            say(
                f"文字里写“{told.words}”，单位名单除本级外有 {len(units) - 1} 家。",
                f"The text says {told.words}; the list has {len(units) - 1} units besides the department's own.",
            ),
            told.text.place,
            told.words,
            str(right),
            notes=tuple(
                Note(unit.name, context.place(f"units[{index}].name")) for index, unit in enumerate(units[:10])
            ),
            figures=("staffing/subordinate-units",) if len(units) > 1 else (),
        )


@rule("N41", "warning", "文字里的内设处室数与处室名单一致", "the number of offices told in words is that of the list")
def offices_told(context: Context) -> Iterator[Finding]:
    """N41: where duties or the department's goal count its own offices, and ``offices`` lists them.

    Party and union bodies in the list may be left out of the count.

    Basis: 第一部分：内设处室数等于处室名单的个数（N41） | part one: the number of offices is that of the list (N41)
    Help: 改文字里的个数，或补齐处室名单 | correct the number, or complete the list of offices
    Wrong: 内设 15 个处室，名单有 14 个 | 15 offices are told, the list has 14
    Right: 内设 15 个处室，名单有 15 个 | 15 offices in both
    """
    offices = context.declaration.department.offices
    others = sum(office.endswith(_NO_OFFICES) for office in offices)
    for told in _counts(context, _OFFICES) if offices else ():
        if told.number not in (len(offices), len(offices) - others):
            yield Finding(
                say(
                    f"文字里写“{told.words}”，处室名单有 {len(offices)} 个。",
                    f"The text says {told.words}; the list has {len(offices)} offices.",
                ),
                told.text.place,
                told.words,
                str(len(offices)),
                notes=(Note("、".join(offices), context.place("department.offices")),),
                figures=("staffing/offices",),
            )
