"""``check --fix``: what is written, what is left, and that nothing else changes."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reportgen.check import run
from reportgen.compute import disclose
from reportgen.load import load_budget
from reportgen.model.diagnostic import Diagnostic, Edit
from reportgen.model.place import Place
from reportgen.publish import fix_file
from reportgen.publish.fix import Applied, fix
from tests.unit.check.support import EXAMPLES, Example

HEAD = "format: 1\nyear: 2025\ndepartment:\n  name: 示例县图书馆   # 全称,\n  short_name: 县图书馆\n"
TAIL = "units: [{id: U1, name: 示例县图书馆, type: 事业}]\ndata: {lines: lines.csv, income: income.csv%s}\n# 完,\n"
HEADINGS = "项目,一级指标,二级指标,三级指标,指标值,设置依据,上年完成值,权重,赋分规则,佐证资料"


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REPORTGEN_LANG", "en")


def budget(folder: Path, functions: str, data: str = "") -> Path:
    """The minimal example's money with these lines of duties."""
    for name in ("lines.csv", "income.csv"):
        (folder / name).write_bytes((EXAMPLES / "minimal" / name).read_bytes())
    path = folder / "budget.yaml"
    path.write_bytes((HEAD + functions + TAIL % data).encode())
    return path


def findings(path: Path) -> tuple[Diagnostic, ...]:
    disclosure = disclose(load_budget(path))
    return run(disclosure.budget, disclosure)


def duties(path: Path) -> list[str]:
    return [prose.raw for prose in load_budget(path).declaration.department.functions]


PIECES = [
    ("保障机关运转", "保障机关运转"), ("做好服务。", "做好服务。"), ("《试行,办法》", "《试行,办法》"), ("“三公”经费", "“三公”经费"),
    ("后勤体质改革", "后勤体制改革"), ("需要,保障", "需要，保障"), ("单位(含机构)办公", "单位（含机构）办公"), ("完成的的工作", "完成的工作"),
    ("财预[2017]44 号", "财预〔2017〕44 号"), ("达到５％以上", "达到5%以上"), ("投入1672.81万元", "投入1,672.81万元"), ("机\u200b关", "机关"),
    ("保障，，有力", "保障，有力"), ("３(甲,乙)丙", "3（甲，乙）丙"),
]  # fmt: skip
"""Pieces of text: as it may be written, and as it should be."""


@dataclass(frozen=True)
class Written:
    """A list item in a style, with places where its line is broken."""

    pieces: list[tuple[str, str, bool]]
    style: str

    def lines(self, right: bool) -> list[str]:
        text = [""]
        for number, piece in enumerate(self.pieces):
            if number and piece[2]:
                text.append("")
            text[-1] += piece[right]
        return [*text[:-1], f"{text[-1]}终。"]

    def source(self, right: bool) -> str:
        lines = self.lines(right)
        if self.style in "|>":
            return f"    - {self.style}  # 注,释\n" + "".join(f"      {line}\n" for line in lines)
        quote = self.style.strip()
        return f"    - {quote}" + "\n      ".join(lines) + f"{quote}   # 注,释\n"

    def value(self) -> str:
        return ("\n" if self.style == "|" else " ").join(self.lines(True))


written = st.builds(
    Written,
    st.lists(st.tuples(st.sampled_from(PIECES), st.booleans()).map(lambda t: (*t[0], t[1])), min_size=1, max_size=5),
    st.sampled_from([" ", "'", '"', "|", ">"]),
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(written, min_size=1, max_size=4), st.booleans(), st.booleans())
def test_faults_in_every_style_become_right_and_nothing_else(
    tmp_path: Path, items: list[Written], windows: bool, bom: bool
) -> None:
    def source(right: bool) -> bytes:
        functions = "  functions:  # 职,能\n" + "".join(f"    # 第,条\n{item.source(right)}" for item in items)
        text = HEAD + functions + TAIL % ""
        return (b"\xef\xbb\xbf" if bom else b"") + (text.replace("\n", "\r\n") if windows else text).encode()

    path = budget(tmp_path, "")
    path.write_bytes(source(False))
    result = fix(path, findings(path))
    assert path.read_bytes().decode() == source(True).decode()
    assert duties(path) == [item.value() for item in items]
    assert result.left == ()
    assert (len(result.applied) > 0) == (source(False) != source(True))
    assert fix(path, findings(path)).applied == ()


def test_what_was_written_is_told(tmp_path: Path) -> None:
    path = budget(tmp_path, "  functions:\n    - 推动体质改革,保障运转。\n")
    result = fix(path, findings(path))
    place = Place("budget.yaml", 7, 7, path="department.functions[0]")
    assert result.applied == (Applied(place, "体质改革", "体制改革"), Applied(place, ",", "，"))
    assert result.left == ()
    assert duties(path) == ["推动体制改革，保障运转。"]


