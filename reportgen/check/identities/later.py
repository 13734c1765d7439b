"""Statements ten to twelve (一): 三公, carry-over, operating funds (N22-N25), and what is declared of last year (S02)."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.check.compare import Side, unequal, yuan
from reportgen.check.context import Context
from reportgen.check.groups import grouped
from reportgen.check.identities.kinds import TRAVEL_CODES
from reportgen.check.registry import Finding, rule
from reportgen.compute.selections import APPROPRIATION, BASIC, CARRYOVER, GENERAL
from reportgen.model.codelist import OPERATING_CLASSES
from reportgen.model.diagnostic import Note
from reportgen.model.figure import Selection
from reportgen.model.language import say
from reportgen.model.money import Money

OPERATING = tuple(sorted(OPERATING_CLASSES))
_NAMES = {
    "operating_funds": ("公用经费", "operating funds"),
    "overseas": ("因公出国（境）费", "overseas travel"),
    "reception": ("公务接待费", "official reception"),
    "vehicle_purchase": ("公务用车购置费", "vehicle purchase"),
    "vehicle_running": ("公务用车运行费", "vehicle running"),
}


@rule("N22", "error", "第十项“三公”经费 = 四项之和 = 表10 合计", "三公 of statement ten = its four items = table 10")
def travel_total(context: Context) -> Iterator[Finding]:
    """N22: the total of statement ten is the sum of its items and the total of table 10.

    Basis: 第十项与表10 一致，合计等于四项之和（N22） | statement ten agrees with table 10 and is the sum of its items (N22)
    Help: 数字由程序计算；出现这条说明程序有误，请反馈 | the numbers are computed; report this finding as a fault of the program
    Wrong: 68.30 = 0 + 0 + 63.80 + 0 | 68.30 = 0 + 0 + 63.80 + 0
    Right: 68.30 = 0 + 0 + 68.30 + 0 | 68.30 = 0 + 0 + 68.30 + 0
    """
    told = context.disclosure.statements
    keys = tuple(entry.amount for entry in told.travel)
    total = told.travel_total.amount
    yield from unequal(
        context,
        [
            Side("第十项合计", "statement ten", context.fen(total) or 0, (total,)),
            Side("第十项四项之和", "its four items", sum(context.fen(key) or 0 for key in keys), keys),
            Side("表10 合计", "table 10, total", context.cell("t10", "total", "total"), ("t10/total/total",)),
        ],
    )


@rule("N23", "error", "第十项“三公”经费增减 = 四项增减之和", "the change of 三公 = the changes of its four items")
def travel_changes(context: Context) -> Iterator[Finding]:
    """N23: the change of the total is the sum of the changes of the items.

    Basis: 第十项的增减等于四项增减之和（N23） | the change of statement ten is the sum of those of its items (N23)
    Help: 数字由程序计算；出现这条说明程序有误，请反馈 | the numbers are computed; report this finding as a fault of the program
    Wrong: 合计增加 3.30，运行费增加 3.03，其余不变 | in all +3.30, running +3.03, the rest unchanged
    Right: 合计增加 3.30，运行费增加 3.30，其余不变 | in all +3.30, running +3.30, the rest unchanged
    """
    told = context.disclosure.statements
    keys = tuple(entry.change for entry in told.travel if entry.change is not None)
    total = told.travel_total.change
    if total is not None:
        yield from unequal(
            context,
            [
                Side("第十项合计增减", "change of statement ten", context.fen(total) or 0, (total,)),
                Side("四项增减之和", "changes of its items", sum(context.fen(key) or 0 for key in keys), keys),
            ],
        )


@rule(
    "N24",
    "error",
    "第十一项结转结余 = 财政 + 非财政 = 各项目之和 = 表11 总计",
    "carry-over = its parts = its projects = table 11",
)
def carryover_parts(context: Context) -> Iterator[Finding]:
    """N24: with carried-over basic expenditure, which has no project (W07 tells), added to the projects.

    Basis: 第十一项按项目说明表11（N24） | statement eleven explains table 11 project by project (N24)
    Help: 数字由程序计算；出现这条说明程序有误，请反馈 | the numbers are computed; report this finding as a fault of the program
    Wrong: 合计 363.41，项目 25.45 + 339.76 | in all 363.41, projects 25.45 + 339.76
    Right: 合计 363.41，项目 25.45 + 337.96 | in all 363.41, projects 25.45 + 337.96
    """
    told = context.disclosure.statements.carryover
    keys = tuple(entry.amount for entry in told.projects)
    basic = sum(
        group.fen
        for (year, project, source), group in context.lines_by_project.items()
        if year == context.year and not project and source in CARRYOVER
    )
    parts = (told.fiscal, told.non_fiscal)
    rows = (Selection("lines", context.year, source=CARRYOVER),)
    yield from unequal(
        context,
        [
            Side("第十一项合计", "statement eleven", context.fen(told.total) or 0, (told.total,)),
            Side("财政与非财政之和", "fiscal and non-fiscal", sum(context.fen(key) or 0 for key in parts), parts),
            Side(
                "各项目之和（含基本支出）",
                "projects and basic expenditure",
                sum(context.fen(key) or 0 for key in keys) + basic,
                keys,
                rows=rows,
            ),
            Side("表11 总计", "table 11, total", context.cell("t11", "total", "total"), ("t11/total/total",)),
        ],
    )


@rule(
    "N25",
    "error",
    "第十二项（一）机关运行经费 = 公用经费（全部，或行政、参公单位的）",
    "operating funds = 公用 of all, or of administrative units",
)
def operating_funds(context: Context) -> Iterator[Finding]:
    """N25, rule 33: recomputed from the money lines; of all units or, by ``options.operating_funds``, of 行政 and 参公 ones.

    Basis: 机关运行经费是一般公共预算基本支出中的公用经费（N25） | operating funds are the 公用 money of basic expenditure (N25)
    Help: 数字由程序计算；出现这条说明程序有误，请反馈 | the numbers are computed; report this finding as a fault of the program
    Wrong: 表6 公用经费 308.42，第十二项 380.42 | table 6 公用 308.42, statement twelve 380.42
    Right: 表6 公用经费 308.42，第十二项 308.42 | both 308.42
    """
    entry, units = context.disclosure.statements.operating_funds, None
    if context.declaration.options.operating_funds == "administrative":
        units = tuple(unit.id for unit in context.declaration.units if unit.type in ("行政", "参公"))
    selection = Selection("lines", context.year, source=GENERAL, kind=BASIC, economic=OPERATING, unit=units)
    yield from unequal(
        context,
        [
            Side("机关运行经费", "operating funds", context.fen(entry.amount) or 0, (entry.amount,)),
            Side("公用经费明细", "公用 lines", _operating(context, units), rows=(selection,)),
        ],
    )


def _operating(context: Context, units: tuple[str, ...] | None) -> int:
    """Basic lines of the general public budget on the operating classes, in 分."""
    if units is None:
        # Basic expenditure of the general public budget takes 301, 302, 303 and 310 alone (input contract).
        return sum(context.cell("t6", code, "total") for code in OPERATING)
    lines = grouped(context.budget.lines, "year", "unit", "kind", "economic", "source")
    return sum(
        group.fen
        for (year, unit, kind, economic, source), group in lines.items()
        if year == context.year
        and unit in units
        and kind == "basic"
        and economic[:3] in OPERATING
        and source in GENERAL
    )


@rule("S02", "info", "写明的上年数与上年明细一致", "declared amounts of last year agree with last year's lines")
def comparatives_agree(context: Context) -> Iterator[Finding]:
    """Where last year's lines name the economic code, a comparative that says otherwise wins (input contract); is it meant?

    Basis: comparatives 用来补上年明细没有的数；两处都有时以写明的为准 | comparatives fill in what last year's lines lack; they win
    Help: 上年明细已有经济科目的，可删去这一行，否则核对哪个数对 | drop the line where last year's rows have the code, or check which is right
    Wrong: comparatives 写 65.00，上年明细 30231 合计 56.00 | comparatives say 65.00, last year's lines of 30231 sum to 56.00
    Right: 只写一处，或两处都是 65.00 | given once, or 65.00 in both places
    """
    if not any(year < context.year and economic for year, economic, _ in context.lines_by_economic):
        return
    lines = grouped(context.budget.lines, "year", "kind", "economic", "source")
    for name, words in _NAMES.items():
        given = getattr(context.declaration.comparatives, name)
        if given is None:
            continue
        selection = _comparative(context, name)
        before = sum(
            group.fen
            for (year, kind, economic, source), group in lines.items()
            if year == selection.year
            and economic.startswith(selection.economic or ())
            and source in (selection.source or ())
            and (selection.kind is None or kind in selection.kind)
        )
        if before and before != given.fen:
            yield Finding(
                say(
                    f"上年{words[0]}写的是 {yuan(given.fen)} 元，上年明细合计 {yuan(before)} 元，以写明的为准。",
                    f"Last year's {words[1]} is given as {yuan(given.fen)} yuan, last year's lines sum to {yuan(before)} yuan; "
                    "what is given wins.",
                ),
                context.place(f"comparatives.{name}"),
                given.yuan(),
                Money(before).yuan(),
                notes=tuple(_rows(context, selection)),
            )


def _comparative(context: Context, name: str) -> Selection:
    """Last year's rows that a comparative stands for."""
    before = context.year - 1
    if name == "operating_funds":
        return Selection("lines", before, source=GENERAL, kind=BASIC, economic=OPERATING)
    return Selection("lines", before, source=APPROPRIATION, economic=(TRAVEL_CODES[name.replace("_", "-")],))


def _rows(context: Context, selection: Selection) -> Iterator[Note]:
    from reportgen.check.evidence import evidence_of, row_notes

    yield from row_notes(context, evidence_of(context).rows((selection,)), {})
