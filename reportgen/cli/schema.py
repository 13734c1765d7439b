"""``reportgen schema``: the JSON Schema of budget.yaml, for editors."""

from __future__ import annotations

import json

import click

from reportgen.cli.wording import Command
from reportgen.model.language import say


@click.command(
    cls=Command,
    help=say(
        "打印 budget.yaml 的 JSON Schema。存成文件后，编辑器可据以补全和检查。",
        "Print the JSON Schema of budget.yaml; with it an editor completes and checks the file.",
    ),
    short_help=say("budget.yaml 的 JSON Schema", "the JSON Schema of budget.yaml"),
)
def schema() -> int:
    """Print the schema on stdout."""
    from reportgen.load.json_schema import json_schema

    click.echo(json.dumps(json_schema(), ensure_ascii=False, indent=2))
    return 0
