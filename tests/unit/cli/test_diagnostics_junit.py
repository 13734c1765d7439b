"""JUnit XML: a suite a family, a case a rule; read back by a parser."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest

from reportgen.check import RULES, Selection
from reportgen.check.accept import Accepted
from reportgen.check.registry import FAMILIES
from reportgen.cli.diagnostics_junit import as_junit
from reportgen.model.diagnostic import Diagnostic
from reportgen.model.ledger import LedgerEntry
from reportgen.model.place import Place
from tests.unit.cli.findings import FORM

ERROR = Diagnostic("R01", "error", 'Totals <differ> & "so".', Place("lines.csv", 3), "1", "2", "Look.")
WARNING = Diagnostic("R25", "warning", "Differs.", Place("lines.csv", 7, 8))


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REPORTGEN_LANG", "en")


def case(root: ElementTree.Element, code: str) -> ElementTree.Element:
    (found,) = [c for c in root.iter("testcase") if c.get("name", "").split(" ")[0] == code]
    return found


def test_a_suite_for_each_family_and_a_case_for_each_rule() -> None:
    root = ElementTree.fromstring(as_junit([ERROR, ERROR]))
    families = {rule.family for rule in RULES.values()}
    names = [suite.get("name") for suite in root]
    assert [name for name in names if name != "loading"][: len(families)] == [
        en for key, (_, en) in FAMILIES.items() if key in families or en in names
    ]
    codes = {c.get("name", "").split(" ")[0] for c in root.iter("testcase")}
    assert set(RULES) <= codes
    failure = case(root, "R01").find("failure")
    assert failure is not None
    assert (failure.get("type"), failure.get("message")) == ("error", 'Totals <differ> & "so". (2 in all)')
    assert failure.text is not None
    assert failure.text.splitlines()[:3] == [
        'lines.csv:3: error R01: Totals <differ> & "so".', "    found: 1", "    expected: 2",
    ]  # fmt: skip
    assert list(case(root, "R02")) == []
    assert (root.get("failures"), root.get("tests")) == ("1", str(len(RULES) + 1))
    assert sum(int(suite.get("tests", "0")) for suite in root) == len(RULES) + 1


@pytest.mark.parametrize(("fail_on", "failed"), [("error", ["R01"]), ("warning", ["R01", "R25"]), ("never", [])])
def test_what_fails_follows_the_level_asked_for(fail_on: str, failed: list[str]) -> None:
    root = ElementTree.fromstring(as_junit([ERROR, WARNING], fail_on))
    found = [c.get("name", "").split(" ")[0] for c in root.iter("testcase") if c.find("failure") is not None]
    assert found == failed
    told = "".join(root.itertext())
    assert "lines.csv:7:8: warning R25: Differs." in told


def test_an_accepted_finding_passes_with_its_reason() -> None:
    accepted = Accepted("R25", "info", "Differs. (accepted: house rule)", accepted="house rule")
    found = case(ElementTree.fromstring(as_junit([accepted], "warning")), "R25")
    assert found.find("failure") is None
    assert found.findtext("system-out") == "accepted R25: Differs. (accepted: house rule)"


def test_load_errors_are_a_suite_and_the_rules_are_skipped() -> None:
    error = Diagnostic("L031", "error", "No code.", Place("budget.yaml", 10, 15), "20703")
    root = ElementTree.fromstring(as_junit([error], "never", loaded=False))
    suite = root[-1]
    assert (suite.get("name"), suite.get("tests"), suite.get("failures")) == ("loading", "1", "1")
    assert root.get("skipped") == str(len(RULES))


def test_rules_that_are_not_selected_are_skipped() -> None:
    root = ElementTree.fromstring(as_junit([], selection=Selection(("R01", "W"), ("W01",))))
    ran = {c.get("name", "").split(" ")[0] for c in root.iter("testcase") if c.find("skipped") is None}
    assert ran - {"the"} == {code for code in RULES if code == "R01" or (code[0] == "W" and code != "W01")}


def test_the_ledger_is_a_suite() -> None:
    entries = [
        LedgerEntry("T01", "tables", "table 1", "law", ("R01",), (), "met"),
        LedgerEntry("T02", "tables", "table 2", "law", ("R01",), (), "not-met", "R01 found something"),
        LedgerEntry("T03", "tables", "table 3", "law", (), (), "not-applicable", "no fund"),
        LedgerEntry("T04", "tables", "table 4", "law", (), (), "not-checked", "not selected"),
    ]
    suite = ElementTree.fromstring(as_junit([], ledger=entries))[-1]
    assert (suite.get("name"), suite.get("tests"), suite.get("failures"), suite.get("skipped")) == (
        "ledger",
        "4",
        "1",
        "2",
    )
    assert suite[1].find("failure[@message='R01 found something']") is not None
    assert suite[3].find("skipped[@message='not selected']") is not None


def test_characters_that_xml_has_not() -> None:
    text = "\x00\x0b\ufffe\udcff]]>&"
    found = Diagnostic("R01", "error", text, Place(text), text, text, text)
    failure = case(ElementTree.fromstring(as_junit([found])), "R01").find("failure")
    assert failure is not None
    assert failure.get("message") == "\\x00\\x0b\\ufffe\\udcff]]>&"


def test_a_finding_of_no_known_rule_is_not_lost() -> None:
    assert "The number stands in []." in as_junit([FORM], "warning")


def test_in_chinese(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REPORTGEN_LANG", "zh")
    root = ElementTree.fromstring(as_junit([ERROR]))
    assert root[0].get("name") == "勾稽关系"
    assert case(root, "R01").get("name") == f"R01 {RULES['R01'].zh}"
