"""Completeness: what the disclosure rules demand and the input lacks."""

# isort: off
from reportgen.check.completeness import (
    publication,
    overview,
    years,
    reasons,
    uses,
    detail,
    projects,
    performance,
    facts,
    glossary,
    acceptances,
)

# isort: on
MODULES = (
    publication, overview, years, reasons, uses, detail, projects, performance, facts, glossary, acceptances,
)  # fmt: skip
