"""Nothing withheld gets out, whatever is wrong with it: hundreds of budgets with marks in everything that they withhold,
every command and format; and the last gate, which stops what own templates or the page engine would bring in again.

``REPORTGEN_SECRECY=600`` looks at so many budgets instead of a few.
"""

from __future__ import annotations

import os
import re
import sys
import tempfile
import zlib
from pathlib import Path

import pytest

import reportgen
from tests.acceptance.canaries import Watch, budget, leaks
from tests.acceptance.conftest import CORPUS, change, contents, copied, own_file, run_here
from tests.acceptance.test_withheld import PROJECTS, SECRET, marks_in, write
from tests.support.command import run

COUNT = int(os.environ.get("REPORTGEN_SECRECY", "40"))
BATCH = 10
PRINTED = 3 if COUNT <= 40 else 24
"""So many budgets are made into PDF in processes of their own, too."""
FORMS = ("text", "json", "github", "sarif", "junit", "html")


def commands(folder: Path, output: Path, seed: int) -> list[list[str]]:
    """Everything that prints or writes; of few budgets each takes a third of the formats that print."""
    forms = [["check", "--format", form] for form in FORMS]
    forms += [["check", "--format", form, "--ledger"] for form in ("text", "json", "html")]
    forms += [["figures", "--format", form] for form in ("json", "csv", "table")]
    keys = ("t7/total/total", "performance/withheld/amount", "project/P02/amount")
    forms += [["explain", key, "--all"] for key in keys]
    told = forms if COUNT > 40 else forms[seed % 3 :: 3]
    told += [["build", "--format", "html", "--output", str(output / "out")]]
    told += [["build", "--draft", "--format", "html", "--output", str(output / "draft")]]
    return [[*words, str(folder)] for words in told]


