"""Prose: figure references and nothing else; other texts hold no expression at all."""

from __future__ import annotations

import pytest

from reportgen.load.nodes import Scalar
from reportgen.load.prose import read_prose, shorten, without_marks
from reportgen.load.report import Report
from reportgen.model.place import Place
from reportgen.model.prose import FigureRef, Prose

PLACE = Place("budget.yaml", 7, 10)


def prose(text: str, begin: int | None = None) -> tuple[Prose | None, Report]:
    report = Report()
    return read_prose(Scalar(text, PLACE, begin=begin), "reasons.income.单位资金", report), report


def test_plain_text_is_one_part() -> None:
    found, report = prose("  人员增加 { 与 } 单括号、% 和 #  \n")
    assert found == Prose(("人员增加 { 与 } 单括号、% 和 #",))
    assert found is not None
    assert found.place == Place("budget.yaml", 7, 10, path="reasons.income.单位资金")
    assert not report.failed


@pytest.mark.parametrize(
    ("written", "measure", "stem"),
    [
        ('{{ change("income/fiscal-carryover") }}', "change", "income/fiscal-carryover"),
        ("{{amount('t2/total')}}", "amount", "t2/total"),
        ('{{  growth (  "project/P01"  )  }}', "growth", "project/P01"),
        ("{{\n  share('income/own-funds')\n}}", "share", "income/own-funds"),
    ],
)
def test_a_reference(written: str, measure: str, stem: str) -> None:
    found, _ = prose(f"减少{written}。")
    assert found is not None
    assert found.parts == ("减少", FigureRef(measure, stem, written), "。")  # type: ignore[arg-type]
    assert found.raw == f"减少{written}。"
    assert found.refs[0].key == f"{stem}/{measure}"


def test_several_references() -> None:
    found, _ = prose('{{ amount("a") }}{{ share("b") }}，{{ change("c") }}')
    assert found is not None
    assert [part if isinstance(part, str) else part.stem for part in found.parts] == ["a", "b", "，", "c"]


@pytest.mark.parametrize(
    "text",
    ["{{ x }}", "{{ amount(x) }}", '{{ amount("") }}', '{{ amount("a") | safe }}', '{{ amount("a") + 1 }}', "{{", "{{{",
     "{{ amount(“a”) }}", "{% for x in y %}", "{# 注 #}", "{%", "{{ amount('a\") }}", '{{ amount("a", "b") }}', "{{}}",
     '{{{ amount("a") }}}', "{{ amount('{{') }}", "{{ self.__class__ }}"],
)  # fmt: skip
def test_anything_else_is_an_error(text: str) -> None:
    found, report = prose(f"因为{text}")
    assert found is None
    assert {d.code for d in report.diagnostics} == {"L040"}


def test_an_unknown_measure_leads_to_the_nearest() -> None:
    _, report = prose('{{ growht("a") }}')
    assert report.diagnostics[0].expected == "growth"
    assert report.diagnostics[0].value == '{{ growht("a") }}'


def test_the_place_is_the_expression_where_the_source_shows_it() -> None:
    _, report = prose("人员增加 {{ x }}", begin=10)
    assert report.diagnostics[0].place == Place("budget.yaml", 7, 15, path="reasons.income.单位资金")
    _, report = prose("两行\n{{ x }}", begin=None)
    assert report.diagnostics[0].place == Place("budget.yaml", 7, 10, path="reasons.income.单位资金")


def test_markup_is_text() -> None:
    found, _ = prose("<script>alert(1)</script> & **粗**")
    assert found == Prose(("<script>alert(1)</script> & **粗**",))


def test_control_characters_are_refused() -> None:
    found, report = prose("甲\x07乙")
    assert found is None
    assert (report.diagnostics[0].code, report.diagnostics[0].value) == ("L039", "U+0007")


@pytest.mark.parametrize("mark", ["{{", "{%", "{#"])
def test_texts_that_are_no_prose_hold_no_marks(mark: str) -> None:
    report = Report()
    assert not without_marks(Scalar(f"  局{mark} x", PLACE, begin=10), "department.name", report)
    assert report.diagnostics[0].code == "L041"
    assert report.diagnostics[0].place == Place("budget.yaml", 7, 13, path="department.name")
    assert without_marks(Scalar("局 { x }", PLACE), "department.name", report)


def test_found_values_are_short() -> None:
    assert shorten("一\n二  三") == "一 二 三"
    assert len(shorten("长" * 1000)) == 60
