"""The ledger: complete over figures and rules, and honest about what is met."""

from __future__ import annotations

from pathlib import Path

import attrs
import pytest

from reportgen.check import RULES, run
from reportgen.check.ledger import codes_of, ledger, obligations
from reportgen.check.obligations import GROUPS, Obligation
from reportgen.check.registry import EVERYTHING, Selection
from reportgen.cli.ledger_output import ledger_record, ledger_text, summary
from reportgen.compute import disclose
from reportgen.load import load_budget
from reportgen.model.disclosure import Disclosure
from reportgen.model.ledger import STATUSES, LedgerEntry
from reportgen.render.html import render_page
from reportgen.render.layout import load_layout
from tests.support.budgets import write_budget
from tests.unit.check.support import EXAMPLES, Example, tampered

ALL = obligations()


def entries(disclosure: Disclosure, selection: Selection = EVERYTHING) -> dict[str, LedgerEntry]:
    """The ledger of a disclosure by id."""
    found = run(disclosure.budget, disclosure, selection)
    return {entry.id: entry for entry in ledger(disclosure.budget, disclosure, found, selection)}


def printed(disclosure: Disclosure) -> set[str]:
    """Keys of every figure on the page."""
    budget = disclosure.budget
    layout = load_layout(budget.declaration.layout, budget.templates)
    return set(render_page(disclosure, layout, purpose="screen").used)


def budget(folder: Path, name: str) -> Disclosure:
    """An example, or the random budget of a seed."""
    if name.isdigit():
        write_budget(folder / "budget", seed=int(name))
        return disclose(load_budget(folder / "budget" / "budget.yaml"))
    return disclose(load_budget(EXAMPLES / name / "budget.yaml"))


@pytest.mark.parametrize("name", ["reference", "minimal", *map(str, range(12))])
def test_every_figure_on_the_page_is_shown_by_an_obligation_that_applies(tmp_path: Path, name: str) -> None:
    disclosure = budget(tmp_path, name)
    shown = {key for entry in entries(disclosure).values() if entry.status != "not-applicable" for key in entry.figures}
    assert printed(disclosure) - shown == set()


def test_every_rule_belongs_to_an_obligation() -> None:
    assert set(RULES) - {code for obligation in ALL for code in codes_of(obligation)} == set()


@pytest.mark.parametrize("obligation", ALL, ids=lambda obligation: obligation.id)
def test_an_obligation_names_existing_rules_or_says_how_else_it_is_judged(obligation: Obligation) -> None:
    families = {f"family:{known.family}" for known in RULES.values()}
    unknown = [
        name
        for name in obligation.rules
        if name not in RULES and name not in families and not name.startswith("table:")
    ]
    assert unknown == []
    assert codes_of(obligation) or obligation.lacking or obligation.unknown


def test_ids_are_unique_and_the_groups_are_in_order() -> None:
    ids = [obligation.id for obligation in ALL]
    assert len(set(ids)) == len(ids)
    assert list(dict.fromkeys(obligation.group for obligation in ALL)) == list(GROUPS)
    for obligation in ALL:
        assert obligation.zh != obligation.en


def test_each_table_and_each_statement_has_its_obligations() -> None:
    ids = {obligation.id for obligation in ALL}
    assert {f"T{n:02d}{part}" for n in range(1, 12) for part in ("", "-sum", "-tie")} <= ids
    assert {"T08-empty", "T09-empty"} <= ids
    assert {f"S{n:02d}" for n in range(1, 12)} | {f"S12-{n}" for n in range(1, 6)} <= ids


def test_the_tables_of_the_reference_are_met(reference: Disclosure) -> None:
    found = {key: entry for key, entry in entries(reference).items() if key.startswith("T")}
    assert {key for key, entry in found.items() if entry.status == "not-applicable"} == {"T08-sum", "T09-sum"}
    assert {key for key, entry in found.items() if entry.status == "not-met"} == {"T07-tie"}
    assert found["T07-tie"].why.startswith("E08 "), "purchases without a cell of class 310, as published"


