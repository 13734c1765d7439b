"""Private matter that must not be published: mobile numbers and citizen ids. No message repeats a number."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportgen.check.context import Context
from reportgen.check.registry import Finding, rule
from reportgen.check.texts import Text, folded
from reportgen.model.language import say

_GAP = r"[\s\u200b\u2060\ufeff\-\u2010-\u2015\u2212\u30fc\ufe58]{0,3}"
"""Blanks and dashes that people put between digits; full-width forms are folded before."""
_AMOUNT = rf"\.[0-9]|,[0-9]{{3}}(?![0-9])|{_GAP}(?:元|万元|亿元|平方米)"
"""What follows a number that is an amount or an area."""
_MOBILE = re.compile(
    rf"(?<![0-9])(?:(?:\+|00)?{_GAP}8{_GAP}6{_GAP})?1{_GAP}[3-9](?:{_GAP}[0-9]){{9}}(?![0-9]|{_AMOUNT})"
)
_CITIZEN = re.compile(rf"(?<![0-9])[1-9](?:{_GAP}[0-9]){{16}}{_GAP}[0-9Xx](?![0-9A-Za-z])")
_NO_DIGIT = re.compile(r"[^0-9Xx]")
_FACTORS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK_DIGITS = "10X98765432"


SHORTEST = 11
"""Digits of the shortest private number, a mobile number."""
_LONG_NUMBER = re.compile(r"[0-9](?:[^0-9]{0,3}[0-9]){10}")


def _suspects(context: Context) -> Iterator[Text]:
    """The texts with enough digits near each other to hold a private number."""
    for text in context.texts:
        if len(text.text) >= SHORTEST and _LONG_NUMBER.search(folded(text.text)):
            yield text


def has_mobile(text: str) -> bool:
    """Whether a text holds a mobile number: 11 digits from 13 to 19, blanks and dashes between them removed."""
    return _MOBILE.search(folded(text)) is not None


def has_citizen_id(text: str) -> bool:
    """Whether a text holds a citizen id (居民身份证号码): 17 digits with a date of birth, and the check digit of them."""
    return any(_is_citizen_id(_digits(match)) for match in _CITIZEN.finditer(folded(text)))


def mask(text: str) -> str:
    """A text without the mobile numbers and citizen ids in it, so that no message repeats one."""
    plain = folded(text)
    masked = _CITIZEN.sub(lambda match: "…" if _is_citizen_id(_digits(match)) else match[0], plain)
    masked = _MOBILE.sub("…", masked)
    return text if masked == plain else masked


def _digits(match: re.Match[str]) -> str:
    return _NO_DIGIT.sub("", match[0]).upper()


def _is_citizen_id(number: str) -> bool:
    year, month, day = int(number[6:10]), int(number[10:12]), int(number[12:14])
    if not (1800 <= year <= 2199 and 1 <= month <= 12 and 1 <= day <= 31):
        return False
    weighted = sum(factor * int(digit) for factor, digit in zip(_FACTORS, number, strict=False))
    return _CHECK_DIGITS[weighted % 11] == number[17]


@rule("P01", "error", "公开的文字里没有手机号码", "no mobile number in the published texts")
def mobile_numbers(context: Context) -> Iterator[Finding]:
    """E50: a personal mobile number is published; give an office line. The number is not repeated."""
    for text in _suspects(context):
        if has_mobile(text.text):
            yield Finding(
                say(
                    f"“{mask(text.path)}”里有一个手机号码，公开前应删去或改为办公电话（此处不重复号码）。",
                    f"There is a mobile number in {mask(text.path)}: remove it or give an office line (not repeated here).",
                ),
                text.place,
                expected=say("办公电话", "an office line"),
            )


@rule("P02", "error", "公开的文字里没有居民身份证号码", "no citizen id in the published texts")
def citizen_ids(context: Context) -> Iterator[Finding]:
    """A citizen id with a valid check digit (GB 11643) is private. The number is not repeated."""
    for text in _suspects(context):
        if has_citizen_id(text.text):
            yield Finding(
                say(
                    f"“{mask(text.path)}”里有一个居民身份证号码，公开前应删去（此处不重复号码）。",
                    f"There is a citizen id in {mask(text.path)}: remove it (not repeated here).",
                ),
                text.place,
            )
