"""Arguments and options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from reportgen.model.language import say

F = TypeVar("F", bound=Callable[..., Any])


class BudgetFile(click.ParamType[Path]):
    """A budget.yaml, or the folder that holds one."""

    name = "budget"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        path = Path(value)
        if path.is_dir():
            path = path / "budget.yaml"
        if not path.is_file():
            self.fail(say(f"找不到预算文件 {path}", f"no budget file {path}"), param, ctx)
        return path


def budget_argument(function: F) -> F:
    """The BUDGET argument: a budget.yaml or its folder."""
    return click.argument("budget", type=BudgetFile(), metavar=say("预算", "BUDGET"))(function)
