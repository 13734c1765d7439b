"""Projects, reasons and facts that stand in a workbook are the same as in budget.yaml."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

import pytest

from reportgen.load import load_budget
from reportgen.load.sheets import fact_labels, find_fact, headings, project_columns
from reportgen.model.money import Money
from reportgen.model.schema import Count, Text
from tests.unit.load.folder import BUDGET, INCOME, LINES, changed, errors, told, write

HEAD = BUDGET[: BUDGET.index("projects:")]
PROJECTS = BUDGET[BUDGET.index("projects:") : BUDGET.index("reasons:")]
SECRET = "绝密甲"

Rows = list[list[Any]]


def workbook(folder: Path, sheets: dict[str, Rows], budget: str, lines: str = LINES) -> Path:
    """A budget folder with ``words.xlsx`` beside budget.yaml."""
    import openpyxl

    path = write(folder, budget, lines=lines, income=INCOME)
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(folder / "words.xlsx")
    return path


def naming(**sheets: str) -> str:
    """budget.yaml without projects and reasons, naming sheets of the workbook."""
    named = "".join(f", {key}: words.xlsx#{sheet}" for key, sheet in sheets.items())
    return changed(("income: income.csv}", f"income: income.csv{named}}}"), text=HEAD)


PROJECT_ROWS: Rows = [
    ["编号", "名称", "单位", "功能科目", "顺序", "设立的政策依据", "资金分配情况事项", "资金分配情况金额", "资金分配情况经济科目",
     "资金执行时间开始", "资金执行时间结束", "补贴人数", "公开方式"],
    ["P01", "场馆开放补助", "U2", 2070108, 1, "场馆免费开放的规定", "水电", 200000, 302,
     datetime.datetime(2024, 1, 1), "2024-12-31", 98, "公开"],
    [None, None, None, None, None, None, "安保", 100000.5, None, None, None, None, None],
    ["P02", "上年结转的维修"],
]  # fmt: skip


def test_projects(tmp_path: Path) -> None:
    budget = load_budget(workbook(tmp_path, {"项目": PROJECT_ROWS}, naming(projects="项目")))
    first, second = budget.declaration.projects
    assert (first.id, first.unit, first.function, first.order, first.disclosure) == ("P01", "U2", "2070108", 1, "full")
    assert isinstance(first.allocation, tuple)
    assert [(item.item, item.amount, item.economic) for item in first.allocation] == [
        ("水电", Money(20_000_000), "302"),
        ("安保", Money(10_000_050), None),
    ]
    assert first.period is not None
    assert (first.period.from_, first.period.to) == (datetime.date(2024, 1, 1), datetime.date(2024, 12, 31))
    assert first.subsidy is not None
    assert first.subsidy.people == 98
    assert (second.id, second.unit, second.allocation, second.period) == ("P02", None, None, None)
    assert str(budget.places["projects[0].allocation[1].amount"]) == "words.xlsx#项目!H3"


def test_projects_of_both_places_add_up(tmp_path: Path) -> None:
    text = naming(projects="项目") + PROJECTS[: PROJECTS.index("  - id: P02")]
    rows = [PROJECT_ROWS[0], [*PROJECT_ROWS[3], *[None] * 11]]
    assert [p.id for p in load_budget(workbook(tmp_path, {"项目": rows}, text)).declaration.projects] == ["P01", "P02"]
    found = errors(workbook(tmp_path / "b", {"项目": PROJECT_ROWS}, text))
    assert [(d.code, str(d.place), d.value) for d in found] == [
        ("L093", "words.xlsx#项目!A2", "P01"),
        ("L094", "words.xlsx#项目!E2", "1"),
    ]


@pytest.mark.parametrize(
    ("row", "code", "cell"),
    [
        (["P01", "名", "U9"], "L095", "C2"),
        (["P 01", "名"], "L030", "A2"),
        (["P01", None], "L021", "A2"),
        ([None, "名"], "L074", "A2"),
        (["P01", "名", "U2", "2070188"], "L032", "D2"),
        (["P01", "名", "U2", "2070108", 1.5], "L034", "E2"),
        (["P01", "名", "U2", "2070108", 1, "{{ x }}"], "L040", "F2"),
        (["P01", "名", "U2", "2070108", 1, "据", "水电", "很多"], "L033", "H2"),
        (["P01", "名", "U2", "2070108", 1, "据", None, 5], "L021", "A2"),
        (["P01", "名", "U2", "2070108", 1, "据", None, None, None, "2024/1/1", "2024-12-31"], "L036", "J2"),
        (["P01", "名", "U2", "2070108", 1, "据", None, None, None, None, None, None, "公开吗"], "L037", "M2"),
    ],
)
def test_errors_name_sheet_and_cell(row: list[Any], code: str, cell: str, tmp_path: Path) -> None:
    rows = [PROJECT_ROWS[0], row + [None] * (13 - len(row)), PROJECT_ROWS[3]]
    found = errors(workbook(tmp_path, {"项目": rows}, naming(projects="项目")))
    assert (code, f"words.xlsx#项目!{cell}") in [(d.code, str(d.place)) for d in found], told(found)


def test_an_allocation_is_a_text_or_a_list(tmp_path: Path) -> None:
    rows: Rows = [
        ["编号", "名称", "资金分配情况", "资金分配情况事项", "资金分配情况金额"],
        ["P02", "维修", "一段话", "水电", 5],
    ]
    found = errors(workbook(tmp_path, {"项目": rows}, naming(projects="项目")))
    assert "L072" in [d.code for d in found]


@pytest.mark.parametrize(
    ("column", "switch"), [("公开方式", "完全不予公开"), ("disclosure", "withheld"), ("公开方式", "完全不公开")]
)
def test_withheld_cells_are_dropped(column: str, switch: str, tmp_path: Path) -> None:
    head = [
        "编号",
        "名称",
        column,
        "设立的政策依据",
        "资金执行时间开始",
        "资金分配情况",
        "资金分配情况事项",
        "资金分配情况金额",
    ]
    rows: Rows = [
        head,
        ["P02", "特定目标", switch, "{{ " + SECRET, SECRET, SECRET, SECRET, SECRET],
        [None] * 6 + [SECRET, SECRET],
    ]
    path = workbook(
        tmp_path,
        {"项目": rows},
        naming(projects="项目"),
        lines=LINES.replace("2024,,2070108,项目支出,P01,一般公共预算,302,300000\n", ""),
    )
    found = errors(path)
    assert [d.code for d in found] == ([] if switch != "完全不公开" else ["L037"])
    assert SECRET not in told(found)
    if not found:
        budget = load_budget(path)
        assert budget.declaration.projects[0].disclosure == "withheld"
        assert SECRET not in repr(budget.declaration) + repr(budget.places)


def test_a_sheet_that_cannot_be_read_stops_the_tables(tmp_path: Path) -> None:
    # The misspelt column may be the switch, so nothing of the rows is told.
    rows = [["编号", "名称", "公开 法", "设立的政策依据"], ["P02", "名", "withheld", "{{ " + SECRET]]
    found = errors(workbook(tmp_path, {"项目": rows}, naming(projects="项目")))
    assert [(d.code, str(d.place)) for d in found] == [("L209", "words.xlsx#项目!C1")]
    assert SECRET not in told(found)


REASON_ROWS: Rows = [
    ["类别", "项目", "理由"],
    ["收入", "一般公共预算", "新增补助"],
    ["支出", "项目支出", "一是增加"],
    ["功能科目", 2070101, "人员增加"],
    ["三公", "因公出国(境)费", "减少团组"],
    ["机关运行经费", None, "{{ change('operating-funds') }}"],
    ["appropriation", "基本支出", None],
]


def test_reasons(tmp_path: Path) -> None:
    reasons = load_budget(
        workbook(tmp_path, {"理由": REASON_ROWS}, naming(reasons="理由") + PROJECTS)
    ).declaration.reasons
    assert reasons.income["一般公共预算"].raw == "新增补助"
    assert reasons.expenditure["项目支出"].raw == "一是增加"
    assert reasons.function["2070101"].raw == "人员增加"
    assert reasons.travel["因公出国（境）费"].raw == "减少团组"
    assert reasons.operating_funds is not None
    assert reasons.operating_funds.refs[0].key == "operating-funds/change"
    assert reasons.appropriation == {}
    assert str(reasons.income["一般公共预算"].place) == "words.xlsx#理由!C2"


@pytest.mark.parametrize(
    ("row", "code", "cell", "expected"),
    [
        (["收人", "一般公共预算", "x"], "L070", "A2", "收入"),
        (["收入", None, "x"], "L071", "B2", None),
        (["机关运行经费", "一般公共预算", "x"], "L071", "B2", None),
        (["收入", "一般公共财政", "x"], "L038", "B2", "一般公共预算"),
        (["功能科目", "2070102", "x"], "L099", "B2", "2070108"),
        (["收入", "一般公共预算", "{% x %}"], "L040", "C2", None),
    ],
)
def test_bad_reasons(row: list[Any], code: str, cell: str, expected: str | None, tmp_path: Path) -> None:
    found = errors(workbook(tmp_path, {"理由": [REASON_ROWS[0], row]}, naming(reasons="理由") + PROJECTS))
    assert [(d.code, str(d.place)) for d in found] == [(code, f"words.xlsx#理由!{cell}")]
    assert expected in (None, found[0].expected)


def test_a_reason_in_both_places(tmp_path: Path) -> None:
    text = naming(reasons="理由") + PROJECTS + "reasons: {income: {一般公共预算: 甲}, travel: {公务接待费: 乙}}\n"
    (found,) = errors(workbook(tmp_path, {"理由": REASON_ROWS[:2]}, text))
    assert (found.code, str(found.place)) == ("L072", "words.xlsx#理由!C2")
    assert "budget.yaml:22:28" in found.message
    reasons = load_budget(
        workbook(tmp_path / "b", {"理由": REASON_ROWS[:1] + REASON_ROWS[2:]}, text)
    ).declaration.reasons
    assert (len(reasons.income), len(reasons.travel), len(reasons.expenditure)) == (1, 2, 1)


FACT_ROWS: Rows = [
    ["项目", "值"],
    ["年度", 2024],
    ["部门.部门名称", "示例市体育局"],
    ["部门.部门简称", "市体育局"],
    ["部门.公开日期", datetime.date(2024, 2, 28)],
    ["部门.内设处室", "办公室"],
    ["部门.内设处室", "财务处"],
    ["部门.人员情况.在职.人数", 586],
    ["department.staffing.in_service.change", -3],
    ["单位.1.编号", "U1"],
    ["单位.1.名称", "示例市体育局"],
    ["单位.1.类型", "行政单位"],
    ["单位.2.编号", "U2"],
    ["单位.2.名称", "示例市体育馆"],
    ["单位.2.类型", "事业"],
    ["国有资产.房屋.面积", 222237.72],
    ["国有资产.房屋.价值", "1,484.50"],
    ["名词解释.三公.经费", "说明"],
    ["科目.function.2070198", "新科目"],
    ["选项.占比", "各自四舍五入"],
    ["政府采购.货物", None],
]


def test_facts(tmp_path: Path) -> None:
    text = "format: 1\ndata: {lines: lines.csv, income: income.csv, facts: words.xlsx}\n" + PROJECTS
    budget = load_budget(workbook(tmp_path, {"基本信息": FACT_ROWS}, text))
    declaration = budget.declaration
    assert (declaration.year, declaration.department.offices) == (2024, ("办公室", "财务处"))
    assert declaration.department.published == datetime.date(2024, 2, 28)
    assert declaration.department.staffing is not None
    assert declaration.department.staffing.in_service is not None
    assert declaration.department.staffing.in_service.change == -3
    assert [(unit.id, unit.type) for unit in declaration.units] == [("U1", "行政"), ("U2", "事业")]
    assert declaration.assets is not None
    assert declaration.assets.buildings is not None
    assert str(declaration.assets.buildings.area) == "222237.72"
    assert declaration.assets.buildings.value == Money(148_450)
    assert list(declaration.glossary) == ["三公.经费"]
    assert budget.functions.name("2070198") == "新科目"
    assert declaration.options.shares == "plain"
    assert declaration.procurement is None
    assert str(budget.places["department.offices[1]"]) == "words.xlsx#基本信息!B7"


@pytest.mark.parametrize(
    ("rows", "code", "cell"),
    [
        ([["部门.部门名", "x"]], "L073", "A2"),
        ([["部门", "x"]], "L073", "A2"),
        ([["项目.1.名称", "x"]], "L073", "A2"),
        ([["数据.收支明细", "x.csv"]], "L073", "A2"),
        ([["年度", 2025]], "L072", "B2"),
        ([["单位.1.名称", "x"]], "L072", "B2"),
        ([["部门.内设处室.2", "x"]], "L075", "B2"),
        ([["部门.内设处室", "x"], ["部门.内设处室.1", "x"]], "L072", "B3"),
        ([["版式", "four-part"], ["版式", "four-part"]], "L072", "B3"),
        ([["国有资产.房屋.面积", "很大"]], "L035", "B2"),
    ],
)
def test_bad_facts(rows: Rows, code: str, cell: str, tmp_path: Path) -> None:
    found = errors(workbook(tmp_path, {"基本信息": [FACT_ROWS[0], *rows]}, naming(facts="基本信息") + PROJECTS))
    assert [(d.code, str(d.place)) for d in found] == [(code, f"words.xlsx#基本信息!{cell}")]


def test_sheets_may_be_csv(tmp_path: Path) -> None:
    text = changed(("income: income.csv}", "income: income.csv, facts: facts.csv}"))
    budget = load_budget(write(tmp_path, text, facts="项目,值\n部门.内设处室,办公室\n部门.内设处室,人事处\n"))
    assert budget.declaration.department.offices == ("办公室", "人事处")


def test_headings_are_labels_with_their_block_in_front() -> None:
    named = {column.alias: column.heading for column in project_columns()}
    assert named["period.from"] == "资金执行时间开始"
    assert named["subsidy.people"] == "补贴人数"
    assert named["subsidy.funding"] == "补贴资金来源"
    assert len(set(named.values())) == len(named) == 22
    assert [heading.zh for heading in headings("reasons")] == ["类别", "项目", "理由"]


def test_every_fact_label_is_found() -> None:
    labels = fact_labels()
    assert len(labels) == len(set(labels)) > 50
    assert all(find_fact(label) for label in labels)
    assert find_fact("部门.人员情况.编制数") == (("department", "staffing", "establishment"), Count())
    assert find_fact("部门.内设处室") == (("department", "offices", -1), Text())
