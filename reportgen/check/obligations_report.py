"""Publication, parts one and four, projects, performance, privacy and words: the obligations that are no table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from reportgen.check.completeness.glossary import STANDARD_LAYOUT
from reportgen.check.context import Context
from reportgen.check.obligations import (
    INFORMATION,
    LAW_14,
    PERFORMANCE,
    PROCEDURE,
    REGULATION_6,
    Obligation,
    layout_part,
)
from reportgen.check.registry import Rule
from reportgen.model.language import say

CELLS = ("level", "value", "basis", "last_year", "weight", "rule", "evidence")
"""Beginnings of the paths of indicator cells, which are their fields' names."""


def _plain(
    group: str, id: str, zh: str, en: str, basis: tuple[str, str], rules: tuple[str, ...] = (), **more: Any
) -> Obligation:
    return Obligation(
        id=id, group=group, zh=zh, en=en, basis_zh=basis[0], basis_en=basis[1], rules=rules, **more
    )  # fmt: skip


def _undated(context: Context) -> str | None:
    department = context.declaration.department
    names = {"approved": department.approved, "published": department.published}
    lacking = [f"department.{name}" for name, day in names.items() if day is None]
    return say(f"没有写 {'、'.join(lacking)}", f"not given: {', '.join(lacking)}") if lacking else None


def _no_edition(context: Context) -> str | None:
    if context.declaration.department.edition is not None:
        return None
    return say("不是更正版", "this is no corrected edition")


def _single_unit(context: Context) -> str | None:
    if len(context.declaration.units) > 1:
        return None
    return say("只有一个预算单位", "there is only one budget unit")


def _always(zh: str, en: str) -> Any:
    return lambda context: say(zh, en)


def _no_acceptance(context: Context) -> str | None:
    return None if context.declaration.accept else say("没有保留的检查结果", "no finding is accepted")


def _no_offices(context: Context) -> str | None:
    if context.declaration.department.offices:
        return None
    return say(
        "没有写内设处室；部门有没有内设机构，程序无从知道",
        "no office is given; whether there are any, a program cannot know",
    )


def _no_projects(context: Context) -> str | None:
    if context.disclosure.statements.projects:
        return None
    return say("没有一般公共预算安排的项目", "the general public budget pays for no project")


def _no_subsidies(context: Context) -> str | None:
    if any(block.project.subsidy is not None for block in context.disclosure.statements.projects):
        return None
    return say("没有项目写有补贴", "no project tells of grants to persons")


def _no_tables(context: Context) -> str | None:
    performance, projects = context.disclosure.statements.performance, context.declaration.projects
    if performance.tables or any(project.indicators == "published" for project in projects):
        return None
    return say("没有应公开绩效目标表的项目", "no project is to publish an indicator table")


def _nothing_withheld(context: Context) -> str | None:
    if any("withheld" in (p.disclosure, p.indicators) for p in context.declaration.projects):
        return None
    return say("没有不公开的项目", "no project withholds anything")


def _own_layout(context: Context) -> str | None:
    if context.declaration.layout == STANDARD_LAYOUT:
        return None
    return say(
        "用的是自己的版式，名词解释由版式决定", "the layout is one's own; its glossary is a matter of the layout"
    )


def _own_templates(context: Context) -> str | None:
    if context.budget.templates is None and context.declaration.layout == STANDARD_LAYOUT:
        return None
    return say(
        "用了自己的版式或模板，印出什么由它们决定，请核对草稿",
        "there is a layout or templates of one's own, which decide what is printed; look through a draft",
    )


PUBLICATION: tuple[Obligation, ...] = (
    _plain("publication", "A01", "财政部门批复后 20 日内向社会公开", "published within 20 days of the approval", LAW_14,
           ("C04", "C05", "C06"), unknown=_undated),
    _plain("publication", "A02", "在政府网站或部门网站公开，并保持可查", "published on the government's or department's site, and kept there",
           INFORMATION, unknown=_always("是否已经上网，程序无从知道，公开后请人工核对",
                                        "whether it is on the site, a program cannot know; look after publication")),
    _plain("publication", "A03", "更正的报告写明版次和日期", "a corrected edition tells number and date",
           layout_part("封面", "the cover"), ("C06",), absent=_no_edition),
    _plain("publication", "A04", "所属单位的预算在部门批复后 20 日内由单位公开", "subordinate units publish theirs within 20 days",
           REGULATION_6, absent=_single_unit, unknown=_always("单位预算另行公开，不在本报告内", "units publish on their own, not in this report")),
    _plain("publication", "A05", "保留的检查结果写明理由，并且仍然存在", "accepted findings have a reason and still exist",
           ("输入说明 accept", "the input contract, `accept`"), ("W06",), paths=("accept",), absent=_no_acceptance),
    _plain("publication", "A06", "四个部分、十一张表、十二项说明都印出来", "four parts, eleven tables, twelve statements are printed",
           PROCEDURE, unknown=_own_templates),
)  # fmt: skip

