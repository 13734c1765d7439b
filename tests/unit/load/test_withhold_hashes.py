"""Everything that is dropped leaves hashes behind: every withheld field, of whatever type, from YAML, CSV and a workbook."""

from __future__ import annotations

import pickle
import random
from pathlib import Path

import pytest
from openpyxl import Workbook

from reportgen.load import load_budget
from reportgen.model.budget import Budget
from tests.unit.load.folder import BUDGET, LINES, changed, write

HEADINGS = "项目,一级指标,二级指标,三级指标,指标值,设置依据,上年完成值,权重,赋分规则,佐证资料"
MONEY = LINES + "2024,,2070108,项目支出,P03,一般公共预算,302,1000\n"


def canary(name: str) -> str:
    """A withheld text that is long enough to be certain; each field has its own, alike in the mark alone."""
    rng = random.Random(name)
    return "金丝雀" + "".join(chr(rng.randint(0x4E00, 0x9FA5)) for _ in range(30))


PROJECT = f"""\
  - id: P03
    name: 特定目标一
    unit: U1
    function: 2070108
    disclosure: withheld
    indicators: withheld
    basis: {canary("甲")}
    allocation:
      - {{item: {canary("乙")}, amount: 300000}}
      - {{item: [{canary("丙")}], {canary("丁")}: 1}}
    period: {{from: {canary("戊")}, to: 2024-12-31}}
    subsidy: {{funding: {canary("己")}, people: 98, {canary("庚")}: x}}
    goal: {{{canary("辛")}: "{canary("壬")}"}}
"""
FIELDS = "甲乙丙丁戊己庚辛壬"
CELLS = "ABCDEFGH"
"""One for each cell of the withheld row that holds a text."""


def loaded(tmp_path: Path, text: str = PROJECT, **tables: str) -> Budget:
    budget = changed(("reasons:", text + "reasons:"))
    if "indicators" in tables:
        budget = changed(("income: income.csv}", "income: income.csv, indicators: indicators.csv}"), text=budget)
    return load_budget(write(tmp_path, budget, lines=MONEY, **tables))


def test_every_withheld_field_is_known(tmp_path: Path) -> None:
    budget = loaded(tmp_path)
    for name in FIELDS:
        assert budget.withheld.occurs_in(f"原因是{canary(name)}。"), name


def test_rows_of_indicators_are_known(tmp_path: Path) -> None:
    cells = [canary(name) for name in CELLS]
    row = ",".join(["P03", *cells[:6], "10", *cells[6:]])
    budget = loaded(tmp_path, indicators=f"{HEADINGS}\nP01,产出,数量,开放天数,300天,,,10,,\n{row}\n")
    assert [indicator.project for indicator in budget.indicators] == ["P01"]
    for name, cell in zip(CELLS, cells, strict=True):
        assert any(match.certain for match in budget.withheld.matches([cell], form=True)), name
        assert any(match.certain for match in budget.withheld.matches([cell])) is (name in "CD"), name


def test_a_published_project_leaves_nothing(tmp_path: Path) -> None:
    for text in (
        "",
        PROJECT.replace("withheld", "full", 1).partition("    indicators")[0] + f"    basis: {canary('甲')}\n",
    ):
        budget = loaded(tmp_path, text or "  - {id: P03, name: 特定目标一, unit: U1, function: 2070108}\n")
        assert not budget.withheld
        assert not budget.withheld.occurs_in(canary("甲"))


def test_nothing_of_it_can_be_read_from_the_budget(tmp_path: Path) -> None:
    budget = loaded(tmp_path)
    data = pickle.dumps((budget.declaration, budget.places, budget.withheld, budget.indicators))
    for mark in (canary("甲")[:6], "金丝雀"):
        assert mark not in repr(budget) + str(budget.withheld)
        assert mark.encode() not in data
        assert mark.encode("utf-32-le") not in data
    assert budget.withheld.salt not in data
    assert budget.withheld.salt.hex() not in repr(budget)
    assert repr(budget.withheld.salt)[2:-1] not in repr(budget)


