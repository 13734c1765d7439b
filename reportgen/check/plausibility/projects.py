"""Projects that are odd by their kind: grants to persons, names (E28, E29, E68)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from reportgen.check.compare import yuan
from reportgen.check.context import Context
from reportgen.check.registry import Finding, rule
from reportgen.model.budget import Project
from reportgen.model.language import say
from reportgen.model.prose import Prose

GRANTS: Final = "303"
_NUMBER: Final = re.compile(r"[0-9０-９]|[一二两三四五六七八九十百千][十百千万]{0,6}\s{0,3}(?:元|万元)")
_CITED: Final = re.compile(r"[〔\[(（【][0-9]{4}[〕\])）】]\s?[0-9]{1,4}\s?号|[0-9]{4}\s?年")
"""Numbers of documents and years."""
_A_HEAD: Final = re.compile(
    r"(?<![0-9.])[0-9]{1,12}(?:\.[0-9]{1,6})?\s?(?:万元|元)\s?(?:/\s?(?:人|名)|每人)|(?:每人|每名|人均)[^，。；]{0,12}?(?<![0-9.])[0-9]{1,12}(?:\.[0-9]{1,6})?\s?(?:万元|元)"
)


@rule(
    "E28",
    "warning",
    "有补贴人数的项目在表7 有对个人和家庭的补助",
    "a project that subsidises people has 303 money in table 7",
)
def grants_without_class(context: Context) -> Iterator[Finding]:
    """E28: a project with ``subsidy.people`` pays persons: its row of table 7 has money under 303 对个人和家庭的补助.

    Basis: 政府收支分类科目：对个人的补助列 303 对个人和家庭的补助 | The classification: grants to persons stand under 303
    Help: 核对该项目明细的经济科目；不是直接补到个人的，在 accept 里写明理由。 | Check the economic codes of its lines; where the
        money is not paid to persons, accept it with the reason.
    Wrong: 补贴 1 人，6 万元列在 301 工资福利支出 | one person subsidised, 6 万元 under 301
    Right: 补贴 1 人，6 万元列在 303 对个人和家庭的补助 | one person subsidised, 6 万元 under 303
    """
    for block in context.disclosure.statements.projects:
        project = block.project
        people = project.subsidy.people if project.subsidy is not None else None
        key = context.disclosure.aliases.get(block.amount, block.amount)
        row = key.removeprefix("t7/").rpartition("/")[0]
        cells = context.tables.get("t7", {}).get(row, {})
        classes = {column: fen for column, fen in cells.items() if column.isdigit()}
        if not people or not classes or GRANTS in classes:
            continue
        told = "、".join(f"{column} {yuan(fen)} 元" for column, fen in classes.items())
        yield Finding(
            say(
                f"项目 {project.id}“{project.name}”补贴 {people} 人，表7 却没有 303 对个人和家庭的补助，只有 {told}。",
                f"Project {project.id} ({project.name}) subsidises {people} people but has no 303 in table 7, only {told}.",
            ),
            context.place(context.project_path(project.id, "subsidy.people")),
            str(people),
            say("表7 的 303 有金额", "money under 303 in table 7"),
            figures=tuple(f"t7/{row}/{column}" for column in classes),
        )


@rule("E68", "warning", "补贴标准写明金额", "the rate of a subsidy is told as a number")
def rate_without_number(context: Context) -> Iterator[Finding]:
    """E68: where another field of the same project tells an amount a head, 补贴标准 tells it too.

    Basis: 对个人的补贴公开补贴标准（规则 20）；别处已经写明的金额，标准里也要写 | Grants to persons publish their rate (rule 20); an
        amount told elsewhere in the block belongs there
    Help: 在 subsidy.standard 里写出每人的金额。 | Write the amount a head into subsidy.standard.
    Wrong: 补贴标准：按规定标准补贴（资金分配：按 6 万元/人拨付） | rate: as prescribed (allocation: 6 万元 a head)
    Right: 补贴标准：每人每年 6 万元 | rate: 6 万元 a head and year
    """
    for project in context.declaration.projects:
        standard = project.subsidy.standard if project.subsidy is not None else None
        if standard is None or not standard or _NUMBER.search(_CITED.sub("", standard.raw)):
            continue
        match = next((found for text in _texts(project) if (found := _A_HEAD.search(text)) is not None), None)
        if match is not None:
            yield Finding(
                say(
                    f"项目 {project.id}“{project.name}”的补贴标准没有金额，而别处写明 {match[0]}。",
                    f"The rate of project {project.id} ({project.name}) has no amount, but elsewhere {match[0]} is told.",
                ),
                context.place(context.project_path(project.id, "subsidy.standard")) or standard.place,
                standard.raw,
                match[0],
            )


def _texts(project: Project) -> Iterator[str]:
    """The texts of a block in which a rate may stand."""
    if isinstance(project.allocation, Prose):
        yield project.allocation.raw
    elif project.allocation is not None:
        yield from (item.item for item in project.allocation)
    subsidy = project.subsidy
    given = (project.basis, project.goal, *((subsidy.method, subsidy.procedure, subsidy.benefit) if subsidy else ()))
    yield from (prose.raw for prose in given if prose is not None)


@rule(
    "E29",
    "info",
    "项目名称一个只用一处，人员类经费不列项目",
    "a project's name is used once, and personnel money is no project",
)
def names_of_projects(context: Context) -> Iterator[Finding]:
    """E29: one name under two function codes, or 人员类 in the name of a project.

    Basis: 项目支出是基本支出之外的支出；同名项目在不同科目下容易混淆 | Projects are what is not basic expenditure; one name under two
        codes is easily mistaken
    Help: 核对科目和名称；属实的不用改。 | Check code and name; where they are right, nothing has to be done.
    Wrong: “人员类经费保障项目”分别列 2010399 和 2010303 | "personnel money" under 2010399 and under 2010303
    Right: “迎宾馆运转补助”列 2010399，“资产服务补助”列 2010303 | two names for two projects
    """
    by_name: dict[str, list[Project]] = {}
    for project in context.declaration.projects:
        by_name.setdefault(project.name.strip(), []).append(project)
    for name, same in by_name.items():
        codes = list(dict.fromkeys(project.function for project in same if project.function))
        staff = "人员类" in name
        if len(codes) < 2 and not staff:
            continue
        ids = "、".join(project.id for project in same)
        zh = "；".join(
            [
                *([f"分列 {'、'.join(codes)} 科目"] if len(codes) > 1 else []),
                *(["名称是人员类经费，却列项目支出"] if staff else []),
            ]
        )
        en = "; ".join(
            [
                *([f"stands under {', '.join(codes)}"] if len(codes) > 1 else []),
                *(["is personnel money by its name"] if staff else []),
            ]
        )
        yield Finding(
            say(f"项目“{name}”（{ids}）{zh}。", f"Project {name} ({ids}) {en}."),
            context.place(context.project_path(same[-1].id, "name")),
            name,
        )
