"""Cells of an indicator table read as measures: comparison sign, exact number and measure word (量词、单位)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from fractions import Fraction
from typing import Final, NamedTuple

from reportgen.model.money import decimal_text, half_up

SIGNS: Final[dict[str, tuple[str, ...]]] = {
    "≥": (">=", "=>", "≥", "≧", "⩾", "》=", "〉=", "大于等于", "大于或等于", "不低于", "不少于", "不小于", "至少"),
    "≤": ("<=", "=<", "≤", "≦", "⩽", "《=", "〈=", "小于等于", "小于或等于", "不高于", "不超过", "不大于", "不多于"),
    "=": ("=", "==", "等于"),
    ">": (">", "》", "大于", "超过"),
    "<": ("<", "《", "小于", "低于", "少于"),
}
"""Sign → how people write it."""
_SIGN_OF: Final = {written: sign for sign, all_written in SIGNS.items() for written in all_written}
_SIGN: Final = "|".join(re.escape(written) for written in sorted(_SIGN_OF, key=len, reverse=True))
NUMBER: Final = r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?"
_MEASURE: Final = re.compile(
    rf"(?P<sign>{_SIGN})?(?P<number>{NUMBER})(?P<unit>[^0-9]{{0,12}}|m[23]|[^0-9]{{1,4}}/m[23])"
)
_AFTER: Final = re.compile(r"(及以上|或以上|以上|及以下|或以下|以下|以内|之内|内|左右)$")
_NAME_UNIT: Final = re.compile(r"[（(]([^（）()]{1,12})[）)]$")
LONGEST: Final = 60
"""A cell with more characters is a text."""
BLANKS: Final = frozenset({"", "-", "--", "—", "——", "/", "无", "暂无", "不适用"})
"""What stands in a cell that holds nothing."""

MONEY: Final[dict[str, Fraction]] = {
    "元": Fraction(1, 10_000),
    "百元": Fraction(1, 100),
    "千元": Fraction(1, 10),
    "万元": Fraction(1),
    "百万元": Fraction(100),
    "亿元": Fraction(10_000),
}
"""Unit of money → how many 万元."""
_SAME: Final = {
    **dict.fromkeys(("名", "位"), "人"), **dict.fromkeys(("m2", "平米", "平方", "㎡"), "平方米"), "m3": "立方米",
    "项": "个", "场次": "场", "回": "次", "千米": "公里", "km": "公里", "公斤": "千克", "kg": "千克", "日": "天",
    "工作日": "天", "幢": "栋", "棵": "株", "个小时": "小时", "h": "小时", "min": "分钟", "t": "吨", "百分比": "%",
    "百分数": "%", "万元整": "万元", "元整": "元", "个月": "月", "年度": "年", "个工作日": "天",
}  # fmt: skip
"""Unit as written → the one it is compared as."""
COUNTS: Final = (
    "人次", "车次", "床位", "人", "家", "个", "次", "场", "台", "套", "件", "辆", "栋", "座", "间", "处", "块", "亩", "公顷",
    "平方米", "立方米", "公里", "米", "吨", "千克", "户", "所", "份", "篇", "本", "册", "条", "部", "批", "组", "只", "头",
    "株", "例", "起", "宗", "笔", "张", "架", "艘", "期", "班", "门", "类", "种", "学时", "课时", "盏", "把", "根", "口", "片", "节",
)  # fmt: skip
_UNITS: Final = frozenset((*COUNTS, *MONEY, "%", "‰", "年", "月", "天", "小时", "分钟", "秒", "分", "倍", "度", "级"))
_EITHER: Final = frozenset({"台", "套", "件", "个", "批", "组", "家", "辆", "间", "处", "把", "张"})


class Measure(NamedTuple):
    """What a cell says: ``≤1,300元/㎡`` is sign ≤, number 1300, unit 元/平方米."""

    sign: str
    """A key of `SIGNS`; empty where none is written."""
    number: Fraction
    decimals: int
    unit: str
    """The unit it is compared as; empty where none is written."""
    written: str
    """The cell without blanks, full width folded."""

    @property
    def figure(self) -> str:
        """Number and unit for a message."""
        return f"{number_text(self.number)}{self.unit}"


def folded(text: str) -> str:
    """Full width folded to plain characters, blanks taken out."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def measure(text: str) -> Measure | None:
    """The one number of a cell with its sign and unit; None for words, ranges, dates and anything else.

    万 and 亿 before a measure word count into the number (``3万人次`` is 30,000 人次).
    """
    plain = folded(text) if len(text) <= LONGEST else ""
    match = _MEASURE.fullmatch(plain)
    if match is None:
        return None
    sign, unit = _SIGN_OF.get(match["sign"] or "", ""), match["unit"]
    if after := _AFTER.search(unit):
        unit = unit[: after.start()]
        sign = sign or {"上": "≥", "下": "≤", "内": "≤"}.get(after[0][-1], "")
    digits = match["number"].replace(",", "")
    number = Fraction(digits)
    if unit[:1] in ("万", "亿") and unit not in MONEY and unit.split("/")[0] not in MONEY:
        number *= 10_000 if unit[0] == "万" else 100_000_000
        unit = unit[1:]
    return Measure(sign, number, len(digits.partition(".")[2]), unit_of(unit), plain)


