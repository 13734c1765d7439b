"""Allocation lists against projects: the wrong item, and purchases without capital expenditure (N21, E07, E08)."""

from __future__ import annotations

import pytest

from tests.unit.check.support import Example

FIRST = "{item: 软件运维服务费用, amount: 300000}"


def test_the_wrong_item_of_a_list_is_named(example: Example) -> None:
    example.edit("budget.yaml", "{item: 机关事务业务经费, amount: 756400}", "{item: 机关事务业务经费, amount: 765400}")
    (found,) = example.found("N21")
    assert (found.value, found.expected) == ("2159000.00", "2150000.00")
    told = [note.message for note in found.notes]
    assert told[0] == "the items: 2,159,000.00 yuan"
    assert told[1:8] == [
        "软件运维服务费用 300,000.00 yuan", "云计算服务费用 250,000.00 yuan", "安全运维服务费用 300,000.00 yuan",
        "内网租赁服务费用 150,000.00 yuan", "新增资产配置费 233,600.00 yuan",
        "法律顾问服务费及相关法律知识讲课宣传费 160,000.00 yuan", "机关事务业务经费 765,400.00 yuan",
    ]  # fmt: skip
    assert told[8] == "the project's amount: 2,150,000.00 yuan"
    assert told[-1] == "机关事务业务经费: with 756,400.00 for 765,400.00 both are equal (two digits swapped)"
    assert found.notes[-1].place is not None
    assert found.notes[-1].place.line == example.line("budget.yaml", "机关事务业务经费, amount")


def test_an_item_too_many_is_named(example: Example) -> None:
    example.edit("budget.yaml", FIRST, f"{FIRST}\n      - {{item: 临时费用, amount: 4321}}")
    (found,) = example.found("N21")
    assert found.notes[-1].message == "临时费用: just the difference; without it both are equal"


def test_more_than_ten_items_are_counted(example: Example) -> None:
    example.edit("budget.yaml", "公务用车管理巡检, amount: 50000}", "公务用车管理巡检, amount: 50000.01}")
    (found,) = example.found("N21")
    assert "19 items, 9 more" in [note.message for note in found.notes]


def test_a_wrong_row_is_not_blamed_on_the_list(example: Example) -> None:
    example.edit("lines.csv", "P13,一般公共预算,302,1800000.00", "P13,一般公共预算,302,8100000.00")
    (found,) = example.found("N21")
    assert "P13" in found.notes[-1].message
    assert "with 1,800,000.00 for 8,100,000.00" in found.notes[-1].message


def test_the_class_of_a_tagged_list_has_its_items_and_rows(example: Example) -> None:
    example.edit(
        "budget.yaml",
        '{item: 购买碎纸机, amount: 8000, economic: "310"}',
        '{item: 购买碎纸机, amount: 8000, economic: "302"}',
    )
    found = example.found("E07")
    assert [note.message for note in found[1].notes] == [
        "the items of class 310: 0.00 yuan", "table 7, 310: 8,000.00 yuan", "U5 2010399 P15 310 8,000.00 yuan",
        "U5 2010399 P15 310 8,000.00 yuan: on one side alone, and just the difference",
    ]  # fmt: skip


def test_a_purchase_without_capital_expenditure(example: Example) -> None:
    found = example.found("E08")
    assert [(d.level, d.value, d.expected, d.place.path) for d in found] == [
        ("warning", "新增资产配置费", "capital expenditure of 233,600.00 yuan", "projects[0].allocation[4].item"),
        ("warning", "国产基础软件采购", "capital expenditure of 9,600.00 yuan", "projects[3].allocation[2].item"),
    ]
    assert found[0].notes[1].message == "table 7, 302: 2,150,000.00 yuan"
    assert found[0].figures == ("t7/U1/2010399/P01/total",)


def test_capital_expenditure_answers_a_purchase(example: Example) -> None:
    example.edit(
        "lines.csv",
        "2024,U1,2010399,项目支出,P01,一般公共预算,302,2150000.00",
        "2024,U1,2010399,项目支出,P01,一般公共预算,302,1916400.00\n2024,U1,2010399,项目支出,P01,一般公共预算,31003,233600.00",
    )
    assert [d.value for d in example.found("E08")] == ["国产基础软件采购"]


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("购置办公设备", True), ("办公设备采购", True), ("办公设备采购费用", True), ("采购设备", True), ("设备采购", True),
        ("购置办公用品", False), ("低值易耗品购置", False), ("车辆购置税", False), ("信息化设备运维", False), ("软件运维", False),
        ("不再购置车辆", False), ("宣传品购置", False), ("购置打印机", True),
    ],
)  # fmt: skip
def test_which_words_are_a_purchase(example: Example, name: str, told: bool) -> None:
    example.edit("budget.yaml", "item: 新增资产配置费", f"item: {name}")
    values = [d.value for d in example.found("E08")]
    assert (name in values) == told
