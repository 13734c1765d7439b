"""The order of a computation: part one's counts, the tables, then the statements that read them."""

from __future__ import annotations

from types import MappingProxyType

from reportgen.compute import (
    declared_facts,
    performance,
    prose_check,
    staffing,
    statements_appropriation,
    statements_income,
    statements_later,
    tables_economic,
    tables_function,
    tables_overview,
    tables_projects,
)
from reportgen.compute.context import Context
from reportgen.compute.origin import Origins
from reportgen.model.budget import Budget
from reportgen.model.disclosure import Disclosure, Staffing, Statements, Table


def assemble(budget: Budget) -> Disclosure:
    """Compute a disclosure; see `reportgen.compute.disclose`."""
    prose_check.check_ids(budget)
    context = Context.of(budget)
    counts = staffing.staffing(context)
    tables = _tables(context)
    statements = _statements(context, tables, counts)
    prose_check.check_prose(budget, context.register)
    figures = context.register.figures
    grouped = {"lines": (budget.lines, context.lines), "income": (budget.income, context.income)}
    return Disclosure(
        budget,
        MappingProxyType(tables),
        statements,
        MappingProxyType(figures),
        MappingProxyType(context.register.aliases),
        Origins(grouped, figures),
    )


def _tables(context: Context) -> dict[str, Table]:
    """Tables 1 to 11 by id, in order."""
    tables = (
        tables_overview.income_and_expenditure(context),
        tables_function.income_by_function(context),
        tables_function.expenditure_by_function(context),
        tables_overview.appropriation(context),
        tables_function.general_by_function(context),
        tables_economic.basic_by_economic(context),
        tables_projects.projects_by_unit(context),
        tables_function.fund_by_function(context, 8, "government-fund"),
        tables_function.fund_by_function(context, 9, "state-capital"),
        tables_economic.travel(context),
        tables_projects.carryover_by_project(context),
    )
    return {table.id: table for table in tables}


def _statements(context: Context, tables: dict[str, Table], counts: Staffing) -> Statements:
    """Statements one to twelve, in order."""
    income, income_total = statements_income.income(context)
    expenditure, expenditure_total = statements_income.expenditure(context)
    fiscal, fiscal_total = statements_income.fiscal(context, tables)
    appropriation = statements_appropriation.appropriation(context)
    basic = statements_appropriation.basic(context, tables["t6"])
    projects = statements_appropriation.project_blocks(context)
    government_fund = statements_appropriation.fund(context, "government-fund", tables["t8"])
    state_capital = statements_appropriation.fund(context, "state-capital", tables["t9"])
    travel, travel_total = statements_later.travel(context)
    return Statements(
        overview=statements_income.overview(tables, income_total),
        income=income,
        income_total=income_total,
        expenditure=expenditure,
        expenditure_total=expenditure_total,
        fiscal_total=fiscal_total,
        fiscal=fiscal,
        appropriation=appropriation,
        basic=basic,
        projects=projects,
        government_fund=government_fund,
        state_capital=state_capital,
        travel=travel,
        travel_total=travel_total,
        carryover=statements_later.carryover(context),
        operating_funds=statements_later.operating_funds(context),
        procurement=declared_facts.procurement(context),
        assets=declared_facts.assets(context),
        performance=performance.performance(context),
        staffing=counts,
    )
