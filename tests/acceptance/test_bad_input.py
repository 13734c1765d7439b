"""Bad input: every mistake is a coded message with its place, in both languages; exit 2, no traceback, nothing written.

Each folder of tests/corpus/bad holds the files in which a budget differs from tests/corpus/good/small, and in
expected.json all that must be told, file by file: code, file, line and column, the value found, what the advice holds.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import socket
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from reportgen.load.catalogue_help import HELP
from tests.acceptance.conftest import CORPUS, change, contents, copied, run_here
from tests.support.command import run

CASES = sorted((CORPUS / "bad").iterdir())
HAN = re.compile("[\u4e00-\u9fff]")


def refused(folder: Path) -> list[dict[str, Any]]:
    """What check tells of a folder that no command takes; build and figures refuse it with the same codes in English."""
    before = contents(folder)
    checked = run_here("check", folder, "--format", "json")
    assert (checked.returncode, checked.stderr) == (2, "")
    document = json.loads(checked.stdout)
    found: list[dict[str, Any]] = document["diagnostics"]
    assert document["format"] == 1
    assert found
    output = folder.parent / "out"
    commands: list[list[str | Path]] = [["build", folder, "--format", "html", "--output", output], ["figures", folder]]
    for arguments in commands:
        done = run_here(*arguments, lang="en")
        assert (done.returncode, done.stdout) == (2, "")
        told = re.findall(r"error (L\d{3}): (.*)", done.stderr)
        assert [code for code, _ in told] == [diagnostic["code"] for diagnostic in found]
        for _, message in told:
            assert re.search("[a-z]{3}", message), message
    for diagnostic in found:
        assert diagnostic["level"] == "error"
        assert HAN.search(diagnostic["message"]), diagnostic
        if diagnostic["code"] < "L400":
            assert diagnostic["help"] == HELP[diagnostic["code"]][0]
        assert diagnostic["file"]
    assert not output.exists()
    assert contents(folder) == before
    return found


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_refused_with_its_place(case: Path, tmp_path: Path) -> None:
    folder = copied(CORPUS / "good" / "small", tmp_path / "budget", case)
    (folder / "expected.json").unlink()
    expected = json.loads((case / "expected.json").read_text(encoding="utf-8"))
    found = refused(folder)
    places = [(d["code"], d["file"], d["line"], d["column"]) for d in found]
    assert sorted(places, key=str) == sorted(
        ((e["code"], e["file"], e.get("line"), e.get("column")) for e in expected), key=str
    )
    values = [(d["code"], d["value"]) for d in found]
    assert {(e["code"], e["value"]) for e in expected if "value" in e} <= set(values)
    for entry in expected:
        if "expected" in entry:
            advice = [d["expected"] for d in found if (d["code"], d["value"]) == (entry["code"], entry.get("value"))]
            assert any(entry["expected"] in text for text in advice), advice


def test_the_corpus_is_there() -> None:
    codes = {entry["code"] for case in CASES for entry in json.loads((case / "expected.json").read_text("utf-8"))}
    assert len(CASES) >= 200
    assert len(codes) >= 65


def test_the_faults_are_told_file_by_file_from_top_to_bottom(tmp_path: Path) -> None:
    folder = copied(CORPUS / "good" / "small", tmp_path / "budget", CORPUS / "bad" / "twelve-faults-in-four-files")
    (folder / "expected.json").unlink()
    done = run("check", folder)
    assert (done.returncode, done.stderr) == (2, "")
    told = re.findall(r"^(\w+\.\w+):(\d+)(?::\d+)?: 错误 (L\d{3})", done.stdout, re.MULTILINE)
    assert told == [
        ("budget.yaml", "4", "L037"), ("budget.yaml", "11", "L034"), ("budget.yaml", "12", "L020"),
        ("lines.csv", "2", "L266"), ("lines.csv", "3", "L205"), ("lines.csv", "4", "L251"),
        ("income.csv", "2", "L241"), ("income.csv", "3", "L255"), ("income.csv", "4", "L212"),
        ("indicators.csv", "3", "L281"), ("indicators.csv", "4", "L282"), ("indicators.csv", "5", "L212"),
    ]  # fmt: skip
    assert "共 12 个错误" in done.stdout
    assert "30199 其他工资福利支出" in done.stdout
    assert "取消" not in done.stdout


@pytest.mark.parametrize("command", ["build", "check", "figures"])
def test_what_is_no_budget_at_all(command: str, tmp_path: Path) -> None:
    for path in (tmp_path / "nowhere", tmp_path):
        done = run(command, path, lang="en")
        assert done.returncode == 2
        assert str(path) in (done.stdout if command == "check" else done.stderr)
        assert "Traceback" not in done.stderr


def test_pdf_too_is_not_written(small: Path) -> None:
    """With the page engine in a process of its own a refusal ends both."""
    change(small / "budget.yaml", ("year: 2024", "year: 2O24"))
    done = run("build", small, "--output", small.parent / "out")
    assert (done.returncode, done.stdout) == (2, "")
    assert "budget.yaml:2:7: 错误 L034" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (small.parent / "out").exists()


def test_several_mistakes_are_told_at_once(small: Path) -> None:
    change(small / "budget.yaml", ("type: 行政", "type: 企业"), ("name: 场馆", "nome: 场馆"))
    change(small / "lines.csv", ("30101", "30197"))
    found = [(d["code"], d["file"]) for d in refused(small)]
    assert found == [("L037", "budget.yaml"), ("L020", "budget.yaml"), ("L266", "lines.csv")]


# Things that are no files


def folder_instead(path: Path) -> None:
    path.mkdir()


def pipe(path: Path) -> None:
    os.mkfifo(path)


def device(path: Path) -> None:
    path.symlink_to("/dev/zero")


def circle(path: Path) -> None:
    path.symlink_to(path.name)


def nowhere(path: Path) -> None:
    path.symlink_to("none")


def outside(path: Path) -> None:
    other = path.parent.with_suffix(".other")
    other.write_text("some text\n", encoding="utf-8")
    path.symlink_to(other)


def listener(path: Path) -> None:
    before = Path.cwd()
    os.chdir(path.parent)  # the address of a socket must be short
    try:
        with socket.socket(socket.AF_UNIX) as bound:
            bound.bind(path.name)
    finally:
        os.chdir(before)


THINGS: dict[str, tuple[Callable[[Path], None], tuple[str, str], tuple[str, str]]] = {
    "a folder": (folder_instead, ("L052", "文件夹"), ("L001", "文件夹")),
    "a pipe": (pipe, ("L052", "管道"), ("L001", "管道")),
    "a socket": (listener, ("L052", "管道"), ("L001", "管道")),
    "a device": (device, ("L051", "离开"), ("L001", "设备")),
    "a link to itself": (circle, ("L052", "绕成了圈"), ("L001", "绕成了圈")),
    "a link to nowhere": (nowhere, ("L052", "不存在"), ("L001", "没有这个文件")),
    "a link that leads out": (outside, ("L051", "离开"), ("L013", "键: 值")),
}


@pytest.mark.parametrize("name", THINGS)
def test_what_is_no_file(name: str, small: Path) -> None:
    make, table, budget = THINGS[name]
    for file, (code, words) in (("lines.csv", table), ("budget.yaml", budget)):
        folder = shutil.copytree(small, small.parent / file)
        (folder / file).unlink()
        make(folder / file)
        done = run_here("check", folder, "--format", "json")
        assert (done.returncode, done.stderr) == (2, "")
        (found,) = json.loads(done.stdout)["diagnostics"]
        assert (found["code"], found["file"]) == (code, "budget.yaml")
        assert words in found["message"]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="nothing is forbidden to root")
@pytest.mark.parametrize(("name", "code"), [("lines.csv", "L201"), ("budget.yaml", "L001")])
def test_what_may_not_be_read(name: str, code: str, small: Path) -> None:
    (small / name).chmod(0)
    done = run_here("check", small, "--format", "json")
    assert done.returncode == 2
    (found,) = json.loads(done.stdout)["diagnostics"]
    assert found["code"] == code
    assert "权限" in found["message"]
