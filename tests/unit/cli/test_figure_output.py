"""Lists of figures as JSON, CSV and table."""

from __future__ import annotations

import csv
import io
import json

import pytest

from reportgen.cli import figure_output
from reportgen.cli.figure_output import rows_text, width, write_csv, write_json, write_table
from reportgen.model.disclosure import Runs
from reportgen.model.place import SourceFile
from reportgen.render.figure_list import PrintedFigure

RUNS = (Runs(SourceFile("lines.csv"), [2, 9], [5, 9]), Runs(SourceFile("a.xlsx", "收入"), [3], [3]))


def figure(**changes: str) -> PrintedFigure:
    facts = {"key": "a/b", "label": "标签", "value": "-1.00", "text": "0.00", "unit": "万元", "formula": "a − b"}
    return PrintedFigure(**{**facts, **changes}, runs=RUNS)


class Listed(list[PrintedFigure]):
    """A list of figures that says how many input rows it rests on."""

    input_rows = 3

    def halves(self) -> tuple[Listed, Listed]:
        middle = len(self) // 2
        return Listed(self[:middle]), Listed(self[middle:])


@pytest.mark.parametrize("count", [0, 1, 2, 301])
def test_two_processes_write_the_same(monkeypatch: pytest.MonkeyPatch, count: int) -> None:
    listed = Listed(figure(key=f"k/{index}", label="标签" * 50) for index in range(count))
    alone, together = io.StringIO(), io.StringIO()
    write_json(listed, alone)
    monkeypatch.setattr(figure_output, "MANY_ROWS", 1)
    write_json(listed, together)
    assert together.getvalue() == alone.getvalue()
    assert [record["key"] for record in json.loads(together.getvalue())] == [f"k/{index}" for index in range(count)]


def test_json_tells_lines_and_spans() -> None:
    stream = io.StringIO()
    write_json(Listed([figure(), figure(key='quo"te')]), stream)
    first, second = json.loads(stream.getvalue())
    assert first == {
        "key": "a/b", "label": "标签", "value": "-1.00", "text": "0.00", "unit": "万元", "formula": "a − b",
        "rows": [
            {"file": "lines.csv", "from": 2, "to": 5},
            {"file": "lines.csv", "line": 9},
            {"file": "a.xlsx", "sheet": "收入", "line": 3},
        ],
    }  # fmt: skip
    assert second["key"] == 'quo"te'


def test_json_of_nothing_is_an_empty_list() -> None:
    stream = io.StringIO()
    write_json(Listed(), stream)
    assert json.loads(stream.getvalue()) == []


@pytest.mark.parametrize("evil", ["=1+1", "+1", "@a", "\tx", "-x", "-1-2"])
def test_csv_holds_no_formula(evil: str) -> None:
    stream = io.StringIO()
    write_csv([figure(label=evil)], stream)
    (row,) = csv.DictReader(io.StringIO(stream.getvalue()))
    assert row["label"] == "'" + evil
    assert row["value"] == "-1.00"
    assert row["rows"] == rows_text(RUNS) == "lines.csv:2-5、9；a.xlsx#收入:3"


def test_the_table_is_aligned_by_columns_on_a_terminal() -> None:
    stream = io.StringIO()
    write_table([figure(), figure(key="long/key", text="1,234.00")], stream)
    lines = stream.getvalue().splitlines()
    assert [width(line[: line.index("标签")]) for line in lines] == [width("long/key  1,234.00 万元  ")] * 2
