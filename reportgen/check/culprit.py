"""The one changed row that would explain why income and money lines differ."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple
from weakref import WeakKeyDictionary

from reportgen.check.compare import gaps
from reportgen.check.evidence import TABLES, Rows, TableName, evidence_of
from reportgen.check.slips import Slip, slips
from reportgen.check.witnesses import Suspicion, witnesses
from reportgen.model.diagnostic import Note
from reportgen.model.figure import Selection
from reportgen.model.language import say
from reportgen.model.money import Money, decimal_text
from reportgen.model.source import SOURCE_BY_KEY

if TYPE_CHECKING:
    from reportgen.check.compare import gaps
    from reportgen.check.context import Context
from reportgen.check.evidence import Facts

SHOWN = 10
"""So many suspects of a table are kept in their order; further ones only count."""
MOVED_WEIGHT = 9
"""What it weighs that a row explains two differences at once: more than all other evidence."""
Key = tuple[int, str]
"""Year and source key."""


class Suspect(NamedTuple):
    """A row whose single change would balance income and lines of a year and source."""

    table: TableName
    position: int
    rank: tuple[int, int]
    """The smaller the likelier: evidence against it less evidence for it, then how accidental its slip is."""
    right: int
    """The amount it would have to be, in 分; zero for a row too many."""
    words: str
    """What would have to change and what speaks for it, in the reader's language."""


class Search(NamedTuple):
    """The suspects of a year and source, likeliest first, and the one that stands out, if any.

    ``spots``: the first row of the year and source in each table that has one.
    """

    suspects: tuple[Suspect, ...]
    culprit: Suspect | None
    spots: tuple[tuple[TableName, int], ...]


_SEARCHES: WeakKeyDictionary[Context, dict[Key, Search]] = WeakKeyDictionary()


def searches(context: Context) -> Mapping[Key, Search]:
    """The search of every year and source that do not balance; done once a check."""
    if context not in _SEARCHES:
        off = gaps(context)
        _SEARCHES[context] = {key: _search(context, key, off) for key in off}
    return _SEARCHES[context]


def explanation(
    context: Context, sides: Sequence[tuple[int, Rows]]
) -> tuple[Mapping[TableName, Sequence[int]], tuple[Note, ...]]:
    """The rows to tell first among those of some sides (amount, rows), and notes on those that explain all."""
    first: dict[TableName, list[int]] = {name: [] for name in TABLES}
    culprits: dict[tuple[TableName, int], Suspect] = {}
    for search in searches(context).values():
        for suspect in search.suspects:
            first[suspect.table].append(suspect.position)
        culprit = search.culprit
        if culprit is None:
            continue
        # A row that was moved stands among the rows of neither side that lacks it.
        spots = ((culprit.table, culprit.position), *search.spots)
        if any(_holds(rows, spot) for _, rows in sides for spot in spots):
            culprits[culprit.table, culprit.position] = culprit
    return first, tuple(culprit_note(context, culprit) for culprit in culprits.values())


def _holds(rows: Rows, spot: tuple[TableName, int]) -> bool:
    table, position = spot
    return table in rows and bool((rows[table] == position).any())


def culprit_note(context: Context, suspect: Suspect) -> Note:
    """The note on a culprit: the row, what it would have to be, and why."""
    facts = evidence_of(context).facts[suspect.table]
    row = facts.text(suspect.position, year=True, source=suspect.table == "lines")
    return Note(say(f"{row}：{suspect.words}", f"{row}: {suspect.words}"), facts.place(suspect.position))


def _search(context: Context, key: Key, off: Mapping[Key, int]) -> Search:
    year, source = key
    found: list[Suspect] = list(_moved(context, key, off))
    count = [suspect.rank for suspect in found]
    spots: list[tuple[TableName, int]] = []
    for name in TABLES:
        facts = evidence_of(context).facts[name]
        positions = facts.positions([Selection(name, year, source=(source,))])
        if len(positions):
            correction = off[key] if name == "lines" else -off[key]
            suspects, ranks = _suspects(context, Suspicion(name, facts, positions, year, source, correction))
            found += suspects
            count += ranks
            spots.append((name, int(positions[0])))
    found.sort(key=lambda suspect: suspect.rank)
    best = found[0] if found else None
    alone = best is not None and count.count(best.rank) == 1 and best.rank[0] <= 0
    return Search(tuple(found), best if alone else None, tuple(spots))


