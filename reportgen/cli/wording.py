"""Help pages and usage errors in the reader's language."""

from __future__ import annotations

import difflib
from typing import Any

import click

from reportgen.model.language import language, say


def _section(formatter: click.HelpFormatter, heading: str, records: list[tuple[str, str]]) -> None:
    """A titled list; the formatter's own heading ends in an English colon."""
    formatter.write_paragraph()
    formatter.write(f"{heading}{say('：', ':')}\n")
    with formatter.indentation():
        formatter.write_dl(records)


class _Wording(click.Command):
    """Overrides the fixed words of a help page."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("options_metavar", say("[选项]", "[OPTIONS]"))
        super().__init__(*args, **kwargs)

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        formatter.write_usage(ctx.command_path, " ".join(self.collect_usage_pieces(ctx)), say("用法：", "Usage: "))

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        records = []
        for param in self.get_params(ctx):
            if isinstance(param, click.Option) and (record := param.get_help_record(ctx)) is not None:
                name, text = record
                records.append((name, text.replace("[default: ", say("[默认 ", "[default: "))))
        if records:
            _section(formatter, say("选项", "Options"), records)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = say("显示这段说明。", "Show this message.")
        return option


class Command(_Wording):
    """A command whose help page is in the reader's language."""


class Group(_Wording, click.Group):
    """A group whose help page is in the reader's language."""

    command_class = Command

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("subcommand_metavar", say("命令 [参数]...", "COMMAND [ARGS]..."))
        super().__init__(*args, **kwargs)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        _Wording.format_options(self, ctx, formatter)
        records = [(name, command.get_short_help_str(80)) for name, command in self.commands.items()]
        _section(formatter, say("命令", "Commands"), records)


def usage_message(error: click.UsageError) -> str:
    """What was wrong with the call, and how to get the help page."""
    lines = [say("错误：", "Error: ") + (_chinese(error) if language() == "zh" else error.format_message())]
    context = error.ctx
    if context is not None:
        lines.append(say(f"说明：{context.command_path} --help", f"Help: {context.command_path} --help"))
    return "\n".join(lines)


def _chinese(error: click.UsageError) -> str:
    if isinstance(error, click.NoSuchOption):
        hint = f"，是否想写 {error.possibilities[0]}？" if error.possibilities else "。"
        return f"没有选项 {error.option_name}{hint}"
    if isinstance(error, click.MissingParameter):
        return f"缺少参数 {_name(error.param)}。"
    if isinstance(error, click.BadParameter):
        return f"参数 {_name(error.param)} 不对：{_value_message(error)}"
    if isinstance(error, click.BadOptionUsage):
        return f"选项 {error.option_name} 需要一个值。"
    group = error.ctx.command if error.ctx is not None else None
    if "No such command" in error.message and isinstance(group, click.Group):
        word = error.message.split("'")[1] if "'" in error.message else ""
        near = difflib.get_close_matches(word, list(group.commands), n=1)
        return f"没有命令 {word}" + (f"，是否想写 {near[0]}？" if near else "。")
    if "Missing command" in error.message:
        return "请给出命令。"
    return error.format_message()


def _name(param: click.Parameter | None) -> str:
    if param is None:
        return ""
    return (
        param.opts[0]
        if isinstance(param, click.Option)
        else param.make_metavar(click.get_current_context(silent=True) or click.Context(click.Command("reportgen")))
    )


def _value_message(error: click.BadParameter) -> str:
    kind = error.param.type if error.param is not None else None
    if isinstance(kind, click.Choice):
        return "只能是 " + "、".join(map(str, kind.choices))
    if isinstance(kind, click.Path):
        return f"找不到文件或文件夹（{error.message}）"
    return error.message
