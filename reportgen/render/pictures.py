"""The pictures of the cover as they go into the report: small, in sRGB, and with nothing in them but what is seen."""

from __future__ import annotations

from base64 import b64encode
from io import BytesIO
from typing import TYPE_CHECKING, Any, Final, Literal

import attrs

from reportgen.load.pictures import opened
from reportgen.model.budget import Budget

if TYPE_CHECKING:
    from PIL.Image import Image

    from reportgen.render.page import Purpose

MOST_BYTES: Final = 300_000
"""Of each picture in the report; the page in one file carries it as text, a third longer."""
_SIZES: Final = {"emblem": (1200, 320), "image": (1800, 1800)}
"""Most pixels each way: an emblem of 25 mm at more than 300 an inch, a picture of the page's width at 218."""
_SMALLER: Final = 0.8
_QUALITY: Final = 85


@attrs.frozen
class Picture:
    """A picture of the cover, ready; ``alt`` is empty for a decoration."""

    data: bytes = attrs.field(repr=False)
    form: Literal["png", "jpeg"]
    alt: str = ""

    def shown(self, name: str, purpose: Purpose) -> Shown:
        """What templates get: on the screen the picture itself, for the PDF the address it is served at."""
        if purpose == "print":
            return Shown(f"report:image/{name}", self.alt)
        return Shown(f"data:image/{self.form};base64,{b64encode(self.data).decode()}", self.alt)


@attrs.frozen
class Shown:
    """A picture as templates see it."""

    src: str
    alt: str


def pictures(budget: Budget) -> dict[str, Picture]:
    """The pictures of a budget's cover by their field (``emblem``, ``image``); the same files give the same bytes."""
    cover = budget.declaration.cover
    return {key: prepared(data, key, getattr(cover, f"{key}_alt") or "") for key, data in budget.pictures.items()}


def prepared(data: bytes, key: str, alt: str = "") -> Picture:
    """A loaded picture upright, in sRGB, without metadata, of at most `MOST_BYTES`: an emblem as PNG, others as JPEG."""
    with opened(data) as source:
        picture = _srgb(_upright(source))
    if key != "emblem" and picture.mode == "RGBA":
        picture = _on_white(picture)
    picture.thumbnail(_SIZES[key])
    form: Literal["png", "jpeg"] = "png" if key == "emblem" else "jpeg"
    while len(made := _encoded(picture, form)) > MOST_BYTES:
        picture = picture.resize([max(1, int(side * _SMALLER)) for side in picture.size])
    return Picture(made, form, alt)


def _upright(source: Image) -> Image:
    """The first frame, turned as the camera says."""
    from PIL import ImageOps

    source.seek(0)
    source.load()
    return ImageOps.exif_transpose(source)


def _srgb(picture: Image) -> Image:
    """RGB or, where something is transparent, RGBA; colours of another profile are converted."""
    from PIL import ImageCms

    profile = picture.info.get("icc_profile")
    clear = picture.mode in ("LA", "PA", "RGBA") or "transparency" in picture.info
    plain = picture.convert("RGBA" if clear else "RGB")
    if clear and plain.getchannel("A").getextrema() == (255, 255):
        plain = plain.convert("RGB")
    if profile and picture.mode in ("RGB", "RGBA"):
        try:
            own = ImageCms.ImageCmsProfile(BytesIO(profile))
            converted: Any = ImageCms.profileToProfile(plain, own, ImageCms.createProfile("sRGB"))
        except (ImageCms.PyCMSError, OSError, ValueError):
            converted = None  # a profile that is none: the colours are taken as they are
        plain = converted or plain
    plain.info = {}  # the library would write some of it into the new file
    return plain


def _on_white(picture: Image) -> Image:
    from PIL import Image

    ground = Image.new("RGB", picture.size, "#ffffff")
    ground.paste(picture, mask=picture.getchannel("A"))
    return ground


def _encoded(picture: Image, form: str) -> bytes:
    file = BytesIO()
    if form == "png":
        picture.save(file, "PNG", optimize=True)
    else:
        picture.save(file, "JPEG", quality=_QUALITY, optimize=True, subsampling=0)
    return file.getvalue()
