"""The claims of part three computed plainly: texts by figure key, direction words, lists and coverage."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from tests.support.oracle_input import Facts, Line
from tests.support.oracle_numbers import Change, money, ratio, shares, yuan
from tests.support.oracle_tables import (
    APPROPRIATION,
    BUDGETS,
    CAPITAL,
    FUND,
    GENERAL,
    OPERATING,
    SOURCES,
    STAFF,
    TRAVEL,
    basic,
    codes_with_money,
    of,
    of_class,
    project,
    project_order,
    total,
    travel_amounts,
    under,
)

SOURCE_NAMES = dict(
    zip(
        SOURCES,
        (
            "一般公共预算", "上级一般公共预算安排的转移支付", "政府性基金预算", "上级政府性基金安排的转移支付",
            "国有资本经营预算", "上级国有资本经营预算安排的转移支付", "财政专户", "单位资金", "财政拨款结转结余",
            "非财政拨款结转结余",
        ),
        strict=True,
    )
)  # fmt: skip
"""How statement one names the sources (rules 13 and 28)."""

ALWAYS_PRINTED = ("general-public-budget", "government-fund", "state-capital")
"""Sources of statement two that print their figures also with nothing in both years (rule 8)."""


@dataclass
class Claims:
    """What the statements say. ``figures`` and ``values`` go by figure key, ``directions`` by the keys of change and
    growth, ``lists`` and ``facts`` by ``statement-N/name``."""

    figures: dict[str, str] = field(default_factory=dict)
    values: dict[str, str] = field(default_factory=dict)
    directions: dict[str, str] = field(default_factory=dict)
    lists: dict[str, list[str]] = field(default_factory=dict)
    facts: dict[str, str] = field(default_factory=dict)
    without_growth: set[str] = field(default_factory=set)

    def amount(self, key: str, fen: int) -> None:
        """An amount of a sentence: zero prints 0.00 (rule 7)."""
        self.figures[f"{key}/amount"], self.values[f"{key}/amount"] = money(fen), yuan(fen)

    def change(self, key: str, now: int, before: int, zero_base: str) -> None:
        """Change and growth; with ``zero_base: none`` a rise from nothing has no rate."""
        change = Change(now, before)
        figures = {"change": (change.text, yuan(change.difference)), "growth": (change.growth, ratio(change.rate))}
        if zero_base == "none" and now and not before:
            del figures["growth"]
            self.without_growth.add(key)
        for (name, (text, value)), word in zip(figures.items(), change.words, strict=False):
            self.figures[f"{key}/{name}"], self.values[f"{key}/{name}"] = text, value
            self.directions[f"{key}/{name}"] = word


def compute_claims(facts: Facts) -> Claims:
    """All twelve statements."""
    claims = Claims()
    _overview(facts, claims)
    _income(facts, claims)
    _expenditure(facts, claims)
    _fiscal(facts, claims)
    _appropriation(facts, claims)
    _basic(facts, claims)
    _projects(facts, claims)
    for number, name, budget in ((8, "government-fund", FUND), (9, "state-capital", CAPITAL)):
        if total(of(facts.lines, budget)):
            _items(facts, claims, number, name, budget)
    _travel(facts, claims)
    _carry_over(facts, claims)
    _operating_funds(facts, claims)
    _performance(facts, claims)
    return claims


def _shares(facts: Facts, claims: Claims, amounts: dict[str, int]) -> None:
    texts = shares(list(amounts.values()), facts.option("shares", "balance") == "balance")
    whole = sum(amounts.values())
    for (key, fen), text in zip(amounts.items(), texts, strict=True):
        claims.figures[f"{key}/share"] = text
        claims.values[f"{key}/share"] = ratio(Fraction(fen, whole) if whole else Fraction(0))


def _zero_base(facts: Facts) -> str:
    return facts.option("zero_base", "hundred")


def _overview(facts: Facts, claims: Claims) -> None:
    claims.facts["statement-1/total"] = money(total(facts.income))
    sources = [SOURCE_NAMES[source] for source in SOURCES if total(of(facts.lines, [source]))]
    claims.lists["statement-1/income"] = sources
    claims.lists["statement-1/expenditure"] = [facts.functions[c] for c in codes_with_money(facts.lines, (3,))]


def _income(facts: Facts, claims: Claims) -> None:
    now = {source: total(of(facts.income, [source])) for source in SOURCES}
    before = {source: total(of(facts.prior_income, [source])) for source in SOURCES}
    printed = [source for source in SOURCES if source in ALWAYS_PRINTED or now[source] or before[source]]
    claims.lists["statement-2/sources"] = printed
    claims.lists["statement-2/not-arranged"] = [s for s in SOURCES if s.endswith("-transfer") and s not in printed]
    for source in printed:
        claims.amount(f"income/{source}", now[source])
        claims.change(f"income/{source}", now[source], before[source], _zero_base(facts))
    _shares(facts, claims, {f"income/{source}": now[source] for source in printed})


def _expenditure(facts: Facts, claims: Claims) -> None:
    now = {"basic": total(basic(facts.lines)), "project": total(project(facts.lines))}
    before = {"basic": total(basic(facts.prior_lines)), "project": total(project(facts.prior_lines))}
    for kind in now:
        claims.amount(f"expenditure/{kind}", now[kind])
        claims.change(f"expenditure/{kind}", now[kind], before[kind], _zero_base(facts))
    _shares(facts, claims, {f"expenditure/{kind}": fen for kind, fen in now.items()})


def _fiscal(facts: Facts, claims: Claims) -> None:
    claims.facts["statement-4/total"] = money(total(of(facts.income, APPROPRIATION)))
    with_money = [name for name, columns in BUDGETS.items() if total(of(facts.income, columns))]
    claims.lists["statement-4/budgets"] = with_money
    for name in with_money:
        lines = of(facts.lines, BUDGETS[name])
        claims.facts[f"statement-4/{name}"] = money(total(of(facts.income, BUDGETS[name])))
        claims.lists[f"statement-4/{name}/classes"] = [
            f"{facts.functions[code]} {money(total(under(lines, code)))}" for code in codes_with_money(lines, (3,))
        ]


def _appropriation(facts: Facts, claims: Claims) -> None:
    now, before = of(facts.lines, GENERAL), of(facts.prior_lines, GENERAL)
    for kind, select in (("basic", basic), ("project", project)):
        claims.amount(f"appropriation/{kind}", total(select(now)))
        claims.change(f"appropriation/{kind}", total(select(now)), total(select(before)), _zero_base(facts))
    classes = codes_with_money(now, (3,))
    claims.lists["statement-5/classes"] = classes
    for code in classes:
        claims.amount(f"appropriation/{code}", total(under(now, code)))
    _shares(facts, claims, {f"appropriation/{code}": total(under(now, code)) for code in classes})
    _items(facts, claims, 5, "appropriation", GENERAL)


def _items(facts: Facts, claims: Claims, number: int, name: str, budget: tuple[str, ...]) -> None:
    """The items of 五（三）, 八 and 九: 项 with money now, and those with money last year only, in code order."""
    now, before = of(facts.lines, budget), of(facts.prior_lines, budget)
    codes = codes_with_money([*now, *before], (7,))
    claims.lists[f"statement-{number}/items"] = codes
    for code in codes:
        claims.amount(f"{name}/{code}", total(under(now, code)))
        claims.change(f"{name}/{code}", total(under(now, code)), total(under(before, code)), _zero_base(facts))


def _basic(facts: Facts, claims: Claims) -> None:
    lines = basic(of(facts.lines, GENERAL))
    for name, classes in (("staff", STAFF), ("operating", OPERATING)):
        part = of_class(lines, classes)
        claims.facts[f"statement-6/{name}"] = money(total(part))
        claims.lists[f"statement-6/{name}"] = [facts.economics[c] for c in codes_with_money(part, (5,), "economic")]


def _of_project(lines: list[Line], project_id: str) -> list[Line]:
    return [line for line in lines if line.project == project_id]


def _projects(facts: Facts, claims: Claims) -> None:
    lines = project(of(facts.lines, GENERAL))
    amounts = {project_id: total(_of_project(lines, project_id)) for project_id in project_order(facts)}
    claims.lists["statement-7/projects"] = [project_id for project_id, fen in amounts.items() if fen]
    for project_id in claims.lists["statement-7/projects"]:
        claims.amount(f"project/{project_id}", amounts[project_id])


def _comparative(facts: Facts, name: str, otherwise: int) -> int:
    given = (facts.document.get("comparatives") or {}).get(name)
    return otherwise if given is None else facts.fen(given)


def _travel(facts: Facts, claims: Claims) -> None:
    now, known = travel_amounts(facts.lines), travel_amounts(facts.prior_lines)
    before = {item: _comparative(facts, item.replace("-", "_"), known[item]) for item in TRAVEL}
    for item in TRAVEL:
        claims.amount(f"travel/{item}", now[item])
        if not now[item]:
            claims.figures[f"travel/{item}/amount"] = "0"
        claims.change(f"travel/{item}", now[item], before[item], _zero_base(facts))
    claims.amount("travel/total", sum(now.values()))
    claims.change("travel/total", sum(now.values()), sum(before.values()), _zero_base(facts))


def _carry_over(facts: Facts, claims: Claims) -> None:
    fiscal, other = of(facts.lines, ["fiscal-carryover"]), of(facts.lines, ["non-fiscal-carryover"])
    claims.facts["statement-11/total"] = money(total([*fiscal, *other]))
    claims.facts["statement-11/fiscal"] = money(total(fiscal))
    claims.facts["statement-11/non-fiscal"] = money(total(other))
    amounts = {p["id"]: total(_of_project([*fiscal, *other], p["id"])) for p in facts.projects}
    claims.lists["statement-11/projects"] = [project_id for project_id, fen in amounts.items() if fen]
    for project_id in claims.lists["statement-11/projects"]:
        claims.amount(f"carryover/{project_id}", amounts[project_id])


def _operating_funds(facts: Facts, claims: Claims) -> None:
    def operating(lines: list[Line], unit_types: dict[str, str]) -> int:
        lines = of_class(basic(of(lines, GENERAL)), OPERATING)
        if facts.option("operating_funds", "all") == "administrative":
            lines = [line for line in lines if unit_types.get(line.unit) in ("行政", "参公")]
        return total(lines)

    now = operating(facts.lines, facts.unit_types)
    before = _comparative(facts, "operating_funds", operating(facts.prior_lines, facts.prior_unit_types))
    claims.amount("operating-funds", now)
    claims.change("operating-funds", now, before, _zero_base(facts))


def _performance(facts: Facts, claims: Claims) -> None:
    """Rule 32: coverage, the indicator tables in order with their budgets, and （五）."""
    order = project_order(facts)
    declared: dict[str, dict[str, Any]] = {p["id"]: p for p in facts.projects}
    current = of(facts.lines, (*APPROPRIATION, "fiscal-account", "own-funds"))
    fiscal = {p: total(of(_of_project(current, p), APPROPRIATION)) for p in order}
    other = {p: total(_of_project(current, p)) - fiscal[p] for p in order}
    fiscal_projects = [p for p in order if fiscal[p]]
    other_projects = [p for p in order if other[p] and not fiscal[p]]
    for name, amounts, ids in (("fiscal", fiscal, fiscal_projects), ("non-fiscal", other, other_projects)):
        claims.facts[f"performance/{name}/count"] = str(len(ids))
        claims.facts[f"performance/{name}/amount"] = money(sum(amounts[p] for p in ids))
    covered = [*fiscal_projects, *other_projects]
    switch = {p: declared[p].get("indicators") or "published" for p in covered}
    for name in ("withheld", "by-authority"):
        ids = [p for p in covered if switch[p] == name]
        claims.facts[f"performance/{name}/count"] = str(len(ids))
        claims.facts[f"performance/{name}/amount"] = money(sum(fiscal[p] + other[p] for p in ids))
    claims.lists["performance/tables"] = [p for p in covered if switch[p] == "published"]
    for p in claims.lists["performance/tables"]:
        claims.lists[f"performance/{p}"] = [money(fiscal[p] + other[p]), money(fiscal[p]), money(other[p])]
    transfers = [source for source in APPROPRIATION if source.endswith("-transfer")]
    own = [source for source in APPROPRIATION if not source.endswith("-transfer")]
    columns = (transfers, own, ["fiscal-account", "own-funds"])
    claims.lists["performance/department"] = [money(total(of(facts.lines, part))) for part in columns]
