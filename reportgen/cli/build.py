"""``reportgen build``: the whole report as files."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reportgen.cli.parameters import budget_argument
from reportgen.cli.wording import Command
from reportgen.model.language import say

if TYPE_CHECKING:
    from reportgen.publish.request import BuildRequest, BuildResult


def _formats(ctx: click.Context, param: click.Parameter, value: str) -> tuple[str, ...]:
    from reportgen.publish.request import FORMATS

    names = tuple(dict.fromkeys(name.strip().lower() for name in value.split(",") if name.strip()))
    unknown = [name for name in names if name not in FORMATS]
    if unknown or not names:
        raise click.BadParameter(
            say(
                f"只能是 {'、'.join(FORMATS)}（逗号分隔），现为 {value}",
                f"one or more of {', '.join(FORMATS)}, not {value}",
            ),
            ctx=ctx,
            param=param,
        )
    return names


def _theme(ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:
    if value is None:
        return None
    from reportgen.model.budget import OWN_THEME, THEMES

    if value not in THEMES and not value.casefold().endswith(OWN_THEME):
        raise click.BadParameter(
            say(
                f"只能是 {'、'.join(THEMES)}，或一个 {OWN_THEME} 文件，现为 {value}",
                f"one of {', '.join(THEMES)}, or a {OWN_THEME} file, not {value}",
            ),
            ctx=ctx,
            param=param,
        )
    if value not in THEMES and not os.path.isfile(value):
        zh, en = f"找不到文件 {value}", f"there is no file {value}"
        raise click.BadParameter(say(zh, en), ctx=ctx, param=param)
    return value


@click.command(
    cls=Command,
    help=say(
        "生成报告：PDF、HTML 和 manifest.json。预算文件是 budget.yaml 或它所在的文件夹。",
        "Make the report: PDF, HTML and manifest.json. BUDGET is a budget.yaml or its folder.",
    ),
    short_help=say("生成报告", "make the report"),
)
@budget_argument
@click.option(
    "--output", "-o", "output", type=click.Path(path_type=Path), default=Path("out"), show_default=True,
    metavar=say("文件夹", "DIR"), help=say("输出文件夹。", "Folder to write into."),
)  # fmt: skip
@click.option(
    "--format", "formats", default="pdf,html", show_default=True, callback=_formats,
    metavar=say("格式,…", "NAME,…"), help=say("要哪些格式：pdf、html，逗号分隔。", "Formats, comma separated: pdf, html."),
)  # fmt: skip
@click.option("--layout", metavar=say("名称", "NAME"), help=say("用另一个版式。", "Use another layout."))
@click.option(
    "--theme", callback=_theme, metavar=say("名称|文件", "NAME|FILE"),
    help=say("用另一个主题（颜色和字体）：随程序带的，或一个 CSS 文件。", "Use another theme (colours and faces): a shipped one, or a CSS file."),
)  # fmt: skip
@click.option(
    "--draft", is_flag=True,
    help=say("草稿：加水印和版本，有检查错误也生成。", "A draft: watermark and revision; written even with errors found."),
)  # fmt: skip
def build(
    budget: Path, output: Path, formats: tuple[str, ...], layout: str | None, theme: str | None, draft: bool
) -> int:
    """Build the report; exit 1 when check found errors and it is no draft."""
    from reportgen.publish.files import output_folder, refuse_input_folder, write_all
    from reportgen.publish.request import BuildRequest

    refuse_input_folder(output, [budget])
    request = BuildRequest(budget, formats, layout, draft, theme)
    with output_folder(output) as claim:  # from the beginning: a second build into it is told at once
        result = _made(request)
        refuse_input_folder(output, result.inputs)
        _tell(result.diagnostics)
        for note in result.notes:
            click.echo(note, err=True)
        if not result.files:
            click.echo(
                say(
                    "检查发现错误，没有写出文件。改正后再生成，或用 --draft 先看草稿。",
                    "Errors were found; nothing was written. Mend them, or look at a draft with --draft.",
                ),
                err=True,
            )
            return 1
        facts = {**result.facts, "formats": sorted(formats)}
        write_all(output, result.files, facts, claim)
    for name in result.files:
        click.echo(say(f"已写出 {output / name}", f"wrote {output / name}"), err=True)
    return 0


def _made(request: BuildRequest) -> BuildResult:
    """The finished files, with a progress bar while they are made."""
    from reportgen.cli.progress import Steps
    from reportgen.publish.build import build as make
    from reportgen.publish.build import release

    try:
        with Steps(request.steps) as steps:
            return make(request, steps.advance)
    finally:
        release()


def _tell(diagnostics: tuple[object, ...]) -> None:
    from reportgen.cli.diagnostics import as_text
    from reportgen.model.diagnostic import Diagnostic

    told = [d for d in diagnostics if isinstance(d, Diagnostic) and d.level != "info"]
    if told:
        click.echo(as_text(told), err=True)
