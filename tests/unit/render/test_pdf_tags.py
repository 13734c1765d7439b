"""The structure for screen readers: each element once, in the order of the HTML, and nothing beside it."""

from __future__ import annotations

import io
from functools import cache
from itertools import pairwise

import pikepdf
import pytest

from tests.support.pdf_structure import Structure, Tag, column_counts
from tests.support.print_page import amounts, page, part, printed, table

COLUMNS = ("总计", "基本支出", "项目支出")


def structure(body: str, links: list[tuple[str, str]] | None = None, *, draft: bool = False) -> Structure:
    made = printed(page(part(1, "第一部分", body), links or [], draft=draft), charts=["income"])
    return Structure(pikepdf.open(io.BytesIO(made)))


def shape(tag: Tag) -> str:
    """Roles as nested words, text in quotes: ``P("一" Link("二"))``."""
    if not tag.kids:
        return tag.role
    pieces = [shape(kid) if isinstance(kid, Tag) else f"“{tag._tree.texts.get(kid, '图').strip()}”" for kid in tag.kids]
    return f"{tag.role}({' '.join(pieces)})"


def shaped(body: str) -> str:
    """The shape of a part's content."""
    (section,) = structure(body).top.find("Sect")
    return " ".join(shape(kid) for kid in section.below[1:])


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<p>一<b>二</b>三</p>", "P(“一” “二” “三”)"),
        ('<p>一<a href="#part-1">二</a>三</p>', "P(“一” Link(“二”) “三”)"),
        ("<div>散<p>段</p></div>", "P(“散”) P(“段”)"),
        ('<p class="item">1.甲</p><p class="item">2.乙</p><p>丙</p>', "L(LI(LBody(“1.甲”)) LI(LBody(“2.乙”))) P(“丙”)"),
        ("<ul><li>甲<ul><li>乙</li></ul></li></ul>", "L(LI(Lbl(“•”) LBody(“甲” L(LI(Lbl(“◦”) LBody(“乙”))))))"),
        (
            "<dl><dt>词</dt><dd>解</dd><dt>语</dt><dd>说</dd></dl>",
            "L(LI(Lbl(“词”) LBody(“解”)) LI(Lbl(“语”) LBody(“说”)))",
        ),
        (
            '<figure><img src="report:chart/income.svg" alt="收入图"><figcaption>收入</figcaption></figure>',
            "Div(Figure(“图”) Caption(“收入”))",
        ),
        ('<p>一<img src="report:chart/income.svg" alt="">二</p>', "P(“一” “二”)"),
        ('<p>有</p><p style="display: none">无</p><div></div>', "P(“有”)"),
    ],
)
def test_roles(body: str, expected: str) -> None:
    assert shaped(body) == expected


def test_the_contents_are_a_table_of_contents_of_links() -> None:
    top = structure("<p>文</p>", [("part-1", "第一部分")]).top
    (contents,) = top.find("TOC")
    assert shape(contents) == "TOC(TOCI(Reference(Link(“第一部分” “3”))))"
    (link,) = contents.find("Link")
    (annotation,) = link.links
    assert str(annotation.Contents) == "跳转到：第一部分"


@cache
def long_table() -> Structure:
    """A table of three pages."""
    return structure(table(1, "支出总体情况表", COLUMNS, amounts(100, 3)))


def test_a_table_of_several_pages_is_one_table_with_one_head() -> None:
    (found,) = long_table().top.find("Table")
    assert [tag.role for tag in found.below] == ["Caption", "THead", "TBody"]
    assert len({index for index, _ in found.marks()}) == 3
    assert len(found.below[2].below) == 100
    assert set(column_counts(found)) == {7}
    again = [text for index, text in long_table().artifacts if index and "科目名称" in text]
    assert len(again) == 2


def test_header_cells_tell_what_they_are_the_header_of() -> None:
    (found,) = long_table().top.find("Table")
    scopes = {(tag.attribute("Scope"), tag.text) for tag in found.find("TH")}
    assert scopes == {("Column", text) for text in ("类", "款", "项", "科目名称", *COLUMNS)} | {("Row", "行政运行")}
    numbering = found.below[1].below[-1]
    assert [cell.role for cell in numbering.below] == ["TD"] * 7
    assert numbering.text == "※※※※123"


def test_a_head_at_the_right_edge_leaves_no_row_short() -> None:
    head = (
        '<tr><th scope="col" colspan="2">甲</th><th scope="col" rowspan="3">乙</th><th scope="col" rowspan="3">丙</th></tr>'
        '<tr><th scope="col" rowspan="2">丁</th><th scope="col">戊</th></tr><tr><th scope="col">己</th></tr>'
    )
    row = "<tr><td>1</td><td>2</td><td>3</td><td>4</td></tr>"
    (found,) = structure(f"<table><thead>{head}</thead><tbody>{row}</tbody></table>").top.find("Table")
    assert column_counts(found) == [4, 4, 4, 4]
    below = found.below[0].below[1]
    assert [(cell.role, cell.text, cell.attribute("RowSpan")) for cell in below.below] == [
        ("TH", "丁", 2), ("TH", "戊", None), ("TD", "", None), ("TD", "", None)
    ]  # fmt: skip
    assert [cell.text for cell in found.below[0].below[2].below] == ["己", "", ""]
    assert [cell.attribute("RowSpan") for cell in found.below[0].below[0].below] == [None, None, None]


