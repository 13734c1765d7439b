"""A second, plain way to compute a disclosure: csv, dictionaries, whole numbers and fractions, nothing of reportgen.

expected = oracle(folder)
expected.tables[5]                              rows of cell texts, labels included, in printed order
expected.cells["t5/2010301/total"]              the same cells by figure key, blanks left out
expected.figures["income/own-funds/share"]      printed texts of the statements
expected.directions["income/own-funds/change"]  增加 or 减少; of …/growth 增长 or 下降
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from tests.support.oracle_input import read_facts
from tests.support.oracle_statements import compute_claims
from tests.support.oracle_tables import Row, compute_tables

__all__ = ["Expected", "Row", "oracle"]


@dataclass(frozen=True)
class Expected:
    """What a correct report of a budget prints.

    ``tables``: number → rows of cell texts. Tables 1 and 4 have left label, left value, right label and the values;
    code cells are split; a blank cell is an empty text. Tables 8 and 9 without money have no row.
    ``cells``: figure key → text of every cell that is not blank, where the key follows from the contract alone (table
    1 and the left side of table 4 above its total are compared by ``tables``).
    ``figures``: statement key → printed text. An amount stands under its statement key, also where the report uses the
    key of the table cell that it is.
    ``values``: key of a cell or figure → exact value: 元 with two decimals, signed for a change; a ratio for rates.
    ``directions``: key of a change or growth → its word.
    ``without_growth``: keys whose rate clause is 上年无此项预算 (``zero_base: none``).
    ``lists``: names, codes or ids in printed order, such as ``statement-1/income``, ``statement-5/items``,
    ``statement-7/projects``, ``performance/tables`` (published indicator tables of projects),
    ``performance/department`` (上级, 本级, 其他) and ``performance/ID`` (total, appropriation, other).
    ``facts``: further printed texts, such as ``statement-11/fiscal`` and ``performance/withheld/amount``.
    """

    year: int
    tables: dict[int, list[Row]]
    cells: dict[str, str]
    figures: dict[str, str]
    values: dict[str, str]
    directions: dict[str, str]
    without_growth: frozenset[str]
    lists: dict[str, list[str]]
    facts: dict[str, str]


def oracle(folder: Path) -> Expected:
    """Compute what the valid budget in ``folder`` (budget.yaml and CSV tables) must print."""
    facts = read_facts(folder)
    tables, claims = compute_tables(facts), compute_claims(facts)
    return Expected(
        year=facts.year,
        tables=tables.rows,
        cells=tables.cells,
        figures=claims.figures,
        values=tables.values | claims.values,
        directions=claims.directions,
        without_growth=frozenset(claims.without_growth),
        lists=claims.lists,
        facts=claims.facts,
    )