def test_overlapping_edits_take_turns(tmp_path: Path) -> None:
    path = budget(tmp_path, "  functions:\n    - 保障(甲,乙，，丙)。\n")
    result = fix(path, findings(path))
    assert duties(path) == ["保障（甲，乙，丙）。"]
    assert [(one.old, one.new) for one in result.applied] == [
        (",", "，"),
        ("，，", "，"),
        ("(甲，乙，丙)", "（甲，乙，丙）"),
    ]
    assert result.left == ()


def test_more_findings_than_are_told_at_once(tmp_path: Path) -> None:
    path = budget(tmp_path, "  functions:\n" + "    - 推动体质改革。\n" * 230)
    result = fix(path, findings(path))
    assert (len(result.applied), result.left) == (230, ())
    assert set(duties(path)) == {"推动体制改革。"}


@pytest.mark.parametrize(
    ("item", "why"),
    [
        ('"推动\\u4f53质改革。"', "escapes"),
        ("推动体质\n\n      改革。", None),
    ],
)
def test_what_does_not_stand_in_one_piece_is_left(tmp_path: Path, item: str, why: str | None) -> None:
    path = budget(tmp_path, f"  functions:\n    - {item}\n")
    before = path.read_bytes()
    result = fix(path, findings(path))
    assert path.read_bytes() == before
    assert result.applied == ()
    assert [why in one.why for one in result.left] == ([True] if why else [])


def test_a_fold_inside_a_word_is_joined(tmp_path: Path) -> None:
    path = budget(tmp_path, "  functions:\n    - 推动单位(含\n      机构)改革。   # 注\n")
    fix(path, findings(path))
    assert duties(path) == ["推动单位（含 机构）改革。"]
    assert "改革。   # 注\n" in path.read_text(encoding="utf-8")


def test_a_separator_in_braces_needs_quotes(tmp_path: Path) -> None:
    path = budget(tmp_path, "  functions: [投入1672.81万元。, 推动体质改革。]\n")
    result = fix(path, findings(path))
    assert [(one.old, one.new) for one in result.applied] == [("体质改革", "体制改革")]
    assert [(one.old, one.new, one.why) for one in result.left] == [
        ("1672.81", "1,672.81", "the text needs quotes before this can be written")
    ]
    assert duties(path) == ["投入1672.81万元。", "推动体制改革。"]


@pytest.mark.parametrize(("encoding", "ends"), [("utf-8", "\n"), ("utf-8-sig", "\r\n"), ("gb18030", "\r\n")])
def test_cells_of_a_table(tmp_path: Path, encoding: str, ends: str) -> None:
    path = budget(tmp_path, "", ", indicators: indicators.csv")
    lines = [
        HEADINGS,
        ',产出指标,数量指标,体质改革数,≥3家,"甲,乙",,90,"说""明""",',
        ',产出指标,质量指标,"单位(含机构)\n数,额",≥３家,,,,,,',
        "",
    ]
    lines[2] = lines[2].removesuffix(",")
    table = tmp_path / "indicators.csv"
    table.write_bytes(ends.join(lines).encode(encoding))
    result = fix(path, findings(path))
    right = [
        HEADINGS,
        ',产出指标,数量指标,体制改革数,≥3家,"甲，乙",,90,"说“明”",',
        ',产出指标,质量指标,"单位（含机构）\n数，额",≥3家,,,,,',
        "",
    ]
    assert table.read_bytes().decode(encoding) == ends.join(right)
    assert result.left == ()
    assert Applied(Place("indicators.csv", 2, 4, path="level3"), "体质改革", "体制改革") in result.applied


def test_an_irregular_encoding_is_left(tmp_path: Path) -> None:
    path = budget(tmp_path, "", ", indicators: indicators.csv")
    table = tmp_path / "indicators.csv"
    row = ",产出指标,数量指标,体质改革数€,≥3家,,,90,,\n"
    # In GB18030 the euro sign has a second, older form.
    data = f"{HEADINGS}\n{row}".encode("gb18030").replace("€".encode("gb18030"), b"\x80")
    table.write_bytes(data)
    place = Place("indicators.csv", 2, 4, path="level3")
    result = fix(path, [Diagnostic("E52", "warning", "", place, edit=Edit(0, "体质改革", "体制改革"))])
    assert (result.applied, table.read_bytes()) == ((), data)
    assert len(result.left) == 1


