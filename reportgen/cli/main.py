"""The command group, and the one place where errors become messages and exit codes."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

import click

from reportgen import __version__
from reportgen.cli.build import build
from reportgen.cli.check import check
from reportgen.cli.codes import codes
from reportgen.cli.explain import explain
from reportgen.cli.figures import figures
from reportgen.cli.init import init
from reportgen.cli.rules import rules
from reportgen.cli.schema import schema
from reportgen.cli.verify import verify
from reportgen.cli.wording import Group, usage_message
from reportgen.model.language import say


@click.group(
    cls=Group,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    help=say(
        "由数字生成部门预算公开报告：四个部分、十一张表、十二项说明，PDF 和 HTML。",
        "Make a department's yearly budget disclosure from its figures: four parts, eleven tables, twelve statements.",
    ),
    epilog=say(
        "从空文件夹开始：reportgen init 我的预算，再 reportgen build 我的预算/budget.yaml",
        "From an empty folder: reportgen init my-budget, then reportgen build my-budget/budget.yaml",
    ),
)
@click.version_option(
    __version__, prog_name="reportgen", message="%(prog)s %(version)s", help=say("显示版本。", "Show the version.")
)
def cli() -> None:
    """All commands hang on this group."""


for command in (build, check, verify, rules, figures, explain, init, codes, schema):
    cli.add_command(command)


def run(arguments: Sequence[str]) -> int:
    """Run one command and return its exit code: 0 done, 1 findings, 2 usage or input, 3 rendering, 4 withheld."""
    _use_utf8()
    try:
        code = cli.main(list(arguments), prog_name="reportgen", standalone_mode=False)
        sys.stdout.flush()
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message(), err=True)
        return 2
    except click.UsageError as error:
        click.echo(usage_message(error), err=True)
        return 2
    except click.ClickException as error:
        click.echo(say("错误：", "Error: ") + error.format_message(), err=True)
        return 2
    except (click.Abort, KeyboardInterrupt):
        click.echo(say("已中断，没有写出文件。", "Stopped; nothing was written."), err=True)
        return 130
    except (BrokenPipeError, SystemExit):  # click turns a reader that stopped reading into SystemExit
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as error:  # the last resort: whatever happens is told in words, see _failure
        return _failure(error)
    return code if isinstance(code, int) else 0


def _failure(error: Exception) -> int:
    """Tell an error raised below the commands, and return its exit code."""
    from reportgen.model.diagnostic import InputError, ReportgenError

    if isinstance(error, InputError):
        from reportgen.cli.diagnostics import as_text

        click.echo(as_text(error.diagnostics), err=True)
        return error.exit_code
    if isinstance(error, ReportgenError):
        click.echo(say("错误：", "Error: ") + str(error), err=True)
        return error.exit_code
    if os.environ.get("REPORTGEN_DEBUG"):
        raise error
    kind = type(error).__name__
    click.echo(
        say(
            f"程序内部错误（{kind}），没有写出文件。设 REPORTGEN_DEBUG=1 重新运行可得到详情，请连同版本号 {__version__} 一并反馈。",
            f"Internal error ({kind}); nothing was written. Run again with REPORTGEN_DEBUG=1 for details and report "
            f"them with the version {__version__}.",
        ),
        err=True,
    )
    return 3


def _use_utf8() -> None:
    """Data goes out as UTF-8 whatever the locale; a terminal that cannot show a character shows a stand-in."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is None:
            continue
        if stream.isatty():
            reconfigure(errors="replace")
        else:
            reconfigure(encoding="utf-8", errors="backslashreplace")  # an argument may be no text
