"""Why a text is no amount, and the amount that was meant."""

from __future__ import annotations

import time

import pytest

from reportgen.load.amount import AmountError, parse_amount, parse_amounts
from reportgen.model.money import AmountUnit


def refused(text: str, unit: AmountUnit = "元") -> AmountError:
    with pytest.raises(AmountError) as caught:
        parse_amount(text, unit)
    return caught.value


@pytest.fixture(autouse=True)
def _chinese(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REPORTGEN_LANG", "zh")


@pytest.mark.parametrize(
    ("text", "words", "right"),
    [
        ("(1,234.00)", "括号", "1234.00，如果本来不是负数"), ("（５）", "括号", "5，如果本来不是负数"), ("-3", "正负号", "3，如果本来不是负数"),
        ("3-", "正负号", "3，如果本来不是负数"), ("+1,000", "正负号", "1000"), ("▲5", "正负号", "5，如果本来不是负数"),
        ("-", "留空或写 0", "留空，或 0"), ("—", "留空或写 0", "留空，或 0"), ("无", "留空或写 0", "留空，或 0"),
        ("#DIV/0!", "错误值", "改正公式，或直接填写数"), ("####", "列太窄", "加宽这一列，再另存一次"), ("TRUE", "逻辑值", None),
        ("inf", "有限", None), ("1E+05", "科学记数法", "数值"), ("2024-02-28", "日期", "45350"), ("2024年2月", "日期", "数值"),
        ("2024-02-31", "日期", "数值"), ("12:30:00", "日期", "数值"), ("30万元", "单位", "300000（"), ("1.5亿", "单位", "150000000（"),
        ("¥1,000", "单位", "1000（"), ("5元整", "单位", "5（"), ("2千元", "单位", "2000（"), ("$5", "外币", None), ("5%", "百分数", None),
        ("30,0000", "千位分隔符", "300000"), ("1200,00", "千位分隔符", "1200.00，如果逗号是小数点"), ("1.000.000,50", "千位分隔符", "1000000.50"),
        ("1.2.3", "小数点", None), ("5.", "缺数字", "5"), (".5", "缺数字", "0.5"), ("5\u200b", "U+200B", "5"), ("\u202e5", "U+202E", "5"),
        ("'5", "撇号", "5"), ("1 000", "空格", "1000"), ("1'000.5", "空格", "1000.5"), ("5。5", "小数点", "5.5"), ("5。", "标点", "5"),
        ("“5”", "标点", "5"), ("1、2", "标点", None), ("3O0", "字母“O”", "300"), ("l0", "字母“l”", "10"), ("=1+1", "算式", "算出来的数"),
        ("100/2", "算式", "算出来的数"), ("五十万", "阿拉伯数字", None), ("伍拾万元整", "阿拉伯数字", None), ("0x1F", "十进制", None),
        ("٣", "阿拉伯数字", None), ("½", "阿拉伯数字", None), ("约5", "别的文字", "5"), ("a1b2", "不是金额", None), ("文字", "不是金额", None),
    ],
)  # fmt: skip
def test_what_stands_there_and_what_is_right(text: str, words: str, right: str | None) -> None:
    error = refused(text)
    assert words in error.zh
    assert error.en
    if right is None:
        assert error.expected.startswith("不带正负号、最多 2 位小数的数")
    else:
        assert right in error.expected


@pytest.mark.parametrize(
    ("text", "unit", "right"),
    [("300000元", "万元", "30（amount_unit 是万元）"), ("30万", "万元", "30（"), ("1元", "万元", "0.0001（")],
)
def test_units_are_converted(text: str, unit: AmountUnit, right: str) -> None:
    assert right in refused(text, unit).expected


@pytest.mark.parametrize(
    ("text", "unit", "right"),
    [
        ("0.005", "元", "0.01"),
        ("33333.3333333333", "元", "33333.33"),
        ("1,000.999", "元", "1001.00"),
        ("0.1234565", "万元", "0.123457"),
    ],
)
def test_too_many_decimals_are_rounded_half_up(text: str, unit: AmountUnit, right: str) -> None:
    assert f"四舍五入是 {right}（" in refused(text, unit).expected


def test_the_advice_itself_can_be_read() -> None:
    for text in ("'5", "1 000", "5。5", "30,0000", "3O0", "+1,000", ".5", "5."):
        assert parse_amount(refused(text).expected, "元") > 0


def test_long_texts_take_no_time() -> None:
    began = time.process_time()
    for piece in ("1,", "1.", "(", "万", "０", "-1", " 1", "一", "a1"):
        refused(piece * 200_000 + "x")
    assert time.process_time() - began < 2


def test_many_different_faults_are_looked_into_no_more() -> None:
    texts = [f"x{number}y" for number in range(5000)]
    amounts, errors = parse_amounts(texts, "元")
    assert amounts == [0] * 5000
    assert len(errors) == 5000
    assert "别的文字" in errors[0].zh
    assert errors[4999].zh == "这不是金额"
