"""Origins: the input rows of a figure."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from reportgen.compute import disclose
from reportgen.model.budget import Project
from reportgen.model.disclosure import Disclosure
from reportgen.model.money import Money
from reportgen.model.place import Place, RowRange
from reportgen.model.records import Comparatives, Procurement
from reportgen.model.source import SOURCES
from tests.unit.compute.small import YEAR, Line, project_line, small, wan, wan_money

PROJECT = Project("P1", "一", "U1", "2010399")
LINES = [
    Line(1, function="2010301"),
    Line(2, function="2080505"),
    Line(4, function="2010302"),
    Line(8, function="2010301"),
    Line(16, function="2010301", year=YEAR - 1),
    Line(32, function="2010301", source="own-funds"),
]


def rows(disclosure: Disclosure, key: str) -> list[tuple[str, int, int]]:
    return [(r.file, r.first, r.last) for r in disclosure.rows_of(disclosure.figure(key))]


def test_rows_of_a_cell_are_those_that_sum_to_it() -> None:
    disclosure = disclose(small(LINES))
    assert rows(disclosure, "t2/total/total") == [("lines.csv", 2, 5), ("lines.csv", 7, 7)]
    assert rows(disclosure, "t2/2010301/total") == [("lines.csv", 2, 2), ("lines.csv", 5, 5), ("lines.csv", 7, 7)]
    assert rows(disclosure, "t2/201/general-public-budget") == [("lines.csv", 2, 2), ("lines.csv", 4, 5)]
    assert rows(disclosure, "t1/own-funds/amount") == [("income.csv", 4, 4)]


def test_rows_of_a_comparison_are_those_of_both_operands() -> None:
    disclosure = disclose(small(LINES))
    assert rows(disclosure, "appropriation/2010301/prior") == [("lines.csv", 6, 6)]
    assert rows(disclosure, "appropriation/2010301/change") == [("lines.csv", 2, 2), ("lines.csv", 5, 6)]
    assert rows(disclosure, "appropriation/2010301/growth") == [("lines.csv", 2, 2), ("lines.csv", 5, 6)]
    assert rows(disclosure, "appropriation/208/share") == [("lines.csv", 2, 5)]
    assert rows(disclosure, "income/own-funds/share") == [("income.csv", 2, 2), ("income.csv", 4, 4)]


def test_rows_and_declared_facts_together() -> None:
    places = {"comparatives.vehicle_running": Place("budget.yaml", 31, 20)}
    budget = small(
        [Line(wan(5), economic="30231")], comparatives=Comparatives(vehicle_running=wan_money(4)), places=places
    )
    disclosure = disclose(budget)
    assert rows(disclosure, "travel/vehicle-running/change") == [("lines.csv", 2, 2), ("budget.yaml", 31, 31)]
    assert rows(disclosure, "travel/total/prior") == [("budget.yaml", 31, 31)]


def test_facts_in_a_sheet() -> None:
    places = {"procurement.goods": Place("budget.xlsx", sheet="基本信息", cell="AB12"), "procurement": Place("x.yaml")}
    disclosure = disclose(small(procurement=Procurement(wan_money(1), wan_money(2)), places=places))
    assert disclosure.rows_of(disclosure.figure("procurement/goods")) == (RowRange("budget.xlsx", "基本信息", 12, 12),)
    assert disclosure.rows_of(disclosure.figure("procurement/works")) == ()


def test_runs_follow_the_files_not_the_order_of_the_frame() -> None:
    places = [(1, 9), (0, 4), (1, 7), (0, 3), (1, 8), (0, 6)]
    disclosure = disclose(small([Line(1)] * 6, line_places=places))
    assert rows(disclosure, "t2/total/total") == [
        ("lines.csv", 3, 4),
        ("lines.csv", 6, 6),
        ("second-lines.csv", 7, 9),
    ]
    runs = disclosure.rows_of.runs(disclosure.figure("t2/total/total"))
    assert [(run.source.name, list(run.first), list(run.last)) for run in runs] == [
        ("lines.csv", [3, 6], [4, 6]),
        ("second-lines.csv", [7], [9]),
    ]


money_lines = st.lists(
    st.one_of(
        st.builds(
            Line,
            amount=st.integers(0, 10**15),
            source=st.sampled_from([source.key for source in SOURCES]),
            function=st.sampled_from(["2010301", "2010302", "2080505"]),
            economic=st.sampled_from(["30101", "30201", "30231", "31002"]),
            year=st.sampled_from([YEAR, YEAR - 1]),
        ),
        st.builds(
            project_line,
            amount=st.integers(0, 10**15),
            project=st.just(PROJECT),
            economic=st.sampled_from(["302", "31013"]),
            source=st.sampled_from(["general-public-budget", "own-funds", "fiscal-carryover-government-fund"]),
        ),
    ),
    max_size=40,
)


@settings(deadline=None, max_examples=50)
@given(money_lines)
def test_the_rows_of_every_amount_sum_to_its_value(lines: list[Line]) -> None:
    disclosure = disclose(small(lines, projects=(PROJECT,)))
    amounts = {
        (facts.files[0].name, row): fen
        for facts in (disclosure.budget.lines, disclosure.budget.income)
        for row, fen in zip(facts.frame["row"].tolist(), facts.frame["amount"].tolist(), strict=True)
    }
    sums = [figure for figure in disclosure.figures.values() if figure.formula.operation == "sum"]
    assert len(sums) > 20
    for figure in sums:
        ranges = disclosure.rows_of(figure)
        fen = sum(amounts[r.file, row] for r in ranges for row in range(r.first, r.last + 1))
        assert figure.value == Money(fen), figure.key
