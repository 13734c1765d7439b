"""The finished page: figures as elements for the screen, bare for the PDF engine, and the list of those on it."""

from __future__ import annotations

import re
from typing import Final, Literal

import attrs

from reportgen.render.print_text import typeset

Purpose = Literal["screen", "print"]

SCRIPT_WORDS: Final = "page"
"""The group of names with the words of the page's script; a layout without it makes pages without a script."""
_FIGURE: Final = re.compile(r'(<data class="figure" data-key="([^"]+)" value="[^"]*")>([^<]*)</data>')


@attrs.frozen
class Page:
    """A rendered page; ``used``: keys of the figures on it, in order of first occurrence."""

    html: str
    used: tuple[str, ...]


def figure_element(key: str, value: str, text: str) -> str:
    """The element of a figure (output contract); its id is set when the page is finished."""
    return f'<data class="figure" data-key="{key}" value="{value}">{text}</data>'


def finish(html: str, purpose: Purpose) -> Page:
    """Give each figure's first occurrence its id, or for print leave the elements out and the texts in place.

    Done on the finished page, because a template may ask for figures in another order than it prints them, or for some
    that it does not print.
    """
    used: dict[str, None] = {}

    def replace(match: re.Match[str]) -> str:
        start, key, text = match.groups()
        first = key not in used
        used[key] = None
        if purpose == "print":
            return text
        return f'{start} id="{key}">{text}</data>' if first else match[0]

    page = _FIGURE.sub(replace, html)
    return Page(typeset(page) if purpose == "print" else page, tuple(used))
