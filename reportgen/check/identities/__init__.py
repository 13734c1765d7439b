"""Identities (勾稽关系): the tables against each other, and declared facts against them."""

# isort: off
from reportgen.check.identities import income, magnitude, codes, kinds, declared, ties, rows

MODULES = (income, magnitude, codes, kinds, declared, ties, rows)
