"""From a Budget to a Disclosure: the eleven tables and the twelve statements, every number a registered Figure."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reportgen.model.budget import Budget
    from reportgen.model.disclosure import Disclosure

__all__ = ["disclose"]


def disclose(budget: Budget) -> Disclosure:
    """Compute everything that a layout can print.

    Raises InputError (L401, L402) when a text names an unknown figure or an id would make two figures share a key.
    """
    from reportgen.compute.assemble import assemble

    return assemble(budget)
