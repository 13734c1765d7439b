"""Ties between codes, and what is odd rather than wrong."""

from __future__ import annotations

from pathlib import Path

from reportgen.check import run
from reportgen.model.disclosure import Disclosure
from tests.unit.check.support import Example, of

HOUSING = "2024,,2210201,基本支出,,一般公共预算,30113,3463600.00"


def change_line(example: Example, old: str, new: str, income: str) -> Example:
    """Change a money line of the general public budget, and the income with it."""
    example.edit("lines.csv", old, new)
    return example.edit("income.csv", "2024,一般公共预算,,160005149.00", f"2024,一般公共预算,,{income}")


def test_basic_expenditure_from_other_money_is_told_once(example: Example) -> None:
    example.append(
        "lines.csv", "2024,U2,2010303,基本支出,,单位资金,,100.00\n2024,U2,2010350,基本支出,,单位资金,,20.00\n"
    )
    example.edit("income.csv", "其他收入,64000.00", "其他收入,64120.00")
    (found,) = example.found("R14")
    assert (found.level, found.value, found.expected) == ("warning", "56573569.00", "56573449.00")
    assert "2010303、2010350" in found.message


def test_tied_codes_that_differ(example: Example) -> None:
    change_line(example, HOUSING, HOUSING.replace("2210201", "2010301"), "160005149.00")
    found = example.found("R23")
    assert [(d.level, d.value, d.expected) for d in found] == [("warning", "3463600.00", "0.00")]
    assert "30113" in found[0].message


def test_retirement_money_on_another_code(example: Example) -> None:
    found = example.edit(
        "lines.csv", "2024,,2080502,基本支出,,一般公共预算,30302", "2024,,2101102,基本支出,,一般公共预算,30302"
    ).found("R24")
    assert [(d.value, d.expected) for d in found] == [("2956151.00", "2718802.00")]


def test_medical_contributions_charged_elsewhere(example: Example) -> None:
    (found,) = example.found("R25")
    assert (found.level, found.value, found.expected) == ("warning", "2409400.00", "2241449.00")
    assert (found.place.file, found.place.line) == ("lines.csv", example.line("lines.csv", ",30110,"))
    assert "167,951.00" in found.message


def test_housing_fund_beyond_its_rates(example: Example) -> None:
    change_line(example, HOUSING, HOUSING.replace("3463600", "3563600"), "160105149.00")
    (found,) = example.found("R26")
    assert (found.level, found.value) == ("warning", "3563600.00")


def test_a_repeated_row_names_the_earlier_one(example: Example) -> None:
    row = "2024,,2080505,基本支出,,一般公共预算,30108,4618100.00"
    first = example.line("lines.csv", row)
    (found,) = example.append("lines.csv", f"{row}\n").found("W01")
    assert (found.level, found.place.line) == ("warning", 79)
    assert f"lines.csv:{first}" in found.message


def test_many_findings_of_one_rule_are_counted(example: Example) -> None:
    found = example.append("lines.csv", "2024,,2080505,基本支出,,一般公共预算,30108,1.00\n" * 106).found("W01")
    assert len(found) == 101
    assert "5 more" in found[-1].message


def test_a_project_without_lines(example: Example) -> None:
    last = '{id: P22, name: 和平南路存量办公用房维修改造项目, function: "2010399"}'
    example.edit("budget.yaml", last, f'{last}\n  - {{id: P23, name: 备用项目, unit: U1, function: "2010399"}}')
    (found,) = example.found("W02")
    assert (found.level, found.value, found.place.path) == ("warning", "P23", "projects[22]")


def test_a_published_table_without_goal_and_rows(example: Example) -> None:
    path = example.folder / "indicators.csv"
    rows = [row for row in path.read_text(encoding="utf-8").splitlines() if not row.startswith("P12,")]
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    assert example.found("W03") == []
    example.edit(
        "budget.yaml",
        "    goal: 租赁 8897 平方米联合办公区，满足大院内 7 家单位的办公需要，使各单位持续有效履行职能。\n",
        "",
    )
    (found,) = example.found("W03")
    assert (found.level, found.value, found.place.path) == ("warning", "P12", "projects[11]")


def test_no_indicators_at_all_is_told_once(example: Example) -> None:
    path = example.folder / "budget.yaml"
    text = path.read_text(encoding="utf-8").replace(", indicators: indicators.csv}", "}")
    path.write_text("\n".join(row for row in text.splitlines() if not row.startswith("    goal:")), encoding="utf-8")
    (found,) = example.found("W03")
    assert found.place.path == "data"
    assert found.message.startswith("13 projects")


def test_a_published_block_that_lacks_fields(example: Example) -> None:
    example.edit("budget.yaml", "    basis: 2024 年自治区林草专项资金建议分配方案。\n", "")
    (found,) = example.found("W04")
    assert (found.level, found.expected, found.place.path) == ("warning", "basis", "projects[13]")


