"""Statements five to nine: the general public budget, its basic and project expenditure, and the two funds."""

from __future__ import annotations

import attrs

from reportgen.compute.context import Context
from reportgen.compute.selections import BASIC, BUDGET_SOURCES, GENERAL, PROJECT
from reportgen.compute.shares import add_shares
from reportgen.compute.tables_projects import project_columns
from reportgen.model.budget import KINDS
from reportgen.model.codelist import OPERATING_CLASSES, STAFF_CLASSES, parents
from reportgen.model.disclosure import Appropriation, Basic, Entry, ProjectBlock, Table
from reportgen.model.figure import Selection
from reportgen.model.source import BudgetKind


def appropriation(context: Context) -> Appropriation:
    """Statement five: the current general public budget by kind, by class and by 项 (rules 6, 12 and 26)."""
    whole = attrs.evolve(context.current, source=GENERAL)
    total = context.register.amount("appropriation/total/amount", whole, "t5/total/total")
    reasons = context.declaration.reasons.appropriation
    kinds = []
    for name, kind in KINDS.items():
        selection = attrs.evolve(whole, kind=BASIC if kind == "basic" else PROJECT)
        kinds.append(
            context.entry(kind, f"appropriation/{kind}", selection, f"t5/total/{kind}", text=reasons.get(name))
        )
    classes = _classes(context, whole, total)
    return Appropriation(total, tuple(kinds), classes, _items(context, "appropriation", "t5", whole))


def fund(context: Context, budget: BudgetKind, table: Table) -> Appropriation | None:
    """Statement eight or nine, in the general form of 五（三） (rule 29); None when the table is empty (rule 9)."""
    if table.empty:
        return None
    whole = attrs.evolve(context.current, source=BUDGET_SOURCES[budget])
    total = context.register.amount(f"{budget}/total/amount", whole, f"{table.id}/total/total")
    return Appropriation(total, (), (), _items(context, budget, table.id, whole))


def basic(context: Context, table: Table) -> Basic:
    """Statement six: table 6 in words, with the names of its 款 in code order (rule 13)."""
    whole = attrs.evolve(context.current, source=GENERAL, kind=BASIC)
    staff = attrs.evolve(whole, economic=tuple(sorted(STAFF_CLASSES)))
    operating = attrs.evolve(whole, economic=tuple(sorted(OPERATING_CLASSES)))
    amount = context.register.amount

    def names(column: str) -> tuple[str, ...]:
        return tuple(row.labels["name"] for row in table.rows if row.level == "section" and column in row.cells)

    return Basic(
        amount("basic/total/amount", whole, "t6/total/total"),
        amount("basic/staff/amount", staff, "t6/total/staff"),
        names("staff"),
        amount("basic/operating/amount", operating, "t6/total/operating"),
        names("operating"),
    )


def project_blocks(context: Context) -> tuple[ProjectBlock, ...]:
    """Statement seven: projects with money of the current general public budget, by ``order`` (rule 31)."""
    whole = project_columns(context)["total"]
    with_money = context.lines.sums(whole, "project")
    units = {unit.id: unit for unit in context.declaration.units}
    blocks = []
    for project in context.ordered_projects():
        if project.id not in with_money:
            continue
        cell = f"t7/{project.unit}/{project.function}/{project.id}/total"
        selection = attrs.evolve(whole, project=(project.id,))
        amount = context.register.amount(f"project/{project.id}/amount", selection, cell)
        items = project.allocation if isinstance(project.allocation, tuple) else ()
        blocks.append(ProjectBlock(project, units.get(project.unit or ""), amount, items))
    return tuple(blocks)


def _classes(context: Context, whole: Selection, total: str) -> tuple[Entry, ...]:
    """五（二）: classes with money and their shares. Last year's amounts are entered too, for the chart beside it."""
    register, functions = context.register, context.budget.functions
    amounts: dict[str, str] = {}
    for code in _codes_of_either_year(context, whole, 3):
        stem = f"appropriation/{code}"
        selection = attrs.evolve(whole, function=(code,))
        amount = register.amount(f"{stem}/amount", selection, f"t5/{code}/total")
        context.prior(stem, selection)
        if register.fen(amount):
            amounts[stem] = amount
    shares = add_shares(register, amounts, total, balance=context.options.shares == "balance")
    entries = []
    for stem, amount in amounts.items():
        code = stem.rpartition("/")[2]
        before = bool(register.fen(f"{stem}/prior"))
        entries.append(Entry(code, amount, functions.name(code), share=shares[stem], before=before))
    return tuple(entries)


def _items(context: Context, name: str, table: str, whole: Selection) -> tuple[Entry, ...]:
    """项 with money now, and those with money last year only, in code order (rule 12)."""
    functions = context.budget.functions
    reasons = context.declaration.reasons.function
    entries = []
    for code in _codes_of_either_year(context, whole, 7):
        selection = attrs.evolve(whole, function=(code,))
        names = tuple(functions.name(part) for part in (*parents(code), code))
        entries.append(
            context.entry(
                code,
                f"{name}/{code}",
                selection,
                f"{table}/{code}/total",
                text=reasons.get(code),
                name=functions.name(code),
                names=names,
            )
        )
    return tuple(entries)


def _codes_of_either_year(context: Context, whole: Selection, length: int) -> list[str]:
    before = attrs.evolve(whole, year=context.budget.year - 1)
    codes = {*context.lines.sums(whole, "function"), *context.lines.sums(before, "function")}
    return sorted({code[:length] for code in codes if len(code) >= length})
