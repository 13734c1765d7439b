"""Small reports of the structure that templates write, for the tests of what is printed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from reportgen.render.pdf import Metadata, Prepared, prepare

STYLES = Path(__file__).parents[2] / "styles"
DEPARTMENT = "某省机关事务管理局"
PUBLISHED = datetime(2024, 2, 28, tzinfo=UTC)
CHART = '<svg xmlns="http://www.w3.org/2000/svg" width="442pt" height="100pt" viewBox="0 0 442 100"><path d="M 0 0 L 9 9"/></svg>'


@cache
def prepared() -> Prepared:
    """The engine, loaded once for all tests."""
    return prepare(STYLES)


def printed(html: str, charts: Sequence[str] = ()) -> bytes:
    """The PDF of a page; ``charts`` are the ids that may be asked for."""

    def serve(name: str) -> bytes:
        if name not in {f"chart/{chart}.svg" for chart in charts}:
            raise KeyError(name)
        return CHART.encode()

    return prepared().write(html, resources=serve, metadata=Metadata(DEPARTMENT), timestamp=PUBLISHED)


def page(body: str, links: Sequence[tuple[str, str]] = (), *, draft: bool = False) -> str:
    """A report around ``body``: cover, contents of ``links`` (id, text), main."""
    items = "".join(f'<li><a href="#{anchor}">{text}</a></li>' for anchor, text in links)
    nav = (
        f'<nav class="contents" aria-label="目录"><h2 class="contents-title">目录</h2><ol>{items}</ol></nav>'
        if links
        else ""
    )
    mark = '<div class="draft-mark"><span class="draft-word">草稿</span></div>' if draft else ""
    return (
        '<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8"><title>2024 年部门预算公开报告</title></head>'
        f'<body class="report"><header class="cover">{mark}<p class="cover-department">{DEPARTMENT}</p>'
        f'<h1 class="cover-title">2024 年部门预算公开报告</h1></header>{nav}<main>{body}</main></body></html>'
    )


def part(number: int, title: str, body: str) -> str:
    """A part with its heading."""
    return f'<section class="part" id="part-{number}"><h2 id="part-{number}-title">{title}</h2>{body}</section>'


def table(number: int, title: str, columns: Sequence[str], rows: Sequence[Sequence[str]], *, wide: bool = False) -> str:
    """A table section: code columns 类 款 项, 科目名称, then ``columns`` of figures; ``rows`` hold all cells."""
    heads = "".join(f'<th scope="col">{text}</th>' for text in ("类", "款", "项", "科目名称", *columns))
    count = len(columns)
    numbering = '<th scope="col">※</th>' * 4 + "".join(f'<th scope="col">{n + 1}</th>' for n in range(count))
    body = "".join(
        '<tr class="item">'
        + "".join(f'<td class="code">{cell}</td>' for cell in row[:3])
        + f'<td class="name">{row[3]}</td>'
        + "".join(f'<td class="num">{cell}</td>' for cell in row[4:])
        + "</tr>"
        for row in rows
    )
    return (
        f'<section class="table-section{" landscape" if wide else ""}" id="table-section-{number}" data-table="{number}">'
        f'<h3 class="table-heading" id="table-{number}-title">{title}</h3>'
        f'<div class="table-scroll" tabindex="0" role="region" aria-label="表 {number} {title}">'
        f'<table class="budget" id="table-{number}" data-continued="续表 {number}　编制部门：{DEPARTMENT}" data-unit="单位：万元"><caption><span class="table-number">表 {number}</span> '
        f'<span class="table-title">{title}</span> <span class="table-department">编制部门：{DEPARTMENT}</span> '
        f'<span class="table-unit">单位：万元</span></caption>'
        f'<thead><tr>{heads}</tr><tr class="numbering">{numbering}</tr></thead><tbody>{body}</tbody></table></div></section>'
    )


def amounts(count: int, columns: int, figure: str = "1,234.56", name: str = "行政运行") -> list[list[str]]:
    """Rows of one figure each, the first of them a different number in every row: ``10,001.00``, ``10,002.00``, …"""
    return [["201", "03", f"{n % 100:02}", name, f"{10_001 + n:,}.00", *[figure] * (columns - 1)] for n in range(count)]
