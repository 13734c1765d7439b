"""The page of findings: whole in itself, escaped, grouped, in both languages."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest

from reportgen.check.accept import Accepted
from reportgen.cli.diagnostics_html import as_html
from reportgen.model.diagnostic import Diagnostic
from reportgen.model.ledger import LedgerEntry
from reportgen.model.place import Place
from tests.unit.cli.findings import FORM, OneLine

HOSTILE = "<script>alert(1)</script>\"'&\x1b"
ERROR = Diagnostic("R01", "error", HOSTILE, Place(HOSTILE, 3), HOSTILE, HOSTILE, HOSTILE)
ACCEPTED = Accepted("R25", "info", "Differs.", accepted="house rule")
VOID = {"meta", "link", "br", "img", "input", "hr"}


class Page(HTMLParser):
    """Reads a page strictly: every element is closed; gathers elements by tag, and ids."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(html)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] != "style":
            self.text += data


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REPORTGEN_LANG", "en")


def test_it_asks_for_nothing_and_runs_nothing() -> None:
    html = as_html([ERROR, FORM, ACCEPTED], "dir", OneLine(9, HOSTILE, 0, 8))
    page = Page(html)
    tags = {tag for tag, _ in page.tags}
    assert not tags & {"script", "link", "img", "iframe", "object", "form"}
    assert not re.search(r"url\(|@import|https?://", html)
    for _, attributes in page.tags:
        assert not any(name.startswith("on") or name in ("src", "srcset") for name in attributes)
        assert attributes.get("href", "#").startswith("#")  # type: ignore[union-attr]


def test_what_the_input_holds_is_text() -> None:
    page = Page(as_html([ERROR], HOSTILE, OneLine(9, HOSTILE, 0, 8)))
    shown = HOSTILE.replace("\x1b", "\\x1b")
    assert page.text.count(shown) >= 5
    assert "\x1b" not in page.text


def test_levels_in_order_with_counts() -> None:
    page = Page(as_html([ACCEPTED, FORM, ERROR]))
    ids = [attributes["id"] for tag, attributes in page.tags if tag == "section"]
    assert ids == ["error", "warning", "accepted"] or ids == ["error", "accepted"]
    assert "accepted because" in page.text
    assert "house rule" in page.text
    links = {attributes["href"] for tag, attributes in page.tags if tag == "a"}
    assert links == {f"#{name}" for name in ids}


def test_the_line_is_marked() -> None:
    html = as_html([FORM_R25], lines=OneLine(9, "goal: 按[2017]号", 7, 6))
    assert '<pre><span class="number">9</span>goal: 按<mark>[2017]</mark>号</pre>' in html
    assert "row 2 (lines.csv:2:8)" in html


FORM_R25 = Diagnostic(
    "R25",
    "warning",
    FORM.message,
    FORM.place,
    FORM.value,
    FORM.expected,
    FORM.help,
    FORM.notes,
    FORM.edit,
    FORM.figures,
)


def test_the_ledger_is_a_table() -> None:
    entries = [
        LedgerEntry("T01", "tables", "table <1>", "law", ("R01", "R02"), (), "met"),
        LedgerEntry("T02", "tables", "table 2", "law", (), (), "not-checked", "not selected"),
    ]
    page = Page(as_html([], ledger=entries))
    assert [tag for tag, _ in page.tags].count("tr") == 4
    for told in ("table <1>", "R01, R02", "not checked", "not selected"):
        assert told in page.text
    assert "not selected" not in Page(as_html([], ledger=entries, loaded=False)).text


@pytest.mark.parametrize(("lang", "title", "nothing"), [("zh", "预算检查", "没有发现问题。"), ("en", "Budget check", "Nothing found.")])  # fmt: skip
def test_language(lang: str, title: str, nothing: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REPORTGEN_LANG", lang)
    html = as_html([])
    assert f'<html lang="{"zh-CN" if lang == "zh" else "en"}">' in html
    assert f"<title>{title}</title>" in html
    assert nothing in html


def test_a_budget_that_cannot_be_loaded_is_told_first() -> None:
    page = Page(as_html([Diagnostic("L001", "error", "No file.")], loaded=False))
    assert page.text.index("cannot be loaded") < page.text.index("No file.")
    assert "loading" in page.text
