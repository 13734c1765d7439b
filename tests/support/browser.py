"""One browser a test process: pages by width, colour scheme, script and motion, what goes wrong on them, and axe.

    with browser.page(path, width=375, scheme="dark") as visit:
        visit.page.locator("h1").is_visible()
        assert not visit.faults                       # console messages, page errors, requests
        assert not axe(visit.page)                    # violations of WCAG 2.2 A and AA and of best practice

Chinese faces are those that the project brings, whatever the machine has, so that what is measured is the same anywhere.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser as Chromium
    from playwright.sync_api import Page, Playwright

Scheme = Literal["light", "dark"]

FONTS: Final = Path(__file__).parents[2] / "styles" / "fonts"
NAMES: Final = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
OPTIONS: Final = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage", "--font-render-hinting=none",
)  # fmt: skip
RULES: Final = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
_FACES: Final = {
    "Reportgen Song": ("Noto Serif CJK SC", "SimSun", "serif"),
    "Reportgen Hei": ("Noto Sans CJK SC", "Microsoft YaHei", "sans-serif", "sans", "system-ui"),
    "Reportgen Kai": ("LXGW WenKai", "KaiTi"),
}
"""The project's face → families of the reader's machine that it stands in for."""


@dataclass
class Visit:
    """A page that is open, and what went wrong on it since: console messages, errors of scripts, requests."""

    page: Page
    messages: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)

    @property
    def faults(self) -> list[str]:
        """All of it."""
        return [*self.messages, *self.errors, *self.requests]


class Browser:
    """The browser of this process."""

    def __init__(self, chromium: Chromium) -> None:
        self._chromium = chromium

    @contextmanager
    def page(
        self,
        path: Path,
        *,
        width: int = 1440,
        height: int = 900,
        scheme: Scheme = "light",
        script: bool = True,
        calm: bool = True,
        fragment: str = "",
        **options: Any,
    ) -> Iterator[Visit]:
        """The file at a window's size; ``calm``: with reduced motion; ``fragment``: id to go to; ``options`` go to the
        context (``permissions``, ``has_touch``, ``forced_colors``, …).
        """
        context = self._chromium.new_context(
            viewport={"width": width, "height": height},
            color_scheme=scheme,
            java_script_enabled=script,
            reduced_motion="reduce" if calm else "no-preference",
            **options,
        )
        try:
            page = context.new_page()
            visit, address = Visit(page), path.resolve().as_uri()
            page.on("console", lambda message: visit.messages.append(f"{message.type}: {message.text}"))
            page.on("pageerror", lambda error: visit.errors.append(str(error)))
            page.on("request", lambda request: _note(request.url, address, visit.requests))
            page.goto(address + (f"#{fragment}" if fragment else ""), wait_until="load")
            yield visit
        finally:
            context.close()


def _note(url: str, own: str, requests: list[str]) -> None:
    if url.partition("#")[0] != own and not url.startswith(("data:", "blob:")):
        requests.append(f"request: {url}")


def axe(page: Page, within: str | None = None) -> list[str]:
    """Violations on the page, or in the elements that a selector ``within`` names: rule, what, where, why."""
    from axe_playwright_python.sync_playwright import Axe

    options = {"runOnly": list(RULES), "resultTypes": ["violations"], "preload": False, "iframes": False}
    response = Axe().run(page, context=within, options=options).response
    return [
        f"{found['id']} {' '.join(map(str, node['target']))}: {node['failureSummary']}"
        for found in response["violations"]
        for node in found["nodes"]
    ]


@cache
def _executable(playwright: Playwright) -> str | None:
    """The Chromium to use: the one named in the environment, one on the path, or playwright's own."""
    named = os.environ.get("REPORTGEN_CHROMIUM")
    if named:
        return named
    own = playwright.chromium.executable_path
    return next(filter(None, map(shutil.which, NAMES)), own if Path(own).exists() else None)


def _font_settings(folder: Path) -> Path:
    """Settings for the system's font library, by which the project's faces stand in for those that pages ask for."""
    aliases = "".join(
        f'<match target="pattern"><test name="family"><string>{family}</string></test>'
        f'<edit name="family" mode="prepend" binding="same"><string>{face}</string></edit></match>'
        for face, families in _FACES.items()
        for family in families
    )
    path = folder / "fonts.conf"
    path.write_text(
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd"><fontconfig>'
        f'<include ignore_missing="yes">/etc/fonts/fonts.conf</include><dir>{FONTS}</dir>{aliases}</fontconfig>',
        encoding="utf-8",
    )
    return path


@contextmanager
def launched(folder: Path) -> Iterator[Browser]:
    """A browser, with a folder for its settings. Skips the test where there is none."""
    sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    with sync_api.sync_playwright() as playwright:
        executable = _executable(playwright)
        if executable is None:
            pytest.skip("no Chromium: install one, or name it in REPORTGEN_CHROMIUM")
        environment = {**os.environ, "FONTCONFIG_FILE": str(_font_settings(folder))}
        chromium = playwright.chromium.launch(executable_path=executable, args=list(OPTIONS), env=environment)
        try:
            yield Browser(chromium)
        finally:
            chromium.close()


@pytest.fixture(scope="session")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """The browser of this process, started when first asked for."""
    with launched(tmp_path_factory.mktemp("browser")) as started:
        yield started
