"""The shipped layout is whole; what is wrong in a department's own files is told with code, file, line and column."""

from __future__ import annotations

from pathlib import Path

import attrs
import pytest

from reportgen.load.catalogue import CODES as LOAD_CODES
from reportgen.model.diagnostic import InputError
from reportgen.render.catalogue import CODES
from reportgen.render.header import header_columns
from reportgen.render.layout import load_layout
from tests.unit.render.reports import only, own_folder, problems, reference, shipped


def test_the_shipped_layout() -> None:
    layout = shipped()
    assert [part.id for part in layout.parts] == ["part-1", "part-2", "part-3", "part-4"]
    assert layout.parts[1].tables == tuple(f"t{number}" for number in range(1, 12))
    assert [section.id for section in layout.parts[2].sections] == [f"statement-{number}" for number in range(1, 13)]
    assert (layout.units.tables, layout.units.text) == ("万元", "万元")
    assert [id for id, table in layout.tables.items() if table.landscape] == ["t2", "t7", "t11"]
    assert [id for id, table in layout.tables.items() if not table.numbering] == ["t1", "t4"]
    assert [id for id, table in layout.tables.items() if table.empty] == ["t8", "t9"]


def test_a_layout_cannot_be_changed() -> None:
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        shipped().name = "other"  # type: ignore[misc]


def test_tables_hold_the_columns_that_are_computed() -> None:
    for id, table in reference().tables.items():
        form = shipped().tables[id]
        assert form.main.columns == table.columns
        assert header_columns(form.header, sum(side.width for side in form.sides)) is not None


def test_the_head_above_the_names_is_known() -> None:
    """Of split codes it is the fourth column, below a group of columns or not; of others the first."""
    tables = shipped().tables
    named = {id: [cell.text for row in form.heads for is_named, cell in row if is_named] for id, form in tables.items()}
    assert named == {
        "t1": ["项目"],
        "t2": ["功能分类科目名称"],
        "t3": ["功能分类科目名称"],
        "t4": ["项目"],
        "t5": ["功能分类科目名称"],
        "t6": ["经济分类科目名称"],
        "t7": ["功能分类科目名称"],
        "t8": ["功能分类科目名称"],
        "t9": ["功能分类科目名称"],
        "t10": ["“三公”经费支出内容"],
        "t11": ["项目名称"],
    }
    assert [tables[id].names for id in ("t1", "t2", "t6", "t11")] == [0, 3, 2, 0]
    assert [len(list(row)) for row in tables["t2"].heads] == [8, 10]


def test_every_code_has_a_line_and_none_is_told_twice() -> None:
    assert all(zh and en for zh, en in CODES.values())
    assert not CODES.keys() & LOAD_CODES.keys()


@pytest.mark.parametrize("name", ["four-parts", "../four-part", "four-part/..", "", "/etc"])
def test_no_such_layout(name: str) -> None:
    with pytest.raises(InputError) as error:
        load_layout(name, None)
    assert (only(error.value).code, only(error.value).value, only(error.value).expected) == ("L501", name, "four-part")


@pytest.mark.parametrize(
    ("file", "content", "code", "place", "expected"),
    [
        ("phrase__yaml", "stop: 。\n", "L502", "my-templates/phrase.yaml", "phrases.yaml"),
        ("layout__yaml", "unit: {}\n", "L503", "my-templates/layout.yaml:1:1", "units"),
        ("tables__yaml", "t1:\n  titel: 表\n", "L503", "my-templates/tables.yaml:2:3", "title"),
        ("layout__yaml", "units: null\n", "L504", "my-templates/layout.yaml:1:1", "units: …"),
        ("layout__yaml", "units:\n  text: 亿元\n", "L505", "my-templates/layout.yaml:2:9", "万元"),
        ("tables__yaml", "t1: {number: 一}\n", "L505", "my-templates/tables.yaml:1:14", "整数"),
        ("layout__yaml", "parts: 四\n", "L505", "my-templates/layout.yaml:1:8", "列表"),
        ("phrases__yaml", "stop: [。]\n", "L505", "my-templates/phrases.yaml:1:7", "一行文字"),
        ("phrases__yaml", "published: '{datum}'\n", "L506", "my-templates/phrases.yaml:1:12", "{date}"),
        ("phrases__yaml", "published: '{date'\n", "L506", "my-templates/phrases.yaml:1:12", "{amount}"),
        ("tables__yaml", "t3: {title: '{jahr}'}\n", "L506", "my-templates/tables.yaml:1:13", "{year}"),
        ("tables__yaml", "t3: {columns: [total, basic]}\n", "L507", "templates/four-part/tables.yaml", "6"),
        ("layout__yaml", "parts:\n  - {id: p, title: 表, template: part-2.html.j2, tables: [t12]}\n", "L508",
         "my-templates/layout.yaml:2:58", "t2"),
        ("layout__yaml", "charts: {income: {names: source}}\n", "L508", "my-templates/layout.yaml:1:26", "sources"),
        ("layout__yaml", "charts: {income: {data: profit}}\n", "L505", "my-templates/layout.yaml:1:25", None),
        ("layout__yaml", "parts:\n  - {id: 1 a, title: 表, template: part-2.html.j2}\n", "L505", "my-templates/layout.yaml:2:10",
         None),
        ("layout__yaml", "numerals: {digits: [一]}\n", "L505", "my-templates/layout.yaml:1:12", "10"),
        ("layout__yaml", "a: &b 1\n", "L007", "my-templates/layout.yaml:1:4", None),
        ("layout__yaml", "units: {\n", "L004", "my-templates/layout.yaml:", None),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    file: str,
    content: str,
    code: str,
    place: str,
    expected: str | None,
) -> None:
    monkeypatch.setenv("REPORTGEN_LANG", "en")
    with pytest.raises(InputError) as error:
        load_layout("four-part", own_folder(tmp_path, **{file: content}))
    found = error.value.diagnostics[0]
    assert found.code == code
    assert str(found.place).startswith(place)
    if expected is not None:
        assert expected in (found.expected or "").split("、") or found.expected == expected


def test_all_errors_are_told_at_once(tmp_path: Path) -> None:
    own = own_folder(tmp_path, phrases__yaml="stop: []\npublished: '{datum}'\n", tables__yaml="t1: {numer: 1}\n")
    with pytest.raises(InputError) as error:
        load_layout("four-part", own)
    assert problems(error.value) == [
        ("L503", "my-templates/tables.yaml:1:6"),
        ("L505", "my-templates/phrases.yaml:1:7"),
        ("L506", "my-templates/phrases.yaml:2:12"),
    ]


def test_a_layout_that_extends_itself(tmp_path: Path) -> None:
    own = tmp_path / "own"
    for name, other in (("a", "b"), ("b", "a")):
        (own / name).mkdir(parents=True)
        (own / name / "layout.yaml").write_text(f"format: 1\nextends: {other}\n", encoding="utf-8")
    with pytest.raises(InputError) as error:
        load_layout("a", own)
    assert only(error.value).code in ("L501", "L509")
