"""Whether a budget's layout and theme could be rendered, told without loading what is sound as shipped.

The modules that read layouts and themes are a visible part of a short command.
"""

from __future__ import annotations

from typing import Final

import attrs

from reportgen.model.budget import Budget, Declaration

_SHIPPED: Final = attrs.fields(Declaration).layout.default


def check_layout(budget: Budget) -> None:
    """Raise what `layout.load_layout` would: InputError (L501-L512)."""
    if budget.templates is not None or budget.declaration.layout != _SHIPPED:
        from reportgen.render.layout import check_layout

        check_layout(budget.declaration.layout, budget.templates)


def check_theme(budget: Budget) -> None:
    """Raise what `theme.load_theme` would: InputError (L520-L525)."""
    if budget.theme is not None:
        from reportgen.render.theme import load_theme

        load_theme(budget)
