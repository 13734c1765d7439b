"""The shipped code lists and how codes are taken apart."""

from __future__ import annotations

import pytest

from reportgen.model.codelist import LEVEL_LENGTHS, PRINTED_CLASSES, CodeKind, parents, shipped, split


@pytest.mark.parametrize("kind", ["function", "economic"])
def test_every_code_has_its_parents(kind: CodeKind) -> None:
    codes = shipped(kind)
    assert len(codes.names) > 100
    for code in codes.names:
        assert code.isascii()
        assert code.isdigit()
        assert len(code) in LEVEL_LENGTHS[kind]
        assert all(parent in codes for parent in parents(code))
        assert codes.name(code)


def test_thirty_classes_are_always_printed() -> None:
    assert len(PRINTED_CLASSES) == 30
    assert PRINTED_CLASSES[0] == "201"
    assert PRINTED_CLASSES[-1] == "234"
    assert not {"218", "225", "226", "228"} & set(PRINTED_CLASSES)
    assert all(code in shipped("function") for code in PRINTED_CLASSES)


def test_codes_are_split_by_level() -> None:
    assert split("2010399") == ("201", "03", "99")
    assert split("20103") == ("201", "03", "")
    assert split("301") == ("301", "", "")
    assert parents("2010399") == ("201", "20103")
    assert parents("20103") == ("201",)
    assert parents("201") == ()


def test_nearest_codes_share_their_parents() -> None:
    assert shipped("function").nearest("2010398")[0] == "2010399"
    assert all(code.startswith("20805") for code in shipped("function").nearest("2080509"))
    assert all(len(code) == 5 for code in shipped("economic").nearest("30214"))


def test_search_by_name_or_beginning() -> None:
    assert ("30217", "公务接待费") in shipped("economic").search("接待")
    assert [code for code, _ in shipped("function").search("20103")][:2] == ["20103", "2010301"]
    assert shipped("function").search("没有这样的科目") == []


def test_a_year_adds_and_renames() -> None:
    changed = shipped("function").with_names({"2240299": "其他消防救援事务支出", "201": "一般服务"})
    assert changed.name("2240299") == "其他消防救援事务支出"
    assert changed.name("201") == "一般服务"
    assert shipped("function").name("201") == "一般公共服务支出"
