"""Goals and allocation lists against the indicators that should measure them (E12, E13)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from itertools import islice
from typing import Final, NamedTuple

from reportgen.check.context import Context
from reportgen.check.plausibility.measures import COUNTS, NUMBER, alike, folded, mentions, number_text, unit_of
from reportgen.check.plausibility.sheets import MANY, Line, Sheet, sheets, terms, value_place
from reportgen.check.registry import Finding, rule
from reportgen.check.words.reasons import expanded
from reportgen.model.language import say
from reportgen.model.prose import Prose

_WORDS: Final = sorted(
    {*COUNTS, "名", "位", "项", "场次", "批次", "亩次", "户次", "幢", "棵", "千米", "㎡", "平米", "%"}
    - {"类", "种", "期", "级"},
    key=len,
)
_COUNT: Final = re.compile(
    rf"(?<![0-9.,第年月~〜–—-])(?<!第 )({NUMBER})\s?(万)?\s?({'|'.join(reversed(_WORDS))})"
    r"(?!百分点|月|小时|季度|方面|环节|阶段|工作日|周|例|门|署|具|庭|所|账|届|标准|以下|以内|至|到|[-~–—])"
)
_DIGITS: Final = str.maketrans("０１２３４５６７８９．％", "0123456789.%")
_CLAUSE: Final = re.compile(r"[，。；;：:！!？?\n]|,(?![0-9]{3})")
_VERBS: Final = (
    "完成", "实施", "举办", "开展", "创建", "采购", "购置", "购买", "更新", "维修", "维护", "修缮", "新建", "建设", "建成",
    "改造", "租赁", "收回", "保障", "满足", "服务", "培训", "发放", "资助", "补助", "落实", "支持", "评估", "审计", "检查",
    "巡检", "制定", "编制", "出版", "组织", "达到", "不少于", "不低于", "至少", "确保", "实现", "新增", "提供", "为", "对",
    "用于", "核拨", "拨付", "覆盖",
)  # fmt: skip
_LEVELS: Final = ("达到", "达", "不低于", "不少于", "至少", "保持在", "≥")
_AT_LEAST: Final = re.compile(r"\s*(?:及|或)?以上")
_STATE: Final = (
    "下设", "现有", "共有", "下辖", "管辖", "所辖", "拥有", "编制数", "位于", "截至", "截止", "上年", "去年", "目前",
    "已有", "已建", "已完成", "已成", "原有", "累计", "历年", "五年", "历史", "占地",
)  # fmt: skip
_PROJECTS: Final = re.compile(
    r"(?:计划|拟|本年|年度|全年|当年)?(?:实施|开展|安排|支持)?的?项目(?:个数|数量|总数|数)(?:[（(][个项][）)])?"
)
ALIKE: Final = 2
"""So many pairs of characters in common say that a clause and an indicator are about the same thing."""
DIGITS: Final = 16
"""A longer number is no count of anything."""
FEW: Final = 12
"""So many values in one measure word are tried in pairs."""


class Told(NamedTuple):
    """A number with its measure word in a goal; ``clause`` is empty where it is a target by its words."""

    number: Fraction
    unit: str
    written: str
    clause: str = ""
    """The clause of a number that no word makes a target: it is held against indicators of the same thing alone."""


def targets(text: str, year: int) -> list[Told]:
    """What a goal says will be done: ``完成维修 120 次以上`` is 120 次. Money, years and what merely exists are no targets."""
    return [told for told in counted(text, year) if not told.clause]


def counted(text: str, year: int) -> list[Told]:
    """The numbers with a measure word of a goal, targets and others; money, years and what merely exists left out."""
    found: list[Told] = []
    plain, start = text.translate(_DIGITS), 0
    for end in (*(match.start() for match in _CLAUSE.finditer(plain)), len(plain)):
        clause = plain[start:end]
        for match in () if _is_state(clause, year) else _COUNT.finditer(clause):
            before = clause[: match.start()]
            level = _AT_LEAST.match(clause, match.end()) or before.rstrip().endswith(_LEVELS)
            if len(match[1]) <= DIGITS:
                number = Fraction(match[1].replace(",", "")) * (10_000 if match[2] else 1)
                target = level or (match[3] != "%" and mentions(before, _VERBS))
                written = text[start + match.start() : start + match.end()]
                found.append(Told(number, unit_of(match[3]), written, "" if target else clause))
        start = end + 1
    return found


def _is_state(clause: str, year: int) -> bool:
    """Whether a clause tells what exists or what was done before."""
    return mentions(clause, _STATE) or re.search(rf"{year - 1}\s?年", clause) is not None


@rule(
    "E12",
    "warning",
    "绩效目标里的数量在指标值里都能找到",
    "what a goal counts recurs among the indicator values",
)
def goals_measured(context: Context) -> Iterator[Finding]:
    """E12, E46: a number with its measure word that a goal sets as a target (完成 120 次以上, 满足 7 家单位) is an indicator
    value with a measure word for the same things, or a sum of such values; the department's goal may count what an
    indicator of any project does. A number that no word makes a target is held against indicators of the same thing in the
    same measure word. Money is compared elsewhere (W05).

    Basis: 财预〔2021〕101 号：绩效指标是绩效目标的细化和量化，二者应当一致 | Guide 财预〔2021〕101号: indicators put a goal into numbers
    Help: 增加对应的指标，或把目标里的数改成与指标一致。 | Add an indicator, or put the number of the goal right.
    Wrong: 目标：完成车辆维修保养 120 次以上；指标：维修保养车辆 ≥70辆 | goal: 120 repairs; indicator: ≥70 vehicles
    Right: 目标：完成 70 辆以上车辆的维修保养；指标：维修保养车辆 ≥70辆 | goal: 70 vehicles; indicator: ≥70 vehicles
    """
    reached = _reached(context)
    for sheet in sheets(context):
        goal = sheet.table.goal
        if goal is None:
            continue
        for told in islice(dict.fromkeys(counted(expanded(context, goal), context.year)), MANY):
            same = [line for line in sheet.lines if line.value is not None and alike(line.unit, told.unit)]
            if told.clause and not _is_about(told.clause, same):
                continue
            elsewhere = sheet.project is None and told.number in reached.get(told.unit, ())
            if not elsewhere and not _recurs(told, same) and not _in_names(told, sheet):
                yield _missing(context, sheet, goal, told, [line for line in same if line.unit])


def _is_about(clause: str, same: list[Line]) -> bool:
    """Whether a clause has words of an indicator in its measure word."""
    about = terms(folded(clause)) if same else frozenset()
    return any(len(terms(line.name) & about) >= ALIKE for line in same)


def _reached(context: Context) -> dict[str, set[Fraction]]:
    """Unit → the values that indicators of projects have in it."""
    found: dict[str, set[Fraction]] = {}
    for sheet in sheets(context):
        for line in sheet.lines:
            if sheet.project is not None and line.value is not None:
                found.setdefault(line.unit, set()).add(line.value.number)
    return found


def _recurs(told: Told, same: list[Line]) -> bool:
    numbers = [line.value.number for line in same if line.value is not None]
    if told.number in numbers or told.number == sum(numbers):
        return True
    few = numbers[:FEW]
    return any(told.number == a + b for i, a in enumerate(few) for b in few[i + 1 :])


def _in_names(told: Told, sheet: Sheet) -> bool:
    number = re.compile(rf"(?<![0-9.]){re.escape(number_text(told.number).replace(',', ''))}(?![0-9.])")
    return any(number.search(line.name) for line in sheet.lines[:MANY])


def _missing(context: Context, sheet: Sheet, goal: Prose, told: Told, same: list[Line]) -> Finding:
    path = "performance.goal" if sheet.project is None else context.project_path(sheet.project.id, "goal")
    values = "、".join(line.row.value for line in same[:6])
    zh = f"指标里同类的是 {values}" if values else "指标里没有这一项"
    en = f"the indicators have {values}" if values else "no indicator counts these"
    return Finding(
        say(
            f"{sheet.name}的目标写有 {told.written}，{zh}。", f"The goal of {sheet.name} says {told.written}, but {en}."
        ),
        context.place(path) or goal.place,
        told.written,
        values or say(f"一项指标值为 {told.written} 的指标", f"an indicator of {told.written}"),
    )


@rule(
    "E13",
    "warning",
    "资金分配里的项目个数与“实施项目个数”相符",
    "the projects of an allocation list are as many as the indicator says",
)
def projects_counted(context: Context) -> Iterator[Finding]:
    """E13: where an indicator counts the projects to be carried out, as many items of the allocation list end in 项目; final
    payments (尾款) of earlier projects do not count.

    Basis: 资金分配逐项列出的项目就是指标里计划实施的项目 | The projects listed in the allocation are those that the indicator counts
    Help: 核对资金分配和“实施项目个数”，改其中一处。 | Count again, and put one of the two right.
    Wrong: 计划实施项目个数 =11个；资金分配列出 12 个项目 | projects =11个; 12 items end in 项目
    Right: 计划实施项目个数 =12个；资金分配列出 12 个项目 | projects =12个; 12 items end in 项目
    """
    items_of = {block.project.id: block.items for block in context.disclosure.statements.projects if block.items}
    for sheet in sheets(context):
        items = items_of.get(sheet.project.id, ()) if sheet.project is not None else ()
        listed = [item.item for item in items if item.item.strip().endswith("项目")]
        for line in sheet.lines if len(listed) > 1 else ():
            value = line.value
            if value is None or line.unit != "个" or not _PROJECTS.fullmatch(line.name):
                continue
            if len(listed) == value.number or (value.sign in ("≥", ">") and len(listed) > value.number):
                continue
            yield Finding(
                say(
                    f"{sheet.name}的“{line.row.level3}” {line.row.value}，资金分配里列出的项目有 {len(listed)} 个。",
                    f"{line.row.level3} of {sheet.name} is {line.row.value}, but {len(listed)} items of its allocation are "
                    "projects.",
                ),
                value_place(line),
                line.row.value,
                f"={len(listed)}{line.value.unit if line.value is not None else ''}",
            )
