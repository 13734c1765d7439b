"""The last gate: withheld matter is found wherever a finished file can hold it, and told by its spot alone."""

from __future__ import annotations

import io
import pickle
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import attrs
import pikepdf
import pytest

from reportgen.check import run
from reportgen.check.accept import Accepted
from reportgen.load.fingerprints import Fingerprints, Piece
from reportgen.model.diagnostic import Diagnostic, RenderError, WithheldError
from reportgen.model.place import Place
from reportgen.model.withheld import Withheld
from reportgen.publish.author import Findings
from reportgen.publish.gate import allowed, inspect
from reportgen.publish.gate_pdf import pdf_passages
from reportgen.render.pdf import Metadata, Prepared, prepare
from tests.unit.check.support import Example

SECRET = "金丝雀栖于黛瓦白墙之侧晨昏啼鸣不止邻里皆言此乃祥瑞之兆也"
OTHER = "檐下悬铃随风摇曳声传十里行人驻足倾听久久不愿离去矣"


@pytest.fixture(autouse=True)
def chinese(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REPORTGEN_LANG", "zh")


@pytest.fixture(autouse=True, scope="module")
def engine_closed() -> Iterator[None]:
    yield
    engine.cache_clear()


@cache
def hashes(*texts: str) -> Withheld:
    prints = Fingerprints()
    for text in texts:
        prints.add(Piece(text))
    prints.hash_waiting()
    return prints.finish()


def stopped(files: dict[str, bytes], printed: dict[str, str] | None = None, **facts: Any) -> str:
    """The message of the gate, which must stop; empty when it lets the files pass."""
    told = ""
    try:
        inspect(hashes(SECRET), files, facts, printed or {})
    except WithheldError as error:
        told = str(error)
    assert not any(SECRET[at : at + 4] in told for at in range(len(SECRET) - 3)), told
    return told


def page(body: str = "", head: str = "") -> bytes:
    return f"<!DOCTYPE html><html><head><title>甲</title>{head}</head><body>{body}</body></html>".encode()


SPACED = " ".join(SECRET)
IN_HTML = {
    "a paragraph": (page(f"<h3 id='s1'>一、说明</h3><p>{SECRET}</p>"), "#s1 “一、说明”"),
    "broken by elements": (page(f"<p id='s2'>{SECRET[:9]}<b>{SECRET[9:15]}</b><br>\n{SECRET[15:]}</p>"), "#s2"),
    "cells": (page("<table id='t'><tr>" + "".join(f"<td>{c}</td>" for c in SECRET) + "</tr></table>"), "#t"),
    "references to characters": (page("<p>" + "".join(f"&#{ord(c)};" for c in SECRET) + "</p>"), "文字"),
    "other widths and marks": (page(f"<p>（{'、'.join(SECRET)}）</p>"), "文字"),
    "an attribute": (page(f'<img id="i" alt="{SPACED}">'), "<img alt> #i"),
    "an attribute in references": (page("<p title='" + "".join(f"&#x{ord(c):x};" for c in SECRET) + "'>"), "<p title>"),
    "a comment": (page(f"<!-- {SECRET} -->"), "<!-- -->"),
    "the title": (page().replace("甲".encode(), SECRET.encode()), "文字"),
    "meta": (page(head=f'<meta name="author" content="{SECRET}">'), "<meta content>"),
    "a description in a drawing": (page(f"<svg><desc>{SECRET}</desc></svg>"), "文字"),
    "words in a drawing": (page(f"<svg><text>{SECRET[:15]}</text><text>{SECRET[15:]}</text></svg>"), "文字"),
    "a style sheet": (page(head=f"<style>p::before {{content: '{SECRET}'}}</style>"), "style"),
    "a style sheet in numbers": (page(head="<style>" + "".join(f"\\{ord(c):06x}" for c in SECRET) + "</style>"), "style"),
    "an address": (page(f'<a href="#{SECRET.encode().hex("%", 1)}">'.replace("#", "#%")), "<a href>"),
    "the name of an attribute": (page(f"<p {SECRET}>"), "<…>"),
    "an id": (page(f'<p id="{SECRET}">'), "<p id>"),
    "a declaration": (page(f"<!{SECRET}>"), ""),
    "data of a script": (page(f'<script type="application/json">{{"texts":["{SECRET}"]}}</script>'), "script"),
    "data in numbers": (
        page('<script type="application/json">{"texts":["' + "".join(f"\\u{ord(c):04x}" for c in SECRET) + '"]}</script>'),
        "script",
    ),
    "a name in data, in pieces": (
        page('<script type="application/json">{"a":[{"' + '":[1,"'.join((SECRET[:9], SECRET[9:])) + '"]}]}</script>'),
        "script",
    ),
    "data left open": (page('<script type="application/json">["' + "".join(f"\\u{ord(c):04x}" for c in SECRET) + '"]'), ""),
    "an open style sheet": (page(head=f"<style>p::before {{content: '{SECRET}'}}").partition(b"</head>")[0], "style"),
    "what was hidden": (page(f"<p hidden style='display:none'>{SECRET}</p>"), "文字"),
    "an open comment": (page(f"<!-- {SECRET}"), ""),
}  # fmt: skip


@pytest.mark.parametrize("way", IN_HTML)
def test_html(way: str) -> None:
    data, spot = IN_HTML[way]
    told = stopped({"report.html": data})
    assert f"report.html：{spot}" in told
    assert "没有写出任何文件" in told


@pytest.mark.parametrize(
    "body",
    [
        "",
        "檐下悬铃" * 20,
        SECRET[:23],
        SECRET[:11] + "。甲。" + SECRET[11:22],
        "".join(reversed(SECRET)),
        "金丝雀" * 30,
    ],
)
def test_what_passes(body: str) -> None:
    """Half a sentence is for a person to judge (P08); fewer characters tell nothing."""
    assert stopped({"report.html": page(f"<p>{body}</p>")}, year=2024) == ""


def test_no_name_of_a_spot_repeats_it() -> None:
    """A heading or an id near the spot is told only when it is clean."""
    half = SECRET[:20]
    told = stopped({"a.html": page(f"<h2 id='{half}'>{half}</h2><h3>{SECRET}</h3><p title='{SECRET}'>")})
    assert "a.html：文字；<p title>" in told


def test_several_files_and_the_manifest() -> None:
    files = {"a.html": page(f"<p>{SECRET}</p>"), "b.html": page(), f"{SECRET}.html": page()}
    told = stopped(files, department=f"{SECRET}局", inputs={"sha256": "0" * 64})
    assert "a.html：文字" in told
    assert "b.html" not in told
    assert "manifest.json：文件名；department" in told


def test_where_check_saw_it_is_told() -> None:
    seen = Diagnostic("P07", "error", "甲", Place("budget.yaml", 7, 3))
    with pytest.raises(WithheldError, match=r"budget\.yaml:7:3"):
        inspect(hashes(SECRET), {"a.html": page(SECRET)}, {}, {}, [seen])
    with pytest.raises(WithheldError, match="自己的模板"):
        inspect(hashes(SECRET), {"a.html": page(SECRET)}, {}, {}, [attrs.evolve(seen, level="info")])


def test_fixed_words_of_the_templates_are_no_secret() -> None:
    glossary = Path("templates/four-part/glossary.yaml").read_text(encoding="utf-8")
    standard = max(glossary.splitlines(), key=len).partition(":")[2].strip(' "')
    assert len(standard) > 60
    inspect(hashes(standard), {"a.html": page(f"<p>{standard}</p>")}, {}, {})
    with pytest.raises(WithheldError):
        inspect(hashes(standard, SECRET), {"a.html": page(f"<p>{standard}{SECRET}</p>")}, {}, {})


# The PDF


@cache
def engine(*own: Path) -> Prepared:
    return prepare(own=own)


def pdf(body: str, *own: Path) -> bytes:
    def nothing(name: str) -> bytes:
        raise KeyError(name)

    html = f'<!DOCTYPE html><html lang="zh-CN"><head><title>甲</title></head><body class="report">{body}</body></html>'
    moment = datetime(2024, 1, 1, tzinfo=UTC)
    return engine(*own).write(html, resources=nothing, metadata=Metadata("甲局"), timestamp=moment)


WIDE = "财政拨款收支预算总体情况表说明"
IN_PDF = {
    "a paragraph over lines": f"<p>{WIDE * 3}</p><p>{WIDE * 2}{{}}{WIDE}</p>",
    "a narrow cell": f"<table><tr><td style='width:3em'>{{}}</td><td style='width:4em'>{WIDE * 3}</td></tr></table>",
    "a narrow cell behind": f"<table><tr><td style='width:4em'>{WIDE * 3}</td><td style='width:3em'>{{}}</td></tr></table>",
    "columns": f"<div style='columns: 3'>{WIDE}{{}}{WIDE * 4}</div>",
    "white on white": "<p style='color: #fff; font-size: 1pt'>{}</p>",
    "spaced": "<p style='letter-spacing: 1em'>{}</p>",
    "outside of the page": "<p><span style='position: relative; left: -90cm'>{}</span></p>",
    "turned": "<p style='transform: rotate(90deg)'>{}</p>",
    "a drawing": (
        "<svg xmlns='http://www.w3.org/2000/svg' width='400' height='40'><text y='20'>{}</text></svg>"
    ),
}  # fmt: skip
MARGIN = f"@page {{ @bottom-left {{ content: '{SECRET}'; width: 4cm }} }}"


@pytest.mark.parametrize("way", IN_PDF)
def test_pages(way: str) -> None:
    """Also where the HTML that it was made from is not at hand."""
    data = pdf("<p style='break-after: page'>甲</p>" + IN_PDF[way].format(SECRET))
    assert "a.pdf：第 2 页" in stopped({"a.pdf": data})


def test_a_leak_of_the_pdf_alone(tmp_path: Path) -> None:
    """A style sheet writes into the margin of the page what no HTML holds."""
    style = tmp_path / "margin.css"
    style.write_text(MARGIN, encoding="utf-8")
    data = pdf("<p>甲</p>", style)
    assert "a.pdf：第 1 页" in stopped({"a.pdf": data}, {"a.pdf": "<p>甲</p>"})


def test_over_two_pages() -> None:
    """Where margins stand between the halves, the HTML of the pages tells."""
    html = f"<p style='break-after: page'>甲{SECRET[:14]}</p><p>{SECRET[14:]}</p>"
    assert "a.pdf：文字" in stopped({"a.pdf": pdf(html)}, {"a.pdf": html})


def test_a_clean_pdf_passes() -> None:
    body = f"<h2>{OTHER}</h2><p>{SECRET[:20]}</p>"
    assert stopped({"a.pdf": pdf(body)}, {"a.pdf": body}) == ""


def _outline(file: pikepdf.Pdf) -> None:
    with file.open_outline() as outline:
        outline.root.append(pikepdf.OutlineItem("甲", 0))
        outline.root[-1].children.append(pikepdf.OutlineItem(SECRET, 0))


def _annotation(file: pikepdf.Pdf, **entries: Any) -> None:
    note = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Rect=[0, 0, 9, 9], **entries)
    file.pages[0].Annots = file.make_indirect(pikepdf.Array([note]))


