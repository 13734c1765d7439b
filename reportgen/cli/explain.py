"""``reportgen explain``: where one figure comes from."""

from __future__ import annotations

from pathlib import Path

import click

from reportgen.cli.parameters import budget_argument
from reportgen.cli.wording import Command
from reportgen.model.language import say


@click.command(
    cls=Command,
    help=say(
        "说明一个数的来历：算式、代入的数、来源文件和行。键用 reportgen figures 查看。",
        "Tell where a figure comes from: formula, numbers put in, files and rows. Keys: see reportgen figures.",
    ),
    short_help=say("说明一个数的来历", "explain one figure"),
)
@click.argument("key", metavar=say("键", "KEY"))
@budget_argument
@click.option("--all", "every", is_flag=True, help=say("列出全部来源行。", "List every row, however many."))
def explain(key: str, budget: Path, every: bool) -> int:
    """Print the explanation; exit 2 for an unknown key, with the nearest ones."""
    from reportgen.publish.build import explanation_of

    explanation = explanation_of(budget, key, None if every else 20)
    click.echo(explanation)
    return 0
