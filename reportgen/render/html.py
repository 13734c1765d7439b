"""The report as HTML: one self-contained page for the screen, or the page that the PDF engine prints."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any

import attrs
from markupsafe import Markup

from reportgen.model.disclosure import Disclosure
from reportgen.model.prose import Prose
from reportgen.render.context import Context
from reportgen.render.environment import render
from reportgen.render.guard import check_page
from reportgen.render.layout import Layout
from reportgen.render.page import Page, Purpose, finish

DOCUMENT = "document.html.j2"


@attrs.frozen
class Draft:
    """Marks a page as a draft: the revision of the input, or the day it was made."""

    revision: str | None = None
    date: datetime.date | None = None


def render_page(
    disclosure: Disclosure,
    layout: Layout,
    *,
    purpose: Purpose,
    charts: Mapping[str, str] | None = None,
    draft: Draft | None = None,
    styles: str = "",
) -> Page:
    """Render the whole report.

    ``screen``: figures as ``<data>`` elements, charts inline from ``charts`` (id → SVG text; None draws none), ``styles``
    (CSS) inlined. ``print``: plain figures, charts as ``<img src="report:chart/ID.svg">``. Raises InputError (L510,
    L511) for templates that are missing or unreadable, and RenderError for those that fail or, being the department's
    own, put scripts or addresses outside of the page on it.
    """
    context = Context(disclosure, layout, charts)
    values = {**_facts(disclosure, layout), **context.words, **context.functions()}
    values |= {"purpose": purpose, "draft": draft, "styles": Markup(styles)}
    html = render(layout, DOCUMENT, values)
    if layout.own is not None:
        check_page(html, styles)
    return finish(html, purpose)


def _facts(disclosure: Disclosure, layout: Layout) -> dict[str, Any]:
    """What templates see of the budget: declared words and the statements, no money lines and no places in files."""
    declaration = disclosure.budget.declaration
    return {
        "declaration": declaration,
        "units": declaration.units,
        "statements": disclosure.statements,
        "parts": layout.parts,
        "names": layout.names,
        "table_unit": layout.units.tables,
        "glossary": _glossary(declaration.glossary, layout.glossary),
    }


def _glossary(own: Mapping[str, Prose], standard: Mapping[str, str]) -> list[tuple[str, Prose]]:
    """(term, explanation) pairs: standard terms in their order, own explanations in place, new terms at the end."""
    terms = {term: Prose((text,)) for term, text in standard.items()}
    return list({**terms, **own}.items())
