"""Themes: what one file of tokens may change, what is refused and where, and enough contrast in both schemes."""

from __future__ import annotations

import re
from pathlib import Path

import attrs
import pytest

from reportgen.load import load_budget
from reportgen.load.report import Report
from reportgen.model.budget import THEMES
from reportgen.model.diagnostic import InputError
from reportgen.render.charts import LIGHT, painted
from reportgen.render.contrast import MIXED, PAIRS, contrast, grounds
from reportgen.render.styles import BASE, TokenSet, base_tokens, screen_styles, shipped_tokens
from reportgen.render.styles import THEMES as FOLDER
from reportgen.render.theme import FIXED, load_theme, read_tokens
from tests.support.print_page import STYLES
from tests.unit.load.folder import BUDGET, write

DARK = "@media (prefers-color-scheme: dark)"


def read(css: str) -> TokenSet:
    report = Report()
    tokens = read_tokens(css, "own.css", report)
    report.stop_if_failed()
    return tokens


def told(css: str) -> list[tuple[str, int | None, int | None]]:
    """Code, line and column of each error in a theme."""
    report = Report()
    read_tokens(css, "own.css", report)
    assert all(d.place is not None and d.place.file == "own.css" for d in report.diagnostics)
    return [(d.code, d.place.line, d.place.column) for d in report.diagnostics if d.place is not None]


def told_once(css: str) -> tuple[str, str | None, str | None]:
    """Code, value found and what is right, of the one error in a theme."""
    report = Report()
    read_tokens(css, "own.css", report)
    (found,) = report.diagnostics
    return found.code, found.value, found.expected


# What is shipped


def test_the_shipped_themes_are_those_that_may_be_named() -> None:
    assert {path.stem for path in (STYLES / FOLDER).iterdir()} == set(THEMES)
    assert next(iter(THEMES)) == BASE


@pytest.mark.parametrize("name", THEMES)
def test_a_shipped_theme_is_written_as_an_own_one_must_be(name: str) -> None:
    path = STYLES / FOLDER / f"{name}.css"
    assert read(path.read_text(encoding="utf-8")) == shipped_tokens(STYLES, name)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", THEMES)
def test_everything_can_be_read_on_its_ground(name: str, scheme: str) -> None:
    theme = base_tokens(STYLES).under(shipped_tokens(STYLES, name))
    tokens = dict(theme.light) if scheme == "light" else {**theme.light, **theme.dark}
    colours = grounds(tokens)
    low = [pair for pair in PAIRS if contrast(tokens[pair.mark], colours[pair.ground]) < pair.least]
    assert low == []
    assert contrast(tokens["ink"], tokens["head"]) >= 7
    assert contrast(tokens["ink"], tokens["total"]) >= 7


def test_every_colour_has_its_ground() -> None:
    """But for rules, which only part what stands apart anyway, and the watermark behind the text."""
    paired = {token for pair in PAIRS for token in (pair.mark, *pair.made_of)}
    colours = {token for token, value in base_tokens(STYLES).light.items() if value.startswith("#")}
    assert colours - paired == {"rule", "draft-watermark"}


def test_grounds_that_the_screen_mixes_are_those_that_are_checked() -> None:
    css = screen_styles(STYLES)
    mixed = re.findall(r"--(\w+): color-mix\(in srgb, var\(--accent\) (\d+)%, var\(--paper\)\)", css)
    assert {name: int(percent) for name, percent in mixed} == MIXED


def test_contrast_is_that_of_the_standard() -> None:
    assert contrast("#000000", "#ffffff") == 21
    assert round(contrast("#777777", "#ffffff"), 2) == 4.48
    assert round(contrast("#ffffff", "#767676"), 2) == 4.54
    assert grounds({"accent": "#0000ff", "paper": "#ffffff"})["marked"] == "#ccccff"


