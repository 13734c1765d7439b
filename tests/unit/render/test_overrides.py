"""A department's own folder changes single keys and whole templates, or holds a layout of its own."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from reportgen.render.figure_list import FigureList
from reportgen.render.layout import load_layout
from tests.support.page import text
from tests.unit.render.reports import FOUR_PART, own_folder, paragraphs, reference, rendered, shipped


def test_one_phrase(tmp_path: Path) -> None:
    own = own_folder(tmp_path, phrases__yaml='report-title: "{department} {year} 年预算"\n')
    layout = load_layout("four-part", own)
    assert {key for key, phrase in layout.phrases.items() if phrase != shipped().phrases[key]} == {"report-title"}
    report = rendered(reference(), layout)
    assert [text(element) for element in report.root.iter("h1")] == ["新疆维吾尔自治区机关事务管理局 2024 年预算"]


def test_null_takes_a_term_out_and_a_new_one_is_added(tmp_path: Path) -> None:
    layout = load_layout("four-part", own_folder(tmp_path, glossary__yaml="转移支付: null\n新词: 新的解释。\n"))
    terms = list(layout.glossary)
    assert "转移支付" not in terms
    assert terms[-1] == "新词"
    assert terms[0] == "财政拨款"


def test_tables_in_yuan_and_text_in_ten_thousands(tmp_path: Path) -> None:
    layout = load_layout("four-part", own_folder(tmp_path, layout__yaml="units: {tables: 元}\n"))
    report = rendered(reference(), layout)
    assert report.rows(3)[0] == ["", "", "", "总计", "183,040,249.00", "56,573,449.00", "126,466,800.00"]
    caption = next(report.by_id("table-3").iter("caption"))
    assert text(caption).endswith("单位：元")
    assert "支出预算 18,304.02 万元" in paragraphs(report, "statement-3")[0]
    listed = {
        figure.key: figure for figure in FigureList(reference(), layout, ["t3/total/total", "travel/total/change"])
    }
    assert (listed["t3/total/total"].text, listed["t3/total/total"].unit) == ("183,040,249.00", "元")
    assert (listed["travel/total/change"].text, listed["travel/total/change"].unit) == ("3.30", "万元")


def test_the_text_in_yuan(tmp_path: Path) -> None:
    own = own_folder(tmp_path, layout__yaml="units: {text: 元, tables: 元}\n")
    report = rendered(reference(), load_layout("four-part", own))
    assert "万元" not in "".join(paragraphs(report, "statement-2"))
    assert any("单位价值 500000 元以上大型设备 20 台" in line for line in paragraphs(report, "statement-12"))


def test_one_template(tmp_path: Path) -> None:
    own = own_folder(tmp_path, statement_6__html__j2='<p class="own">{{ figure(statements.basic.total) }}</p>\n')
    report = rendered(reference(), load_layout("four-part", own))
    assert paragraphs(report, "statement-6") == ["5,657.34"]
    assert len(paragraphs(report, "statement-5")) > 20


def test_a_layout_of_ones_own(tmp_path: Path) -> None:
    own = tmp_path / "own"
    (own / "two").mkdir(parents=True)
    (own / "two" / "layout.yaml").write_text(
        "format: 1\nextends: four-part\nparts:\n"
        "  - {id: words, title: 说明, template: words.html.j2, sections: []}\n"
        "  - {id: tables, title: 表格, template: part-2.html.j2, tables: [t10, t3]}\n",
        encoding="utf-8",
    )
    (own / "two" / "words.html.j2").write_text(
        '{{ heading(2, "w", title(part)) }}\n<p>{{ figure("travel/total/amount") }}</p>', encoding="utf-8"
    )
    report = rendered(reference(), load_layout("two", own))
    assert [text(heading) for heading in report.root.iter("h2")] == ["目录", "说明", "表格"]
    assert [text(heading) for heading in report.root.iter("h3")] == [
        "一、财政拨款“三公”经费支出情况表", "二、部门支出总体情况表",
    ]  # fmt: skip
    assert paragraphs(report, "words") == ["68.30"]


def test_a_complete_copy_of_the_layout_needs_nothing_of_ours(tmp_path: Path) -> None:
    own = tmp_path / "own"
    shutil.copytree(FOUR_PART, own / "copy")
    copy = load_layout("copy", own)
    assert copy.folders == (own, own / "copy")
    assert rendered(reference(), copy).html == rendered(reference()).html


@pytest.mark.parametrize("name", ["my notes.txt", "picture.png"])
def test_other_files_are_left_alone(tmp_path: Path, name: str) -> None:
    own = own_folder(tmp_path, glossary__yaml="新词: 解释。\n")
    (own / name).write_bytes(b"\x00")
    assert "新词" in load_layout("four-part", own).glossary
