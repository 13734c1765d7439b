"""What every fuzz target needs: how many examples, texts made of a parser's own pieces, and what a refusal looks like."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from reportgen.load.report import Report
from reportgen.model.diagnostic import Diagnostic, InputError
from reportgen.model.place import Place

ANY = [
    "\u202e",
    "\u200b",
    "\ufeff",
    "\ufdd0",
    "\U0010ffff",
    "e\u0301\u0323",
    "👩\u200d👧",
    "字" * 200,
    "\x1b",
    "\u2028",
    "٣",
    "１",
]
"""Characters that parsers trip over."""
FILE = Place("file", 1, 1)


def fuzzed(examples: int) -> settings:
    """So many examples, more by REPORTGEN_FUZZ; the same ones each time."""
    tries = int(os.environ.get("REPORTGEN_FUZZ", examples))
    return settings(max_examples=tries, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)


def pieces(*tokens: str, most: int = 40) -> st.SearchStrategy[str]:
    """Texts made of a parser's tokens, odd characters, and anything else."""
    token = st.one_of(st.sampled_from(tokens), st.sampled_from(tokens), st.sampled_from(ANY), st.text(max_size=6))
    return st.lists(token, max_size=most).map("".join)


def refused(report: Report) -> bool:
    """Whether something was noted; what was has a code, and a message without control characters in both fields shown."""
    for found in report.diagnostics:
        well_told(found)
    return report.failed


def well_told(found: Diagnostic) -> None:
    """A load error with its code, words and level."""
    assert re.fullmatch(r"L\d{3}", found.code), found
    assert found.level == "error"
    assert found.message


def outcome(action: Callable[[], Any]) -> tuple[Any, Iterable[Diagnostic]]:
    """What an action gives, or the errors it raises; anything but an InputError goes on up."""
    try:
        return action(), ()
    except InputError as error:
        for found in error.diagnostics:
            well_told(found)
        return None, error.diagnostics
