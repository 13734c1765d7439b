"""The collector of load errors: in order, each once, with what to do."""

from __future__ import annotations

import pytest

from reportgen.load.catalogue import CODES
from reportgen.load.catalogue_help import HELP
from reportgen.load.report import MOST, Report
from reportgen.model.diagnostic import InputError
from reportgen.model.place import Place


def test_every_code_says_what_to_do() -> None:
    assert HELP.keys() == CODES.keys()
    assert all(zh and en and zh != en for zh, en in HELP.values())


def test_errors_carry_their_help_in_the_readers_language(monkeypatch: pytest.MonkeyPatch) -> None:
    for language, number in (("zh", 0), ("en", 1)):
        monkeypatch.setenv("REPORTGEN_LANG", language)
        report = Report()
        report.error("L241", "甲", "a", Place("t.csv"))
        assert report.diagnostics[0].help == HELP["L241"][number]


def test_they_are_told_file_by_file_from_top_to_bottom() -> None:
    report = Report()
    places = [
        Place("b.yaml", 3, 1), Place("t.csv", 10, 2), Place("b.yaml", 1, 5), Place("t.csv", 9, 8), Place("t.csv", 9, 2), Place("t.csv"),
        Place("x.xlsx", sheet="甲", cell="AA2"), Place("x.xlsx", sheet="甲", cell="B10"), Place("x.xlsx", sheet="甲", cell="Z2"),
        Place("x.xlsx", sheet="乙", cell="A1"), None,
    ]  # fmt: skip
    for place in places:
        report.error("L241", "甲", "a", place)
    assert [str(d.place) for d in report.failure().diagnostics] == [
        "b.yaml:1:5", "b.yaml:3:1", "t.csv", "t.csv:9:2", "t.csv:9:8", "t.csv:10:2", "x.xlsx#甲!Z2", "x.xlsx#甲!AA2", "x.xlsx#甲!B10",
        "x.xlsx#乙!A1", "None",
    ]  # fmt: skip


def test_one_error_is_told_once_and_no_more_than_the_most() -> None:
    report = Report()
    report.error("L241", "甲", "a", Place("t.csv", 1))
    report.error("L241", "甲", "a", Place("t.csv", 1))
    assert (len(report.diagnostics), report.told) == (1, 2)
    for line in range(2, MOST + 1):
        report.error("L241", "甲", "a", Place("t.csv", line))
    with pytest.raises(InputError) as caught:
        report.error("L241", "甲", "a", Place("t.csv", MOST + 1))
    assert len(caught.value.diagnostics) == MOST
