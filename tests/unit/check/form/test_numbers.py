"""Amounts in texts."""

from __future__ import annotations

import pytest

from reportgen.model.diagnostic import Edit
from tests.unit.check.form.small import Check

HEADINGS = "项目,一级指标,二级指标,三级指标,指标值,设置依据,上年完成值,权重,赋分规则,佐证资料\n"


@pytest.mark.parametrize(
    ("text", "old", "new"),
    [("减少 1672.81 万元。", "1672.81", "1,672.81"), ("投入1000元。", "1000", "1,000"), ("共 1234567.5万元。", "1234567.5", "1,234,567.5")],
)  # fmt: skip
def test_amounts_without_separators(find: Check, text: str, old: str, new: str) -> None:
    (found,) = find("E62", text)
    assert (found.level, found.value, found.expected) == ("info", old, new)
    assert found.edit == Edit(text.index(old), old, new)


@pytest.mark.parametrize(
    "text",
    ["减少 1,672.81 万元。", "减少 672.81 万元。", "2024 年。", "单价1300元/平方米。", "按2000元每人。", "编号 0001234元。", "1672 平方米。",
     '{{ amount("expenditure/total") }}万元。'],
)  # fmt: skip
def test_numbers_that_are_right(find: Check, text: str) -> None:
    assert find("E62", text) == []


def test_separators_in_the_wrong_place(find: Check) -> None:
    (found,) = find("E62", "减少 16,72.81 万元。")
    assert (found.value, found.expected, found.edit) == ("16,72.81", None, None)


def test_indicator_cells_and_names_keep_their_numbers(find: Check) -> None:
    row = ",产出指标,数量指标,成本,≤1672.81万元,,,90,,\n"
    assert find("E62", "甲。", indicators=HEADINGS + row) == []


def test_a_text_with_a_private_number_carries_no_edit(find: Check) -> None:
    (found,) = find("E62", "减少 1672.81 万元，电话 139 0000 0000。")
    assert found.edit is None
    assert "139" not in found.message
