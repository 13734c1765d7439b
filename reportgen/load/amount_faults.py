"""Why a text is no amount: what stands there by its looks, and the amount that was meant where that is certain."""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Final, NamedTuple

from reportgen.model.language import say
from reportgen.model.money import AmountUnit

LOOKED_AT: Final = 200
"""No more characters of a text are looked at: longer ones are no slip of a number."""
_PER_UNIT: Final[dict[AmountUnit, int]] = {"元": 1, "万元": 10_000}
_NUMBER: Final = r"(?:[0-9]+|[1-9][0-9]{0,2}(?:,[0-9]{3})+)(?:\.[0-9]+)?"
_NONE: Final = frozenset("-–—―－_/\\*…无零〇空") | {
    "--",
    "---",
    "——",
    "没有",
    "N/A",
    "n/a",
    "NA",
    "null",
    "NULL",
    "None",
}
"""What people write for no amount."""
_ERROR: Final = re.compile(r"#(?:VALUE!|N/A|REF!|DIV/0!|NAME\?|NUM!|NULL!|SPILL!|CALC!|GETTING_DATA|值!|数!)")
_NAN: Final = re.compile(r"[+-]?(?:nan|inf|infinity|∞)", re.IGNORECASE)
_DATE: Final = re.compile(
    r"((?:19|20)[0-9]{2})[-/.年](0[1-9]|1[0-2]|[1-9])(?:[-/.月](0[1-9]|[12][0-9]|3[01]|[1-9])(?![0-9])|月?$)"
)
_TIME: Final = re.compile(r"[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?(?:\.[0-9]+)?")
_UNIT: Final = re.compile(
    rf"(?:人民币|RMB|CNY|USD|[¥￥$＄])?\s*({_NUMBER})\s*(千元|万元|百万元|亿元|千|万|百万|亿|元|圆|yuan|RMB|CNY|[¥￥])?\s*[整正]?",
    re.IGNORECASE,
)
_FACTORS: Final = {"千": 1000, "万": 10_000, "百万": 1_000_000, "亿": 100_000_000}
_HAN: Final = re.compile(
    r"[负零〇一二三四五六七八九十百千万亿两壹贰叁肆伍陆柒捌玖拾佰仟萬億点]+[元圆块]?[整正]?(?:[零一二三四五六七八九壹贰叁肆伍陆柒捌玖]+[角分])*[整正]?"
)
_ARITHMETIC: Final = re.compile(r"[0-9.,\s()]+(?:[+*/×÷-][0-9.,\s()]+)+")
_LOOKALIKES: Final = str.maketrans("OoＯｏОоlIｌＩSB", "000000111158")


class Why(NamedTuple):
    """The sentence in both languages, and what would be right in the reader's (None: the general rule says it)."""

    zh: str
    en: str
    right: str | None = None


def why(written: str, unit: AmountUnit) -> Why:
    """Why ``written``, neither blank nor an amount of ``unit``, is refused; full-width digits in it are half-width already."""
    text = written[:LOOKED_AT]
    for test in _TESTS:
        found = test(text, unit)
        if found is not None:
            return found
    return Why("这不是金额", "this is not an amount")


def _nothing(text: str, unit: AmountUnit) -> Why | None:
    if text not in _NONE:
        return None
    return Why(
        "没有金额时留空或写 0，不写别的",
        "where there is no amount the cell is blank or 0",
        say("留空，或 0", "blank, or 0"),
    )


def _error_value(text: str, unit: AmountUnit) -> Why | None:
    if text.strip("#") == "":
        zh, en = (
            "这是一串 #：列太窄，数字没有显示出来",
            "this is a row of #: the column was too narrow to show the number",
        )
        return Why(zh, en, say("加宽这一列，再另存一次", "widen the column and save it again"))
    if _ERROR.match(text):
        zh, en = (
            "这是表格软件的错误值，公式没有算出数来",
            "this is an error value of the spreadsheet: its formula gave no number",
        )
        return Why(zh, en, say("改正公式，或直接填写数", "correct the formula, or type the number"))
    if _NAN.fullmatch(text):
        return Why("这不是有限的数", "this is no finite number")
    if text.upper() in ("TRUE", "FALSE"):
        return Why("这是逻辑值 TRUE 或 FALSE，不是金额", "this is TRUE or FALSE, which is not an amount")
    return None


