"""docs/themes.md is true: it lists the tokens that there are with their values, and its examples work."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from reportgen.load import load_budget
from reportgen.load.report import Report
from reportgen.model.budget import THEMES
from reportgen.render.catalogue import CODES
from reportgen.render.styles import base_tokens
from reportgen.render.theme import FIXED, read_tokens
from tests.support.print_page import STYLES
from tests.unit.load.folder import BUDGET, errors, write

TEXT = (Path(__file__).parents[3] / "docs" / "themes.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```(\w+)\n(.*?)^```", TEXT, flags=re.M | re.S)


def test_every_token_is_listed_with_its_values() -> None:
    base = base_tokens(STYLES)
    rows = re.findall(
        r"^\| `--([\w-]+)` \| `(.*?)` \|(?: (`#\w+`|同左) \|)? (.+) \|$", TEXT.split("<!-- tokens -->")[1], re.M
    )
    assert {token: value for token, value, _, _ in rows} == {
        token: value for token, value in base.light.items() if token not in FIXED
    }
    told = {token: value.strip("`") for token, _, value, _ in rows if value.startswith("`")}
    assert told == base.dark
    assert all(meaning for *_, meaning in rows)


def test_every_theme_and_error_is_named() -> None:
    for name, (label, _) in THEMES.items():
        assert f"| `{name}` {label.partition('：')[0]} |" in TEXT
    for code in [code for code in CODES if code >= "L520"] + ["L054", "L055", "L056", "L057"]:
        assert code in TEXT


@pytest.mark.parametrize("css", [text for kind, text in BLOCKS if kind == "css"])
def test_the_example_themes_are_good(css: str) -> None:
    report = Report()
    tokens = read_tokens(css, "my-theme.css", report)
    assert report.diagnostics == []
    assert tokens.light


def test_the_example_budgets_are_good(tmp_path: Path) -> None:
    """But for the files that they name."""
    lines = [text for kind, text in BLOCKS if kind == "yaml"]
    assert len(lines) == 3
    for number, text in enumerate(lines):
        found = errors(write(tmp_path / str(number), BUDGET + text))
        assert {d.code for d in found} <= {"L052"}
    assert load_budget(write(tmp_path / "again", BUDGET + lines[0])).declaration.theme == "official"


def test_the_limits_are_those_of_the_program() -> None:
    from reportgen.load.pictures import MOST_BYTES, MOST_PIXELS
    from reportgen.render.contrast import APART, MARK, MIXED
    from reportgen.render.contrast import TEXT as OF_TEXT
    from reportgen.render.pictures import MOST_BYTES as SHOWN

    for words in (
        f"最多 {MOST_BYTES // 1_000_000} MB", f"最多 {MOST_PIXELS} 像素", f"不超过 {SHOWN // 1000} KB", f"{OF_TEXT} : 1",
        f"{MARK:g} : 1", f"{APART} : 1", f"掺 {MIXED['tint']}% 或 {MIXED['marked']}%",
    ):  # fmt: skip
        assert words in TEXT, words
