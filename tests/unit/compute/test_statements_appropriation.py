"""Statements five to nine."""

from __future__ import annotations

from reportgen.compute import disclose
from reportgen.model.budget import Project, Reasons
from reportgen.model.records import AllocationItem, Unit
from tests.unit.compute.small import YEAR, Line, project_line, prose, small, wan, wan_money

PROJECTS = (
    Project("P1", "一", "U1", "2010399", order=2, allocation=(AllocationItem("甲", wan_money(3)),)),
    Project("P2", "二", "U1", "2130299", order=1, allocation=prose("一段话")),
    Project("P3", "三", "U1", "2130299"),
)
LINES = [
    Line(wan(40), function="2010301"),
    Line(wan(10), function="2080505", economic="30201"),
    project_line(wan(3), PROJECTS[0], source="general-public-budget-transfer"),
    project_line(wan(7), PROJECTS[1]),
    project_line(wan(500), PROJECTS[2], source="own-funds"),
    Line(wan(500), function="2110301", source="fiscal-carryover-general-public-budget", economic=""),
    Line(wan(50), function="2010301", year=YEAR - 1),
    Line(wan(30), function="2139999", kind="project", economic="", year=YEAR - 1),
    Line(wan(9), function="2010301", source="own-funds", economic="", year=YEAR - 1),
]


def test_kinds_leave_out_carry_over_and_own_funds() -> None:
    reasons = Reasons(appropriation={"基本支出": prose("人少了")})
    disclosure = disclose(small(LINES, projects=PROJECTS, reasons=reasons))
    five = disclosure.statements.appropriation
    assert (five.total, disclosure.figure(five.total).text()) == ("t5/total/total", "60.00")
    basic, project = five.kinds
    assert (basic.amount, basic.direction, basic.text) == ("t5/total/basic", "up", prose("人少了"))
    assert (project.amount, project.direction, project.text) == ("t5/total/project", "down", None)
    found = [
        disclosure.figure(f"appropriation/{kind}/{part}").text()
        for kind in ("basic", "project")
        for part in ("amount", "prior", "change", "growth")
    ]
    assert found == ["50.00", "50.00", "0.00", "0.00", "10.00", "30.00", "20.00", "66.67"]


def test_classes_and_their_shares() -> None:
    disclosure = disclose(small(LINES, projects=PROJECTS))
    classes = disclosure.statements.appropriation.classes
    assert [(c.key, c.name, c.amount) for c in classes] == [
        ("201", "一般公共服务支出", "t5/201/total"),
        ("208", "社会保障和就业支出", "t5/208/total"),
        ("213", "农林水支出", "t5/213/total"),
    ]
    shares = [disclosure.figure(c.share).text() for c in classes if c.share]
    assert shares == ["71.66", "16.67", "11.67"]
    assert [c.before for c in classes] == [True, False, True]
    assert disclosure.figure("appropriation/213/prior").text() == "30.00"


def test_items_hold_the_codes_of_either_year_in_code_order() -> None:
    reasons = Reasons(function={"2139999": prose("上年有"), "2010399": prose("新")})
    disclosure = disclose(small(LINES, projects=PROJECTS, reasons=reasons))
    items = disclosure.statements.appropriation.items
    assert [item.key for item in items] == ["2010301", "2010399", "2080505", "2130299", "2139999"]
    assert items[1].names == (
        "一般公共服务支出",
        "政府办公厅（室）及相关机构事务",
        "其他政府办公厅（室）及相关机构事务支出",
    )
    assert items[1].name == items[1].names[2]
    assert (items[1].text, items[2].text, items[4].text) == (prose("新"), None, prose("上年有"))
    gone = items[4]
    assert (gone.amount, gone.now, gone.before, gone.direction) == (
        "appropriation/2139999/amount",
        False,
        True,
        "down",
    )
    found = [disclosure.figure(f"appropriation/2139999/{part}").text() for part in ("amount", "change", "growth")]
    assert found == ["0.00", "30.00", "100.00"]
    assert disclosure.figure("appropriation/2010301/change").machine_value == "-100000.00"


def test_basic_expenditure() -> None:
    disclosure = disclose(small([*LINES, Line(wan(1), economic="31002"), Line(wan(2), economic="30302")]))
    six = disclosure.statements.basic
    assert [disclosure.figure(key).text() for key in (six.total, six.staff, six.operating)] == [
        "53.00",
        "42.00",
        "11.00",
    ]
    assert six.staff_names == ("基本工资", "退休费")
    assert six.operating_names == ("办公费", "办公设备购置")
    assert disclosure.aliases["basic/staff/amount"] == "t6/total/staff"


def test_projects_by_order() -> None:
    unit = Unit("U1", "本级", "行政")
    disclosure = disclose(small(LINES, projects=PROJECTS, units=(unit,)))
    blocks = disclosure.statements.projects
    assert [(block.project.id, block.amount) for block in blocks] == [
        ("P2", "t7/U1/2130299/P2/total"),
        ("P1", "t7/U1/2010399/P1/total"),
    ]
    assert [disclosure.figure(f"project/{id_}/amount").text() for id_ in ("P2", "P1")] == ["7.00", "3.00"]
    assert [block.unit for block in blocks] == [unit, unit]
    assert [[item.item for item in block.items] for block in blocks] == [[], ["甲"]]


def test_funds_in_the_general_form() -> None:
    lines = [
        Line(wan(4), function="2120801", source="government-fund"),
        Line(wan(1), function="2120801", source="government-fund-transfer"),
        Line(wan(8), function="2120801", source="government-fund", year=YEAR - 1),
        Line(wan(2), function="2296006", source="government-fund", year=YEAR - 1),
        Line(wan(2), function="2230199", source="state-capital", year=YEAR - 1),
    ]
    names = {"22301": "解决历史遗留问题及改革成本支出", "2230199": "其他"}
    disclosure = disclose(small(lines, functions=names))
    eight = disclosure.statements.government_fund
    assert eight is not None
    assert disclosure.figure(eight.total).text() == "5.00"
    assert [(item.key, item.amount) for item in eight.items] == [
        ("2120801", "t8/2120801/total"),
        ("2296006", "government-fund/2296006/amount"),
    ]
    assert disclosure.figure("government-fund/2120801/growth").machine_value == "-0.375"
    assert (eight.kinds, eight.classes) == ((), ())
    assert disclosure.statements.state_capital is None
    assert "state-capital/2230199/change" not in disclosure.figures


def test_nothing_at_all() -> None:
    disclosure = disclose(small())
    five = disclosure.statements.appropriation
    assert (five.classes, five.items) == ((), ())
    assert disclosure.figure(five.total).text() == "0.00"
    assert disclosure.statements.projects == ()
    assert disclosure.statements.basic.staff_names == ()
