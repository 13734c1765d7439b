"""Own templates cannot put scripts on the page, nor anything that is fetched from outside of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportgen.model.diagnostic import RenderError
from reportgen.render.guard import check_page
from reportgen.render.html import Draft
from reportgen.render.layout import load_layout
from tests.unit.render.reports import own_folder, reference, rendered

REFUSED = {
    '<img src="https://example.org/a.png">': "https://example.org/a.png",
    '<img src="//example.org/a.png">': "//example.org/a.png",
    '<img src="a.png">': "a.png",
    '<img src="data:text/html,x">': "data:text/html,x",
    '<img srcset="data:image/png;base64,AA, b.png 2x">': "b.png 2x",
    '<img src=" \thttps://example.org/b">': "https://example.org/b",
    '<link rel="stylesheet" href="file:///x.css">': "file:///x.css",
    '<svg><image href="http://example.org/c.svg"/></svg>': "http://example.org/c.svg",
    '<svg><use xlink:href="d.svg#x"/></svg>': "d.svg#x",
    '<svg><rect fill="url(http://example.org/e)"/></svg>': "http://example.org/e",
    '<p style="background: url(http://example.org/f)">': "http://example.org/f",
    '<p style="background: \\75 rl(http://example.org/g)">': "http://example.org/g",
    "<style>@import 'h.css';</style>": "h.css",
    "<style>@im/**/port url(i.css);</style>": "i.css",
    "<style>p { background: image-set('j.png' 1x) }</style>": "j.png",
    "<style>@font-face { src: url(k.ttf) }</style>": "k.ttf",
    "<script>1</script>": "<script>",
    "<SCRIPT src=x></SCRIPT>": "<script>",
    '<p onclick="x()">': '<p onclick="x()">',
    '<a href="javascript:x()">': "javascript:x()",
    '<a href="java\nscript:x()">': "java\nscript:x()",
    '<a href="local.html">': "local.html",
    '<iframe srcdoc="x">': "<iframe>",
    '<base href="https://example.org/">': "<base>",
    '<meta http-equiv="Refresh" content="0; url=x">': "<meta>",
    '<video poster="l.png"></video>': "l.png",
    '<form action="m">': "<form>",
    '<img src="report:a.svg" src="o.png"><img src="p.png" src="report:a.svg">': "p.png",
    '<!--><img src="q.png">': "q.png",
    '<svg><style>&#64;import "r.css";</style></svg>': "r.css",
    '<svg><image href="#a"><set attributeName="href" to="s.svg"/></image></svg>': "s.svg",
    '<body background="n.png">': "n.png",
}
ALLOWED = (
    '<a href="#part-1">',
    '<a href="https://example.org/">',
    '<a href="mailto:office@example.org">',
    '<img src="data:image/png;base64,AAAA">',
    '<img src="report:chart/income.svg">',
    '<svg><use href="#mark"/><rect fill="url(#shade)"/></svg>',
    "<p>url(https://example.org/) @import</p>",
    "<style>p { color: red }</style>",
)


@pytest.mark.parametrize("html", REFUSED)
def test_refused(html: str) -> None:
    with pytest.raises(RenderError) as error:
        check_page(f"<p>x</p>{html}", "")
    assert REFUSED[html] in str(error.value)


@pytest.mark.parametrize("html", ALLOWED)
def test_allowed(html: str) -> None:
    check_page(html, "")
    with pytest.raises(RenderError):
        check_page(f"{html}<script>", "")


def test_our_own_styles_are_trusted() -> None:
    styles = "@font-face { src: url(x.ttf) }"
    check_page(f"<style>{styles}</style>", styles)
    with pytest.raises(RenderError, match=r"y\.ttf"):
        check_page(f"<style>{styles}</style><style>{styles.replace('x', 'y')}</style>", styles)


def test_the_page_of_own_templates_is_checked(tmp_path: Path) -> None:
    own = own_folder(tmp_path, cover__html__j2='<header><img src="https://example.org/seal.png" alt=""></header>')
    layout = load_layout("four-part", own)
    for purpose in ("screen", "print"):
        with pytest.raises(RenderError, match=r"https://example\.org/seal\.png"):
            rendered(reference(), layout, purpose=purpose)


def test_what_the_budget_says_is_only_text(tmp_path: Path) -> None:
    """A name that looks like markup is shown: the guard finds nothing in it."""
    own = own_folder(tmp_path, phrases__yaml="draft: '<script>alert(1)</script>'\n")
    report = rendered(reference(), load_layout("four-part", own), draft=Draft())
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in report.html
