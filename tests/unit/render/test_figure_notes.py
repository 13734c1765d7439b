"""The notes on figures: what the page tells of a number, and what it never tells."""

from __future__ import annotations

import json
import re
from functools import cache
from typing import Any

import attrs

from reportgen.model.budget import Options, Project
from reportgen.model.disclosure import Disclosure
from reportgen.model.figure import Selection
from reportgen.render.figure_notes import MOST_NAMES, OPERATIONS, SCALES, figure_notes, filled
from reportgen.render.html import render_page
from reportgen.render.labels import Labels
from reportgen.render.layout import Layout
from tests.unit.compute.small import Line, small, wan
from tests.unit.render.reports import reference, shipped

KINDS = {"growth": "rate", "share": "rate", "count": "count"}


class Notes:
    """The notes read back, as the page's script does."""

    def __init__(self, disclosure: Disclosure, layout: Layout) -> None:
        used = render_page(disclosure, layout, purpose="print").used
        self.raw = figure_notes(disclosure, layout, used)
        self.value: dict[str, Any] = json.loads(self.raw)
        self.notes = dict(zip(self.value["keys"], self.value["notes"], strict=True))

    def operation(self, key: str) -> str:
        return OPERATIONS[self.notes[key][0]]

    def texts(self, places: list[int]) -> list[str]:
        return [self.value["texts"][place] for place in places]

    def label(self, key: str) -> str:
        return " ".join(self.texts(self.notes[key][1]))

    def parts(self, key: str) -> list[str]:
        """Keys of printed terms, ``label = value`` of others; of sums of rows and counts their texts."""
        note = self.notes[key]
        if self.operation(key) in ("rows", "count"):
            return self.texts(note[2])
        keys = self.value["keys"]
        return [
            keys[part] if isinstance(part, int) else f"{' '.join(self.texts(part[0]))} = {part[1]}" for part in note[2]
        ]

    def remark(self, key: str) -> str:
        return self.texts(self.notes[key][3:])[0] if len(self.notes[key]) > 3 else ""


@cache
def of_reference() -> Notes:
    return Notes(reference(), shipped())


def test_every_printed_figure_and_no_other_with_the_label_of_the_list() -> None:
    used = render_page(reference(), shipped(), purpose="screen").used
    notes, labels = of_reference(), Labels(reference(), shipped())
    assert tuple(notes.notes) == used
    assert {key: notes.label(key) for key in used} == {key: labels.of(key) for key in used}


def test_the_kind_follows_from_the_operation() -> None:
    """The script tells amounts, which have a unit, from rates and counts by it."""
    for key in of_reference().notes:
        assert reference().figures[key].kind == KINDS.get(of_reference().operation(key), "amount"), key


def test_a_growth_names_what_it_compares() -> None:
    notes, key = of_reference(), "income/general-public-budget/growth"
    assert notes.operation(key) == "growth"
    assert notes.parts(key) == ["t1/general-public-budget/amount", "income/general-public-budget/prior"]
    assert notes.remark(key) == ""


def test_a_share_tells_its_residual() -> None:
    notes, key = of_reference(), "income/general-public-budget/share"
    assert notes.operation(key) == "share"
    assert notes.parts(key) == ["t1/general-public-budget/amount", "t1/total-income/amount"]
    assert notes.remark(key) == "为使各项占比合计为 100%，此项调整 −0.01 个百分点。"


def test_a_term_that_is_not_printed_brings_its_value() -> None:
    notes, key = of_reference(), "income/government-fund/growth"
    assert notes.parts(key) == ["income/government-fund/amount", "收入预算 政府性基金预算 上年预算 = 0.00"]
    assert notes.remark(key) == "上年没有预算，按 0.00% 计。"
    assert notes.remark("appropriation/2130299/growth") == "上年没有预算，按 100.00% 计。"


def test_a_cell_tells_its_conditions() -> None:
    notes = of_reference()
    assert notes.operation("t5/201/basic") == "rows"
    assert notes.parts("t5/201/basic") == [
        "2024 年支出预算",
        "资金来源：一般公共预算、上级一般公共预算转移支付",
        "支出类别：基本支出",
        "功能科目：201 一般公共服务支出",
    ]
    assert notes.parts("t1/total-income/amount") == ["2024 年收入预算"]
    assert notes.parts("income/general-public-budget/prior")[0] == "2023 年收入预算"


