"""Duties, offices and people of part one (C01-C03)."""

from __future__ import annotations

from pathlib import Path

from tests.unit.check.support import Example

STAFFING = "establishment: 362\n"


def test_the_reference_tells_all_of_part_one(example: Example) -> None:
    assert [d.code for d in example.check() if d.code in ("C01", "C02", "C03")] == []


def test_each_absent_block_is_told_once_with_the_line_to_add(tmp_path: Path) -> None:
    minimal = Example(tmp_path, "minimal")
    found = {code: minimal.found(code) for code in ("C01", "C02", "C03")}
    assert {code: [(d.level, d.expected) for d in told] for code, told in found.items()} == {
        "C01": [("warning", "functions: [ … ]")],
        "C02": [("info", "offices: [ … ]")],
        "C03": [("warning", "staffing: {establishment: …, in_service: {count: …, change: …}}")],
    }
    line = minimal.line("budget.yaml", "department:")
    assert {told[0].place.line for told in found.values() if told[0].place} == {line}


def test_posts_or_people_alone_do_not_do(example: Example) -> None:
    example.edit("budget.yaml", f"    {STAFFING}", "")
    (found,) = example.found("C03")
    assert (found.level, found.expected, found.place and found.place.path) == (
        "warning",
        "establishment: …",
        "department.staffing",
    )
    example.edit("budget.yaml", "    in_service: {count: 586, change: 14}\n", f"    {STAFFING}")
    (found,) = example.found("C03")
    assert found.expected == "in_service: {count: …, change: …}"
