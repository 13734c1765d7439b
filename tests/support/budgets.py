"""Random budgets that are valid and consistent by construction, for tests of anything that takes a budget.

    spec = write_budget(tmp_path / "budget", seed=7, units=3, prior="budget")     # any knob of `Shape` can be fixed
    @given(budget_specs()) … spec.write(folder)                                   # hypothesis draws seed and knobs

`check` finds no error in them; warnings are possible (a row repeated to the letter, …).
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path
from random import Random
from typing import Any

from hypothesis import strategies as st

from tests.support.budget_files import (
    INCOME_COLUMNS,
    INDICATOR_COLUMNS,
    LINE_COLUMNS,
    TableRows,
    money_rows,
    write_table,
)
from tests.support.budget_prior import IncomeEntry, income_rows, prior_lines
from tests.support.budget_rows import (
    APPROPRIATION,
    OTHER,
    Entry,
    ProjectPlan,
    UnitPlan,
    current_lines,
    plan_projects,
    raise_total,
)
from tests.support.budget_shape import Dialect, Shape, random_shape
from tests.support.budget_words import (
    Namer,
    comparatives,
    department,
    optional_blocks,
    project_blocks,
    unit_blocks,
)
from tests.support.budget_yaml import Code, to_yaml
from tests.support.codes import of_length

__all__ = ["BudgetSpec", "Dialect", "Shape", "budget_specs", "make_budget", "write_budget"]

CODE_DIGITS = {"function": "2", "economic": "3"}
"""First digit of the codes of each classification."""


@dataclass(frozen=True)
class BudgetSpec:
    """A random budget in memory: ``document`` is budget.yaml, the rest its tables; ``prior`` last year's budget."""

    seed: int
    shape: Shape
    document: dict[str, Any]
    lines: list[Entry]
    income: list[IncomeEntry]
    indicators: TableRows | None = None
    codes: dict[str, str] | None = None
    """Added and renamed codes that stand in codes.csv."""
    prior: BudgetSpec | None = None

    def write(self, folder: Path) -> Path:
        """Write the folder (and ``<folder>-prior`` beside it) and return the path of budget.yaml."""
        rng, dialect = Random(self.seed), self.shape.dialect
        folder.mkdir(parents=True, exist_ok=True)
        document = dict(self.document)
        if self.prior:
            before = folder.with_name(f"{folder.name}-prior")
            self.prior.write(before)
            document["prior"] = f"../{before.name}/budget.yaml"
        lines, income = money_rows(self.lines, self.shape, rng), money_rows(self.income, self.shape, rng)
        write_table(folder / "lines.csv", LINE_COLUMNS, lines, dialect, rng)
        write_table(folder / "income.csv", INCOME_COLUMNS, income, dialect, rng)
        if self.indicators is not None:
            write_table(folder / "indicators.csv", INDICATOR_COLUMNS, self.indicators, dialect, rng)
        if self.codes:
            rows = "".join(f"{code},{name}\n" for code, name in self.codes.items())
            (folder / "codes.csv").write_text("code,name\n" + rows, encoding="utf-8")
        path = folder / "budget.yaml"
        path.write_text(to_yaml(document, rng), encoding="utf-8")
        return path


def write_budget(folder: Path, seed: int | Random, **shape: Any) -> BudgetSpec:
    """Make a random budget and write it to ``folder``; ``shape`` fixes knobs of `Shape`, the others are drawn."""
    spec = make_budget(seed.getrandbits(32) if isinstance(seed, Random) else seed, **shape)
    spec.write(folder)
    return spec


def make_budget(seed: int, **shape: Any) -> BudgetSpec:
    """A random budget in memory. The same seed and knobs give the same budget. Raises TypeError for an unknown knob."""
    rng = Random(seed)
    drawn = random_shape(rng, shape)
    units = [UnitPlan(f"U{n + 1}", rng.choice(["行政", "参公", "事业"])) for n in range(drawn.units)]
    added = _added_codes(rng) if drawn.custom_codes != "none" else {}
    pool = list(dict.fromkeys([*of_length("function", 7), *(code for code in added if len(code) == 7)]))
    codes = rng.sample(pool, drawn.codes)
    if added and not added.keys() & set(codes):
        codes[0] = next(iter(added))
    spare = [code for code in pool if code not in codes]
    prior_only = rng.sample(spare, min(drawn.prior_only_codes, len(spare)))
    now = _Money(drawn, *_money(rng, drawn, units, codes))
    if drawn.prior == "budget":
        kept = rng.sample(codes, rng.randint(1, len(codes))) + prior_only
        return _with_prior_budget(rng, seed, now, units, kept, added)
    if drawn.prior == "rows":
        before = prior_lines(rng, drawn, now.lines, prior_only)
        now = replace(now, before=raise_total(rng, before, _floor(now.lines)))
    return _described(rng, seed, now, units, added)


@dataclass(frozen=True)
class _Money:
    """The lines of a budget before it has words; ``before`` are the prior-year rows of its own tables."""

    shape: Shape
    projects: list[ProjectPlan]
    lines: list[Entry]
    before: list[Entry] = field(default_factory=list)


def _money(rng: Random, shape: Shape, units: list[UnitPlan], codes: list[str]) -> tuple[list[ProjectPlan], list[Entry]]:
    projects = plan_projects(rng, shape, units, codes)
    return projects, current_lines(rng, shape, units, codes, projects)


def _floor(lines: list[Entry]) -> int:
    return sum(line.fen for line in lines) // 50


