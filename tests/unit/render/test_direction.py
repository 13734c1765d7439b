"""Marks of direction are gone from the page, and words written from the right stand by themselves."""

from __future__ import annotations

import time

import pytest

from reportgen.render.direction import one_direction, without_marks

HEBREW = "\u05d0\u05d1"


@pytest.mark.parametrize("mark", "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
def test_marks_of_direction_go(mark: str) -> None:
    assert without_marks(f"12{mark}3.50") == "123.50"
    assert one_direction(f'<p title="a{mark}b">12{mark}3.50</p>') == '<p title="ab">123.50</p>'


def test_joiners_stay() -> None:
    """Emoji and some scripts are written with them."""
    assert one_direction("👩\u200d👧\u200c") == "👩\u200d👧\u200c"


@pytest.mark.parametrize(
    ("html", "isolated"),
    [
        (f"<p>甲{HEBREW} 12.50</p>", f"<p>甲<bdi>{HEBREW}</bdi> 12.50</p>"),
        (f"<p>{HEBREW} {HEBREW} 1 {HEBREW}</p>", f"<p><bdi>{HEBREW} {HEBREW}</bdi> 1 <bdi>{HEBREW}</bdi></p>"),
        (f'<p title="{HEBREW}">x</p>', f'<p title="{HEBREW}">x</p>'),
        (f"<title>{HEBREW}</title><style>{HEBREW}</style>x", f"<title>{HEBREW}</title><style>{HEBREW}</style>x"),
        (f"<svg><text>{HEBREW}</text></svg>{HEBREW}", f"<svg><text>{HEBREW}</text></svg><bdi>{HEBREW}</bdi>"),
        ("<p>甲</p>", "<p>甲</p>"),
    ],
)
def test_words_from_the_right_are_isolated(html: str, isolated: str) -> None:
    assert one_direction(html) == isolated


@pytest.mark.parametrize("piece", ["<", "<svg", "<svg>", "<!--", HEBREW + " "])
def test_it_takes_no_longer_than_the_page(piece: str) -> None:
    began = time.process_time()
    one_direction(piece * 200_000 + HEBREW)
    assert time.process_time() - began < 5
