"""Any valid budget: what is printed agrees with the independent oracle, check finds no error, the same twice."""

from __future__ import annotations

from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings

from reportgen.check import run as check
from reportgen.compute import disclose
from reportgen.load import load_budget
from reportgen.render.html import render_page
from reportgen.render.layout import load_layout
from tests.support.budgets import BudgetSpec, budget_specs, make_budget
from tests.support.comparison import disagreements
from tests.support.oracle import oracle
from tests.support.page import Report

CORNERS = {
    "one unit, three codes": {"units": 1, "codes": 3, "projects": 0, "prior": "none", "carry_over": False},
    "eight units, sixty codes": {"units": 8, "codes": 60, "projects": 25, "long_names": True},
    "every source": {
        "government_fund": True, "state_capital": True, "transfers": True, "fiscal_account": True, "own_funds": True,
        "carry_over": True, "projects": 20,
    },
    "no general budget": {"general_budget": False, "government_fund": True, "basic": True},
    "huge amounts": {"amounts": "huge", "projects": 12, "codes": 20},
    "ties": {"amounts": "ties", "codes": 12},
    "equal shares": {"amounts": "equal", "codes": 7},
    "ten thousand yuan": {"amount_unit": "万元", "amounts": "mixed"},
    "codes of last year alone": {"prior": "rows", "prior_only_codes": 6},
    "last year's budget": {"prior": "budget", "prior_only_codes": 3, "custom_codes": "table"},
    "house style of others": {
        "zero_base": "none", "shares": "plain", "ordinals": "plain", "operating_funds": "administrative", "prior": "rows",
    },
}  # fmt: skip


def compare(spec: BudgetSpec, folder: Path) -> None:
    path = spec.write(folder)
    budget = load_budget(path)
    disclosure = disclose(budget)
    layout = load_layout(budget.declaration.layout, budget.templates)
    page = render_page(disclosure, layout, purpose="screen", charts={})
    assert list(disagreements(oracle(folder), disclosure, Report(page.html))) == []
    errors = [d for d in check(budget, disclosure) if d.level == "error"]
    assert errors == []
    assert render_page(disclose(load_budget(path)), layout, purpose="screen", charts={}) == page


@pytest.mark.parametrize("name", CORNERS)
def test_corner(name: str, tmp_path: Path) -> None:
    for seed in range(2):
        compare(make_budget(seed, **CORNERS[name]), tmp_path / f"budget-{seed}")


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(budget_specs())
def test_any_budget(spec: BudgetSpec) -> None:
    with TemporaryDirectory() as folder:
        compare(spec, Path(folder) / "budget")


def test_seeds(tmp_path: Path) -> None:
    rng = Random(20241124)
    for index in range(20):
        compare(make_budget(rng.getrandbits(32)), tmp_path / f"budget-{index}")
