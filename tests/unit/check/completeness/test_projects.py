"""What a published project must tell (W04 for all of them, C24)."""

from __future__ import annotations

import re

import pytest

from tests.unit.check.support import Example


def test_the_subsidies_of_the_reference_are_complete(example: Example) -> None:
    assert example.found("C24") == []


@pytest.mark.parametrize(
    ("field", "zh"),
    [("funding", "资金来源"), ("people", "补贴人数"), ("standard", "补贴标准"), ("benefit", "受益人群和社会效益")],
)
def test_a_field_of_a_subsidy_is_missed(example: Example, monkeypatch: pytest.MonkeyPatch, field: str, zh: str) -> None:
    path = example.folder / "budget.yaml"
    text, count = re.subn(rf"^      {field}: .*\n", "", path.read_text(encoding="utf-8"), count=1, flags=re.M)
    assert count == 1
    path.write_text(text, encoding="utf-8")
    monkeypatch.setenv("REPORTGEN_LANG", "zh")
    (found,) = example.found("C24")
    assert (found.level, found.expected, found.place and found.place.path) == (
        "warning",
        f"{field}: …",
        "projects[6].subsidy",
    )
    assert found.message == f"项目 P07“天山大厦专项补助费”的补贴没有写{zh}。"


def test_blocks_that_all_tell_nothing_are_told_once(example: Example) -> None:
    path = example.folder / "budget.yaml"
    text = path.read_text(encoding="utf-8")
    text = re.sub(r"^    (?:basis|period): .*\n", "", text, flags=re.M)
    text = re.sub(r"^    allocation:.*\n(?:      - .*\n)*", "", text, flags=re.M)
    path.write_text(text, encoding="utf-8")
    (found,) = example.found("W04")
    assert (found.level, found.expected, found.place and found.place.path) == (
        "warning",
        "basis, allocation, period",
        "projects",
    )
    assert found.message.startswith("None of the 13 published projects")
