"""Themes and the pictures of the cover: what is printed and shown in their colours, and that every standard holds."""

from __future__ import annotations

import io
import json
import re
from base64 import b64decode
from collections.abc import Callable
from pathlib import Path

import page as validators
import pikepdf
import pytest
from PIL import Image

from reportgen.load import load_budget
from reportgen.render.contrast import PAIRS, contrast, grounds
from tests.acceptance.conftest import REFERENCE, ROOT, Made, change, contents, copied
from tests.support.browser import Browser, Scheme, axe
from tests.support.command import run
from tests.support.page import Report
from tests.support.pdf_structure import Structure

OWN = """\
/* 部门标准色 */
:root {
  --accent: #14532d;
  --head: #e7f0ea;
  --chart-now: #14532d;
  --chart-before: #7c9a86;
  --face-text: "Nowhere Installed", var(--kai);
  --paper-text: 11.5pt;
}
@media (prefers-color-scheme: dark) {
  :root { --accent: #9fd6b5; --head: #1f2d25; }
}
"""
BLUE, RED, GREEN = "#1d3f72", "#b50000", "#14532d"
BUILDS = {"official": RED, "own": GREEN, "pictures": RED}
"""Build → its accent in the light scheme."""
AUTHOR = "Zhang Some Person"


def pictures(folder: Path) -> None:
    """An emblem with clear parts and a picture of a camera, with words in both that nobody sees."""
    emblem = Image.new("RGBA", (500, 500), "#00000000")
    emblem.paste("#b50000ff", (100, 100, 400, 400))
    emblem.save(folder / "emblem.png")
    exif = Image.Exif()
    exif[0x013B] = AUTHOR
    Image.effect_noise((2400, 1000), 40).convert("RGB").save(folder / "cover.jpg", exif=exif, quality=70)


def build(name: str) -> Callable[[Path], None]:
    def make(folder: Path) -> None:
        budget, lines = copied(REFERENCE, folder / "budget"), "theme: official\n"
        if name == "own":
            (budget / "my-theme.css").write_text(OWN, encoding="utf-8")
            lines = "theme: my-theme.css\n"
        if name == "pictures":
            pictures(budget)
            lines += "cover: {emblem: emblem.png, image: cover.jpg, image_alt: 远山与原野}\n"
        path = budget / "budget.yaml"
        path.write_text(f"{path.read_text(encoding='utf-8').rstrip()}\n{lines}", encoding="utf-8")
        done = run("build", budget, "--output", folder / "out")
        assert done.returncode == 0, done.stderr

    return make


@pytest.fixture(scope="module", params=BUILDS)
def which(request: pytest.FixtureRequest) -> str:
    name: str = request.param
    return name


@pytest.fixture(scope="module")
def out(which: str, made: Made) -> Path:
    return made(f"theme-{which}", build(which)) / "out"


def ink_of(pdf: Path) -> set[str]:
    """Every colour that is drawn in on the pages."""
    found: set[str] = set()
    with pikepdf.open(pdf) as document:
        streams = [thing for thing in document.objects if isinstance(thing, pikepdf.Stream)]
        for stream in streams:
            if (
                "/Length1" in stream
                or stream.get("/Subtype") in ("/Image", "/XML")
                or stream.get("/Type") == "/EmbeddedFile"
            ):
                continue
            for parts in re.findall(rb"(?:^|\s)([\d.]+) ([\d.]+) ([\d.]+) (?:rg|RG|scn?|SCN?)\b", stream.read_bytes()):
                found.add("#" + "".join(f"{round(255 * float(part)):02x}" for part in parts))
    return found


def test_paper_is_printed_in_the_theme(which: str, out: Path) -> None:
    drawn = ink_of(out / "disclosure-2024.pdf")
    assert BUILDS[which] in drawn
    assert BLUE not in drawn
    assert ("#262626" if which != "own" else GREEN) in drawn  # this year's bars
    assert {"#8c8c8c", "#ececec"} <= drawn or which == "own"
    assert {"#7c9a86", "#e7f0ea"} <= drawn or which != "own"


