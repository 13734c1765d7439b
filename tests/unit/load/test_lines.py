"""lines.csv: what it gives, and every rule it must obey."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from reportgen.load.context import TableContext
from reportgen.load.lines import load_lines
from reportgen.load.report import MOST, Report
from reportgen.model.budget import Options
from reportgen.model.diagnostic import InputError
from reportgen.model.place import Place, SourceFile
from reportgen.model.source import SOURCES
from tests.unit.load.tables import CONTEXT, LINES, found, lines, other, sheet_part, workbook

BASIC = "2024,,2010301,基本支出,,一般公共预算,30101,1.00"
"""A line that is right."""


def row(**cells: str) -> str:
    """A right line with other cells."""
    keys = ("year", "unit", "function", "kind", "project", "source", "economic", "amount")
    return ",".join({**dict(zip(keys, BASIC.split(","), strict=True)), **cells}[key] for key in keys)


def project(**cells: str) -> str:
    """A right line of project P01 with other cells."""
    return row(**{"kind": "项目支出", "project": "P01", "function": "2010399", "economic": "302", **cells})


def test_the_frame(tmp_path: Path) -> None:
    result, diagnostics = lines(
        tmp_path,
        "2024,U2,2010301,基本支出,,一般公共预算,30101,\"1,200.50\"",
        "",
        "2024,,2010399,项目支出,P01,财政拨款结转（一般公共预算）,,３００",
        "2023,,,项目支出,P01,单位资金,,",
        " ２０２４ ,　U1,2010301 ,基本 支出,, 单位资金,30201, 7 ",
    )  # fmt: skip
    assert diagnostics == []
    frame = result.table.frame
    assert result.table.files == (SourceFile("lines.csv"),)
    assert frame["amount"].tolist() == [120050, 30000, 0, 700]
    assert str(frame["amount"].dtype) == "int64"
    assert frame["year"].tolist() == [2024, 2024, 2023, 2024]
    assert frame["unit"].tolist() == ["U2", "U1", "U1", "U1"]  # a project's blank unit is filled in
    assert frame["function"].tolist() == ["2010301", "2010399", "", "2010301"]
    assert frame["kind"].tolist() == ["basic", "project", "project", "basic"]
    assert frame["project"].tolist() == ["", "P01", "P01", ""]
    assert frame["source"].tolist() == [
        "general-public-budget", "fiscal-carryover-general-public-budget", "own-funds", "own-funds",
    ]  # fmt: skip
    assert frame["economic"].tolist() == ["30101", "", "", "30201"]
    assert frame["file"].tolist() == [0, 0, 0, 0]
    assert frame["row"].tolist() == [2, 4, 5, 6]
    assert list(frame.index) == [0, 1, 2, 3]
    for key in ("unit", "function", "kind", "project", "source", "economic"):
        assert str(frame[key].dtype) == "category"


def test_every_source_in_both_bracket_styles(tmp_path: Path) -> None:
    names = [source.name for source in SOURCES]
    wide = [name.replace("(", "（").replace(")", "）") for name in names]
    result, diagnostics = lines(tmp_path, *(row(source=name) for name in [*names, *wide]))
    assert diagnostics == []
    assert result.table.frame["source"].tolist() == [source.key for source in SOURCES] * 2


def test_no_rows_at_all(tmp_path: Path) -> None:
    result, diagnostics = lines(tmp_path)
    assert diagnostics == []
    assert len(result.table.frame) == 0
    assert str(result.table.frame["amount"].dtype) == "int64"


def test_sums_past_64_bits_stay_exact(tmp_path: Path) -> None:
    result, diagnostics = lines(tmp_path, *[row(amount="10000000000000")] * 5000)
    assert diagnostics == []
    assert result.table.frame["amount"].dtype == object
    assert sum(result.table.frame["amount"]) == 5000 * 10**15


def test_ten_thousand_yuan_as_the_unit(tmp_path: Path) -> None:
    result, _ = lines(tmp_path, row(amount="0.000001"), context=other(amount_unit="万元"))
    assert result.table.frame["amount"].tolist() == [1]


def test_lines_of_a_workbook(tmp_path: Path) -> None:
    head = LINES.strip().split(",")
    cells: list[list[object]] = [head, [2024, "U1", 2010301, "基本支出", None, "一般公共预算", 30101, 0.1 + 0.2]]
    workbook(tmp_path / "b.xlsx", {"收支明细": sheet_part([*cells, [2025, "U1"]])})
    report = Report()
    load_lines(tmp_path, "b.xlsx#收支明细", CONTEXT, report)
    assert ("L251", "b.xlsx#收支明细!A3") in found(report.diagnostics)
    workbook(tmp_path / "b.xlsx", {"收支明细": sheet_part(cells)})
    report = Report()
    frame = load_lines(tmp_path, "b.xlsx#收支明细", CONTEXT, report).table.frame
    assert report.diagnostics == []
    assert frame[["year", "function", "economic", "amount"]].values.tolist() == [[2024, "2010301", "30101", 30]]


@pytest.mark.parametrize("value", ["#N/A", "TRUE", "-1", "1e3", "1.005", "一百"])
def test_amounts_are_told_with_their_place(tmp_path: Path, value: str) -> None:
    result, diagnostics = lines(tmp_path, BASIC, row(amount=value))
    assert found(diagnostics) == [("L241", "lines.csv:3:8")]
    assert diagnostics[0].value == value
    assert len(result.table.frame) == 0


def test_booleans_of_a_workbook_are_no_amounts(tmp_path: Path) -> None:
    head = LINES.strip().split(",")
    workbook(
        tmp_path / "b.xlsx",
        {"S": sheet_part([head, [2024, None, 2010301, "基本支出", None, "一般公共预算", 30101, True]])},
    )
    report = Report()
    load_lines(tmp_path, "b.xlsx", CONTEXT, report)
    assert found(report.diagnostics) == [("L241", "b.xlsx#S!H2")]
    assert report.diagnostics[0].value == "TRUE"


NO_PRIOR = other(prior_rows=False)
ADMINISTRATIVE = other(options=Options(operating_funds="administrative"))


@pytest.mark.parametrize(
    ("line", "context", "code", "column"),
    [
        (row(year="2022"), CONTEXT, "L251", 1),
        (row(year=""), CONTEXT, "L251", 1),
        (row(year="2024年"), CONTEXT, "L251", 1),
        (row(year="２０２５"), CONTEXT, "L251", 1),
        (row(year="2023"), NO_PRIOR, "L252", 1),
        (row(unit="U9"), CONTEXT, "L253", 2),
        (row(kind="基本"), CONTEXT, "L254", 4),
        (row(kind=""), CONTEXT, "L254", 4),
        (row(source="一般预算"), CONTEXT, "L255", 6),
        (row(source=""), CONTEXT, "L255", 6),
        (row(function="20103"), CONTEXT, "L256", 3),
        (row(function="201030a"), CONTEXT, "L256", 3),
        (row(function="201030①"), CONTEXT, "L256", 3),
        (row(function="2019998"), CONTEXT, "L257", 3),
        (row(function=""), CONTEXT, "L258", 3),
        (row(function="", source="单位资金"), CONTEXT, "L258", 3),
        (row(function="", year="2023", economic=""), CONTEXT, "L258", 3),
        (project(project="P99"), CONTEXT, "L259", 5),
        (project(project="P99", year="2023"), CONTEXT, "L259", 5),
        (project(project=""), CONTEXT, "L260", 5),
        (row(project="P01"), CONTEXT, "L261", 5),
        (project(function="2010301"), CONTEXT, "L262", 3),
        (project(unit="U2"), CONTEXT, "L263", 2),
        (project(source="财政拨款结转(一般公共预算)", function="2010301"), CONTEXT, "L262", 3),
        (row(economic="3010"), CONTEXT, "L265", 7),
        (row(economic="30101x"), CONTEXT, "L265", 7),
        (row(economic="301"), CONTEXT, "L265", 7),
        (row(economic="301", source="单位资金"), CONTEXT, "L265", 7),
        (row(economic="30198"), CONTEXT, "L266", 7),
        (project(economic="398"), CONTEXT, "L266", 7),
        (row(economic="30198", source="财政专户"), CONTEXT, "L266", 7),
        (row(economic=""), CONTEXT, "L267", 7),
        (project(economic="", source="上级政府性基金转移支付"), CONTEXT, "L267", 7),
        (row(economic="30701"), CONTEXT, "L268", 7),
        (row(economic="39999", source="上级一般公共预算转移支付"), CONTEXT, "L268", 7),
        (row(economic="30201"), ADMINISTRATIVE, "L269", 2),
        (row(economic="31002", year="2023"), ADMINISTRATIVE, "L269", 2),
    ],
)
def test_a_line_that_breaks_a_rule(tmp_path: Path, line: str, context: TableContext, code: str, column: int) -> None:
    result, diagnostics = lines(tmp_path, BASIC, line, context=context)
    assert found(diagnostics) == [(code, f"lines.csv:3:{column}")]
    assert diagnostics[0].expected
    assert len(result.table.frame) == 0


@pytest.mark.parametrize(
    ("line", "context"),
    [
        (row(year="2023", economic=""), CONTEXT),
        (row(year="2023", economic="", function="", source="财政专户"), CONTEXT),
        (row(year="2023", economic="", function="", source="非财政拨款结转结余(单位资金)"), CONTEXT),
        (row(economic="", source="财政专户"), CONTEXT),
        (row(economic="", source="财政拨款结转(国有资本经营预算)"), CONTEXT),
        (row(economic="30201", source="单位资金"), CONTEXT),
        (row(economic="30101", source="财政拨款结转(一般公共预算)"), CONTEXT),
        (row(economic="30701", source="政府性基金预算"), CONTEXT),
        (row(economic="31002"), CONTEXT),
        (row(economic="30301"), CONTEXT),
        (row(year="2023"), CONTEXT),
        (project(), CONTEXT),
        (project(unit="U1"), CONTEXT),
        (project(economic="30231"), CONTEXT),
        (project(economic="307"), CONTEXT),
        (project(year="2023", project="", economic=""), CONTEXT),
        (project(year="2023", function="2010301", unit="U2"), CONTEXT),
        (row(year="2023", project="P01"), CONTEXT),
        (project(project="P19", source="财政拨款结转(一般公共预算)", function="2080505"), CONTEXT),
        (row(economic="30201", unit="U1"), ADMINISTRATIVE),
        (row(economic="30101"), ADMINISTRATIVE),
        (row(economic="30201", source="单位资金"), ADMINISTRATIVE),
        (project(), ADMINISTRATIVE),
        (row(), NO_PRIOR),
        (row(amount=""), CONTEXT),
    ],
)
def test_a_line_that_is_right(tmp_path: Path, line: str, context: TableContext) -> None:
    result, diagnostics = lines(tmp_path, line, context=context)
    assert diagnostics == []
    assert len(result.table.frame) == 1


def test_a_carry_over_project_may_have_several_functions(tmp_path: Path) -> None:
    carried = {"project": "P19", "source": "财政拨款结转(一般公共预算)", "economic": ""}
    result, diagnostics = lines(tmp_path, project(**carried, unit="U2"), project(**carried, function="2080505"))
    assert diagnostics == []
    assert result.table.frame["unit"].tolist() == ["U2", ""]


def test_an_unknown_function_shows_three_near_ones_and_the_line_to_add(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REPORTGEN_LANG", "zh")
    _, diagnostics = lines(tmp_path, row(function="2010388"))
    expected = diagnostics[0].expected or ""
    near = CONTEXT.functions.nearest("2010388")
    assert len(near) == 3
    for code in near:
        assert f"{code} {CONTEXT.functions.name(code)}" in expected
    assert 'codes: {function: {"2010388": 科目名称}}' in expected


def test_missing_parents_are_in_the_line_to_add(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REPORTGEN_LANG", "zh")
    _, diagnostics = lines(tmp_path, row(function="2987654"))
    assert 'codes: {function: {"298": 科目名称, "29876": 科目名称, "2987654": 科目名称}}' in (
        diagnostics[0].expected or ""
    )


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ({"source": "一般公共予算"}, "一般公共预算"),
        ({"source": "财政拨款结转(政府性基金)"}, "财政拨款结转(政府性基金预算)"),
        ({"kind": "项目"}, "项目支出"),
        ({"unit": "U"}, "U1"),
    ],
)
def test_the_nearest_name_is_told(tmp_path: Path, cells: dict[str, str], expected: str) -> None:
    _, diagnostics = lines(tmp_path, row(**cells))
    assert diagnostics[0].expected == expected


def test_both_languages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    said: Callable[[], str] = lambda: lines(tmp_path, row(unit="U9"))[1][0].message  # noqa: E731
    monkeypatch.setenv("REPORTGEN_LANG", "zh")
    assert said() == "单位“U9”不在 budget.yaml 的 units 里"
    monkeypatch.setenv("REPORTGEN_LANG", "en")
    assert said() == 'unit "U9" is not among the units of budget.yaml'


def test_prior_beside_prior_rows_says_why(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REPORTGEN_LANG", "zh")
    _, diagnostics = lines(tmp_path, row(year="2023"), context=NO_PRIOR)
    assert "prior" in diagnostics[0].message
    assert "2023" in diagnostics[0].message


def test_the_same_mistake_on_many_rows_is_told_ten_times_and_counted(tmp_path: Path) -> None:
    _, diagnostics = lines(tmp_path, *[row(unit="U8")] * 300, row(unit="U9"))
    assert found(diagnostics) == [("L253", f"lines.csv:{n}:2") for n in (*range(2, 12), 302)]
    assert "290" in diagnostics[9].message


def test_errors_stop_at_the_reports_limit(tmp_path: Path) -> None:
    with pytest.raises(InputError) as stopped:
        lines(tmp_path, *(row(unit=f"X{n}", function=str(2990000 + n)) for n in range(900)))
    assert [each.code for each in stopped.value.diagnostics] == ["L253"] * MOST


def test_a_code_of_the_other_classification_cannot_be_added(tmp_path: Path) -> None:
    _, diagnostics = lines(tmp_path, row(function="3010301"))
    assert diagnostics[0].code == "L257"
    assert "2010301" in (diagnostics[0].expected or "")
    assert "codes:" not in (diagnostics[0].expected or "")


def test_long_cells_are_cut_in_messages(tmp_path: Path) -> None:
    _, diagnostics = lines(tmp_path, row(unit="字" * 300), row(amount='"' + "长\n" * 300 + '"'))
    for each in diagnostics:
        assert "字" * 41 not in f"{each.message}{each.value}"
        assert len(each.value or "") <= 40
        assert "\n" not in f"{each.message}{each.value}"


@pytest.mark.parametrize("line", ["合计,,,,,,,100.00", ",,,总 计,,,,100", "2024,小计：,,,,,,1", "本年支出合计,,,,,,,x"])
def test_a_row_of_totals_says_so_and_nothing_else(tmp_path: Path, line: str) -> None:
    _, diagnostics = lines(tmp_path, BASIC, line)
    assert [each.code for each in diagnostics] == ["L212"]
    assert diagnostics[0].place is not None
    assert diagnostics[0].place.line == 3


def test_rows_repeated_to_the_letter_are_pairs_and_no_error(tmp_path: Path) -> None:
    result, diagnostics = lines(tmp_path, BASIC, project(), BASIC, row(amount="1.0"), BASIC + " ", BASIC)
    assert diagnostics == []
    first = Place("lines.csv", line=2)
    assert result.repeated_rows == ((Place("lines.csv", line=4), first), (Place("lines.csv", line=7), first))
    assert result.table.frame["amount"].tolist() == [100] * 6  # two equal rows are two lines


def test_an_unreadable_table_gives_an_empty_one(tmp_path: Path) -> None:
    report = Report()
    result = load_lines(tmp_path, "none.csv", CONTEXT, report)
    assert report.failed
    assert list(result.table.frame.columns) == [
        "year", "unit", "function", "kind", "project", "source", "economic", "amount", "file", "row",
    ]  # fmt: skip
    assert len(result.table.frame) == 0


def test_earlier_errors_do_not_empty_a_good_table(tmp_path: Path) -> None:
    (tmp_path / "lines.csv").write_text(LINES + BASIC, encoding="utf-8")
    report = Report()
    report.error("L001", "别处的错", "an error elsewhere")
    assert len(load_lines(tmp_path, "lines.csv", CONTEXT, report).table.frame) == 1


def test_memory_of_many_rows_is_shared(tmp_path: Path) -> None:
    result, _ = lines(tmp_path, *(row(amount=str(n)) for n in range(20_000)))
    frame = result.table.frame
    assert frame["amount"].sum() == 100 * sum(range(20_000))
    assert frame.memory_usage(deep=True).sum() < 20_000 * 60
    assert frame["row"].tolist() == list(range(2, 20_002))
