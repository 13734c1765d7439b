"""Random rows of last year, and the income rows of both years that belong to the lines."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from tests.support.budget_money import LIMIT, pieces
from tests.support.budget_rows import APPROPRIATION, CARRY_OVER, OTHER, Entry
from tests.support.budget_shape import Shape

OWN_FUNDS_ITEMS = ("事业收入", "上级补助收入", "附属单位上缴收入", "事业单位经营收入", "其他收入")


@dataclass(frozen=True)
class IncomeEntry:
    """One row of income.csv, the amount in 分."""

    year: int
    source: str
    item: str
    fen: int


def prior_lines(rng: Random, shape: Shape, current: list[Entry], prior_only: list[str]) -> list[Entry]:
    """Last year's rows: most codes again, some equal or off by less than the last printed place, some new or gone."""
    sums: dict[tuple[str, str, str], int] = {}
    for line in current:
        sums[line.function, line.kind, line.source] = sums.get((line.function, line.kind, line.source), 0) + line.fen
    amounts = {key: _before(rng, fen) for key, fen in sums.items() if fen and rng.random() < 0.8}
    mean = max(1, sum(sums.values()) // max(1, len(sums)))
    for code in prior_only:
        source = rng.choice([s for s in APPROPRIATION if any(line.source == s for line in current)] or ["一般公共预算"])
        amounts[code, rng.choice(["基本支出", "项目支出"]), source] = rng.randint(1, 2 * mean)
    if rng.random() < 0.4:
        # A source that only last year had.
        gone = [s for s in (*APPROPRIATION, *OTHER, *CARRY_OVER) if all(line.source != s for line in current)]
        if gone:
            function = rng.choice(current).function
            amounts[function, "项目支出", rng.choice(gone)] = rng.randint(1, mean)
    rows = []
    for (function, kind, source), fen in amounts.items():
        blank = source not in APPROPRIATION and rng.random() < 0.6
        for part in pieces(fen, rng.choice([1, 1, 2]), rng):
            rows.append(Entry(shape.year - 1, "", "" if blank else function, kind, "", source, "", part))
    rng.shuffle(rows)
    return rows


def _before(rng: Random, fen: int) -> int:
    chance = rng.random()
    if chance < 0.15:
        return fen
    if chance < 0.3:
        return max(0, fen + rng.choice([-1, 1]) * rng.randint(1, 4_999))
    return fen * rng.randint(30, 180) // 100


def income_rows(rng: Random, lines: list[Entry], budget_year: int) -> list[IncomeEntry]:
    """Income as declared: per year and source the sum of the lines, split over rows and, for 单位资金, over items."""
    sums: dict[tuple[int, str], int] = {}
    for line in lines:
        sums[line.year, line.source] = sums.get((line.year, line.source), 0) + line.fen
    rows = []
    for (year, source), fen in sums.items():
        itemised = source == "单位资金"
        for part in pieces(fen, rng.randint(1, 5 if itemised else 2) + fen // LIMIT, rng):
            item = rng.choice(OWN_FUNDS_ITEMS) if itemised and (year == budget_year or rng.random() < 0.5) else ""
            rows.append(IncomeEntry(year, source, item, part))
    rng.shuffle(rows)
    return rows
