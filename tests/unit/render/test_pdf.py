"""The PDF: fonts, pages, bookmarks, contents, tables over several pages, and that equal input gives equal bytes."""

from __future__ import annotations

import builtins
import io
import os
import re
import subprocess
import sys
import warnings
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from reportgen.model.diagnostic import RenderError
from reportgen.render import pdf as pdf_module
from reportgen.render.pdf import Metadata, prepare
from tests.support.pdf_reading import MILLIMETRE, bookmarks, fonts, lines, sheets
from tests.support.print_page import DEPARTMENT, PUBLISHED, STYLES, amounts, page, part, prepared, printed, table

COLUMNS = ("总计", "基本支出", "项目支出")
PROSE = "<p>按照综合预算的原则，部门所有收入和支出均纳入预算管理。收支总预算 18,304.02 万元。</p>"
STATEMENT = (
    '<section class="statement" id="statement-1"><h3>一、收支预算总体说明</h3><h4>（一）规模</h4>'
    f'{PROSE}<figure class="chart"><img class="chart-image" src="report:chart/income.svg" alt="收入">'
    "<figcaption>收入预算</figcaption></figure></section>"
)


@cache
def report() -> bytes:
    """A report with a cover, contents, an upright table of three pages, a turned one of several, and a statement."""
    tables = table(1, "支出总体情况表", COLUMNS, amounts(100, 3)) + table(
        7, "项目支出情况表", [f"经济分类科目{n}" for n in range(11)], amounts(70, 11), wide=True
    )
    links = [("part-1", "第一部分"), ("table-section-1", "支出总体情况表"), ("table-section-7", "项目支出情况表")]
    links += [("part-3", "第三部分"), ("statement-1", "总体说明")]
    body = part(1, "第一部分 概况", PROSE) + part(2, "第二部分 公开表", tables) + part(3, "第三部分 说明", STATEMENT)
    return printed(page(body, links), charts=["income"])


def test_every_font_is_embedded_and_none_but_the_bundled_faces() -> None:
    found = fonts(report())
    assert set(found) == {"Reportgen-Song", "Reportgen-Song-Bold", "Reportgen-Hei", "Reportgen-Kai"}
    assert all(found.values())


def test_bookmarks_have_three_levels_and_lead_to_the_page_with_their_title() -> None:
    marks = bookmarks(report())
    assert [(depth, title) for depth, title, _ in marks] == [
        (1, "第一部分 概况"),
        (1, "第二部分 公开表"),
        (2, "支出总体情况表"),
        (2, "项目支出情况表"),
        (1, "第三部分 说明"),
        (2, "一、收支预算总体说明"),
        (3, "（一）规模"),
    ]
    for _, title, number in marks:
        assert title in sheets(report())[number - 1].text


def test_contents_tell_the_page_that_each_heading_stands_on() -> None:
    contents = lines(sheets(report())[1])
    expected = {title: number for _, title, number in bookmarks(report())}
    for link, title in [("支出总体情况表", "支出总体情况表"), ("总体说明", "一、收支预算总体说明")]:
        (line,) = (line for line in contents if line.startswith(link))
        assert re.fullmatch(rf"{link}\.{{20,}}{expected[title]}", line)


def test_page_numbers_stand_outside_between_dashes_and_not_on_the_cover() -> None:
    pages = sheets(report())
    assert "—" not in pages[0].text
    for number, sheet in enumerate(pages[1:], start=2):
        (word,) = (
            word for word in sheet.words if word.text == str(number) and word.top > sheet.height - 30 * MILLIMETRE
        )
        dashes = [w for w in sheet.words if w.text == "—" and abs(w.top - word.top) < 2]
        assert [w.left < word.left for w in dashes] == [True, False]
        assert (word.left > sheet.width / 2) == (number % 2 == 1)


def test_text_area_of_an_upright_page_follows_the_standard() -> None:
    upright = [sheet for sheet in sheets(report())[1:] if sheet.height > sheet.width]
    assert upright
    for sheet in upright:
        assert (round(sheet.width / MILLIMETRE), round(sheet.height / MILLIMETRE)) == (210, 297)
        area = [word for word in sheet.words if word.top < sheet.height - 35 * MILLIMETRE]
        assert min(word.left for word in area) >= 27 * MILLIMETRE
        assert max(word.right for word in area) <= (28 + 156 + 1) * MILLIMETRE
        above = " ".join(word.text for word in area if word.top < 36 * MILLIMETRE)
        assert above in ("", f"续表 1 编制部门：{DEPARTMENT} 单位：万元")


