"""The moment a report bears, and what tells drafts apart."""

from __future__ import annotations

import subprocess
from datetime import UTC, date, datetime
from pathlib import Path

import attrs
import pytest

from reportgen.model.budget import Declaration
from reportgen.model.diagnostic import UsageError
from reportgen.model.records import Data, Department, Edition, Unit
from reportgen.publish.moment import draft_mark, moment


def declaration(**department: object) -> Declaration:
    return Declaration(
        format=1,
        year=2024,
        department=Department("某局", "某局", **department),
        units=(Unit("U1", "某局", "行政"),),
        data=Data("lines.csv", "income.csv"),
    )


@pytest.fixture(autouse=True)
def _no_epoch(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)


def test_order_of_precedence(monkeypatch: pytest.MonkeyPatch) -> None:
    bare = declaration()
    assert moment(bare) == datetime(2024, 1, 1, tzinfo=UTC)
    published = declaration(published=date(2024, 2, 28))
    assert moment(published) == datetime(2024, 2, 28, tzinfo=UTC)
    corrected = attrs.evolve(
        published, department=attrs.evolve(published.department, edition=Edition(2, date(2024, 3, 15)))
    )
    assert moment(corrected) == datetime(2024, 3, 15, tzinfo=UTC)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    assert moment(corrected) == datetime(2023, 11, 14, 22, 13, 20, tzinfo=UTC)


@pytest.mark.parametrize("text", ["soon", "1e9", "99999999999999999999"])
def test_an_epoch_that_is_none_is_told(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", text)
    with pytest.raises(UsageError, match="SOURCE_DATE_EPOCH"):
        moment(declaration())


def test_a_draft_is_told_by_revision_or_date(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    assert draft_mark(tmp_path) == date(2023, 11, 14)
    git = ["git", "-C", str(tmp_path), "-c", "user.name=a", "-c", "user.email=a@b"]
    subprocess.run([*git, "init", "-q"], check=True)
    (tmp_path / "budget.yaml").write_text("format: 1\n")
    subprocess.run([*git, "add", "."], check=True)
    subprocess.run([*git, "commit", "-qm", "first"], check=True)
    revision = subprocess.run(
        [*git, "rev-parse", "--short=10", "HEAD"], capture_output=True, text=True, check=True
    ).stdout.strip()
    assert draft_mark(tmp_path) == revision
    (tmp_path / "budget.yaml").write_text("format: 1\nyear: 2024\n")
    assert draft_mark(tmp_path) == revision + "+"
