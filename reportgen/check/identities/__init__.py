"""Identities (勾稽关系): the tables against each other, and declared facts against them."""

# isort: off
from reportgen.check.identities import income, magnitude, codes, kinds, statements, items, later
from reportgen.check.identities import coverage, counts, allocations, declared, weights, ties, rows
from reportgen.check.identities import keys, heads, hidden

MODULES = (income, magnitude, codes, kinds, statements, items, later, coverage, counts, allocations, declared, weights, ties,
           rows, keys, heads, hidden)  # fmt: skip
