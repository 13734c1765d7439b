"""Targets against last year's values, unit costs and areas (E31, E32, E42, E43, E45, E46, Q42)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Final

from reportgen.check.context import Context
from reportgen.check.plausibility.cells import BAD, FIRST_YEAR
from reportgen.check.plausibility.explained import is_explained
from reportgen.check.plausibility.measures import MONEY, alike, folded, is_blank, is_fraction, mentions, number_text
from reportgen.check.plausibility.sheets import MANY, Line, Sheet, sheets, terms, value_place
from reportgen.check.registry import Finding, rule
from reportgen.model.diagnostic import Note
from reportgen.model.language import say
from reportgen.model.money import FEN_PER_UNIT
from reportgen.model.records import AllocationItem

JUMP: Final = 5
"""A unit cost so many times last year's needs an answer."""
TIMES: Final = frozenset({"年", "月", "天", "小时", "分钟", "秒"})
LARGE_AREA: Final = 500
"""Square metres from which two equal areas are no accident."""
_TERM: Final = ("租赁期", "租期", "合同期", "合同约定", "期限")
_REPAIRED: Final = ("维修", "修缮", "维护", "改造")
_RENTED: Final = ("租赁", "租用", "承租", "租借")


@rule("E43", "warning", "目标不低于上年，成本上限不高于上年", "targets are not below last year's, ceilings not above")
def targets_of_last_year(context: Context) -> Iterator[Finding]:
    """E43: a target (≥, and = of what is bought or done) is not below last year's value, a ceiling (≤, and = of a cost) not
    above it, or the author gives a reason. People that are counted with = are a fact, not a target.

    A reason is one under ``reasons`` that names the project or explains its code: it tells last year's number in its unit
    (由 30 部调整为 18 部), wages or standards that rise for a rate, or the change of the only project of its code.

    Basis: 财预〔2021〕101 号：指标值参考历史数据，一般不低于上年实际水平 | Guide 财预〔2021〕101号: values follow from history and are,
        as a rule, not below what was reached
    Help: 核对指标值；确实调整的，写明原因，或在 accept 里写明理由。 | Check it; where it is meant, say why, or accept it with a reason.
    Wrong: 职工满意度 ≥92%，上年完成值 95% | satisfaction ≥92%, last year 95%
    Right: 职工满意度 ≥95%，上年完成值 95% | satisfaction ≥95%, last year 95%
    """
    for sheet in sheets(context):
        for line in sheet.lines:
            worse = _worse(line)
            if worse is not None and not is_explained(context, sheet, line):
                yield Finding(
                    say(
                        f"{sheet.name}的“{line.row.level3}” {line.row.value}，{worse[0]}上年完成值 {line.row.last_year}。",
                        f"{line.row.level3} of {sheet.name} is {line.row.value}, {worse[1]} last year's {line.row.last_year}.",
                    ),
                    value_place(line),
                    line.row.value,
                    f"{worse[2]} {line.row.last_year}",
                )


def _worse(line: Line) -> tuple[str, str, str] | None:
    """How a target falls behind last year (both languages, and the sign that would be right); None where it does not."""
    value, last = line.value, line.last
    if (
        value is None
        or last is None
        or not alike(line.unit, last.unit or line.unit)
        or line.unit != (last.unit or line.unit)
    ):
        return None
    if value.unit == "年" and max(value.number, last.number) >= FIRST_YEAR:
        return None
    if is_fraction(value, last):
        return None
    exact = value.sign in ("", "=")
    if exact and (line.unit == "人" or line.unit in TIMES):
        return None
    ceiling = value.sign in ("≤", "<") or (exact and (line.cost or BAD.search(line.name) is not None))
    if ceiling and value.number > last.number:
        return "高于", "above", "≤"
    if not ceiling and value.number < last.number:
        return "低于", "below", "≥"
    return None


