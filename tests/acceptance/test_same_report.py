"""The same facts give the same report: byte for byte, from a workbook, with last year's budget, from an installed wheel;
another amount changes all that follows from it, and own templates change what they name."""

from __future__ import annotations

import csv
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from tests.acceptance.conftest import (
    CORPUS,
    REFERENCE,
    ROOT,
    Made,
    built,
    change,
    contents,
    copied,
    figures,
    own_file,
)  # fmt: skip
from tests.acceptance.pdf_reader import Pdf
from tests.support.command import run
from tests.support.page import Report, text

# The same bytes


@pytest.mark.parametrize(
    "environment",
    [
        {"REPORTGEN_PROCESSES": "1", "PYTHONHASHSEED": "1"},
        {"PYTHONHASHSEED": "2", "TZ": "Asia/Shanghai", "LC_ALL": "C"},
    ],
    ids=["one process", "another seed, zone and locale"],
)
def test_the_same_bytes_again(environment: dict[str, Any], reference_files: Path, tmp_path: Path) -> None:
    """Also from another folder, by another path, into another place, and with messages in another language."""
    budget = copied(REFERENCE, tmp_path / "elsewhere" / "budget")
    done = run("build", "elsewhere/budget", "--output", "here", cwd=tmp_path, lang="en", **environment)
    assert done.returncode == 0, done.stderr
    assert contents(tmp_path / "here") == contents(reference_files / "out")
    assert budget.is_dir()


def test_dates(small: Path, small_files: Path, tmp_path: Path) -> None:
    """SOURCE_DATE_EPOCH, else the publication date, else 1 January of the year."""

    def created(folder: Path) -> str:
        pdf = Pdf(folder / "disclosure-2024.pdf")
        return str(pdf.file.docinfo["/CreationDate"])

    assert created(small_files).startswith("D:20240101000000")
    change(small / "budget.yaml", ("short_name: 市体育局", "short_name: 市体育局, published: 2024-03-05"))
    options = ["--format", "pdf", "--output", str(tmp_path / "out")]
    assert run("build", small, *options).returncode == 0
    assert created(tmp_path / "out").startswith("D:20240305000000")
    assert run("build", small, *options, SOURCE_DATE_EPOCH="1000000000").returncode == 0
    assert created(tmp_path / "out").startswith("D:20010909014640")
    done = run("build", small, *options, SOURCE_DATE_EPOCH="tomorrow")
    assert done.returncode == 2
    assert "tomorrow" in done.stderr


# The same facts in another form


def figures_json(budget: Path) -> list[dict[str, Any]]:
    done = run("figures", budget, "--format", "json")
    assert done.returncode == 0, done.stderr
    listed: list[dict[str, Any]] = json.loads(done.stdout)
    return listed


