"""``reportgen check``: what is wrong or odd in a budget."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from reportgen.cli.parameters import budget_argument
from reportgen.cli.wording import Command
from reportgen.model.language import say

if TYPE_CHECKING:
    from reportgen.check import Selection
    from reportgen.model.diagnostic import Diagnostic
    from reportgen.publish.build import Checked

LEVELS: Final = ("error", "warning", "info", "never")
FORMATS: Final = ("text", "json", "github", "sarif", "junit", "html")
WITH_LEDGER: Final = ("text", "json", "junit", "html")
"""The formats that can hold the ledger."""


def _codes(ctx: click.Context, param: click.Parameter, value: Sequence[str]) -> tuple[str, ...]:
    """Codes and beginnings of codes, from comma lists; one that no rule has is refused with the nearest ones."""
    prefixes = tuple(
        dict.fromkeys(word.strip().upper() for words in value for word in words.split(",") if word.strip())
    )
    if not prefixes:
        return ()
    from reportgen.check import RULES, Selection
    from reportgen.cli.diagnostics_rules import nearest_codes

    for word in Selection(select=prefixes).unknown():
        if word.startswith("L"):
            zh, en = "读入时的错误（L…）总是列出，不能挑选", "load errors (L…) are always told and cannot be picked"
            raise click.BadParameter(say(zh, en), ctx=ctx, param=param)
        near = nearest_codes(word, RULES)
        raise click.BadParameter(
            say(f"没有规则 {word}，相近的有 {'、'.join(near)}", f"no rule {word}; near ones are {', '.join(near)}"),
            ctx=ctx, param=param,
        )  # fmt: skip
    return prefixes


@click.command(
    cls=Command,
    help=say(
        "检查预算：勾稽关系、文字与数字、合理性、隐私、文字规范、完整性。退出码 1 表示有发现，2 表示无法读入。",
        "Check a budget: identities, words against numbers, plausibility, privacy, form, completeness. "
        "Exit 1: findings; 2: it cannot be loaded.",
    ),
    short_help=say("检查预算", "check a budget"),
)
@budget_argument
@click.option(
    "--format", "form", type=click.Choice(FORMATS), default="text", show_default=True,
    help=say("输出格式。", "Output format."),
)  # fmt: skip
@click.option(
    "--fail-on", type=click.Choice(LEVELS), default="error", show_default=True,
    help=say("达到哪一级时退出码为 1。", "Level from which the exit code is 1."),
)  # fmt: skip
@click.option(
    "--select", multiple=True, callback=_codes, metavar=say("编号,…", "CODE,…"),
    help=say("只用这些规则：编号或编号的开头（如 R、R2），逗号分隔，可重复。",
             "Only these rules: codes or their beginnings (R, R2), comma separated, repeatable."),
)  # fmt: skip
@click.option(
    "--ignore", multiple=True, callback=_codes, metavar=say("编号,…", "CODE,…"),
    help=say("不用这些规则，写法同 --select。", "Not these rules; written like --select."),
)  # fmt: skip
@click.option(
    "--ledger", "with_ledger", is_flag=True,
    help=say("再逐项列出公开义务：已满足、未满足、不适用、未检查。",
             "Also list every obligation: met, not met, not applicable, not checked."),
)  # fmt: skip
@click.option(
    "--fix", "mend", is_flag=True,
    help=say("先把可以放心替换的文字规范问题改在文件里，再检查。", "First write the safe replacements into the files, then check."),
)  # fmt: skip
def check(
    budget: Path,
    form: str,
    fail_on: str,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    with_ledger: bool,
    mend: bool,
) -> int:
    """Print the findings; exit 1 when there are some at or above --fail-on, 2 when the budget cannot be loaded."""
    from reportgen.check.registry import Selection
    from reportgen.model.diagnostic import LEVELS as ORDER
    from reportgen.model.diagnostic import InputError
    from reportgen.publish.build import Checked, findings_of

    if with_ledger and form not in WITH_LEDGER:
        zh = f"--ledger 只能和 --format {'、'.join(WITH_LEDGER)} 一起用。"
        raise click.UsageError(say(zh, f"--ledger goes with --format {', '.join(WITH_LEDGER)} only."))
    selection = Selection(select, ignore)
    loaded = True
    try:
        checked = findings_of(budget, selection, with_ledger=with_ledger)
        if mend and _mend(budget, checked.diagnostics):
            checked = findings_of(budget, selection, with_ledger=with_ledger)
    except InputError as error:
        checked, loaded = Checked(error.diagnostics), False
    text = _told(checked, budget, form, fail_on, selection, with_ledger, loaded)
    if text:
        click.echo(text)
    if not loaded:
        return 2
    counted = () if fail_on == "never" else ORDER[: LEVELS.index(fail_on) + 1]
    return 1 if any(d.level in counted for d in checked.diagnostics) else 0


def _told(
    checked: Checked, budget: Path, form: str, fail_on: str, selection: Selection, with_ledger: bool, loaded: bool
) -> str:
    """The findings in one of `FORMATS`."""
    from reportgen.cli import diagnostics as forms
    from reportgen.publish.excerpts import Excerpts

    found = checked.diagnostics
    ledger = checked.ledger if with_ledger else None
    folder = "" if budget.parent == Path() else budget.parent.as_posix()
    lines = Excerpts(budget, found)
    if form == "json":
        return forms.as_json(found, ledger)
    if form == "github":
        return forms.as_github(found, folder, lines)
    if form == "sarif":
        return forms.as_sarif(found, folder, lines)
    if form == "junit":
        from reportgen.cli.diagnostics_junit import as_junit

        return as_junit(found, fail_on, selection, ledger, loaded=loaded)
    if form == "html":
        from reportgen.cli.diagnostics_html import as_html

        return as_html(found, folder, lines, ledger, loaded=loaded)
    text = forms.as_text(found, lines, colour=_colour()) or say("没有发现问题。", "Nothing found.")
    if ledger and loaded:
        from reportgen.cli.ledger_output import ledger_text

        text = f"{text}\n\n{ledger_text(ledger)}"
    return text


def _mend(budget: Path, diagnostics: Sequence[Diagnostic]) -> bool:
    """Write the safe replacements and tell each of them; whether any was written."""
    from reportgen.cli.diagnostics_text import changes_text
    from reportgen.publish.fix import fix

    result = fix(budget, diagnostics)
    applied = [(change.place, change.old, change.new) for change in result.applied]
    left = [(change.place, change.old, change.new, change.why) for change in result.left]
    if applied or left:
        click.echo(changes_text(applied, left), err=True)
    return bool(applied)


def _colour() -> bool:
    """Whether standard output is a terminal whose user wants colours (https://no-color.org)."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
