"""The knobs of a random budget: what it holds (`Shape`) and how its tables are written (`Dialect`)."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from random import Random
from typing import Any


@dataclass(frozen=True)
class Dialect:
    """How a CSV is written; every choice is one that the input contract admits."""

    encoding: str = "utf-8"  # utf-8 | utf-8-sig | gb18030
    newline: str = "\n"
    shuffle_columns: bool = False
    aliases: bool = False
    """English headings, mixed with Chinese ones."""
    full_width: bool = False
    """Some amounts in full-width digits, some sources with full-width brackets."""
    thousands: bool = False
    quoting: str = "needed"  # needed | some | all
    blank_rows: bool = False


def random_dialect(rng: Random) -> Dialect:
    """Any mixture of the choices."""
    return Dialect(
        encoding=rng.choice(["utf-8", "utf-8-sig", "gb18030"]),
        newline=rng.choice(["\n", "\r\n"]),
        shuffle_columns=rng.random() < 0.5,
        aliases=rng.random() < 0.4,
        full_width=rng.random() < 0.4,
        thousands=rng.random() < 0.4,
        quoting=rng.choice(["needed", "some", "all"]),
        blank_rows=rng.random() < 0.4,
    )


@dataclass(frozen=True)
class Shape:
    """What a random budget holds."""

    year: int = 2024
    units: int = 3
    codes: int = 8
    """7-digit function codes with money this year."""
    projects: int = 6
    general_budget: bool = True
    government_fund: bool = False
    state_capital: bool = False
    transfers: bool = False
    """Transfers from above for each of the budgets above."""
    fiscal_account: bool = False
    own_funds: bool = True
    carry_over: bool = True
    basic: bool = True
    basic_carry_over: bool = False
    """Carry-over also in basic expenditure, which no project row of table 11 shows."""
    travel: bool = True
    """Money on the economic codes of 三公."""
    prior: str = "rows"  # rows | budget (a second folder) | none
    prior_only_codes: int = 2
    comparatives: bool = True
    amounts: str = "plain"  # plain | small | huge | ties | equal | mixed
    amount_unit: str = "元"
    long_names: bool = False
    """Names of units and projects of exactly 60 characters."""
    zero_lines: bool = False
    repeated_lines: bool = False
    idle_project: bool = False
    """A project without lines, which is a warning."""
    custom_codes: str = "none"  # none | mapping | table
    orders: str = "all"  # all | appropriation | none: which projects have `order`
    withheld: bool = False
    words: bool = True
    """Optional blocks of budget.yaml: reasons, uses, procurement, assets, …"""
    indicators: bool = True
    zero_base: str = "hundred"
    shares: str = "balance"
    ordinals: str = "house"
    operating_funds: str = "all"
    dialect: Dialect = field(default_factory=Dialect)


def random_shape(rng: Random, given: dict[str, Any]) -> Shape:
    """A random shape; ``given`` fixes any of its knobs. Raises TypeError for a knob that does not exist."""
    unknown = given.keys() - {knob.name for knob in fields(Shape)}
    if unknown:
        raise TypeError(f"no such knob: {', '.join(sorted(unknown))}")

    def chance(probability: float) -> bool:
        return rng.random() < probability

    drawn: dict[str, Any] = {
        "year": rng.randint(2021, 2030),
        "units": rng.randint(1, 8),
        "codes": rng.choice([rng.randint(3, 10), rng.randint(3, 60)]),
        "projects": rng.choice([0, rng.randint(1, 8), rng.randint(9, 25)]),
        "general_budget": chance(0.95),
        "government_fund": chance(0.4),
        "state_capital": chance(0.4),
        "transfers": chance(0.4),
        "fiscal_account": chance(0.4),
        "own_funds": chance(0.6),
        "carry_over": chance(0.6),
        "basic": chance(0.9),
        "basic_carry_over": chance(0.1),
        "travel": chance(0.7),
        "prior": rng.choice(["rows", "rows", "budget", "none"]),
        "prior_only_codes": rng.randint(0, 3),
        "comparatives": chance(0.5),
        "amounts": rng.choice(["plain", "plain", "small", "huge", "ties", "equal", "mixed"]),
        "amount_unit": rng.choice(["元", "元", "万元"]),
        "long_names": chance(0.2),
        "zero_lines": chance(0.3),
        "repeated_lines": chance(0.3),
        "idle_project": chance(0.1),
        "custom_codes": rng.choice(["none", "none", "mapping", "table"]),
        "orders": rng.choice(["all", "appropriation", "none"]),
        "withheld": chance(0.4),
        "words": chance(0.7),
        "indicators": chance(0.6),
        "zero_base": rng.choice(["hundred", "hundred", "none"]),
        "shares": rng.choice(["balance", "balance", "plain"]),
        "ordinals": rng.choice(["house", "plain"]),
        "operating_funds": rng.choice(["all", "all", "administrative"]),
        "dialect": random_dialect(rng),
    }
    return Shape(**(drawn | given))
