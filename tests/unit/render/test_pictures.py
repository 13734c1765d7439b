"""The pictures of the cover in the report: small, upright, in sRGB, the same each time, and nothing beside what is seen."""

from __future__ import annotations

import io
from base64 import b64decode

import pytest
from PIL import Image, ImageCms, PngImagePlugin

from reportgen.render.pictures import MOST_BYTES, Picture, prepared

NAME = "Zhang Some Person"


def encoded(picture: Image.Image, form: str = "PNG", **options: object) -> bytes:
    file = io.BytesIO()
    picture.save(file, form, **options)
    return file.getvalue()


def opened(picture: Picture) -> Image.Image:
    return Image.open(io.BytesIO(picture.data))


def camera_file(orientation: int = 1) -> bytes:
    """A JPEG as cameras write it: who took it, where, with what remark; wider than high, black at the left."""
    source = Image.new("RGB", (60, 30), "#ffffff")
    source.paste("#000000", (0, 0, 20, 30))
    exif = Image.Exif()
    exif[0x0112], exif[0x013B], exif[0x8298] = orientation, NAME, NAME
    return encoded(source, "JPEG", exif=exif, comment=NAME.encode(), quality=95)


@pytest.mark.parametrize("key", ["emblem", "image"])
def test_nothing_but_the_picture_remains(key: str) -> None:
    words = PngImagePlugin.PngInfo()
    words.add_text("Author", NAME)
    words.add_itxt("XML:com.adobe.xmp", f"<x>{NAME}</x>")
    for data in (camera_file(), encoded(Image.new("RGB", (9, 9)), pnginfo=words, dpi=(300, 300))):
        assert NAME.encode() in data
        made = prepared(data, key)
        assert NAME.encode() not in made.data
        assert set(opened(made).info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
        assert not opened(made).getexif()


def test_a_camera_that_was_turned_is_minded() -> None:
    made = opened(prepared(camera_file(6), "image"))
    assert made.size == (30, 60)
    assert made.convert("L").getpixel((15, 5)) == pytest.approx(0, abs=12)
    assert made.convert("L").getpixel((15, 50)) == pytest.approx(255, abs=12)


@pytest.mark.parametrize(("mode", "key", "result"), [
    ("1", "emblem", "RGB"), ("L", "emblem", "RGB"), ("P", "emblem", "RGB"), ("RGB", "emblem", "RGB"),
    ("RGBA", "emblem", "RGBA"), ("LA", "emblem", "RGBA"), ("RGBA", "image", "RGB"), ("L", "image", "RGB"),
])  # fmt: skip
def test_colours_are_those_of_the_screen(mode: str, key: str, result: str) -> None:
    made = prepared(encoded(Image.new(mode, (8, 8))), key)
    assert opened(made).mode == result
    assert made.form == ("png" if key == "emblem" else "jpeg")
    assert made.data.startswith(b"\x89PNG" if key == "emblem" else b"\xff\xd8")


def test_alpha_that_hides_nothing_is_left_out_and_clear_parts_of_a_picture_are_white() -> None:
    assert opened(prepared(encoded(Image.new("RGBA", (8, 8), "#ff0000ff")), "emblem")).mode == "RGB"
    clear = prepared(encoded(Image.new("RGBA", (8, 8), "#ff000000")), "image")
    assert opened(clear).getpixel((4, 4)) == (255, 255, 255)
    palette = Image.new("P", (8, 8))
    palette.putpalette([255, 0, 0, 0, 255, 0])
    assert opened(prepared(encoded(palette, transparency=0), "emblem")).getpixel((4, 4))[3] == 0  # type: ignore[index]


def test_a_profile_of_colours_is_minded_and_one_that_is_none_is_not() -> None:
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))
    same = prepared(encoded(Image.new("RGB", (8, 8), "#804020"), icc_profile=lab.tobytes()), "emblem")
    assert "icc_profile" not in opened(same).info
    near = opened(same).getpixel((4, 4))
    assert near == pytest.approx((0x80, 0x40, 0x20), abs=1)
    broken = prepared(encoded(Image.new("RGB", (8, 8), "#804020"), icc_profile=b"no profile"), "emblem")
    assert opened(broken).getpixel((4, 4)) == (0x80, 0x40, 0x20)


@pytest.mark.parametrize(("key", "most"), [("emblem", (1200, 320)), ("image", (1800, 1800))])
def test_no_more_than_the_page_shows_and_never_much(key: str, most: tuple[int, int]) -> None:
    noise = Image.effect_noise((1600, 1100), 90)
    data = encoded(Image.merge("RGB", (noise, noise.rotate(90), noise.rotate(180))), "JPEG", quality=60)
    made = prepared(data, key)
    width, height = opened(made).size
    assert len(made.data) <= MOST_BYTES
    assert width <= most[0]
    assert height <= most[1]
    assert abs(width / height - 1600 / 1100) < 0.02
    small = opened(prepared(encoded(Image.new("RGB", (40, 30))), key))
    assert small.size == (40, 30)  # nothing is blown up


def test_the_same_file_gives_the_same_bytes() -> None:
    assert prepared(camera_file(), "image") == prepared(camera_file(), "image")


def test_templates_get_an_address_that_fetches_nothing() -> None:
    made = prepared(camera_file(), "image", "远山")
    inside = made.shown("image", "screen")
    start, _, text = inside.src.partition(",")
    assert start == "data:image/jpeg;base64"
    assert b64decode(text) == made.data
    assert inside.alt == "远山"
    assert made.shown("image", "print").src == "report:image/image"
