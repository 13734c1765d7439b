"""The page: structure, accessibility, figures, escaping, drafts, and what the PDF engine gets instead."""

from __future__ import annotations

import datetime
import re
from collections import Counter
from itertools import pairwise
from pathlib import Path
from xml.etree.ElementTree import Element

import pytest

from reportgen.model.records import Department, Edition, Unit
from reportgen.render.html import Draft, render_page
from tests.support.page import Report, text
from tests.unit.compute.small import Line, small, wan
from tests.unit.render.reports import reference, reference_page, rendered, shipped

NASTY = "<script>alert('1')</script> & \"某\" 局"


def with_class(report: Report, name: str) -> list[Element]:
    return [element for element in report.root.iter() if name in (element.get("class") or "").split()]


def texts(report: Report, name: str) -> list[str]:
    return [text(element) for element in with_class(report, name)]


def test_one_page_in_chinese_with_one_script_and_no_outside_address() -> None:
    html = reference_page().html
    assert html.startswith("<!DOCTYPE html>")
    assert reference_page().root.get("lang") == "zh-CN"
    assert html.count("<script") == 2  # the data of the script, and the script
    assert not re.search(r"(?:src|href)=\"(?!#)", html)


def test_the_parts_of_the_contract() -> None:
    report = reference_page()
    for id in (*(f"part-{n}" for n in range(1, 5)), *(f"statement-{n}" for n in range(1, 13))):
        assert report.by_id(id).tag == "section"
    for number in range(1, 12):
        assert report.by_id(f"table-{number}").get("class") == "budget"
        assert report.by_id(f"table-section-{number}").get("data-table") == str(number)
    part_three = {element.get("id") for element in report.by_id("part-3").iter("section")}
    assert {f"statement-{n}" for n in range(1, 13)} <= part_three
    assert len(report.indicator_tables()) == 14


def test_ids_are_unique_and_well_formed() -> None:
    ids = [element.get("id") or "" for element in reference_page().root.iter() if element.get("id") is not None]
    assert [id for id, count in Counter(ids).items() if count > 1] == []
    assert [id for id in ids if not re.fullmatch(r"[A-Za-z][A-Za-z0-9_/-]*", id)] == []


def test_headings_and_landmarks() -> None:
    report = reference_page()
    assert [text(heading) for heading in report.root.iter("h1")] == ["2024 年部门预算公开报告"]
    body = report.root.find("body")
    assert body is not None
    assert [child.tag for child in body] == ["a", "header", "nav", "main", "script", "script"]
    assert body[0].get("href") == f"#{body[3].get('id')}"
    levels = [int(element.tag[1]) for element in report.root.iter() if re.fullmatch("h[1-6]", str(element.tag))]
    assert all(below <= above + 1 for above, below in pairwise(levels))


def test_the_contents_are_the_headings() -> None:
    """Rule 17, E44, E63: each line of the contents is a heading of the body, and each heading has a line."""
    report = reference_page()
    nav, main = next(report.root.iter("nav")), next(report.root.iter("main"))
    lines = [(link.get("href"), text(link)) for link in nav.iter("a")]
    headings = [(f"#{e.get('id')}", text(e)) for e in main.iter() if e.tag in ("h2", "h3")]
    assert lines == headings
    assert len(lines) == 4 + 2 + 11 + 12
    assert ("#table-7-title", "七、一般公共预算项目支出情况表") in lines
    assert ("#statement-1-title", "一、关于自治区机关事务管理局 2024 年收支预算情况的总体说明") in lines


def test_tables_can_be_scrolled_to_and_have_names_of_their_own() -> None:
    report = reference_page()
    regions = [element for element in report.root.iter("div") if element.get("role") == "region"]
    names = [region.get("aria-label") for region in regions]
    assert len(names) == 11 + 14 + 5
    assert len(set(names)) == len(names)
    assert all(region.get("tabindex") == "0" for region in regions)
    for table in report.root.iter("table"):
        assert table[0].tag == "caption"
        assert all(head.get("scope") in ("col", "colgroup", "row") for head in table.iter("th"))
    caption = next(report.by_id("table-2").iter("caption"))
    assert text(caption) == "表 2 部门收入总体情况表 编制部门：自治区机关事务管理局 单位：万元"


