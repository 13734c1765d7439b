"""Disclosures that other departments in other provinces published, entered as facts: the report prints their figures.

Each folder of tests/data/other_departments is a budget and, in published.json, what its department published: amounts in
元 or 万元, rates in per cent, with the number of decimals printed there. The same figures are asked of the product and of
the plain second computation.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

import pytest

from reportgen.compute import disclose
from reportgen.load import load_budget
from tests.support.oracle import oracle

DATA = Path(__file__).parents[1] / "data" / "other_departments"
FOLDERS = sorted(path.parent for path in DATA.glob("*/published.json"))

SCALE = {"元": Decimal(1), "万元": Decimal("0.0001"), "%": Decimal(100), "辆": Decimal(1)}
"""Published unit → what our exact value (元, ratio, plain count) is multiplied with."""

ORACLE_LACKS = re.compile("t1/|procurement/|assets/")
"""Keys that the second computation does not know by key."""


@dataclass(frozen=True)
class Claim:
    """One published figure. ``number`` None: it was not printed. ``misprint``: what the department printed wrongly."""

    key: str
    number: str | None
    unit: str
    reference: str
    misprint: str | None = None


@dataclass(frozen=True)
class Computed:
    """Figures by key: exact value as machines read it, and printed text (a magnitude)."""

    values: dict[str, str]
    texts: dict[str, str]
    knows: Callable[[str], bool] = lambda key: True


def read_claims(folder: Path) -> Iterator[Claim]:
    """Every published figure of a department: the cells of its tables, then single claims."""
    published: dict[str, Any] = json.loads((folder / "published.json").read_text(encoding="utf-8"))
    for table in published["tables"]:
        for code, cells in table["rows"].items():
            for key, number in zip(table["keys"], cells, strict=True):
                if number is None:
                    # Counted otherwise there: told by a claim of its own.
                    continue
                yield Claim(key.format(code), number, table["unit"], table["reference"])
    for claim in published["claims"]:
        number = None if claim.get("absent") else claim.get("exact", claim.get("published"))
        yield Claim(claim["key"], number, claim.get("unit", ""), claim["reference"], claim.get("as_published"))


def by_reportgen(folder: Path) -> Computed:
    """What the product computes; an amount that is a table cell answers to its statement key too."""
    disclosure = disclose(load_budget(folder / "budget.yaml"))
    figures = dict(disclosure.figures)
    figures |= {key: figures[cell] for key, cell in disclosure.aliases.items()}
    return Computed(
        {key: figure.machine_value for key, figure in figures.items()},
        {key: figure.text() for key, figure in figures.items()},
    )


def by_oracle(folder: Path) -> Computed:
    """What the plain second computation gives."""
    expected = oracle(folder)
    return Computed(expected.values, expected.cells | expected.figures, lambda key: not ORACLE_LACKS.match(key))


def plain(number: str) -> str:
    """A number without its separators."""
    return number.replace(",", "")


def rounded(value: str, like: str, unit: str) -> str:
    """Our exact value in the published unit, rounded half up to the decimals of the published number."""
    places = Decimal(1).scaleb(-len(plain(like).partition(".")[2]))
    number = (Decimal(value) * SCALE[unit]).quantize(places, ROUND_HALF_UP)
    return str(number if number else abs(number))


def mismatch(claim: Claim, ours: Computed) -> str | None:
    """Why the claim does not hold, or None."""
    value = ours.values.get(claim.key)
    blank = claim.number is not None and re.match(r"t\d+/", claim.key) and not plain(claim.number).strip("0.")
    if claim.number is None or blank:
        # An exact zero is a blank cell: it has no figure (rule 7).
        return None if value is None else f"{claim}: blank expected, found {value}"
    if value is None:
        return f"{claim}: no such figure"
    found = rounded(value, claim.number, claim.unit)
    if Decimal(found) != Decimal(plain(claim.number)):
        return f"{claim}: found {found}"
    if claim.misprint is not None and Decimal(rounded(value, claim.misprint, claim.unit)) == Decimal(
        plain(claim.misprint)
    ):
        return f"{claim}: the recorded misprint is none"
    two_places = claim.unit in ("万元", "%") and re.fullmatch(r"-?[\d,]+\.\d\d", claim.number)
    if two_places and plain(ours.texts[claim.key]) != plain(claim.number).lstrip("-"):
        return f"{claim}: printed {ours.texts[claim.key]}"
    return None


@pytest.mark.parametrize("compute", [by_reportgen, by_oracle], ids=["reportgen", "oracle"])
@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_published_figures_are_printed(folder: Path, compute: Callable[[Path], Computed]) -> None:
    ours = compute(folder)
    claims = [claim for claim in read_claims(folder) if ours.knows(claim.key)]
    assert len(claims) >= 10
    assert [message for claim in claims if (message := mismatch(claim, ours))] == []


def test_at_least_two_provinces_are_covered() -> None:
    provinces = {json.loads((folder / "published.json").read_text(encoding="utf-8"))["province"] for folder in FOLDERS}
    assert len(provinces) >= 2
    assert "新疆维吾尔自治区" not in provinces