def test_indicators_withheld_while_the_block_is_published(example: Example) -> None:
    (found,) = example.found("E01")
    assert (found.level, found.value, found.place.path) == (
        "warning",
        "indicators: withheld",
        "projects[14].indicators",
    )
    assert "P15" in found.message


def test_the_reference_has_no_error(example: Example) -> None:
    found = example.check()
    assert [d for d in found if d.level == "error"] == []
    assert {"E22", "R25", "E01"} <= {d.code for d in found}


def test_the_minimal_example_is_told_what_it_lacks(tmp_path: Path) -> None:
    found = Example(tmp_path, "minimal").check()
    assert {d.code for d in found if d.level == "warning"} == {"C01", "C03", "C07", "C17", "C19", "C20", "C21"}
    assert [d for d in found if d.level == "error"] == []


def test_an_accepted_finding_stands_as_information(example: Example) -> None:
    example.append(
        "budget.yaml",
        "\naccept:\n  - {code: R25, reason: 部分列在其他科目}\n  - {code: e01, where: P15, reason: 按规定不公开}\n",
    )
    diagnostics = example.check()
    levels = {d.code: d.level for d in diagnostics}
    assert (levels["E22"], levels["R25"], levels["E01"]) == ("warning", "info", "info")
    assert of(diagnostics, "R25")[0].message.endswith("(accepted: 部分列在其他科目)")
    assert of(diagnostics, "E01")[0].value == "indicators: withheld"


def test_an_acceptance_that_matches_nothing_is_told(example: Example) -> None:
    example.append(
        "budget.yaml",
        "\naccept:\n  - {code: E01, where: P1, reason: 不是这一个}\n  - {code: E22, where: 'budget.yaml:23:25', reason: 待核编}\n",
    )
    diagnostics = example.check()
    levels = {d.code: d.level for d in diagnostics}
    assert (levels["E22"], levels["R25"], levels["E01"], levels["W06"]) == ("info", "warning", "warning", "warning")
    assert (diagnostics[-1].value, diagnostics[-1].place.path) == ("E01", "accept[0]")


def test_an_error_can_be_accepted_at_its_path(example: Example) -> None:
    example.edit("budget.yaml", "equipment_over_1m: 15", "equipment_over_1m: 21")
    example.append("budget.yaml", "\naccept:\n  - {code: N30, where: assets.equipment_over_1m, reason: 待核实}\n")
    assert [d.level for d in example.found("N30")] == ["info"]


def test_carried_over_basic_expenditure_has_no_row(example: Example) -> None:
    assert example.found("W07") == []
    example.append("lines.csv", "2024,,2010303,基本支出,,财政拨款结转(一般公共预算),,5000.00\n")
    example.append("income.csv", "2024,财政拨款结转(一般公共预算),,5000.00\n")
    (found,) = example.found("W07")
    assert (found.level, found.value) == ("warning", "5,000.00")
    assert found.place is not None
    assert found.place.line == example.line("lines.csv", "2010303,基本支出,,财政拨款结转")


def test_reasons_without_a_year_before_are_told(tmp_path: Path) -> None:
    example = Example(tmp_path, "minimal")
    assert example.found("W08") == []
    example.append("budget.yaml", "reasons: {expenditure: {基本支出: 人员增加}}\n")
    (found,) = example.found("W08")
    assert (found.level, found.place.line) == ("warning", example.line("budget.yaml", "reasons:"))
    assert "2024" in found.message
    example.append("budget.yaml", "comparatives: {operating_funds: 48000}\n")
    assert example.found("W08") == []


def test_the_reference_has_a_year_before(reference: Disclosure) -> None:
    assert of(run(reference.budget, reference), "W08") == []


def test_basic_expenditure_of_a_fund_that_no_column_holds(example: Example) -> None:
    example.append(
        "lines.csv",
        "2024,,2120803,基本支出,,政府性基金预算,31201,700.00\n2024,,2120803,基本支出,,政府性基金预算,30201,20.00\n",
    )
    example.append("income.csv", "2024,政府性基金预算,,720.00\n")
    (found,) = example.found("W09")
    assert (found.level, found.value, found.place.file) == ("warning", "700.00", "lines.csv")
    assert example.edit("lines.csv", "31201,700.00", "31001,700.00").found("W09") == []


def test_medical_grants_of_the_retired_are_no_contributions(example: Example) -> None:
    example.edit(
        "lines.csv",
        "2024,,2010303,基本支出,,一般公共预算,30110,167951.00",
        "2024,,2101102,基本支出,,一般公共预算,30307,167951.00",
    )
    assert example.found("R25") == []
