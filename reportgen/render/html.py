"""The report as HTML: one self-contained page for the screen, or the page that the PDF engine prints."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import attrs
from markupsafe import Markup

from reportgen.model.diagnostic import Diagnostic
from reportgen.model.disclosure import Disclosure
from reportgen.model.ledger import LedgerEntry
from reportgen.model.prose import Prose
from reportgen.render.context import Context
from reportgen.render.environment import render
from reportgen.render.guard import check_page
from reportgen.render.layout import Layout
from reportgen.render.page import SCRIPT_WORDS, Page, Purpose, finish
from reportgen.render.resources import resource_dir

if TYPE_CHECKING:
    from reportgen.render.findings import Findings
    from reportgen.render.pictures import Picture

DOCUMENT = "document.html.j2"


@attrs.frozen
class Draft:
    """Marks a page as a draft: the revision of the input, or the day it was made; and what check says of it.

    ``diagnostics`` stand beside what they are about and in an appendix, ``ledger`` on the last page; None: neither.
    """

    revision: str | None = None
    date: datetime.date | None = None
    diagnostics: tuple[Diagnostic, ...] | None = None
    ledger: tuple[LedgerEntry, ...] = ()


@attrs.frozen
class _DraftView:
    """A draft as templates see it."""

    revision: str | None
    date: datetime.date | None
    findings: Findings | None


def render_page(
    disclosure: Disclosure,
    layout: Layout,
    *,
    purpose: Purpose,
    charts: Mapping[str, str] | None = None,
    draft: Draft | None = None,
    styles: str = "",
    pictures: Mapping[str, Picture] | None = None,
) -> Page:
    """Render the whole report.

    ``screen``: figures as ``<data>`` elements, charts inline from ``charts`` (id → SVG text; None draws none), ``styles``
    (CSS) and ``pictures`` of the cover inlined. ``print``: plain figures, charts as ``<img src="report:chart/ID.svg">``,
    pictures as ``report:image/NAME``. Raises InputError (L510, L511) for templates that are missing or unreadable, and
    RenderError for those that fail or, being the department's own, put scripts or addresses outside of the page on it.
    """
    view = _draft_view(disclosure, layout, purpose, draft) if draft is not None else None
    findings = view.findings if view is not None else None
    context = Context(disclosure, layout, charts, findings, linked=purpose == "screen")
    values = {**_facts(disclosure, layout), **context.words, **context.functions()}
    values |= {"purpose": purpose, "draft": view, "styles": Markup(styles)}
    values["cover"] = {key: picture.shown(key, purpose) for key, picture in (pictures or {}).items()}
    if context.findings is not None:
        values["statements"] = context.findings.signed(disclosure.statements)
    html = render(layout, DOCUMENT, values)
    if context.findings is not None:
        html = context.findings.cleaned(html)  # a department's own document may show no findings
    if layout.own is not None:
        check_page(html, styles)
    page = finish(html, purpose)
    explorable = purpose == "screen" and SCRIPT_WORDS in layout.names
    return _explorable(page, disclosure, layout) if explorable else page


def _explorable(page: Page, disclosure: Disclosure, layout: Layout) -> Page:
    """The page with our script: after own templates were looked at, which may bring none of theirs."""
    from reportgen.render.figure_notes import figure_notes
    from reportgen.render.page_script import with_script

    notes = figure_notes(disclosure, layout, page.used)
    return attrs.evolve(page, html=with_script(page.html, notes, resource_dir("styles")))


def _draft_view(disclosure: Disclosure, layout: Layout, purpose: Purpose, draft: Draft) -> _DraftView:
    from reportgen.render.findings import Findings  # for drafts alone

    found = draft.diagnostics
    findings = None if found is None else Findings(disclosure, layout, purpose, found, draft.ledger)
    return _DraftView(draft.revision, draft.date, findings)


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
