"""A new department has no year before (C07, W08); cells left out of an indicator table (C28)."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.unit.check.support import Example

DEPARTMENT = "department: {name: 示例县图书馆, short_name: 县图书馆}"
STAFFED = "department: {{name: 示例县图书馆, short_name: 县图书馆, staffing: {{establishment: 9, in_service: {{count: 8, change: {}}}}}}}"


@pytest.mark.parametrize(("change", "told"), [(8, 0), (7, 1)])
def test_a_new_department_has_no_year_before(tmp_path: Path, change: int, told: int) -> None:
    minimal = Example(tmp_path, "minimal").edit("budget.yaml", DEPARTMENT, STAFFED.format(change))
    assert len(minimal.found("C07")) == told
    minimal.append("budget.yaml", "reasons: {expenditure: {基本支出: 首次编制部门预算}}\n")
    assert len(minimal.found("W08")) == told


def test_a_cell_that_all_others_fill(example: Example) -> None:
    assert example.found("C28") == []
    example.edit("indicators.csv", "购置设备（个）,≥22个,计划标准,", "购置设备（个）,≥22个,,")
    (found,) = example.found("C28")
    assert (found.level, found.expected) == ("warning", "设置依据")
    assert found.place is not None
    assert found.place.line == example.line("indicators.csv", "购置设备（个）")
