"""Amounts of the year before (C07-C09)."""

from __future__ import annotations

from pathlib import Path

from tests.unit.check.support import Example

OPERATING = "  operating_funds: 2905372      # 上年公用经费\n"
RUNNING = "  vehicle_running: 650000       # 上年公务用车运行费\n"


def test_a_budget_of_one_year_is_told_once(tmp_path: Path) -> None:
    minimal = Example(tmp_path, "minimal")
    (found,) = minimal.found("C07")
    assert (found.level, found.expected) == ("warning", "prior: ../2024/budget.yaml")
    assert found.place is not None
    assert found.place.path == "data"
    assert [d.code for d in minimal.check() if d.code in {f"C{n:02d}" for n in range(8, 17)}] == []


def test_where_reasons_show_it_w08_tells_instead(tmp_path: Path) -> None:
    minimal = Example(tmp_path, "minimal").append("budget.yaml", "reasons: {expenditure: {基本支出: 人员增加}}\n")
    assert (len(minimal.found("W08")), minimal.found("C07")) == (1, [])
    minimal.append("budget.yaml", "comparatives: {operating_funds: 48000}\n")
    assert (minimal.found("W08"), len(minimal.found("C07"))) == ([], 1)


def test_the_reference_has_comparatives(example: Example) -> None:
    assert [d for code in ("C07", "C08", "C09") for d in example.found(code)] == []


def test_operating_funds_that_last_years_rows_cannot_tell(example: Example) -> None:
    (found,) = example.edit("budget.yaml", OPERATING, "").found("C08")
    assert (found.level, found.expected) == ("warning", "operating_funds: …")
    assert found.figures == ("operating-funds/change", "operating-funds/growth")
    assert found.place is not None
    assert found.place.path == "comparatives"
    (note,) = found.notes
    assert note.place is not None
    assert note.place.file == "lines.csv"


def test_the_reason_is_not_asked_for_before_the_amount(example: Example) -> None:
    example.edit("budget.yaml", OPERATING, "").edit(
        "budget.yaml", "  operating_funds: 在职人员增加，单位运行所需经费相应增加\n", ""
    )
    assert (len(example.found("C08")), example.found("C16")) == (1, [])


def test_zero_is_an_answer(example: Example) -> None:
    example.edit("budget.yaml", OPERATING, "  operating_funds: 0\n")
    assert example.found("C08") == []


def test_an_item_of_travel_that_last_years_rows_cannot_tell(example: Example) -> None:
    example.edit("budget.yaml", RUNNING, "")
    (found,) = example.found("C09")
    assert (found.level, found.expected) == ("warning", "vehicle_running: …")
    assert found.figures == ("travel/vehicle-running/change", "travel/vehicle-running/growth")
    assert "公务用车运行费" in found.message
    assert "公务接待费" not in found.message


def test_without_any_comparative_the_block_is_named(example: Example) -> None:
    example.edit("budget.yaml", RUNNING, "").edit("budget.yaml", f"comparatives:\n{OPERATING}", "")
    assert [d.expected for code in ("C08", "C09") for d in example.found(code)] == [
        "comparatives: {operating_funds: …}",
        "comparatives: {vehicle_running: …}",
    ]


def test_coded_rows_of_last_year_need_no_comparative(example: Example) -> None:
    example.edit("budget.yaml", RUNNING, "").edit("budget.yaml", f"comparatives:\n{OPERATING}", "")
    lines = (example.folder / "lines.csv").read_text(encoding="utf-8").splitlines()
    (example.folder / "lines.csv").write_text("\n".join(_coded(row) for row in lines) + "\n", encoding="utf-8")
    assert [d for code in ("C08", "C09") for d in example.found(code)] == []


def _coded(row: str) -> str:
    """A row of last year with an economic code, where it has none."""
    cells = row.split(",")
    if cells[0] == "2023" and cells[5] == "一般公共预算" and not cells[6]:
        cells[6] = "30101" if cells[3] == "基本支出" else "399"
    return ",".join(cells)