def test_a_wide_table_turns_its_pages_and_only_those() -> None:
    turned = [sheet for sheet in sheets(report()) if sheet.width > sheet.height]
    assert len(turned) > 1
    assert all("项目支出合计" not in sheet.text and "经济分类" in sheet.text for sheet in turned)
    assert {word.text for sheet in turned for word in sheet.find("10,070.00")} == {"10,070.00"}


def test_header_and_numbering_stand_on_each_page_of_a_table() -> None:
    pages = [sheet for sheet in sheets(report()) if "10,001.00" in sheet.text or "科目名称" in sheet.text]
    assert len(pages) >= 5
    assert all(sheet.find("※") and sheet.find("类") and sheet.find("款") for sheet in pages)


def test_each_further_page_of_a_table_says_of_which_and_no_other_page() -> None:
    pages = [sheet.text for sheet in sheets(report())]
    upright = [n for n, text in enumerate(pages) if "10,0" in text and "经济分类" not in text]
    turned = [n for n, text in enumerate(pages) if "经济分类" in text]
    assert [n for n, text in enumerate(pages) if f"续表 1 编制部门：{DEPARTMENT}" in text] == upright[1:]
    assert [n for n, text in enumerate(pages) if f"续表 7 编制部门：{DEPARTMENT}" in text] == turned[1:]
    assert sum(text.count("续表") for text in pages) == len(upright) + len(turned) - 2


def test_department_and_unit_stand_on_each_page_of_a_turned_table_once() -> None:
    turned = [sheet for sheet in sheets(report()) if sheet.width > sheet.height]
    for sheet in turned:
        assert sheet.text.count(f"编制部门：{DEPARTMENT}") == 1
        assert sheet.text.count("单位：万元") == 1


def test_no_row_is_lost_doubled_or_cut() -> None:
    wanted = {f"{10_001 + n:,}.00" for n in range(100)}
    upright = [sheet for sheet in sheets(report()) if sheet.height > sheet.width]
    seen = [word for sheet in upright for word in sheet.words if word.text in wanted]
    assert sorted(word.text for word in seen) == sorted(wanted)
    for sheet in upright:
        for word in (word for word in sheet.words if word.text in wanted):
            same_line = [other.text for other in sheet.words if abs(other.top - word.top) < 3]
            assert same_line.count("1,234.56") == 2, f"row of {word.text}"


def test_a_row_of_several_lines_is_not_cut() -> None:
    body = part(1, "第一部分", table(1, "支出总体情况表", COLUMNS, amounts(50, 3, name="某" * 60)))
    counts = [sheet.text.count("某") - sheet.text.count("某省") for sheet in sheets(printed(page(body)))]
    assert sum(counts) == 50 * 60
    assert len([count for count in counts if count]) > 1
    assert all(count % 60 == 0 for count in counts)


@pytest.mark.parametrize("filler", range(14, 32))
def test_heading_and_caption_keep_with_the_first_rows(filler: int) -> None:
    lines = "<p>说明</p>" * filler
    body = part(1, "第一部分", lines + table(9, "国有资本经营预算支出情况表", COLUMNS, amounts(12, 3)))
    pages = [sheet.text for sheet in sheets(printed(page(body)))]
    title = next(text for text in pages if "国有资本经营预算支出情况表" in text)
    assert "表 9" in title
    assert "10,001.00" in title


def test_the_last_row_does_not_stand_alone() -> None:
    for count in range(36, 44):
        body = part(1, "第一部分", table(1, "支出总体情况表", COLUMNS, amounts(count, 3)))
        pages = [sheet.text.count("行政运行") for sheet in sheets(printed(page(body)))]
        assert sum(pages) == count
        assert 1 not in pages


def test_a_draft_is_marked_on_every_page() -> None:
    body = part(1, "第一部分", PROSE) + part(2, "第二部分", table(7, "表", COLUMNS, amounts(60, 3), wide=True))
    pages = sheets(printed(page(body, draft=True)))
    assert len(pages) > 3
    assert all("草" in sheet.text and "稿" in sheet.text for sheet in pages)
    assert "稿" not in "".join(sheet.text for sheet in sheets(printed(page(body))))


def test_document_information_is_fixed_by_the_caller() -> None:
    with pikepdf.open(io.BytesIO(report())) as document:
        information = {key: str(value) for key, value in document.docinfo.items()}
    assert information["/Title"] == "2024 年部门预算公开报告"
    assert information["/Author"] == DEPARTMENT
    assert information["/CreationDate"] == information["/ModDate"] == "D:20240228000000+00'00"


