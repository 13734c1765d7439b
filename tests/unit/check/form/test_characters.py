"""Characters that only look right."""

from __future__ import annotations

import pytest

from reportgen.check.form.characters import RADICALS, TRADITIONAL
from reportgen.model.diagnostic import Edit
from tests.unit.check.form.small import Check, check, write
from tests.unit.check.support import Example


@pytest.mark.parametrize(
    ("code", "level", "text", "old", "new"),
    [
        ("F04", "info", "增长５．２％。", "５．２％", "5.2%"),
        ("F04", "info", "增长5％。", "％", "%"),
        ("F04", "info", "减少１，６７２．８１万元。", "１，６７２．８１", "1,672.81"),
        ("F04", "info", "ＡＰＮ通道。", "ＡＰＮ", "APN"),
        ("F05", "warning", "机关\u200b事务。", "\u200b", ""),
        ("F05", "warning", "机关\u202e事务\u202c。", "\u202e", ""),
        ("F06", "info", "机关\u00a0事务。", "\u00a0", " "),
        ("F06", "info", "机关\u3000事务。", "\u3000", " "),
        ("F07", "warning", "二○二四年。", "○", "〇"),
        ("F07", "warning", "二OO九年。", "OO", "〇〇"),
        ("F07", "warning", "增加。－是人员增加。", "－", "一"),
        ("F07", "warning", "⼀般公共预算。", "⼀", "一"),
        ("F07", "warning", "⻓期⻋辆。", "⻓", "长"),
        ("F08", "info", "機關运行经费。", "機關", "机关"),
    ],
)
def test_characters(find: Check, code: str, level: str, text: str, old: str, new: str) -> None:
    found = find(code, text)[0]
    assert (found.level, found.value, found.expected) == (level, old, new)
    assert found.edit == Edit(text.index(old), old, new)


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("F04", "增长5.2%，APN 通道，１。"[:-2] + "。"),
        ("F05", "ئۇيغۇر\u200cچە، 机关事务。"),
        ("F06", "机关 事务。\n\u3000\u3000一是保障。"),
        ("F07", "二〇二四年，一是保障，2○，甲—乙，0 年，三〇二医院。"),
        ("F08", "机关运行经费，《機關條例》。"),
        ("F08", "乾坤、瞭望、著作、于是。"),
    ],
)
def test_characters_that_are_right(find: Check, code: str, text: str) -> None:
    assert find(code, text) == []


def test_blanks_in_names_are_told_and_left(find: Check) -> None:
    project = {"id": "P1", "name": "古籍 修复", "unit": "U1", "function": "2070104", "goal": "古籍 修复。"}
    (found,) = find("F06", "甲。", projects=[project])
    assert found.place is not None
    assert (found.value, found.place.path, found.edit) == (" ", "projects[0].name", None)


def test_an_invisible_character_is_named_by_its_place(find: Check) -> None:
    (found,) = find("F05", "机关\u200b事务。")
    assert "U+200B" in found.message
    assert "Character 3" in found.message


def test_ids_codes_and_switches_are_not_texts(find: Check, tmp_path_factory: pytest.TempPathFactory) -> None:
    own = {"accept": [{"code": "X1", "reason": "５％"}], "confusables": {"５％": "6％"}, "options": {"shares": "plain"}}
    assert find("F04", "甲。", **own) == []
    folder = tmp_path_factory.mktemp("b")
    assert [d.value for d in check(write(folder, {"offices": ["办公室５"]}, {}), "F04")] == ["５"]


def test_tables_of_characters() -> None:
    assert len(TRADITIONAL) > 250
    for form, standard in TRADITIONAL.items():
        chr(form).encode("big5")
        standard.encode("gb2312")
        with pytest.raises(UnicodeEncodeError):
            chr(form).encode("gb2312")
    assert all(0x2E80 <= radical <= 0x2EFF for radical in RADICALS)


def test_the_reference_has_none(example: Example) -> None:
    assert {d.code for d in example.check()} & {"F04", "F05", "F06", "F07", "F08"} == set()
