"""Chinese numerals: plain, and the house style of project ordinals (rule 18)."""

from __future__ import annotations

import pytest

from tests.unit.render.reports import shipped


@pytest.mark.parametrize(
    ("number", "plain", "house"),
    [
        (0, "零", "零"),
        (1, "一", "一"),
        (9, "九", "九"),
        (10, "十", "十"),
        (11, "十一", "一十一"),
        (18, "十八", "一十八"),
        (20, "二十", "二十"),
        (21, "二十一", "二十一"),
        (99, "九十九", "九十九"),
        (100, "一百", "一百"),
        (105, "一百零五", "一百零五"),
        (110, "一百一十", "一百一十"),
        (1002, "一千零二", "一千零二"),
        (1020, "一千零二十", "一千零二十"),
        (9999, "九千九百九十九", "九千九百九十九"),
        (10000, "10000", "10000"),
    ],
)
def test_numerals(number: int, plain: str, house: str) -> None:
    numerals = shipped().numerals
    assert numerals.text(number) == plain
    assert numerals.text(number, full=True) == house
