"""The HTML file explored in a browser: notes on figures, search, tables to take along, contents, the keyboard."""

from __future__ import annotations

import csv
import re
from pathlib import Path
from typing import Any

import pytest

from tests.acceptance.conftest import Made
from tests.acceptance.explored import choose, file_of, note_of, opened, reference_page, wide_page
from tests.support.browser import Browser, axe
from tests.support.page import Report, squeezed


@pytest.fixture(scope="module")
def reference(made: Made) -> Path:
    return reference_page(made)


@pytest.fixture(scope="module")
def wide(made: Made) -> Path:
    return wide_page(made)


# Notes


def test_notes_of_a_cell_a_share_and_a_growth(browser: Browser, reference: Path) -> None:
    with opened(browser, reference) as page:
        cell = note_of(page, "t5/201/basic")
        assert "表5一般公共服务支出基本支出" in cell
        assert "数值4,050.68万元" in cell
        assert "精确值40,506,849.00元" in cell
        assert "2024年支出预算中符合以下各项的金额之和" in cell
        assert "支出类别：基本支出" in cell
        share = note_of(page, "income/own-funds/share")
        assert "收入预算单位资金占比×数值10.60%精确值10.5993081336%" in share
        assert "表15.单位资金收入预算数1,940.10万元÷表1收入总计收入预算数18,304.02万元" in share
        growth = note_of(page, "income/fiscal-carryover/growth")
        assert "数值82.15%精确值−82.1527143432%" in growth
        assert re.search(r"算法（.*363\.41万元－.*上年预算2,036\.22万元）÷收入预算财政拨款结转上年预算", growth)
        assert "数值15个算法逐个计数。" in note_of(page, "staffing/offices")


def test_a_note_leads_to_its_terms_and_to_where_the_number_stands_again(browser: Browser, reference: Path) -> None:
    with opened(browser, reference) as page:
        page.locator('[id="income/own-funds/share"]').click()
        page.locator(".figure-note a").first.click()
        assert page.evaluate("document.activeElement.id") == "t1/own-funds/amount"
        assert page.locator('[id="t1/own-funds/amount"].found-here').is_visible()
        page.keyboard.press("Enter")
        page.locator(".figure-note li a").filter(has_text="收入预算情况说明").click()
        assert page.evaluate("document.activeElement.dataset.key") == "t1/own-funds/amount"
        assert page.evaluate("document.activeElement.closest('.statement').id") == "statement-2"
        page.keyboard.press("Enter")
        page.locator(".figure-note li a").filter(has_text="按资金来源").click()
        assert page.locator("#chart-income details").get_attribute("open") is not None
        assert page.evaluate("document.activeElement.closest('details') !== null")


def test_a_note_on_hover_can_be_hovered_and_dismissed(browser: Browser, reference: Path) -> None:
    with opened(browser, reference) as page:
        note = page.locator(".figure-note")
        page.locator('[id="t5/201/total"]').scroll_into_view_if_needed()
        page.locator('[id="t5/201/total"]').hover()
        note.wait_for(state="visible", timeout=2000)
        note.hover()
        page.wait_for_timeout(600)
        assert note.is_visible()
        page.keyboard.press("Escape")
        assert not note.is_visible()
        page.locator('[id="t5/201/basic"]').hover()
        note.wait_for(state="visible", timeout=2000)
        page.mouse.move(2, 600)
        note.wait_for(state="hidden", timeout=2000)


def test_the_link_of_a_figure_is_copied(browser: Browser, reference: Path) -> None:
    with opened(browser, reference, permissions=["clipboard-read", "clipboard-write"]) as page:
        page.locator('[id="t5/201/total"]').click()
        page.get_by_role("button", name="复制链接").click()
        page.locator(".said").filter(has_text="已复制").wait_for(timeout=2000)
        assert page.evaluate("navigator.clipboard.readText()") == f"{file_of(reference).as_uri()}#t5/201/total"


def test_a_figure_in_a_closed_list_is_shown_by_its_link(browser: Browser, reference: Path) -> None:
    with opened(browser, reference, fragment="income/own-funds/prior") as page:
        assert page.locator('[id="income/own-funds/prior"]').is_visible()


# The keyboard


