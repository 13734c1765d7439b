"""Arguments and options that several commands share."""

from __future__ import annotations

import os
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
        """The file meant; whether it is there and can be read is told by loading, like everything else about it."""
        path = Path(value)
        return path / "budget.yaml" if os.path.isdir(path) else path  # Path.is_dir raises where permission is missing


def budget_argument(function: F) -> F:
    """The BUDGET argument: a budget.yaml or its folder."""
    return click.argument("budget", type=BudgetFile(), metavar=say("预算", "BUDGET"))(function)
