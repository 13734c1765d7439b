"""The register of rules and what is made from it."""

from __future__ import annotations

import inspect
import re
from pathlib import Path

import pytest

from reportgen.check import FAMILY_PACKAGES, RULES, rules_page
from reportgen.check.registry import EVERYTHING, FAMILIES, SECTIONS, Selection, rule
from tests.support.budgets import write_budget
from tests.unit.check.support import Example, of

ERRORS = {
    *(f"R{number:02d}" for number in (*range(1, 14), *range(15, 23), 27, 28, 29, 31)),
    *(f"N{number:02d}" for number in (
        *range(1, 11), *range(11, 14), *range(14, 30), *range(30, 41), 42, 43,
    )),
    "E04", "E05", "P01", "P02", "P07", "S01", "U01",
}  # fmt: skip
"""What stops a final report: identities of the tables, a direction against its figure, private and withheld matter."""


def test_the_levels_of_the_rules() -> None:
    assert {code for code, known in RULES.items() if known.level == "error"} == ERRORS & RULES.keys()
    assert {"R14", "R23", "R24", "R25", "R26", "E01", "E22", "W01", "W02", "W05"} <= {
        code for code, known in RULES.items() if known.level == "warning"
    }
    assert len(RULES) >= 190


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_rule_is_explained_with_a_wrong_and_a_right_example(
    language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REPORTGEN_LANG", language)
    for code, known in RULES.items():
        assert known.family in FAMILIES, code
        told = {name: known.section(name) for name in SECTIONS}
        assert all(told.values()), code
        assert told["Wrong"] != told["Right"], code
        assert bool(re.search("[\u4e00-\u9fff]", told["Basis"])) or language == "en", code
        assert "\n" not in told["Help"], code


def test_rules_are_chosen_by_the_beginning_of_their_codes() -> None:
    chosen = Selection(("R", "E0"), ("R2",))
    assert [code for code in ("R01", "R23", "E05", "E22", "P01") if chosen.takes(code)] == ["R01", "E05"]
    assert Selection(("R99",), ("X",)).unknown() == ["R99", "X"]
    assert EVERYTHING.takes("W06")


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
    assert sum(level == word for _, level, _ in rows) == len(ERRORS & RULES.keys())


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
