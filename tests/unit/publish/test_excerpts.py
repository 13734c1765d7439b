"""Excerpts: the right line with the right mark, and nothing withheld or private, whatever is asked for."""

from __future__ import annotations

import csv
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import attrs
import pytest
from openpyxl import Workbook

from reportgen.model.diagnostic import Diagnostic, Edit
from reportgen.model.place import Place
from reportgen.publish.excerpts import Excerpt, Excerpts
from tests.acceptance.conftest import CORPUS, change, copied
from tests.acceptance.test_withheld import (
    INDICATOR_SLIPS,
    SECRET,
    YAML_SLIPS,
    as_workbook,
    marks_in,
    write,
)  # fmt: skip
from tests.unit.check.support import EXAMPLES


@pytest.fixture
def reference(tmp_path: Path) -> Path:
    return Path(shutil.copytree(EXAMPLES / "reference", tmp_path / "reference"))


def finding(place: Place, value: str | None = None, code: str = "R01", edit: Edit | None = None) -> Diagnostic:
    return Diagnostic(code, "error", "m", place, value, edit=edit)


def excerpt(folder: Path, found: Diagnostic, *others: Diagnostic) -> Excerpt | None:
    return Excerpts(folder / "budget.yaml", [found, *others]).of(found)


def marked(folder: Path, found: Diagnostic) -> tuple[str, str]:
    """The text and what is marked in it."""
    got = excerpt(folder, found)
    assert got is not None
    return got.text.strip(), got.text[got.start : got.start + got.length]


def line_of(path: Path, piece: str) -> int:
    lines = path.read_text(encoding="utf-8").splitlines()
    return next(number for number, line in enumerate(lines, 1) if piece in line)


# budget.yaml


def test_a_value_of_the_yaml(reference: Path) -> None:
    number = line_of(reference / "budget.yaml", "in_service")
    assert marked(reference, finding(Place("budget.yaml", number, 25), "586")) == (
        "in_service: {count: 586, change: 14}", "586",
    )  # fmt: skip


def test_comments_are_left_out(reference: Path) -> None:
    number = line_of(reference / "budget.yaml", "amount_unit")
    assert marked(reference, finding(Place("budget.yaml", number, 14))) == ("amount_unit: 元               …", "元")
    number = line_of(reference / "budget.yaml", "# order 是")
    assert excerpt(reference, finding(Place("budget.yaml", number, 1))) is None


def test_the_mark_is_at_the_edit(reference: Path) -> None:
    """Of equal pieces the one that the edit means, on the line of the text where it stands."""
    path = reference / "budget.yaml"
    change(
        path, ("    goal: 核拨业务补助经费", "    goal: |-  # 备注\n      甲[1]甲[1]\n\n      乙[1]核拨业务补助经费")
    )
    number = line_of(path, "goal: |-")
    for start, line, column in ((1, 1, 8), (5, 1, 12), (11, 3, 8)):
        found = finding(Place("budget.yaml", number, 11), "[1]", edit=Edit(start, "[1]", "〔1〕"))
        got = excerpt(reference, found)
        assert got is not None
        assert got.line == number + line
        assert got.span is not None
        assert (got.span.line, got.span.start, got.span.end) == (number + line, column, column + 3)
    got = excerpt(reference, finding(Place("budget.yaml", number, 11), "不在这里"))
    assert got is not None
    assert got.text.strip() == "goal: |-  …"


def test_a_text_over_several_lines_shows_the_one_with_the_value(reference: Path) -> None:
    path = reference / "budget.yaml"
    change(
        path,
        ("    goal: 核拨业务补助经费", '    goal: "第一行\n      第二行\n      核拨业务补助经费'),
        ("年度重点工作完成。", '年度重点工作完成。"'),
    )
    number = line_of(path, "第一行")
    text, mark = marked(reference, finding(Place("budget.yaml", number, 11), "第二行"))
    assert (text, mark) == ("第二行", "第二行")


def test_of_a_load_error_only_the_contract_and_the_value(reference: Path) -> None:
    path = reference / "budget.yaml"
    number = line_of(path, "id: U4")
    column = path.read_text(encoding="utf-8").splitlines()[number - 1].index("事业") + 1
    assert marked(reference, finding(Place("budget.yaml", number, column), "事业", "L037")) == (
        "- {id: …, name: …, type: 事业, order: …}", "事业",
    )  # fmt: skip
    assert marked(reference, finding(Place("budget.yaml", number, column), None, "L037"))[0] == (
        "- {id: …, name: …, type: …, order: …}"
    )


def test_nothing_of_a_file_that_cannot_be_read(reference: Path) -> None:
    place = Place("budget.yaml", 3, 1)
    assert excerpt(reference, finding(place)) is not None
    for slip in ("year: &a 2024", "year: 2024\nyear: 2024", 'year: "2024', "year: 2024\n\tx: 1", "year: \x00"):
        text = (EXAMPLES / "reference" / "budget.yaml").read_text(encoding="utf-8")
        (reference / "budget.yaml").write_text(text.replace("year: 2024", slip, 1), encoding="utf-8")
        assert excerpt(reference, finding(place)) is None
    (reference / "budget.yaml").unlink()
    assert excerpt(reference, finding(place)) is None


