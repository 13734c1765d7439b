"""Faults of layout in a PDF, as a typographer marks them: each detector looks for one kind.

    assert faults(pdf) == []

What is drawn on every page (page numbers, running heads, the mark of a draft) is no part of the text, and stands where it
wants to.
"""

from __future__ import annotations

import io
import math
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from statistics import median
from typing import Final, NamedTuple

import pikepdf

from tests.support.pdf_runs import Block, Drawn, Line, Run, block_of, by_page
from tests.support.pdf_structure import Tag

MM: Final = 72 / 25.4
UPRIGHT: Final = (28 * MM, 37 * MM, 26 * MM, 35 * MM)
TURNED: Final = (20 * MM, 22 * MM, 20 * MM, 20 * MM)
"""Margins of the pages: left, top, right, bottom."""
SMALLEST_TYPE: Final = 7.0
NEARLY_EMPTY: Final = 0.12
"""Part of the height of the text area that a page uses at the least."""

HEADINGS: Final = ("H2", "H3", "H4")
_NOT_FIRST: Final = frozenset("、，。；：？！）》」』”’】〉％%")
_NOT_LAST: Final = frozenset("（《「『“‘【〈")
_MARKS: Final = _NOT_FIRST | _NOT_LAST
_AMOUNT: Final = re.compile(r"[-−]?[\d,]+\.\d\d")
_HAN: Final = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]")
_EDGE: Final = 6.0
"""Points by which a row reaches beyond its text, above and below together, at the least."""


class Fault(NamedTuple):
    """One fault: its kind (the name of the detector), the page from 1, and what is wrong."""

    kind: str
    page: int
    what: str


def faults(pdf: bytes) -> list[Fault]:
    """All faults of a file, by kind and page."""
    with pikepdf.open(io.BytesIO(pdf)) as file:
        drawn = Drawn(file)
        return [
            Fault(detector.__name__, page + 1, what)
            for detector in DETECTORS
            for page, what in sorted(set(detector(drawn)))
        ]


def area(drawn: Drawn, page: int) -> tuple[float, float, float, float]:
    """Left, top, right and bottom edge of the text area of a page."""
    width, height = drawn.sizes[page]
    left, top, right, bottom = UPRIGHT if height > width else TURNED
    return left, top, width - right, height - bottom


def outside_margins(drawn: Drawn) -> Iterator[tuple[int, str]]:
    """Text that leaves the text area by more than a point."""
    for run in _content(drawn):
        left, top, right, bottom = area(drawn, run.page)
        if run.left < left - 1 or run.right > right + 1 or run.top < top - 1 or run.bottom > bottom + 1:
            yield run.page, run.text


def covered(drawn: Drawn) -> Iterator[tuple[int, str]]:
    """Texts that stand on one another; running heads and page numbers count, the mark of a draft lies behind."""
    for page, runs in by_page(run for run in drawn.runs if not run.turned):
        runs.sort(key=lambda run: run.top)
        for index, upper in enumerate(runs):
            for lower in runs[index + 1 :]:
                if lower.top > upper.bottom:
                    break
                across = min(upper.right, lower.right) - max(upper.left, lower.left)
                along = min(upper.bottom, lower.bottom) - lower.top
                if across > 1 and along > 0.4 * min(upper.size, lower.size):
                    yield page, f"{upper.text} / {lower.text}"


def cut_row(drawn: Drawn) -> Iterator[tuple[int, str]]:
    """A row of a table on two pages."""
    for row in drawn.structure.top.find("TR"):
        pages = {page for page, _ in row.marks()}
        if len(pages) > 1:
            yield min(pages), row.text


def lone_heading(drawn: Drawn) -> Iterator[tuple[int, str]]:
    """A heading, caption or term that is the last thing on its page."""
    last: dict[int, Tag] = {}
    for tag in drawn.structure.top.walk():
        last.update((kid[0], block_of(tag)) for kid in tag.kids if not isinstance(kid, Tag))
    for page, tag in last.items():
        if tag.role in (*HEADINGS, "Caption", "Lbl"):
            yield page, tag.text


