"""Phrases are taken apart once and admit nothing but named places."""

from __future__ import annotations

import pytest

from reportgen.render.phrase import parse_phrase


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
