"""The guarded fetcher: the PDF engine gets the report's own resources by name, and nothing else.

Import only where the PDF engine is known to be there: this module loads it.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Callable
from io import BytesIO
from pathlib import PurePosixPath
from urllib.parse import unquote, unquote_to_bytes

from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from reportgen.model.diagnostic import RenderError, ReportgenError
from reportgen.model.language import say
from reportgen.render.direction import without_marks

SCHEME = "report:"
_NAME = re.compile(r"[\w-]+(/[\w.-]+)+")
_KINDS = {
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".ttf": "font/ttf",
    ".otf": "font/otf",
    ".css": "text/css",
}
PIXELS = 16_000_000
"""Pixels of a picture that is written into the document: more is no picture for a page, but an attack on memory."""
_INLINE = re.compile(r"data:(image/(?:png|jpeg|gif|webp))(;base64)?,", re.IGNORECASE)


class ReportFetcher(URLFetcher):  # type: ignore[misc]  # the engine has no types
    """Serves ``report:font/x.ttf``, ``report:chart/income.svg`` …, and pictures written into the document as ``data:``.

    ``resources`` maps a name (``chart/income.svg``) to bytes and raises KeyError for a name it does not know; it may wait
    until a chart is drawn. Any other address is refused: ``failure`` keeps the first one, because the engine swallows
    some errors on its way (those in pictures), and the caller raises it after rendering.
    """

    def __init__(self, resources: Callable[[str], bytes]) -> None:
        super().__init__(allowed_protocols=("report", "data"))
        self._resources = resources
        self.failure: ReportgenError | None = None

    def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:
        """The resource of an address; raises FatalURLFetchingError, which stops the engine, for any other address."""
        if inline := _INLINE.match(url):
            picture = _inline(url[inline.end() :], bool(inline[2]))
            if _pixels(picture) > PIXELS:
                raise self._refuse(url)
            return URLFetcherResponse(url, picture, {"Content-Type": inline[1]})
        name = unquote(url.removeprefix(SCHEME))
        if not url.startswith(SCHEME) or not _NAME.fullmatch(name) or ".." in name:
            raise self._refuse(url)
        try:
            body = self._resources(name)
        except KeyError:
            raise self._refuse(url) from None
        except ReportgenError as error:
            self.failure = self.failure or error
            raise FatalURLFetchingError(str(error)) from error
        kind = _KINDS.get(PurePosixPath(name).suffix.lower(), "application/octet-stream")
        if kind == _KINDS[".svg"]:
            body = without_marks(body.decode()).encode()  # names stand in charts, too
        return URLFetcherResponse(url, body, {"Content-Type": kind})

    def _refuse(self, url: str) -> FatalURLFetchingError:
        shown = url if len(url) <= 200 else url[:200] + "…"
        if self.failure is None:
            self.failure = RenderError(
                say(
                    f"拒绝读取“{shown}”：PDF 只能使用报告自带的资源（report:…）。",
                    f"Refused to read “{shown}”: the PDF may only use the report's own resources (report:…).",
                )
            )
        return FatalURLFetchingError(str(self.failure))


def _inline(data: str, encoded: bool) -> bytes:
    body = unquote_to_bytes(data)
    if not encoded:
        return body
    try:
        return base64.b64decode(body)
    except binascii.Error as error:
        raise ValueError(str(error)) from error


def _pixels(picture: bytes) -> int:
    """How large a picture says that it is, without unpacking it; 0 when it is none."""
    from PIL import Image, UnidentifiedImageError

    try:
        with Image.open(BytesIO(picture)) as image:
            frames = int(getattr(image, "n_frames", 1))
            return image.width * image.height * frames
    except (OSError, ValueError, SyntaxError, UnidentifiedImageError):
        return 0
    except Image.DecompressionBombError:
        return PIXELS + 1
