"""What else would come right, or go wrong, if a row were another amount: independent evidence for a suspect."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from reportgen.compute.selections import APPROPRIATION, GENERAL
from reportgen.model.budget import INCOME_REASONS, KINDS
from reportgen.model.figure import Selection
from reportgen.model.language import say
from reportgen.model.source import SOURCE_BY_KEY

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from reportgen.check.context import Context
    from reportgen.check.evidence import Facts, TableName
    from reportgen.check.words.reasons import Reason

TIES: Final[tuple[tuple[str, tuple[str, ...]], ...]] = (
    ("30108", ("2080505",)),
    ("30109", ("2080506",)),
    ("30110", ("2101101", "2101102")),
    ("30111", ("2101103",)),
    ("30113", ("2210201",)),
)
"""Economic code → the function codes that its basic expenditure stands on (R23, R25)."""


class Suspicion(NamedTuple):
    """The rows of one table, year and source, of which one may have to be ``correction`` 分 more."""

    table: TableName
    facts: Facts
    positions: NDArray[np.intp]
    year: int
    source: str
    correction: int


class Witness(NamedTuple):
    """What speaks for (1) and against (-1) each row of a suspicion, and the words for what speaks for one."""

    verdict: NDArray[np.int8]
    words: Callable[[int], str]
    """Index of the row in the suspicion → words."""


def witnesses(context: Context, suspicion: Suspicion) -> Iterator[Witness]:
    """All independent evidence on the rows of a suspicion."""
    yield _last_year(context, suspicion)
    if suspicion.table == "income":
        yield from _income_reasons(context, suspicion)
        return
    if suspicion.year == context.year and suspicion.source in GENERAL:
        yield _allocations(context, suspicion)
        yield _allocation_classes(context, suspicion)
        yield from _ties(context, suspicion)
    yield from _reasons(context, suspicion)


def _verdict(gap: int, healed: int) -> int:
    """For an identity that is ``gap`` off now and would be ``healed`` off with the correction."""
    return 1 if gap and not healed else -1 if healed and not gap else 0


def _allocations(context: Context, suspicion: Suspicion) -> Witness:
    """N21: the allocation list of a row's project."""
    import numpy as np

    names = suspicion.facts.values("project")
    verdict = np.zeros(len(names) or 1, dtype=np.int8)
    index = {name: number for number, name in enumerate(names)}
    for block in context.disclosure.statements.projects:
        amount = context.fen(block.amount)
        if block.items and amount is not None and block.project.id in index:
            gap = sum(item.amount.fen for item in block.items) - amount
            verdict[index[block.project.id]] = _verdict(gap, gap - suspicion.correction)
    codes = suspicion.facts.codes("project", suspicion.positions)

    def words(row: int) -> str:
        project = names[codes[row]]
        return say(
            f"项目 {project} 的资金分配与明细也恰好相差这个数",
            f"the allocation of project {project} is off by the same amount",
        )

    return Witness(verdict[codes], words)


def _allocation_classes(context: Context, suspicion: Suspicion) -> Witness:
    """E07: the class of a row in a list whose items all name their economic code."""
    import numpy as np

    gaps: dict[tuple[str, str], int] = {}
    for block in context.disclosure.statements.projects:
        if block.items and all(item.economic for item in block.items):
            row = context.disclosure.aliases.get(block.amount, block.amount).removeprefix("t7/").rpartition("/")[0]
            for code in context.tables.get("t7", {}).get(row, {}):
                if code.isdigit():
                    gaps[block.project.id, code] = -context.cell("t7", row, code)
            for item in block.items:
                key = block.project.id, (item.economic or "")[:3]
                gaps[key] = gaps.get(key, 0) + item.amount.fen
    projects, economics = suspicion.facts.values("project"), suspicion.facts.values("economic")
    verdict = np.zeros((len(projects) or 1, len(economics) or 1), dtype=np.int8)
    index = {name: number for number, name in enumerate(projects)}
    for (project, code), gap in gaps.items():
        if project in index:
            under = [number for number, name in enumerate(economics) if name[:3] == code]
            verdict[index[project], under] = _verdict(gap, gap - suspicion.correction)
    facts, positions = suspicion.facts, suspicion.positions
    found = verdict[facts.codes("project", positions), facts.codes("economic", positions)]
    zh, en = "资金分配按经济分类也恰好相差这个数", "the class of its allocation is off by the same amount"
    return Witness(found, lambda row: say(zh, en))


def _ties(context: Context, suspicion: Suspicion) -> Iterator[Witness]:
    """R23, R25: rows that stand on one side of a tie alone."""
    import numpy as np

    facts, positions = suspicion.facts, suspicion.positions
    functions = np.array(facts.values("function") or [""], dtype=object)[facts.codes("function", positions)]
    economics = np.array(facts.values("economic") or [""], dtype=object)[facts.codes("economic", positions)]
    basic = np.array(facts.values("kind") or [""], dtype=object)[facts.codes("kind", positions)] == "basic"
    for economic, codes in TIES:
        gap = context.cell("t6", economic, "total") - sum(context.cell("t5", code, "basic") for code in codes)
        left, right = economics == economic, np.isin(functions, codes)
        verdict = np.zeros(len(positions), dtype=np.int8)
        verdict[basic & left & ~right] = _verdict(gap, gap + suspicion.correction)
        verdict[basic & right & ~left] = _verdict(gap, gap - suspicion.correction)
        name = f"{economic} = {' + '.join(codes)}"
        yield Witness(verdict, _constant(f"改后 {name} 也相等", f"then {name} holds too"))


