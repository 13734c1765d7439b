"""The reasons of changes with the figures that they can mean, and reasons that are written for nothing (E70)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Final, NamedTuple
from weakref import WeakKeyDictionary

from reportgen.check.context import Context
from reportgen.check.registry import Finding, rule
from reportgen.check.words.clauses import Subject
from reportgen.model.budget import INCOME_REASONS, KINDS, TRAVEL_ITEMS
from reportgen.model.diagnostic import Note
from reportgen.model.figure import Figure
from reportgen.model.language import say
from reportgen.model.money import FEN_PER_UNIT, Money, half_up
from reportgen.model.place import Place
from reportgen.model.prose import FigureRef, Prose

FEN_PER_WAN = FEN_PER_UNIT["万元"]
BLOCKS: Final = ("income", "expenditure", "appropriation", "function", "travel", "operating_funds")
"""The blocks of reasons, in the order of budget.yaml."""
ITEM_STATEMENTS = ("appropriation", "government-fund", "state-capital")
"""Statements whose items are 7-digit codes with a reason."""
_SOURCES: Final = (
    "一般公共预算", "政府性基金", "国有资本", "转移支付", "财政专户", "单位资金", "事业收入", "经营收入", "其他收入", "自有资金",
    "结转", "财政拨款",
)  # fmt: skip
_OWN_FUNDS: Final = frozenset({"单位资金", "事业收入", "经营收入", "其他收入", "自有资金"})
_KIND_NAMES: Final = {
    "基本支出": ("项目支出", "项目经费", "项目资金", "收入"),
    "项目支出": ("基本支出", "人员经费", "公用经费", "收入"),
}
_TRAVEL_NAMES: Final = {
    "因公出国（境）费": "出国", "公务用车购置费": "购置", "公务用车运行费": "运行", "公务接待费": "接待",
}  # fmt: skip


class Reason(NamedTuple):
    """A reason: its dotted path, its text with expressions expanded, and what it explains.

    ``changes``: the exact changes that it can mean in 分 (one, as a rule); ``stems``: the keys of those figures without
    their last part; ``subject``: the name of what changed, and names that mean something else.
    """

    path: str
    text: str
    changes: tuple[int, ...]
    place: Place | None
    stems: tuple[str, ...] = ()
    subject: Subject = Subject()


def expanded(context: Context, prose: Prose) -> str:
    """The text with each expression as number and unit; amounts are exact (up to six decimals of 万元)."""
    parts = []
    for part in prose.parts:
        if isinstance(part, FigureRef):
            figure = context.figure(part.key)
            if figure is None:
                continue
            exact = abs(figure.value).plain("万元") if isinstance(figure.value, Money) else figure.text()
            parts.append(f"{exact}{figure.unit()}")
        else:
            parts.append(part)
    return "".join(parts)


def _reasons(context: Context, block: str) -> Iterator[Reason]:
    for name, prose in _given(context, block):
        stems = tuple(stem for stem in _stems(block, name) if _change(context, stem) is not None)
        changes = tuple(fen for stem in stems if (fen := _change(context, stem)) is not None)
        if changes:
            path = f"reasons.{block}.{name}".rstrip(".")
            place = context.place(path) or prose.place
            yield Reason(path, expanded(context, prose), changes, place, stems, _subject(context, block, name))


_NOTES: WeakKeyDictionary[Context, dict[tuple[tuple[str, ...], tuple[str, ...]], tuple[Note, ...]]] = (
    WeakKeyDictionary()
)
_READ: WeakKeyDictionary[Context, tuple[Reason, ...]] = WeakKeyDictionary()


def all_reasons(context: Context) -> tuple[Reason, ...]:
    """The reasons of all blocks; read once for all rules."""
    if context not in _READ:
        _READ[context] = tuple(reason for block in BLOCKS for reason in _reasons(context, block))
    return _READ[context]


def reasons(context: Context, *blocks: str) -> Iterator[Reason]:
    """The reasons of some blocks of budget.yaml whose change is computed."""
    paths = tuple(f"reasons.{block}" for block in blocks)
    return (reason for reason in all_reasons(context) if reason.path.startswith(paths))


def _given(context: Context, block: str) -> Iterator[tuple[str, Prose]]:
    given = getattr(context.declaration.reasons, block)
    if isinstance(given, Prose):
        given = {"": given}
    yield from ((name, prose) for name, prose in (given or {}).items() if prose)


def _change(context: Context, stem: str) -> int | None:
    """The exact change of a figure; None where nothing stands in either year: its reason is not printed (rules 8, 10)."""
    change = context.fen(f"{stem}/change")
    return change if change or context.fen(f"{stem}/amount") else None


def _stems(block: str, name: str) -> list[str]:
    stems: Mapping[str, list[str]] = {
        "income": [f"income/{INCOME_REASONS.get(name)}"],
        "expenditure": [f"expenditure/{KINDS.get(name)}"],
        "appropriation": [f"appropriation/{KINDS.get(name)}"],
        "function": [f"{statement}/{name}" for statement in ITEM_STATEMENTS],
        "travel": [f"travel/{TRAVEL_ITEMS.get(name)}"],
        "operating_funds": ["operating-funds"],
    }
    return stems[block]


def _subject(context: Context, block: str, name: str) -> Subject:
    if block == "income":
        own = _OWN_FUNDS if name in ("单位资金", "财政专户") else frozenset({"财政拨款"})
        return Subject(name, tuple(source for source in _SOURCES if source not in name and source not in own))
    if block in ("expenditure", "appropriation"):
        return Subject(name, _KIND_NAMES[name])
    if block == "travel":
        own_word = _TRAVEL_NAMES[name]
        return Subject(name, tuple(word for word in _TRAVEL_NAMES.values() if word != own_word))
    if block == "function":
        own_name = context.disclosure.functions.name(name)
        names = {context.disclosure.functions.name(code) for code in context.rows("t5", 7) if code != name}
        return Subject(own_name, tuple(other for other in sorted(names) if other not in own_name))
    return Subject("机关运行经费")


def prints_zero(fen: int) -> bool:
    """Whether an amount is printed as 0.00 万元."""
    return half_up(Fraction(fen, FEN_PER_WAN), 2) == 0


def direction_text(fen: int) -> str:
    """A change in words: ``减少 38.00 万元``; 持平 for none."""
    word = {1: "增加", 0: "持平", -1: "减少"}[(fen > 0) - (fen < 0)]
    return f"{word} {abs(Money(fen)).text()} 万元" if fen else word


def figure_note(context: Context, key: str, name: str) -> Note | None:
    """A figure that a text was held against: what it is, its printed value, its key and the first row behind it."""
    figure = context.figure(key)
    if figure is None:
        return None
    value = f"{figure.text()} {figure.unit()}" if figure.unit() != "%" else f"{figure.text()}%"
    return Note(say(f"{name} {value}（{figure.key}）", f"{name} {value} ({figure.key})"), context.figure_place(key))


def stem_notes(context: Context, stems: tuple[str, ...], *measures: str) -> tuple[Note, ...]:
    """Notes on the figures of the stems; without ``measures`` on both years and the change. Made once for all findings."""
    made = _NOTES.setdefault(context, {})
    if (stems, measures) not in made:
        made[stems, measures] = _stem_notes(context, stems, measures)
    return made[stems, measures]


def _stem_notes(context: Context, stems: tuple[str, ...], measures: tuple[str, ...]) -> tuple[Note, ...]:
    year = context.year
    names = {
        "prior": say(f"{year - 1} 年预算数", f"budget of {year - 1}"),
        "amount": say(f"{year} 年预算数", f"budget of {year}"),
        "share": say("占比", "share"),
    }
    notes = []
    for stem in stems:
        change = context.figure(f"{stem}/change")
        down = change is not None and _negative(change)
        names["change"] = say("减少" if down else "增加", "decrease" if down else "increase")
        names["growth"] = say("下降" if down else "增长", "rate of decrease" if down else "rate of increase")
        for measure in measures or ("prior", "amount", "change"):
            note = figure_note(context, f"{stem}/{measure}", names[measure])
            if note is not None:
                notes.append(note)
    return tuple(notes)


def _negative(figure: Figure) -> bool:
    return isinstance(figure.value, Money) and figure.value.fen < 0


def page_figures(context: Context, stems: tuple[str, ...], *measures: str) -> tuple[str, ...]:
    """The keys under which figures of the stems stand on the page."""
    found = (context.figure(f"{stem}/{measure}") for stem in stems for measure in measures)
    return tuple(figure.key for figure in found if figure is not None)


@rule("E70", "info", "没有金额的事项不必写原因", "no reason is needed where there is no money in either year")
def idle_reasons(context: Context) -> Iterator[Finding]:
    """E70: where nothing stands in either year there is no change to explain: a reason explains an absence.

    A fund, a source or an item of 三公 with nothing takes its fixed sentence (rules 8 and 10), and a code without money in
    statements five, eight and nine is not listed at all: what is written there is not printed.

    Basis: 规则 8、10：两年都没有金额的，用固定句式或不列示 | rules 8 and 10: nothing in both years takes a fixed sentence, or none
    Help: 删去这条原因；如果本应有金额，请补上明细 | delete the reason; if there should be money, add the lines
    Wrong: reasons.income.政府性基金预算: 2024 年没有安排该项预算（两年都是 0.00）
        | a reason under 政府性基金预算, which is 0.00 in both years
    Right: 不写这一条 | no such reason
    """
    for block in BLOCKS:
        for name, prose in _given(context, block):
            if all(_change(context, stem) is None for stem in _stems(block, name)):
                path = f"reasons.{block}.{name}".rstrip(".")
                told = context.disclosure.functions.name(name) if block == "function" else name or "机关运行经费"
                yield Finding(
                    say(
                        f"“{told}”两年在这一项都是 0.00 万元，没有变化要说明，不必写原因。",
                        f"{told} is 0.00 万元 here in both years: there is no change to explain, so no reason is needed.",
                    ),
                    context.place(path) or prose.place,
                    prose.raw.strip(),
                )