def test_a_head_beside_another_that_goes_on_leaves_no_hole() -> None:
    head = '<tr><th>甲</th><th rowspan="3">乙</th><th rowspan="2">丙</th></tr><tr><th>丁</th></tr><tr><th>戊</th><th>己</th></tr>'
    (found,) = structure(f"<table><thead>{head}</thead><tbody><tr><td>1</td></tr></tbody></table>").top.find("Table")
    assert column_counts(found) == [3, 3, 3, 1]


def test_a_row_alone_needs_no_header() -> None:
    (found,) = structure(table(8, "表", COLUMNS, amounts(1, 3))).top.find("Table")
    assert [cell.role for cell in found.below[2].below[0].below] == ["TD"] * 7


def test_a_table_without_rows_has_a_blank_one() -> None:
    (found,) = structure(table(8, "表", COLUMNS, [])).top.find("Table")
    (row,) = found.below[-1].below
    assert [cell.role for cell in row.below] == ["TD"] * 7
    assert row.text == ""


def test_a_table_of_two_sides_has_no_row_headers() -> None:
    row = '<tr><td class="name">收</td><td class="num">1</td><td class="name">支</td><td class="num">2</td></tr>'
    head = '<tr><th scope="col" colspan="2">收入</th><th scope="col" colspan="2">支出</th></tr>'
    (found,) = structure(f"<table><thead>{head}</thead><tbody>{row}</tbody></table>").top.find("Table")
    assert [cell.role for cell in found.below[1].below[0].below] == ["TD"] * 4


def test_a_title_that_fills_a_row_of_the_body_is_no_header() -> None:
    body = '<tr><th scope="rowgroup" colspan="2">组</th></tr><tr><th scope="row">名</th><td>1</td></tr>'
    head = '<tr><th scope="col">甲</th><th scope="col">乙</th></tr>'
    (found,) = structure(f"<table><thead>{head}</thead><tbody>{body}</tbody></table>").top.find("Table")
    assert [[cell.role for cell in row.below] for row in found.below[1].below] == [["TD"], ["TH", "TD"]]
    assert column_counts(found) == [2, 2, 2]


def test_page_numbers_running_heads_and_dots_are_artifacts() -> None:
    found = structure(table(7, "表", COLUMNS, amounts(60, 3), wide=True), [("part-1", "第一部分")])
    texts = [(index, text.replace(" ", "")) for index, text in found.artifacts if text.strip()]
    assert (1, "—2—") in texts
    assert any(text.startswith("编制部门") or "表7" in text for index, text in texts if index > 2)
    assert [len(text) > 50 for index, text in texts if index == 1 and set(text) == {"."}] == [True]
    assert "—" not in found.top.text
    assert "..." not in found.top.text


def test_a_draft_says_once_that_it_is_one() -> None:
    found = structure("<p>一</p>" * 60, draft=True)
    assert found.top.text.count("草稿") == 1
    marks = [index for index, text in found.artifacts if "草" in text]
    assert marks == list(range(1, len(found.file.pages)))


def test_a_paragraph_over_two_pages_is_one() -> None:
    text = "按照综合预算的原则，部门所有收入和支出均纳入预算管理。" * 60
    (found,) = [tag for tag in structure(f"<p>{text}</p>").top.find("P") if len(tag.text) > 1000]
    assert found.text == text
    assert len({index for index, _ in found.marks()}) == 2


def test_a_link_over_two_lines_has_an_annotation_for_each_and_one_element() -> None:
    found = structure(f'<p>{"某" * 30}<a href="#part-1">{"长" * 20}</a></p>')
    (link,) = found.top.find("Link")
    assert len(link.links) == 2
    assert [str(note.Contents) for note in link.links] == ["跳转到：第一部分"] * 2
    parents = found.parents()
    assert all(parents[int(note.StructParent)].objgen == link.entry.objgen for note in link.links)


def test_a_link_without_words_says_what_its_label_says() -> None:
    found = structure('<p>一<a href="#part-1" aria-label="问题 1" style="padding: 2pt"></a></p>')
    (link,) = found.top.find("Link")
    assert link.alt == "问题 1"
    assert str(link.links[0].Contents) == "跳转到：问题 1"


def test_a_figure_tells_where_it_stands_on_its_page() -> None:
    (found,) = structure('<figure><img src="report:chart/income.svg" alt="收入图" width="200"></figure>').top.find(
        "Figure"
    )
    assert found.alt == "收入图"
    left, bottom, right, top = (float(number) for number in found.attribute("BBox"))
    assert left == pytest.approx(28 / 25.4 * 72 + 30, abs=0.1)
    assert right - left == pytest.approx(442, abs=0.1)
    assert 500 < bottom < top < 842 - 37 / 25.4 * 72


def test_every_piece_of_content_belongs_to_one_element_or_is_an_artifact() -> None:
    found = long_table()
    assert found.stray == []
    claimed = list(found.top.marks())
    assert len(claimed) == len(set(claimed)) > 700
    assert sorted(claimed) == sorted(found.marked)
    parents = found.parents()
    for tag in found.top.walk():
        for index, number in [kid for kid in tag.kids if not isinstance(kid, Tag)]:
            assert parents[index][number].objgen == tag.entry.objgen
    for page_index, numbers in [(key, value) for key, value in parents.items() if key < len(found.file.pages)]:
        assert len(numbers) == len([mark for mark in claimed if mark[0] == page_index])


def test_rows_are_read_in_their_order() -> None:
    (found,) = long_table().top.find("Table")
    firsts = [row.below[4].text for row in found.below[2].below]
    assert firsts[0] == "10,001.00"
    assert all(int(b[:-3].replace(",", "")) == int(a[:-3].replace(",", "")) + 1 for a, b in pairwise(firsts))
