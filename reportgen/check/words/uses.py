"""The list of uses of a class against its codes (E57)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from typing import NamedTuple

from reportgen.check.context import Context
from reportgen.check.registry import Finding, rule
from reportgen.check.words.reasons import expanded, figure_note
from reportgen.model.language import say
from reportgen.model.money import Money

LEAST_SHARE = Fraction(1, 10)
"""A second code below this part of its class may be left out."""
ALIKE = Fraction(6, 10)
"""A name counts as told when this part of its pairs of characters stands in the text (行政和事业单位离退休)."""

SHORTEST = 4
"""A project's name of fewer characters tells nothing."""
_PAYERS = re.compile("^(?:机关事业单位|行政事业单位)(?:基本)?")
"""Who pays goes without saying: 基本养老保险缴费 is 机关事业单位基本养老保险缴费支出."""


class _Item(NamedTuple):
    code: str
    name: str
    fen: int


@rule(
    "E57",
    "warning",
    "“主要用于”列了科目名称的，不漏最大的两个科目",
    "a use that names codes of its class leaves out neither of the two largest",
)
def largest_uses(context: Context) -> Iterator[Finding]:
    """E57: where the use of a class names 项 of it, the largest is among them, and the second where it is 10 % or more.

    A name counts as told when most of it stands in the text. Uses in words of their own, which name no code, are not
    judged; of a list that ends in 等 only the largest that is not 其他… is asked for, and only when it names two codes. A
    code also counts as told by the name of one of its projects.

    Basis: 规则 25、29：主要用于应包括金额最大的用途；检查发现 E57 | rules 25 and 29: the main uses are the largest; finding E57
    Help: 在主要用于里补上这个科目，或换一种写法 | add the code to the uses, or write them in other words
    Wrong: 主要用于行政运行、专项服务（机关服务 2,550.70 万元是第二大科目） | 行政运行、专项服务, while 机关服务 comes second with 2,550.70
    Right: 主要用于行政运行、机关服务、专项服务
    """
    for code, prose in context.declaration.uses.function.items():
        items = _items(context, code)
        text = expanded(context, prose)
        named = [item for item in items if _bare(item.name) in text]
        open_list = text.rstrip("。 ").endswith(("等", "等支出", "等方面", "等费用"))
        if len(named) < (2 if open_list else 1) or len(items) < 2:
            continue
        total = sum(item.fen for item in items)
        wanted = (
            [i for i in items if not i.name.startswith("其他")][:1]
            if open_list
            else [i for i in items[:2] if Fraction(i.fen, total) >= LEAST_SHARE]
        )
        lacking = [i for i in wanted if not any(_is_told(name, text) for name in (i.name, *_projects(context, i.code)))]
        if lacking:
            yield _finding(context, code, lacking, items)


def _items(context: Context, class_code: str) -> list[_Item]:
    """The 项 of a class with money in table 5, largest first."""
    name = context.disclosure.functions.name
    found = [
        _Item(code, name(code), context.cell("t5", code, "total"))
        for code in context.rows("t5", 7)
        if code.startswith(class_code)
    ]
    return sorted((item for item in found if item.fen > 0), key=lambda item: -item.fen)


def _projects(context: Context, code: str) -> list[str]:
    """The names of the published projects of a code."""
    return [p.name for p in context.declaration.projects if p.function == code and len(p.name) >= SHORTEST]


def _bare(name: str) -> str:
    return name.removesuffix("支出") or name


def _is_told(name: str, text: str) -> bool:
    bare = _PAYERS.sub("", _bare(name))
    if bare in text:
        return True
    pairs = [bare[index : index + 2] for index in range(len(bare) - 1)]
    return bool(pairs) and Fraction(sum(pair in text for pair in pairs), len(pairs)) >= ALIKE


def _finding(context: Context, code: str, lacking: list[_Item], items: list[_Item]) -> Finding:
    told = "、".join(f"{item.name} {Money(item.fen).text()} 万元" for item in lacking)
    places = [items.index(item) for item in lacking]
    ranks = "、".join(say(("最大", "第二大")[p] if p < 2 else f"第 {p + 1} 大", f"number {p + 1}") for p in places)
    notes = (figure_note(context, f"t5/{item.code}/total", f"{item.code} {item.name}") for item in items[:5])
    return Finding(
        say(
            f"{code} 类的主要用途漏了金额{ranks}的科目：{told}。",
            f"The uses of class {code} leave out {told} ({ranks}).",
        ),
        context.place(f"uses.function.{code}"),
        None,
        "、".join(item.name for item in lacking),
        notes=tuple(note for note in notes if note is not None),
        figures=tuple(f"t5/{item.code}/total" for item in lacking),
    )
