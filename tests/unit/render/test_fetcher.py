"""The guarded fetcher: own resources by name, everything else refused by its address."""

from __future__ import annotations

import base64
from io import BytesIO

import pytest
from PIL import Image

from reportgen.model.diagnostic import RenderError
from reportgen.render.fetcher import ReportFetcher
from tests.support.print_page import CHART, PUBLISHED, Metadata, page, prepared, printed

FATAL = "FatalURLFetchingError"
PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="
)


def fetcher(**known: bytes) -> ReportFetcher:
    def serve(name: str) -> bytes:
        return known[name.replace("/", "_").replace(".", "_")]

    return ReportFetcher(serve)


def refused(guard: ReportFetcher, address: str) -> str:
    """The message of a refusal, which stops the engine: its error is no ordinary exception."""
    with pytest.raises(BaseException) as caught:  # noqa: PT011 — the class is the engine's, the name is what is checked
        guard.fetch(address)
    assert type(caught.value).__name__ == FATAL
    assert not isinstance(caught.value, Exception)
    return str(guard.failure)


def test_own_resources_are_served_by_name_and_kind() -> None:
    guard = fetcher(chart_income_svg=b"<svg/>", font_a_ttf=b"\0\1")
    assert guard.fetch("report:chart/income.svg").read() == b"<svg/>"
    assert guard.fetch("report:chart/income.svg").content_type == "image/svg+xml"
    assert guard.fetch("report:font/a.ttf").content_type == "font/ttf"
    assert guard.failure is None


@pytest.mark.parametrize(
    "address",
    [
        "file:///etc/passwd",
        "http://127.0.0.1/",
        "https://example.org/x.png",
        "ftp://example.org/x",
        "/etc/passwd",
        "report:chart/../../secret.svg",
        "report:..%2Fsecret.svg",
        "report:/etc/passwd",
        "report:income.svg",
        "report:chart/none.svg",
        "data:text/html,<b>x</b>",
        "data:image/svg+xml,<svg/>",
        "REPORT:chart/income.svg",
    ],
)
def test_any_other_address_is_refused_loudly(address: str) -> None:
    assert address in refused(fetcher(chart_income_svg=b"<svg/>"), address)


def test_the_first_refusal_is_the_one_that_is_kept() -> None:
    guard = fetcher()
    refused(guard, "file:///first")
    assert "file:///first" in refused(guard, "file:///second")


def test_a_long_address_is_shown_shortened() -> None:
    assert len(refused(fetcher(), "data:text/plain," + "a" * 5000)) < 400


def test_pictures_written_into_the_document_are_served() -> None:
    address = "data:image/png;base64," + base64.b64encode(PIXEL).decode()
    assert fetcher().fetch(address).read() == PIXEL
    assert printed(page(f'<img src="{address}" alt="徽标">')).startswith(b"%PDF")


def test_an_error_of_the_resources_is_passed_on() -> None:
    error = RenderError("the chart process has died")

    def serve(name: str) -> bytes:
        raise error

    guard = ReportFetcher(serve)
    refused(guard, "report:chart/income.svg")
    assert guard.failure is error


@pytest.mark.parametrize(
    "inner",
    [
        '<image href="file:///etc/hostname" width="9" height="9"/>',
        "<style>@font-face { font-family: x; src: url(file:///etc/hostname) }</style>",
    ],
)
def test_a_picture_cannot_reach_out_of_the_report(inner: str) -> None:
    chart = CHART.replace("<path", f"{inner}<path")
    html = page('<img src="report:chart/a.svg" alt="图">')
    with pytest.raises(RenderError, match="file:///etc/hostname"):
        prepared().write(html, resources=lambda _: chart.encode(), metadata=Metadata("某"), timestamp=PUBLISHED)


@pytest.mark.parametrize(
    "head",
    [
        '<link rel="stylesheet" href="file:///etc/hostname">',
        "<style>body { background: url(file:///etc/hostname) }</style>",
        '<style>@font-face { font-family: x; src: url("file:///etc/hostname") }</style>',
        '<link rel="attachment" href="file:///etc/hostname">',
        '<base href="file:///etc/"><link rel="stylesheet" href="hostname">',
    ],
)
def test_a_page_cannot_reach_out_of_the_report(head: str) -> None:
    with pytest.raises(RenderError, match="file:///etc/hostname"):
        printed(page("<p>正文</p>").replace("</head>", f"{head}</head>"))


def picture(width: int, height: int) -> str:
    """The address of a picture of one colour, small in bytes."""
    stream = BytesIO()
    Image.new("1", (width, height)).save(stream, "PNG", optimize=True)
    return f"data:image/png;base64,{base64.b64encode(stream.getvalue()).decode()}"


def test_a_picture_is_not_unpacked_when_it_is_too_large() -> None:
    guard = fetcher()
    assert guard.fetch(picture(4_000, 4_000)).read().startswith(b"\x89PNG")
    assert guard.failure is None
    assert "data:image/png" in refused(guard, picture(4_001, 4_000))


def test_names_in_charts_turn_nothing_around() -> None:
    guard = fetcher(chart_income_svg="<svg><text>甲\u202e12.50</text></svg>".encode())
    assert guard.fetch("report:chart/income.svg").read().decode() == "<svg><text>甲12.50</text></svg>"
