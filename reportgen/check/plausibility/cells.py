"""Cells of an indicator against each other: units, signs and what a rate can be (E10, E11, E41, E44, Q02, Q03)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from reportgen.check.context import Context
from reportgen.check.plausibility.measures import (
    Measure,
    folded,
    is_blank,
    is_fraction,
    is_unit,
    mentions,
    number_text,
    same_unit,
)
from reportgen.check.plausibility.sheets import Line, Sheet, sheets, value_place
from reportgen.check.registry import Finding, rule
from reportgen.model.language import say

FIRST_YEAR: Final = 1900
"""From here on a number before 年 is a calendar year, below it a term."""
GOOD: Final = re.compile(
    r"(?<![不未非])(?:满意|合格|通过|及时|准时|完成|覆盖|知晓|达标|完好|正确|准确|优良|参与|到位|受理|合规|公开)(?:率|度)(?!下降|降低)"
)
BAD: Final = re.compile(
    r"(?:差错|故障|投诉|事故|失误|违规|错误|返工|流失|破损|缺陷|超标)(?:率|次数|起数|数量|数|件数)|发生率"
)
_SHORT: Final = re.compile(
    r"(?:响应|反应|修复|恢复|处理|处置|办结|办理|抢通|到达|等待)(?:时间|时限)|失学|药占比|损失率"
)
"""What is better the shorter or smaller it is."""
_BRACKET: Final = re.compile(r"[（(]([^（）()]+)[）)]$")
_FREE: Final = ("完成", "参与", "达标", "覆盖")
"""Rates that may be over 100 %: more than planned can be done."""


@rule("E10", "warning", "指标名称里的单位与指标值的单位一致", "the unit in an indicator's name is that of its value")
def units_of_names(context: Context) -> Iterator[Finding]:
    """E10: where the name ends in a unit in brackets, the value is in that unit; synonyms (m² and 平方米, 名 and 人) are one.

    Basis: 同一行里指标名称、指标值、上年完成值用同一个计量单位 | Name, value and last year's value of one row use one unit
    Help: 按实际计量单位改指标值或指标名称里的单位。 | Put the unit right, in the value or in the name.
    Wrong: 房屋修缮成本（元/㎡）  ≤1300平方米 | repair cost (元/㎡): ≤1300平方米
    Right: 房屋修缮成本（元/㎡）  ≤1300元/平方米 | repair cost (元/㎡): ≤1300元/平方米
    """
    for sheet in sheets(context):
        for line in sheet.lines:
            value = line.value
            if value is None or not line.name_unit or not is_unit(value.unit) or same_unit(value.unit, line.name_unit):
                continue
            bracket = _BRACKET.search(line.name)
            # A rate is shown as it is compared: ㎡ may have been folded to m2.
            named = bracket[1] if bracket and "/" not in bracket[1] else line.name_unit
            yield Finding(
                say(
                    f"{sheet.name}的指标“{line.row.level3}”，指标值 {line.row.value} 的单位是 {value.unit}，名称里写的是"
                    f" {named}。",
                    f"The value {line.row.value} of {line.row.level3} ({sheet.name}) is in {value.unit}, the name says "
                    f"{named}.",
                ),
                value_place(line),
                line.row.value,
                value.written.removesuffix(_written_unit(value)) + named,
            )


def _written_unit(value: Measure) -> str:
    """The unit of a cell as it stands there."""
    return (
        re.split(r"[0-9]", value.written.replace("m2", "m²").replace("m3", "m³"))[-1]
        .replace("²", "2")
        .replace("³", "3")
    )


@rule("E44", "warning", "上年完成值与指标值的单位一致", "last year's value is in the unit of this year's")
def units_of_last_year(context: Context) -> Iterator[Finding]:
    """E44: 个 against 台, 1% against 0.01, or a word in one year and a number in the other: the two cannot be compared.

    Basis: 同一行里指标值与上年完成值用同一个计量单位，才能比较完成情况 | Value and last year's value can be compared only in one unit
    Help: 把上年完成值改成与指标值相同的单位和写法。 | Write last year's value in the unit of the target.
    Wrong: ≥22个，上年完成值 15台；有效保障，上年完成值 100% | ≥22个, last year 15台; a word, last year 100%
    Right: ≥22台，上年完成值 15台；≥95%，上年完成值 95% | ≥22台, last year 15台; ≥95%, last year 95%
    """
    for sheet in sheets(context):
        for line in sheet.lines:
            unlike = _unlike(line)
            if unlike is not None:
                yield Finding(
                    say(
                        f"{sheet.name}的指标“{line.row.level3}”，指标值“{line.row.value}”，上年完成值“{line.row.last_year}”，{unlike[0]}。",
                        f"{line.row.level3} ({sheet.name}): the value is {line.row.value}, last year's {line.row.last_year}; "
                        f"{unlike[1]}.",
                    ),
                    line.row.cell("last_year"),
                    line.row.last_year,
                    unlike[2],
                )


def _unlike(line: Line) -> tuple[str, str, str] | None:
    """Why the two years cannot be compared, in both languages, and what would be right."""
    value, last = line.value, line.last
    if is_blank(line.row.last_year) or is_blank(line.row.value):
        return None
    if value is None or last is None:
        words = line.row.value if value is None else line.row.last_year
        if (value is None) == (last is None) or re.search("[0-9一二三四五六七八九十]", folded(words)):
            return None
        right = (say("文字", "words"), say("数字", "a number"))[value is not None]
        return "一年是文字，一年是数字", "one year is a word, the other a number", right
    if is_fraction(value, last):
        return "一个带百分号，一个是小数", "one is per cent, the other a fraction", f"{number_text(last.number * 100)}%"
    if not is_unit(value.unit) or not is_unit(last.unit) or same_unit(value.unit, last.unit):
        return None
    if line.name_unit and same_unit(last.unit, line.name_unit):
        return None  # Either the name admits both (台/套), or the value is what is wrong, which E10 tells.
    return "单位不同", "the units differ", say(f"以{value.unit}计", f"in {value.unit}")


@rule("E11", "warning", "上年完成值是一个实际数，与指标值同类", "last year's value is a plain number of the same kind")
def kinds_of_last_year(context: Context) -> Iterator[Finding]:
    """E11: what was done last year is a fact: it has no comparison sign; and a calendar year is not held against a term.

    Basis: 上年完成值填上年实际完成数，不带 ≥、≤、= | 上年完成值 is what was really done: a number without ≥, ≤ or =
    Help: 上年完成值填实际数，不带比较符号；期限填年数，不填年份。 | Give the number alone; for a term, its years.
    Wrong: 租赁期限 =5年，上年完成值 =2023年 | term =5年, last year =2023年
    Right: 租赁期限 =5年，上年完成值 5年 | term =5年, last year 5年
    """
    for sheet in sheets(context):
        for line in sheet.lines:
            last, value = line.last, line.value
            if last is None:
                continue
            bare = last.written.lstrip("≥≤=><≧≦⩾⩽《》〈〉")
            years = value is not None and value.unit == last.unit == "年"
            if value is not None and years and (value.number < FIRST_YEAR) != (last.number < FIRST_YEAR):
                yield _kind(
                    sheet, line, ("年份与年限不能相比", "a calendar year against a term"), _expected_year(value)
                )
            elif last.sign and bare != last.written:
                yield _kind(sheet, line, ("不应带比较符号", "it must not carry a comparison sign"), bare)


def _expected_year(value: Measure) -> str:
    if value.number < FIRST_YEAR:
        return say("年数，如 5年", "a number of years, such as 5年")
    return say("年份，如 2023年", "a calendar year, such as 2023年")


def _kind(sheet: Sheet, line: Line, why: tuple[str, str], expected: str) -> Finding:
    return Finding(
        say(
            f"{sheet.name}的指标“{line.row.level3}”（指标值 {line.row.value}），上年完成值“{line.row.last_year}”：{why[0]}。",
            f"Last year's value {line.row.last_year} of {line.row.level3} ({sheet.name}, value {line.row.value}): {why[1]}.",
        ),
        line.row.cell("last_year"),
        line.row.last_year,
        expected,
    )


@rule("E41", "warning", "比率不列在数量指标下", "a rate does not stand under 数量指标")
def rates_as_quantities(context: Context) -> Iterator[Finding]:
    """E41: 数量指标 count things; a value in per cent (…率, 同比下降…) measures quality, timeliness or effect.

    Basis: 财预〔2021〕101 号：数量指标反映预期提供的公共产品或服务数量 | Guide 财预〔2021〕101号: 数量指标 tell how much is provided
    Help: 改列质量指标、时效指标或效益指标；或把指标值换成个数。 | Move it to 质量, 时效 or 效益, or give a count.
    Wrong: 数量指标：节水型单位创建率 =100% | 数量指标: share of water-saving units =100%
    Right: 质量指标：节水型单位创建率 =100% | 质量指标: share of water-saving units =100%
    """
    for sheet in sheets(context):
        for line in sheet.lines:
            if line.quantity and line.value is not None and line.value.unit in ("%", "‰"):
                yield Finding(
                    say(
                        f"{sheet.name}的“{line.row.level3}” {line.row.value} 是比率，却列在“{line.row.level2}”下。",
                        f"{line.row.level3} {line.row.value} ({sheet.name}) is a rate but stands under {line.row.level2}.",
                    ),
                    value_place(line),
                    line.row.value,
                    say("质量、时效或效益指标", "质量指标, 时效指标 or 效益指标"),
                )


@rule("Q02", "warning", "指标值的比较符号与指标的含义相符", "the sign of a target agrees with what the indicator means")
def signs_of_targets(context: Context) -> Iterator[Finding]:
    """Satisfaction, pass and timeliness rates have lower limits, costs and error rates upper ones.

    Basis: 满意度、合格率、及时率等越高越好，用 ≥ 或 =；成本和差错率、故障率等越低越好，用 ≤ 或 = | More is better for satisfaction,
        pass and timeliness rates (≥ or =), less is better for costs and error rates (≤ or =)
    Help: 核对比较符号，改成相反的一个。 | Turn the sign round.
    Wrong: 使用人员满意度 ≤95%；设备采购成本 ≥30万元 | satisfaction ≤95%; cost of equipment ≥30万元
    Right: 使用人员满意度 ≥95%；设备采购成本 ≤30万元 | satisfaction ≥95%; cost of equipment ≤30万元
    """
    for sheet in sheets(context):
        for line in sheet.lines:
            value, name = line.value, line.name
            if value is None:
                continue
            bad = BAD.search(name) is not None
            good = GOOD.search(name) is not None and not bad and value.unit in ("%", "分", "")
            low = bad or _SHORT.search(name) is not None or (line.cost and not good and line.unit != "%")
            right = ("≥" if good and value.sign in ("≤", "<") else "") or (
                "≤" if low and value.sign in ("≥", ">") else ""
            )
            if right:
                yield Finding(
                    say(
                        f"{sheet.name}的指标“{line.row.level3}” {line.row.value}：这项指标应当用 {right}。",
                        f"{line.row.level3} {line.row.value} ({sheet.name}): this indicator wants {right}.",
                    ),
                    value_place(line),
                    line.row.value,
                    right + re.sub(r"^[^0-9]*", "", value.written),
                )


@rule("Q03", "warning", "满意度、合格率等不超过 100%", "satisfaction, pass rates and the like are at most 100 %")
def rates_over_hundred(context: Context) -> Iterator[Finding]:
    """A share of a whole is at most 100 %; rates of what was planned (完成率 …) may be over it.

    Basis: 满意度、合格率、及时率、覆盖率等是部分占全部的比例 | Satisfaction, pass and timeliness rates are shares of a whole
    Help: 核对指标值，多半多写或少写了一位。 | Check the digits.
    Wrong: 验收合格率 =1000%；职工满意度 ≥950% | pass rate =1000%; satisfaction ≥950%
    Right: 验收合格率 =100%；职工满意度 ≥95% | pass rate =100%; satisfaction ≥95%
    """
    for sheet in sheets(context):
        for line in sheet.lines:
            if not GOOD.search(line.name) or mentions(line.name, _FREE):
                continue
            for field, cell in (("value", line.value), ("last_year", line.last)):
                if cell is not None and cell.unit == "%" and cell.number > 100:
                    written = getattr(line.row, field)
                    yield Finding(
                        say(
                            f"{sheet.name}的指标“{line.row.level3}”为 {written}，超过 100%。",
                            f"{line.row.level3} ({sheet.name}) is {written}, over 100 %.",
                        ),
                        line.row.cell(field),
                        written,
                        "≤ 100%",
                    )
