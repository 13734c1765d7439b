"""The detectors of layout faults see: each finds its fault in a page that has it, and nothing in one that has not."""

from __future__ import annotations

import pytest

from tests.support.pdf_layout import DETECTORS, Fault, faults
from tests.support.print_page import amounts, page, part, printed, table

COLUMNS = ("总计", "基本支出", "项目支出")
PROSE = "<p>按照综合预算的原则，部门所有收入和支出均纳入部门预算管理，编制范围与上年相同，口径与决算一致。</p>"
ROWS = [["201", "03", "01", "行政运行", "1,234.56", "1,000.00", "234.56"]] * 3


def found(body: str, kind: str, title: str = "第一部分 概况") -> list[Fault]:
    """The faults of that kind in a report of one part, its pages counted with the cover."""
    return [fault for fault in faults(printed(page(part(1, title, body)), ["c"])) if fault.kind == kind]


def lines(count: int) -> str:
    """So many lines of text."""
    return "<p>本部门说明如下。</p>" * count


def test_a_good_report_has_none() -> None:
    body = PROSE * 20 + table(1, "支出总体情况表", COLUMNS, ROWS) + table(2, "表", COLUMNS, amounts(90, 3))
    body += '<figure class="chart"><figcaption>图</figcaption><img class="chart-image" src="report:chart/c.svg" alt="图"></figure>'
    assert faults(printed(page(part(1, "第一部分 概况", body) + part(2, "第二部分", PROSE)), ["c"])) == []


@pytest.mark.parametrize("style", ["left:-40pt", "left:120pt", "top:-90pt", "top:650pt"])
def test_text_outside_the_margins(style: str) -> None:
    told = found(f'<p style="position:relative;{style}">{"越出版心的文字" * 4}</p>' + PROSE, "outside_margins")
    assert {fault.page for fault in told} == {2}
    assert "".join(fault.what for fault in told) == "越出版心的文字" * 4


def test_text_over_text() -> None:
    (fault, *_) = found('<p>在下面的文字</p><p style="margin-top:-16pt">压在上面的文字</p>', "covered")
    assert fault == Fault("covered", 2, "在下面的文字 / 压在上面的文字")


def test_a_row_cut_in_two() -> None:
    long = [["201", "03", "01", "某" * 4000, "1.00", "1.00", "1.00"]]
    body = table(9, "表", COLUMNS, long).replace("<tr ", '<tr style="break-inside:auto" ')
    (fault,) = found(lines(20) + body, "cut_row")
    assert fault.page == 2


@pytest.mark.parametrize("heading", ["h3", "h4"])
def test_a_heading_alone_at_the_foot(heading: str) -> None:
    body = lines(25) + f'<{heading} style="break-after:page">一、标题</{heading}>' + PROSE
    assert found(body, "lone_heading") == [Fault("lone_heading", 2, "一、标题")]


def test_a_caption_apart_from_its_chart() -> None:
    chart = (
        '<figure class="chart" style="break-inside:auto"><figcaption style="break-after:page">收入图</figcaption>'
        '<img class="chart-image" src="report:chart/c.svg" alt="收入"></figure>'
    )
    assert found(PROSE + chart, "caption_apart") == [Fault("caption_apart", 2, "收入图")]
    assert found(PROSE + chart, "lone_heading") == [Fault("lone_heading", 2, "收入图")]


def test_a_table_parted_without_need() -> None:
    body = table(9, "国有资本表", COLUMNS, amounts(12, 3))
    *before, last = body.rpartition('<tr class="item">')
    parted = "".join([*before[:-1], '<tr class="item" style="break-before:page">', last])
    assert found(PROSE + body, "needless_split") == []
    (fault,) = found(PROSE + parted, "needless_split")
    assert (fault.page, fault.what[:2]) == (3, "表9")


@pytest.mark.parametrize(
    ("old", "new", "missing"), [("data-continued", "data-other", "续表9"), ("thead>", "tbody>", "no head")]
)
def test_a_table_that_goes_on_without_saying_so(old: str, new: str, missing: str) -> None:
    body = table(9, "国有资本表", COLUMNS, amounts(60, 3))
    assert found(body, "headless_rest") == []
    assert [(fault.page, fault.what) for fault in found(body.replace(old, new), "headless_rest")] == [(3, missing)]


def test_a_running_head_where_nothing_goes_on() -> None:
    body = table(9, "国有资本表", COLUMNS, amounts(60, 3))
    late = '<table class="budget" data-continued="续表 8"><tbody><tr><td>甲</td></tr></tbody></table>'
    assert found(body, "needless_rest") == []
    assert [fault.page for fault in found(late + lines(40), "needless_rest")] == [2]


def test_type_that_is_too_small() -> None:
    (fault,) = found(PROSE + '<p style="font-size:6.5pt">小字</p>', "small_type")
    assert fault == Fault("small_type", 2, "6.5: 小字")


@pytest.mark.parametrize("style", ["font-weight:bold", "padding-right:3pt", "font-size:8pt"])
def test_points_that_do_not_stand_below_each_other(style: str) -> None:
    body = table(9, "国有资本表", COLUMNS, ROWS)
    assert found(body, "ragged_figures") == []
    other = body.replace('<td class="num">1,234.56', f'<td class="num" style="{style}">1,234.56', 1)
    (fault,) = found(other, "ragged_figures")
    assert fault.page == 2


def test_marks_where_they_may_not_stand() -> None:
    told = found("<p>第一行到此为止<br>，第二行以逗号开头（<br>第三行以括号结束）</p>", "misplaced_mark")
    assert told == [Fault("misplaced_mark", 2, "，第二行以逗号开头（")]
    (fault,) = found("<p>增长<br>％。</p>", "misplaced_mark")
    assert fault.what == "％。"
    assert found(PROSE * 5, "misplaced_mark") == []


def test_one_character_on_the_last_line() -> None:
    (fault,) = found("<p>年末结转资金比上年减<br>少。</p>", "single_character")
    assert fault.what == "年末结转资金比上年减少。"
    assert found("<p>年末结转资金比上年<br>减少。</p>", "single_character") == []
    assert found("<p>少。</p>", "single_character") == []


def test_a_page_with_next_to_nothing() -> None:
    body = lines(2) + f'<div style="break-before:page">{lines(2)}</div><div style="break-before:page">{lines(20)}</div>'
    told = found(body, "near_empty")
    assert [fault.page for fault in told] == [3]
    last = lines(20) + f'<div style="break-before:page">{lines(1)}</div>'
    assert found(last, "near_empty") == []


@pytest.mark.parametrize("style", ["line-height:26pt", "margin-top:5pt"])
def test_lines_off_the_grid(style: str) -> None:
    assert found(PROSE * 12, "off_grid") == []
    assert found(PROSE * 12 + f'<p style="{style}">{"某部门预算说明" * 12}</p>' + PROSE, "off_grid") != []


def test_every_detector_has_its_test() -> None:
    with open(__file__, encoding="utf-8") as stream:
        text = stream.read()
    assert [each.__name__ for each in DETECTORS if f'"{each.__name__}")' not in text] == []