def _signed(text: str, unit: AmountUnit) -> Why | None:
    plain = unicodedata.normalize("NFKC", text)
    bracketed = re.fullmatch(rf"[(\[〔]\s*[¥$]?\s*({_NUMBER})\s*[)\]〕]", plain)
    if bracketed:
        zh, en = (
            "括号里的数是负数的写法，金额不能是负数",
            "a number in brackets is a negative one, and an amount is never negative",
        )
        return Why(zh, en, _if_positive(bracketed[1]))
    marked = re.fullmatch(rf"([-+−﹣﹢–—▲△])\s*[¥$]?\s*({_NUMBER})\s*元?|({_NUMBER})\s*([-+−])", plain)
    if marked:
        zh, en = "金额不能带正负号", "an amount carries no sign"
        number, sign = marked[2] or marked[3], marked[1] or marked[4]
        return Why(zh, en, number.replace(",", "") if sign in "+﹢" else _if_positive(number))
    return None


def _if_positive(number: str) -> str:
    plain = number.replace(",", "")
    return say(f"{plain}，如果本来不是负数", f"{plain}, if it is not meant to be negative")


def _exponent(text: str, unit: AmountUnit) -> Why | None:
    if not re.fullmatch(r"[0-9.,]+[eE][+-]?[0-9]+", text):
        return None
    zh, en = "金额不能写成科学记数法", "an amount is not written with an exponent"
    right = say("把单元格设为“数值”格式，重新填写全部数字", "format the cell as a number and type all its digits again")
    return Why(zh, en, right)


def _date(text: str, unit: AmountUnit) -> Why | None:
    found = _DATE.match(text)
    if found is None and _TIME.fullmatch(text) is None:
        return None
    zh, en = (
        "这是日期，不是金额；单元格的格式可能被改成了日期",
        "this is a date, not an amount; the cell may have been formatted as one",
    )
    right = say("把单元格设为“数值”格式，重新填写金额", "format the cell as a number and type the amount again")
    serial = _serial(found) if found else None
    if serial is not None:
        right += say(f"（单元格里存的数可能是 {serial}）", f" (the number in the cell may be {serial})")
    return Why(zh, en, right)


def _serial(found: re.Match[str]) -> int | None:
    """The number that a spreadsheet stores for a date."""
    try:
        day = datetime.date(int(found[1]), int(found[2]), int(found[3] or 1))
    except ValueError:
        return None
    return (day - datetime.date(1899, 12, 30)).days if found[3] else None


def _with_unit(text: str, unit: AmountUnit) -> Why | None:
    found = _UNIT.fullmatch(text)
    if found is None or found.span(1) == (0, len(text)):
        return None
    factor = _FACTORS.get((found[2] or "").removesuffix("元"), 1)
    if (not found[2] and text[0] in "$＄") or text[:3].upper() == "USD":
        return Why("金额前面有外币符号", "a sign of a foreign currency stands before the amount")
    zh, en = (
        "金额前后不写单位和货币符号，单位由 amount_unit 决定",
        "no unit or currency stands at an amount; amount_unit tells the unit",
    )
    value = Decimal(found[1].replace(",", "")) * factor / _PER_UNIT[unit]
    right = f"{value.normalize():f}"
    return Why(zh, en, say(f"{right}（amount_unit 是{unit}）", f"{right} (amount_unit is {unit})"))


def _percentage(text: str, unit: AmountUnit) -> Why | None:
    if not re.fullmatch(rf"{_NUMBER}\s*[%％‰]", text):
        return None
    return Why("这是百分数，不是金额", "this is a percentage, not an amount")


def _separated(text: str, unit: AmountUnit) -> Why | None:
    """Separators that stand in the wrong place or are the wrong ones, though the digits are plain."""
    if re.fullmatch(r"[0-9]{1,3}(?:\.[0-9]{3})+,[0-9]{1,2}", text):
        right = text.replace(".", "").replace(",", ".")
        return Why(
            "千位分隔符的位置不对：小数点用“.”，千位用“,”",
            "the thousands separators are misplaced: `.` marks decimals, `,` thousands",
            right,
        )
    if "," in text and re.fullmatch(r"[0-9]+(?:\.[0-9]+)?", text.replace(",", "")):
        zh, en = "千位分隔符的位置不对", "the thousands separators are misplaced"
        whole, _, last = text.rpartition(",")
        if "." not in text and len(last) in (1, 2):
            right = f"{whole.replace(',', '')}.{last}"
            return Why(zh, en, say(f"{right}，如果逗号是小数点", f"{right}, if the comma marks decimals"))
        # Chinese groups of four (30,0000) and slips of the hand: without separators it is right in any case.
        return Why(zh, en, text.replace(",", ""))
    if text.count(".") > 1 and re.fullmatch(r"[0-9.,]+", text):
        return Why("有不止一个小数点", "there is more than one decimal point")
    if re.fullmatch(r"[0-9][0-9,]*\.", text):
        return Why("小数点后面缺数字", "there are no digits behind the decimal point", text[:-1].replace(",", ""))
    if re.fullmatch(r"\.[0-9]+", text):
        return Why("小数点前面缺数字", "there are no digits before the decimal point", f"0{text}")
    return None


