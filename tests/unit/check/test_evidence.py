"""The evidence of a failed identity: sides, rows, and the one row that would explain the difference."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.check import run
from reportgen.check.slips import Slip, slips
from reportgen.compute import disclose
from reportgen.load import load_budget
from reportgen.model.diagnostic import Diagnostic
from reportgen.model.money import AmountUnit, decimal_text
from tests.support.budget_prior import IncomeEntry
from tests.support.budget_rows import Entry
from tests.support.budgets import BudgetSpec, make_budget
from tests.unit.check.support import Example, of

PLACES: dict[AmountUnit, int] = {"元": 2, "万元": 6}


def written(text: str, places: int) -> int | None:
    """A typed amount in 分; None for one that no table would hold."""
    whole, _, part = text.partition(".")
    return int(whole + part.ljust(places, "0")) if whole and len(part) <= places else None


def typos(fen: int, unit: AmountUnit) -> set[int]:
    """What a hand may type for an amount, worked out on its text."""
    places = PLACES[unit]
    text = decimal_text(fen, places)
    digits = [i for i, character in enumerate(text) if character.isdigit()]
    typed = set()
    for i, j in pairwise(digits):
        swapped = list(text)
        swapped[i], swapped[j] = text[j], text[i]
        typed.add("".join(swapped))
    for i in digits:
        typed |= {text[:i] + digit + text[i + 1 :] for digit in "0123456789"}
        typed.add(text[:i] + text[i + 1 :])
        if i < len(text) - places - 1:
            typed.add(text[: i + 1] + text[i:])
        elif text.endswith("0"):
            typed.add(text[: i + 1] + text[i:-1])
    plain = (wrong for wrong in typed if not wrong.startswith("0"))
    amounts = {amount for wrong in plain if (amount := written(wrong, places)) is not None}
    for factor in (10, 100, 10_000):
        amounts |= {fen * factor} | ({fen // factor} if fen % factor == 0 else set())
    return amounts - {fen, 0}


def kind(wrong: int, right: int, unit: AmountUnit = "元") -> Slip:
    return Slip(int(slips(np.array([wrong], dtype=np.int64), right - wrong, unit)[0]))


@pytest.mark.parametrize(
    ("wrong", "right", "slip"),
    [
        ("1676200.00", "1766200.00", Slip.SWAPPED),
        ("1766300.00", "1766200.00", Slip.DIGIT),
        ("176200.00", "1766200.00", Slip.LENGTH),
        ("17662200.00", "1766200.00", Slip.LENGTH),
        ("176.62", "1766200.00", Slip.POINT),
        ("17662000.00", "1766200.00", Slip.POINT),
        ("1700000.00", "1766200.00", Slip.UNKNOWN),
        ("2666200.00", "1766200.00", Slip.UNKNOWN),
    ],
)
def test_the_slip_between_two_amounts(wrong: str, right: str, slip: Slip) -> None:
    assert kind(int(wrong.replace(".", "")), int(right.replace(".", ""))) == slip


@given(st.integers(10**7, 10**14), st.randoms(use_true_random=False), st.sampled_from(["元", "万元"]))
def test_every_typed_slip_is_known(right: int, rng: Random, unit: AmountUnit) -> None:
    typed = sorted(typos(right, unit))
    for wrong in rng.sample(typed, min(8, len(typed))):
        assert kind(wrong, right, unit) < Slip.UNKNOWN, (wrong, right)


@given(
    st.lists(st.integers(10**7, 10**10), min_size=1, max_size=30),
    st.integers(-90, 90),
    st.integers(0, 8),
    st.sampled_from(["元", "万元"]),
)
def test_no_other_amounts_are_slips(wrong: list[int], by: int, power: int, unit: AmountUnit) -> None:
    correction = by * 10**power
    kinds = slips(np.array(wrong, dtype=np.int64), correction, unit).tolist()
    known = [fen for fen, slip in zip(wrong, kinds, strict=True) if correction and slip < Slip.UNKNOWN]
    assert [fen for fen in known if fen not in typos(fen + correction, unit)] == []


def notes_of(diagnostic: Diagnostic) -> list[str]:
    return [f"{note.place or ''} {note.message}".strip() for note in diagnostic.notes]


def test_both_sides_their_rows_and_the_count(example: Example) -> None:
    example.edit("income.csv", "2024,一般公共预算,,160005149.00", "2024,一般公共预算,,160005150.37")
    (found,) = example.found("S01")
    told = notes_of(found)
    assert told[0] == "income table: 160,005,150.37 yuan"
    assert told[1] == "income.csv:2:4 一般公共预算 160,005,150.37 yuan"
    assert told[2] == "money lines: 160,005,149.00 yuan"
    assert (
        told[3]
        == f"lines.csv:{example.line('lines.csv', 'P09,一般公共预算,301')}:8 U1 2010399 P09 301 19,840,000.00 yuan"
    )
    assert told[13] == "59 rows, 49 more not listed"
    assert len(told) == 14


def test_a_side_with_the_rows_of_another_says_so(example: Example) -> None:
    example.edit("income.csv", "2024,一般公共预算,,160005149.00", "2024,一般公共预算,,160005150.37")
    (found,) = example.found("R03")
    told = notes_of(found)
    assert told[-1] == "table 2, total, appropriations: 160,005,149.00 yuan (the rows of table 4, total expenditure)"
    assert sum(note.startswith("lines.csv") for note in told) == 10
    assert found.figures == ("t4/total/income", "t4/total/total", "t2/total/appropriation")


def test_a_project_whose_reason_and_last_year_agree_is_the_culprit(example: Example) -> None:
    example.edit("lines.csv", "P05,一般公共预算,302,11000000.00", "P05,一般公共预算,302,10100000.00")
    (found,) = example.found("S01")
    told = notes_of(found)
    line = example.line("lines.csv", ",P05,")
    assert told[3] == f"lines.csv:{line}:8 U1 2010304 P05 302 10,100,000.00 yuan"
    assert told[-1].startswith(
        f"lines.csv:{line}:8 2024 U1 2010304 P05 302 一般公共预算 10,100,000.00 yuan: with 11,000,000.00 for 10,100,000.00 "
        "both sides are equal (two digits swapped; then it is the amount of the same code in the other year"
    )
    assert found.help == f"Look at {told[-1].replace('8 2024', '8 first: 2024')}."
    (total,) = example.found("R01")
    assert notes_of(total)[-1] == told[-1]


def test_a_row_whose_allocation_list_is_off_alike_is_the_culprit(example: Example) -> None:
    example.edit("lines.csv", "P14,一般公共预算,302,2620000.00", "P14,一般公共预算,302,2611111.00")
    diagnostics = example.check()
    told = notes_of(of(diagnostics, "S01")[0])
    assert "with 2,620,000.00 for 2,611,111.00 both sides are equal" in told[-1]
    assert "the allocation of project P14 is off by the same amount" in told[-1]
    (listed,) = of(diagnostics, "N21")
    assert notes_of(listed)[-1] == told[-1]


def test_no_row_is_named_where_several_would_do(example: Example) -> None:
    # 1,766,200 and 344,800 both become right by swapping two digits.
    example.edit("lines.csv", "30101,1766200.00", "30101,1676200.00")
    (found,) = example.found("S01")
    told = notes_of(found)
    assert told[-1] == "59 rows, 49 more not listed"
    assert (found.help or "").startswith("check the rows below")
    assert "lines.csv:2:8 2010301 30101 1,676,200.00 yuan" in told
    assert any("344,800.00" in note for note in told)


def test_a_row_under_another_source_explains_two_differences(example: Example) -> None:
    example.edit("lines.csv", "P14,一般公共预算,302,2620000.00", "P14,政府性基金预算,302,2620000.00")
    found = example.found("S01")
    assert [(d.value, d.expected) for d in found] == [("160005149.00", "157385149.00"), ("0.00", "2620000.00")]
    line = example.line("lines.csv", ",P14,")
    for diagnostic in found:
        assert notes_of(diagnostic)[-1] == (
            f"lines.csv:{line}:8 2024 U4 2130299 P14 302 政府性基金预算 2,620,000.00 yuan: under 一般公共预算 instead of "
            "政府性基金预算 both sources balance"
        )


def test_a_row_of_another_year_explains_two_differences(example: Example) -> None:
    old = "2024,,2080505,基本支出,,一般公共预算,30108,4618100.00"
    example.edit("lines.csv", old, "2023,,2080505,基本支出,,一般公共预算,,4618100.00")
    found = example.found("S01")
    assert len(found) == 2
    assert all("with 2024 for 2023 both years balance" in notes_of(d)[-1] for d in found)


def test_a_row_entered_twice_is_the_culprit(example: Example) -> None:
    row = "2024,,2010303,基本支出,,一般公共预算,30206,186000.00\n"
    example.append("lines.csv", row)
    (found,) = example.found("S01")
    last = len((example.folder / "lines.csv").read_text(encoding="utf-8").splitlines())
    assert notes_of(found)[-1].startswith(f"lines.csv:{last}:8 ")
    assert "it repeats an earlier row" in notes_of(found)[-1]


def test_messages_are_chinese_for_chinese_readers(example: Example, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REPORTGEN_LANG", "zh")
    example.edit("lines.csv", "P05,一般公共预算,302,11000000.00", "P05,一般公共预算,302,10100000.00")
    (found,) = example.found("S01")
    assert "：把 10,100,000.00 改为 11,000,000.00 两边就相等（相邻两位写颠倒；" in notes_of(found)[-1]


def test_a_tie_names_the_row_that_stands_on_one_side(example: Example) -> None:
    (found,) = example.found("R25")
    line = example.line("lines.csv", ",30110,")
    assert notes_of(found)[-1] == (
        f"lines.csv:{line}:8 2010303 30110 167,951.00 yuan: on one side alone, and just the difference"
    )


def swapped(fen: int, rng: Random) -> int | None:
    """The amount with two neighbouring digits changed round; None where all are alike or nothing would be left."""
    digits = str(fen)
    pairs = [i for i in range(len(digits) - 1) if digits[i] != digits[i + 1] and (i or digits[1] != "0")]
    if not pairs:
        return None
    i = rng.choice(pairs)
    return int(digits[:i] + digits[i + 1] + digits[i] + digits[i + 2 :])


def with_a_swap(seed: int, **shape: object) -> tuple[BudgetSpec, int, Entry, Entry] | None:
    """A budget with the digits of one money line swapped: the budget, the line's index, the line before and after."""
    spec, rng = make_budget(seed, **shape), Random(seed)
    changeable = [(i, fen) for i, line in enumerate(spec.lines) if (fen := swapped(line.fen, rng)) is not None]
    changeable = [(i, fen) for i, fen in changeable if fen <= 10**15]
    if not changeable:
        return None
    index, fen = rng.choice(changeable)
    before = spec.lines[index]
    after = replace(before, fen=fen)
    return replace(spec, lines=[*spec.lines[:index], after, *spec.lines[index + 1 :]]), index, before, after


