"""``reportgen codes``: search the code lists."""

from __future__ import annotations

import click

from reportgen.cli.wording import Command
from reportgen.model.language import say


@click.command(
    cls=Command,
    help=say(
        "在功能分类和经济分类科目里查找：名称的一部分，或编码的开头。",
        "Search the function and economic code lists: a part of a name, or the beginning of a code.",
    ),
    short_help=say("查找科目编码", "search the code lists"),
)
@click.argument("word", metavar=say("词或编码", "WORD"))
def codes(word: str) -> int:
    """Print matching codes with their full names; exit 0 also when nothing matches."""
    from reportgen.model.codelist import parents, shipped

    found = False
    for kind, title in (("function", say("功能分类", "function")), ("economic", say("经济分类", "economic"))):
        names = shipped(kind)
        for code, name in names.search(word.strip()):
            path = " / ".join([names.name(parent) for parent in parents(code)] + [name])
            click.echo(f"{code:<8}{title}\t{path}")
            found = True
    if not found:
        click.echo(
            say(f"没有名称含“{word}”或以它开头的科目。", f"No code has {word!r} in its name or begins with it."),
            err=True,
        )
    return 0
