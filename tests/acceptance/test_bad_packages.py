"""Packages of workbooks written by other programs or by nobody, and the sheets that hold words."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.acceptance.workbooks import as_workbook, told, words

# Parts of the package written by other programs, or by nobody


AMOUNT = '<c r="H3" t="n"><v>300000</v></c>'
SHEET = "xl/worksheets/sheet1.xml"
STRICT = {
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main": "http://purl.oclc.org/ooxml/spreadsheetml/main",
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships":
        "http://purl.oclc.org/ooxml/officeDocument/relationships",
}  # fmt: skip


def rewritten(path: Path, act: Callable[[dict[str, bytes]], None]) -> None:
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    act(parts)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)


def strict(parts: dict[str, bytes]) -> None:
    for name, data in parts.items():
        for old, new in STRICT.items():
            data = data.replace(old.encode(), new.encode())
        parts[name] = data


def prefixed(parts: dict[str, bytes]) -> None:
    parts[SHEET] = re.sub(rb"<(/?)([a-zA-Z])", rb"<\1x:\2", parts[SHEET]).replace(b"xmlns=", b"xmlns:x=")


def amount(xml: str) -> Callable[[dict[str, bytes]], None]:
    def act(parts: dict[str, bytes]) -> None:
        assert AMOUNT.encode() in parts[SHEET]
        parts[SHEET] = parts[SHEET].replace(AMOUNT.encode(), xml.encode())

    return act


def part(name: str, data: bytes) -> Callable[[dict[str, bytes]], None]:
    return lambda parts: parts.__setitem__(name, data)


def without(name: str) -> Callable[[dict[str, bytes]], None]:
    return lambda parts: parts.__delitem__(name)


@pytest.mark.parametrize(
    "act",
    [
        strict,
        prefixed,
        amount('<c r="H3"><f>1+1</f><v>300000</v></c>'),
        amount('<c r="H3"><f t="shared" ref="H3:H4" si="0">1</f><v>300000</v></c>'),
        amount('<c r="H3" t="str"><f>TEXT(1,"0")</f><v>300000</v></c>'),
        amount('<c r="H3" t="inlineStr"><is><r><t>300</t></r><r><t>000</t></r></is></c>'),
        amount('<c r="H3"><v>3.0000000000000001E5</v></c>'),
        part("xl/vbaProject.bin", b"\xd0\xcf\x11\xe0" + bytes(500)),
        without("xl/styles.xml"),
    ],
    ids=["strict", "prefixed", "formula", "shared formula", "formula of text", "inline", "binary", "macros", "unstyled"],
)  # fmt: skip
def test_packages_of_other_programs(act: Callable[[dict[str, bytes]], None], small: Path) -> None:
    rewritten(as_workbook(small), act)
    assert told(small) == []


@pytest.mark.parametrize(
    ("act", "code", "cell"),
    [
        (amount('<c r="H3" t="n"><v>3,000</v></c>'), "L221", "H3"),
        (amount('<c r="H3" t="none"><v>3</v></c>'), "L221", "H3"),
        (amount('<c r="H3"><f>1/0</f><v></v></c>'), "L229", "H3"),
        (amount('<c r="H3" t="d"><v>2024-03-01</v></c>'), "L241", "H3"),
        (amount('<c r="H3"><v>1e999</v></c>'), "L241", "H3"),
        (amount(AMOUNT + AMOUNT), "L221", None),
        (amount(AMOUNT.replace("H3", "H4")), "L221", None),
        (amount('<c r="H3" t="s"><v>-1</v></c>'), "L221", "H3"),
        (lambda parts: parts.__setitem__(SHEET, parts[SHEET].replace(b'<row r="4"', b'<row r="2"')), "L221", None),
        (without(SHEET), "L221", None),
        (without("xl/workbook.xml"), "L221", None),
        (part("XL/workbook.xml", b"<a/>"), "L221", None),
    ],
    ids=[
        "no number", "no type", "no value", "date", "endless", "cell twice", "wrong row", "no text", "row twice", "no sheet",
        "no list", "names that clash",
    ],
)  # fmt: skip
def test_packages_that_are_broken(
    act: Callable[[dict[str, bytes]], None], code: str, cell: str | None, small: Path
) -> None:
    rewritten(as_workbook(small), act)
    assert [(d["code"], d["cell"]) for d in told(small)] == [(code, cell)]


def ods(archive: zipfile.ZipFile) -> None:
    archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
    archive.writestr("content.xml", "<a/>")


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (ods, "OpenDocument"),
        (lambda archive: archive.writestr("word/document.xml", "<a/>"), "Word"),
        (lambda archive: archive.writestr("xl/workbook.bin", "x"), "xlsb"),
        (lambda archive: archive.writestr("budget.xlsx", "x"), "压缩文件"),
    ],
    ids=["ods", "docx", "xlsb", "zip"],
)
def test_other_files_with_the_name_of_a_workbook(
    make: Callable[[zipfile.ZipFile], object], words: str, small: Path
) -> None:
    with zipfile.ZipFile(as_workbook(small), "w") as archive:
        make(archive)
    (found,) = told(small)
    assert found["code"] == "L221"
    assert words in found["message"]


def test_half_a_workbook_is_damaged(small: Path) -> None:
    path = as_workbook(small)
    path.write_bytes(path.read_bytes()[:-900])
    (found,) = told(small)
    assert found["code"] == "L221"
    assert "损坏" in found["message"]


def test_a_locked_workbook_is_named(small: Path) -> None:
    path = as_workbook(small)
    data = path.read_bytes()
    marked = bytearray(data)
    for found in re.finditer(b"PK\x01\x02", data):
        marked[found.start() + 8] |= 1
    path.write_bytes(marked)
    (locked,) = told(small)
    assert (locked["code"], "密码" in locked["message"]) == ("L222", True)


# The sheets for words


def test_faults_in_the_sheets_for_words(small: Path) -> None:
    words(
        small,
        reasons=[["类别", "项目", "理由"], ["收入来源", "一般公共预算", "甲"], ["机关运行经费", "多余", "乙"], ["功能科目", None, "丙"]],
        facts=[["项目", "值"], ["部门.部门名称", "又一次"], ["部门.人数", 5], ["政府采购.货物", "12万元"], ["单位.3.名称", "丁"]],
    )  # fmt: skip
    found = told(small)
    assert [(d["code"], d["sheet"], d["cell"]) for d in found] == [
        ("L070", "reasons", "A2"),
        ("L071", "reasons", "B3"),
        ("L071", "reasons", "B4"),
        ("L072", "facts", "B2"),
        ("L073", "facts", "A3"),
        ("L033", "facts", "B4"),
        ("L072", "facts", "B5"),
    ]
    assert [d["expected"] for d in found][:3] == ["收入", "留空", "功能科目编码，如 2010301"]


def test_faults_in_the_sheet_of_projects(small: Path) -> None:
    words(
        small,
        projects=[
            ["编号", "名称", "单位", "功能科目", "顺序"],
            ["P02", "甲", "U1", "20703", 1.5],
            [None, "乙", "U1", "2070308", 2],
            ["P 3", "丙", "U1", "2070308", "三"],
        ],
    )
    found = told(small)
    assert [(d["code"], d["cell"]) for d in found] == [
        ("L031", "D2"),
        ("L034", "E2"),
        ("L074", "A3"),
        ("L030", "A4"),
        ("L034", "E4"),
    ]


def test_unknown_columns_of_the_sheet_of_projects(small: Path) -> None:
    words(small, projects=[["编号", "名称", "排序", "备忘"], ["P02", "甲", 1, None]])
    found = told(small)
    assert [(d["code"], d["cell"]) for d in found] == [("L209", "C1"), ("L209", "D1")]
