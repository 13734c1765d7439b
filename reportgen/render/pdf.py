"""The PDF: prepared apart from the text (engine, fonts, styles), then written in one go from the print HTML."""

from __future__ import annotations

import ctypes.util
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, redirect_stdout
from datetime import datetime
from io import StringIO
from pathlib import Path
from typing import Any, Final

import attrs

from reportgen.model.diagnostic import RenderError, ReportgenError
from reportgen.model.language import say
from reportgen.render.attachments import Attachment
from reportgen.render.collector import paused_gc
from reportgen.render.columns import Measures, fit_tables
from reportgen.render.coverage import check_coverage
from reportgen.render.pdf_leader import install as install_leader
from reportgen.render.pdf_lines import install as install_lines
from reportgen.render.pdf_log import EngineLog, slow_subsetter
from reportgen.render.pdf_objects import stream_data
from reportgen.render.pdf_roles import first_heading
from reportgen.render.pdf_standards import VARIANT, finish
from reportgen.render.pdf_tags import add_tags
from reportgen.render.print_tree import read_page
from reportgen.render.resources import resource_dir
from reportgen.render.styles import TokenSet, paged_styles

Resources = Callable[[str], bytes]
"""Name of a resource of the report (``chart/income.svg``) → its bytes; KeyError for a name that is not known."""

_INSTALL: Final = {
    "linux": "apt install libpangoft2-1.0-0 libharfbuzz-subset0",
    "darwin": "brew install pango",
    "win32": "pacman -S mingw-w64-x86_64-pango (MSYS2)",
}


@attrs.frozen
class Metadata:
    """What the file says of itself, beside its title and language, which the HTML gives."""

    author: str
    """Who publishes: the full name of the department."""
    subject: str = ""
    attachments: tuple[Attachment, ...] = ()


@attrs.frozen(eq=False)
class Prepared:
    """The engine with fonts and styles loaded: all of the work that does not wait for the text."""

    styles_folder: Path
    notes: tuple[str, ...]
    """What the user should be told on stderr (slow fonts)."""
    _measures: Measures
    _faces: Any
    _style: Any
    _fonts: Any

    def write(self, html: str, *, resources: Resources, metadata: Metadata, timestamp: datetime) -> bytes:
        """The PDF of the print HTML, which keeps PDF/A-3a and PDF/UA-1.

        ``resources`` serves the charts and may wait for them. ``timestamp`` is the date of creation: the same HTML,
        resources and timestamp give the same bytes.

        Raises RenderError: a character without glyph (named, with its place), a refused or failed resource, a figure
        wider than any page, anything else that the engine would leave out.
        """
        check_coverage(html, self.styles_folder / "fonts" / "coverage.txt")
        with _engine_at_work(_fetcher(self.styles_folder, resources)) as fetcher:
            page = read_page(html, fetcher)
            fit_tables(page.etree_element, self._measures)
            document = page.render(stylesheets=[self._faces, self._style], font_config=self._fonts)
            _describe(document.metadata, metadata, timestamp)
            document.metadata.title = document.metadata.title or first_heading(page.etree_element)
            return bytes(document.write_pdf(pdf_variant=VARIANT, finisher=finish))

    def themed(self, theme: TokenSet) -> Prepared:
        """The same engine with the colours and sizes that a theme changes; the fonts are not loaded again."""
        with _engine_at_work(_fetcher(self.styles_folder, _nothing)) as fetcher:
            from weasyprint import CSS

            styles = paged_styles(self.styles_folder, theme=theme)
            style = CSS(string=styles.css, font_config=self._fonts, url_fetcher=fetcher)
            return attrs.evolve(self, measures=Measures.of(styles.tokens), style=style)

    def close(self) -> None:
        """Remove the engine's copies of the fonts from the temporary folder.

        The interpreter does so at its end. A command that ends by ``os._exit`` when all is written, and so saves the
        time to take some hundred thousand objects apart, has to ask for it. Nothing can be written afterwards.
        """
        self._fonts.__del__()


