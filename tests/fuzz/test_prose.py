"""Texts with expressions, and amounts: understood as they are written, or refused with a code."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.load.amount import AmountError, parse_amount, parse_amounts
from reportgen.load.nodes import Scalar
from reportgen.load.prose import MARK, read_prose
from reportgen.load.report import Report
from reportgen.model.money import AmountUnit
from tests.fuzz.support import FILE, fuzzed, pieces, refused

TEXTS = pieces(
    "{{", "}}", "{%", "%}", "{#", "#}", "{", "}", "%", " ", "change", "amount", "share", "growth", "(", ")", '"', "'", "income/fiscal-carryover",
    '{{ change("income/fiscal-carryover") }}', "{{amount('t1/total-income')}}", "__class__", ".", "|", "较上年减少", "\n", "\\",
)  # fmt: skip
AMOUNTS = pieces(
    "0",
    "1",
    "9",
    "12",
    "000",
    ",",
    ".",
    "，",
    "．",
    "０",
    "５",
    " ",
    "-",
    "+",
    "e",
    "E5",
    "万",
    "元",
    "NaN",
    "inf",
    "_",
    "'",
    "=",
    most=9,
)


@fuzzed(600)
@given(TEXTS)
def test_any_prose(text: str) -> None:
    report = Report()
    prose = read_prose(Scalar(text, FILE), "reasons", report)
    assert (prose is None) == refused(report)
    if prose is not None:
        written = "".join(part if isinstance(part, str) else part.source for part in prose.parts)
        assert written == text.strip()
        assert not any(MARK.search(part) for part in prose.parts if isinstance(part, str))


@fuzzed(800)
@given(AMOUNTS, st.sampled_from(["元", "万元"]))
def test_any_amount(text: str, unit: AmountUnit) -> None:
    """What is taken for an amount is one: digits with or without separators, to the 分."""
    try:
        fen = parse_amount(text, unit)
    except AmountError:
        return
    narrow = unicodedata.normalize("NFKC", text).strip()
    assert re.fullmatch(r"(\d+|\d{1,3}(,\d{3})+)(\.\d+)?|", narrow), text
    assert Decimal(fen) == Decimal(narrow.replace(",", "") or 0) * (100 if unit == "元" else 1_000_000)


@fuzzed(150)
@given(st.lists(AMOUNTS, max_size=8), st.sampled_from(["元", "万元"]))
def test_many_at_once_as_one_by_one(texts: list[str], unit: AmountUnit) -> None:
    amounts, errors = parse_amounts(texts, unit)
    for place, text in enumerate(texts):
        if place in errors:
            with pytest.raises(AmountError, match=re.escape(str(errors[place]))):
                parse_amount(text, unit)
        else:
            assert amounts[place] == parse_amount(text, unit)
