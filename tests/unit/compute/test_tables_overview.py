"""Tables 1 and 4."""

from __future__ import annotations

from reportgen.compute import disclose
from reportgen.compute.tables_overview import INCOME_LINES
from reportgen.model.codelist import PRINTED_CLASSES
from reportgen.model.disclosure import Disclosure, Row
from reportgen.model.source import SOURCES
from tests.unit.compute.small import YEAR, Income, Line, small, wan

ONE_OF_EACH = [
    Income(wan(2**index), source.key, "business-income" if source.key == "own-funds" else "")
    for index, source in enumerate(SOURCES)
]
"""1, 2, 4, … 万元 in the order of the sources: every sum tells its terms."""


def cells(disclosure: Disclosure, rows: tuple[Row, ...]) -> dict[str, dict[str, str]]:
    return {row.key: {c: disclosure.figures[key].text() for c, key in row.cells.items()} for row in rows}


def test_income_lines_add_their_sources() -> None:
    disclosure = disclose(small(income=ONE_OF_EACH))
    side = {key: value.get("amount") for key, value in cells(disclosure, disclosure.tables["t1"].side).items()}
    assert side == {
        "current-income": "255.00",
        "appropriation-general-public-budget": "3.00",
        "general-public-budget": "1.00",
        "general-public-budget-transfer": "2.00",
        "appropriation-government-fund": "12.00",
        "government-fund": "4.00",
        "government-fund-transfer": "8.00",
        "appropriation-state-capital": "48.00",
        "state-capital": "16.00",
        "state-capital-transfer": "32.00",
        "fiscal-account": "64.00",
        "own-funds": "128.00",
        "business-income": "128.00",
        "superior-subsidy": None,
        "affiliate-remittance": None,
        "operating-income": None,
        "other-income": None,
        "carryover": "7,936.00",
        "fiscal-carryover": "1,792.00",
        "fiscal-carryover-general-public-budget": "256.00",
        "fiscal-carryover-government-fund": "512.00",
        "fiscal-carryover-state-capital": "1,024.00",
        "non-fiscal-carryover": "6,144.00",
        "non-fiscal-carryover-fiscal-account": "2,048.00",
        "non-fiscal-carryover-own-funds": "4,096.00",
        "total-income": "8,191.00",
    }
    assert list(side)[:-1] == list(INCOME_LINES)


def test_income_comes_from_its_own_table() -> None:
    disclosure = disclose(small([Line(wan(9))], [Income(wan(5)), Income(wan(7), year=YEAR - 1)]))
    assert disclosure.figure("t1/total-income/amount").text() == "5.00"
    assert disclosure.figure("t1/total-expenditure/amount").text() == "9.00"
    assert disclosure.figure("t4/general-public-budget/income").text() == "5.00"
    assert disclosure.figure("t4/total/general-public-budget").text() == "9.00"


def test_all_printed_classes_stand_blank_or_not() -> None:
    disclosure = disclose(small([Line(wan(3), function="2080505")]))
    for table, columns in (("t1", {"amount": "3.00"}), ("t4", {"total": "3.00", "general-public-budget": "3.00"})):
        rows = cells(disclosure, disclosure.tables[table].rows)
        assert list(rows)[:-1] == list(PRINTED_CLASSES)
        assert len(rows) == 31
        assert {key: value for key, value in rows.items() if value}.keys() == {"208", list(rows)[-1]}
        assert rows["208"] == columns
    assert disclosure.tables["t1"].rows[0].labels == {"code": "201", "name": "一般公共服务支出"}
    assert [disclosure.tables[table].rows[-1].key for table in ("t1", "t4")] == ["total-expenditure", "total"]


def test_a_further_class_with_money_joins_in_code_order() -> None:
    names = {"218": "另外一类", "21801": "款", "2180101": "项"}
    disclosure = disclose(small([Line(wan(3), function="2180101")], functions=names))
    for table in ("t1", "t4"):
        keys = [row.key for row in disclosure.tables[table].rows]
        assert keys[keys.index("217") : keys.index("219") + 1] == ["217", "218", "219"]
        assert len(keys) == 32


def test_table_four_holds_the_six_appropriation_sources_alone() -> None:
    lines = [Line(wan(2**index), source.key) for index, source in enumerate(SOURCES)]
    disclosure = disclose(small(lines, ONE_OF_EACH))
    side = cells(disclosure, disclosure.tables["t4"].side)
    assert side == {
        "appropriation": {"income": "63.00"},
        "general-public-budget": {"income": "3.00"},
        "government-fund": {"income": "12.00"},
        "state-capital": {"income": "48.00"},
        "total": {"income": "63.00"},
    }
    columns = {"total": "63.00", "general-public-budget": "3.00", "government-fund": "12.00", "state-capital": "48.00"}
    rows = cells(disclosure, disclosure.tables["t4"].rows)
    assert rows["201"] == columns
    assert rows["total"] == columns
    assert disclosure.tables["t4"].columns == tuple(columns)


def test_a_class_of_carry_over_alone_is_blank_in_table_four() -> None:
    lines = [Line(wan(3), "fiscal-carryover-general-public-budget", "2110301"), Line(wan(1))]
    disclosure = disclose(small(lines))
    assert disclosure.figure("t1/211/amount").text() == "3.00"
    assert "t4/211/total" not in disclosure.figures


def test_nothing_at_all() -> None:
    disclosure = disclose(small())
    assert disclosure.tables["t1"].empty
    assert len(disclosure.tables["t1"].side) == 26
