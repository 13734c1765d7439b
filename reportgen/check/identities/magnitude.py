"""An amount unit that is off by 10,000: 元 where 万元 are meant, or the other way round."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from reportgen.check.compare import Side, notes_of, yuan
from reportgen.check.context import Context, Sums
from reportgen.check.groups import Group
from reportgen.check.identities.income import balance_sides
from reportgen.check.registry import Finding, rule
from reportgen.check.units import off_by_ten_thousand, roughly_ten_thousand
from reportgen.model.figure import Selection
from reportgen.model.language import say
from reportgen.model.money import Money
from reportgen.model.source import SOURCES

COMPARED = {
    "operating_funds": "operating-funds",
    "overseas": "travel/overseas",
    "reception": "travel/reception",
    "vehicle_purchase": "travel/vehicle-purchase",
    "vehicle_running": "travel/vehicle-running",
}
"""Comparative → stem of the figure that it is last year's amount of."""


def _total(sums: Sums, year: int) -> Group | None:
    """All groups of a year as one, with the place of the first."""
    groups = [group for key, group in sums.items() if key[0] == year]
    return Group(sum(group.fen for group in groups), groups[0].place) if groups else None


@rule(
    "U01",
    "error",
    "收入表与支出明细相差一万倍：混用了元和万元",
    "income and money lines differ by a factor of 10,000: 元 and 万元 are mixed",
)
def income_in_another_unit(context: Context) -> Iterator[Finding]:
    """``amount_unit`` holds for every table (input contract, Money); one of the two is written in the other unit.

    Basis: amount_unit 对所有表格都有效 | amount_unit holds for every table
    Help: 统一两张表的单位，再核对 amount_unit | bring both tables to one unit and check amount_unit
    Wrong: 收入表 18304.02，支出明细 183040249.00 | income 18304.02, money lines 183040249.00
    Right: 收入表 183040249.00，支出明细 183040249.00 | both 183040249.00
    """
    for year in (context.year, context.year - 1):
        whole = _total(context.income_by_source, year), _total(context.lines_by_source, year)
        if found := _mixed(context, (year, None), f"{year} 年全部来源", f"{year}, all sources", *whole):
            yield found
            continue
        for source in SOURCES:
            key = (year, source.key)
            parts = context.income_by_source.get(key), context.lines_by_source.get(key)
            if found := _mixed(context, key, f"{year} 年“{source.name}”", f"{year}, {source.name}", *parts):
                yield found


def _mixed(
    context: Context, key: tuple[int, str | None], zh: str, en: str, income: Group | None, lines: Group | None
) -> Finding | None:
    if income is None or lines is None or not off_by_ten_thousand(income.fen, lines.fen):
        return None
    return Finding(
        say(
            f"{zh}：收入表合计 {yuan(income.fen)} 元，支出明细合计 {yuan(lines.fen)} 元，相差约一万倍；"
            "两张表可能一张以元、一张以万元填写，请核对 amount_unit。",
            f"{en}: the income table sums to {yuan(income.fen)} yuan, the money lines to {yuan(lines.fen)} yuan, a factor "
            "of about 10,000; one table may be in 元 and the other in 万元: check amount_unit.",
        ),
        income.place,
        Money(income.fen).yuan(),
        Money(lines.fen).yuan(),
        notes=notes_of(context, balance_sides(*key, income.fen, lines.fen)),
    )


@rule(
    "U02",
    "warning",
    "本年与上年相差约一万倍：可能混用了元和万元",
    "this year and last year differ by a factor of about 10,000: 元 and 万元 may be mixed",
)
def years_in_different_units(context: Context) -> Iterator[Finding]:
    """Totals and the median code lie near 10,000 apart; a comparative near 10,000 times its figure (input contract, Money).

    Basis: amount_unit 对本年和上年都有效 | amount_unit holds for both years
    Help: 核对上年各行或 comparatives 的单位 | check the unit of last year's rows or of comparatives
    Wrong: 本年 183040249.00，上年 19563.75 | this year 183040249.00, last year 19563.75
    Right: 本年 183040249.00，上年 195637528.00 | this year 183040249.00, last year 195637528.00
    """
    now, before = (_total(context.lines_by_source, year) for year in (context.year, context.year - 1))
    if now and before and roughly_ten_thousand(now.fen, before.fen) and _codes_apart(context):
        yield Finding(
            say(
                f"本年支出合计 {yuan(now.fen)} 元，上年 {yuan(before.fen)} 元，各科目也大多相差上万倍；"
                "两年可能一年以元、一年以万元填写，请核对 amount_unit。",
                f"Expenditure is {yuan(now.fen)} yuan this year and {yuan(before.fen)} yuan last year, and most codes are as "
                "far apart; one year may be in 元 and the other in 万元: check amount_unit.",
            ),
            before.place,
            Money(before.fen).yuan(),
            notes=notes_of(
                context,
                [
                    Side(f"{year} 年支出", f"expenditure of {year}", group.fen, rows=(Selection("lines", year),))
                    for year, group in ((context.year, now), (context.year - 1, before))
                ],
            ),
        )
    for name, stem in COMPARED.items():
        given = getattr(context.declaration.comparatives, name)
        amount = context.fen(f"{stem}/amount")
        if given is not None and amount is not None and roughly_ten_thousand(given.fen, amount):
            yield Finding(
                say(
                    f"上年数 {yuan(given.fen)} 元与本年 {yuan(amount)} 元相差上万倍，请核对 amount_unit。",
                    f"Last year's {yuan(given.fen)} yuan and this year's {yuan(amount)} yuan are a factor of about 10,000 "
                    "apart: check amount_unit.",
                ),
                context.place(f"comparatives.{name}"),
                given.yuan(),
                notes=notes_of(context, [Side("本年数", "this year", amount, (f"{stem}/amount",))]),
                figures=(f"{stem}/amount",),
            )


def _codes_apart(context: Context) -> bool:
    """Whether the median code with money in both years lies near 10,000 apart; sources stand in where no code has."""
    by_code: dict[tuple[int, str], int] = {}
    by_source: dict[tuple[int, str], int] = {}
    for (year, function, _, source), group in context.lines_by_function.items():
        if function:
            by_code[year, function] = by_code.get((year, function), 0) + group.fen
        by_source[year, source] = by_source.get((year, source), 0) + group.fen
    for sums in (by_code, by_source):
        ratios = sorted(
            Fraction(fen, sums[context.year - 1, name])
            for (year, name), fen in sums.items()
            if year == context.year and fen and sums.get((context.year - 1, name))
        )
        if ratios:
            middle = ratios[len(ratios) // 2]
            return roughly_ten_thousand(middle.numerator, middle.denominator)
    return False
