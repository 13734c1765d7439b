"""The printed indicator tables (绩效目标表) with their cells read as measures, once a run."""

from __future__ import annotations

import re
from fractions import Fraction
from functools import lru_cache
from typing import Final, NamedTuple
from weakref import WeakKeyDictionary

from reportgen.check.context import Context
from reportgen.check.plausibility.measures import MONEY, Measure, folded, measure, mentions, name_unit
from reportgen.model.budget import Indicator, Project
from reportgen.model.disclosure import IndicatorTable
from reportgen.model.language import say
from reportgen.model.money import FEN_PER_UNIT
from reportgen.model.place import Place

MANY: Final = 200
"""Tables with more rows are not compared row against row."""
_TAIL: Final = re.compile(r"[（(][^（）()]*[）)]$|成本$|费用$|经费$|支出$|费$|数量$|总数$|台数$|面积$|个数$|等$")
_OTHER_COST: Final = ("社会成本", "生态", "环境成本", "环境影响")
_NO_COST: Final = ("节约", "节省", "降低", "减少", "下降", "压减", "压缩", "收入", "其中", "利润", "核减", "结余")
_PER_UNIT: Final = (
    "人均", "户均", "均价", "平均", "单价", "单位成本", "补助标准", "支付标准", "费用标准", "定额标准", "每人", "每名", "每户", "每家",
    "每平", "每亩", "每台", "每套", "每辆", "每件", "每个", "每次", "每场", "每月", "每天", "每公里", "每吨", "每班", "每期",
)  # fmt: skip
_WHOLE: Final = (
    "总成本", "成本总", "总投入", "总额", "总费用", "总投资", "总预算", "预算总", "项目成本", "合计", "经费总",
)  # fmt: skip
_COMMON: Final = frozenset(
    pair
    for group in ("成本费用经费支出资金数量总额次数面积个数", "项目工作管理保障单位办公服务业务机关公共机构专项相关其他人员年度本年计划",
                  "完成开展组织购买使用", "公务用车车辆房屋系统设施")
    for pair in map("".join, zip(group[::2], group[1::2], strict=True))
)  # fmt: skip
"""Pairs of characters that say nothing of what an indicator is about."""


class Line(NamedTuple):
    """A row of an indicator table: its cells, and what they say as measures."""

    row: Indicator
    name: str
    """三级指标, folded."""
    name_unit: str
    value: Measure | None
    last: Measure | None
    unit: str
    """What the value counts in: a rate in the name (万元/人) over half of it (万元), the value's unit, else the name's."""
    cost: bool
    """Whether it is a cost indicator (成本指标) of the budget's own money."""
    amount: Fraction | None
    """What a cost indicator allows, in 万元; None for rates (a head, a square metre), lower limits and everything else."""
    amount_before: Fraction | None
    """The same of last year's value."""

    @property
    def quantity(self) -> bool:
        """Whether it is a 数量指标."""
        return "数量" in self.row.level2

    @property
    def whole(self) -> bool:
        """Whether a cost is by its name the whole of the project."""
        return mentions(self.name, _WHOLE)


class Sheet(NamedTuple):
    """A printed indicator table; ``project`` None is the whole department's."""

    project: Project | None
    table: IndicatorTable
    lines: tuple[Line, ...]

    @property
    def name(self) -> str:
        """For messages: id and name of the project, or the department."""
        if self.project is None:
            return say("部门整体", "the department")
        return say(f"项目 {self.project.id}“{self.project.name}”", f"project {self.project.id} ({self.project.name})")


_READ: Final[WeakKeyDictionary[Context, tuple[Sheet, ...]]] = WeakKeyDictionary()


def sheets(context: Context) -> tuple[Sheet, ...]:
    """The indicator tables that are printed and have rows, in their order."""
    if context not in _READ:
        tables = context.disclosure.statements.performance.tables
        _READ[context] = tuple(Sheet(t.project, t, tuple(map(_line, t.rows))) for t in tables if t.rows)
    return _READ[context]


def _line(row: Indicator) -> Line:
    name, value, last = folded(row.level3), measure(row.value), measure(row.last_year)
    unit_in_name = name_unit(name)
    written = value.unit if value is not None else ""
    rate = bool(written) and written in unit_in_name.split("/")
    unit = unit_in_name if rate or not written else written
    levels = row.level1 + row.level2
    cost = "成本" in levels and not mentions(levels, _OTHER_COST) and not mentions(name, _NO_COST)
    total = cost and "/" not in unit_in_name and not mentions(name, _PER_UNIT)
    amount = _money(value, unit) if total else None
    before = _money(last, unit_in_name) if total else None
    return Line(row, name, unit_in_name, value, last, unit, cost, amount, before)


def _money(value: Measure | None, unit: str) -> Fraction | None:
    """An amount in 万元; ``unit`` is that of a number without one. None for no money and for a lower limit."""
    if value is None or value.sign in ("≥", ">"):
        return None
    scale = MONEY.get(value.unit or unit)
    return value.number * scale if scale is not None else None


def budget_of(context: Context, sheet: Sheet) -> tuple[Fraction, str] | None:
    """The money of a project's table in 万元, and the figure's key; None of the department's, or without money."""
    key = sheet.table.amounts.get("total", "")
    fen = context.fen(key) if sheet.project is not None and key else None
    return (Fraction(fen, FEN_PER_UNIT["万元"]), key) if fen else None


def stem(name: str) -> str:
    """What a name is about: 系统运维成本（万元） is 系统运维."""
    text = folded(name)
    while shorter := _TAIL.sub("", text):
        if shorter == text:
            break
        text = shorter
    return text


@lru_cache(maxsize=512)
def terms(name: str) -> frozenset[str]:
    """Pairs of neighbouring characters of a folded name that say what it is about; 修缮 is 维修, 采购 is 购置."""
    plain = name.replace("修缮", "维修").replace("采购", "购置")
    han = ["\u4e00" <= character <= "\u9fff" for character in plain]
    pairs = (plain[i : i + 2] for i in range(len(plain) - 1) if han[i] and han[i + 1])
    return frozenset(pair for pair in pairs if pair not in _COMMON)


def value_place(line: Line) -> Place:
    """The cell of the target value."""
    return line.row.cell("value")
