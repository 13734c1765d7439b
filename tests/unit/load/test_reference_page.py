"""The reference page tells every key, heading, choice and source, in both languages; so does the catalogue of codes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from reportgen.load.catalogue import BUDGET_CODES, CODES
from reportgen.load.catalogue_tables import TABLE_CODES
from reportgen.load.codes import code_headings
from reportgen.load.indicators import INDICATOR_HEADINGS
from reportgen.load.lines import INCOME_HEADINGS, LINE_HEADINGS
from reportgen.load.reference_page import reference_page
from reportgen.load.sheets import fact_labels, headings, project_columns
from reportgen.load.structure import yaml_fields
from reportgen.model.budget import Declaration, Options, Project
from reportgen.model.records import Headcount, Subsidy
from reportgen.model.schema import Choice
from reportgen.model.source import SOURCES

LOAD = Path(__file__).parents[3] / "reportgen" / "load"
PAGES = {"zh": reference_page("zh"), "en": reference_page("en")}


def section(page: str, title: str) -> str:
    """The text under the heading that holds ``title``."""
    parts = re.split(r"^#+ (.*)$", page, flags=re.M)
    return next(body for head, body in zip(parts[1::2], parts[2::2], strict=True) if title in head)


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize(
    ("cls", "title"),
    [(Declaration, "`budget.yaml`"), (Project, "`projects[]`"), (Options, "`options`"), (Subsidy, "`projects[].subsidy`"),
     (Headcount, "`department.staffing.retired`")],
)  # fmt: skip
def test_every_key_is_told(language: str, cls: type, title: str) -> None:
    rows = [line for line in section(PAGES[language], title).splitlines() if line.startswith("| `")]
    fields = yaml_fields(cls)
    assert len(rows) == len(fields)
    for row, (key, (_, spec)) in zip(rows, fields.items(), strict=True):
        assert row.startswith(f"| `{key}` | {spec.label} |")
        assert (spec.zh if language == "zh" else spec.en) in row
        if isinstance(spec.kind, Choice):
            assert all(f"`{word}`" in row for word in spec.kind.values)


def test_needed_defaults_and_withheld() -> None:
    rows = section(PAGES["zh"], "`projects[]`").splitlines()
    row = {line.split("`")[1]: line for line in rows if line.startswith("| `")}
    assert "| 必填 |" in row["id"]
    assert "| 可不填 |" in row["unit"]
    assert "| `full` |" in row["disclosure"]
    assert "`disclosure: withheld` 时不公开" in row["period"]
    assert "`indicators: withheld` 时不公开" in row["goal"]
    assert "不公开" not in row["name"]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_tables_sources_and_sheets_are_told(language: str) -> None:
    page = PAGES[language]
    for title, columns in (
        ("data.lines", LINE_HEADINGS),
        ("data.income", INCOME_HEADINGS),
        ("data.indicators", INDICATOR_HEADINGS),
        ("codes", code_headings()),
    ):
        body = section(page, title)
        assert all(f"| {heading.zh} | `{heading.key}` |" in body for heading in columns)
    assert all(f"| {source.name} | `{source.key}` |" in page for source in SOURCES)
    assert all(
        f"| {column.heading} | `{column.alias}` |" in section(page, "data.projects") for column in project_columns()
    )
    assert all(heading.zh in section(page, "data.reasons") for heading in headings("reasons"))
    assert all(f"- {label}\n" in page for label in fact_labels())


def test_tables_are_well_formed() -> None:
    for page in PAGES.values():
        for table in re.findall(r"(?:^\|.*\n)+", page, flags=re.M):
            assert len({len(re.findall(r"(?<!\\)\|", line)) for line in table.splitlines()}) == 1


def test_the_pages_differ_by_language() -> None:
    assert PAGES["zh"].startswith("# 输入参考\n")
    assert PAGES["en"].startswith("# Input reference\n")
    assert "Needed or default" not in PAGES["zh"]
    assert "必填" not in PAGES["en"]


def test_every_code_that_is_raised_is_catalogued() -> None:
    raised: set[str] = set()
    for path in LOAD.glob("*.py"):
        if not path.name.startswith("catalogue"):
            raised |= set(re.findall(r'"(L\d{3})"', path.read_text(encoding="utf-8")))
    assert raised == set(CODES)
    assert not BUDGET_CODES.keys() & TABLE_CODES.keys()
    assert all(zh and en and zh != en for zh, en in CODES.values())