def _link(file: pikepdf.Pdf) -> None:
    address = "https://甲.example/".encode().hex("%", 1)
    action = pikepdf.Dictionary(S=pikepdf.Name.URI, URI=pikepdf.String(f"%{address}%{SECRET.encode().hex('%', 1)}"))
    _annotation(file, Subtype=pikepdf.Name.Link, A=action)


def _attached(file: pikepdf.Pdf, data: bytes, name: str = "a.txt", description: str = "") -> None:
    file.attachments[name] = pikepdf.AttachedFileSpec(file, data, description=description, filename=name)


XMP = (
    '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
    '<rdf:Description xmlns:pdf="http://ns.adobe.com/pdf/1.3/"><pdf:Keywords>{}</pdf:Keywords></rdf:Description>'
    "</rdf:RDF></x:xmpmeta>"
)


def _metadata(file: pikepdf.Pdf) -> None:
    file.Root.Metadata = file.make_stream(
        XMP.format(SECRET).encode(), Type=pikepdf.Name.Metadata, Subtype=pikepdf.Name.XML
    )


def _structure(file: pikepdf.Pdf, key: str) -> None:
    root = file.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.StructTreeRoot))
    figure = pikepdf.Dictionary(Type=pikepdf.Name.StructElem, S=pikepdf.Name.Figure, P=root, Pg=file.pages[0].obj, K=0)
    figure[key] = pikepdf.String(SECRET)
    figure = file.make_indirect(figure)
    root.K = figure
    tree = file.make_indirect(pikepdf.Array([figure]))
    root.ParentTree = file.make_indirect(pikepdf.Dictionary(Nums=[0, tree]))
    file.pages[0].StructParents = 0
    file.Root.StructTreeRoot = root
    file.Root.MarkInfo = pikepdf.Dictionary(Marked=True)


