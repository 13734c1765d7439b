"""What the charts show: the right figures, exact values, printed texts, words for those who do not see them."""

from __future__ import annotations

from fractions import Fraction

import attrs
import pytest

from reportgen.compute import disclose
from reportgen.model.codelist import PRINTED_CLASSES
from reportgen.model.disclosure import Disclosure
from reportgen.render.chart_data import ChartSpec, chart_specs
from reportgen.render.chart_plan import drawn_items
from tests.support.page import text
from tests.unit.compute.small import YEAR, Line, small, wan
from tests.unit.render.reports import reference, rendered, shipped


def charts(disclosure: Disclosure) -> dict[str, ChartSpec]:
    return {spec.id: spec for spec in chart_specs(disclosure, shipped()) if spec.medium == "print"}


def texts(spec: ChartSpec) -> dict[str, tuple[str, ...]]:
    """Label → the texts of its bars."""
    return {label: tuple(one.texts[i] for one in spec.series) for i, label in enumerate(spec.labels)}


def test_the_five_charts_of_the_reference_largest_first() -> None:
    found = charts(reference())
    assert list(found) == ["income", "expenditure-kinds", "expenditure-classes", "projects", "travel"]
    assert list(texts(found["income"]).items()) == [
        ("一般公共预算", ("16,000.51", "15,686.36")),
        ("单位资金", ("1,940.10", "1,841.17")),
        ("财政拨款结转", ("363.41", "2,036.22")),
    ]
    assert list(texts(found["expenditure-kinds"]).items()) == [
        ("项目支出", ("12,646.68", "14,216.56")),
        ("基本支出", ("5,657.34", "5,347.19")),
    ]
    assert list(texts(found["expenditure-classes"]).items()) == [
        ("一般公共服务支出", ("16,409.91",)), ("社会保障和就业支出", ("834.11",)), ("卫生健康支出", ("426.19",)),
        ("住房保障支出", ("346.36",)), ("农林水支出", ("262.00",)), ("节能环保支出", ("25.45",)),
    ]  # fmt: skip
    assert list(texts(found["projects"]).items())[:2] == [
        ("昆仑宾馆定额补助项目", ("2,175.00",)),
        ("特定目标 xzzfc130", ("1,869.36",)),
    ]
    assert texts(found["travel"]) == {"公务用车运行费": ("68.30", "65.00")}


def test_changes_are_told_in_words_with_the_printed_figures() -> None:
    found = charts(reference())
    assert [change.text for change in found["income"].changes] == [
        "增加 314.15（2.00%）", "增加 98.93（5.37%）", "减少 1,672.81（82.15%）",
    ]  # fmt: skip
    assert [change.text for change in found["expenditure-kinds"].changes] == [
        "减少 1,569.88（11.04%）", "增加 310.15（5.80%）",
    ]  # fmt: skip
    assert found["projects"].changes == ()


def test_values_are_exact_and_in_the_unit_of_the_text() -> None:
    spec = charts(reference())["expenditure-kinds"]
    assert spec.unit == "万元"
    assert [one.name for one in spec.series] == ["2024 年预算", "2023 年预算"]
    assert [one.mark for one in spec.series] == ["2024 年", "2023 年"]
    assert spec.series[0].values[1] == Fraction(5_657_344_900, 1_000_000)
    assert spec.title == "基本支出和项目支出与上年预算比较"


def test_every_label_is_a_figure_of_the_page() -> None:
    on_page = {figure.key: figure.text for figure in rendered(reference()).figures()}
    for spec in charts(reference()).values():
        for one in spec.series:
            assert len(one.keys) == len(one.values) == len(one.texts) == len(spec.labels)
            for key, printed in zip(one.keys, one.texts, strict=True):
                assert (on_page[key] if key else "") == printed
        for change in spec.changes:
            assert f"{on_page[change.change or '']}（{on_page[change.growth or '']}%）" in change.text


def test_many_items_are_gathered_and_all_of_them_told_in_words() -> None:
    spec = charts(reference())["projects"]
    assert (len(spec.labels), spec.shown, spec.gathered, spec.rest) == (18, 11, True, "其他各项（金额列在图后）")
    told, _, rest = spec.alt.partition("其他各项包括：")
    assert all(label in told for label in spec.labels[:11])
    assert all(f"{spec.labels[i]}：2024 年预算 {spec.series[0].texts[i]}" in rest for i in range(11, 18))
    assert sum(spec.series[0].values) == Fraction(103_431_700, 10_000)
    few = charts(reference())["expenditure-classes"]
    assert (few.gathered, "其他各项包括" in few.alt) == (False, False)


def test_what_is_gathered_is_listed_under_the_printed_picture() -> None:
    printed = rendered(reference(), purpose="print")
    (rest,) = [element for element in printed.root.iter("p") if element.get("class") == "chart-rest"]
    spec = charts(reference())["projects"]
    listed = [f"{spec.labels[i]}：{spec.series[0].texts[i]}" for i in range(11, 18)]
    assert text(rest) == f"其他各项包括：{'；'.join(listed)}。"


