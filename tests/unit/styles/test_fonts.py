"""The bundled faces: what they cover, how they are made and named, and that their papers agree with them."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

FONTS = Path(__file__).parents[3] / "styles" / "fonts"
FACES = {
    "ReportgenSong-Regular.ttf": ("Reportgen Song", "Regular", 400),
    "ReportgenSong-Bold.ttf": ("Reportgen Song", "Bold", 700),
    "ReportgenHei-Regular.ttf": ("Reportgen Hei", "Regular", 400),
    "ReportgenKai-Regular.ttf": ("Reportgen Kai", "Regular", 400),
}
SYMBOLS = (
    "“”‘’—…·•‰※〔〕【】『』「」《》〈〉、。〇々￥¥$€￠￡№℃㎡㎞㎏㏄×÷±≤≥≠≈−√∞→←↑↓"
    "①⑩⑳⑴⒈㈠㈩㊀❶ⅠⅫⅰⅹ﹡□■○●△▲◆★☆✓αβπΩ²³¹°µ─│┌┐└┘├┤┬┴┼！（），．：；？０９ＡＺａｚ～％　"
)
# Every eighth of the 1467 characters of 通用规范汉字表 that GB 2312 has not.
BEYOND_GB2312 = (
    "㑇㛚㧑㮾㸆䃅䏲䗛䥽䴖亶佁侴倕偭僎冮劄卬呇哃喆噇圢坰垚垿埼堲墈夐姈娵婳媞嫽宬岞峣崒嵎嶟幪弇忞悰愔憭扞挦摛斠旿昤晐暕朓枅栐梌"
    "棁棻楒榖橦毌汭泃洘洿浬涢渰湴溵滪漹潽澼瀼烜焗煴燏牚猄玓玤玿珛珵琇琭瑆瑨璟瓀畖疭皦睎砄硍碨礵祕禛穙竑筦簕絜绖罽翃耇胣膙芃茋荙"
    "萚葴蓇蕰藦蚄螠衒褕觟讻貆跐蹚辒邨郪鄘酺铚镋阇雊靽鞳飔馌骎鬒鲀鲘鲿鳚鸮鹔鹮黇齉𠙶𤧛𦒍𨚕𩽾𪩘𫍣𫓧𫖯𫘨𫟅𫫇𫷷𬇹𬒈𬘫𬜯𬤇𬬭𬭊𬭳𬱖𬴊𬶭𬹼"
)
SHA256_OF_THE_1467 = "16fc43e7ca047b1de6ee977b9e8bd02a8098c06c5df01f5c1b3996c935f6578e"
LIMIT = 5_000_000  # bytes


@pytest.fixture(scope="module", params=list(FACES))
def face(request: pytest.FixtureRequest) -> tuple[str, TTFont]:
    """One bundled file: its name and the font."""
    return request.param, TTFont(FONTS / request.param)


def gb2312() -> set[int]:
    """The characters of GB 2312 by the codec, rows 1 to 87."""
    cells = (bytes([lead, trail]) for lead in range(0xA1, 0xF8) for trail in range(0xA1, 0xFF))
    return {ord(char) for cell in cells for char in cell.decode("gb2312", errors="ignore")}


def is_hanzi(code: int) -> bool:
    """True for unified ideographs."""
    return 0x3400 <= code <= 0x9FFF or code >= 0x20000


def listed() -> set[int]:
    """The characters that coverage.txt lists."""
    found: set[int] = set()
    for line in (FONTS / "coverage.txt").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            first, _, last = line.partition("-")
            found.update(range(int(first, 16), int(last or first, 16) + 1))
    return found


def test_the_four_files_and_no_other() -> None:
    kinds = {".ttf", ".otf", ".ttc", ".otc", ".woff", ".woff2"}
    assert {path.name for path in FONTS.iterdir() if path.suffix.lower() in kinds} == set(FACES)


def test_covers_gb2312(face: tuple[str, TTFont]) -> None:
    wanted = gb2312()
    assert len(wanted) == 7445
    assert sum(map(is_hanzi, wanted)) == 6763
    assert "".join(map(chr, sorted(wanted - set(face[1].getBestCmap())))) == ""


def test_covers_the_standard_characters(face: tuple[str, TTFont]) -> None:
    covered = set(face[1].getBestCmap())
    assert [char for char in BEYOND_GB2312 if ord(char) not in covered] == []
    beyond = sorted(code for code in covered - gb2312() if is_hanzi(code))
    assert len(beyond) == 1467
    assert "".join(map(chr, beyond[::8])) == BEYOND_GB2312
    assert hashlib.sha256("".join(map(chr, beyond)).encode()).hexdigest() == SHA256_OF_THE_1467


def test_covers_the_symbols(face: tuple[str, TTFont]) -> None:
    latin = [*range(0x20, 0x7F), *range(0xA0, 0x100), *range(0xFF01, 0xFF5F), *range(0x2460, 0x2474)]
    wanted = {*latin, *map(ord, SYMBOLS)}
    assert "".join(map(chr, sorted(wanted - set(face[1].getBestCmap())))) == ""


def test_no_character_has_an_empty_glyph(face: tuple[str, TTFont]) -> None:
    glyphs = face[1]["glyf"]
    blank = {code for code, name in face[1].getBestCmap().items() if glyphs[name].numberOfContours == 0}
    assert {code for code in blank if not chr(code).isspace()} <= {0xAD}


def test_outlines_are_truetype(face: tuple[str, TTFont]) -> None:
    tables = set(face[1].keys())
    assert {"glyf", "loca"} <= tables
    assert tables & {"CFF ", "CFF2", "fvar", "fpgm", "prep", "vmtx"} == set()


def test_no_file_over_the_limit(face: tuple[str, TTFont]) -> None:
    assert 1_000_000 < (FONTS / face[0]).stat().st_size < LIMIT


def test_names_and_style(face: tuple[str, TTFont]) -> None:
    name, font = face
    family, style, weight = FACES[name]
    names = font["name"]
    assert {record.toUnicode() for record in names.names if record.nameID in (1, 16, 21)} == {family}
    assert (names.getDebugName(2), names.getDebugName(6)) == (style, name.removesuffix(".ttf"))
    assert font["OS/2"].usWeightClass == weight
    bold = style == "Bold"
    assert (bool(font["OS/2"].fsSelection & 0x20), bool(font["OS/2"].fsSelection & 0x40)) == (bold, not bold)
    assert bool(font["head"].macStyle & 1) == bold
    for reserved in ("Source", "霞鹜", "LXGW", "Noto"):
        assert all(reserved not in str(names.getDebugName(number)) for number in (1, 2, 4, 6))


def test_full_names_are_unique() -> None:
    assert len({TTFont(FONTS / name)["name"].getDebugName(4) for name in FACES}) == 4


def test_digits_have_one_width_and_no_kerning(face: tuple[str, TTFont]) -> None:
    font = face[1]
    digits = {font.getBestCmap()[ord(digit)] for digit in "0123456789"}
    assert len({font["hmtx"][name][0] for name in digits}) == 1
    kerned: set[str] = set()
    for lookup in font["GPOS"].table.LookupList.Lookup if "GPOS" in font else ():
        for subtable in (getattr(each, "ExtSubTable", each) for each in lookup.SubTable):
            kerned.update(subtable.Coverage.glyphs)
            if subtable.Format == 1:
                kerned.update(pair.SecondGlyph for pairs in subtable.PairSet for pair in pairs.PairValueRecord)
            else:
                kerned.update(subtable.ClassDef2.classDefs)
    assert kerned & digits == set()


def test_chinese_marks_stand_on_a_full_square(face: tuple[str, TTFont]) -> None:
    font = face[1]
    widths = {mark: font["hmtx"][font.getBestCmap()[ord(mark)]][0] for mark in "中“”‘’—…，。（）①㎡"}
    assert widths == dict.fromkeys(widths, font["head"].unitsPerEm)


def test_each_character_has_a_glyph_of_its_own(face: tuple[str, TTFont]) -> None:
    cmap = face[1].getBestCmap()
    assert len(set(cmap.values())) == len(cmap)


def test_coverage_file_agrees(face: tuple[str, TTFont]) -> None:
    assert len(listed()) == 9604
    assert listed() == set(face[1].getBestCmap())


def test_licence_beside_it_keeps_the_copyright(face: tuple[str, TTFont]) -> None:
    name, font = face
    licence = (FONTS / f"OFL-{name.partition('-')[0]}.txt").read_text(encoding="utf-8")
    assert "SIL OPEN FONT LICENSE Version 1.1" in licence
    for line in font["name"].getDebugName(0).splitlines():
        assert line in licence
    assert "SIL Open Font License, Version 1.1" in font["name"].getDebugName(13)


def test_readme_names_the_checksum(face: tuple[str, TTFont]) -> None:
    data = (FONTS / face[0]).read_bytes()
    row = f"| `{face[0]}` | {len(data)} | `{hashlib.sha256(data).hexdigest()}` |"
    assert row in (FONTS / "README.md").read_text(encoding="utf-8").splitlines()
