"""Codes that a budget adds or renames."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportgen.load import load_budget
from tests.unit.load.folder import BUDGET, LINES, changed, errors, write

ADDED = "\n".join(
    [
        "codes:",
        "  function: {2070109: 群众文化, '20797': 其他文化支出, '2079701': 其他}",
        "  economic:",
        "    30297: 杂项\n",
    ]
)


def test_added_and_renamed_codes(tmp_path: Path) -> None:
    budget = load_budget(
        write(tmp_path, BUDGET + ADDED, lines=LINES + "2024,U1,2079701,基本支出,,一般公共预算,30297,1\n")
    )
    assert budget.functions.name("2079701") == "其他"
    assert budget.functions.name("2070109") == "群众文化"
    assert budget.economics.name("30297") == "杂项"
    assert budget.declaration.codes == {
        "function": {"2070109": "群众文化", "20797": "其他文化支出", "2079701": "其他"},
        "economic": {"30297": "杂项"},
    }
    assert budget.places["codes.function.2079701"].line == 25


def test_a_table_of_codes(tmp_path: Path) -> None:
    table = "科目名称,科目编码\n其他文化支出,20797\n其他,2079701\n杂项,30297\n"
    budget = load_budget(write(tmp_path, BUDGET + "codes: codes.csv\n", codes=table))
    assert budget.functions.name("2079701") == "其他"
    assert budget.economics.name("30297") == "杂项"
    assert budget.declaration.codes == "codes.csv"
    english = load_budget(write(tmp_path, BUDGET + "codes: codes.csv\n", codes="code,name\n20797,甲\n"))
    assert english.functions.name("20797") == "甲"
    short = load_budget(write(tmp_path, BUDGET + "codes: codes.csv\n", codes="编码,名称\n２０７９７,甲\n"))
    assert short.functions.name("20797") == "甲"


@pytest.mark.parametrize(
    ("block", "code", "line", "column", "value"),
    [
        ("{function: {2079701: 其他}}", "L061", 24, 20, "2079701"),
        ("{function: {20797: 其他, 2079801: 其他}}", "L061", 24, 31, "2079801"),
        ("{function: {207970: 其他}}", "L031", 24, 20, "207970"),
        ("{function: {3020101: 其他}}", "L031", 24, 20, "3020101"),
        ("{economic: {50101: 其他}}", "L031", 24, 20, "50101"),
        ("{economic: {3029701: 其他}}", "L031", 24, 20, "3029701"),
        ("{function: {20797: }}", "L060", 24, 27, "20797"),
        ("{function: {20797: [其他]}}", "L060", 24, 27, "20797"),
        ("{function: {20797: '{{ x }}'}}", "L041", 24, 28, "{{ x }}"),
        ("{function: [20797]}", "L022", 24, 19, None),
        ("{functions: {20797: 其他}}", "L038", 24, 9, "functions"),
        ("[20797]", "L022", 24, 8, None),
        ("{function: {20797: 甲, '20797': 乙}}", "L010", 24, 30, None),
        ("none.csv", "L052", 24, 8, "none.csv"),
        ("../codes.csv", "L050", 24, 8, "../codes.csv"),
    ],
)
def test_bad_codes(block: str, code: str, line: int, column: int, value: str | None, tmp_path: Path) -> None:
    (found,) = errors(write(tmp_path, f"{BUDGET}codes: {block}\n"))
    assert found.code == code
    assert found.place is not None
    assert (found.place.line, found.place.column) == (line, column)
    if value is not None:
        assert found.value == value


def test_bad_rows_of_a_table(tmp_path: Path) -> None:
    table = "科目编码,科目名称\n20797,其他\n20797,又一个\n2079801,其他\n30297,\n99,错\n"
    found = errors(write(tmp_path, BUDGET + "codes: codes.csv\n", codes=table))
    assert [(d.code, str(d.place)) for d in found] == [
        ("L062", "codes.csv:3:1"),
        ("L061", "codes.csv:4:1"),
        ("L060", "codes.csv:5:2"),
        ("L031", "codes.csv:6:1"),
    ]


def test_an_added_code_is_known_to_projects_and_reasons(tmp_path: Path) -> None:
    text = changed(("function: 2070108", "function: 2070198")) + "codes: {function: {2070198: 新科目}}\n"
    lines = LINES.replace("2070108,项目支出,P01", "2070198,项目支出,P01")
    assert load_budget(write(tmp_path, text, lines=lines)).declaration.projects[0].function == "2070198"


@pytest.mark.parametrize(
    ("written", "near"),
    [("20701", "2070101"), ("207", "2070101"), ("２０７０１０８", "2070108"), ("20701080", "2070108"), ("x", None)],
)
def test_the_code_that_was_meant(written: str, near: str | None, tmp_path: Path) -> None:
    found = errors(write(tmp_path, changed(("function: 2070108", f"function: {written}"))))
    (told,) = [d for d in found if d.code == "L031"]
    assert (told.value, told.expected) == (written, near or told.expected)
    assert len(told.expected or "") == 7


def test_the_line_to_add_holds_the_parents(tmp_path: Path) -> None:
    found = errors(write(tmp_path, changed(("function: 2070108", "function: 2979801"))))
    told = next(d for d in found if d.code == "L032").expected or ""
    assert 'codes: {function: {"297": ' in told
    assert '"29798": ' in told
    assert '"2979801": ' in told
