"""The examples in the explanations of the rules of form are true."""

from __future__ import annotations

import pytest

from reportgen.check import RULES
from tests.unit.check.form.small import Check

ALONE = ("E52", "E54", "E55", "E56", "E58", "E60", "E62", "E64", "F01", "F02", "F03", "F04", "F07", "F08")
"""Rules whose examples are texts that need nothing beside them."""


@pytest.mark.parametrize("code", ALONE)
def test_the_wrong_example_is_found_and_the_right_one_is_not(find: Check, code: str) -> None:
    wrong, right = RULES[code].section("Wrong"), RULES[code].section("Right")
    beside = {"reasons": {"operating_funds": wrong}} if code == "E60" else {}
    assert {d.code for d in find(code, wrong, **beside)} == {code}
    assert find(code, right) == []
