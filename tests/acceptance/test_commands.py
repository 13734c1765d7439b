"""Every command as people and programs call it: help, languages, exit codes, and the shape of what is printed."""

from __future__ import annotations

import csv
import json
import os
import pty
import re
import subprocess
import sys
from decimal import Decimal
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
import yaml

from reportgen import __version__
from tests.acceptance.conftest import CORPUS, REFERENCE, change, copied
from tests.support.command import run
from tests.support.page import Report

COMMANDS = ["build", "check", "verify", "rules", "figures", "explain", "init", "codes", "schema"]
HAN = re.compile("[\u4e00-\u9fff]")


def unbalance(folder: Path) -> None:
    """A finding of level error: income and expenditure differ."""
    change(folder / "income.csv", ("1500000.00", "1500001.00"))


# Help, usage, languages


@pytest.mark.parametrize(
    "command", [[], *([name] for name in COMMANDS)], ids=lambda words: " ".join(words) or "reportgen"
)
def test_help_in_both_languages(command: list[str]) -> None:
    chinese, english = run(*command, "--help"), run(*command, "-h", lang="en")
    assert (chinese.returncode, english.returncode) == (0, 0)
    assert (chinese.stderr, english.stderr) == ("", "")
    assert chinese.stdout.startswith("用法：reportgen")
    assert english.stdout.startswith("Usage: reportgen")
    assert not HAN.search(english.stdout)
    assert re.findall(r"--[a-z-]+", chinese.stdout) == re.findall(r"--[a-z-]+", english.stdout)
    assert not re.search(r"(?m)^(Usage|Options|Commands):|Show this", chinese.stdout)


def test_every_command_is_in_the_overview() -> None:
    listed = run("--help").stdout
    assert re.findall(r"(?m)^  ([a-z][a-z-]*)  +[\u4e00-\u9fffb]", listed) == COMMANDS


def test_version() -> None:
    done = run("--version")
    assert (done.returncode, done.stdout) == (0, f"reportgen {__version__}\n")


def test_wrong_usage_is_told_in_both_languages(small: Path) -> None:
    for arguments, word in (
        (["figuers"], "figures"),
        (["build"], "--help"),
        (["check", small, "--formt", "json"], "--format"),
        (["check", small, "--format", "xml"], "sarif"),
        (["check", small, "--fail-on", "all"], "never"),
        (["explain", "t1/total-income/amount"], "--help"),
    ):
        chinese, english = run(*arguments), run(*arguments, lang="en")
        for done in (chinese, english):
            assert (done.returncode, done.stdout) == (2, ""), arguments
            assert word in done.stderr
            assert "Traceback" not in done.stderr
        assert chinese.stderr.startswith("错误：")
        assert english.stderr.startswith("Error: ")


@pytest.mark.parametrize(
    ("environment", "chinese"),
    [
        ({"LC_ALL": "zh_CN.UTF-8"}, True),
        ({"LC_ALL": "en_US.UTF-8"}, False),
        ({"LC_ALL": "", "LC_MESSAGES": "", "LANG": "zh_CN.UTF-8"}, True),
        ({"LC_ALL": "C", "LANG": "zh_CN.UTF-8"}, False),
        ({"LC_ALL": "", "LC_MESSAGES": "", "LANG": ""}, False),
    ],
    ids=str,
)
def test_language_by_locale(environment: dict[str, Any], chinese: bool) -> None:
    done = run("--help", lang="", **environment)
    assert done.stdout.startswith("用法：" if chinese else "Usage: ")


def test_chinese_goes_out_as_utf8_whatever_the_locale(small: Path) -> None:
    """`run` reads the output as UTF-8, and fails where it is not."""
    environment: dict[str, Any] = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    listed = run("figures", small, **environment)
    assert listed.returncode == 0
    assert "文化旅游体育与传媒支出" in listed.stdout
    change(small / "budget.yaml", ("type: 行政", "type: 企业"))
    checked = run("check", small, **environment)
    assert checked.returncode == 2
    assert "企业" in checked.stdout


def test_data_on_stdout_alone_and_no_progress_in_a_log(small: Path) -> None:
    for arguments in (["figures", small, "--format", "json"], ["check", small, "--format", "json"], ["schema"]):
        done = run(*arguments)
        assert (done.returncode, done.stderr) == (0, "")
        json.loads(done.stdout)
    done = run("build", small, "--format", "html", "--output", small.parent / "out")
    assert done.stdout == ""
    assert "\r" not in done.stderr
    assert "\x1b" not in done.stderr
    assert not re.search(r"[0-9]%[| ]*[█|]", done.stderr)