def test_workbooks_are_told_and_left(tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    path = budget(tmp_path, "", ", indicators: budget.xlsx#指标")
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "指标"
    sheet.append(HEADINGS.split(","))
    sheet.append([None, "产出指标", "数量指标", "体质改革数", "≥3家", None, None, 90, None, None])
    book.save(tmp_path / "budget.xlsx")
    before = (tmp_path / "budget.xlsx").read_bytes()
    result = fix(path, findings(path))
    assert (tmp_path / "budget.xlsx").read_bytes() == before
    assert result.applied == ()
    assert [(str(one.place), one.old, one.new) for one in result.left] == [
        ("budget.xlsx#指标!D2", "体质改革", "体制改革")
    ]
    assert "budget.xlsx#指标!D2" in result.left[0].why


def test_a_file_that_changed_since_it_was_checked(tmp_path: Path) -> None:
    path = budget(tmp_path, "  functions:\n    - 推动体质改革。\n")
    found = findings(path)
    path.write_text(path.read_text(encoding="utf-8").replace("推动体质改革", "推动改革"), encoding="utf-8")
    result = fix(path, found)
    assert (result.applied, [one.why for one in result.left]) == ((), ["the file has changed since it was checked"])


def test_a_file_that_changes_meanwhile_is_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = budget(tmp_path, "  functions:\n    - 推动体质改革。\n")
    found = findings(path)
    changed = path.read_bytes() + b"# later\n"
    fsync = os.fsync

    def meanwhile(handle: int) -> None:
        path.write_bytes(changed)
        fsync(handle)

    monkeypatch.setattr(fix_file.os, "fsync", meanwhile)
    result = fix(path, found)
    assert (result.applied, path.read_bytes()) == ((), changed)
    assert [one.why for one in result.left] == ["the file budget.yaml was changed meanwhile"]
    assert sorted(p.name for p in tmp_path.iterdir()) == ["budget.yaml", "income.csv", "lines.csv"]


def test_a_read_only_file_is_left_and_a_mode_is_kept(tmp_path: Path) -> None:
    path = budget(tmp_path, "  functions:\n    - 推动体质改革。\n")
    path.chmod(0o444)
    result = fix(path, findings(path))
    assert [one.why for one in result.left] == ["the file budget.yaml is read-only"]
    path.chmod(0o640)
    assert len(fix(path, findings(path)).applied) == 1
    assert path.stat().st_mode & 0o777 == 0o640


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    folder = tmp_path / "real"
    folder.mkdir()
    real = budget(folder, "  functions:\n    - 推动体质改革。\n")
    link = folder / "link.yaml"
    link.symlink_to(real)
    assert len(fix(link, findings(link)).applied) == 1
    assert link.is_symlink()
    assert duties(real) == ["推动体制改革。"]


def test_a_replacement_after_which_the_budget_does_not_load_is_taken_back(tmp_path: Path) -> None:
    path = budget(tmp_path, "  functions:\n    - 推动改革。\n")
    before = path.read_bytes()
    place = Place("budget.yaml", 2, 7, path="year")
    result = fix(path, [Diagnostic("E52", "warning", "", place, edit=Edit(0, "2025", "二〇二五"))])
    assert (result.applied, path.read_bytes()) == ((), before)
    assert [one.why for one in result.left] == ["the budget would not load"]


def test_an_edit_that_would_change_more_is_left(tmp_path: Path) -> None:
    path = budget(tmp_path, "  functions:\n    - |\n      推动改革。\n")
    before = path.read_bytes()
    place = Place("budget.yaml", 7, 7, path="department.functions[0]")
    result = fix(path, [Diagnostic("E52", "warning", "", place, edit=Edit(0, "推动改革。", " "))])
    assert (result.applied, path.read_bytes()) == ((), before)
    assert [one.why for one in result.left] == ["more than this text would change"]


def test_what_is_accepted_stands(tmp_path: Path) -> None:
    path = budget(tmp_path, "  functions:\n    - 推动体质改革。\n    - 增长５％。\n    - 减少，，增加。\n")
    accept = "accept: [{code: E52, reason: 原文如此}, {code: F04, reason: 原文如此}]\n"
    path.write_text(path.read_text(encoding="utf-8") + accept, encoding="utf-8")
    result = fix(path, findings(path))
    assert [one.old for one in result.applied] == ["，，"]
    assert duties(path)[:2] == ["推动体质改革。", "增长５％。"]


def test_nothing_to_write_reads_nothing(tmp_path: Path) -> None:
    assert fix(tmp_path / "nowhere.yaml", []).applied == ()


def test_withheld_fields_are_neither_told_nor_changed(tmp_path: Path) -> None:
    example = Example(tmp_path)
    secret = "disclosure: withheld, indicators: withheld, basis: 推动体质改革"
    example.edit("budget.yaml", "order: 5, disclosure: withheld, indicators: withheld", f"order: 5, {secret}")
    example.edit("budget.yaml", "后勤体制改革的政策", "后勤体质改革的政策")
    path = example.folder / "budget.yaml"
    before = path.read_text(encoding="utf-8")
    result = fix(path, findings(path))
    assert [(one.old, one.new) for one in result.applied] == [("体质改革", "体制改革")]
    assert path.read_text(encoding="utf-8") == before.replace("后勤体质改革的政策", "后勤体制改革的政策")
    assert secret in before