@rule("E42", "warning", "历史标准的指标填写上年完成值", "an indicator set by history has a value of last year")
def history_without_past(context: Context) -> Iterator[Finding]:
    """E42: 历史标准 means that the value follows from what was done before; without last year's value it rests on nothing.

    Basis: 财预〔2021〕101 号：历史标准指依据历史数据确定的标准 | Guide 财预〔2021〕101号: 历史标准 rest on data of earlier years
    Help: 填上年完成值，或把设置依据改为计划标准等。 | Fill in 上年完成值, or name another basis.
    Wrong: 大院投入使用率 ≥90%，历史标准，上年完成值“-” | occupancy ≥90%, 历史标准, last year "-"
    Right: 大院投入使用率 ≥90%，历史标准，上年完成值 92% | occupancy ≥90%, 历史标准, last year 92%
    """
    if all(is_blank(line.row.last_year) for sheet in sheets(context) for line in sheet.lines):
        return
    for sheet in sheets(context):
        for line in sheet.lines:
            if "历史标准" in line.row.basis and is_blank(line.row.last_year):
                yield Finding(
                    say(
                        f"{sheet.name}的“{line.row.level3}”依据历史标准，却没有上年完成值。",
                        f"{line.row.level3} of {sheet.name} is set by 历史标准 but has no value of last year.",
                    ),
                    line.row.cell("last_year"),
                    line.row.last_year or None,
                    say("上年完成值", "last year's value"),
                )


@rule("Q42", "info", "计划标准、其他标准的指标一般不填上年完成值", "an indicator set by plan has no value of last year")
def plan_with_past(context: Context) -> Iterator[Finding]:
    """E42, the other way round: a value of last year beside 计划标准 or 其他标准 suggests that 历史标准 is meant. One a table.

    Basis: 财预〔2021〕101 号：有上年实际值可比的指标，设置依据一般是历史标准 | Guide 财预〔2021〕101号: where last year's value is known,
        the basis is as a rule 历史标准
    Help: 有上年完成值的，设置依据可改为历史标准；不改也可以。 | The basis may be 历史标准; nothing has to be done.
    Wrong: 购置设备 ≥22台，计划标准，上年完成值 15台 | equipment ≥22台, 计划标准, last year 15台
    Right: 购置设备 ≥22台，历史标准，上年完成值 15台 | equipment ≥22台, 历史标准, last year 15台
    """
    for sheet in sheets(context):
        odd = [
            line.row
            for line in sheet.lines
            if line.row.basis in ("计划标准", "其他标准") and not is_blank(line.row.last_year)
        ]
        if odd:
            names = "、".join(row.level3 for row in odd[:6])
            yield Finding(
                say(
                    f"{sheet.name}有 {len(odd)} 项指标按计划标准或其他标准设置，却填了上年完成值：{names}。",
                    f"Set by plan, but with a value of last year, in the table of {sheet.name}: {names}.",
                ),
                odd[0].cell("basis"),
                odd[0].basis,
                "历史标准",
                notes=tuple(Note(f"{row.level3} {row.last_year}", row.cell("last_year")) for row in odd[:10]),
            )


@rule("E32", "warning", "单位成本比上年不成倍变化", "unit costs do not jump against last year")
def unit_costs(context: Context) -> Iterator[Finding]:
    """E32: a cost divided by the quantities that it is about (购置家具 + 购置设备 for 设备购置成本), more than five times last
    year's or less than a fifth; both years must be given for all of them.

    Basis: 成本指标与数量指标相除得出单位成本；单位成本成倍变化需要说明 | Cost over quantity is a unit cost; a jump needs an answer
    Help: 核对数量、成本和两个上年完成值；属实的写明原因，或在 accept 里写明理由。 | Check the four values; where they are right,
        say why.
    Wrong: 购置 27 件 11.81 万元，上年 68 件 2.64 万元 | 27 pieces for 11.81, last year 68 for 2.64
    Right: 购置 27 件 1.18 万元，上年 68 件 2.64 万元 | 27 pieces for 1.18, last year 68 for 2.64
    """
    for sheet in sheets(context):
        if len(sheet.lines) > MANY:
            continue
        counted = [line for line in sheet.lines if line.quantity and line.unit not in ("", "%")]
        for line in sheet.lines:
            now, before = line.amount, line.amount_before
            matching = [o for o in counted if terms(line.name) & terms(o.name)] if now and before else []
            if now and before and matching:
                yield from _jump(sheet, line, (now, before), matching)


