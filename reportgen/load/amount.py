"""Amounts as people write them, read exactly: text → whole 分, never through a binary number."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from reportgen.model.language import say
from reportgen.model.money import MAX_FEN, AmountUnit

DECIMALS: Final[dict[AmountUnit, int]] = {"元": 2, "万元": 6}
"""How many decimals an amount may have: the last one is a 分."""

FULL_WIDTH: Final = str.maketrans("０１２３４５６７８９，．", "0123456789,.")
"""Full-width digits and separators, which mean the same as the half-width ones."""

SIGNS: Final = tuple("+-−－＋﹣﹢–—")
_CHUNK: Final = 4096
_PLAIN: Final = {
    unit: re.compile(rf"^(?:([0-9]{{1,15}})(?:\.([0-9]{{1,{places}}}))?)?$", re.MULTILINE)
    for unit, places in DECIMALS.items()
}
"""The common form of an amount, one a line."""
_DIGITS: Final = re.compile(r"([0-9]+)(?:\.([0-9]+))?")
_GROUPED: Final = re.compile(r"([1-9][0-9]{0,2}(?:,[0-9]{3})+)(?:\.([0-9]+))?")


class AmountError(ValueError):
    """A text that is no amount. ``zh`` and ``en`` are the same full sentence; ``expected`` says what would be right."""

    def __init__(self, zh: str, en: str, expected: str) -> None:
        super().__init__(en)
        self.zh = zh
        self.en = en
        self.expected = expected


def parse_amount(text: str, unit: AmountUnit) -> int:
    """An amount written in ``unit`` as a whole count of 分; blank is 0.

    Thousands separators stand where they belong or not at all; digits and separators may be full-width, blanks may
    stand around. Raises AmountError for anything else: signs, exponents, other scripts' digits, words, too many
    decimals, more than `MAX_FEN`.
    """
    written = text.strip().translate(FULL_WIDTH)
    if not written:
        return 0
    found = _DIGITS.fullmatch(written) or _GROUPED.fullmatch(written)
    if found is None:
        raise _unreadable(written, unit)
    whole = found[1].replace(",", "").lstrip("0")
    part = found[2] or ""
    places = DECIMALS[unit]
    if len(part) > places:
        raise AmountError(
            f"金额有 {len(part)} 位小数，以{unit}为单位时最多 {places} 位",
            f"the amount has {len(part)} decimals; amounts in {unit} have at most {places}",
            _expected(unit),
        )
    # A longer number is past the limit whatever its digits, and int() refuses very long ones.
    fen = int(whole + part.ljust(places, "0")) if len(whole) <= len(str(MAX_FEN)) else MAX_FEN + 1
    if fen > MAX_FEN:
        raise AmountError(
            "金额超过上限 10,000,000,000,000.00 元",
            "the amount is above 10,000,000,000,000.00 元",
            say(f"不大于上限，并以{unit}为单位", f"no more than that, in {unit}"),
        )
    return fen


def parse_amounts(texts: Sequence[str], unit: AmountUnit) -> tuple[list[int], dict[int, AmountError]]:
    """`parse_amount` of many texts: the counts of 分 (0 where a text is refused) and, by index, why it is refused."""
    amounts: list[int] = []
    errors: dict[int, AmountError] = {}
    for start in range(0, len(texts), _CHUNK):
        chunk = texts[start : start + _CHUNK]
        plain = _parse_plain(chunk, unit)
        if plain is not None:
            amounts.extend(plain)
            continue
        for index, text in enumerate(chunk, start):
            try:
                amounts.append(parse_amount(text, unit))
            except AmountError as error:
                amounts.append(0)
                errors[index] = error
    return amounts, errors


def _parse_plain(texts: Sequence[str], unit: AmountUnit) -> list[int] | None:
    """The amounts when all are blank or written without separators; else None. One search reads them all: it is fast."""
    joined = "\n".join(texts)
    found = _PLAIN[unit].findall(joined)
    if len(found) != len(texts) or joined.count("\n") != len(texts) - 1:
        return None
    places = DECIMALS[unit]
    zeros = "0" * places
    amounts = [int(whole + (part + zeros)[:places]) for whole, part in found]
    return amounts if max(amounts) <= MAX_FEN else None


def _expected(unit: AmountUnit) -> str:
    example = "1423212.50" if unit == "元" else "142.32125"
    return say(
        f"不带正负号、最多 {DECIMALS[unit]} 位小数的数，如 {example}；没有金额就留空",
        f"a number without sign and with at most {DECIMALS[unit]} decimals, such as {example}; blank for none",
    )


def _unreadable(written: str, unit: AmountUnit) -> AmountError:
    """Why a text that is not blank and has not the form of an amount is refused."""
    if written.startswith(SIGNS) and len(written) > 1 and written[1].isdecimal():
        return AmountError("金额不能带正负号", "an amount carries no sign", _expected(unit))
    if "," in written and _DIGITS.fullmatch(written.replace(",", "")):
        return AmountError("千位分隔符的位置不对", "the thousands separators are misplaced", _expected(unit))
    if re.fullmatch(r"[0-9.,]+[eE][+-]?[0-9]+", written):
        return AmountError("金额不能写成科学记数法", "an amount is not written with an exponent", _expected(unit))
    return AmountError("这不是金额", "this is not an amount", _expected(unit))
