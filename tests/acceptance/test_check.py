"""``reportgen check`` as people and build servers call it: forms, selection, levels, the ledger, mending, secrecy."""

from __future__ import annotations

import json
import os
import pty
import re
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest

from reportgen.check import RULES
from tests.acceptance.conftest import CORPUS, change, copied, run_here
from tests.acceptance.test_withheld import INDICATOR_SLIPS, YAML_SLIPS, marks_in, write
from tests.support.command import run

FORMATS = ["text", "json", "github", "sarif", "junit", "html"]


def unbalance(folder: Path) -> None:
    change(folder / "income.csv", ("1500000.00", "1500001.00"))


def codes(folder: Path, *options: str) -> list[str]:
    done = run_here("check", folder, "--format", "json", *options)
    return [found["code"] for found in json.loads(done.stdout)["diagnostics"]]


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_form_of_every_outcome(form: str, lang: str, small: Path) -> None:
    """Warnings alone; an error; a budget that cannot be loaded; no budget at all."""
    outcomes = [0]
    assert run("check", small, "--format", form, lang=lang).returncode == 0
    unbalance(small)
    done = run("check", small, "--format", form, lang=lang)
    outcomes.append(done.returncode)
    assert "R01" in done.stdout
    change(small / "budget.yaml", ("year: 2024", "year: 2024\nyaer: 1"))
    done = run("check", small, "--format", form, lang=lang)
    outcomes.append(done.returncode)
    assert "L020" in done.stdout
    (small / "budget.yaml").unlink()
    done = run("check", small, "--format", form, lang=lang)
    outcomes.append(done.returncode)
    assert "L001" in done.stdout
    assert (outcomes, done.stderr) == ([0, 1, 2, 2], "")
    if form in ("json", "sarif"):
        json.loads(done.stdout)
    if form == "junit":
        assert ElementTree.fromstring(done.stdout).get("failures") == "1"


def test_the_line_is_shown_with_its_mark(small: Path) -> None:
    change(small / "lines.csv", ("1200000.00", "12O0000.00"))
    lines = run("check", small).stdout.splitlines()
    at = next(number for number, line in enumerate(lines) if "L241" in line)
    assert re.fullmatch(r"lines\.csv:2:8: 错误 L241: .+", lines[at])
    assert lines[at + 1].startswith("    2 | 2024,")
    assert lines[at + 1].endswith(",12O0000.00")
    assert re.fullmatch(r"      \| +\^{10}", lines[at + 2])


# Which rules run


def test_select_and_ignore(small: Path) -> None:
    unbalance(small)
    every = codes(small)
    assert {code[0] for code in every} > {"R"}
    assert codes(small, "--select", "R") == [code for code in every if code[0] == "R"]
    assert codes(small, "--select", "r01,s", "--select", "W04") == [
        code for code in every if code in ("R01", "W04") or code[0] == "S"
    ]
    assert codes(small, "--ignore", "R,S", "--ignore", "U") == [code for code in every if code[0] not in "RSU"]
    assert codes(small, "--select", "R", "--ignore", "R01") == [c for c in every if c[0] == "R" and c != "R01"]
    assert run_here("check", small, "--ignore", "R,S,N,U").returncode == 0


@pytest.mark.parametrize("option", ["--select", "--ignore"])
def test_an_unknown_code_is_refused_with_the_nearest(option: str, small: Path) -> None:
    done = run_here("check", small, option, "R01,R99")
    assert (done.returncode, done.stdout) == (2, "")
    assert "R99" in done.stderr
    assert len({code for code in RULES if re.search(rf"\b{code}\b", done.stderr)}) == 3
    load = run_here("check", small, option, "L031")
    assert (load.returncode, "L…" in load.stderr) == (2, True)


# The ledger


@pytest.mark.parametrize("form", ["text", "json", "junit", "html"])
def test_the_ledger(form: str, small: Path) -> None:
    done = run("check", small, "--ledger", "--format", form)
    assert (done.returncode, done.stderr) == (0, "")
    plain = run("check", small, "--format", form).stdout
    entries = json.loads(run_here("check", small, "--ledger", "--format", "json").stdout)["ledger"]
    assert isinstance(entries, list)
    for entry in entries:
        assert set(entry) == {"id", "group", "demand", "basis", "rules", "figures", "status", "why"}
        assert entry["status"] in ("met", "not-met", "not-applicable", "not-checked")
        if form != "json":
            assert entry["id"] in done.stdout
    assert not all(entry["id"] in plain for entry in entries)
    if form == "json":
        assert "ledger" not in json.loads(plain)


@pytest.mark.parametrize("form", ["github", "sarif"])
def test_other_forms_have_no_room_for_the_ledger(form: str, small: Path) -> None:
    done = run_here("check", small, "--ledger", "--format", form)
    assert (done.returncode, done.stdout) == (2, "")
    assert "--ledger" in done.stderr


def test_no_ledger_of_what_cannot_be_loaded(small: Path) -> None:
    change(small / "budget.yaml", ("year: 2024", "year: 24"))
    done = run_here("check", small, "--ledger", "--format", "json")
    assert (done.returncode, json.loads(done.stdout)["ledger"]) == (2, [])
    assert run_here("check", small, "--ledger").returncode == 2