def _jump(sheet: Sheet, line: Line, costs: tuple[Fraction, Fraction], matching: Sequence[Line]) -> Iterator[Finding]:
    now = [other.value.number for other in matching if other.value is not None]
    before = [other.last.number for other in matching if other.last is not None]
    if not len(now) == len(before) == len(matching) or not sum(now) or not sum(before):
        return
    unit_now, unit_before = costs[0] / sum(now), costs[1] / sum(before)
    times = max(unit_now / unit_before, unit_before / unit_now)
    if times <= JUMP:
        return
    zh = f"{number_text(costs[0])} 万元 ÷ {number_text(Fraction(sum(now)))} = {number_text(unit_now)} 万元"
    en = f"{number_text(costs[1])} 万元 ÷ {number_text(Fraction(sum(before)))} = {number_text(unit_before)} 万元"
    yield Finding(
        say(
            f"{sheet.name}的“{line.row.level3}”单位成本 {zh}，上年 {en}，相差 {number_text(Fraction(round(times)))} 倍左右。",
            f"The unit cost of {line.row.level3} ({sheet.name}) is {zh}, last year {en}: about {round(times)} times.",
        ),
        value_place(line),
        line.row.value,
        notes=tuple(Note(f"{o.row.level3} {o.row.value}（{o.row.last_year}）", value_place(o)) for o in matching),
    )


@rule("E31", "warning", "数量 × 单价够付对应的资金分配", "quantity × unit price covers the allocation item")
def quantity_times_price(context: Context) -> Iterator[Finding]:
    """E31: a unit price (元/平方米) times the one quantity in that unit, against the one allocation item with the same words:
    the item is not more than a tenth above the product.

    Basis: 数量指标 × 单价 = 该项资金分配 | Quantity × unit price = the allocation item
    Help: 核对面积、单价和资金分配，改不合的一个。 | Check quantity, price and item.
    Wrong: 维修 ≥1000平方米、≤1300元/平方米（130 万元）；修缮费用 152.83 万元 | ≥1000平方米 at ≤1300元 (130 万元); item 152.83 万元
    Right: 维修 ≥1175平方米、≤1300元/平方米；修缮费用 152.83 万元 | ≥1175平方米 at ≤1300元; item 152.83 万元
    """
    items_of = {block.project.id: block.items for block in context.disclosure.statements.projects if block.items}
    for sheet in sheets(context):
        items = items_of.get(sheet.project.id, ()) if sheet.project is not None else ()
        if not items or max(len(sheet.lines), len(items)) > MANY:
            continue
        for price in sheet.lines:
            unit, _, per = price.unit.partition("/")
            if price.value is None or not price.cost or unit not in MONEY or per in ("", "人", "年"):
                continue
            quantities = [o for o in sheet.lines if o.quantity and o.value is not None and o.unit == per]
            about = terms(price.name)
            matching = [item for item in items if about & terms(folded(item.item))]
            if len(quantities) == len(matching) == 1:
                yield from _uncovered(sheet, price, quantities[0], matching[0])