def test_a_finding_touches_the_obligations_of_its_figures_alone(reference: Disclosure) -> None:
    before = entries(reference)
    cell = reference.figure("t5/2210201/total").value
    changed = tampered(reference, {"t5/2210201/total": cell.fen + 100})  # type: ignore[union-attr]
    after = entries(changed)
    worse = {key for key in after if after[key].status == "not-met" and before[key].status != "not-met"}
    assert {"T02-tie", "T05-sum", "T05-tie", "K-R11"} <= worse
    assert not {"T06-tie", "T07-tie", "T10-tie", "T02", "T05", "S10", "K-R27"} & worse
    assert after["T05-sum"].why.startswith(
        "table 5 2210201/total is 3,463,601.00 yuan, its parts sum to 3,463,600.00 yuan"
    )


@pytest.mark.parametrize(
    ("key", "id"),
    [
        ("t1/total-income/amount", "T01-sum"),
        ("t1/other-income/amount", "T01-sum"),
        ("t1/213/amount", "T01-sum"),
        ("t2/total/appropriation", "T02-sum"),
        ("t2/20103/total", "T02-sum"),
        ("t3/2010301/basic", "T03-sum"),
        ("t4/total/income", "T04-sum"),
        ("t4/201/total", "T04-sum"),
        ("t6/30113/staff", "T06-sum"),
        ("t7/U1/2010399/P01/302", "T07-sum"),
        ("t7/total/total", "T07-sum"),
        ("t10/vehicles/total", "T10-sum"),
        ("t10/vehicle-running/general-public-budget", "T10-sum"),
        ("t11/P21/total", "T11-sum"),
    ],
)
def test_a_cell_that_is_off_by_one_fen_breaks_the_sum_of_its_table(reference: Disclosure, key: str, id: str) -> None:
    cell = reference.figure(key).value
    changed = tampered(reference, {key: cell.fen + 1})  # type: ignore[union-attr]
    sums = {name: entry.status for name, entry in entries(changed).items() if name.endswith("-sum")}
    assert {name for name, status in sums.items() if status == "not-met"} == {id}


@pytest.mark.parametrize(
    ("table", "row", "why"),
    [
        ("t1", "234", "lacks 234"),
        ("t2", "20103", "lacks 20103"),
        ("t10", "overseas", "lacks overseas"),
        ("t11", "P22", "lacks P22"),
    ],
)
def test_a_table_without_one_of_its_rows_is_not_complete(reference: Disclosure, table: str, row: str, why: str) -> None:
    whole = reference.tables[table]
    less = attrs.evolve(whole, rows=tuple(r for r in whole.rows if r.key != row))
    assert len(less.rows) == len(whole.rows) - 1
    found = entries(attrs.evolve(reference, tables={**reference.tables, table: less}))[f"T{int(table[1:]):02d}"]
    assert (found.status, found.why.partition(";")[0]) == ("not-met", why)


def test_a_missing_reason_is_that_of_its_statement_alone(example: Example) -> None:
    example.edit("budget.yaml", "    财政拨款结转: 2023 年加快专项资金支出，年末结转资金较 2022 年底减少\n", "")
    found = entries(example.disclosure())
    assert found["S02-why"].status == "not-met"
    assert found["S02-why"].why.startswith("C11 statement two, 财政拨款结转: 2,036.22")
    assert [found[key].status for key in ("S02", "S05-why", "S05-items", "S10-why", "S12-1-why")] == ["met"] * 5


def test_an_absent_block_is_not_met(tmp_path: Path) -> None:
    found = entries(Example(tmp_path, "minimal").disclosure())
    assert {
        key: found[key].status for key in ("B01", "B03", "S00", "S04-use", "S12-2", "S12-3", "G01")
    } == dict.fromkeys(("B01", "B03", "S00", "S04-use", "S12-2", "S12-3", "G01"), "not-met")
    assert found["S12-2"].why.startswith("C19 ")


def test_what_a_program_cannot_know_is_not_checked(reference: Disclosure, tmp_path: Path) -> None:
    found = entries(reference)
    assert {key: found[key].why for key in ("A01", "S10")} == {
        "A01": "not given: department.approved",
        "S10": "last year's rows have no economic codes and comparatives are not given: whether items without money now "
        "had some last year is not known",
    }
    assert {found[key].status for key in ("A01", "A02", "A04", "B05", "S10")} == {"not-checked"}
    small = entries(Example(tmp_path, "minimal").disclosure())
    assert [small[key].status for key in ("B02", "S02-why", "A04")] == ["not-checked", "not-checked", "not-applicable"]


