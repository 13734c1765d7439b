"""Amounts: what is accepted, to the 分, and what is refused."""

from __future__ import annotations

import unicodedata
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.load.amount import AmountError, parse_amount, parse_amounts
from reportgen.model.money import AmountUnit


@pytest.mark.parametrize(
    ("text", "unit", "fen"),
    [
        ("1423212.50", "元", 142321250),
        ("1,423,212.50", "元", 142321250),
        ("１，４２３，２１２．５０", "元", 142321250),
        ("\u3000 1423212.5\xa0\t", "元", 142321250),
        ("", "元", 0),
        (" \u3000", "万元", 0),
        ("0", "元", 0),
        ("0.01", "元", 1),
        ("007.5", "元", 750),
        ("999", "元", 99900),
        ("142.32125", "万元", 142321250),
        ("0.000001", "万元", 1),
        ("1,000", "万元", 1_000_000_000),
        ("10000000000000.00", "元", 10**15),
        ("1,000,000,000.000000", "万元", 10**15),
        ("0" * 5000 + "1", "元", 100),
    ],
)
def test_accepted(text: str, unit: AmountUnit, fen: int) -> None:
    assert parse_amount(text, unit) == fen
    assert parse_amounts([text, "1"], unit) == ([fen, parse_amount("1", unit)], {})


@pytest.mark.parametrize(
    "text",
    [
        "NaN", "nan", "inf", "Infinity", "-Infinity", "1e5", "1E+5", "1.5e3", "1.2.3", "1..2", ".5", "5.", ".",
        "-1", "+1", "－1", "−1", "(5)", "-0", "—", "-", "无", "TRUE", "True", "#N/A", "=1+1", "0x10", "1_000", "¥5",
        "5元", "5%", "1 423", "1\n2", "٣", "१२", "１２３٤", "Ⅷ", "²", "①", "㊿", "十",
        "1,23", "12,34,567", "1234,567", ",123", "123,", "1,,234", "0,123", "1,234.5,6", "1.234,5",
        "1.234", "0.001", "1.500", "10000000000000.01", "99999999999999999999", "9" * 5000,
    ],
)  # fmt: skip
def test_refused(text: str) -> None:
    with pytest.raises(AmountError) as caught:
        parse_amount(text, "元")
    assert caught.value.zh
    assert caught.value.en
    assert caught.value.expected
    amounts, errors = parse_amounts(["1.00", text, "2"], "元")
    assert amounts == [100, 0, 200]
    assert list(errors) == [1]
    assert errors[1].zh == caught.value.zh


@pytest.mark.parametrize(
    ("text", "unit", "word"),
    [
        ("-3", "元", "正负号"),
        ("1,23", "元", "千位分隔符"),
        ("1e5", "元", "科学记数法"),
        ("1.234", "元", "3 位小数，以元为单位时最多 2 位"),
        ("1.2345678", "万元", "7 位小数，以万元为单位时最多 6 位"),
        ("20000000000000", "元", "超过上限"),
        ("1000000000.000001", "万元", "超过上限"),
        ("五", "元", "不是金额"),
    ],
)
def test_says_why(text: str, unit: AmountUnit, word: str) -> None:
    with pytest.raises(AmountError) as caught:
        parse_amount(text, unit)
    assert word in caught.value.zh


def test_line_breaks_inside_a_cell_do_not_shift_the_others() -> None:
    amounts, errors = parse_amounts(["1", "2\n3", "x"], "元")
    assert amounts == [100, 0, 0]
    assert sorted(errors) == [1, 2]


def test_many_amounts_of_every_form_keep_their_places() -> None:
    texts = ["1.25", "1,000", "", "3"] * 5000
    amounts, errors = parse_amounts(texts, "元")
    assert amounts == [125, 100000, 0, 300] * 5000
    assert errors == {}


def oracle(text: str, unit: AmountUnit) -> int | None:
    """The contract read a second way, character by character with Decimal: 分, or None where it refuses."""
    blank = {"\u3000", "\xa0"}
    while text and (text[0] in blank or text[0].isspace()):
        text = text[1:]
    while text and (text[-1] in blank or text[-1].isspace()):
        text = text[:-1]
    if not text:
        return 0
    plain = ""
    for character in text:
        narrow = unicodedata.normalize("NFKC", character) if "\uff01" <= character <= "\uff5e" else character
        if narrow not in "0123456789.,":
            return None
        plain += narrow
    whole, dot, part = plain.partition(".")
    if "," in part or "." in part or (dot and not part) or not whole:
        return None
    groups = whole.split(",")
    if len(groups) > 1 and (not 1 <= len(groups[0]) <= 3 or groups[0][0] == "0" or {len(g) for g in groups[1:]} != {3}):
        return None
    if len(part) > (2 if unit == "元" else 6):
        return None
    fen = Decimal("".join(groups) + "." + (part or "0")) * (100 if unit == "元" else 1_000_000)
    assert fen == int(fen)
    return int(fen) if fen <= 10**15 else None


NEAR_AMOUNTS = st.text(st.sampled_from("0123456789.,０９．，-+eE \u3000\xa0٣²万"), max_size=12)
GOOD = st.decimals(min_value=0, max_value=10**13, places=2, allow_nan=False).flatmap(
    lambda d: st.sampled_from(
        [f"{d:f}", f"{d:,f}", f" {d:f}\u3000", f"{d:,f}".translate({ord(","): "，", ord("."): "．"})]
    )
)


@given(st.lists(st.one_of(NEAR_AMOUNTS, GOOD, st.text(max_size=6)), max_size=8), st.sampled_from(["元", "万元"]))
def test_agrees_with_a_second_reading_of_the_contract(texts: list[str], unit: AmountUnit) -> None:
    amounts, errors = parse_amounts(texts, unit)
    for index, text in enumerate(texts):
        wanted = oracle(text, unit)
        if wanted is None:
            assert index in errors
            with pytest.raises(AmountError):
                parse_amount(text, unit)
        else:
            assert index not in errors
            assert amounts[index] == wanted == parse_amount(text, unit)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("2024-03-01", "date"), ("2024/3/1", "date"), ("2024年3月", "date"), ("2024-03-01 00:00:00", "date"),
        ("140万元", "unit"), ("¥140.00", "unit"), ("1,400.00 元", "unit"), ("2024.5.6", "date"), ("一百", "not an amount"),
    ],
)  # fmt: skip
def test_what_stands_for_an_amount_is_named(text: str, word: str) -> None:
    with pytest.raises(AmountError, match=word):
        parse_amount(text, "元")
