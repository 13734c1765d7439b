"""The thirteen funding sources (资金来源) and how tables and statements group them."""

from __future__ import annotations

from typing import Final, Literal

import attrs

BudgetKind = Literal["general-public-budget", "government-fund", "state-capital"]
"""The three budgets that appropriations come from: 一般公共预算, 政府性基金预算, 国有资本经营预算."""

BUDGETS: Final[tuple[BudgetKind, ...]] = ("general-public-budget", "government-fund", "state-capital")


@attrs.frozen
class Source:
    """One funding source: ``name`` as spelt in the tables, ``column`` the column of table 2 that holds it."""

    key: str
    name: str
    column: str
    budget: BudgetKind | None
    """The budget of an appropriation or of its carry-over; None for 财政专户 and 单位资金 and their carry-over."""
    transfer: bool = False
    """A transfer from above (上级…转移支付)."""
    carryover: bool = False
    """Carried over from last year (结转结余)."""

    @property
    def appropriation(self) -> bool:
        """One of the six current appropriation sources (财政拨款): columns 3-8 of table 2."""
        return self.budget is not None and not self.carryover


_GPB, _FUND, _CAPITAL = BUDGETS

SOURCES: Final[tuple[Source, ...]] = (
    Source("general-public-budget", "一般公共预算", "general-public-budget", _GPB),
    Source(
        "general-public-budget-transfer",
        "上级一般公共预算转移支付",
        "general-public-budget-transfer",
        _GPB,
        transfer=True,
    ),
    Source("government-fund", "政府性基金预算", "government-fund", _FUND),
    Source("government-fund-transfer", "上级政府性基金转移支付", "government-fund-transfer", _FUND, transfer=True),
    Source("state-capital", "国有资本经营预算", "state-capital", _CAPITAL),
    Source("state-capital-transfer", "上级国有资本经营预算转移支付", "state-capital-transfer", _CAPITAL, transfer=True),
    Source("fiscal-account", "财政专户", "fiscal-account", None),
    Source("own-funds", "单位资金", "own-funds", None),
    Source(
        "fiscal-carryover-general-public-budget", "财政拨款结转(一般公共预算)", "fiscal-carryover", _GPB, carryover=True
    ),
    Source(
        "fiscal-carryover-government-fund", "财政拨款结转(政府性基金预算)", "fiscal-carryover", _FUND, carryover=True
    ),
    Source(
        "fiscal-carryover-state-capital", "财政拨款结转(国有资本经营预算)", "fiscal-carryover", _CAPITAL, carryover=True
    ),
    Source(
        "non-fiscal-carryover-fiscal-account",
        "非财政拨款结转结余(财政专户)",
        "non-fiscal-carryover",
        None,
        carryover=True,
    ),
    Source(
        "non-fiscal-carryover-own-funds", "非财政拨款结转结余(单位资金)", "non-fiscal-carryover", None, carryover=True
    ),
)

SOURCE_BY_KEY: Final = {source.key: source for source in SOURCES}
SOURCE_BY_NAME: Final = {source.name: source for source in SOURCES}

INCOME_COLUMNS: Final[tuple[str, ...]] = tuple(dict.fromkeys(source.column for source in SOURCES))
"""The ten source columns of table 2 (printed 3-12), which are also the sources of statement two, in order."""

OWN_FUNDS_ITEMS: Final[dict[str, str]] = {
    "事业收入": "business-income",
    "上级补助收入": "superior-subsidy",
    "附属单位上缴收入": "affiliate-remittance",
    "事业单位经营收入": "operating-income",
    "其他收入": "other-income",
}
"""收入项目 of 单位资金: name in income.csv → line of table 1."""