@pytest.mark.parametrize("first", range(0, COUNT, BATCH))
def test_canaries(first: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every command on every budget of a batch; those that load are built, and enough of them do."""
    (tmp_path / "tmp").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "tmp"))
    built = 0
    for seed in range(first, min(first + BATCH, COUNT)):
        folder, output = budget(tmp_path / f"{seed}", seed), tmp_path / f"made-{seed}"
        for command in commands(folder, output, seed):
            done = run_here(*command, lang="en" if seed % 7 == 0 else "zh")
            assert done.returncode in (0, 1, 2), (seed, command, done)
            assert marks_in((done.stdout + done.stderr).encode()) == [], (seed, command, done)
            if done.returncode == 2:
                assert re.search(r"L\d{3}", done.stdout + done.stderr), (seed, command, done)
        built += (output / "draft" / "disclosure-2024.html").exists()
        assert leaks(output) == [], seed
    assert leaks(tmp_path / "tmp") == []
    assert built >= 1


@pytest.fixture(scope="module")
def watch(tmp_path_factory: pytest.TempPathFactory) -> Watch:
    """One for all: the first run fills its caches."""
    return Watch(tmp_path_factory.mktemp("watched") / "watched")


@pytest.mark.parametrize("number", range(PRINTED))
def test_canaries_in_processes_and_pdf(number: int, watch: Watch, tmp_path: Path) -> None:
    """The same as users run it, with PDF; temporary files, also removed ones, and caches are searched."""
    seed, folder = next((s, f) for s in range(1000 + 37 * number, 2000) if (f := _loads(tmp_path / f"b{s}", s)))
    one = {"REPORTGEN_PROCESSES": "1"} if number % 2 else {}
    plain = ["--draft"] if number % 3 == 0 else []
    done = watch.run("build", folder, *plain, "--output", tmp_path / "made" / "out", **one)
    assert done.returncode == 0, (seed, done.stderr)
    assert {"disclosure-2024.pdf", "disclosure-2024.html"} <= contents(tmp_path / "made" / "out").keys()
    assert marks_in((done.stdout + done.stderr).encode()) == []
    assert leaks(tmp_path / "made") == []
    assert watch.leaks() == [], seed


def _loads(folder: Path, seed: int) -> Path | None:
    """The budget of a seed, when it loads and its rules find no error."""
    return folder if run_here("check", budget(folder, seed)).returncode == 0 else None


def test_the_watch_sees(watch: Watch, tmp_path: Path) -> None:
    """Temporary files that a process has removed again are looked at; so are streams, and names."""
    folder = write(tmp_path / "budget").parent
    assert leaks(folder) == [str(folder / "budget.yaml"), str(folder / "indicators.csv")]
    before = watch.seen()
    done = watch.run("build", folder, "--format", "pdf", "--output", tmp_path / "out")
    assert done.returncode == 0, done.stderr
    assert watch.seen() > before + 2
    assert watch.leaks() == []
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / f"{SECRET}.txt").touch()
    (tmp_path / "a" / "b.pdf").write_bytes(b"%PDF-1.7\nstream\n" + zlib.compress(SECRET.encode()) + b"\nendstream\n")
    assert len(leaks(tmp_path / "a")) == 2


def test_no_cache_beside_the_program_holds_any(small: Path) -> None:
    """Compiled templates are kept beside the program: those of the shipped layouts, and none of a department's own."""
    own_file(small, "glossary.html.j2", f"<p>{SECRET}</p>")
    assert run_here("build", small, "--format", "html", "--output", small.parent / "out").returncode == 0
    package = Path(reportgen.__file__).parent
    kept = [path for path in package.rglob("__pycache__/template-*") if path.is_file()]
    assert len(kept) > 20 or sys.dont_write_bytecode
    assert [path for path in kept if marks_in(path.read_bytes())] == []


def test_fix_leaves_no_copy(watch: Watch, tmp_path: Path) -> None:
    """`check --fix` writes budget.yaml through a file beside it: for the owner alone, and gone afterwards."""
    folder = write(tmp_path / "budget").parent
    change(folder / "budget.yaml", ("    basis: 公开的依据\n", "    basis: 公开的依据,并且\n"))
    before = {path.name for path in folder.iterdir()}
    done = watch.run("check", folder, "--fix")
    assert "，并且" in (folder / "budget.yaml").read_text(encoding="utf-8"), done.stdout + done.stderr
    assert marks_in((done.stdout + done.stderr).encode()) == []
    assert {path.name for path in folder.iterdir()} == before
    kept = watch.taken()
    assert kept
    assert watch.leaks() == []


def test_attachments_hold_nothing_withheld(tmp_path: Path) -> None:
    """`options.attach: input` writes money lines anew: no indicator, no note, no stray column of a file."""
    folder = write(tmp_path / "budget").parent
    lines = (folder / "lines.csv").read_text(encoding="utf-8").splitlines()
    lines = [lines[0] + ",备注", *(f"{line},{SECRET}" for line in lines[1:])]
    (folder / "lines.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    with (folder / "budget.yaml").open("a", encoding="utf-8") as stream:
        stream.write("options: {attach: input}\n")
    done = run("build", folder, "--format", "pdf", "--output", tmp_path / "made" / "out")
    if done.returncode == 2:  # a column that is not known is refused
        assert marks_in((done.stdout + done.stderr).encode()) == []
        (folder / "lines.csv").write_text("\n".join(line.rpartition(",")[0] for line in lines) + "\n", encoding="utf-8")
        done = run("build", folder, "--format", "pdf", "--output", tmp_path / "made" / "out")
    assert done.returncode == 0, done.stderr
    assert b"/EmbeddedFile" in (tmp_path / "made" / "out" / "disclosure-2024.pdf").read_bytes()
    assert leaks(tmp_path / "made") == []


# The last gate

LONG = "金丝雀栖于黛瓦白墙之侧晨昏啼鸣不止邻里皆言此乃祥瑞之兆也"
SMUGGLED = f'<dl class="glossary" id="words"><dt>甲</dt><dd>{LONG[:9]}<b>{LONG[9:]}</b></dd></dl>'
HIDDEN = f'<!-- {LONG} -->\n<dl class="glossary"><dt>甲</dt><dd>乙</dd></dl>'


@pytest.fixture
def guarded(tmp_path: Path) -> Path:
    """The small budget with a project whose basis is withheld."""
    folder = copied(CORPUS / "good" / "small", tmp_path / "budget")
    text = (folder / "budget.yaml").read_text(encoding="utf-8")
    projects = PROJECTS.replace(f"{SECRET}依据", LONG)
    write(tmp_path / "other")
    copied(tmp_path / "other", folder)
    (folder / "budget.yaml").write_text(
        text[: text.index("projects:")].replace("income.csv}", "income.csv, indicators: indicators.csv}") + projects,
        encoding="utf-8",
    )
    return folder


@pytest.mark.parametrize(
    ("options", "environment"),
    [
        (["--format", "pdf,html"], {}),
        (["--format", "pdf,html"], {"REPORTGEN_PROCESSES": "1"}),
        (["--format", "pdf", "--draft"], {}),
        (["--format", "html"], {}),
        (["--format", "html", "--draft"], {"REPORTGEN_PROCESSES": "1"}),
    ],
    ids=["both", "both in one process", "a draft in PDF", "HTML", "a draft in HTML in one process"],
)
def test_a_template_that_smuggles(
    options: list[str], environment: dict[str, str], guarded: Path, tmp_path: Path
) -> None:
    """No rule reads templates; the gate reads what came of them. The set that was there before stays."""
    out = tmp_path / "out"
    assert run_here("build", guarded, "--output", out, "--format", "html").returncode == 0
    before = contents(out)
    own_file(guarded, "glossary.html.j2", SMUGGLED)
    assert run_here("check", guarded, "--select", "P07").stdout.count("P07") == 0
    done = run("build", guarded, "--output", out, *options, **environment)
    assert done.returncode == 4, done.stderr
    assert marks_in((done.stdout + done.stderr).encode()) == []
    for name in options[1].split(","):
        assert f"disclosure-2024.{name}：" in done.stderr
    if "pdf" in options[1]:
        assert re.search(r"disclosure-2024\.pdf：第 \d+ 页", done.stderr)
    assert "#words" in done.stderr
    assert contents(out) == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["budget", "other", "out"]


def test_what_a_template_hides(guarded: Path, tmp_path: Path) -> None:
    """A comment is no part of the PDF, but of the page; with nothing withheld the same template may say it."""
    own_file(guarded, "glossary.html.j2", HIDDEN)
    done = run_here("build", guarded, "--output", tmp_path / "out", "--format", "html")
    assert done.returncode == 4
    assert "<!-- -->" in done.stderr
    assert not (tmp_path / "out").exists()
    change(guarded / "budget.yaml", (LONG, "檐下悬铃"))
    assert run_here("build", guarded, "--output", tmp_path / "out", "--format", "html").returncode == 0


SAID = {
    "a glossary entry": f"glossary: {{甲: 指{LONG}。}}\n",
    "a term": f"glossary: {{{LONG}: 甲。}}\n",
}


@pytest.mark.parametrize("where", SAID)
def test_said_elsewhere_and_accepted(where: str, guarded: Path, tmp_path: Path) -> None:
    """P07 stops the report, the gate a draft; with the reason in `accept` that text may stand, and no other."""
    path = guarded / "budget.yaml"
    with path.open("a", encoding="utf-8") as stream:
        stream.write(SAID[where])
    out = ["--output", str(tmp_path / "out"), "--format", "html"]
    done = run_here("build", guarded, *out)
    assert (done.returncode, "P07" in done.stderr) == (1, True)
    done = run_here("build", guarded, *out, "--draft")
    assert done.returncode == 4
    assert re.search(r"P07 .*budget\.yaml:\d+", done.stderr)
    assert not (tmp_path / "out").exists()
    with path.open("a", encoding="utf-8") as stream:
        stream.write("accept: [{code: P07, reason: 已按程序解密}]\n")
    assert run_here("build", guarded, *out).returncode == 0
    assert LONG in (tmp_path / "out" / "disclosure-2024.html").read_text(encoding="utf-8")
    own_file(guarded, "contents.html.j2", f"<p>{LONG[9:]}于是特定目标不再是秘密也</p>")
    assert run_here("build", guarded, *out).returncode == 0


def test_nothing_withheld_costs_nothing(tmp_path: Path) -> None:
    """Neither the gate nor the library that reads PDF is loaded for a budget that withholds no text."""
    (tmp_path / "sitecustomize.py").write_text(
        "import atexit, sys\natexit.register(lambda: print(sorted(set(sys.modules) & "
        "{'pypdfium2', 'reportgen.publish.gate', 'reportgen.publish.gate_pdf', 'weasyprint'}), file=sys.stderr))\n",
        encoding="utf-8",
    )
    path = os.pathsep.join([str(tmp_path), os.environ.get("PYTHONPATH", "")]).rstrip(os.pathsep)
    small = CORPUS / "good" / "small"
    done = run("build", small, "--output", tmp_path / "out", REPORTGEN_PROCESSES="1", PYTHONPATH=path)
    assert done.returncode == 0
    assert done.stderr.splitlines()[-1] == "['weasyprint']"
