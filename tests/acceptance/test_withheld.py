"""What a project withholds reaches nobody: no page, no PDF, no manifest, no message, whatever is wrong beside it.

Everything withheld below bears a mark that stands nowhere else; then everything that comes out is searched for it.
"""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

import pikepdf
import pytest
from openpyxl import Workbook, load_workbook

from tests.acceptance.conftest import CORPUS, change, copied, run_here
from tests.acceptance.pdf_reader import Pdf
from tests.support.command import run
from tests.support.page import Report, squeezed

MARKS = ("KANARI", "金丝雀")
SECRET = "金丝雀KANARI"
INDICATORS = "项目,一级指标,二级指标,三级指标,指标值,设置依据,上年完成值,权重,赋分规则,佐证资料\n"

PROJECTS = f"""\
projects:
  - id: P01
    name: 公开的项目
    unit: U1
    function: 2070308
    order: 1
    basis: 公开的依据
    allocation: 公开的用途
    period: {{from: 2024-01-01, to: 2024-12-31}}
    goal: 公开的目标
  - id: P02
    name: 特定目标 1
    unit: U1
    function: 2070308
    order: 2
    basis: {SECRET}依据
    allocation:
      - {{item: {SECRET}甲, amount: 300000, economic: "302"}}
      - {{item: {SECRET}乙, amount: KANARI, KANARI: 1}}
    period: {{from: KANARI, to: 2024-99-99}}
    subsidy: {{funding: {SECRET}, people: KANARI, standard: {SECRET}, KANARI: {SECRET}}}
    goal: {SECRET}目标
    disclosure: withheld
    indicators: withheld
  - disclosure: withheld
    basis: [{SECRET}, [KANARI, !KANARI {SECRET}]]
    allocation: "{SECRET}{{{{ KANARI }}}}{{% KANARI %}}"
    period: &KANARI {SECRET}
    subsidy: *KANARI
    id: P03
    name: 特定目标 2
    unit: U1
    function: 2070308
    order: 3
    goal: 说明公开目标
  - id: P04
    name: 目标不公开的项目
    unit: U1
    function: 2070308
    order: 4
    basis: 公开的依据
    allocation: 公开的用途
    period: {{from: 2024-01-01, to: 2024-12-31}}
    goal: {{KANARI: {SECRET}}}
    indicators: withheld
"""
ROWS = f"""\
P01,产出指标,数量指标,公开的指标,≥1项,计划标准,,90,按照完成比例赋分,工作资料
P02,{SECRET},{SECRET},{SECRET},{SECRET},{SECRET},{SECRET},KANARI,{SECRET},{SECRET}
P03,产出指标,数量指标,另一个公开的指标,≥1项,计划标准,,90,按照完成比例赋分,工作资料
 Ｐ０２ ,合计,{SECRET},{SECRET},{SECRET},{SECRET},{SECRET},KANARI,{SECRET},"{SECRET}
KANARI"
P04,{SECRET},{SECRET},{SECRET},{SECRET},{SECRET},{SECRET},-1,{SECRET},{SECRET}
"""


def write(folder: Path) -> Path:
    """A budget that loads, with marks in everything that it withholds."""
    copied(CORPUS / "good" / "small", folder)
    path = folder / "budget.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text[: text.index("projects:")] + PROJECTS, encoding="utf-8")
    change(path, ("income: income.csv}", "income: income.csv, indicators: indicators.csv}"))
    (folder / "indicators.csv").write_text(INDICATORS + ROWS, encoding="utf-8")
    lines = "".join(f"2024,U1,2070308,项目支出,P0{n},一般公共预算,302,{n}00000.00\n" for n in (2, 3, 4))
    with (folder / "lines.csv").open("a", encoding="utf-8") as stream:
        stream.write(lines)
    change(folder / "income.csv", ("1500000.00", "2400000.00"))
    return path


def marks_in(data: bytes) -> list[str]:
    """The marks in a piece of output, in any of the ways in which it could hold them."""
    found = []
    for mark in MARKS:
        forms = [mark.encode(), mark.encode("utf-16-be"), mark.encode("utf-16-le"), mark.encode("gb18030")]
        forms += [form.hex().encode() for form in forms] + [form.hex().upper().encode() for form in forms]
        forms += [json.dumps(mark).strip('"').encode(), mark.lower().encode()]
        found += [mark for form in forms if form in data]
    return found


