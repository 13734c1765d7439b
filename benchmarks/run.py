"""The speed and memory of the commands, as ratios to a yardstick measured side by side in the same run.

    python benchmarks/run.py [--rounds 7] [--only build,html,check,help,lines]

| name  | ours                                        | yardstick                                           | limit             |
|-------|---------------------------------------------|-----------------------------------------------------|-------------------|
| build | build of the reference (PDF, HTML, charts)  | WeasyPrint alone on the same tables and text        | 1.25 / 1.6 / 1.8  |
| html  | build --format html                         | python -c "import pandas, jinja2"                   | 2.2 wall          |
| check | check                                       | python -c "import pandas, jinja2"                   | 1.6 wall          |
| help  | --help                                      | python -c "import click"                            | 2 wall            |
| lines | figures, check on 200,000 money lines       | a process that imports pandas and reads them as text| 6 wall, 600 MB    |
"""

from __future__ import annotations

import argparse
import random
import re
import sys
import tempfile
from pathlib import Path

from measure import Ratio, compare, run

ROOT = Path(__file__).parents[1]
PYTHON = sys.executable
REFERENCE = str(ROOT / "examples" / "reference" / "budget.yaml")
IMPORTS = [PYTHON, "-c", "import pandas, jinja2"]

PLAIN = """
import sys
from pathlib import Path
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration
fonts = FontConfiguration()
style = CSS(string="@font-face{font-family:S;src:url(%s)} *{font-family:S} @page{size:A4;margin:2cm} "
            "body{font-size:12pt} table{border-collapse:collapse;font-size:8pt} td,th{border:1px solid}", font_config=fonts)
HTML(string=Path(sys.argv[1]).read_text("utf-8")).write_pdf(sys.argv[2], stylesheets=[style], font_config=fonts)
"""


def reportgen(*arguments: str) -> list[str]:
    """A command of ours, cold."""
    return [PYTHON, "-m", "reportgen", *arguments]


def plain_html(page: str) -> str:
    """The tables and text of a report as plain HTML: no style, no chart, no classes, no figure elements."""
    page = re.sub(r"<style.*?</style>|<svg.*?</svg>|<figure.*?</figure>", "", page, flags=re.S)
    page = re.sub(r"</?(?:data|span|div|section|nav|main|header|footer)\b[^>]*>", "", page)
    return re.sub(r' (?:class|id|data-[a-z]+|tabindex|role|aria-[a-z]+|href)="[^"]*"', "", page)


def show(name: str, ratio: Ratio, limits: str) -> None:
    """One line a comparison."""
    print(
        f"{name:<22} wall {ratio.wall:5.2f}  cpu {ratio.cpu:5.2f}  memory {ratio.memory:5.2f}   (limit {limits})   "
        f"ours {ratio.ours.wall:.2f} s {ratio.ours.cpu:.2f} s {ratio.ours.memory:.0f} MB, "
        f"yardstick {ratio.yardstick.wall:.2f} s {ratio.yardstick.cpu:.2f} s {ratio.yardstick.memory:.0f} MB",
        flush=True,
    )


