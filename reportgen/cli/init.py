"""``reportgen init``: a commented budget folder that builds at once."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import click

from reportgen.cli.wording import Command
from reportgen.model.language import say

STARTER = ("budget.yaml", "lines.csv", "income.csv", "indicators.csv")
SHEETS = {"lines.csv": "收支明细", "income.csv": "收入", "indicators.csv": "绩效指标"}


@click.command(
    cls=Command,
    help=say(
        "新建一个带注释、可以马上生成的预算文件夹。",
        "Make a new budget folder, commented, that builds at once.",
    ),
    short_help=say("新建预算文件夹", "make a new budget folder"),
)
@click.argument("folder", metavar=say("文件夹", "DIR"), type=click.Path(path_type=Path))
@click.option(
    "--workbook", is_flag=True, help=say("表格放在一个 Excel 工作簿里。", "Put the tables into one Excel workbook.")
)
def init(folder: Path, workbook: bool) -> int:
    """Write the starter files; refuse a folder that already holds one of them."""
    from reportgen.publish.starter import write_starter

    source = files("reportgen.cli") / "starter"
    texts = {name: (source / name).read_text(encoding="utf-8") for name in STARTER}
    written = write_starter(folder, texts, SHEETS if workbook else {})
    for name in written:
        click.echo(say(f"已写出 {folder / name}", f"wrote {folder / name}"), err=True)
    budget = folder / "budget.yaml"
    click.echo(say(f"生成报告：reportgen build {budget}", f"now run: reportgen build {budget}"), err=True)
    return 0
