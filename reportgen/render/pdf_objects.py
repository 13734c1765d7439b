"""Objects of a PDF that are written once and kept as bytes.

The engine asks each object for its bytes twice (to write it, and for the identifier of the file that PDF/A wants), and
each time makes them anew: fonts and pages would be compressed twice.

Import only where the PDF engine is known to be there: this module loads a part of it.
"""

from __future__ import annotations

import zlib
from typing import Any, Final

import pydyf

_LEVEL: Final = 6
"""How hard streams are compressed: the highest level takes four times as long for a hundredth of the size."""


class Written(pydyf.Object):  # type: ignore[misc]  # the library has no types
    """An object whose bytes are known."""

    data = b""
    compressible = True


def written(data: bytes, number: int | None = None) -> Written:
    """An object of these bytes, to be added to a document, or to take the place of the one of that number."""
    found = Written()
    found.data, found.number = data, number
    return found


def write_streams(pdf: Any) -> None:
    """Make the bytes of each stream of a document, for good."""
    for number, entry in enumerate(pdf.objects):
        if isinstance(entry, pydyf.Stream):
            pdf.objects[number] = found = written(stream_data(entry), number)
            found.compressible = False


def stream_data(entry: Any) -> bytes:
    """The bytes of a stream, in place of the library's ``Stream.data``.

    The line before ``endstream`` ends in both characters: a compressed stream may itself end in the first of them, and
    with the second alone its length would be read as one less.
    """
    body = b"\n".join(map(_bytes, entry.stream))
    extra = pydyf.Dictionary(entry.extra)
    extra.pop("Interpolate", None)  # PDF/A wants pictures shown as they are
    if entry.compress:
        extra["Filter"] = "/FlateDecode"
        body = zlib.compress(body, _LEVEL)
    extra["Length"] = len(body)
    return b"%b\nstream\n%b\r\nendstream" % (extra.data, body)


def _bytes(item: Any) -> bytes:
    """An operator or operand as it stands in a stream."""
    if isinstance(item, bytes):
        return item
    return bytes(item.data) if isinstance(item, pydyf.Object) else str(item).encode("ascii")
