"""Where the characters of values stand in the source of budget.yaml and of CSV tables."""

from __future__ import annotations

import csv
import io
import random

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from reportgen.load.cell_spans import CsvSource
from reportgen.load.spans import Spot, YamlSource


def spot(text: str) -> Spot:
    """The one value of a document ``a: …``."""
    line, column = next(
        (e.start_mark.line + 1, e.start_mark.column + 1)
        for e in list(yaml.parse(text, Loader=yaml.CSafeLoader))[4:]
        if isinstance(e, yaml.ScalarEvent)
    )
    found = YamlSource(text).spot(line, column)
    assert found is not None
    return found


def written(text: str, found: Spot) -> str:
    """What the source holds for each character; ``·`` where it holds none."""
    assert found.spans is not None
    return "|".join("·" if span is None else text[span[0] : span[1]] for span in found.spans)


@pytest.mark.parametrize(
    ("text", "value", "pieces"),
    [
        ("a: 经费,用\n", "经费,用", "经|费|,|用"),
        ("a: 经费\n  用于   # 注\n", "经费 用于", "经|费|\n  |用|于"),
        ("a: 经费\n\n  用于\n", "经费\n用于", "经|费|·|用|于"),
        ("a: '它''的'  # 注\n", "它'的", "它|''|的"),
        ("a: '甲\r\n  乙 '\r\n", "甲 乙 ", "甲|\r\n  |乙| "),
        ('a: "甲  乙"\n', "甲  乙", "甲| | |乙"),
        ('a: "\n  甲\n  乙\n  "\n', " 甲 乙 ", "\n  |甲|\n  |乙|\n  "),
        ("a: |\n  甲乙\n   丙\n\n  丁\n", "甲乙\n 丙\n\n丁\n", "甲|乙|\n| |丙|\n|\n|丁|\n"),
        ("a: |2-\n    甲\n  乙\n", "  甲\n乙", " | |甲|\n|乙"),
        ("a: >-  # 注\n  甲乙\n  丙\n\n  丁\n", "甲乙 丙\n丁", "甲|乙|\n  |丙|·|丁"),
        ("a: >\n  甲\n    乙\n  丙\n", "甲\n  乙\n丙\n", "甲|·| | |乙|·|丙|·"),
        ("a: |\r\n  甲\r\n  乙\r\nb: 1\r\n", "甲\n乙\n", "甲|\r\n|乙|\r\n"),
        ("a: |\n\n  𠀀甲\nb: 1\n", "\n𠀀甲\n", "\n|𠀀|甲|\n"),
    ],
)
def test_characters_of_every_style(text: str, value: str, pieces: str) -> None:
    found = spot(text)
    assert found.value == value
    assert written(text, found) == pieces


def test_escapes_do_not_align() -> None:
    found = spot('a: "甲\\u4e59丙"\n')
    assert (found.value, found.spans, found.cut(0, 1)) == ("甲乙丙", None, None)


def test_a_range_over_an_empty_line_is_not_one_piece() -> None:
    found = spot("a: 甲乙\n\n  丙\n")
    assert found.cut(0, 2) == (3, 5)
    assert found.cut(1, 4) is None


@pytest.mark.parametrize(
    ("text", "edit", "raw"),
    [
        ("a: 甲1672.81乙\n", (1, 8, "1,672.81"), "甲1,672.81乙"),
        ("a: {b: 甲1672乙}\n", (1, 5, "1,672"), None),
        ("a: 甲a乙\n", (1, 2, ": "), None),
        ("a: 甲 乙\n", (1, 2, " #"), None),
        ("a: 甲乙\n", (0, 1, "- "), None),
        ("a: 甲乙\n", (0, 2, ""), None),
        ("a: '甲乙'\n", (0, 1, "'"), "'''乙'"),
        ('a: "甲乙"\n', (0, 1, '"'), None),
        ('a: "甲乙"\n', (0, 1, "#"), '"#乙"'),
        ("a: 甲\n  乙\n", (1, 2, ""), "甲乙"),
    ],
)
def test_a_value_is_rewritten_in_its_own_style(text: str, edit: tuple[int, int, str], raw: str | None) -> None:
    source = YamlSource(text)
    (found,) = [s for (line, column), _ in source._values() if (s := source.spot(line, column)) and "甲" in s.value]
    new = found.rewritten(text, [edit])
    assert (None if new is None else new[0]) == raw
    if new is not None:
        start, end = found.whole
        after = text[:start] + new[0] + text[end:]
        assert source.became(after, {found.number: new[1]})
        assert not source.became(after.replace("a", "c"), {found.number: new[1]})