def _suspects(context: Context, suspicion: Suspicion) -> tuple[list[Suspect], list[tuple[int, int]]]:
    """The likeliest rows of a table, and the ranks of all of them that are as likely as the first."""
    import numpy as np

    facts, positions, correction = suspicion.facts, suspicion.positions, suspicion.correction
    heard = list(witnesses(context, suspicion))
    score = np.zeros(len(positions), dtype=np.int64)
    for witness in heard:
        score += witness.verdict
    kinds = _kinds(context, suspicion)
    # A row that only the evidence points at counts as well.
    chosen = np.flatnonzero((kinds < Slip.UNKNOWN) | ((score > 0) & (facts.amounts[positions] + correction > 0)))
    chance = np.array([slip.chance for slip in Slip])[kinds]
    ranks = np.stack((-score[chosen], chance[chosen]), axis=1)
    order = np.lexsort((-facts.amounts[positions[chosen]], kinds[chosen], ranks[:, 1], ranks[:, 0]))
    told = []
    for number in order[:SHOWN].tolist():
        index = int(chosen[number])
        why = [witness.words(index) for witness in heard if witness.verdict[index] > 0]
        told.append(_suspect(context, suspicion, index, Slip(int(kinds[index])), int(-score[index]), why))
    best = [told[0].rank] * int((ranks == ranks[order[0]]).all(axis=1).sum()) if told else []
    return told, best


def _kinds(context: Context, suspicion: Suspicion) -> Any:
    """The slip of every row, rows too many included."""
    import numpy as np

    facts, positions = suspicion.facts, suspicion.positions
    amounts = facts.amounts[positions]
    kinds = slips(amounts, suspicion.correction, context.declaration.amount_unit)
    extra = np.flatnonzero(amounts == -suspicion.correction)
    kinds[extra] = Slip.EXTRA
    last: dict[tuple[str, ...], list[int]] = {}
    for index in extra.tolist():
        key = tuple(facts.value(name, int(positions[index])) for name in facts.dimensions)
        last.setdefault(key, []).append(index)
    for rows in last.values():
        if len(rows) > 1:
            kinds[rows[-1]] = Slip.REPEATED
    return kinds


def _suspect(context: Context, suspicion: Suspicion, index: int, slip: Slip, against: int, why: list[str]) -> Suspect:
    position = int(suspicion.positions[index])
    wrong = int(suspicion.facts.amounts[position])
    right = wrong + suspicion.correction
    if slip == Slip.REPEATED:
        words = say(
            "与前面一行完全相同，去掉这一行两边就相等", "it repeats an earlier row; without it both sides are equal"
        )
    elif slip == Slip.EXTRA:
        words = say("金额正好等于差额，去掉这一行两边就相等", "just the difference: without it both sides are equal")
    else:
        old, new = _written(context, wrong), _written(context, right)
        words = say(f"把 {old} 改为 {new} 两边就相等", f"with {new} for {old} both sides are equal")
    told = [part for part in dict.fromkeys((slip.words(), *why)) if part]
    words += say(f"（{'；'.join(told)}）", f" ({'; '.join(told)})") if told else ""
    return Suspect(suspicion.table, position, (against, slip.chance), max(right, 0), words)


def _written(context: Context, fen: int) -> str:
    """An amount in the unit of the tables, as a clerk would write it there."""
    if context.declaration.amount_unit == "元":
        return decimal_text(fen, 2, thousands=True)
    return f"{Money(fen).plain('万元')}"


def _moved(context: Context, key: Key, off: Mapping[Key, int]) -> Iterator[Suspect]:
    """Rows that stand under another source or year, so that both are off by their amount and opposite ways."""
    gap = off[key]
    for other, opposite in off.items():
        if opposite != -gap or (other[0] == key[0]) == (other[1] == key[1]):
            continue
        if other[0] != key[0] and context.declaration.prior is not None:
            # The years then stand in different files.
            continue
        # Too many lines here or too few there; with income the other way round.
        for name, (here, there) in (
            ("lines", (key, other) if gap < 0 else (other, key)),
            ("income", (key, other) if gap > 0 else (other, key)),
        ):
            yield from _to_move(context, name, here, there, abs(gap))


def _to_move(context: Context, name: Any, here: Key, there: Key, fen: int) -> Iterator[Suspect]:
    facts: Facts = evidence_of(context).facts[name]
    positions = facts.positions([Selection(name, here[0], source=(here[1],))])
    for position in positions[facts.amounts[positions] == fen].tolist() if len(positions) else ():
        if here[0] == there[0]:
            old, new = SOURCE_BY_KEY[here[1]].name, SOURCE_BY_KEY[there[1]].name
            zh, en = (
                f"资金来源由“{old}”改为“{new}”，两个来源就都相等",
                f"under {new} instead of {old} both sources balance",
            )
        else:
            zh, en = (
                f"年度由 {here[0]} 改为 {there[0]}，两年就都相等",
                f"with {there[0]} for {here[0]} both years balance",
            )
        # Two differences explained at once outweigh any slip.
        yield Suspect(name, position, (-MOVED_WEIGHT, Slip.MOVED.chance), fen, say(zh, en))
