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
    """An acceptance that matches nothing any more can go; `run` tells it, which alone knows all findings.

    Basis: 保留的检查结果要写明理由，并且仍然存在（输入说明 accept） | a finding that stands has its reason, and still
        is one (`accept`)
    Help: 删去这一条；位置写错的改正 where | drop the entry, or correct its `where`
    Wrong: accept: [{code: E22, reason: 待核编}]，而在职人数已不超编 | an entry for E22 while nobody exceeds the posts
        any more
    Right: accept: []
    """
    yield from ()
