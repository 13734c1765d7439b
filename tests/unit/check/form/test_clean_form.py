"""Names that stand twice (F09), short forms of unit names (E02), verbs written twice (E53)."""

from __future__ import annotations

import pytest

from tests.unit.check.form.small import Check
from tests.unit.check.support import Example

UNITS = [{"id": "U1", "name": "示例市公路事业发展中心", "type": "事业"}]


def test_no_two_units_bear_one_name(example: Example) -> None:
    assert example.found("F09") == []
    example.edit("budget.yaml", "{id: U4, name: 新疆迎宾馆,", "{id: U4, name: 新疆维吾尔自治区机关事务管理局,")
    (found,) = example.found("F09")
    assert (found.level, found.value) == ("warning", "新疆维吾尔自治区机关事务管理局")
    assert found.place is not None
    assert found.place.path == "units[3].name"


def test_no_two_projects_of_one_code_bear_one_name(example: Example) -> None:
    example.edit("budget.yaml", "特定目标 xzzfc129", "特定目标 xzzfc128")
    (found,) = example.found("F09")
    assert found.value == "特定目标 xzzfc128"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("由公路事业发展中心承担。", []),
        ("由公路是业发展中心承担。", ["公路是业发展中心"]),
        ("由示例市公路是业发展中心承担。", ["示例市公路是业发展中心"]),
        ("由公路应急发展中心承担。", []),
    ],
)
def test_a_text_may_leave_out_the_place(find: Check, text: str, value: list[str]) -> None:
    assert [found.value for found in find("E02", text, units=UNITS)] == value


@pytest.mark.parametrize(("text", "told"), [("服务水平提升提升。", 1), ("服务水平提升。", 0), ("为民服务服务站。", 0)])
def test_a_verb_written_twice(find: Check, text: str, told: int) -> None:
    assert len(find("E53", text)) == told