def explaining(rows: list[Entry] | list[IncomeEntry], like: Entry, correction: int, unit: AmountUnit) -> int:
    """How many rows of the year and source one slip or their removal would put right, counted the plain way."""
    same = [row.fen for row in rows if (row.year, row.source) == (like.year, like.source)]
    return sum(
        fen + correction == 0 or (fen + correction > 0 and fen in typos(fen + correction, unit)) for fen in same if fen
    )


@pytest.mark.parametrize("seed", range(60))
def test_a_swap_in_a_random_budget_is_found_and_its_row_shown(tmp_path: Path, seed: int) -> None:
    made = with_a_swap(seed, units=2, codes=4 + seed % 12, prior=("rows", "none", "budget")[seed % 3])
    assert made is not None, "no amount has two different neighbouring digits"
    spec, index, before, after = made
    budget = load_budget(spec.write(tmp_path / "budget"))
    diagnostics = run(budget, disclose(budget))
    found = [d for d in of(diagnostics, "S01") if d.message.startswith(f"{after.year}, {after.source}:")]
    assert of(diagnostics, "U01") == []
    (diagnostic,) = found
    gap = before.fen - after.fen
    assert f"differ by {decimal_text(abs(gap), 2, thousands=True)} yuan" in diagnostic.message
    source = budget.lines.files[int(budget.lines.frame["file"][index])]
    place = source.cell(int(budget.lines.frame["row"][index]), "amount")
    shown = [note for note in diagnostic.notes if note.place == place]
    unit: AmountUnit = "万元" if spec.shape.amount_unit == "万元" else "元"
    lines, income = explaining(spec.lines, after, gap, unit), explaining(spec.income, after, -gap, unit)
    same = sum((row.year, row.source) == (after.year, after.source) for row in spec.lines)
    if same <= 10 or lines <= 10:
        assert shown
    last = diagnostic.notes[-1]
    told = "both sides are equal" in last.message
    assert told or lines + income > 1
    if told:
        right = decimal_text(before.fen, PLACES[unit], thousands=unit == "元")
        assert (last.place, f"with {right.rstrip('0').rstrip('.')}" in last.message) == (place, True)


def test_most_random_swaps_are_explained(tmp_path: Path) -> None:
    told = 0
    for seed in range(100, 130):
        made = with_a_swap(seed, units=1, codes=6, amounts="plain", prior="none", amount_unit="元")
        assert made is not None
        spec, _, before, after = made
        budget = load_budget(spec.write(tmp_path / f"budget-{seed}"))
        for diagnostic in of(run(budget, disclose(budget)), "S01"):
            right, wrong = (decimal_text(line.fen, 2, thousands=True) for line in (before, after))
            told += f"with {right} for {wrong} both sides are equal" in diagnostic.notes[-1].message
    assert told >= 15
