"""Columns of the printed tables: figures whole, names wrapped, the page and type that they need."""

from __future__ import annotations

from itertools import pairwise
from xml.etree.ElementTree import Element, fromstring

import pytest
from fontTools.ttLib import TTFont

from reportgen.model.diagnostic import RenderError
from reportgen.model.money import MAX_FEN, Money
from reportgen.render.columns import Column, Measures, best_size, fit_tables, share_out, text_width
from reportgen.render.styles import paged_styles
from tests.support.pdf_reading import sheets
from tests.support.print_page import STYLES, amounts, page, part, printed, table

MEASURES = Measures.of(paged_styles(STYLES).tokens)
LARGEST = Money(MAX_FEN).text()
SUM_OF_200_000 = Money(MAX_FEN * 200_000).text()


def fitted(columns: int, figure: str, *, wide: bool, name: str = "行政运行") -> Element:
    """A table section after fitting."""
    root = fromstring(
        f"<body>{table(2, '表', ['预算数'] * columns, [['201', '', '', name, *[figure] * columns]], wide=wide)}</body>"
    )
    fit_tables(root, MEASURES)
    section = root.find("section")
    assert section is not None
    return section


def size_of(section: Element) -> float:
    found = section.find(".//table")
    assert found is not None
    return float(found.get("style", "").removeprefix("font-size:").removesuffix("pt"))


def widths_of(section: Element) -> list[float]:
    return [float(col.get("style", "").removeprefix("width:").removesuffix("%")) for col in section.iter("col")]


def test_the_largest_amounts_are_what_the_tests_say() -> None:
    assert LARGEST == "1,000,000,000.00"
    assert SUM_OF_200_000 == "200,000,000,000,000.00"


def test_the_page_widths_of_the_tokens_are_those_of_the_pages() -> None:
    millimetre = 72 / 25.4
    assert MEASURES.widths == {
        "portrait": pytest.approx((210 - 28 - 26) * millimetre, abs=0.1),
        "landscape": pytest.approx((297 - 40) * millimetre, abs=0.1),
        "sheet": pytest.approx((420 - 40) * millimetre, abs=0.1),
        "broadsheet": pytest.approx((594 - 40) * millimetre, abs=0.1),
    }
    assert MEASURES.heights == {
        "portrait": pytest.approx((297 - 37 - 35) * millimetre, abs=0.1),
        "landscape": pytest.approx((210 - 42) * millimetre, abs=0.1),
        "sheet": pytest.approx((297 - 42) * millimetre, abs=0.1),
        "broadsheet": pytest.approx((420 - 42) * millimetre, abs=0.1),
    }
    assert min(MEASURES.sizes) >= 7


@pytest.mark.parametrize("face", ["Song-Regular", "Song-Bold", "Hei-Regular", "Kai-Regular"])
def test_no_character_is_wider_than_was_reckoned(face: str) -> None:
    font = TTFont(STYLES / "fonts" / f"Reportgen{face}.ttf")
    em = font["head"].unitsPerEm
    for code, glyph in font.getBestCmap().items():
        assert font["hmtx"][glyph][0] / em <= text_width(chr(code)), f"U+{code:04X}"


def test_usual_figures_take_large_type_on_the_page_asked_for() -> None:
    assert fitted(12, "18,304.02", wide=True).get("class") == "table-section landscape whole"
    assert size_of(fitted(12, "18,304.02", wide=True)) == 9
    assert size_of(fitted(3, "18,304.02", wide=False)) == 9


def test_wide_figures_take_smaller_type_then_a_wider_page() -> None:
    narrow = fitted(5, LARGEST, wide=False)
    assert (narrow.get("class"), size_of(narrow)) == ("table-section whole", 7.5)
    turned = fitted(7, LARGEST, wide=False)
    assert turned.get("class") == "table-section landscape whole"
    large = fitted(12, LARGEST, wide=True)
    assert large.get("class") == "table-section sheet whole"
    assert fitted(12, SUM_OF_200_000, wide=True).get("class") == "table-section broadsheet whole"


def test_no_page_at_all_is_an_error_that_names_the_table() -> None:
    with pytest.raises(RenderError, match="表 2"):
        fitted(12, "9" * 60, wide=True)


def test_widths_fill_the_table_and_hold_each_figure() -> None:
    for figure in ("0.22", "18,304.02", LARGEST):
        section = fitted(4, figure, wide=False)
        widths = widths_of(section)
        assert sum(widths) == pytest.approx(100, abs=0.02)
        least = (text_width(figure) * size_of(section) + 2 * MEASURES.padding) / MEASURES.widths["portrait"] * 100
        assert all(width >= least for width in widths[4:])


def test_names_take_what_the_figures_leave_and_codes_no_more_than_they_need() -> None:
    widths = widths_of(fitted(2, "1.00", wide=False, name="机关事业单位基本养老保险缴费支出" * 3))
    assert widths[3] > 60
    assert all(width < 6 for width in widths[:3])


