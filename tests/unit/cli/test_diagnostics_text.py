"""Findings as text: the line with its mark, evidence, help; nothing that steers a terminal."""

from __future__ import annotations

import unicodedata

import pytest

from reportgen.cli.diagnostics_text import BEFORE, WIDE, as_text, changes_text, clipped
from reportgen.cli.diagnostics_words import shown, width
from reportgen.model.diagnostic import Diagnostic
from reportgen.model.place import Place
from tests.unit.cli.findings import FORM, OneLine


@pytest.fixture(autouse=True)
def chinese(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REPORTGEN_LANG", "zh")


def test_the_whole_of_a_finding() -> None:
    assert as_text([FORM], OneLine(9, "  goal: 按[2017]号", 9, 6)).splitlines() == [
        "budget.yaml:9:7: 警告 F99: The number stands in [].",
        "    9 | goal: 按[2017]号",
        "      |         ^^^^^^",
        "    = row 2（lines.csv:2:8）",
        "    = all of it",
        "    改为: “[2017]” → “〔2017〕”",
        "    帮助: Write 〔〕.",
    ]


def test_in_english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REPORTGEN_LANG", "en")
    assert as_text([FORM]).splitlines() == [
        "budget.yaml:9:7: warning F99: The number stands in [].",
        "    = row 2 (lines.csv:2:8)",
        "    = all of it",
        '    change: "[2017]" → "〔2017〕"',
        "    help: Write 〔〕.",
    ]


def test_the_mark_is_under_wide_characters() -> None:
    """Chinese takes two columns a character, so does the mark below it."""
    row = "2024,,一般公共预算,金额"
    lines = as_text([FORM], OneLine(7, row, 6, 6)).splitlines()
    assert lines[1:3] == [f"    7 | {row}", "      |       ^^^^^^^^^^^^"]
    assert width("2024,,") == 6
    assert width("一般公共预算") == 12
    assert width("e\u0301ａ") == 3


def test_a_cell_of_a_workbook_has_no_number() -> None:
    lines = as_text([FORM], OneLine(None, "金额: 12O", 4, 3)).splitlines()
    assert lines[1:3] == ["      | 金额: 12O", "      |       ^^^"]


def test_what_the_line_shows_is_not_told_again() -> None:
    found = Diagnostic("E22", "warning", "Too many.", Place("budget.yaml", 1, 1), "586", "362")
    assert as_text([found]).splitlines()[1:] == ["    现为: 586", "    应为: 362"]
    assert as_text([found], OneLine(1, "count: 586", 7, 3)).splitlines()[3:] == ["    应为: 362"]


@pytest.mark.parametrize("start", [0, 30, 500, 990])
@pytest.mark.parametrize("filling", ["x", "预", "\x1b"])
def test_a_long_line_is_clipped_around_the_mark(start: int, filling: str) -> None:
    text = filling * start + "MARK" + filling * (1000 - start)
    before, marked, after = clipped(text, start, 4)
    assert marked == "MARK"
    assert width(before) + width(marked) + width(after) <= WIDE
    visible = shown(filling)
    assert before == visible * start or (before.startswith("…") and width(before) >= BEFORE - 4)
    assert after == visible * (1000 - start) or after.endswith("…")


def test_a_long_value_is_clipped_too() -> None:
    before, marked, after = clipped("a" * 10 + "b" * 500 + "c" * 500, 10, 500)
    assert (before, after[-1:]) == ("a" * 10, "…")
    assert set(marked) == {"b", "…"}
    assert width(before) + width(marked) + width(after) <= WIDE


def test_nothing_steers_the_terminal() -> None:
    hostile = "\x1b[2J\u202e\r\u2028"
    found = Diagnostic("R01", "error", hostile, Place(hostile), hostile, hostile, hostile)
    text = as_text([found], OneLine(1, hostile, 0, 3)) + changes_text([(hostile, hostile, "b")], [])
    assert all(c == "\n" or unicodedata.category(c)[0] not in "CZ" or c == " " for c in text)
    assert "\\x1b[2J" in text


def test_colours_only_where_wanted() -> None:
    assert "\x1b" not in as_text([FORM])
    coloured = as_text([FORM], OneLine(9, "goal", 0, 4), colour=True)
    assert "\x1b[33m\x1b[1m警告 F99" in coloured
    assert "\x1b[33m\x1b[1m^^^^" in coloured


def test_changes_are_told_one_by_one() -> None:
    place = Place("budget.yaml", 3, 4)
    assert changes_text([(place, "[1]", "〔1〕")], [(place, "a", "b", "原文已变")]).splitlines() == [
        "已改 budget.yaml:3:4：“[1]” → “〔1〕”",
        "未改 budget.yaml:3:4：“a” → “b”：原文已变",
    ]


@pytest.mark.parametrize(("before", "marked"), [(20, 56), (20, 57), (21, 56), (40, 200)])
def test_a_full_line_leaves_no_room_behind_the_mark(before: int, marked: int) -> None:
    shown_before, shown_marked, after = clipped("文" * before + "b" * marked + "文" * 40, before, marked)
    assert shown_marked.startswith("b")
    assert after in ("", "…")
    assert width(shown_before) + width(shown_marked) + width(after) <= WIDE + 1