@pytest.mark.parametrize("place", [Place("budget.yaml"), Place("budget.yaml", 10**6, 1), Place("other.csv", 1), None])
def test_no_place_no_excerpt(reference: Path, place: Place | None) -> None:
    assert excerpt(reference, attrs.evolve(finding(Place("")), place=place)) is None


# Tables


def test_a_row_of_the_lines(reference: Path) -> None:
    got = excerpt(reference, finding(Place("lines.csv", 7, 8), "2409400.00"))
    assert got is not None
    assert (got.text, got.text[got.start : got.start + got.length]) == (
        "2024,,2010303,基本支出,,一般公共预算,30110,167951.00", "167951.00",
    )  # fmt: skip
    assert got.span is not None
    assert (got.span.line, got.span.start, got.span.end) == (7, 34, 43)
    whole = excerpt(reference, finding(Place("lines.csv", 7)))
    assert whole is not None
    assert whole.length == 0


def test_quoted_cells_and_rows_over_several_lines(reference: Path) -> None:
    with (reference / "lines.csv").open("a", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerow(["2024", "U1", "2010301", "基本\n支出", "", "一般公共预算", "30101", "1,000.00"])
    number = line_of(reference / "lines.csv", '"基本')
    text, mark = marked(reference, finding(Place("lines.csv", number, 8), "1,000.00"))
    assert (text, mark) == ('2024,U1,2010301,基本 支出,,一般公共预算,30101,"1,000.00"', "1,000.00")
    got = excerpt(reference, finding(Place("lines.csv", number, 8)))
    assert got is not None
    assert got.span is None


def test_gb18030(reference: Path) -> None:
    path = reference / "lines.csv"
    path.write_bytes(path.read_text(encoding="utf-8").encode("gb18030"))
    assert marked(reference, finding(Place("lines.csv", 7, 6)))[1] == "一般公共预算"


def test_headings_show_what_is_known_and_what_is_told(reference: Path) -> None:
    path = reference / "lines.csv"
    path.write_text(
        path.read_text(encoding="utf-8").replace("资金来源", "来源").replace("单位", "甲"), encoding="utf-8"
    )
    assert marked(reference, finding(Place("lines.csv", 1, 6), "来源", "L209")) == (
        "年度,…,功能科目,支出类别,项目,来源,经济科目,金额", "来源",
    )  # fmt: skip
    assert excerpt(reference, finding(Place("lines.csv", 7, 6), code="L255")) is None


def test_indicators_of_projects_that_publish_them(reference: Path) -> None:
    rows = (reference / "indicators.csv").read_text(encoding="utf-8").splitlines()
    change(reference / "budget.yaml", ("    period: {from: 2024-01-01, to: 2024-12-31}\n    goal: 核拨业务补助经费",
                                       "    indicators: withheld\n    goal: 核拨业务补助经费"))  # fmt: skip
    shown = {row.split(",")[0] for number, row in enumerate(rows, 1)
             if number > 1 and excerpt(reference, finding(Place("indicators.csv", number, 5))) is not None}  # fmt: skip
    assert "P01" in {row.split(",")[0] for row in rows}
    assert shown == {row.split(",")[0] for row in rows[1:]} - {"P01"}
    whole = next(number for number, row in enumerate(rows, 1) if row.startswith(","))
    assert excerpt(reference, finding(Place("indicators.csv", whole, 5), code="L282")) is None


def test_a_cell_of_a_workbook(reference: Path) -> None:
    book = Workbook()
    assert book.active is not None
    book.active.title = "明细"
    with (reference / "lines.csv").open(encoding="utf-8", newline="") as stream:
        for row in csv.reader(stream):
            book.active.append(row)
    book.save(reference / "budget.xlsx")
    change(reference / "budget.yaml", ("lines: lines.csv", "lines: budget.xlsx#明细"))
    found = finding(Place("budget.xlsx", sheet="明细", cell="H7"), "x")
    assert marked(reference, found) == ("金额: 167951.00", "167951.00")
    assert excerpt(reference, finding(Place("budget.xlsx", sheet="明细", cell="Z7"))) is None


def test_files_of_last_year(tmp_path: Path) -> None:
    folder = copied(CORPUS / "good" / "last-year", tmp_path / "years")
    number = line_of(folder / "2023" / "budget.yaml", "year: 2023")
    assert marked(folder / "2024", finding(Place("../2023/budget.yaml", number, 7))) == ("year: 2023", "2023")
    assert "基本支出" in marked(folder / "2024", finding(Place("../2023/lines.csv", 2, 1)))[0]
    change(folder / "2023" / "budget.yaml", ("year: 2023", "year: 2023\nyear: 2023"))
    assert excerpt(folder / "2024", finding(Place("../2023/lines.csv", 2, 1))) is None


# Withheld and private matter


def every_place(folder: Path) -> Iterator[Place]:
    for name in ("budget.yaml", "indicators.csv", "lines.csv", "income.csv"):
        text = (folder / name).read_bytes().decode("utf-8", "replace")
        for number, line in enumerate(re.split(r"\r\n|\r|\n", text), 1):
            yield from (Place(name, number, column) for column in (None, *range(1, len(line) + 2)))


def sweep(folder: Path) -> int:
    """Ask for an excerpt at every place of every file, as rule and as load error; how many there were."""
    shown = 0
    for code in ("R01", "L031"):
        excerpts = Excerpts(folder / "budget.yaml", [])
        for place in every_place(folder):
            for value in (None, "P02", "withheld"):
                got = excerpts.of(finding(place, value, code))
                if got is not None:
                    shown += 1
                    assert marks_in(got.text.encode()) == [], (place, code, got)
    return shown


def test_no_place_shows_withheld_matter(tmp_path: Path) -> None:
    budget = write(tmp_path / "budget")
    change(budget, ("order: 1\n", f"order: 1   # {SECRET}\n"), ("year: 2024", f"year: 2024 # KANARI {{{SECRET}}}"))
    assert sweep(budget.parent) > 5000


@pytest.mark.parametrize("slip", YAML_SLIPS)
def test_no_place_beside_a_slip(slip: str, tmp_path: Path) -> None:
    budget = write(tmp_path / "budget")
    change(budget, YAML_SLIPS[slip])
    sweep(budget.parent)


@pytest.mark.parametrize("slip", INDICATOR_SLIPS)
def test_no_place_beside_a_slip_in_the_indicators(slip: str, tmp_path: Path) -> None:
    budget = write(tmp_path / "budget")
    change(budget.parent / "indicators.csv", INDICATOR_SLIPS[slip])
    assert sweep(budget.parent) > 0


def test_indicators_are_withheld_by_whatever_key_names_their_file(tmp_path: Path) -> None:
    budget = write(tmp_path / "budget")
    change(budget, ("{lines: lines.csv, income: income.csv, indicators: indicators.csv}",
                    "{lines: ./indicators.csv, income: lines.csv, indicators: indicators.csv}"))  # fmt: skip
    for name in ("./indicators.csv", "indicators.csv"):
        for number in range(1, 9):
            got = excerpt(budget.parent, finding(Place(name, number, 2)))
            assert got is None or marks_in(got.text.encode()) == []


def test_no_cell_of_a_workbook_shows_withheld_matter(tmp_path: Path) -> None:
    budget = write(tmp_path / "budget")
    as_workbook(budget.parent)
    text = budget.read_text(encoding="utf-8")
    text = text[: text.index("projects:")].replace(
        "indicators: indicators.csv", "indicators: words.xlsx#指标, projects: words.xlsx#项目"
    )
    budget.write_text(text, encoding="utf-8")
    excerpts, shown = Excerpts(budget, []), []
    for sheet in ("指标", "项目", "没有"):
        for cell in (f"{letter}{row}" for letter in "ABCDEFGHIJKLM" for row in range(1, 9)):
            got = excerpts.of(finding(Place("words.xlsx", sheet=sheet, cell=cell)))
            if got is not None:
                shown.append(got.text)
    assert marks_in("".join(shown).encode()) == []
    assert "公开的依据" in shown
    assert "三级指标: 公开的指标" in shown


def test_lines_with_private_matter_are_not_shown(reference: Path) -> None:
    number = line_of(reference / "budget.yaml", "in_service")
    place = Place("budget.yaml", number, 25)
    assert excerpt(reference, finding(place)) is not None
    assert excerpt(reference, finding(place, code="P01")) is None
    assert excerpt(reference, finding(place), finding(Place("budget.yaml", number, 3), code="P03")) is None
    phone = "138" + "0013" + "8000"
    change(reference / "budget.yaml", ("    goal: 核拨业务补助经费", f"    goal: 电话 {phone} 核拨业务补助经费"))
    goal = line_of(reference / "budget.yaml", phone)
    assert excerpt(reference, finding(Place("budget.yaml", goal, 11))) is None


def test_private_matter_hides_every_line_of_its_text(reference: Path) -> None:
    change(
        reference / "budget.yaml",
        ("    goal: 核拨业务补助经费", "    goal: |-\n      第一行\n      第二行\n      核拨业务补助经费"),
    )
    number = line_of(reference / "budget.yaml", "goal: |-")
    found = finding(Place("budget.yaml", number, 11), "第二行")
    assert excerpt(reference, found) is not None
    assert excerpt(reference, found, finding(Place("budget.yaml", number, 11), code="P01")) is None
