"""The YAML side: nodes with places, and everything that YAML allows and the contract does not."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from reportgen.load import nodes
from reportgen.load.nodes import Block, Listing, Scalar, is_blank, note_flaws, parse, read_text
from reportgen.load.report import Report
from tests.unit.load.folder import BUDGET, changed, errors, write


def tree(text: str) -> Block:
    report = Report()
    root = parse(text, "budget.yaml", report)
    assert root is not None, report.diagnostics
    return root


def flaws(text: str) -> list[tuple[str, int | None, int | None]]:
    report = Report()
    root = parse(text, "budget.yaml", report)
    if root is not None:
        note_flaws(root, report)
    return [
        (d.code, d.place.line if d.place else None, d.place.column if d.place else None) for d in report.diagnostics
    ]


def test_places_count_lines_and_characters() -> None:
    root = tree('部门:\n  名称: 机关事务管理局\n  表: [一, "二"]\n')
    department = root.entries[0].value
    assert isinstance(department, Block)
    name, listing = department.entries
    assert (str(name.place), str(name.value.place)) == ("budget.yaml:2:3", "budget.yaml:2:7")
    assert isinstance(listing.value, Listing)
    assert [str(item.place) for item in listing.value.items] == ["budget.yaml:3:7", "budget.yaml:3:10"]


def test_scalars_keep_their_text() -> None:
    root = tree("a: 2010399\nb: '007'\nc: 0x1F\nd: 2024-01-01\ne: yes\nf: |\n  一\n  二\n")
    texts = [entry.value.text for entry in root.entries if isinstance(entry.value, Scalar)]
    assert texts == ["2010399", "007", "0x1F", "2024-01-01", "yes", "一\n二\n"]


@pytest.mark.parametrize(("text", "blank"), [("a:", True), ("a: ~", True), ("a: null", True), ('a: ""', True),
                                             ("a: ' '", True), ("a: 'null'", False), ("a: 0", False), ("a: []", False)])  # fmt: skip
def test_blank(text: str, blank: bool) -> None:
    assert is_blank(tree(text).entries[0].value) is blank


def test_where_a_text_begins() -> None:
    root = tree("a: 文字\nb: '文字'\nc: 'it''s'\nd: 两\n  行\n")
    values = [entry.value for entry in root.entries]
    assert [value.begin for value in values if isinstance(value, Scalar)] == [4, 5, None, None]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("a: &x 1", [("L007", 1, 4)]),
        ("a: 1\nb: *a", [("L007", 2, 4)]),
        ("a: !!str 1", [("L008", 1, 4)]),
        ("a: !own [1]", [("L008", 1, 4)]),
        ("%TAG ! tag:x,2024:\n---\na: 1", [("L008", 1, 1)]),
        ("<<: {a: 1}\nb: 2", [("L009", 1, 1)]),
        ("a: 1\nb: 2\na: 3", [("L010", 3, 1)]),
        ("a: {b: 1, 'b': 2}", [("L010", 1, 11)]),
        ("? [a, b]\n: 1", [("L012", 1, 3)]),
        ("? {a: b}\n: 1", [("L012", 1, 3)]),
        ("*a : 1", [("L007", 1, 1)]),
        ("a: 1\n---\nb: 2", [("L006", 2, 1)]),
        ("a: 1\n...\n---\nb: 2", [("L006", 3, 1)]),
        ("- a\n- b", [("L013", 1, 1)]),
        ("text", [("L013", 1, 1)]),
        ("", [("L005", 1, 1)]),
        ("# nothing\n", [("L005", 1, 1)]),
        ("---\n", [("L005", 1, 1)]),
        ("a: " + "[" * 39 + "]" * 39, []),
        ("a: " + "[" * 40 + "]" * 40, [("L011", 1, 43)]),
        ("a: " + "[" * 100_000, [("L011", 1, 43)]),
    ],
)
def test_what_the_contract_forbids(text: str, found: list[tuple[str, int, int]]) -> None:
    assert flaws(text) == found


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ("a: 1\n b: 2", 2, 3),
        ("a: 'x\nb: 1", 1, 4),
        ("a: [1, 2\nb: 3\n", 1, 4),
        ("a: {b: 1", 1, 4),
        ("a:\n\t- x", 2, 1),
        ("- a\nb: 1", 2, 1),
        ("a: @x", 1, 4),
        ('a: "\\q"', 1, 4),
        ("a: 中文: x", 1, 6),
        ("%YAML 3.0\n---\na: 1", 1, 1),
        ("a: 1\nyear：2024\nb: 2", 2, 1),
        ("a: 1\nunits\n  - a\nb: 1", 2, 1),
        ("a: 1\n\tb: 2", 2, 1),
    ],
)
def test_syntax_errors_name_the_place_alone(text: str, line: int, column: int) -> None:
    report = Report()
    assert parse(text, "budget.yaml", report) is None
    (found,) = report.diagnostics
    assert found.code == "L004"
    assert found.place is not None
    assert (found.place.line, found.place.column) == (line, column)
    assert (found.value, found.expected) == (None, None)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("b: 1\nyear：2024\na: 1", "a colon is missing"),
        ("a: 1\n\tb: 2", "tabs cannot indent"),
        ("{a: 1}}", "too many"),
        ("a: [1, , 2]", "a value is missing"),
        ("a: - b", "a list begins on a new line"),
        ("a: *字*", "begins with & or *"),
        ("a: &字", "begins with & or *"),
        ("a: !字", "begins with !"),
        ("a: |字", "a line break must follow"),
        ('a: "甲"乙\nb: 1', "after a closing quote"),
        ('a: "\\ud800"', "escape sequence"),
        ('a: "\\xg"', "escape sequence"),
        ('a: "x\n---\n"', "unclosed quote"),
        ("a: {b:}\nc: [1 2", "unclosed bracket"),
        ("a: {b:}\nc: [], []", "uneven indentation"),
    ],
)
def test_syntax_errors_say_what_is_wrong(text: str, words: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REPORTGEN_LANG", "en")
    report = Report()
    assert parse(text, "budget.yaml", report) is None
    assert [d.code for d in report.diagnostics] == ["L004"]
    assert words in report.diagnostics[0].message


@pytest.mark.parametrize("text", ["{a:}", "{a:, b: 1}", "{b: 1, a:}", "b: {a:}"])
def test_a_value_may_be_blank_in_braces(text: str) -> None:
    block = tree(text)
    inner = block.entries[0].value
    entry = block.get("a") or (inner.get("a") if isinstance(inner, Block) else None)
    assert entry is not None
    assert is_blank(entry.value)


def test_a_long_text_is_not_left_to_the_slow_parser() -> None:
    report = Report()
    assert parse("{a:}\n# " + "x" * 200_000, "budget.yaml", report) is None
    assert [(d.code, str(d.place)) for d in report.diagnostics] == [("L004", "budget.yaml:1:2")]


@pytest.mark.parametrize(
    ("text", "code", "found", "right"),
    [
        ("a: &x 1", "L007", "&", "value itself"),
        ("a: 1\nb: *a", "L007", "*", "value itself"),
        ("a: !!str 1", "L008", "!", "value alone"),
        ("<<: {a: 1}", "L009", "<<", "keys themselves"),
        ("year: 1\nyear: 2", "L010", "year", "once"),
        ("机密: 1\n机密: 2", "L010", None, "once"),
        ("a: {{ x }}", "L012", None, "needs quotes"),
    ],
)
def test_flaws_tell_what_is_there_and_what_is_right(
    text: str, code: str, found: str | None, right: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REPORTGEN_LANG", "en")
    report = Report()
    note_flaws(tree(text), report, {"year"})
    (told,) = report.diagnostics
    assert (told.code, told.value) == (code, found)
    assert right in (told.expected or "")


def test_a_repeated_key_of_the_contract_is_named(tmp_path: Path) -> None:
    (found,) = errors(write(tmp_path, changed(("order: 1", "order: 1\n    order: 1"))))
    assert (found.code, found.value, str(found.place)) == ("L010", "order", "budget.yaml:16:5")


def test_too_many_values(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(nodes, "MOST_NODES", 100)
    assert flaws("a: [" + "1," * 97 + "]") == []
    assert flaws("a: [" + "1," * 98 + "]") == [("L014", 1, 199)]


def test_too_large_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(nodes, "MOST_BYTES", len(BUDGET.encode()))
    assert errors(write(tmp_path, BUDGET)) == ()
    (found,) = errors(write(tmp_path, BUDGET + "\n"))
    assert (found.code, str(found.place)) == ("L014", "budget.yaml")


def test_a_syntax_error_repeats_nothing_of_the_line(tmp_path: Path) -> None:
    for text in (
        "basis: 机密: 内容",
        'basis: "机密',
        "basis: [机密",
        "basis: @机密",
        "basis: 机密\n 内容: x",
        "%机密\n---\na: 1",
    ):
        (found,) = errors(write(tmp_path, text))
        assert "机密" not in f"{found.message}{found.value}{found.expected}{found}"


@pytest.mark.parametrize(
    ("data", "code", "line", "column"),
    [
        ("name: 机关".encode("gb18030"), "L002", 1, 7),
        ("年: 1\n名: ".encode() + b"\xff", "L002", 2, 4),
        ("format: 1\n".encode("utf-16"), "L002", 1, 1),
        (b"a: 1\nb: x\x00y", "L003", 2, 5),
        (b"a: x\x0by", "L003", 1, 5),
        ("a: x\u2028y".encode(), "L003", 1, 5),
        (b"a: 1\r\nb: \x7f", "L003", 2, 4),
    ],
)
def test_bytes_that_are_no_text(data: bytes, code: str, line: int, column: int, tmp_path: Path) -> None:
    (found,) = errors(write(tmp_path, data))
    assert found.code == code
    assert found.place is not None
    assert (found.place.line, found.place.column) == (line, column)


def test_a_byte_order_mark_and_crlf_are_welcome(tmp_path: Path) -> None:
    path = tmp_path / "budget.yaml"
    path.write_bytes("\ufeffformat: 1\r\nyear: 2024\r\n".encode())
    text = read_text(path, path.name, Report())
    assert text is not None
    root = tree(text)
    assert [(entry.key, str(entry.value.place)) for entry in root.entries] == [
        ("format", "budget.yaml:1:9"),
        ("year", "budget.yaml:2:7"),
    ]


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "budget.yaml")
    report = Report()
    assert read_text(tmp_path / "budget.yaml", "budget.yaml", report) is None
    assert [d.code for d in report.diagnostics] == ["L001"]


def test_a_device_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "budget.yaml").symlink_to("/dev/zero")
    report = Report()
    assert read_text(tmp_path / "budget.yaml", "budget.yaml", report) is None
    assert [d.code for d in report.diagnostics] == ["L001"]
