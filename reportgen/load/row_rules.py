"""What rows of both money tables must agree with: the year, names of fixed lists, and the items of income."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING, Final

from reportgen.load.columns import Checker, Message
from reportgen.load.context import TableContext
from reportgen.load.raw import nearest, shown
from reportgen.model.language import say
from reportgen.model.source import OWN_FUNDS_ITEMS, SOURCE_BY_NAME

if TYPE_CHECKING:
    from reportgen.load.columns import Mask

OWN_FUNDS: Final = "单位资金"
FEW_IDS: Final = 10
"""So many ids are listed where none is near."""


def check_year(checker: Checker, context: TableContext) -> tuple[Mask, Mask]:
    """The year is the budget year or the one before. Returns the rows of each; notes the others."""
    column = checker.columns["year"]
    if context.year is None:
        nothing = column.among(())
        return nothing, nothing
    this, last = str(context.year), str(context.year - 1)
    budget, prior = column.among((this,)), column.among((last,))
    wanted = say(f"{this} 或 {last}", f"{this} or {last}") if context.prior_rows else this

    def message(row: int) -> Message:
        meant = [year for year in (this, last) if year in checker.value(row, "year")]
        zh, en = f"应是 {this} 或 {last}", f"is neither {this} nor {last}"
        return wrong(checker, row, "year", "年度", zh, en, meant[0] if len(meant) == 1 else wanted)

    checker.tell(~(budget | prior), "year", "L251", message)
    if not context.prior_rows:
        checker.tell(
            prior,
            "year",
            "L252",
            lambda _row: Message(
                f"已经写了 prior，{last} 年的数取自上年的预算，这里不能再有 {last} 年的行",
                f"prior is given, so the figures of {last} come from last year's budget: no row of {last} may stand here",
                this,
            ),
        )
    return budget, prior


def check_source(checker: Checker) -> None:
    """The source is one of the thirteen."""
    check_names(checker, "source", "资金来源", "L255", SOURCE_BY_NAME)


def check_income(checker: Checker, context: TableContext) -> None:
    """The rules of income.csv: year, source, and 收入项目 for 单位资金 alone, needed there in the budget year."""
    budget, _prior = check_year(checker, context)
    check_source(checker)
    source, item = checker.columns["source"], checker.columns["item"]
    own = source.among((OWN_FUNDS,))
    valid = source.among(SOURCE_BY_NAME)
    named = say("、".join(OWN_FUNDS_ITEMS), ", ".join(OWN_FUNDS_ITEMS))
    checker.tell(
        ~item.blank & ~item.among(OWN_FUNDS_ITEMS),
        "item",
        "L271",
        lambda row: Message(
            f"不认识的收入项目“{shown_value(checker, row, 'item')}”",
            f'unknown income item "{shown_value(checker, row, "item")}"',
            nearest(checker.value(row, "item"), OWN_FUNDS_ITEMS) or named,
        ),
    )
    checker.tell(
        ~item.blank & valid & ~own,
        "item",
        "L272",
        lambda row: Message(
            f"只有单位资金写收入项目，这一行的资金来源是{checker.value(row, 'source')}",
            f"an item of income is for 单位资金 alone; the source of this row is {checker.value(row, 'source')}",
            say("留空", "blank"),
        ),
        by=("source",),
    )
    checker.tell(
        item.blank & own & budget,
        "item",
        "L273",
        lambda _row: Message(
            "预算年度的单位资金要写明收入项目", "单位资金 of the budget year needs its item of income", named
        ),
    )


def near_id(value: str, known: Collection[str], otherwise: str) -> str:
    """The known id most like ``value``; all of them where none is and they are few, else ``otherwise``."""
    return nearest(value, known) or ("、".join(known) if 0 < len(known) <= FEW_IDS else otherwise)


def shown_value(checker: Checker, row: int, key: str) -> str:
    """A cell's cleaned value as messages show it."""
    return shown(checker.value(row, key))


def wrong(checker: Checker, row: int, key: str, name: str, zh: str, en: str, expected: str | None) -> Message:
    """A message on a value that is blank or not what it should be."""
    value = shown_value(checker, row, key)
    if not value:
        return Message(f"{name}是空的", f"{key} is blank", expected)
    return Message(f"{name}“{value}”{zh}", f'{key} "{value}" {en}', expected)


def check_names(checker: Checker, key: str, name: str, code: str, known: Mapping[str, object]) -> None:
    """A column that holds one of fixed names."""
    checker.tell(
        ~checker.columns[key].among(known),
        key,
        code,
        lambda row: wrong(
            checker, row, key, name, "不认识", "is unknown", nearest(checker.value(row, key), known) or "、".join(known)
        ),
    )
