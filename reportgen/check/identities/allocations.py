"""Allocation lists (资金分配) against the money of their project: N21, E07, E08."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from reportgen.check.compare import Side, gaps, notes_of, yuan
from reportgen.check.context import Context
from reportgen.check.registry import Finding, rule
from reportgen.check.units import unit_hint
from reportgen.model.diagnostic import Note
from reportgen.model.disclosure import ProjectBlock
from reportgen.model.language import say
from reportgen.model.money import Money
from reportgen.model.place import Place
from reportgen.model.source import SOURCE_BY_KEY

CAPITAL = re.compile(r"309|31[0-9]")
"""Classes of table 7 that purchases belong to: 309 and 310, and 311, 312 where the purchase is another body's."""
_PURCHASE = re.compile(r"购置|资产配置|采购设备|设备采购|软件采购|采购软件|碎纸机")
_CONSUMED = re.compile(
    r"购置税|耗材|易耗|办公用品|日用品|材料|服装|药品|慰问品|宣传品|物料|消耗品|图书|报刊|不(?:再|予)?购置"
)
"""What is bought out of 302 (商品和服务支出), or no purchase."""


class _Item(NamedTuple):
    """An item of a list, with the places of its amount and its name."""

    name: str
    fen: int
    economic: str
    place: Place | None
    named: Place | None


def _items(context: Context, block: ProjectBlock) -> list[_Item]:
    path = context.project_path(block.project.id, "allocation")
    return [
        _Item(
            item.item,
            item.amount.fen,
            item.economic or "",
            context.place(f"{path}[{number}].amount"),
            context.place(f"{path}[{number}].item"),
        )
        for number, item in enumerate(block.items)
    ]


def _item_notes(items: Sequence[_Item]) -> tuple[Note, ...]:
    return tuple(
        Note(say(f"{item.name} {yuan(item.fen)} 元", f"{item.name} {yuan(item.fen)} yuan"), item.place)
        for item in items
    )


@rule(
    "N21",
    "error",
    "资金分配逐项之和 = 项目的预算安排规模",
    "the allocation items of a project sum to its amount",
)
def allocation_sums(context: Context) -> Iterator[Finding]:
    """N21: itemised lists of the blocks of statement seven, on exact amounts.

    Basis: 第七项说明：资金分配情况逐项相加等于预算安排规模（N21） | statement seven: the items of a list add up to the amount (N21)
    Help: 核对下面列出的各项和表7 该项目的明细，改正写错的一个 | check the items and the project's rows below, correct the wrong one
    Wrong: 预算 300 万元，分配 200 万元 + 90 万元 | amount 300, items 200 + 90
    Right: 预算 300 万元，分配 200 万元 + 100 万元 | amount 300, items 200 + 100
    """
    for block in context.disclosure.statements.projects:
        amount = context.fen(block.amount)
        listed = sum(item.amount.fen for item in block.items)
        if not block.items or amount is None or listed == amount:
            continue
        items = _items(context, block)
        slip = (
            _wrong_item(context, items, amount - listed) if not _row_at_fault(context, block, listed - amount) else None
        )
        left = Side("资金分配各项之和", "the items", listed, items=_item_notes(items))
        right = Side("预算安排规模", "the project's amount", amount, (block.amount,))
        project = block.project
        yield Finding(
            say(
                f"项目 {project.id}“{project.name}”的资金分配各项之和为 {yuan(listed)} 元，预算安排规模为 {yuan(amount)} 元，"
                f"相差 {yuan(abs(listed - amount))} 元。",
                f"The allocation of project {project.id} ({project.name}) sums to {yuan(listed)} yuan, its amount is "
                f"{yuan(amount)} yuan; they differ by {yuan(abs(listed - amount))} yuan.",
            )
            + unit_hint(listed, amount),
            context.place(context.project_path(project.id, "allocation")),
            Money(listed).yuan(),
            Money(amount).yuan(),
            notes=(*notes_of(context, (left, right)), *((slip,) if slip is not None else ())),
            figures=(block.amount,),
        )


def _row_at_fault(context: Context, block: ProjectBlock, correction: int) -> bool:
    """Whether income and lines are off by the same amount: then a row of the project is wrong rather than the list."""
    general = {key for key, source in SOURCE_BY_KEY.items() if source.budget == "general-public-budget"}
    return any(
        year == context.year and source in general and gap == correction
        for (year, source), gap in gaps(context).items()
    )


def _wrong_item(context: Context, items: Sequence[_Item], correction: int) -> Note | None:
    """The only item that one slip of the hand turns into what the sum needs, or that is just too much."""
    import numpy as np

    from reportgen.check.slips import Slip, slips

    amounts = np.array([item.fen for item in items], dtype=np.int64)
    kinds = slips(amounts, correction, context.declaration.amount_unit).tolist()
    ranked = sorted(
        (Slip.EXTRA.chance if fen == -correction else Slip(kind).chance, number)
        for number, (fen, kind) in enumerate(zip(amounts.tolist(), kinds, strict=True))
        if fen == -correction or kind < Slip.UNKNOWN
    )
    if not ranked or (len(ranked) > 1 and ranked[0][0] == ranked[1][0]):
        return None
    item = items[ranked[0][1]]
    right = item.fen + correction
    if right > 0:
        old, new, name = yuan(item.fen), yuan(right), Slip(kinds[ranked[0][1]]).words()
        zh, en = (
            f"{item.name}：把 {old} 改为 {new} 两边就相等（{name}）",
            f"{item.name}: with {new} for {old} both are equal ({name})",
        )
    else:
        zh, en = (
            f"{item.name}：金额正好等于差额，去掉这一项两边就相等",
            f"{item.name}: just the difference; without it both are equal",
        )
    return Note(say(zh, en), item.place)


