"""``reportgen rules``: what the rules of ``check`` are, and what each rests on."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Final

import click

from reportgen.cli.wording import Command
from reportgen.model.language import say

if TYPE_CHECKING:
    from reportgen.cli.diagnostics_rules import Explained

FORMATS: Final = ("text", "json", "md")


def _codes(ctx: click.Context, param: click.Parameter, value: Sequence[str]) -> tuple[str, ...]:
    """Codes, upper case; a beginning such as R2 stands for all codes that begin so; an unknown one is refused."""
    from reportgen.cli.diagnostics_rules import all_codes, nearest_codes

    codes: list[str] = []
    for word in (part.strip().upper() for text in value for part in text.split(",") if part.strip()):
        known = all_codes()
        matching = [word] if word in known else [code for code in known if code.startswith(word)]
        if not matching:
            near = nearest_codes(word, known)
            raise click.BadParameter(
                say(f"没有规则 {word}，相近的有 {'、'.join(near)}", f"no rule {word}; near ones are {', '.join(near)}"),
                ctx=ctx, param=param,
            )  # fmt: skip
        codes += matching
    return tuple(dict.fromkeys(codes))


@click.command(
    cls=Command,
    help=say(
        "列出检查规则；给出编号时说明这条规则：依据、错误的和正确的例子、怎么改。读入错误（L…）也可以查。",
        "List the rules of check; with codes, explain each: basis, a wrong and a right example, what to do. "
        "Load errors (L…) can be asked for too.",
    ),
    short_help=say("说明检查规则", "explain the rules of check"),
)
@click.argument("codes", nargs=-1, callback=_codes, metavar=say("[编号]...", "[CODE]..."))
@click.option(
    "--format", "form", type=click.Choice(FORMATS), default="text", show_default=True,
    help=say("输出格式。", "Output format."),
)  # fmt: skip
def rules(codes: tuple[str, ...], form: str) -> int:
    """Print the table of the rules, or the explanation of those that are asked for."""
    from reportgen.cli.diagnostics_rules import all_codes, explained

    wanted = codes or [code for code in all_codes() if not code.startswith("L")]
    told = [known for known in map(explained, wanted) if known is not None]
    if form == "json":
        click.echo(json.dumps({"format": 1, "rules": [_record(known) for known in told]}, ensure_ascii=False, indent=2))
    elif form == "md":
        click.echo("\n".join(map(_markdown, told)) if codes else _markdown_table(told))
    else:
        click.echo("\n\n".join(map(_explanation, told)) if codes else _table(told))
    return 0


def _record(known: Explained) -> dict[str, str]:
    return known._asdict() | {"family_name": _family(known)}


def _sections(known: Explained) -> list[tuple[str, str]]:
    """Names and texts of the sections that there are."""
    named = [
        (say("依据", "Basis"), known.basis),
        (say("错误的例子", "Wrong"), known.wrong),
        (say("正确的例子", "Right"), known.right),
        (say("怎么改", "What to do"), known.help),
    ]
    return [(name, text) for name, text in named if text]


def _by_family(told: Sequence[Explained]) -> Iterable[tuple[str, list[Explained]]]:
    from reportgen.cli.diagnostics_rules import families

    for key, name in families().items():
        own = [known for known in told if known.family == key]
        if own:
            yield name, own


def _table(told: Sequence[Explained]) -> str:
    from reportgen.cli.diagnostics_words import level_name, width

    lines = []
    for family, own in _by_family(told):
        lines.append(f"{family}")
        levels = [level_name(known.level) for known in own]
        wide = max(map(width, levels))
        lines += [
            f"  {known.code:<5} {level}{' ' * (wide - width(level))}  {known.title}"
            for known, level in zip(own, levels, strict=True)
        ]
        lines.append("")
    more = say("某一条的说明：reportgen rules 编号，如", "On one of them: reportgen rules CODE, such as")
    return "\n".join([*lines, f"{more} reportgen rules {told[0].code}"])


def _explanation(known: Explained) -> str:
    from reportgen.cli.diagnostics_words import level_name

    lines = [f"{known.code}  {known.title}", f"{level_name(known.level)} · {_family(known)}", ""]
    about = textwrap.wrap(known.about, 100)
    parts = [[f"{name}{say('：', ':')}", textwrap.indent(text, "  ")] for name, text in _sections(known)]
    # What docstrings tell before their sections is in English alone: Chinese readers find the rest first.
    ordered = [*parts, about] if known.basis and say("zh", "en") == "zh" else [about, *parts]
    return "\n".join([*lines, "\n\n".join("\n".join(part) for part in ordered)])


def _family(known: Explained) -> str:
    from reportgen.cli.diagnostics_rules import families

    return families()[known.family]


def _markdown_table(told: Sequence[Explained]) -> str:
    from reportgen.cli.diagnostics_words import level_name

    head = say("| 编号 | 级别 | 应当 |", "| code | level | what should hold |")
    parts = []
    for family, own in _by_family(told):
        rows = [
            f"| {known.code} | {level_name(known.level)} | {known.title.replace('|', chr(92) + '|')} |" for known in own
        ]
        parts.append("\n".join([f"## {family}", "", head, "|---|---|---|", *rows, ""]))
    return "\n".join(parts)


def _markdown(known: Explained) -> str:
    from reportgen.cli.diagnostics_words import level_name

    lines = [f"### {known.code}", "", f"**{known.title}**（{level_name(known.level)}）", "", known.about, ""]
    if say("zh", "en") == "en":
        lines[2] = f"**{known.title}** ({level_name(known.level)})"
    for name, text in _sections(known):
        lines += [f"{name}{say('：', ': ')}{text}", ""]
    return "\n".join(lines)