def explained(folder: Path, key: str) -> subprocess.CompletedProcess[str]:
    return run("explain", key, folder, "--all", REPORTGEN_DEBUG="1")


def test_nothing_withheld_comes_out(tmp_path: Path) -> None:
    budget = write(tmp_path / "budget")
    out = ["--output", str(tmp_path / "out")]
    runs = [run("build", budget, *out, REPORTGEN_DEBUG="1")]
    draft = ["--draft", "--format", "html", "--output", str(tmp_path / "draft")]
    runs.append(run("build", budget, *draft, lang="en", REPORTGEN_DEBUG="1"))
    for form in ("text", "json", "github", "sarif"):
        runs.append(run("check", budget, "--format", form, REPORTGEN_DEBUG="1"))
    for form in ("json", "csv", "table"):
        runs.append(run("figures", budget, "--format", form, REPORTGEN_DEBUG="1"))
    for key in ("t7/total/total", "performance/withheld/amount", "project/P02/amount"):
        runs.append(explained(budget, key))
    for done in runs:
        assert done.returncode == 0, (done.args, done.stderr)
        assert marks_in((done.stdout + done.stderr).encode()) == [], done.args
    files = [path for name in ("out", "draft") for path in (tmp_path / name).rglob("*") if path.is_file()]
    assert len(files) == 5
    for path in files:
        assert marks_in(path.read_bytes()) == [], path.name
    page = (tmp_path / "out" / "disclosure-2024.html").read_text(encoding="utf-8")
    for published in (
        "公开的依据",
        "公开的目标",
        "公开的指标",
        "另一个公开的指标",
        "说明公开目标",
        "特定目标 1",
        "特定目标 2",
    ):
        assert published in page
    for published in ("20.00", "30.00", "40.00"):
        assert published in page
    blocks = Report(page).statement(7)
    assert blocks.count("完全不予公开。") == 6


def test_nothing_withheld_is_in_the_pdf(tmp_path: Path) -> None:
    """Neither as text nor in metadata, structure, bookmarks or fonts; streams are looked at unpacked."""
    budget = write(tmp_path / "budget")
    assert run("build", budget, "--format", "pdf", "--output", tmp_path / "out").returncode == 0
    pdf = Pdf(tmp_path / "out" / "disclosure-2024.pdf")
    assert "公开的依据" in squeezed(pdf.text)
    assert marks_in(squeezed(pdf.text).encode()) == []
    streams = 0
    for thing in filter(None, pdf.file.objects):
        if isinstance(thing, pikepdf.Stream):
            streams += 1
            if thing.get("/Filter") != "/DCTDecode":
                assert marks_in(thing.read_bytes()) == []
        assert marks_in(thing.unparse(resolved=True)) == []
    assert streams > 20
    drawn = {character for _, _, _, character in pdf.glyphs()}
    assert "依" in drawn
    assert "雀" not in drawn


def test_withheld_project_of_last_year(tmp_path: Path) -> None:
    """Of a ``prior`` budget only money is read, and what it withholds is not told when that money is wrong."""
    copied(CORPUS / "good" / "last-year", tmp_path)
    before = tmp_path / "2023"
    text = (before / "budget.yaml").read_text(encoding="utf-8")
    secret = f"    disclosure: withheld\n    basis: {SECRET}\n    allocation: [{{item: {SECRET}, amount: KANARI}}]\n"
    (before / "budget.yaml").write_text(text + secret, encoding="utf-8")
    output = str(tmp_path / "out")
    for code in (0, 2):
        for command in (["build", "--format", "html", "--output", output], ["check", "--format", "json"], ["figures"]):
            done = run(command[0], tmp_path / "2024", *command[1:], REPORTGEN_DEBUG="1")
            assert done.returncode == code, done.stderr
            assert marks_in((done.stdout + done.stderr).encode()) == []
        change(before / "lines.csv", ("250000.00", "25O000.00")) if code == 0 else None
    assert marks_in((tmp_path / "out" / "disclosure-2024.html").read_bytes()) == []


