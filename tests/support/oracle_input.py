"""The oracle's reading of a budget folder: plain dictionaries and whole 分, for valid input only."""

from __future__ import annotations

import csv
import io
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from tests.support.codes import shipped

COLUMN_OF = {
    "一般公共预算": "general-public-budget",
    "上级一般公共预算转移支付": "general-public-budget-transfer",
    "政府性基金预算": "government-fund",
    "上级政府性基金转移支付": "government-fund-transfer",
    "国有资本经营预算": "state-capital",
    "上级国有资本经营预算转移支付": "state-capital-transfer",
    "财政专户": "fiscal-account",
    "单位资金": "own-funds",
    "财政拨款结转(一般公共预算)": "fiscal-carryover",
    "财政拨款结转(政府性基金预算)": "fiscal-carryover",
    "财政拨款结转(国有资本经营预算)": "fiscal-carryover",
    "非财政拨款结转结余(财政专户)": "non-fiscal-carryover",
    "非财政拨款结转结余(单位资金)": "non-fiscal-carryover",
}
"""Source as written → column of table 2 (printed 3-12)."""

HEADINGS = {
    "年度": "year",
    "单位": "unit",
    "功能科目": "function",
    "支出类别": "kind",
    "项目": "project",
    "资金来源": "source",
    "经济科目": "economic",
    "收入项目": "item",
    "金额": "amount",
}


class Line(NamedTuple):
    """A row of lines.csv or income.csv; what the table does not have is empty."""

    year: int
    unit: str
    function: str
    kind: str
    project: str
    source: str
    economic: str
    item: str
    fen: int

    @property
    def column(self) -> str:
        """Column of table 2 that holds the row's source."""
        return COLUMN_OF[self.source]


@dataclass(frozen=True)
class Facts:
    """All that the tables and statements follow from."""

    year: int
    document: dict[str, Any]
    lines: list[Line]
    prior_lines: list[Line]
    income: list[Line]
    prior_income: list[Line]
    functions: dict[str, str]
    economics: dict[str, str]
    unit_types: dict[str, str]
    prior_unit_types: dict[str, str]
    fen_per_unit: int

    @property
    def projects(self) -> list[dict[str, Any]]:
        """The projects as declared, in the order of the file."""
        return list(self.document.get("projects") or [])

    @property
    def units(self) -> list[dict[str, Any]]:
        """The units as declared, in the order of part one."""
        return list(self.document["units"])

    def option(self, name: str, default: str) -> str:
        """A house style switch."""
        return str((self.document.get("options") or {}).get(name, default))

    def fen(self, text: str) -> int:
        """An amount of budget.yaml in 分."""
        return to_fen(text, self.fen_per_unit)


def to_fen(text: str, fen_per_unit: int) -> int:
    """An amount as written (full-width digits, separators, blanks around; blank is 0) in whole 分."""
    plain = unicodedata.normalize("NFKC", text).strip().replace(",", "")
    whole, _, part = plain.partition(".")
    places = len(str(fen_per_unit)) - 1
    return int(whole or "0") * fen_per_unit + int((part or "0").ljust(places, "0"))


def read_table(path: Path) -> list[dict[str, str]]:
    """Rows of a CSV by English column name: any of the three encodings, any column order, blank rows skipped."""
    data = path.read_bytes()
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("gb18030")
    heading, *rows = csv.reader(io.StringIO(text, newline=""))
    names = [HEADINGS.get(cell, cell) for cell in heading]
    return [dict(zip(names, row, strict=True)) for row in rows if any(cell.strip() for cell in row)]


def read_lines(path: Path, fen_per_unit: int) -> list[Line]:
    """The money rows of lines.csv or income.csv."""
    return [
        Line(
            year=int(row["year"]),
            unit=row.get("unit", ""),
            function=row.get("function", ""),
            kind=row.get("kind", ""),
            project=row.get("project", ""),
            source=row["source"].replace("（", "(").replace("）", ")"),
            economic=row.get("economic", ""),
            item=row.get("item", ""),
            fen=to_fen(row["amount"], fen_per_unit),
        )
        for row in read_table(path)
    ]


def read_facts(folder: Path) -> Facts:
    """The facts of the budget in ``folder`` and, with ``prior``, those of last year's budget."""
    document, lines, income, fen_per_unit = _read_folder(folder / "budget.yaml")
    year = int(document["year"])
    unit_types = {unit["id"]: unit["type"] for unit in document["units"]}
    prior_lines, prior_income, prior_unit_types = lines, income, unit_types
    if document.get("prior"):
        before, prior_lines, prior_income, _ = _read_folder(folder / document["prior"])
        prior_unit_types = {unit["id"]: unit["type"] for unit in before["units"]}
    functions, economics = _names(folder, document.get("codes"))
    return Facts(
        year=year,
        document=document,
        lines=[line for line in lines if line.year == year],
        prior_lines=[line for line in prior_lines if line.year == year - 1],
        income=[line for line in income if line.year == year],
        prior_income=[line for line in prior_income if line.year == year - 1],
        functions=functions,
        economics=economics,
        unit_types=unit_types,
        prior_unit_types=prior_unit_types,
        fen_per_unit=fen_per_unit,
    )


def _read_folder(path: Path) -> tuple[dict[str, Any], list[Line], list[Line], int]:
    # The base loader leaves every scalar a string: a code stays a code and an amount exact.
    document: dict[str, Any] = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    fen_per_unit = 1_000_000 if document.get("amount_unit") == "万元" else 100
    lines = read_lines(path.parent / document["data"]["lines"], fen_per_unit)
    income = read_lines(path.parent / document["data"]["income"], fen_per_unit)
    return document, lines, income, fen_per_unit


def _names(folder: Path, codes: Any) -> tuple[dict[str, str], dict[str, str]]:
    functions, economics = dict(shipped("function")), dict(shipped("economic"))
    if isinstance(codes, str) and codes:
        added = {row["code"]: row["name"] for row in read_table(folder / codes)}
        # Function codes begin with 2, departmental economic codes with 3.
        codes = {
            kind: {c: n for c, n in added.items() if c[0] == d} for kind, d in (("function", "2"), ("economic", "3"))
        }
    codes = codes or {}
    functions.update(codes.get("function") or {})
    economics.update(codes.get("economic") or {})
    return functions, economics
