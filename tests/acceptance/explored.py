"""The HTML file opened in a browser, for the tests that explore it, and what its amounts must say."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.acceptance.conftest import REFERENCE, Made, run_here
from tests.support.browser import Browser
from tests.support.budgets import write_budget
from tests.support.page import squeezed

if TYPE_CHECKING:
    from playwright.sync_api import Page

SCALES = {"元": (0, 2), "万元": (4, 2), "亿元": (8, 4)}
"""Power of ten and decimals of each unit."""


def reference_page(made: Made) -> Path:
    """A folder with the reference report as HTML and ``figures.json``."""
    return made("reference-page", lambda folder: make_page(REFERENCE, folder))


def wide_page(made: Made) -> Path:
    """The same of a random budget: many units and projects, long names, amounts of up to 10^15 分."""

    def make(folder: Path) -> None:
        write_budget(
            folder / "budget", 11, year=2024, units=8, codes=40, projects=30, amounts="huge", long_names=True,
            government_fund=True, state_capital=True, own_funds=True, carry_over=True, prior="rows", indicators=True,
        )  # fmt: skip
        make_page(folder / "budget", folder)

    return made("wide-page", make)


def make_page(budget: Path, folder: Path) -> None:
    """Write the report of a budget as HTML below a folder, and the list of its figures."""
    done = run_here("build", budget, "--format", "html", "--output", folder / "out")
    assert done.returncode == 0, done.stderr
    (folder / "figures.json").write_text(run_here("figures", budget, "--format", "json").stdout, encoding="utf-8")


def file_of(folder: Path) -> Path:
    """The report in a folder."""
    return folder / "out" / "disclosure-2024.html"


@contextmanager
def opened(browser: Browser, folder: Path, **options: Any) -> Iterator[Page]:
    """The page at a window's size; when it is left, nothing may have gone wrong on it."""
    with browser.page(file_of(folder), **options) as visit:
        yield visit.page
        assert visit.faults == []


def printed(value: str, unit: str) -> str:
    """An exact value as it is printed in a unit, by decimal arithmetic."""
    power, places = SCALES[unit]
    amount = abs(Decimal(value)).scaleb(-power).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    return f"{amount:,}"


def units_of(folder: Path) -> dict[str, str]:
    """Key → unit, from the command that lists figures."""
    return {figure["key"]: figure["unit"] for figure in json.loads((folder / "figures.json").read_text("utf-8"))}


def choose(page: Page, unit: str) -> None:
    """Take another unit of money."""
    page.locator(".unit-switch label").filter(has_text=re.compile(f"^{unit}$")).click()


def note_of(page: Page, key: str) -> str:
    """The note on the first figure of that key, as lines."""
    page.locator(f'[id="{key}"]').click()
    note = page.locator(".figure-note")
    assert note.is_visible()
    text = note.inner_text()
    page.keyboard.press("Escape")
    assert not note.is_visible()
    return squeezed(text)
