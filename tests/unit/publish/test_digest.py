"""The digest of the inputs: it follows the facts, and neither places nor what is withheld."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from reportgen.load import load_budget
from reportgen.publish.digest import inputs_digest

SMALL = Path(__file__).parents[2] / "corpus" / "good" / "small"


def digest(folder: Path) -> str:
    return inputs_digest(load_budget(folder / "budget.yaml"))


@pytest.fixture
def small(tmp_path: Path) -> Path:
    shutil.copytree(SMALL, tmp_path / "somewhere" / "else")
    return tmp_path / "somewhere" / "else"


def edit(name: str, pattern: str, new: str) -> Callable[[Path], None]:
    def apply(folder: Path) -> None:
        text = (folder / name).read_text(encoding="utf-8")
        changed = re.sub(pattern, new, text, count=1, flags=re.M)
        assert changed != text
        (folder / name).write_text(changed, encoding="utf-8")

    return apply


def own_templates(text: str) -> Callable[[Path], None]:
    def apply(folder: Path) -> None:
        (folder / "own").mkdir(exist_ok=True)
        (folder / "own" / "phrases.yaml").write_text(text, encoding="utf-8")
        budget = (folder / "budget.yaml").read_text(encoding="utf-8")
        if "templates: own" not in budget:
            (folder / "budget.yaml").write_text(f"{budget}\ntemplates: own\n", encoding="utf-8")

    return apply


def test_is_a_sha256() -> None:
    assert re.fullmatch(r"[0-9a-f]{64}", digest(SMALL))


def test_places_do_not_count(small: Path) -> None:
    """Another folder, file times, comments, blank rows, line ends."""
    os.utime(small / "budget.yaml", (0, 0))
    edit("budget.yaml", r"\A", "# a comment\n\n")(small)
    for name in ("lines.csv", "income.csv"):
        data = (small / name).read_bytes().replace(b"\r\n", b"\n")
        (small / name).write_bytes(data.replace(b"\n", b"\r\n"))
    assert digest(small) == digest(SMALL)


CHANGES = {
    "an amount": lambda d: edit("lines.csv", r"(\d)(\.\d\d)?$", r"\g<1>1.00")(d),
    "a text": edit("budget.yaml", "场馆", "场地"),
    "own templates": own_templates("draft: 草稿\n"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_facts_count(change: str, small: Path) -> None:
    CHANGES[change](small)
    assert digest(small) != digest(SMALL)


def test_the_content_of_own_templates_counts(small: Path) -> None:
    own_templates("draft: 草稿\n")(small)
    first = digest(small)
    own_templates("draft: 初稿\n")(small)
    assert digest(small) != first


def test_what_is_withheld_does_not_count(tmp_path: Path) -> None:
    """Otherwise guesses at it could be tried out on the published digest."""
    digests = set()
    for number, secret in enumerate(("甲方案的秘密依据", "乙方案的另一依据", "")):
        folder = tmp_path / str(number)
        shutil.copytree(SMALL, folder)
        text = (folder / "budget.yaml").read_text(encoding="utf-8")
        head, project, rest = re.split(r"(?m)^(  - id: .*\n)", text, maxsplit=1)
        if "basis:" in rest.partition("  - id:")[0]:
            rest = re.sub(r"(?m)^    basis:.*\n(?:      .*\n)*", "", rest, count=1)
        hidden = f"    disclosure: withheld\n    basis: {secret}\n" if secret else "    disclosure: withheld\n"
        (folder / "budget.yaml").write_text(head + project + hidden + rest, encoding="utf-8")
        digests.add(digest(folder))
    assert len(digests) == 1
    assert digests != {digest(SMALL)}
