"""The code-tree pivot against a plain second way: tables 2, 3, 5, 6, 8 and 9."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportgen.compute import disclose
from reportgen.compute.pivot import roll_up
from reportgen.model.disclosure import Disclosure
from reportgen.model.money import Money
from reportgen.model.source import SOURCE_BY_KEY, SOURCES
from tests.unit.compute.small import YEAR, Line, small

GENERAL = ("general-public-budget", "general-public-budget-transfer")
FUND = ("government-fund", "government-fund-transfer")
CODES = ["2010101", "2010301", "2010302", "2010399", "2080505", "2210201"]
BASIC_CODES = ["30101", "30201", "30231", "30302", "31002"]


def column_of(line: Line) -> str:
    return SOURCE_BY_KEY[line.source].column


def is_kind(kind: str) -> Callable[[Line], bool]:
    return lambda line: line.kind == kind


def is_basic_of(*classes: str) -> Callable[[Line], bool]:
    return lambda line: line.kind == "basic" and line.economic[:3] in classes


WHOLE = {"total": lambda line: True}
BY_KIND = {**WHOLE, "basic": is_kind("basic"), "project": is_kind("project")}
STAFF = {"staff": is_basic_of("301", "303"), "operating": is_basic_of("302", "310")}
SPECIFICATION: dict[str, tuple[Callable[[Line], bool], dict[str, Callable[[Line], bool]], str]] = {
    "t2": (
        lambda line: True,
        {
            **WHOLE,
            "appropriation": lambda line: SOURCE_BY_KEY[line.source].appropriation,
            "general-public-budget": lambda line: line.source == "general-public-budget",
            "own-funds": lambda line: line.source == "own-funds",
            "fiscal-carryover": lambda line: column_of(line) == "fiscal-carryover",
            "non-fiscal-carryover": lambda line: column_of(line) == "non-fiscal-carryover",
        },
        "function",
    ),
    "t3": (lambda line: True, BY_KIND, "function"),
    "t5": (lambda line: line.source in GENERAL, BY_KIND, "function"),
    "t6": (lambda line: line.source in GENERAL and line.kind == "basic", {**WHOLE, **STAFF}, "economic"),
    "t8": (lambda line: line.source in FUND, {**WHOLE, **STAFF, "project": is_kind("project")}, "function"),
}
"""Table → which lines it holds, its columns, and the code of its rows."""

lines = st.lists(
    st.builds(
        Line,
        amount=st.one_of(st.just(0), st.integers(0, 10**15)),
        source=st.sampled_from([source.key for source in SOURCES]),
        function=st.sampled_from(CODES),
        kind=st.sampled_from(["basic", "project"]),
        economic=st.sampled_from(BASIC_CODES),
        year=st.sampled_from([YEAR, YEAR, YEAR - 1]),
    ),
    max_size=40,
)


def plain_cells(rows: list[Line], table: str) -> dict[str, int]:
    """The cells of a table that are not blank, one filter and one sum each."""
    holds, columns, attribute = SPECIFICATION[table]
    rows = [row for row in rows if row.year == YEAR and holds(row)]
    codes = {getattr(row, attribute)[:length] for row in rows for length in (3, 5, 7)}
    cells = {}
    for code in ["", *sorted(codes)]:
        under = [row for row in rows if getattr(row, attribute).startswith(code)]
        for column, chosen in columns.items():
            fen = sum(row.amount for row in under if chosen(row))
            if fen:
                cells[f"{table}/{code or 'total'}/{column}"] = fen
    return cells


def computed_cells(disclosure: Disclosure, table: str) -> dict[str, int]:
    columns = SPECIFICATION[table][1]
    cells = {}
    for row in disclosure.tables[table].rows:
        for column, key in row.cells.items():
            value = disclosure.figures[key].value
            assert isinstance(value, Money)
            if column in columns:
                cells[key] = value.fen
    return cells


@settings(deadline=None, max_examples=50)
@given(lines)
def test_tables_by_code_against_plain_sums(rows: list[Line]) -> None:
    disclosure = disclose(small(rows))
    for table in SPECIFICATION:
        assert computed_cells(disclosure, table) == plain_cells(rows, table)


@settings(deadline=None, max_examples=50)
@given(lines)
def test_rows_stand_in_code_order_each_class_before_its_sections(rows: list[Line]) -> None:
    disclosure = disclose(small(rows))
    for table in SPECIFICATION:
        keys = [row.key for row in disclosure.tables[table].rows[1:]]
        assert keys == sorted(set(keys))
        for key in keys:
            assert all(key[:length] in keys for length in (3, 5) if length < len(key))


def test_roll_up() -> None:
    triples = [("2080505", "a", 1), ("2010301", "a", 20), ("2010302", "b", 300), ("2010301", "a", 4000)]
    assert roll_up(triples, (3, 5, 7)) == {
        "201": {"a": 4020, "b": 300},
        "20103": {"a": 4020, "b": 300},
        "2010301": {"a": 4020},
        "2010302": {"b": 300},
        "208": {"a": 1},
        "20805": {"a": 1},
        "2080505": {"a": 1},
    }


def test_a_code_of_three_digits_has_no_section() -> None:
    assert roll_up([("302", "a", 5)], (3, 5)) == {"302": {"a": 5}}


LINES = [
    Line(1_000_000, function="2010301"),
    Line(2_500_000, function="2010301", source="general-public-budget-transfer", economic="30201"),
    Line(40_000, function="2080505", source="own-funds", kind="project", economic=""),
    Line(0, function="2210201"),
    Line(70_000, function="2120801", source="government-fund", economic="31002"),
]


def texts(disclosure: Disclosure, table: str) -> list[list[str]]:
    """Key and texts of each row, blanks as empty texts."""
    found = disclosure.tables[table]
    return [
        [row.key, *(disclosure.figures[row.cells[c]].text() if c in row.cells else "" for c in found.columns)]
        for row in found.rows
    ]


def test_table_two() -> None:
    disclosure = disclose(small(LINES))
    table = disclosure.tables["t2"]
    assert len(table.columns) == 12
    assert texts(disclosure, "t2")[:4] == [
        ["total", "3.61", "3.57", "1.00", "2.50", "0.07", "", "", "", "", "0.04", "", ""],
        ["201", "3.50", "3.50", "1.00", "2.50", "", "", "", "", "", "", "", ""],
        ["20103", "3.50", "3.50", "1.00", "2.50", "", "", "", "", "", "", "", ""],
        ["2010301", "3.50", "3.50", "1.00", "2.50", "", "", "", "", "", "", "", ""],
    ]
    assert [row.level for row in table.rows[:4]] == ["total", "class", "section", "item"]
    assert table.rows[3].labels == {"code": "2010301", "name": "行政运行"}


def test_a_code_without_money_has_no_row_and_what_rounds_to_nothing_is_printed() -> None:
    disclosure = disclose(small([Line(49), Line(0, function="2210201")]))
    assert texts(disclosure, "t3") == [
        ["total", "0.00", "0.00", ""],
        ["201", "0.00", "0.00", ""],
        ["20103", "0.00", "0.00", ""],
        ["2010301", "0.00", "0.00", ""],
    ]


def test_each_cell_is_rounded_on_its_own() -> None:
    lines = [Line(1_4950, function="2010301"), Line(1_4950, function="2010302"), Line(1_4950, function="2080505")]
    assert [row[:2] for row in texts(disclose(small(lines)), "t5")] == [
        ["total", "0.04"],
        ["201", "0.03"],
        ["20103", "0.03"],
        ["2010301", "0.01"],
        ["2010302", "0.01"],
        ["208", "0.01"],
        ["20805", "0.01"],
        ["2080505", "0.01"],
    ]


@pytest.mark.parametrize(("table", "source"), [("t8", "government-fund-transfer"), ("t9", "state-capital")])
def test_funds(table: str, source: str) -> None:
    lines = [
        Line(1_000_000, source=source, economic="30101"),
        Line(200_000, source=source, economic="31002"),
        Line(30_000, source=source, economic="30701"),
        Line(4_000_000, source=source, kind="project", economic="302"),
    ]
    disclosure = disclose(small(lines))
    assert texts(disclosure, table)[0] == ["total", "5.23", "1.00", "0.20", "4.00"]
    assert not disclosure.tables[table].empty


def test_tables_without_money() -> None:
    disclosure = disclose(small())
    for table in ("t8", "t9"):
        assert disclosure.tables[table].empty
        assert disclosure.tables[table].rows == ()
    for table in ("t2", "t3", "t5", "t6", "t7", "t11"):
        assert [row.key for row in disclosure.tables[table].rows] == ["total"]
        assert disclosure.tables[table].rows[0].cells == {}


def test_added_codes_bring_their_names() -> None:
    names = {"240": "新增类", "24001": "新增款", "2400101": "新增项"}
    disclosure = disclose(small([Line(1_000_000, function="2400101")], functions=names))
    assert [row.labels.get("name", "") for row in disclosure.tables["t2"].rows] == ["", "新增类", "新增款", "新增项"]
