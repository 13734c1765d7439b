"""The first half of a build: load, compute, check, and the pages as HTML. It speaks in messages, so that it can run in
a process of its own beside the page engine."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import attrs

from reportgen.model.language import say
from reportgen.publish.charts import Charts
from reportgen.publish.moment import draft_mark, moment
from reportgen.publish.request import BuildRequest

if TYPE_CHECKING:
    from reportgen.model.budget import Budget
    from reportgen.model.diagnostic import Diagnostic
    from reportgen.model.disclosure import Disclosure
    from reportgen.render.attachments import Attachment
    from reportgen.render.chart_data import ChartSpec
    from reportgen.render.html import Draft
    from reportgen.render.layout import Layout
    from reportgen.render.pictures import Picture
    from reportgen.render.styles import TokenSet
    from reportgen.render.theme import Theme


@attrs.frozen
class Step:
    """Something is done; ``next`` tells what follows, in the reader's language."""

    next: str


@attrs.frozen
class Findings:
    """What check found, and the facts of the report; with ``stop`` nothing more follows."""

    diagnostics: tuple[Diagnostic, ...]
    inputs: tuple[Path, ...]
    facts: Mapping[str, Any]
    withheld: bytes = attrs.field(repr=False)
    """What the last gate goes by, as bytes for the pipe; empty when nothing is withheld."""
    stop: bool


@attrs.frozen
class PrintPage:
    """The HTML for the page engine, and what the file is told beside it."""

    name: str
    html: str
    author: str
    moment: datetime
    attachments: tuple[Attachment, ...]
    theme: TokenSet | None = None
    pictures: Mapping[str, bytes] = attrs.field(factory=dict, repr=False)
    """Name of a picture on the cover → its file."""


@attrs.frozen
class File:
    """A finished output file."""

    name: str
    data: bytes


Message = Step | Findings | PrintPage | File


def author(request: BuildRequest, charts: Charts) -> Iterator[Message]:
    """Everything up to HTML, as messages in the order they are known. Raises the errors of loading and rendering."""
    from reportgen.check import run as check
    from reportgen.compute import disclose
    from reportgen.load import load_budget
    from reportgen.publish.digest import inputs_digest
    from reportgen.render.chart_data import chart_specs
    from reportgen.render.layout import load_layout
    from reportgen.render.theme import load_theme

    budget = load_budget(request.budget)
    yield Step(say("计算", "computing"))
    disclosure = disclose(budget)
    layout = load_layout(request.layout or budget.declaration.layout, budget.templates)
    theme = load_theme(budget, request.theme)
    specs = tuple(spec for spec in chart_specs(disclosure, layout) if not spec.empty)
    charts.submit(specs)  # they are drawn while this process goes on
    yield Step(say("检查", "checking"))
    diagnostics = check(budget, disclosure)
    stop = any(d.level == "error" for d in diagnostics) and not request.draft
    mark = draft_mark(budget.folder) if request.draft else None
    draft = _draft(disclosure, diagnostics, mark) if mark is not None else None
    facts = _facts(budget, mark)
    facts["layout"] = layout.name
    facts["theme"] = theme.name
    facts["inputs"] = {"sha256": inputs_digest(budget, theme.content)}
    withheld = _withheld(disclosure, diagnostics)
    yield Findings(diagnostics, input_files(budget, request.budget, theme), facts, withheld, stop)
    if not stop:
        yield Step(say("排版", "rendering"))
        yield from _pages(disclosure, layout, theme, request, charts, specs, draft)


def _pages(
    disclosure: Disclosure,
    layout: Layout,
    theme: Theme,
    request: BuildRequest,
    charts: Charts,
    specs: tuple[ChartSpec, ...],
    draft: Draft | None,
) -> Iterator[Message]:
    from reportgen.render.attachments import attachments
    from reportgen.render.direction import without_marks
    from reportgen.render.html import render_page
    from reportgen.render.resources import resource_dir
    from reportgen.render.styles import screen_styles

    budget = disclosure.budget
    name = f"disclosure-{budget.year}"
    cover = _pictures(budget)
    if "pdf" in request.formats:
        page = render_page(disclosure, layout, purpose="print", draft=draft, pictures=cover)
        attached = attachments(disclosure, layout, page.used)
        owner = without_marks(budget.declaration.department.name)
        files = {key: picture.data for key, picture in cover.items()}
        made = moment(budget.declaration)
        yield PrintPage(f"{name}.pdf", page.html, owner, made, attached, theme.tokens, files)
    if "html" in request.formats:
        slots = {spec.id: f"<!--chart {spec.id}-->" for spec in specs}
        styles = screen_styles(resource_dir("styles"), findings=draft is not None, theme=theme.tokens)
        page = render_page(
            disclosure, layout, purpose="screen", charts=slots, draft=draft, styles=styles, pictures=cover
        )
        html = page.html
        for spec in specs:
            html = html.replace(slots[spec.id], charts.svg(spec.id))
        yield File(f"{name}.html", without_marks(html).encode())


def _pictures(budget: Budget) -> dict[str, Picture]:
    if not budget.pictures:
        return {}
    from reportgen.render.pictures import pictures  # for the few budgets that have any

    return pictures(budget)


def _draft(disclosure: Disclosure, diagnostics: tuple[Diagnostic, ...], mark: str | date) -> Draft:
    """A draft tells what check found, and its last page is the ledger."""
    from reportgen.check.ledger import ledger
    from reportgen.render.html import Draft

    revision, day = (None, mark) if isinstance(mark, date) else (mark, None)
    return Draft(revision, day, diagnostics, ledger(disclosure.budget, disclosure, diagnostics))


def _withheld(disclosure: Disclosure, diagnostics: tuple[Diagnostic, ...]) -> bytes:
    """The hashes for the last gate; pickling would leave them behind, for a process gets them only on purpose."""
    if not disclosure.budget.withheld:
        return b""
    from reportgen.publish.gate import allowed

    return allowed(disclosure, diagnostics).to_bytes()


def _facts(budget: Budget, mark: str | date | None) -> dict[str, Any]:
    """What the manifest tells of a report beside its files."""
    department = budget.declaration.department
    facts: dict[str, Any] = {"year": budget.year, "department": department.name}
    if department.edition is not None:
        facts["edition"] = department.edition.number
    if mark is not None:
        facts["draft"] = str(mark)
    return facts


def input_files(budget: Budget, path: Path, theme: Theme) -> tuple[Path, ...]:
    """Every file the budget is made from, and its folder of templates, for keeping output apart from input."""
    declaration = budget.declaration
    references = [*attrs.astuple(declaration.data, recurse=False), declaration.prior]
    references += [declaration.cover.emblem, declaration.cover.image]
    references += [declaration.codes if isinstance(declaration.codes, str) else None]
    references += [source.name for table in (budget.lines, budget.income) for source in table.files]
    files = (budget.folder / str(reference).partition("#")[0] for reference in references if reference)
    return (path, *files, *(each for each in (budget.templates, theme.file) if each is not None))
