"""Reading the print HTML as XML gives the tree that an HTML parser gives, or gives way to it."""

from __future__ import annotations

from io import StringIO
from xml.etree.ElementTree import Element

import pytest
import tinyhtml5

from reportgen.render.print_tree import read_xml
from tests.support.print_page import amounts, page, part, printed, table

TABLE = table(7, "项目支出情况表 &lt;“甲” &amp; 乙&gt;", ["数"], amounts(3, 1))


def flat(root: Element) -> list[tuple[str, dict[str, str], str, str]]:
    """Tags, attributes and texts in order."""
    return [(e.tag, dict(e.attrib), e.text or "", e.tail or "") for e in root.iter() if isinstance(e.tag, str)]


@pytest.mark.parametrize(
    "body",
    [
        "<p>收支总预算 18,304.02 万元。</p>",
        '<p>一<br>二<br/>三</p><hr><img src="report:chart/a.svg" alt="甲 &gt; 乙 &amp; “丙” &#34;丁&#34;">',
        TABLE,
        "<ul><li>甲</li><li>乙<b>丙</b>丁</li></ul><!-- 注 -->",
    ],
)
def test_the_tree_is_the_one_of_an_html_parser(body: str) -> None:
    html = page(part(1, "第一部分", body), [("part-1", "第一部分")])
    root = read_xml(html)
    expected = tinyhtml5.parse(StringIO(html), namespace_html_elements=False)
    assert root is not None
    assert flat(root) == flat(expected)


@pytest.mark.parametrize(
    "body",
    [
        "<p>没有结束",
        "<p>空格&nbsp;</p>",
        "<P>大写</P>",
        "<table><tr><td>没有 tbody</td></tr></table>",
        '<svg viewBox="0 0 1 1"></svg>',
        "<style>p { color: red }</style>",
        "<p>一 & 二</p>",
        "<input disabled>",
    ],
)
def test_what_is_no_xml_is_left_to_an_html_parser_and_still_printed(body: str) -> None:
    html = page(part(1, "第一部分", body))
    assert read_xml(html) is None
    assert printed(html).startswith(b"%PDF")


@pytest.mark.parametrize(
    "document",
    [
        '<!DOCTYPE html [<!ENTITY a "aaaa">]><html><head></head><body>&a;</body></html>',
        "<body><p>没有 html</p></body>",
        "<html><body><p>没有 head</p></body></html>",
    ],
)
def test_a_document_of_another_shape_is_not_taken_for_xml(document: str) -> None:
    assert read_xml(document) is None