def test_a_workbook_prints_the_same(reference: Path, reference_report: Report, tmp_path: Path) -> None:
    book = Workbook()
    sheets = {"lines": "明细", "income": "收入", "indicators": "绩效指标"}
    for name, title in sheets.items():
        sheet = book.create_sheet(title)
        with (reference / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
            for number, row in enumerate(csv.reader(stream), 1):
                for column, value in enumerate(row, 1):
                    cell = sheet.cell(number, column)
                    cell.value = float(value) if re.fullmatch(r"\d+\.\d\d", value) else value or None
                    if value.startswith("="):  # an indicator such as =100% is a text, no formula
                        cell.data_type = "s"
        change(reference / "budget.yaml", (f"{name}: {name}.csv", f"{name}: budget.xlsx#{title}"))
        (reference / f"{name}.csv").unlink()
    book.save(reference / "budget.xlsx")
    report = built(reference, tmp_path / "out")
    assert figures(report) == figures(reference_report)
    assert report.indicator_tables() == reference_report.indicator_tables()
    total = next(figure for figure in figures_json(reference) if figure["key"] == "t2/2010301/total")
    assert total["rows"] == [{"file": "budget.xlsx", "sheet": "明细", "from": 2, "to": 4}]


def test_last_years_budget_in_place_of_rows(tmp_path: Path) -> None:
    """``prior`` and prior-year rows print the same; what the rows cannot tell is told by economic code."""
    rows = copied(CORPUS / "good" / "small", tmp_path / "rows")
    change(rows / "lines.csv", ("1100000.00", "1000000.00\n2023,,2070308,项目支出,P01,一般公共预算,,250000.00"))
    change(rows / "income.csv", ("1100000.00", "1250000.00"))
    change(rows / "budget.yaml", ("year: 2024", "year: 2024\ncomparatives: {operating_funds: 200000}"))
    by_rows = built(rows, tmp_path / "out-rows")
    by_budget = built(CORPUS / "good" / "last-year" / "2024", tmp_path / "out-budget")
    assert figures(by_rows) == figures(by_budget)
    assert figures(by_budget)["expenditure/project/growth"] == ("0.2", "20.00")
    assert figures(by_budget)["operating-funds/change"] == ("-200000.00", "20.00")
    for part in (2, 3):
        assert by_rows.part(part) == by_budget.part(part)


def test_one_amount_changes_everything_that_follows_from_it(small: Path, tmp_path: Path) -> None:
    """Table, sentence, share, growth and chart label follow one amount of the tables."""
    before = built(small, tmp_path / "before")
    change(small / "lines.csv", ("1200000.00", "1700000.00"))
    change(small / "income.csv", ("1500000.00", "2000000.00"))
    after = built(small, tmp_path / "after")
    told = [
        ("t2/2070101/total", "120.00", "170.00"),
        ("t1/total-income/amount", "150.00", "200.00"),
        ("t6/30101/total", "120.00", "170.00"),
        ("expenditure/basic/share", "80.00", "85.00"),
        ("expenditure/project/share", "20.00", "15.00"),
        ("expenditure/basic/change", "10.00", "60.00"),
        ("expenditure/basic/growth", "9.09", "54.55"),
    ]
    for key, old, new in told:
        assert (figures(before)[key][1], figures(after)[key][1]) == (old, new), key
    for report, amount, share in ((before, "120.00", "80.00"), (after, "170.00", "85.00")):
        assert f"基本支出{amount}万元，占{share}%" in report.statement(3)
        assert any(amount in row for row in report.rows(3))
    untouched = figures(before).keys() & figures(after).keys() - {key for key, _, _ in told}
    assert figures(before)["t7/U1/2070308/P01/total"] == figures(after)["t7/U1/2070308/P01/total"]
    assert len(untouched) > 20
    drawn = ["".join(report.by_id("chart-expenditure-kinds").itertext()) for report in (before, after)]
    assert ["120.00" in text for text in drawn] == [True, False]
    assert ["170.00" in text for text in drawn] == [False, True]


# Own templates


def test_own_template_and_phrase(reference: Path, reference_report: Report, tmp_path: Path) -> None:
    own_file(
        reference,
        "glossary.html.j2",
        '<p id="own">{{ dept }}自己的名词解释：{{ figure("t1/total-income/amount") }}</p>\n',
    )
    own_file(reference, "phrases.yaml", 'report-title: "{year} 年部门预算信息公开"\n')
    report = built(reference, tmp_path / "out")
    assert text(report.by_id("own")) == "自治区机关事务管理局自己的名词解释：18,304.02"
    assert text(next(report.root.iter("h1"))) == "2024 年部门预算信息公开"
    assert not list(report.root.iter("dl"))
    assert list(reference_report.root.iter("dl"))
    for number in (1, 2, 3):
        ours, theirs = report.part(number), reference_report.part(number)
        assert ours == theirs


def test_own_phrase_with_an_unknown_name(small: Path, tmp_path: Path) -> None:
    own_file(small, "phrases.yaml", 'report-title: "{yaer} 年预算"\n')
    done = run("build", small, "--format", "html", "--output", tmp_path / "out")
    assert done.returncode == 2
    assert "own/phrases.yaml:1:" in done.stderr
    assert "yaer" in done.stderr


# Installed


def install(folder: Path) -> None:
    """The wheel, unpacked where no checkout is near."""
    quiet = ["-q", "--disable-pip-version-check", "--no-deps", "--no-index"]
    pip = [sys.executable, "-m", "pip"]
    subprocess.run([*pip, "wheel", *quiet, "--no-build-isolation", "-w", folder, ROOT], check=True, capture_output=True)
    wheel = next(folder.glob("reportgen-*.whl"))
    subprocess.run([*pip, "install", *quiet, "--target", folder / "site", wheel], check=True, capture_output=True)


def test_the_wheel_works_from_any_folder(made: Made, reference_files: Path, tmp_path: Path) -> None:
    """Templates, styles, fonts, code lists and the starter travel in it: the same bytes come out."""
    site = made("wheel", install) / "site"
    copied(REFERENCE, tmp_path / "budget")

    def installed(*arguments: str) -> subprocess.CompletedProcess[str]:
        return run(*arguments, cwd=tmp_path, PYTHONPATH=str(site))

    where = subprocess.run(
        [sys.executable, "-c", "import reportgen; print(reportgen.__file__)"],
        capture_output=True, text=True, cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(site)}, check=True,
    )  # fmt: skip
    assert Path(where.stdout.strip()).is_relative_to(site)
    done = installed("build", "budget", "--output", "out")
    assert done.returncode == 0, done.stderr
    assert contents(tmp_path / "out") == contents(reference_files / "out")
    assert "2010301" in installed("codes", "2010301").stdout
    assert json.loads(installed("schema").stdout)["type"] == "object"
    assert installed("init", "mine").returncode == 0
    assert installed("build", "mine", "--draft", "--format", "html", "--output", "out-mine").returncode == 0
    assert (site / "bin" / "reportgen").is_file()
