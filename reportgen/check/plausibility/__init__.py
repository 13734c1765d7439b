"""Plausibility (合理性): what is possible and still needs an answer from the author."""

# isort: off
from reportgen.check.plausibility import (
    people, growth, facts, projects, ceilings, cells, goals, targets, structure, unit_rows, subsidies, sources,
)  # fmt: skip

MODULES = (people, growth, facts, projects, ceilings, cells, goals, targets, structure, unit_rows, subsidies, sources)
