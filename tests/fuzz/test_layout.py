"""Own layouts, phrases and templates: any of them gives a page, coded errors or a render error, in bounded time."""

from __future__ import annotations

from contextlib import suppress
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import attrs
import yaml
from hypothesis import given
from hypothesis import strategies as st

from reportgen.compute import disclose
from reportgen.load import load_budget
from reportgen.model.diagnostic import RenderError
from reportgen.model.disclosure import Disclosure
from reportgen.render.direction import without_marks
from reportgen.render.environment import render
from reportgen.render.guard import check_page
from reportgen.render.html import render_page
from reportgen.render.layout import Layout, load_layout
from reportgen.render.phrase import parse_phrase
from tests.fuzz.support import fuzzed, outcome, pieces
from tests.fuzz.test_check import SECONDS, at_most

ROOT = Path(__file__).parents[2]
SHIPPED = ROOT / "templates" / "four-part"
VALUES = st.one_of(
    st.sampled_from([None, "", 0, 1, -1, 10**12, True, "元", "部", "{dept}", "{", "}", "{x}", "{dept!r}", "<b>", "part-1.html.j2", "../x.html.j2", [], {}, [[]], ["x"]]),
    st.text(max_size=5),
)  # fmt: skip


@cache
def disclosure() -> Disclosure:
    return disclose(load_budget(ROOT / "tests" / "corpus" / "good" / "small" / "budget.yaml"))


@cache
def shipped() -> Layout:
    return load_layout("four-part", None)


@cache
def document(name: str) -> Any:
    return yaml.safe_load((SHIPPED / name).read_text(encoding="utf-8"))


@st.composite
def damaged(draw: st.DrawFn, name: str) -> Any:
    """A part of a shipped file, alone, with one value in it replaced."""
    value = document(name)
    path: list[Any] = []
    while isinstance(value, (dict, list)) and value and (not path or draw(st.integers(0, 5))):
        key = draw(st.sampled_from(sorted(value)) if isinstance(value, dict) else st.integers(0, len(value) - 1))
        path.append(key)
        value = value[key]
    new = draw(VALUES)
    whole = document(name)
    for depth in range(len(path) - 1, -1, -1):
        holder = whole
        for key in path[:depth]:
            holder = holder[key]
        if isinstance(holder, list):
            new = [*holder[: path[depth]], new, *holder[path[depth] + 1 :]]
        else:
            new = {path[depth]: new}
    return new


def page(layout: Layout) -> None:
    with suppress(RenderError), at_most(SECONDS):
        render_page(disclosure(), layout, purpose="print")


@fuzzed(20)
@given(st.data(), st.sampled_from(["layout.yaml", "tables.yaml", "phrases.yaml", "glossary.yaml"]))
def test_damaged_layouts(data: st.DataObject, name: str) -> None:
    content = data.draw(damaged(name))
    with TemporaryDirectory() as folder:
        (Path(folder) / name).write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")
        layout, _ = outcome(lambda: load_layout("four-part", Path(folder)))
        if layout is not None:
            outcome(lambda: page(layout))


@fuzzed(400)
@given(
    pieces(
        "{", "}", "{dept}", "{year}", "{a_b}", "{A}", "{0}", "{dept!r}", "{dept:>9}", "{{", "}}", "年", "<b>", "&", '"'
    )
)
def test_any_phrase(text: str) -> None:
    try:
        phrase = parse_phrase(text)
    except ValueError:
        return
    values = {place: f"〔{place}〕" for place in phrase.places}
    assert phrase.plain({place: f"{{{place}}}" for place in values}) == without_marks(text)
    assert "{" not in phrase.plain(values)


TEMPLATES = pieces(
    "{{ ", " }}", "{% for a in ", "{% for b in \"0123456789\" recursive %}", " %}", "{% endfor %}", "{% if ", "{% endif %}", "{% set x = ", "{% set x %}", "{% endset %}",
    "{% macro m(n) %}", "{% endmacro %}", "{{ m(1) }}", "{% call m(1) %}", "{% endcall %}", "{% include \"glossary.html.j2\" %}", "{% include x %}", "{% block b %}",
    "{% endblock %}", "x", "a", "n", "loop", "caller()", "self.b()", "loop(a)", "units", "declaration", "figure", "phrase(\"stop\")", "joined(x, \"comma\")", ".__class__", "|attr(\"__init__\")",
    "[x, x, x]", "(x ~ x)", "x + x", " * 10 ** 9", " ** 99", "|join(x)", "|replace(\"\", x)", "|center(10 ** 9)", "|batch(9999999)", "|list", "|map(\"upper\")", ".format(x)", " % x",
    "1", "\"ab\"", "'", "\"", "(", ")", "|safe", "<script>", "<img src=x>", "{#", "#}", "{% raw %}", "namespace(x=1)", most=14,
)  # fmt: skip


@fuzzed(200)
@given(TEMPLATES)
def test_any_template(text: str) -> None:
    """By itself, so that many are tried: with what templates see of the budget."""
    values = {"declaration": disclosure().budget.declaration, "units": disclosure().budget.declaration.units}
    with TemporaryDirectory() as name:
        own = Path(name)
        (own / "glossary.html.j2").write_text(text, encoding="utf-8", errors="replace")
        layout = attrs.evolve(shipped(), folders=(own, *shipped().folders), own=own)

        def attempt() -> str | None:
            with suppress(RenderError), at_most(SECONDS):
                html = render(layout, "glossary.html.j2", values)
                check_page(html, "")
                return html
            return None

        html, _ = outcome(attempt)
    if html is not None and "<script" not in text:
        assert "<script" not in html


MARKUP = pieces(
    "<", ">", "</", "/>", "<p ", "<img ", "<svg>", "<svg ", "</svg>", "<style>", "</style>", "<a ", "href=", "src=", "style=", "\"", "'", "url(", ")", "@import ", "\\", "\\75 ", "<!--", "-->", "<![CDATA[",
    "]]>", "<math>", "<table>", "<td>", "<title>", "<!DOCTYPE x>", "&colon;", "&#x6a;", "javascript:", "http://example.org/", "data:image/png,x", "#a", "image-set(", "{", "}", ";", ":", "onload=", " ", "=",
)  # fmt: skip


@fuzzed(400)
@given(MARKUP)
def test_any_page(html: str) -> None:
    with suppress(RenderError), at_most(SECONDS):
        check_page(html, "")
