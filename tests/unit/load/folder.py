"""A small budget folder to break: one unit, two projects, both years."""

from __future__ import annotations

from pathlib import Path

from reportgen.load import load_budget
from reportgen.model.diagnostic import Diagnostic, InputError

BUDGET = """\
format: 1
year: 2024
department:
  name: 示例市体育局
  short_name: 市体育局
units:
  - {id: U1, name: 示例市体育局, type: 行政}
  - {id: U2, name: 示例市体育馆, type: 事业}
data: {lines: lines.csv, income: income.csv}
projects:
  - id: P01
    name: 场馆开放补助
    unit: U2
    function: 2070108
    order: 1
    basis: 场馆免费开放的规定
    allocation:
      - {item: 水电, amount: 300000, economic: 302}
    period: {from: 2024-01-01, to: 2024-12-31}
  - id: P02
    name: 上年结转的维修
reasons:
  income: {一般公共预算: 新增场馆开放补助}
"""
"""Line numbers of this text are what the tests count."""

LINES = """\
年度,单位,功能科目,支出类别,项目,资金来源,经济科目,金额
2024,U1,2070101,基本支出,,一般公共预算,30101,1200000
2024,,2070108,项目支出,P01,一般公共预算,302,300000
2024,U1,2070308,项目支出,P02,财政拨款结转(一般公共预算),,50000
2023,,2070101,基本支出,,一般公共预算,,1100000
"""
INCOME = """\
年度,资金来源,收入项目,金额
2024,一般公共预算,,1500000
2024,财政拨款结转(一般公共预算),,50000
2023,一般公共预算,,1100000
"""


def write(folder: Path, budget: str | bytes = BUDGET, **files: str) -> Path:
    """Write a budget folder; ``files`` are tables by name without .csv. Returns the path of budget.yaml."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in {"lines": LINES, "income": INCOME, **files}.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    path = folder / "budget.yaml"
    path.write_bytes(budget.encode("utf-8") if isinstance(budget, str) else budget)
    return path


def changed(*replacements: tuple[str, str], text: str = BUDGET) -> str:
    """The budget with parts of its text replaced; each part must be there."""
    for old, new in replacements:
        assert old in text, old
        text = text.replace(old, new, 1)
    return text


def errors(path: Path) -> tuple[Diagnostic, ...]:
    """The diagnostics of a budget that cannot be loaded; none if it can."""
    try:
        load_budget(path)
    except InputError as error:
        found = error.diagnostics
    else:
        return ()
    assert found, "an InputError without a diagnostic"
    return found


def told(found: tuple[Diagnostic, ...]) -> str:
    """All that the diagnostics say."""
    return "\n".join(f"{d.code} {d.place} {d.place and d.place.path} {d.message} {d.value} {d.expected}" for d in found)
