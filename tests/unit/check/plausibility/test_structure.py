"""E40, Q40: which groups of indicators a table has."""

from __future__ import annotations

from tests.unit.check.plausibility.tables import about, cost, only, put, row
from tests.unit.check.support import Example


def test_tables_without_effects(example: Example) -> None:
    found = only(example, "E40")
    assert [d.value for d in found] == [
        "产出指标、成本指标、满意度指标", "产出指标、成本指标", "产出指标、成本指标、满意度指标", "产出指标、满意度指标",
        "产出指标", "产出指标",
    ]  # fmt: skip
    assert {d.level for d in found} == {"warning"}
    assert "lacks 成本、效益、满意度" in found[-1].message
    assert found[0].place is not None
    assert (found[0].place.line, found[0].place.column) == (example.line("indicators.csv", "购置设备（个）"), 2)


def test_what_only_fits_some_projects_is_information(example: Example) -> None:
    found = only(example, "Q40")
    assert {d.level for d in found} == {"info"}
    assert [d.value for d in found] == [
        "履职效能", "产出指标、成本指标、效益指标", "产出指标、成本指标、效益指标", "产出指标、效益指标、满意度指标",
    ]  # fmt: skip
    assert "lacks 满意度" in found[1].message
    assert "lacks 成本" in found[3].message


def test_a_group_added_is_found_missing_no_more(example: Example) -> None:
    rows = (
        row("P10", "维修保养车辆（辆）", "≥70辆"),
        row("P10", "保障能力", "有效提升", group="效益指标/社会效益指标"),
    )
    put(example, "P10", *rows)
    assert about(only(example, "E40"), "P10") == []
    assert len(about(only(example, "Q40"), "P10")) == 1
    rows = (
        *rows,
        cost("P10", "经费（万元）", "≤1141万元"),
        row("P10", "满意率", "≥90%", group="满意度指标/满意度指标"),
    )
    put(example, "P10", *rows)
    assert about(only(example, "Q40"), "P10") == []


def test_cost_under_output_as_in_older_forms(example: Example) -> None:
    put(
        example,
        "P12",
        row("P12", "租金（万元）", "≤282.81万元", group="产出指标/成本指标"),
        row("P12", "利用情况", "有效促进", group="效果指标/社会效益"),
        row("P12", "满意度", "≥90%", group="满意度指标/服务对象满意度"),
    )
    assert about([*only(example, "E40"), *only(example, "Q40")], "P12") == []