YAML_SLIPS = {
    "invalid switch": (
        "disclosure: withheld\n    indicators: withheld",
        "disclosure: witheld\n    indicators: withheld",
    ),
    "switch in capitals": ("disclosure: withheld\n    basis", "disclosure: Withheld\n    basis"),
    "switch is a list": ("disclosure: withheld\n    basis", "disclosure: [withheld]\n    basis"),
    "switch misspelt": ("disclosure: withheld\n    indicators", "disclosre: withheld\n    indicators"),
    "switch without blank": ("disclosure: withheld\n    indicators", "disclosure:withheld\n    indicators"),
    "both switches misspelt": (
        "disclosure: withheld\n    indicators: withheld",
        "disclosuer: withheld\n    indicator: withheld",
    ),
    "switch twice": ("disclosure: withheld\n    basis", "disclosure: withheld\n    disclosure: full\n    basis"),
    "switch twice, open first": (
        "disclosure: withheld\n    basis",
        "disclosure: full\n    disclosure: withheld\n    basis",
    ),
    "quote not closed": (f"basis: {SECRET}依据", f'basis: "{SECRET}依据'),
    "quote in a value": (f"basis: {SECRET}依据", f'basis: "{SECRET}" {SECRET}'),
    "bracket not closed": (f"basis: [{SECRET}, [", f"basis: [{SECRET}, [[{{"),
    "colon in a value": (f"basis: {SECRET}依据", f"basis: {SECRET}: {SECRET}: KANARI"),
    "tab": (f"    goal: {SECRET}目标", f"\tgoal: {SECRET}目标"),
    "unknown escape": (f"basis: {SECRET}依据", f'basis: "{SECRET}\\q"'),
    "indentation lost": (f"    basis: {SECRET}依据", f"basis: {SECRET}依据"),
    "indentation less": (f"    basis: {SECRET}依据", f"   basis: {SECRET}依据"),
    "continued on the next line": (f"    basis: {SECRET}依据", f"    basis: {SECRET}依据\n  {SECRET}"),
    "a field without colon": (f"    basis: {SECRET}依据", f"    basis {SECRET}依据"),
    "a key that is withheld matter": (f"    basis: {SECRET}依据", f"    basis: 依据\n    {SECRET}: 1"),
    "a nul": (f"basis: {SECRET}依据", f"basis: {SECRET}\0依据"),
    "parted by a dash": (f"    basis: {SECRET}依据", f"  - basis: {SECRET}依据"),
    "parted by a dash further down": ("    period: {from", "  - period: {from"),
    "parted by a dash without a field": ("    period: {from: KANARI, to: 2024-99-99}", f"  - {SECRET}"),
    "another word for a switch": ("disclosure: withheld\n    indicators", f"disclosure: {SECRET}\n    indicators"),
    "a list of words for a switch": ("disclosure: withheld\n    indicators", f"disclosure: [{SECRET}]\n    indicators"),
    "a word for another switch": (
        "indicators: withheld\n  - disclosure",
        f"indicators: {{KANARI: {SECRET}}}\n  - disclosure",
    ),
    "without id": ("  - id: P02\n    name", "  - name"),
    "id twice": ("  - id: P04", "  - id: P02"),
    "another mistake beside it": ("    order: 2", "    order: zwei\n    unit: U7"),
    "a mistake in another block": ("year: 2024", "year: 2024\nunknown: 1"),
}


def refused(folder: Path) -> None:
    """Every command refuses the budget and tells no mark."""
    output = folder.parent / "out"
    for command in (
        ["check", "--format", "text"], ["check", "--format", "json"], ["figures"],
        ["build", "--draft", "--format", "html", "--output", str(output)],
    ):  # fmt: skip
        done = run_here(command[0], folder, *command[1:])
        assert done.returncode == 2, (command, done)
        assert marks_in((done.stdout + done.stderr).encode()) == [], done
        assert re.search(r"L\d{3}", done.stdout + done.stderr)
    assert not output.exists()


@pytest.mark.parametrize("slip", YAML_SLIPS)
def test_a_slip_near_withheld_matter_names_the_place_alone(slip: str, tmp_path: Path) -> None:
    budget = write(tmp_path / "budget")
    change(budget, YAML_SLIPS[slip])
    refused(budget.parent)


INDICATOR_SLIPS = {
    "a cell too many": (f"P04,{SECRET}", f"P04,{SECRET},{SECRET}"),
    "a cell too few": (f"P04,{SECRET},", "P04,"),
    "quote not closed": (f'"{SECRET}\nKANARI"', f'"{SECRET}\nKANARI'),
    "quote in a cell": (f"P04,{SECRET}", f'P04,"{SECRET}"KANARI'),
    "project mistyped": (f"P04,{SECRET}", f"P4,{SECRET}"),
    "cells slipped": (f"P04,{SECRET}", f"{SECRET},P04"),
    "a nul": (f"P04,{SECRET}", f"P04,{SECRET}\0"),
    "heading lost": (INDICATORS, ""),
}