def test_spans_of_header_cells_are_counted() -> None:
    table = fromstring(
        "<table><thead><tr><th rowspan='2'>科目名称</th><th colspan='2'>支出预算合计大标题很长</th></tr>"
        "<tr><th>基本</th><th>项目</th></tr></thead><tbody><tr><td class='name'>行政运行</td><td class='num'>1.00</td>"
        "<td class='num'>123,456,789.00</td></tr></tbody></table>"
    )
    fit_tables(root := Element("div"), MEASURES)
    root.append(table)
    fit_tables(root, MEASURES)
    cols = list(root.iter("col"))
    widths = [float(col.get("style", "").removeprefix("width:").removesuffix("%")) for col in cols]
    assert len(widths) == 3
    assert widths[2] > widths[1]


def fitted_rows(count: int, name: str = "行政运行") -> Element:
    """A table section of so many rows, after fitting."""
    root = fromstring(f"<body>{table(2, '表', ['预算数'] * 3, amounts(count, 3, name=name))}</body>")
    fit_tables(root, MEASURES)
    section = root.find("section")
    assert section is not None
    return section


@pytest.mark.parametrize(("rows", "size", "whole"), [(30, 9, True), (41, 8, True), (60, 9, False)])
def test_a_table_is_kept_whole_where_comfortable_type_can_do_it(rows: int, size: float, whole: bool) -> None:
    section = fitted_rows(rows)
    assert size_of(section) == size
    assert (section.get("class") == "table-section whole") is whole
    pages = sheets(
        printed(page(part(1, "第一部分", "<p>说明</p>" * 12 + table(9, "表", ["预算数"] * 3, amounts(rows, 3)))))
    )
    assert len([sheet for sheet in pages if "行政运行" in sheet.text]) == (1 if whole else 3)


def test_names_of_several_lines_count_for_the_height() -> None:
    assert fitted_rows(25).get("class") == "table-section whole"
    assert fitted_rows(25, name="机关事业单位基本养老保险缴费支出" * 4).get("class") == "table-section"


def test_what_is_left_brings_short_texts_on_one_line_first() -> None:
    columns = [Column(0, 16, 0, 4), Column(0, 12, 0, 4), Column(5, 0, 0, 2)]
    assert share_out(columns, 26) == pytest.approx([9.0, 12.0, 5.0])
    headed = [Column(0, 60, 0, 4), Column(2, 0, 0, 9)]
    assert share_out(headed, 26) == pytest.approx([23.0, 3.0])
    assert share_out(columns, 33) == pytest.approx([16.0, 12.0, 5.0])


def test_tables_of_a_series_have_one_type_size_and_each_table_an_end() -> None:
    series = "".join(
        f'<div><table class="indicators"><thead><tr><th>指标</th><th>值</th></tr></thead><tbody><tr><td>{name}</td>'
        f'<td class="num">{figure}</td></tr></tbody></table></div>'
        for name, figure in [("短", "1.00"), ("指标" * 24, "1.00"), ("短", "2.00")]
    )
    root = fromstring(f"<body>{series}</body>")
    fit_tables(root, MEASURES)
    assert {found.get("style") for found in root.iter("table")} == {"font-size:8.5pt"}
    assert [[child.get("class") for child in div] for div in root] == [["indicators", "table-end"]] * 3


def test_the_fewest_lines_decide_among_comfortable_sizes() -> None:
    columns = [Column(0, 20, 0, 4), Column(5, 0, 0, 2)]
    assert best_size(columns, 26 * 9, (9.0, 8.0, 7.0)) == 9
    assert best_size(columns, 26 * 8, (9.0, 8.0, 7.0)) == 8
    assert best_size(columns, 12 * 8, (9.0, 8.0, 7.0)) == 8
    assert best_size(columns, 11.5 * 7, (9.0, 8.0, 7.0)) == 7
    assert best_size(columns, 70, (9.0, 8.0, 7.0)) is None
    assert share_out(columns, 30) == pytest.approx([20 * 1.2, 6.0])


@pytest.mark.parametrize("figure", ["18,304.02", LARGEST, SUM_OF_200_000])
@pytest.mark.parametrize("columns", [3, 9, 12])
def test_every_figure_is_read_back_whole_and_over_no_other(columns: int, figure: str) -> None:
    rows = amounts(5, columns, figure, name="公共机构节约能源资源综合改造与运行维护保障专项补助经费" * 2)
    wide = columns > 5
    pages = sheets(
        printed(page(part(1, "第一部分", table(2, "表", [f"预算数{n}" for n in range(columns)], rows, wide=wide))))
    )
    words = [(sheet, word) for sheet in pages for word in sheet.words]
    assert sum(word.text == figure for _, word in words) == 5 * (columns - 1)
    for sheet in pages:
        for number in (word for word in sheet.words if word.text == figure):
            assert 0 < number.left < number.right <= sheet.width
        for row in {round(word.top) for word in sheet.words if word.text == figure}:
            line = sorted((w for w in sheet.words if abs(w.top - row) < 2), key=lambda w: w.left)
            assert all(first.right <= second.left + 0.5 for first, second in pairwise(line))
