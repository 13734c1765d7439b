"""The style sheets: one text for the screen, one for the PDF with every token written out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

import attrs

from reportgen.model.diagnostic import RenderError
from reportgen.model.language import say

SHARED: Final = ("tokens.css", "document.css")
"""What every form of the report has in common."""
ON_SCREEN: Final = ("screen/page.css", "screen/tables.css", "screen/charts.css")
FINDINGS: Final = "screen/findings.css"
"""What only a draft needs on the screen."""
ON_PAPER: Final = "print.css"
PAGES: Final = "pages.css"
"""The pages that a browser prints and those of the PDF."""
PAGED: Final = (*SHARED, PAGES, ON_PAPER, "paged.css")

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_ROOT = re.compile(r":root\s*\{([^}]*)\}")
_TOKEN = re.compile(r"--([\w-]+)\s*:\s*([^;]+);")
_USE = re.compile(r"var\(--([\w-]+)\)")


@attrs.frozen
class PagedStyles:
    """The style sheet of the PDF, and the tokens it was made with (name without dashes → value)."""

    css: str
    tokens: Mapping[str, str]


def screen_styles(folder: Path, *, findings: bool = False) -> str:
    """The style sheet of the HTML file, to be put into its ``<style>``; ``folder`` is the folder ``styles``.

    A page that is printed from it looks like the PDF: what is for the screen does not hold on paper, and the other way
    round. ``findings``: with the styles of a draft that shows what check found.
    """
    names = (*ON_SCREEN, FINDINGS) if findings else ON_SCREEN
    return _squeeze(
        "\n".join(
            [
                _joined(folder, SHARED),
                "@media screen {",
                _joined(folder, names),
                "}",
                _joined(folder, (PAGES,)),
                "@media print {",
                _joined(folder, (ON_PAPER,)),
                "}",
            ]
        )
    )


def paged_styles(folder: Path, own: tuple[Path, ...] = ()) -> PagedStyles:
    """The style sheet of the PDF; files of ``own`` come last and win.

    Tokens are replaced by their values here, because the PDF engine would look each one up again for each of some
    ten thousand boxes. Raises RenderError when a token is used that no file defines.
    """
    text = _squeeze("\n".join(_read(path) for path in (*(folder / name for name in PAGED), *own)))
    tokens: dict[str, str] = {
        name: value.strip() for block in _ROOT.findall(text) for name, value in _TOKEN.findall(block)
    }

    def value(match: re.Match[str]) -> str:
        name = match[1]
        if name not in tokens:
            raise RenderError(
                say(f"样式用到没有定义的变量 --{name}。", f"The styles use --{name}, which is not defined.")
            )
        return tokens[name]

    return PagedStyles(_USE.sub(value, _ROOT.sub("", text)), tokens)


def _joined(folder: Path, names: Iterable[str]) -> str:
    return "\n".join(_read(folder / name) for name in names)


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except OSError as error:
        raise RenderError(
            say(f"读不到样式文件 {path.name}。", f"The style sheet {path.name} cannot be read.")
        ) from error


def _squeeze(css: str) -> str:
    """Without comments and needless blanks: parsing is a visible part of a cold start."""
    lines = (line.strip() for line in _COMMENT.sub("", css).splitlines())
    return "\n".join(line for line in lines if line)