def test_the_default_is_blue(reference_files: Path) -> None:
    drawn = ink_of(reference_files / "out" / "disclosure-2024.pdf")
    assert {BLUE, "#7890b4", "#e9eef5"} <= drawn
    assert not {RED, GREEN} & drawn
    assert f"--accent: {BLUE};" in (reference_files / "out" / "disclosure-2024.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("profile", ["PDF_A_3A", "PDF_UA_1"])
def test_the_standards_hold(out: Path, profile: str) -> None:
    found = validators.validate_pdf(out / "disclosure-2024.pdf", profile=validators.ValidationProfile[profile])
    assert [(failure.rule_id, failure.message) for failure in found.failures] == []
    assert found.is_compliant


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_screen_shows_the_theme_and_all_of_it_can_be_read(
    which: str, out: Path, scheme: Scheme, browser: Browser
) -> None:
    with browser.page(out / "disclosure-2024.html", width=1440, scheme=scheme) as visit:
        read = (
            "names => names.map(n => [n, getComputedStyle(document.documentElement).getPropertyValue('--' + n).trim()])"
        )
        names = sorted({token for pair in PAIRS for token in (pair.mark, *pair.made_of)})
        tokens = dict(visit.page.evaluate(read, names))
        colours = grounds(tokens)
        assert [pair for pair in PAIRS if contrast(tokens[pair.mark], colours[pair.ground]) < pair.least] == []
        accent = {"light": BUILDS[which], "dark": "#9fd6b5" if which == "own" else "#ff8f87"}[scheme]
        drawn = visit.page.locator(".cover-department").evaluate("e => getComputedStyle(e).color")
        assert drawn == f"rgb({', '.join(str(int(accent[at : at + 2], 16)) for at in (1, 3, 5))})"
        assert visit.faults == []
        if which == "pictures":  # what axe looks at is the same in all
            assert axe(visit.page) == []


def test_a_picture_is_small_and_says_nothing_of_who_made_it(made: Made) -> None:
    folder = made("theme-pictures", build("pictures"))
    assert AUTHOR.encode() in (folder / "budget" / "cover.jpg").read_bytes()
    html = folder / "out" / "disclosure-2024.html"
    report = Report.read(html)
    shown = {image.get("class"): image for image in report.root.iter("img")}
    assert set(shown) == {"cover-emblem", "cover-image"}
    assert shown["cover-emblem"].get("alt") == ""
    assert shown["cover-image"].get("alt") == "远山与原野"
    for image in shown.values():
        assert re.match(r"data:image/(png|jpeg);base64,", image.get("src", ""))
        assert len(image.get("src", "")) < 410_000
    emblem = Image.open(io.BytesIO(b64decode(shown["cover-emblem"].get("src", "").partition(",")[2])))
    assert emblem.getpixel((5, 5)) == (0, 0, 0, 0)
    assert emblem.getpixel((160, 160)) == (0xB5, 0, 0, 255)
    assert html.stat().st_size < 1_500_000
    for path in (folder / "out").iterdir():
        assert AUTHOR.encode() not in path.read_bytes()


def test_a_picture_is_on_the_cover_of_the_pdf(made: Made) -> None:
    path = made("theme-pictures", build("pictures")) / "out" / "disclosure-2024.pdf"
    with pikepdf.open(path) as pdf:
        found = [
            thing for thing in pdf.objects if isinstance(thing, pikepdf.Stream) and thing.get("/Subtype") == "/Image"
        ]
        emblem, picture = sorted(
            (int(each.Width), int(each.Height)) for each in found if each.ColorSpace == "/DeviceRGB"
        )
        assert emblem == (320, 320)
        assert 900 < picture[0] < 1800  # noise is made smaller than what is seen would need
        assert abs(picture[0] / picture[1] - 2.4) < 0.01
    structure = Structure(pikepdf.open(path))
    alts = [tag.alt for tag in structure.top.find("Figure")]
    assert alts[0] == "远山与原野"  # the emblem is a decoration
    for thing in structure.file.objects:
        if isinstance(thing, pikepdf.Stream):
            image = thing.get("/Subtype") == "/Image"
            assert AUTHOR.encode() not in (thing.read_raw_bytes() if image else thing.read_bytes())


def test_the_option_wins_and_the_manifest_tells(made: Made, small: Path) -> None:
    (small / "my-theme.css").write_text(OWN, encoding="utf-8")
    change(small / "budget.yaml", ("format: 1\n", "format: 1\ntheme: my-theme.css\n"))
    told = {}
    for name, options in {
        "own": [],
        "option": ["--theme", "official"],
        "file": ["--theme", str(small / "my-theme.css")],
    }.items():
        out = small.parent / name
        done = run("build", small, "--draft", "--format", "html", "--output", out, *options)
        assert done.returncode == 0, done.stderr
        told[name] = json.loads((out / "manifest.json").read_text(encoding="utf-8"))
        html = (out / "disclosure-2024.html").read_text(encoding="utf-8")
        assert f"--accent: {RED if name == 'option' else GREEN};" in html
    assert [told[name]["theme"] for name in told] == ["my-theme.css", "official", "my-theme.css"]
    sums = {name: manifest["inputs"]["sha256"] for name, manifest in told.items()}
    assert sums["own"] == sums["file"] != sums["option"]
    change(small / "my-theme.css", ("11.5pt", "11.6pt"))
    out = small.parent / "changed"
    assert run("build", small, "--draft", "--format", "html", "--output", out).returncode == 0
    assert json.loads((out / "manifest.json").read_text(encoding="utf-8"))["inputs"]["sha256"] != sums["own"]


@pytest.mark.parametrize("option", ["rot", "nowhere.css", "OFFICIAL"])
def test_a_theme_that_is_not_there(small: Path, option: str) -> None:
    done = run("build", small, "--theme", option, "--output", small.parent / "out", lang="en")
    assert (done.returncode, done.stdout) == (2, "")
    assert "--theme" in done.stderr
    assert option in done.stderr
    assert not (small.parent / "out").exists()


def test_a_bad_theme_stops_a_pdf_too_and_nothing_is_written(small: Path) -> None:
    (small / "my-theme.css").write_text(":root { --accent: #aaaaaa }\n", encoding="utf-8")
    change(small / "budget.yaml", ("format: 1\n", "format: 1\ntheme: my-theme.css\n"))
    before = contents(small)
    done = run("build", small, "--draft", "--output", small.parent / "out")
    assert (done.returncode, done.stdout) == (2, "")
    assert re.search(r"my-theme\.css:1:9: 错误 L525", done.stderr)
    assert "Traceback" not in done.stderr
    assert not (small.parent / "out").exists()
    assert contents(small) == before


def test_output_never_goes_where_a_theme_or_a_picture_lies(small: Path, tmp_path: Path) -> None:
    brand = tmp_path / "brand"
    brand.mkdir()
    (brand / "own.css").write_text(":root { --accent: #14532d }", encoding="utf-8")
    done = run("build", small, "--draft", "--format", "html", "--theme", brand / "own.css", "--output", brand)
    assert done.returncode == 2
    assert sorted(path.name for path in brand.iterdir()) == ["own.css"]


def test_withheld_matter_is_looked_for_beside_pictures(small: Path) -> None:
    """The last gate reads the page with its pictures, and takes none of them for a text."""
    pictures(small)
    secret = "设备采购与保密机房改造的政策依据甲乙丙丁"
    change(
        small / "budget.yaml",
        ("format: 1\n", "format: 1\ncover: {emblem: emblem.png, image: cover.jpg}\n"),
        ("name: 场馆开放补助", f"disclosure: withheld\n    basis: {secret}\n    name: 场馆开放补助"),
    )
    assert load_budget(small / "budget.yaml").withheld
    out = small.parent / "out"
    done = run("build", small, "--draft", "--output", out)
    assert done.returncode == 0, done.stderr
    assert secret not in (out / "disclosure-2024.html").read_text(encoding="utf-8")
    change(small / "budget.yaml", ("emblem: emblem.png,", f"emblem: emblem.png, emblem_alt: {secret},"))
    leaked = run("build", small, "--draft", "--output", small.parent / "leaked")
    assert leaked.returncode == 4
    assert secret not in leaked.stderr
    assert not (small.parent / "leaked").exists()


def test_the_same_pictures_give_the_same_files(made: Made, tmp_path: Path) -> None:
    budget = made("theme-pictures", build("pictures")) / "budget"
    first = contents(budget.parent / "out")
    assert run("build", budget, "--output", tmp_path / "again", PYTHONHASHSEED="7").returncode == 0
    assert contents(tmp_path / "again") == first


def test_no_face_of_the_machine_is_used_unasked(made: Made) -> None:
    """Faces that a theme asks for and that are not there leave the bundled one."""
    with pikepdf.open(made("theme-own", build("own")) / "out" / "disclosure-2024.pdf") as pdf:
        names = {
            str(thing.FontName).partition("+")[2]
            for thing in pdf.objects
            if isinstance(thing, pikepdf.Dictionary) and thing.get("/Type") == "/FontDescriptor"
        }
    assert names == {"Reportgen-Hei", "Reportgen-Song", "Reportgen-Song-Bold", "Reportgen-Kai"}


def test_the_examples_choose_no_theme() -> None:
    """What the documentation shows is the default."""
    for path in (ROOT / "examples").glob("*/budget.yaml"):
        assert "\ntheme:" not in path.read_text(encoding="utf-8")
