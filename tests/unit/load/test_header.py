"""Headings: which texts are some, and which rows are made of them."""

from __future__ import annotations

import pytest

from reportgen.load.header import Heading, Headings, counts_up, normal

HEADINGS = Headings((Heading("year", "年度"), Heading("amount", "金额"), Heading("note", "备注", ("说明",), False)))


@pytest.mark.parametrize("text", ["年度", " 年 度 ", "\ufeff年度", "year", "YEAR", "ｙｅａｒ", "年\n度", "年度\u200b"])
def test_spellings(text: str) -> None:
    found = HEADINGS.match(text)
    assert found is not None
    assert found.key == "year"


@pytest.mark.parametrize("text", ["年", "年度*", "", "2024"])
def test_no_spellings(text: str) -> None:
    assert HEADINGS.match(text) is None


@pytest.mark.parametrize(
    ("cells", "are"),
    [
        (["年度", "金额"], True), (["年度", "金额", "", "别的"], True), (["年度", "金额", "甲", "乙", "丙"], False), (["年度"], False),
        (["年度", "年度"], False), (["说明", "amount"], True), ([], False),
    ],
)  # fmt: skip
def test_rows_of_headings(cells: list[str], are: bool) -> None:
    assert HEADINGS.are(cells) is are


@pytest.mark.parametrize(
    ("cells", "up"),
    [
        (["1", "2", "3"], True), (["栏次", "1", "2", "3", ""], True), (["1", "2"], False), (["2", "3", "4"], False),
        (["2024", "1", "2"], False), (["1", "2", "4"], False), ([], False),
    ],
)  # fmt: skip
def test_rows_that_number_the_columns(cells: list[str], up: bool) -> None:
    assert counts_up(cells) is up


def test_of_a_long_text_no_more_than_the_beginning_counts() -> None:
    assert len(normal("x" * 1_000_000)) == 200
