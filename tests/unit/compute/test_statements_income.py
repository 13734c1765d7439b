"""Statements one to four."""

from __future__ import annotations

from reportgen.compute import disclose
from reportgen.model.budget import Reasons, Uses
from reportgen.model.source import INCOME_COLUMNS, SOURCES
from tests.unit.compute.small import YEAR, Income, Line, prose, small, wan

LINES = [
    Line(wan(30), function="2080505"),
    Line(wan(50), function="2010301", source="general-public-budget-transfer"),
    Line(wan(15), function="2010301", source="own-funds", kind="project", economic=""),
    Line(wan(5), function="2110301", source="fiscal-carryover-state-capital", kind="project", economic=""),
    Line(wan(60), year=YEAR - 1),
    Line(wan(20), source="own-funds", kind="project", function="", economic="", year=YEAR - 1),
    Line(wan(2), source="fiscal-account", kind="project", function="", economic="", year=YEAR - 1),
]


def test_overview() -> None:
    disclosure = disclose(small(LINES))
    overview = disclosure.statements.overview
    assert disclosure.figure(overview.total).text() == "100.00"
    assert overview.total == "t1/total-income/amount"
    assert overview.sources == (
        "general-public-budget",
        "general-public-budget-transfer",
        "own-funds",
        "fiscal-carryover",
    )
    assert overview.classes == ("一般公共服务支出", "社会保障和就业支出", "节能环保支出")


def test_income_by_source() -> None:
    reasons = Reasons(income={"一般公共预算": prose("人少了"), "财政拨款结转": prose(" ")})
    disclosure = disclose(small(LINES, reasons=reasons))
    entries = {entry.key: entry for entry in disclosure.statements.income}
    assert tuple(entries) == INCOME_COLUMNS

    def texts(key: str) -> list[str | None]:
        entry = entries[key]
        keys = (entry.amount, entry.share, entry.change, entry.growth)
        return [None if part is None else disclosure.figures[part].text() for part in keys]

    assert texts("general-public-budget") == ["30.00", "30.00", "30.00", "50.00"]
    assert texts("general-public-budget-transfer") == ["50.00", "50.00", "50.00", "100.00"]
    assert texts("fiscal-account") == ["0.00", "0.00", "2.00", "100.00"]
    assert texts("own-funds") == ["15.00", "15.00", "5.00", "25.00"]
    assert texts("fiscal-carryover") == ["5.00", "5.00", "5.00", "100.00"]
    assert texts("government-fund") == ["0.00", "0.00", "0.00", "0.00"]
    assert [entries[key].direction for key in ("general-public-budget", "fiscal-account", "government-fund")] == [
        "down",
        "down",
        "up",
    ]
    assert [(entries[key].now, entries[key].before) for key in INCOME_COLUMNS] == [
        (True, True),
        (True, False),
        *[(False, False)] * 4,
        (False, True),
        (True, True),
        (True, False),
        (False, False),
    ]
    assert entries["general-public-budget"].text == prose("人少了")
    assert entries["fiscal-carryover"].text is None


def test_amounts_of_statement_two_are_cells_of_table_one() -> None:
    disclosure = disclose(small(LINES))
    assert disclosure.aliases["income/own-funds/amount"] == "t1/own-funds/amount"
    assert disclosure.aliases["income/total/amount"] == "t1/total-income/amount"
    assert "income/own-funds/amount" not in disclosure.figures
    zero = disclosure.figures["income/fiscal-account/amount"]
    assert (zero.text(), zero.formula.condition) == ("0.00", "year=2024, source=财政专户")
    assert disclosure.figures["income/fiscal-account/prior"].text() == "2.00"


def test_statement_two_reads_the_declared_income() -> None:
    income = [Income(wan(8)), Income(wan(5), year=YEAR - 1)]
    disclosure = disclose(small([Line(wan(900))], income))
    entry = disclosure.statements.income[0]
    assert entry.change is not None
    assert disclosure.figure(entry.amount).text() == "8.00"
    assert disclosure.figure(entry.change).text() == "3.00"
    assert disclosure.figure(entry.change).formula.terms[1].name == "income/general-public-budget/prior"


def test_expenditure_by_kind() -> None:
    reasons = Reasons(expenditure={"项目支出": prose("任务少了")})
    disclosure = disclose(small(LINES, reasons=reasons))
    statements = disclosure.statements
    assert disclosure.figure(statements.expenditure_total).text() == "100.00"
    basic, project = statements.expenditure
    assert (basic.key, basic.amount, basic.direction) == ("basic", "t3/total/basic", "up")
    assert (project.key, project.amount, project.direction) == ("project", "t3/total/project", "down")
    found = [
        disclosure.figure(f"expenditure/{kind}/{part}").text()
        for kind in ("basic", "project")
        for part in ("amount", "share", "change", "growth", "prior")
    ]
    assert found == ["80.00", "80.00", "20.00", "33.33", "60.00", "20.00", "20.00", "2.00", "9.09", "22.00"]
    assert (basic.text, project.text) == (None, prose("任务少了"))


def test_appropriation_with_several_budgets() -> None:
    lines = [
        *LINES,
        Line(wan(7), function="2120801", source="government-fund"),
        Line(wan(6), function="2080505", source="government-fund-transfer"),
    ]
    uses = Uses(function={"208": prose("养老")})
    disclosure = disclose(small(lines, uses=uses))
    statements = disclosure.statements
    assert disclosure.figure(statements.fiscal_total).text() == "93.00"
    assert [(budget.key, budget.amount) for budget in statements.fiscal] == [
        ("general-public-budget", "t4/general-public-budget/income"),
        ("government-fund", "t4/government-fund/income"),
    ]
    general, fund = statements.fiscal
    assert [(c.key, c.name, disclosure.figure(c.amount).text(), c.text) for c in general.classes] == [
        ("201", "一般公共服务支出", "50.00", None),
        ("208", "社会保障和就业支出", "30.00", prose("养老")),
    ]
    assert [(c.key, c.amount) for c in fund.classes] == [
        ("208", "t4/208/government-fund"),
        ("212", "t4/212/government-fund"),
    ]
    assert disclosure.figure("fiscal/state-capital/amount").text() == "0.00"


def test_a_year_without_a_past() -> None:
    disclosure = disclose(small([Line(wan(1), source.key) for source in SOURCES]))
    assert all(not entry.before for entry in disclosure.statements.income)
    assert disclosure.figure("income/non-fiscal-carryover/growth").text() == "100.00"
