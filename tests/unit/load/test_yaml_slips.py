"""Slips in budget.yaml that no parser understands: each told at its place, and mended so that the rest is read."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportgen.load.nodes import Block
from reportgen.load.report import Report
from reportgen.load.yaml_slips import mended, parse_budget, slips
from tests.unit.load.folder import BUDGET, LINES, changed, errors, write

NAMES = frozenset({"year", "department", "name", "units", "id", "projects", "type"})


def told(text: str) -> tuple[list[tuple[str, str]], Block | None]:
    report = Report()
    root = parse_budget(text, "b", NAMES, report)
    return [(d.code, str(d.place)) for d in report.diagnostics], root


@pytest.mark.parametrize(
    ("text", "right", "place"),
    [
        ("year：2024\n", "year: 2024\n", "b:1:5"),
        ("year： 2024\n", "year: 2024\n", "b:1:5"),
        ("year:2024\n", "year: 2024\n", "b:1:6"),
        ("year:\u30002024\n", "year: 2024\n", "b:1:6"),
        ("department:\n\tname: 甲\n", "department:\n  name: 甲\n", "b:2:1"),
        ("projects:\n  - id: P\n\tname: 甲\n", "projects:\n  - id: P\n    name: 甲\n", "b:3:1"),
        ("projects:\n  - id: P\n\t- id: Q\n", "projects:\n  - id: P\n  - id: Q\n", "b:3:1"),
        ("department:\n\u3000name: 甲\n", "department:\n  name: 甲\n", "b:2:1"),
        ("department:\n\xa0\xa0name: 甲\n", "department:\n  name: 甲\n", "b:2:1"),
        ("year: 1\n\ufeffname: 甲\n", "year: 1\nname: 甲\n", "b:2:1"),
        ("projects:\n  － id: P\n", "projects:\n  - id: P\n", "b:2:3"),
        ("projects:\n  -id: P\n", "projects:\n  - id: P\n", "b:2:3"),
        ("projects:\n  —　id: P\n    name: 甲\n", "projects:\n  - id: P\n    name: 甲\n", "b:2:3"),
    ],
)
def test_one_slip(text: str, right: str, place: str) -> None:
    (slip,) = slips(text, NAMES)
    assert f"b:{slip.line}:{slip.column}" == place
    assert mended(text, [slip]) == right
    found, root = told(text)
    # A colon without a blank, alone in a file, is a text to YAML, and a byte order mark a part of the key.
    if found and found[0][0] == "L004":
        assert found == [("L004", place)]
        assert root is not None


def test_braces() -> None:
    text = "department: ｛name：甲， type：乙｝\nyear：1\n"
    found, root = told(text)
    assert found == [("L004", f"b:1:{column}") for column in (13, 18, 20, 26, 28)] + [("L004", "b:2:5")]
    assert root is not None
    assert [entry.key for entry in root.entries] == ["department", "year"]


def test_what_is_right_is_left_alone() -> None:
    assert slips(BUDGET, NAMES) == []
    text = 'year: 2024\ndepartment: {name: "甲：乙，丙｛丁｝"}\nunits:\n  - name: 一：二\n    type: 三，id：四\n'
    assert slips(text, NAMES) == []
    assert told(text)[0] == []


def test_no_more_than_fifty_are_told() -> None:
    assert len(slips("year：1\n" * 1000, NAMES)) == 50


def test_other_errors_of_the_syntax_are_told_beside_them() -> None:
    found, root = told("year：2024\nname: [1\n")
    assert found[0] == ("L004", "b:1:5")
    assert found[1][0] == "L004"
    assert root is None


def test_a_mended_budget_is_read_on(tmp_path: Path) -> None:
    text = changed(("year: 2024", "year：2024"), ("type: 事业", "type: 国企"))
    found = errors(write(tmp_path, text, lines=LINES.replace("1200000", "一百二十万")))
    assert [d.code for d in found] == ["L004", "L037", "L241"]


def test_a_budget_that_withholds_is_not_read_on(tmp_path: Path) -> None:
    """By the slip a switch may have come apart from its project: nothing below is looked at, so nothing is told of it."""
    text = changed(("year: 2024", "year：2024")) + "glossary: [绝密甲]\n# disclosure\n"
    found = errors(write(tmp_path, text, lines=LINES.replace("1200000", "一百二十万")))
    assert [d.code for d in found] == ["L004", "L241"]
    assert "绝密" not in str(found)
