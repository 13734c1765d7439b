"""The style sheets: one text for the screen, one for the PDF with every token written out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Final

import attrs

from reportgen.model.diagnostic import RenderError
from reportgen.model.language import say

TOKENS: Final = "tokens.css"
THEMES: Final = "themes"
"""The folder of the themes that are shipped."""
BASE: Final = "quiet-blue"
"""The theme that others change: what one does not name is as here."""
DOCUMENT: Final = "document.css"
"""What every form of the report has in common."""
ON_SCREEN: Final = ("screen/page.css", "screen/tables.css", "screen/charts.css", "screen/tools.css")
FINDINGS: Final = "screen/findings.css"
"""What only a draft needs on the screen."""
ON_PAPER: Final = "print.css"
BROWSER: Final = "browser-print.css"
"""What only browsers need to print the HTML file."""
PAGES: Final = "pages.css"
"""The pages that a browser prints and those of the PDF."""
PAGED: Final = (DOCUMENT, PAGES, ON_PAPER, "paged.css")

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_DARK = re.compile(r"@media \(prefers-color-scheme: dark\) \{(.*)\}", re.DOTALL)
_ROOT = re.compile(r":root\s*\{([^}]*)\}")
_TOKEN = re.compile(r"--([\w-]+)\s*:\s*([^;]+);")
_USE = re.compile(r"var\(--([\w-]+)\)")
_FACE = re.compile(r"@font-face \{[^}]*\}\n?")
_DEEPEST = 4
"""Tokens whose value is another token, one after the other."""

Tokens = Mapping[str, str]
"""Name of a token without its dashes → its value."""


@attrs.frozen
class TokenSet:
    """Tokens by scheme: ``dark`` holds those that are another on a dark screen. For a theme, what it changes."""

    light: Tokens
    dark: Tokens

    def under(self, other: TokenSet) -> TokenSet:
        """This one with what another changes."""
        return TokenSet({**self.light, **other.light}, {**self.dark, **other.dark})


@attrs.frozen
class PagedStyles:
    """The style sheet of the PDF, its faces apart, and the tokens it was made with."""

    css: str
    faces: str
    tokens: Tokens


def screen_styles(folder: Path, *, findings: bool = False, theme: TokenSet | None = None) -> str:
    """The style sheet of the HTML file, to be put into its ``<style>``; ``folder`` is the folder ``styles``.

    A page that is printed from it looks like the PDF: what is for the screen does not hold on paper, and the other way
    round. ``findings``: with the styles of a draft that shows what check found; ``theme``: what it changes.
    """
    tokens = _chosen(folder, theme)
    names = (*ON_SCREEN, FINDINGS) if findings else ON_SCREEN
    return _squeeze(
        "\n".join(
            [
                _written(tokens.light),
                _read(folder / DOCUMENT),
                "@media screen {",
                "@media (prefers-color-scheme: dark) {",
                _written(tokens.dark),
                "}",
                _joined(folder, names),
                "}",
                _read(folder / PAGES),
                "@media print {",
                _joined(folder, (ON_PAPER, BROWSER)),
                "}",
            ]
        )
    )


def paged_styles(folder: Path, own: tuple[Path, ...] = (), theme: TokenSet | None = None) -> PagedStyles:
    """The style sheet of the PDF; files of ``own`` come last and win; ``theme``: what it changes.

    Tokens are replaced by their values here, because the PDF engine would look each one up again for each of some
    ten thousand boxes. Raises RenderError when a token is used that no file defines.
    """
    text = _squeeze("\n".join(_read(path) for path in (*(folder / name for name in PAGED), *own)))
    tokens = {**base_tokens(folder).light, **_tokens(text), **(theme.light if theme else {})}

    def value(match: re.Match[str]) -> str:
        name = match[1]
        if name not in tokens:
            raise RenderError(
                say(f"样式用到没有定义的变量 --{name}。", f"The styles use --{name}, which is not defined.")
            )
        return tokens[name]

    for _ in range(_DEEPEST):
        tokens = {name: _USE.sub(value, text) for name, text in tokens.items()}
    text = _USE.sub(value, _ROOT.sub("", text))
    return PagedStyles(_FACE.sub("", text), "".join(_FACE.findall(text)), tokens)


def shipped_tokens(folder: Path, name: str) -> TokenSet:
    """What a shipped theme sets, as its file says. Raises RenderError when the file is not there."""
    return _tokens_of(folder / THEMES / f"{name}.css")


def base_tokens(folder: Path) -> TokenSet:
    """Every token that screen and paper share, as it is where no theme is chosen."""
    return _tokens_of(folder / TOKENS).under(shipped_tokens(folder, BASE))


def _chosen(folder: Path, theme: TokenSet | None) -> TokenSet:
    base = base_tokens(folder)
    return base if theme is None else base.under(theme)


@cache
def _tokens_of(path: Path) -> TokenSet:
    text = _COMMENT.sub("", _read(path))
    dark = _DARK.search(text)
    return TokenSet(_tokens(_DARK.sub("", text)), _tokens(dark[1]) if dark else {})


def _tokens(css: str) -> dict[str, str]:
    return {name: value.strip() for block in _ROOT.findall(css) for name, value in _TOKEN.findall(block)}


def _written(tokens: Tokens) -> str:
    return "\n".join([":root {", *(f"--{name}: {value};" for name, value in tokens.items()), "}"])


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