def prepare(styles_folder: Path | None = None, own: Sequence[Path] = ()) -> Prepared:
    """Load the PDF engine, the bundled fonts and the styles; needs no text, so it can run beside the computation.

    ``styles_folder``: the folder ``styles``, by default the package's; ``own``: further style sheets, applied last.
    Raises RenderError when the system libraries are missing (with the line that installs them) or a style is faulty.
    """
    styles_folder = styles_folder or resource_dir("styles")
    _load_engine()
    with _engine_at_work(_fetcher(styles_folder, _nothing)) as fetcher:
        from weasyprint import CSS
        from weasyprint.text.ffi import harfbuzz_subset
        from weasyprint.text.fonts import FontConfiguration

        styles = paged_styles(styles_folder, tuple(own))
        fonts = FontConfiguration()
        faces, style = (CSS(string=css, font_config=fonts, url_fetcher=fetcher) for css in (styles.faces, styles.css))
        notes = () if harfbuzz_subset is not None else (slow_subsetter(),)
        return Prepared(styles_folder, notes, Measures.of(styles.tokens), faces, style, fonts)


def write_pdf(
    html: str,
    *,
    resources: Resources,
    metadata: Metadata,
    timestamp: datetime,
    styles_folder: Path | None = None,
    own: Sequence[Path] = (),
) -> bytes:
    """`prepare` and `Prepared.write` in one; see there for meanings and errors."""
    return prepare(styles_folder, own).write(html, resources=resources, metadata=metadata, timestamp=timestamp)


@contextmanager
def _engine_at_work(fetcher: Any) -> Iterator[Any]:
    """Let the engine run, and make one RenderError of whatever it refuses, logs, leaves out or stumbles over."""
    from weasyprint.urls import FatalURLFetchingError

    with paused_gc(), EngineLog() as log:
        try:
            yield fetcher
        except FatalURLFetchingError as error:
            raise fetcher.failure or RenderError(str(error)) from error
        except ReportgenError:
            raise
        except Exception as error:
            # Own templates can write HTML that the engine was never tried with; its user gets words, not a traceback.
            told = f"{type(error).__name__}: {error}"
            raise RenderError(say(f"PDF 引擎出错：{told}", f"The PDF engine failed: {told}")) from error
        if fetcher.failure is not None:
            raise fetcher.failure
        log.check()


def _load_engine() -> None:
    try:
        # The engine prints addresses of its manual before it fails; the message below says what to do.
        with paused_gc(), redirect_stdout(StringIO()), _no_library_search():
            import pydyf
            import weasyprint.pdf
        weasyprint.pdf.add_tags, pydyf.Stream.data = add_tags, property(stream_data)
        install_lines()
        install_leader()
    except OSError as error:
        line = _INSTALL.get(sys.platform, _INSTALL["linux"])
        raise RenderError(
            say(
                f"生成 PDF 需要系统库 pango，这台机器上没有。安装：{line}（只要 HTML 可用 --format html）",
                f"Making a PDF needs the system library pango, which is not here. Install it: {line} "
                "(for HTML alone: --format html)",
            )
        ) from error


@contextmanager
def _no_library_search() -> Iterator[None]:
    """Spare the search for libraries under the names of other systems.

    The engine tries some twenty names; for each one that is none of Linux, ``find_library`` starts ldconfig, the
    compiler and the linker, fifty processes in all. The right names are found by the loader itself.
    """
    if sys.platform != "linux":
        yield
        return
    search = ctypes.util.find_library
    ctypes.util.find_library = lambda name: None
    try:
        yield
    finally:
        ctypes.util.find_library = search


def _fetcher(styles_folder: Path, resources: Resources) -> Any:
    from reportgen.render.fetcher import ReportFetcher

    def serve(name: str) -> bytes:
        folder, _, rest = name.partition("/")
        font = styles_folder / "fonts" / rest
        return font.read_bytes() if folder == "font" and "/" not in rest and font.is_file() else resources(name)

    return ReportFetcher(serve)


def _nothing(name: str) -> bytes:
    raise KeyError(name)


def _describe(document: Any, metadata: Metadata, timestamp: datetime) -> None:
    """Fill the engine's document information."""
    moment = (
        timestamp.isoformat(timespec="seconds") if timestamp.tzinfo else f"{timestamp.isoformat(timespec='seconds')}Z"
    )
    document.authors = [metadata.author]
    document.description = metadata.subject or None
    document.generator = "reportgen"
    document.created = document.modified = moment
    attached = [_attached(attachment, timestamp) for attachment in metadata.attachments]
    document.attachments = [*(document.attachments or []), *attached]


def _attached(attachment: Attachment, timestamp: datetime) -> Any:
    from weasyprint import Attachment as Attached

    return Attached(
        string=attachment.data,
        name=attachment.name,
        description=attachment.description,
        created=timestamp,
        modified=timestamp,
        relationship=attachment.relationship,
    )
