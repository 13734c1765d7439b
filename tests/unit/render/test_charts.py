"""Charts: bars from zero in true proportion, labelled with printed figures, one item or thirty, the same text each time."""

from __future__ import annotations

import re
import subprocess
import sys
from fractions import Fraction
from xml.etree.ElementTree import fromstring

import pytest

from reportgen.render.chart_data import ChartSpec, Series
from reportgen.render.charts import WIDTH, draw, plan_chart, ticks, wrap
from tests.support.pdf_reading import fonts, sheets
from tests.support.print_page import PUBLISHED, STYLES, Metadata, page, prepared

FONT = STYLES / "fonts" / "ReportgenHei-Regular.ttf"
SVG = "{http://www.w3.org/2000/svg}"
LARGEST = 10**9
"""10^15 分 in 万元."""


def spec(labels: list[str], *rows: list[str], id: str = "income") -> ChartSpec:
    """A chart of ``labels``; ``rows`` are amounts as printed, one list a series."""
    names = ("2024 年预算", "2023 年预算")
    series = tuple(
        Series(
            names[n],
            tuple(f"t/{i}" for i in range(len(row))),
            tuple(Fraction(t.replace(",", "")) for t in row),
            tuple(row),
        )
        for n, row in enumerate(rows)
    )
    return ChartSpec(id, "收入预算 <按来源>", "万元", tuple(labels), series, "一般公共预算 16,000.51 万元 & 其他")


def texts(svg: str) -> list[str]:
    """The texts of a chart in order, lines of one label joined."""
    return ["".join(text.itertext()).strip() for text in fromstring(svg).iter(f"{SVG}text")]


def bars(svg: str) -> list[tuple[float, float, float, float]]:
    """left, top, right, bottom of the bars, from the top."""
    found = []
    for path in fromstring(svg).iter(f"{SVG}path"):
        numbers = [float(n) for n in re.findall(r"-?[\d.]+", path.get("d", ""))]
        box = (min(numbers[::2]), min(numbers[1::2]), max(numbers[::2]), max(numbers[1::2]))
        of_the_legend = (round(box[2] - box[0], 3), round(box[3] - box[1], 3)) == (14, 8)
        if "#1d3f72" in path.get("style", "") and len(numbers) == 8 and not of_the_legend:
            found.append(box)
    return sorted(found, key=lambda bar: bar[1])


def boxes(svg: str, size: float) -> list[tuple[float, float, float, float]]:
    """About where each line of text lies: left, top, right, bottom."""
    found = []
    for text in fromstring(svg).iter(f"{SVG}text"):
        style, words = text.get("style", ""), "".join(text.itertext())
        width = sum(1.0 if ord(c) > 255 else 0.57 if c.isdigit() else 0.3 for c in words) * size
        x, y = float(text.get("x", "0")), float(text.get("y", "0"))
        if not text.get("x"):
            continue
        left = x - (width if "end" in style else width / 2 if "middle" in style else 0)
        found.append((left, y - size * 0.8, left + width, y + size * 0.1))
    return found


def test_the_same_spec_gives_the_same_text_and_nothing_of_the_day_or_machine() -> None:
    chart = spec(["一般公共预算", "单位资金"], ["16,000.51", "1,940.10"])
    first = draw(chart, FONT)
    assert draw(chart, FONT) == first
    assert not re.search(r"<dc:|<metadata|20\d\d-\d\d-\d\d|matplotlib\.org", first)
    assert first.startswith("<svg ")
    assert first.rstrip().endswith("</svg>")


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
    root = STYLES.parent
    run = subprocess.run([sys.executable, "-c", script], cwd=root, capture_output=True, text=True, check=True)
    assert run.stdout == "False\n"


def test_bars_begin_at_zero_and_are_as_long_as_their_amounts() -> None:
    drawn = bars(draw(spec(["甲", "乙", "丙"], ["16,000.00", "4,000.00", "0.00"]), FONT))
    assert len(drawn) == 3
    lengths = [right - left for left, _, right, _ in drawn]
    assert len({round(left, 3) for left, *_ in drawn}) == 1
    assert lengths[1] / lengths[0] == pytest.approx(0.25, abs=1e-6)
    assert lengths[2] == 0


def test_labels_are_the_printed_figures_and_ticks_have_no_decimals() -> None:
    found = texts(draw(spec(["甲", "乙"], ["16,000.51", "1,940.10"]), FONT))
    assert found == ["0", "5,000", "10,000", "15,000", "甲", "乙", "16,000.51", "1,940.10"]


def test_two_years_stand_side_by_side_in_two_shades_that_the_legend_names() -> None:
    svg = draw(spec(["基本支出", "项目支出"], ["5,657.34", "12,646.68"], ["5,347.19", "14,216.56"]), FONT)
    found = texts(svg)
    assert found[-2:] == ["2024 年预算（深色）", "2023 年预算（浅色）"]
    assert {"5,657.34", "12,646.68", "5,347.19", "14,216.56"} <= set(found)
    lengths = [right - left for left, _, right, _ in bars(svg)]
    assert [length / lengths[3] for length in lengths] == pytest.approx(
        [5657.34 / 14216.56, 5347.19 / 14216.56, 12646.68 / 14216.56, 1], abs=1e-5
    )
    dark, light = (_luminance(colour) for colour in ("#1d3f72", "#b9cce6"))
    assert "#b9cce6" in svg
    assert (light + 0.05) / (dark + 0.05) > 4.5


