"""Charts as SVG: bars from zero in true proportion, printed figures beside them, the same text each time, any colours."""

from __future__ import annotations

import re
import subprocess
import sys
from xml.etree.ElementTree import fromstring

import attrs
import pytest

from reportgen.model.budget import THEMES
from reportgen.render.chart_data import ChartSpec
from reportgen.render.charts import LIGHT, Palette, draw, warm_up
from reportgen.render.styles import BASE, base_tokens, shipped_tokens
from tests.support.pdf_reading import fonts, sheets
from tests.support.print_page import PUBLISHED, Metadata, page, prepared
from tests.unit.render import test_chart_plan
from tests.unit.render.test_chart_reading import FONT, STYLES, SVG, bars, contrast, faults, lightness, size, texts

TWO_YEARS = (["12,646.68", "5,657.34"], ["14,216.56", "5,347.19"])
LONG = "公共机构节约能源资源综合改造与运行维护保障专项补助经费（含设备更新）"


def spec(
    labels: list[str],
    *rows: list[str],
    id: str = "income",
    shown: int | None = None,
    medium: test_chart_plan.Medium = "screen",
) -> ChartSpec:
    changes = ["减少 1,569.88（11.04%）"] * len(labels) if len(rows) > 1 else None
    made = test_chart_plan.spec(labels, *rows, changes=changes, shown=shown, medium=medium)
    return attrs.evolve(made, id=id, title="收入预算 <按来源>", alt="一般公共预算 16,000.51 万元 & 其他")


def test_the_same_spec_gives_the_same_text_and_nothing_of_the_day_or_machine() -> None:
    chart = spec(["一般公共预算", "单位资金"], ["16,000.51", "1,940.10"])
    first = draw(chart, FONT)
    warm_up(FONT)
    assert draw(chart, FONT) == first
    assert not re.search(r"<dc:|<metadata|20\d\d-\d\d-\d\d|matplotlib\.org", first)
    assert first.startswith("<svg ")
    assert first.rstrip().endswith("</svg>")


@pytest.mark.parametrize("seed", ["1", "2"])
def test_the_same_text_whatever_the_hash_seed(seed: str) -> None:
    script = "from tests.unit.render.test_charts import *; print(draw(spec(['甲', '乙'], *TWO_YEARS), FONT), end='')"
    run = subprocess.run(
        [sys.executable, "-c", script], cwd=STYLES.parent, env={"PYTHONHASHSEED": seed}, capture_output=True, check=True
    )
    assert run.stdout.decode() == draw(spec(["甲", "乙"], *TWO_YEARS), FONT)


def test_no_global_state_of_the_library_is_touched() -> None:
    import matplotlib

    keys = ("font.family", "font.size", "svg.hashsalt", "svg.fonttype")
    before = [matplotlib.rcParams[key] for key in keys]
    draw(spec(["甲"], ["1.00"]), FONT)
    assert [matplotlib.rcParams[key] for key in keys] == before


def test_the_interactive_half_of_the_library_is_never_loaded() -> None:
    script = (
        "import sys; from tests.unit.render.test_charts import *; draw(spec(['甲'], ['1.00']), FONT);"
        "print('matplotlib.pyplot' in sys.modules)"
    )
    run = subprocess.run([sys.executable, "-c", script], cwd=STYLES.parent, capture_output=True, text=True, check=True)
    assert run.stdout == "False\n"


def test_bars_begin_at_one_line_and_are_as_long_as_their_amounts() -> None:
    drawn = bars(draw(spec(["甲", "乙", "丙", "丁"], ["16,000.00", "4,000.00", "2,000.00", "1,000.00"], shown=2), FONT))
    assert {round(bar.left, 3) for bar in drawn} == {0}
    assert drawn[1].width / drawn[0].width == pytest.approx(0.25, abs=1e-6)
    assert drawn[2].width / drawn[0].width == pytest.approx(3 / 16, abs=1e-6)
    assert [bar.outlined for bar in drawn] == [False, False, True]


def test_its_only_numbers_are_the_printed_figures() -> None:
    found = [box.text for box in texts(draw(spec(["甲", "乙"], ["16,000.51", "1,940.10"]), FONT))]
    assert found == ["甲", "16,000.51", "乙", "1,940.10"]


def test_two_years_are_told_apart_by_words_thickness_and_grey() -> None:
    svg = draw(spec(["项目支出", "基本支出"], *TWO_YEARS, medium="print"), FONT)
    drawn, words = bars(svg), [box.text for box in texts(svg)]
    assert {"2024 年 12,646.68", "2023 年 14,216.56", "2024 年 5,657.34", "减少 1,569.88（11.04%）"} <= set(words)
    assert [bar.colour for bar in drawn] == [LIGHT.now, LIGHT.before] * 2
    assert [bar.width / drawn[1].width for bar in drawn] == pytest.approx(
        [12646.68 / 14216.56, 1, 5657.34 / 14216.56, 5347.19 / 14216.56], abs=1e-5
    )
    assert lightness(drawn[1].colour) - lightness(drawn[0].colour) > 30
    assert (drawn[1].bottom - drawn[1].top) / (drawn[0].bottom - drawn[0].top) == pytest.approx(0.5 / 0.92)


def screen_palettes() -> dict[str, Palette]:
    """The colours that the page sets: on a light screen (first), and on a dark one; of the other themes, too."""
    read: dict[str, Palette] = {}
    for theme in THEMES:
        tokens = base_tokens(STYLES).under(shipped_tokens(STYLES, theme))
        for scheme, values in (("light", tokens.light), ("dark", {**tokens.light, **tokens.dark})):
            colours = {
                name.removeprefix("chart-"): value for name, value in values.items() if name.startswith("chart-")
            }
            read[scheme if theme == BASE else f"{theme}-{scheme}"] = Palette(**colours)
    return read


