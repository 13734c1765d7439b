"""A whole build: from a budget file to the bytes of every output file."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import attrs

from reportgen.publish.author import File, Findings, Message, PrintPage, Step, author
from reportgen.publish.charts import Charts, LocalCharts, RemoteCharts, draw_orders
from reportgen.publish.request import BuildRequest, BuildResult
from reportgen.publish.workers import Child, End, Pipe, can_fork, received, relay
from reportgen.render.collector import paused_gc

if TYPE_CHECKING:
    from reportgen.check import Selection
    from reportgen.model.diagnostic import Diagnostic
    from reportgen.model.disclosure import Disclosure
    from reportgen.model.ledger import LedgerEntry
    from reportgen.render.figure_list import FigureList
    from reportgen.render.layout import Layout
    from reportgen.render.pdf import Prepared

Progress = Callable[[str], None]


@attrs.frozen
class Checked:
    """What the rules found, and the ledger where one was asked for."""

    diagnostics: tuple[Diagnostic, ...]
    ledger: tuple[LedgerEntry, ...] = ()


def findings_of(path: Path, selection: Selection | None = None, *, with_ledger: bool = False) -> Checked:
    """Load, compute and check a budget by the selected rules, all when None.

    Raises InputError when it cannot be loaded, or its layout cannot.
    """
    with paused_gc():
        from reportgen.check import EVERYTHING
        from reportgen.check import run as check

        chosen = selection or EVERYTHING
        disclosure = _disclosed(path)
        budget = disclosure.budget
        found = check(budget, disclosure, chosen)
        if not with_ledger:
            return Checked(found)
        from reportgen.check.ledger import ledger

        return Checked(found, ledger(budget, disclosure, found, chosen))


def build(request: BuildRequest, progress: Progress = lambda name: None) -> BuildResult:
    """Make every file of the request. Raises InputError, UsageError or RenderError; writes nothing.

    Findings of level error give a result without files, unless a draft is wanted.
    """
    with paused_gc():
        if not can_fork():
            charts = LocalCharts()
            return _collect(author(request, charts), charts, progress)
        if "pdf" in request.formats:
            return _build_beside_pages(request, progress)
        return _build_beside_charts(request, progress)


def _build_beside_charts(request: BuildRequest, progress: Progress) -> BuildResult:
    """HTML alone: the charts are drawn in a second process."""
    orders, drawn = Pipe(), Pipe()

    def drawer() -> None:
        orders.keep_reader()
        drawn.keep_writer()
        draw_orders(orders, [drawn])

    with Child(drawer):
        orders.keep_writer()
        drawn.keep_reader()
        charts = RemoteCharts(drawn, orders)
        try:
            return _collect(author(request, charts), charts, progress)
        finally:
            orders.close()
            drawn.close()


def _build_beside_pages(request: BuildRequest, progress: Progress) -> BuildResult:
    """PDF too: a second process computes and writes HTML, a third draws, this one loads the page engine meanwhile."""
    orders, to_author, to_pages, authored = Pipe(), Pipe(), Pipe(), Pipe()

    def drawer() -> None:
        orders.keep_reader()
        to_author.keep_writer()
        to_pages.keep_writer()
        authored.close()
        draw_orders(orders, [to_author, to_pages])

    def writer() -> None:
        orders.keep_writer()
        to_author.keep_reader()
        to_pages.close()
        authored.keep_writer()
        relay(authored, author(request, RemoteCharts(to_author, orders)))

    with Child(drawer), Child(writer):
        orders.close()
        to_author.close()
        to_pages.keep_reader()
        authored.keep_reader()
        try:
            _page_engine()
            return _collect(received(authored, End), RemoteCharts(to_pages, None), progress)
        finally:
            to_pages.close()
            authored.close()


def _collect(messages: Iterator[Message], charts: Charts, progress: Progress) -> BuildResult:
    """Gather the messages of the author into a result, rendering the pages when their HTML is there."""
    findings: Findings | None = None
    files: dict[str, bytes] = {}
    printed: dict[str, str] = {}
    for message in messages:
        if isinstance(message, Step):
            progress(message.next)
        elif isinstance(message, Findings):
            findings = message
        elif isinstance(message, File):
            files[message.name] = message.data
            progress(message.name)
        elif isinstance(message, PrintPage):
            files[message.name] = _pdf(message, charts)
            printed[message.name] = message.html
            progress(message.name)
    assert findings is not None, "the author tells its findings before it ends"
    if files and findings.withheld:
        _guard(findings, files, printed)
    ordered = {name: files[name] for name in sorted(files, key=lambda name: name.rpartition(".")[2], reverse=True)}
    notes = _page_engine().notes if any(name.endswith(".pdf") for name in files) else ()
    return BuildResult(ordered, findings.facts, findings.diagnostics, findings.inputs, notes)


def _guard(findings: Findings, files: Mapping[str, bytes], printed: Mapping[str, str]) -> None:
    """The last gate. Raises WithheldError."""
    from reportgen.model.withheld import Withheld
    from reportgen.publish.gate import inspect

    inspect(Withheld.from_bytes(findings.withheld), files, findings.facts, printed, findings.diagnostics)


@cache
def _page_engine() -> Prepared:
    """The page engine with fonts and styles, loaded once a process."""
    from reportgen.render.pdf import prepare
    from reportgen.render.resources import resource_dir

    return prepare(resource_dir("styles"))


def _pdf(page: PrintPage, charts: Charts) -> bytes:
    from reportgen.render.charts import painted
    from reportgen.render.pdf import Metadata

    def resource(name: str) -> bytes:
        folder, _, file = name.partition("/")
        if folder == "image":
            return page.pictures[file]
        if folder != "chart" or not file.endswith(".svg"):
            raise KeyError(name)
        svg = charts.svg(file.removesuffix(".svg"))
        return (svg if page.theme is None else painted(svg, page.theme.light)).encode()

    engine = _page_engine() if page.theme is None else _page_engine().themed(page.theme)
    metadata = Metadata(page.author, attachments=page.attachments)
    return engine.write(page.html, resources=resource, metadata=metadata, timestamp=page.moment)


def release() -> None:
    """Give back what the page engine holds outside this process's memory; nothing can be built afterwards."""
    if _page_engine.cache_info().currsize:
        _page_engine().close()


