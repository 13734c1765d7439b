"""Withheld content that stands elsewhere: found wherever a text survives, told by the place alone, silent otherwise."""

from __future__ import annotations

import pickle
import random
from pathlib import Path

import pytest

from reportgen.check import run
from reportgen.cli.diagnostics import as_github, as_json, as_sarif, as_text
from reportgen.compute import disclose
from reportgen.load import load_budget
from reportgen.model.diagnostic import Diagnostic
from tests.support.budgets import write_budget
from tests.unit.check.support import Example, of

MARK = "金丝雀"
FIELDS = {
    "basis": "basis: {}",
    "an item": "allocation: [{{item: {}, amount: 1}}]",
    "a text for a list": "allocation: {}",
    "a number's place": "allocation: [{{item: 甲, amount: {}}}]",
    "a wrong key": "period: {{{}: 2024}}",
    "a wrong type": "period: [[{}]]",
    "a grant": "subsidy: {{standard: {}}}",
    "goal": "goal: {}",
}
SECRET_PROJECT = "- {id: P05, name: 特定目标 xzzfc128,"
ROW = "P01,产出指标,数量指标,购置设备"


def canary(name: str) -> str:
    rng = random.Random(name)
    return MARK + "".join(chr(rng.randint(0x4E00, 0x9FA5)) for _ in range(27))


def keep_secret(example: Example, field: str, text: str) -> None:
    example.edit("budget.yaml", SECRET_PROJECT, f"{SECRET_PROJECT} {field.format(text)},")


def repeat(example: Example, where: str, text: str) -> str:
    """Write a text somewhere; the path at which it is to be told."""
    edits = {
        "a reason": (
            "budget.yaml",
            "reasons:\n",
            f"reasons:\n  operating_funds: 因{text}有所调整\n",
            "reasons.operating_funds",
        ),
        "a goal": (
            "budget.yaml",
            "    goal: 核拨业务补助经费",
            f"    goal: 为{text}核拨业务补助经费",
            "projects[0].goal",
        ),
        "a glossary entry": ("budget.yaml", "reasons:\n", f"glossary: {{甲: 指{text}。}}\nreasons:\n", "glossary.甲"),
        "a key": ("budget.yaml", "reasons:\n", f"glossary: {{指{text}等: 甲}}\nreasons:\n", "glossary.指…等"),
        "a unit's name": ("budget.yaml", "name: 新疆迎宾馆,", f"name: 新疆{text}迎宾馆,", "units[3].name"),
        "an office": ("budget.yaml", "offices: [办公室,", f"offices: [{text}办公室,", "department.offices[0]"),
        "an indicator cell": ("indicators.csv", ROW, f"P01,产出指标,数量指标,购置{text}设备", "level3"),
        "a file name": ("budget.yaml", "layout: four-part", f"layout: four-part\ntemplates: {text}", "templates"),
    }
    file, old, new, path = edits[where]
    if where == "a reason":
        lines = (example.folder / file).read_text(encoding="utf-8").splitlines(keepends=True)
        kept = [line for line in lines if not line.startswith("  operating_funds: ") or "29" in line]
        (example.folder / file).write_text("".join(kept), encoding="utf-8")
    if where == "a file name":
        (example.folder / text).mkdir()
    example.edit(file, old, new)
    return path


PLACES = [
    "a reason",
    "a goal",
    "a glossary entry",
    "a key",
    "a unit's name",
    "an office",
    "an indicator cell",
    "a file name",
]


def told(diagnostics: tuple[Diagnostic, ...]) -> str:
    return "\n".join(form(diagnostics) for form in (as_text, as_json, as_github, as_sarif)) + repr(diagnostics)


@pytest.mark.parametrize("where", PLACES)
def test_wherever_it_is_repeated_it_is_an_error_and_shown_nowhere(example: Example, where: str) -> None:
    keep_secret(example, FIELDS["basis"], canary(where))
    path = repeat(example, where, canary(where))
    disclosure = example.disclosure()
    diagnostics = run(disclosure.budget, disclosure)
    (found,) = of(diagnostics, "P07")
    assert (found.level, found.value, found.expected, found.edit, found.discreet) == ("error", None, None, None, True)
    assert found.place.path == path
    file = "indicators.csv" if where == "an indicator cell" else "budget.yaml"
    assert (found.place.file, found.place.line) == (file, line_of(example, file, canary(where)))
    assert of(diagnostics, "P08") == []
    assert MARK not in told(diagnostics)
    assert all(d.discreet for d in diagnostics if d.place is not None and str(d.place) == str(found.place))


def line_of(example: Example, file: str, text: str) -> int:
    """The line of a repeated text; the withheld project's own comes before it or after it."""
    lines = (example.folder / file).read_text(encoding="utf-8").splitlines()
    (number,) = [n for n, line in enumerate(lines, 1) if text in line and SECRET_PROJECT not in line]
    return number


@pytest.mark.parametrize("field", FIELDS)
def test_every_withheld_field_is_known(example: Example, field: str) -> None:
    keep_secret(example, FIELDS[field], canary(field))
    assert example.found("P07") == []
    path = repeat(example, "a glossary entry", canary(field))
    diagnostics = example.check()
    assert [(d.place.path, d.level) for d in of(diagnostics, "P07")] == [(path, "error")]
    assert MARK not in told(diagnostics)


@pytest.mark.parametrize("cell", range(1, 10))
def test_every_withheld_indicator_cell_is_known(example: Example, cell: int) -> None:
    cells = ["P05", *[""] * 9]
    cells[cell] = canary(str(cell))
    example.append("indicators.csv", ",".join(cells) + "\n")
    path = repeat(example, "a glossary entry", canary(str(cell)))
    diagnostics = example.check()
    # A weight is a number.
    assert [d.place.path for d in of(diagnostics, "P07")] == ([] if cell == 7 else [path])
    assert cell == 7 or MARK not in told(diagnostics)


