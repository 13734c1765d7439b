"""What the charts show: the right figures, exact values, printed texts, words for those who do not see them."""

from __future__ import annotations

from fractions import Fraction

from reportgen.compute import disclose
from reportgen.model.codelist import PRINTED_CLASSES
from reportgen.model.disclosure import Disclosure
from reportgen.render.chart_data import ChartSpec, chart_specs
from tests.unit.compute.small import YEAR, Line, small, wan
from tests.unit.render.reports import reference, rendered, shipped


def charts(disclosure: Disclosure) -> dict[str, ChartSpec]:
    return {spec.id: spec for spec in chart_specs(disclosure, shipped())}


def texts(spec: ChartSpec) -> dict[str, tuple[str, ...]]:
    """Label → the texts of its bars."""
    return {label: tuple(one.texts[i] for one in spec.series) for i, label in enumerate(spec.labels)}


def test_the_five_charts_of_the_reference() -> None:
    found = charts(reference())
    assert texts(found["income"]) == {
        "一般公共预算": ("16,000.51",), "单位资金": ("1,940.10",), "财政拨款结转": ("363.41",),
    }  # fmt: skip
    assert texts(found["expenditure-classes"]) == {
        "一般公共服务支出": ("16,409.91",), "社会保障和就业支出": ("834.11",), "卫生健康支出": ("426.19",),
        "节能环保支出": ("25.45",), "农林水支出": ("262.00",), "住房保障支出": ("346.36",),
    }  # fmt: skip
    assert texts(found["expenditure-kinds"]) == {
        "基本支出": ("5,657.34", "5,347.19"), "项目支出": ("12,646.68", "14,216.56"),
    }  # fmt: skip
    assert texts(found["appropriation-classes"])["农林水支出"] == ("262.00", "300.00")
    assert texts(found["travel"]) == {"公务用车运行费": ("68.30",)}


def test_values_are_exact_and_in_the_unit_of_the_text() -> None:
    spec = charts(reference())["expenditure-kinds"]
    assert spec.unit == "万元"
    assert [one.name for one in spec.series] == ["2024 年预算", "2023 年预算"]
    assert spec.series[0].values[0] == Fraction(5_657_344_900, 1_000_000)
    assert spec.title == "基本支出和项目支出与上年预算比较"


def test_every_label_is_a_figure_of_the_page() -> None:
    on_page = {figure.key: figure.text for figure in rendered(reference()).figures()}
    for spec in charts(reference()).values():
        for one in spec.series:
            assert len(one.keys) == len(one.values) == len(one.texts) == len(spec.labels)
            for key, text in zip(one.keys, one.texts, strict=True):
                assert (on_page[key] if key else "") == text


def test_the_text_alternative_tells_all() -> None:
    assert charts(reference())["expenditure-kinds"].alt == (
        "基本支出和项目支出与上年预算比较（单位：万元）。基本支出：2024 年预算 5,657.34，2023 年预算 5,347.19；"
        "项目支出：2024 年预算 12,646.68，2023 年预算 14,216.56。"
    )


def test_nothing_gives_a_sentence() -> None:
    disclosure = disclose(small())
    found = charts(disclosure)
    assert all(spec.empty and not spec.labels for spec in found.values())
    assert found["income"].sentence == "2024 年没有收入预算，不作图。"
    report = rendered(disclosure)
    notes = [element for element in report.root.iter("p") if element.get("class") == "chart-note"]
    assert len(notes) == 5
    assert list(report.root.iter("figure")) == []


def test_a_class_of_last_year_alone_has_a_bar() -> None:
    lines = [Line(wan(3)), Line(wan(5), function="2070104", economic="", year=YEAR - 1)]
    spec = charts(disclose(small(lines)))["appropriation-classes"]
    assert texts(spec) == {"一般公共服务支出": ("3.00", "0.00"), "文化旅游体育与传媒支出": ("0.00", "5.00")}
    assert spec.series[1].keys[1] == "appropriation/207/prior"


def test_thirty_classes_make_thirty_bars() -> None:
    added = {f"{code}{rest}": f"其他{code}" for code in PRINTED_CLASSES for rest in ("99", "9999")}
    lines = [Line(wan(1), function=f"{code}9999") for code in PRINTED_CLASSES]
    spec = charts(disclose(small(lines, functions=added)))["expenditure-classes"]
    assert len(spec.labels) == len(PRINTED_CLASSES) == 30
    assert set(spec.series[0].texts) == {"1.00"}
