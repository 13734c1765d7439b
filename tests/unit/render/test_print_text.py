"""Paragraphs for paper: blanks between Chinese and Latin text, last lines of more than one character."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.render.print_text import typeset


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("减少38万元", "减少 38 万元"),
        ("下降11.04%。", "下降 11.04%。"),
        ("占20%的项目", "占 20% 的项目"),
        ("APN数据通道12台", "APN 数据通道 12 台"),
        ("2024 年", "2024 年"),
        ("（2016）143号", "（2016）143 号"),
        ("增加1,672.81万元", "增加 1,672.81 万元"),
        ("收入&amp;支出", "收入&amp;支出"),
    ],
)
def test_letters_and_digits_stand_off_chinese_text(text: str, printed: str) -> None:
    assert typeset(f"<p>{text}</p>") == f"<p>{printed}</p>"


def test_only_paragraphs_are_set() -> None:
    cells = "<td>减少38万元</td><th>附件2说明</th>"
    assert typeset(cells) == cells
    assert typeset("<dd>共3项</dd><li>共3项</li>") == "<dd>共 3 项</dd><li>共 3 项</li>"


def test_attributes_are_left_alone() -> None:
    text = '<p class="item" title="共3项"><a href="#表3甲">见表3</a></p>'
    assert typeset(text) == '<p class="item" title="共3项"><a href="#表3甲">见表 3</a></p>'


LONG = "年末结转资金较上一年年底减少的主要原因是加快了专项资金的支出"


@pytest.mark.parametrize(
    ("end", "tail"),
    [
        ("", "支出"),
        ("。", "支出。"),
        ("”。", "支出”。"),
        ("3。", None),
        ("万元。", "万元。"),
        ("15台。", "15 台。"),
        ("11.19 万元。", "万元。"),
    ],
)
def test_the_last_two_characters_stay_together(end: str, tail: str | None) -> None:
    printed = typeset(f"<p>{LONG}{end}</p>")
    assert re.findall(r'<span class="tail">(.*?)</span></p>', printed) == ([tail] if tail else [])


def test_headings_are_set_like_paragraphs() -> None:
    assert typeset(f"<h3>{LONG}</h3>") == f'<h3>{LONG[:-2]}<span class="tail">支出</span></h3>'


def test_a_short_paragraph_needs_nothing() -> None:
    assert typeset("<p>收入全部为一般公共预算拨款。</p>") == "<p>收入全部为一般公共预算拨款。</p>"


@given(st.text(alphabet="预算。，“”（）12,.%aZ 万元", max_size=80))
def test_nothing_but_blanks_is_added(text: str) -> None:
    printed = re.sub(r"</?span[^>]*>", "", typeset(f"<p>{text}</p>"))
    assert printed.replace(" ", "") == f"<p>{text}</p>".replace(" ", "")
