"""E04, E22: heads against indicators and posts."""

from __future__ import annotations

from tests.unit.check.plausibility.tables import only
from tests.unit.check.support import Example


def test_people_of_a_subsidy(example: Example) -> None:
    assert only(example, "E04") == []
    (found,) = only(example.edit("budget.yaml", "people: 98", "people: 99"), "E04")
    assert (found.level, found.value, found.expected) == ("error", "99", "=2人、=98人")
    assert found.place is not None
    assert found.place.path == "projects[6].subsidy.people"


def test_more_people_than_posts(example: Example) -> None:
    (found,) = only(example, "E22")
    assert (found.level, found.value, found.expected) == ("warning", "586", "≤ 362")
    assert only(example.edit("budget.yaml", "establishment: 362", "establishment: 586"), "E22") == []
