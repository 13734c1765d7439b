"""A typographer finds nothing to mark: not in the examples, not in a draft, not in random budgets.

REPORTGEN_LAYOUT_BUDGETS sets how many random budgets are looked at. The first of them is the longest that is asked for.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.acceptance.conftest import REFERENCE, ROOT, Made
from tests.support.budgets import write_budget
from tests.support.command import run
from tests.support.pdf_layout import faults

COUNT = int(os.environ.get("REPORTGEN_LAYOUT_BUDGETS", "2"))
LONGEST = "longest"
RANDOM = [LONGEST, *(f"random-{seed}" for seed in range(COUNT - 1))][:COUNT]
REPORTS = ["reference", "minimal", "draft", *RANDOM]


def build(name: str) -> Callable[[Path], None]:
    """The maker of a report of that name as PDF."""

    def make(folder: Path) -> None:
        budget, options = ROOT / "examples" / name, []
        if name == "draft":
            budget, options = REFERENCE, ["--draft"]
        elif name == LONGEST:
            budget = folder / "budget"
            write_budget(budget, 60, general_budget=True, codes=60, projects=60, units=8, long_names=True, words=True)
        elif name in RANDOM:
            budget = folder / "budget"
            write_budget(budget, int(name.rpartition("-")[2]))
        done = run("build", budget, "--format", "pdf", "--output", folder / "out", *options)
        assert done.returncode == 0, done.stderr

    return make


@pytest.mark.parametrize("name", REPORTS)
def test_a_typographer_finds_nothing(name: str, made: Made) -> None:
    (pdf,) = (made(f"layout-{name}", build(name)) / "out").glob("*.pdf")
    assert faults(pdf.read_bytes()) == []
