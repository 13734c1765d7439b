"""N01-N42: identities that hold by construction, on disclosures with tampered figures, shares, lists and blocks."""

from __future__ import annotations

from typing import Any

import attrs
import pytest

from reportgen.check import run
from reportgen.model.disclosure import Disclosure
from tests.unit.check.support import Example, of, tampered

TAMPERED = [
    # code, tampered amounts in 分, value, expected
    ("N02", {"t1/total-income/amount": 100}, "183040249.00", "1.00"),
    ("N06", {"income/own-funds/change": 100}, "-13586578.00", "-12597279.00"),
    ("N07", {"appropriation/project/change": 100}, "3141521.00", "3101522.00"),
    ("N08", {"expenditure/project/change": 100}, "1.00", "-15698800.00"),
    ("N09", {"expenditure/basic/change": 100}, "1.00", "3101521.00"),
    ("N14", {"t5/2130299/total": 100}, "157385150.00", "160005149.00"),
    ("N15", {"appropriation/2130299/change": 100}, "521522.00", "3141521.00"),
    ("N16", {"appropriation/2139999/prior": 100}, "153863629.00", "156863628.00"),
    ("N17", {"appropriation/basic/prior": 100}, "1.00", "53471928.00"),
    ("N17", {"appropriation/basic/change": 100}, "1.00", "3101521.00"),
    ("N18", {"appropriation/project/prior": 100}, "1.00", "103391700.00"),
    ("N20", {"t7/U1/2010304/P05/total": 100}, "92431701.00", "103431700.00"),
    ("N22", {"t10/vehicle-running/total": 100}, "1.00", "683000.00"),
    ("N23", {"travel/vehicle-running/change": 100}, "33000.00", "1.00"),
    ("N24", {"t11/P21/total": 100}, "3379601.00", "3634100.00"),
    ("N25", {"t6/total/operating": 100}, "1.00", "3084198.00"),
    ("N26", {"procurement/total": 100}, "1.00", "47268000.00"),
    ("N29", {"assets/vehicles/value": 100}, "1.00", "7973900.00"),
    ("N32", {"performance/fiscal/amount": 100}, "1.00", "103431700.00"),
    ("N33", {"performance/non-fiscal/amount": 100}, "1.00", "19401000.00"),
    ("N36", {"performance/P05/fiscal": 100}, None, None),
    ("N37", {"performance/withheld/amount": 100}, "1.00", "48443600.00"),
    ("N38", {"performance/by-authority/amount": 100}, "1.00", "2620000.00"),
    ("N39", {"performance/fiscal/amount": 100}, "23035101.00", "126466800.00"),
]


@pytest.mark.parametrize(("code", "cells", "value", "expected"), [row for row in TAMPERED if row[2]])
def test_a_tampered_amount_breaks_its_identity(
    reference: Disclosure, code: str, cells: dict[str, int | None], value: str, expected: str
) -> None:
    found = of(run(reference.budget, tampered(reference, cells)), code)
    assert [d.level for d in found] == ["error"] * len(found)
    assert (found[0].value, found[0].expected) == (value, expected)
    assert len(found[0].notes) >= 2


def test_the_reference_holds_them_all(reference: Disclosure) -> None:
    codes = {d.code for d in run(reference.budget, reference) if d.code[0] in "RNSU"}
    assert codes == {"R25"}


def test_the_money_of_an_indicator_table(reference: Disclosure) -> None:
    (found,) = of(
        run(reference.budget, tampered(reference, {"performance/P14/fiscal": 0, "performance/P01/fiscal": 7})), "N36"
    )
    assert (found.value, found.expected) == ("0.07", "2150000.00")


def with_count(disclosure: Disclosure, key: str, count: int) -> Disclosure:
    figures = dict(disclosure.figures)
    figures[key] = attrs.evolve(figures[key], value=count)
    return attrs.evolve(disclosure, figures=figures)


@pytest.mark.parametrize(
    ("code", "key", "value", "expected"),
    [
        ("N28", "assets/vehicles/count", "99", "29"),
        ("N32", "performance/fiscal/count", "99", "18"),
        ("N33", "performance/non-fiscal/count", "99", "2"),
        ("N34", "performance/withheld/count", "113", "20"),
        ("N37", "performance/withheld/count", "99", "6"),
        ("N38", "performance/by-authority/count", "99", "1"),
        ("N40", "staffing/total", "99", "887"),
        ("N42", "staffing/public-institutions", "100", "5"),
        ("N42", "staffing/subordinate-units", "99", "4"),
    ],
)
def test_a_tampered_count_breaks_its_identity(
    reference: Disclosure, code: str, key: str, value: str, expected: str
) -> None:
    (found,) = of(run(reference.budget, with_count(reference, key, 99)), code)
    assert (found.level, found.value, found.expected) == ("error", value, expected)


