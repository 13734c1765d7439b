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

_CHUNK: Final = 4096
_MOST_TOLD: Final = 1000
"""Of so many different texts it is looked into why they are no amounts."""
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
    fen = _read(text, unit)
    if fen is None:
        raise _why(text, unit)
    return fen


def _read(text: str, unit: AmountUnit) -> int | None:
    """`parse_amount`, but None for what it refuses."""
    written = text.strip().translate(FULL_WIDTH)
    if not written:
        return 0
    found = _DIGITS.fullmatch(written) or _GROUPED.fullmatch(written)
    if found is None:
        return None
    whole = found[1].replace(",", "").lstrip("0")
    part = found[2] or ""
    places = DECIMALS[unit]
    # A longer number is past the limit whatever its digits, and int() refuses very long ones.
    if len(part) > places or len(whole) > len(str(MAX_FEN)):
        return None
    fen = int(whole + part.ljust(places, "0"))
    return fen if fen <= MAX_FEN else None


def parse_amounts(texts: Sequence[str], unit: AmountUnit) -> tuple[list[int], dict[int, AmountError]]:
    """`parse_amount` of many texts: the counts of 分 (0 where a text is refused) and, by index, why it is refused."""
    amounts: list[int] = []
    errors: dict[int, AmountError] = {}
    told: dict[str, AmountError] = {}
    other = AmountError("这不是金额", "this is not an amount", _expected(unit))
    for start in range(0, len(texts), _CHUNK):
        chunk = texts[start : start + _CHUNK]
        plain = _parse_plain(chunk, unit)
        if plain is not None:
            amounts.extend(plain)
            continue
        for index, text in enumerate(chunk, start):
            fen = _read(text, unit)
            amounts.append(fen or 0)
            if fen is None:
                if text not in told:
                    told[text] = _why(text, unit) if len(told) < _MOST_TOLD else other
                errors[index] = told[text]
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


def _rounded(whole: str, part: str, unit: AmountUnit) -> str:
    """The amount with as many decimals as it may have, half up."""
    from decimal import ROUND_HALF_UP, Context, Decimal

    places = DECIMALS[unit]
    if len(whole) > len(str(MAX_FEN)) or len(part) > _CHUNK:
        return _expected(unit)
    value = Decimal(f"{whole or 0}.{part}")
    right = value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP, Context(len(whole) + places + 1))
    return say(
        f"最多 {places} 位小数，四舍五入是 {right:f}（表格软件里用 ROUND 函数）",
        f"at most {places} decimals: {right:f} when rounded (ROUND in a spreadsheet)",
    )


def _why(text: str, unit: AmountUnit) -> AmountError:
    """Why a text that `_read` refuses is no amount."""
    written = text.strip().translate(FULL_WIDTH)
    found = _DIGITS.fullmatch(written) or _GROUPED.fullmatch(written)
    if found is None:
        from reportgen.load.amount_faults import why

        zh, en, right = why(written, unit)
        return AmountError(zh, en, right or _expected(unit))
    whole, part, places = found[1].replace(",", "").lstrip("0"), found[2] or "", DECIMALS[unit]
    if len(part) > places:
        return AmountError(
            f"金额有 {len(part)} 位小数，以{unit}为单位时最多 {places} 位",
            f"the amount has {len(part)} decimals; amounts in {unit} have at most {places}",
            _rounded(whole, part, unit),
        )
    return AmountError(
        "金额超过上限 10,000,000,000,000.00 元",
        "the amount is above 10,000,000,000,000.00 元",
        say(f"不大于上限，并以{unit}为单位", f"no more than that, in {unit}"),
    )
