"""The engine's log: what it would leave out in silence is an error in the reader's words."""

from __future__ import annotations

import logging

import pytest

from reportgen.model.diagnostic import RenderError
from reportgen.render.pdf_log import EngineLog

ENGINE = logging.getLogger("weasyprint")


@pytest.fixture(autouse=True)
def _english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REPORTGEN_LANG", "en")


def test_nothing_logged_is_no_error() -> None:
    with EngineLog() as log:
        ENGINE.debug("a step")
        ENGINE.info("a step")
    log.check()
    assert not log.problems


@pytest.mark.parametrize(
    ("message", "values", "words"),
    [
        (
            '.notdef glyph rendered for Unicode string unsupported by fonts: "%s" (U+%04X)',
            ("𝛀", 0x1D6C0),
            "no glyph for “𝛀” .U.1D6C0",
        ),
        ("Ignored `%s: %s` at %d:%d, %s.", ("colour", "red", 1, 2, "unknown property"), "colour: red"),
        ("Failed to load image at %r: %s", ("report:chart/x.svg", "KeyError"), "a resource was not loaded.*x.svg"),
        ("Font-face %r cannot be loaded", ("Reportgen Song",), "a font was not loaded.*Reportgen Song"),
        ("Anchor defined twice: %r", ("part-1",), "one id stands twice.*part-1"),
        ("something new of a later version", (), "something new of a later version"),
    ],
)
def test_each_kind_is_told_in_words(message: str, values: tuple[object, ...], words: str) -> None:
    with EngineLog() as log:
        ENGINE.warning(message, *values)
    with pytest.raises(RenderError, match=words):
        log.check()


def test_an_error_is_told_once_and_many_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    with EngineLog() as log:
        for n in range(9):
            ENGINE.error("Failed to load image at %r: %s", f"report:{n % 7}", "gone")
    with pytest.raises(RenderError) as caught:
        log.check()
    assert str(caught.value).count("report:") == 5
    assert "2 more" in str(caught.value)
    monkeypatch.setenv("REPORTGEN_LANG", "zh")
    with pytest.raises(RenderError, match="另有 2 条"):
        log.check()


def test_a_slow_subsetter_is_a_note_and_no_error() -> None:
    with EngineLog() as log:
        ENGINE.warning('Using fontTools instead of HarfBuzz-Subset for font "%s".', "Reportgen Song")
        ENGINE.warning('Using fontTools instead of HarfBuzz-Subset for font "%s".', "Reportgen Hei")
    log.check()
    (note,) = log.notes
    assert "libharfbuzz-subset0" in note


def test_the_log_listens_only_within_its_block(caplog: pytest.LogCaptureFixture) -> None:
    with EngineLog() as log:
        ENGINE.warning("inside")
    ENGINE.warning("outside")
    assert list(log.problems) == ["inside"]
    assert caplog.messages == ["outside"]
