"""From files to a Budget: YAML, CSV and XLSX with the place of every value; withheld matter is dropped first."""

from __future__ import annotations

from pathlib import Path

from reportgen.load.assemble import budget, check_declaration, check_tables, with_prior
from reportgen.load.declared import declare
from reportgen.load.loose import check_named_tables
from reportgen.load.prior import PRIOR, load_prior
from reportgen.load.report import Report
from reportgen.load.tables import load_tables
from reportgen.model.budget import Budget

__all__ = ["load_budget"]


def load_budget(path: Path) -> Budget:
    """The budget that ``path`` (a budget.yaml) and the files beside it declare, validated.

    Raises InputError with every error found (codes L…, see `reportgen.load.catalogue.CODES`), in the reader's language.
    """
    report = Report()
    declared = declare(path, report)
    if declared is None:
        check_named_tables(path, report)
        raise report.failure()
    check_declaration(declared, report)
    tables = load_tables(declared, report, prior_rows=not declared.gives(PRIOR))
    prior = load_prior(declared, report)
    complete = prior is not None or not declared.gives(PRIOR)
    if tables is None or not tables.sound or declared.year is None or not complete:
        raise report.failure()
    facts = with_prior(tables, prior, declared.year)
    check_tables(declared, facts[0], report)
    if report.failed or declared.declaration is None:
        raise report.failure()
    return budget(declared, declared.declaration, tables, facts, prior, report.hidden)
