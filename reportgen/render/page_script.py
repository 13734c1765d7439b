"""The script of the page: one text of several files, put into a finished page with its data and a policy that admits it
alone. Without it the page is whole; it only adds what helps a reader to find his way.
"""

from __future__ import annotations

import base64
import hashlib
import re
from functools import lru_cache
from pathlib import Path
from typing import Final

from reportgen.model.diagnostic import RenderError
from reportgen.model.language import say

SCRIPTS: Final = (
    "base.js", "money.js", "places.js", "units.js", "chart-labels.js", "note.js", "popover.js", "search-index.js", "search.js", "tables.js", "contents.js",
    "start.js",
)  # fmt: skip
"""Files of ``styles/screen`` in the order in which they are joined."""
NOTES: Final = "page-notes"
"""The id of the element with the data."""
POLICY: Final = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; script-src '{hash}'; base-uri 'none'; form-action 'none'"

_COMMENT: Final = re.compile(r"^[ \t]*(?://.*|/\*(?:.|\n)*?\*/[ \t]*)$", re.MULTILINE)
_CHARSET: Final = re.compile(r"<meta\s+charset\s*=[^>]*>", re.IGNORECASE)
_HEAD: Final = re.compile(r"<head(?:\s[^>]*)?>|<html(?:\s[^>]*)?>|<!doctype[^>]*>", re.IGNORECASE)
_END: Final = re.compile(r"</(?:body|html)\s*>", re.IGNORECASE)


@lru_cache(maxsize=2)
def page_script(folder: Path) -> str:
    """The script, of the files in the folder ``styles``; lines that are comments, and blanks before others, left out.

    Raises RenderError when a file cannot be read.
    """
    texts = [_COMMENT.sub("", _read(folder / "screen" / name)) for name in SCRIPTS]
    lines = (line.strip() for text in texts for line in text.splitlines())
    body = "\n".join(line for line in lines if line)
    return f'(() => {{\n"use strict";\n{body}\n}})();'


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except OSError as error:
        raise RenderError(
            say(f"读不到页面程序 {path.name}。", f"The page's script {path.name} cannot be read.")
        ) from error


def policy(script: str) -> str:
    """What the page may do (Content-Security-Policy): fetch nothing, send nothing, run this one script."""
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    return POLICY.format(hash=f"sha256-{digest}")


def with_script(html: str, notes: str, folder: Path) -> str:
    """The page with the script and its ``notes`` (JSON, safe in a script) at the end of the body, and with the policy.

    The policy comes first in the head, right after the declaration of the encoding where there is one.
    """
    script = page_script(folder)
    meta = f'<meta http-equiv="Content-Security-Policy" content="{policy(script)}">'
    place = _CHARSET.search(html)
    if place is None:
        place = min(_HEAD.finditer(html), key=_rank, default=None)
    head = place.end() if place else 0
    end = _end_of(html)
    data = f'<script type="application/json" id="{NOTES}">{notes}</script>'
    return f"{html[:head]}\n{meta}{html[head:end]}{data}\n<script>{script}</script>\n{html[end:]}"


def _rank(tag: re.Match[str]) -> int:
    """The head itself before the element around it, that before the type of document."""
    return ("<hea", "<htm", "<!do").index(tag[0][:4].lower())


def _end_of(html: str) -> int:
    """Where the body ends: before the last ``</body>``, else before ``</html>``, else at the end of the text."""
    end = html.rfind("</body>")  # as our own document writes it
    if end >= 0:
        return end
    ends = {match[0][:3].lower(): match.start() for match in _END.finditer(html)}
    return ends.get("</b", ends.get("</h", len(html)))