def test_one_stop_for_each_table_and_statement(browser: Browser, reference: Path) -> None:
    with opened(browser, reference) as page:
        groups = page.evaluate(
            "() => { const seen = new Set();"
            " for (const f of document.querySelectorAll('data.figure'))"
            " seen.add(f.closest('table') ?? f.closest('.statement') ?? f.closest('section'));"
            " return seen.size }"
        )
        assert page.locator("data.figure[tabindex]").count() == groups > 20
        assert page.locator("data.figure[role]").count() == 0
        page.locator('[id="t5/total/total"]').focus()
        for key, expected in [
            ("ArrowRight", "t5/total/basic"),
            ("ArrowDown", "t5/201/basic"),
            ("ArrowDown", "t5/20103/basic"),
            ("ArrowLeft", "t5/20103/total"),
            ("ArrowUp", "t5/201/total"),
            ("Home", "t5/total/total"),
        ]:
            page.keyboard.press(key)
            assert page.evaluate("document.activeElement.dataset.key") == expected
        assert page.locator("data.figure[tabindex='0']").count() == groups
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.className") == "figure-note"
        for _ in range(page.locator(".figure-note :is(a, button)").count() + 1):
            page.keyboard.press("Tab")
        assert not page.locator(".figure-note").is_visible()
        assert page.evaluate("document.activeElement.dataset.key") == "t5/total/total"


# Search


@pytest.mark.parametrize(
    ("query", "first", "key"),
    [
        ("2010301", "科目2010301行政运行表2部门收入总体情况表", "t2/2010301/total"),
        ("201 03 01", "科目2010301行政运行表2部门收入总体情况表", "t2/2010301/total"),
        ("16,000.51", "数表1其中：一般财力收入预算数16,000.51万元表1部门收支总体情况表", None),
        ("160005149", "数表1其中：一般财力收入预算数16,000.51万元表1部门收支总体情况表", None),
        ("16000.51", "数表1其中：一般财力收入预算数16,000.51万元表1部门收支总体情况表", None),
        ("30201", "科目30201办公费表6一般公共预算基本支出情况表", "t6/30201/total"),
        ("机关车队定额", "项目机关车队定额补助项目表7一般公共预算项目支出情况表", None),
    ],
)
def test_search(browser: Browser, reference: Path, query: str, first: str, key: str | None) -> None:
    with opened(browser, reference) as page:
        page.keyboard.press("/")
        page.keyboard.type(query)
        page.locator("[role=option]").first.wait_for(timeout=2000)
        found = [
            squeezed(text).replace("新疆维吾尔自治区机关事务管理局", "")
            for text in page.locator("[role=option]").all_inner_texts()
        ]
        if key is None:
            assert first in found
            return
        assert found[0] == first
        page.keyboard.press("ArrowDown")
        assert page.locator("#search-field").get_attribute("aria-activedescendant") == "search-result-0"
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.dataset.key") == key
        assert page.locator("tr.found-here").is_visible()
        assert not page.locator("[role=listbox]").is_visible()


def test_search_of_headings_terms_and_nothing(browser: Browser, reference: Path) -> None:
    with opened(browser, reference, width=375) as page:
        field = page.locator("#search-field")
        for query, kind, id in [
            ("部门收入总体情况表", "表", "table-2-title"),
            ("上年结转结余预算情况说明", "说明", "statement-11-title"),
            ("部门概况", "部分", "part-1-title"),
        ]:
            field.fill(query)
            page.locator("[role=option]").first.wait_for(timeout=2000)
            assert page.locator("[role=option]").first.inner_text().startswith(kind)
            field.press("Enter")
            assert page.evaluate("document.activeElement.id") == id
            assert page.locator(f"#{id}").is_visible()
        field.fill("机关运行经费")
        page.locator("[role=option]").filter(has_text="名词").first.click()
        assert page.evaluate("document.activeElement.tagName") == "DT"
        field.fill("没有这样的东西")
        page.locator(".search-empty").wait_for(timeout=2000)
        assert page.locator(".search [role=status]").inner_text() == "没有找到"
        field.press("Escape")
        assert not page.locator(".search-empty").is_visible()
        field.press("Escape")
        assert field.input_value() == ""


# Tables


