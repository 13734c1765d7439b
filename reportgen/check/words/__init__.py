"""Words against numbers: directions, amounts, rates, counts and years in texts against the figures they can mean."""

# isort: off
from reportgen.check.words import (
    sums,
    conclusions,
    rates,
    heads,
    years,
    levels,
    counts,
    amounts,
    perhead,
    uses,
    reasons,
)

MODULES = (sums, conclusions, rates, heads, years, levels, counts, amounts, perhead, uses, reasons)