def test_the_forms_words_may_stand_in_the_forms_columns_alone(example: Example) -> None:
    words = "完成百分之八十以上得满分，每低五个百分点扣两分，低于一半不得分"
    example.append("indicators.csv", f"P05,产出指标,数量指标,甲,1,计划标准,,7,{words},工作资料\n")
    example.edit("indicators.csv", "≥22个,计划标准,15台,10,按照完成比例赋分", f"≥22个,计划标准,15台,10,{words}")
    assert example.found("P07") == example.found("P08") == []
    example.edit("budget.yaml", "支付空置办公用房的物业费", f"支付空置办公用房的物业费，{words}")
    assert [d.place.path for d in example.found("P07")] == ["projects[1].allocation"]


def test_less_than_a_run_is_a_warning(example: Example) -> None:
    secret = canary("warn")
    keep_secret(example, FIELDS["basis"], secret)
    path = repeat(example, "a glossary entry", secret[4:20])
    diagnostics = example.check()
    (found,) = of(diagnostics, "P08")
    assert (found.level, found.value, found.discreet, found.place.path) == ("warning", None, True, path)
    assert secret[4:20] not in told(diagnostics)
    assert of(diagnostics, "P07") == []


def test_a_short_item_in_another_text_is_a_warning(example: Example) -> None:
    keep_secret(example, FIELDS["an item"], "雷达站外墙加固")
    path = repeat(example, "a glossary entry", "雷达站外墙加固")
    assert [(d.level, d.place.path) for d in example.found("P08")] == [("warning", path)]
    assert example.found("P07") == []


def test_a_list_that_names_the_same_thing_is_silent(example: Example) -> None:
    keep_secret(example, FIELDS["an item"], "云计算服务费用")
    assert example.found("P07") == example.found("P08") == []


def test_eleven_characters_are_silent(example: Example) -> None:
    secret = canary("few")
    keep_secret(example, FIELDS["basis"], secret)
    repeat(example, "a glossary entry", secret[5:16])
    assert example.found("P07") == example.found("P08") == []


@pytest.mark.parametrize(
    "project", ["P01", "P02", "P03", "P04", "P07", "P08", "P09", "P10", "P11", "P12", "P13", "P19", "P20"]
)
def test_a_real_project_that_withholds_what_it_has_raises_no_alarm(example: Example, project: str) -> None:
    example.edit(
        "budget.yaml",
        f"  - id: {project}\n",
        f"  - id: {project}\n    disclosure: withheld\n    indicators: withheld\n",
    )
    assert load_budget(example.folder / "budget.yaml").withheld.hashes
    assert example.found("P07") == example.found("P08") == []


@pytest.mark.parametrize("seed", range(8))
def test_random_budgets_raise_no_alarm(tmp_path: Path, seed: int) -> None:
    write_budget(tmp_path / "b", seed=seed, withheld=True)
    disclosure = disclose(load_budget(tmp_path / "b" / "budget.yaml"))
    found = run(disclosure.budget, disclosure)
    assert [d.code for d in found if d.code.startswith("P")] == []


def test_two_projects_with_one_published_basis_sentence_are_told(example: Example) -> None:
    """The same sentence on both sides is a leak as far as anybody can know; who knows better accepts it."""
    sentence = canary("both")
    keep_secret(example, FIELDS["basis"], sentence)
    example.edit("budget.yaml", "    basis: 自治区财政厅为支持", f"    basis: {sentence}，自治区财政厅为支持")
    assert [d.level for d in example.found("P07")] == ["error"]
    example.append(
        "budget.yaml", "accept: [{code: P07, where: 'projects[0].basis', reason: 该依据本可公开}]\n"
    ) if "\naccept:" not in (example.folder / "budget.yaml").read_text(encoding="utf-8") else None
    (found,) = example.found("P07")
    assert found.level == "info"
    assert "该依据本可公开" in found.message


def test_other_findings_do_not_repeat_it_either(example: Example) -> None:
    secret = canary("other")
    keep_secret(example, FIELDS["basis"], secret)
    example.edit("budget.yaml", "name: 机关业务补助经费", f"name: 机关{secret}补助经费")
    example.edit("budget.yaml", "软件运维服务费用, amount: 300000}", "软件运维服务费用, amount: 400000}")
    diagnostics = example.check()
    assert {"P07", "N21"} <= {d.code for d in diagnostics if d.level == "error"}
    assert MARK not in told(diagnostics)


def test_neither_budget_nor_disclosure_holds_it(example: Example) -> None:
    keep_secret(example, FIELDS["basis"], canary("repr"))
    example.append("indicators.csv", f"P05,产出指标,,{canary('row')},,,,7,,\n")
    disclosure = example.disclosure()
    budget = disclosure.budget
    assert len(budget.withheld.hashes) > 30
    assert MARK not in repr(budget) + repr(disclosure)
    data = pickle.dumps((budget.declaration, budget.indicators, budget.withheld, disclosure.statements))
    for code in ("utf-8", "utf-16-le", "utf-32-le"):
        assert MARK.encode(code) not in data


def test_a_budget_that_does_not_load_tells_nothing(example: Example) -> None:
    from reportgen.model.diagnostic import InputError

    keep_secret(example, FIELDS["basis"], canary("broken"))
    example.edit("budget.yaml", "year: 2024", "year: 20x4")
    with pytest.raises(InputError) as caught:
        load_budget(example.folder / "budget.yaml")
    assert MARK not in str(caught.value) + repr(caught.value.diagnostics)