def _uncovered(sheet: Sheet, price: Line, quantity: Line, item: AllocationItem) -> Iterator[Finding]:
    if price.value is None or quantity.value is None:
        return
    product = price.value.number * MONEY[price.unit.partition("/")[0]] * quantity.value.number
    amount = Fraction(item.amount.fen, FEN_PER_UNIT["万元"])
    if amount * 10 <= product * 11:
        return
    reading = f"{quantity.value.figure} × {number_text(price.value.number)}{price.unit} = {number_text(product)} 万元"
    yield Finding(
        say(
            f"{sheet.name}按指标 {reading}，资金分配“{item.item}”为 {number_text(amount)} 万元。",
            f"By the indicators of {sheet.name}, {reading}; the allocation gives {number_text(amount)} 万元 to {item.item}.",
        ),
        value_place(quantity),
        quantity.row.value,
        say(f"数量 × 单价 ≈ {number_text(amount)} 万元", f"quantity × price ≈ {number_text(amount)} 万元"),
        notes=(Note(f"{price.row.level3} {price.row.value}", value_place(price)),),
    )


@rule("E46", "warning", "合同期限不作时效指标", "the term of a contract is no 时效指标")
def terms_as_timeliness(context: Context) -> Iterator[Finding]:
    """E46: 时效指标 say when the year's work is done; that a contract runs five years says nothing of it.

    Basis: 财预〔2021〕101 号：时效指标反映公共产品或服务提供的及时程度和效率情况 | Guide 财预〔2021〕101号: 时效指标 tell how timely the
        work is done
    Help: 换成本年的时限（如按合同付款的及时率），期限写进项目说明。 | Give a time limit of this year, such as payment on time.
    Wrong: 时效指标：合同约定租赁期限 =5年 | 时效指标: term of the lease =5年
    Right: 时效指标：租金支付及时率 =100% | 时效指标: rent paid on time =100%
    """
    for sheet in sheets(context):
        for line in sheet.lines:
            value = line.value
            if value is None or "时效" not in line.row.level2 or line.unit != "年" or not mentions(line.name, _TERM):
                continue
            if 1 < value.number < FIRST_YEAR:
                yield Finding(
                    say(
                        f"{sheet.name}把“{line.row.level3}” {line.row.value} 列为时效指标，合同期限反映不了本年工作是否及时。",
                        f"{sheet.name} has {line.row.level3} {line.row.value} as 时效指标; a term says nothing of this year's "
                        "timeliness.",
                    ),
                    value_place(line),
                    line.row.value,
                    say("本年的时限或及时率", "a time limit of this year"),
                )


@rule("E45", "info", "维修面积不等于整个租入的面积", "the area repaired is not all the area rented in")
def rented_area_repaired(context: Context) -> Iterator[Finding]:
    """E45: the area that one project repairs equals the area that another rents, to the square metre: the whole compound is
    likely to have been put down for what is really repaired.

    Basis: 维修面积应是当年实际维修的面积 | The area repaired is what is repaired in the year
    Help: 核对维修面积；确实全部维修的不用改。 | Check the area; nothing has to be done where all of it is repaired.
    Wrong: 租赁面积 =8897平方米；房屋维修面积 =8897平方米 | rented =8897平方米; repaired =8897平方米
    Right: 租赁面积 =8897平方米；房屋维修面积 =1200平方米 | rented =8897平方米; repaired =1200平方米
    """
    rented: dict[Fraction, tuple[Sheet, Line]] = {}
    repaired: list[tuple[Sheet, Line, Fraction]] = []
    for sheet in sheets(context):
        for line in sheet.lines:
            if line.value is None or line.unit != "平方米" or line.value.number < LARGE_AREA:
                continue
            if mentions(line.name, _RENTED):
                rented[line.value.number] = (sheet, line)
            elif mentions(line.name, _REPAIRED):
                repaired.append((sheet, line, line.value.number))
    for sheet, line, area in repaired:
        if area in rented:
            other, whole = rented[area]
            yield Finding(
                say(
                    f"{sheet.name}的“{line.row.level3}” {line.row.value}，与{other.name}租入的全部面积 {whole.row.value} 相同。",
                    f"{line.row.level3} {line.row.value} of {sheet.name} is all the area that {other.name} rents.",
                ),
                value_place(line),
                line.row.value,
                notes=(Note(f"{whole.row.level3} {whole.row.value}", value_place(whole)),),
            )
