"""Indicator tables of the reference example with other rows, for tests of the rules that read them."""

from __future__ import annotations

from reportgen.check import Selection, run
from reportgen.model.diagnostic import Diagnostic
from tests.unit.check.support import Example

FIELDS = 10


def row(
    project: str, name: str, value: str, last: str = "", *, group: str = "产出指标/数量指标", basis: str = "历史标准"
) -> str:
    """A line of indicators.csv."""
    cells = [project, *group.split("/"), name, value, basis, last, "10", "按照完成比例赋分", "工作资料"]
    assert len(cells) == FIELDS
    return ",".join(cells)


def put(example: Example, project: str, *rows: str) -> Example:
    """Replace all rows of a project; they then stand at the end of the file."""
    path = example.folder / "indicators.csv"
    kept = [line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith(f"{project},")]
    path.write_text("\n".join([*kept, *rows]) + "\n", encoding="utf-8")
    return example


def cost(project: str, name: str, value: str, last: str = "") -> str:
    """A line of indicators.csv under 成本指标."""
    return row(project, name, value, last, group="成本指标/经济成本指标")


def goal(example: Example, old: str, new: str) -> Example:
    """Change words of a goal in budget.yaml."""
    return example.edit("budget.yaml", old, new)


def only(example: Example, code: str) -> list[Diagnostic]:
    """The findings of one rule, run alone."""
    disclosure = example.disclosure()
    return [d for d in run(disclosure.budget, disclosure, Selection((code,))) if d.code == code]


def about(found: list[Diagnostic], project: str) -> list[Diagnostic]:
    """Those whose message names a project."""
    return [d for d in found if f"roject {project} " in d.message]
