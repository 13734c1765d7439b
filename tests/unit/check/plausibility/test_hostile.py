"""Very long texts and numbers: every rule ends soon and without a traceback."""

from __future__ import annotations

from time import perf_counter

import pytest

from reportgen.check.context import Context
from reportgen.check.plausibility import MODULES
from reportgen.check.registry import RULES
from reportgen.load import indicators, prose
from tests.unit.check.plausibility.tables import goal, put, row
from tests.unit.check.support import Example

CODES = [code for code, rule in RULES.items() if rule.function.__module__ in {module.__name__ for module in MODULES}]
TEXTS = [
    "9" * 100_000 + "人",
    "123,456" * 20_000,
    "完成 1 个、" * 20_000,
    "每人" * 30_000 + "9" * 50_000 + "元",
    "十" * 100_000,
    "（" * 50_000 + "）" * 50_000,
    "≥" * 100_000,
    "在职人员" * 30_000,
    "新增" * 50_000,
]


@pytest.mark.parametrize("text", TEXTS, ids=range(len(TEXTS)))
def test_long_texts(example: Example, text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Longer than loading lets through, so that a rule that takes the square of the length stands out."""
    for module in (prose, indicators):
        monkeypatch.setattr(module, "LONGEST_TEXT", 1_000_000)
    short = text[:120_000]
    quoted = f'"{short}"' if "," in text else short
    put(
        example,
        "P12",
        row("P12", quoted, quoted, quoted, group="成本指标/数量指标"),
        row("P12", "人数（人）", "≥5人", quoted),
    )
    goal(example, "满足大院内 7 家单位的办公需要", text)
    example.edit("budget.yaml", "standard: 每人每年 6 万元", f"standard: {text}")
    example.edit("budget.yaml", '"2080501": 退休人员较上年减少', f'"2080501": {text}退休人员较上年减少')
    example.edit("budget.yaml", "区直机关后勤事务保障中心新增公务用车 1 辆", text)
    disclosure = example.disclosure()
    context = Context(disclosure.budget, disclosure)
    start = perf_counter()
    for code in CODES:
        RULES[code].apply(context)
    assert perf_counter() - start < 5
