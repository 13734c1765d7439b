"""The HTML file as a browser shows it: nothing inaccessible, nothing cut, nothing that only a script shows, and on paper as the PDF."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pypdfium2
import pytest

from tests.acceptance.conftest import REFERENCE, ROOT, Made, run_here
from tests.acceptance.explored import make_page, reference_page, wide_page
from tests.support.browser import Browser, Scheme, axe
from tests.support.page import Report, squeezed

if TYPE_CHECKING:
    from playwright.sync_api import Page

File = Callable[[str], Path]

SMALLEST = 11
"""Pixels of the smallest type."""
WIDTHS = (320, 375, 768, 1440)
POINT = 25.4 / 72


def _build_draft(folder: Path) -> None:
    done = run_here("build", REFERENCE, "--draft", "--format", "html", "--output", folder / "out")
    assert done.returncode == 0, done.stderr


MAKERS: dict[str, Callable[[Made], Path]] = {
    "reference": reference_page,
    "wide": wide_page,
    "minimal": lambda made: made("minimal-page", lambda folder: make_page(ROOT / "examples" / "minimal", folder)),
    "draft": lambda made: made("draft-page", _build_draft),
}


@pytest.fixture(scope="session")
def file(made: Made) -> File:
    """The HTML file of one of these budgets."""
    return lambda name: next((MAKERS[name](made) / "out").glob("*.html"))


def open_all(page: Page) -> None:
    """Unfold the tables of the charts, so that they are looked at, too."""
    page.evaluate("document.querySelectorAll('details').forEach(details => details.open = true)")


# For everybody

WITHIN = {("wide", 768): "#part-2", ("draft", 375): "#findings"}
"""Where a page is like others but in one place, that alone is looked at: axe takes six seconds and more for a whole one."""


@pytest.mark.parametrize(
    ("name", "width", "scheme"),
    [
        *(("reference", width, scheme) for width in (375, 768, 1440) for scheme in ("light", "dark")),
        ("minimal", 375, "light"),
        ("wide", 768, "dark"),
        ("draft", 1440, "light"),
        ("draft", 375, "dark"),
    ],
)
def test_nothing_is_inaccessible(browser: Browser, file: File, name: str, width: int, scheme: Scheme) -> None:
    with browser.page(file(name), width=width, scheme=scheme) as visit:
        open_all(visit.page)
        assert axe(visit.page, WITHIN.get((name, width))) == []
        assert visit.faults == []


def test_axe_finds_what_is_wrong(browser: Browser, file: File) -> None:
    """Faults put into the page are found: a text too pale in one scheme, regions of one name, a heading out of order."""
    with browser.page(file("minimal"), width=375, scheme="dark") as visit:
        visit.page.add_style_tag(content="#duties p { color: #555 !important; }")
        visit.page.evaluate("document.querySelectorAll('.table-scroll').forEach(box => box.ariaLabel = '表')")
        visit.page.evaluate(
            "document.querySelector('#table-2').closest('section').querySelector('h3').outerHTML = '<h6>x</h6>'"
        )
        rules = {found.split()[0] for found in axe(visit.page)}
    assert {"color-contrast", "landmark-unique", "heading-order"} <= rules


@pytest.mark.parametrize("name", MAKERS)
def test_nothing_sticks_out_of_the_window(browser: Browser, file: File, name: str) -> None:
    """At 320 px, which is 400 % on a usual screen, too; and no type is too small to read."""
    with browser.page(file(name), width=WIDTHS[0]) as visit:
        open_all(visit.page)
        for width in WIDTHS:
            visit.page.set_viewport_size({"width": width, "height": 800})
            assert visit.page.evaluate("document.documentElement.scrollWidth") == width
            assert visit.page.evaluate(BEYOND) == [], width
            if width > WIDTHS[0]:
                assert visit.page.evaluate(SMALL, SMALLEST) == [], width
        assert visit.faults == []


BEYOND = """() => [...document.querySelectorAll('main p, main h2, main h3, main h4, caption, figure, .cover *, .contents a')]
    .filter(e => !e.closest('[hidden]') && e.checkVisibility() && !e.matches('.cover-image'))
    .filter(e => { const r = e.getBoundingClientRect(); return r.width > 2 && (r.left < 0 || r.right > innerWidth + 0.5) })
    .map(e => e.outerHTML.slice(0, 80))"""
"""What begins or ends outside of the window although it is not in a box that scrolls."""

TEXTS = """const texts = []
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    while (walker.nextNode()) {
        const e = walker.currentNode.parentElement
        if (walker.currentNode.data.trim() && !e.closest('script, style, title, desc')) texts.push(e)
    }"""

SMALL = f"""smallest => {{ {TEXTS}
    return [...new Set(texts)].filter(e => e.checkVisibility() && !e.closest('.unseen')).map(e => {{
        const scale = e.closest('svg') ? e.getScreenCTM().a : 1
        return [parseFloat(getComputedStyle(e).fontSize) * scale, e.textContent.slice(0, 30)]
    }}).filter(([size]) => size < smallest - 0.01)
}}"""


def test_without_script_everything_is_there(browser: Browser, file: File) -> None:
    """Each text of the file is shown, but for what is folded under a summary; and the contents lead where they say."""
    with browser.page(file("reference"), width=375, script=False) as visit:
        page = visit.page
        hidden = page.evaluate(f"""() => {{ {TEXTS}
            const folded = e => e.closest('details:not([open])') && !e.closest('summary')
            return texts.filter(e => !folded(e) && !e.checkVisibility({{visibilityProperty: true, opacityProperty: true}}))
                .map(e => e.outerHTML.slice(0, 80)) }}""")
        assert hidden == []
        assert page.locator("summary").count() == page.locator("details").count() == 5
        links = page.locator(".contents li a")
        assert links.count() == 29
        for place in (0, 12, 28):
            links.nth(place).click()
            target = links.nth(place).get_attribute("href")
            assert page.url.endswith(str(target))
            top = page.locator(f"[id='{target[1:]}']").bounding_box()
            assert top is not None
            assert 0 <= top["y"] < 100
        page.locator(".cover > .to-contents").click()
        assert page.url.endswith("#contents")
        page.locator("summary").first.click()
        assert page.locator(".chart-table").first.is_visible()
        assert visit.faults == []


def test_the_first_link_leads_to_the_text_and_focus_is_seen(browser: Browser, file: File) -> None:
    with browser.page(file("reference"), width=1440) as visit:
        page = visit.page
        page.keyboard.press("Tab")
        skip = page.locator(".skip-link")
        assert page.evaluate("document.activeElement.className") == "skip-link"
        box = skip.bounding_box()
        assert box is not None
        assert box["y"] >= 0
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.id") == "content"
        for selector in (".contents li a", "h3 a.self", ".table-scroll", "summary"):
            page.locator(selector).first.focus()
            page.keyboard.press("Shift+Tab")
            page.keyboard.press("Tab")
            style = page.evaluate(
                "(({outlineStyle, outlineWidth}) => [outlineStyle, outlineWidth])(getComputedStyle(document.activeElement))"
            )
            assert style == ["solid", "3px"], selector


def test_one_title_and_headings_in_order(browser: Browser, file: File) -> None:
    with browser.page(file("draft"), width=768) as visit:
        levels = visit.page.evaluate("[...document.querySelectorAll('h1, h2, h3, h4, h5, h6')].map(h => +h.tagName[1])")
        assert levels.count(1) == 1
        assert levels[0] == 1
        assert all(after - before <= 1 for before, after in pairwise(levels))
        assert visit.page.evaluate("document.documentElement.lang") == "zh-CN"
        names = visit.page.evaluate(
            "[...document.querySelectorAll('[role=region]')].map(e => e.getAttribute('aria-label'))"
        )
        assert len(names) == len(set(names)) > 11


# Layout


def box(page: Page, selector: str) -> dict[str, float]:
    """Where an element stands in the window."""
    found: dict[str, float] = page.evaluate("s => document.querySelector(s).getBoundingClientRect().toJSON()", selector)
    return found


@pytest.mark.parametrize("width", [375, 1440])
def test_heads_and_names_of_tables_stay(browser: Browser, file: File, width: int) -> None:
    with browser.page(file("wide"), width=width, height=700) as visit:
        page = visit.page
        for table in ("#table-2", "#table-7"):
            scroll = f".table-scroll:has(> {table})"
            page.locator(scroll).scroll_into_view_if_needed()
            page.evaluate("s => document.querySelector(s).scrollTo(300, 400)", scroll)
            outer, head = box(page, scroll), box(page, f"{table} thead")
            name, corner = box(page, f"{table} tbody tr:last-child .code + .name"), box(page, f"{table} .name-head")
            assert outer["height"] <= 700
            assert head["top"] == pytest.approx(outer["top"], abs=1.5)
            assert name["left"] == pytest.approx(outer["left"], abs=1.5)
            assert corner["left"] == pytest.approx(outer["left"], abs=1.5)
            assert name["width"] < outer["width"] * 0.62
            assert head["left"] == pytest.approx(outer["left"] - 300, abs=1.5)
        short = page.evaluate(
            "(e => [e.scrollHeight, e.clientHeight])(document.querySelector('.table-scroll:has(#table-10)'))"
        )
        assert short[0] <= short[1]
        assert visit.faults == []


def test_contents_stay_beside_the_text_where_there_is_room(browser: Browser, file: File) -> None:
    with browser.page(file("reference"), width=1440, height=700) as visit:
        page = visit.page
        page.evaluate("scrollTo(0, 9000)")
        rail, text = box(page, ".contents"), box(page, "main p")
        assert (rail["left"], rail["width"]) == (0, 288)
        assert 0 <= rail["top"] < 150
        assert rail["bottom"] == 700
        assert text["left"] > rail["right"]
        assert 560 <= text["width"] <= 720
        assert page.evaluate("(e => e.scrollHeight > e.clientHeight)(document.querySelector('.contents'))")
        page.set_viewport_size({"width": 768, "height": 700})
        page.evaluate("scrollTo(0, 0)")
        assert box(page, ".contents")["top"] > box(page, ".cover")["bottom"] - 1
        assert box(page, "main")["top"] >= box(page, ".contents")["bottom"] - 1


@pytest.mark.parametrize("width", [375, 1440])
def test_a_link_shows_its_figure(browser: Browser, file: File, width: int) -> None:
    """It is highlighted, and nothing that stays in view lies over it."""
    for key in ("t2/213/total", "t7/U4/total", "appropriation/2010301/growth"):
        with browser.page(file("reference"), width=width, height=700, fragment=key) as visit:
            page = visit.page
            at = page.locator(f'[id="{key}"]')
            assert at.evaluate("e => e.matches(':target') && getComputedStyle(e).outlineStyle") == "solid"
            assert at.evaluate(
                "e => { const r = e.getBoundingClientRect();"
                "return e === document.elementFromPoint(r.x + r.width / 2, r.y + r.height / 2) }"
            ), key
            assert visit.faults == []


def test_a_draft_says_so_everywhere_and_its_notes_stand_beside_the_text(browser: Browser, file: File) -> None:
    with browser.page(file("draft"), width=1440, height=800) as visit:
        page = visit.page
        page.evaluate("scrollTo(0, 20000)")
        mark = box(page, ".draft-mark")
        assert (mark["top"], mark["left"], mark["width"]) == (0, 0, 1440)
        assert box(page, ".contents")["top"] >= mark["bottom"]
        text, note = box(page, "p:has(+ .in-margin)"), box(page, ".in-margin")
        assert note["left"] >= text["right"]
        assert note["right"] <= 1440
        assert abs(note["top"] - text["top"]) < 24
        page.set_viewport_size({"width": 768, "height": 800})
        assert box(page, ".in-margin")["top"] >= box(page, "p:has(+ .in-margin)")["bottom"] - 1


def test_dark_and_light_are_what_the_reader_asks_for(browser: Browser, file: File) -> None:
    seen = {}
    for scheme in ("light", "dark"):
        with browser.page(file("minimal"), scheme=scheme) as visit:
            colours: list[str] = visit.page.evaluate(
                "['body', 'main p', 'thead th', '.chart'].map(s => document.querySelector(s)).filter(Boolean)"
                ".flatMap(e => [getComputedStyle(e).backgroundColor, getComputedStyle(e).color])"
            )
            seen[scheme] = [sum(map(int, colour[4:-1].split(","))) for colour in colours if colour.startswith("rgb(")]
    (light_ground, light_ink, *_), (dark_ground, dark_ink, *_) = seen["light"], seen["dark"]
    assert light_ground > 600 > 200 > light_ink
    assert dark_ground < 200 < 600 < dark_ink


# Paper


@pytest.mark.parametrize("name", ["reference", "wide"])
def test_printed_by_a_browser_it_is_whole(browser: Browser, file: File, tmp_path: Path, name: str) -> None:
    """Every cell of every table is on paper and within the margins; nothing that is there for the screen is."""
    with browser.page(file(name), scheme="dark") as visit:
        visit.page.pdf(path=tmp_path / "printed.pdf", prefer_css_page_size=True)
        assert visit.faults == []
    printed = pypdfium2.PdfDocument(tmp_path / "printed.pdf")
    text, sizes = "", set()
    for page in printed:
        sizes.add(tuple(round(side * POINT) for side in page.get_size()))
        inside = page.get_textpage()
        text += inside.get_text_range()
        for place in range(inside.count_rects()):
            left, bottom, right, top = inside.get_rect(place)
            width, height = page.get_size()
            assert left * POINT > 18, inside.get_text_bounded(left, bottom, right, top)
            assert (width - right) * POINT > 17, inside.get_text_bounded(left, bottom, right, top)
            assert bottom * POINT > 6
            assert top < height
    assert sizes == {(210, 297), (297, 210)}
    read = squeezed(text)
    report = Report.read(file(name))
    for number in range(1, 12):
        for row in report.rows(number):
            for cell in row:
                assert squeezed(cell) in read, (number, cell)
    for words in ("跳到正文", "下载CSV", "亿元"):
        assert words not in read
    assert printed[0].get_textpage().get_text_range().strip()


def test_a_draft_printed_by_a_browser_says_so_on_every_page(browser: Browser, file: File, tmp_path: Path) -> None:
    with browser.page(file("draft")) as visit:
        visit.page.pdf(path=tmp_path / "printed.pdf", prefer_css_page_size=True)
    pages = [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(tmp_path / "printed.pdf")]
    assert len(pages) > 40
    assert all("草" in page and "稿" in page for page in pages)


def test_what_is_printed_has_light_colours(browser: Browser, file: File) -> None:
    """Also for a reader who likes dark screens."""
    with browser.page(file("minimal"), scheme="dark") as visit:
        visit.page.emulate_media(media="print")
        ink: Any = visit.page.evaluate("getComputedStyle(document.querySelector('main p')).color")
        assert sum(map(int, ink[4:-1].split(","))) < 200
