"""Completeness: what the disclosure rules demand and the input lacks."""

# isort: off
from reportgen.check.completeness import projects, years, acceptances

MODULES = (projects, years, acceptances)
