"""What an obligation of a disclosure is: what is demanded, by what, and which rules and figures show it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

import attrs

from reportgen.check.context import Context
from reportgen.model.language import say

Judge = Callable[[Context], str | None]
"""Why something is so, in the reader's language; None where it is not."""

GROUPS: Final[Mapping[str, tuple[str, str]]] = {
    "publication": ("公开时间与方式", "When and where"),
    "part-1": ("第一部分 部门概况", "Part one: the department"),
    "part-2": ("第二部分 预算公开表", "Part two: the tables"),
    "part-3": ("第三部分 情况说明", "Part three: the statements"),
    "projects": ("项目", "Projects"),
    "performance": ("绩效", "Performance"),
    "part-4": ("第四部分 名词解释", "Part four: the glossary"),
    "identities": ("勾稽", "Identities"),
    "privacy": ("隐私与保密", "Privacy and secrecy"),
    "words": ("文字", "Words"),
}
"""Key of a group → its heading, in the order of the ledger."""


@attrs.frozen(kw_only=True)
class Obligation:
    """One thing that a disclosure must have or be.

    ``rules`` are codes, or ``family:NAME`` (every rule of a family of rules), or ``table:N`` (every identity that names
    that table): rules that are added later are then covered. ``figures`` are beginnings of figure keys, and ``paths``
    beginnings of dotted paths; a finding that names figures or a path counts only where one of them is the obligation's.
    """

    id: str
    group: str
    zh: str
    en: str
    basis_zh: str
    basis_en: str
    rules: tuple[str, ...] = ()
    figures: tuple[str, ...] = ()
    paths: tuple[str, ...] = ()
    strict: bool = False
    """Whether a finding that names neither a figure nor a path of ours is left to the other obligations of its rule."""
    absent: Judge | None = None
    """Why it does not apply to this disclosure."""
    lacking: Judge | None = None
    """What the disclosure itself lacks, seen without a rule."""
    unknown: Judge | None = None
    """What a program cannot know about it."""

    @property
    def demand(self) -> str:
        """What must be there, in the reader's language."""
        return say(self.zh, self.en)

    @property
    def basis(self) -> str:
        """The law or the part of the layout that demands it, in the reader's language."""
        return say(self.basis_zh, self.basis_en)


LAW_14: Final = ("《预算法》第十四条", "预算法 (Budget Law), article 14")
REGULATION_6: Final = ("《预算法实施条例》第六条", "预算法实施条例 (its regulations), article 6")
PROCEDURE: Final = (
    "《地方预决算公开操作规程》（财预〔2016〕143 号）",
    "地方预决算公开操作规程 (财预〔2016〕143 号)",
)
PERFORMANCE: Final = (
    "《中共中央 国务院关于全面实施预算绩效管理的意见》（中发〔2018〕34 号）",
    "中发〔2018〕34 号 on performance management",
)
INFORMATION: Final = (
    "《政府信息公开条例》（国务院令第 711 号）",
    "政府信息公开条例 (State Council order 711)",
)


def layout_part(zh: str, en: str) -> tuple[str, str]:
    """A part of the layout as a basis."""
    return f"四部分版式{zh}", f"the four-part layout, {en}"
