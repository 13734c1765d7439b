"""Hostile input: markup and code in texts are shown and not obeyed, and nothing outside the budget's folder is
read. The files are in tests/corpus/hostile."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest
import yaml

from tests.acceptance.conftest import CORPUS, Done, Made, change, copied, run_here
from tests.acceptance.pdf_reader import Pdf
from tests.support.command import run
from tests.support.page import Report, squeezed, text

HOSTILE = CORPUS / "hostile"
ATTACKS = CORPUS.parent / "hostile"
"""Every attack as a file: see test_attacks."""


def codes(done: Done) -> list[str]:
    """The codes that ``check --format json`` told."""
    return [diagnostic["code"] for diagnostic in json.loads(done.stdout)["diagnostics"]]


# Markup


def build_markup(folder: Path) -> None:
    done = run("build", HOSTILE / "markup", "--output", folder / "out")
    assert done.returncode == 0, done.stderr


@pytest.fixture(scope="module")
def markup(made: Made) -> Path:
    return made("markup", build_markup) / "out"


def texts_of(value: Any) -> Iterator[str]:
    """Every text of budget.yaml that holds markup."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from texts_of(key)
            yield from texts_of(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from texts_of(inner)
    elif isinstance(value, str) and "alert(" in value:
        yield value


def test_markup_is_shown_and_not_obeyed(markup: Path) -> None:
    report = Report.read(markup / "disclosure-2024.html")
    tags = {element.tag for element in report.root.iter() if isinstance(element.tag, str)}
    assert sum(element.tag == "script" for element in report.root.iter()) == 2  # our own, and its data
    assert not tags & {"img", "b", "iframe", "object", "link", "form"}
    for element in report.root.iter():
        for name, value in element.items():
            assert not name.lower().startswith("on"), name
            assert not value.strip().lower().startswith("javascript:"), value
    shown = squeezed(text(report.root) + "".join(report.root.itertext()))
    document = yaml.safe_load((HOSTILE / "markup" / "budget.yaml").read_text(encoding="utf-8"))
    expected = set(texts_of(document))
    assert len(expected) == 30
    assert [words for words in expected if squeezed(words) not in shown] == []
    with (HOSTILE / "markup" / "indicators.csv").open(encoding="utf-8", newline="") as stream:
        cells = [cell for row in list(csv.reader(stream))[1:] for cell in row[1:]]
    rows = [cell for table in report.indicator_tables() for row in table[1:] for cell in row]
    assert rows == cells
    assert "{ 7*7 }" in rows


def test_markup_in_the_pdf(markup: Path) -> None:
    pdf = Pdf(markup / "disclosure-2024.pdf")
    printed = squeezed(pdf.text)
    for number in (1, 2, 7, 8, 10, 17, 18, 21, 24, 26, 29, 31):
        assert f"alert({number})" in printed, number
    for thing in pdf.file.objects:
        if not isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
            continue
        assert not set(map(str, thing.keys())) & {"/JS", "/JavaScript", "/URI", "/Launch", "/EmbeddedFiles", "/AA"}
    assert "<script>" in str(pdf.file.docinfo["/Title"])


def test_markup_in_what_programs_read() -> None:
    listed = run_here("figures", HOSTILE / "markup", "--format", "json")
    labels = [figure["label"] for figure in json.loads(listed.stdout)]
    assert any("<script>alert(8)</script>" in label for label in labels)


EXPRESSIONS = [
    "{{ 7*7 }}",
    "{% include '/etc/passwd' %}",
    "{# note #}",
    "{{ amount('t1/total-income').__class__ }}",
    "{{",
]


@pytest.mark.parametrize("expression", EXPRESSIONS)
def test_template_code_in_any_text_is_refused(expression: str, tmp_path: Path) -> None:
    """In prose and in names alike: each of the marked texts in turn."""
    original = (HOSTILE / "markup" / "budget.yaml").read_text(encoding="utf-8")
    folder = copied(HOSTILE / "markup", tmp_path / "budget")
    for number in range(1, 31):
        if f"alert({number})" not in original:
            continue
        (folder / "budget.yaml").write_text(original.replace(f"alert({number})", expression), encoding="utf-8")
        done = run_here("check", folder, "--format", "json")
        assert done.returncode == 2, number
        assert set(codes(done)) & {"L040", "L041"}, number
    (folder / "budget.yaml").write_text(original, encoding="utf-8")
    change(folder / "indicators.csv", ("{ 7*7 }", expression))
    done = run_here("check", folder, "--format", "json")
    assert done.returncode == 2
    assert codes(done) == ["L041"]


FORMULAS = [
    '=HYPERLINK("http://example.org")',
    "+1+1",
    "@SUM(1)",
    "-2+3",
    "=1+1",
    "=cmd|' /C calc'!A0",
    "\t=1+1",
    "\r=1+1",
    "-1e5",
]


def with_formulas(folder: Path) -> None:
    """Names that a spreadsheet would run: of the unit, of projects and of a code."""
    path = folder / "budget.yaml"
    head = path.read_text(encoding="utf-8").partition("projects:")[0].replace("name: 示例市体育局,", 'name: "=2+5",')
    names = [name.replace("\r", "") for name in FORMULAS]
    projects = "projects:\n" + "".join(
        f"  - {{id: P0{n}, name: {json.dumps(name)}, unit: U1, function: 2070308, order: {n}}}\n"
        for n, name in enumerate(names, 1)
    )
    more = 'codes: {function: {"2070308": "=3+4"}}\noptions: {attach: input}\n'
    path.write_text(head + projects + more, encoding="utf-8")


def run_by_a_spreadsheet(table: str) -> list[str]:
    """The fields of a CSV text that a spreadsheet takes for formulas; numbers may have their minus."""
    fields = [field for row in csv.reader(StringIO(table.removeprefix("\ufeff"))) for field in row]
    assert len(fields) > 10
    starts = ("=", "+", "@", "\t", "\r")
    return [f for f in fields if f.startswith(starts) or (f.startswith("-") and not re.fullmatch(r"-[\d.,]+", f))]


def test_formulas_stay_texts(small: Path) -> None:
    """In every CSV that the program writes: the list of figures, and what the PDF carries along."""
    with_formulas(small)
    done = run_here("figures", small, "--format", "csv")
    assert done.returncode == 0, done.stderr
    assert "=3+4" in done.stdout or FORMULAS[0] in done.stdout
    assert run_by_a_spreadsheet(done.stdout) == []
    built = run("build", small, "--draft", "--format", "pdf", "--output", small.parent / "out")
    assert built.returncode == 0, built.stderr
    with pikepdf.open(small.parent / "out" / "disclosure-2024.pdf") as pdf:
        tables = {name: spec.get_file().read_bytes().decode("utf-8") for name, spec in pdf.attachments.items()}
    assert sorted(tables) == ["figures-2024.csv", "income.csv", "lines.csv"]
    assert [field for table in tables.values() for field in run_by_a_spreadsheet(table)] == []


def test_messages_steer_no_terminal_and_no_workflow(small: Path) -> None:
    """What the input holds cannot begin a line of its own or a command in what check prints."""
    change(small / "budget.yaml", ("type: 行政", 'type: "a\\n::error file=x::injected\\u202e\\r%0A::warning::b"'))
    for form in ("text", "github"):
        done = run_here("check", small, "--format", form)
        assert done.returncode == 2
        assert not re.search(r"(?m)^::(error file=x|warning::b)", done.stdout)
        assert len(done.stdout.splitlines()) <= 4
        assert not re.search("[\u202e\r\x1b]", done.stdout)


# Paths


PATHS = {
    "data: {lines: ../outside.csv, income: income.csv}": ("../outside.csv", "L050"),
    "data: {lines: sub/../../outside.csv, income: income.csv}": ("sub/../../outside.csv", "L050"),
    "data: {lines: /etc/passwd, income: income.csv}": ("/etc/passwd", "L050"),
    "data: {lines: 'C:\\outside.csv', income: income.csv}": ("C:\\outside.csv", "L050"),
    "data: {lines: '..\\outside.csv', income: income.csv}": ("..\\outside.csv", "L050"),
    "data: {lines: //server/outside.csv, income: income.csv}": ("//server/outside.csv", "L050"),
    "data: {lines: 'file:///etc/passwd', income: income.csv}": ("file:///etc/passwd", "L052"),
    "data: {lines: ~/outside.csv, income: income.csv}": ("~/outside.csv", "L052"),
    "data: {lines: link.csv, income: income.csv}": ("link.csv", "L051"),
    "data: {lines: folder/outside.csv, income: income.csv}": ("folder/outside.csv", "L051"),
    "data: {lines: lines.csv, income: income.csv, indicators: ../outside.csv}": ("../outside.csv", "L050"),
    "data: {lines: lines.csv, income: income.csv}\ncodes: ../outside.csv": ("../outside.csv", "L050"),
    "data: {lines: lines.csv, income: income.csv}\ncodes: link.csv": ("link.csv", "L051"),
    "data: {lines: lines.csv, income: income.csv}\ntemplates: ..": ("..", "L050"),
    "data: {lines: lines.csv, income: income.csv}\ntemplates: /etc": ("/etc", "L050"),
    "data: {lines: lines.csv, income: income.csv}\ntemplates: folder": ("folder", "L051"),
    "data: {lines: lines.csv, income: income.csv}\nlayout: ../four-part": ("../four-part", "L092"),
}


@pytest.mark.parametrize("data", PATHS)
def test_paths_stay_inside(data: str, small: Path) -> None:
    written, code = PATHS[data]
    outside = small.parent / "outside"
    outside.mkdir()
    for path in (outside / "outside.csv", small.parent / "outside.csv"):
        path.write_bytes((small / "lines.csv").read_bytes())
    (small / "link.csv").symlink_to(outside / "outside.csv")
    (small / "folder").symlink_to(outside)
    change(small / "budget.yaml", ("data: {lines: lines.csv, income: income.csv}", data))
    done = run_here("check", small, "--format", "json")
    assert done.returncode == 2
    (diagnostic,) = json.loads(done.stdout)["diagnostics"]
    assert (diagnostic["code"], diagnostic["value"]) == (code, written)
    assert str(outside) not in done.stdout


def test_links_inside_the_folder_are_fine(small: Path) -> None:
    (small / "real").mkdir()
    (small / "lines.csv").rename(small / "real" / "lines.csv")
    (small / "lines.csv").symlink_to("real/lines.csv")
    assert run_here("check", small).returncode == 0


def test_a_layout_is_a_name(small: Path) -> None:
    for layout in ("../four-part", "/etc", "four-part/../four-part", "."):
        done = run_here("build", small, "--layout", layout, "--format", "html", "--output", small.parent / "out")
        assert done.returncode == 2
        assert layout in done.stderr
    assert not (small.parent / "out").exists()


# Own templates


def with_template(folder: Path, source: Path) -> Path:
    """The small budget, its glossary replaced by a hostile template."""
    (folder / "own").mkdir()
    (folder / "own" / "glossary.html.j2").write_bytes(source.read_bytes())
    with (folder / "budget.yaml").open("a", encoding="utf-8") as stream:
        stream.write("templates: own\n")
    return folder


def test_resources_are_refused_with_both_formats(small: Path) -> None:
    with_template(small, ATTACKS / "resources" / "image-file.html.j2")
    done = run("build", small, "--output", small.parent / "out")
    assert (done.returncode, done.stdout) == (3, "")
    assert "file:///etc/passwd" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (small.parent / "out").exists()


@pytest.mark.parametrize("name", ["glossary.html.j2", "phrases.yaml"])
def test_a_template_that_is_a_link_out_is_refused_and_named(name: str, small: Path) -> None:
    """Not passed over in silence: the department believes that it is used."""
    outside = small.parent / f"outside-{name}"
    outside.write_text("draft: 外面的\n" if name.endswith("yaml") else "<p>外面的</p>\n", encoding="utf-8")
    (small / "own").mkdir()
    (small / "own" / name).symlink_to(outside)
    with (small / "budget.yaml").open("a", encoding="utf-8") as stream:
        stream.write("templates: own\n")
    done = run_here("build", small, "--format", "html", "--output", small.parent / "out")
    assert done.returncode in (2, 3), "built"
    assert name in done.stderr
    assert not (small.parent / "out").exists()


def test_templates_see_nothing_withheld(small: Path) -> None:
    """Whatever a template asks of a project that withholds."""
    with (small / "budget.yaml").open("a", encoding="utf-8") as stream:
        stream.write("    disclosure: withheld\n    indicators: withheld\n    basis: 金丝雀\n    goal: 金丝雀\n")
    (small / "probe.j2").write_text(
        "{% for project in declaration.projects %}<p>{{ project.name }} {{ project.basis }} {{ project.allocation }}"
        " {{ project.period }} {{ project.subsidy }} {{ project.goal }} {{ project }}</p>{% endfor %}\n"
        "{{ declaration }} {{ statements }}\n",
        encoding="utf-8",
    )
    with_template(small, small / "probe.j2")
    output = small.parent / "out"
    done = run_here("build", small, "--format", "html", "--output", output)
    assert "金丝雀" not in done.stderr
    if done.returncode == 0:
        page = (output / "disclosure-2024.html").read_text(encoding="utf-8")
        assert "场馆开放补助" in page
        assert "金丝雀" not in page


def test_a_character_without_glyph_is_named(small: Path) -> None:
    """Not dropped or boxed in silence: the PDF is refused, and the message says which character and where."""
    change(small / "budget.yaml", ("name: 场馆开放补助", "name: 场馆\U0001f3db开放补助"))
    done = run("build", small, "--output", small.parent / "out")
    assert (done.returncode, done.stdout) == (3, "")
    assert "U+1F3DB" in done.stderr
    assert not (small.parent / "out").exists()
