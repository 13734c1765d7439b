"""``reportgen rules``: the table, and every code explained."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from reportgen.check import RULES
from reportgen.cli.diagnostics_rules import LOAD_GROUPS, all_codes, explained, families, load_meanings
from reportgen.cli.rules import rules


def told(*arguments: str, code: int = 0) -> str:
    done = CliRunner().invoke(rules, arguments)
    assert done.exit_code == code, done.output
    return done.output


@pytest.fixture(autouse=True, params=["zh", "en"])
def language(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("REPORTGEN_LANG", request.param)
    load_meanings.cache_clear()
    return str(request.param)


def test_the_table_has_every_rule_once_by_family(language: str) -> None:
    lines = told().splitlines()
    codes = [line.split()[0] for line in lines if line.startswith("  ")]
    assert sorted(codes) == sorted(RULES)
    order = list(families())
    ranks = [order.index(RULES[code].family) for code in codes]
    assert ranks == sorted(ranks)
    rule = RULES["R01"]
    assert any(line.endswith(rule.zh if language == "zh" else rule.en) for line in lines)


@pytest.mark.parametrize("code", all_codes())
def test_every_code_is_explained(code: str) -> None:
    known = explained(code)
    assert known is not None
    assert known.title
    assert known.about
    assert known.family in families()
    text = told(code.lower())
    assert text.startswith(f"{code}  {known.title}")
    assert families()[known.family] in text
    for section in (known.basis, known.wrong, known.right, known.help):
        assert section in text.replace("\n  ", "\n")


def test_load_errors_have_groups() -> None:
    numbers = [int(code[1:]) for code in load_meanings()]
    firsts = [first for first, _, _ in LOAD_GROUPS]
    assert firsts == sorted(firsts)
    for first, following in zip(firsts, [*firsts[1:], 1000], strict=True):
        assert any(first <= number < following for number in numbers), first


def test_a_beginning_stands_for_all_that_begin_so() -> None:
    found = json.loads(told("R2,W0", "--format", "json"))["rules"]
    assert [rule["code"] for rule in found] == [
        *(c for c in all_codes() if c.startswith("R2")),
        *(c for c in all_codes() if c.startswith("W0")),
    ]


def test_json_has_the_fields() -> None:
    document = json.loads(told("R01", "--format", "json"))
    assert document["format"] == 1
    (rule,) = document["rules"]
    assert (rule["code"], rule["level"], rule["family"]) == ("R01", "error", "identities")
    assert set(rule) == {
        "code", "level", "family", "family_name", "title", "about", "basis", "wrong", "right", "help",
    }  # fmt: skip


def test_markdown() -> None:
    assert told("R01", "--format", "md").startswith("### R01\n")
    assert told("--format", "md").count("\n| ") == len(RULES) + len({rule.family for rule in RULES.values()})


def test_an_unknown_code_names_the_nearest() -> None:
    text = told("R99", code=2)
    assert "R99" in text
    assert sum(code in text for code in RULES if code.startswith("R")) == 3
