"""People against last year's budget (S03)."""

from __future__ import annotations

from tests.unit.check.support import Example


def with_prior(example: Example, in_service: int) -> Example:
    """The reference with last year's budget beside it, which had ``in_service`` people."""
    last = example.folder.parent / "last"
    last.mkdir()
    rows = (example.folder / "lines.csv").read_text(encoding="utf-8").splitlines()
    this, before = (
        [rows[0], *(r for r in rows[1:] if r.startswith(year) and "基本支出" in r)] for year in ("2024", "2023")
    )
    (example.folder / "lines.csv").write_text(
        "\n".join([rows[0], *(r for r in rows if r.startswith("2024"))]) + "\n", encoding="utf-8"
    )
    (last / "lines.csv").write_text("\n".join(row.replace("2024,", "2023,") for row in this) + "\n", encoding="utf-8")
    total = sum(round(float(row.rpartition(",")[2]) * 100) for row in this[1:])
    (last / "income.csv").write_text(
        f"年度,资金来源,收入项目,金额\n2023,一般公共预算,,{total / 100:.2f}\n", encoding="utf-8"
    )
    income = (example.folder / "income.csv").read_text(encoding="utf-8").splitlines()
    (example.folder / "income.csv").write_text(
        "\n".join(r for r in income if not r.startswith("2023")) + "\n", encoding="utf-8"
    )
    assert before
    (last / "budget.yaml").write_text(
        f"""format: 1
year: 2023
department: {{name: 局, short_name: 局, staffing: {{in_service: {{count: {in_service}, change: 0}}, retired: {{count: 301}}}}}}
units: [{{id: U1, name: 局, type: 行政}}]
data: {{lines: lines.csv, income: income.csv}}
""",
        encoding="utf-8",
    )
    path = example.folder / "budget.yaml"
    text = path.read_text(encoding="utf-8").replace("\nunits:", "\nprior: ../last/budget.yaml\nunits:", 1)
    path.write_text(
        "".join(line for line in text.splitlines(keepends=True) if '"2139999":' not in line), encoding="utf-8"
    )
    return example


def test_people_that_do_not_follow_from_last_year(example: Example) -> None:
    (found,) = with_prior(example, 570).found("S03")
    assert (found.level, found.value, found.expected) == ("warning", "586", "584")
    assert found.place.path == "department.staffing.in_service.count"


def test_people_that_follow_are_silent(example: Example) -> None:
    assert with_prior(example, 572).found("S03") == []


def test_without_last_years_budget_nothing_is_compared(example: Example) -> None:
    assert example.edit("budget.yaml", "in_service: {count: 586", "in_service: {count: 585").found("S03") == []
