"""What templates call: figures, prose, phrases, reasons, changes, ordinals, headings."""

from __future__ import annotations

import datetime
from decimal import Decimal

import attrs
import pytest
from markupsafe import Markup

from reportgen.compute import disclose
from reportgen.model.budget import Options
from reportgen.model.disclosure import Entry
from reportgen.model.money import Money
from reportgen.model.prose import Prose
from reportgen.render.context import Context
from reportgen.render.layout import Layout, Units
from tests.unit.compute.small import GPB, YEAR, Line, prose, small, wan
from tests.unit.render.reports import reference, shipped

KEY = "t3/total/total"


def context(layout: Layout | None = None) -> Context:
    return Context(reference(), layout or shipped(), None)


def in_yuan() -> Layout:
    """The shipped layout with tables in 元."""
    layout = shipped()
    values = {field.name: getattr(layout, field.name) for field in attrs.fields(Layout)}
    return Layout(**(values | {"units": Units("元", "万元")}))


def test_a_figure_is_an_element_with_its_exact_value() -> None:
    element = context().figure(KEY)
    assert element == f'<data class="figure" data-key="{KEY}" value="183040249.00">18,304.02</data>'
    assert isinstance(element, Markup)


def test_an_amount_that_is_a_cell_keeps_the_key_of_the_cell() -> None:
    assert reference().aliases["expenditure/total/amount"] == KEY
    assert context().figure("expenditure/total/amount") == context().figure(KEY)


def test_cells_and_text_have_units_of_their_own() -> None:
    given = context(in_yuan())
    cell, blank = given.cells([KEY, None])
    assert cell.endswith(">183,040,249.00</data>")
    assert blank == ""
    assert given.figure(KEY).endswith(">18,304.02</data>")


def test_a_figure_of_a_drawing_is_marked_without_text() -> None:
    assert context().mention(KEY) == f'<data class="figure" data-key="{KEY}" value="183040249.00"></data>'


@pytest.mark.parametrize("call", ["figure", "mention"])
def test_an_unknown_figure_is_told_in_words(call: str) -> None:
    with pytest.raises(LookupError, match="income/nothing/amount"):
        getattr(context(), call)("income/nothing/amount")


def test_amounts_and_quantities_as_written_by_hand() -> None:
    given = context()
    assert given.plain_amount(Money(37_500_000)) == "37.5"
    assert given.threshold("equipment_over_500k") == "50"
    assert given.grouped(Decimal("222237.720")) == "222,237.720"


def test_prose_is_escaped_and_its_references_are_printed_with_units() -> None:
    given = context()
    text = prose("<b>减少{{change(income/fiscal-carryover)}}，占{{share(income/own-funds)}}")
    assert Markup(given.prose(text)).striptags() == "<b>减少 1,672.81 万元，占 10.60%"
    assert given.prose(text).startswith("&lt;b&gt;减少 <data ")
    assert given.prose(None) == ""


@pytest.mark.parametrize(
    ("text", "clause"),
    [("增加。", "增加"), ("增加 。\n", "增加"), ("增加", "增加"), (" 增加！", "增加！"), ("增加；", "增加"), ("。", ""),
     ("2 人", " 2 人"), ("（2 人）", "（2 人）"), ("A 栋&B;", " A 栋&amp;B;")],
)  # fmt: skip
def test_a_closing_stop_is_optional(text: str, clause: str) -> None:
    assert context().clause(Prose((text,))) == clause


def test_phrases_escape_values_and_know_the_common_places() -> None:
    given = context()
    assert given.phrase("not-given", subject="<i>") == "&lt;i&gt;未提供。"
    assert given.phrase("not-given", subject=Markup("<i>")) == "<i>未提供。"
    assert given.phrase("report-title") == "2024 年部门预算公开报告"
    with pytest.raises(LookupError, match="subject"):
        given.phrase("not-given")


