"""Every code of a finding explained: rules from their docstrings, load errors from the packages that raise them."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from functools import cache
from typing import Final, NamedTuple

from reportgen.model.diagnostic import Level
from reportgen.model.language import say

LOAD: Final = "load"
"""Family of the load errors."""
LOAD_GROUPS: Final = (
    (1, "budget.yaml 读不了：文件、编码、YAML 语法，或用了不允许的写法", "budget.yaml cannot be read: file, encoding, syntax"),
    (20, "budget.yaml 里的键、值或编号不合要求", "a key, value or id of budget.yaml is not as it must be"),
    (50, "写出的路径不能用或找不到", "a path cannot be used, or leads nowhere"),
    (60, "codes 新增的科目有误", "an added code is wrong"),
    (70, "填写文字的工作表有误", "a sheet for words is wrong"),
    (80, "上年预算（prior）有误", "last year's budget (prior) is wrong"),
    (90, "budget.yaml 前后不符", "budget.yaml contradicts itself"),
    (201, "表格文件或工作簿读不了，或表头、行列有误", "a table or workbook cannot be read, or its headings and rows are wrong"),
    (241, "表格单元格里的内容不合要求", "a cell of a table is not as it must be"),
    (401, "文字里引用的数，或编号与固定行名冲突", "a figure that prose refers to, or an id that clashes with a fixed row"),
    (501, "版式或自己的模板有误", "a layout or an own template is wrong"),
)  # fmt: skip
"""First number of each run of load errors → what they are about."""


class Explained(NamedTuple):
    """What a code means, in the reader's language; sections that there are none of are empty."""

    code: str
    level: Level
    family: str
    title: str
    about: str
    basis: str = ""
    wrong: str = ""
    right: str = ""
    help: str = ""


@cache
def load_meanings() -> dict[str, str]:
    """Every L code with its meaning, by number."""
    from reportgen.compute.prose_check import CODES as COMPUTE
    from reportgen.load.catalogue import CODES as LOADING
    from reportgen.render.catalogue import CODES as RENDER

    return {code: say(zh, en) for code, (zh, en) in sorted({**LOADING, **COMPUTE, **RENDER}.items())}


def families() -> dict[str, str]:
    """Key of each family → its name, in the order in which they are told; load errors are the last."""
    from reportgen.check.registry import FAMILIES

    return {key: say(zh, en) for key, (zh, en) in FAMILIES.items()} | {LOAD: say("读入", "loading")}


def all_codes() -> list[str]:
    """Every code: rules by family, then load errors."""
    from reportgen.check import RULES

    order = list(families())
    return [*sorted(RULES, key=lambda code: order.index(RULES[code].family)), *load_meanings()]


def explained(code: str) -> Explained | None:
    """What a code means; None for an unknown one."""
    from reportgen.check import RULES

    known = RULES.get(code)
    if known is not None:
        parts = (known.section(name) for name in ("Basis", "Wrong", "Right", "Help"))
        return Explained(code, known.level, known.family, say(known.zh, known.en), known.about, *parts)
    title = load_meanings().get(code)
    return None if title is None else Explained(code, "error", LOAD, title, _load_about(code), help=_load_help(code))


def _load_about(code: str) -> str:
    number = int(code[1:])
    zh, en = next((zh, en) for first, zh, en in reversed(LOAD_GROUPS) if number >= first)
    return say(f"{zh}。", f"{en[0].upper()}{en[1:]}.")


def _load_help(code: str) -> str:
    from reportgen.load.catalogue_help import HELP

    own = say(*(f"{text}{end}" for text, end in zip(HELP[code], ("。", ". "), strict=True))) if code in HELP else ""
    return own + say(
        "按消息里的位置改正；改好之前任何命令都停下（退出码 2），不写文件，也不能用 accept 接受。",
        "Correct it at the place told; until then every command stops (exit 2) and writes nothing. It cannot be accepted.",
    )


def nearest_codes(word: str, codes: Iterable[str]) -> list[str]:
    """The three codes most like a word: those with the same letter first."""
    known, word = list(codes), word.upper()
    same = [code for code in known if code[:1] == word[:1]]
    near = difflib.get_close_matches(word, same, n=3, cutoff=0.0)
    return near or difflib.get_close_matches(word, known, n=3, cutoff=0.0)