def caption_apart(drawn: Drawn) -> Iterator[tuple[int, str]]:
    """A caption on another page than the first row of its table, or its picture."""
    for caption in drawn.structure.top.find("Caption"):
        around = caption.parent
        assert around is not None
        rows = [tag for tag in around.walk() if tag.role in ("TR", "Figure")]
        first = next((min(marks)[0] for row in rows if (marks := list(row.marks()))), None)
        told = {page for page, _ in caption.marks()}
        if first is not None and told != {first}:
            yield min(told), caption.text


def needless_split(drawn: Drawn) -> Iterator[tuple[int, str]]:
    """A table over several pages that would have had room on one, with its headings and caption."""
    for table, own in _tables(drawn):
        pages = sorted({run.page for block in own for run in block.runs})
        if len(pages) < 2:
            continue
        runs = [run for block in own for run in block.runs]
        parts = [[run for run in runs if run.page == page] for page in pages]
        needed = sum(max(run.bottom for run in part) - min(run.top for run in part) + _EDGE for part in parts)
        _, top, _, bottom = area(drawn, pages[0])
        if needed < bottom - top:
            yield pages[0], table.text[:40]


def headless_rest(drawn: Drawn) -> Iterator[tuple[int, str]]:
    """A page that goes on with a table and does not repeat its head, or does not say so (续表)."""
    for table, own in _tables(drawn):
        head = "".join(tag.text for tag in table.find("THead"))
        numbered = re.match(r"表\d+", "".join(tag.text for tag in table.find("Caption")))
        said = f"续{numbered[0]}" if numbered else "续表"
        for page in sorted({run.page for block in own for run in block.runs})[1:]:
            shown = drawn.furniture(page)
            if not head or head not in shown:
                yield page, "no head"
            if said not in shown:
                yield page, said


def needless_rest(drawn: Drawn) -> Iterator[tuple[int, str]]:
    """续表 on a page that does not begin with the rest of a table."""
    going = {page for _, own in _tables(drawn) for page in sorted({r.page for b in own for r in b.runs})[1:]}
    for page in range(len(drawn.sizes)):
        if "续表" in drawn.furniture(page) and page not in going:
            yield page, drawn.furniture(page)[:40]


def small_type(drawn: Drawn) -> Iterator[tuple[int, str]]:
    """Type of less than 7 points, in tables and anywhere else."""
    for run in drawn.runs:
        if run.size < SMALLEST_TYPE - 0.01:
            yield run.page, f"{run.size:.1f}: {run.text}"


def ragged_figures(drawn: Drawn) -> Iterator[tuple[int, str]]:
    """Amounts of a column of which the points, or the right edges, do not stand below each other."""
    for _, own in _tables(drawn):
        columns: dict[int, list[Run]] = {}
        for block in own:
            amount = block.runs[0]
            if block.role == "TD" and len(block.runs) == 1 and _AMOUNT.fullmatch(amount.text):
                assert block.tag.parent is not None
                columns.setdefault(block.tag.parent.below.index(block.tag), []).append(amount)
        for runs in columns.values():
            for edge in ((run.right, run.places[run.text.index(".")]) for run in runs):
                usual = (runs[0].right, runs[0].places[runs[0].text.index(".")])
                worst = max(abs(one - other) for one, other in zip(edge, usual, strict=True))
                if worst > 0.5:
                    yield runs[0].page, f"{runs[0].text}: {worst:.2f}"


def misplaced_mark(drawn: Drawn) -> Iterator[tuple[int, str]]:
    """A line that begins with a mark that closes, or ends with one that opens."""
    for block in _flowing(drawn):
        for before, after in pairwise(block.lines()):
            if before.text[-1] in _NOT_LAST:
                yield before.page, before.text
            if after.text[0] in _NOT_FIRST:
                yield after.page, after.text


def single_character(drawn: Drawn) -> Iterator[tuple[int, str]]:
    """A paragraph whose last line is one character, marks apart."""
    for block in _flowing(drawn, ("P", "LBody", *HEADINGS)):
        last = block.lines()[-1].text
        if len(block.lines()) > 1 and len([each for each in last if each not in _MARKS]) == 1 and _HAN.search(last):
            yield block.pages[-1], block.text[-20:]


