"""A whole disclosure."""

from __future__ import annotations

import itertools
import random
import time

import pytest

from reportgen.compute import disclose
from reportgen.model.budget import Project
from reportgen.model.codelist import shipped
from reportgen.model.disclosure import Disclosure
from reportgen.model.money import Money
from reportgen.model.records import Unit
from reportgen.model.source import SOURCES
from tests.unit.compute.small import YEAR, Line, project_line, small, wan

PROJECT = Project("P1", "一", "U1", "2010399")


@pytest.fixture(scope="module")
def disclosure() -> Disclosure:
    lines = [
        *(Line(wan(1), source.key, year=year) for source in SOURCES for year in (YEAR, YEAR - 1)),
        project_line(wan(3), PROJECT),
        Line(wan(2), economic="30231"),
    ]
    return disclose(small(lines, projects=(PROJECT,)))


def test_eleven_tables_in_order(disclosure: Disclosure) -> None:
    assert list(disclosure.tables) == [f"t{number}" for number in range(1, 12)]


def test_figures_stand_in_the_order_of_the_report(disclosure: Disclosure) -> None:
    order = [key.split("/")[0] for key in disclosure.figures]
    parts = [part for part, _ in itertools.groupby(order)]
    assert parts == [
        "staffing",
        *(f"t{number}" for number in range(1, 12)),
        "income",
        "expenditure",
        "appropriation",
        "government-fund",
        "state-capital",
        "travel",
        "operating-funds",
        "performance",
    ]


def test_an_alias_is_no_figure_and_leads_to_one(disclosure: Disclosure) -> None:
    assert disclosure.aliases
    assert not disclosure.aliases.keys() & disclosure.figures.keys()
    assert set(disclosure.aliases.values()) <= disclosure.figures.keys()
    assert all(key.startswith("t") for key in disclosure.aliases.values())
    assert disclosure.figure("project/P1/amount") is disclosure.figures["t7/U1/2010399/P1/total"]


def test_every_figure_knows_its_key_and_formula(disclosure: Disclosure) -> None:
    for key, figure in disclosure.figures.items():
        assert figure.key == key
        assert figure.formula.terms


def test_table_cells_are_never_zero(disclosure: Disclosure) -> None:
    cells = [
        key for table in disclosure.tables.values() for row in (*table.rows, *table.side) for key in row.cells.values()
    ]
    assert len(cells) == len(set(cells)) > 100
    assert all(disclosure.figures[key].value != Money(0) for key in cells)


def test_amounts_beyond_64_bits() -> None:
    lines = [Line(10**15, function=code) for code in ("2010301", "2010302")] * 6_000
    disclosure = disclose(small(lines))
    assert disclosure.figure("t2/total/total").value == Money(12_000 * 10**15)
    assert disclosure.figure("t5/2010302/basic").text() == "6,000,000,000,000.00"
    assert disclosure.figure("expenditure/basic/share").text() == "100.00"


def test_many_lines_take_little_time() -> None:
    draw = random.Random(3)
    functions = draw.sample([code for code in shipped("function").names if len(code) == 7], 60)
    units = [Unit(f"U{index}", "单位", "行政") for index in range(8)]
    projects = tuple(Project(f"P{index}", "项目", f"U{index % 8}", draw.choice(functions)) for index in range(50))
    sources = [source.key for source in SOURCES]
    lines = [
        project_line(draw.randrange(10**8), draw.choice(projects), "302", draw.choice(sources), YEAR - index % 2)
        if index % 3
        else Line(draw.randrange(10**8), draw.choice(sources), draw.choice(functions), year=YEAR - index % 2)
        for index in range(100_000)
    ]
    budget = small(lines, units=units, projects=projects)
    start = time.process_time()
    disclosure = disclose(budget)
    assert time.process_time() - start < 2
    assert disclosure.figure("t2/total/total").value == Money(sum(line.amount for line in lines if line.year == YEAR))
