"""``reportgen figures``: every figure on the page."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from reportgen.cli.parameters import budget_argument
from reportgen.cli.wording import Command
from reportgen.model.language import say


@click.command(
    cls=Command,
    help=say(
        "列出报告里的每一个数：键、名称、值、印出的文字、单位、算式和来源行。",
        "List every figure of the report: key, label, value, printed text, unit, formula, input rows.",
    ),
    short_help=say("列出每一个数", "list every figure"),
)
@budget_argument
@click.option(
    "--format", "form", type=click.Choice(["json", "csv", "table"]), default="table", show_default=True,
    help=say("输出格式。", "Output format."),
)  # fmt: skip
@click.option("--layout", metavar=say("名称", "NAME"), help=say("用另一个版式。", "Use another layout."))
def figures(budget: Path, form: str, layout: str | None) -> int:
    """Print the figures on stdout."""
    from reportgen.cli.figure_output import write_csv, write_json, write_table
    from reportgen.publish.build import printed_figures_of

    listed = printed_figures_of(budget, layout)
    writer = {"json": write_json, "csv": write_csv, "table": write_table}[form]
    writer(listed, sys.stdout)
    return 0