def unit_of(written: str) -> str:
    """A unit as it is compared: synonyms folded, a trailing /年 left out (a budget is of one year)."""
    parts = [_SAME.get(part, part) for part in written.replace("每", "/").split("/")]
    if len(parts) > 1 and parts[-1] == "年":
        parts.pop()
    parts[-1] = re.sub(r"[·.*]年$", "", parts[-1])
    return "/".join(parts)


def is_unit(unit: str) -> bool:
    """Whether every part of a unit is a known one."""
    return all(part in _UNITS or bool(_alternatives(part)) for part in unit.split("/")) if unit else False


def name_unit(name: str) -> str:
    """The unit in brackets at the end of an indicator's name, as it is compared; empty where there is none."""
    match = _NAME_UNIT.search(folded(name))
    unit = unit_of(match[1]) if match else ""
    return unit if is_unit(unit) else ""


def same_unit(a: str, b: str) -> bool:
    """Whether two units mean the same; 台/套 and 台（套） mean either."""
    return a == b or bool(_either(a) & _either(b))


def alike(a: str, b: str) -> bool:
    """Whether two measure words can count the same things: 项 and 套 can, 次 and 人 cannot. A missing one can."""
    return not a or not b or same_unit(a, b) or ({a, b} <= _EITHER and "个" in (a, b))


def is_fraction(value: Measure, last: Measure) -> bool:
    """Whether a rate stands in per cent in one cell and as a fraction in the other: 95% and 0.95."""
    return value.unit == "%" and not last.unit and 0 < last.number <= 1 and value.number >= 20 * last.number


def mentions(text: str, words: Sequence[str]) -> bool:
    """Whether one of the words stands in a text."""
    return any(word in text for word in words)


def is_blank(text: str) -> bool:
    """Whether a cell holds nothing, or a dash that says so."""
    return folded(text) in BLANKS


def number_text(value: Fraction) -> str:
    """A number for a message: thousands separators, at most four decimals, no trailing zeros."""
    text = decimal_text(half_up(value, 4), 4, thousands=True)
    return text.rstrip("0").rstrip(".")


def sum_text(values: list[Fraction]) -> str:
    """``70 + 75 + 160``; only the first and the last of very many."""
    shown = [number_text(value) for value in values]
    return " + ".join(shown if len(shown) <= 8 else [*shown[:4], "…", shown[-1]])


def _either(unit: str) -> frozenset[str]:
    return _alternatives(unit) or frozenset({unit})


def _alternatives(unit: str) -> frozenset[str]:
    parts = frozenset(re.split(r"[/()（）]", unit.rstrip(")）")))
    return parts if len(parts) > 1 and parts <= _EITHER else frozenset()
