"""indicators.csv: its rows, its rules, and that withheld rows leave no trace."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportgen.load.indicators import load_indicators
from reportgen.load.report import Report
from reportgen.model.budget import Indicator
from reportgen.model.diagnostic import Diagnostic
from reportgen.model.place import Place
from tests.unit.load.tables import CONTEXT, found, sheet_part, workbook

HEAD = "项目,一级指标,二级指标,三级指标,指标值,设置依据,上年完成值,权重,赋分规则,佐证资料"


def load(folder: Path, *rows: str) -> tuple[tuple[Indicator, ...], list[Diagnostic]]:
    (folder / "indicators.csv").write_text("\n".join([HEAD, *rows]), encoding="utf-8")
    report = Report()
    return load_indicators(folder, "indicators.csv", CONTEXT, report), report.diagnostics


def test_rows_as_written(tmp_path: Path) -> None:
    targets, diagnostics = load(
        tmp_path,
        ",履职效能,数量指标,制定制度,≥3个,规划,,18,,",
        'P01,产出,数量指标, 维修（次） ,"≥1,000次",计划标准,900次,７．５,直接赋分,"说明\n材料"',
    )
    assert diagnostics == []
    assert targets[0].project == ""
    assert targets[0].place == Place("indicators.csv", line=2)
    assert targets[1] == Indicator(
        "P01", "产出", "数量指标", "维修（次）", "≥1,000次", "计划标准", "900次", "7.5", "直接赋分", "说明\n材料",
        Place("indicators.csv", line=3),
    )  # fmt: skip
    assert targets[1].place == Place("indicators.csv", line=3)


@pytest.mark.parametrize("weight", ["", "0", "10", "7.5", "7.25", "100"])
def test_weights(tmp_path: Path, weight: str) -> None:
    targets, diagnostics = load(tmp_path, f"P01,产出,数量,次数,5次,,,{weight},,")
    assert diagnostics == []
    assert targets[0].weight == weight


@pytest.mark.parametrize("weight", ["十", "10分", "10%", "-5", "1e1", "7.125", "1,0", "nan", "1000"])
def test_weights_that_are_none(tmp_path: Path, weight: str) -> None:
    _, diagnostics = load(tmp_path, f'P01,产出,数量,次数,5次,,,"{weight}",,')
    assert found(diagnostics) == [("L282", "indicators.csv:2:8")]
    assert diagnostics[0].value == weight


def test_an_unknown_project(tmp_path: Path) -> None:
    _, diagnostics = load(tmp_path, "P0I,产出,数量,次数,5次,,,10,,")
    assert found(diagnostics) == [("L281", "indicators.csv:2:1")]
    assert (diagnostics[0].value, diagnostics[0].expected) == ("P0I", "P01")


def test_a_row_of_totals(tmp_path: Path) -> None:
    _, diagnostics = load(tmp_path, "P01,产出,数量,次数,5次,,,90,,", "合计,,,,,,,90,,", "P01,合计,,,,,,90,,")
    assert found(diagnostics) == [("L212", "indicators.csv:3:1"), ("L212", "indicators.csv:4:2")]


SECRET = "绝密内容"


@pytest.mark.parametrize("project", ["P02", " P02 ", "Ｐ０２", "\u3000P02"])
def test_withheld_rows_are_gone_whatever_they_hold(tmp_path: Path, project: str) -> None:
    targets, diagnostics = load(
        tmp_path,
        f"{project},{SECRET}合计,合计,{SECRET},{SECRET},,,{SECRET},,",
        "P01,产出,数量,次数,5次,,,10,,",
    )
    assert diagnostics == []
    assert [(each.project, each.place.line) for each in targets] == [("P01", 3)]


@pytest.mark.parametrize(
    ("row", "code"),
    [
        (f"P02,{SECRET},{SECRET}", "L205"),
        (f'P02,"{SECRET},{SECRET},,,,,,,', "L206"),
        (f"{SECRET},,,,,,,10,,", "L281"),
        (f"P02 {SECRET},,,,,,,{SECRET},,", "L281"),
        (f"{SECRET}P02,{SECRET}", "L205"),
    ],
)
def test_errors_near_withheld_rows_name_the_place_alone(tmp_path: Path, row: str, code: str) -> None:
    _, diagnostics = load(tmp_path, row)
    assert [each.code for each in diagnostics] == [code]
    assert str(diagnostics[0].place).startswith("indicators.csv:2")
    assert SECRET not in str(diagnostics)


def test_a_file_without_headings_shows_nothing_of_its_rows(tmp_path: Path) -> None:
    (tmp_path / "indicators.csv").write_text(f"P02,{SECRET},,,,,,,,\n", encoding="utf-8")
    report = Report()
    assert load_indicators(tmp_path, "indicators.csv", CONTEXT, report) == ()
    assert found(report.diagnostics) == [("L207", "indicators.csv:1:1")]
    assert SECRET not in str(report.diagnostics)


def test_error_cells_of_withheld_rows_are_no_errors(tmp_path: Path) -> None:
    bad = '<c r="E{0}" t="e"><v>#REF!</v></c>'
    unstored = '<c r="H{0}"><f>1+1</f></c>'
    rows = [
        ["P02", SECRET, None, None, bad.format(2), None, None, unstored.format(2)],
        ["P01", "产出", "数量", "次数", 2024, None, 0.1 + 0.2, 7.5],
    ]
    workbook(tmp_path / "b.xlsx", {"绩效": sheet_part([HEAD.split(","), *rows])})
    report = Report()
    targets = load_indicators(tmp_path, "b.xlsx#绩效", CONTEXT, report)
    assert report.diagnostics == []
    assert [(each.value, each.last_year, each.weight) for each in targets] == [("2024", "0.3", "7.5")]
    assert targets[0].place == Place("b.xlsx", sheet="绩效", cell="A3")


@pytest.mark.parametrize("text", ["{{ x }}", "{% x %}", "{#x#}", '{{ amount("t3/total") }}'])
def test_targets_hold_no_expression(tmp_path: Path, text: str) -> None:
    quoted = text.replace('"', '""')
    _, diagnostics = load(tmp_path, f'P02,{SECRET},,"{quoted}",,,,,,', f'P01,产出,数量,"完成{quoted}",5次,,,10,,')
    assert found(diagnostics) == [("L041", "indicators.csv:3:4")]
    assert diagnostics[0].value == text


def test_a_row_that_lost_its_id_may_be_withheld_and_is_not_shown(tmp_path: Path) -> None:
    rows = f",{SECRET},,,,,,{SECRET},,", f",{SECRET}{{{{,,,,,,10,,", "P01,产出,数量,次数,5次,,,一半,,"
    _, diagnostics = load(tmp_path, *rows)
    assert [(code, place) for code, place in found(diagnostics)] == [
        ("L041", "indicators.csv:3:2"),
        ("L282", "indicators.csv:2:8"),
        ("L282", "indicators.csv:4:8"),
    ]
    assert SECRET not in str(diagnostics)
    assert diagnostics[2].value == "一半"
