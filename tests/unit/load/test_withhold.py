"""Withheld matter is gone before validation, and nothing of it is ever told."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportgen.load import load_budget
from tests.unit.load.folder import BUDGET, LINES, changed, errors, told, write

SECRET = "绝密甲"
PROJECT = f"""\
  - id: P03
    name: 特定目标一
    unit: U1
    function: 2070108
    disclosure: withheld
    indicators: withheld
    basis: [{SECRET}]
    allocation: {{{SECRET}: 1, {SECRET}: 2}}
    period: {SECRET}
    subsidy: {{people: {SECRET}}}
    goal: {{{SECRET}: "{{{{ {SECRET} }}}}"}}
"""
TEXT = changed(("reasons:", PROJECT + "reasons:"))
MONEY = LINES + "2024,,2070108,项目支出,P03,一般公共预算,302,1000\n"
INDICATORS = f"""\
项目,一级指标,二级指标,三级指标,指标值,设置依据,上年完成值,权重,赋分规则,佐证资料
P01,产出,数量,开放天数,300天,,,10,,
P03,{SECRET},{SECRET},{SECRET},{SECRET},{SECRET},{SECRET},{SECRET},{SECRET},{SECRET}
"""


def test_withheld_fields_of_a_wrong_type_are_no_error(tmp_path: Path) -> None:
    text = changed(("income: income.csv}", "income: income.csv, indicators: indicators.csv}"), text=TEXT)
    budget = load_budget(write(tmp_path, text, lines=MONEY, indicators=INDICATORS))
    project = budget.declaration.projects[2]
    assert (project.basis, project.allocation, project.period, project.subsidy, project.goal) == (None,) * 5
    assert (project.name, project.unit) == ("特定目标一", "U1")
    assert [indicator.project for indicator in budget.indicators] == ["P01"]
    assert SECRET not in repr(budget.declaration) + repr(budget.places) + repr(budget.indicators)
    assert not [path for path in budget.places if path.startswith("projects[2].basis")]


def test_each_switch_withholds_its_own_fields(tmp_path: Path) -> None:
    text = changed(("    disclosure: withheld\n", ""), (f"[{SECRET}]", "依据"), (f"{{{SECRET}: 1, {SECRET}: 2}}", "分配"),
                   (f"    period: {SECRET}\n    subsidy: {{people: {SECRET}}}\n", ""), text=TEXT)  # fmt: skip
    project = load_budget(write(tmp_path, text, lines=MONEY)).declaration.projects[2]
    assert (project.basis and project.basis.raw, project.goal) == ("依据", None)


def test_published_fields_are_validated(tmp_path: Path) -> None:
    text = changed(
        ("disclosure: withheld", "disclosure: full"), ("indicators: withheld", "indicators: by-authority"), text=TEXT
    )
    codes = [d.code for d in errors(write(tmp_path, text, lines=MONEY))]
    assert codes.count("L022") == 4  # basis, allocation, period, goal
    assert codes.count("L034") == 1  # people
    assert codes.count("L010") == 1  # allocation: a mapping with a key twice


@pytest.mark.parametrize(
    ("switch", "code"),
    [
        ("disclosure: witheld", "L037"),
        ("disclosure: Withheld", "L037"),
        ("disclosure: 不公开", "L037"),
        ("disclosure: [withheld]", "L022"),
        ("disclosure: {withheld: yes}", "L022"),
        ("disclosure: !!str withheld", "L008"),
        ("disclosure: *withheld", "L007"),
        ("disclosre: withheld", "L020"),
        ("disclosures: true", "L020"),
        ("公开方式: 完全不予公开", "L020"),
        ("secret: withheld", "L020"),
        ("<<: {disclosure: withheld}", "L009"),
        ("disclosure: full\n    disclosure: withheld", "L010"),
        ("disclosure: withheld\n    disclosure: full", "L010"),
        ("? [disclosure]\n    : withheld", "L012"),
    ],
)
def test_a_switch_that_cannot_be_read_withholds(switch: str, code: str, tmp_path: Path) -> None:
    found = errors(write(tmp_path, changed(("disclosure: withheld", switch), text=TEXT), lines=MONEY))
    assert [d.code for d in found] == [code]
    assert SECRET not in told(found)


def test_a_flaw_in_a_published_field_is_told(tmp_path: Path) -> None:
    for again in ("basis: 又一个", "goal: &a 目标", "period: !!map {from: 2024-01-01, to: 2024-12-31}"):
        (found,) = errors(
            write(
                tmp_path,
                changed(
                    ("    order: 1\n", f"    order: 1\n    {again}\n"),
                    ("    period: {from: 2024-01-01, to: 2024-12-31}\n", ""),
                ),
            )
        )
        assert found.code in ("L010", "L007", "L008")


def test_a_key_that_stands_beside_withheld_matter_is_not_repeated(tmp_path: Path) -> None:
    text = changed(("    basis: [", f"    {SECRET}: x\n    basis: ["), text=TEXT)
    (found,) = errors(write(tmp_path, text, lines=MONEY))
    assert (found.code, found.value) == ("L020", None)
    assert SECRET not in told((found,))


def test_a_project_given_twice_keeps_the_stricter_switch(tmp_path: Path) -> None:
    again = f"  - {{id: P03, name: 特定目标一, unit: U1, function: 2070108, period: {SECRET}}}\nreasons:"
    found = errors(write(tmp_path, changed(("reasons:", again), text=TEXT), lines=MONEY))
    assert [d.code for d in found] == ["L093"]
    assert SECRET not in told(found)


def test_without_a_readable_id_nothing_of_the_project_is_told(tmp_path: Path) -> None:
    text = changed(("id: P03", "id: 'P 03'"), ("    disclosure: withheld\n    indicators: withheld\n", ""),
                   ("income: income.csv}", "income: income.csv, indicators: indicators.csv}"), text=TEXT)  # fmt: skip
    found = errors(write(tmp_path, text, lines=LINES, indicators=INDICATORS.replace("P03", "P 03")))
    assert [d.code for d in found] == ["L030"]
    assert SECRET not in told(found)


def test_rows_are_dropped_when_only_a_mistyped_switch_withholds_them(tmp_path: Path) -> None:
    text = changed(("indicators: withheld", "indicators: withhold"), ("income: income.csv}", "income: income.csv, indicators: indicators.csv}"),
                   text=TEXT)  # fmt: skip
    found = errors(write(tmp_path, text, lines=MONEY, indicators=INDICATORS))
    assert [d.code for d in found] == ["L037"]
    assert SECRET not in told(found)


SWITCHES = TEXT.index("    disclosure: withheld"), TEXT.index("    basis: [" + SECRET)
PIECES = ["\n", "\n- ", "- ", " ", ":", ": ", "{", "}", "[", "]", '"', "'", "&a ", "*a ", "!x ", "#", "|", ">", "? ", "@",
          "\t", "---\n", "{{", "{%", "<<: ", "\x00", "%", ",", "null", "\u2028", "x: "]  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(position=st.integers(0, len(TEXT)), piece=st.sampled_from(PIECES))
def test_one_slip_anywhere_else_tells_nothing(
    position: int, piece: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    if SWITCHES[0] <= position < SWITCHES[1]:
        position = SWITCHES[1]
    text = TEXT[:position] + piece + TEXT[position:]
    found = errors(write(tmp_path_factory.mktemp("b"), text, lines=MONEY))
    assert SECRET not in told(found)


def test_the_budget_of_these_tests_is_good(tmp_path: Path) -> None:
    assert errors(write(tmp_path, TEXT, lines=MONEY)) == ()
    assert errors(write(tmp_path / "plain", BUDGET)) == ()


def test_a_switch_that_swallowed_the_line_below_shows_its_first_word_alone(tmp_path: Path) -> None:
    text = changed(("    basis: 场馆免费开放的规定", "    disclosure: withheld\n      basis:绝密依据"))
    found = errors(write(tmp_path, text))
    assert [(d.code, d.value) for d in found] == [("L037", "withheld …")]
    assert "绝密" not in told(found)