def test_a_table_is_taken_along(browser: Browser, reference: Path, tmp_path: Path) -> None:
    report = Report.read(file_of(reference))
    with opened(browser, reference, permissions=["clipboard-read", "clipboard-write"]) as page:
        tools = page.locator("#table-section-2 .table-tools")
        with page.expect_download() as event:
            tools.get_by_role("button", name="下载").click()
        assert event.value.suggested_filename == "表2-部门收入总体情况表.csv"
        event.value.save_as(tmp_path / "t2.csv")
        tools.get_by_role("button", name="复制").click()
        page.locator(".said").filter(has_text="已复制").wait_for(timeout=2000)
        copied = page.evaluate("navigator.clipboard.readText()")
        choose(page, "元")
        with page.expect_download() as event:
            tools.get_by_role("button", name="下载").click()
        assert event.value.suggested_filename == "表2-部门收入总体情况表（元）.csv"
        event.value.save_as(tmp_path / "yuan.csv")
    raw = (tmp_path / "t2.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    assert raw.count(b"\r\n") == raw.count(b"\n") == len(report.rows(2)) + 1
    header, *rows = csv.reader(raw.decode("utf-8-sig").splitlines())
    assert rows == [[cell.replace(",", "") for cell in row] for row in report.rows(2)]
    assert header[:5] == [
        "功能分类科目编码 / 类",
        "功能分类科目编码 / 款",
        "功能分类科目编码 / 项",
        "功能分类科目名称",
        "总计",
    ]
    assert header[6] == "财政拨款（补助） / 一般公共预算"
    assert len(header) == len(rows[0])
    assert [line.split("\t") for line in copied.splitlines()] == [header, *rows]
    _, total, *_ = csv.reader((tmp_path / "yuan.csv").read_text("utf-8-sig").splitlines())
    assert total[4] == "183040249.00"


def test_every_table_has_its_buttons(browser: Browser, wide: Path, tmp_path: Path) -> None:
    """No field of any file begins with what a spreadsheet takes for a formula."""
    with opened(browser, wide, width=375) as page:
        tables = page.locator("table.budget, table.indicators, table.chart-table").count()
        assert page.locator(".table-tools").count() == tables > 20
        page.locator("table.indicators").first.evaluate("t => { t.tBodies[0].rows[0].cells[0].textContent = '=1+1' }")
        page.locator("table.indicators").first.evaluate("t => { t.tBodies[0].rows[0].cells[1].textContent = '-' }")
        with page.expect_download() as event:
            page.locator(".table-tools").filter(
                has=page.get_by_role("button", name=re.compile("下载.*绩效"))
            ).first.get_by_role("button", name="下载").click()
        event.value.save_as(tmp_path / "table.csv")
    rows = list(csv.reader((tmp_path / "table.csv").read_text("utf-8-sig").splitlines()))
    assert rows[0][:3] == ["一级指标", "二级指标", "三级指标"]
    assert rows[1][:2] == ["'=1+1", "'-"]


# The page as a whole


def test_contents_follow_the_reader(browser: Browser, reference: Path) -> None:
    with opened(browser, reference) as page:
        for id in ("statement-5-title", "table-2-title", "part-4-title"):
            page.evaluate("id => document.getElementById(id).scrollIntoView()", id)
            current = page.locator(f'nav.contents a[aria-current="true"][href="#{id}"]')
            current.wait_for(timeout=2000)
            box, nav = current.bounding_box(), page.locator("nav.contents").bounding_box()
            assert box is not None
            assert nav is not None
            assert nav["y"] <= box["y"] <= nav["y"] + nav["height"]
        assert page.locator("[aria-current]").count() == 1


@pytest.mark.parametrize(("width", "scheme"), [(375, "dark"), (1440, "light")])
def test_the_tools_can_be_used_by_everybody(browser: Browser, reference: Path, width: int, scheme: Any) -> None:
    with opened(browser, reference, width=width, scheme=scheme) as page:
        page.locator("#search-field").fill("基本支出")
        page.locator("[role=option]").first.wait_for(timeout=2000)
        page.keyboard.press("ArrowDown")
        assert axe(page, ".tools") == []
        page.keyboard.press("Escape")
        page.locator('[id="income/own-funds/growth"]').click()
        assert axe(page, ".figure-note") == []
        assert axe(page, "#table-section-2 .table-tools") == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_in_a_closed_frame(browser: Browser, reference: Path, tmp_path: Path) -> None:
    """A sandboxed frame keeps nothing and downloads nothing; the rest works, and nobody complains."""
    (tmp_path / "page.html").write_bytes(file_of(reference).read_bytes())
    (tmp_path / "frame.html").write_text(
        '<!DOCTYPE html><iframe sandbox="allow-scripts" src="page.html" width="1200" height="800"></iframe>'
    )
    with browser.page(tmp_path / "frame.html") as visit:
        frame = visit.page.frame_locator("iframe")
        frame.locator(".unit-switch label").filter(has_text="亿元").click()
        assert frame.locator('[id="t5/total/total"]').inner_text() == "1.6001"
        frame.locator('[id="t5/total/total"]').click()
        assert "1.6001 亿元" in frame.locator(".figure-note").inner_text()
        assert visit.messages == visit.errors == []


@pytest.mark.parametrize(("name", "most"), [("reference", 700_000), ("wide", 1_500_000)])
def test_the_file_stays_small(name: str, most: int, request: pytest.FixtureRequest) -> None:
    assert file_of(request.getfixturevalue(name)).stat().st_size < most
