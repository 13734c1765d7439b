"""The style sheets: one set of tokens, lean rules for the PDF, readable colours, nothing fetched from elsewhere."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from reportgen.model.diagnostic import RenderError
from reportgen.render.styles import FINDINGS, ON_SCREEN, PAGED, SHARED, paged_styles, screen_styles
from tests.support.print_page import STYLES

PAGED_CSS = paged_styles(STYLES)
SCREEN_CSS = screen_styles(STYLES)
DARK = re.search(r"prefers-color-scheme: dark\) \{(.*?)\n\}\n\}", SCREEN_CSS, re.S)


def luminance(colour: str) -> float:
    """Relative luminance of ``#rrggbb``."""
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    red, green, blue = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def tokens(css: str) -> dict[str, str]:
    """The last value of each token in a style sheet."""
    return dict(re.findall(r"--([\w-]+):\s*([^;]+);", css))


def test_tokens_are_written_out_for_the_pdf() -> None:
    assert "var(" not in PAGED_CSS.css
    assert ":root" not in PAGED_CSS.css
    assert PAGED_CSS.tokens["song"] == '"Reportgen Song"'
    assert "color: #1a1f26" in PAGED_CSS.css


def test_the_screen_keeps_tokens_so_that_dark_mode_can_change_them() -> None:
    used = set(re.findall(r"var\(--([\w-]+)\)", SCREEN_CSS))
    assert used <= set(tokens(SCREEN_CSS))
    assert {"ink", "paper", "accent"} <= used


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_is_readable_on_every_ground(scheme: str) -> None:
    assert DARK is not None
    colours = tokens((STYLES / "tokens.css").read_text(encoding="utf-8"))
    if scheme == "dark":
        colours |= tokens(DARK[1])
    for text in ("ink", "muted", "accent"):
        assert contrast(colours[text], colours["paper"]) >= 4.5, text
    for ground in ("head", "total"):
        assert contrast(colours["ink"], colours[ground]) >= 7, ground


def test_comments_are_left_out_and_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "screen").mkdir()
    for name in {*SHARED, *ON_SCREEN, FINDINGS, *PAGED}:
        (tmp_path / name).write_text(f"/* about {name}\n */\n.a {{\n  color: red;\n}}\n", encoding="utf-8")
    rule = ".a {\ncolor: red;\n}\n"
    on_screen = rule * len(ON_SCREEN)
    assert screen_styles(tmp_path) == f"{rule * 2}@media screen {{\n{on_screen}}}\n{rule}@media print {{\n{rule}}}"
    assert rule * (len(ON_SCREEN) + 1) in screen_styles(tmp_path, findings=True)


def test_an_own_style_comes_last_and_may_use_tokens(tmp_path: Path) -> None:
    own = tmp_path / "own.css"
    own.write_text(":root { --ink: #000000; --seal: #aa0000; }\nh1 { color: var(--seal) }\n", encoding="utf-8")
    made = paged_styles(STYLES, (own,))
    assert made.css.endswith("h1 { color: #aa0000 }")
    assert "color: #000000" in made.css


def test_a_token_that_is_not_defined_is_named(tmp_path: Path) -> None:
    own = tmp_path / "own.css"
    own.write_text("h1 { color: var(--nowhere) }", encoding="utf-8")
    with pytest.raises(RenderError, match="--nowhere"):
        paged_styles(STYLES, (own,))


def test_a_style_sheet_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(RenderError, match=r"tokens\.css"):
        screen_styles(tmp_path)


def test_no_style_fetches_anything_but_the_bundled_faces() -> None:
    assert not re.search(r"url\(|@import|https?:", SCREEN_CSS)
    faces = re.findall(r"url\(([^)]*)\)", PAGED_CSS.css)
    assert len(faces) == 4
    for face in faces:
        folder, _, name = face.removeprefix("report:").partition("/")
        assert folder == "font"
        assert (STYLES / "fonts" / name).is_file()


def test_every_font_of_the_pdf_is_bundled_and_margin_boxes_name_theirs() -> None:
    families = set(re.findall(r'"(Reportgen \w+)"', PAGED_CSS.css))
    assert families == {"Reportgen Song", "Reportgen Hei", "Reportgen Kai"}
    boxes = [
        box
        for box in re.findall(r"@(?:top|bottom)-\w+ \{([^}]*)\}", PAGED_CSS.css)
        if "counter" in box or "string" in box
    ]
    assert len(boxes) >= 4
    assert all('"Reportgen Song"' in box for box in boxes)


def test_rules_of_the_pdf_are_few_and_simple() -> None:
    flat = re.sub(r"@page[^{]*\{(?:[^{}]*\{[^}]*\})*[^}]*\}|@font-face \{[^}]*\}", "", PAGED_CSS.css)
    selectors = [part.strip() for rule in re.findall(r"([^{}]+)\{", flat) for part in rule.split(",")]
    assert 40 < len(selectors) < 120
    for selector in selectors:
        assert len(selector.split()) <= 2, selector
        assert not re.search(r":(not|is|has|nth)|\[", selector), selector
    assert "float" not in PAGED_CSS.css
    assert "table-layout: fixed" in PAGED_CSS.css


def test_only_headings_of_parts_tables_statements_and_blocks_are_bookmarks() -> None:
    levels = {
        selector.strip(): level
        for rule, level in re.findall(r"([^{}]+)\{ bookmark-level: (\w+)", PAGED_CSS.css)
        for selector in rule.split(",")
    }
    none = dict.fromkeys(("h1", "h5", "h6", ".contents-title"), "none")
    assert levels == {"h2": "1", "h3": "2", "h4": "3", **none}


def test_figures_are_never_broken_and_boxes_scroll_on_screen_only() -> None:
    assert re.search(r"\.num \{[^}]*white-space: nowrap", PAGED_CSS.css)
    screen, paper = SCREEN_CSS[SCREEN_CSS.index("@media screen") :].split("@media print")
    assert re.search(r"\.table-scroll \{[^}]*overflow-x: auto", screen)
    assert ".table-scroll" not in paper
    assert "@page landscape" in SCREEN_CSS
