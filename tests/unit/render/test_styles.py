"""The style sheets: one set of tokens, lean rules for the PDF, readable colours, nothing fetched from elsewhere."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from reportgen.model.diagnostic import RenderError
from reportgen.render.styles import (
    BASE,
    BROWSER,
    DOCUMENT,
    FINDINGS,
    ON_SCREEN,
    PAGED,
    THEMES,
    TOKENS,
    TokenSet,
    base_tokens,
    paged_styles,
    screen_styles,
    shipped_tokens,
)
from tests.support.print_page import STYLES

PAGED_CSS = paged_styles(STYLES)
SCREEN_CSS = screen_styles(STYLES)


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
    assert used <= set(tokens(SCREEN_CSS)) | {"level"}  # that of a finding is set by its class
    assert {"ink", "paper", "accent"} <= used


def test_every_token_is_used_and_colours_are_written_nowhere_else() -> None:
    sheets = {name: (STYLES / name).read_text(encoding="utf-8") for name in {DOCUMENT, *ON_SCREEN, FINDINGS, *PAGED}}
    sheets |= {path.name: path.read_text(encoding="utf-8") for path in (STYLES / "screen").glob("*.css")}
    used = set(re.findall(r"var\(--([\w-]+)", "".join(sheets.values()) + str(base_tokens(STYLES))))
    drawn = {"chart-now", "chart-before", "chart-muted"}  # by the charts themselves
    assert set(base_tokens(STYLES).light) - used <= drawn
    for name, text in sheets.items():
        assert not re.search(r":[^;{}]*#[0-9a-f]{3,8}\b[^{}]*;", text), name


def test_the_dark_scheme_holds_on_the_screen_alone_and_changes_colours_alone() -> None:
    start = SCREEN_CSS.index("@media (prefers-color-scheme: dark) {\n:root {")
    assert SCREEN_CSS[:start].rstrip().endswith("@media screen {")
    for name in (BASE, "official"):
        for token, value in shipped_tokens(STYLES, name).dark.items():
            assert re.fullmatch(r"#[0-9a-f]{6}", value), token
            assert re.fullmatch(r"#[0-9a-f]{6}", base_tokens(STYLES).light[token]), token
    assert "#14181e" not in PAGED_CSS.css


def test_comments_are_left_out_and_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "screen").mkdir()
    (tmp_path / THEMES).mkdir()
    for name, value in ((TOKENS, "1pt"), (f"{THEMES}/{BASE}.css", "#ffffff")):
        (tmp_path / name).write_text(f"/* about */\n:root {{ --{name[0]}: {value}; }}\n", encoding="utf-8")
    for name in {*ON_SCREEN, FINDINGS, BROWSER, *PAGED}:
        (tmp_path / name).write_text(f"/* about {name}\n */\n.a {{\n  color: red;\n}}\n", encoding="utf-8")
    rule = ".a {\ncolor: red;\n}\n"
    root = ":root {\n--t: #ffffff;\n}\n"
    dark = "@media (prefers-color-scheme: dark) {\n:root {\n}\n}\n"
    on_screen = rule * len(ON_SCREEN)
    assert (
        screen_styles(tmp_path)
        == f"{root}{rule}@media screen {{\n{dark}{on_screen}}}\n{rule}@media print {{\n{rule * 2}}}"
    )
    assert rule * (len(ON_SCREEN) + 1) in screen_styles(tmp_path, findings=True)


def test_an_own_style_comes_last_and_may_use_tokens(tmp_path: Path) -> None:
    own = tmp_path / "own.css"
    own.write_text(":root { --ink: #000000; --seal: #aa0000; }\nh1 { color: var(--seal) }\n", encoding="utf-8")
    made = paged_styles(STYLES, (own,))
    assert made.css.endswith("h1 { color: #aa0000 }")
    assert "color: #000000" in made.css


def test_a_theme_changes_what_it_names_and_nothing_else() -> None:
    theme = TokenSet({"accent": "#aa0000", "face-text": '"FangSong", var(--song)'}, {"accent": "#ffaaaa"})
    made = paged_styles(STYLES, theme=theme)
    assert 'font-family: "FangSong", "Reportgen Song";' in made.css
    assert made.css.replace("#aa0000", "#1d3f72").replace('"FangSong", ', "") == PAGED_CSS.css
    assert made.faces == PAGED_CSS.faces
    screen = screen_styles(STYLES, theme=theme)
    assert screen.index("--accent: #aa0000;") < screen.index("--accent: #ffaaaa;")
    assert "#1d3f72" in screen  # of the charts
    assert "--accent: #1d3f72" not in screen


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
    assert "url(" not in PAGED_CSS.css
    faces = re.findall(r"url\(([^)]*)\)", PAGED_CSS.faces)
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
    assert 40 < len(selectors) < 140
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
    assert re.search(r"\.table-scroll \{[^}]*overflow: auto", screen)
    assert "overflow" not in paper.replace("overflow-wrap", "")
    assert "@page landscape" in SCREEN_CSS
