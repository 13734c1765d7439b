"""The same budget in other shapes: in one workbook, with its words in sheets, with a table of codes, own templates."""

from __future__ import annotations

import csv
import io
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from typing import Any

import yaml
from openpyxl import Workbook
from openpyxl.utils.exceptions import IllegalCharacterError

Reshape = Callable[[Path, Random], None]
TEMPLATES = Path(__file__).parents[2] / "templates" / "four-part"
SHEETS = {"lines": "明细", "income": "收入", "indicators": "指标", "codes": "科目"}


def read(folder: Path) -> dict[str, Any]:
    """budget.yaml, every value as its text or a collection; dates and numbers stay what YAML takes them for."""
    document = yaml.safe_load((folder / "budget.yaml").read_text(encoding="utf-8"))
    assert isinstance(document, dict)
    return document


def write(folder: Path, document: dict[str, Any]) -> None:
    text = yaml.dump(document, allow_unicode=True, sort_keys=False)
    (folder / "budget.yaml").write_text(text, encoding="utf-8")


def rows_of(path: Path) -> list[list[str]]:
    """The rows of a CSV table in either encoding."""
    data = path.read_bytes()
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return list(csv.reader(io.StringIO(data.decode(encoding), newline="")))
        except UnicodeDecodeError:
            continue
    return list(csv.reader(io.StringIO(data.decode("utf-8", "replace"), newline="")))


def cell(text: str, chance: Random) -> Any:
    """A cell as a spreadsheet holds it: often a number where it looks like one."""
    return float(text) if chance.random() < 0.7 and text.replace(".", "", 1).isdigit() and len(text) < 15 else text


def add_sheet(book: Workbook, title: str, rows: list[list[Any]]) -> None:
    sheet = book.create_sheet(title)
    for row in rows:
        try:
            sheet.append(row)
        except IllegalCharacterError:
            sheet.append(["".join(c for c in str(value) if c.isprintable()) for value in row])


def one_workbook(folder: Path, chance: Random) -> None:
    """Every table a sheet of one workbook; sometimes projects, reasons and facts too."""
    if (folder / "budget.xlsx").exists():
        return
    document = read(folder)
    book = Workbook()
    assert book.active is not None
    book.remove(book.active)
    data = document["data"]
    for key, title in SHEETS.items():
        holder = document if key == "codes" else data
        name = holder.get(key)
        if isinstance(name, str) and name.endswith(".csv"):
            add_sheet(book, title, [[cell(text, chance) for text in row] for row in rows_of(folder / name)])
            holder[key] = f"budget.xlsx#{title}"
    if chance.random() < 0.6:
        _words(book, document)
    book.save(folder / "budget.xlsx")
    write(folder, document)


def _words(book: Workbook, document: dict[str, Any]) -> None:
    """Simple values of projects, reasons and department move into sheets."""
    projects = document.pop("projects", None) or []
    keys = ["id", "name", "unit", "function", "order", "basis", "goal", "disclosure", "indicators"]
    rest = [project for project in projects if not set(project) <= set(keys)]
    if rest:
        document["projects"] = rest
    add_sheet(book, "项目", [keys, *[[p.get(key) for key in keys] for p in projects if p not in rest]])
    document["data"]["projects"] = "budget.xlsx#项目"
    reasons = document.pop("reasons", None) or {}
    add_sheet(book, "理由", [["category", "item", "reason"], *_reasons(reasons)])
    document["data"]["reasons"] = "budget.xlsx#理由"
    short = document.get("department", {}).pop("short_name", None)
    add_sheet(book, "基本信息", [["项目", "值"], ["部门.部门简称", short]])
    document["data"]["facts"] = "budget.xlsx#基本信息"


def _reasons(reasons: dict[str, Any]) -> Iterator[list[Any]]:
    for category, value in reasons.items():
        if isinstance(value, dict):
            for item, text in value.items():
                yield [category, item, text]
        else:
            yield [category, None, value]


def table_of_codes(folder: Path, chance: Random) -> None:
    """The added codes in a table."""
    document = read(folder)
    if isinstance(document.get("codes"), str):
        return
    added = {code: name for kind in (document.get("codes") or {}).values() for code, name in kind.items()}
    added = added or {"2079901": "其他支出", "20799": "其他支出款"}
    with (folder / "codes.csv").open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([["科目编码", "科目名称"], *added.items()])
    document["codes"] = "codes.csv"
    write(folder, document)


def own_templates(folder: Path, chance: Random) -> None:
    """Own templates: some of the layout's files, as they are."""
    document = read(folder)
    files = sorted(TEMPLATES.iterdir())
    (folder / "own").mkdir(exist_ok=True)
    for path in chance.sample(files, 3):
        shutil.copy(path, folder / "own" / path.name)
    (folder / "own" / "phrases.yaml").write_text('report-title: "{year} 年预算"\n', encoding="utf-8")
    document["templates"] = "own"
    write(folder, document)


RESHAPES: tuple[Reshape, ...] = (one_workbook, one_workbook, table_of_codes, own_templates)


def reshape(folder: Path, chance: Random) -> None:
    """None, one or two other shapes."""
    for _ in range(chance.choice((0, 0, 1, 1, 2))):
        chance.choice(RESHAPES)(folder, chance)
