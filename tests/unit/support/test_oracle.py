"""The oracle reproduces the published reference, and its arithmetic and reading hold on hand-made cases."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from tests.support.oracle import Expected, Row, oracle
from tests.support.oracle_input import read_table, to_fen
from tests.support.oracle_numbers import Change, cell, half_up, money, ratio, shares

ROOT = Path(__file__).parents[3]
PUBLISHED = ROOT / "tests" / "data" / "reference"

CORRECTED = {
    "特定目标 zzzfc128": "特定目标 xzzfc128",
    "特定目标 zzzfc129": "特定目标 xzzfc129",
    "新疆维吾尔自治区直机关后勤事务保障中心": "新疆维吾尔自治区区直机关后勤事务保障中心",
}
"""Names that table 7 misprints and the rest of the document spells right."""

STATEMENT_KEYS = {
    "income.一般公共预算": "income/general-public-budget",
    "income.政府性基金预算": "income/government-fund",
    "income.国有资本经营预算": "income/state-capital",
    "income.单位资金": "income/own-funds",
    "income.财政拨款结转": "income/fiscal-carryover",
    "expenditure.基本支出": "expenditure/basic",
    "expenditure.项目支出": "expenditure/project",
    "gpb.基本支出": "appropriation/basic",
    "gpb.项目支出": "appropriation/project",
    "gpb_structure.一般公共服务支出": "appropriation/201",
    "gpb_structure.社会保障和就业支出": "appropriation/208",
    "gpb_structure.卫生健康支出": "appropriation/210",
    "gpb_structure.农林水支出": "appropriation/213",
    "gpb_structure.住房保障支出": "appropriation/221",
    "three_public.change": "travel/total",
    "three_public.因公出国（境）费.change": "travel/overseas",
    "three_public.公务用车购置费.change": "travel/vehicle-purchase",
    "three_public.公务用车运行费.change": "travel/vehicle-running",
    "three_public.公务接待费.change": "travel/reception",
    "running_cost": "operating-funds",
}


@pytest.fixture(scope="module")
def reference() -> Expected:
    return oracle(ROOT / "examples" / "reference")


@pytest.fixture(scope="module")
def tables() -> list[dict[str, Any]]:
    loaded: list[dict[str, Any]] = json.loads((PUBLISHED / "tables.json").read_text(encoding="utf-8"))["tables"]
    return loaded


def text(value: str | None) -> str:
    """A published decimal string with the thousands commas that print has."""
    return "" if value is None else f"{int(value[:-3]):,}{value[-3:]}"


def published_row(number: int, row: dict[str, Any]) -> Row:
    """One published row in the order of printed cells."""
    labels = [CORRECTED.get(label, label or "") for label in row["labels"].values()]
    cells = [text(value) for value in row["cells"].values()]
    if number in (1, 4):
        return [labels[0], cells[0], labels[1], *cells[1:]]
    return [*(code or "" for code in row.get("codes", {}).values()), *labels, *cells]


def test_every_published_cell_of_the_eleven_tables(reference: Expected, tables: list[dict[str, Any]]) -> None:
    compared = 0
    for table in tables:
        number = table["no"]
        rows = [row for row in table["rows"] if any(row["labels"].values())]
        assert reference.tables[number] == [published_row(number, row) for row in rows], f"table {number}"
        compared += sum(len(row["cells"]) for row in rows)
        if number in (1, 4):
            # Beside the lower function classes there is no income line and no income cell.
            compared -= sum(1 for row in rows if row["labels"]["收入项目"] is None)
    assert compared == 1202


def test_cells_by_key_are_the_cells_of_the_rows(reference: Expected) -> None:
    assert reference.cells["t2/2010399/own-funds"] == "1,655.00"
    assert reference.cells["t6/302/operating"] == "308.42"
    assert reference.cells["t7/U3/2010399/P11/310"] == "11.81"
    assert reference.cells["t10/vehicle-running/general-public-budget"] == "68.30"
    assert reference.cells["t11/P22/fiscal-project"] == "337.96"
    assert "t2/2010399/government-fund" not in reference.cells
    assert reference.values["t5/2080501/total"] == "2455002.00"


def test_every_published_claim_of_amount_share_change_and_growth(reference: Expected) -> None:
    records = json.loads((PUBLISHED / "narrative.json").read_text(encoding="utf-8"))["records"]
    compared = 0
    for record in records:
        key = STATEMENT_KEYS.get(record["key"])
        if key is None and record["key"].startswith("gpb_item.") and record["kind"] == "amount_delta_growth":
            key = f"appropriation/{record['key'].removeprefix('gpb_item.')}"
        if key is None:
            continue
        for name, field in (("share", "share_pct"), ("change", "delta"), ("growth", "growth_pct")):
            if record.get(field) is not None:
                published = text(record[field].removeprefix("-"))
                assert reference.figures[f"{key}/{name}"] == published, f"{key}/{name}"
                compared += 1
        if record.get("direction_words"):
            words = [reference.directions[f"{key}/change"], reference.directions[f"{key}/growth"]]
            assert words == record["direction_words"], key
    # 二 5 × 3, 三 2 × 3, 五 2 × 2 + 5 + 15 × 2, 十 5 × 2, 十二 2.
    assert compared == 15 + 6 + 4 + 5 + 30 + 10 + 2


def test_published_lists_and_coverage(reference: Expected) -> None:
    assert reference.lists["statement-1/income"] == ["一般公共预算", "单位资金", "财政拨款结转结余"]
    assert reference.lists["statement-5/items"][-2:] == ["2139999", "2210201"]
    assert reference.figures["appropriation/2139999/amount"] == "0.00"
    assert len(reference.lists["statement-6/staff"]) == len(reference.lists["statement-6/operating"]) == 14
    assert reference.lists["statement-7/projects"] == [f"P{n:02d}" for n in range(1, 19)]
    assert reference.lists["statement-11/projects"] == ["P21", "P22"]
    assert reference.lists["performance/department"] == ["0.00", "16,000.51", "1,940.10"]
    coverage = {name: reference.facts[f"performance/{name}"] for name in ("fiscal/count", "fiscal/amount")}
    assert coverage == {"fiscal/count": "18", "fiscal/amount": "10,343.17"}
    assert reference.facts["performance/non-fiscal/amount"] == "1,940.10"
    assert reference.facts["performance/withheld/amount"] == "4,844.36"
    assert reference.facts["performance/by-authority/amount"] == "262.00"
    assert len(reference.lists["performance/tables"]) == 13
    assert reference.figures["travel/overseas/amount"] == "0"
    assert reference.figures["travel/vehicle-running/amount"] == "68.30"


@pytest.mark.parametrize(
    ("fen", "printed"),
    [(4_999, "0.00"), (5_000, "0.01"), (14_999, "0.01"), (15_000, "0.02"), (10**15, "1,000,000,000.00"), (1, "0.00")],
)
def test_cells_round_half_up_and_only_exact_zero_is_blank(fen: int, printed: str) -> None:
    assert cell(fen) == money(-fen) == printed
    assert cell(0) == ""


def test_shares_put_the_residual_on_the_first_of_the_largest() -> None:
    assert shares([1, 1, 1], balance=True) == ["33.34", "33.33", "33.33"]
    assert shares([1, 2, 2, 1], balance=True) == ["16.67", "33.33", "33.33", "16.67"]
    assert shares([1, 1, 1], balance=False) == ["33.33", "33.33", "33.33"]
    assert shares([1, 7, 7], balance=True) == ["6.67", "46.66", "46.67"]
    assert shares([0, 0], balance=True) == ["0.00", "0.00"]


@pytest.mark.parametrize(
    ("now", "before", "change", "growth", "words"),
    [
        (500_000, 0, "0.50", "100.00", ("增加", "增长")),
        (0, 500_000, "0.50", "100.00", ("减少", "下降")),
        (0, 0, "0.00", "0.00", ("增加", "增长")),
        (700, 700, "0.00", "0.00", ("增加", "增长")),
        (1_000_000, 1_000_049, "0.00", "0.00", ("减少", "下降")),
        (10**12, 10**5, "999,999.90", "999999900.00", ("增加", "增长")),
        (200_005, 200_000, "0.00", "0.00", ("增加", "增长")),
        (200_010, 200_000, "0.00", "0.01", ("增加", "增长")),
    ],
)
def test_change_and_growth(now: int, before: int, change: str, growth: str, words: tuple[str, str]) -> None:
    result = Change(now, before)
    assert (result.text, result.growth, result.words) == (change, growth, words)


def test_exact_ratios_for_machines() -> None:
    assert ratio(Fraction(2, 3)) == "0.666666666667"
    assert ratio(Fraction(-1, 4)) == "-0.25"
    assert ratio(Fraction(1)) == "1"
    assert ratio(Fraction(0)) == "0"
    assert half_up(Fraction(5, 2)) == 3


@pytest.mark.parametrize(
    ("written", "fen"),
    [("1,423,212.50", 142_321_250), ("１，４２３，２１２．５", 142_321_250), (" 7 ", 700), ("", 0), ("0.01", 1)],
)
def test_amounts_as_clerks_write_them(written: str, fen: int) -> None:
    assert to_fen(written, 100) == fen
    assert to_fen("0.000001", 1_000_000) == 1
    assert to_fen("１.5", 1_000_000) == 1_500_000


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_reading_a_table_in_any_encoding(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "income.csv"
    path.write_bytes('amount,资金来源\r\n"1,000",一般公共预算\r\n\r\n,\r\n2,财政专户\r\n'.encode(encoding))
    assert read_table(path) == [{"amount": "1,000", "source": "一般公共预算"}, {"amount": "2", "source": "财政专户"}]


MINIMAL = """
format: 1
year: 2024
department: {name: 示例市局, short_name: 市局}
units:
- {id: U1, name: 甲单位, type: 行政, order: 2}
- {id: U2, name: 乙单位, type: 事业, order: 1}
data: {lines: lines.csv, income: income.csv}
projects:
- {id: A, name: 甲项目, unit: U1, function: 2010399, order: 2}
- {id: B, name: 乙项目, unit: U2, function: 2010399, order: 1, indicators: by-authority}
- {id: C, name: 丙项目, unit: U1, function: 2120801}
- {id: D, name: 丁项目}
options: {zero_base: none, operating_funds: administrative}
codes: {function: {"2010399": 改名科目}}
"""

LINES = """年度,单位,功能科目,支出类别,项目,资金来源,经济科目,金额
2024,U1,2010301,基本支出,,一般公共预算,30201,100000
2024,U2,2010301,基本支出,,上级一般公共预算转移支付,31002,300000
2024,,2010399,项目支出,A,一般公共预算,30231,50000
2024,,2010399,项目支出,A,单位资金,,70000
2024,U2,2010399,项目支出,B,一般公共预算,302,20000
2024,U1,2120801,项目支出,C,上级政府性基金转移支付,31013,80000
2024,,2110301,项目支出,D,非财政拨款结转结余(财政专户),,10000
2023,,2010301,基本支出,,一般公共预算,,800000
2023,,2120802,项目支出,,政府性基金预算,,5000
2023,,,项目支出,,财政专户,,1
"""

INCOME = """年度,资金来源,收入项目,金额
2024,一般公共预算,,170000
2024,上级一般公共预算转移支付,,300000
2024,单位资金,其他收入,70000
2024,上级政府性基金转移支付,,80000
2024,非财政拨款结转结余(财政专户),,10000
2023,一般公共预算,,800000
2023,政府性基金预算,,5000
2023,财政专户,,1
"""


@pytest.fixture
def small(tmp_path: Path) -> Expected:
    for name, content in (("budget.yaml", MINIMAL), ("lines.csv", LINES), ("income.csv", INCOME)):
        (tmp_path / name).write_text(content, encoding="utf-8")
    return oracle(tmp_path)


def test_transfers_and_funds_by_hand(small: Expected) -> None:
    assert small.tables[1][1] == ["1、一般公共预算拨款", "47.00", "202 外交支出", ""]
    assert small.tables[1][6] == ["上级政府性基金安排转移支付", "8.00", "207 文化旅游体育与传媒支出", ""]
    assert small.tables[1][23][:2] == ["其中：财政专户核拨", "1.00"]
    assert small.tables[4][-1] == ["收入总计", "55.00", "支出总计", "55.00", "47.00", "8.00", ""]
    assert small.tables[5][0] == ["", "", "", "总计", "47.00", "40.00", "7.00"]
    assert small.tables[5][-1] == ["201", "03", "99", "改名科目", "7.00", "", "7.00"]
    assert small.tables[6][-1] == ["310", "02", "办公设备购置", "30.00", "", "30.00"]
    assert [row[3:6] for row in small.tables[7]] == [
        ["总计", "", "7.00"],
        ["乙单位", "", "2.00"],
        ["一般公共服务支出", "", "2.00"],
        ["政府办公厅（室）及相关机构事务", "", "2.00"],
        ["改名科目", "乙项目", "2.00"],
        ["甲单位", "", "5.00"],
        ["一般公共服务支出", "", "5.00"],
        ["政府办公厅（室）及相关机构事务", "", "5.00"],
        ["改名科目", "甲项目", "5.00"],
    ]
    assert small.tables[8][0] == ["", "", "", "总计", "8.00", "", "", "8.00"]
    assert len(small.tables[8]) == 4
    assert small.tables[9] == []
    assert small.tables[10][0] == ["合计", "13.00", "5.00", "8.00", ""]
    assert small.tables[11] == [
        ["总计", "1.00", "", "", "", "", "1.00", "", "", "1.00"],
        ["丁项目", "1.00", "", "", "", "", "1.00", "", "", "1.00"],
    ]


def test_statements_by_hand(small: Expected) -> None:
    figures = small.figures
    assert small.lists["statement-2/sources"] == [
        "general-public-budget",
        "general-public-budget-transfer",
        "government-fund",
        "government-fund-transfer",
        "state-capital",
        "fiscal-account",
        "own-funds",
        "non-fiscal-carryover",
    ]
    assert small.lists["statement-2/not-arranged"] == ["state-capital-transfer"]
    assert figures["income/fiscal-account/growth"] == "100.00"
    assert small.directions["income/fiscal-account/change"] == "减少"
    # Money now and nothing before, under zero_base: none.
    assert small.without_growth == {
        "income/general-public-budget-transfer",
        "income/government-fund-transfer",
        "income/own-funds",
        "income/non-fiscal-carryover",
        "appropriation/project",
        "appropriation/2010399",
        "government-fund/2120801",
        "travel/vehicle-purchase",
        "travel/vehicle-running",
        "travel/total",
        "operating-funds",
    }
    assert "income/own-funds/growth" not in figures
    assert figures["expenditure/project/change"] == "22.50"
    assert figures["expenditure/project/growth"] == "4499.08"
    assert (figures["appropriation/basic/change"], figures["appropriation/basic/growth"]) == ("40.00", "50.00")
    assert small.lists["statement-8/items"] == ["2120801", "2120802"]
    assert figures["government-fund/2120802/change"] == "0.50"
    assert figures["operating-funds/amount"] == "10.00"
    assert figures["travel/vehicle-purchase/amount"] == "8.00"
    assert small.facts["performance/fiscal/count"] == "3"
    assert small.facts["performance/fiscal/amount"] == "15.00"
    assert small.facts["performance/non-fiscal/count"] == "0"
    assert small.facts["performance/by-authority/amount"] == "2.00"
    assert small.lists["performance/tables"] == ["A", "C"]
    assert small.lists["performance/A"] == ["12.00", "5.00", "7.00"]
    assert small.lists["performance/department"] == ["38.00", "17.00", "7.00"]


def test_rows_of_a_prior_budget_stand_in(tmp_path: Path) -> None:
    before, now = tmp_path / "2023", tmp_path / "2024"
    for folder, document in ((before, MINIMAL.replace("year: 2024", "year: 2023")), (now, MINIMAL)):
        folder.mkdir()
        (folder / "budget.yaml").write_text(document, encoding="utf-8")
    old = {"2023,": "2022,", "2024,": "2023,"}
    for name, content in (("lines.csv", LINES), ("income.csv", INCOME)):
        (now / name).write_text(
            "".join(row for row in content.splitlines(keepends=True) if not row.startswith("2023")), encoding="utf-8"
        )
        for written, year in old.items():
            content = content.replace(written, year)
        (before / name).write_text(content.replace("100000", "90000"), encoding="utf-8")
    (now / "budget.yaml").write_text(MINIMAL + "prior: ../2023/budget.yaml\n", encoding="utf-8")
    expected = oracle(now)
    assert expected.figures["operating-funds/change"] == "1.00"
    assert expected.figures["travel/total/change"] == "0.00"
    assert expected.figures["appropriation/2010301/growth"] == "2.56"
    assert expected.lists["statement-8/items"] == ["2120801"]