def test_progress_on_a_terminal(small: Path) -> None:
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "reportgen", "build", str(small), "--format", "html"]
    command += ["--output", str(small.parent / "out")]
    environment = {**os.environ, "REPORTGEN_LANG": "zh", "TERM": "xterm"}
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=theirs, env=environment) as process:
        os.close(theirs)
        shown = b""
        try:
            while piece := os.read(ours, 4096):
                shown += piece
        except OSError:  # the other side of the terminal is closed
            pass
        assert process.stdout is not None
        assert process.stdout.read() == b""
    os.close(ours)
    assert process.returncode == 0
    assert "生成报告" in shown.decode()
    assert "100%" in shown.decode()


def test_a_reader_that_stops_reading() -> None:
    command = [sys.executable, "-m", "reportgen", "figures", str(REFERENCE), "--format", "json"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        told = process.stderr.read()
    assert told == b""
    assert process.returncode == 0


# figures


@pytest.fixture(scope="module")
def listed(reference_files: Path) -> list[dict[str, Any]]:
    figures: list[dict[str, Any]] = json.loads((reference_files / "figures.json").read_text(encoding="utf-8"))
    return figures


def test_figures_as_json(listed: list[dict[str, Any]]) -> None:
    for figure in listed:
        assert list(figure) == ["key", "label", "value", "text", "unit", "formula", "rows"]
        assert re.fullmatch(r"[A-Za-z0-9_/-]+", figure["key"])
        assert re.fullmatch(r"-?\d+(\.\d+)?", figure["value"])
        assert re.fullmatch(r"\d{1,3}(,\d{3})*\.\d\d|\d+(\.\d\d)?", figure["text"])
        assert figure["unit"] in ("万元", "%", "人", "个", "家", "辆")
        assert HAN.search(figure["label"])
        assert figure["formula"]
        for row in figure["rows"]:
            assert list(row) in (["file", "line"], ["file", "from", "to"])
            assert row.get("from", 0) < row.get("to", 1)
    keys = [figure["key"] for figure in listed]
    assert len(keys) == len(set(keys)) > 500


def test_figures_are_those_of_the_page_and_blank_cells_are_not_listed(
    listed: list[dict[str, Any]], reference_report: Report
) -> None:
    shown = {figure.key: (figure.value, figure.text) for figure in reference_report.figures()}
    assert {figure["key"]: (figure["value"], figure["text"]) for figure in listed} == shown
    cells = [cell for number in range(1, 12) for row in reference_report.rows(number) for cell in row]
    printed = [cell for cell in cells if re.fullmatch(r"[\d,]+\.\d\d", cell)]
    assert len(printed) == len([key for key in shown if re.match(r"t\d+/", key)])


def test_rows_of_a_cell_sum_to_its_value(listed: list[dict[str, Any]]) -> None:
    """Amounts read from the tables by line number, cell by cell of the eleven tables."""
    amounts: dict[str, dict[int, Decimal]] = {}
    for name in ("lines.csv", "income.csv"):
        rows = (REFERENCE / name).read_text(encoding="utf-8").splitlines()
        amounts[name] = {line: Decimal(row.rpartition(",")[2]) for line, row in enumerate(rows, 1) if line > 1}
    checked = 0
    for figure in listed:
        if not re.match(r"t\d+/", figure["key"]):
            continue
        numbers = [
            (row["file"], line)
            for row in figure["rows"]
            for line in range(row.get("line") or row["from"], (row.get("line") or row["to"]) + 1)
        ]
        assert len(numbers) == len(set(numbers)) > 0, figure["key"]
        assert len({file for file, _ in numbers}) == 1
        assert sum(amounts[file][line] for file, line in numbers) == Decimal(figure["value"]), figure["key"]
        assert all(amounts[file][line] for file, line in numbers)
        checked += 1
    assert checked > 350


def test_figures_as_csv_and_table(listed: list[dict[str, Any]]) -> None:
    done = run("figures", REFERENCE, "--format", "csv")
    rows = list(csv.DictReader(StringIO(done.stdout)))
    for name in ("key", "label", "value", "text", "unit", "formula"):
        assert [row[name] for row in rows] == [figure[name] for figure in listed]
    for row in csv.reader(StringIO(done.stdout)):
        for field in row:
            assert not field.startswith(("=", "+", "@", "\t"))
            assert not field.startswith("-") or re.fullmatch(r"-[\d.,]+", field)
    assert any(row["value"].startswith("-") for row in rows)
    table = run("figures", REFERENCE).stdout.splitlines()
    assert [line.split()[0] for line in table] == [figure["key"] for figure in listed]
    assert all(figure["text"] in line.split() for line, figure in zip(table, listed, strict=True))


# explain


def test_explain_a_cell() -> None:
    done = run("explain", "t2/2010301/total", REFERENCE)
    assert (done.returncode, done.stderr) == (0, "")
    for piece in (
        "t2/2010301/total", "1,423.21 万元", "14232100.00", "2010301",
        "lines.csv:2  1,766,200.00", "lines.csv:3  6,475,500.00", "lines.csv:4  5,990,400.00",
    ):  # fmt: skip
        assert piece in done.stdout
    assert "lines.csv:5 " not in done.stdout


def test_explain_puts_the_numbers_in() -> None:
    done = run("explain", "income/own-funds/growth", REFERENCE, lang="en")
    assert done.returncode == 0
    assert "19401000.00 − 18411700.00" in done.stdout
    assert "5.37 %" in done.stdout
    assert "income.csv:3" in done.stdout


@pytest.mark.parametrize(
    ("alias", "key"),
    [
        ("income/own-funds/amount", "t1/own-funds/amount"),
        ("fiscal/total/amount", "t4/total/income"),
        ("project/P01/amount", "t7/U1/2010399/P01/total"),
        ("basic/staff/amount", "t6/total/staff"),
    ],
)
def test_explain_takes_the_statements_name_of_a_cell(alias: str, key: str) -> None:
    by_alias, by_key = run("explain", alias, REFERENCE), run("explain", key, REFERENCE)
    assert by_alias.returncode == 0
    assert by_alias.stdout == by_key.stdout
    assert f"键：{key}\n" in by_key.stdout


def test_explain_many_rows() -> None:
    few, every = run("explain", "t2/total/total", REFERENCE), run("explain", "t2/total/total", REFERENCE, "--all")
    count = len(re.findall(r"(?m)^  lines\.csv:\d+", every.stdout))
    assert count > len(re.findall(r"(?m)^  lines\.csv:\d+", few.stdout)) >= 10
    assert f"{count} 行" in few.stdout


def test_explain_an_unknown_key(small: Path) -> None:
    done = run("explain", "t2/2070101/totals", small)
    assert (done.returncode, done.stdout) == (2, "")
    assert "t2/2070101/totals" in done.stderr
    assert "t2/2070101/total" in done.stderr.replace("t2/2070101/totals", "")


# check


def test_check_finds_nothing_wrong_with_the_reference() -> None:
    done = run("check", REFERENCE, "--format", "json")
    assert done.returncode == 0
    assert [d for d in json.loads(done.stdout)["diagnostics"] if d["level"] == "error"] == []


def test_check_formats(small: Path) -> None:
    unbalance(small)
    reports = {form: run("check", small, "--format", form) for form in ("text", "json", "github", "sarif")}
    assert {form: done.returncode for form, done in reports.items()} == dict.fromkeys(reports, 1)
    assert {form: done.stderr for form, done in reports.items()} == dict.fromkeys(reports, "")
    document = json.loads(reports["json"].stdout)
    assert document["format"] == 1
    found = document["diagnostics"]
    names = ["code", "level", "message", "file", "line", "column", "sheet", "cell", "path", "value", "expected",
             "help", "notes", "edit", "figures", "accepted"]  # fmt: skip
    assert all(list(d) == names for d in found)
    codes = [d["code"] for d in found]
    assert "R01" in codes
    assert [line.split("title=")[1][:3] for line in reports["github"].stdout.splitlines()] == codes
    assert reports["github"].stdout.count("::error ") == len([d for d in found if d["level"] == "error"])
    log = json.loads(reports["sarif"].stdout)
    assert log["version"] == "2.1.0"
    results = log["runs"][0]["results"]
    assert [result["ruleId"] for result in results] == codes
    rules = [rule["id"] for rule in log["runs"][0]["tool"]["driver"]["rules"]]
    assert all(rules[result["ruleIndex"]] == result["ruleId"] for result in results)
    assert re.findall(r"(?m)^(?:\S+ )?(?:错误|警告|提示) ([A-Z]\d\d): ", reports["text"].stdout) == codes


def test_check_prints_its_document_when_nothing_can_be_loaded(small: Path) -> None:
    change(small / "lines.csv", ("1200000.00", "12O0000.00"))
    for form in ("json", "sarif", "github", "text"):
        done = run("check", small, "--format", form, "--fail-on", "never")
        assert (done.returncode, done.stderr) == (2, "")
        assert "L241" in done.stdout
        assert "12O0000.00" in done.stdout or form == "github"
        if form == "json":
            (diagnostic,) = json.loads(done.stdout)["diagnostics"]
            assert (diagnostic["file"], diagnostic["line"]) == ("lines.csv", 2)
        if form == "sarif":
            place = json.loads(done.stdout)["runs"][0]["results"][0]["locations"][0]["physicalLocation"]
            assert place["artifactLocation"]["uri"].endswith("lines.csv")
            assert place["region"]["startLine"] == 2
        if form == "github":
            assert "lines.csv,line=2" in done.stdout


def test_fail_on(small: Path) -> None:
    """The small budget has warnings and no error; then an error."""
    expected = {"error": 0, "warning": 1, "info": 1, "never": 0}
    assert {level: run("check", small, "--fail-on", level).returncode for level in expected} == expected
    unbalance(small)
    assert {level: run("check", small, "--fail-on", level).returncode for level in ("error", "never")} == {
        "error": 1, "never": 0,
    }  # fmt: skip


def test_amounts_that_are_off_by_ten_thousand_are_told(small: Path, tmp_path: Path) -> None:
    """元 in one table and 万元 in the other; and 万元 this year where last year's budget has 元."""
    change(small / "income.csv", ("1500000.00", "150.00"), ("1100000.00", "110.00"))
    done = run("check", small)
    assert done.returncode == 1
    assert "amount_unit" in done.stdout
    folder = copied(CORPUS / "good" / "last-year", tmp_path / "years") / "2024"
    assert "amount_unit" not in run("check", folder).stdout
    change(folder / "budget.yaml", ("year: 2024", "year: 2024\namount_unit: 万元"))
    assert "amount_unit" in run("check", folder).stdout


def test_an_accepted_finding_does_not_fail(small: Path) -> None:
    before = json.loads(run("check", small, "--format", "json").stdout)["diagnostics"]
    assert "W04" in [d["code"] for d in before]
    with (small / "budget.yaml").open("a", encoding="utf-8") as stream:
        stream.write("accept: [{code: W04, reason: 依据另行公开}]\n")
    after = run("check", small, "--format", "json", "--fail-on", "warning")
    assert "W04" not in [d["code"] for d in json.loads(after.stdout)["diagnostics"] if d["level"] != "info"]


# codes, schema


def test_codes() -> None:
    by_code, by_name = run("codes", "20103"), run("codes", "机关事业单位基本养老保险缴费")
    assert by_code.returncode == by_name.returncode == 0
    assert re.search(r"(?m)^2010301\s.*行政运行$", by_code.stdout)
    assert {line[:5] for line in by_code.stdout.splitlines()} == {"20103"}
    assert {"30108", "20805"} == {line[:5] for line in by_name.stdout.splitlines()}
    nothing = run("codes", "没有这样的科目", lang="en")
    assert nothing.stdout == ""
    assert "没有这样的科目" in nothing.stderr


def test_schema_knows_every_key_of_the_examples() -> None:
    schema = json.loads(run("schema").stdout)
    assert schema["$schema"].startswith("https://json-schema.org/")
    without_sheets = schema["required"] + schema["else"]["required"]
    assert {"format", "year", "department", "units", "data"} <= set(without_sheets)
    assert schema["additionalProperties"] is False

    def fields(node: dict[str, Any]) -> dict[str, Any]:
        target = schema["$defs"][node["$ref"].rpartition("/")[2]] if "$ref" in node else node
        found: dict[str, Any] = target["properties"]
        return found

    for path in (REFERENCE, CORPUS / "good" / "small"):
        document = yaml.safe_load((path / "budget.yaml").read_text(encoding="utf-8"))
        assert document.keys() <= fields(schema).keys()
        assert document["department"].keys() <= fields(schema["properties"]["department"]).keys()
        for unit in document["units"]:
            assert unit.keys() <= fields(schema["properties"]["units"]["items"]).keys()
        for project in document["projects"]:
            assert project.keys() <= fields(schema["properties"]["projects"]["items"]).keys()