def printed_figures_of(path: Path, layout_name: str | None) -> FigureList:
    """The figures on the page of a budget, in order. Raises InputError when it cannot be loaded."""
    with paused_gc():
        from reportgen.render.figure_list import FigureList
        from reportgen.render.html import render_page

        disclosure, layout = _computed(path, layout_name)
        return FigureList(disclosure, layout, render_page(disclosure, layout, purpose="print").used)


def explanation_of(path: Path, key: str, most: int | None) -> str:
    """Where the figure of ``key`` comes from, in words. Raises UsageError for an unknown key."""
    with paused_gc():
        from reportgen.render.explanation import explanation

        return explanation(*_computed(path, None), key, most)


def _disclosed(path: Path) -> Disclosure:
    """The disclosure of a budget whose layout could be rendered."""
    from reportgen.compute import disclose
    from reportgen.load import load_budget
    from reportgen.render.soundness import check_layout, check_theme

    budget = load_budget(path)
    disclosure = disclose(budget)
    check_layout(budget)
    check_theme(budget)
    return disclosure


def _computed(path: Path, layout_name: str | None) -> tuple[Disclosure, Layout]:
    from reportgen.compute import disclose
    from reportgen.load import load_budget
    from reportgen.render.layout import load_layout
    from reportgen.render.soundness import check_theme

    budget = load_budget(path)
    check_theme(budget)
    return disclose(budget), load_layout(layout_name or budget.declaration.layout, budget.templates)
