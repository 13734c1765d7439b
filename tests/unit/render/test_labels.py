"""Figures have names of their own in the report's language, and formulas in one line."""

from __future__ import annotations

import re
from fractions import Fraction

import pytest

from reportgen.compute import disclose
from reportgen.model.budget import Project
from reportgen.model.figure import Figure, Formula, Term
from reportgen.model.money import Money
from reportgen.model.records import Unit
from reportgen.render.figure_list import FigureList
from reportgen.render.html import render_page
from reportgen.render.labels import Labels, formula_text, label
from tests.unit.compute.small import project_line, small, wan
from tests.unit.render.reports import reference, shipped


@pytest.mark.parametrize(
    ("key", "name"),
    [
        ("t2/201/own-funds", "表 2 一般公共服务支出 单位资金"),
        ("t1/own-funds/amount", "表 1 5.单位资金 收入 预算数"),
        ("t1/201/amount", "表 1 201 一般公共服务支出 支出 预算数"),
        ("t4/total/income", "表 4 收入总计 财政拨款收入 合计"),
        ("t6/30101/staff", "表 6 基本工资 人员经费"),
        ("t7/total/302", "表 7 总计 商品服务支出"),
        ("t7/U4/total", "表 7 新疆迎宾馆 项目支出合计"),
        ("t7/U4/2130299/P14/302", "表 7 新疆迎宾馆 森林植被恢复费 商品服务支出"),
        ("t10/vehicle-running/total", "表 10 公务用车运行费 合计"),
        ("t11/P21/fiscal-project", "表 11 公共机构碳普惠体系课题研究及应用 财政拨款 项目支出"),
        ("income/own-funds/share", "收入预算 单位资金 占比"),
        ("income/own-funds/amount", "表 1 5.单位资金 收入 预算数"),
        ("expenditure/basic/prior", "支出预算 基本支出 上年预算"),
        ("appropriation/2010301/change", "一般公共预算当年拨款 行政运行 增减额"),
        ("travel/vehicle-running/growth", "“三公”经费 公务用车运行费 增减率"),
        ("assets/vehicles/2/value", "国有资产 车辆 执法执勤用车 价值"),
        ("performance/P01/total", "预算绩效 机关业务补助经费 合计"),
        ("performance/P19/other", "预算绩效 人员类经费保障项目（P19） 其他"),
        ("staffing/offices", "机构和人员 处室"),
    ],
)
def test_names(key: str, name: str) -> None:
    assert label(key, reference(), shipped()) == name


def test_every_figure_of_the_register_has_a_name_of_its_own() -> None:
    labels = Labels(reference(), shipped())
    names = [labels.of(key) for key in reference().figures]
    assert len(set(names)) == len(names) > 600
    assert [name for name in names if re.search("[a-z]{2}", name.replace("xzzfc", ""))] == []


def test_namesakes_are_told_apart() -> None:
    units = [Unit("U1", "本级", "行政"), Unit("U2", "中心", "事业")]
    projects = [Project(id, "维修", unit, "2010302") for id, unit in (("P1", "U1"), ("P2", "U1"), ("P3", "U2"))]
    lines = [project_line(wan(1), project) for project in projects]
    disclosure = disclose(small(lines, units=units, projects=projects))
    labels = Labels(disclosure, shipped())
    assert labels.of("t7/U1/2010302/P1/total") == "表 7 本级 维修（P1） 项目支出合计"
    assert labels.of("t7/U1/2010302/P2/total") == "表 7 本级 维修（P2） 项目支出合计"
    assert labels.of("t7/U2/2010302/P3/total") == "表 7 中心 维修 项目支出合计"
    assert labels.of("t2/211/total") != labels.of("t2/21110/total")


def test_a_project_may_be_called_like_a_code_or_a_part_of_a_key() -> None:
    projects = [Project("2010302", "维修", "U1", "2010302"), Project("other", "租房", "U1", "2010302")]
    lines = [
        project_line(wan(1), project, source=source)
        for project in projects
        for source in ("general-public-budget", "fiscal-carryover-general-public-budget")
    ]
    labels = Labels(disclose(small(lines, projects=projects)), shipped())
    assert labels.of("appropriation/2010302/change") == "一般公共预算当年拨款 一般行政管理事务 增减额"
    assert labels.of("performance/2010302/fiscal") == "预算绩效 维修 财政拨款"
    assert labels.of("performance/other/other") == "预算绩效 租房 其他"


def figure(formula: Formula, value: Money | Fraction | int = 0) -> Figure:
    return Figure("x", "count" if isinstance(value, int) else "amount", value, formula)


A, B = Term("a", Money(15_050)), Term("b", Money(10_000))


@pytest.mark.parametrize(
    ("formula", "names", "numbers"),
    [
        (Formula("sum", (A, B)), "a + b", "150.50 + 100.00"),
        (Formula("sum", (A,), "year=2024"), "a（year=2024）", "150.50（year=2024）"),
        (Formula("difference", (A, B)), "a − b", "150.50 − 100.00"),
        (Formula("growth", (A, B)), "(a − b) ÷ b", "(150.50 − 100.00) ÷ 100.00"),
        (
            Formula("growth", (A, B), "prior=0, growth=1"),
            "(a − b) ÷ b（prior=0, growth=1）",
            "(150.50 − 100.00) ÷ 100.00（prior=0, growth=1）",
        ),
        (Formula("share", (A, B)), "a ÷ b", "150.50 ÷ 100.00"),
        (Formula("share", (Term("r", Fraction(1, 8)), Term("n", 3))), "r ÷ n", "0.125 ÷ 3"),
        (Formula("fact", (Term("procurement.goods", Money(100)),)), "procurement.goods", "1.00"),
        (Formula("fact"), "填报", "填报"),
        (Formula("count", (), "type=事业"), "计数（type=事业）", "计数（type=事业）"),
    ],
)
def test_formulas(monkeypatch: pytest.MonkeyPatch, formula: Formula, names: str, numbers: str) -> None:
    monkeypatch.setenv("REPORTGEN_LANG", "zh")
    assert formula_text(figure(formula)) == names
    assert formula_text(figure(formula), numbers=True) == numbers


def test_the_list_of_figures() -> None:
    used = render_page(reference(), shipped(), purpose="screen").used
    listed = {found.key: found for found in FigureList(reference(), shipped(), used)}
    assert tuple(listed) == used
    share = listed["income/own-funds/share"]
    assert (share.text, share.unit) == ("10.60", "%")
    assert share.value == "0.105993081336"
    count = listed["assets/vehicles/count"]
    assert (count.text, count.value, count.unit) == ("29", "29", "辆")
    cell = listed["t2/2010303/own-funds"]
    assert (cell.text, cell.value, cell.unit) == ("285.10", "2851000.00", "万元")
    assert cell.formula.startswith("Σ lines.amount（")
    assert cell.runs


def test_figures_are_listed_one_at_a_time() -> None:
    stream = iter(FigureList(reference(), shipped(), ["t3/total/total", "no such key"]))
    assert next(stream).key == "t3/total/total"
    with pytest.raises(KeyError):
        next(stream)
