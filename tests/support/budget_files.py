"""Writes the tables of a random budget in any way of writing that the input contract admits."""

from __future__ import annotations

from pathlib import Path
from random import Random

from tests.support.budget_money import written
from tests.support.budget_prior import IncomeEntry
from tests.support.budget_rows import Entry
from tests.support.budget_shape import Dialect, Shape

LINE_COLUMNS = {
    "年度": "year",
    "单位": "unit",
    "功能科目": "function",
    "支出类别": "kind",
    "项目": "project",
    "资金来源": "source",
    "经济科目": "economic",
    "金额": "amount",
}
INCOME_COLUMNS = {"年度": "year", "资金来源": "source", "收入项目": "item", "金额": "amount"}
INDICATOR_COLUMNS = {
    "项目": "project", "一级指标": "", "二级指标": "", "三级指标": "", "指标值": "", "设置依据": "", "上年完成值": "",
    "权重": "", "赋分规则": "", "佐证资料": "",
}  # fmt: skip
"""Chinese heading → English alias; the indicators have but one."""

TableRows = list[dict[str, str]]


def money_rows(entries: list[Entry] | list[IncomeEntry], shape: Shape, rng: Random) -> TableRows:
    """Rows by Chinese heading."""
    columns = LINE_COLUMNS if entries and isinstance(entries[0], Entry) else INCOME_COLUMNS
    dialect, rows = shape.dialect, []
    for entry in entries:
        row = {heading: str(getattr(entry, alias)) for heading, alias in columns.items() if alias != "amount"}
        if dialect.full_width and rng.random() < 0.5:
            row["资金来源"] = row["资金来源"].replace("(", "（").replace(")", "）")
        row["金额"] = written(entry.fen, shape.amount_unit, rng, dialect.thousands, dialect.full_width)
        rows.append(row)
    return rows


def write_table(path: Path, columns: dict[str, str], rows: TableRows, dialect: Dialect, rng: Random) -> None:
    """Write one CSV; the order of the rows is kept."""
    order = list(columns)
    if dialect.shuffle_columns:
        rng.shuffle(order)
    heading = [columns[c] if dialect.aliases and columns[c] and rng.random() < 0.7 else c for c in order]
    records = [heading, *([row[c] for c in order] for row in rows)]
    lines = [",".join(_quoted(text, dialect, rng) for text in record) for record in records]
    if dialect.blank_rows:
        for _ in range(3):
            lines.insert(rng.randint(1, len(lines)), rng.choice(["", "," * (len(order) - 1)]))
    path.write_bytes("".join(line + dialect.newline for line in lines).encode(dialect.encoding))


def _quoted(text: str, dialect: Dialect, rng: Random) -> str:
    needed = any(mark in text for mark in ',"\r\n')
    if needed or dialect.quoting == "all" or (dialect.quoting == "some" and rng.random() < 0.4):
        return '"' + text.replace('"', '""') + '"'
    return text
