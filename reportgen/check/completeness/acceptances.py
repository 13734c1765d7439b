"""Acceptances that match nothing (W06)."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.check.context import Context
from reportgen.check.registry import Finding, rule


@rule(
    "W06",
    "warning",
    "accept 里的每一条都对应一个检查结果",
    "every accept entry matches a finding",
)
def unused_acceptances(context: Context) -> Iterator[Finding]:
    """An acceptance that matches nothing any more can go; `run` tells it, which alone knows all findings."""
    yield from ()
