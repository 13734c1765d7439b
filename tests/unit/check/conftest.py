"""Fixtures of the rules' tests."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportgen.model.disclosure import Disclosure
from tests.unit.check.support import EXAMPLES, Example


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    """Messages are English unless a test says otherwise."""
    monkeypatch.setenv("REPORTGEN_LANG", "en")


@pytest.fixture
def example(tmp_path: Path) -> Example:
    """A copy of the reference example."""
    return Example(tmp_path)


@pytest.fixture(scope="session")
def reference() -> Disclosure:
    """The disclosure of the reference example as it is."""
    from reportgen.compute import disclose
    from reportgen.load import load_budget

    return disclose(load_budget(EXAMPLES / "reference" / "budget.yaml"))
