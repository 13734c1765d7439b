"""Cells: groups of input rows, exact sums of any selection."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportgen.compute import cells as cells_module
from reportgen.compute.cells import Cells
from reportgen.compute.selections import LINE_DIMENSIONS
from reportgen.model.figure import Selection
from tests.unit.compute.small import YEAR, Line, table

LINES = [
    Line(100, function="2010301"),
    Line(20, function="2010302", economic="30201"),
    Line(3, function="2080505", source="own-funds"),
    Line(4000, function="2010301", year=YEAR - 1),
    Line(50, function="2010301"),
]
CURRENT = Selection("lines", YEAR)


def group(lines: list[Line]) -> Cells:
    return Cells(table(lines, Line._fields, "lines.csv"), YEAR, LINE_DIMENSIONS)


def test_equal_rows_share_a_cell() -> None:
    cells = group(LINES)
    assert cells.cell_of_row.tolist() == [0, 1, 2, 3, 0]
    assert cells.amounts.tolist() == [150, 20, 3, 4000]


def test_a_selection_holds_all_its_conditions() -> None:
    cells = group(LINES)
    assert cells.total(CURRENT) == 173
    assert cells.total(Selection("lines", YEAR - 1)) == 4000
    assert cells.total(Selection("lines", YEAR, function=("201",))) == 170
    assert cells.total(Selection("lines", YEAR, function=("201",), economic=("302", "310"))) == 20
    assert cells.total(Selection("lines", YEAR, source=("own-funds",))) == 3
    assert cells.total(Selection("lines", YEAR, project=("",))) == 173


def test_an_empty_tuple_admits_no_row() -> None:
    cells = group(LINES)
    assert cells.total(Selection("lines", YEAR, unit=())) == 0
    assert cells.total(Selection("lines", YEAR, economic=())) == 0


def test_sums_leave_out_values_without_money() -> None:
    cells = group([*LINES, Line(0, function="2100101")])
    assert cells.sums(CURRENT, "function") == {"2010301": 150, "2010302": 20, "2080505": 3}
    assert cells.sums(Selection("lines", YEAR - 1), "function") == {"2010301": 4000}


def test_no_rows_at_all() -> None:
    cells = group([])
    assert cells.total(CURRENT) == 0
    assert cells.sums(CURRENT, "source") == {}


def test_sums_beyond_64_bits_stay_exact() -> None:
    most = 10**15
    cells = group([Line(most - 1, economic=f"30{n:03d}") for n in range(300, 300 + 600)] * 20)
    assert cells.total(CURRENT) == 12_000 * (most - 1)
    assert cells.total(CURRENT) > 2**63
    assert cells.sums(CURRENT, "function") == {"2010301": 12_000 * (most - 1)}


def test_keys_are_numbered_anew_before_they_outgrow_64_bits(monkeypatch: pytest.MonkeyPatch) -> None:
    plain = group(LINES)
    monkeypatch.setattr(cells_module, "MOST_KEYS", 4)
    narrow = group(LINES)
    assert narrow.amounts.tolist() == plain.amounts.tolist() == [150, 20, 3, 4000]
    assert narrow.cell_of_row.tolist() == plain.cell_of_row.tolist()


lines = st.lists(
    st.builds(
        Line,
        amount=st.integers(0, 10**15),
        source=st.sampled_from(["general-public-budget", "own-funds", "government-fund"]),
        function=st.sampled_from(["2010301", "2010399", "2080505", ""]),
        kind=st.sampled_from(["basic", "project"]),
        economic=st.sampled_from(["30101", "302", "30201", ""]),
        project=st.sampled_from(["", "P1", "P2"]),
        unit=st.sampled_from(["", "U1"]),
        year=st.sampled_from([YEAR, YEAR - 1]),
    ),
    max_size=30,
)


@settings(deadline=None)
@given(
    lines,
    st.sampled_from([None, ("own-funds",), ("general-public-budget", "government-fund")]),
    st.sampled_from([None, ("201",), ("2080505",), ("20103", "208")]),
    st.sampled_from([None, ("302",), ("30101", "30201")]),
    st.sampled_from([None, ("",), ("P1", "P2")]),
)
def test_totals_are_plain_sums(
    rows: list[Line],
    source: tuple[str, ...] | None,
    function: tuple[str, ...] | None,
    economic: tuple[str, ...] | None,
    project: tuple[str, ...] | None,
) -> None:
    selection = Selection("lines", YEAR, source=source, function=function, economic=economic, project=project)
    chosen = [
        row
        for row in rows
        if row.year == YEAR
        and (source is None or row.source in source)
        and (function is None or any(row.function.startswith(code) for code in function))
        and (economic is None or any(row.economic.startswith(code) for code in economic))
        and (project is None or row.project in project)
    ]
    cells = group(rows)
    assert cells.total(selection) == sum(row.amount for row in chosen)
    by_kind = {kind: sum(row.amount for row in chosen if row.kind == kind) for kind in ("basic", "project")}
    assert cells.sums(selection, "kind") == {kind: fen for kind, fen in by_kind.items() if fen}
    assert all(type(fen) is int for fen in cells.sums(selection, "unit").values())


def test_amounts_are_whole_numbers_for_exact_ratios() -> None:
    total = group(LINES).total(CURRENT)
    assert type(total) is int
    assert Fraction(total, 2) == Fraction(173, 2)
