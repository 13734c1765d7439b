"""Blanks in Chinese text."""

from __future__ import annotations

import pytest

from reportgen.render.spacing import after_word, before_number, close_up


@pytest.mark.parametrize(
    ("text", "closed"),
    [("安排 支出", "安排支出"), ("安排，\n    支出", "安排，支出"), ("安排\r\n“支出”", "安排“支出”"),
     ("安排 3 项", "安排 3 项"), ("第一段。\n\n第二段", "第一段。\n\n第二段"), ("APN 通道", "APN 通道"), ("\U00020bb7 家", "\U00020bb7家")],
)  # fmt: skip
def test_no_blank_between_chinese_characters(text: str, closed: str) -> None:
    assert close_up(text) == closed


def test_a_number_keeps_its_distance() -> None:
    assert [before_number(text) for text in ("减少", "减少 ", "减少：", "A2", "")] == [
        "减少 ",
        "减少 ",
        "减少：",
        "A2 ",
        "",
    ]
    assert [before_number(text, tight=True) for text in ("设备", "设备2", "设备 A")] == ["设备", "设备2 ", "设备 A "]
    assert [after_word(text) for text in ("2 人", "APN", "人员", "（2）", "")] == [" ", " ", "", "", ""]