@rule(
    "E07",
    "warning",
    "写明经济科目的资金分配，按类之和 = 表7 的该类",
    "allocation items with an economic code sum to table 7's classes",
)
def allocation_classes(context: Context) -> Iterator[Finding]:
    """E07: where every item of a list names its economic code, each class agrees with the project's row of table 7.

    Basis: 表7 按经济分类列示项目支出，应与资金分配的用途一致 | table 7 shows project money by economic class, as its list does
    Help: 核对分配项的经济科目，或表7 该项目明细的经济科目 | check the codes of the items and of the project's rows
    Wrong: 表7 工资福利 998.00，分配中 301 合计 1,002.45 | table 7: 301 is 998.00, the items of 301 sum to 1,002.45
    Right: 表7 工资福利 998.00，分配中 301 合计 998.00 | table 7: 301 is 998.00, the items of 301 sum to 998.00
    """
    for block in context.disclosure.statements.projects:
        items = _items(context, block)
        if not items or not all(item.economic for item in items):
            continue
        row = _table_row(context, block)
        classes = {item.economic[:3] for item in items} | (set(context.tables.get("t7", {}).get(row, {})) - {"total"})
        for code in sorted(classes):
            tagged = [item for item in items if item.economic[:3] == code]
            yield from _class(context, block, row, code, tagged)


def _class(context: Context, block: ProjectBlock, row: str, code: str, tagged: Sequence[_Item]) -> Iterator[Finding]:
    listed, printed = sum(item.fen for item in tagged), context.cell("t7", row, code)
    if listed == printed:
        return
    left = Side(f"资金分配 {code} 类", f"the items of class {code}", listed, items=_item_notes(tagged))
    right = Side(f"表7 {code}", f"table 7, {code}", printed, (f"t7/{row}/{code}",))
    yield Finding(
        say(
            f"项目 {block.project.id} 资金分配中 {code} 类之和为 {yuan(listed)} 元，表7 该类为 {yuan(printed)} 元。",
            f"The items of class {code} of project {block.project.id} sum to {yuan(listed)} yuan, table 7 has "
            f"{yuan(printed)} yuan.",
        ),
        context.place(context.project_path(block.project.id, "allocation")),
        Money(listed).yuan(),
        Money(printed).yuan(),
        notes=notes_of(context, (left, right)),
        figures=(f"t7/{row}/{code}",) if printed else (f"t7/{row}/total",),
    )


@rule(
    "E08",
    "warning",
    "资金分配里有购置的，表7 应有资本性支出",
    "a project that buys assets has capital expenditure in table 7",
)
def purchases_are_capital(context: Context) -> Iterator[Finding]:
    """E08: an item that speaks of buying equipment, software or other assets, in a project without class 309 or 31x.

    Consumables (耗材, 办公用品 …) are paid from 302 and not meant.

    Basis: 支出经济分类：购置设备、软件等固定、无形资产列资本性支出（310） | economic classification: assets are bought from class 310
    Help: 把购置的金额改列 310，或改写分配项的名称 | put the purchase under 310, or name the item otherwise
    Wrong: 分配项“新增资产配置费”，表7 全部列商品和服务支出 | an item 新增资产配置费, and table 7 has class 302 alone
    Right: 分配项“新增资产配置费”，表7 同额列资本性支出 | an item 新增资产配置费, and class 310 in table 7
    """
    for block in context.disclosure.statements.projects:
        bought = [
            item for item in _items(context, block) if _PURCHASE.search(item.name) and not _CONSUMED.search(item.name)
        ]
        row = _table_row(context, block)
        cells = context.tables.get("t7", {}).get(row, {})
        if not bought or not cells or any(CAPITAL.fullmatch(code) and fen for code, fen in cells.items()):
            continue
        amount, first = sum(item.fen for item in bought), bought[0]
        yield Finding(
            say(
                f"项目 {block.project.id} 的分配项“{first.name}”是购置（共 {yuan(amount)} 元），表7 该项目却没有资本性支出（310）。",
                f"The item {first.name} of project {block.project.id} is a purchase ({yuan(amount)} yuan in all), but table 7 "
                "has no capital expenditure (310) for it.",
            ),
            first.named,
            first.name,
            say(f"资本性支出 {yuan(amount)} 元", f"capital expenditure of {yuan(amount)} yuan"),
            notes=(*_item_notes(bought), *_cell_notes(context, row)),
            figures=(f"t7/{row}/total",),
        )


def _cell_notes(context: Context, row: str) -> Iterator[Note]:
    """The classes of a project's row of table 7."""
    for code, fen in context.tables["t7"][row].items():
        if code != "total":
            yield Note(
                say(f"表7 {code} {yuan(fen)} 元", f"table 7, {code}: {yuan(fen)} yuan"),
                context.figure_place(f"t7/{row}/{code}"),
            )


def _table_row(context: Context, block: ProjectBlock) -> str:
    """The row of table 7 that holds a block's amount."""
    key = context.disclosure.aliases.get(block.amount, block.amount)
    return key.removeprefix("t7/").rpartition("/")[0]
