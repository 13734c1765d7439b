"""Cells read as measures: what a clerk may write, and what is left alone."""

from __future__ import annotations

from fractions import Fraction

import pytest

from reportgen.check.plausibility.measures import (
    alike,
    is_blank,
    is_unit,
    measure,
    name_unit,
    number_text,
    same_unit,
    sum_text,
)


@pytest.mark.parametrize(
    ("text", "sign", "number", "unit"),
    [
        ("≥22个", "≥", "22", "个"),
        ("100%", "", "100", "%"),
        ("＞＝９５％", "≥", "95", "%"),
        ("》=95%", "≥", "95", "%"),
        ("≤3000元/平方米", "≤", "3000", "元/平方米"),
        ("≥1,300.5元/㎡", "≥", "1300.5", "元/平方米"),
        ("1300元/m²", "", "1300", "元/平方米"),
        ("1.5万元/人·年", "", "1.5", "万元/人"),
        ("=12次/年", "=", "12", "次"),
        ("2次/月", "", "2", "次/月"),
        ("3万人次", "", "30000", "人次"),
        ("≤2.64万元", "≤", "2.64", "万元"),
        ("20个以上", "≥", "20", "个"),
        ("10天以内", "≤", "10", "天"),
        ("不少于 3 次", "≥", "3", "次"),
        ("98名", "", "98", "人"),
        ("2000", "", "2000", ""),
        ("=2023年", "=", "2023", "年"),
    ],
)
def test_a_cell_with_one_number(text: str, sign: str, number: str, unit: str) -> None:
    found = measure(text)
    assert found is not None
    assert (found.sign, found.number, found.unit) == (sign, Fraction(number), unit)


@pytest.mark.parametrize(
    "text",
    ["有效保障", "2024年12月底前", "5-8次", "-", "", "每人6万元", "1,23", "约20场", "第3名", "≥", "1.2.3", "3个+2个"],
)
def test_what_is_no_single_number_is_left_alone(text: str) -> None:
    assert measure(text) is None


def test_a_very_long_cell_is_read_at_once() -> None:
    assert measure("9" * 200_000 + "个") is None
    assert measure("≥" * 200_000) is None
    assert measure("1," * 100_000) is None


@pytest.mark.parametrize(
    ("name", "unit"),
    [
        ("房屋修缮成本(元/m²)", "元/平方米"),
        ("购置设备（个）", "个"),
        ("发放补助次数（次/年）", "次"),
        ("服务器（台/套）", "台/套"),
        ("改造工程（一期）", ""),
        ("设备（含软件）购置", ""),
    ],
)
def test_the_unit_of_a_name(name: str, unit: str) -> None:
    assert name_unit(name) == unit


def test_units_that_mean_the_same() -> None:
    assert same_unit("台/套", "台")
    assert same_unit("台", "台(套)")
    assert not same_unit("台", "个")
    assert alike("个", "台")
    assert alike("", "次")
    assert not alike("次", "人")
    assert not alike("台", "间")
    assert is_unit("万元/人")
    assert not is_unit("个高质量")


def test_texts_of_numbers() -> None:
    assert number_text(Fraction(11_810, 1000)) == "11.81"
    assert number_text(Fraction(2405)) == "2,405"
    assert sum_text([Fraction(70), Fraction(75)]) == "70 + 75"
    assert sum_text([Fraction(n) for n in range(9)]) == "0 + 1 + 2 + 3 + … + 8"
    assert is_blank(" － ")
    assert not is_blank("0")