def _constant(zh: str, en: str) -> Callable[[int], str]:
    return lambda row: say(zh, en)


def _reasons(context: Context, suspicion: Suspicion) -> Iterator[Witness]:
    """N10-N12: reasons whose listed amounts add up to the change, or would."""
    import numpy as np

    facts, positions = suspicion.facts, suspicion.positions
    sign = 1 if suspicion.year == context.year else -1
    for block, column, admitted in (
        ("expenditure", "kind", True),
        ("appropriation", "kind", suspicion.source in GENERAL),
        ("function", "function", suspicion.source in APPROPRIATION),
    ):
        values = facts.values(column)
        verdict = np.zeros(len(values) or 1, dtype=np.int8)
        for name, reason in _named(context, block) if admitted else ():
            value = KINDS.get(name, name) if column == "kind" else name
            if value in values:
                verdict[values.index(value)] = _told(reason, sign * suspicion.correction)
        if verdict.any():
            zh, en = "改后理由里逐项的增减与变化额也相等", "then the amounts listed in its reason add up"
            yield Witness(verdict[facts.codes(column, positions)], _constant(zh, en))


def _income_reasons(context: Context, suspicion: Suspicion) -> Iterator[Witness]:
    import numpy as np

    sign = 1 if suspicion.year == context.year else -1
    for name, reason in _named(context, "income"):
        if INCOME_REASONS.get(name) == SOURCE_BY_KEY[suspicion.source].column:
            told = _told(reason, sign * suspicion.correction)
            verdict = np.full(len(suspicion.positions), told, dtype=np.int8)
            zh, en = "改后理由里逐项的增减与变化额也相等", "then the amounts listed in its reason add up"
            yield Witness(verdict, _constant(zh, en))


def _named(context: Context, block: str) -> Iterator[tuple[str, Reason]]:
    """The reasons of a block by their key; those with expressions move with the figures and tell nothing."""
    from reportgen.check.words.reasons import reasons

    written = getattr(context.declaration.reasons, block)
    for reason in reasons(context, block):
        name = reason.path.removeprefix(f"reasons.{block}.")
        if name in written and not written[name].refs:
            yield name, reason


def _told(reason: Reason, by: int) -> int:
    """1 when the amounts that a reason lists fit its change only after it moved ``by``, -1 when only before."""
    from reportgen.check.words.sums import explains, signed_sum

    found = signed_sum(reason.text)
    if not found:
        return 0
    now = any(explains(found, fen) for fen in reason.changes)
    then = any(explains(found, fen + by) for fen in reason.changes)
    return then - now


def _last_year(context: Context, suspicion: Suspicion) -> Witness:
    """The row's twin in the other year: the same key, else the same code alone, at the amount it would have."""
    import numpy as np

    other = 2 * context.year - 1 - suspicion.year
    twins = suspicion.facts.positions([Selection(suspicion.table, other, source=(suspicion.source,))])
    keys: Mapping[TableName, tuple[tuple[str, ...], ...]] = {
        "lines": (("unit", "kind", "function", "project", "economic"), ("kind", "function")),
        "income": (("item",),),
    }
    verdict = np.zeros(len(suspicion.positions), dtype=np.int8)
    for columns in keys[suspicion.table]:
        finer = verdict
        verdict = np.where(finer != 0, finer, _twin(suspicion, twins, columns))
    zh, en = "改后与另一年同一科目的金额相同", "then it is the amount of the same code in the other year"
    return Witness(verdict, lambda row: say(zh, en))


def _twin(suspicion: Suspicion, twins: NDArray[np.intp], columns: tuple[str, ...]) -> NDArray[np.int8]:
    """The verdict of the sums by some columns in both years."""
    import numpy as np

    facts, count = suspicion.facts, len(suspicion.positions)
    both = np.concatenate((suspicion.positions, twins))
    key: Any = np.zeros(len(both), dtype=np.int64)
    for column in columns:
        key = np.unique(key, return_inverse=True)[1] * (len(facts.values(column)) + 1) + facts.codes(column, both)
    numbers = np.unique(key, return_inverse=True)[1]
    amounts = facts.table.frame["amount"].to_numpy()[both]
    sums = np.zeros((2, int(numbers.max()) + 1 if len(numbers) else 1), dtype=amounts.dtype)
    np.add.at(sums[0], numbers[:count], amounts[:count])
    np.add.at(sums[1], numbers[count:], amounts[count:])
    now, then = sums[0][numbers[:count]], sums[1][numbers[:count]]
    verdict = np.zeros(count, dtype=np.int8)
    verdict[((now + suspicion.correction == then) & (then > 0)).astype(bool)] = 1
    verdict[((now == then) & (then > 0)).astype(bool)] = -1
    return verdict
