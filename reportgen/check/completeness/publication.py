"""When the disclosure is published (C04-C06). No rule looks at a clock: the same input gives the same findings."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from itertools import pairwise

from reportgen.check.completeness.missing import missing_place
from reportgen.check.context import Context
from reportgen.check.registry import Finding, rule
from reportgen.model.language import say

DAYS = 20
"""Days after the approval (批复) within which a department publishes its budget."""


def due(approved: datetime.date) -> datetime.date:
    """The last day on which a budget approved on that day may be published."""
    return approved + datetime.timedelta(days=DAYS)


@rule("C04", "info", "写明公开日期", "the day of publication is given")
def undated(context: Context) -> Iterator[Finding]:
    """Without a date the cover has none, and nobody can tell whether the 20 days were kept; with `approved` the last day is told.

    Basis: 《预算法》第十四条：部门预算在批复后二十日内向社会公开 | 预算法 (Budget Law), article 14: a department's
        budget is published within 20 days of its approval
    Help: 定下公开日期后写在 department.published；department.approved 写财政部门批复的日期 | once it is known, write
        the day in `department.published`, and that of the approval in `department.approved`
    Wrong: department: {name: 示例市文化馆, short_name: 市文化馆, approved: 2025-02-10}
    Right: department: {name: 示例市文化馆, short_name: 市文化馆, approved: 2025-02-10, published: 2025-02-25}
    """
    department = context.declaration.department
    if department.published is not None:
        return
    if department.approved is None:
        yield Finding(
            say(
                "没有写公开日期（department.published）和批复日期（department.approved），无法核对是否在批复后 20 日内公开。",
                "Neither the day of publication (`department.published`) nor that of the approval (`department.approved`) "
                "is given: the 20 days cannot be checked.",
            ),
            missing_place(context, "department.published"),
            expected="published: …",
        )
        return
    last = due(department.approved)
    yield Finding(
        say(
            f"预算于 {department.approved} 批复，最迟应在 {last} 公开；公开日期（department.published）还没有写。",
            f"The budget was approved on {department.approved} and is to be published by {last}; `department.published` "
            "is not given yet.",
        ),
        context.place("department.approved"),
        str(department.approved),
        say(f"不晚于 {last}", f"by {last}"),
    )


@rule("C05", "warning", "批复后 20 日内公开", "published within 20 days of the approval")
def late(context: Context) -> Iterator[Finding]:
    """Article 14 of the Budget Law: a department's budget is published within 20 days of its approval by the finance office.

    Basis: 《预算法》第十四条：部门预算在财政部门批复后二十日内向社会公开 | 预算法, article 14: published by the
        department within 20 days of the approval
    Help: 提前公开日期；日期写错的改正；确已迟延的用 accept 写明原因 | publish earlier, correct a mistyped date, or
        say why under `accept`
    Wrong: approved: 2025-02-10, published: 2025-03-15
    Right: approved: 2025-02-10, published: 2025-03-01
    """
    department = context.declaration.department
    if department.approved is None or department.published is None:
        return
    last = due(department.approved)
    if department.published > last:
        after = (department.published - department.approved).days
        yield Finding(
            say(
                f"批复后 {after} 天才公开（{department.approved} 批复，{department.published} 公开），应不晚于 {last}。",
                f"Published {after} days after the approval ({department.approved} to {department.published}); due by {last}.",
            ),
            context.place("department.published"),
            str(department.published),
            say(f"不晚于 {last}", f"by {last}"),
        )


@rule("C06", "warning", "批复、公开、更正的日期先后合理", "approval, publication and correction follow each other")
def dates_in_order(context: Context) -> Iterator[Finding]:
    """Nothing is published before it is approved or corrected before it is published; all near the budget year (article 14).

    Basis: 《预算法》第十四条：先批复，后公开 | 预算法, article 14: approval comes first
    Help: 核对日期，特别是年份 | check the dates, the year above all
    Wrong: approved: 2025-03-10, published: 2025-02-25
    Right: approved: 2025-02-10, published: 2025-02-25
    """
    department = context.declaration.department
    edition = department.edition.date if department.edition is not None else None
    dates = [
        ("department.approved", "批复日期", "approval", department.approved),
        ("department.published", "公开日期", "publication", department.published),
        ("department.edition.date", "更正日期", "correction", edition),
    ]
    given = [(path, zh, en, day) for path, zh, en, day in dates if day is not None]
    for (_, zh, en, first), (path, then_zh, then_en, then) in pairwise(given):
        if then < first:
            yield Finding(
                say(
                    f"{then_zh} {then} 早于{zh} {first}。",
                    f"The {then_en} ({then}) is before the {en} ({first}).",
                ),
                context.place(path),
                str(then),
                say(f"不早于 {first}", f"not before {first}"),
            )
    opens, closes = datetime.date(context.year - 1, 10, 1), datetime.date(context.year, 12, 31)
    for path, zh, en, day in given[:2]:
        if not opens <= day <= closes and "edition" not in path:
            yield Finding(
                say(
                    f"{zh} {day} 与预算年度 {context.year} 相去太远，请核对年份。",
                    f"The {en} ({day}) is far from the budget year {context.year}; check the year.",
                ),
                context.place(path),
                str(day),
                f"{opens} … {closes}",
            )
