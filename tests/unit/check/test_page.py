"""The page of the rules: a table for each family, and a section for each rule that its table leads to."""

from __future__ import annotations

import re

import pytest

from reportgen.check import RULES
from reportgen.check.page import SECTION_NAMES, rules_page
from reportgen.check.registry import FAMILIES


@pytest.fixture(params=["zh", "en"])
def language(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("REPORTGEN_LANG", request.param)
    return str(request.param)


def test_the_table_leads_to_every_section(language: str) -> None:
    page = rules_page("zh" if language == "zh" else "en")
    links = re.findall(r"^\| [A-Z]\d+ \| .* \| \[.*\]\(#([a-z]\d+)\) \|$", page, flags=re.M)
    headings = re.findall(r"^### ([A-Z]\d+)$", page, flags=re.M)
    assert sorted(link.upper() for link in links) == sorted(headings) == sorted(RULES)


def test_families_are_in_order(language: str) -> None:
    page = rules_page("zh" if language == "zh" else "en")
    names = [zh if language == "zh" else en for zh, en in FAMILIES.values()]
    found = [heading.lower() for heading in re.findall(r"^## (.+)$", page, flags=re.M)]
    assert found == [name for name in names if name in found]


def test_sections_tell_what_the_docstrings_tell(language: str) -> None:
    page = rules_page("zh" if language == "zh" else "en")
    sections = dict(zip(*[iter(re.split(r"^### ([A-Z]\d+)$", page, flags=re.M)[1:])] * 2, strict=True))
    for code, rule in RULES.items():
        for name, names in SECTION_NAMES.items():
            label = names[language == "en"]
            told = f"- {label}{'：' if language == 'zh' else ': '}" in sections[code]
            assert told == bool(rule.section(name)), (code, name)
