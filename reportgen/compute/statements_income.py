"""Statements one to four: the overview, income by source, expenditure by kind, and the appropriation."""

from __future__ import annotations

import attrs

from reportgen.compute.context import Context
from reportgen.compute.selections import APPROPRIATION, BASIC, BUDGET_SOURCES, COLUMN_SOURCES, PROJECT
from reportgen.compute.shares import add_shares
from reportgen.model.budget import INCOME_REASONS, KINDS
from reportgen.model.disclosure import Entry, FiscalBudget, Overview, Table
from reportgen.model.source import BUDGETS, INCOME_COLUMNS


def overview(tables: dict[str, Table], total: str) -> Overview:
    """Statement one: sources with money of table 2 and classes with money of table 1, in order (rule 13)."""
    cells = tables["t2"].rows[0].cells
    sources = tuple(column for column in INCOME_COLUMNS if column in cells)
    classes = tuple(row.labels["name"] for row in tables["t1"].rows if row.level == "class" and row.cells)
    return Overview(total, sources, classes)


def income(context: Context) -> tuple[tuple[Entry, ...], str]:
    """Statement two: the ten sources in the order of table 2, from income.csv (rule 28), and the total's key."""
    reasons = context.declaration.reasons.income
    texts = {column: reasons.get(name) for name, column in INCOME_REASONS.items()}
    total = context.register.amount("income/total/amount", context.current_income, "t1/total-income/amount")
    entries = []
    for column, sources in COLUMN_SOURCES.items():
        selection = attrs.evolve(context.current_income, source=sources)
        entries.append(context.entry(column, f"income/{column}", selection, f"t1/{column}/amount", text=texts[column]))
    return _with_shares(context, "income", entries, total), total


def expenditure(context: Context) -> tuple[tuple[Entry, ...], str]:
    """Statement three: basic and project expenditure of all sources, and the total's key."""
    total = context.register.amount("expenditure/total/amount", context.current, "t3/total/total")
    reasons = context.declaration.reasons.expenditure
    entries = []
    for name, kind in KINDS.items():
        selection = attrs.evolve(context.current, kind=BASIC if kind == "basic" else PROJECT)
        entries.append(
            context.entry(kind, f"expenditure/{kind}", selection, f"t3/total/{kind}", text=reasons.get(name))
        )
    return _with_shares(context, "expenditure", entries, total), total


def fiscal(context: Context, tables: dict[str, Table]) -> tuple[tuple[FiscalBudget, ...], str]:
    """Statement four: the budgets with declared appropriation and their classes (rule 29), and the total's key."""
    register = context.register
    whole = attrs.evolve(context.current_income, source=APPROPRIATION)
    total = register.amount("fiscal/total/amount", whole, "t4/total/income")
    uses = context.declaration.uses.function
    budgets = []
    for budget in BUDGETS:
        selection = attrs.evolve(whole, source=BUDGET_SOURCES[budget])
        amount = register.amount(f"fiscal/{budget}/amount", selection, f"t4/{budget}/income")
        if not register.fen(amount):
            continue
        classes = tuple(
            Entry(row.key, row.cells[budget], row.labels["name"], text=uses.get(row.key) or None)
            for row in tables["t4"].rows
            if row.level == "class" and budget in row.cells
        )
        budgets.append(FiscalBudget(budget, amount, classes))
    return tuple(budgets), total


def _with_shares(context: Context, name: str, entries: list[Entry], total: str) -> tuple[Entry, ...]:
    amounts = {f"{name}/{entry.key}": entry.amount for entry in entries}
    shares = add_shares(context.register, amounts, total, balance=context.options.shares == "balance")
    return tuple(attrs.evolve(entry, share=shares[f"{name}/{entry.key}"]) for entry in entries)
