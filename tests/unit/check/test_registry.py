"""The register of rules and what is made from it."""

from __future__ import annotations

import inspect
import re
from pathlib import Path

import pytest

from reportgen.check import FAMILY_PACKAGES, RULES, rules_page
from reportgen.check.registry import rule
from tests.support.budgets import write_budget
from tests.unit.check.support import Example, of

ERRORS = {
    *(f"R{number:02d}" for number in (*range(1, 14), *range(15, 23), 27, 28, 29, 31)),
    "N10", "N11", "N12", "N21", "N27", "N30", "N31", "N43", "E04", "E05", "P01", "P02", "S01", "U01",
}  # fmt: skip
WARNINGS = {"R14", "R23", "R24", "R25", "R26", "E01", "E07", "E22", "E53", "U02", *(f"W{n:02d}" for n in range(1, 10))}


def test_the_levels_of_the_rules() -> None:
    assert {code for code, known in RULES.items() if known.level == "error"} == ERRORS
    assert {code for code, known in RULES.items() if known.level == "warning"} == WARNINGS


def test_every_rule_is_one_function_that_says_what_it_rests_on() -> None:
    functions = [known.function for known in RULES.values()]
    assert len(set(functions)) == len(functions)
    for known in RULES.values():
        assert inspect.getdoc(known.function), known.code
        assert known.zh != known.en


def test_every_rule_module_registers_rules() -> None:
    registered = {known.function.__module__ for known in RULES.values()}
    assert {module.__name__ for package in FAMILY_PACKAGES for module in package.MODULES} == registered


def test_a_code_is_taken_once() -> None:
    with pytest.raises(ValueError, match="R01"):
        rule("R01", "error", "重复", "repeated")(lambda context: ())
    assert RULES["R01"].function.__name__ == "totals_agree"


@pytest.mark.parametrize(("language", "word"), [("zh", "错误"), ("en", "error")])
def test_the_page_lists_every_rule_once(language: str, word: str) -> None:
    page = rules_page("zh" if language == "zh" else "en")
    rows = re.findall(r"^\| ([A-Z]\d\d) \| (\S+) \| (.+) \|$", page, flags=re.M)
    assert [code for code, _, _ in rows] == list(RULES)
    assert sum(level == word for _, level, _ in rows) == len(ERRORS)


def test_messages_are_in_the_readers_language(example: Example, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REPORTGEN_LANG", "zh")
    assert of(example.check(), "E22")[0].message == "在职 586 人，超过编制 362 人。"


@pytest.mark.parametrize("seed", range(12))
def test_a_consistent_random_budget_has_no_error(tmp_path: Path, seed: int) -> None:
    from reportgen.check import run
    from reportgen.compute import disclose
    from reportgen.load import load_budget

    write_budget(tmp_path / "budget", seed=seed)
    disclosure = disclose(load_budget(tmp_path / "budget" / "budget.yaml"))
    assert [d for d in run(disclosure.budget, disclosure) if d.level == "error"] == []
