"""Names that differ by a character from a declared one."""

from __future__ import annotations

import pytest

from tests.unit.check.form.small import Check
from tests.unit.check.support import Example

UNITS = [
    {"id": "U1", "name": "示例县图书馆", "type": "事业"},
    {"id": "U2", "name": "示例县县直机关后勤服务中心", "type": "事业"},
    {"id": "U3", "name": "示例县第一中学校区", "type": "事业"},
]
PROJECT = {"id": "P1", "name": "特定目标 xzzfc128", "unit": "U1", "function": "2070104"}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("由示例县直机关后勤服务中心承担。", "示例县直机关后勤服务中心"),
        ("由示例县县直属机关后勤服务中心承担。", "示例县县直属机关后勤服务中心"),
        ("由示例县县直机关后动服务中心承担。", "示例县县直机关后动服务中心"),
        ("由示例县县机直关后勤服务中心承担。", "示例县县机直关后勤服务中心"),
    ],
)
def test_a_unit_with_a_slip(find: Check, text: str, found: str) -> None:
    (told,) = find("E02", text, units=UNITS)
    assert (told.level, told.value, told.expected) == ("warning", found, "示例县县直机关后勤服务中心")
    assert told.edit is None
    assert told.place is not None
    assert told.place.path == "department.functions[0]"
    assert told.notes[0].place is not None
    assert told.notes[0].place.path == "units[1].name"


@pytest.mark.parametrize(
    "text",
    [
        "由示例县县直机关后勤服务中心承担。",
        "由县直机关后勤服务中心承担。",
        "由示例县县直机关后勤服务中承担。",
        "由示例县县直机关后勤服务组承担。",
        "由某例县县直机关后勤服务中心承担。",
        "由示例县县直机关的后勤服务中心承担。",
        "由示例县第二中学校区承担。",
        "示例县县直机关后\n勤服务中心。",
        "《示例县直机关后勤服务中心章程》。",
    ],
)
def test_what_is_right_or_another_thing(find: Check, text: str) -> None:
    assert find("E02", text, units=UNITS) == []


def test_a_project_with_a_slip(find: Check) -> None:
    other = {**PROJECT, "id": "P2", "name": "特定目标 xzzfc130"}
    (told,) = find("E02", "特定目标 zzzfc128 和特定目标 xzzfc130、特定目标 xzzfc131。", projects=[PROJECT, other])
    assert (told.value, told.expected) == ("特定目标 zzzfc128", "特定目标 xzzfc128")


def test_a_unit_inside_the_name_of_a_project(find: Check) -> None:
    project = {**PROJECT, "name": "示例县直机关后勤服务中心运转经费"}
    (told,) = find("E02", "甲。", units=UNITS, projects=[project])
    assert told.place is not None
    assert (told.value, told.place.path) == ("示例县直机关后勤服务中心", "projects[0].name")


def test_the_reference_names_all_as_declared(example: Example) -> None:
    assert example.found("E02") == []


def test_a_department_with_a_slip_in_an_indicator(example: Example) -> None:
    example.edit("indicators.csv", "制定实施机关事务自治区地方标准", "制定实施自治区机关事务管管局地方标准")
    (told,) = example.found("E02")
    assert (told.value, told.expected) == ("自治区机关事务管管局", "自治区机关事务管理局")
    assert told.place is not None
    assert (told.place.file, told.place.line, told.place.column) == ("indicators.csv", 3, 4)
