"""The dots of the contents: one text a line, those of each line below those of the one before."""

from __future__ import annotations

import io

import pikepdf
import pytest

from tests.support.pdf_runs import Drawn, Run
from tests.support.print_page import page, part, printed

TITLES = ("总体说明", "一般公共预算支出情况说明", "国有资本经营预算支出情况说明" * 2, "其他重要事项的情况说明（一）")
RIGHT = (28 + 156) * 72 / 25.4


def contents(titles: tuple[str, ...]) -> tuple[list[Run], list[Run]]:
    """Of the contents' page, the dots and the page numbers of the entries."""
    html = page(part(1, "第一部分", "<p>说明</p>"), [("part-1", title) for title in titles])
    with pikepdf.open(io.BytesIO(printed(html))) as file:
        runs = [run for run in Drawn(file).runs if run.page == 1]
    dots = [run for run in runs if set(run.text) == {"."}]
    return dots, [run for run in runs if run.text.strip() == "3"]


def test_each_entry_has_one_text_of_dots_that_ends_at_the_number() -> None:
    dots, numbers = contents(TITLES)
    assert len(dots) == len(numbers) == len(TITLES)
    for run, number in zip(dots, numbers, strict=True):
        pitch = (run.right - run.left) / len(run.text)
        assert len(run.text) > 20
        assert 0 <= number.left - run.right < pitch
        assert number.right == pytest.approx(RIGHT, abs=0.6)
    assert [a.baseline == pytest.approx(b.baseline) for a, b in zip(dots, numbers, strict=True)] == [True] * 4


def test_dots_stand_below_each_other() -> None:
    dots, _ = contents(TITLES)
    pitch = (dots[0].right - dots[0].left) / len(dots[0].text)
    for run in dots[1:]:
        steps = (run.left - dots[0].left) / pitch
        assert steps == pytest.approx(round(steps), abs=0.02)


def test_an_entry_without_room_has_none_and_keeps_its_number() -> None:
    full = "满" * 40
    dots, numbers = contents((full, "短"))
    assert len(numbers) == 2
    assert len(dots) in (1, 2)
    assert all(number.right == pytest.approx(RIGHT, abs=0.6) for number in numbers)
