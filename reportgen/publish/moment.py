"""The moment a report bears: from the environment or the budget, so that two builds give the same bytes."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime
from pathlib import Path

from reportgen.model.budget import Declaration
from reportgen.model.diagnostic import UsageError
from reportgen.model.language import say


def epoch() -> datetime | None:
    """``SOURCE_DATE_EPOCH`` as a moment in UTC; None when it is not set. Raises UsageError when it is no number."""
    text = os.environ.get("SOURCE_DATE_EPOCH", "").strip()
    if not text:
        return None
    try:
        return datetime.fromtimestamp(int(text), UTC)
    except (ValueError, OverflowError, OSError) as error:
        raise UsageError(
            say(
                f"SOURCE_DATE_EPOCH 应为秒数，现为 {text!r}",
                f"SOURCE_DATE_EPOCH must be a count of seconds, not {text!r}",
            )
        ) from error


def moment(declaration: Declaration) -> datetime:
    """SOURCE_DATE_EPOCH, else the publication date (of the edition, if there is one), else 1 January of the year."""
    given = epoch()
    if given is not None:
        return given
    department = declaration.department
    day = department.edition.date if department.edition else department.published
    day = day or date(declaration.year, 1, 1)
    return datetime(day.year, day.month, day.day, tzinfo=UTC)


def draft_mark(folder: Path) -> str | date:
    """What a draft is told apart by: the git revision of the budget's folder (``+``: changed since), or today's date."""
    revision = _git(folder, "rev-parse", "--short=10", "HEAD")
    if revision:
        return revision + ("+" if _git(folder, "status", "--porcelain", "--", ".") else "")
    return (epoch() or datetime.now()).date()


def _git(folder: Path, *arguments: str) -> str:
    import subprocess  # for drafts alone

    try:
        done = subprocess.run(
            ["git", "-C", str(folder), *arguments], capture_output=True, text=True, timeout=10, check=False
        )
    except (OSError, subprocess.SubprocessError):
        return ""
    return done.stdout.strip() if done.returncode == 0 else ""
