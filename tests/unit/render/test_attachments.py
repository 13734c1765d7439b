"""What a PDF carries along, and that it is written from what was loaded alone."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import attrs
import pytest

from reportgen.compute import disclose
from reportgen.load import load_budget
from reportgen.model.disclosure import Disclosure
from reportgen.render.attachments import Attachment, attachments
from reportgen.render.html import render_page
from reportgen.render.layout import load_layout

REFERENCE = Path(__file__).parents[3] / "examples" / "reference"


def disclosure_with(attach: str) -> Disclosure:
    budget = load_budget(REFERENCE / "budget.yaml")
    options = attrs.evolve(budget.declaration.options, attach=attach)
    return disclose(attrs.evolve(budget, declaration=attrs.evolve(budget.declaration, options=options)))


def made(attach: str) -> tuple[Attachment, ...]:
    disclosure, layout = disclosure_with(attach), load_layout("four-part", None)
    return attachments(disclosure, layout, render_page(disclosure, layout, purpose="print").used)


def test_none() -> None:
    assert made("none") == ()


def test_figures_without_input_rows() -> None:
    (figures,) = made("figures")
    assert (figures.name, figures.relationship) == ("figures-2024.csv", "Data")
    assert figures.description == "2024 年公开的全部数据"
    listed = list(csv.DictReader(io.StringIO(figures.data.decode("utf-8-sig"))))
    assert list(listed[0]) == ["key", "label", "value", "text", "unit", "formula"]
    assert len(listed) > 500
    by_key = {figure["key"]: figure for figure in listed}
    assert by_key["income/own-funds/change"] == {
        "key": "income/own-funds/change", "label": by_key["income/own-funds/change"]["label"],
        "value": "989300.00", "text": "98.93", "unit": "万元", "formula": "t1/own-funds/amount − income/own-funds/prior",
    }  # fmt: skip
    assert not [text for figure in listed for text in figure.values() if text[:1] in ("=", "+", "@", "\t")]


@pytest.mark.parametrize("name", ["lines.csv", "income.csv"])
def test_money_lines_equal_the_input(name: str) -> None:
    files = {attachment.name: attachment for attachment in made("input")}
    assert list(files) == ["figures-2024.csv", "lines.csv", "income.csv"]
    assert files[name].relationship == "Source"
    written = list(csv.DictReader(io.StringIO(files[name].data.decode("utf-8-sig"))))
    with (REFERENCE / name).open(encoding="utf-8-sig", newline="") as stream:
        assert written == list(csv.DictReader(stream))
