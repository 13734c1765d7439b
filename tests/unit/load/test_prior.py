"""Last year's budget in place of prior-year rows."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportgen.load import load_budget
from reportgen.load.prior import joined
from reportgen.model.facts import FactTable
from reportgen.model.place import SourceFile
from tests.unit.load.folder import BUDGET, INCOME, LINES, changed, errors, write

NOW = BUDGET + "prior: ../2023/budget.yaml\n"
NOW_LINES = "".join(line for line in LINES.splitlines(keepends=True) if not line.startswith("2023"))
NOW_INCOME = "".join(line for line in INCOME.splitlines(keepends=True) if not line.startswith("2023"))
LAST = changed(("year: 2024", "year: 2023"), ("type: 行政", "type: 参公")) + "codes: {function: {2070198: 旧科目}}\n"
LAST_LINES = """\
年度,单位,功能科目,支出类别,项目,资金来源,经济科目,金额
2023,U1,2070198,基本支出,,一般公共预算,30201,700000
2023,U2,2070108,项目支出,P01,一般公共预算,302,400000
2022,,2070101,基本支出,,一般公共预算,,900000
"""
LAST_INCOME = "年度,资金来源,收入项目,金额\n2023,一般公共预算,,1100000\n2022,一般公共预算,,900000\n"


def two_years(tmp_path: Path, now: str = NOW, last: str = LAST, **tables: str) -> Path:
    files = {"last_lines": LAST_LINES, "last_income": LAST_INCOME, "lines": NOW_LINES, "income": NOW_INCOME, **tables}
    write(tmp_path / "2023", last, lines=files["last_lines"], income=files["last_income"])
    return write(tmp_path / "2024", now, lines=files["lines"], income=files["income"])


def test_its_rows_stand_in(tmp_path: Path) -> None:
    budget = load_budget(two_years(tmp_path))
    frame = budget.lines.frame
    last = frame[frame["year"] == 2023]
    assert list(frame.index) == list(range(5))
    assert set(frame["year"]) == {2023, 2024}
    assert list(last["function"]) == ["2070198", "2070108"]
    assert list(last["economic"]) == ["30201", "302"]
    assert [int(amount) for amount in last["amount"]] == [70_000_000, 40_000_000]
    assert [budget.lines.files[index].name for index in last["file"]] == ["../2023/lines.csv"] * 2
    assert list(last["row"]) == [2, 3]
    assert [file.name for file in budget.income.files] == ["income.csv", "../2023/income.csv"]
    assert sorted(int(amount) for amount in budget.income.frame["amount"]) == [5_000_000, 110_000_000, 150_000_000]
    assert str(frame["function"].dtype) == "category"


def test_codes_that_only_it_knew_have_names(tmp_path: Path) -> None:
    budget = load_budget(two_years(tmp_path))
    assert budget.functions.name("2070198") == "旧科目"
    assert budget.prior_unit_types == {"U1": "参公", "U2": "事业"}
    lines = NOW_LINES + "2024,U1,2070198,基本支出,,一般公共预算,30201,1\n"
    assert [d.code for d in errors(two_years(tmp_path / "b", lines=lines))] == ["L257"]


def test_reasons_may_name_its_codes(tmp_path: Path) -> None:
    text = NOW.replace("reasons:\n", "reasons:\n  function: {2070198: 科目调整}\n")
    assert list(load_budget(two_years(tmp_path, text)).declaration.reasons.function) == ["2070198"]


def test_names_of_this_year_win(tmp_path: Path) -> None:
    text = NOW + "codes: {function: {2070108: 今年的名称}}\n"
    last = LAST.replace("{2070198: 旧科目}", "{2070198: 旧科目, 2070108: 去年的名称}")
    assert load_budget(two_years(tmp_path, text, last)).functions.name("2070108") == "今年的名称"


def test_its_amounts_are_in_its_own_unit(tmp_path: Path) -> None:
    last = LAST.replace("format: 1\n", "format: 1\namount_unit: 万元\n")
    frame = load_budget(two_years(tmp_path, last=last)).lines.frame
    assert int(frame["amount"][frame["year"] == 2023].sum()) == 11_000_000_000 * 100


def test_its_own_prior_is_not_followed(tmp_path: Path) -> None:
    last_lines = LAST_LINES.replace("2022,,2070101,基本支出,,一般公共预算,,900000\n", "")
    last_income = LAST_INCOME.replace("2022,一般公共预算,,900000\n", "")
    path = two_years(tmp_path, last=LAST + "prior: ../2022/budget.yaml\ntemplates: gone\n",
                     last_lines=last_lines, last_income=last_income)  # fmt: skip
    assert len(load_budget(path).lines.frame) == 5


def test_both_is_an_error(tmp_path: Path) -> None:
    found = errors(two_years(tmp_path, lines=LINES, income=INCOME))
    assert [(d.code, str(d.place)) for d in found] == [("L252", "lines.csv:5:1"), ("L252", "income.csv:4:1")]


@pytest.mark.parametrize(
    ("now", "last", "code", "place", "value", "expected"),
    [
        (NOW, LAST.replace("year: 2023", "year: 2022"), "L081", "budget.yaml:24:8", "2022", "2023"),
        (NOW, LAST.replace("year: 2023", "year: 23"), "L081", "budget.yaml:24:8", "23", "2023"),
        (NOW.replace("2023", "2021"), LAST, "L052", "budget.yaml:24:8", "../2021/budget.yaml", None),
        (NOW.replace("../2023/budget.yaml", "./budget.yaml"), LAST, "L080", "budget.yaml:24:8", "./budget.yaml", None),
        (NOW, LAST.replace("type: 参公", "type: 参公务员"), "L037", "../2023/budget.yaml:7:34", "参公务员", "参公"),
        (NOW, LAST.replace("format: 1", "format: [1"), "L004", "../2023/budget.yaml:1:9", None, None),
    ],
)
def test_bad_priors(
    now: str, last: str, code: str, place: str, value: str | None, expected: str | None, tmp_path: Path
) -> None:
    last_lines = LAST_LINES.replace("2023", "2022").replace("2022,,", "2021,,") if "2022" in last[:30] else LAST_LINES
    last_income = LAST_INCOME.replace("2022", "2021").replace("2023", "2022") if "2022" in last[:30] else LAST_INCOME
    found = errors(two_years(tmp_path, now, last, last_lines=last_lines, last_income=last_income))
    assert [(d.code, str(d.place), d.value, d.expected) for d in found] == [(code, place, value, expected)]


def test_its_units_are_needed_too(tmp_path: Path) -> None:
    before, _, after = LAST.partition("units:")
    _, _, rest = after.partition("data:")
    found = errors(two_years(tmp_path, last=f"{before}units: []\ndata:{rest}"))
    assert [(d.code, str(d.place)) for d in found] == [("L021", "../2023/budget.yaml:6:8")]


def test_errors_in_its_tables_name_the_file_as_seen_from_here(tmp_path: Path) -> None:
    found = errors(two_years(tmp_path, last_lines=LAST_LINES.replace("700000", "七十万")))
    assert [(d.code, str(d.place)) for d in found] == [("L241", "../2023/lines.csv:2:8")]


def test_what_it_withholds_is_not_told_either(tmp_path: Path) -> None:
    last = LAST.replace(
        "basis: 场馆免费开放的规定", "disclosure: withheld\n    indicators: withhold\n    basis: [绝密甲]"
    )
    found = errors(two_years(tmp_path, last=last))
    assert [d.code for d in found] == ["L037"]
    assert "绝密甲" not in str(found)


def test_sums_that_do_not_fit_64_bits_stay_exact() -> None:
    import pandas as pd

    def table(year: int, fen: int) -> FactTable:
        columns = {"year": [year] * 2, "source": pd.Categorical(["own-funds"] * 2), "amount": [fen] * 2, "file": [0, 0]}
        return FactTable(pd.DataFrame(columns), (SourceFile("lines.csv"),))

    both = joined(table(2024, 2**61), table(2023, 2**61), 2024).frame
    assert sum(both["amount"]) == 2**63
    small = joined(table(2024, 5), table(2023, 7), 2024).frame
    assert str(small["amount"].dtype) == "int64"
    assert list(small["file"]) == [0, 0, 1, 1]


def test_of_another_year_its_tables_are_not_judged(tmp_path: Path) -> None:
    (found,) = errors(two_years(tmp_path, last=LAST.replace("year: 2023", "year: 2022")))
    assert (found.code, str(found.place), found.value, found.expected) == ("L081", "budget.yaml:24:8", "2022", "2023")


def test_many_errors_of_it_are_told_with_its_name(tmp_path: Path) -> None:
    rows = "".join(f"2023,X{number},2070108,项目支出,P01,一般公共预算,302,1\n" for number in range(300))
    found = errors(two_years(tmp_path, last_lines=LAST_LINES + rows))
    assert [d.code for d in found] == ["L253"] * 200
    assert str(found[-1].place) == "../2023/lines.csv:204:2"


def test_a_project_taken_over_lives_on_carry_over_as_before(tmp_path: Path) -> None:
    last_lines = LAST_LINES + "2023,U1,2070308,项目支出,P02,财政拨款结转(一般公共预算),,5\n"
    now = NOW_LINES.replace("2024,U1,2070308,项目支出,P02,财政拨款结转(一般公共预算),,50000\n", "")
    assert "P02" not in now
    assert errors(two_years(tmp_path, lines=now, last_lines=last_lines)) == ()
    assert {d.code for d in errors(two_years(tmp_path / "b", lines=now))} == {"L096"}
