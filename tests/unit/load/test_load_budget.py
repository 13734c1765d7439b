"""Loading as a whole: what a good budget becomes, and a corpus of bad ones, each told with code, place and words."""

from __future__ import annotations

import datetime
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reportgen.load import load_budget
from reportgen.load.catalogue import CODES
from reportgen.load.prior import MAX_INT64
from reportgen.model.money import Money
from reportgen.model.place import Place
from tests.support.budgets import BudgetSpec, budget_specs
from tests.unit.load.folder import BUDGET, INCOME, LINES, changed, errors, told, write

EXAMPLES = Path(__file__).parents[3] / "examples"


def test_a_good_budget(tmp_path: Path) -> None:
    budget = load_budget(write(tmp_path))
    assert budget.year == 2024
    assert [unit.id for unit in budget.declaration.units] == ["U1", "U2"]
    first, second = budget.declaration.projects
    assert (first.function, first.order, second.unit, second.function) == ("2070108", 1, None, None)
    assert isinstance(first.allocation, tuple)
    assert (first.allocation[0].amount, first.allocation[0].economic) == (Money(30_000_000), "302")
    assert first.period is not None
    assert first.period.from_ == datetime.date(2024, 1, 1)
    assert (first.basis and first.basis.raw) == "场馆免费开放的规定"
    assert budget.declaration.amount_unit == "元"
    assert budget.declaration.layout == "four-part"
    assert (len(budget.lines.frame), len(budget.income.frame)) == (4, 3)
    assert int(budget.lines.frame["amount"].sum()) == 265_000_000
    assert budget.functions.name("2070108") == "文化活动"
    assert budget.folder == tmp_path
    assert budget.prior_unit_types == {"U1": "行政", "U2": "事业"}


def test_every_value_has_its_place(tmp_path: Path) -> None:
    budget = load_budget(write(tmp_path))
    assert budget.places["projects[0].allocation[0].amount"] == Place(
        "budget.yaml", 18, 28, path="projects[0].allocation[0].amount"
    )
    assert budget.places["units[1].name"] == Place("budget.yaml", 8, 20, path="units[1].name")
    # 新增 stands in column 20: columns count characters, not bytes.
    assert budget.places["reasons.income.一般公共预算"].column == 20
    nearest = budget.place("projects[1].unit")
    assert nearest is not None
    assert (nearest.line, nearest.path) == (20, "projects[1]")


def test_all_kinds_of_values(tmp_path: Path) -> None:
    more = """\
amount_unit: 万元
department_: 1
assets: {buildings: {area: "222,237.72", value: "1,000.5"}, equipment_over_500k: 20}
options: {shares: plain}
glossary: {基本支出: 说明, 空的: }
"""
    text = changed(
        ("format: 1\n", "format: '1'\n"),
        ("  short_name: 市体育局\n", "  short_name: 市体育局\n  edition: {number: 2, date: 2024-03-15}\n"),
    )
    text += more.replace("department_: 1\n", "")
    declaration = load_budget(write(tmp_path, text)).declaration
    assert declaration.format == 1
    assert declaration.assets is not None
    assert declaration.assets.buildings is not None
    assert declaration.assets.buildings.area == Decimal("222237.72")
    assert declaration.assets.buildings.value == Money(1_000_500_000)
    assert declaration.assets.furniture is None
    assert declaration.options.shares == "plain"
    assert list(declaration.glossary) == ["基本支出"]
    assert declaration.department.edition is not None
    assert declaration.department.edition.date == datetime.date(2024, 3, 15)


def test_blank_is_not_given(tmp_path: Path) -> None:
    text = BUDGET + 'procurement:\nperformance: ~\nlayout: ""\nuses: {function: {"207": null}}\naccept:\n'
    declaration = load_budget(write(tmp_path, text)).declaration
    assert declaration.procurement is None
    assert declaration.performance is None
    assert declaration.layout == "four-part"
    assert declaration.uses.function == {}
    assert declaration.accept == ()


@pytest.mark.parametrize(("name", "lines", "projects"), [("minimal", 5, 0), ("reference", 77, 22)])
def test_the_examples_load(name: str, lines: int, projects: int) -> None:
    budget = load_budget(EXAMPLES / name / "budget.yaml")
    assert len(budget.lines.frame) == lines
    assert len(budget.declaration.projects) == projects


Case = tuple[tuple[tuple[str, str], ...], str, int, int, str, str]