def test_headers_and_numbering() -> None:
    report = reference_page()
    assert report.header(3) == [
        ["科目", "支出预算"],
        ["功能分类科目编码", "功能分类科目名称", "合计", "基本支出", "项目支出"],
        ["类", "款", "项"],
        ["※", "※", "※", "※", "1", "2", "3"],
    ]
    assert report.header(1) == [["收入", "支出"], ["项目", "预算数", "支出功能分类", "预算数"]]
    assert report.header(7)[-1] == ["※"] * 5 + [str(number) for number in range(1, 12)]
    assert "landscape" in (report.by_id("table-section-2").get("class") or "")
    assert "landscape" not in (report.by_id("table-section-3").get("class") or "")


def test_rows_tell_their_level() -> None:
    report = reference_page()
    assert report.row_classes(5)[:4] == ["total", "class", "section", "item"]
    assert report.row_classes(7)[:5] == ["total", "unit", "class", "section", "project"]
    assert report.row_classes(10) == ["total", *["line"] * 5]
    assert report.rows(7)[1][:5] == ["", "", "", "新疆维吾尔自治区机关事务管理局", ""]
    assert report.rows(7)[4][:5] == ["201", "03", "04", "专项服务", "特定目标 xzzfc128"]
    assert report.rows(1)[-1] == ["收入总计", "18,304.02", "支出总计", "18,304.02"]
    assert report.rows(1)[-2] == ["", "", "234 抗疫特别国债安排的支出", ""]


def test_figures_have_their_id_at_their_first_occurrence_alone() -> None:
    report = reference_page()
    seen: set[str] = set()
    for element in with_class(report, "figure"):
        key = element.get("data-key") or ""
        assert element.tag == "data"
        assert element.get("id") == (None if key in seen else key)
        figure = reference().figure(key)
        assert (element.get("value"), text(element)) == (figure.machine_value, figure.text())
        seen.add(key)
    assert {
        "t1/total-income/amount",
        "income/own-funds/growth",
        "staffing/total",
        "appropriation/2139999/amount",
    } <= seen


def test_the_list_of_used_figures_is_the_order_of_the_page() -> None:
    page = render_page(reference(), shipped(), purpose="screen")
    assert list(page.used) == list(dict.fromkeys(figure.key for figure in Report(page.html).figures()))
    assert render_page(reference(), shipped(), purpose="print").used == page.used


def test_blank_cells_are_no_figures() -> None:
    report = reference_page()
    cells = [cell for cell in report.by_id("table-2").iter("td") if cell.get("class") == "num"]
    assert len(cells) == 28 * 12
    assert sum(not text(cell) for cell in cells) == sum(not list(cell) for cell in cells) > 100


def test_withheld_indicator_tables_are_not_there() -> None:
    report = reference_page()
    ids = [table.get("id") for table in report.root.iter("table") if table.get("class") == "indicators"]
    assert ids[0] == "indicators-department"
    assert not {"indicators-P05", "indicators-P14", "indicators-P15", "indicators-P21"} & set(ids)
    rows = next(rows for rows in report.indicator_tables() if rows[1][2] == "房屋维修面积(平方米)")
    assert rows[0] == [
        "一级指标", "二级指标", "三级指标", "指标值", "指标值设置依据", "上年完成值", "指标分值权重", "指标赋分规则", "佐证资料",
    ]  # fmt: skip
    assert rows[1][3:7] == ["=8897平方米", "历史标准", "8897平方米", "5"]
    caption = text(next(report.by_id("indicators-P19").iter("caption")))
    assert "年度预算总额 1,655.00，其中：财政拨款 0.00，其他资金 1,655.00" in caption
    department = text(next(report.by_id("indicators-department").iter("caption")))
    assert "财政资金上级安排 0.00，财政资金本级安排 16,000.51，其他资金 1,940.10" in department