def _luminance(colour: str) -> float:
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_title_and_description_are_there_and_escaped() -> None:
    root = fromstring(draw(spec(["甲"], ["1.00"], id="travel"), FONT))
    assert root.get("role") == "img"
    assert root.get("aria-labelledby") == "chart-travel-title chart-travel-desc"
    assert root.findtext(f"{SVG}title") == "收入预算 <按来源>"
    assert root.findtext(f"{SVG}desc") == "一般公共预算 16,000.51 万元 & 其他"


def test_two_charts_can_stand_in_one_page() -> None:
    one, two = (draw(spec(["甲", "乙"], ["2.00", "1.00"], id=name), FONT) for name in ("a", "b"))
    ids = [re.findall(r'\bid="([^"]+)"', svg) for svg in (one, two)]
    assert len(ids[0]) == len(set(ids[0]))
    assert not set(ids[0]) & set(ids[1])
    for svg, own in zip((one, two), ids, strict=True):
        assert set(re.findall(r'url\(#([^)]+)\)|href="#([^"]+)"', svg)) <= {(name, "") for name in own} | {
            ("", name) for name in own
        }
        assert "<style" not in svg


def test_one_small_item_has_a_scale_of_whole_numbers() -> None:
    assert texts(draw(spec(["公务接待费"], ["0.22"]), FONT)) == ["0", "公务接待费", "0.22"]


@pytest.mark.parametrize("series", [1, 2])
@pytest.mark.parametrize(
    "name", ["资源勘探工业信息等支出", "公共机构节约能源资源综合改造与运行维护保障专项补助经费（含设备更新）" * 2]
)
@pytest.mark.parametrize("count", [1, 2, 5, 12, 30])
def test_any_number_of_items_keeps_its_texts_apart_and_fits_a_page(count: int, name: str, series: int) -> None:
    amounts = [f"{LARGEST * (count - n) // count:,}.00" for n in range(count)]
    chart = spec([name[:60]] * count, *[amounts] * series)
    svg, plan = draw(chart, FONT), plan_chart(chart)
    assert 6.9 <= plan.size <= 9
    assert plan.height <= 605
    assert plan.plot > WIDTH / 6
    assert len(bars(svg)) == count * series
    assert texts(svg).count("1,000,000,000.00") == series
    lines = sorted(boxes(svg, plan.size))
    assert all(left >= -1 and right <= WIDTH + 1 for left, _, right, _ in lines)
    for n, one in enumerate(lines):
        for other in lines[n + 1 :]:
            across = min(one[2], other[2]) - max(one[0], other[0])
            down = min(one[3], other[3]) - max(one[1], other[1])
            assert across <= 0.5 or down <= 0.5, (one, other)


def test_long_labels_are_wrapped_evenly_and_lose_nothing() -> None:
    label = "公共机构节约能源资源综合改造，与运行维护保障（含设备更新）"
    lines = wrap(label, 14).split("\n")
    assert "".join(lines) == label
    assert len(lines) == 3
    assert max(len(line) for line in lines) <= 14
    assert all(line[0] not in "，）" for line in lines)
    assert wrap("行政运行", 14) == "行政运行"


@pytest.mark.parametrize(
    ("largest", "room", "expected"),
    [
        (Fraction("16000.51"), 40, [0, 5000, 10000, 15000]),
        (Fraction("68.3"), 40, [0, 20, 40, 60]),
        (Fraction("0.22"), 40, [0]),
        (Fraction(3), 40, [0, 1, 2, 3]),
        (Fraction(10**9), 15, [0, 500_000_000, 1_000_000_000]),
    ],
)
def test_ticks_are_round_whole_numbers(largest: Fraction, room: float, expected: list[int]) -> None:
    assert ticks(largest, room) == expected


def test_an_empty_chart_is_not_drawn() -> None:
    empty = ChartSpec("travel", "三公", "万元", (), (), "", empty=True, sentence="没有安排。")
    with pytest.raises(ValueError, match="travel"):
        draw(empty, FONT)


def test_in_the_pdf_its_text_is_text_in_the_bundled_face() -> None:
    svg = draw(spec(["一般公共预算", "单位资金"], ["16,000.51", "1,940.10"]), FONT)
    made = prepared().write(
        page('<figure class="chart"><img class="chart-image" src="report:chart/a.svg" alt="图"></figure>'),
        resources=lambda _: svg.encode(),
        metadata=Metadata("某"),
        timestamp=PUBLISHED,
    )
    words = {word.text: word for word in sheets(made)[1].words}
    assert {"一般公共预算", "单位资金", "16,000.51", "1,940.10"} <= set(words)
    assert words["16,000.51"].bottom - words["16,000.51"].top == pytest.approx(9 * 1.448, abs=0.5)
    assert set(fonts(made)) == {"Reportgen-Song", "Reportgen-Song-Bold", "Reportgen-Hei"}
