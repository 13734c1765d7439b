"""A budget.yaml that cannot be parsed: the errors of its money tables are told all the same."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.unit.load.folder import BUDGET, LINES, errors, write

BROKEN = BUDGET + 'glossary: "open\n'
BAD_LINES = LINES.replace("1200000", "一百二十万")


def codes(folder: Path, text: str, **tables: str) -> list[str]:
    return [d.code for d in errors(write(folder, text, **tables))]


def test_faults_of_the_tables_are_told_too(tmp_path: Path) -> None:
    assert codes(tmp_path, BROKEN, lines=BAD_LINES) == ["L004", "L241"]


def test_what_rests_on_the_budget_is_not_judged(tmp_path: Path) -> None:
    assert codes(tmp_path, BROKEN, lines=LINES.replace(",U1,", ",U9,").replace(",P01,", ",P99,")) == ["L004"]


@pytest.mark.parametrize(
    ("old", "new", "lines", "expected"),
    [
        ("year: 2024", "year: 2024", LINES.replace("2023,", "2019,"), ["L004", "L251"]),
        ("year: 2024", "year: [2024", LINES.replace("2023,", "2019,"), ["L004"]),
        ("format: 1", "format: 1\namount_unit: 万元", LINES.replace("1200000.00", "0.123456"), ["L004"]),
        ("format: 1", "format: 1\namount_unit: 千元", BAD_LINES, ["L004"]),
        ("format: 1", "format: 1\ncodes: {x", LINES.replace("2070101", "2079901"), ["L004"]),
        ("format: 1", "format: 1", LINES.replace("2070101", "2079981"), ["L004", "L257", "L257"]),
    ],
)
def test_year_unit_and_codes_count_as_far_as_they_can_be_read(
    old: str, new: str, lines: str, expected: list[str], tmp_path: Path
) -> None:
    found = codes(tmp_path, BROKEN.replace(old, new, 1), lines=lines)
    assert found[: len(expected)] == expected


def test_a_path_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "out.csv").write_text(BAD_LINES, encoding="utf-8")
    assert codes(tmp_path / "b", BROKEN.replace("lines.csv", "../out.csv")) == ["L004"]
