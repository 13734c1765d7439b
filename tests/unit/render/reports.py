"""Rendered reports for the tests of this room: of the examples, and of small budgets made by hand."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from reportgen.compute import disclose
from reportgen.load import load_budget
from reportgen.model.budget import Budget
from reportgen.model.diagnostic import Diagnostic, InputError
from reportgen.model.disclosure import Disclosure
from reportgen.render.html import render_page
from reportgen.render.layout import Layout, load_layout
from tests.support.page import Report, text

ROOT = Path(__file__).parents[3]
FOUR_PART = ROOT / "templates" / "four-part"


@cache
def shipped() -> Layout:
    """The layout that travels with the package."""
    return load_layout("four-part", None)


@cache
def reference() -> Disclosure:
    """The reference example, computed."""
    return disclose(load_budget(ROOT / "examples" / "reference" / "budget.yaml"))


@cache
def reference_page() -> Report:
    """The reference example as HTML, with stand-ins for its charts."""
    return rendered(reference(), charts={id: f'<svg role="img"><title>{id}</title></svg>' for id in shipped().charts})


def rendered(source: Budget | Disclosure, layout: Layout | None = None, **options: Any) -> Report:
    """A budget or disclosure as a parsed page for the screen, unless ``options`` of `render_page` say otherwise."""
    disclosure = disclose(source) if isinstance(source, Budget) else source
    return Report(render_page(disclosure, layout or shipped(), **{"purpose": "screen", **options}).html)


def paragraphs(report: Report, id: str) -> list[str]:
    """The texts of the paragraphs below an element, blanks as they stand."""
    return [text(element) for element in report.by_id(id).iter("p")]


def own_folder(folder: Path, **files: str) -> Path:
    """A department's folder of templates; ``files``: name with ``__`` for its dot → content."""
    own = folder / "my-templates"
    for name, content in files.items():
        path = own / name.replace("__", ".").replace("_", "-")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    return own


def problems(error: InputError) -> list[tuple[str, str]]:
    """(code, place) of every diagnostic."""
    return [(found.code, str(found.place)) for found in error.diagnostics]


def only(error: InputError) -> Diagnostic:
    """The one diagnostic of an error."""
    (found,) = error.diagnostics
    return found
