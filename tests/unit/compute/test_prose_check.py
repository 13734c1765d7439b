"""Figures in prose."""

from __future__ import annotations

from typing import Any

import pytest

from reportgen.compute import disclose
from reportgen.compute.prose_check import CODES
from reportgen.model.budget import Options, Project, Reasons, Uses
from reportgen.model.diagnostic import Diagnostic, InputError
from reportgen.model.place import Place
from reportgen.model.records import Department, Performance, Subsidy, Unit
from tests.unit.compute.small import YEAR, Line, project_line, prose, small, wan

PROJECT = Project("P1", "一", "U1", "2010399")
LINES = [Line(wan(5)), Line(wan(4), year=YEAR - 1), project_line(wan(1), PROJECT)]
PLACE = Place("budget.yaml", 7, 12, path="reasons.income.一般公共预算")


def refused(**declared: Any) -> list[Diagnostic]:
    with pytest.raises(InputError) as caught:
        disclose(small(LINES, **({"projects": (PROJECT,)} | declared)))
    return list(caught.value.diagnostics)


def test_figures_and_aliases_are_known() -> None:
    text = prose(
        "{{change(income/general-public-budget)}}{{amount(project/P1)}}{{growth(appropriation/2010301)}}"
        "{{share(expenditure/basic)}}{{amount(t1/current-income)}}{{amount(income/own-funds)}}"
    )
    disclosure = disclose(small(LINES, projects=(PROJECT,), glossary={"词": text}))
    assert disclosure.figure("project/P1/amount").text() == "1.00"


def test_an_unknown_key_names_place_and_nearest(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REPORTGEN_LANG", "zh")
    text = prose("减少{{change(income/general-public-budgt)}}。", PLACE)
    (diagnostic,) = refused(reasons=Reasons(income={"一般公共预算": text}))
    assert (diagnostic.code, diagnostic.level, diagnostic.place) == ("L401", "error", PLACE)
    assert diagnostic.message == "没有 income/general-public-budgt/change 这个数据"
    assert diagnostic.value == '{{ change("income/general-public-budgt") }}'
    assert diagnostic.expected is not None
    assert diagnostic.expected.split("、")[0] == 'change("income/general-public-budget")'
    assert len(diagnostic.expected.split("、")) == 3


def test_a_table_column_is_no_measure() -> None:
    (diagnostic,) = refused(uses=Uses(function={"201": prose("{{amount(t3/total)}}")}))
    assert diagnostic.value == '{{ amount("t3/total") }}'
    assert diagnostic.expected is not None
    assert diagnostic.expected.count('amount("') == 3


def test_every_text_is_read() -> None:
    bad = prose("{{amount(nowhere)}}")
    blocks: list[dict[str, Any]] = [
        {"department": Department("某某局", "某局", functions=(prose("好"), bad))},
        {"projects": (Project("P1", "一", "U1", "2010399", basis=bad),)},
        {"projects": (Project("P1", "一", "U1", "2010399", allocation=bad),)},
        {"projects": (Project("P1", "一", "U1", "2010399", subsidy=Subsidy(scope=bad)),)},
        {"projects": (Project("P1", "一", "U1", "2010399", goal=bad),)},
        {"reasons": Reasons(operating_funds=bad)},
        {"uses": Uses(carryover={"P1": bad})},
        {"performance": Performance(goal=bad)},
        {"glossary": {"词": bad}},
    ]
    for declared in blocks:
        assert [diagnostic.code for diagnostic in refused(**declared)] == ["L401"]


def test_all_unknown_figures_are_told_at_once() -> None:
    text = prose("{{amount(a)}}{{growth(b)}}{{share(expenditure/basic)}}")
    assert [d.value for d in refused(glossary={"词": text})] == ['{{ amount("a") }}', '{{ growth("b") }}']


def test_a_rate_that_the_house_style_does_not_have(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REPORTGEN_LANG", "en")
    text = prose("{{growth(appropriation/2010399)}}")
    (diagnostic,) = refused(glossary={"词": text}, options=Options(zero_base="none"))
    assert diagnostic.message == (
        "appropriation/2010399 was zero last year and has no rate of growth (options.zero_base: none)"
    )
    assert diagnostic.expected == 'change("appropriation/2010399")'


@pytest.mark.parametrize("name", ["total", "fiscal", "non-fiscal", "department"])
def test_ids_that_are_names_of_fixed_rows(name: str) -> None:
    place = Place("budget.yaml", 9, 9)
    with pytest.raises(InputError) as caught:
        disclose(small(projects=(PROJECT, Project(name, "二")), places={"projects[1].id": place}))
    (diagnostic,) = caught.value.diagnostics
    assert (diagnostic.code, diagnostic.value, diagnostic.place) == ("L402", name, place)


def test_a_unit_cannot_be_called_total() -> None:
    with pytest.raises(InputError, match="L402"):
        disclose(small(units=(Unit("total", "本级", "行政"),)))
    assert disclose(small(units=(Unit("basic", "本级", "行政"),))).statements.staffing.unit_types


def test_the_codes_are_told_in_both_languages() -> None:
    assert set(CODES) == {"L401", "L402"}
    assert all(zh and en for zh, en in CODES.values())