def _script(file: pikepdf.Pdf) -> None:
    action = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String(SECRET))
    file.Root.Names = pikepdf.Dictionary(JavaScript=pikepdf.Dictionary(Names=[pikepdf.String("甲"), action]))


def _named(file: pikepdf.Pdf) -> None:
    where = pikepdf.Array([file.pages[0].obj, pikepdf.Name.Fit])
    file.Root.Names = pikepdf.Dictionary(Dests=pikepdf.Dictionary(Names=[pikepdf.String(SECRET), where]))


def _labelled(file: pikepdf.Pdf) -> None:
    file.Root.PageLabels = pikepdf.Dictionary(Nums=[0, pikepdf.Dictionary(P=pikepdf.String(SECRET))])


BESIDE: dict[str, tuple[Callable[[pikepdf.Pdf], None], str]] = {
    "title": (lambda file: file.docinfo.__setitem__("/Title", SECRET), "文档信息 Title"),
    "keywords": (lambda file: file.docinfo.__setitem__("/Keywords", SECRET), "文档信息 Keywords"),
    "producer": (lambda file: file.docinfo.__setitem__("/Producer", SECRET), "文档信息 Producer"),
    "XMP": (_metadata, "元数据"),
    "bookmark": (_outline, "书签"),
    "note": (lambda file: _annotation(file, Subtype=pikepdf.Name.Text, Contents=SECRET), "第 1 页 批注"),
    "link": (_link, "第 1 页 链接"),
    "alternative text": (lambda file: _structure(file, "/Alt"), "第 1 页 结构"),
    "actual text": (lambda file: _structure(file, "/ActualText"), "第 1 页 结构"),
    "attachment": (lambda file: _attached(file, SPACED.encode()), "第 1 个附件"),
    "attachment in UTF-16": (lambda file: _attached(file, SECRET.encode("utf-16")), "第 1 个附件"),
    "attachment in GB18030": (lambda file: _attached(file, SECRET.encode("gb18030")), "第 1 个附件"),
    "name of an attachment": (lambda file: _attached(file, b"", f"{SECRET}.txt"), "第 1 个附件"),
    "description of an attachment": (lambda file: _attached(file, b"1", description=SECRET), "第 1 个附件"),
    "script": (_script, "脚本"),
    "destination": (_named, "链接目标"),
    "page label": (_labelled, "页码名称"),
}


