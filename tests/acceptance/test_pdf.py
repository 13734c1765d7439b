"""The PDF: nothing is lost on the way to paper, and its structure leads the reader."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from itertools import chain, groupby
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.acceptance.pdf_reader import Pdf, Row, TableFinder, Word, columns_apart
from tests.support.page import Report, squeezed, text
from tests.support.pdf_structure import Structure

PAGES = 39
"""Page count of the reference report: a change of fonts, styles or engine that moves pages shows here first. (It was 41 before
text stood on a grid of 31 lines a page, which took in the last term of part four, and before the columns of indicator
tables were shared out so that most rows take one line.)"""

NUMBER = re.compile(r"[\d,]*\d(?:\.\d+)?")


class Table(NamedTuple):
    """A table of the HTML, blanks taken out, and where its rows stand in the PDF."""

    header: str
    cells: list[list[str]]
    rows: list[Row]


def tables_of(report: Report) -> list[list[list[str]]]:
    """Tables 1-11, then the indicator tables: header cells in one row, then the body rows."""
    budget = [[list(chain(*report.header(number))), *report.rows(number)] for number in range(1, 12)]
    return [[[squeezed(cell) for cell in row] for row in table] for table in [*budget, *report.indicator_tables()]]


@pytest.fixture(scope="module", params=["reference", "wide"])
def which(request: pytest.FixtureRequest) -> str:
    name: str = request.param
    return name


@pytest.fixture(scope="module")
def report(which: str, request: pytest.FixtureRequest) -> Report:
    found: Report = request.getfixturevalue(f"{which}_report")
    return found


@pytest.fixture(scope="module")
def pdf(which: str, request: pytest.FixtureRequest) -> Pdf:
    found: Pdf = request.getfixturevalue(f"{which}_pdf")
    return found


@pytest.fixture(scope="module")
def tables(report: Report, pdf: Pdf) -> list[Table]:
    """Every table of the report, found in the PDF: the same rows of the same cell texts, below the same header, which
    comes again on each page; nothing between them."""
    finder = TableFinder(pdf, [squeezed(text(caption)) for caption in report.root.iter("caption")])
    found = []
    for header, *cells in tables_of(report):
        title = "".join(header)
        found.append(Table(title, cells, finder.next(title, cells)))
    return found


@pytest.fixture(scope="module")
def pages(reference_pdf: Pdf) -> list[str]:
    """The text of each page, without blanks."""
    return [squeezed(page) for page in reference_pdf.text.split("\f")][:-1]


def test_size_and_page_count(reference_pdf: Pdf) -> None:
    assert reference_pdf.path.stat().st_size < 5_000_000
    assert len(reference_pdf.file.pages) == PAGES


def test_every_figure_can_be_read_whole(reference_files: Path, reference_pdf: Pdf) -> None:
    figures = json.loads((reference_files / "figures.json").read_text(encoding="utf-8"))
    assert len(figures) > 500
    numbers = set(NUMBER.findall(reference_pdf.text))
    assert [figure["key"] for figure in figures if figure["text"] not in numbers] == []


def test_every_figure_as_often_as_on_the_page(report: Report, pdf: Pdf) -> None:
    """Small items of a chart are listed on the screen below it, in print in its text alternative."""
    shown = Counter(figure.text for figure in report.figures())
    charts = Structure(pdf.file).top.find("Figure")
    read = Counter(NUMBER.findall(pdf.text)) + Counter(NUMBER.findall(" ".join(chart.alt for chart in charts)))
    assert {number: (count, read[number]) for number, count in shown.items() if read[number] < count} == {}


def test_rows_hold_the_same_cells_as_the_html(which: str, tables: list[Table]) -> None:
    assert len(tables) == 25 if which == "reference" else len(tables) > 20
    assert sum(len(table.rows) for table in tables) > 250
    for number, table in enumerate(tables, 1):
        assert len(table.rows) == len(table.cells)
        if table.rows:
            assert columns_apart(table.rows), number


def test_tables_over_several_pages(which: str, tables: list[Table], pdf: Pdf) -> None:
    """Their header rows stand on each page (see `TableFinder.next`); above table 7 also who made it, and the unit."""
    several = [number for number, table in enumerate(tables, 1) if len({row.page for row in table.rows}) > 1]
    assert {2, 7} <= set(several)
    assert which == "reference" or {3, 5} <= set(several)
    printed = [squeezed(page) for page in pdf.text.split("\f")]
    for row in tables[6].rows:
        assert "编制部门：" in printed[row.page - 1]
        assert "单位：万元" in printed[row.page - 1]


def test_wide_tables_turn_the_page(tables: list[Table], pdf: Pdf) -> None:
    for number, table in enumerate(tables[:7], 1):
        for row in table.rows:
            width, height = pdf.size(row.page)
            assert (width > height) == (number in (2, 7)), number


def test_no_word_leaves_the_page_or_covers_another(pdf: Pdf) -> None:
    assert len(pdf.words) > 4000
    outside = []
    for word in pdf.words:
        width, height = pdf.size(word.page)
        if word.left < 0 or word.top < 0 or word.right > width or word.bottom > height:
            outside.append(word)
    assert outside == []
    assert list(collisions(pdf.words)) == []


def collisions(words: list[Word]) -> Iterator[tuple[Word, Word]]:
    """Pairs of words of a page that stand on one line and on one another."""
    for _, group in groupby(words, key=lambda word: word.page):
        page = sorted(group, key=lambda word: word.top)
        for index, upper in enumerate(page):
            for lower in page[index + 1 :]:
                if lower.top > upper.bottom:
                    break
                across = min(upper.right, lower.right) - max(upper.left, lower.left)
                along = min(upper.bottom, lower.bottom) - lower.top
                if across > 0.5 and along > 0.5 * min(upper.bottom - upper.top, lower.bottom - lower.top):
                    yield upper, lower


def test_bookmarks_lead_to_their_titles(reference_pdf: Pdf, reference_report: Report, pages: list[str]) -> None:
    bookmarks = reference_pdf.bookmarks()
    assert {bookmark.level for bookmark in bookmarks} == {1, 2, 3}
    for bookmark in bookmarks:
        assert squeezed(bookmark.title) in pages[bookmark.page - 1], bookmark
    titles = {level: [squeezed(b.title) for b in bookmarks if b.level == level] for level in (1, 2, 3)}
    headings = {level: [squeezed(text(h)) for h in reference_report.root.iter(f"h{level + 1}")] for level in (1, 2)}
    contents = squeezed("目录")
    assert titles[1] == [heading for heading in headings[1] if heading != contents]
    assert titles[2] == headings[2]
    assert len(titles[1]) == 4
    assert len([title for title in titles[2] if title.endswith("表")]) == 11
    assert len([title for title in titles[2] if title.endswith("说明")]) == 12
    assert len([title for title in titles[3] if "项目名称：" in title]) == 18


def test_contents_tell_the_pages_of_the_bookmarks(reference_pdf: Pdf, pages: list[str]) -> None:
    bookmarks = [(squeezed(b.title), b.page) for b in reference_pdf.bookmarks() if b.level < 3]
    contents = "".join(pages[1 : bookmarks[0][1] - 1]).removeprefix("目录")
    assert [(title, int(page)) for title, page in re.findall(r"([^.]+)\.{4,}(\d+)", contents)] == bookmarks


def test_page_numbers(pages: list[str]) -> None:
    assert not re.search(r"—\d+—", pages[0])
    for number, page in enumerate(pages[1:], 2):
        assert re.findall(r"—(\d+)—", page) == [str(number)]


def test_fonts_are_ours_and_whole(pdf: Pdf) -> None:
    names = sorted(str(font.BaseFont).partition("+")[2] for font in pdf.fonts())
    assert len(names) == len(set(names)) <= 4
    assert all(name.startswith("Reportgen-") for name in names)
    for font in pdf.fonts():
        descriptor = font.DescendantFonts[0].FontDescriptor
        assert {"/FontFile2", "/FontFile3"} & set(descriptor.keys()), font.BaseFont


def test_no_glyph_is_missing(pdf: Pdf) -> None:
    glyphs = list(pdf.glyphs())
    assert len(glyphs) > 25_000
    assert [glyph for glyph in glyphs if glyph[2] == 0 or not glyph[3] or glyph[3] == "\ufffd"] == []


def test_who_says_so(reference_pdf: Pdf) -> None:
    information = reference_pdf.file.docinfo
    assert str(information["/Title"]).startswith("新疆维吾尔自治区机关事务管理局 2024 年")
    assert str(information["/Author"]) == "新疆维吾尔自治区机关事务管理局"
    assert str(information["/CreationDate"]).startswith("D:20240228000000")
    assert str(reference_pdf.file.Root.Lang) == "zh-CN"
