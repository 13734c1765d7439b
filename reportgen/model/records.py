"""The smaller records of budget.yaml: department, units, data files, comparatives, procurement, assets, performance."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Literal

import attrs

from reportgen.model.money import Money
from reportgen.model.prose import Prose
from reportgen.model.schema import (
    Amount,
    Choice,
    Code,
    Count,
    Date,
    FilePath,
    Identifier,
    ListOf,
    Quantity,
    Record,
    Text,
    field,
)


@attrs.frozen
class Edition:
    """A corrected edition (更正) of a published report."""

    number: int = field(Count(), "版次", "第几版，从 2 起", "number of the edition, from 2")
    date: datetime.date = field(Date(), "日期", "更正后公开的日期", "date of the corrected publication")


@attrs.frozen
class Headcount:
    """People of one group, and the change against last year."""

    count: int = field(Count(), "人数", "年初实有人数", "people")
    change: int | None = field(
        Count(signed=True), "增减", "比上年增减人数，减少写负数", "change; negative when fewer", None
    )


@attrs.frozen
class Staffing:
    """人员情况 of part one."""

    establishment: int | None = field(Count(), "编制数", "编制人数", "established posts", None)
    in_service: Headcount | None = field(Record(Headcount), "在职", "在职人员", "people in service", None)
    retired: Headcount | None = field(Record(Headcount), "退休", "退休人员", "retired people", None)
    retired_veterans: Headcount | None = field(Record(Headcount), "离休", "离休人员", "retired veterans", None)


@attrs.frozen
class Department:
    """The department (部门) that publishes."""

    name: str = field(Text(), "部门名称", "全称：封面", "full name: the cover")
    short_name: str = field(Text(), "部门简称", "简称：正文和表头", "short name: running text and table captions")
    published: datetime.date | None = field(Date(), "公开日期", "公开日期", "date of publication", None)
    approved: datetime.date | None = field(
        Date(), "批复日期", "批复日期，其后 20 日内应公开", "approval; due 20 days later", None
    )
    edition: Edition | None = field(Record(Edition), "更正", "更正版次", "a corrected edition", None)
    functions: tuple[Prose, ...] = field(
        ListOf(Text(prose=True)), "主要职能", "主要职能，一段一条", "duties, a paragraph each", ()
    )
    offices: tuple[str, ...] = field(ListOf(Text()), "内设处室", "内设处室", "internal offices", ())
    staffing: Staffing | None = field(Record(Staffing), "人员情况", "编制和实有人数", "posts and people", None)


@attrs.frozen
class Unit:
    """A budget unit (预算单位); list order is the order of part one."""

    id: str = field(Identifier(), "编号", "单位编号，表格里引用", "id used in the tables")
    name: str = field(Text(), "名称", "单位全称", "full name")
    type: Literal["行政", "参公", "事业"] = field(
        Choice({"行政": ("行政单位", "administrative"), "参公": ("参照公务员法管理的事业单位", "managed as civil service"),
                "事业": ("事业单位", "public institution")}),
        "类型", "单位类型", "kind of unit",
    )  # fmt: skip
    order: int | None = field(Count(), "顺序", "在表七里的次序", "place in table 7", None)


@attrs.frozen
class Data:
    """Where the tables are."""

    lines: str = field(FilePath(sheet=True), "收支明细", "支出明细表", "money lines")
    income: str = field(FilePath(sheet=True), "收入", "收入表", "declared income")
    indicators: str | None = field(FilePath(sheet=True), "绩效指标", "绩效指标表", "performance indicators", None)
    projects: str | None = field(
        FilePath(sheet=True), "项目", "项目表，代替 projects", "projects, in place of the block", None
    )
    reasons: str | None = field(
        FilePath(sheet=True), "理由", "理由表，代替 reasons", "reasons, in place of the block", None
    )
    facts: str | None = field(FilePath(sheet=True), "基本信息", "基本信息表", "other small facts", None)


@attrs.frozen
class Comparatives:
    """Last year's amounts that prior-year rows cannot tell, their economic code being blank."""

    operating_funds: Money | None = field(
        Amount(), "公用经费", "上年公用经费（机关运行经费）", "last year's operating funds", None
    )
    overseas: Money | None = field(Amount(), "因公出国（境）费", "上年因公出国（境）费", "overseas travel", None)
    reception: Money | None = field(Amount(), "公务接待费", "上年公务接待费", "official reception", None)
    vehicle_purchase: Money | None = field(Amount(), "公务用车购置费", "上年公务用车购置费", "vehicle purchase", None)
    vehicle_running: Money | None = field(Amount(), "公务用车运行费", "上年公务用车运行费", "vehicle running", None)


@attrs.frozen
class AllocationItem:
    """One item of 资金分配情况."""

    item: str = field(Text(), "事项", "分配事项", "what for")
    amount: Money = field(Amount(), "金额", "金额", "amount")
    economic: str | None = field(Code("economic", (3, 5)), "经济科目", "经济分类科目", "economic code", None)