def many_lines(folder: Path, count: int) -> Path:
    """A budget of ``count`` random money lines over 60 codes and 40 projects, both years, every source."""
    chance = random.Random(20240101)
    codes = [row.split(",")[0] for row in (ROOT / "reportgen/model/codes/function.csv").read_text("utf-8").splitlines()]
    functions = chance.sample([code for code in codes if len(code) == 7], 60)
    sources = ["一般公共预算", "上级一般公共预算转移支付", "政府性基金预算", "国有资本经营预算"]
    projects = [(f"P{i:02d}", f"U{i % 5 + 1}", functions[i]) for i in range(40)]
    lines, sums = ["年度,单位,功能科目,支出类别,项目,资金来源,经济科目,金额"], {}
    for _ in range(count):
        year, fen, source = chance.choice((2023, 2024)), chance.randrange(1, 10**9), chance.choice(sources)
        amount = f"{fen // 100}.{fen % 100:02d}"
        sums[year, source] = sums.get((year, source), 0) + fen
        if chance.random() < 0.5:
            identifier, unit, function = chance.choice(projects)
            lines.append(
                f"{year},{unit},{function},项目支出,{identifier if year == 2024 else ''},{source},{'302' if year == 2024 else ''},{amount}"
            )
        else:
            economic = chance.choice(("30101", "30201", "30302", "31002")) if year == 2024 else ""
            lines.append(f"{year},,{chance.choice(functions)},基本支出,,{source},{economic},{amount}")
    income = ["年度,资金来源,收入项目,金额"]
    for (year, source), fen in sums.items():
        while fen:
            part = min(fen, 10**15)
            income.append(f"{year},{source},,{part // 100}.{part % 100:02d}")
            fen -= part
    folder.mkdir(parents=True)
    (folder / "lines.csv").write_text("\n".join(lines) + "\n", "utf-8")
    (folder / "income.csv").write_text("\n".join(income) + "\n", "utf-8")
    units = "".join(f"  - {{id: U{i}, name: 单位{i}, type: 事业}}\n" for i in range(1, 6))
    listed = "".join(
        f'  - {{id: {i}, name: 项目{i}, unit: {u}, function: "{f}", indicators: withheld, disclosure: withheld}}\n'
        for i, u, f in projects
    )
    (folder / "budget.yaml").write_text(
        "format: 1\nyear: 2024\ndepartment: {name: 某部门, short_name: 某部门}\n"
        f"data: {{lines: lines.csv, income: income.csv}}\nunits:\n{units}projects:\n{listed}", "utf-8",
    )  # fmt: skip
    return folder / "budget.yaml"


def bench_build(work: Path, rounds: int) -> None:
    """The whole cold build against the page engine alone."""
    run(reportgen("build", REFERENCE, "--output", str(work / "once")), ROOT)
    plain = work / "plain.html"
    plain.write_text(plain_html(next((work / "once").glob("*.html")).read_text("utf-8")), "utf-8")
    script = work / "plain.py"
    script.write_text(PLAIN % (ROOT / "styles/fonts/ReportgenSong-Regular.ttf").as_uri(), "utf-8")
    floor = [PYTHON, str(script), str(plain), str(work / "plain.pdf")]
    show(
        "build",
        compare(reportgen("build", REFERENCE, "--output", str(work / "built")), floor, ROOT, rounds),
        "1.25 1.6 1.8",
    )


def bench_lines(work: Path, rounds: int) -> None:
    """Growth from 20,000 to 200,000 lines, and against reading them as text."""
    small, large = many_lines(work / "small", 20_000), many_lines(work / "large", 200_000)
    text = [PYTHON, "-c", f"import pandas; pandas.read_csv({str(large.parent / 'lines.csv')!r}, dtype=str)"]
    for name, arguments in (
        ("figures", ("figures", "{}", "--format", "json")),
        ("check", ("check", "{}", "--fail-on", "never")),
        ("html", ("build", "{}", "--format", "html", "--draft", "--output", str(work / "many"))),
    ):

        def command(path: Path, arguments: tuple[str, ...] = arguments) -> list[str]:
            return reportgen(*(argument.format(path) for argument in arguments))

        show(f"lines: {name}", compare(command(large), text, ROOT, rounds), "6 wall, 600 MB")
        show(f"lines: {name} 10x", compare(command(large), command(small), ROOT, rounds), "10 wall")


def main() -> None:
    """Run the wanted comparisons."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--only", default="build,html,check,help,lines")
    options = parser.parse_args()
    wanted = options.only.split(",")
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        if "build" in wanted:
            bench_build(work, options.rounds)
        if "html" in wanted:
            show(
                "html",
                compare(
                    reportgen("build", REFERENCE, "--format", "html", "--output", str(work / "html")),
                    IMPORTS,
                    ROOT,
                    options.rounds,
                ),
                "2.2",
            )
        if "check" in wanted:
            show(
                "check",
                compare(reportgen("check", REFERENCE, "--fail-on", "never"), IMPORTS, ROOT, options.rounds),
                "1.6",
            )
        if "help" in wanted:
            show("help", compare(reportgen("--help"), [PYTHON, "-c", "import click"], ROOT, options.rounds), "2")
        if "lines" in wanted:
            bench_lines(work, max(3, options.rounds // 2))


if __name__ == "__main__":
    main()
