"""R08-R31: identities that hold by construction, on disclosures with tampered cells and rows."""

from __future__ import annotations

import attrs
import pytest

from reportgen.check import run
from reportgen.model.disclosure import Disclosure
from tests.unit.check.support import of, tampered

TAMPERED = [
    # code, tampered cells, value, expected
    ("R08", {"t3/208/total": 100}, "1.00", "8341051.00"),
    ("R10", {"t3/2010304/total": 100}, "11300000.00", "1.00"),
    ("R11", {"t5/2010304/total": 100}, "11300000.00", "1.00"),
    ("R13", {"t3/2010304/total": 11_300_001_00}, "1.00", "0.00"),
    ("R15", {"t3/2010304/project": 11_300_001_00}, "1.00", "0.00"),
    ("R16", {"t4/213/total": 100}, "1.00", "2620000.00"),
    ("R16", {"t4/213/government-fund": 100}, "1.00", "0.00"),
    ("R17", {"t6/total/total": 100}, "1.00", "56573449.00"),
    ("R18", {"t6/303/staff": 100}, "2956151.00", "1.00"),
    ("R19", {"t6/total/staff": 100}, "1.00", "53489251.00"),
    ("R20", {"t6/total/operating": 100}, "1.00", "3084198.00"),
    ("R21", {"t7/total/total": 100}, "1.00", "103431700.00"),
    ("R22", {"t7/U1/2010304/P05/total": 100}, "89811701.00", "100811700.00"),
    ("R27", {"t10/vehicle-running/general-public-budget": 100}, "1.00", "683000.00"),
    ("R28", {"t10/overseas/general-public-budget": 100}, "1.00", "0.00"),
    ("R28", {"t10/vehicle-purchase/government-fund": 100}, "1.00", "0.00"),
    ("R29", {"t10/total/general-public-budget": 100}, "683000.00", "1.00"),
    ("R31", {"t8/total/total": 100}, "1.00", None),
    ("R31", {"t2/total/state-capital": 100}, "1.00", "0.00"),
]


@pytest.mark.parametrize(("code", "cells", "value", "expected"), TAMPERED)
def test_a_tampered_cell_breaks_its_identity(
    reference: Disclosure, code: str, cells: dict[str, int], value: str, expected: str | None
) -> None:
    found = of(run(reference.budget, tampered(reference, cells)), code)
    assert found
    assert {d.level for d in found} == {"error"}
    assert (found[0].value, found[0].expected) == (value, expected)


def test_a_blank_cell_counts_as_zero(reference: Disclosure) -> None:
    found = of(run(reference.budget, tampered(reference, {"t7/total/total": None})), "R21")
    assert [(d.value, d.expected) for d in found] == [("0.00", "103431700.00")]


def test_the_place_is_the_first_row_behind_the_cell(reference: Disclosure) -> None:
    (found,) = of(run(reference.budget, tampered(reference, {"t6/total/total": 100})), "R17")
    assert (found.place.file, found.place.line) == ("lines.csv", 2)


def with_rows(disclosure: Disclosure, table: str, keys: list[str]) -> Disclosure:
    """The disclosure with only some rows of a table, in another order."""
    rows = {row.key: row for row in disclosure.tables[table].rows}
    changed = attrs.evolve(disclosure.tables[table], rows=tuple(rows[key] for key in keys))
    return attrs.evolve(disclosure, tables={**disclosure.tables, table: changed})


def test_the_order_of_codes_is_compared(reference: Disclosure) -> None:
    keys = [row.key for row in reference.tables["t3"].rows]
    swapped = with_rows(reference, "t3", [*keys[:2], keys[3], keys[2], *keys[4:]])
    (found,) = of(run(reference.budget, swapped), "R09")
    assert (found.value, found.expected) == (keys[2], keys[3])


def test_a_missing_code_of_table_5_is_told(reference: Disclosure) -> None:
    keys = [row.key for row in reference.tables["t5"].rows]
    (found,) = of(run(reference.budget, with_rows(reference, "t5", keys[:-1])), "R12")
    assert (found.level, found.value, found.expected) == ("error", keys[-1], "—")
