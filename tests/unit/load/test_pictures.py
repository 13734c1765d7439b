"""The pictures of the cover: what can be used, and what is wrong with the others."""

from __future__ import annotations

import io
import zlib
from pathlib import Path

import pytest
from PIL import Image, ImageFile

from reportgen.load import load_budget
from reportgen.load.pictures import MOST_BYTES, BadPicture, read_picture
from tests.unit.load.folder import BUDGET, errors, write


def encoded(picture: Image.Image, form: str = "PNG", **options: object) -> bytes:
    file = io.BytesIO()
    picture.save(file, form, **options)
    return file.getvalue()


def plain(mode: str = "RGB", size: tuple[int, int] = (30, 20)) -> Image.Image:
    return Image.new(mode, size)


def bomb(width: int, height: int) -> bytes:
    """A PNG whose head tells a size, and which holds next to nothing."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return len(data).to_bytes(4, "big") + kind + data + zlib.crc32(kind + data).to_bytes(4, "big")

    head = width.to_bytes(4, "big") + height.to_bytes(4, "big") + bytes([8, 2, 0, 0, 0])
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 99)) + chunk(b"IEND", b"")


GOOD = {
    "png": encoded(plain()),
    "png-of-one-bit": encoded(plain("1")),
    "png-of-grey": encoded(plain("L")),
    "png-of-grey-with-alpha": encoded(plain("LA")),
    "png-of-a-palette": encoded(plain("P")),
    "png-with-alpha": encoded(plain("RGBA")),
    "jpeg": encoded(plain(), "JPEG"),
    "jpeg-of-grey": encoded(plain("L"), "JPEG"),
    "largest": encoded(plain("1", (4000, 4000))),
    "several-pictures-of-a-camera": encoded(plain(), "MPO", save_all=True, append_images=[plain()]),
}
BAD = {
    "text": (b"emblem", "L054"),
    "empty": (b"", "L054"),
    "gif": (encoded(plain("P"), "GIF"), "L054"),
    "webp": (encoded(plain(), "WEBP"), "L054"),
    "svg": (b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>', "L054"),
    "postscript": (b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n", "L054"),
    "too-wide": (encoded(plain("1", (4001, 1))), "L055"),
    "bomb": (bomb(30_000, 30_000), "L055"),
    "bomb-of-a-million": (bomb(1_000_000, 1_000_000), "L055"),
    "too-many-bytes": (encoded(plain()) + b"\0" * MOST_BYTES, "L055"),
    "cut-short": (encoded(Image.effect_noise((300, 300), 50))[:-5000], "L056"),
    "jpeg-cut-short": (encoded(Image.effect_noise((300, 300), 50), "JPEG")[:2000], "L056"),
    "too-little-inside": (bomb(100, 100), "L056"),
    "text-that-unpacks-to-much": (
        encoded(plain())[:33] + (lambda d: len(d).to_bytes(4, "big") + b"zTXt" + d + zlib.crc32(b"zTXt" + d).to_bytes(4, "big"))(
            b"a\0\0" + zlib.compress(b"a" * 3_000_000)) + encoded(plain())[33:], "L056"),
    "animated": (encoded(plain(), "PNG", save_all=True, append_images=[plain().point(lambda v: 255)]), "L057"),
    "cmyk": (encoded(plain("CMYK"), "JPEG"), "L057"),
    "sixteen-bits": (encoded(plain("I;16")), "L057"),
}  # fmt: skip


@pytest.mark.parametrize("name", GOOD)
def test_what_can_be_used(tmp_path: Path, name: str) -> None:
    path = tmp_path / "emblem.png"
    path.write_bytes(GOOD[name])
    assert read_picture(path) == GOOD[name]


@pytest.mark.parametrize("lenient", [False, True])
@pytest.mark.parametrize("name", BAD)
def test_what_cannot(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, lenient: bool) -> None:
    """Also in a process in which the page engine told the library to take damaged files."""
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", lenient)
    data, code = BAD[name]
    path = tmp_path / "emblem.png"
    path.write_bytes(data)
    with pytest.raises(BadPicture) as caught:
        read_picture(path)
    assert caught.value.code == code
    assert lenient is ImageFile.LOAD_TRUNCATED_IMAGES


def test_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(BadPicture) as caught:
        read_picture(tmp_path)
    assert caught.value.code == "L001"


def test_a_budget_holds_its_pictures(tmp_path: Path) -> None:
    (tmp_path / "emblem.png").write_bytes(GOOD["png"])
    (tmp_path / "photo.jpg").write_bytes(GOOD["jpeg"])
    lines = "cover: {emblem: emblem.png, emblem_alt: 部门标志, image: photo.jpg}\n"
    budget = load_budget(write(tmp_path, BUDGET + lines))
    assert budget.pictures == {"emblem": GOOD["png"], "image": GOOD["jpeg"]}
    assert budget.declaration.cover.emblem_alt == "部门标志"
    assert budget.declaration.cover.image_alt is None
    assert load_budget(write(tmp_path / "other")).pictures == {}


@pytest.mark.parametrize(
    ("cover", "code", "value"),
    [
        ("{emblem: ../emblem.png}", "L050", "../emblem.png"),
        ("{emblem: /etc/passwd}", "L050", "/etc/passwd"),
        ("{image: nowhere.png}", "L052", "nowhere.png"),
        ("{image: budget.yaml}", "L054", "budget.yaml"),
        ("{emblem: link.png}", "L051", "link.png"),
        ("{logo: emblem.png}", "L020", "logo"),
    ],
)
def test_a_picture_that_is_refused_has_a_place(tmp_path: Path, cover: str, code: str, value: str) -> None:
    (tmp_path / "outside.png").write_bytes(GOOD["png"])
    folder = tmp_path / "budget"
    folder.mkdir()
    (folder / "link.png").symlink_to(tmp_path / "outside.png")
    (found,) = errors(write(folder, f"{BUDGET}cover: {cover}\n"))
    assert found.place is not None
    assert (found.code, found.place.file, found.place.line, found.value) == (
        code,
        "budget.yaml",
        BUDGET.count("\n") + 1,
        value,
    )


def test_both_pictures_are_looked_at(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(BAD["cmyk"][0])
    (tmp_path / "b.png").write_bytes(BAD["bomb"][0])
    found = errors(write(tmp_path, f"{BUDGET}cover: {{emblem: a.png, image: b.png}}\n"))
    assert [(d.code, d.value, d.expected) for d in found] == [
        ("L057", "CMYK", "RGB"),
        ("L055", "b.png", "4000 × 4000"),
    ]


@pytest.mark.parametrize(
    ("theme", "code", "value", "right"),
    [
        ("officiel", "L037", "officiel", "official"),
        ("red", "L037", "red", "official"),
        ("nowhere.css", "L052", "nowhere.css", None),
        ("../own.css", "L050", "../own.css", None),
        ("[official]", "L022", None, None),
    ],
)
def test_a_theme_is_a_name_or_a_file_beside_the_budget(
    tmp_path: Path, theme: str, code: str, value: str | None, right: str | None
) -> None:
    (found,) = errors(write(tmp_path, f"{BUDGET}theme: {theme}\n"))
    assert found.code == code
    assert value is None or found.value == value
    assert right is None or right in str(found.expected)
