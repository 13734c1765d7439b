"""The published report: every cell of the eleven tables and every computed claim of part three, from the real command."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tests.support.command import run
from tests.support.page import Report, squeezed

ROOT = Path(__file__).parents[2]
DATA = ROOT / "tests" / "data" / "reference"
TABLES = {table["no"]: table for table in json.loads((DATA / "tables.json").read_text("utf-8"))["tables"]}
CLAIMS = json.loads((DATA / "narrative.json").read_text("utf-8"))["records"]
RESPELT = {
    "特定目标 zzzfc128": "特定目标 xzzfc128",
    "特定目标 zzzfc129": "特定目标 xzzfc129",
    "新疆维吾尔自治区直机关后勤事务保障中心": "新疆维吾尔自治区区直机关后勤事务保障中心",
}
"""E02 and E03: names that the publication spells in two ways, put right."""
SECTIONS = {
    name: number
    for number, name in enumerate(["一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二"], 1)
}


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Report:
    folder = tmp_path_factory.mktemp("out")
    done = run("build", ROOT / "examples/reference", "--format", "html", "--output", folder)
    assert done.returncode == 0, done.stderr
    return Report.read(folder / "disclosure-2024.html")


def printed(value: str | None) -> str:
    """A published cell as ours prints it."""
    return "" if value is None else f"{Decimal(value):,.2f}"


def published_rows(table: dict[str, Any]) -> list[list[str]]:
    """The rows of a published table: label cells, then value cells, in print order (E67: unnamed detail rows left out)."""
    rows = []
    for row in table["rows"]:
        if row.get("level") == "明细（名称缺失）":
            continue
        values = [printed(row["cells"][column["key"]]) for column in table["value_columns"]]
        labels = [row["labels"].get(name) or "" for name in row["labels"]]
        if table["no"] in (1, 4):
            left, right = row["labels"]["收入项目"] or "", row["labels"]["支出功能分类"] or ""
            rows.append([left, values[0], right, *values[1:]])
        elif "codes" in row:
            rows.append(
                [code or "" for code in row["codes"].values()]
                + [RESPELT.get(label, label) for label in labels]
                + values
            )
        else:
            rows.append(labels + values)
    return rows


def comparable(rows: list[list[str]]) -> list[list[str]]:
    return [[squeezed(cell).replace("(", "（").replace(")", "）") for cell in row] for row in rows]


@pytest.mark.parametrize("number", range(1, 12))
def test_every_row_as_published(report: Report, number: int) -> None:
    assert comparable(report.rows(number)) == comparable(published_rows(TABLES[number]))


def test_all_cells_are_compared() -> None:
    """1,202 value cells: those beside blank labels of tables 1 and 4 and the unnamed rows of table 11 are no cells."""
    count = 0
    for number, table in TABLES.items():
        for row in published_rows(table):
            if number in (1, 4):
                count += bool(row[0]) + bool(row[2]) * (len(row) - 3)
            else:
                count += len(table["value_columns"])
    assert count == 1202


def words(claim: dict[str, Any]) -> list[str]:
    """The pieces of text that a claim must show, as printed: amount, share, change with its word, growth with its word."""
    pieces = []
    if claim.get("share_pct") is not None:
        pieces.append(f"占{claim['share_pct']}%")
    if claim.get("delta") is not None and claim.get("growth_pct") is not None:
        delta, growth = Decimal(claim["delta"]), Decimal(claim["growth_pct"])
        up = delta >= 0
        pieces.append(f"{'增加' if up else '减少'}{abs(delta):,.2f}万元，{'增长' if up else '下降'}{abs(growth):.2f}%")
    return pieces


AMOUNTS = [c for c in CLAIMS if c.get("amount") and c["kind"] in {
    "amount", "amount_share", "amount_delta_growth", "amount_share_delta_growth", "amount_use", "amount_list", "asset",
    "performance_budget",
}]  # fmt: skip


@pytest.mark.parametrize("claim", AMOUNTS, ids=lambda c: c["id"])
def test_every_amount_of_part_three(report: Report, claim: dict[str, Any]) -> None:
    text = report.statement(SECTIONS[claim["section"]])
    amount = f"{Decimal(claim['amount']):,.2f}"
    if claim["section"] == "十" and claim["kind"] == "amount" and Decimal(claim["amount"]) == 0:
        amount = "0"
    if claim["kind"] == "performance_budget":
        assert amount in text
        return
    assert f"{amount}万元" in text
    for piece in words(claim):
        assert piece in text, claim["id"]


@pytest.mark.parametrize("claim", [c for c in CLAIMS if words(c)], ids=lambda c: c["id"])
def test_every_share_change_and_growth(report: Report, claim: dict[str, Any]) -> None:
    """The pieces stand behind the claim's own subject, not just anywhere."""
    text = report.statement(SECTIONS[claim["section"]])
    subject = squeezed(claim["subject"]).rpartition("/")[2]
    for piece in words(claim):
        assert any(piece in chunk for chunk in text.split(subject)[1:]), (claim["id"], piece)


def test_lists_and_fixed_sentences(report: Report) -> None:
    for claim in CLAIMS:
        text = report.statement(SECTIONS[claim["section"]])
        if claim["kind"] in ("list", "amount_list"):
            assert "、".join(claim["items"]) + "。" in text, claim["id"]
        if claim["kind"] == "not_arranged":
            assert f"{claim['subject']}资金未安排。" in text
    for number, budget in ((8, "政府性基金预算"), (9, "国有资本经营预算")):
        sentence = f"自治区机关事务管理局2024年没有使用{budget}拨款安排的支出，{budget}支出情况表为空表。"
        assert sentence in report.statement(number)
        assert sentence in report.part(2)


def test_projects_and_secrecy(report: Report) -> None:
    text = report.statement(7)
    allocations = {c["id"]: c["items"] for c in CLAIMS if c["kind"] == "allocation"}
    assert len(allocations) == 10
    for items in allocations.values():
        for item in items:
            plain = f"{Decimal(item['amount']):f}"
            plain = plain.rstrip("0").rstrip(".") if "." in plain else plain
            assert f"{plain}万元" in text, item["item"]
    assert text.count("项目名称：") == 18
    assert text.count("完全不予公开。") == 15
    assert "（一十八）" in text
    assert "（十）" in text


def test_performance_and_the_count_that_belongs_to_the_sum(report: Report) -> None:
    """E01: six projects without a published table, and their sum; one of the authority."""
    text = report.statement(12)
    assert "财政拨款项目18个，涉及预算金额10,343.17万元" in text
    assert "非财政拨款项目2个，涉及预算金额1,940.10万元" in text
    assert "6个涉密项目，涉及预算资金4,844.36万元" in text
    assert "1个大专项项目，涉及预算资金262.00万元" in text
    assert len(report.indicator_tables()) == 14


def test_figures_are_what_the_page_shows(report: Report) -> None:
    done = run("figures", ROOT / "examples/reference", "--format", "json")
    listed = json.loads(done.stdout)
    on_page = {figure.key: figure for figure in report.figures()}
    assert [f["key"] for f in listed] == list(dict.fromkeys(figure.key for figure in report.figures()))
    for figure in listed:
        assert (figure["value"], figure["text"]) == (on_page[figure["key"]].value, on_page[figure["key"]].text)
        assert figure["label"]
        assert figure["formula"]
    assert len({f["label"] for f in listed}) == len(listed)
