"""Random budgets hold what their knobs promise and are consistent by construction."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings

from tests.support.budget_money import LIMIT, pieces, plain_text, written
from tests.support.budget_prior import IncomeEntry
from tests.support.budget_rows import APPROPRIATION, CARRY_OVER, GENERAL, OTHER, Entry
from tests.support.budget_shape import Dialect, random_dialect
from tests.support.budgets import BudgetSpec, budget_specs, make_budget, write_budget
from tests.support.oracle import Expected, oracle
from tests.support.oracle_input import read_facts, to_fen

SEEDS = range(40)


def sums(rows: list[Entry] | list[IncomeEntry]) -> dict[tuple[int, str], int]:
    totals: Counter[tuple[int, str]] = Counter()
    for row in rows:
        totals[row.year, row.source] += row.fen
    return dict(totals)


def exact(expected: Expected, key: str) -> Fraction:
    return Fraction(expected.values.get(key, "0"))


@pytest.mark.parametrize("seed", SEEDS)
def test_lines_follow_the_contract(seed: int) -> None:
    spec = make_budget(seed)
    projects = {block["id"]: block for block in spec.document.get("projects", [])}
    assert sums(spec.lines) == sums(spec.income)
    assert 0 <= min(line.fen for line in spec.lines) <= max(line.fen for line in spec.lines) <= LIMIT
    assert max(row.fen for row in spec.income) <= LIMIT
    for line in spec.lines:
        if line.year == spec.shape.year:
            assert (line.kind == "项目支出") == bool(line.project)
            assert bool(line.economic) == (line.source in APPROPRIATION)
            assert len(line.function) == 7
            if line.kind == "基本支出" and line.economic:
                assert line.economic[:3] in ("301", "302", "303", "310")
                assert len(line.economic) == 5
            if line.project:
                declared = projects[line.project]
                assert line.function == declared.get("function", line.function)
                assert line.unit in ("", declared.get("unit", ""))
                bare = "unit" not in declared
                assert not bare or line.source in CARRY_OVER
        else:
            assert line.year == spec.shape.year - 1
            assert line.economic == line.project == line.unit == ""
            assert line.function or line.source in (*OTHER, *CARRY_OVER)


@pytest.mark.parametrize("seed", SEEDS)
def test_declared_words_agree_with_the_lines(seed: int) -> None:
    spec = make_budget(seed, words=True)
    blocks = spec.document.get("projects", [])
    orders = [block["order"] for block in blocks if "order" in block]
    assert len(set(orders)) == len(orders)
    places = 2 if spec.shape.amount_unit == "元" else 6
    for block in blocks:
        allocation = block.get("allocation")
        if isinstance(allocation, list):
            own = [line for line in spec.lines if line.project == block["id"] and line.source in GENERAL]
            total = sum(Decimal(item["amount"]) for item in allocation)
            assert total * 10**places == sum(line.fen for line in own)
    weights: Counter[str] = Counter()
    withheld = {block["id"] for block in blocks if block.get("indicators") == "withheld"}
    for row in spec.indicators or []:
        weights[row["项目"]] += int(row["权重"])
    assert {weight for project, weight in weights.items() if project not in withheld} <= {90}


@pytest.mark.parametrize("seed", SEEDS)
def test_shape_is_what_the_files_hold(seed: int, tmp_path: Path) -> None:
    spec = write_budget(tmp_path / "budget", seed)
    expected, shape = oracle(tmp_path / "budget"), spec.shape
    codes = [row for row in expected.tables[2] if row[2]]
    assert len(codes) == shape.codes
    assert len(spec.document["units"]) == shape.units
    assert bool(expected.tables[8]) == shape.government_fund
    assert bool(expected.tables[9]) == shape.state_capital
    assert bool(exact(expected, "t11/total/total")) == shape.carry_over
    assert bool(exact(expected, "t10/total/total")) <= shape.travel
    facts = read_facts(tmp_path / "budget")
    assert bool(facts.prior_lines) == (shape.prior != "none")
    assert (tmp_path / "budget-prior" / "budget.yaml").exists() == (shape.prior == "budget")
    if shape.prior != "none":
        now, before = (sum(line.fen for line in lines) for lines in (facts.lines, facts.prior_lines))
        assert Fraction(1, 200) < Fraction(now, before) < 200
        gone = {line.function for line in facts.prior_lines if line.fen} - {"".join(row[:3]) for row in codes} - {""}
        assert len(gone) == shape.prior_only_codes
    lineless = {block["id"] for block in spec.document.get("projects", [])} - {line.project for line in spec.lines}
    assert lineless == ({"P99"} if shape.idle_project else set())
    if shape.long_names:
        names = [block["name"] for block in [*spec.document["units"], *spec.document.get("projects", [])]]
        assert {len(name) for name in names} == {60}


@pytest.mark.parametrize("seed", SEEDS)
def test_oracle_obeys_the_identities_of_any_budget(seed: int, tmp_path: Path) -> None:
    write_budget(tmp_path / "budget", seed)
    expected = oracle(tmp_path / "budget")
    tables = expected.tables
    # R01-R03, R05, R21: the totals that stand in several tables.
    assert tables[1][-1][1] == tables[1][-1][3] == tables[2][0][4] == tables[3][0][4]
    assert tables[1][1][1] == tables[4][-1][4] == tables[5][0][4]
    assert tables[4][-1][1] == tables[4][-1][3] == tables[2][0][5]
    assert tables[1][17][1] == tables[11][0][1]
    assert tables[7][0][5] == tables[5][0][6]
    assert [row[2] for row in tables[1]][:-1] == [row[2] for row in tables[4]][:-1]
    # R09-R11, R13: the codes of tables 2, 3 and 5.
    assert [row[:5] for row in tables[2]] == [row[:5] for row in tables[3]]
    general = ("general-public-budget", "general-public-budget-transfer")
    for row in tables[2]:
        code = "".join(row[:3]) or "total"
        assert sum(exact(expected, f"t2/{code}/{name}") for name in general) == exact(expected, f"t5/{code}/total")
    # R17, R20, R22, R29.
    assert tables[6][0][3] == tables[5][0][5]
    operating = exact(expected, "t6/302/total") + exact(expected, "t6/310/total")
    assert operating == exact(expected, "t6/total/operating")
    rows = [key for key in expected.values if key.startswith("t7/") and key.count("/") == 4 and key.endswith("/total")]
    assert sum(exact(expected, key) for key in rows) == exact(expected, "t7/total/total")
    items = ("overseas", "reception", "vehicles")
    assert sum(exact(expected, f"t10/{item}/total") for item in items) == exact(expected, "t10/total/total")
    # Rule 3.
    for name in ("income", "expenditure", "appropriation"):
        texts = [text for key, text in expected.figures.items() if key.startswith(name) and key.endswith("/share")]
        if read_facts(tmp_path / "budget").option("shares", "balance") == "balance" and set(texts) - {"0.00"}:
            assert sum(Decimal(text) for text in texts) == 100


@pytest.mark.parametrize("seed", range(8))
def test_the_way_of_writing_changes_nothing(seed: int, tmp_path: Path) -> None:
    spec = make_budget(seed)
    spec.write(tmp_path / "plain" / "budget")
    plain = oracle(tmp_path / "plain" / "budget")
    for n in range(3):
        dialect = random_dialect(Random(seed * 10 + n))
        other = replace(spec, seed=n, shape=replace(spec.shape, dialect=dialect))
        other.write(tmp_path / str(n) / "budget")
        assert oracle(tmp_path / str(n) / "budget") == plain
    again = make_budget(seed)
    again.write(tmp_path / "again" / "budget")
    for path in sorted((tmp_path / "plain" / "budget").iterdir()):
        assert (tmp_path / "again" / "budget" / path.name).read_bytes() == path.read_bytes()


def test_dialects_reach_the_bytes(tmp_path: Path) -> None:
    dialect = Dialect(encoding="gb18030", newline="\r\n", thousands=True, full_width=True, quoting="all")
    write_budget(tmp_path / "a", 3, dialect=dialect)
    data = (tmp_path / "a" / "lines.csv").read_bytes()
    decoded = data.decode("gb18030")
    assert decoded.count("\r\n") == decoded.count("\n") > 1
    assert decoded.startswith('"年度","单位"')
    assert "，" in decoded
    assert any(mark in decoded for mark in "０１２３４５６７８９")
    write_budget(tmp_path / "b", 3, dialect=Dialect(encoding="utf-8-sig", aliases=True, shuffle_columns=True))
    heading = (tmp_path / "b" / "lines.csv").read_text(encoding="utf-8-sig").splitlines()[0]
    assert (tmp_path / "b" / "lines.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    assert any(alias in heading.split(",") for alias in ("source", "amount", "function", "kind"))


def test_every_source_kind_of_code_and_regime_turns_up() -> None:
    specs = [make_budget(seed) for seed in range(60)]
    assert {line.source for spec in specs for line in spec.lines} == {*APPROPRIATION, *OTHER, *CARRY_OVER}
    assert {spec.shape.amounts for spec in specs} == {"plain", "small", "huge", "ties", "equal", "mixed"}
    assert {spec.shape.prior for spec in specs} == {"rows", "budget", "none"}
    assert max(line.fen for spec in specs for line in spec.lines) == LIMIT
    assert min(line.fen for spec in specs for line in spec.lines if line.fen) == 1
    project_lines = [line for spec in specs for line in spec.lines if line.project and line.economic]
    assert {len(line.economic) for line in project_lines} == {3, 5}
    assert {"30212", "30217", "31013", "30231"} <= {line.economic for line in project_lines}


def test_amounts_at_rounding_ties() -> None:
    spec = make_budget(1, amounts="ties", repeated_lines=False, zero_lines=False, prior="none")
    by_code: Counter[str] = Counter()
    for line in spec.lines:
        by_code[line.function] += line.fen
    assert {fen % 10_000 for fen in by_code.values()} <= {4_999, 5_000, 5_001}


def test_pieces_add_up_and_amounts_read_back() -> None:
    rng = Random(5)
    for fen in (0, 1, 99, 10**6, 7 * LIMIT + 3):
        parts = pieces(fen, 3, rng)
        assert sum(parts) == fen
        assert max(parts) <= LIMIT
        for unit, fen_per_unit in (("元", 100), ("万元", 1_000_000)):
            assert to_fen(plain_text(fen, unit), fen_per_unit) == fen
            assert all(to_fen(written(fen, unit, rng, True, True), fen_per_unit) == fen for _ in range(20))


def test_an_unknown_knob_is_refused() -> None:
    with pytest.raises(TypeError, match="carryover"):
        make_budget(1, carryover=True)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(spec=budget_specs(units=2))
def test_strategy_gives_budgets_that_can_be_written(tmp_path: Path, spec: BudgetSpec) -> None:
    spec.write(tmp_path / "budget")
    expected = oracle(tmp_path / "budget")
    assert len([row for row in expected.tables[2] if row[2]]) == spec.shape.codes
    assert spec.shape.units == 2