def test_sums_of_figures_counts_and_facts() -> None:
    notes = of_reference()
    assert (notes.operation("procurement/total"), notes.parts("procurement/total")) == (
        "sum",
        ["procurement/goods", "procurement/works", "procurement/services"],
    )
    assert (notes.operation("procurement/goods"), notes.parts("procurement/goods")) == ("fact", [])
    assert (notes.operation("staffing/total"), notes.parts("staffing/total")) == ("count", ["人"])


def test_no_fine_code_with_a_unit_or_a_project() -> None:
    """Five digits are published for basic expenditure and 三公 as a whole, never by unit or project."""
    for key in of_reference().notes:
        parts = of_reference().parts(key)
        single = any(part.startswith(("单位：", "项目：")) for part in parts)
        assert not (single and re.search(r"经济科目：.*\d{5}", "；".join(parts))), key
    selection = Selection("lines", 2024, economic=("30201",), unit=("U1",))
    key = "t6/30201/total"
    figure = reference().figures[key]
    unit = reference().budget.declaration.units[0]
    changed = attrs.evolve(
        figure, origin=attrs.evolve(figure.origin, selection=attrs.evolve(selection, unit=(unit.id,)))
    )
    disclosure = attrs.evolve(reference(), figures={**reference().figures, key: changed})
    told = json.loads(figure_notes(disclosure, shipped(), [key]))
    assert [told["texts"][place] for place in told["notes"][0][2]] == ["2024 年支出预算", f"单位：{unit.name}"]


def test_many_codes_and_projects_are_counted() -> None:
    notes = of_reference()
    assert notes.parts("performance/withheld/amount")[-1] == "项目：共 6 个"
    for text in notes.value["texts"]:
        if text.startswith(("功能科目：", "经济科目：")):
            assert len(re.findall(r"\b\d{3,7}\b", text)) <= MOST_NAMES


def test_no_input_row_file_or_id_of_a_project() -> None:
    assert not re.search(r"Σ|\.csv|budget\.yaml|lines\.|income\.amount|comparatives", of_reference().raw)
    withheld = [project.id for project in reference().budget.declaration.projects if project.disclosure == "withheld"]
    assert withheld
    assert not any(re.search(rf"\b{id}\b", text) for id in withheld for text in of_reference().value["texts"])


def test_what_could_end_the_script_is_escaped() -> None:
    name = "</script><!--<script>&\u2028\u2029甲"
    budget = small([Line(wan(1), kind="project", project="P1")], projects=[Project("P1", name)])
    raw = Notes(_disclosed(budget), shipped()).raw
    assert not re.search("[<>&\u2028\u2029]", raw)
    assert name in json.loads(raw)["texts"]


def _disclosed(budget: Any) -> Disclosure:
    from reportgen.compute import disclose

    return disclose(budget)


def test_words_units_and_scales() -> None:
    value = of_reference().value
    assert value["words"] == shipped().names["page"]
    assert value["units"] == ["万元", "万元"]
    assert [tuple(scale) for scale in value["scales"]] == list(SCALES) == [("元", 0, 2), ("万元", 4, 2), ("亿元", 8, 4)]


def test_words_that_were_taken_out_are_left_out() -> None:
    words = {
        key: text for key, text in shipped().names["page"].items() if not key.startswith(("condition", "residual"))
    }
    layout = attrs.evolve(shipped(), names={**shipped().names, "page": words})
    notes = Notes(reference(), layout)
    assert notes.remark("income/general-public-budget/share") == ""
    assert notes.parts("t5/201/basic")[0] == "2024 年支出预算"


def test_a_share_of_nothing() -> None:
    budget = small([], options=Options(shares="plain"))
    notes = Notes(_disclosed(budget), shipped())
    shares = [key for key in notes.notes if notes.operation(key) == "share"]
    assert shares
    assert {notes.remark(key) for key in shares} == {"合计为零，按 0.00% 计。"}


def test_it_stays_small() -> None:
    assert len(of_reference().raw.encode()) < 60_000
    assert len(set(of_reference().value["texts"])) == len(of_reference().value["texts"])


def test_places_that_a_wording_should_not_have_stay() -> None:
    assert filled("{year} 年{other}", year=2024) == "2024 年{other}"