def _with_prior_budget(
    rng: Random, seed: int, now: _Money, units: list[UnitPlan], codes: list[str], added: dict[str, str]
) -> BudgetSpec:
    """Last year's budget beside it; it may hold rows of the year before it, which nobody follows."""
    shape = replace(
        random_shape(rng, {}),
        year=now.shape.year - 1,
        units=len(units),
        codes=len(codes),
        amounts=now.shape.amounts,
        custom_codes=now.shape.custom_codes,
        travel=now.shape.travel,
        operating_funds=now.shape.operating_funds,
    )
    before = _Money(shape, *_money(rng, shape, units, codes))
    before = replace(before, lines=raise_total(rng, before.lines, _floor(now.lines)))
    now = replace(now, lines=raise_total(rng, now.lines, _floor(before.lines)))
    if shape.prior != "none":
        older = prior_lines(rng, shape, before.lines, [])
        before = replace(before, before=raise_total(rng, older, _floor(before.lines)))
    prior = _described(rng, rng.getrandbits(32), before, units, added)
    return replace(_described(rng, seed, now, units, added), prior=prior)


def _described(rng: Random, seed: int, money: _Money, units: list[UnitPlan], added: dict[str, str]) -> BudgetSpec:
    """Words, income and indicators that belong to the lines."""
    shape = money.shape
    document = _document(rng, money, units)
    indicators = None
    if shape.indicators:
        document["data"]["indicators"] = "indicators.csv"
        indicators = _indicators(rng, document.get("projects", []), money.lines)
    if shape.custom_codes == "mapping":
        by_kind = {kind: {Code(c): n for c, n in added.items() if c[0] == d} for kind, d in CODE_DIGITS.items()}
        document["codes"] = by_kind
    elif shape.custom_codes == "table":
        document["codes"] = "codes.csv"
    table = added if shape.custom_codes == "table" else None
    lines = [*money.lines, *money.before]
    rng.shuffle(lines)
    return BudgetSpec(seed, shape, document, lines, income_rows(rng, lines, shape.year), indicators, table)


def _document(rng: Random, money: _Money, units: list[UnitPlan]) -> dict[str, Any]:
    shape = money.shape
    namer = Namer(rng, shape.long_names)
    document: dict[str, Any] = {"format": 1, "year": shape.year}
    if shape.amount_unit != "元" or rng.random() < 0.5:
        document["amount_unit"] = shape.amount_unit
    document["department"] = department(rng, shape, namer)
    document["units"] = unit_blocks(rng, units, namer)
    document["data"] = {"lines": "lines.csv", "income": "income.csv"}
    if money.projects or shape.idle_project:
        document["projects"] = project_blocks(rng, shape, money.projects, money.lines, namer)
    if shape.comparatives and (known := comparatives(rng, shape, money.lines)):
        document["comparatives"] = known
    if shape.words:
        document |= optional_blocks(rng, shape, money.lines)
    switches = ("zero_base", "shares", "ordinals", "operating_funds")
    document["options"] = {switch: getattr(shape, switch) for switch in switches}
    return document


def _added_codes(rng: Random) -> dict[str, str]:
    """New codes with the parents they need, and shipped ones renamed for the year."""
    renamed = rng.choice(of_length("function", 7))
    return {
        "2010388": "新增的项级科目",
        "20198": "新增的款级科目",
        "2019801": "新增款下的项级科目",
        renamed: "本年改名的科目",
        "30232": "新增的经济科目",
        "30201": "改名的办公费",
    }


def _indicators(rng: Random, blocks: list[dict[str, Any]], lines: list[Entry]) -> TableRows:
    """Targets of the department and of every project with a published table; the weights of each add up to 90."""
    covered = {line.project for line in lines if line.fen and line.source in (*APPROPRIATION, *OTHER)}
    published = [b["id"] for b in blocks if b["id"] in covered and b.get("indicators", "published") == "published"]
    rows: TableRows = []
    for project in ["", *published]:
        for weight in rng.choice([[90], [40, 50], [40, 20, 20, 10]]):
            cells = [project, "产出指标", "数量指标", f"完成任务{len(rows) + 1}", "≥1项", "计划标准", "", str(weight)]
            rows.append(dict(zip(INDICATOR_COLUMNS, [*cells, "按照完成比例赋分", "工作资料"], strict=True)))
    # What is withheld is dropped before it is looked at, whatever it holds.
    for block in blocks:
        if block.get("indicators") == "withheld":
            cells = [block["id"], "产出指标", "数量指标", "内部任务", "≥1项", "计划标准", "", "7", "", ""]
            rows.append(dict(zip(INDICATOR_COLUMNS, cells, strict=True)))
    return rows


@st.composite
def budget_specs(draw: st.DrawFn, /, **fixed: Any) -> BudgetSpec:
    """Random budgets, their main knobs under hypothesis' control; ``fixed`` fixes knobs of `Shape`."""
    knobs: dict[str, st.SearchStrategy[Any]] = {
        "units": st.integers(1, 8),
        "codes": st.integers(3, 60),
        "projects": st.integers(0, 25),
        "government_fund": st.booleans(),
        "state_capital": st.booleans(),
        "transfers": st.booleans(),
        "carry_over": st.booleans(),
        "prior": st.sampled_from(["rows", "budget", "none"]),
        "prior_only_codes": st.integers(0, 3),
        "amounts": st.sampled_from(["plain", "small", "huge", "ties", "equal", "mixed"]),
        "amount_unit": st.sampled_from(["元", "万元"]),
        "long_names": st.booleans(),
    }
    drawn = {name: draw(strategy) for name, strategy in knobs.items() if name not in fixed}
    return make_budget(draw(st.integers(0, 2**32 - 1)), **(drawn | fixed))
