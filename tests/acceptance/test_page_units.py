"""The reader's unit of money: every amount of the page against decimal arithmetic, and what was printed put back."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.acceptance.conftest import Made, own_file
from tests.acceptance.explored import (
    SCALES,
    choose,
    file_of,
    make_page,
    note_of,
    opened,
    printed,
    reference_page,
    units_of,
    wide_page,
)
from tests.support.browser import Browser
from tests.support.page import squeezed

if TYPE_CHECKING:
    from playwright.sync_api import Page

FIGURES = "[...document.querySelectorAll('data.figure')].map(f => [f.dataset.key, f.value ?? f.getAttribute('value'), f.textContent])"


@pytest.fixture(scope="module")
def reference(made: Made) -> Path:
    return reference_page(made)


@pytest.fixture(scope="module")
def wide(made: Made) -> Path:
    return wide_page(made)


@pytest.mark.parametrize("name", ["reference", "wide"])
def test_every_amount_in_every_unit(browser: Browser, name: str, request: pytest.FixtureRequest) -> None:
    folder: Path = request.getfixturevalue(name)
    units = units_of(folder)
    whole = "document.querySelector('main').outerHTML"
    with opened(browser, folder) as page:
        before, figures = page.evaluate(whole), page.evaluate(FIGURES)
        assert len(figures) > 500
        for unit in ("元", "亿元"):
            choose(page, unit)
            expected = [
                [key, value, printed(value, unit) if units[key] == "万元" and text != "0" else text]
                for key, value, text in figures
            ]
            assert page.evaluate(FIGURES) == expected
            assert sum(a != b for a, b in zip(expected, figures, strict=True)) > 400
            assert paragraphs(page) == [_rewritten(text, unit) for text in static_paragraphs(folder)]
            assert set(page.locator(".table-unit").all_inner_texts()) == {f"单位：{unit}"}
            assert all(f"单位：{unit}）" in text for text in page.locator("figcaption").all_inner_texts())
        choose(page, "万元")
        assert page.evaluate(whole) == before


def static_paragraphs(folder: Path) -> list[str]:
    """The source of each paragraph without other markup than its figures."""
    html = file_of(folder).read_text(encoding="utf-8")
    found = re.findall(r"<p(?: [^>]*)?>(.*?)</p>", html[html.index("<main") : html.index("</main>")], re.S)
    return [re.sub(r"<(?!/?data\b)[^>]*>", "", text) for text in found]


def _rewritten(text: str, unit: str) -> str:
    """What a paragraph says in a unit: amounts that 万元 follows, and no other word of it; heads of indicator tables."""
    start = r'<data class="figure" data-key="[^"]*" value="([^"]*)"[^>]*>'
    headed = re.match(r"(项目资金|年度预算)（万元）：", text)
    if headed:
        text = text.replace("（万元）", f"（{unit}）", 1)
        text = re.sub(start + r"[^<]*</data>", lambda m: printed(m[1], unit), text)

    def amount(match: re.Match[str]) -> str:
        return f"{match[2] if match[2] == '0' else printed(match[1], unit)}{match[3]}{unit}"

    text = re.sub(start + r"([^<]*)</data>( ?)万元", amount, text)
    return _plain(re.sub(r"</?data[^>]*>", "", text))


def _plain(text: str) -> str:
    for name, character in {"&lt;": "<", "&gt;": ">", "&#34;": '"', "&#39;": "'", "&amp;": "&"}.items():
        text = text.replace(name, character)
    return squeezed(text)


def paragraphs(page: Page) -> list[str]:
    return [
        squeezed(text) for text in page.evaluate("[...document.querySelectorAll('main p')].map(p => p.textContent)")
    ]


@pytest.mark.parametrize("name", ["reference", "wide"])
def test_charts_follow_the_unit_and_stay_in_their_frame(
    browser: Browser, name: str, request: pytest.FixtureRequest
) -> None:
    folder: Path = request.getfixturevalue(name)
    texts = "[...document.querySelectorAll('figure.chart')].map(c => [...c.querySelectorAll('svg text')].map(t => t.textContent))"
    data = "[...document.querySelectorAll('figure.chart')].map(c => [...c.querySelectorAll('.chart-table data')].map(f => [f.textContent, f.getAttribute('value')]))"
    outside = (
        "[...document.querySelectorAll('figure.chart svg')].flatMap(s => [...s.querySelectorAll('text')]"
        ".filter(t => { const b = t.getBBox(); return b.x < -1 || b.x + b.width > s.viewBox.baseVal.width + 1 })"
        ".map(t => t.textContent))"
    )
    with opened(browser, folder, width=375) as page:
        drawn, amounts = page.evaluate(texts), page.evaluate(data)
        changed = 0
        for unit in ("元", "亿元"):
            choose(page, unit)
            for before, after, figures in zip(drawn, page.evaluate(texts), amounts, strict=True):
                values: dict[str, set[str]] = {}
                for text, value in figures:
                    values.setdefault(text, set()).add(value)
                for old, new in zip(before, after, strict=True):
                    number = re.search(r"(?:^|\s)([\d,]+\.\d\d)(?=$|（)", old)
                    if number is None or old == new:
                        continue
                    changed += 1
                    assert new in {old.replace(number[1], printed(value, unit)) for value in values[number[1]]}
                numbered = [text for text in before if re.search(r"(?:^|\s)[\d,]*\d\.\d\d$", text)]
                assert sum(a != b for a, b in zip(before, after, strict=True)) >= len(numbered)
            assert page.evaluate(outside) == []
            described = page.locator("figure.chart svg desc").first.text_content() or ""
            assert f"（单位：{unit}）" in described
            assert printed(amounts[0][0][1], unit) in described
        assert changed > 20


def test_the_unit_is_kept_and_shown_again(browser: Browser, reference: Path) -> None:
    with opened(browser, reference) as page:
        choose(page, "亿元")
        page.reload()
        assert page.locator('[id="t5/total/total"]').inner_text() == "1.6001"
        assert page.locator(".unit-switch input:checked").get_attribute("value") == "亿元"
        assert "数值1.6001亿元精确值160,005,149.00元" in note_of(page, "t5/total/total")


def test_tables_in_another_unit_than_the_text(browser: Browser, small: Path) -> None:
    """The reader may choose either for the whole page, and has what was printed back."""
    own_file(small, "layout.yaml", "units: {tables: 元}\n")
    own_file(small, "document.html.j2", OWN_DOCUMENT)
    make_page(small, small.parent)
    with opened(browser, small.parent) as page:
        assert page.locator(".unit-switch label").all_inner_texts() == ["原单位", "元", "万元", "亿元"]
        before, figures = page.evaluate("document.querySelector('main').outerHTML"), page.evaluate(FIGURES)
        units = units_of(small.parent)
        assert set(units.values()) >= {"元", "万元", "%"}
        for unit in ("万元", "元", "亿元"):
            choose(page, unit)
            assert page.evaluate(FIGURES) == [
                [key, value, printed(value, unit) if units[key] in SCALES and text != "0" else text]
                for key, value, text in figures
            ]
            assert set(page.locator(".table-unit").all_inner_texts()) == {f"单位：{unit}"}
        choose(page, "原单位")
        assert page.evaluate("document.querySelector('main').outerHTML") == before
        assert page.locator(".tools.alone #search-field").is_visible()


OWN_DOCUMENT = """<html lang="zh-CN"><title>{{ dept }}</title><style>{{ styles }}</style><main>
{% for part in parts %}<section class="part" id="{{ part.id }}">{% include part.template %}</section>{% endfor %}
</main>
"""
"""A department's own document without contents, and without most of what a document has."""
