"""Private numbers that must not be published: mobile numbers, citizen ids, bank cards. No message repeats a number.

A number that is split over two cells or two texts is not seen.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache

from reportgen.check.context import Context
from reportgen.check.registry import Finding, rule
from reportgen.check.texts import Text, folded
from reportgen.model.language import say

_GAP = r"[\s\u200b\u2060\ufeff\-\u2010-\u2015\u2212\u30fc\ufe58()·]{0,3}"
"""Blanks, dashes and brackets that people put between digits; full-width forms are folded before."""
_AMOUNT = rf"\.[0-9]|,[0-9]{{3}}(?![0-9])|{_GAP}(?:元|万元|亿元|平方米)"
"""What follows a number that is an amount or an area."""
_MOBILE = rf"(?<![0-9])(?:(?:\+|00)?{_GAP}8{_GAP}6{_GAP})?1{_GAP}[3-9](?:{_GAP}[0-9]){{9}}(?![0-9]|{_AMOUNT})"
_CITIZEN = rf"(?<![0-9])[1-9](?:{_GAP}[0-9]){{16}}{_GAP}[0-9Xx](?![0-9A-Za-z])"
_CARD = rf"(?<![0-9A-Za-z.,〔\[])[3-69](?:{_GAP}[0-9]){{15,18}}(?![0-9A-Za-z]|{_AMOUNT})"
_CARD_PREFIX = re.compile(r"62[0-9]|9558|(?=.{16}$)(?:4|5[1-5]|35[2-8])")
"""Bank cards that are issued in China: UnionPay, the older 9558, and 16 digits of the international brands."""
_LABEL = re.compile(r"卡号|账号|帐号|账户|帐户|开户|银行|储蓄|card", re.IGNORECASE)
_LABEL_BEFORE = 24
"""So far before a number a word may stand that tells what it is."""
_GROUPS = re.compile(r"[0-9]{4}([\s-])(?:[0-9]{4}\1){2,3}[0-9]{1,4}")
_PASSPORT = re.compile(
    r"(?:护照|通行证|passport)[^0-9A-Za-z]{0,8}[A-Za-z]{1,2}[0-9]{7,8}(?![0-9A-Za-z])", re.IGNORECASE
)
_NO_DIGIT = re.compile(r"[^0-9Xx]")
_FACTORS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK_DIGITS = "10X98765432"

_WORDS = str.maketrans("〇○零一二三四五六七八九幺壹贰叁肆伍陆柒捌玖", "000" + "123456789" + "1" + "123456789")
"""Digits that are written in Chinese."""
_DIGIT = r"\d〇○零一二三四五六七八九幺壹贰叁肆伍陆柒捌玖"
SHORTEST = 11
"""Digits of the shortest private number, a mobile number."""
_LONG_NUMBER = re.compile(rf"[{_DIGIT}](?:[^{_DIGIT}]{{0,3}}[{_DIGIT}]){{10}}")
_WRITTEN_OUT = re.compile(r"[〇○零一二三四五六七八九幺壹贰叁肆伍陆柒捌玖]{3}")


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    """Compiled when a text first has enough digits: most budgets need none of them."""
    return re.compile(pattern)


def _suspects(context: Context) -> Iterator[Text]:
    """The texts with enough digits near each other to hold a private number."""
    for text in context.texts:
        if len(text.text) >= SHORTEST and _LONG_NUMBER.search(folded(text.text)):
            yield text


def _readings(text: str) -> tuple[str, ...]:
    """A text with plain digits; where digits are written out in Chinese, also with those as digits."""
    plain = folded(text)
    return (plain, plain.translate(_WORDS)) if _WRITTEN_OUT.search(plain) else (plain,)


def has_mobile(text: str) -> bool:
    """Whether a text holds a mobile number: 11 digits from 13 to 19, blanks and dashes between them removed."""
    return any(_compiled(_MOBILE).search(reading) for reading in _readings(text))


def has_citizen_id(text: str) -> bool:
    """Whether a text holds a citizen id (居民身份证号码): 17 digits with a date of birth, and the check digit of them."""
    return any(
        _is_citizen_id(_digits(match)) for reading in _readings(text) for match in _compiled(_CITIZEN).finditer(reading)
    )


def has_bank_card(text: str) -> bool:
    """Whether a text holds a bank card number: 16 to 19 digits with a known prefix and the right check digit (Luhn)."""
    return any(map(_is_card, _compiled(_CARD).finditer(folded(text))))


def has_passport(text: str) -> bool:
    """Whether a text holds the number of a passport or a travel permit beside the word."""
    return _PASSPORT.search(folded(text)) is not None


def mask(text: str) -> str:
    """A text without the mobile, citizen and card numbers in it, so that no message repeats one."""
    plain = folded(text)
    known = plain
    for reading in _readings(text) if _LONG_NUMBER.search(plain) else ():
        masked = _compiled(_CITIZEN).sub(lambda match: "…" if _is_citizen_id(_digits(match)) else match[0], reading)
        masked = _compiled(_MOBILE).sub("…", masked)
        masked = _compiled(_CARD).sub(lambda match: "…" if _is_card(match) else match[0], masked)
        known = masked if masked != reading else known
    known = _PASSPORT.sub("…", known)
    return text if known == plain else known


def shown_path(text: Text) -> str:
    """Where a text stands, for a message: its dotted path or heading, without what is private in a key."""
    path = text.path.rpartition(".")[0] if text.key else text.path
    return mask(path) or text.path.partition(".")[0]


def _digits(match: re.Match[str]) -> str:
    return _NO_DIGIT.sub("", match[0]).upper()


def _is_citizen_id(number: str) -> bool:
    year, month, day = int(number[6:10]), int(number[10:12]), int(number[12:14])
    if not (1800 <= year <= 2199 and 1 <= month <= 12 and 1 <= day <= 31):
        return False
    weighted = sum(factor * int(digit) for factor, digit in zip(_FACTORS, number, strict=False))
    return _CHECK_DIGITS[weighted % 11] == number[17]


def _is_card(match: re.Match[str]) -> bool:
    number = _digits(match)
    prefix = _CARD_PREFIX.match(number)
    if prefix is None or (len(number) == 18 and _is_citizen_id(number)):
        return False
    # Codes of places and projects begin so too, and a tenth of them has the check digit of a card: where nothing else
    # says that it is one, groups of four digits or the prefixes of debit cards do.
    labelled = _LABEL.search(match.string, max(match.start() - _LABEL_BEFORE, 0), match.start())
    if not labelled and not _GROUPS.match(match[0]) and not re.match(r"62[12358]|9558", number):
        return False
    digits = [int(digit) for digit in reversed(number)]
    total = sum(digits[::2]) + sum(sum(divmod(2 * digit, 10)) for digit in digits[1::2])
    return total % 10 == 0 and len(set(number)) > 2


def _private(
    context: Context, holds: Callable[[str], bool], zh: str, en: str, expected: str | None = None
) -> Iterator[Finding]:
    """A finding for each text that holds such a number: where it stands, never the number itself."""
    for text in _suspects(context):
        if holds(text.text):
            where = shown_path(text)
            message = say(f"“{where}”里{zh}（此处不重复号码）。", f"There is {en.format(where)} (not repeated here).")
            yield Finding(message, text.place, expected=expected, discreet=True)


@rule("P01", "error", "公开的文字里没有手机号码", "no mobile number in the published texts")
def mobile_numbers(context: Context) -> Iterator[Finding]:
    """E50: a personal mobile number is published. 11 digits from 13 to 19, also full width, written out in Chinese, or with blanks, dashes and brackets between. The number is not repeated.

    Basis: 《个人信息保护法》第二十五条：公开个人信息须取得单独同意；预算公开只需办公电话 | Personal Information Protection Law, article 25: publishing personal information needs separate consent; an office line is enough
    Help: 删去手机号码，或改为办公电话（区号-号码） | remove the number, or give an office line (area code and number)
    Wrong: 联系电话：1▇▇▇▇▇▇▇▇▇▇（手机） | contact: 1▇▇▇▇▇▇▇▇▇▇ (mobile)
    Right: 联系电话：区号-办公号码 | contact: area code and office number
    """
    zh, en = "有一个手机号码，公开前应删去或改为办公电话", "a mobile number in {}: remove it or give an office line"
    yield from _private(context, has_mobile, zh, en, say("办公电话", "an office line"))


@rule("P02", "error", "公开的文字里没有居民身份证号码", "no citizen id in the published texts")
def citizen_ids(context: Context) -> Iterator[Finding]:
    """A citizen id with a date of birth and a valid check digit is private (GB 11643). The number is not repeated.

    Basis: 《个人信息保护法》第二十八条；校验码按 GB 11643 | Personal Information Protection Law, article 28; check digit by GB 11643
    Help: 删去身份证号码 | remove the citizen id
    Wrong: 经办人身份证：▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇ | citizen id of the clerk: ▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇
    Right: 经办人：办公室 | clerk: the office
    """
    yield from _private(context, has_citizen_id, "有一个居民身份证号码，公开前应删去", "a citizen id in {}: remove it")


@rule("P03", "warning", "公开的文字里没有银行卡号", "no bank card number in the published texts")
def bank_cards(context: Context) -> Iterator[Finding]:
    """16 to 19 digits with the prefix of a card issued in China and the right check digit (Luhn, ISO/IEC 7812). Amounts, document numbers and codes are none; a number of another brand counts beside a word such as 卡号 or in groups of four. The number is not repeated.

    Basis: 《个人信息保护法》第二十八条：金融账户属敏感个人信息；校验位按 ISO/IEC 7812 | Personal Information Protection Law, article 28: financial accounts are sensitive; check digit by ISO/IEC 7812
    Help: 删去银行卡号；确属单位对公账户的，也不宜随预算公开 | remove the card number; a unit's own account has no place in a budget disclosure either
    Wrong: 补贴打入卡号 62▇▇ ▇▇▇▇ ▇▇▇▇ ▇▇▇▇ | paid to card 62▇▇ ▇▇▇▇ ▇▇▇▇ ▇▇▇▇
    Right: 补贴通过银行代发 | paid through the bank
    """
    zh, en = "有一个像银行卡号的数字，公开前应删去", "what looks like a bank card number in {}: remove it"
    yield from _private(context, has_bank_card, zh, en)
