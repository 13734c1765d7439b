"""Headers as grids: they fit their columns or are refused, and they give columns unmistakable names."""

from __future__ import annotations

from reportgen.render.header import column_names, header_columns
from reportgen.render.layout import HeaderCell
from tests.unit.render.reports import shipped

ROWS = (
    (HeaderCell("编码", colspan=2), HeaderCell("合计", rowspan=2), HeaderCell("支出", colspan=2)),
    (HeaderCell("类"), HeaderCell("款"), HeaderCell("基本"), HeaderCell("项目")),
)


def test_a_header_that_fits() -> None:
    assert header_columns(ROWS, 5) == [("编码", "类"), ("编码", "款"), ("合计",), ("支出", "基本"), ("支出", "项目")]


def test_headers_that_do_not_fit() -> None:
    assert header_columns(ROWS, 6) is None  # a hole
    assert header_columns(ROWS, 4) is None  # sticks out
    assert header_columns((*ROWS, (HeaderCell("多"),)), 5) is None  # a hole in a further row
    assert header_columns(((HeaderCell("一", rowspan=2),),), 1) is None  # below the last row
    overlap = ((HeaderCell("一"), HeaderCell("二", rowspan=2)), (HeaderCell("三", colspan=2),))
    assert header_columns(overlap, 2) is None


def test_a_repeated_heading_is_told_with_the_one_above() -> None:
    table = shipped().tables["t11"]
    assert column_names(table.header, table.main.width) == [
        "项目名称", "总计", "财政拨款 合计", "财政拨款 基本支出 人员经费", "财政拨款 基本支出 公用经费",
        "财政拨款 项目支出", "非财政拨款 合计", "非财政拨款 基本支出 人员经费", "非财政拨款 基本支出 公用经费",
        "非财政拨款 项目支出",
    ]  # fmt: skip
    table = shipped().tables["t8"]
    assert column_names(table.header, table.main.width)[4:] == ["合计", "人员经费", "公用经费", "项目支出"]
