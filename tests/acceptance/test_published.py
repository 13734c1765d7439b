"""The published report with its faults put back: what check finds of them, fault by fault.

tests/corpus/published/faults.json tells for each fault the rule that finds it and where, or why none can.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from tests.acceptance.conftest import CORPUS
from tests.support.command import run

FOLDER = CORPUS / "published"
FAULTS: list[dict[str, Any]] = json.loads((FOLDER / "faults.json").read_text(encoding="utf-8"))
FOUND = [fault for fault in FAULTS if fault["rule"]]
EXAMPLE = Path(__file__).parents[2] / "examples" / "reference"
CORRECTED = {"E02", "E04", "E05", "E07", "E11", "E51", "E52", "E53", "E54", "E55", "E56", "E57", "E58", "E62",
             "E64", "E68", "E70", "P01", "T08"}  # fmt: skip
"""Rules whose faults the example puts right."""


@cache
def findings(folder: Path) -> list[dict[str, Any]]:
    done = run("check", folder, "--format", "json")
    assert done.stderr == ""
    told: list[dict[str, Any]] = json.loads(done.stdout)["diagnostics"]
    return told


def where(finding: dict[str, Any]) -> str:
    """The dotted path, or the file, of a finding."""
    return finding["path"] if finding["path"] and "." in finding["path"] else finding["path"] or finding["file"]


@pytest.mark.parametrize("fault", FOUND, ids=lambda fault: fault["id"])
def test_the_fault_is_found(fault: dict[str, Any]) -> None:
    places = [where(finding) for finding in findings(FOLDER) if finding["code"] == fault["rule"]]
    assert places, fault["fault"]
    if fault["where"]:
        assert any(place.startswith(fault["where"]) for place in places), places


def test_every_fault_is_found_or_says_why_not() -> None:
    assert len(FAULTS) == len({fault["id"] for fault in FAULTS}) == 64
    for fault in FAULTS:
        assert bool(fault["rule"]) != bool(fault["why"]), fault["id"]
    grave = [fault for fault in FAULTS if fault["grade"] in "AB"]
    assert len([fault for fault in grave if fault["rule"]]) >= 36
    assert all(fault["rule"] for fault in grave if fault["grade"] == "A")


def test_what_the_example_puts_right_is_silent_there() -> None:
    assert {finding["code"] for finding in findings(EXAMPLE)} & CORRECTED == set()
    assert [finding for finding in findings(EXAMPLE) if finding["level"] == "error"] == []
