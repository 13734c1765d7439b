"""Phrases are taken apart once and admit nothing but named places."""

from __future__ import annotations

import pytest

from reportgen.render.phrase import LONGEST, MOST, parse_phrase


def test_literals_and_places_take_turns() -> None:
    phrase = parse_phrase("{name} {amount} <{unit}>。")
    assert phrase.parts == ("", "name", " ", "amount", " <", "unit", ">。")
    assert phrase.escaped[4] == " &lt;"
    assert phrase.places == {"name", "amount", "unit"}


def test_plain_text_is_not_escaped() -> None:
    phrase = parse_phrase("{title}（{unit}）")
    assert phrase.plain({"title": "A & B", "unit": "万元"}) == "A & B（万元）"
    with pytest.raises(KeyError, match="unit"):
        phrase.plain({"title": "A"})


@pytest.mark.parametrize("text", ["{", "a}b", "{Name}", "{a.b}", "{0}", "{a!r}", "{{a}}"])
def test_other_braces_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"\{|\}"):
        parse_phrase(text)


@pytest.mark.parametrize("text", ["x" * (LONGEST + 1), "{a}" * (MOST + 1)])
def test_a_phrase_has_a_measure(text: str) -> None:
    with pytest.raises(ValueError, match=r"x|a"):
        parse_phrase(text)
    assert parse_phrase(text[3:]).text == text[3:]


def test_plain_text_has_one_direction() -> None:
    assert parse_phrase("{a}元").plain({"a": "甲\u202e12"}) == "甲12元"
