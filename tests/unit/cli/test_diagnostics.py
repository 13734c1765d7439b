"""Findings as JSON and workflow commands, and as text and SARIF without the input."""

from __future__ import annotations

import json

import pytest

from reportgen.check.accept import Accepted
from reportgen.cli.diagnostics import as_github, as_json, as_sarif, as_text
from reportgen.model.diagnostic import Diagnostic, Edit, Note
from reportgen.model.ledger import LedgerEntry
from reportgen.model.place import Place
from tests.unit.cli.findings import FORM, OneLine

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
        "help": None, "notes": [], "edit": None, "figures": [], "accepted": None,
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
        "::error title=R01,file=docs%2C1/a b/明细.csv,line=3::Totals differ: 1,234.50 yuan.%0Aexpected: 2.00",
        "::warning title=W01,file=docs%2C1/book.xlsx::book.xlsx#明细!H17: 100%25 same,\\nrepeated: row",
        "::notice title=E01,file=docs%2C1/budget.yaml::Accepted.",
        "::error title=L001::No \\x1b[31mfile\\u202e.%0Afound: x",
    ]


def test_workflow_commands_point_at_the_characters() -> None:
    """Where the line is known the annotation covers the value, also in a CSV file and on a later line of a text."""
    (line,) = as_github([FORM], lines=OneLine(9, "goal: 按[2017]号", 7, 6)).splitlines()
    assert line.startswith("::warning title=F99,file=budget.yaml,line=9,col=8,endColumn=13::")
    assert line.endswith("%0Ahelp: Write 〔〕.")


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
                "region": {"startLine": 3},
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


def test_json_tells_evidence_help_and_the_replacement() -> None:
    (record,) = json.loads(as_json([FORM]))["diagnostics"]
    assert record["help"] == "Write 〔〕."
    assert record["edit"] == {"start": 1, "old": "[2017]", "new": "〔2017〕"}
    assert record["figures"] == ["t6/30110/total"]
    assert record["notes"] == [
        {"message": "row 2", "file": "lines.csv", "line": 2, "column": 8, "sheet": None, "cell": None},
        {"message": "all of it", "file": None, "line": None, "column": None, "sheet": None, "cell": None},
    ]


def test_json_holds_the_ledger_when_asked() -> None:
    entry = LedgerEntry("T05", "tables", "table 5", "law", ("R01",), ("t5/total/total",), "met")
    ledger = json.loads(as_json([], [entry]))["ledger"]
    assert [(e["id"], e["status"], e["rules"]) for e in ledger] == [("T05", "met", ["R01"])]
    assert "ledger" not in json.loads(as_json([]))


def test_an_accepted_finding_bears_its_reason_in_every_form() -> None:
    accepted = Accepted("R25", "info", "Differs. (accepted: house rule)", accepted="house rule")
    (record,) = json.loads(as_json([accepted]))["diagnostics"]
    assert (record["level"], record["accepted"]) == ("info", "house rule")
    (result,) = json.loads(as_sarif([accepted]))["runs"][0]["results"]
    assert result["suppressions"] == [{"kind": "external", "status": "accepted", "justification": "house rule"}]
    assert "house rule" in as_text([accepted])
    assert as_github([accepted]) == "::notice title=R25::Differs. (accepted: house rule)"


def test_a_note_that_names_its_place_is_not_given_it_twice() -> None:
    found = Diagnostic("R01", "error", "m", notes=(Note("see lines.csv:2", Place("lines.csv", 2)),))
    assert as_text([found]).splitlines()[1] == "    = see lines.csv:2"
    edited = Diagnostic("F01", "warning", "m", edit=Edit(0, "a", "b"), expected="b")
    assert as_text([edited]).splitlines()[1:] == ['    change: "a" → "b"']