# Accepted findings


@pytest.mark.parametrize("form", FORMATS)
def test_accepted_findings_are_listed_with_their_reason(form: str, small: Path) -> None:
    assert "W04" in codes(small)
    with (small / "budget.yaml").open("a", encoding="utf-8") as stream:
        stream.write("accept: [{code: W04, reason: 依据另行公开}]\n")
    done = run("check", small, "--format", form, "--select", "W04", "--fail-on", "warning")
    assert done.returncode == 0
    assert "依据另行公开" in done.stdout


# Mending


def test_fix_of_a_budget_that_cannot_be_loaded_writes_nothing(small: Path) -> None:
    change(small / "budget.yaml", ("year: 2024", "year: 24"))
    before = {path: path.read_bytes() for path in small.iterdir()}
    done = run_here("check", small, "--fix")
    assert done.returncode == 2
    assert "L091" in done.stdout
    assert {path: path.read_bytes() for path in small.iterdir()} == before


def test_fix_without_anything_to_mend_changes_nothing(small: Path) -> None:
    before = {path: path.read_bytes() for path in small.iterdir()}
    done = run_here("check", small, "--fix", "--select", "R,S")
    assert (done.returncode, done.stderr) == (0, "")
    assert {path: path.read_bytes() for path in small.iterdir()} == before


# Terminals


@pytest.mark.parametrize(
    ("environment", "coloured"), [({}, True), ({"NO_COLOR": "1"}, False), ({"TERM": "dumb"}, False)]
)
def test_colours_on_a_terminal_alone(environment: dict[str, str], coloured: bool, small: Path) -> None:
    unbalance(small)
    ours, theirs = pty.openpty()
    base = {name: value for name, value in os.environ.items() if name != "NO_COLOR"}
    command = [sys.executable, "-m", "reportgen", "check", str(small)]
    with subprocess.Popen(
        command, stdout=theirs, env={**base, "REPORTGEN_LANG": "zh", "TERM": "xterm", **environment}
    ) as process:
        os.close(theirs)
        told = b""
        try:
            while piece := os.read(ours, 4096):
                told += piece
        except OSError:  # the other side of the terminal is closed
            pass
    os.close(ours)
    assert process.returncode == 1
    assert ("\x1b[31m" in told.decode()) == coloured
    assert "R01" in told.decode()


# Rules


def test_rules_are_explained() -> None:
    done = run("rules", "R01")
    assert (done.returncode, done.stderr) == (0, "")
    assert RULES["R01"].zh in done.stdout
    unknown = run("rules", "R99")
    assert (unknown.returncode, unknown.stdout) == (2, "")
    assert "R99" in unknown.stderr


# Secrecy


@pytest.mark.parametrize("form", FORMATS)
def test_no_form_tells_withheld_matter(form: str, tmp_path: Path) -> None:
    """Also beside findings in the same file, with every rule run and the ledger where there is room for one."""
    budget = write(tmp_path / "budget")
    change(budget.parent / "income.csv", ("2400000.00", "2400001.00"))
    ledger = ["--ledger"] if form in ("text", "json", "junit", "html") else []
    done = run_here("check", budget, "--format", form, *ledger)
    assert done.returncode == 1
    assert marks_in((done.stdout + done.stderr).encode()) == []


@pytest.mark.parametrize("slip", YAML_SLIPS)
def test_no_form_tells_withheld_matter_beside_a_slip(slip: str, tmp_path: Path) -> None:
    budget = write(tmp_path / "budget")
    change(budget, YAML_SLIPS[slip])
    for form in FORMATS:
        done = run_here("check", budget, "--format", form)
        assert done.returncode == 2
        assert marks_in((done.stdout + done.stderr).encode()) == [], form


@pytest.mark.parametrize("slip", INDICATOR_SLIPS)
def test_no_form_tells_withheld_indicators_beside_a_slip(slip: str, tmp_path: Path) -> None:
    budget = write(tmp_path / "budget")
    change(budget.parent / "indicators.csv", INDICATOR_SLIPS[slip])
    for form in FORMATS:
        done = run_here("check", budget, "--format", form)
        assert done.returncode == 2
        assert marks_in((done.stdout + done.stderr).encode()) == [], form


def test_last_years_secrets_are_not_told(tmp_path: Path) -> None:
    folder = copied(CORPUS / "good" / "last-year", tmp_path / "years")
    path = folder / "2023" / "budget.yaml"
    secret = "    disclosure: withheld   # KANARI\n    basis: 金丝雀KANARI\n    subsidy: KANARI\n"
    path.write_text(path.read_text(encoding="utf-8") + secret, encoding="utf-8")
    change(path, ("year: 2023", "year: 2023   # KANARI\nyaer: 1"))
    for form in FORMATS:
        done = run_here("check", folder / "2024", "--format", form)
        assert (done.returncode, "L020" in done.stdout) == (2, True)
        assert marks_in((done.stdout + done.stderr).encode()) == [], form
    assert "yaer" in run_here("check", folder / "2024").stdout
