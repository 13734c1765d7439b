"""Changes against the year before that the layout prints, and which of them need a reason."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import NamedTuple

from reportgen.check.context import Context
from reportgen.model.budget import INCOME_REASONS, KINDS, TRAVEL_ITEMS
from reportgen.model.disclosure import Appropriation, Entry
from reportgen.model.language import say
from reportgen.model.money import FEN_PER_UNIT, Money, half_up, percent_text

LEAST_RATE = Fraction(1, 10)
"""A change of this part of last year's amount, or more, needs a reason."""
SMALLEST = 10_000
"""Amounts below 0.01 万元 (in 分) need none."""
BLOCKS: Mapping[str, tuple[str, str]] = {
    "income": ("第二项收入", "statement two"),
    "expenditure": ("第三项支出", "statement three"),
    "appropriation": ("第五项（一）一般公共预算拨款", "statement five (一)"),
    "function": ("第五、八、九项科目", "statements five, eight and nine"),
    "travel": ("第十项“三公”经费", "statement ten"),
    "operating_funds": ("第十二项（一）", "statement twelve (一)"),
}
"""Block of ``reasons`` → where its changes are printed."""
_ITEM_STATEMENTS: Mapping[str, tuple[str, str]] = {
    "appropriation": ("第五项（三）科目", "statement five (三)"),
    "government-fund": ("第八项科目", "statement eight"),
    "state-capital": ("第九项科目", "statement nine"),
}
"""First part of a figure's key → the statement that lists the code."""
_SOURCE_NAMES = {column: name for name, column in INCOME_REASONS.items()}
_KIND_NAMES: Mapping[str, str] = {kind: name for name, kind in KINDS.items()}
_TRAVEL_NAMES = {item: name for name, item in TRAVEL_ITEMS.items()}


class Change(NamedTuple):
    """A change that is printed: the block and key of its reason, what it is of, and its figures."""

    block: str
    key: str
    """Key inside the block; empty for operating funds."""
    name: str
    now: int
    before: int
    figures: tuple[str, ...]
    given: bool
    """Whether a reason is written."""

    @property
    def line(self) -> str:
        """The YAML line that would give the reason, inside its block."""
        if not self.key:
            return f"{self.block}: …"
        return f'"{self.key}": …' if self.key.isdigit() else f"{self.key}: …"

    @property
    def _where(self) -> tuple[str, str]:
        """The statement that prints it: a code stands in one of three, as its figures tell."""
        stem = self.figures[0].partition("/")[0] if self.block == "function" and self.figures else ""
        return _ITEM_STATEMENTS.get(stem, BLOCKS[self.block])

    @property
    def told(self) -> str:
        """What it is of, old, new, change and rate, in the reader's language."""
        zh_where, en_where = self._where
        before, now = Money(self.before).text(), Money(self.now).text()
        difference = abs(Money(self.now - self.before)).text()
        zh_word, en_word = ("增加", "up") if self.now >= self.before else ("减少", "down")
        if self.before and self.now:
            rate = percent_text(half_up(abs(Fraction(self.now - self.before, self.before)), 4))
            zh_rate, en_rate = f"（{rate}%）", f" ({rate}%)"
        else:
            zh_rate, en_rate = ("（本年没有）", " (gone)") if self.before else ("（上年没有）", " (new)")
        return say(
            f"{zh_where}“{self.name}”：上年 {before} 万元，本年 {now} 万元，{zh_word} {difference} 万元{zh_rate}",
            f"{en_where}, {self.name}: {before} 万元 last year, {now} 万元 now, {en_word} {difference} 万元{en_rate}",
        )

    def notable(self, least: Fraction = LEAST_RATE) -> bool:
        """Whether it is new, gone or at least ``least`` of last year's amount; what prints 0.00 never is."""
        difference = abs(self.now - self.before)
        if max(self.now, self.before) < SMALLEST or not half_up(Fraction(difference, FEN_PER_UNIT["万元"]), 2):
            return False
        return not (self.now and self.before) or difference >= least * self.before


def has_year_before(context: Context) -> bool:
    """Whether any money line or income of the year before is there."""
    groups = (context.lines_by_source, context.income_by_source)
    return any(year < context.year and group.fen for table in groups for (year, _), group in table.items())


def changes(context: Context, block: str) -> Iterator[Change]:
    """The printed changes of a block of ``reasons``, in the order of the report, each key once."""
    statements = context.disclosure.statements
    if block == "income":
        yield from _changes(context, block, statements.income, _SOURCE_NAMES)
    elif block == "expenditure":
        yield from _changes(context, block, statements.expenditure, _KIND_NAMES)
    elif block == "appropriation":
        yield from _changes(context, block, statements.appropriation.kinds, _KIND_NAMES)
    elif block == "travel":
        yield from _changes(context, block, statements.travel, _TRAVEL_NAMES)
    elif block == "operating_funds":
        yield from _changes(context, block, [statements.operating_funds], {"operating-funds": ""})
    else:
        for appropriation in (statements.appropriation, statements.government_fund, statements.state_capital):
            yield from _items(context, appropriation)


def _items(context: Context, appropriation: Appropriation | None) -> Iterator[Change]:
    items = appropriation.items if appropriation is not None else ()
    names = {entry.key: entry.key for entry in items}
    for change in _changes(context, "function", items, names):
        yield change._replace(name=f"{change.key} {context.disclosure.functions.name(change.key)}")


def _changes(
    context: Context, block: str, entries: tuple[Entry, ...] | list[Entry], names: Mapping[str, str]
) -> Iterator[Change]:
    for entry in entries:
        now, difference = context.fen(entry.amount), context.fen(entry.change or "")
        if now is None or difference is None:
            continue
        key = names[entry.key]
        figures = tuple(figure for figure in (entry.change, entry.growth) if figure is not None)
        name = key or "机关运行经费"
        yield Change(block, key, name, now, now - difference, figures, entry.text is not None)
