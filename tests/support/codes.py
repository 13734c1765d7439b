"""The shipped code lists, read plainly: what the generator draws from and where the oracle finds names."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

CODES = Path(__file__).parents[2] / "reportgen" / "model" / "codes"


@cache
def shipped(kind: str) -> dict[str, str]:
    """Code → name of the list ``kind`` (``function`` or ``economic``), in the file's order."""
    with (CODES / f"{kind}.csv").open(encoding="utf-8", newline="") as handle:
        return {row["code"]: row["name"] for row in csv.DictReader(handle)}


def of_length(kind: str, length: int) -> list[str]:
    """The codes of one level: 3, 5 or 7 digits for functions, 3 or 5 for economic codes."""
    return [code for code in shipped(kind) if len(code) == length]
