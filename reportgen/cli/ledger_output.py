"""The ledger for a terminal and for machines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

import attrs

from reportgen.cli.diagnostics_words import shown, width
from reportgen.model.language import say
from reportgen.model.ledger import STATUSES, LedgerEntry, Status

STATUS_NAMES: Final[Mapping[Status, tuple[str, str]]] = {
    "met": ("符合", "met"),
    "not-met": ("不符合", "NOT MET"),
    "not-applicable": ("不适用", "not applicable"),
    "not-checked": ("未检查", "NOT CHECKED"),
}
MOST_RULES: Final = 6
"""Codes that are named beside an obligation; more are counted."""


def ledger_record(entry: LedgerEntry) -> dict[str, Any]:
    """One obligation as a JSON object, with the fields of `LedgerEntry`."""
    return attrs.asdict(entry)


def ledger_text(entries: Sequence[LedgerEntry]) -> str:
    """All obligations, a line each under the heading of their group, aligned, and a line that counts them.

    Control characters are shown as escapes, so that nothing in the input can steer a terminal.
    """
    statuses = max((width(status_name(entry.status)) for entry in entries), default=0)
    ids = max((width(entry.id) for entry in entries), default=0)
    lines: list[str] = []
    group = ""
    for entry in entries:
        if entry.group != group:
            group = entry.group
            lines.append(group)
        status = _padded(status_name(entry.status), statuses)
        why = say(f" —— {entry.why}", f" — {entry.why}") if entry.why else ""
        lines.append(shown(f"  {status}  {_padded(entry.id, ids)}  {entry.demand}{_evidence(entry)}{why}"))
    return "\n".join([*lines, summary(entries)])


def status_name(status: Status) -> str:
    """A status in the reader's language."""
    return say(*STATUS_NAMES[status])


def summary(entries: Sequence[LedgerEntry]) -> str:
    """How many obligations there are of each status."""
    counts = {status: sum(entry.status == status for entry in entries) for status in STATUSES}
    parts = [f"{status_name(status)} {count}" for status, count in counts.items()]
    return say(
        f"共 {len(entries)} 项：{'、'.join(parts)}。",
        f"{len(entries)} obligations: {', '.join(f'{count} {status_name(s).lower()}' for s, count in counts.items())}.",
    )


def _evidence(entry: LedgerEntry) -> str:
    """Basis, rules and number of figures, in brackets."""
    parts = [entry.basis]
    if entry.rules:
        named, more = entry.rules[:MOST_RULES], len(entry.rules) - MOST_RULES
        tail = say(f" 等 {len(entry.rules)} 条", f" and {more} more") if more > 0 else ""
        parts.append(say(f"规则 {'、'.join(named)}{tail}", f"rules {', '.join(named)}{tail}"))
    if entry.figures:
        parts.append(say(f"数据 {len(entry.figures)} 个", f"figures: {len(entry.figures)}"))
    return say(f"（{'；'.join(parts)}）", f" ({'; '.join(parts)})")


def _padded(text: str, columns: int) -> str:
    return text + " " * (columns - width(text))
