"""``reportgen verify``: whether a published folder is as it was written."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from reportgen.cli.wording import Command
from reportgen.model.language import say

if TYPE_CHECKING:
    from reportgen.publish.verify import Verification

FORMATS: Final = ("text", "json")


@click.command(
    cls=Command,
    help=say(
        "核对输出文件夹：每个文件与 manifest.json 里的 SHA-256 是否一致。退出码 1 表示有改动、缺少或多出的文件，"
        "2 表示没有清单或清单读不出来。",
        "Compare an output folder with its manifest.json (SHA-256). Exit 1: files are changed, missing or added; "
        "2: there is no manifest, or it cannot be read.",
    ),
    short_help=say("核对已生成的文件", "check written files against their manifest"),
)
@click.argument("folder", type=click.Path(path_type=Path), metavar=say("文件夹", "DIR"))
@click.option(
    "--format", "form", type=click.Choice(FORMATS), default="text", show_default=True,
    help=say("输出格式。", "Output format."),
)  # fmt: skip
def verify(folder: Path, form: str) -> int:
    """Print what deviates; exit 1 when something does."""
    from reportgen.publish.verify import verify as compare

    found = compare(folder)
    click.echo(_as_json(found) if form == "json" else _as_text(found))
    return 1 if found.deviations else 0


def _as_json(found: Verification) -> str:
    names = {
        state: [deviation.name for deviation in found.deviations if deviation.state == state]
        for state in ("changed", "missing", "added")
    }
    document = {"format": 1, "whole": not found.deviations, "version": found.version, "files": found.files, **names}
    text = json.dumps(document, ensure_ascii=False, indent=2)
    # Half a character, as in a file name that is no text, becomes an escape: any stream can take it then.
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def _as_text(found: Verification) -> str:
    from reportgen.cli.diagnostics_words import shown

    if not found.deviations:
        count = found.files
        return say(f"{count} 个文件都与清单一致。", f"All {count} files are as the manifest tells.")
    words = {
        "changed": say("已改动", "changed"),
        "missing": say("缺少", "missing"),
        "added": say("多出", "added"),
    }
    return "\n".join(
        f"{words[deviation.state]}  {shown(deviation.name)}{say('：', ': ')}{shown(deviation.message)}"
        for deviation in found.deviations
    )
