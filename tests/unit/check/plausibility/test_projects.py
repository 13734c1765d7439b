"""E28, E29, E68: grants to persons, and names of projects."""

from __future__ import annotations

import pytest

from tests.unit.check.plausibility.tables import only
from tests.unit.check.support import Example


def test_grants_without_their_class(example: Example) -> None:
    found = only(example, "E28")
    assert [(d.level, d.value) for d in found] == [("warning", "98"), ("warning", "1")]
    assert found[1].place is not None
    assert found[1].place.path == "projects[7].subsidy.people"
    assert found[1].figures == ("t7/U1/2010399/P08/301",)
    line = next(
        row for row in (example.folder / "lines.csv").read_text(encoding="utf-8").splitlines() if ",P08," in row
    )
    cells = line.split(",")
    example.edit("lines.csv", line, ",".join([*cells[:6], "303", *cells[7:]]))
    assert [d.value for d in only(example, "E28")] == ["98"]


@pytest.mark.parametrize(
    ("standard", "told"),
    [
        ("按规定标准补贴", 1),
        ("按财社〔2020〕15 号文件规定的标准", 1),
        ("按 2019 年起执行的标准", 1),
        ("每人每年 6 万元", 0),
        ("每人每月三百元", 0),
        ("每月 5000", 0),
    ],
)
def test_a_rate_without_its_amount(example: Example, standard: str, told: int) -> None:
    assert only(example, "E68") == []
    found = only(example.edit("budget.yaml", "standard: 每人每年 6 万元", f"standard: {standard}"), "E68")
    assert [(d.level, d.value, d.expected) for d in found] == [("warning", standard, "每人 6 万元")] * told


def test_one_name_under_two_codes(example: Example) -> None:
    (found,) = only(example, "E29")
    assert (found.level, found.value) == ("info", "人员类经费保障项目")
    assert found.place is not None
    assert found.place.path == "projects[19].name"
    path = example.folder / "budget.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("name: 人员类经费保障项目", "name: 运转保障项目"), encoding="utf-8")
    assert "stands under 2010399, 2010303" in only(example, "E29")[0].message
    text = text.replace("name: 人员类经费保障项目", "name: 运转保障项目", 1)
    path.write_text(text.replace("name: 人员类经费保障项目", "name: 服务补助"), encoding="utf-8")
    assert only(example, "E29") == []
