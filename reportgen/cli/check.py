"""``reportgen check``: what is wrong or odd in a budget."""

from __future__ import annotations

from pathlib import Path

import click

from reportgen.cli.parameters import budget_argument
from reportgen.cli.wording import Command
from reportgen.model.language import say

LEVELS = ("error", "warning", "info", "never")


@click.command(
    cls=Command,
    help=say(
        "检查预算：勾稽关系、原因与增减是否相符、隐私等。退出码 1 表示有发现，2 表示无法读入。",
        "Check a budget: identities, reasons against changes, privacy. Exit 1: findings; 2: it cannot be loaded.",
    ),
    short_help=say("检查预算", "check a budget"),
)
@budget_argument
@click.option(
    "--format", "form", type=click.Choice(["text", "json", "github", "sarif"]), default="text", show_default=True,
    help=say("输出格式。", "Output format."),
)  # fmt: skip
@click.option(
    "--fail-on", type=click.Choice(LEVELS), default="error", show_default=True,
    help=say("达到哪一级时退出码为 1。", "Level from which the exit code is 1."),
)  # fmt: skip
def check(budget: Path, form: str, fail_on: str) -> int:
    """Print the findings; exit 1 when there are some at or above --fail-on, 2 when the budget cannot be loaded."""
    from reportgen.cli.diagnostics import as_github, as_json, as_sarif, as_text
    from reportgen.model.diagnostic import LEVELS as ORDER
    from reportgen.model.diagnostic import InputError

    try:
        from reportgen.publish.build import findings_of

        found, code = findings_of(budget), 0
    except InputError as error:
        found, code = error.diagnostics, 2
    folder = "" if budget.parent == Path() else budget.parent.as_posix()
    text = {
        "text": lambda: as_text(found),
        "json": lambda: as_json(found),
        "github": lambda: as_github(found, folder),
        "sarif": lambda: as_sarif(found, folder),
    }[form]()
    if text:
        click.echo(text)
    elif form == "text":
        click.echo(say("没有发现问题。", "Nothing found."))
    if code == 0 and fail_on != "never":
        counted = ORDER[: ORDER.index(fail_on) + 1]
        code = 1 if any(d.level in counted for d in found) else 0
    return code
