"""The pictures of the cover: looked at once when the budget is loaded, so that a build never fails on one."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Final
from warnings import catch_warnings, simplefilter

if TYPE_CHECKING:
    from PIL.Image import Image

FORMATS: Final = ("PNG", "JPEG")
MOST_BYTES: Final = 2_000_000
MOST_PIXELS: Final = 4000
"""Pixels of each side: enough for a whole page at 300 a printed inch."""
MODES: Final = frozenset({"1", "L", "LA", "P", "PA", "RGB", "RGBA"})
"""Ways to store colours that the screen and the printed page show alike; not CMYK, not 16 bits of grey."""
_FAULTS: Final = (OSError, ValueError, SyntaxError, EOFError, OverflowError, IndexError, struct.error, zlib.error)
"""What the library raises on damaged files."""


class BadPicture(Exception):
    """A picture that cannot be used: its code, the sentence in (Chinese, English), what was found and what is right."""

    def __init__(
        self, code: str, words: tuple[str, str], value: str | None = None, expected: str | None = None
    ) -> None:
        super().__init__(code)
        self.code = code
        self.words = words
        self.value = value
        self.expected = expected


def read_picture(path: Path) -> bytes:
    """The bytes of a picture file that can be used. Raises BadPicture (L001, L054-L057)."""
    try:
        with path.open("rb") as stream:
            data = stream.read(MOST_BYTES + 1)
    except OSError as error:
        raise BadPicture("L001", ("图片无法读取", "the picture cannot be read")) from error
    if len(data) > MOST_BYTES:
        words = "图片文件太大：超过 2 MB", "the picture's file is too large: more than 2 MB"
        raise BadPicture("L055", words, f"{path.stat().st_size:,}", f"{MOST_BYTES:,}")
    with opened(data) as picture:
        picture.load()
    return data


@contextmanager
def opened(data: bytes) -> Iterator[Image]:
    """The picture of a file's bytes, its head looked at; reading more of it may raise BadPicture, too."""
    from PIL import Image, UnidentifiedImageError

    with catch_warnings(), _strict():
        simplefilter("ignore")  # of Pillow: on large pictures, which are refused here, and on odd metadata
        try:
            with Image.open(BytesIO(data), formats=FORMATS) as picture:
                _check(picture)
                yield picture
        except UnidentifiedImageError as error:
            words = "不是 PNG 或 JPEG 图片", "is no PNG or JPEG picture"
            raise BadPicture("L054", words, None, "PNG | JPEG") from error
        except Image.DecompressionBombError as error:
            raise _too_many(None) from error
        except _FAULTS as error:
            raise BadPicture("L056", ("图片文件已损坏", "the picture's file is damaged")) from error


@contextmanager
def _strict() -> Iterator[None]:
    """Damaged files are errors, also where the page engine, which takes them as they are, is loaded already."""
    from PIL import ImageFile

    lenient, ImageFile.LOAD_TRUNCATED_IMAGES = ImageFile.LOAD_TRUNCATED_IMAGES, False
    try:
        yield
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = lenient


def _check(picture: Image) -> None:
    width, height = picture.size
    if max(width, height) > MOST_PIXELS:
        raise _too_many(f"{width} × {height}")
    if picture.format == "PNG" and getattr(picture, "n_frames", 1) > 1:
        raise BadPicture("L057", ("是动画，不能用于封面", "is animated and cannot be used"), "APNG", "PNG | JPEG")
    if picture.mode not in MODES:
        words = (
            f"的颜色方式（{picture.mode}）在屏幕和纸上会不一样，不能用",
            f"stores its colours as {picture.mode}, which screen and paper would show differently",
        )
        raise BadPicture("L057", words, picture.mode, "RGB")


def _too_many(found: str | None) -> BadPicture:
    words = "图片的像素太多：长、宽都不能超过 4000", "the picture has too many pixels: at most 4000 each way"
    return BadPicture("L055", words, found, f"{MOST_PIXELS} × {MOST_PIXELS}")
