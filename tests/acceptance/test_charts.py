"""Charts of whole reports: on any budget no text is cut or laid over another, and every number in them is a figure."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from random import Random

import pytest

from reportgen.compute import disclose
from reportgen.load import load_budget
from reportgen.model.disclosure import Disclosure
from reportgen.publish.charts import LocalCharts
from reportgen.render.chart_data import ChartSpec, chart_specs
from reportgen.render.layout import Layout, load_layout
from tests.acceptance.conftest import REFERENCE
from tests.support.budgets import make_budget
from tests.support.page import Report
from tests.unit.render.test_chart_reading import bars, faults, texts

SHAPES = {
    "sixty codes, long names": {"units": 8, "codes": 60, "projects": 25, "long_names": True, "prior": "rows"},
    "huge amounts": {"amounts": "huge", "codes": 40, "projects": 20, "long_names": True, "prior": "rows"},
    "all equal": {"amounts": "equal", "codes": 30, "projects": 18},
    "nothing last year": {"units": 1, "codes": 3, "projects": 1, "prior": "none"},
    "small amounts": {"amounts": "small", "prior": "rows", "prior_only_codes": 6},
}
SEEDS = range(20 - len(SHAPES))
AMOUNT = re.compile(r"[\d,]*\d\.\d\d")


@cache
def shipped() -> Layout:
    return load_layout("four-part", None)


def drawn(disclosure: Disclosure) -> list[tuple[ChartSpec, str, str]]:
    """Every chart that is drawn: specification, for the screen, for print."""
    specs = tuple(spec for spec in chart_specs(disclosure, shipped()) if not spec.empty)
    charts = LocalCharts()
    charts.submit(specs)
    return [(spec, charts.svg(f"screen/{spec.id}"), charts.svg(spec.id)) for spec in specs if spec.medium == "print"]


def numbers(words: list[str]) -> set[str]:
    """The amounts and rates in some texts."""
    return {number for word in words for number in AMOUNT.findall(word)}


@pytest.mark.parametrize("case", [*SHAPES, *SEEDS])
def test_any_budget_has_sound_charts(case: str | int, tmp_path: Path) -> None:
    seed = case if isinstance(case, int) else 7
    shape = SHAPES[case] if isinstance(case, str) else {}
    path = make_budget(Random(seed).getrandbits(32), **shape).write(tmp_path / "budget")
    disclosure = disclose(load_budget(path))
    charts = drawn(disclosure)
    assert charts
    for spec, *pictures in charts:
        own = [disclosure.figure(key) for one in spec.series for key in one.keys if key]
        changes = [disclosure.figure(key) for c in spec.changes for key in (c.change, c.growth) if key]
        printed = {figure.text(spec.unit) for figure in own + changes}
        for svg in pictures:
            assert faults(svg) == [], spec.id
            words = [box.text for box in texts(svg)]
            shown = len(spec.labels) if spec.shown is None else spec.shown
            assert numbers(words) <= printed
            assert {spec.series[0].texts[i] for i in range(shown)} - {"", "0"} <= numbers(words)
            lengths = [bar.width for bar in bars(svg) if not bar.outlined]
            assert max(lengths, default=0) > 0
        assert numbers([spec.alt]) <= printed
        told = {text for one in spec.series for text in one.texts if text not in ("", "0")}
        assert told <= numbers([spec.alt]), "the text alternative tells every amount"


@pytest.fixture(scope="module")
def reference() -> Disclosure:
    return disclose(load_budget(REFERENCE / "budget.yaml"))


def test_charts_of_the_reference_are_small(reference: Disclosure) -> None:
    sizes = {spec.id: [len(svg.encode()) for svg in pictures] for spec, *pictures in drawn(reference)}
    assert len(sizes) == 5
    assert max(size for pair in sizes.values() for size in pair) < 11_000


def test_bars_of_the_reference_have_the_proportions_of_its_amounts(reference: Disclosure) -> None:
    pictures = {spec.id: svg for spec, _, svg in drawn(reference)}
    widths = [bar.width for bar in bars(pictures["expenditure-kinds"])]
    assert [width / widths[1] for width in widths] == pytest.approx(
        [12646.6825 / 14216.5625, 1, 5657.3449 / 14216.5625, 5347.1949 / 14216.5625], abs=1e-4
    )
    projects = bars(pictures["projects"])
    assert [bar.outlined for bar in projects] == [False] * 11 + [True]
    total = sum(bar.width for bar in projects)
    assert total / projects[0].width == pytest.approx(10343.17 / 2175, rel=1e-4)


def test_the_built_page_has_each_chart_with_title_description_and_table(reference_report: Report) -> None:
    figures = [figure for figure in reference_report.root.iter("figure") if figure.get("class") == "chart"]
    assert [figure.get("id") for figure in figures] == [
        "chart-income", "chart-expenditure-kinds", "chart-expenditure-classes", "chart-projects", "chart-travel",
    ]  # fmt: skip
    for figure in figures:
        tags = [element.tag.rpartition("}")[2] for element in figure.iter() if isinstance(element.tag, str)]
        assert tags.index("figcaption") < tags.index("svg") < tags.index("table")
        assert [tags.count(name) for name in ("svg", "desc", "table", "caption")] == [1, 1, 1, 1]
        amounts = numbers(list(figure.itertext()))
        assert amounts <= {one.text for one in reference_report.figures()}