@pytest.mark.parametrize("slip", INDICATOR_SLIPS)
def test_a_slip_in_the_indicators_shows_no_cell(slip: str, tmp_path: Path) -> None:
    budget = write(tmp_path / "budget")
    change(budget.parent / "indicators.csv", INDICATOR_SLIPS[slip])
    refused(budget.parent)


def test_indicators_in_another_encoding(tmp_path: Path) -> None:
    budget = write(tmp_path / "budget")
    path = budget.parent / "indicators.csv"
    path.write_bytes(path.read_bytes() + f"P04,{SECRET}".encode("gb18030") + b"\xff\xff\n")
    refused(budget.parent)


def as_workbook(folder: Path) -> None:
    """Indicators and projects as sheets, with a mark in every withheld cell, also in cells of types that fit nowhere."""
    book = Workbook()
    assert book.active is not None
    book.active.title = "指标"
    for row in (
        INDICATORS.strip().split(","),
        ["P01", "产出指标", "数量指标", "公开的指标", "≥1项", "计划标准", None, 90],
        ["P02", SECRET, SECRET, SECRET, True, SECRET, "#REF!", "KANARI", SECRET, '=KANARI("金丝雀")'],
    ):
        book.active.append(row)
    sheet = book.create_sheet("项目")
    rows: list[list[object]] = [
        ["编号", "名称", "单位", "功能科目", "顺序", "设立的政策依据", "资金分配情况金额", "资金执行时间开始", "补贴人数",
         "公开方式", "绩效目标表", "项目总体目标"],
        ["P01", "公开的项目", "U1", "2070308", 1, "公开的依据", None, None, None, "full", "published", "公开的目标"],
        ["P02", "特定目标 1", "U1", "2070308", 2, SECRET, "KANARI", "KANARI", SECRET, "withheld", "withheld", SECRET],
        [None, None, None, None, None, None, "KANARI", None, None, None, None, None],
        ["P03", "特定目标 2", "U1", "2070308", 3, "#REF!", True, f'=KANARI("{SECRET}")', -1, "withheld", None, "公开"],
        ["P04", "目标不公开的项目", "U1", "2070308", 4, "公开的依据", None, None, None, None, "withheld", SECRET],
    ]  # fmt: skip
    for row in rows:
        sheet.append(row)
    book.save(folder / "words.xlsx")


@pytest.mark.parametrize(
    "slip", ["", "switch", "slipped", "slipped to the left", "slipped by two", "a secret for a switch"]
)
def test_words_in_a_workbook(slip: str, tmp_path: Path) -> None:
    """Sheets of projects and indicators: as they should be, with a mistyped switch, and with cells slipped to the right."""
    budget = write(tmp_path / "budget")
    as_workbook(budget.parent)
    text = budget.read_text(encoding="utf-8")
    text = text[: text.index("projects:")].replace(
        "indicators: indicators.csv", "indicators: words.xlsx#指标, projects: words.xlsx#项目"
    )
    budget.write_text(text, encoding="utf-8")
    if slip:
        book = load_workbook(budget.parent / "words.xlsx")
        sheet = book["项目"]
        if slip == "switch":
            sheet["J3"] = "whitheld"
        elif slip == "a secret for a switch":
            sheet["J3"] = sheet["K5"] = SECRET
        else:
            sheet.move_range("F3:L3", cols={"slipped": 1, "slipped to the left": -1, "slipped by two": 2}[slip])
        book.save(budget.parent / "words.xlsx")
        refused(budget.parent)
        return
    for command in (["build", "--format", "html", "--output", str(tmp_path / "out")], ["check", "--format", "json"]):
        done = run(command[0], budget, *command[1:], REPORTGEN_DEBUG="1")
        assert done.returncode == 0, done.stderr + done.stdout
        assert marks_in((done.stdout + done.stderr).encode()) == []
    page = (tmp_path / "out" / "disclosure-2024.html").read_bytes()
    assert marks_in(page) == []
    assert "公开的依据" in page.decode()
    assert "公开的指标" in page.decode()