LEAVES = "经费用于，。、,; 一AB1'\"\\#:-🙂"
VALUES = st.text(st.sampled_from(LEAVES), min_size=1, max_size=30).filter(lambda text: text.strip() != "")


@settings(max_examples=150, deadline=None)
@given(st.lists(VALUES, min_size=1, max_size=4), st.randoms(use_true_random=False))
def test_spans_of_dumped_documents(values: list[str], rng: random.Random) -> None:
    styles = [rng.choice(["", "'", '"', "|", ">"]) for _ in values]
    text = ""
    for number, (value, style) in enumerate(zip(values, styles, strict=True)):
        text += yaml.dump(
            {f"k{number}": value}, default_style=style or None, allow_unicode=True, width=rng.choice([8, 90])
        )
    source = YamlSource(text)
    seen = 0
    for (line, column), _ in source._values():
        found = source.spot(line, column)
        assert found is not None
        seen += 1
        if found.spans is None:
            assert "\\" in text[found.whole[0] : found.whole[1]], text
            continue
        for index, character in enumerate(found.value):
            piece = found.spans[index]
            assert piece is None or text[piece[0] : piece[1]].strip() in (character.strip(), "''"), text
            if character not in " \n":
                assert piece is not None
                new = found.rewritten(text, [(index, index + 1, "换")])
                assert new is not None
                after = text[: found.whole[0]] + new[0] + text[found.whole[1] :]
                assert source.became(after, {found.number: found.value[:index] + "换" + found.value[index + 1 :]})
    assert seen >= len(values) * 2


CSV = '项目,值,说明\r\nP01,"甲,乙","说""明""\n第二行"\r\n\r\nP02,,丙\r\n'


@pytest.mark.parametrize(
    ("line", "column", "value"),
    [(2, 1, "P01"), (2, 2, "甲,乙"), (2, 3, '说"明"\n第二行'), (5, 2, ""), (5, 3, "丙"), (5, 4, None), (9, 1, None)],
)
def test_cells(line: int, column: int, value: str | None) -> None:
    found = CsvSource(CSV).spot(line, column)
    assert (None if found is None else found.value) == value


def test_a_cell_takes_quotes_when_it_needs_them() -> None:
    source = CsvSource(CSV)
    found = source.spot(5, 3)
    assert found is not None
    assert found.rewritten(CSV, [(0, 1, "1,672")]) == ('"1,672"', "1,672")
    assert found.rewritten(CSV, [(0, 1, '"')]) == ('""""', '"')
    quoted = source.spot(2, 3)
    assert quoted is not None
    assert quoted.rewritten(CSV, [(1, 2, "“")]) == ('"说“明""\n第二行"', '说“明"\n第二行')


def test_a_table_that_says_more_than_was_meant() -> None:
    source = CsvSource(CSV)
    assert source.became(CSV.replace("丙", "丁"), {(5, 3): "丁"})
    assert not source.became(CSV.replace("丙", "丁"), {(5, 3): "戊"})
    assert not source.became(CSV.replace("丙", "丁").replace("P01", "P03"), {(5, 3): "丁"})
    assert not source.became(CSV + '"', {})


@settings(max_examples=100, deadline=None)
@given(
    st.lists(
        st.lists(st.text(st.sampled_from("甲乙,\"' \n1"), max_size=8), min_size=3, max_size=3), min_size=1, max_size=5
    )
)
def test_spans_of_written_tables(rows: list[list[str]]) -> None:
    out = io.StringIO(newline="")
    csv.writer(out).writerows(rows)
    text = out.getvalue()
    source = CsvSource(text)
    reader = csv.reader(io.StringIO(text, newline=""))
    line = 1
    for row in reader:
        for column, value in enumerate(row, 1):
            found = source.spot(line, column)
            assert found is not None
            assert found.value == value
        line = reader.line_num + 1
