"""Every attack of tests/hostile, each a file or a folder: the exit code, what the message names, nothing read, nothing written.

`expected.json` beside the attacks tells, for each, the exit code and what must be named (for texts: what the page holds).
"""

from __future__ import annotations

import json
import re
import shutil
import time
import urllib.request
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from reportgen.publish.build import build
from reportgen.publish.request import BuildRequest
from tests.acceptance.conftest import Done, change, run_here
from tests.acceptance.pdf_reader import Pdf
from tests.support.command import run
from tests.support.page import Report, squeezed

HOSTILE = Path(__file__).parents[1] / "hostile"
SECONDS = 10
"""So long a refusal may take on a busy machine; alone it takes less than three."""
PRINT = ("chart-that-is-none",)
"""Resources that only the page for the PDF names."""
TURNING = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""Marks that change the direction of writing."""
TEXT_FIELDS = ("department", "unit", "project", "term", "reason")


def attacks(kind: str) -> dict[str, dict[str, Any]]:
    """Name → what is expected, of all attacks of a kind; no file without an expectation, and none expected without a file."""
    told: dict[str, dict[str, Any]] = json.loads((HOSTILE / kind / "expected.json").read_text(encoding="utf-8"))
    files = {path.name.partition(".")[0] for path in (HOSTILE / kind).iterdir() if path.name != "expected.json"}
    assert files == set(told), kind
    return told


def test_there_are_enough() -> None:
    kinds = [path.name for path in HOSTILE.iterdir() if path.is_dir()]
    assert sorted(kinds) == ["layouts", "paths", "resources", "tables", "templates", "texts", "workbooks"]
    assert sum(len(attacks(kind)) for kind in kinds) >= 80


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever asks for an address fails the test."""
    monkeypatch.setattr(urllib.request, "urlopen", lambda *_args, **_more: pytest.fail("asked the network"))
    monkeypatch.setattr("socket.create_connection", lambda *_args, **_more: pytest.fail("asked the network"))


def judge(done: Done, expected: dict[str, Any], began: float, folder: Path) -> None:
    """Refused as expected, in time, without a traceback, with nothing written and nothing of the machine told."""
    told = done.stdout + done.stderr
    assert done.returncode == expected["exit"], told
    assert time.monotonic() - began < SECONDS
    for name in expected["names"] if done.returncode else ():
        assert name in told, told
    assert "Traceback" not in told
    assert "root:" not in told
    assert not re.search("[\x00\x07\x1b\u202e]", told)
    assert len(told) < 20_000
    assert not list(folder.parent.rglob("hacked*"))
    assert not Path("/tmp/hacked-by-workbook").exists()
    if done.returncode:
        assert not (folder.parent / "out").exists()


def with_own(folder: Path, source: Path) -> None:
    """An own folder of templates: the whole of ``source``, or its file as the template of the glossary."""
    if source.is_dir():
        shutil.copytree(source, folder / "own")
    else:
        (folder / "own").mkdir()
        shutil.copyfile(source, folder / "own" / "glossary.html.j2")
    change(folder / "budget.yaml", ("name: 示例市体育局,", "name: 示例市体育局, published: 2024-02-28,"))
    with (folder / "budget.yaml").open("a", encoding="utf-8") as stream:
        stream.write("templates: own\n")


def source_of(kind: str, name: str) -> Path:
    (found,) = (path for path in (HOSTILE / kind).iterdir() if path.name.partition(".")[0] == name)
    return found


def built(folder: Path, *options: str, form: str = "html") -> Done:
    return run_here("build", folder, "--format", form, "--output", folder.parent / "out", *options)


@pytest.mark.parametrize(
    ("kind", "name"), [(kind, name) for kind in ("templates", "resources") for name in attacks(kind)]
)
def test_a_template(kind: str, name: str, small: Path) -> None:
    with_own(small, source_of(kind, name))
    began = time.monotonic()
    judge(built(small, form="pdf" if name in PRINT else "html"), attacks(kind)[name], began, small)


@pytest.mark.parametrize("name", attacks("layouts"))
def test_a_layout(name: str, small: Path) -> None:
    source = source_of("layouts", name)
    with_own(small, source)
    layouts = [path.parent.name for path in sorted(source.glob("*/layout.yaml"))]
    began = time.monotonic()
    options = ["--layout", "ring"] if "ring" in layouts else []
    judge(built(small, *options), attacks("layouts")[name], began, small)


@pytest.mark.parametrize("name", attacks("paths"))
def test_a_path(name: str, small: Path) -> None:
    """The key of the attack replaces the one of the budget."""
    attack = source_of("paths", name).read_text(encoding="utf-8")
    key = attack.partition(":")[0] + ":"
    lines = (small / "budget.yaml").read_text(encoding="utf-8").splitlines(keepends=True)
    kept = [line for line in lines if not line.startswith(key)]
    (small / "budget.yaml").write_text("".join(kept) + attack, encoding="utf-8")
    for outside in ("outside.csv", "outside.xlsx"):
        shutil.copyfile(small / "lines.csv", small.parent / outside)
    began = time.monotonic()
    judge(built(small), attacks("paths")[name], began, small)