@pytest.mark.parametrize(
    ("style", "text", "printed"),
    [
        ("comma", "人员增加。", "，主要原因是人员增加"),
        ("stop", "人员增加", "。主要原因是人员增加"),
        ("comma", "2023 年加快支出", "，主要原因是 2023 年加快支出"),
        ("comma", "一是甲。二是乙。", "，主要原因一是甲。二是乙"),
        ("stop", "一是甲。二是乙", "。主要原因一是甲。二是乙"),
        ("stop", "", ""),
    ],
)
def test_the_lead_of_a_reason(style: str, text: str, printed: str) -> None:
    """Rule 19."""
    assert context().reason(style, Prose((text,))) == printed


def test_a_fixed_reason_stands_in_for_one_that_is_not_written() -> None:
    given = context()
    assert given.reason("comma", None, Markup("没有安排")) == "，主要原因是没有安排"
    assert given.reason("comma", Prose(("写了",)), Markup("没有安排")) == "，主要原因是写了"
    assert given.reason("comma", None) == ""


def change_of(now: int, before: int, zero_base: str = "hundred") -> str:
    lines = [Line(wan(now)), *([Line(wan(before), economic="", year=YEAR - 1)] if before else [])]
    disclosure = disclose(small([line for line in lines if line.amount], options=Options(zero_base=zero_base)))  # type: ignore[arg-type]
    entry: Entry = next(entry for entry in disclosure.statements.income if entry.key == GPB)
    return str(Markup(Context(disclosure, shipped(), None).change(entry)).striptags())


def test_words_carry_the_sign() -> None:
    """Rules 4, 5 and 27."""
    assert change_of(120, 100) == "比上年预算增加 20.00 万元，增长 20.00%"
    assert change_of(75, 100) == "比上年预算减少 25.00 万元，下降 25.00%"
    assert change_of(100, 100) == "比上年预算增加 0.00 万元，增长 0.00%"
    assert change_of(0, 100) == "比上年预算减少 100.00 万元，下降 100.00%"
    assert change_of(100, 0) == "比上年预算增加 100.00 万元，增长 100.00%"
    assert change_of(100, 0, "none") == "比上年预算增加 100.00 万元，上年无此项预算"


def test_words_of_groups() -> None:
    given = context()
    assert given.word("budgets", "fiscal/state-capital") == "国有资本经营预算"
    assert given.has_word("nothing", "income/own-funds") is False
    fiscal = reference().statements.fiscal
    assert given.other_words("budgets", fiscal) == ["政府性基金预算", "国有资本经营预算"]
    with pytest.raises(LookupError, match="nowhere"):
        given.word("nowhere", "x")


def test_joined_leaves_blanks_out_and_escapes() -> None:
    assert context().joined(["甲", "", "<乙>", Markup("<b>丙</b>")], "enumeration") == "甲、&lt;乙&gt;、<b>丙</b>"


def test_order() -> None:
    given = context()
    assert (given.ordinal(12), given.bracketed(12), given.house_ordinal(12)) == ("十二", "（十二）", "（一十二）")
    assert given.numbered(3, "<标题>") == "三、&lt;标题&gt;"
    assert given.date(datetime.date(2024, 2, 28)) == "2024 年 2 月 28 日"
    plain = disclose(small([Line(100)], options=Options(ordinals="plain")))
    assert Context(plain, shipped(), None).house_ordinal(12) == "（十二）"


def test_headings_make_the_contents() -> None:
    given = context()
    assert given.heading(2, "part-1", "甲 & 乙", "big") == '<h2 id="part-1" class="big">甲 &amp; 乙</h2>'
    given.heading(3, "a", Markup("一、<b>丙</b>"))
    given.heading(4, "b", "丁")
    given.heading(2, "part-2", "戊")
    tree = [(above.text, [below.text for below in entries]) for above, entries in given.contents()]
    assert tree == [("甲 & 乙", ["一、丙"]), ("戊", [])]


def test_headings_on_the_screen_are_links_to_themselves() -> None:
    given = Context(reference(), shipped(), None, linked=True)
    assert given.heading(3, "a&b", "甲") == '<h3 id="a&amp;b"><a class="self" href="#a&amp;b">甲</a></h3>'
    assert [head.text for head, _ in given.contents()] == ["甲"]
