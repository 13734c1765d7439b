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
    from reportgen.render.layout import Layout


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
    stop: bool


@attrs.frozen
class PrintPage:
    """The HTML for the page engine, and what the file is told beside it."""

    name: str
    html: str
    author: str
    moment: datetime
    attachments: tuple[Attachment, ...]


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
    from reportgen.render.chart_data import chart_specs
    from reportgen.render.layout import load_layout

    budget = load_budget(request.budget)
    yield Step(say("计算", "computing"))
    disclosure = disclose(budget)
    layout = load_layout(request.layout or budget.declaration.layout, budget.templates)
    specs = tuple(spec for spec in chart_specs(disclosure, layout) if not spec.empty)
    charts.submit(specs)  # they are drawn while this process goes on
    yield Step(say("检查", "checking"))
    diagnostics = check(budget, disclosure)
    stop = any(d.level == "error" for d in diagnostics) and not request.draft
    mark = draft_mark(budget.folder) if request.draft else None
    yield Findings(diagnostics, input_files(budget, request.budget), _facts(budget, mark), stop)
    if not stop:
        yield Step(say("排版", "rendering"))
        yield from _pages(disclosure, layout, request, charts, specs, mark)


def _pages(
    disclosure: Disclosure,
    layout: Layout,
    request: BuildRequest,
    charts: Charts,
    specs: tuple[ChartSpec, ...],
    mark: str | date | None,
) -> Iterator[Message]:
    from reportgen.render.attachments import attachments
    from reportgen.render.html import Draft, render_page
    from reportgen.render.resources import resource_dir
    from reportgen.render.styles import screen_styles

    budget = disclosure.budget
    name = f"disclosure-{budget.year}"
    draft = None
    if mark is not None:
        draft = Draft(date=mark) if isinstance(mark, date) else Draft(revision=mark)
    if "pdf" in request.formats:
        page = render_page(disclosure, layout, purpose="print", draft=draft)
        attached = attachments(disclosure, layout, page.used)
        owner = budget.declaration.department.name
        yield PrintPage(f"{name}.pdf", page.html, owner, moment(budget.declaration), attached)
    if "html" in request.formats:
        slots = {spec.id: f"<!--chart {spec.id}-->" for spec in specs}
        styles = screen_styles(resource_dir("styles"))
        page = render_page(disclosure, layout, purpose="screen", charts=slots, draft=draft, styles=styles)
        html = page.html
        for spec in specs:
            html = html.replace(slots[spec.id], charts.svg(spec.id))
        yield File(f"{name}.html", html.encode())


def _facts(budget: Budget, mark: str | date | None) -> dict[str, Any]:
    """What the manifest tells of a report beside its files."""
    department = budget.declaration.department
    facts: dict[str, Any] = {"year": budget.year, "department": department.name}
    if department.edition is not None:
        facts["edition"] = department.edition.number
    if mark is not None:
        facts["draft"] = str(mark)
    return facts


def input_files(budget: Budget, path: Path) -> tuple[Path, ...]:
    """Every file the budget is made from, and its folder of templates, for keeping output apart from input."""
    declaration = budget.declaration
    references = [*attrs.astuple(declaration.data, recurse=False), declaration.prior]
    references += [declaration.codes if isinstance(declaration.codes, str) else None]
    references += [source.name for table in (budget.lines, budget.income) for source in table.files]
    files = (budget.folder / str(reference).partition("#")[0] for reference in references if reference)
    return (path, *files, *([budget.templates] if budget.templates else []))
