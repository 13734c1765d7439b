"""Sentences of part three in the general case: what is said, what is left out, what stands in for it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest

from reportgen.model.budget import Options, Project, Reasons, Uses
from reportgen.model.records import AllocationItem, Period, Subsidy, Unit
from tests.support.page import Report, text
from tests.unit.compute.small import YEAR, Income, Line, project_line, prose, small, wan, wan_money
from tests.unit.render.reports import paragraphs, rendered

FUND_FUNCTION = "2296006"
UNIT = Unit("U1", "某省某局", "行政")
REPAIR = Project("P1", "维修项目", "U1", "2010302", order=1)


def before(amount: int, source: str = "general-public-budget", **more: Any) -> Line:
    """A line of the year before."""
    return Line(wan(amount), source, economic="", year=YEAR - 1, **more)


def sentences(statement: int, lines: Sequence[Line], **declared: Any) -> list[str]:
    return paragraphs(page(lines, **declared), f"statement-{statement}")


def page(lines: Sequence[Line], **declared: Any) -> Report:
    return rendered(small(lines, units=[UNIT], **declared))


def test_every_source_in_the_order_of_table_two() -> None:
    """Rules 8 and 28: what has nothing in both years is zero, a sentence, or left out; what only last year had falls."""
    lines = [Line(wan(60)), before(80), before(20, "government-fund-transfer"), before(5, "fiscal-account")]
    assert sentences(2, lines) == [
        "某局部门收入预算 60.00 万元，其中：",
        "一般公共预算 60.00 万元，占 100.00%，比上年预算减少 20.00 万元，下降 25.00%。",
        "上级一般公共预算安排的转移支付资金未安排。",
        "政府性基金预算 0.00 万元，占 0.00%，比上年预算增加 0.00 万元，增长 0.00%，主要原因是 2024 年我部门没有安排政府性基金预算。",
        "上级政府性基金安排的转移支付 0.00 万元，占 0.00%，比上年预算减少 20.00 万元，下降 100.00%。",
        "国有资本经营预算 0.00 万元，占 0.00%，比上年预算增加 0.00 万元，增长 0.00%，主要原因是 2024 年我部门没有安排国有资本经营预算。",
        "上级国有资本经营预算安排的转移支付资金未安排。",
        "财政专户 0.00 万元，占 0.00%，比上年预算减少 5.00 万元，下降 100.00%。",
    ]


def test_written_reasons_take_the_place_of_fixed_ones() -> None:
    reasons = Reasons(income={"政府性基金预算": prose("本年不再征收。"), "一般公共预算": prose("一是甲。二是乙。")})
    said = sentences(2, [Line(wan(1))], reasons=reasons)
    assert said[1].endswith("增长 100.00%，主要原因一是甲。二是乙。")
    assert said[3].endswith("增长 0.00%，主要原因是本年不再征收。")


def test_reasons_that_begin_with_a_number_or_hold_figures() -> None:
    """A number keeps its distance from the words around it; what a folded line leaves behind is closed up."""
    income = {
        "一般公共预算": prose(
            "{{amount(income/general-public-budget)}}到位，\n  占{{share(income/general-public-budget)}}。。"
        ),
        "单位资金": prose("2 家单位 增收；"),
        "财政拨款结转": prose("。"),
    }
    lines = [Line(wan(3)), Line(wan(1), "own-funds", economic="")]
    lines += [before(1, "fiscal-carryover-general-public-budget")]
    said = sentences(2, lines, reasons=Reasons(income=income))
    assert said[1].endswith("增长 100.00%，主要原因是 3.00 万元到位，占 75.00%。")
    assert said[-2].endswith("增长 100.00%，主要原因是 2 家单位增收。")
    assert said[-1].endswith("下降 100.00%。")


def test_a_zero_base_without_a_rate() -> None:
    said = sentences(3, [Line(wan(1))], options=Options(zero_base="none"))
    assert said[1] == "基本支出 1.00 万元，占 100.00%，比上年预算增加 1.00 万元，上年无此项预算。"
    assert said[2] == "项目支出 0.00 万元，占 0.00%，比上年预算增加 0.00 万元，增长 0.00%。"


def test_the_overview_names_what_has_money() -> None:
    """Rules 13 and 28."""
    lines = [Line(wan(2)), Line(wan(1), "fiscal-carryover-government-fund", FUND_FUNCTION, economic="")]
    said = sentences(1, lines)
    assert said[0].endswith("收支总预算 3.00 万元。")
    assert said[1:] == [
        "收入预算包括：一般公共预算、财政拨款结转结余。",
        "支出预算包括：一般公共服务支出、其他支出。",
    ]
    assert len(sentences(1, [])) == 1


def test_one_budget_and_several() -> None:
    """Rule 29."""
    uses = Uses(function={"201": prose("日常运转。")})
    assert sentences(4, [Line(wan(2)), Line(wan(1), function="2210201")], uses=uses) == [
        "某局 2024 年财政拨款收支总预算 3.00 万元。",
        "收入全部为一般公共预算拨款，无政府性基金预算拨款和国有资本经营预算拨款。",
        "收入预算包括：一般公共预算拨款 3.00 万元。",
        "一般公共预算支出包括：一般公共服务支出 2.00 万元，主要用于日常运转；住房保障支出 1.00 万元。",
    ]
    uses = Uses(function={"201": prose("2024 年日常运转"), "221": prose("。")})
    assert sentences(4, [Line(wan(2)), Line(wan(1), function="2210201")], uses=uses)[-1] == (
        "一般公共预算支出包括：一般公共服务支出 2.00 万元，主要用于 2024 年日常运转；住房保障支出 1.00 万元。"
    )
    lines = [Line(wan(2)), Line(wan(1), "government-fund-transfer", FUND_FUNCTION)]
    assert sentences(4, lines)[1:] == [
        "收入预算包括：一般公共预算拨款 2.00 万元、政府性基金预算拨款 1.00 万元。",
        "一般公共预算支出包括：一般公共服务支出 2.00 万元。",
        "政府性基金预算支出包括：其他支出 1.00 万元。",
    ]
    assert sentences(4, []) == ["某局 2024 年财政拨款收支总预算 0.00 万元。"]


def test_the_use_of_the_appropriation() -> None:
    """Rules 12 and 19: codes of last year alone are told too; the reason begins a sentence of its own."""
    reasons = Reasons(function={"2010301": prose("人员增加")})
    said = sentences(5, [Line(wan(3)), before(2), before(1, function="2210201")], reasons=reasons)
    assert [line for line in said if "（项）" in line] == [
        "1、一般公共服务支出（类）政府办公厅（室）及相关机构事务（款）行政运行（项）：2024 年预算数为 3.00 万元，"
        "比上年预算增加 1.00 万元，增长 50.00%。主要原因是人员增加。",
        "2、住房保障支出（类）住房改革支出（款）住房公积金（项）：2024 年预算数为 0.00 万元，"
        "比上年预算减少 1.00 万元，下降 100.00%。",
    ]


def test_no_appropriation() -> None:
    said = sentences(5, [])
    assert said.count("某局 2024 年没有一般公共预算拨款安排的支出。") == 2


def test_basic_expenditure_without_operating_funds() -> None:
    assert sentences(6, [Line(wan(2))]) == [
        "某局 2024 年一般公共预算基本支出 2.00 万元，其中：",
        "人员经费 2.00 万元，主要包括：基本工资。",
        "公用经费 0.00 万元。",
    ]


def blocks(project: Project, **declared: Any) -> list[str]:
    return sentences(7, [project_line(wan(5), project)], projects=[project], **declared)


def test_a_project_block() -> None:
    """Rules 20 and 31."""
    project = Project(
        "P1", "维修项目", "U1", "2010302", basis=prose("有关规定。"),
        allocation=(AllocationItem("材料", wan_money(2)), AllocationItem("人工", wan_money(3))),
        period=Period(date(2024, 1, 1), date(2024, 12, 31)),
        subsidy=Subsidy(people=98, standard=prose("每人 1 万元")),
    )  # fmt: skip
    report = page([project_line(wan(5), project)], projects=[project])
    assert [text(element) for element in report.by_id("statement-7").iter("h4")] == ["（一）项目名称：维修项目"]
    assert paragraphs(report, "statement-7") == [
        "设立的政策依据：有关规定。",
        "预算安排规模：5.00 万元",
        "项目承担单位：某省某局",
        "资金分配情况：材料2万元；人工3万元。",
        "资金执行时间：2024 年 1 月 1 日-2024 年 12 月 31 日",
        "补贴人数：补贴人数 98 人",
        "补贴标准：每人 1 万元",
    ]


def test_an_allocated_item_that_ends_with_a_digit() -> None:
    """设备2 and 30 万元 must not read as 230 万元."""
    items = (AllocationItem("设备2", wan_money(3)), AllocationItem("租赁 APN", wan_money(2)))
    project = Project("P1", "维修项目", "U1", "2010302", allocation=items)
    assert blocks(project)[3] == "资金分配情况：设备2 3万元；租赁 APN 2万元。"


def test_what_is_withheld_and_what_is_missing() -> None:
    """Rule 21: withheld fields say so; a field that nobody filled in says that."""
    withheld = Project("P1", "特定目标 001", "U1", "2010302", disclosure="withheld")
    assert blocks(withheld) == [
        "设立的政策依据：完全不予公开。",
        "预算安排规模：5.00 万元",
        "项目承担单位：某省某局",
        "资金分配情况：完全不予公开。",
        "资金执行时间：完全不予公开。",
    ]
    missing = blocks(REPAIR)
    assert [missing[0], missing[3], missing[4]] == [
        "设立的政策依据：未提供。", "资金分配情况：未提供。", "资金执行时间：未提供。",
    ]  # fmt: skip
    assert sentences(7, []) == ["某局 2024 年没有一般公共预算安排的项目支出。"]


def test_project_ordinals() -> None:
    """Rule 18."""
    projects = [Project(f"P{n}", f"项目{n}", "U1", "2010302") for n in range(1, 13)]
    lines = [project_line(wan(1), project) for project in projects]
    for ordinals, last in (("house", "（一十二）"), ("plain", "（十二）")):
        report = page(lines, projects=projects, options=Options(ordinals=ordinals))
        headings = [text(element) for element in report.by_id("statement-7").iter("h4")]
        assert headings[9].startswith("（十）")
        assert headings[11].startswith(last)


@pytest.mark.parametrize(
    ("number", "source", "name"), [(8, "government-fund", "政府性基金预算"), (9, "state-capital", "国有资本经营预算")]
)
def test_funds(number: int, source: str, name: str) -> None:
    """Rules 9 and 29."""
    empty = f"某局 2024 年没有使用{name}拨款安排的支出，{name}支出情况表为空表。"
    report = page([Line(wan(1))])
    assert paragraphs(report, f"statement-{number}") == [empty]
    assert paragraphs(report, f"table-section-{number}") == [empty]
    assert report.rows(number) == []
    report = page([Line(wan(1), source, FUND_FUNCTION)])
    assert paragraphs(report, f"table-section-{number}") == []
    assert report.rows(number)[0] == ["", "", "", "总计", "1.00", "1.00", "", ""]
    assert paragraphs(report, f"statement-{number}") == [
        f"某局 2024 年{name}拨款安排的支出 1.00 万元，其中：",
        "1、其他支出（类）彩票公益金安排的支出（款）用于残疾人事业的彩票公益金支出（项）：2024 年预算数为 1.00 万元，"
        "比上年预算增加 1.00 万元，增长 100.00%。",
    ]


def test_official_travel_reception_and_vehicles() -> None:
    """Rules 7, 10 and 19: a bare zero in the first paragraph; nothing in both years takes the fixed sentence."""
    lines = [Line(wan(3), economic="30217"), Line(wan(1))]
    reasons = Reasons(travel={"公务接待费": prose("接待任务增加。")})
    assert sentences(10, lines, reasons=reasons) == [
        "某局 2024 年财政拨款“三公”经费预算数为 3.00 万元，其中：因公出国（境）费 0 万元，公务用车购置费 0 万元，"
        "公务用车运行费 0 万元，公务接待费 3.00 万元。",
        "2024 年财政拨款“三公”经费预算比上年预算增加 3.00 万元，增长 100.00%，其中："
        "因公出国（境）费增加 0.00 万元，增长 0.00%，主要原因是某局未安排因公出国（境）费；"
        "公务用车购置费增加 0.00 万元，增长 0.00%，主要原因是某局未安排公务用车购置费；"
        "公务用车运行费增加 0.00 万元，增长 0.00%，主要原因是某局未安排公务用车运行费；"
        "公务接待费增加 3.00 万元，增长 100.00%，主要原因是接待任务增加。",
    ]


def test_carry_over() -> None:
    source = "fiscal-carryover-general-public-budget"
    other = Project("P2", "其他项目", function="2010302")
    lines = [
        project_line(wan(2), REPAIR, economic="", source=source),
        project_line(wan(1), other, economic="", source="non-fiscal-carryover-own-funds"),
    ]
    uses = Uses(carryover={"P1": prose("续建工程。")})
    report = page(lines, projects=[REPAIR, other], uses=uses)
    assert paragraphs(report, "statement-11") == [
        "某局 2024 年上年结转结余 3.00 万元，包括：财政拨款 2.00 万元，非财政拨款 1.00 万元，其中：",
        "1. 维修项目 2.00 万元，主要用于续建工程。",
        "2. 其他项目 1.00 万元。",
    ]
    assert [row[0] for row in report.rows(11)] == ["总计", "维修项目", "其他项目"]
    assert sentences(11, []) == ["某局 2024 年上年结转结余 0.00 万元，包括：财政拨款 0.00 万元，非财政拨款 0.00 万元。"]
    assert page([]).rows(11)[0][0] == "总计"


def test_income_that_no_line_spends() -> None:
    """The left sides follow income.csv, whatever the lines say."""
    report = rendered(small([Line(wan(2))], [Income(wan(3))]))
    assert report.rows(1)[-1] == ["收入总计", "3.00", "支出总计", "2.00"]
    assert report.rows(2)[0][4] == "2.00"
