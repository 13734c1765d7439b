"""Diagnostics as text, JSON, workflow commands and SARIF."""

from __future__ import annotations

import json

import pytest

from reportgen.cli.diagnostics import as_github, as_json, as_sarif, as_text
from reportgen.model.diagnostic import Diagnostic
from reportgen.model.place import Place

ROW = Diagnostic(
    "R01", "error", "Totals differ: 1,234.50 yuan.", Place("a b/明细.csv", line=3, column=7), "1234.50", "2.00"
)
CELL = Diagnostic("W01", "warning", "100% same,\nrepeated: row", Place("book.xlsx", sheet="明细", cell="H17"))
BARE = Diagnostic("E01", "info", "Accepted.", Place("budget.yaml", path="projects[0].indicators"))
NOWHERE = Diagnostic("L001", "error", "No \x1b[31mfile\u202e.", None, "x")


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REPORTGEN_LANG", "en")


def test_text_has_a_line_for_each_and_what_the_message_leaves_out() -> None:
    assert as_text([ROW, CELL]).splitlines() == [
        "a b/明细.csv:3:7: error R01: Totals differ: 1,234.50 yuan.",
        "    expected: 2.00",
        "book.xlsx#明细!H17: warning W01: 100% same,\\nrepeated: row",
        "1 error(s), 1 warning(s).",
    ]


def test_text_is_in_the_readers_language(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REPORTGEN_LANG", "zh")
    assert as_text([ROW]).splitlines() == [
        "a b/明细.csv:3:7: 错误 R01: Totals differ: 1,234.50 yuan.", "    应为: 2.00",
    ]  # fmt: skip
    assert as_text([ROW, BARE]).endswith("共 1 个错误、0 个警告、1 个提示。")


def test_text_cannot_steer_a_terminal() -> None:
    assert as_text([NOWHERE]) == "error L001: No \\x1b[31mfile\\u202e.\n    found: x"


def test_nothing_found_is_no_text() -> None:
    assert as_text([]) == as_github([]) == ""


def test_json_is_a_document_of_the_output_contract() -> None:
    document = json.loads(as_json([ROW, CELL, NOWHERE]))
    assert document["format"] == 1
    assert document["diagnostics"][0] == {
        "code": "R01", "level": "error", "message": "Totals differ: 1,234.50 yuan.", "file": "a b/明细.csv", "line": 3,
        "column": 7, "sheet": None, "cell": None, "path": None, "value": "1234.50", "expected": "2.00",
    }  # fmt: skip
    assert [(d["file"], d["sheet"], d["cell"]) for d in document["diagnostics"][1:]] == [
        ("book.xlsx", "明细", "H17"), (None, None, None),
    ]  # fmt: skip
    assert json.loads(as_json([])) == {"format": 1, "diagnostics": []}


def test_json_of_half_a_character_can_be_written() -> None:
    text = as_json([Diagnostic("L001", "error", "x", Place("\udcff.yaml"))])
    assert text.encode("utf-8")
    assert json.loads(text)["diagnostics"][0]["file"] == "\udcff.yaml"


def test_workflow_commands_are_escaped() -> None:
    assert as_github([ROW, CELL, BARE, NOWHERE], folder="docs,1/").splitlines() == [
        "::error title=R01,file=docs%2C1/a b/明细.csv,line=3,col=7::Totals differ: 1,234.50 yuan.",
        "::warning title=W01,file=docs%2C1/book.xlsx::book.xlsx#明细!H17: 100%25 same,\\nrepeated: row",
        "::notice title=E01,file=docs%2C1/budget.yaml::Accepted.",
        "::error title=L001::No \\x1b[31mfile\\u202e.",
    ]


def test_sarif_is_a_log_with_rules_and_places() -> None:
    log = json.loads(as_sarif([ROW, CELL, BARE, ROW, NOWHERE], folder="docs"))
    assert log["version"] == "2.1.0"
    (run,) = log["runs"]
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == ["R01", "W01", "E01", "L001"]
    assert "total income" in run["tool"]["driver"]["rules"][0]["shortDescription"]["text"]
    first, cell, bare, _, nowhere = run["results"]
    assert (first["ruleIndex"], first["level"]) == (0, "error")
    assert first["locations"] == [
        {
            "physicalLocation": {
                "artifactLocation": {"uri": "docs/a%20b/%E6%98%8E%E7%BB%86.csv"},
                "region": {"startLine": 3, "startColumn": 7},
            }
        }
    ]
    assert first["properties"] == {"value": "1234.50", "expected": "2.00"}
    assert cell["locations"][0]["logicalLocations"] == [{"fullyQualifiedName": "明细!H17"}]
    assert "region" not in cell["locations"][0]["physicalLocation"]
    assert (bare["level"], bare["locations"][0]["logicalLocations"][0]["fullyQualifiedName"]) == (
        "note", "projects[0].indicators",
    )  # fmt: skip
    assert "locations" not in nowhere


def test_sarif_of_nothing_has_no_results() -> None:
    (run,) = json.loads(as_sarif([]))["runs"]
    assert run["results"] == []
