"""Geometry of charts: texts apart whatever the names and amounts, few lines, small items in one bar."""

from __future__ import annotations

from fractions import Fraction
from typing import Literal

import pytest

from reportgen.render.chart_data import Change, ChartSpec, Series
from reportgen.render.chart_plan import PRINT, SCREEN, drawn_items, plan_chart, wrap
from reportgen.render.styles import paged_styles
from tests.support.print_page import STYLES

Medium = Literal["print", "screen"]


def spec(
    labels: list[str],
    *rows: list[str],
    changes: list[str] | None = None,
    shown: int | None = None,
    medium: Medium = "print",
) -> ChartSpec:
    """A chart of ``labels``; ``rows`` are amounts as printed, one list a series."""
    series = tuple(
        Series(
            f"{2024 - n} 年预算",
            tuple(f"t/{i}" for i in range(len(row))),
            tuple(Fraction(text.replace(",", "")) for text in row),
            tuple(row),
            f"{2024 - n} 年",
        )
        for n, row in enumerate(rows)
    )
    told = tuple(Change(text) for text in changes or ())
    return ChartSpec(
        "income", "收入", "万元", tuple(labels), series, "", shown=shown, rest="其他各项", changes=told, medium=medium
    )


def test_on_paper_a_chart_is_as_high_as_full_lines_of_text() -> None:
    leading = float(paged_styles(STYLES).tokens["paper-leading"].removesuffix("pt"))
    for count in range(1, 9):
        lines = plan_chart(spec(["甲"] * count, ["1.00"] * count)).height / leading
        assert lines == pytest.approx(round(lines), abs=0.001)
        assert lines >= count


def test_each_mark_is_named_beside_it() -> None:
    plan = plan_chart(spec(["项目支出"], ["12,646.68"], ["14,216.56"], changes=["减少 1,569.88（11.04%）"]))
    assert [label.text for label in plan.labels] == [
        "项目支出", "减少 1,569.88（11.04%）", "2024 年 12,646.68", "2023 年 14,216.56",
    ]  # fmt: skip
    now, before = plan.blocks
    assert (now.year, before.year) == ("now", "before")
    assert before.height < now.height * 0.6
    assert now.width / before.width == pytest.approx(12646.68 / 14216.56)
    for block, label in zip(plan.blocks, plan.labels[2:], strict=True):
        assert block.left + block.width < label.left < block.left + block.width + 0.6 * plan.size
        assert block.top < label.middle < block.top + block.height


def test_with_one_series_the_figure_stands_alone() -> None:
    assert [item.texts for item in drawn_items(spec(["甲", "乙"], ["2.00", "1.00"]))] == [("2.00",), ("1.00",)]


def test_no_money_last_year_is_a_zero_without_a_bar_and_in_words() -> None:
    plan = plan_chart(spec(["甲"], ["2.00"], ["0.00"], changes=["上年无此项预算"]))
    assert [label.text for label in plan.labels] == ["甲", "上年无此项预算", "2024 年 2.00", "2023 年 0.00"]
    assert [block.year for block in plan.blocks] == ["now"]
    assert plan.labels[3].left == plan.blocks[0].left


def test_an_amount_too_small_to_see_is_seen_and_zero_is_not() -> None:
    plan = plan_chart(spec(["甲", "乙", "丙"], ["1,000,000,000.00", "0.01", "0.00"]))
    assert [block.width for block in plan.blocks] == [pytest.approx(plan.blocks[0].width), 0.75]
    assert [label.text for label in plan.labels] == ["甲", "1,000,000,000.00", "乙", "0.01", "丙", "0.00"]


def test_nothing_but_zeros_has_texts_and_no_bar() -> None:
    plan = plan_chart(spec(["甲"], ["0.00"]))
    assert (len(plan.blocks), len(plan.labels)) == (0, 2)


def test_small_items_are_one_outlined_bar_without_a_number() -> None:
    items = drawn_items(spec(["甲", "乙", "丙", "丁"], ["9.00", "5.00", "2.00", "1.00"], shown=2))
    assert [item.name for item in items] == ["甲", "乙", "其他各项"]
    assert (items[2].values, items[2].texts, items[2].outlined) == ((Fraction(3),), ("",), True)
    both = drawn_items(spec(["甲", "乙", "丙"], ["9.00", "5.00", "2.00"], ["8.00", "1.00", "3.00"], shown=1))
    assert (both[1].values, both[1].texts) == ((7, 4), ("2024 年", "2023 年"))


@pytest.mark.parametrize("medium", ["print", "screen"])
@pytest.mark.parametrize("years", [1, 2])
@pytest.mark.parametrize(
    "name", ["教育支出", "公共机构节约能源资源综合改造与运行维护保障专项补助经费（含设备更新）" * 2]
)
@pytest.mark.parametrize("count", [1, 2, 12, 60])
def test_any_chart_fits(count: int, name: str, years: int, medium: Medium) -> None:
    amounts = [f"{10**9 * (count - n) // count:,}.00" for n in range(count)]
    changes = ["增加 1,000,000,000.00（100.00%）"] * count if years == 2 else None
    shown = count if count <= 12 else 11
    form = PRINT if medium == "print" else SCREEN
    plan = plan_chart(spec([name[:60]] * count, *[amounts] * years, changes=changes, shown=shown, medium=medium))
    assert plan.width == form.width
    assert plan.height <= (form.tallest or 1e9)
    assert plan.size >= (7 if form is PRINT else 11)
    assert max(block.width for block in plan.blocks) > form.width / 7
    assert max(label.right for label in plan.labels) <= form.width + 1e-6
    assert len(plan.blocks) == min(count, 12) * years


def test_long_names_get_a_wider_column_rather_than_many_lines() -> None:
    plan = plan_chart(spec(["名" * 60], ["1.00"]))
    assert [len(label.text) for label in plan.labels] == [20, 20, 20, 4]
    assert plan.size == 8.5


def test_on_the_screen_names_stand_above_the_bars_with_the_change_behind_where_it_finds_room() -> None:
    plan = plan_chart(
        spec(["甲", "乙" * 22], ["2.00", "1.00"], ["1.00", "3.00"], changes=["增加", "减少"], medium="screen")
    )
    first, change, *_ = plan.labels
    assert change.baseline == pytest.approx(first.baseline)
    assert change.left > first.right
    name, below = plan.labels[4:6]
    assert (below.text, below.left) == ("减少", 0)
    assert below.baseline > name.baseline + plan.size
    assert {block.left for block in plan.blocks} == {0}


def test_long_labels_are_wrapped_evenly_and_lose_nothing() -> None:
    label = "公共机构节约能源资源综合改造，与运行维护保障（含设备更新）"
    lines = wrap(label, 14)
    assert "".join(lines) == label
    assert len(lines) == 3
    assert max(len(line) for line in lines) <= 15
    assert all(line[0] not in "，）" and line[-1] not in "（" for line in lines)
    assert wrap("行政运行", 14) == ["行政运行"]


def test_words_and_numbers_are_not_cut_where_it_can_be_helped() -> None:
    assert wrap("安全系统2024年升级改造", 8) == ["安全系统2024", "年升级改造"]
    assert "".join(wrap("x" * 60, 14)) == "x" * 60
    assert max(len(line) for line in wrap("）" * 60, 14)) <= 15