def test_charts_stand_in_the_page_or_are_asked_for_by_name() -> None:
    ids = [figure.get("id") for figure in with_class(reference_page(), "chart")]
    assert ids == [
        "chart-income", "chart-expenditure-kinds", "chart-expenditure-classes", "chart-projects", "chart-travel",
    ]  # fmt: skip
    assert '<svg role="img"><title>income</title></svg>' in reference_page().html
    printed = rendered(reference(), purpose="print")
    images = list(printed.root.iter("img"))
    assert [image.get("src") for image in images] == [
        f"report:{id.replace('chart-', 'chart/')}.svg" for id in ids if id
    ]
    assert "单位资金：2024 年预算 1,940.10" in (images[0].get("alt") or "")
    assert "<data" not in printed.html
    assert "<details" not in printed.html
    assert text(next(printed.root.iter("main"))).count("18,304.02") > 5


def test_markup_in_what_people_write_is_shown(tmp_path: Path) -> None:
    budget = small(
        [Line(wan(1))],
        department=Department(NASTY, NASTY, offices=(NASTY,)),
        units=[Unit("U1", NASTY, "行政")],
    )
    report = rendered(budget)
    assert "<script>alert" not in report.html
    assert report.html.count("<script") == 2
    assert texts(report, "cover-department") == [NASTY]
    assert f"分别是：{NASTY}。" in text(report.by_id("organisation"))
    assert f"编制部门：{NASTY}" in text(next(report.by_id("table-1").iter("caption")))


def test_the_cover() -> None:
    budget = small([Line(wan(1))], department=Department("某省某局", "某局"))
    report = rendered(budget)
    assert texts(report, "cover-department") == ["某省某局"]
    assert with_class(report, "cover-date") == []
    assert with_class(report, "cover-edition") == []
    edition = Edition(2, datetime.date(2024, 3, 15))
    dated = Department("某省某局", "某局", published=datetime.date(2024, 2, 28), edition=edition)
    report = rendered(small([Line(wan(1))], department=dated))
    assert texts(report, "cover-date") == ["2024 年 2 月 28 日"]
    assert texts(report, "cover-edition") == ["更正：第 2 版（2024 年 3 月 15 日）"]


@pytest.mark.parametrize(
    ("draft", "mark"),
    [
        (Draft(revision="1a2b3c4"), "草稿 版本 1a2b3c4"),
        (Draft(date=datetime.date(2024, 1, 5)), "草稿 2024 年 1 月 5 日"),
        (Draft(), "草稿"),
    ],
)
def test_a_draft_is_marked(draft: Draft, mark: str) -> None:
    report = rendered(reference(), draft=draft)
    assert texts(report, "draft-mark") == [mark]
    body = report.root.find("body")
    assert body is not None
    assert body.get("class") == "report draft"


def test_what_is_published_is_no_draft() -> None:
    assert with_class(reference_page(), "draft-mark") == []
    assert '<body class="report">' in reference_page().html


def test_styles_are_written_into_the_page() -> None:
    html = rendered(reference(), styles="p > b { color: red }").html
    assert "<style>p > b { color: red }</style>" in html
    assert "<style" not in reference_page().html


def test_the_glossary() -> None:
    report = reference_page()
    terms = [text(term) for term in next(report.root.iter("dl")).iter("dt")]
    for term in (
        "财政拨款", "一般公共预算", "政府性基金预算", "国有资本经营预算", "财政专户管理资金", "单位资金", "上年结转结余", "基本支出",
        "项目支出", "人员经费", "公用经费", "“三公”经费", "机关运行经费", "政府采购", "绩效目标",
    ):  # fmt: skip
        assert any(found.endswith(f"、{term}") for found in terms), term
    assert terms[0] == "一、财政拨款"