def test_a_date_without_zone_is_taken_as_utc() -> None:
    made = prepared().write(
        page(PROSE), resources=pdf_module._nothing, metadata=Metadata(DEPARTMENT), timestamp=datetime(2024, 1, 1)
    )
    with pikepdf.open(io.BytesIO(made)) as document:
        assert str(document.docinfo["/CreationDate"]) == "D:20240101000000Z"


def test_the_same_input_gives_the_same_bytes_whatever_the_hash_seed() -> None:
    script = (
        "import hashlib; from tests.support.print_page import *; rows = amounts(40, 3);"
        "body = part(1, '第一部分 概况', table(1, '支出总体情况表', ('总计', '基本支出', '项目支出'), rows));"
        "print(hashlib.sha256(printed(page(body, [('part-1', '概况')]))).hexdigest())"
    )
    root = Path(__file__).parents[3]
    digests = {
        subprocess.run(
            [sys.executable, "-c", script],
            cwd=root,
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(root)},
            capture_output=True,
            check=True,
            text=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(digests) == 1
    again = printed(page(PROSE))
    assert printed(page(PROSE)) == again


def test_a_resource_of_another_place_is_refused_by_its_address() -> None:
    for address in ("file:///etc/hostname", "https://example.org/a.png", "//example.org/a.png", "picture.png"):
        with pytest.raises(RenderError, match="picture.png" if address == "picture.png" else "example|hostname"):
            printed(page(f'<img src="{address}" alt="图">'))


def test_a_chart_that_fails_tells_its_own_error() -> None:
    def serve(name: str) -> bytes:
        raise RenderError(f"the chart {name} was not drawn")

    html = page(part(1, "第一部分", STATEMENT))
    with pytest.raises(RenderError, match=r"^the chart chart/income\.svg was not drawn$"):
        prepared().write(html, resources=serve, metadata=Metadata(DEPARTMENT), timestamp=PUBLISHED)


def test_a_character_without_glyph_is_named_with_its_place() -> None:
    with pytest.raises(RenderError, match=r"U\+1F600.*第三部分"):
        printed(page(part(3, "第三部分", "<p>职能\U0001f600说明</p>")))


def test_a_broken_link_of_the_contents_is_an_error() -> None:
    with pytest.raises(RenderError, match="part-9"):
        printed(page(PROSE, [("part-9", "没有的一部分")]))


def test_a_style_that_the_engine_does_not_know_is_an_error(tmp_path: Path) -> None:
    own = tmp_path / "own.css"
    own.write_text("p { colour: red }", encoding="utf-8")
    with pytest.raises(RenderError, match="colour"):
        prepare(STYLES, [own])


def test_an_own_style_cannot_read_files(tmp_path: Path) -> None:
    own = tmp_path / "own.css"
    own.write_text('@import url("file:///etc/hostname");', encoding="utf-8")
    with pytest.raises(RenderError, match="file:///etc/hostname"):
        prepare(STYLES, [own])


def test_without_pango_the_message_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def without(name: str, *rest: Any, **options: Any) -> Any:
        if name.partition(".")[0] == "weasyprint":
            print("an address of a manual")
            raise OSError("cannot load library 'libpango-1.0-0'")
        return real(name, *rest, **options)

    monkeypatch.setattr(builtins, "__import__", without)
    monkeypatch.setattr(sys, "platform", "linux")
    with pytest.raises(RenderError, match=r"libpangoft2-1\.0-0 libharfbuzz-subset0") as caught:
        prepare(STYLES)
    assert caught.value.exit_code == 3


@pytest.mark.skipif(sys.platform != "linux", reason="libraries are searched for in another way")
def test_loading_the_engine_starts_no_process() -> None:
    script = (
        "import ctypes.util, sys; before = ctypes.util.find_library; started = [];"
        "sys.addaudithook(lambda name, _: started.append(name) if name == 'subprocess.Popen' else None);"
        "from reportgen.render.pdf import prepare; prepare();"
        "print(len(started), ctypes.util.find_library is before)"
    )
    run = subprocess.run([sys.executable, "-c", script], cwd=STYLES.parent, capture_output=True, text=True, check=True)
    assert run.stdout == "0 True\n"


def test_without_the_fast_subsetter_the_user_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        from weasyprint.text import ffi
    assert prepare(STYLES).notes == ()
    monkeypatch.setattr(ffi, "harfbuzz_subset", None)
    (note,) = prepare(STYLES).notes
    assert "libharfbuzz-subset0" in note


def test_closing_removes_the_copies_of_the_fonts() -> None:
    made = prepare(STYLES)
    folder = Path(made._fonts._folder)
    assert len(list(folder.iterdir())) == 4
    made.close()
    assert not folder.exists()