@pytest.fixture(scope="module")
def clean() -> bytes:
    return pdf("<h2>甲</h2><p>乙</p>")


@pytest.mark.parametrize("way", BESIDE)
@pytest.mark.parametrize("packed", [False, True], ids=["plain", "packed"])
def test_beside_the_pages(way: str, packed: bool, clean: bytes) -> None:
    add, spot = BESIDE[way]
    file, written = pikepdf.open(io.BytesIO(clean)), io.BytesIO()
    add(file)
    streams = pikepdf.ObjectStreamMode.generate if packed else pikepdf.ObjectStreamMode.disable
    file.save(written, compress_streams=packed, object_stream_mode=streams)
    assert stopped({"a.pdf": clean}) == ""
    assert f"a.pdf：{spot}" in stopped({"a.pdf": written.getvalue()})


def test_a_pdf_that_cannot_be_read_back_is_not_published(clean: bytes) -> None:
    for data in (b"", b"%PDF-1.7\n%%EOF", SECRET.encode()):
        with pytest.raises(RenderError, match="没有写出文件"):
            list(pdf_passages(data))


# What goes to the gate, and what somebody answers for


def test_a_copy_without_hashes_lets_nothing_pass() -> None:
    """Pickling leaves the hashes behind on purpose; then nobody knows what is withheld."""
    lost = pickle.loads(pickle.dumps(hashes(SECRET)))
    with pytest.raises(RuntimeError):
        inspect(lost, {"a.html": page()}, {}, {})


def test_the_message_with_the_hashes_does_not_show_them() -> None:
    data = hashes(SECRET).to_bytes()
    told = repr(Findings((), (), {}, data, stop=False))
    assert "withheld" not in told
    assert stopped({"a.html": page(SECRET)})
    with pytest.raises(WithheldError):
        inspect(Withheld.from_bytes(data), {"a.html": page(SECRET)}, {}, {})


@pytest.fixture
def example(tmp_path: Path) -> Example:
    """The goods and the works of procurement repeat two parts of what a project withholds."""
    found = Example(tmp_path)
    found.edit("budget.yaml", "- {id: P05, name: 特定目标 xzzfc128,", f"- {{id: P05, name: 特定目标 xzzfc128, basis: {SECRET}{OTHER},")  # fmt: skip
    found.append("budget.yaml", f"\nglossary: {{甲: 指{SECRET}。, 乙: 指{OTHER}。}}\n")
    return found


def _gate(example: Example) -> tuple[Withheld, tuple[Diagnostic, ...]]:
    disclosure = example.disclosure()
    diagnostics = run(disclosure.budget, disclosure)
    return allowed(disclosure, diagnostics), diagnostics


def test_nothing_is_allowed_unasked(example: Example) -> None:
    withheld, diagnostics = _gate(example)
    assert sum(d.code == "P07" for d in diagnostics) == 2
    assert withheld.occurs_in(SECRET)
    assert withheld.occurs_in(OTHER)


def test_an_accepted_text_may_stand_and_no_other(example: Example) -> None:
    example.append("budget.yaml", "accept: [{code: P07, where: glossary.甲, reason: 已解密}]\n")
    withheld, diagnostics = _gate(example)
    assert sum(isinstance(d, Accepted) and d.code == "P07" for d in diagnostics) == 1
    assert not withheld.occurs_in(SECRET)
    assert withheld.occurs_in(OTHER)


def test_accepting_another_rule_allows_nothing(example: Example) -> None:
    example.append("budget.yaml", "accept: [{code: P08, where: glossary.甲, reason: 已解密}]\n")
    withheld, _ = _gate(example)
    assert withheld.occurs_in(SECRET)