def test_charts_are_drawn_in_the_colours_of_the_base() -> None:
    light = base_tokens(STYLES).light
    assert {f"chart-{name}": colour for name, colour in attrs.asdict(LIGHT).items()} == {
        token: value for token, value in light.items() if token.startswith("chart-")
    }
    svg = '<svg><path style="fill: #1d3f72; stroke: #7890b4"/><text>#1d3f72</text></svg>'
    assert painted(svg, {}) == svg
    assert painted(svg, {"chart-now": "#222222"}) == svg.replace("fill: #1d3f72", "fill: #222222")


# What a theme may change


def test_values_are_written_anew() -> None:
    light = read(
        ":root { --ACCENT: red; --accent: RGB(0, 64, 32); --ink: hsl(0, 0%, 0%); --muted: #345; --paper-text: 1.2E1PT;"
        " --screen-leading: 1.75; --cover-rule-style: DOUBLE; --weight-title: normal; --cover-rule-above: 0pt;"
        " --face-text: FangSong_GB2312, 'Fang Song', 仿宋, var( --song ) }".replace("--ACCENT: red;", "")
    ).light
    assert light == {
        "accent": "#004020", "ink": "#000000", "muted": "#334455", "paper-text": "12pt", "screen-leading": "1.75",
        "cover-rule-style": "double", "weight-title": "normal", "cover-rule-above": "0pt",
        "face-text": '"FangSong_GB2312", "Fang Song", "仿宋", var(--song)',
    }  # fmt: skip


def test_schemes_are_told_apart_and_the_last_value_holds() -> None:
    css = f"/* a */ :root {{ --accent: #111; --accent: #123456 }} {DARK} {{ :root {{ --accent: #abcdef; }} }}"
    assert read(css) == TokenSet({"accent": "#123456"}, {"accent": "#abcdef"})
    assert read("") == TokenSet({}, {})


def test_only_what_is_named_changes() -> None:
    base = base_tokens(STYLES)
    changed = base.under(read(":root { --head: #f0f0f0 }"))
    assert {token for token in base.light if changed.light[token] != base.light[token]} == {"head"}
    assert changed.dark == base.dark


# What is refused