@pytest.mark.parametrize(
    ("code", "key", "value"),
    [
        ("N03", "income/own-funds/share", "90.40"),
        ("N04", "expenditure/basic/share", "70.09"),
        ("N05", "appropriation/213/share", "99.36"),
    ],
)
def test_shares_that_do_not_sum_to_100(reference: Disclosure, code: str, key: str, value: str) -> None:
    figures = dict(reference.figures)
    figures[key] = attrs.evolve(figures[key], hundredths=100)
    changed = attrs.evolve(reference, figures=figures)
    (found,) = of(run(reference.budget, changed), code)
    assert (found.level, found.value, found.expected) == ("error", value, "100.00")


def test_plain_shares_need_not_sum(example: Example) -> None:
    example.edit("budget.yaml", "\nprocurement:", "\noptions: {shares: plain}\nprocurement:")
    assert {d.code for d in example.check()} & {"N03", "N04", "N05"} == set()


def told(disclosure: Disclosure, **changes: Any) -> Disclosure:
    return attrs.evolve(disclosure, statements=attrs.evolve(disclosure.statements, **changes))


def test_an_amount_of_a_statement_is_the_cell_it_names(reference: Disclosure) -> None:
    basic, project = reference.statements.expenditure
    swapped = (attrs.evolve(basic, amount=project.amount), project)
    found = of(run(reference.budget, told(reference, expenditure=swapped)), "N01")
    assert [(d.value, d.expected) for d in found] == [("126466800.00", "56573449.00")]


def test_items_of_statement_five_that_are_left_out(reference: Disclosure) -> None:
    statement = reference.statements.appropriation
    changed = told(reference, appropriation=attrs.evolve(statement, items=statement.items[:-1]))
    (found,) = of(run(reference.budget, changed), "N13")
    assert (found.level, found.value, found.expected) == ("error", "—", statement.items[-1].key)
    assert statement.items[-1].key in found.notes[0].message


def test_names_of_statement_six(reference: Disclosure) -> None:
    basic = reference.statements.basic
    changed = told(reference, basic=attrs.evolve(basic, staff_names=(basic.staff_names[1], *basic.staff_names[1:])))
    (found,) = of(run(reference.budget, changed), "N19")
    assert (found.value, found.expected) == (basic.staff_names[1], basic.staff_names[0])


def test_blocks_of_statement_seven(reference: Disclosure) -> None:
    blocks = reference.statements.projects
    missing = of(run(reference.budget, told(reference, projects=blocks[1:])), "N20")
    assert (missing[0].value, missing[0].expected) == (blocks[1].project.id, blocks[0].project.id)
    renamed = attrs.evolve(blocks[0], project=attrs.evolve(blocks[0].project, name="别的项目"))
    (found,) = of(run(reference.budget, told(reference, projects=(renamed, *blocks[1:]))), "N20")
    assert found.value is not None
    assert found.value.startswith("别的项目，")
    assert found.place.path == "projects[0].name"


def test_a_table_that_counts_nowhere(reference: Disclosure) -> None:
    performance = reference.statements.performance
    changed = told(reference, performance=attrs.evolve(performance, by_authority_count=None, by_authority_amount=None))
    found = {d.code: (d.value, d.expected) for d in run(reference.budget, changed) if d.code in ("N34", "N35", "N38")}
    assert found["N34"] == ("19", "20")
    assert found["N35"] == ("120212700.00", "122832700.00")
    assert found["N38"] in (("0", "1"), ("0.00", "2620000.00"))


def test_a_unit_of_table_7_that_nobody_declared(reference: Disclosure) -> None:
    table = reference.tables["t7"]
    rows = tuple(
        attrs.evolve(row, labels={**row.labels, "name": "另一单位"}) if row.key == "U2" else row for row in table.rows
    )
    changed = attrs.evolve(reference, tables={**reference.tables, "t7": attrs.evolve(table, rows=rows)})
    (found,) = of(run(reference.budget, changed), "N42")
    assert found.value == "另一单位"


def test_operating_funds_of_administrative_units(example: Example) -> None:
    text = (example.folder / "lines.csv").read_text(encoding="utf-8")
    rows = [
        row.replace("2024,,2010303,基本", "2024,U1,2010303,基本") if ",302" in row else row for row in text.splitlines()
    ]
    (example.folder / "lines.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    example.edit("budget.yaml", "\nprocurement:", "\noptions: {operating_funds: administrative}\nprocurement:")
    disclosure = example.disclosure()
    assert of(run(disclosure.budget, disclosure), "N25") == []
    assert disclosure.statements.operating_funds.amount == "operating-funds/amount"
    (found,) = of(run(disclosure.budget, tampered(disclosure, {"operating-funds/amount": 100})), "N25")
    assert (found.value, found.expected) == ("1.00", "3084198.00")