BAD: dict[str, Case] = {
    "format": ((("format: 1", "format: 2"),), "L090", 1, 9, "应是 1", "must be 1"),
    "year": ((("year: 2024", "year: 204"),), "L091", 2, 7, "应在 2000 到 2100", "between 2000 and 2100"),
    "year with decimals": ((("2024\n", "2024.0\n"),), "L034", 2, 7, "整数", "whole number"),
    "unknown key": ((("short_name: 市", "short_nam: 市"),), "L020", 5, 3, "没有这个键", "no such key"),
    "missing": ((("  short_name: 市体育局\n", ""),), "L021", 4, 3, "必须填写", "is needed"),
    "blank": ((("name: 示例市体育局\n", "name:\n"),), "L021", 4, 8, "必须填写", "is needed"),
    "no units": ((("  - {id: U1, name: 示例市体育局, type: 行政}\n  - {id: U2, name: 示例市体育馆, type: 事业}\n", "  []\n"),),
                 "L021", 7, 3, "至少要有一个单位", "one unit at least"),
    "shape": ((("{lines: lines.csv, income: income.csv}", "lines.csv"),), "L022", 9, 7, "若干", "a mapping"),
    "blank item": ((("{item: 水电, amount: 300000, economic: 302}", ""),), "L023", 18, 8, "是空的", "is empty"),
    "id": ((("id: P01", "id: P/01"),), "L030", 11, 9, "应是编号", "must be an id"),
    "code length": ((("2070108\n", "207010\n"),), "L031", 14, 15, "7 位数字", "7 digits"),
    "code": ((("2070108\n", "2070188\n"),), "L032", 14, 15, "没有功能科目编码 2070188", "2070188 is a function code"),
    "amount": ((("300000", "-3"),), "L033", 18, 28, "不能带正负号", "no sign"),
    "boolean count": ((("order: 1", "order: yes"),), "L034", 15, 12, "整数", "whole number"),
    "quantity": ((("data:", "assets: {buildings: {area: 1/2}}\ndata:"),), "L035", 9, 28, "不小于零的数", "a number"),
    "date": ((("2024-12-31", "2024-02-30"),), "L036", 19, 36, "不是日历上有的日期", "no date of the calendar"),
    "date form": ((("2024-12-31", "2024年12月31日"),), "L036", 19, 36, "年-月-日", "YYYY-MM-DD"),
    "choice": ((("type: 事业", "type: 事业单位"),), "L037", 8, 34, "应是其中之一", "must be one of"),
    "reason key": ((("{一般公共预算:", "{一般公共财政:"),), "L038", 23, 12, "没有这个键", "no such key"),
    "control": ((("name: 示例市体育局\n", 'name: "a\\x07b"\n'),), "L039", 4, 9, "控制字符", "control character"),
    "expression": ((("开放的规定", "{{ x }}"),), "L040", 16, 16, "表达式无效", "not allowed"),
    "mark": ((("场馆开放补助\n", "场馆{#开放#}\n"),), "L041", 12, 13, "不能含有表达式", "must not hold expressions"),
    "layout": ((("format: 1", "format: 1\nlayout: ../x"),), "L092", 2, 9, "文件夹名", "name of a folder"),
    "id twice": ((("id: U2", "id: U1"),), "L093", 8, 10, "budget.yaml:7:10", "budget.yaml:7:10"),
    "unit": ((("unit: U2", "unit: U3"),), "L095", 13, 11, "不是 units 里的", "no id of `units`"),
    "no unit": ((("    unit: U2\n", ""),), "L096", 11, 9, "P01 不是只用结转", "P01 does not live on carry-over alone"),
    "no function": ((("    function: 2070108\n", ""),), "L096", 11, 9, "P01 不是只用结转", "P01 does not live on carry-over"),
    "period": ((("to: 2024-12-31", "to: 2023-12-31"),), "L097", 19, 36, "早于开始日期", "before the first day"),
    "use": ((("reasons:", "uses: {carryover: {P03: 维修}}\nreasons:"),), "L098", 22, 20, "不是项目编号", "no project id"),
    "reason": ((("reasons:\n", 'reasons:\n  function: {"2010301": 人员增加}\n'),), "L099", 23, 14, "两年的明细", "neither year"),
    "edition": ((("data:", "data:"), ("  short_name: 市体育局\n", "  short_name: 市体育局\n  edition: {number: 1, date: 2024-03-01}\n")),
                "L100", 6, 21, "从 2 起", "2 at least"),
    "class": ((("reasons:", 'uses: {function: {"299": 其他}}\nreasons:'),), "L032", 22, 19, "不在科目表", "shipped list"),
}  # fmt: skip
"""Name → what is changed, then the code, line, column and words that must be told."""


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("name", BAD)
def test_bad_budgets(name: str, language: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REPORTGEN_LANG", language)
    replacements, code, line, column, zh, en = BAD[name]
    found = errors(write(tmp_path, changed(*replacements)))
    matching = [d for d in found if d.code == code]
    assert len(matching) == 1, told(found)
    diagnostic = matching[0]
    assert diagnostic.place is not None
    assert (diagnostic.place.file, diagnostic.place.line, diagnostic.place.column) == ("budget.yaml", line, column)
    assert (zh if language == "zh" else en) in diagnostic.message
    assert (en if language == "zh" else zh) not in diagnostic.message or zh == en
    assert code in CODES


def test_all_errors_at_once(tmp_path: Path) -> None:
    text = changed(
        ("format: 1", "formt: 1"), ("type: 事业", "type: 国企"), ("order: 1", "order: -1"), ("302}", "3021}")
    )
    found = errors(write(tmp_path, text, lines=LINES.replace("1200000", "一百二十万")))
    assert {d.code for d in found} == {"L020", "L037", "L034", "L031", "L241"}
    nearest = {d.code: d.expected for d in found}
    assert nearest["L020"] == "format"
    assert nearest["L037"] == "行政 | 参公 | 事业"


def test_what_was_found_and_what_is_right_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REPORTGEN_LANG", "en")
    (found,) = errors(write(tmp_path, changed(("2024-12-31", "2024/12/31"))))
    assert (found.value, found.expected) == ("2024/12/31", "2024-12-31")
    assert found.place is not None
    assert found.place.path == "projects[0].period.to"
    (found,) = errors(write(tmp_path, changed(("unit: U2", "unit: u2"))))
    assert (found.value, found.expected) == ("u2", "U2")


@pytest.mark.parametrize(
    "written",
    ["2024-12-31 00:00:00", "2024-12-31T08:30:00", "20241231", "2024年12月31日", "２０２４/12/31", "2024.12.31"],
)
def test_the_date_that_was_meant(written: str, tmp_path: Path) -> None:
    (found,) = errors(write(tmp_path, changed(("to: 2024-12-31", f"to: {written}"))))
    assert (found.code, found.value, found.expected) == ("L036", written, "2024-12-31")


def test_a_chinese_name_leads_to_its_key(tmp_path: Path) -> None:
    (found, *_) = errors(write(tmp_path, changed(("short_name: 市", "部门简称: 市"))))
    assert (found.code, found.expected) == ("L020", "short_name")


def test_orders_are_unique_among_projects_with_appropriation(tmp_path: Path) -> None:
    # P02 lives on carry-over, so its order does not count.
    assert errors(write(tmp_path, changed(("name: 上年结转的维修\n", "name: 上年结转的维修\n    order: 1\n")))) == ()
    third = "  - {id: P03, name: 维修, unit: U1, function: 2070108, order: 1}\nreasons:"
    lines = LINES + "2024,,2070108,项目支出,P03,一般公共预算,302,1000\n"
    (found,) = errors(write(tmp_path, changed(("reasons:", third)), lines=lines))
    assert (found.code, found.place and found.place.line) == ("L094", 22)
    assert "budget.yaml:15:12" in found.message


def test_a_project_without_lines_needs_unit_and_function(tmp_path: Path) -> None:
    found = errors(write(tmp_path, changed(("reasons:", "  - {id: P03, name: 维修}\nreasons:"))))
    assert [(d.code, d.place and d.place.path) for d in found] == [
        ("L096", "projects[2].unit"),
        ("L096", "projects[2].function"),
    ]


def test_what_it_was_the_year_before_is_a_project_without_lines(tmp_path: Path) -> None:
    lines = LINES.replace("2024,U1,2070308,项目支出,P02", "2023,U1,2070308,项目支出,P02")
    assert errors(write(tmp_path, lines=lines)) == ()
    appropriation = lines.replace("财政拨款结转(一般公共预算)", "一般公共预算")
    found = errors(write(tmp_path / "b", lines=appropriation))
    assert [(d.code, d.place and d.place.path) for d in found] == [
        ("L096", "projects[1].unit"),
        ("L096", "projects[1].function"),
    ]


def test_a_key_is_told_on_its_own_line(tmp_path: Path) -> None:
    text = changed(("reasons:\n", 'reasons:\n  function:\n    "2010301":\n      人员增加\n'))
    (found,) = errors(write(tmp_path, text))
    assert (found.code, str(found.place)) == ("L099", "budget.yaml:24:5")


def test_a_file_that_two_tables_stand_in_is_told_once(tmp_path: Path) -> None:
    data = "data: {lines: book.xlsx#支出, income: book.xlsx#收入, projects: book.xlsx#项目}"
    path = write(tmp_path, changed(("data: {lines: lines.csv, income: income.csv}", data)))
    (tmp_path / "book.xlsx").write_bytes(b"no workbook")
    assert [(d.code, str(d.place)) for d in errors(path)] == [("L221", "book.xlsx")]


def test_many_errors_of_one_cause_take_no_time(tmp_path: Path) -> None:
    text = BUDGET + "".join(f"zz{number}: 1\n" for number in range(20_000))
    found = errors(write(tmp_path, text))
    assert [d.code for d in found] == ["L020"] * 200


def test_a_reason_for_a_code_of_last_year_alone(tmp_path: Path) -> None:
    text = changed(("reasons:\n", 'reasons:\n  function: {"2070102": 上年一次性支出}\n'))
    lines = LINES + "2023,,2070102,项目支出,,一般公共预算,,1000\n"
    assert errors(write(tmp_path, text, lines=lines)) == ()


@pytest.mark.parametrize("name", ["missing.yaml", "folder", "nul\0.yaml"])
def test_no_readable_file(name: str, tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (found,) = errors(tmp_path / name)
    assert (found.code, found.value) == ("L001", name)
    assert found.expected == ("budget.yaml" if name == "missing.yaml" else None)


def test_missing_tables_do_not_hide_other_errors(tmp_path: Path) -> None:
    found = errors(write(tmp_path, changed(("lines.csv", "lins.csv"), ("type: 事业", "type: 无"))))
    assert [d.code for d in found] == ["L037", "L052"]
    assert found[1].expected == "lines.csv"


def test_own_templates(tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    budget = load_budget(write(tmp_path, BUDGET + "templates: mine\n"))
    assert budget.templates == (tmp_path / "mine").resolve()


def test_repeated_rows_are_kept(tmp_path: Path) -> None:
    budget = load_budget(write(tmp_path, lines=LINES + LINES.splitlines()[2] + "\n", income=INCOME))
    assert [(str(row), str(first)) for row, first in budget.repeated_rows] == [("lines.csv:6", "lines.csv:3")]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(spec=budget_specs())
def test_valid_budgets_load(spec: BudgetSpec, tmp_path_factory: pytest.TempPathFactory) -> None:
    budget = load_budget(spec.write(tmp_path_factory.mktemp("b") / "budget"))
    frame = budget.lines.frame
    current = sum(int(amount) for amount in frame["amount"][frame["year"] == spec.shape.year])
    assert current == sum(line.fen for line in spec.lines if line.year == spec.shape.year)
    before = spec.prior.lines if spec.prior else spec.lines
    last = sum(int(amount) for amount in frame["amount"][frame["year"] == spec.shape.year - 1])
    assert last == sum(line.fen for line in before if line.year == spec.shape.year - 1)
    assert abs(sum(map(int, frame["amount"]))) <= MAX_INT64 or frame["amount"].dtype == object


PIECES = ["", " ", "\n", "\t", ":", ": ", "- ", "{", "}", "[", "]", '"', "'", "&a ", "*a", "!!x ", "<<: ", "#", "|", ">", "?",
          "%", "---\n", "{{", "~", "null", "1e9", "\ufeff", "\u2028", "\x00", "9" * 5000, "年", "withheld"]  # fmt: skip


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    edits=st.lists(
        st.tuples(st.integers(0, len(BUDGET)), st.integers(0, 12), st.sampled_from(PIECES)), min_size=1, max_size=4
    )
)
def test_damaged_budgets_are_told_and_never_crash(
    edits: list[tuple[int, int, str]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    text = BUDGET
    for start, length, piece in edits:
        text = text[:start] + piece + text[start + length :]
    # Any other exception than InputError fails here, and so does an InputError that tells nothing.
    found = errors(write(tmp_path_factory.mktemp("b"), text))
    assert all(d.code in CODES and d.message and d.place for d in found)