REFUSED = {
    "import": ('@import "x.css";', "L521"),
    "face": ("@font-face { font-family: x; src: url(x) }", "L521"),
    "page": ("@page { size: A3 }", "L521"),
    "charset": ('@charset "utf-8";', "L521"),
    "selector": ("p { color: red }", "L521"),
    "selectors": (":root, p { --ink: #000 }", "L521"),
    "other-scheme": ("@media (prefers-color-scheme: light) { :root { --ink: #000 } }", "L521"),
    "print": ("@media print { :root { --ink: #000 } }", "L521"),
    "rule-in-dark": (DARK + " { p { --ink: #fff } }", "L521"),
    "import-in-dark": (DARK + ' { @import "x"; }', "L521"),
    "rule-in-root": (":root { p { color: red } }", "L521"),
    "no-declaration": (":root { --ink }", "L521"),
    "important": (":root { --ink: #000 !important }", "L521"),
    "no-brace": (":root", "L521"),
    "html": ("</style><script>alert(1)</script>", "L521"),
    "property": (":root { color: red }", "L522"),
    "unknown": (":root { --inc: #000 }", "L522"),
    "bundled-face": (':root { --song: "x", var(--song) }', "L522"),
    "measure": (":root { --table-sizes: 5pt }", "L522"),
    "length-for-colour": (":root { --ink: 12pt }", "L523"),
    "two-colours": (":root { --ink: #000 #fff }", "L523"),
    "no-value": (":root { --ink: ; }", "L523"),
    "transparent": (":root { --ink: rgba(0, 0, 0, 0.5) }", "L523"),
    "transparent-word": (":root { --ink: transparent }", "L523"),
    "current": (":root { --ink: currentColor }", "L523"),
    "variable": (":root { --ink: var(--accent) }", "L523"),
    "string": (':root { --ink: "#000" }', "L523"),
    "markup": (":root { --ink: </style><b> }", "L523"),
    "brackets": (":root { --ink: {a:b} }", "L523"),
    "other-unit": (":root { --paper-text: 12px }", "L523"),
    "percent": (":root { --paper-text: 12% }", "L523"),
    "too-small": (":root { --paper-text: 9.5pt }", "L523"),
    "too-large": (":root { --paper-text: 24.1pt }", "L523"),
    "negative": (":root { --paper-after-title: -1rlh }", "L523"),
    "infinite": (":root { --paper-text: 1e999pt }", "L523"),
    "computed": (":root { --paper-text: calc(12pt + 1pt) }", "L523"),
    "number-with-unit": (":root { --screen-leading: 2em }", "L523"),
    "word": (":root { --cover-rule-style: dashed }", "L523"),
    "weight": (":root { --weight-title: 700 }", "L523"),
    "face-without-bundled": (":root { --face-text: FangSong }", "L523"),
    "face-behind-bundled": (":root { --face-text: var(--song), FangSong }", "L523"),
    "face-of-quotes": (":root { --face-text: 'a\\22 ;}b', var(--song) }", "L523"),
    "face-of-markup": (":root { --face-text: '</style>', var(--song) }", "L523"),
    "face-empty": (":root { --face-text: , var(--song) }", "L523"),
    "face-with-fallback": (":root { --face-text: var(--song, FangSong) }", "L523"),
    "too-many-faces": (":root { --face-text: " + "a, " * 13 + "var(--song) }", "L523"),
    "size-in-dark": (DARK + " { :root { --paper-text: 12pt } }", "L523"),
    "url": (":root { --ink: url(http://example.org/x) }", "L524"),
    "url-in-quotes": (':root { --ink: URL("x") }', "L524"),
    "url-escaped": (":root { --ink: u\\72l(x) }", "L524"),
    "url-inside": (":root { --ink: rgb(url(x)) }", "L524"),
    "expression": (":root { --ink: expression(alert(1)) }", "L524"),
    "attribute": (":root { --face-text: attr(href), var(--song) }", "L524"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_no_token_is_refused(case: str) -> None:
    css, code = REFUSED[case]
    assert [found for found, _, _ in told(css)] == [code]


def test_errors_tell_where_they_stand() -> None:
    css = f':root {{\n  --acent: red;\n  --ink: 1pt;\n}}\n{DARK} {{\n  :root {{\n    --ink: url(x);\n  }}\n}}\n@import "x";\n'
    assert told(css) == [("L522", 2, 3), ("L523", 3, 3), ("L524", 7, 5), ("L521", 10, 1)]


def test_errors_tell_what_would_be_right() -> None:
    assert told_once(":root { --chart-nov: #000 }") == ("L522", "--chart-nov", "--chart-now")
    assert told_once(":root { --kai: FangSong }") == ("L522", "--kai", "--face-text")
    assert told_once(":root { --paper-text: 8pt }") == ("L523", "8pt", "9.6pt … 24pt")
    assert told_once(":root { --paper-after-heading: 3rlh }") == ("L523", "3rlh", "0rlh … 2rlh")
    assert told_once(":root { --cover-rule-style: dotted }") == ("L523", "dotted", "solid | double")


@pytest.mark.parametrize("text", ["(" * 60_000, ":root{--ink:" + "(" * 60_000, "{" * 60_000, "@media(" * 9_000])
def test_nesting_without_end_is_told_like_any_error(text: str) -> None:
    assert {code for code, _, _ in told(text)} == {"L521"}


# Contrast


@pytest.mark.parametrize(
    ("css", "value", "tokens"),
    [
        (":root { --accent: #8a8a8a }", "2.81 : 1", ["--accent", "--paper + 20% --accent"]),
        (":root { --muted: #777777 }", "3.15 : 1", ["--muted", "--paper + 20% --accent"]),
        (":root { --head: #5c6b7a }", None, ["--ink", "--head"]),
        (":root { --chart-ground: #dddddd }", None, ["--chart-before", "--chart-ground"]),
        (":root { --chart-before: #cccccc }", "1.60 : 1", ["--chart-before", "--chart-ground"]),
        (":root { --chart-before: #2b4d80 }", None, ["--chart-now", "--chart-before"]),
        (":root { --draft-ink: #000000 }", None, ["--draft-ink", "--draft-ground"]),
        (DARK + " { :root { --error: #a11616 } }", None, ["--error", "--total"]),
        (DARK + " { :root { --paper: #777777 } }", None, ["--ink", "--paper"]),
    ],
)
def test_too_little_contrast_is_an_error_that_names_both(
    css: str, value: str | None, tokens: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for language in ("zh", "en"):
        monkeypatch.setenv("REPORTGEN_LANG", language)
        report = Report()
        read_tokens(css, "own.css", report)
        assert {d.code for d in report.diagnostics} == {"L525"}
        messages = [d.message for d in report.diagnostics if all(token in d.message for token in tokens)]
        assert messages, [d.message for d in report.diagnostics]
        assert any(
            ("深色" if DARK in css else "浅色") in m or ("dark" if DARK in css else "light") in m for m in messages
        )
        assert value is None or value in {d.value for d in report.diagnostics}


def test_a_ratio_is_never_rounded_up_to_what_is_needed() -> None:
    """#777777 has 4.478 on white."""
    code, value, expected = told_once(":root { --chart-muted: #777777 }")
    assert (code, value) == ("L525", "4.47 : 1")
    assert expected is not None
    assert "4.5 : 1" in expected


def test_a_light_colour_that_holds_in_the_dark_is_checked_there() -> None:
    """``draft-ground`` has no dark value of its own."""
    assert [code for code, _, _ in told(":root { --draft-ground: #ffffff; --draft-ink: #ffffff }")] == ["L525", "L525"]


# Files


def budget(folder: Path, line: str) -> Path:
    return write(folder, BUDGET + line)


def test_the_default_changes_nothing(tmp_path: Path) -> None:
    theme = load_theme(load_budget(budget(tmp_path, "")))
    assert (theme.name, theme.tokens, theme.content, theme.file) == (BASE, None, b"", None)


def test_a_shipped_one_is_named(tmp_path: Path) -> None:
    theme = load_theme(load_budget(budget(tmp_path, "theme: official\n")))
    assert theme.tokens == shipped_tokens(STYLES, "official")
    assert (theme.name, theme.content) == ("official", b"")


def test_an_own_one_is_read_and_what_is_chosen_wins(tmp_path: Path) -> None:
    (tmp_path / "own.css").write_text("\ufeff:root { --accent: #14532d }", encoding="utf-8")
    loaded = load_budget(budget(tmp_path, "theme: own.css\n"))
    theme = load_theme(loaded)
    assert theme.tokens == TokenSet({"accent": "#14532d"}, {})
    assert (theme.name, theme.file) == ("own.css", (tmp_path / "own.css").resolve())
    assert b"#14532d" in theme.content
    assert load_theme(loaded, "official").name == "official"
    assert load_theme(loaded, BASE).tokens is None
    other = tmp_path / "other.css"
    other.write_text(":root { --accent: #123 }", encoding="utf-8")
    assert load_theme(loaded, str(other)).tokens == TokenSet({"accent": "#112233"}, {})


@pytest.mark.parametrize(
    ("content", "code", "line"),
    [
        (b":root { }" + b" " * 65_536, "L520", None),
        (":root { }\n/* 主题 */".encode("gbk"), "L002", 2),
        (b":root { --ink: #000\x00 }", "L003", 1),
    ],
)
def test_a_file_that_is_no_text_of_that_size(tmp_path: Path, content: bytes, code: str, line: int | None) -> None:
    (tmp_path / "own.css").write_bytes(content)
    with pytest.raises(InputError) as caught:
        load_theme(load_budget(budget(tmp_path, "theme: own.css\n")))
    (found,) = caught.value.diagnostics
    assert found.place is not None
    assert (found.code, found.place.file, found.place.line) == (code, "own.css", line)


def test_the_bundled_faces_stay() -> None:
    assert set(base_tokens(STYLES).light) >= FIXED
    for name in THEMES:
        assert not FIXED & set(shipped_tokens(STYLES, name).light)
