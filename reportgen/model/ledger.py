"""The ledger: every obligation of a disclosure, and whether this one meets it."""

from __future__ import annotations

from typing import Literal

import attrs

Status = Literal["met", "not-met", "not-applicable", "not-checked"]
STATUSES: tuple[Status, ...] = ("met", "not-met", "not-applicable", "not-checked")


@attrs.frozen
class LedgerEntry:
    """One obligation (公开义务) with what shows it. All texts are in the reader's language."""

    id: str
    """Stable, such as ``T05`` or ``S12``."""
    group: str
    """Heading under which it is listed."""
    demand: str
    """What must be there, in one line."""
    basis: str
    """The law, or the part of the layout, that demands it."""
    rules: tuple[str, ...]
    """Codes of the rules that look at it."""
    figures: tuple[str, ...]
    """Keys of the figures that show it; empty where words do."""
    status: Status
    why: str = ""
    """The findings against it, or why it does not apply or was not checked; empty where it is met."""
