"""The 20 days between approval and publication (C04-C06)."""

from __future__ import annotations

import pytest

from tests.unit.check.support import Example

PUBLISHED = "  published: 2024-02-28 "


def dated(example: Example, approved: str | None, published: str | None) -> Example:
    """The reference with other dates."""
    lines = [f"  {name}: {day} " for name, day in (("approved", approved), ("published", published)) if day]
    return example.edit("budget.yaml", PUBLISHED, "\n".join(lines) or "  ")


def test_without_any_date_the_20_days_cannot_be_checked(example: Example) -> None:
    (found,) = dated(example, None, None).found("C04")
    assert (found.level, found.expected) == ("info", "published: …")
    assert found.place is not None
    assert found.place.path == "department"


def test_an_approved_budget_is_told_its_last_day(example: Example) -> None:
    (found,) = dated(example, "2024-02-10", None).found("C04")
    assert (found.level, found.value, found.expected) == ("info", "2024-02-10", "by 2024-03-01")
    assert found.place is not None
    assert found.place.path == "department.approved"


@pytest.mark.parametrize(("published", "late"), [("2024-03-01", False), ("2024-03-02", True)])
def test_the_20th_day_is_in_time_and_the_21st_is_late(example: Example, published: str, late: bool) -> None:
    found = dated(example, "2024-02-10", published).found("C05")
    assert [(d.level, d.value, d.expected) for d in found] == [("warning", published, "by 2024-03-01")] * late
    assert all("21 days" in d.message for d in found)
    assert example.found("C04") == []


def test_published_before_it_was_approved(example: Example) -> None:
    (found,) = dated(example, "2024-03-05", "2024-02-28").found("C06")
    assert (found.level, found.value, found.expected) == ("warning", "2024-02-28", "not before 2024-03-05")
    assert found.place is not None
    assert found.place.path == "department.published"


def test_corrected_before_it_was_published(example: Example) -> None:
    example.edit("budget.yaml", PUBLISHED, f"  edition: {{number: 2, date: 2024-02-27}}\n{PUBLISHED}")
    (found,) = example.found("C06")
    assert (found.value, found.place and found.place.path) == ("2024-02-27", "department.edition.date")


@pytest.mark.parametrize("day", ["2042-02-28", "2022-02-28"])
def test_a_date_far_from_the_budget_year(example: Example, day: str) -> None:
    (found,) = dated(example, None, day).found("C06")
    assert (found.level, found.value, found.expected) == ("warning", day, "2023-10-01 … 2024-12-31")


@pytest.mark.parametrize("edition", ["2024-03-15", "2025-06-01"])
def test_dates_that_follow_each_other_are_fine(example: Example, edition: str) -> None:
    example.edit("budget.yaml", PUBLISHED, f"  edition: {{number: 2, date: {edition}}}\n{PUBLISHED}")
    assert example.found("C06") == []