def near_empty(drawn: Drawn) -> Iterator[tuple[int, str]]:
    """A page with next to nothing on it, which is not the last one of a part, nor the cover."""
    firsts = {block.pages[0] for block in drawn.blocks if block.role == "H2"}
    for page, runs in by_page(_content(drawn)):
        if page == 0 or page + 1 in firsts or page + 1 == len(drawn.sizes):
            continue
        _, top, _, bottom = area(drawn, page)
        used = (max(run.bottom for run in runs) - top) / (bottom - top)
        if used < NEARLY_EMPTY:
            yield page, f"{used:.0%}: {runs[0].text}"
    for page in set(range(len(drawn.sizes))) - {run.page for run in _content(drawn)}:
        yield page, "blank"


def off_grid(drawn: Drawn) -> Iterator[tuple[int, str]]:
    """Lines of running text which are not one step apart, or stand beside the lines of other pages.

    Pages register down to the first table, whose rows have steps of their own; half steps are allowed.
    """
    paragraphs = [block for block in drawn.blocks if block.role in ("P", "LBody") and not block.around("Table")]
    sizes = Counter(round(run.size, 1) for block in paragraphs for run in block.runs)
    size = max((size for size, count in sizes.items() if count > 0.2 * sizes.total()), default=0.0)
    texts = [block for block in paragraphs if abs(block.runs[0].size - size) < 0.1]
    flow = [[line for line in block.lines() if abs(line.size - size) < 0.1] for block in texts]
    pairs = [pair for lines in flow for pair in pairwise(lines) if pair[0].page == pair[1].page]
    step = median([lower.baseline - upper.baseline for upper, lower in pairs] or [0.0])
    for upper, lower in pairs:
        if abs(lower.baseline - upper.baseline - step) > 0.3:
            yield lower.page, f"{lower.baseline - upper.baseline:.1f} after {upper.text[:20]}"
    tables = {
        page: min(run.top for run in runs)
        for page, runs in by_page(r for _, own in _tables(drawn) for b in own for r in b.runs)
    }
    lines = [line for each in flow for line in each if line.baseline < tables.get(line.page, math.inf)]
    half, places = step / 2 or 1.0, {id(line): line.baseline - area(drawn, line.page)[1] for line in lines}
    usual = _usual(round(place % half, 1) for place in places.values())
    for line in lines:
        aside = (places[id(line)] - usual) % half
        if min(aside, half - aside) > 0.8:
            yield line.page, f"{min(aside, half - aside):.1f} off: {line.text[:20]}"


DETECTORS: Final[Sequence[Callable[[Drawn], Iterator[tuple[int, str]]]]] = (
    outside_margins, covered, cut_row, lone_heading, caption_apart, needless_split, headless_rest, needless_rest,
    small_type, ragged_figures, misplaced_mark, single_character, near_empty, off_grid,
)  # fmt: skip


def _content(drawn: Drawn) -> list[Run]:
    """What is drawn once; the mark of a draft, read out on the cover, is turned."""
    return [run for run in drawn.runs if run.mark is not None and not run.turned]


def _flowing(
    drawn: Drawn, roles: Sequence[str] = ("P", "LBody", "Lbl", "TD", "TH", "Caption", *HEADINGS)
) -> list[Block]:
    return [block for block in drawn.blocks if block.role in roles and not any(run.turned for run in block.runs)]


def _tables(drawn: Drawn) -> Iterator[tuple[Tag, list[Block]]]:
    """Each table with its blocks, and the headings right before it."""
    above: list[Block] = []
    tables: dict[int, tuple[Tag, list[Block]]] = {}
    for block in drawn.blocks:
        table = block.around("Table")
        if table is not None:
            tables.setdefault(id(table), (table, above))[1].append(block)
            above = []
        else:
            above = [*above, block] if block.role in HEADINGS else []
    yield from tables.values()


def _usual(values: Iterator[float]) -> float:
    """The value that comes most often."""
    return next((value for value, _ in Counter(values).most_common(1)), 0.0)


__all__ = ["DETECTORS", "Drawn", "Fault", "Line", "area", "faults"]
