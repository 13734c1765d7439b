"""The script of the page: one text, admitted by its hash alone, put in after own templates were looked at."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from pathlib import Path

import attrs
import pytest

from reportgen.model.diagnostic import RenderError
from reportgen.render import figure_notes
from reportgen.render.html import render_page
from reportgen.render.layout import load_layout
from reportgen.render.page_script import SCRIPTS, page_script, with_script
from reportgen.render.resources import resource_dir
from tests.support.page import Report
from tests.unit.render.reports import own_folder, reference, reference_page, shipped

STYLES = resource_dir("styles")
MOST = 45_000
"""Bytes of the script."""


def scripts(html: str) -> list[tuple[dict[str, str], str]]:
    """Attributes and text of each script of a page."""
    root = Report(html).root
    return [({**element.attrib}, element.text or "") for element in root.iter("script")]


def policies(html: str) -> list[str]:
    return [meta.get("content") or "" for meta in Report(html).root.iter("meta") if meta.get("http-equiv")]


def test_data_and_script_come_last_in_the_body() -> None:
    root = reference_page().root
    body = next(root.iter("body"))
    data, script = list(body)[-2:]
    assert dict(data.attrib) == {"type": "application/json", "id": "page-notes"}
    assert dict(script.attrib) == {}
    assert json.loads(data.text or "")["units"] == ["万元", "万元"]
    assert [element.tag for element in root.iter() if element.tag == "script"] == ["script", "script"]


def test_the_policy_admits_this_script_alone() -> None:
    html = reference_page().html
    (policy,) = policies(html)
    script = scripts(html)[1][1]
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    assert policy == (
        f"default-src 'none'; style-src 'unsafe-inline'; img-src data:; script-src 'sha256-{digest}'; "
        "base-uri 'none'; form-action 'none'"
    )
    head = next(reference_page().root.iter("head"))
    assert [child.get("charset") or child.get("http-equiv") for child in list(head)[:2]] == [
        "utf-8",
        "Content-Security-Policy",
    ]


def test_files_are_joined_in_order_and_all_of_them() -> None:
    assert {path.name for path in (STYLES / "screen").glob("*.js")} == set(SCRIPTS)
    script = page_script(STYLES)
    assert script.startswith('(() => {\n"use strict";\n')
    assert script.endswith("\n})();")
    starts = [
        script.index(next(line for line in lines(name) if line.startswith(("const ", "let ")))) for name in SCRIPTS
    ]
    assert starts == sorted(starts)
    assert len(script.encode()) < MOST


def lines(name: str) -> list[str]:
    return (STYLES / "screen" / name).read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("name", SCRIPTS)
def test_a_file_is_plain_and_speaks_by_the_layout(name: str) -> None:
    text = "\n".join(lines(name))
    assert lines(name)[0].startswith("// ")
    assert len(lines(name)) <= 400
    code = re.sub(r"^\s*//.*$|\s// .*$", "", text, flags=re.M)
    assert not re.search(r"[\u4e00-\u9fff]", code), "words come from the layout"
    assert not re.search(
        r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|new Function|fetch\(|XMLHttp|import\s*\(",
        code,
    )
    assert not re.search(r"https?:|</|<!--", code)
    assert "console." not in code


def test_every_word_the_script_asks_for_is_in_the_layout() -> None:
    words, script = shipped().names["page"], page_script(STYLES)
    asked = set(re.findall(r'\b(?:word|row)\("([\w-]+)"', script))
    types = set(re.findall(r'entry\(\s*"(\w+)"', script)) | {
        "part",
        "heading",
        "table",
        "statement",
        "project",
        "code",
        "row",
    }
    asked |= {f"type-{type}" for type in types} | {"copy", "download"}
    assert asked <= set(words)
    notes = Path(figure_notes.__file__).read_text(encoding="utf-8")
    made = ("basis-", "copied", "condition-", "zero-", "found", "not-copied", "fact", "count")
    assert not [key for key in words if key not in asked and f'"{key}"' not in notes and not key.startswith(made)]


def test_places_are_found_on_any_page() -> None:
    """A department's own document may lack what ours has."""
    whole = "<!DOCTYPE html>\n<html><head><META charset='utf-8'><title>甲</title></head><body><p>乙</p></BODY></html>"
    for html in (
        whole,
        whole.replace("<META charset='utf-8'>", ""),
        whole.replace("</BODY>", ""),
        whole.replace("</BODY></html>", ""),
        "<p>乙</p>",
        "",
    ):
        made = with_script(html, '{"a":1}', STYLES)
        assert [text for _, text in scripts(made)] == ['{"a":1}', page_script(STYLES)]
        assert len(policies(made)) == 1
        head = next(Report(made).root.iter("head"))
        assert any(meta.get("http-equiv") for meta in head.iter("meta"))
        assert "".join(Report(made).root.itertext()).count("乙") == html.count("乙")


def test_own_templates_may_still_bring_no_script(tmp_path: Path) -> None:
    own = own_folder(tmp_path, glossary__html__j2="<script>1</script>")
    with pytest.raises(RenderError, match="<script>"):
        render_page(reference(), load_layout("four-part", own), purpose="screen")
    own = own_folder(tmp_path, glossary__html__j2="<p>甲</p>")
    html = render_page(reference(), load_layout("four-part", own), purpose="screen").html
    assert len(scripts(html)) == 2


def test_own_words_cannot_break_out(tmp_path: Path) -> None:
    own = own_folder(tmp_path, layout__yaml='names: {page: {search: "</script><script>alert(1)</script>&<!--"}}\n')
    html = render_page(reference(), load_layout("four-part", own), purpose="screen").html
    data, script = scripts(html)
    assert json.loads(data[1])["words"]["search"] == "</script><script>alert(1)</script>&<!--"
    assert script[1] == page_script(STYLES)


def test_figures_that_a_template_made_up_are_passed_over(tmp_path: Path) -> None:
    own = own_folder(tmp_path, glossary__html__j2='<data class="figure" data-key="no/such" value="1">1</data>')
    html = render_page(reference(), load_layout("four-part", own), purpose="screen").html
    assert "no/such" not in json.loads(scripts(html)[0][1])["keys"]


def test_no_script_in_print_or_without_the_words() -> None:
    assert "<script" not in render_page(reference(), shipped(), purpose="print").html
    names = {group: words for group, words in shipped().names.items() if group != "page"}
    assert "<script" not in render_page(reference(), attrs.evolve(shipped(), names=names), purpose="screen").html


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(RenderError, match=SCRIPTS[0].replace(".", r"\.")):
        page_script(tmp_path)
