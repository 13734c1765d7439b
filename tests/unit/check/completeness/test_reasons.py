"""A reason for every change that needs one (C10-C16)."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from reportgen.check.completeness.changes import Change
from tests.unit.check.support import Example

CODES = [f"C{number}" for number in range(10, 17)]


def without(example: Example, pattern: str) -> Example:
    """The example without the one piece of budget.yaml that matches."""
    path = example.folder / "budget.yaml"
    text, count = re.subn(pattern, "", path.read_text(encoding="utf-8"), flags=re.M)
    assert count == 1, pattern
    path.write_text(text, encoding="utf-8")
    return example


def without_reasons(example: Example) -> Example:
    return without(example, r"^reasons:\n(?:[ #].*\n)+")


def test_the_reference_gives_every_reason(example: Example) -> None:
    assert [d.code for d in example.check() if d.code in CODES] == []


@pytest.mark.parametrize(
    ("line", "code", "path", "figures", "told"),
    [
        ("    单位资金: .*\n", "C11", None, None, "5.37 %"),
        ("    财政拨款结转: .*\n", "C11", "reasons.income", "income/fiscal-carryover",
         "2,036.22 万元 last year, 363.41 万元 now, down 1,672.81 万元 (82.15%)"),
        ('    "2010399": .*\n', "C14", None, None, "0.26 %"),
        ('    "2130299": .*\n', "C14", "reasons.function", "appropriation/2130299", "0.00 万元 last year, 262.00 万元 now"),
        ('    "2139999": .*\n', "C14", "reasons.function", "appropriation/2139999", "300.00 万元 last year, 0.00 万元 now"),
        ('    "2101103": .*\n', "C14", "reasons.function", "appropriation/2101103", "(697.58%)"),
    ],
)  # fmt: skip
def test_one_missing_reason(
    example: Example, line: str, code: str, path: str | None, figures: str | None, told: str
) -> None:
    found = [d for d in without(example, f"^{line}").check() if d.code in CODES]
    if path is None:
        assert found == [], told
        return
    (one,) = found
    assert (one.code, one.level, one.place and one.place.path) == (code, "warning", path)
    assert one.figures == (f"{figures}/change", f"{figures}/growth")
    assert told in one.message
    key = line.strip().partition(":")[0]
    assert one.expected == f"{key}: …"
    assert one.help is not None
    assert f"`{path}`" in one.help


def test_every_change_of_travel_is_explained_however_small(example: Example) -> None:
    (found,) = without(example, "^  travel:\n    公务用车运行费: .*\n").found("C15")
    assert (found.level, found.expected) == ("warning", "travel: {公务用车运行费: …}")
    assert found.figures == ("travel/vehicle-running/change", "travel/vehicle-running/growth")
    assert "65.00 万元 last year, 68.30 万元 now, up 3.30 万元 (5.08%)" in found.message


def test_operating_funds_need_a_reason_from_10_per_cent(example: Example) -> None:
    without(example, "^  operating_funds: 在.*\n")
    assert example.found("C16") == [], "6.16 %"
    example.edit("budget.yaml", "  operating_funds: 2905372", "  operating_funds: 2005372")
    (found,) = example.found("C16")
    assert (found.level, found.expected) == ("warning", "operating_funds: …")
    assert "200.54 万元 last year, 308.42 万元 now" in found.message


def test_a_whole_block_that_is_absent_is_told_once(example: Example) -> None:
    (found,) = without(example, r"^  function:\n(?:    \"2[0-9]{6}\": .*\n)+").found("C14")
    assert found.place is not None
    assert found.place.path == "reasons"
    assert found.expected is not None
    assert found.expected.startswith('function: {"2010350": …, "2080501": …, ')
    assert '"2010399"' not in found.expected
    assert '"2010304"' not in found.expected
    assert len(found.notes) == 11
    assert found.notes[0].message.startswith("statement five (三), 2010350")
    assert "appropriation/2139999/change" in found.figures


def test_no_reasons_at_all_are_told_once(example: Example) -> None:
    (found,) = [d for d in without_reasons(example).check() if d.code in CODES]
    assert (found.code, found.level) == ("C10", "warning")
    assert found.place is not None
    assert (found.place.file, found.place.path) == ("budget.yaml", "reasons")
    assert found.expected is not None
    assert found.expected.startswith("reasons: {income: {财政拨款结转: …}, expenditure: {项目支出: …}, function: {")
    assert found.expected.endswith("travel: {公务用车运行费: …}}")
    assert "income/fiscal-carryover/change" in found.figures


def test_a_budget_whose_changes_are_small_needs_no_reasons(tmp_path: Path) -> None:
    minimal = Example(tmp_path, "minimal")
    for name in ("lines.csv", "income.csv"):
        path = minimal.folder / name
        first, *rows = path.read_text(encoding="utf-8").splitlines()
        before = [row.replace("2025", "2024", 1) for row in rows]
        path.write_text("\n".join([first, *rows, *before]) + "\n", encoding="utf-8")
    assert [d.code for d in minimal.check() if d.code in (*CODES, "C07")] == []


@pytest.mark.parametrize(
    ("before", "now", "notable"),
    [
        (1_000_000, 1_100_000, True),
        (1_000_000, 1_099_999, False),
        (1_000_000, 900_000, True),
        (1_000_000, 900_001, False),
        (0, 10_000, True),
        (0, 9_999, False),
        (10_000, 0, True),
        (0, 0, False),
        (10_000, 14_999, False),
        (10_000, 15_000, True),
    ],
)
def test_what_is_notable(before: int, now: int, notable: bool) -> None:
    assert Change("income", "单位资金", "单位资金", now, before, (), False).notable() is notable


def test_messages_are_chinese_for_chinese_readers(example: Example, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REPORTGEN_LANG", "zh")
    (found,) = without(example, "^    财政拨款结转: .*\n").found("C11")
    assert found.message == (
        "第二项收入“财政拨款结转”：上年 2,036.22 万元，本年 363.41 万元，减少 1,672.81 万元（82.15%），没有写主要原因。"
    )
    assert found.help == "在 budget.yaml 的 reasons.income 下加上这一行，把“…”换成原因。"
