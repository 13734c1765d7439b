"""Missing glyphs are found before rendering, and named with the place they stand at."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportgen.model.diagnostic import RenderError
from reportgen.render.coverage import check_coverage, covered, find_missing
from tests.support.print_page import PUBLISHED, STYLES, Metadata, page, part, prepared

RANGES = STYLES / "fonts" / "coverage.txt"


def test_ranges_and_single_code_points_are_read(tmp_path: Path) -> None:
    ranges = tmp_path / "coverage.txt"
    ranges.write_text("# what is covered\n0041-0043\n4E00\n", encoding="ascii")
    assert covered(ranges) == {"A", "B", "C", "一"}


def test_the_bundled_faces_cover_what_a_report_is_made_of() -> None:
    common = "部门预算公开，增加（减少）％“三公”经费①⑳㎡≥≤－—·《》、；：！？０Ａa9%"
    assert set(common) <= covered(RANGES)
    assert find_missing(page(part(1, "第一部分", f"<p>{common}</p>")), RANGES) == ()


@pytest.mark.parametrize(
    ("body", "under"),
    [
        ("<h3>一、主要职能</h3><p>甲</p><p>承担𝛀机关事务</p>", "一、主要职能"),
        ("<h3>表</h3><table><caption>表 2 <span>收入</span></caption><tr><td>某𝛀中心</td></tr></table>", "表 2 收入"),
        ("<h3>图</h3><figure><figcaption>收入预算</figcaption></figure><p>其中𝛀</p>", "收入预算"),
        ("<h4>（一）项目𝛀名称</h4>", "（一）项目𝛀名称"),
    ],
)
def test_a_missing_character_is_named_with_the_nearest_heading(body: str, under: str) -> None:
    (missing,) = find_missing(page(part(1, "第一部分", body)), RANGES)
    assert (missing.character, missing.under) == ("𝛀", under)
    assert "𝛀" in missing.around
    with pytest.raises(RenderError, match=r"U\+1D6C0 MATHEMATICAL BOLD CAPITAL OMEGA") as caught:
        check_coverage(page(part(1, "第一部分", body)), RANGES)
    assert under in str(caught.value)


def test_texts_for_those_who_do_not_see_and_written_references_count() -> None:
    assert [m.character for m in find_missing('<h2>图</h2><img alt="甲𝛀">', RANGES)] == ["𝛀"]
    assert [m.character for m in find_missing("<h2>图</h2><p>甲&#x1D6C0;乙</p>", RANGES)] == ["𝛀"]


def test_each_character_is_named_once_and_many_are_counted() -> None:
    text = "".join(chr(0x1D6C0 + n) for n in range(8))
    assert len(find_missing(f"<p>{text}{text}</p>", RANGES)) == 8
    with pytest.raises(RenderError, match=r"and 3 more|另有 3 个字"):
        check_coverage(f"<p>{text}{text}</p>", RANGES)


def test_marks_without_glyph_are_no_gap_and_print() -> None:
    text = "甲\u200b乙\ufeff丙\u00ad丁\u202f戊\ufe0f"
    assert find_missing(f"<p>{text}</p>", RANGES) == ()
    made = prepared().write(page(f"<p>{text}</p>"), resources=_none, metadata=Metadata("某"), timestamp=PUBLISHED)
    assert made.startswith(b"%PDF")


def test_a_combining_mark_and_a_control_character_are_gaps() -> None:
    assert [m.character for m in find_missing("<p>a\u0301\u0007</p>", RANGES)] == ["\u0301", "\u0007"]


def test_a_list_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(RenderError, match=r"coverage\.txt"):
        covered(tmp_path / "coverage.txt")


def _none(name: str) -> bytes:
    raise KeyError(name)
