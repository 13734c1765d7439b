"""Nodes and declarations become records: kinds of values, shapes, unknown keys, all errors at once."""

from __future__ import annotations

import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from reportgen.load.nodes import parse
from reportgen.load.reading import BAD, Reading, nearest
from reportgen.load.report import Report
from reportgen.load.structure import read, read_record, yaml_fields
from reportgen.model.budget import Options, Project, Reasons
from reportgen.model.codelist import shipped
from reportgen.model.money import AmountUnit, Money
from reportgen.model.records import Department, Period, Staffing, Subsidy
from reportgen.model.schema import (
    Amount,
    Choice,
    Code,
    Count,
    Date,
    Identifier,
    Kind,
    ListOf,
    MapOf,
    OneOf,
    Quantity,
    Record,
    Text,
)


def reading(unit: AmountUnit | None = "元") -> Reading:
    codes = {"function": shipped("function"), "economic": shipped("economic")}
    return Reading(Report(), Path("/nowhere"), unit, codes)  # type: ignore[arg-type]


def value(text: str, kind: Kind, unit: AmountUnit | None = "元") -> tuple[Any, list[str]]:
    """What ``v: text`` is read as, and the codes of the errors."""
    state = reading(unit)
    root = parse(f"v: {text}", "budget.yaml", state.report)
    assert root is not None
    found = read(root.entries[0].value, kind, "v", state)
    return found, [d.code for d in state.report.diagnostics]


FUNCTION = Code("function", (7,))


@pytest.mark.parametrize(
    ("text", "kind", "expected"),
    [
        ("2010301", FUNCTION, "2010301"),
        ("'2010301'", FUNCTION, "2010301"),
        ("302", Code("economic", (3, 5)), "302"),
        ("30201", Code("economic", (3, 5)), "30201"),
        ("P_01-a", Identifier(), "P_01-a"),
        ("007", Identifier(), "007"),
        ("0", Count(), 0),
        ("'12'", Count(), 12),
        ("-2", Count(signed=True), -2),
        ("+14", Count(signed=True), 14),
        ("222237.72", Quantity(), Decimal("222237.72")),
        ("'222,237.72'", Quantity(), Decimal("222237.72")),
        ("０.５", Quantity(), Decimal("0.5")),
        ("2024-02-29", Date(), datetime.date(2024, 2, 29)),
        ("'2024-02-29'", Date(), datetime.date(2024, 2, 29)),
        ("1423212.50", Amount(), Money(142_321_250)),
        ("'1,423,212.50'", Amount(), Money(142_321_250)),
        ("１２", Amount(), Money(1200)),
        (" 文字 ", Text(), "文字"),
        ("2024", Text(), "2024"),
        ("yes", Text(), "yes"),
        ("full", Choice({"full": ("", "")}), "full"),
        ("[1, 2]", ListOf(Count()), (1, 2)),
        ("[]", ListOf(Count()), ()),
        ("{a: 1, b: }", MapOf(Count()), {"a": 1}),
        ("{因公: 1}", MapOf(Count(), names=("公",), aliases={"因公": "公"}), {"公": 1}),
        ("{2010301: 1}", MapOf(Count(), key=FUNCTION), {"2010301": 1}),
        ("{P1: 1}", MapOf(Count(), key=Identifier()), {"P1": 1}),
        ("{名、称.: 1}", MapOf(Count()), {"名、称.": 1}),
        ("一", OneOf((ListOf(Count()), Text())), "一"),
        ("[1]", OneOf((ListOf(Count()), Text())), (1,)),
    ],
)
def test_values(text: str, kind: Kind, expected: Any) -> None:
    assert value(text, kind) == (expected, [])


