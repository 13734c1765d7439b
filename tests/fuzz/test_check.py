"""Any damage to a budget ends in findings or coded load errors: never another exception, never a hang.

REPORTGEN_FUZZ sets how many damaged budgets are tried; with REPORTGEN_FUZZ_RANDOM=1 they are others each time, and the
number that brings one back is shown when it fails.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from types import FrameType
from xml.etree import ElementTree

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reportgen.cli.diagnostics import as_github, as_json, as_sarif, as_text
from reportgen.cli.diagnostics_html import as_html
from reportgen.cli.diagnostics_junit import as_junit
from reportgen.cli.ledger_output import ledger_text
from reportgen.model.diagnostic import InputError
from reportgen.publish.build import Checked, findings_of
from reportgen.publish.excerpts import Excerpts
from tests.acceptance.conftest import Done, run_here
from tests.fuzz.mutations import damage
from tests.fuzz.shapes import reshape
from tests.support.budgets import write_budget

TRIES = int(os.environ.get("REPORTGEN_FUZZ", "80"))
RANDOM = bool(os.environ.get("REPORTGEN_FUZZ_RANDOM"))
SECONDS = 20
"""The longest that any input may take (a hang, not a speed, is looked for)."""
GOOD = Path(__file__).parents[1] / "corpus" / "good"
SMALL = [GOOD / "small", GOOD / "every-source", GOOD / "gb18030", GOOD / "other-spelling"]
LAST_YEAR = GOOD / "last-year"
FOLDERS = 40
"""So many random budgets are damaged, again and again."""


class TooLong(BaseException):
    """It took too long. No part of the program may take it for an error of its own, as it might a TimeoutError."""


@contextmanager
def at_most(seconds: int) -> Iterator[None]:
    """Raise TooLong in here when it takes longer."""

    def stop(number: int, frame: FrameType | None) -> None:
        raise TooLong

    before = signal.signal(signal.SIGALRM, stop)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def checked(folder: Path) -> tuple[Checked, bool]:
    """What check tells of a folder, and whether it loads; anything but a load error goes on up."""
    try:
        return findings_of(folder / "budget.yaml", with_ledger=True), True
    except InputError as error:
        return Checked(error.diagnostics), False


def judge(folder: Path) -> bool:
    """The findings of a folder are coded, placed in its files, and can be told in every format; whether it loads."""
    found, loaded = checked(folder)
    ledger = found.ledger
    assert loaded or found.diagnostics
    for diagnostic in found.diagnostics:
        assert diagnostic.message
        assert diagnostic.code[:1].isupper()
        assert loaded or diagnostic.code.startswith(("L", "S"))
        assert diagnostic.place is not None or loaded
    lines = Excerpts(folder / "budget.yaml", found.diagnostics)
    texts = [
        as_text(found.diagnostics, lines),
        as_json(found.diagnostics, ledger),
        as_github(found.diagnostics, "", lines),
        as_sarif(found.diagnostics, "", lines),
        as_junit(found.diagnostics, "error", None, ledger, loaded=loaded),
        as_html(found.diagnostics, "", lines, ledger, loaded=loaded),
        ledger_text(ledger) if ledger else "",
    ]
    for told in texts:
        assert "\x1b" not in told
        told.encode("utf-8")
    for document in (texts[1], texts[3]):
        json.loads(document)
    ElementTree.fromstring(texts[4])
    return loaded


def command(folder: Path, *arguments: str | Path) -> Done:
    """A command on the folder; what is unforeseen raises."""
    done = run_here(*arguments)
    assert done.returncode in (0, 1, 2, 3)
    assert "Traceback" not in done.stdout + done.stderr
    assert "程序内部错误" not in done.stderr
    return done


def use(folder: Path, chance: Random, loads: bool) -> None:
    """The other commands: they refuse what check refuses, and a budget that was mended still loads."""
    match chance.randrange(8):
        case 0 | 1:
            done = command(folder, "check", folder, "--fix", "--format", "json")
            assert (done.returncode != 2) or not loads
        case 2:
            form = chance.choice(("json", "csv", "text"))
            assert (command(folder, "figures", folder, "--format", form).returncode == 0) is loads or loads
        case 3:
            key = chance.choice(("t1/total-income/amount", "t2/total/total", "travel/total/change", "x"))
            assert (command(folder, "explain", folder, key).returncode == 0) <= loads
        case 4 if chance.random() < 0.2:
            out = folder.parent / "out"
            done = command(
                folder, "build", folder, "--format", "html", "--output", out, *chance.choice(([], ["--draft"]))
            )
            assert (done.returncode == 0) is out.exists()
            assert done.returncode != 0 or loads


def base_of(seed: int, base: Path | None, home: Path) -> Path:
    """A good budget to damage, in a folder of its own."""
    if base is None:
        write_budget(home / "budget", seed=seed % FOLDERS)
        return home / "budget"
    shutil.copytree(base, home / "budget")
    return home / "budget" / "2024" if base is LAST_YEAR else home / "budget"


@settings(
    max_examples=TRIES, deadline=None, suppress_health_check=list(HealthCheck), derandomize=not RANDOM, database=None
)
@given(
    seed=st.integers(0, 2**64), base=st.sampled_from([*SMALL, LAST_YEAR, None, None]), times=st.sampled_from([0, 1, 1, 1, 2, 2, 3, 4])
)  # fmt: skip
def test_damaged_budgets(seed: int, base: Path | None, times: int) -> None:
    chance = Random(seed)
    with TemporaryDirectory() as name, at_most(SECONDS):
        folder = base_of(seed, base, Path(name))
        reshape(folder, chance)
        for _ in range(times):
            last_year = folder.parent / "2023"
            damage(last_year if last_year.exists() and chance.random() < 0.5 else folder, chance)
        use(folder, chance, judge(folder))
