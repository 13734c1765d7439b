"""When two amounts differ as 元 and 万元 do."""

from __future__ import annotations

from reportgen.model.language import say

TEN_THOUSAND = 10_000


def off_by_ten_thousand(a: int, b: int) -> bool:
    """Whether one amount is about 10,000 times the other (within a tenth, as a rounded table in 万元 would be)."""
    low, high = sorted((abs(a), abs(b)))
    return low > 0 and low * TEN_THOUSAND * 9 <= high * 10 <= low * TEN_THOUSAND * 11


def roughly_ten_thousand(a: int, b: int) -> bool:
    """Whether two years' amounts lie so far apart that the unit is the likelier cause than the change."""
    low, high = sorted((abs(a), abs(b)))
    return low > 0 and low * 2_000 <= high <= low * 50_000


def unit_hint(a: int, b: int) -> str:
    """A sentence for a message when the two amounts look like 元 against 万元; else nothing."""
    if not off_by_ten_thousand(a, b):
        return ""
    return say(
        "两数相差约一万倍，可能混用了元和万元（amount_unit）。",
        " They differ by a factor of about 10,000: 元 and 万元 may be mixed (amount_unit).",
    )
