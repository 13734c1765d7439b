"""Procurement and assets (C19, C20)."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.unit.check.support import Example


def test_the_reference_tells_both(example: Example) -> None:
    assert example.found("C19") == [] == example.found("C20")


def test_each_absent_block_is_told_once(tmp_path: Path) -> None:
    minimal = Example(tmp_path, "minimal")
    (procurement,), (assets,) = minimal.found("C19"), minimal.found("C20")
    assert (procurement.level, procurement.expected) == (
        "warning",
        "procurement: {goods: …, works: …, services: …}",
    )
    assert procurement.place is not None
    assert (procurement.place.file, procurement.place.path) == ("budget.yaml", "procurement")
    assert assets.level == "warning"
    assert assets.expected is not None
    assert assets.expected.startswith("assets: {buildings: {area: …")


@pytest.mark.parametrize("block", ["procurement: {goods: 0}", "procurement: {services: 12000.50}"])
def test_nothing_bought_is_told_as_zero(tmp_path: Path, block: str) -> None:
    assert Example(tmp_path, "minimal").append("budget.yaml", f"{block}\n").found("C19") == []


def test_what_is_reserved_does_not_stand_for_the_budget(tmp_path: Path) -> None:
    minimal = Example(tmp_path, "minimal").append("budget.yaml", "procurement: {reserved_sme: 100}\n")
    (found,) = minimal.found("C19")
    assert (found.expected, found.place and found.place.path) == ("goods: …, works: …, services: …", "procurement")


@pytest.mark.parametrize(
    ("block", "told"),
    [
        ("{planned: {vehicles: 0}}", 1),
        ("{equipment_over_1m: 0}", 0),
        ("{other: 0}", 0),
        ("{buildings: {area: 12.5}}", 0),
        ("{vehicles: [{kind: 一般公务用车, count: 1}]}", 0),
    ],
)
def test_plans_alone_are_no_assets_in_use(tmp_path: Path, block: str, told: int) -> None:
    assert len(Example(tmp_path, "minimal").append("budget.yaml", f"assets: {block}\n").found("C20")) == told