@pytest.mark.parametrize(
    ("text", "kind", "code"),
    [
        ("20103", FUNCTION, "L031"),
        ("２０１０３０１", FUNCTION, "L031"),
        ("2010301.0", FUNCTION, "L031"),
        ("2010307", FUNCTION, "L032"),
        ("名", Identifier(), "L030"),
        ("a b", Identifier(), "L030"),
        ("x" * 65, Identifier(), "L030"),
        ("1.0", Count(), "L034"),
        ("-1", Count(), "L034"),
        ("true", Count(), "L034"),
        ("0x10", Count(), "L034"),
        ("010", Count(), "L034"),
        ("1_000", Count(), "L034"),
        ("9" * 5000, Count(), "L034"),
        ("٣", Count(), "L034"),
        ("一", Count(signed=True), "L034"),
        ("-1", Quantity(), "L035"),
        (".inf", Quantity(), "L035"),
        ("1e3", Quantity(), "L035"),
        ("'1,23'", Quantity(), "L035"),
        ("2024-02-30", Date(), "L036"),
        ("2024-2-3", Date(), "L036"),
        ("2024-02-03 00:00:00", Date(), "L036"),
        ("二月", Date(), "L036"),
        ("-5", Amount(), "L033"),
        ("true", Amount(), "L033"),
        (".nan", Amount(), "L033"),
        ("1.234", Amount(), "L033"),
        ("1e5", Amount(), "L033"),
        ("10000000000000.01", Amount(), "L033"),
        ("'a\\x00b'", Choice({"a": ("", "")}), "L037"),
        ("[1]", Count(), "L022"),
        ("{a: 1}", Text(), "L022"),
        ("1", ListOf(Count()), "L022"),
        ("{a: 1}", ListOf(Count()), "L022"),
        ("[1]", Record(Period), "L022"),
        ("1", MapOf(Count()), "L022"),
        ("{a: 1}", OneOf((ListOf(Count()), Text())), "L022"),
        ("[1, , 2]", ListOf(Count()), "L023"),
        ("[1, ~]", ListOf(Count()), "L023"),
        ("{b: 1}", MapOf(Count(), names=("a",)), "L038"),
        ("{a: 1, A: 1}", MapOf(Count(), names=("a",), aliases={"A": "a"}), "L010"),
        ("{20103: 1}", MapOf(Count(), key=FUNCTION), "L031"),
        ("{a b: 1}", MapOf(Count(), key=Identifier()), "L030"),
        ("{' ': 1}", MapOf(Count()), "L038"),
        ("{'{{': 1}", MapOf(Count()), "L041"),
        ("{a: x}", MapOf(Count()), "L034"),
    ],
)
def test_bad_values(text: str, kind: Kind, code: str) -> None:
    found, codes = value(text.replace("[1, , 2]", "\n- 1\n-\n- 2"), kind)
    assert (found, codes) == (BAD, [code])


def test_amounts_are_in_the_unit_of_the_budget() -> None:
    assert value("142.32125", Amount(), "万元") == (Money(142_321_250), [])
    assert value("0.0000001", Amount(), "万元") == (BAD, ["L033"])
    # Without a readable unit there is one error, at amount_unit, and no second one here.
    assert value("x", Amount(), None) == (BAD, [])


def record(text: str, cls: type) -> tuple[Any, list[tuple[str, str | None, str | None]]]:
    state = reading()
    root = parse(text, "budget.yaml", state.report)
    assert root is not None
    found = read_record(root, cls, "r", state)
    return found, [(d.code, d.place.path if d.place else None, d.expected) for d in state.report.diagnostics]


def test_a_record() -> None:
    found, told = record("{funding: 财政预算安排, people: 98}", Subsidy)
    assert told == []
    assert isinstance(found, Subsidy)
    assert (found.funding and found.funding.raw, found.people, found.standard) == ("财政预算安排", 98, None)


def test_from_is_written_from() -> None:
    found, told = record("{from: 2024-01-01, to: 2024-12-31}", Period)
    assert told == []
    assert found == Period(datetime.date(2024, 1, 1), datetime.date(2024, 12, 31))
    assert list(yaml_fields(Period)) == ["from", "to"]


def test_every_error_of_a_record_is_told() -> None:
    found, told = record("{establishment: x, in_service: {change: 1}, retried: 3}", Staffing)
    assert found is BAD
    assert [(code, path) for code, path, _ in told] == [
        ("L034", "r.establishment"),
        ("L021", "r.in_service.count"),
        ("L020", "r.retried"),
    ]
    assert told[2][2] == "retired"


@pytest.mark.parametrize(
    ("key", "cls", "near"),
    [("nam", Department, "name"), ("ofices", Department, "offices"), ("zerobase", Options, "zero_base"),
     ("incomes", Reasons, "income"), ("承担单位", Project, "unit"), ("设立的政策依据", Project, "basis")],
)  # fmt: skip
def test_unknown_keys_lead_to_the_nearest(key: str, cls: type, near: str) -> None:
    found, told = record(f"{{{key}: 1}}", cls)
    assert found is BAD
    assert [expected for code, _, expected in told if code == "L020"] == [near if key != "承担单位" else told[0][2]]


def test_nearest_names_all_when_none_is_near() -> None:
    assert nearest("incme", ("income", "expenditure")) == "income"
    assert nearest("完全不同", ("income", "expenditure")) == "income | expenditure"


def test_codes_that_are_unknown_show_three_near_ones_and_the_line_to_add(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REPORTGEN_LANG", "zh")
    state = reading()
    root = parse("v: 2070307", "budget.yaml", state.report)
    assert root is not None
    read(root.entries[0].value, FUNCTION, "v", state)
    expected = state.report.diagnostics[0].expected
    assert expected is not None
    near = shipped("function").nearest("2070307")
    assert len(near) == 3
    assert all(f"{code} {shipped('function').name(code)}" in expected for code in near)
    assert 'codes: {function: {"2070307": 科目名称}}' in expected