@attrs.frozen
class Period:
    """资金执行时间."""

    from_: datetime.date = field(Date(), "开始", "开始日期（写作 from）", "first day (written `from`)")
    to: datetime.date = field(Date(), "结束", "结束日期", "last day")


@attrs.frozen
class Subsidy:
    """Grants to persons: the further fields of a project block (rule 20)."""

    funding: Prose | None = field(Text(prose=True), "资金来源", "资金来源", "source of funds", None)
    people: int | None = field(Count(), "补贴人数", "补贴人数", "people", None)
    standard: Prose | None = field(Text(prose=True), "补贴标准", "补贴标准", "rate", None)
    scope: Prose | None = field(Text(prose=True), "补贴范围", "补贴范围", "who is covered", None)
    method: Prose | None = field(Text(prose=True), "补贴方式", "补贴方式", "how it is paid", None)
    procedure: Prose | None = field(Text(prose=True), "发放程序", "发放程序", "procedure", None)
    benefit: Prose | None = field(Text(prose=True), "受益人群和社会效益", "受益人群和社会效益", "who benefits", None)


@attrs.frozen
class Procurement:
    """政府采购."""

    goods: Money | None = field(Amount(), "货物", "政府采购货物预算", "goods", None)
    works: Money | None = field(Amount(), "工程", "政府采购工程预算", "works", None)
    services: Money | None = field(Amount(), "服务", "政府采购服务预算", "services", None)
    reserved_sme: Money | None = field(Amount(), "面向中小企业预留", "面向中小企业预留", "reserved for SMEs", None)
    reserved_micro: Money | None = field(
        Amount(), "小微企业预留", "其中小微企业预留", "reserved for micro enterprises", None
    )


@attrs.frozen
class Buildings:
    """房屋."""

    area: Decimal | None = field(Quantity(), "面积", "面积（平方米）", "area in square metres", None)
    value: Money | None = field(Amount(), "价值", "价值", "value", None)


@attrs.frozen
class Vehicles:
    """车辆 of one kind."""

    kind: str = field(Text(), "类别", "车辆类别", "kind of vehicle")
    count: int = field(Count(), "数量", "数量（辆）", "number")
    value: Money | None = field(Amount(), "价值", "价值", "value", None)


@attrs.frozen
class PlannedPurchases:
    """What the budget year buys."""

    vehicles: int | None = field(Count(), "车辆", "购置车辆（辆）", "vehicles", None)
    equipment_over_500k: int | None = field(
        Count(), "50万元以上设备", "单价 50 万元以上设备（台）", "over 500k yuan", None
    )
    equipment_over_1m: int | None = field(
        Count(), "100万元以上设备", "单价 100 万元以上设备（台）", "over 1m yuan", None
    )


@attrs.frozen
class Assets:
    """国有资产占用使用情况 at the end of last year."""

    buildings: Buildings | None = field(Record(Buildings), "房屋", "房屋", "buildings", None)
    vehicles: tuple[Vehicles, ...] = field(
        ListOf(Record(Vehicles)), "车辆", "车辆，一类一条", "vehicles, a kind each", ()
    )
    furniture: Money | None = field(Amount(), "办公家具", "办公家具价值", "office furniture", None)
    other: Money | None = field(Amount(), "其他资产", "其他资产价值", "other assets", None)
    equipment_over_500k: int | None = field(
        Count(), "50万元以上设备", "单价 50 万元以上设备（台）", "over 500k yuan", None
    )
    equipment_over_1m: int | None = field(
        Count(), "100万元以上设备", "单价 100 万元以上设备（台）", "over 1m yuan", None
    )
    planned: PlannedPurchases | None = field(Record(PlannedPurchases), "计划购置", "预算年度计划购置", "planned", None)


@attrs.frozen
class Cover:
    """Pictures of the cover (封面): PNG or JPEG files beside budget.yaml."""

    emblem: str | None = field(
        FilePath(), "标志", "部门名称上方的标志，PNG 或 JPEG", "emblem above the department's name, PNG or JPEG", None
    )
    emblem_alt: str | None = field(
        Text(), "标志说明", "读屏软件读出的话；不写就当作装饰", "what is read aloud; decoration without it", None
    )
    image: str | None = field(
        FilePath(),
        "图片",
        "封面下部通栏的图片，PNG 或 JPEG",
        "picture over the whole width of the cover, PNG or JPEG",
        None,
    )
    image_alt: str | None = field(
        Text(), "图片说明", "读屏软件读出的话；不写就当作装饰", "what is read aloud; decoration without it", None
    )


@attrs.frozen
class Performance:
    """部门整体绩效目标."""

    goal: Prose | None = field(Text(prose=True), "年度绩效目标", "部门整体年度绩效目标", "the department's goal", None)
    department_goals: int | None = field(
        Count(), "整体绩效目标数", "整体绩效目标个数", "number of department goals", None
    )