@pytest.mark.parametrize(("published", "status"), [("2024-03-01", "met"), ("2024-03-02", "not-met")])
def test_with_both_dates_the_20_days_are_checked(example: Example, published: str, status: str) -> None:
    example.edit("budget.yaml", "  published: 2024-02-28 ", f"  approved: 2024-02-10\n  published: {published} ")
    assert entries(example.disclosure())["A01"].status == status


def test_a_rule_that_did_not_run_leaves_its_obligations_unchecked(reference: Disclosure) -> None:
    found = entries(reference, Selection(ignore=("R11", "P01")))
    assert {key for key, entry in found.items() if "R11" in entry.rules and entry.status == "met"} == set()
    assert (found["K-R11"].status, found["K-R11"].why) == ("not-checked", "not run: R11")
    assert (found["H-P01"].status, found["H-P02"].status) == ("not-checked", "met")
    assert found["K-R10"].status == "met"


def test_a_finding_counts_also_where_other_rules_did_not_run(reference: Disclosure) -> None:
    found = entries(reference, Selection(select=("E22",)))
    assert (found["B03"].status, found["B01"].status, found["K-R01"].status) == (
        "not-met",
        "not-checked",
        "not-checked",
    )


def test_an_accepted_finding_counts_as_met_with_its_reason(example: Example) -> None:
    example.append("budget.yaml", "\naccept: [{code: E22, reason: 增编待批}, {code: R25, reason: 部分列在其他科目}]\n")
    found = entries(example.disclosure())
    assert {key: found[key].status for key in ("B03", "K-R25", "A05")} == {"B03": "met", "K-R25": "met", "A05": "met"}
    assert "增编待批" in found["B03"].why
    assert found["K-R25"].why.startswith("R25 ")


def test_an_acceptance_that_matches_nothing_is_not_met(example: Example) -> None:
    example.append("budget.yaml", "\naccept: [{code: E01, where: P99, reason: 没有这一个}]\n")
    assert entries(example.disclosure())["A05"].status == "not-met"


def test_own_templates_decide_what_is_printed(example: Example) -> None:
    assert entries(example.disclosure())["A06"].status == "met"
    (example.folder / "own").mkdir()
    found = entries(example.append("budget.yaml", "\ntemplates: own\n").disclosure())["A06"]
    assert (found.status, found.why.partition(",")[0]) == (
        "not-checked",
        "there is a layout or templates of one's own",
    )


def test_information_is_never_against_an_obligation(tmp_path: Path) -> None:
    found = entries(Example(tmp_path, "minimal").disclosure())
    assert found["A01"].status == "not-checked", "C04 is information"
    assert {entry.status for entry in found.values()} == set(STATUSES)


def test_the_texts_are_in_the_readers_language(reference: Disclosure, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REPORTGEN_LANG", "zh")
    entry = entries(reference)["A01"]
    assert attrs.astuple(entry) == (
        "A01", "公开时间与方式", "财政部门批复后 20 日内向社会公开", "《预算法》第十四条", ("C04", "C05", "C06"), (), "not-checked",
        "没有写 department.approved",
    )  # fmt: skip


def test_the_text_is_aligned_and_counted(reference: Disclosure, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REPORTGEN_LANG", "zh")
    found = list(entries(reference).values())
    text = ledger_text(found).splitlines()
    assert len(text) == len(found) + len(GROUPS) + 1
    assert text[0] == "公开时间与方式"
    assert text[1] == (
        "  未检查  A01        财政部门批复后 20 日内向社会公开（《预算法》第十四条；规则 C04、C05、C06） —— 没有写 department.approved"
    )
    counts = {status: sum(entry.status == status for entry in found) for status in STATUSES}
    assert text[-1] == summary(found)
    assert text[-1] == (
        f"共 {len(found)} 项：符合 {counts['met']}、不符合 {counts['not-met']}、不适用 {counts['not-applicable']}、"
        f"未检查 {counts['not-checked']}。"
    )


def test_the_text_cannot_steer_a_terminal() -> None:
    entry = LedgerEntry("A01", "g", "demand", "law", (), (), "not-met", "\x1b[2J red")
    assert "\x1b" not in ledger_text([entry])


def test_the_record_holds_every_field(reference: Disclosure) -> None:
    record = ledger_record(entries(reference)["T10"])
    assert list(record) == ["id", "group", "demand", "basis", "rules", "figures", "status", "why"]
    assert record["figures"][0] == "t10/total/total"
    assert record["status"] == "met"