def test_details_that_the_project_publishes_are_no_secret_of_its_goal(tmp_path: Path) -> None:
    """Indicators alone are withheld: what basis and allocation publish may stand anywhere, the rest of the goal not."""
    text = PROJECT.replace("disclosure: withheld", "disclosure: full").partition("    basis")[0]
    text += (
        f"    basis: {canary('甲')}\n    goal: {canary('甲')}；另在东麓营房旁边建造两座地下储油罐并建造泵站机房一座\n"
    )
    row = f"P03,,,{canary('甲')},,,,10,,"
    withheld = loaded(tmp_path, text, indicators=f"{HEADINGS}\n{row}\n").withheld
    assert withheld.places(canary("甲")) == ()
    assert withheld.occurs_in("新增东麓营房旁边建造两座地下储油罐并建造泵站机房一座")


def test_names_that_are_declared_may_be_said(tmp_path: Path) -> None:
    text = changed(("name: 示例市体育馆", "name: 示例市奥林匹克体育中心场馆运营管理中心"), text=BUDGET)
    secret = "    disclosure: withheld\n    basis: 由示例市奥林匹克体育中心场馆运营管理中心承担场馆开放补助工作\n"
    path = write(tmp_path, changed(("    basis: 场馆免费开放的规定\n", secret), text=text.partition("    allocation")[0] + text[text.index("  - id: P02"):]))  # fmt: skip
    budget = load_budget(path)
    assert budget.withheld.hashes
    assert budget.withheld.places("示例市奥林匹克体育中心场馆运营管理中心的场馆开放补助") == ()


def test_last_years_secrets_are_not_kept(tmp_path: Path) -> None:
    last = changed(("year: 2024", "year: 2023"), ("reasons:", PROJECT + "reasons:"))
    lines = MONEY.replace("2023,", "2022,").replace("2024,", "2023,")
    income = "年度,资金来源,收入项目,金额\n2023,一般公共预算,,1501000\n2023,财政拨款结转(一般公共预算),,50000\n2022,一般公共预算,,1100000\n"
    write(tmp_path / "2023", last.replace("2024-", "2023-"), lines=lines, income=income)
    now = changed(("reasons:", "prior: ../2023/budget.yaml\nreasons:"))
    tables = {"lines": "".join(row + "\n" for row in LINES.splitlines() if not row.startswith("2023"))}
    tables["income"] = (
        "年度,资金来源,收入项目,金额\n2024,一般公共预算,,1500000\n2024,财政拨款结转(一般公共预算),,50000\n"
    )
    budget = load_budget(write(tmp_path / "2024", now, **tables))
    assert not budget.withheld


@pytest.mark.parametrize("switch", ["withheld", "完全不予公开"])
def test_a_sheet_of_projects_is_known(tmp_path: Path, switch: str) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "项目"
    sheet.append(["编号", "名称", "单位", "功能科目", "设立的政策依据", "资金分配情况事项", "资金分配情况金额", "公开方式", "绩效目标表",
                  "项目总体目标"])  # fmt: skip
    sheet.append(["P01", "场馆开放补助", "U2", "2070108", "公开的依据", None, None, None, None, None])
    sheet.append(["P02", "上年结转的维修"])
    sheet.append(
        ["P03", "特定目标一", "U1", "2070108", canary("甲"), canary("乙"), 1, switch, "withheld", canary("丙")]
    )
    sheet.append([None, None, None, None, None, canary("丁"), 2])
    tmp_path.mkdir(exist_ok=True)
    book.save(tmp_path / "words.xlsx")
    text = BUDGET[: BUDGET.index("projects:")] + BUDGET[BUDGET.index("reasons:") :]
    text = changed(("income: income.csv}", "income: income.csv, projects: words.xlsx#项目}"), text=text)
    budget = load_budget(write(tmp_path, text, lines=MONEY))
    for name in "甲乙丙丁":
        assert budget.withheld.occurs_in(canary(name)), name
    assert not budget.withheld.places("公开的依据")
