"""What a draft shows of the findings: beside what they are about, in the appendix, and the ledger at the end."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

import attrs
import pytest

from reportgen.check.accept import Accepted
from reportgen.model.diagnostic import Diagnostic, Note
from reportgen.model.ledger import LedgerEntry
from reportgen.model.place import Place
from reportgen.render.findings import LISTED, NOTES, legible
from reportgen.render.html import Draft, render_page
from reportgen.render.layout import load_layout
from tests.support.page import Report, squeezed, text
from tests.unit.render.reports import own_folder, reference, reference_page, rendered, shipped

OWN_FUNDS = "reasons.income.单位资金"
ELSEWHERE = Place("lines.csv", 7, 8)
FIVE = ("R01", "R02", "R03", "R04", "R05")


def found(message: str = "这里不对。", *, path: str = "", **facts: Any) -> Diagnostic:
    """A finding of E05, at a path of budget.yaml where one is given."""
    place = reference().budget.place(path) if path else None
    return Diagnostic(**{"code": "E05", "level": "error", "message": message, "place": place, **facts})


def draft(*diagnostics: Diagnostic, ledger: Sequence[LedgerEntry] = (), **options: Any) -> Report:
    return rendered(reference(), draft=Draft("1a2b", None, diagnostics, tuple(ledger)), **options)


def classed(element: Element, name: str) -> list[Element]:
    return [child for child in element.iter() if name in (child.get("class") or "").split()]


def parents(report: Report) -> dict[Element, Element]:
    return {child: parent for parent in report.root.iter() for child in parent}


def around(report: Report, element: Element, tag: str) -> Element:
    """The innermost element of that tag around another."""
    above = parents(report)
    while element.tag != tag:
        element = above[element]
    return element


def section_of(report: Report, element: Element) -> str | None:
    """The id of the innermost section around an element that has one."""
    element = around(report, element, "section")
    while element.get("id") is None:
        element = around(report, parents(report)[element], "section")
    return element.get("id")


@cache
def cells(report: Report) -> list[str]:
    """Texts of all cells of the tables of the report."""
    tables = [table for name in ("budget", "indicators") for table in classed(report.root, name)]
    return [text(cell) for table in tables for cell in table.iter("td")]


# Beside the page


def test_a_reason_is_marked_and_noted_beside_its_sentence() -> None:
    report = draft(found("理由说减少，却增加了。", path=OWN_FUNDS, figures=("income/own-funds/change",)))
    (note,) = classed(report.root, "finding-note")
    assert note.get("id") == "note-1"
    assert text(note) == "1 错误 E05 理由说减少，却增加了。"
    assert section_of(report, note) == "statement-2"
    (noted,) = classed(report.root, "noted")
    assert [child.tag for child in noted] == ["p", "div"]
    sentence, marks = noted[0], classed(report.root, "finding-mark")
    assert text(sentence).startswith("单位资金 1,940.10 万元")
    assert list(noted.iter("a"))[:2] == marks
    assert [(mark.get("href"), mark.get("data-number"), text(mark)) for mark in marks] == [("#note-1", "1", "")] * 2
    assert [mark.get("aria-label") for mark in marks] == ["检查发现 1（错误）"] * 2
    figures = [child for child in sentence if child.tag == "data"]
    assert list(sentence).index(marks[0]) == list(sentence).index(figures[2]) + 1
    assert figures[2].get("data-key") == "income/own-funds/change"
    assert marks[1].tail == "。"


def test_note_and_appendix_lead_to_one_another() -> None:
    report = draft(found(path=OWN_FUNDS))
    (link,) = report.by_id("note-1").iter("a")
    assert link.get("href") == "#finding-1"
    (back,) = report.by_id("finding-1").iter("a")
    assert (back.get("href"), text(back)) == ("#note-1", "见正文")


def test_no_printed_text_changes() -> None:
    row = reference().statements.performance.tables[1].rows[0]
    report = draft(
        found(path=OWN_FUNDS),
        found(figures=("t6/30110/total", "t1/total-income/amount")),
        found(place=row.cell("weight")),
        found(path="projects[0].goal"),
    )
    assert len(classed(report.root, "finding-mark")) == 5
    assert cells(report) == cells(reference_page())
    plain = re.sub(r"<div class=\"finding-notes.*?</div>", "", report.html, flags=re.DOTALL)
    for number in range(1, 13):
        assert Report(plain).statement(number) == rendered(reference()).statement(number)


def test_a_cell_is_marked_and_the_note_stands_below_its_table() -> None:
    report = draft(found(figures=("t6/30110/total",)))
    (mark,) = classed(report.root, "finding-mark")
    cell = parents(report)[mark]
    assert (cell.tag, text(cell)) == ("td", "240.94")
    (notes,) = classed(report.root, "finding-notes")
    section = report.by_id("table-section-6")
    children = list(section)
    assert children[children.index(notes) - 1].get("class") == "table-scroll"
    assert "below" in (notes.get("class") or "")


def test_a_figure_is_looked_for_near_the_text_first() -> None:
    """The amount of own funds is a cell of table 1, and stands in the sentence of the reason, too."""
    report = draft(found(path=OWN_FUNDS, figures=("income/own-funds/amount",)))
    assert [section_of(report, note) for note in classed(report.root, "finding-note")] == ["statement-2"]
    report = draft(found(figures=("income/own-funds/amount",)))
    assert [section_of(report, note) for note in classed(report.root, "finding-note")] == ["table-section-1"]


@pytest.mark.parametrize(
    ("key", "section", "marks"),
    [
        ("t6/39999/total", "table-section-6", 0),
        ("income/own-funds/prior", "statement-2", 1),
        ("travel/none/amount", "", 0),
    ],
)
def test_a_figure_that_is_not_printed(key: str, section: str, marks: int) -> None:
    """A blank cell: its table. A figure of last year: its change. Anything else has no place on the page."""
    report = draft(found(figures=(key,)))
    assert [section_of(report, note) for note in classed(report.root, "finding-note")] == [section] * bool(section)
    assert len(classed(report.root, "finding-mark")) == marks


def test_several_figures_are_told_in_three_sections_at_the_most() -> None:
    keys = ("t5/2010301/basic", "t5/2010301/total", "t6/30110/total", "t3/2010301/total", "t2/2010301/total")
    report = draft(found(figures=keys))
    notes = classed(report.root, "finding-note")
    assert [note.get("id") for note in notes] == ["note-1-3", "note-1", "note-1-2"]
    assert [section_of(report, note) for note in notes] == ["table-section-3", "table-section-5", "table-section-6"]
    assert len(classed(report.root, "finding-mark")) == 4


def test_indicator_cells() -> None:
    table = reference().statements.performance.tables[1]
    report = draft(
        found("值不对。", place=table.rows[2].cell("value")),
        found("权重不对。", place=table.rows[0].place),
    )
    (value, row) = sorted(classed(report.root, "finding-mark"), key=lambda mark: mark.get("data-number") or "")
    cell = parents(report)[value]
    assert (cell.get("class"), text(cell)) == ("value", table.rows[2].value)
    cell = parents(report)[row]
    assert (cell.get("class"), text(cell)) == ("level1", table.rows[0].level1)
    assert around(report, cell, "table").get("id") == "indicators-P01"
    assert [text(note) for note in classed(report.root, "finding-note")] == [
        "1 错误 E05 值不对。",
        "2 错误 E05 权重不对。",
    ]


@pytest.mark.parametrize(
    ("path", "section", "words"),
    [
        ("projects[0].allocation[2].amount", "statement-7", "（一）项目名称：机关业务补助经费"),
        ("projects[18].unit", "statement-12", "项目支出绩效目标表"),
        ("department.functions[1]", "duties", "（二）"),
        ("department.offices", "organisation", "15 个处室"),
        ("department.staffing.in_service.count", "organisation", "586 人"),
        ("units[2].name", "organisation", "预算单位"),
        ("procurement.reserved_sme", "statement-12", "面向中小企业预留"),
        ("assets.planned.vehicles", "statement-12", "国有资产占用使用情况"),
        ("performance.department_goals", "statement-12", "整体绩效目标"),
        ("uses.carryover.P21", "statement-11", "碳普惠"),
        ("reasons.operating_funds", "statement-12", "机关运行经费财政拨款预算"),
    ],
)
def test_a_value_of_budget_yaml_is_found_on_the_page(path: str, section: str, words: str) -> None:
    report = draft(found(path=path))
    (note,) = classed(report.root, "finding-note")
    assert section_of(report, note) == section
    notes = parents(report)[note]
    siblings = list(parents(report)[notes])
    assert words in text(siblings[siblings.index(notes) - 1])


def test_what_has_no_place_on_the_page_is_in_the_appendix_alone() -> None:
    report = draft(found(place=ELSEWHERE), found(path="department.published"), found())
    assert classed(report.root, "finding-note") == []
    assert [text(item)[:8] for item in classed(report.root, "finding-head")] == [
        "1 错误 E05",
        "2 错误 E05",
        "3 错误 E05",
    ]
    assert classed(report.root, "finding-home") == []


def test_very_many_at_one_paragraph_are_counted() -> None:
    report = draft(*(found(f"第 {n} 处。", path=OWN_FUNDS) for n in range(1, 13)))
    notes = [text(note) for note in classed(report.root, "finding-note")]
    assert len(notes) == 8 + 1
    assert notes[7:] == ["8 错误 E05 第 8 处。", "另有 4 条，见附录一。"]
    targets = {element.get("id") for element in report.root.iter()}
    assert {link.get("href", "")[1:] for link in report.root.iter("a")} <= targets


def test_ids_stay_unique_and_links_lead_somewhere() -> None:
    row = reference().statements.performance.tables[1].rows[0]
    diagnostics = [
        found(path=OWN_FUNDS, figures=("t6/30110/total", "t3/2010301/total")),
        found(path=OWN_FUNDS, figures=("t6/30110/total",)),
        found(place=row.cell("value")),
        found(path="projects[0]"),
        found(path="projects[0].basis"),
        found(path="assets"),
    ]
    for purpose in ("screen", "print"):
        report = draft(*diagnostics, ledger=[obligation()], purpose=purpose)
        ids = [element.get("id") for element in report.root.iter() if element.get("id")]
        assert len(set(ids)) == len(ids)
        assert {link.get("href", "")[1:] for link in report.root.iter("a")} <= set(ids)
        assert len([link for link in report.root.iter("a") if link.get("class") == "finding-home"]) == 6


# For print


def test_print_has_numbers_at_the_end_and_tints_figures() -> None:
    report = draft(found(path=OWN_FUNDS, figures=("income/own-funds/change", "t6/30110/total")), purpose="print")
    assert classed(report.root, "finding-note") == classed(report.root, "finding-mark") == []
    tinted = [text(element) for element in classed(report.root, "found")]
    assert tinted == ["240.94", "98.93"]
    references = classed(report.root, "finding-references")
    assert [text(element) for element in references] == ["[1]", "[1]"]
    above = parents(report)
    assert [above[element].tag for element in references] == ["caption", "p"]
    sentence = above[references[1]]
    assert (sentence.get("id"), list(sentence)[-1]) == ("note-1", references[1])
    assert text(sentence).endswith("。[1]")
    (home,) = report.by_id("finding-1").iter("a")
    assert home.get("href") == "#note-1"
    assert cells(report) == cells(reference_page())


def test_print_links_to_the_ids_that_are_there() -> None:
    report = draft(found(figures=("t6/30110/total",)), found(path="projects[0]"), purpose="print")
    assert next(report.by_id("finding-1").iter("a")).get("href") == "#table-6"
    assert next(report.by_id("finding-2").iter("a")).get("href") == "#project-P01"
    (heading,) = [element for element in report.root.iter("h4") if element.get("id") == "project-P01"]
    assert text(heading) == "（一）项目名称：机关业务补助经费"


# The appendix


def test_findings_by_level_in_their_order() -> None:
    given = {
        field.name: getattr(found("可以。", level="info", code="R25"), field.name) for field in attrs.fields(Diagnostic)
    }
    report = draft(
        found("二。", level="warning", code="R25"),
        Accepted(**given, accepted="已经核对"),
        found("一。"),
        found("三。", level="info", code="E21"),
    )
    section = report.by_id("findings")
    assert [text(heading) for heading in section.iter("h3")] == ["错误", "警告", "提示", "已接受"]
    assert [text(head) for head in classed(section, "finding-head")] == [
        "1 错误 E05", "2 警告 R25", "3 提示 E21", "4 已接受 R25",
    ]  # fmt: skip
    assert [text(line) for line in classed(section, "finding-line")] == ["一。", "二。", "三。", "可以。"]
    about = text(next(section.iter("p")))
    assert about == "检查共有 4 条发现：错误 1 条、警告 1 条、提示 1 条、已接受 1 条。编号与正文里的标记一致。"


def test_all_of_a_finding_is_told() -> None:
    notes = tuple(Note(f"依据 {n}", ELSEWHERE if n == 1 else None) for n in range(1, 14))
    report = draft(
        found(
            "合计 1,234.00 元。", value="1234.00", expected="1,235.00 元", help="改一处。", notes=notes, place=ELSEWHERE
        )
    )
    section = report.by_id("finding-1")
    assert text(classed(section, "finding-head")[0]) == "1 错误 E05 lines.csv:7:8"
    lines = [text(line) for line in classed(section, "finding-line")]
    assert lines == ["合计 1,234.00 元。", "应为：1,235.00 元", "怎么办：改一处。"]
    evidence = [text(item) for item in section.iter("li")]
    assert len(evidence) == NOTES + 1
    assert (evidence[0], evidence[-1]) == ("依据 1 lines.csv:7:8", "另有 3 条依据，未逐一列出。")


def test_a_long_list_ends_with_a_count() -> None:
    report = draft(*(found(f"第 {n} 处。") for n in range(LISTED + 37)))
    assert len(classed(report.root, "finding")) == LISTED
    section = report.by_id("findings")
    assert text(list(section)[-1]) == "另有 37 条没有列出，用 reportgen check 可以看到全部。"
    assert f"共有 {LISTED + 37} 条发现：错误 {LISTED + 37} 条。" in text(section)


def test_nothing_found() -> None:
    report = draft()
    assert text(report.by_id("findings")) == "附录一 检查发现 检查没有发现问题。"
    assert classed(report.root, "finding") == []


def test_markup_and_odd_characters_in_messages() -> None:
    odd = "<b>&\u202e\U0001f600\n\ud800行"
    report = draft(found(odd, value=odd * 2, path=OWN_FUNDS, notes=(Note(odd),)))
    assert "<b>" not in report.html
    shown = "<b>&[U+202E][U+1F600] [U+D800]行"
    assert text(classed(report.root, "finding-line")[0]) == shown
    assert text(report.by_id("note-1")) == f"1 错误 E05 {shown}"
    assert report.html.encode()
    assert legible("长" * 700) == "长" * 600 + "…"
    assert legible("Σ ≤ 3、“é”") == "Σ ≤ 3、“é”"


# The ledger


def obligation(**facts: Any) -> LedgerEntry:
    given = {
        "id": "T06", "group": "十一张表", "demand": "公开表六", "basis": "操作规程", "rules": ("R25", "N01"),
        "figures": ("t6/total/total", "t6/30110/total"), "status": "met",
    }  # fmt: skip
    return LedgerEntry(**{**given, **facts})


def test_the_ledger_is_the_last_section() -> None:
    entries = [
        obligation(),
        obligation(id="T08", status="not-applicable", why="没有<政府性>基金", figures=("t8/total/total",)),
        obligation(id="S01", group="各项说明", status="not-met", why="R01" + "很" * 300, figures=(), rules=FIVE),
        obligation(id="S02", group="各项说明", status="not-checked", why="没有填写公开日期", figures=(), rules=()),
    ]
    report = draft(found(), ledger=entries)
    main = next(report.root.iter("main"))
    assert list(main)[-1] is report.by_id("ledger")
    (table,) = classed(main, "ledger")
    assert [text(head) for head in next(table.iter("thead")).iter("th")] == [
        "编号", "公开义务", "依据", "规则", "数据", "结果",
    ]  # fmt: skip
    assert [text(head) for body in table.iter("tbody") for head in body.iter("th")] == ["十一张表", "各项说明"]
    rows = [[text(cell) for cell in row.iter("td")] for row in table.iter("tr") if row.get("class")]
    assert rows == [
        ["T06", "公开表六", "操作规程", "R25、N01", "2 个", "做到"],
        ["T08", "公开表六", "操作规程", "R25、N01", "1 个", "不适用"],
        ["说明：没有<政府性>基金"],
        ["S01", "公开表六", "操作规程", "R01、R02、R03等 5 条", "", "未做到"],
        ["说明：R01" + "很" * 157 + "…"],
        ["S02", "公开表六", "操作规程", "", "", "未检查"],
        ["说明：没有填写公开日期"],
    ]
    assert "做到 1 项、未做到 1 项、不适用 1 项、未检查 1 项。" in text(report.by_id("ledger"))
    assert [(link.get("href"), text(link)) for link in table.iter("a")] == [("#t6/total/total", "2 个")]
    assert report.by_id("t6/total/total").tag == "data"


def test_the_appendices_are_in_the_contents() -> None:
    report = draft(found(), ledger=[obligation()])
    lines = [(link.get("href"), text(link)) for link in next(report.root.iter("nav")).iter("a")]
    assert lines[-2:] == [("#findings-title", "附录一 检查发现"), ("#ledger-title", "附录二 公开义务对照表")]
    assert lines[:-2] == [(link.get("href"), text(link)) for link in next(reference_page().root.iter("nav")).iter("a")]


# No draft


def test_a_final_report_has_no_trace_of_findings() -> None:
    html = reference_page().html
    for word in ("finding", "ledger", "note-1", "<!--sign", "附录"):
        assert word not in html
    plain = render_page(reference(), shipped(), purpose="screen", draft=Draft("1a2b")).html
    assert "finding" not in plain
    assert "附录" not in plain


def test_an_own_document_without_findings_keeps_no_marks(tmp_path: Path) -> None:
    own = own_folder(tmp_path, document__html__j2='<p>{% include "statement-2.html.j2" %}</p>')
    layout = load_layout("four-part", own)
    html = rendered(reference(), layout, draft=Draft("1a2b", None, (found(path=OWN_FUNDS),))).html
    assert "多渠道拓展经营业务" in squeezed(html)
    assert "<!--" not in html
