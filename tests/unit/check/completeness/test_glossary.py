"""Terms that the tables use (C27)."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportgen.check.completeness.glossary import STANDARD_TERMS
from reportgen.render.layout import load_layout
from tests.unit.check.support import Example


def with_glossary(folder: Path, name: str, text: str, more: str = "") -> Example:
    """The reference with a layout file of its own."""
    example = Example(folder).append("budget.yaml", f"\ntemplates: own\n{more}")
    (example.folder / "own").mkdir()
    (example.folder / "own" / name).write_text(text, encoding="utf-8")
    return example


def test_the_shipped_glossary_explains_every_term() -> None:
    assert set(load_layout("four-part", None).glossary) >= STANDARD_TERMS


def test_the_reference_explains_its_terms(example: Example) -> None:
    assert example.found("C27") == []


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("glossary.yaml", "单位资金: null\n"),
        ("layout.yaml", "glossary: {单位资金: null}\n"),
        ("glossary.yaml", "单位资金:\n"),
    ],
)
def test_a_term_that_is_taken_out_while_a_table_uses_it(tmp_path: Path, name: str, text: str) -> None:
    (found,) = with_glossary(tmp_path, name, text).found("C27")
    assert (found.level, found.value, found.expected) == ("warning", "单位资金", "glossary: {单位资金: …}")
    assert found.figures == ("t2/total/own-funds",)


def test_terms_that_nothing_uses_may_go(tmp_path: Path) -> None:
    text = "政府性基金预算: null\n转移支付: null\n绩效目标: null\n"
    assert with_glossary(tmp_path, "glossary.yaml", text).found("C27") == []


def test_a_term_that_every_report_uses(tmp_path: Path) -> None:
    (found,) = with_glossary(tmp_path, "glossary.yaml", "基本支出: null\n").found("C27")
    assert (found.value, found.figures) == ("基本支出", ())


def test_budget_yaml_may_explain_it_instead(tmp_path: Path) -> None:
    more = "glossary: {单位资金: 单位自己取得的各项收入。}\n"
    assert with_glossary(tmp_path, "glossary.yaml", "单位资金: null\n", more).found("C27") == []


def test_an_unreadable_layout_file_is_not_its_matter(tmp_path: Path) -> None:
    assert with_glossary(tmp_path, "glossary.yaml", "单位资金: [null\n").found("C27") == []
