"""Rows whose key stands out: twins (W10), a lone unit (W11)."""

from __future__ import annotations

import pytest

from tests.unit.check.support import Example, of

FIRST = "2024,,2010301,基本支出,,一般公共预算,30101,1766200.00"
SECOND = "2024,,2010301,基本支出,,一般公共预算,30102,6475500.00"


def test_a_row_with_the_code_of_another_is_told_at_its_codes(example: Example) -> None:
    (found,) = example.edit("lines.csv", SECOND, SECOND.replace("30102", "30101")).found("W10")
    assert (found.level, found.value, str(found.place)) == ("warning", "2010301 30101", "lines.csv:3:3")
    assert [str(note.place) for note in found.notes] == ["lines.csv:2:3", "lines.csv:3:3"]
    assert "1,766,200.00" in found.notes[0].message


def test_a_row_repeated_to_the_letter_is_told_once(example: Example) -> None:
    diagnostics = example.append("lines.csv", f"{FIRST}\n").check()
    assert (len(of(diagnostics, "W01")), of(diagnostics, "W10")) == (1, [])


def test_a_table_with_many_twins_is_kept_so_on_purpose(example: Example) -> None:
    rows = (example.folder / "lines.csv").read_text(encoding="utf-8").splitlines()
    basic = [row for row in rows if ",基本支出,,一般公共预算,3" in row][:8]
    more = "".join(f"{row.rpartition(',')[0]},{number}.00\n" for number, row in enumerate(basic, 1))
    assert example.append("lines.csv", more).found("W10") == []


@pytest.mark.parametrize("unit", ["U1", "U4"])
def test_one_row_alone_that_names_a_unit(example: Example, unit: str) -> None:
    (found,) = example.edit("lines.csv", SECOND, SECOND.replace("2024,,", f"2024,{unit},")).found("W11")
    assert (found.level, found.value, found.expected, str(found.place)) == ("warning", unit, "blank", "lines.csv:3:2")


def test_one_row_alone_that_names_none(example: Example) -> None:
    path = example.folder / "lines.csv"
    rows = (
        path.read_text(encoding="utf-8")
        .replace("2024,,", "2024,U1,")
        .replace(SECOND.replace("2024,,", "2024,U1,"), SECOND)
    )
    path.write_text(rows, encoding="utf-8")
    (found,) = example.found("W11")
    assert (found.value, found.place.line) == (None, 3)


def test_units_on_several_rows_are_a_habit(example: Example) -> None:
    example.edit("lines.csv", SECOND, SECOND.replace("2024,,", "2024,U1,"))
    assert example.edit("lines.csv", FIRST, FIRST.replace("2024,,", "2024,U1,")).found("W11") == []
