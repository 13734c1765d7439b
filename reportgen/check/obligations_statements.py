"""Part three: each of the twelve statements tells what its heading promises, with reasons where amounts changed."""

from __future__ import annotations

from typing import Any

from reportgen.check.completeness.changes import has_year_before
from reportgen.check.completeness.comparatives import uncoded_appropriation
from reportgen.check.context import Context
from reportgen.check.obligations import LAW_14, PROCEDURE, REGULATION_6, Judge, Obligation, layout_part
from reportgen.model.language import say

WORDS = "family:words"


def _statement(id: str, zh: str, en: str, basis: tuple[str, str], rules: tuple[str, ...], **more: Any) -> Obligation:
    return Obligation(
        id=id, group="part-3", zh=zh, en=en, basis_zh=basis[0], basis_en=basis[1], rules=rules, **more
    )  # fmt: skip


def _reasons(
    id: str, zh: str, en: str, basis: tuple[str, str], code: str, block: str, figures: tuple[str, ...], **more: Any
) -> Obligation:
    """A reason for each notable change of a block of ``reasons``, and the words of it against the figures."""
    path = f"reasons.{block}"
    return _statement(
        id, zh, en, basis, ("C07", "C10", code, "W08", WORDS), figures=figures, paths=(path,), strict=True, **more
    )  # fmt: skip


def _no_year_before(context: Context) -> str | None:
    """Changes against nothing need no reason: there is nothing to explain until last year's rows are in."""
    if has_year_before(context):
        return None
    return say("没有上年数，增减无从说明", "there is no year before, so no change to explain")


def _no_money(statement: str) -> Judge:
    def judge(context: Context) -> str | None:
        if getattr(context.disclosure.statements, statement) is not None:
            return None
        return say("本年没有金额，写固定的一句话", "there is no money this year; a fixed sentence says so")

    return judge


def _no_carryover(context: Context) -> str | None:
    if context.disclosure.statements.carryover.projects:
        return None
    return say("没有结转结余的项目", "no project carries money over")


def _travel_of_last_year(context: Context) -> str | None:
    """An item that only last year had cannot be seen where last year's rows have no economic codes."""
    given = context.declaration.comparatives
    lacking = [
        entry
        for entry in context.disclosure.statements.travel
        if not entry.now and getattr(given, entry.key.replace("-", "_")) is None
    ]
    if not lacking or uncoded_appropriation(context) is None:
        return None
    return say(
        "上年各行没有经济科目，也没有写 comparatives：本年没有金额的项目，上年有没有无从知道",
        "last year's rows have no economic codes and comparatives are not given: whether items without money now had some "
        "last year is not known",
    )


