"""docs/figure-keys.md is true: it describes each key that the computation makes, and nothing that it never makes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from reportgen.compute import disclose
from reportgen.compute.prose_check import RESERVED_PROJECTS, RESERVED_UNITS
from reportgen.load import load_budget
from reportgen.model.disclosure import Disclosure
from tests.support.budgets import write_budget

ROOT = Path(__file__).parents[3]
PAGE = ROOT / "docs" / "figure-keys.md"
ID = r"[A-Za-z0-9_-]+"
PLACEHOLDERS = {
    "CODE": r"\d{3}|\d{5}|\d{7}",
    "CLASS": r"\d{3}",
    "ITEM": r"\d{7}",
    "UNIT": rf"(?!(?:{'|'.join(RESERVED_UNITS)})(?![\w-])){ID}",
    "PROJECT": rf"(?!(?:{'|'.join(RESERVED_PROJECTS)})(?![\w-])){ID}",
    "N": r"[1-9]\d*",
}
"""What the capital words of the page stand for, as it tells in words."""
RICH = {
    "units": 4, "codes": 40, "projects": 25, "general_budget": True, "government_fund": True, "state_capital": True,
    "transfers": True, "fiscal_account": True, "own_funds": True, "carry_over": True, "basic": True, "travel": True,
    "basic_carry_over": True, "prior": "rows", "prior_only_codes": 3, "words": True, "indicators": True, "withheld": True,
}  # fmt: skip
"""Knobs of random budgets that hold something of everything."""
SEEDS = range(1, 13)
CARRIED = ("财政拨款结转(一般公共预算)", "非财政拨款结转结余(单位资金)")
"""Carry-over of basic expenditure with an economic code, which random budgets leave blank."""


@dataclass(frozen=True)
class Pattern:
    """One row of the page; ``choices``: the alternatives of each pair of braces, or the word itself where it is alone."""

    text: str
    meaning: str
    example: str | None
    printed: str
    expression: re.Pattern[str]
    choices: tuple[tuple[str, ...], ...]


@cache
def patterns() -> tuple[Pattern, ...]:
    """The rows of the tables below each ``<!-- patterns -->``."""
    found = []
    for table in PAGE.read_text(encoding="utf-8").split("<!-- patterns -->")[1:]:
        for row in re.findall(r"^\| `(.*?)` \| (.*?) \| (?:`(.*?)`|—) \| (.*?) \|$", table, flags=re.M):
            key, meaning, example, printed = row
            found.append(Pattern(key, meaning, example or None, printed, *_compiled(key)))
    return tuple(found)


def _compiled(key: str) -> tuple[re.Pattern[str], tuple[tuple[str, ...], ...]]:
    choices, expression = [], ""
    for literal, braces, word in re.findall(r"([a-z0-9/-]+)|\{(.*?)\}|([A-Z]+)", key):
        if literal:
            expression += re.escape(literal)
            continue
        alternatives = tuple(braces.split(",")) if braces else (word,)
        choices.append(alternatives)
        expression += "(" + "|".join(PLACEHOLDERS.get(each, re.escape(each)) for each in alternatives) + ")"
    return re.compile(expression), tuple(choices)


@cache
def example(name: str) -> Disclosure:
    return disclose(load_budget(ROOT / "examples" / name / "budget.yaml"))


def keys_of(disclosure: Disclosure) -> set[str]:
    """Every key that can be asked for: of figures, and of statements that stand for a cell."""
    return {*disclosure.figures, *disclosure.aliases}


@pytest.fixture(scope="module")
def random_keys(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """Keys of random budgets, some of any shape and some that hold everything."""
    keys = keys_of(_carried(tmp_path_factory.mktemp("carried")))
    for seed in SEEDS:
        folder = tmp_path_factory.mktemp("budget") / "budget"
        write_budget(folder, seed, **(RICH if seed % 3 else {}))
        keys |= keys_of(disclose(load_budget(folder / "budget.yaml")))
    return keys


def _carried(folder: Path) -> Disclosure:
    """The minimal example with 人员 and 公用 of carry-over in basic expenditure."""
    for path in (ROOT / "examples" / "minimal").iterdir():
        (folder / path.name).write_bytes(path.read_bytes())
    with (
        (folder / "lines.csv").open("a", encoding="utf-8") as lines,
        (folder / "income.csv").open("a", encoding="utf-8") as income,
    ):
        for source in CARRIED:
            lines.writelines(f"2025,U1,2070104,基本支出,,{source},{code},10.00\n" for code in ("30101", "30201"))
            income.write(f"2025,{source},,20.00\n")
    return disclose(load_budget(folder / "budget.yaml"))


def matches(key: str) -> list[Pattern]:
    return [pattern for pattern in patterns() if pattern.expression.fullmatch(key)]


def not_described_once(keys: set[str]) -> dict[str, list[str]]:
    found = {key: [pattern.text for pattern in matches(key)] for key in sorted(keys)}
    return {key: texts for key, texts in found.items() if len(texts) != 1}


def test_reserved_ids_are_told() -> None:
    told = re.findall(r"^\| `(\w+)` \| .*不能用 (.*?)）", PAGE.read_text(encoding="utf-8"), flags=re.M)
    assert {word: frozenset(ids.split("、")) for word, ids in told} == {
        "UNIT": RESERVED_UNITS,
        "PROJECT": RESERVED_PROJECTS,
    }


def test_the_page_has_its_rows() -> None:
    rows = re.findall(r"^\| `[a-z{]", PAGE.read_text(encoding="utf-8"), flags=re.M)
    sources = 10  # the table of sources names no keys
    assert len(patterns()) == len(rows) - sources - 1  # nor does the row that explains braces
    assert len({pattern.text for pattern in patterns()}) == len(patterns())


@pytest.mark.parametrize("name", ["reference", "minimal"])
def test_each_key_of_an_example_is_described_once(name: str) -> None:
    assert not_described_once(keys_of(example(name))) == {}


def test_each_key_of_any_budget_is_described_once(random_keys: set[str]) -> None:
    assert len(random_keys) > 5000
    assert not_described_once(random_keys) == {}


def test_each_alternative_occurs(random_keys: set[str]) -> None:
    """No pattern, and no word in the braces of one, that the computation never makes."""
    seen: Counter[tuple[str, int, str]] = Counter()
    for key in random_keys | keys_of(example("reference")):
        (pattern,) = matches(key)
        match = pattern.expression.fullmatch(key)
        assert match is not None
        for index, (word, alternatives) in enumerate(zip(match.groups(), pattern.choices, strict=True)):
            seen[pattern.text, index, word if word in alternatives else _placeholder(alternatives)] += 1
    assert sorted(set(_wanted()) - set(seen)) == []


def _wanted() -> Iterator[tuple[str, int, str]]:
    for pattern in patterns():
        for index, alternatives in enumerate(pattern.choices):
            yield from ((pattern.text, index, word) for word in alternatives)


def _placeholder(alternatives: tuple[str, ...]) -> str:
    (word,) = [each for each in alternatives if each in PLACEHOLDERS]
    return word


@pytest.mark.parametrize("pattern", [p for p in patterns() if p.example], ids=lambda p: p.example)
def test_examples_print_what_the_page_says(pattern: Pattern) -> None:
    assert pattern.example is not None
    assert pattern.expression.fullmatch(pattern.example)
    assert example("reference").figure(pattern.example).text() == pattern.printed


def test_only_what_the_reference_lacks_has_no_example() -> None:
    keys = keys_of(example("reference"))
    lacking = [pattern.text for pattern in patterns() if pattern.example is None]
    assert lacking
    for pattern in patterns():
        there = any(pattern.expression.fullmatch(key) for key in keys)
        assert there == (pattern.example is not None), pattern.text