def test_each_chart_is_made_for_print_and_for_the_screen() -> None:
    specs = chart_specs(reference(), shipped())
    assert [spec.id for spec in specs[5:]] == [f"screen/{spec.id}" for spec in specs[:5]]
    assert [attrs.evolve(spec, id=paper.id, medium="print") for spec, paper in zip(specs[5:], specs, strict=False)] == [
        *specs[:5]
    ]
    report = rendered(reference(), charts={"screen/income": "<svg><title>narrow</title></svg>", "income": "wide"})
    assert "narrow" in report.html
    assert "wide" not in report.html


def test_a_word_that_a_layout_lacks_or_misspells_is_no_error() -> None:
    names = {**shipped().names, "chart": {"rest": "其余{nothing}{year}"}}
    spec = chart_specs(reference(), attrs.evolve(shipped(), names=names))[3]
    assert (spec.rest, spec.series[0].mark) == ("其余{nothing}2024", "")


def test_the_text_alternative_tells_all() -> None:
    assert charts(reference())["expenditure-kinds"].alt == (
        "基本支出和项目支出与上年预算比较（单位：万元）。条形图，最大的是项目支出，由大到小依次为："
        "项目支出：2024 年预算 12,646.68，2023 年预算 14,216.56，减少 1,569.88（11.04%）；"
        "基本支出：2024 年预算 5,657.34，2023 年预算 5,347.19，增加 310.15（5.80%）。"
    )


def test_the_data_stand_in_a_table_too() -> None:
    chart = rendered(reference()).by_id("chart-income")
    (table,) = chart.iter("table")
    rows = [[text(cell) for cell in row] for row in table.iter("tr")]
    assert rows == [
        ["项目", "2024 年预算", "2023 年预算", "比上年"],
        ["一般公共预算", "16,000.51", "15,686.36", "增加 314.15（2.00%）"],
        ["单位资金", "1,940.10", "1,841.17", "增加 98.93（5.37%）"],
        ["财政拨款结转", "363.41", "2,036.22", "减少 1,672.81（82.15%）"],
    ]
    assert [cell.get("scope") for cell in table.iter("th")] == ["col"] * 4 + ["row"] * 3
    assert text(next(table.iter("caption"))) == "图中数据：2024 年收入预算与上年预算比较（按资金来源）（单位：万元）"


def test_nothing_gives_a_sentence() -> None:
    disclosure = disclose(small())
    found = charts(disclosure)
    assert all(spec.empty and not spec.labels for spec in found.values())
    assert len(found) == 5
    assert found["income"].sentence == "2024 年和上年都没有收入预算，不作图。"
    report = rendered(disclosure)
    notes = [element for element in report.root.iter("p") if element.get("class") == "chart-note"]
    assert len(notes) == 4
    assert list(report.root.iter("figure")) == []


BY_CLASS = attrs.evolve(shipped().charts["travel"], id="classes", data="appropriation-classes", names="")


def by_class(lines: list[Line]) -> ChartSpec:
    """The chart of an own layout that compares the classes of the general public budget."""
    spec, _ = chart_specs(disclose(small(lines)), attrs.evolve(shipped(), charts={"classes": BY_CLASS}))
    return spec


def test_a_class_of_last_year_alone_has_a_bar() -> None:
    spec = by_class([Line(wan(3)), Line(wan(5), function="2070104", economic="", year=YEAR - 1)])
    assert texts(spec) == {"一般公共服务支出": ("3.00", "0.00"), "文化旅游体育与传媒支出": ("0.00", "5.00")}
    assert spec.series[1].keys[1] == "appropriation/207/prior"
    assert [change.text for change in spec.changes] == ["上年无此项预算", "本年未安排"]
    assert spec.rest == "其他各项（金额列在图后）"


@pytest.mark.parametrize(("before", "word"), [(3, "与上年持平"), (2, "增加"), (4, "减少")])
def test_where_the_report_has_no_figure_of_the_change_its_direction_is_told(before: int, word: str) -> None:
    spec = by_class([Line(wan(3)), Line(wan(before), economic="", year=YEAR - 1)])
    assert [(change.text, change.change) for change in spec.changes] == [(word, None)]
    assert spec.alt.endswith(f"一般公共服务支出：2024 年预算 3.00，2023 年预算 {before}.00，{word}。")


def test_thirty_classes_make_eleven_bars_and_one_for_the_others() -> None:
    added = {f"{code}{rest}": f"其他{code}" for code in PRINTED_CLASSES for rest in ("99", "9999")}
    lines = [Line(wan(1), function=f"{code}9999") for code in PRINTED_CLASSES]
    spec = charts(disclose(small(lines, functions=added)))["expenditure-classes"]
    assert (len(spec.labels), spec.shown) == (len(PRINTED_CLASSES), 11)
    assert len(PRINTED_CLASSES) == 30
    assert set(spec.series[0].texts) == {"1.00"}
    assert [item.values for item in drawn_items(spec)] == [(1,)] * 11 + [(19,)]


def test_twelve_items_have_a_bar_each() -> None:
    added = {f"{code}{rest}": f"其他{code}" for code in PRINTED_CLASSES for rest in ("99", "9999")}
    lines = [Line(wan(1 + n), function=f"{code}9999") for n, code in enumerate(PRINTED_CLASSES[:12])]
    spec = charts(disclose(small(lines, functions=added)))["expenditure-classes"]
    assert (spec.shown, spec.gathered) == (12, False)
    assert spec.series[0].texts == tuple(f"{n}.00" for n in range(12, 0, -1))