@pytest.mark.parametrize("name", attacks("tables"))
def test_a_table(name: str, small: Path) -> None:
    shutil.copyfile(source_of("tables", name), small / "lines.csv")
    for form in ("json", "text", "github"):
        began = time.monotonic()
        done = run_here("check", small, "--format", form)
        assert not re.search(r"(?m)^::error file=x", done.stdout)
        if form == "text":
            judge(done, attacks("tables")[name], began, small)


@pytest.mark.parametrize("name", attacks("workbooks"))
def test_a_workbook(name: str, small: Path) -> None:
    """Nothing is unpacked, and nothing that the workbook names is fetched."""
    shutil.copyfile(source_of("workbooks", name), small / "budget.xlsx")
    change(small / "budget.yaml", ("lines.csv", "budget.xlsx"))
    before = sorted(path.name for path in small.iterdir())
    began = time.monotonic()
    judge(built(small), attacks("workbooks")[name], began, small)
    assert sorted(path.name for path in small.iterdir()) == before


def with_text(folder: Path, words: str) -> None:
    """The text as name of the unit, of the project and of a term, in prose and as a reason."""
    quoted, term = (json.dumps(text, ensure_ascii=False) for text in (words, words[:100]))
    change(
        folder / "budget.yaml",
        ("units: [{id: U1, name: 示例市体育局", f"units: [{{id: U1, name: {quoted}"),
        ("name: 场馆开放补助", f"name: {quoted}"),
        ("short_name: 市体育局", f"short_name: 市体育局, functions: [{quoted}]"),
    )
    with (folder / "budget.yaml").open("a", encoding="utf-8") as stream:
        stream.write(f"glossary: {{{term}: {quoted}}}\nreasons: {{expenditure: {{项目支出: {quoted}}}}}\n")


@pytest.mark.parametrize("name", attacks("texts"))
def test_a_text(name: str, small: Path) -> None:
    """Shown and not obeyed, everywhere that a text may stand."""
    expected = attacks("texts")[name]
    with_text(small, source_of("texts", name).read_text(encoding="utf-8").rstrip("\n"))
    began = time.monotonic()
    done = built(small, "--draft")
    judge(done, expected, began, small)
    if expected["exit"]:
        return
    page = (small.parent / "out" / "disclosure-2024.html").read_text(encoding="utf-8")
    for shown in expected["names"]:
        assert page.count(shown) >= len(TEXT_FIELDS)
    assert not TURNING.search(page)
    report = Report(page)
    tags = {element.tag for element in report.root.iter() if isinstance(element.tag, str)}
    assert sum(element.tag == "script" for element in report.root.iter()) == 2  # our own, and its data
    assert not tags & {"iframe", "object", "form", "link"}
    assert sum(element.tag == "style" for element in report.root.iter()) == 1
    for element in report.root.iter():
        for attribute, value in element.items():
            assert not attribute.lower().startswith("on"), attribute
            assert not value.strip().lower().startswith("javascript:"), value


def test_texts_in_the_pdf(small: Path) -> None:
    """What a PDF obeys stays text in it, and nothing turns digits around: in its text, its bookmarks, its properties."""
    names = [
        source_of("texts", name).read_text(encoding="utf-8").rstrip("\n")
        for name in ("override", "isolates", "marks", "pdf-string", "pdf-object")
    ]
    quoted = [json.dumps(words, ensure_ascii=False) for words in names]
    change(
        small / "budget.yaml",
        (
            "name: 示例市体育局, short_name: 市体育局",
            f"name: {quoted[0]}, short_name: x, functions: [{', '.join(quoted)}]",
        ),
        ("name: 场馆开放补助", f"name: {quoted[3]}"),
    )
    done = run("build", small, "--draft", "--format", "pdf", "--output", small.parent / "out")
    assert done.returncode == 0, done.stderr
    pdf = Pdf(small.parent / "out" / "disclosure-2024.pdf")
    printed = squeezed(pdf.text)
    for shown in (
        "机关业务补助321.50",
        "甲乙丙1,234.50",
        "甲乙丙丁",
        "/OpenAction<</S/JavaScript",
        "endstreamendobj10obj",
    ):
        assert shown in printed
    assert not TURNING.search(pdf.text)
    assert not TURNING.search(str(pdf.file.docinfo.get("/Title", "")))
    with pdf.file.open_outline() as outline:
        assert not TURNING.search("".join(item.title for item in outline.root))
    for thing in pdf.file.objects:
        if isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
            assert not set(map(str, thing.keys())) & {"/JS", "/JavaScript", "/Launch", "/OpenAction", "/AA"}


def test_a_bomb_is_refused_in_a_child_process_too(small: Path) -> None:
    """The limits are counts of the template itself: they hold wherever it runs."""
    with_own(small, source_of("templates", "loops-in-loops"))
    began = time.monotonic()
    with pytest.raises(Exception, match=r"glossary\.html\.j2:\d+"):
        build(BuildRequest(small / "budget.yaml", ("pdf", "html")))
    assert time.monotonic() - began < SECONDS
