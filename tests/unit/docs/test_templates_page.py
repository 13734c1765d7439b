"""docs/templates.md is true: what it lists is what there is, and its examples do what it says."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from reportgen.compute import disclose
from reportgen.load import load_budget
from reportgen.model.disclosure import Disclosure
from reportgen.render.html import render_page
from reportgen.render.layout import Layout, load_layout
from reportgen.render.layout_files import FILES
from reportgen.render.layout_reader import ROOT as LAYOUT_KEYS
from reportgen.render.page import Page
from reportgen.render.phrase import COMMON

ROOT = Path(__file__).parents[3]
TEXT = (ROOT / "docs" / "templates.md").read_text(encoding="utf-8")
MINIMAL = ROOT / "examples" / "minimal"


def names_in(section: str) -> set[str]:
    """The names in the first column of a table."""
    return {name for row in re.findall(r"^\| (`.*?) \|", section, flags=re.M) for name in re.findall(r"`(\w+)", row)}


def section(start: str, end: str) -> str:
    return TEXT.split(start, 1)[1].split(end, 1)[0]


@pytest.fixture(scope="module")
def files() -> dict[str, str]:
    """The files of the examples: name → content, as the comment in their first line says."""
    blocks = re.findall(
        r"^```(?:yaml|jinja)\n(?:#|\{#) (my-templates/\S+)(?: #\})?\n(.*?)^```", TEXT, flags=re.M | re.S
    )
    return dict(blocks)


@pytest.fixture
def budget(tmp_path: Path, files: dict[str, str]) -> Path:
    """The minimal example with the templates of the page beside it."""
    for path in MINIMAL.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    path = tmp_path / "budget.yaml"
    (line,) = re.findall(r"^```yaml\n(templates: \S+)\n```", TEXT, flags=re.M)
    path.write_text(f"{path.read_text(encoding='utf-8')}{line}\n", encoding="utf-8")
    return path


def disclosure_of(path: Path) -> Disclosure:
    return disclose(load_budget(path))


def page_of(disclosure: Disclosure, layout: str) -> Page:
    return render_page(disclosure, load_layout(layout, disclosure.budget.templates), purpose="screen")


def test_every_function_and_value_is_described(monkeypatch: pytest.MonkeyPatch) -> None:
    given: dict[str, Any] = {}

    def render(layout: Layout, name: str, values: dict[str, Any]) -> str:
        given.update(values)
        return ""

    monkeypatch.setattr("reportgen.render.html.render", render)
    page_of(disclosure_of(MINIMAL / "budget.yaml"), "four-part")
    functions = {name for name, value in given.items() if callable(value)}
    assert "figure" in functions
    assert names_in(section("<!-- functions -->", "## 样式")) == functions
    assert names_in(section("### 值", "### 函数")) == set(given) - functions


def test_every_layout_key_and_file_is_described() -> None:
    assert names_in(section("`layout.yaml` 的键：", "## 只改自己部门的")) == set(LAYOUT_KEYS)
    listed = section("## 一个版式有哪些文件", "`layout.yaml` 的键：")
    assert {name for name in FILES if f"| `{name}` |" in listed} == set(FILES)
    for place in COMMON:
        assert f"`{{{place}}}`" in TEXT


def test_the_examples_have_their_files(files: dict[str, str]) -> None:
    assert set(files) == {
        "my-templates/phrases.yaml",
        "my-templates/layout.yaml",
        "my-templates/glossary.html.j2",
        "my-templates/three-tables/layout.yaml",
    }


def test_the_examples_change_what_they_say(budget: Path) -> None:
    shipped = page_of(disclosure_of(MINIMAL / "budget.yaml"), "four-part").html
    own = page_of(disclosure_of(budget), "four-part").html
    assert "2025 年部门预算信息公开</h1>" in own
    assert "2025 年部门预算信息公开</h1>" not in shipped
    assert "2025 年部门收支总体情况表" in own
    assert re.search(r'data-key="t3/total/total"[^>]*>81\.80<', shipped)
    assert re.search(r'data-key="t3/total/total"[^>]*>818,000\.00<', own)
    assert "<dt>一、" in shipped
    assert "<dt>一、" not in own
    assert own.count("<dt>") == shipped.count("<dt>") > 0


def test_the_other_layout_prints_three_tables(budget: Path) -> None:
    html = page_of(disclosure_of(budget), "three-tables").html
    assert re.findall(r'<table class="budget" id="table-(\d+)"', html) == ["1", "2", "3"]
    assert 'class="statement"' not in html
