"""Plausibility (合理性): what is possible and still needs an answer from the author."""

# isort: off
from reportgen.check.plausibility import people

MODULES = (people,)
