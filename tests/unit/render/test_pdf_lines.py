"""Lines of Chinese text on paper: both edges straight, digits as they are, marks that meet closed up."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from reportgen.render.pdf_lines import WIDEST_GAP, WIDEST_SPACE, _shared
from tests.support.print_page import page, part, printed

LEFT, RIGHT = 28 / 25.4 * 72, (210 - 26) / 25.4 * 72
"""The edges of the text area, in points."""
PROSE = (
    "项目支出 12,646.68 万元，占 69.09%，比上年预算减少 1,569.88 万元，下降 11.04%，主要原因一是森林植被恢复费较上年安排数减少"
    " 38 万元，专项资金支出加快使财政拨款结转较上年减少；二是“三公”经费（含公务接待费）按照《预算法》（修订）的要求压减，"
    "机关服务中心（事业单位）和后勤保障中心用事业单位经营收入安排的项目支出较上年增加。以上各项相抵，项目支出总体减少。"
)
SIZES = {"p": 12.0, "h3": 16.0, "h4": 14.0}
LINE = re.compile(r'<line xMin="([\d.]+)" yMin="[\d.]+" xMax="([\d.]+)"')


def lines(body: str, folder: Path) -> list[tuple[float, float]]:
    """Left and right edge of each line of the last page, page number left out."""
    target = folder / "page.pdf"
    target.write_bytes(printed(page(part(1, "说明", body))))
    told = subprocess.run(["pdftotext", "-bbox-layout", target, "-"], capture_output=True, text=True, check=True)
    last = told.stdout.split("<page ")[-1].split("<block ")[2:-1]
    return [(float(left), float(right)) for block in last for left, right in LINE.findall(block)]


def text(body: str, folder: Path) -> str:
    target = folder / "text.pdf"
    target.write_bytes(printed(page(part(1, "说明", body))))
    return subprocess.run(["pdftotext", target, "-"], capture_output=True, text=True, check=True).stdout


def test_lines_end_at_the_margin(tmp_path: Path) -> None:
    *full, last = lines(f"<p>{PROSE}</p>", tmp_path)
    assert len(full) >= 4
    for _, right in full:
        # A mark at the end of a line has half of its square empty, which is part of the line.
        assert right == pytest.approx(RIGHT, abs=0.6)
    assert last[1] < RIGHT - 10
    assert [left for left, _ in full[1:]] == pytest.approx([LEFT] * (len(full) - 1), abs=0.5)


def test_the_text_is_read_as_it_was_written(tmp_path: Path) -> None:
    read = text(f"<p>{PROSE}</p>", tmp_path).replace("\n", "")
    assert PROSE.replace(" ", "") in read.replace(" ", "")
    for number in ("12,646.68", "69.09%", "1,569.88", "11.04%"):
        assert number in read
    han = re.compile(r"[\u4e00-\u9fff] [\u4e00-\u9fff]")
    assert [found for found in han.findall(read) if found.replace(" ", "") in PROSE] == []


def test_a_line_that_lacks_little_is_filled_by_its_gaps() -> None:
    assert _shared(6.0, 30, 4, 16.0) == (0.2, 0.0)


def test_spaces_take_what_the_gaps_may_not() -> None:
    share = _shared(16.0 * WIDEST_GAP * 10 + 8.0, 10, 4, 16.0)
    assert share == pytest.approx((16.0 * WIDEST_GAP, 2.0))
    assert share.space <= 16.0 * WIDEST_SPACE


@pytest.mark.parametrize(("gaps", "spaces"), [(10, 1), (10, 0), (0, 0)])
def test_a_line_that_lacks_too_much_stays_as_it_is(gaps: int, spaces: int) -> None:
    assert _shared(60.0, gaps, spaces, 16.0) == (0.0, 0.0)


@pytest.mark.parametrize("tag", ["p", "h3", "h4"])
@pytest.mark.parametrize(
    ("marks", "squares"),
    [("预）（算", 3.5), ("预：“算", 3.5), ("预。”、“算", 4.5), ("预（《算", 3.5), ("预，算", 3), ("预（算", 3)],
)
def test_marks_that_meet_are_closed_up(tag: str, marks: str, squares: float, tmp_path: Path) -> None:
    """In every face: one of two marks that meet stands on half a square, and no mark lies in the square of another."""
    target = tmp_path / "page.pdf"
    target.write_bytes(printed(page(part(1, "说明", f"<{tag} id='x'>{marks}</{tag}>"))))
    told = subprocess.run(["pdftotext", "-bbox", target, "-"], capture_output=True, text=True, check=True).stdout
    words = re.findall(rf'xMin="([\d.]+)" yMin="[\d.]+" xMax="([\d.]+)" yMax="[\d.]+">{marks}<', told)
    widths = [(float(right) - float(left)) / SIZES[tag] for left, right in words]
    assert widths == pytest.approx([squares], abs=0.02)