FOUR = layout_part("第三部分", "part three")
STATEMENTS: tuple[Obligation, ...] = (
    _statement(
        "S00", "给出上年预算数，能比较增减", "last year's amounts are given, so that changes can be told", PROCEDURE, ("C07", "W08", "S02"),
    ),
    _statement(
        "S01", "第一项：收支总预算，列出有金额的收入来源和支出各类", "statement one: the total, sources and classes with money", PROCEDURE,
        ("R01", "R08", "N01"), figures=("t1/total-income", "t1/total-expenditure", "income/total/"),
    ),
    _statement(
        "S02", "第二项：各收入来源的金额、占比和增减", "statement two: each source with amount, share and change", PROCEDURE,
        ("S01", "R01", "R04", "R05", "R06", "R07", "N01", "N02", "N03", "N06"), figures=("income/",),
    ),
    _reasons("S02-why", "第二项：收入增减写明原因", "statement two: reasons of changes", PROCEDURE, "C11", "income",
             ("income/",), unknown=_no_year_before),
    _statement(
        "S03", "第三项：基本支出、项目支出的金额、占比和增减", "statement three: basic and project expenditure", REGULATION_6,
        ("R01", "R15", "N01", "N04", "N06", "N08", "N09"), figures=("expenditure/", "t3/total/"),
    ),
    _reasons("S03-why", "第三项：支出增减写明原因", "statement three: reasons of changes", PROCEDURE, "C12", "expenditure",
             ("expenditure/",), unknown=_no_year_before),
    _statement(
        "S04", "第四项：财政拨款收支，列出各类金额", "statement four: the appropriation by class", PROCEDURE,
        ("R02", "R03", "R16", "N01"), figures=("fiscal/", "t4/"),
    ),
    _statement(
        "S04-use", "第四项：各类写明主要用途", "statement four: what each class is for", layout_part("第四项", "statement four"),
        ("C17", WORDS), paths=("uses.function",), strict=True, figures=("t4/",),
    ),
    _statement(
        "S05", "第五项：一般公共预算当年拨款的规模、结构和具体使用", "statement five: scale, structure and use of the appropriation",
        PROCEDURE,
        ("R02", "R11", "R12", "R13", "N01", "N05", "N07", "N13", "N14", "N15", "N16", "N17", "N18"), figures=("appropriation/", "t5/"),
    ),
    _reasons("S05-why", "第五项（一）：规模增减写明原因", "statement five (一): reasons of changes", PROCEDURE, "C13",
             "appropriation", ("appropriation/basic/", "appropriation/project/"), unknown=_no_year_before),
    _reasons("S05-items", "第五、八、九项：各科目增减写明原因", "statements five, eight, nine: reasons by code", PROCEDURE, "C14",
             "function", ("appropriation/2", "government-fund/2", "state-capital/2"), unknown=_no_year_before),
    _statement(
        "S06", "第六项：基本支出分人员经费和公用经费，列出款级科目", "statement six: staff and operating, with their 款", REGULATION_6,
        ("R17", "R18", "R19", "R20", "N01", "N19", "C26"), figures=("basic/", "t6/"),
    ),
    _statement(
        "S07", "第七项：逐个写明一般公共预算安排的项目", "statement seven: every project of the general public budget", REGULATION_6,
        ("R21", "R22", "N20"), figures=("project/", "t7/"),
    ),
    _statement(
        "S08", "第八项：政府性基金预算拨款，没有的写明没有", "statement eight: government fund, or that there is none", PROCEDURE,
        ("R31", "W09"), figures=("government-fund/", "t8/"),
    ),
    _statement(
        "S09", "第九项：国有资本经营预算拨款，没有的写明没有", "statement nine: state capital, or that there is none", PROCEDURE,
        ("R31", "W09"), figures=("state-capital/", "t9/"),
    ),
    _statement(
        "S10", "第十项：“三公”经费预算数和比上年增减，分四项", "statement ten: 三公 and its change, four items", PROCEDURE,
        ("R27", "R28", "R29", "N22", "N23", "C09"), figures=("travel/", "t10/"), unknown=_travel_of_last_year,
    ),
    _reasons("S10-why", "第十项：“三公”经费增减写明原因", "statement ten: reasons of changes", PROCEDURE, "C15", "travel", ("travel/",)),
    _statement(
        "S11", "第十一项：上年结转结余，按项目列出", "statement eleven: carry-over by project", layout_part("第十一项", "statement eleven"),
        ("R05", "R06", "N24", "W07"), figures=("carryover/", "t11/"),
    ),
    _statement(
        "S11-use", "第十一项：结转项目写明主要用途", "statement eleven: what each project is for",
        layout_part("第十一项", "statement eleven"), ("C18", WORDS), paths=("uses.carryover",), strict=True,
        figures=("carryover/", "t11/"), absent=_no_carryover,
    ),
    _statement(
        "S12-1", "第十二项（一）：机关运行经费的安排和比上年增减", "statement twelve (一): operating funds and their change", LAW_14,
        ("R20", "N25", "C08", "E25"), figures=("operating-funds/", "t6/total/operating"),
    ),
    _reasons("S12-1-why", "第十二项（一）：机关运行经费增减写明原因", "statement twelve (一): reasons of the change", LAW_14, "C16",
             "operating_funds", ("operating-funds/",)),
    _statement(
        "S12-2", "第十二项（二）：政府采购预算，分货物、工程、服务", "statement twelve (二): procurement", LAW_14, ("C19", "N26", "N27"),
        figures=("procurement/",), paths=("procurement",),
    ),
    _statement(
        "S12-3", "第十二项（三）：国有资产占用使用情况", "statement twelve (三): state-owned assets", PROCEDURE, ("C20", "N28", "N29", "N30", "N31"),
        figures=("assets/",), paths=("assets",),
    ),
    _statement(
        "S12-4", "第十二项（四）：实行绩效管理的项目数和金额", "statement twelve (四): projects under performance management", PROCEDURE,
        ("R07", "N32", "N33", "N39"), figures=("performance/fiscal/", "performance/non-fiscal/", "performance/department/"),
    ),
    _statement(
        "S12-5", "第十二项（五）：涉密和大专项项目的个数和金额，没有的写明没有", "statement twelve (五): withheld and by-authority projects", FOUR,
        ("N34", "N35", "N37", "N38", "E01"), figures=("performance/withheld/", "performance/by-authority/"), paths=("projects[",),
    ),
)  # fmt: skip
"""In the order of the report; ``-why`` are the reasons, ``-use`` the uses."""