def _unseen(text: str, unit: AmountUnit) -> Why | None:
    """Characters that nobody sees, among the digits."""
    found = [character for character in text if unicodedata.category(character) in ("Cf", "Cc")]
    if not found:
        return None
    name = f"U+{ord(found[0]):04X}"
    rest = "".join(character for character in text if character not in found)
    right = (
        rest if re.fullmatch(_NUMBER, rest) else say("删去它，或重新填写这一格", "delete it, or type the cell again")
    )
    return Why(f"金额里有看不见的字符 {name}", f"the amount holds the invisible character {name}", right)


def _punctuated(text: str, unit: AmountUnit) -> Why | None:
    """A number with a mark too many, or a wrong one."""
    if text[0] in "'‘’`＇" and re.fullmatch(_NUMBER, text[1:]):
        zh, en = "金额前面多了一个撇号", "an apostrophe stands before the amount"
        return Why(zh, en, text[1:].replace(",", ""))
    joined = re.sub(r"[\s'’_]", "", text)
    if joined != text and re.fullmatch(_NUMBER, joined):
        return Why(
            "数字中间有空格或别的分隔符", "blanks or other marks stand between the digits", joined.replace(",", "")
        )
    point = re.sub(r"[。·•‧・]", ".", text)
    if point != text and re.fullmatch(_NUMBER, point):
        return Why("小数点不是半角的“.”", "the decimal point is not a plain `.`", point.replace(",", ""))
    trimmed = text.strip("。.,，、;；:：!！*＊\"“”'‘’ ")
    if trimmed != text and re.fullmatch(_NUMBER, trimmed):
        return Why("金额前后多了标点", "a punctuation mark stands beside the amount", trimmed.replace(",", ""))
    if re.fullmatch(r"[0-9]+(?:[、;；，][0-9]+)+", text):
        return Why("数字之间是别的标点", "other marks stand between the digits")
    return None


def _lookalike(text: str, unit: AmountUnit) -> Why | None:
    meant = text.translate(_LOOKALIKES)
    if meant == text or not re.search("[0-9]", text) or not re.fullmatch(_NUMBER, meant):
        return None
    odd = next(character for character in text if character.translate(_LOOKALIKES) != character)
    return Why(
        f"数字里夹了字母“{odd}”",
        f'the letter "{odd}" stands among the digits',
        meant.replace(",", "").lstrip("0") or "0",
    )


def _calculation(text: str, unit: AmountUnit) -> Why | None:
    if text[0] not in "=@" and not _ARITHMETIC.fullmatch(text):
        return None
    zh, en = "这是算式，表里要写算出来的数", "this is a calculation; its result must stand here"
    return Why(zh, en, say("算出来的数", "the result"))


def _other_digits(text: str, unit: AmountUnit) -> Why | None:
    if _HAN.fullmatch(text):
        zh, en = (
            "这不是金额：要用阿拉伯数字写",
            "this is not an amount: it is written in digits, not in Chinese numerals",
        )
        return Why(zh, en)
    if re.match(r"0[xXbBoO][0-9A-Fa-f]+$", text):
        return Why("这不是十进制数", "this is no decimal number")
    if any(unicodedata.category(c) in ("Nd", "Nl", "No") and c not in "0123456789" for c in text):
        zh, en = "这些不是普通的阿拉伯数字", "these are not the plain digits 0 to 9"
        return Why(zh, en)
    return None


def _among_words(text: str, unit: AmountUnit) -> Why | None:
    numbers = list(_numbers(text))
    if len(numbers) != 1:
        return None
    zh, en = "金额里夹了别的文字，只写数", "other text stands beside the number; the number alone is wanted"
    return Why(zh, en, numbers[0].replace(",", ""))


def _numbers(text: str) -> Iterator[str]:
    return (found[0] for found in re.finditer(_NUMBER, text))


_TESTS: Final[tuple[Callable[[str, AmountUnit], Why | None], ...]] = (
    _nothing, _error_value, _signed, _exponent, _date, _with_unit, _percentage, _separated, _unseen, _punctuated,
    _lookalike, _calculation, _other_digits, _among_words,
)  # fmt: skip
"""From the most certain to the least."""