def test_the_page_and_the_picture_have_the_same_light_colours() -> None:
    assert screen_palettes()["light"] == LIGHT
    assert screen_palettes()["dark"] != LIGHT


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_contrast(mode: str) -> None:
    """Marks 3 : 1 and texts 4.5 : 1 against the ground, and the two years clearly apart in grey."""
    palette = screen_palettes()[mode]
    assert contrast(palette.now, palette.ground) >= 3
    assert contrast(palette.before, palette.ground) >= 3
    assert contrast(palette.ink, palette.ground) >= 4.5
    assert contrast(palette.muted, palette.ground) >= 4.5
    assert abs(lightness(palette.now) - lightness(palette.before)) > 30
    assert contrast(palette.now, palette.before) > 2.5
    assert contrast(palette.before, palette.ground) < contrast(palette.now, palette.ground) / 2


def _two_years(medium: test_chart_plan.Medium) -> str:
    return draw(spec(["甲", "乙"], *TWO_YEARS, medium=medium), FONT)


def test_on_the_screen_each_colour_is_the_pages_to_set() -> None:
    screen, paper = (_two_years(medium) for medium in ("screen", "print"))
    names = attrs.asdict(LIGHT)
    assert set(re.findall(r"var\(--chart-(\w+), (#\w+)\)", screen)) == set(names.items())
    assert set(re.findall(r"#[0-9a-f]{6}", re.sub(r"var\([^)]*\)", "", screen))) == set()
    assert "var(" not in paper
    assert set(re.findall(r"#[0-9a-f]{6}", paper)) == set(names.values())


def test_title_and_description_are_there_and_escaped() -> None:
    root = fromstring(draw(spec(["甲"], ["1.00"], id="screen/travel"), FONT))
    assert root.get("role") == "img"
    assert root.get("aria-labelledby") == "chart-travel-title"
    assert root.get("aria-describedby") == "chart-travel-desc"
    assert root.findtext(f"{SVG}title") == "收入预算 <按来源>"
    assert root.findtext(f"{SVG}desc") == "一般公共预算 16,000.51 万元 & 其他"
    assert fromstring(draw(spec(["甲"], ["1.00"], medium="print"), FONT)).find(f"{SVG}desc") is None


def test_two_charts_can_stand_in_one_page() -> None:
    one, two = (draw(spec(["甲", "乙"], ["2.00", "1.00"], id=name), FONT) for name in ("a", "b"))
    ids = [re.findall(r'\bid="([^"]+)"', svg) for svg in (one, two)]
    assert len(ids[0]) == len(set(ids[0]))
    assert not set(ids[0]) & set(ids[1])
    for svg in (one, two):
        assert not re.search(r"url\(|href=|<style|<script", svg)


@pytest.mark.parametrize("medium", ["print", "screen"])
@pytest.mark.parametrize("years", [1, 2])
@pytest.mark.parametrize("name", ["资源勘探工业信息等支出", (LONG * 2)[:60], "Ａ1" * 30])
@pytest.mark.parametrize("count", [1, 2, 12, 60])
def test_no_text_over_another_or_cut(count: int, name: str, years: int, medium: test_chart_plan.Medium) -> None:
    amounts = [f"{10**9 * (count - n) // count:,}.00" for n in range(count)]
    shown = count if count <= 12 else 11
    svg = draw(spec([name] * count, *[amounts] * years, shown=shown, medium=medium), FONT)
    assert faults(svg) == []
    assert len(bars(svg)) == min(count, 12) * years
    assert [box.text.endswith("1,000,000,000.00") for box in texts(svg)].count(True) == years
    assert size(svg)[0] == {"print": 442, "screen": 320}[medium]


def test_equal_amounts_have_equal_bars() -> None:
    drawn = bars(draw(spec(["甲", "乙", "丙"], ["7.00"] * 3), FONT))
    assert len({bar.width for bar in drawn}) == 1


def test_a_chart_is_small() -> None:
    svg = draw(spec([f"第{n}项" for n in range(12)], [f"{9 - n / 2:.2f}" for n in range(12)]), FONT)
    assert len(svg.encode()) < 11_000


def test_an_empty_chart_is_not_drawn() -> None:
    empty = ChartSpec("travel", "三公", "万元", (), (), "", empty=True, sentence="没有安排。")
    with pytest.raises(ValueError, match="travel"):
        draw(empty, FONT)


def test_in_the_pdf_its_text_is_text_in_the_bundled_face() -> None:
    svg = draw(spec(["一般公共预算", "单位资金"], ["16,000.51", "1,940.10"], medium="print"), FONT)
    made = prepared().write(
        page('<figure class="chart"><img class="chart-image" src="report:chart/a.svg" alt="图"></figure>'),
        resources=lambda _: svg.encode(),
        metadata=Metadata("某"),
        timestamp=PUBLISHED,
    )
    words = {word.text: word for word in sheets(made)[1].words}
    assert {"一般公共预算", "单位资金", "16,000.51", "1,940.10"} <= set(words)
    assert words["16,000.51"].bottom - words["16,000.51"].top == pytest.approx(9.5 * 1.448, abs=0.5)
    assert set(fonts(made)) == {"Reportgen-Song", "Reportgen-Song-Bold", "Reportgen-Hei"}