PART_ONE: tuple[Obligation, ...] = (
    _plain("part-1", "B01", "写明主要职能", "the duties are told", INFORMATION, ("C01",), paths=("department.functions",)),
    _plain("part-1", "B02", "写明内设处室", "the offices are told", PROCEDURE, ("C02", "N41"), figures=("staffing/offices",),
           unknown=_no_offices),
    _plain("part-1", "B03", "写明编制数和实有人数", "posts and people are told", layout_part("第一部分", "part one"),
           ("C03", "N40", "S03", "E22"), figures=("staffing/total",)),
    _plain("part-1", "B04", "列出纳入部门预算的全部单位，分类型计数", "all budget units are listed, and counted by type", PROCEDURE,
           ("N42", "E51", "W11"), figures=("staffing/",)),
    _plain("part-1", "B05", "编制、人数、资产数量与实际相符", "posts, people and assets are as in reality",
           layout_part("第一部分、第十二项", "part one, statement twelve"),
           unknown=_always("由部门填写，与实际是否相符，程序无从知道", "typed by the department; a program cannot know the truth of it")),
)  # fmt: skip

PROJECTS: tuple[Obligation, ...] = (
    _plain("projects", "J01", "每个项目都有金额，名称、单位、科目与表 7 一致", "every project has money, and agrees with table 7",
           REGULATION_6, ("W02", "R22", "N20", "E29"), figures=("project/", "t7/")),
    _plain("projects", "J02", "公开的项目写全依据、规模、单位、分配和时间", "a published project tells basis, amount, unit, allocation, period",
           layout_part("第七项", "statement seven"), ("W04",), paths=("projects[",), absent=_no_projects),
    _plain("projects", "J03", "资金分配与预算安排规模、经济分类一致", "allocations agree with amount and economic class",
           layout_part("第七项", "statement seven"), ("N21", "E07", "E08"), paths=("projects[",), absent=_no_projects),
    _plain("projects", "J04", "补助到人的项目写全补贴要素，人数前后一致", "grants to persons tell all fields; people agree",
           layout_part("第七项", "statement seven"), ("C24", "E04", "E28", "E68"), paths=("projects[",), absent=_no_subsidies),
    _plain("projects", "J05", "涉密项目的内容和绩效目标表都不公开", "a secret project withholds both block and indicator table", LAW_14,
           ("E01",), paths=("projects[",), absent=_nothing_withheld),
)  # fmt: skip

PERFORMANCE_GOALS: tuple[Obligation, ...] = (
    _plain("performance", "G01", "公开部门整体绩效目标和指标", "the department's goal and its indicators", PERFORMANCE, ("C21", "C22", "R07", "E18"),
           figures=("performance/department/",), paths=("performance.goal",)),
    _plain("performance", "G02", "应公开的项目都有绩效目标表，目标和指标齐全", "every project to publish has a table with goal and indicators",
           PERFORMANCE, ("W03", "C23", "C28", "N34", "N35", "N36", "E40"), figures=("performance/",), paths=("projects[",), absent=_no_tables),
    _plain("performance", "G03", "每张表的权重之和为 90", "the weights of each table sum to 90",
           layout_part("绩效目标表", "indicator tables"), ("N43",), absent=_no_tables),
    _plain("performance", "G04", "指标的单位、上年值、目标和成本上限合理", "units, last year's values, targets and ceilings make sense",
           PERFORMANCE, ("family:plausibility",), paths=CELLS, strict=True, absent=_no_tables),
)  # fmt: skip

PART_FOUR: tuple[Obligation, ...] = (
    _plain("part-4", "D01", "解释表格和说明用到的专业名词", "the terms that the tables use are explained", PROCEDURE, ("C27",),
           paths=("glossary",), unknown=_own_layout),
)  # fmt: skip

WORDS: tuple[Obligation, ...] = (
    _plain("words", "X01", "文字里的数字、方向、年份与数据一致", "numbers, directions and years in words agree with the figures",
           layout_part("第三部分", "part three"), ("family:words",)),
    _plain("words", "X02", "异常的增减、单价、人数有合理说明", "what is odd in changes, unit costs and people is explained", PROCEDURE,
           ("family:plausibility",)),
    _plain("words", "X03", "标点、数字、文号和用词规范", "punctuation, numbers, document numbers and terms are in good form",
           ("GB/T 15834、GB/T 15835", "GB/T 15834, GB/T 15835 (punctuation, numbers)"), ("family:form",)),
)  # fmt: skip
WITHHELD = _plain(
    "privacy", "H00", "不公开的内容不出现在报告里", "what is withheld is nowhere in the report", LAW_14, ("P07", "P08",),
    absent=_nothing_withheld,
)  # fmt: skip


def rule_obligations(
    rules: Mapping[str, Rule], family: str, prefix: str, basis: tuple[str, str]
) -> Iterator[Obligation]:
    """An obligation for each rule of a family: what the rule says must hold; ids begin with ``prefix``."""
    for code, known in rules.items():
        if known.family == family:
            yield _plain(family, f"{prefix}-{code}", known.zh, known.en, basis, (code,))
