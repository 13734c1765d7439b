"""SARIF: what its readers use, in the shapes that the format demands."""

from __future__ import annotations

import json
from typing import Any

import attrs
import pytest

from reportgen.check import RULES
from reportgen.cli.diagnostics import as_sarif
from reportgen.model.diagnostic import Diagnostic, Note
from reportgen.model.place import Place
from tests.unit.cli.findings import FORM, OneLine

LINE = OneLine(9, "goal: 按[2017]号", 7, 6)


@pytest.fixture(autouse=True, params=["zh", "en"])
def language(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("REPORTGEN_LANG", request.param)
    return str(request.param)


def run_of(*found: Diagnostic, lines: Any = LINE) -> dict[str, Any]:
    (run,) = json.loads(as_sarif(found, "部门 1", lines))["runs"]
    assert isinstance(run, dict)
    return run


def test_a_rule_tells_what_it_rests_on(language: str) -> None:
    run = run_of(Diagnostic("R01", "error", "m"), Diagnostic("L031", "error", "m"))
    rule, load = run["tool"]["driver"]["rules"]
    assert rule["shortDescription"]["text"] == (RULES["R01"].zh if language == "zh" else RULES["R01"].en)
    assert rule["fullDescription"]["text"]
    assert rule["defaultConfiguration"] == {"level": "error"}
    assert (rule["properties"]["family"], load["properties"]["family"]) == ("identities", "load")
    assert load["help"]["text"]
    assert run["tool"]["driver"]["language"] == ("zh-CN" if language == "zh" else "en-US")


def test_evidence_fix_and_region() -> None:
    (result,) = run_of(FORM)["results"]
    physical = result["locations"][0]["physicalLocation"]
    assert physical["region"] == {"startLine": 9, "startColumn": 8, "endColumn": 14}
    assert physical["artifactLocation"]["uri"] == "%E9%83%A8%E9%97%A8%201/budget.yaml"
    first, second = result["relatedLocations"]
    assert first["message"]["text"] == "row 2"
    assert first["physicalLocation"]["region"] == {"startLine": 2}
    assert "physicalLocation" not in second
    ((change,),) = (fix["artifactChanges"] for fix in result["fixes"])
    assert change["replacements"] == [
        {
            "deletedRegion": {"startLine": 9, "startColumn": 8, "endLine": 9, "endColumn": 14},
            "insertedContent": {"text": "〔2017〕"},
        }
    ]


def test_no_fix_where_the_file_does_not_hold_the_text_so() -> None:
    (result,) = run_of(FORM, lines=OneLine(None, "[2017]", 0, 6))["results"]
    assert "fixes" not in result
    (result,) = run_of(FORM, lines=OneLine(9, "[2017", 0, 5))["results"]
    assert "fixes" not in result


def test_fingerprints_outlive_added_lines_and_tell_equal_findings_apart() -> None:
    def prints(*found: Diagnostic) -> list[str]:
        return [result["partialFingerprints"]["finding/v1"] for result in run_of(*found)["results"]]

    moved = attrs.evolve(FORM, place=Place("budget.yaml", 20, 7, path="projects[0].goal"))
    other = attrs.evolve(FORM, place=Place("budget.yaml", 9, 7, path="projects[1].goal"))
    assert prints(FORM) == prints(moved)
    first, second, third = prints(FORM, FORM, other)
    assert len({first, second, third}) == 3


def test_every_part_has_the_shape_of_the_format() -> None:
    found = [
        FORM,
        Diagnostic("R01", "error", "m", Place("book.xlsx", sheet="明细", cell="H17"), notes=(Note("n", FORM.place),)),
        Diagnostic("L001", "error", "m", Place("\udcff.yaml")),
        Diagnostic("X01", "info", "m"),
    ]
    document = json.loads(as_sarif(found, "", LINE))
    assert document["version"] == "2.1.0"
    (run,) = document["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert run["columnKind"] in ("utf16CodeUnits", "unicodeCodePoints")
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["level"] in ("none", "note", "warning", "error")
        assert result["message"]["text"]
        for location in [*result.get("locations", []), *result.get("relatedLocations", [])]:
            uri = location.get("physicalLocation", {}).get("artifactLocation", {}).get("uri", "x")
            assert uri.isascii()
            region = location.get("physicalLocation", {}).get("region", {"startLine": 1})
            assert all(isinstance(number, int) and number >= 1 for number in region.values())
            assert region["startLine"]
            assert region.get("endColumn", 10**6) > region.get("startColumn", 1)
