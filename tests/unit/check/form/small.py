"""The minimal example with texts put into it, and what a rule finds in them."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from reportgen.check import Selection, run
from reportgen.compute import disclose
from reportgen.load import load_budget
from reportgen.model.diagnostic import Diagnostic
from tests.unit.check.support import EXAMPLES

Check = Callable[..., list[Diagnostic]]

HEAD = """format: 1
year: 2025
data: {lines: lines.csv, income: income.csv%s}
"""


def write(folder: Path, department: Mapping[str, Any], blocks: Mapping[str, Any], indicators: str = "") -> Path:
    """A budget of the minimal example's money with these words in it; its budget.yaml."""
    for name in ("lines.csv", "income.csv"):
        (folder / name).write_bytes((EXAMPLES / "minimal" / name).read_bytes())
    head = HEAD % (", indicators: indicators.csv" if indicators else "")
    if indicators:
        (folder / "indicators.csv").write_text(indicators, encoding="utf-8")
    department = {"name": "示例县图书馆", "short_name": "县图书馆", **department}
    blocks = {"department": department, "units": [{"id": "U1", "name": "示例县图书馆", "type": "事业"}], **blocks}
    text = "".join(f"{key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in blocks.items())
    path = folder / "budget.yaml"
    path.write_text(head + text, encoding="utf-8")
    return path


def check(path: Path, code: str) -> list[Diagnostic]:
    """What one rule finds."""
    disclosure = disclose(load_budget(path))
    return list(run(disclosure.budget, disclosure, Selection(select=(code,))))


@pytest.fixture
def find(tmp_path: Path) -> Check:
    """``find(code, text, **blocks)``: what a rule finds in a text among the duties, and in other blocks."""

    def found(code: str, *texts: str, indicators: str = "", **blocks: Any) -> list[Diagnostic]:
        return check(write(tmp_path, {"functions": list(texts)}, blocks, indicators), code)

    return found
