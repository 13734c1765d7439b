"""Part one and statement twelve: what is not declared is not mentioned, or said not to be given; never read as zero."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from reportgen.model.budget import Project
from reportgen.model.records import (
    Assets,
    Buildings,
    Department,
    Headcount,
    Performance,
    PlannedPurchases,
    Procurement,
    Staffing,
    Unit,
    Vehicles,
)
from tests.unit.compute.small import Line, indicator, project_line, prose, small, wan, wan_money
from tests.unit.render.reports import paragraphs, rendered

UNITS = (Unit("U1", "某局本级", "行政"), Unit("U2", "研究所", "参公"), Unit("U3", "服务中心", "事业"))


def twelve(**declared: Any) -> list[str]:
    return paragraphs(rendered(small([Line(wan(1))], **declared)), "statement-12")


def organisation(**declared: Any) -> list[str]:
    department = declared.pop("department", {})
    budget = small([Line(wan(1))], department=Department("某省某局", "某局", **department), **declared)
    return paragraphs(rendered(budget), "part-1")


def test_part_one_in_full() -> None:
    department = {
        "functions": (prose("起草政策。"), prose("监督执行。")),
        "offices": ("办公室", "财务处"),
        "staffing": Staffing(50, Headcount(40, 3), Headcount(9, -2), Headcount(1, 0)),
    }
    assert organisation(department=department, units=UNITS) == [
        "（一）起草政策。",
        "（二）监督执行。",
        "从预算单位构成看，某局的部门预算由本级预算和 2 家下属预算单位的预算组成。",
        "某局下设 2 个处室，分别是：办公室、财务处。",
        "本部门中，行政单位 1 家，参照公务员法管理的事业单位 1 家，事业单位 1 家，纳入某局 2024 年部门预算编制范围的预算单位包括：",
        "1、某局本级",
        "2、研究所",
        "3、服务中心",
        "某局编制数 50，实有人数 50 人，其中：在职 40 人，增加 3 人；退休 9 人，减少 2 人；离休 1 人，增加 0 人。",
    ]


def test_part_one_with_nothing_declared() -> None:
    assert organisation() == [
        "主要职能未提供。",
        "从预算单位构成看，某局的部门预算即本级预算，没有下属预算单位。",
        "本部门中，行政单位 1 家，纳入某局 2024 年部门预算编制范围的预算单位包括：",
        "1、本级",
    ]


@pytest.mark.parametrize(
    ("staffing", "sentence"),
    [
        (Staffing(establishment=0), "某局编制数 0。"),
        (Staffing(in_service=Headcount(5)), "某局实有人数 5 人，其中：在职 5 人。"),
        (Staffing(7, retired=Headcount(2, -1)), "某局编制数 7，实有人数 2 人，其中：退休 2 人，减少 1 人。"),
    ],
)
def test_staffing_in_part(staffing: Staffing, sentence: str) -> None:
    assert organisation(department={"staffing": staffing})[-1] == sentence


def test_staffing_without_any_number() -> None:
    assert organisation(department={"staffing": Staffing()}) == organisation()


def test_statement_twelve_with_nothing_declared() -> None:
    assert twelve() == [
        "某局 2024 年的机关运行经费财政拨款预算 0.00 万元，比上年预算增加 0.00 万元，增长 0.00%。",
        "政府采购预算情况未提供。",
        "国有资产占用使用情况未提供。",
        "本年度实行绩效管理的财政拨款项目 0 个，涉及预算金额 0.00 万元；非财政拨款项目 0 个，涉及预算金额 0.00 万元。",
        "无其他需说明的事项。",
    ]


def test_procurement() -> None:
    full = Procurement(*map(wan_money, (1, 2, 3, 6, 5)))
    assert twelve(procurement=full)[1:3] == [
        "2024 年，某局政府采购预算 6.00 万元，其中：政府采购货物预算 1.00 万元，政府采购工程预算 2.00 万元，政府采购服务预算 3.00 万元。",
        "2024 年，某局面向中小企业预留政府采购项目预算金额 6.00 万元，小微企业预留政府采购项目预算金额 5.00 万元。",
    ]
    assert twelve(procurement=Procurement(goods=wan_money(0), reserved_sme=wan_money(1)))[1:3] == [
        "2024 年，某局政府采购预算 0.00 万元，其中：政府采购货物预算 0.00 万元。",
        "2024 年，某局面向中小企业预留政府采购项目预算金额 1.00 万元。",
    ]
    assert twelve(procurement=Procurement(reserved_micro=wan_money(1)))[1] == (
        "2024 年，某局小微企业预留政府采购项目预算金额 1.00 万元。"
    )


def test_a_block_with_nothing_in_it_is_not_given() -> None:
    assert twelve(procurement=Procurement(), assets=Assets()) == twelve()


def test_assets_in_full() -> None:
    vehicles = (Vehicles("一般公务用车", 19, wan_money(400)), Vehicles("其他车辆", 1, wan_money(50)))
    buildings = Buildings(Decimal("12345.60"), wan_money(100))
    planned = PlannedPurchases(2, 3, 1)
    assets = Assets(buildings, vehicles, wan_money(7), wan_money(8), 20, 15, planned)
    assert twelve(assets=assets)[2:9] == [
        "截至 2023 年底，某局占用使用国有资产总体情况为：",
        "1. 房屋 12,345.60 平方米，价值 100.00 万元。",
        "2. 车辆 20 辆，价值 450.00 万元；其中：一般公务用车 19 辆，价值 400.00 万元；其他车辆 1 辆，价值 50.00 万元。",
        "3. 办公家具价值 7.00 万元。",
        "4. 其他资产价值 8.00 万元。",
        "单位价值 50 万元以上大型设备 20 台，单位价值 100 万元以上大型设备 15 台。",
        "2024 年部门预算安排购置车辆 2 辆，安排购置 50 万元以上大型设备 3 台，单位价值 100 万元以上大型设备 1 台。",
    ]


@pytest.mark.parametrize(
    ("assets", "said"),
    [
        (Assets(buildings=Buildings(area=Decimal(10))), ["截至 2023 年底，某局占用使用国有资产总体情况为：", "1. 房屋 10 平方米。"]),
        (Assets(buildings=Buildings(value=wan_money(1)), furniture=wan_money(2)),
         ["截至 2023 年底，某局占用使用国有资产总体情况为：", "1. 房屋价值 1.00 万元。", "2. 办公家具价值 2.00 万元。"]),
        (Assets(vehicles=(Vehicles("轿车", 2),)),
         ["截至 2023 年底，某局占用使用国有资产总体情况为：", "1. 车辆 2 辆；其中：轿车 2 辆。"]),
        (Assets(equipment_over_1m=0), ["单位价值 100 万元以上大型设备 0 台。"]),
        (Assets(planned=PlannedPurchases(vehicles=0)), ["2024 年部门预算未安排购置车辆经费。"]),
        (Assets(planned=PlannedPurchases(equipment_over_1m=2)), ["2024 年部门预算安排购置 100 万元以上大型设备 2 台。"]),
        (Assets(planned=PlannedPurchases()), ["国有资产占用使用情况未提供。"]),
        (Assets(), ["国有资产占用使用情况未提供。"]),
    ],
)  # fmt: skip
def test_assets_in_part(assets: Assets, said: list[str]) -> None:
    assert twelve(assets=assets)[2:-2] == said


def performance(*projects: Project, **declared: Any) -> list[str]:
    lines = [project_line(wan(place), project) for place, project in enumerate(projects, 1)]
    return paragraphs(rendered(small(lines, projects=projects, **declared)), "statement-12")


def test_performance_and_what_is_not_published() -> None:
    """Rules 22, 23 and 32; one number format (E62)."""
    projects = (
        Project("P1", "甲", "U1", "2010302", goal=prose("做好甲。")),
        Project("P2", "乙", "U1", "2010302", indicators="withheld"),
        Project("P3", "丙", "U1", "2010302", indicators="by-authority"),
    )
    said = performance(*projects, performance=Performance(department_goals=1))
    (coverage,) = (line for line in said if "绩效管理的" in line)
    assert coverage == (
        "本部门设立部门整体绩效目标 1 个。本年度实行绩效管理的财政拨款项目 3 个，涉及预算金额 6.00 万元；"
        "非财政拨款项目 0 个，涉及预算金额 0.00 万元。具体情况见下表（按项目分别填报）："
    )
    assert said[-2:] == [
        "部门有 1 个涉密项目，涉及预算资金 2.00 万元，项目绩效目标表完全不予公开。",
        "部门有 1 个大专项项目，涉及预算资金 3.00 万元，项目绩效目标表在主管部门公开。",
    ]


def test_an_indicator_table_without_goal_or_rows() -> None:
    said = performance(Project("P1", "甲", "U1", "2010302", goal=prose("做好甲。")))
    assert "项目总体目标：做好甲。" in said
    assert "没有填报绩效指标。" in said
    said = performance(Project("P1", "甲", "U1", "2010302"), indicators=[indicator("P1", "90")])
    assert "项目总体目标：未提供。" in said
    assert "没有填报绩效指标。" not in said
