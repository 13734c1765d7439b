"""Words against numbers: directions, amounts, rates, counts and years in texts against the figures they can mean."""

# isort: off
from reportgen.check.words import reasons, amounts

MODULES = (reasons, amounts)
