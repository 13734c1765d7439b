"""The corpus of sentences: what is right stays silent, what is wrong is found under its code."""

from __future__ import annotations

import pytest

from reportgen.model.disclosure import Disclosure
from tests.unit.check.words.corpus import RIGHT, WRONG
from tests.unit.check.words.speech import codes


@pytest.mark.parametrize(("where", "sentence"), RIGHT)
def test_a_right_sentence_is_silent(reference: Disclosure, where: str, sentence: str) -> None:
    assert codes(reference, where, sentence) == set()


@pytest.mark.parametrize(("where", "sentence", "expected"), WRONG)
def test_a_wrong_sentence_is_found(reference: Disclosure, where: str, sentence: str, expected: str) -> None:
    assert codes(reference, where, sentence) == set(expected.split())


def test_the_corpus_is_large_and_balanced() -> None:
    sentences = [sentence for _, sentence in RIGHT] + [sentence for _, sentence, _ in WRONG]
    assert len(sentences) >= 120
    assert len(set(sentences)) == len(sentences)
    assert abs(len(RIGHT) - len(WRONG)) <= 25
